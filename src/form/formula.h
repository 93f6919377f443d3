/* SPDX-License-Identifier: MIT */
/* Formulas of the form file: exact decimals, text, truth; no loops, no recursion.
 *
 *   or  and  not  = <> < <= > >=  + -  * /  unary -  ( )  numbers  "text" 'text'
 *   names: SOURCE.cell, SOURCE.repeat.column, SOURCE (of other entries: form.h, outside.h), cell, group.cell, .sibling (same group as the cell the formula belongs to, or the
 *          group of `each`), column (same row), repeat.column (all rows), funds.*.executed (every
 *          other cell of that shape), funds.{fiscal,other}.executed (these); rule.FIELD (the
 *          row's target outcome); year last_year
 *   functions: one table in formula_call.c (name, argument and result types, help)
 *
 * Operators are worked out from left to right as written: multiply before dividing where the
 * last digit matters, since a quotient without end is cut after 18 decimals.
 *
 * A formula is parsed, its names resolved and its types checked once, when the form is read.
 * Length and depth are bounded; evaluation cannot fail, crash or hang: what cannot be known is
 * unknown.
 *
 * Values.  Empty (nothing typed) is skipped by sum, count, min and max and is unknown to an
 * operator; unknown spreads, except that `and`/`or` follow Kleene's three values.  sum() of
 * empties only is empty.  sum() with unknown operands is unknown and says how many are missing
 * (value.missing). */
#ifndef ZIPING_FORM_FORMULA_H
#define ZIPING_FORM_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/err.h"

enum value_kind { VALUE_EMPTY, VALUE_UNKNOWN, VALUE_NUMBER, VALUE_TEXT, VALUE_TRUTH };

struct value {
	enum value_kind kind;
	bool truth;
	int missing;                 /* VALUE_UNKNOWN: operands that are missing, at least 1 */
	struct decimal number;
	const char *text;            /* borrowed from the entry or the formula */
};

struct form;
struct cell;
struct sheet;
struct formula;                  /* opaque; owned by the form */

/* FORMULA_ANY: a number or a text, many of them too; for places of running text (compose.h). */
enum formula_type { FORMULA_NUMBER, FORMULA_TEXT, FORMULA_TRUTH, FORMULA_ANY };

/* What a name in a formula stands for; one entry per distinct use, for the dependency graph. */
struct formula_use {
	int cell;                    /* index in form->cells; -1: the rule outcome of `repeat` */
	int repeat;                  /* -1: a cell outside repeats */
	/* all rows of the repeat; false: the row the formula stands in */
	bool whole;
};

/* `cell` is the cell the formula computes or is checked at (for .sibling names and * without
 * itself), NULL if none; `prefix` the group for `each` (NULL: the cell's own); `repeat` the
 * repeat whose row it stands in, -1 if none.  The column in err counts characters of `text` from
 * 1; the caller adds file and line.  All cells of the form must be defined (names, types,
 * repeats) before the first formula is parsed. */
enum status formula_parse(const struct form *form, const struct cell *cell, const char *prefix,
	int repeat, const char *text, enum formula_type type, struct formula **out,
	struct err *err);
void formula_free(struct formula *f);
/* One that only says what a text with places uses (compose.h). */
struct formula *formula_for_text(const struct form *form, const struct cell *cell, const struct formula_use *uses,
	size_t count);

/* The cell a single name stands for at such a place, -1: none.  A column (form->cells[…].repeat
 * == repeat) is that of the own row unless the name is written repeat.column. */
int formula_find(const struct form *form, const struct cell *cell, const char *prefix, int repeat,
	const char *name, size_t len);

const struct formula_use *formula_uses(const struct formula *f, size_t *count);

/* The next name of a source that it uses (index in form_outsides()), -1: no more; *at begins with 0. */
int formula_next_outside(const struct formula *f, int *at);

/* row from 0 inside the repeat, -1 outside. */
struct value formula_evaluate(const struct formula *f, const struct sheet *sheet, int row);

enum formula_view {
	FORMULA_IN_WORDS,            /* 全年执行数 ÷ 全年预算数 : labels, × ÷, ≥ */
	FORMULA_IN_FIGURES           /* 24.56 ÷ 43 : this entry's figures; 缺 for what is missing */
};
struct str;
void formula_describe(const struct formula *f, const struct sheet *sheet, int row,
	enum formula_view view, message_translate *translate, struct str *out);

/* A text that says nothing: blanks, 无, /, —.  It is no reason. */
bool formula_says_nothing(const char *text);

/* The functions, for the manual and its test. */
struct formula_function {
	const char *name;
	const char *signature;       /* "sum(number, …) number" */
	const char *help;            /* N_() msgid */
};
const struct formula_function *formula_functions(size_t *count);

#endif
