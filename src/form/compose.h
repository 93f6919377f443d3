/* SPDX-License-Identifier: MIT */
/* Running text of a form with places for figures: "全年执行{table.funds.total.executed}万元".
 *
 * A place is any expression.  One cell or name of a source alone is put there as its own table shows it, many with 、
 * between them; other numbers plainly.  What is not known, or empty, is — and is counted. */
#ifndef ZIPING_FORM_COMPOSE_H
#define ZIPING_FORM_COMPOSE_H

#include "form/form.h"

struct sheet;

struct compose_part {
	size_t start, len;           /* of the words before it, in `text` */
	struct formula *value;       /* NULL: the words behind the last place */
};

struct compose {
	const char *text;
	struct compose_part *parts;
	int count;
};

/* In memory of the form.  *formula stands for the whole in the dependency graph: it uses what the places use.  The
 * column in err counts characters of `text` from 1. */
enum status compose_parse(const struct form *form, const struct cell *cell, const char *text, const struct compose **out,
	struct formula **formula, struct err *err);
void compose_clear(const struct compose *c);          /* NULL is none */

/* Adds the text with this entry's figures; returns how many are missing.  row as in formula_evaluate. */
int compose_add(const struct compose *c, const struct sheet *sheet, int row, struct str *out);

/* Adds the value of a formula as a place of such a text shows it; returns 1 if it is missing. */
int compose_add_value(const struct formula *f, const struct sheet *sheet, int row, struct str *out);

/* The first place whose figure or grade `text` does not have, -1: none.  Years are no figures. */
int compose_find_absent(const struct compose *c, const struct sheet *sheet, int row, const char *text);
void compose_add_place(const struct compose *c, const struct sheet *sheet, int row, int part, struct str *out);
/* The entry's year, or the one before: no figure. */
bool compose_is_year(const struct compose *c, int part);
/* What stands at a place, in words: 部门整体支出绩效自评表（2023）全年执行数. */
void compose_add_label(const struct compose *c, const struct sheet *sheet, int row, int part,
	message_translate *translate, struct str *out);

#endif
