/* SPDX-License-Identifier: MIT */
/* How a row was understood, in sentences. */
#include "form/target_internal.h"

struct talk {
	struct message *out;
	size_t count, cap;
};

enum { WORDS = 4 };

/* The texts are filled up to the first NULL. */
static void say(struct talk *t, const char *id, const char *const texts[WORDS])
{
	if (t->count == t->cap)
		return;
	t->out[t->count] = (struct message){0};
	message_set(&t->out[t->count++], id, texts[0], texts[1], texts[2], texts[3], (char *)NULL);
}

#define SAY(t, id, ...) say(t, id, (const char *const[WORDS]){__VA_ARGS__})

static const char *span_text(struct span s, struct str *out)
{
	str_reset(out);
	str_add_len(out, s.at, span_len(s));
	return str_text(out);
}

static const char *decimal_text(struct decimal d, struct str *out)
{
	str_reset(out);
	decimal_add_to(decimal_trim(d), out);
	return str_text(out);
}

/* Cut, and seen to be cut: rounding is the form's business. */
static const char *cut_text(struct decimal d, struct str *out)
{
	enum { DECIMALS = 6 };
	bool cut = false;

	d = decimal_trim(d);
	for (; d.scale > DECIMALS; d.scale--, cut = true)
		d.coef /= 10;
	str_reset(out);
	decimal_add_to(d, out);
	if (cut)
		str_add(out, "…");
	return str_text(out);
}

static const char *date_text(struct date d, struct str *out)
{
	str_reset(out);
	str_addf(out, "%04d-%02d-%02d", d.year, d.month, d.day);
	return str_text(out);
}

static const char *figure_text(struct decimal value, const struct unit *unit, struct str *out)
{
	decimal_text(value, out);
	str_add_len(out, unit->text.at, span_len(unit->text));
	return str_text(out);
}

/* --- the target --- */

static void say_quantity(struct talk *t, const struct quantity *q)
{
	static const char *const ids[] = {
		[SIGN_NONE] = N_("Target: %1, without an operator."),
		[SIGN_EQUAL] = N_("Target: exactly %1."),
		[SIGN_AT_LEAST] = N_("Target: at least %1."),
		[SIGN_MORE] = N_("Target: more than %1."),
		[SIGN_AT_MOST] = N_("Target: at most %1."),
		[SIGN_LESS] = N_("Target: less than %1."),
	};
	struct str figure = {0};

	SAY(t, ids[q->sign], figure_text(q->low, &q->unit, &figure));
	str_clear(&figure);
}

static void say_zero(struct talk *t, const struct quantity *q)
{
	struct str figure = {0};

	SAY(t, N_("Target: %1. Only 0 meets it."), figure_text(q->low, &q->unit, &figure));
	str_clear(&figure);
}

static void say_range(struct talk *t, const struct quantity *q)
{
	struct str low = {0}, high = {0};

	SAY(t, N_("Target: from %1 to %2."), figure_text(q->low, &q->unit, &low),
		figure_text(q->high, &q->unit, &high));
	if (q->sign == SIGN_AT_LEAST || q->sign == SIGN_MORE)
		SAY(t, N_("Because of its operator only the lower limit counts."), NULL);
	else if (q->sign != SIGN_NONE && q->sign != SIGN_EQUAL)
		SAY(t, N_("Because of its operator only the upper limit counts."), NULL);
	str_clear(&low);
	str_clear(&high);
}

static void say_scale(struct talk *t, struct span scale)
{
	struct str all = {0}, first = {0};

	SAY(t, N_("Target: the scale %1; %2 is its best."), span_text(scale, &all),
		span_text(words_first_item(scale), &first));
	str_clear(&all);
	str_clear(&first);
}

static void say_words(struct talk *t, const struct reading *r)
{
	struct str text = {0};

	if (r->too_long)
		SAY(t, N_("The target is a long text and is taken as words."), NULL);
	else if (r->broken)
		SAY(t, N_("The target “%1” cannot be read with certainty."),
			span_text(r->text, &text));
	else
		SAY(t, N_("Target in words: %1."), span_text(r->text, &text));
	str_clear(&text);
}

static void say_target(struct talk *t, const struct analysis *a)
{
	const struct reading *r = &a->target;
	struct str text = {0};

	if (a->out.shape == TARGET_NONE)
		SAY(t, N_("There is no target yet."), NULL);
	else if (a->out.shape == TARGET_PLACEHOLDER)
		SAY(t, N_("The row has no weight and holds only its place; it is no indicator."),
			NULL);
	else if (a->out.shape == TARGET_NUMBER)
		say_quantity(t, &r->parts[0]);
	else if (a->out.shape == TARGET_ZERO)
		say_zero(t, &r->parts[0]);
	else if (a->out.shape == TARGET_RANGE)
		say_range(t, &r->parts[0]);
	else if (a->out.shape == TARGET_COMPOUND)
		SAY(t, N_("The target has several parts: %1. All of them must be met."),
			span_text(r->text, &text));
	else if (a->out.shape == TARGET_DATE)
		SAY(t, N_("Target: by %1."), date_text(r->period.last, &text));
	else if (a->out.shape == TARGET_SCALE)
		say_scale(t, r->text);
	else
		say_words(t, r);
	str_clear(&text);
}

/* --- the direction --- */

static void say_direction(struct talk *t, const struct pair *p)
{
	static const char *const usual[] = {
		[WHY_COST] = N_("Less is better: assumed, because it is a cost. "
			"You can change it."),
		[WHY_PLAIN] = N_("More is better: assumed, because the target has no operator. "
			"You can change it."),
		[WHY_NAME] = N_("Less is better: suggested by the indicator's name. Please confirm "
			"or change it."),
		[WHY_DURATION] = N_("Less is better: suggested, because it is a time limit. Please "
			"confirm or change it."),
		[WHY_DECLINE] = N_("More is better: suggested, because the target is a decrease. "
			"Please confirm or change it."),
	};

	if (p->why == WHY_CHOSEN)
		SAY(t, p->direction == DIRECTION_FORWARD ? N_("More is better, as you chose.") :
			N_("Less is better, as you chose."), NULL);
	else if (p->why != WHY_WRITTEN)
		SAY(t, usual[p->why], NULL);
}

/* --- the actual --- */

static void say_period(struct talk *t, const struct period *p)
{
	struct str first = {0}, last = {0};

	if (date_cmp(p->first, p->last) == 0)
		SAY(t, N_("Actual: %1."), date_text(p->last, &last));
	else
		SAY(t, N_("Actual: between %1 and %2."), date_text(p->first, &first),
			date_text(p->last, &last));
	str_clear(&first);
	str_clear(&last);
}

static void say_actual(struct talk *t, const struct analysis *a)
{
	const struct reading *r = &a->actual;
	struct str text = {0};

	if (r->shape == TARGET_NONE)
		SAY(t, N_("There is no actual value yet."), NULL);
	else if (r->too_long)
		SAY(t, N_("The actual value is a long text and is taken as words."), NULL);
	else if (a->out.facts & FACT_WORDS_FOR_NUMBER)
		SAY(t, N_("The actual value “%1” is not a number."),
			span_text(r->text, &text));
	else if (r->broken)
		SAY(t, N_("The actual value “%1” cannot be read with certainty."),
			span_text(r->text, &text));
	else if (r->shape == TARGET_DATE)
		say_period(t, &r->period);
	else if (a->out.facts & FACT_BOUND)
		SAY(t, N_("Actual: %1, a limit and no measured figure."), 
			span_text(r->text, &text));
	else
		SAY(t, N_("Actual: %1."), span_text(r->text, &text));
	str_clear(&text);
}

/* --- units --- */

/* A figure of the only pair as the target counts it: pairs are compared in the smallest unit. */
static struct decimal as_target_counts(const struct analysis *a, struct decimal value)
{
	const struct unit *target = &a->target.parts[0].unit, *actual = &a->actual.parts[0].unit;
	struct decimal counted = value;

	if (a->pairs[0].units != UNIT_SAME)
		decimal_div(value, decimal_from_int(unit_is_missing(target) && target->factor == 1 ?
			actual->factor : target->factor), &counted);
	return counted;
}

static void say_conversion(struct talk *t, const struct analysis *a)
{
	const struct quantity *target = &a->target.parts[0], *actual = &a->actual.parts[0];
	struct str from = {0}, to = {0};

	SAY(t, N_("Converted: %1 is %2."), figure_text(actual->low, &actual->unit, &from),
		figure_text(as_target_counts(a, a->pairs[0].b), &target->unit, &to));
	str_clear(&from);
	str_clear(&to);
}

static void say_units(struct talk *t, const struct analysis *a)
{
	const struct unit *target = &a->target.parts[0].unit, *actual = &a->actual.parts[0].unit;
	enum unit_match units = a->pairs[0].units;
	struct str left = {0}, right = {0};

	if (units == UNIT_CLASH)
		SAY(t, N_("The units of %1 and %2 cannot be compared: "
			"write the same unit in both."),
			span_text(a->target.text, &left), span_text(a->actual.text, &right));
	else if (units == UNIT_CONVERTED)
		say_conversion(t, a);
	else if (units == UNIT_TAKEN && unit_is_missing(actual) && !unit_is_missing(target))
		SAY(t, N_("The actual value has no unit; the target's is taken: %1."),
			span_text(target->text, &left));
	else if (units == UNIT_TAKEN && !unit_is_missing(actual))
		SAY(t, N_("The target has no unit; the actual value's is taken: %1."),
			span_text(actual->text, &left));
	str_clear(&left);
	str_clear(&right);
}

/* --- the result --- */

static void say_parts(struct talk *t, const struct analysis *a)
{
	static const char *const ids[] = {
		N_("Part %1: %2, actual %3: not certain."), N_("Part %1: %2, actual %3: missed."),
		N_("Part %1: %2, actual %3: met."),
	};
	struct str number = {0}, target = {0}, actual = {0};

	for (int i = 0; i < a->target.count && a->actual.count == a->target.count; i++)
		SAY(t, ids[a->pairs[i].met + 1], decimal_text(decimal_from_int(i + 1), &number),
			span_text(a->target.parts[i].text, &target),
			span_text(a->actual.parts[i].text, &actual));
	str_clear(&number);
	str_clear(&target);
	str_clear(&actual);
}

static void say_ratio(struct talk *t, const struct analysis *a, const char *part, const char *whole)
{
	struct str ratio = {0};

	SAY(t, N_("Achieved: %1 ÷ %2 = %3."), part, whole, cut_text(a->out.ratio, &ratio));
	str_clear(&ratio);
}

static void say_score(struct talk *t, const struct target_input *input, const struct analysis *a,
	const char *part, const char *whole)
{
	struct str weight = {0}, score = {0};
	bool above = a->out.has_ratio && decimal_cmp(a->out.ratio, decimal_from_int(1)) > 0;

	if (a->out.has_ratio)
		say_ratio(t, a, part, whole);
	decimal_text(input->weight, &weight);
	if (a->out.met == TRI_YES && a->out.has_score)
		SAY(t, above ? N_("The target is met; the score stops at the weight: %1.") :
			N_("The target is met: full weight, %1."), str_text(&weight));
	else if ((a->out.facts & FACT_BOUNDARY) && a->out.has_score)
		SAY(t, N_("The limit itself does not meet the target, "
			"yet its share is the whole: %1."), str_text(&weight));
	else if (a->out.has_score)
		SAY(t, N_("The target is missed: %1 × %2 ÷ %3 = %4."), str_text(&weight),
			part, whole, cut_text(a->out.score, &score));
	str_clear(&weight);
	str_clear(&score);
}

static void say_result(struct talk *t, const struct target_input *input, const struct analysis *a)
{
	const struct pair *p = &a->pairs[0];
	bool reverse = p->direction == DIRECTION_REVERSE;
	struct str part = {0}, whole = {0};

	if (a->out.has_ratio) {
		decimal_text(as_target_counts(a, reverse ? p->a : p->b), &part);
		decimal_text(as_target_counts(a, reverse ? p->b : p->a), &whole);
	}
	say_score(t, input, a, str_text(&part), str_text(&whole));
	str_clear(&part);
	str_clear(&whole);
}

static void say_band(struct talk *t, const struct target_outcome *out)
{
	struct str low = {0}, high = {0};

	if (out->has_band)
		SAY(t, N_("A score in this band lies between %1 and %2."),
			decimal_text(out->band_low, &low), decimal_text(out->band_high, &high));
	str_clear(&low);
	str_clear(&high);
}

static void say_facts(struct talk *t, const struct analysis *a)
{
	static const struct { unsigned fact; const char *id; } facts[] = {
		{FACT_COPIES,
			N_("The actual value only repeats the target: a measured figure says "
				"more.")},
		{FACT_OVERSHOOT, N_("The target was passed by far: it may have been set too low.")},
		{FACT_ABOVE_EQUAL,
			N_("The actual value is above what was to be met exactly: please check.")},
		{FACT_NOTHING, N_("The actual value is 0: check whether anything was done.")},
		{FACT_PERSON, N_("The rules leave the score to you.")},
	};
	bool words = a->out.shape == TARGET_WORDS || a->out.shape == TARGET_SCALE;

	if ((a->out.facts & FACT_CONFIRM) && words)
		SAY(t, N_("The words are as strong as the target's or stronger: please confirm."),
			NULL);
	else if ((a->out.facts & (FACT_CONFIRM | FACT_PERSON)) == FACT_CONFIRM &&
		 !a->out.has_score && a->actual.shape != TARGET_NONE)
		SAY(t, N_("There is a score as soon as the direction is confirmed."), NULL);
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (a->out.facts & facts[i].fact)
			SAY(t, facts[i].id, NULL);
}

static void say_comparison(struct talk *t, const struct analysis *a)
{
	if (a->target.count == 0 || a->actual.count != a->target.count)
		return;
	if (a->target.count > 1) {
		say_parts(t, a);
		return;
	}
	say_units(t, a);
}

size_t target_explain(const struct target_input *input, struct message *out, size_t cap)
{
	struct analysis a;
	struct talk t = {out, 0, cap};

	target_analyse(input, &a);
	say_target(&t, &a);
	if (a.out.shape == TARGET_NONE || a.out.shape == TARGET_PLACEHOLDER)
		return t.count;
	if (a.target.count > 0 && (a.target.count == 1 || a.out.direction != DIRECTION_NONE))
		say_direction(&t, &a.pairs[0]);
	say_actual(&t, &a);
	say_comparison(&t, &a);
	say_result(&t, input, &a);
	say_band(&t, &a.out);
	say_facts(&t, &a);
	return t.count;
}
