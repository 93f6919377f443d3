/* SPDX-License-Identifier: MIT */
/* What the functions of formulas do; their names and types stand in formula_call.c. */
#include <string.h>

#include "base/text.h"
#include "form/figure.h"
#include "form/formula_eval.h"

/* --- texts --- */

static const char *text_of(const struct value *v)
{
	return v->kind == VALUE_TEXT ? v->text : "";
}

/* The next character that counts: blanks dropped, full-width signs as plain ones; 0 at the end. */
static uint32_t next_folded(const char **text)
{
	uint32_t c;

	while (**text) {
		*text += text_decode(*text, *text + strnlen(*text, 4), &c);
		if (c > 0xff00 && c < 0xff5f)
			c -= 0xfee0;
		if (c != ' ' && c != '\t' && c != '\n' && c != 0xa0 && c != 0x3000)
			return c;
	}
	return 0;
}

static bool begins_with(const char *text, const char *start)
{
	uint32_t c;

	while ((c = next_folded(&start)) != 0)
		if (next_folded(&text) != c)
			return false;
	return true;
}

static bool same(const char *a, const char *b)
{
	uint32_t c;

	do {
		c = next_folded(&a);
		if (next_folded(&b) != c)
			return false;
	} while (c);
	return true;
}

static bool is_blank(const char *text)
{
	return next_folded(&text) == 0;
}

bool formula_says_nothing(const char *text)
{
	static const char *const nothings[] = {
		"", "无", "无。", "暂无", "没有", "/", "-", "--", "—", "——",
	};

	for (size_t i = 0; i < sizeof nothings / sizeof *nothings; i++)
		if (same(text, nothings[i]))
			return true;
	return false;
}

/* --- functions that take many --- */

/* Walks over the operands of a call, the cells of a set one by one. */
struct walk {
	const struct machine *m;
	struct operand *next, *end;
	int member, row;             /* within a set */
	struct operand now;
};

/* A source that is not there counts as one that is missing. */
static bool walk_outside(struct walk *w)
{
	const struct outside_values *values = sheet_outside(w->m->sheet, w->next->set->a);
	size_t row = (size_t)w->row++;

	w->now.v = &w->now.own;
	if (!values || (values->why.id && !values->count))
		value_set_unknown(&w->now.own, 1);
	else if (row < values->count)
		machine_get_outside(w->m, w->next->set, row, &w->now.own);
	if (row < (values && (values->count || !values->why.id) ? values->count : 1))
		return true;
	w->row = 0;
	return false;
}

static bool walk_set(struct walk *w)
{
	const struct formula_use *use;

	if (w->next->set->op == OP_OUTSIDE_SET)
		return walk_outside(w);
	for (; w->member < w->next->set->b; w->member++, w->row = 0) {
		use = &w->m->f->members[w->next->set->a + w->member];
		if (!use->whole && w->row == 0) {
			w->now.v = sheet_value(w->m->sheet, (struct ref){ use->cell, -1 });
			w->row++;
			return true;
		}
		if (use->whole && w->row < sheet_rows(w->m->sheet, use->repeat)) {
			w->now.v = sheet_value(w->m->sheet, (struct ref){ use->cell, w->row++ });
			return true;
		}
	}
	w->member = w->row = 0;
	return false;
}

static const struct operand *walk_on(struct walk *w)
{
	for (; w->next < w->end; w->next++) {
		if (w->next->v)
			return w->next++;
		if (walk_set(w))
			return &w->now;
	}
	return NULL;
}

static bool fold(int call, struct decimal number, bool first, struct decimal *sum)
{
	if (first) {
		*sum = number;
		return true;
	}
	if (call == CALL_SUM)
		return decimal_add(*sum, number, sum);
	if ((decimal_cmp(number, *sum) < 0) == (call == CALL_MIN))
		*sum = number;
	return true;
}

static void call_fold(const struct machine *m, struct operand *args, struct value *out)
{
	struct walk w = { .m = m, .next = args, .end = args + m->node->args };
	const struct operand *o;
	struct decimal sum = { 0, 0 };
	int numbers = 0, unknown = 0;
	bool fits = true;

	while ((o = walk_on(&w)) != NULL) {
		if (o->v->kind == VALUE_NUMBER)
			fits = fold(m->node->a, o->v->number, numbers++ == 0, &sum) && fits;
		else if (o->v->kind != VALUE_EMPTY)
			unknown += operand_missing(o);
	}
	if (unknown)
		value_set_unknown(out, unknown);
	else if (numbers)
		value_set_number(out, fits, sum);
	else
		out->kind = VALUE_EMPTY;
}

static void call_count(const struct machine *m, struct operand *args, struct value *out)
{
	struct walk w = { .m = m, .next = args, .end = args + m->node->args };
	const struct operand *o;
	int count = 0, unknown = 0;

	while ((o = walk_on(&w)) != NULL) {
		count += o->v->kind != VALUE_EMPTY;
		unknown += o->v == &w.now.own && o->v->kind == VALUE_UNKNOWN;
	}
	if (unknown)
		value_set_unknown(out, unknown);
	else
		value_set_number(out, true, decimal_from_int(count));
}

/* --- functions of numbers --- */

static void call_abs(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	if (args->v->kind == VALUE_NUMBER)
		value_set_number(out, true, decimal_abs(args->v->number));
	else
		value_set_unknown(out, operand_missing(args));
}

static void call_round(const struct machine *m, struct operand *args, struct value *out)
{
	int lacking = operand_missing(&args[0]) + operand_missing(&args[1]);
	struct decimal n, rounded = { 0, 0 };

	(void)m;
	if (lacking) {
		value_set_unknown(out, lacking);
		return;
	}
	n = decimal_trim(args[1].v->number);
	value_set_number(out, n.scale == 0 && n.coef >= 0 && n.coef <= DECIMAL_SCALE_MAX &&
		decimal_round(args[0].v->number, (int)n.coef, &rounded), rounded);
}

static void call_steps(const struct machine *m, struct operand *args, struct value *out)
{
	int last = m->node->args - 1, i;

	if (args->v->kind != VALUE_NUMBER) {
		value_set_unknown(out, operand_missing(args));
		return;
	}
	for (i = 1; i < last; i += 2) {
		if (args[i].v->kind != VALUE_NUMBER) {
			value_set_unknown(out, operand_missing(&args[i]));
			return;
		}
		if (decimal_cmp(args->v->number, args[i].v->number) >= 0) {
			i++;
			break;
		}
	}
	*out = *args[i < last ? i : last].v;
}

/* --- functions of truth and state --- */

static void call_if(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	if (args->v->kind == VALUE_TRUTH)
		*out = *args[args->v->truth ? 1 : 2].v;
	else
		value_set_unknown(out, operand_missing(args));
}

static void call_sure(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	value_set_truth(out, args->v->kind == VALUE_TRUTH && args->v->truth);
}

static void call_blank(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	value_set_truth(out, args->v->kind == VALUE_EMPTY);
}

static void call_none(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	value_set_truth(out, args->v->kind == VALUE_EMPTY ||
		(args->v->kind == VALUE_TEXT && formula_says_nothing(args->v->text)));
}

/* The name stands in the node before. */
static struct ref named(const struct machine *m)
{
	return machine_place(m, m->node[-1].a);
}

static void call_typed(const struct machine *m, struct operand *args, struct value *out)
{
	(void)args;
	*out = *sheet_typed(m->sheet, named(m));
}

static void call_computed(const struct machine *m, struct operand *args, struct value *out)
{
	(void)args;
	*out = *sheet_computed(m->sheet, named(m));
}

static void call_override(const struct machine *m, struct operand *args, struct value *out)
{
	(void)args;
	value_set_truth(out, sheet_is_override(m->sheet, named(m)));
}

/* --- functions of texts --- */

static void call_lookup(const struct machine *m, struct operand *args, struct value *out)
{
	const struct form_table *table = &m->f->form->tables[args->set->a];
	const char *text = text_of(args[1].v);
	size_t longest = 0;

	value_set_unknown(out, 1);
	for (int i = 0; i < table->count; i++) {
		size_t len = strlen(table->items[i].key);

		if (len >= longest && begins_with(text, table->items[i].key)) {
			longest = len;
			value_set_number(out, true, table->items[i].value);
		}
	}
}

/* Rows of two columns of the same rows, of this entry or of others; -1: the others are not there. */
static int count_rows(const struct machine *m, const struct formula_node *a, const struct formula_node *b)
{
	const struct outside_values *x, *y;

	if (a->op != OP_OUTSIDE_SET)
		return sheet_rows(m->sheet, m->f->members[a->a].repeat);
	x = sheet_outside(m->sheet, a->a);
	y = sheet_outside(m->sheet, b->a);
	if (!x || !y || !x->count || !y->count)
		return -1;
	return (int)(x->count < y->count ? x->count : y->count);
}

/* *own is room for one of another entry. */
static const struct value *value_in(const struct machine *m, const struct formula_node *column, int row,
	struct value *own)
{
	if (column->op != OP_OUTSIDE_SET)
		return sheet_value(m->sheet, (struct ref){ m->f->members[column->a].cell, row });
	machine_get_outside(m, column, (size_t)row, own);
	return own;
}

static void call_sumif(const struct machine *m, struct operand *args, struct value *out)
{
	int rows = count_rows(m, args[0].set, args[1].set), unknown = rows < 0;
	const char *start = text_of(args[2].v);
	struct decimal sum = { 0, 0 };
	bool fits = true;

	for (int row = 0; row < rows; row++) {
		struct value own;
		const struct value *v = value_in(m, args[1].set, row, &own);

		if (!begins_with(text_of(v), start))
			continue;
		v = value_in(m, args[0].set, row, &own);
		if (v->kind == VALUE_NUMBER)
			fits = decimal_add(sum, v->number, &sum) && fits;
		unknown += v->kind == VALUE_UNKNOWN;
	}
	if (unknown || is_blank(start))
		value_set_unknown(out, unknown);
	else
		value_set_number(out, fits, sum);
}

static void call_first(const struct machine *m, struct operand *args, struct value *out)
{
	struct ref here = { m->f->members[args->set->a].cell, m->row }, above = here;

	above.row--;
	value_set_truth(out, m->row == 0 || strcmp(text_of(sheet_value(m->sheet, here)),
		text_of(sheet_value(m->sheet, above))));
}

static void call_contains(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	value_set_truth(out, *text_of(args[0].v) && strstr(text_of(args[0].v), text_of(args[1].v)));
}

static void call_same(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	value_set_truth(out, !is_blank(text_of(args[0].v)) &&
		same(text_of(args[0].v), text_of(args[1].v)));
}

static void call_length(const struct machine *m, struct operand *args, struct value *out)
{
	const char *text = text_of(args->v);

	(void)m;
	value_set_number(out, true,
		decimal_from_int((long long)text_graphemes(text, strlen(text))));
}

static void call_pick(const struct machine *m, struct operand *args, struct value *out)
{
	int rows = count_rows(m, args[0].set, args[1].set);
	const char *sought = text_of(args[2].v);
	struct value own;

	value_set_unknown(out, 1);
	for (int row = 0; row < rows && !is_blank(sought); row++) {
		if (!same(text_of(value_in(m, args[1].set, row, &own)), sought))
			continue;
		*out = *value_in(m, args[0].set, row, &own);
		return;
	}
}

static void call_grade(const struct machine *m, struct operand *args, struct value *out)
{
	if (args->v->kind != VALUE_NUMBER) {
		value_set_unknown(out, operand_missing(args));
		return;
	}
	out->kind = VALUE_TEXT;
	out->text = form_find_grade(m->f->form, args->v->number);
}

static void call_states(const struct machine *m, struct operand *args, struct value *out)
{
	(void)m;
	if (args[1].v->kind == VALUE_NUMBER)
		value_set_truth(out, figure_stands_in(text_of(args[0].v), args[1].v->number));
	else
		value_set_unknown(out, operand_missing(&args[1]));
}

formula_function_body *const formula_calls[CALL_COUNT_OF] = {
	[CALL_SUM] = call_fold,
	[CALL_COUNT] = call_count,
	[CALL_MIN] = call_fold,
	[CALL_MAX] = call_fold,
	[CALL_ABS] = call_abs,
	[CALL_ROUND] = call_round,
	[CALL_IF] = call_if,
	[CALL_BLANK] = call_blank,
	[CALL_NONE] = call_none,
	[CALL_SURE] = call_sure,
	[CALL_TYPED] = call_typed,
	[CALL_COMPUTED] = call_computed,
	[CALL_OVERRIDE] = call_override,
	[CALL_LOOKUP] = call_lookup,
	[CALL_SUMIF] = call_sumif,
	[CALL_FIRST] = call_first,
	[CALL_CONTAINS] = call_contains,
	[CALL_SAME] = call_same,
	[CALL_STEPS] = call_steps,
	[CALL_LENGTH] = call_length,
	[CALL_PICK] = call_pick,
	[CALL_GRADE] = call_grade,
	[CALL_STATES] = call_states,
};
