/* SPDX-License-Identifier: MIT */
/* Working formulas out: what formula_eval.c and the functions in formula_functions.c share. */
#ifndef ZIPING_FORM_FORMULA_EVAL_H
#define ZIPING_FORM_FORMULA_EVAL_H

#include "form/formula_internal.h"
#include "form/sheet.h"

struct operand {
	const struct value *v;       /* in the sheet, or `own`; NULL: many, `set` says which */
	const struct formula_node *set;
	struct value own;
};

struct machine {
	const struct formula *f;
	const struct sheet *sheet;
	int row;
	const struct formula_node *node;   /* being worked out */
};

void value_set_unknown(struct value *out, int missing);
void value_set_truth(struct value *out, bool truth);
/* unknown if it does not fit */
void value_set_number(struct value *out, bool fits, struct decimal number);

/* How many are missing; a cell counts once, however much is missing behind it. */
int operand_missing(const struct operand *o);
struct ref machine_place(const struct machine *m, int cell);
/* The i-th value of a name of a source: as it is, as the text shown there, or as a number. */
void machine_get_outside(const struct machine *m, const struct formula_node *n, size_t i, struct value *out);
void machine_get_rule(const struct machine *m, struct value *out);   /* m->node is an OP_RULE */

/* The result goes to *out, which is zeroed; by enum formula_call. */
typedef void formula_function_body(const struct machine *m, struct operand *args,
	struct value *out);
extern formula_function_body *const formula_calls[CALL_COUNT_OF];

#endif
