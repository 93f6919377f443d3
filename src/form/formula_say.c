/* SPDX-License-Identifier: MIT */
/* A formula in words and in figures. */
#include <string.h>

#include "form/formula_eval.h"

enum { TERMS_MAX = 40, FIGURE_DECIMALS = 6 };

struct saying {
	struct machine m;
	enum formula_view view;
	message_translate *translate;
	struct str *out;
	int terms;                   /* of the sum being said */
};

enum { LEVEL_NOT = 2, LEVEL_SUM = 4, LEVEL_SIGN = 6, LEVEL_VALUE };

static const struct { int level; const char *sign; } signs[] = {
	[OP_OR] = { 0, N_(" or ") }, [OP_AND] = { 1, N_(" and ") },
	[OP_EQUAL] = { 3, " ＝ " }, [OP_UNEQUAL] = { 3, " ≠ " }, [OP_LESS] = { 3, " ＜ " },
	[OP_AT_MOST] = { 3, " ≤ " }, [OP_MORE] = { 3, " ＞ " }, [OP_AT_LEAST] = { 3, " ≥ " },
	[OP_ADD] = { LEVEL_SUM, " ＋ " }, [OP_SUBTRACT] = { LEVEL_SUM, " － " },
	[OP_MULTIPLY] = { 5, " × " }, [OP_DIVIDE] = { 5, " ÷ " },
};

static void say(struct saying *s, const struct formula_node *n, int level);

static const char *translated(const struct saying *s, const char *id)
{
	return s->translate ? s->translate(id) : id;
}

/* --- cells --- */

static void add_label(const struct saying *s, int cell)
{
	const struct form *form = s->m.f->form;
	const struct cell *c = &form->cells[cell];
	const char *own = s->m.f->cell >= 0 ? form->cells[s->m.f->cell].group : NULL;

	/* 当年财政拨款全年执行数, but only 全年执行数 within 当年财政拨款. */
	if (c->group && c->repeat < 0 && (!own || strcmp(own, c->group)))
		str_add(s->out, c->group);
	str_add(s->out, c->label);
}

static void add_figure(const struct saying *s, const struct value *v, enum number_kind kind)
{
	struct number_style style = { .kind = kind == NUMBER_PERCENT ? kind : NUMBER_PLAIN,
		.decimals = -1, .sign = true };

	if (v->kind == VALUE_NUMBER && decimal_trim(v->number).scale > FIGURE_DECIMALS) {
		style.decimals = FIGURE_DECIMALS - 2;
		str_add(s->out, "≈");
	}
	if (v->kind == VALUE_NUMBER)
		number_show(v->number, &style, s->out);
	else if (v->kind == VALUE_TEXT)
		str_addf(s->out, "“%s”", v->text);
	else
		str_add(s->out, translated(s, N_("(missing)")));
}

static void say_cell(const struct saying *s, struct ref at)
{
	if (s->view == FORMULA_IN_WORDS)
		add_label(s, at.cell);
	else
		add_figure(s, sheet_value(s->m.sheet, at), s->m.f->form->cells[at.cell].style.kind);
}

/* Before each term but the first; false once there are too many. */
static bool begin_term(struct saying *s, const char *sign)
{
	s->terms++;
	if (s->terms > 1 && s->terms <= TERMS_MAX + 1)
		str_add(s->out, sign);
	if (s->terms == TERMS_MAX + 1)
		str_add(s->out, "…");
	return s->terms <= TERMS_MAX;
}

/* Figures leave out what a sum leaves out. */
static bool has_term(const struct saying *s, struct ref at)
{
	return s->view == FORMULA_IN_WORDS || sheet_value(s->m.sheet, at)->kind != VALUE_EMPTY;
}

static void say_column(struct saying *s, const struct formula_use *use, const char *sign)
{
	struct message m = { 0 };

	if (s->view == FORMULA_IN_WORDS) {
		if (!begin_term(s, sign))
			return;
		message_set(&m, N_("%1 of all rows of %2"), s->m.f->form->cells[use->cell].label,
			s->m.f->form->repeats[use->repeat].label, NULL);
		message_add_to(&m, s->translate, s->out);
		message_clear(&m);
		return;
	}
	for (int row = 0; row < sheet_rows(s->m.sheet, use->repeat); row++) {
		struct ref at = { use->cell, row };

		if (has_term(s, at) && begin_term(s, sign))
			say_cell(s, at);
	}
}

static void say_set(struct saying *s, const struct formula_node *n, const char *sign)
{
	const struct formula_use *use = &s->m.f->members[n->a];

	for (int i = 0; i < n->b; i++, use++) {
		struct ref at = { use->cell, -1 };

		if (use->whole)
			say_column(s, use, sign);
		else if (has_term(s, at) && begin_term(s, sign))
			say_cell(s, at);
	}
}

/* A name of a source: what it is called, or each of its values with a sign between them. */
static void say_outside(struct saying *s, const struct formula_node *n, const char *sign)
{
	const struct outside_values *values = s->m.sheet ? sheet_outside(s->m.sheet, n->a) : NULL;
	size_t count = values ? values->count : 0;
	int known;

	if (s->view == FORMULA_IN_WORDS && begin_term(s, sign))
		str_add(s->out, values && values->label ? values->label :
			form_outsides(s->m.f->form, &known)[n->a].name);
	if (s->view == FORMULA_IN_WORDS)
		return;
	if (!count && begin_term(s, sign))
		str_add(s->out, translated(s, N_("(missing)")));
	for (size_t i = 0; i < count; i++)
		if (values->items[i].value.kind != VALUE_EMPTY && begin_term(s, sign))
			add_figure(s, &values->items[i].value, NUMBER_PLAIN);
}

static void say_rule(struct saying *s, const struct formula_node *n)
{
	const struct rule_name *name = formula_rule_name(n->a);
	struct value v = { 0 };

	if (s->view == FORMULA_IN_WORDS || name->field >= RULE_MET) {
		str_add(s->out, translated(s, name->words));
		return;
	}
	s->m.node = n;
	machine_get_rule(&s->m, &v);
	add_figure(s, &v, NUMBER_PLAIN);
}

/* --- functions --- */

/* The operands of n, first one first; returns how many. */
static int list_operands(const struct formula_node *n, const struct formula_node **operands)
{
	const struct formula_node *o = n - 1;

	for (int i = n->args - 1; i >= 0; i--) {
		operands[i] = o;
		o -= o->size;
	}
	return n->args;
}

/* All operands with a sign between them: sums, and the lists of min and max. */
static void say_terms(struct saying *s, const struct formula_node *n, const char *sign, int level)
{
	const struct formula_node *operands[FORMULA_STACK];
	int count = list_operands(n, operands), outer = s->terms;
	size_t before = s->out->len;

	s->terms = 0;
	for (int i = 0; i < count; i++) {
		if (operands[i]->op == OP_SET)
			say_set(s, operands[i], sign);
		else if (operands[i]->op == OP_OUTSIDE_SET)
			say_outside(s, operands[i], sign);
		else if (begin_term(s, sign))
			say(s, operands[i], level);
	}
	s->terms = outer;
	if (s->out->len == before)
		str_add(s->out, translated(s, N_("(missing)")));
}

/* One operand by itself, owned by the caller. */
static char *operand_text(struct saying *s, const struct formula_node *n, bool list)
{
	struct str text = { 0 }, *out = s->out;

	s->out = &text;
	if (list)
		say_terms(s, n, "、", LEVEL_SUM);
	else
		say(s, n, LEVEL_SIGN);
	s->out = out;
	return str_take(&text);
}

static void say_call(struct saying *s, const struct formula_node *n)
{
	const struct formula_node *operands[FORMULA_STACK];
	bool list = formula_call_types(n->a)->args[0] == '|';
	struct message m = { .id = formula_call_words(n->a) };
	int count = list_operands(n, operands);

	if (list)
		m.args[0] = operand_text(s, n, true);
	else
		for (int i = 0; i < count && i < MESSAGE_ARGS; i++)
			m.args[i] = operand_text(s, operands[i], false);
	message_add_to(&m, s->translate, s->out);
	message_clear(&m);
}

/* --- operators --- */

/* Outside of sums nothing has been said yet. */
static void say_names(struct saying *s, const struct formula_node *n)
{
	int outer = s->terms;

	s->terms = 0;
	say_outside(s, n, "、");
	s->terms = outer;
}

static void say_leaf(struct saying *s, const struct formula_node *n)
{
	int year = s->m.sheet ? entry_get_year(sheet_get_entry(s->m.sheet)) : s->m.f->form->year;

	if (n->op == OP_CELL)
		say_cell(s, machine_place(&s->m, n->a));
	else if (n->op == OP_RULE)
		say_rule(s, n);
	else if (n->op == OP_NUMBER)
		decimal_add_to(s->m.f->numbers[n->a], s->out);
	else if (n->op == OP_TEXT)
		str_addf(s->out, "“%s”", s->m.f->texts + n->a);
	else if (n->op == OP_YEAR)
		str_addf(s->out, "%d", year + n->a);
	else if (n->op == OP_TABLE)
		str_add(s->out, s->m.f->form->tables[n->a].name);
	else if (n->op == OP_OUTSIDE || n->op == OP_OUTSIDE_SET)
		say_names(s, n);
	else if (n->op == OP_COMPOSE)
		return;
	else
		say_set(s, n, "、");
}

static void say_bracketed(struct saying *s, const struct formula_node *n, int own, int level,
	void (*inside)(struct saying *s, const struct formula_node *n))
{
	if (own < level)
		str_add(s->out, "（");
	inside(s, n);
	if (own < level)
		str_add(s->out, "）");
}

static void say_sum(struct saying *s, const struct formula_node *n)
{
	say_terms(s, n, " ＋ ", LEVEL_SUM);
}

static void say_prefixed(struct saying *s, const struct formula_node *n)
{
	str_add(s->out, n->op == OP_NOT ? translated(s, N_("not ")) : "－");
	say(s, n - 1, n->op == OP_NOT ? LEVEL_NOT : LEVEL_SIGN);
}

static void say_binary(struct saying *s, const struct formula_node *n)
{
	const struct formula_node *operands[2];

	list_operands(n, operands);
	say(s, operands[0], signs[n->op].level);
	str_add(s->out, translated(s, signs[n->op].sign));
	say(s, operands[1], signs[n->op].level + 1);
}

/* Brackets where what stands around binds more tightly. */
static void say(struct saying *s, const struct formula_node *n, int level)
{
	if (n->op == OP_SKIP_FALSE || n->op == OP_SKIP_TRUE)
		say(s, n - 1, level);
	else if (n->args == 0)
		say_leaf(s, n);
	else if (n->op == OP_CALL && n->a == CALL_SUM)
		say_bracketed(s, n, LEVEL_SUM, level, say_sum);
	else if (n->op == OP_CALL)
		say_bracketed(s, n, LEVEL_SUM, level, say_call);
	else if (n->args == 1)
		say_bracketed(s, n, n->op == OP_NOT ? LEVEL_NOT : LEVEL_SIGN, level, say_prefixed);
	else
		say_bracketed(s, n, signs[n->op].level, level, say_binary);
}

void formula_describe(const struct formula *f, const struct sheet *sheet, int row,
	enum formula_view view, message_translate *translate, struct str *out)
{
	struct saying s = { .m = { .f = f, .sheet = sheet, .row = row }, .view = view,
		.translate = translate, .out = out };

	say(&s, f->nodes + f->node_count - 1, 0);
}
