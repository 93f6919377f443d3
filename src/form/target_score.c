/* SPDX-License-Identifier: MIT */
/* Quantities of a target against those of the actual: direction, met or missed, ratio, score. */
#include "form/target_internal.h"

#include <string.h>

/* --- direction --- */

static bool is_cost(const struct target_input *input)
{
	return (input->level1 && strstr(input->level1, "成本")) ||
		(input->level2 && strstr(input->level2, "成本"));
}

static bool is_duration(const struct target_input *input, const struct quantity *q)
{
	return q->unit.known && q->unit.known->dimension == DIMENSION_TIME &&
		input->level2 && strstr(input->level2, "时效");
}

static enum direction_why why_direction(const struct target_input *input, const struct quantity *q)
{
	if (q->trend < 0)
		return WHY_DECLINE;
	if (is_cost(input))
		return WHY_COST;
	if (input->name && name_hints_reverse(span_of(input->name)))
		return WHY_NAME;
	return is_duration(input, q) ? WHY_DURATION : WHY_PLAIN;
}

/* A bare figure: the clerk's choice, or what is usual for such an indicator. */
static void assume_direction(const struct target_input *input, const struct quantity *q,
	struct pair *p)
{
	static const struct { enum target_direction direction; unsigned facts; } usual[] = {
		[WHY_COST] = {DIRECTION_REVERSE, FACT_ASSUMED},
		[WHY_PLAIN] = {DIRECTION_FORWARD, FACT_ASSUMED},
		[WHY_NAME] = {DIRECTION_REVERSE, FACT_ASSUMED | FACT_CONFIRM},
		[WHY_DURATION] = {DIRECTION_REVERSE, FACT_ASSUMED | FACT_CONFIRM},
		[WHY_DECLINE] = {DIRECTION_FORWARD, FACT_ASSUMED | FACT_CONFIRM},
	};
	struct span choice = span_of(input->direction ? input->direction : "");

	p->why = WHY_CHOSEN;
	if (span_is(choice, "正向")) {
		p->direction = DIRECTION_FORWARD;
	} else if (span_is(choice, "反向")) {
		p->direction = DIRECTION_REVERSE;
	} else {
		p->why = why_direction(input, q);
		p->direction = usual[p->why].direction;
		p->facts |= usual[p->why].facts;
	}
}

static void decide_direction(const struct target_input *input, const struct quantity *q,
	struct pair *p)
{
	static const enum target_direction written[] = {
		[SIGN_NONE] = DIRECTION_NONE, [SIGN_EQUAL] = DIRECTION_EQUAL,
		[SIGN_AT_LEAST] = DIRECTION_FORWARD, [SIGN_MORE] = DIRECTION_FORWARD,
		[SIGN_AT_MOST] = DIRECTION_REVERSE, [SIGN_LESS] = DIRECTION_REVERSE,
	};

	p->why = WHY_WRITTEN;
	p->direction = written[q->sign];
	if (q->sign != SIGN_NONE || q->range)
		return;
	if (decimal_sign(q->low) == 0)
		p->direction = DIRECTION_REVERSE;
	else
		assume_direction(input, q, p);
}

/* --- where the figures may lie --- */

struct interval {
	bool has_low, has_high, open_low, open_high;
	struct decimal low, high;
};

static struct interval interval_of(enum sign sign, struct decimal low, struct decimal high)
{
	return (struct interval){
		.has_low = sign != SIGN_AT_MOST && sign != SIGN_LESS,
		.has_high = sign != SIGN_AT_LEAST && sign != SIGN_MORE,
		.open_low = sign == SIGN_MORE,
		.open_high = sign == SIGN_LESS,
		.low = low,
		.high = high,
	};
}

/* What meets the target: a bare figure is the limit its direction makes it. */
static struct interval interval_of_target(const struct quantity *q, enum target_direction direction,
	struct decimal low, struct decimal high)
{
	enum sign sign = q->sign;

	if (!q->range && (sign == SIGN_NONE || sign == SIGN_EQUAL))
		sign = direction == DIRECTION_REVERSE ? SIGN_AT_MOST : SIGN_AT_LEAST;
	if (!q->range && decimal_sign(low) == 0 && q->sign <= SIGN_EQUAL)
		sign = SIGN_EQUAL;
	return interval_of(sign, low, high);
}

static bool lies_inside(const struct interval *v, const struct interval *t)
{
	int low = v->has_low && t->has_low ? decimal_cmp(v->low, t->low) : 0;
	int high = v->has_high && t->has_high ? decimal_cmp(v->high, t->high) : 0;

	if (t->has_low && (!v->has_low || low < 0 || (low == 0 && t->open_low && !v->open_low)))
		return false;
	return !t->has_high ||
		(v->has_high && high <= 0 && (high < 0 || !t->open_high || v->open_high));
}

static bool lies_below(const struct interval *v, const struct interval *t)
{
	int order;

	if (!v->has_high || !t->has_low)
		return false;
	order = decimal_cmp(v->high, t->low);
	return order < 0 || (order == 0 && (v->open_high || t->open_low));
}

static enum tri compare(const struct interval *v, const struct interval *t)
{
	if (lies_inside(v, t))
		return TRI_YES;
	return lies_below(v, t) || lies_below(t, v) ? TRI_NO : TRI_UNKNOWN;
}

/* --- a pair --- */

/* 1 against 100%: a share or a percentage? */
static bool share_is_unclear(const struct quantity *a, const struct quantity *b)
{
	struct decimal one = decimal_from_int(1);

	return unit_is_missing(&a->unit) && b->unit.known &&
		b->unit.known->dimension == DIMENSION_SHARE && decimal_sign(a->low) > 0 &&
		decimal_cmp(a->low, one) <= 0 && decimal_cmp(b->low, one) > 0;
}

/* 下降 against 增长, or against a target that says neither. */
static bool trends_differ(const struct quantity *target, const struct quantity *actual)
{
	return (actual->trend < 0 && target->trend == 0) || actual->trend * target->trend < 0;
}

/* A missing unit is the other one's; 5万 against 万元 keeps its own 万. */
static struct unit unit_taken(const struct unit *own, const struct unit *other)
{
	struct unit taken = *other;

	if (!unit_is_missing(own) || unit_is_missing(other))
		return *own;
	if (own->factor != 1)
		taken.factor = own->factor * (other->known ? other->known->factor : 1);
	return taken;
}

static bool same_quantity(const struct quantity *a, const struct quantity *b)
{
	return a->sign == b->sign && a->range == b->range &&
		decimal_cmp(a->low, b->low) == 0 &&
		(!a->range || decimal_cmp(a->high, b->high) == 0);
}

struct ends { struct decimal low, high; };

static bool ends_of(const struct quantity *q, const struct unit *other, enum unit_match units,
	struct ends *out)
{
	struct unit unit;

	if (units == UNIT_SAME) {
		*out = (struct ends){q->low, q->range ? q->high : q->low};
		return true;
	}
	unit = unit_taken(&q->unit, other);
	return unit_to_base(q->low, &unit, &out->low) &&
		unit_to_base(q->range ? q->high : q->low, &unit, &out->high);
}

static void weigh_intervals(const struct quantity *target, const struct quantity *actual,
	const struct ends *t, const struct ends *v, struct pair *p)
{
	struct interval aim = interval_of_target(target, p->direction, t->low, t->high);
	struct interval got = interval_of(actual->sign, v->low, v->high);

	p->a = t->low;
	p->b = v->low;
	p->measured = !actual->range && actual->sign <= SIGN_EQUAL;
	p->met = compare(&got, &aim);
	if (p->measured && p->met == TRI_NO && !target->range && decimal_cmp(p->a, p->b) == 0)
		p->facts |= FACT_BOUNDARY;
	if (p->direction == DIRECTION_EQUAL && p->met == TRI_YES && got.has_low &&
	    decimal_cmp(got.low, aim.low) + got.open_low > 0)
		p->facts |= FACT_ABOVE_EQUAL;
}

static void weigh_pair(const struct target_input *input, const struct quantity *target,
	const struct quantity *actual, struct pair *p)
{
	struct ends t, v;

	p->units = unit_compare(&target->unit, &actual->unit);
	if (share_is_unclear(target, actual) || share_is_unclear(actual, target))
		p->units = UNIT_CLASH;
	if (actual->sign > SIGN_EQUAL)
		p->facts |= FACT_BOUND;
	if (p->units == UNIT_CLASH) {
		p->facts |= FACT_CLASH;
		return;
	}
	if (p->units != UNIT_SAME)
		p->facts |= FACT_CONVERTED;
	if (trends_differ(target, actual) ||
	    !ends_of(target, &actual->unit, p->units, &t) ||
	    !ends_of(actual, &target->unit, p->units, &v))
		return;
	weigh_intervals(target, actual, &t, &v, p);
	if (p->units == UNIT_SAME && (target->sign != SIGN_NONE || target->range) &&
	    same_quantity(target, actual))
		p->facts |= FACT_COPIES;
	if (p->measured && decimal_sign(p->b) == 0 && decimal_sign(p->a) > 0 &&
	    (p->direction != DIRECTION_REVERSE || is_cost(input)))
		p->facts |= FACT_NOTHING;
}

/* --- the row --- */

/* part × of / whole, exact or cut: dividing last keeps its rounding right. */
static bool proportion(struct decimal of, struct decimal part, struct decimal whole,
	struct decimal *out)
{
	struct decimal product;

	return decimal_mul(of, part, &product) && decimal_div(product, whole, out);
}

static struct decimal part_of(const struct pair *p, struct decimal *whole)
{
	bool reverse = p->direction == DIRECTION_REVERSE;

	*whole = reverse ? p->b : p->a;
	return reverse ? p->a : p->b;
}

static void set_ratio(const struct target_input *input, const struct pair *p,
	struct target_outcome *out)
{
	struct decimal whole, part = part_of(p, &whole), limit;

	if (!p->measured || decimal_sign(p->a) <= 0 || decimal_sign(whole) <= 0)
		return;
	out->has_ratio = decimal_div(part, whole, &out->ratio);
	limit = (struct decimal){target_rules_of(input)->overshoot, 2};
	if (out->has_ratio && p->direction == DIRECTION_FORWARD &&
	    decimal_cmp(out->ratio, limit) >= 0)
		out->facts |= FACT_OVERSHOOT;
}

static void score_missed(const struct target_input *input, const struct pair *p,
	struct target_outcome *out)
{
	struct decimal whole, part = part_of(p, &whole), score;

	if (!input->has_weight || decimal_sign(input->weight) < 0 ||
	    !proportion(input->weight, part, whole, &score))
		return;
	out->has_score = true;
	out->score = decimal_sign(score) < 0 ? decimal_from_int(0) :
		decimal_cmp(score, input->weight) > 0 ? input->weight : score;
}

/* Before a suggested direction is confirmed there is a score only where both directions give it. */
static bool awaits_direction(const struct pair *p)
{
	return (p->facts & FACT_CONFIRM) && p->met != TRI_UNKNOWN &&
		!(p->measured && decimal_cmp(p->a, p->b) == 0);
}

static void score_single(const struct target_input *input, const struct analysis *a,
	struct target_outcome *out)
{
	const struct pair *p = &a->pairs[0];

	out->met = p->met;
	if (a->target.shape == TARGET_NUMBER)
		set_ratio(input, p, out);
	if (awaits_direction(p))
		return;
	if (p->met == TRI_YES)
		target_score_full(input, out);
	else if (p->met == TRI_NO && out->has_ratio)
		score_missed(input, p, out);
	else
		out->facts |= FACT_PERSON;
}

/* All parts must hold.  A direction that was only assumed condemns no part. */
static void score_compound(const struct analysis *a, struct target_outcome *out)
{
	bool nothing = true;

	out->met = TRI_YES;
	out->facts |= FACT_PERSON;
	for (int i = 0; i < a->target.count; i++) {
		const struct pair *p = &a->pairs[i];

		nothing = nothing && (p->facts & FACT_NOTHING);
		if (p->met == TRI_NO && !(p->facts & FACT_ASSUMED))
			out->met = TRI_NO;
		else if (p->met != TRI_YES && out->met == TRI_YES)
			out->met = TRI_UNKNOWN;
	}
	if (!nothing)
		out->facts &= ~(unsigned)FACT_NOTHING;
}

/* 区内 … 区外 …: counterparts stand in the same order under the same label. */
static bool labels_agree(const struct reading *target, const struct reading *actual)
{
	for (int i = 0; i < target->count && target->count > 1; i++) {
		struct span a = target->parts[i].label, b = actual->parts[i].label;

		if (span_len(a) > 0 && span_len(b) > 0 && !span_equal(a, b))
			return false;
	}
	return true;
}

static void collect(struct analysis *a)
{
	unsigned all = FACT_COPIES;
	bool same = true;

	for (int i = 0; i < a->target.count; i++) {
		const struct pair *p = &a->pairs[i];

		all &= p->facts;
		a->out.facts |= p->facts & ~(unsigned)FACT_COPIES;
		same = same && p->direction == a->pairs[0].direction;
	}
	a->out.facts |= all;
	a->out.direction = same ? a->pairs[0].direction : DIRECTION_NONE;
}

void target_weigh_quantities(const struct target_input *input, struct analysis *a)
{
	const struct reading *actual = &a->actual;
	bool paired = actual->count == a->target.count && labels_agree(&a->target, actual);

	for (int i = 0; i < a->target.count; i++) {
		a->pairs[i] = (struct pair){.met = TRI_UNKNOWN};
		decide_direction(input, &a->target.parts[i], &a->pairs[i]);
		if (paired)
			weigh_pair(input, &a->target.parts[i], &actual->parts[i], &a->pairs[i]);
	}
	collect(a);
	if (actual->shape == TARGET_NONE)
		return;
	if (!paired) {
		a->out.facts |= FACT_PERSON;
		if (!actual->broken && actual->count == 0 && !actual->too_long &&
		    !span_has_digit(actual->text))
			a->out.facts |= FACT_WORDS_FOR_NUMBER;
	} else if (a->target.count > 1) {
		score_compound(a, &a->out);
	} else {
		score_single(input, a, &a->out);
	}
}
