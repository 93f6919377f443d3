/* SPDX-License-Identifier: MIT */
/* A formula in a spreadsheet's language, where that can say it: decimals, + - * /, comparisons, sum, min, max, abs,
 * round, if, over cells that have a place in the spreadsheet.  The rule's score and texts cannot be said. */
#ifndef ZIPING_FORM_FORMULA_SPREAD_H
#define ZIPING_FORM_FORMULA_SPREAD_H

#include "form/sheet.h"

/* Adds the spreadsheet's name of a place; false: no number can stand there for a formula. */
typedef bool formula_add_place(void *context, struct ref at, struct str *out);

/* Adds the formula that computes the cell at `at`, without `=`, so that it shows what the sheet shows whatever is typed
 * over there: the form's empty text where every operand is empty, — while one is missing or the denominator is 0, else
 * the number, rounded where the form rounds.  False, nothing added: it cannot be said. */
bool formula_add_spread(const struct sheet *sheet, struct ref at, formula_add_place *add, void *context,
	struct str *out);

#endif
