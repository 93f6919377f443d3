/* SPDX-License-Identifier: MIT */
/* A whole target or actual: which of the shapes it has. */
#include "form/target_internal.h"

#include <string.h>

#include "form/fold.h"

/* "≥", "大于等于"; not 定性. */
static bool is_relation(const char *folded)
{
	char text[80];
	struct quantity q;
	size_t len = strlen(folded);

	if (len == 0 || len + 2 > sizeof(text))
		return false;
	memcpy(text, folded, len);
	memcpy(text + len, "1", 2);
	return quantity_read(span_of(text), &q) && q.sign != SIGN_NONE &&
		span_len(q.label) == 0 && span_len(q.unit.text) == 0;
}

/* The relation goes in front, unless the target says the same itself. */
static void join_relation(const char *relation, struct reading *r, const char *target)
{
	char folded[64];
	size_t len;

	r->text = span_of(r->folded);
	if (!relation || !*relation || !fold_typed(relation, folded, sizeof(folded)) ||
	    span_starts(r->text, folded) || !is_relation(folded))
		return;
	len = strlen(folded);
	memcpy(r->folded, folded, len);
	r->too_long = !fold_typed(target, r->folded + len, sizeof(r->folded) - len);
	r->text = span_of(r->folded);
}

/* The unit goes behind a bare figure. */
static void join_unit(const char *unit, struct reading *r)
{
	size_t len = span_len(r->text);

	if (len > 0 && text_is_digit(r->text.end[-1]) && unit && *unit &&
	    fold_typed(unit, r->folded + len, sizeof(r->folded) - len))
		r->text = span_of(r->folded);
}

static void trim_stops(struct span *s)
{
	static const char *const stops[] = {"。", ";", ",", "!"};

	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++) {
		if (span_ends(*s, stops[i])) {
			s->end -= strlen(stops[i]);
			i = (size_t)-1;
		}
	}
}

static bool read_parts(struct reading *r)
{
	struct span parts[PARTS_MAX];

	r->count = parts_split(r->text, parts);
	if (r->count > PARTS_MAX)
		return false;
	for (int i = 0; i < r->count; i++)
		if (!quantity_read(parts[i], &r->parts[i]))
			return false;
	return true;
}

static enum target_shape shape_of_parts(const struct reading *r)
{
	const struct quantity *q = &r->parts[0];

	if (r->count > 1)
		return TARGET_COMPOUND;
	if (q->range)
		return TARGET_RANGE;
	return decimal_sign(q->low) == 0 && q->sign != SIGN_AT_LEAST && q->sign != SIGN_MORE &&
		q->sign != SIGN_LESS ? TARGET_ZERO : TARGET_NUMBER;
}

static bool has_words(struct span s)
{
	while (s.at < s.end && (unsigned char)*s.at < 0x80)
		s.at++;
	return s.at < s.end;
}

/* Signs, shares and bare figures that could not be read are damage; other text with figures is
 * just text. */
static bool looks_broken(struct span s)
{
	static const char *const signs[] = {
		"≥", "≤", ">", "<", "=", "%", "‰", "±", "≈", "?", "□", "\ufffd", NULL,
	};

	return span_has_any(s, signs) || (span_has_digit(s) && !has_words(s));
}

static void read_shape(struct reading *r, int year, bool qualitative)
{
	r->broken = false;
	r->count = 0;
	if (r->too_long) {
		r->shape = TARGET_WORDS;
		return;
	}
	trim_stops(&r->text);
	if (span_len(r->text) == 0)
		r->shape = TARGET_NONE;
	else if (words_are_scale(r->text, qualitative))
		r->shape = TARGET_SCALE;
	else if (period_read(r->text, year, &r->period))
		r->shape = TARGET_DATE;
	else if (span_has_digit(r->text) && read_parts(r))
		r->shape = shape_of_parts(r);
	else
		r->shape = TARGET_WORDS;
	if (r->shape == TARGET_WORDS) {
		r->count = 0;
		r->broken = looks_broken(r->text);
	}
}

void reading_of_target(const struct target_input *input, struct reading *out)
{
	const char *text = input->target ? input->target : "";
	bool qualitative = input->relation && strcmp(input->relation, "定性") == 0;

	out->too_long = !fold_typed(text, out->folded, sizeof(out->folded));
	join_relation(out->folded[0] ? input->relation : NULL, out, text);
	join_unit(input->unit, out);
	read_shape(out, input->year, qualitative);
}

void reading_of_actual(const struct target_input *input, const struct reading *target,
	struct reading *out)
{
	enum { YEAR_DIGITS = 4 };
	const char *text = input->actual ? input->actual : "";
	const char *unit = input->unit;

	out->too_long = !fold_typed(text, out->folded, sizeof(out->folded));
	out->text = span_of(out->folded);
	if (target->shape == TARGET_DATE && (!unit || !*unit) && span_len(out->text) == YEAR_DIGITS)
		unit = "年";
	join_unit(unit, out);
	read_shape(out, input->year, false);
}
