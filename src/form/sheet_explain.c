/* SPDX-License-Identifier: MIT */
/* Where a number comes from, line by line. */
#include <string.h>

#include "form/compose.h"
#include "form/formula_internal.h"
#include "form/sheet_internal.h"

enum { EXACT_DECIMALS = 6, MISSING_MAX = 8, SENTENCES_MAX = 16 };

struct explanation {
	const struct sheet *s;
	struct ref at;
	const struct cell *cell;
	message_translate *translate;
	struct str *out;
};

static void add_sentence(struct explanation *e, const char *id, const char *a, const char *b)
{
	struct message m = { 0 };

	message_set(&m, id, a, b, NULL);
	message_add_to(&m, e->translate, e->out);
	message_clear(&m);
	str_add_char(e->out, '\n');
}

/* --- the value --- */

/* 执行率 ＝ 全年执行数 ÷ 全年预算数, and the same in figures; a rule's figures follow from the
 * reading. */
static void add_formula(struct explanation *e, bool figures)
{
	const struct formula *f = e->cell->calculate;

	str_addf(e->out, "%s ＝ ", e->cell->label);
	formula_describe(f, e->s, e->at.row, FORMULA_IN_WORDS, e->translate, e->out);
	str_add_char(e->out, '\n');
	/* Of one name alone the value is all there is to say. */
	if (!figures || f->node_count == 1)
		return;
	str_add(e->out, "＝ ");
	formula_describe(f, e->s, e->at.row, FORMULA_IN_FIGURES, e->translate, e->out);
	str_add_char(e->out, '\n');
}

/* At most so many decimals, … for those left out. */
static void add_exact(struct decimal number, struct str *out)
{
	bool cut = false;

	for (number = decimal_trim(number); number.scale > EXACT_DECIMALS; number.scale--) {
		number.coef /= 10;
		cut = true;
	}
	decimal_add_to(number, out);
	if (cut)
		str_add(out, "…");
}

static const char *rounding_of(const struct number_style *style)
{
	if (style->kind == NUMBER_PERCENT)
		return style->decimals ? N_(", rounded half up to %1 decimals of a percent: %2")
			: N_(", rounded half up to a whole percentage: %2");
	return style->decimals ? N_(", rounded half up to %1 decimals: %2")
		: N_(", rounded half up to a whole number: %2");
}

static bool is_rounded(const struct number_style *style, struct decimal exact)
{
	int decimals = style->decimals + (style->kind == NUMBER_PERCENT ? 2 : 0);

	return style->decimals >= 0 && decimal_trim(exact).scale > decimals;
}

static void add_value(struct explanation *e)
{
	struct value exact = formula_evaluate(e->cell->calculate, e->s, e->at.row);
	struct str shown = { 0 }, decimals = { 0 };

	if (exact.kind != VALUE_NUMBER)
		return;
	sheet_show_computed(e->s, e->at, &shown);
	str_add(e->out, "＝ ");
	if (is_rounded(&e->cell->style, exact.number)) {
		add_exact(exact.number, e->out);
		str_addf(&decimals, "%d", e->cell->style.decimals);
		add_sentence(e, rounding_of(&e->cell->style), str_text(&decimals),
			str_text(&shown));
	} else {
		str_addf(e->out, "%s\n", str_text(&shown));
	}
	str_clear(&shown);
	str_clear(&decimals);
}

/* --- the rule of an indicator --- */

static const struct formula_use *rule_use(const struct cell *cell)
{
	size_t count;
	const struct formula_use *uses = formula_uses(cell->calculate, &count);

	for (size_t i = 0; i < count; i++)
		if (uses[i].cell < 0)
			return &uses[i];
	return NULL;
}

/* How target and actual were read, and what follows from it. */
static void add_reading(struct explanation *e, int repeat)
{
	struct message sentences[SENTENCES_MAX] = { { 0 } };
	struct target_input input;
	size_t count;

	if (!sheet_input(e->s, repeat, e->at.row, &input))
		return;
	count = target_explain(&input, sentences, SENTENCES_MAX);
	for (size_t i = 0; i < count; i++) {
		message_add_to(&sentences[i], e->translate, e->out);
		str_add_char(e->out, '\n');
		message_clear(&sentences[i]);
	}
}

/* --- what is missing --- */

struct missing {
	struct explanation *e;
	enum value_kind kind;        /* looked for: VALUE_UNKNOWN or VALUE_EMPTY */
	struct str labels;
	int count;
};

static void note_missing(struct missing *m, struct ref at)
{
	if (sheet_value(m->e->s, at)->kind != m->kind || m->count++ > MISSING_MAX)
		return;
	if (m->labels.len)
		str_add(&m->labels, "、");
	if (m->count > MISSING_MAX)
		str_add(&m->labels, "…");
	else
		entry_add_label(m->e->s->entry, at, &m->labels);
}

static void find_missing(struct missing *m)
{
	size_t count;
	const struct formula_use *uses = formula_uses(m->e->cell->calculate, &count);

	for (size_t i = 0; i < count; i++) {
		struct ref at = { uses[i].cell, uses[i].repeat < 0 ? -1 : m->e->at.row };

		/* What a rule lacks is said by its reading, the weight apart. */
		if (at.cell < 0)
			at.cell = m->e->s->form->repeats[uses[i].repeat].reading.weight;
		if (at.cell >= 0 && !uses[i].whole)
			note_missing(m, at);
		/* Empty rows of a sum are not missing. */
		if (uses[i].whole && m->kind == VALUE_UNKNOWN)
			for (at.row = 0; at.row < m->e->s->blocks[uses[i].repeat].rows; at.row++)
				note_missing(m, at);
	}
}

static void add_missing(struct explanation *e, bool by_rule)
{
	struct missing m = { .e = e, .kind = VALUE_UNKNOWN };

	/* What is drawn from other entries has been told. */
	if (formula_next_outside(e->cell->calculate, &(int){ 0 }) >= 0)
		by_rule = true;
	find_missing(&m);
	if (!m.count) {
		m.kind = VALUE_EMPTY;
		find_missing(&m);
	}
	if (m.count)
		add_sentence(e, N_("Not known yet; missing or not a number: %1"),
			str_text(&m.labels), NULL);
	else if (!by_rule)
		add_sentence(e,
			N_("It cannot be computed: a divisor is 0, or a number is too large."),
			NULL, NULL);
	str_clear(&m.labels);
}

/* --- the whole --- */

static void add_typed(struct explanation *e)
{
	const char *typed = entry_get(e->s->entry, e->at);
	struct str computed = { 0 };

	if (!*typed)
		return;
	sheet_show_computed(e->s, e->at, &computed);
	if (sheet_is_override(e->s, e->at))
		add_sentence(e, N_("Typed: %1; computed: %2. The typed value counts."), typed,
			str_text(&computed));
	else if (place_is_known(sheet_computed(e->s, e->at)))
		add_sentence(e, N_("Typed: %1, which agrees with the computed value."), typed,
			NULL);
	else
		add_sentence(e, N_("Typed: %1; there is no computed value beside it."), typed,
			NULL);
	str_clear(&computed);
}

static void add_why(struct explanation *e, const struct message *why)
{
	struct str said = { 0 };

	message_add_to(why, e->translate, &said);
	str_add_char(&said, '\n');
	if (!strstr(str_text(e->out), str_text(&said)))
		str_add(e->out, str_text(&said));
	str_clear(&said);
}

/* Which other entries it comes from, where that has not been said, and what is wrong with them. */
static void add_sources(struct explanation *e, const struct formula *f)
{
	int at = 0, index;

	while ((index = formula_next_outside(f, &at)) >= 0) {
		const struct outside_values *values = sheet_outside(e->s, index);

		if (!values || !values->label)
			add_sentence(e, N_("The entries that it is drawn from are not read here."), NULL, NULL);
		else if (values->why.id)
			add_why(e, &values->why);
		else if (!strstr(str_text(e->out), values->label))
			add_sentence(e, N_("Drawn from: %1"), values->label, NULL);
	}
}

/* Each figure of a text, and where it is drawn from. */
static void explain_text(struct explanation *e)
{
	const struct compose *c = e->cell->compose;

	str_addf(e->out, "%s：\n", e->cell->label);
	for (int i = 0; i < c->count; i++) {
		if (!c->parts[i].value || compose_is_year(c, i))
			continue;
		compose_add_label(c, e->s, e->at.row, i, e->translate, e->out);
		str_add(e->out, " ＝ ");
		compose_add_place(c, e->s, e->at.row, i, e->out);
		str_add_char(e->out, '\n');
		add_sources(e, c->parts[i].value);
	}
	if (*entry_get(e->s->entry, e->at))
		add_sentence(e, N_("A text of one's own was typed; clearing it gives the composed one back."), NULL, NULL);
}

static void explain_computed(struct explanation *e)
{
	const struct formula_use *rule = rule_use(e->cell);

	add_formula(e, !rule);
	add_sources(e, e->cell->calculate);
	if (rule)
		add_reading(e, rule->repeat);
	if (sheet_computed(e->s, e->at)->kind == VALUE_UNKNOWN)
		add_missing(e, rule != NULL);
	else if (sheet_computed(e->s, e->at)->kind == VALUE_EMPTY)
		add_sentence(e, N_("There is nothing to compute it from."), NULL, NULL);
	add_value(e);
	add_typed(e);
}

void sheet_explain(const struct sheet *s, struct ref at, message_translate *translate,
	struct str *out)
{
	struct explanation e = { s, at, &s->form->cells[at.cell], translate, out };
	const char *typed = entry_get(s->entry, at);

	if (e.cell->compose)
		explain_text(&e);
	else if (e.cell->calculate)
		explain_computed(&e);
	else if (*typed)
		add_sentence(&e, N_("%1 was typed: %2"), e.cell->label, typed);
	else
		add_sentence(&e, N_("%1 is typed, not computed; nothing is typed yet."),
			e.cell->label, NULL);
	if (e.cell->rule)
		add_sentence(&e, N_("Rule: %1"), e.cell->rule, NULL);
}
