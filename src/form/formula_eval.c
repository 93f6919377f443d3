/* SPDX-License-Identifier: MIT */
/* Working a formula out: one pass over its nodes, operands on a bounded stack, no memory taken. */
#include "form/formula_eval.h"

#include <string.h>

/* --- values --- */

void value_set_unknown(struct value *out, int missing)
{
	out->kind = VALUE_UNKNOWN;
	out->missing = missing > 0 ? missing : 1;
}

void value_set_truth(struct value *out, bool truth)
{
	out->kind = VALUE_TRUTH;
	out->truth = truth;
}

void value_set_number(struct value *out, bool fits, struct decimal number)
{
	out->kind = VALUE_NUMBER;
	out->number = number;
	if (!fits)
		value_set_unknown(out, 1);
}

/* A cell counts once, however much is missing behind it. */
int operand_missing(const struct operand *o)
{
	if (o->v->kind != VALUE_UNKNOWN)
		return o->v->kind == VALUE_EMPTY;
	return o->v == &o->own ? o->v->missing : 1;
}

static bool is_true(const struct value *v)
{
	return v->kind == VALUE_TRUTH && v->truth;
}

static bool is_false(const struct value *v)
{
	return v->kind == VALUE_TRUTH && !v->truth;
}

/* --- names --- */

struct ref machine_place(const struct machine *m, int cell)
{
	return (struct ref){ cell, m->f->form->cells[cell].repeat < 0 ? -1 : m->row };
}

void machine_get_outside(const struct machine *m, const struct formula_node *n, size_t i, struct value *out)
{
	const struct outside_item *item = &sheet_outside(m->sheet, n->a)->items[i];

	*out = item->value;
	if (item->value.kind == VALUE_EMPTY || item->value.kind == VALUE_UNKNOWN)
		return;
	if (n->type == FORMULA_TEXT || item->value.kind == VALUE_TEXT) {
		out->kind = VALUE_TEXT;
		out->text = item->shown;
	}
	if (n->type == FORMULA_NUMBER && out->kind != VALUE_NUMBER)
		value_set_unknown(out, 1);
}

static void get_single(const struct machine *m, const struct formula_node *n, struct value *out)
{
	const struct outside_values *values = sheet_outside(m->sheet, n->a);

	if (values && values->count == 1)
		machine_get_outside(m, n, 0, out);
	else
		value_set_unknown(out, 1);
}

static bool is_placeholder(const struct machine *m, const struct target_outcome *o)
{
	struct target_input input;

	return o->shape == TARGET_PLACEHOLDER || (o->shape == TARGET_NONE &&
		(!sheet_input(m->sheet, m->node->b, m->row, &input) || !input.has_weight ||
		decimal_sign(input.weight) == 0));
}

static void get_number(struct value *out, bool known, struct decimal number)
{
	if (known)
		value_set_number(out, true, number);
	else
		value_set_unknown(out, 1);
}

void machine_get_rule(const struct machine *m, struct value *out)
{
	const struct target_outcome *o = sheet_outcome(m->sheet, m->node->b, m->row);
	const struct rule_name *name = formula_rule_name(m->node->a);

	out->kind = VALUE_EMPTY;
	if (!o)
		value_set_unknown(out, 1);
	else if (name->field == RULE_SCORE && (o->has_score || !is_placeholder(m, o)))
		get_number(out, o->has_score, o->score);
	else if (name->field == RULE_RATIO)
		get_number(out, o->has_ratio, o->ratio);
	else if (name->field == RULE_BAND_LOW)
		get_number(out, o->has_band, o->band_low);
	else if (name->field == RULE_BAND_HIGH)
		get_number(out, o->has_band, o->band_high);
	else if (name->field == RULE_MET && o->met == TRI_UNKNOWN)
		value_set_unknown(out, 1);
	else if (name->field == RULE_MET)
		value_set_truth(out, o->met == TRI_YES);
	else if (name->field == RULE_HAS_BAND)
		value_set_truth(out, o->has_band);
	else if (name->field == RULE_PLACEHOLDER)
		value_set_truth(out, o->shape == TARGET_PLACEHOLDER);
	else if (name->field == RULE_FACT)
		value_set_truth(out, (o->facts & name->fact) != 0);
}

/* --- operators --- */

static void negate(struct operand *a)
{
	struct value out;

	if (a->v->kind == VALUE_NUMBER)
		value_set_number(&out, true, decimal_neg(a->v->number));
	else
		value_set_unknown(&out, operand_missing(a));
	a->own = out;
	a->v = &a->own;
}

static void invert(struct operand *a)
{
	if (a->v->kind == VALUE_TRUTH)
		value_set_truth(&a->own, !a->v->truth);
	else
		value_set_unknown(&a->own, operand_missing(a));
	a->v = &a->own;
}

static void calculate(enum formula_op op, struct operand *a, const struct operand *b)
{
	struct decimal x = a->v->number, y = b->v->number, z = { 0, 0 };
	bool fits;

	if (op == OP_MULTIPLY)
		fits = decimal_mul(x, y, &z);
	else if (op == OP_DIVIDE)
		fits = decimal_div(x, y, &z);
	else if (op == OP_ADD)
		fits = decimal_add(x, y, &z);
	else
		fits = decimal_sub(x, y, &z);
	value_set_number(&a->own, fits, z);
}

static int compare(const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_NUMBER)
		return decimal_cmp(a->number, b->number);
	if (a->kind == VALUE_TEXT)
		return strcmp(a->text, b->text);
	return a->truth - b->truth;
}

static bool holds(enum formula_op op, int order)
{
	switch (op) {
	case OP_EQUAL: return order == 0;
	case OP_UNEQUAL: return order != 0;
	case OP_LESS: return order < 0;
	case OP_AT_MOST: return order <= 0;
	case OP_MORE: return order > 0;
	default: return order >= 0;
	}
}

/* The result takes the place of the left operand. */
static void combine(enum formula_op op, struct operand *a, const struct operand *b)
{
	int lacking = operand_missing(a) + operand_missing(b);

	if (lacking)
		value_set_unknown(&a->own, lacking);
	else if (op >= OP_EQUAL)
		value_set_truth(&a->own, holds(op, compare(a->v, b->v)));
	else
		calculate(op, a, b);
	a->v = &a->own;
}

/* and, or; the left side alone did not decide. */
static void join(bool decides, struct operand *a, const struct operand *b)
{
	if (b->v->kind == VALUE_TRUTH && b->v->truth == decides)
		value_set_truth(&a->own, decides);
	else if (operand_missing(a) + operand_missing(b))
		value_set_unknown(&a->own, operand_missing(a) + operand_missing(b));
	else
		value_set_truth(&a->own, !decides);
	a->v = &a->own;
}

/* --- the whole --- */

static void push_leaf(const struct machine *m, struct operand *o)
{
	const struct formula_node *n = m->node;

	o->v = &o->own;
	switch (n->op) {
	case OP_NUMBER:
		value_set_number(&o->own, true, m->f->numbers[n->a]);
		break;
	case OP_TEXT:
		o->own.kind = VALUE_TEXT;
		o->own.text = m->f->texts + n->a;
		break;
	case OP_CELL:
		o->v = sheet_value(m->sheet, machine_place(m, n->a));
		break;
	case OP_RULE:
		machine_get_rule(m, &o->own);
		break;
	case OP_OUTSIDE:
		get_single(m, n, &o->own);
		break;
	case OP_YEAR:
		value_set_number(&o->own, true,
			decimal_from_int(entry_get_year(sheet_get_entry(m->sheet)) + n->a));
		break;
	default:
		o->v = NULL;
		o->set = n;
	}
}

static void apply(const struct machine *m, struct operand *args)
{
	struct value out = { 0 };
	enum formula_op op = (enum formula_op)m->node->op;

	if (op == OP_CALL) {
		formula_calls[m->node->a](m, args, &out);
		args->own = out;
		args->v = &args->own;
	} else if (op == OP_NEGATE) {
		negate(args);
	} else if (op == OP_NOT) {
		invert(args);
	} else if (op == OP_AND || op == OP_OR) {
		join(op == OP_OR, args, args + 1);
	} else {
		combine(op, args, args + 1);
	}
}

struct value formula_evaluate(const struct formula *f, const struct sheet *sheet, int row)
{
	struct operand stack[FORMULA_STACK], *next = stack;
	struct machine m = { .f = f, .sheet = sheet, .row = row };
	const struct formula_node *end = f->nodes + f->node_count;

	for (m.node = f->nodes; m.node < end; m.node++) {
		if (m.node->op == OP_SKIP_FALSE || m.node->op == OP_SKIP_TRUE) {
			bool decided = m.node->op == OP_SKIP_FALSE ? is_false(next[-1].v) :
				is_true(next[-1].v);

			m.node += decided ? m.node->a : 0;
		} else if (m.node->args == 0) {
			push_leaf(&m, next++);
		} else {
			next -= m.node->args;
			apply(&m, next++);
		}
	}
	return *stack[0].v;
}
