/* SPDX-License-Identifier: MIT */
#include "form/target.h"

#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "form/number.h"
#include "form/target_internal.h"

static const struct target_rules national = {.band_full = 80, .band_part = 60, .overshoot = 130};

const struct target_rules *target_rules_of(const struct target_input *input)
{
	return input->rules ? input->rules : &national;
}

static bool has_points(const struct target_input *input)
{
	return input->has_weight && decimal_sign(input->weight) > 0;
}

void target_score_full(const struct target_input *input, struct target_outcome *out)
{
	out->met = TRI_YES;
	out->has_score = input->has_weight && decimal_sign(input->weight) >= 0;
	out->score = input->weight;
}

/* --- no indicator --- */

static bool stands_for_nothing(const struct reading *r)
{
	enum { SHORT = 12 };
	struct decimal none;

	return !r->too_long && span_len(r->text) <= SHORT && !span_has_digit(r->text) &&
		(span_is(r->text, "-") ||
		 number_read(r->folded, NUMBER_PLAIN, &none) == NUMBER_EMPTY);
}

/* `0` `/` `—` `无` without weight hold a row's place.  无 with weight is an answer in words. */
static bool weigh_nothing(const struct target_input *input, struct analysis *a)
{
	bool empty = a->target.shape == TARGET_NONE;
	bool blank = !empty && stands_for_nothing(&a->target);

	if (empty || (blank && has_points(input) && !span_is(a->target.text, "无")))
		a->out.shape = TARGET_NONE;
	else if ((blank || span_is(a->target.text, "0")) && !has_points(input))
		a->out.shape = TARGET_PLACEHOLDER;
	else
		return false;
	return true;
}

/* --- dates --- */

static void weigh_date(const struct target_input *input, struct analysis *a)
{
	struct date limit = a->target.period.last;
	const struct period *p = &a->actual.period;

	if (a->actual.shape == TARGET_NONE)
		return;
	if (a->actual.shape == TARGET_DATE && date_cmp(p->last, limit) <= 0)
		a->out.met = TRI_YES;
	else if (a->actual.shape == TARGET_DATE && date_cmp(p->first, limit) > 0)
		a->out.met = TRI_NO;
	else if (a->actual.shape == TARGET_WORDS && !a->actual.broken &&
		 words_say_done(a->actual.text))
		a->out.met = TRI_YES;
	if (a->out.met == TRI_YES)
		target_score_full(input, &a->out);
	else
		a->out.facts |= FACT_PERSON;
	if (a->actual.shape == TARGET_DATE && p->sign != SIGN_NONE &&
	    p->sign == a->target.period.sign && date_cmp(p->last, limit) == 0)
		a->out.facts |= FACT_COPIES;
}

/* --- words --- */

static struct decimal share_of(struct decimal weight, int percent)
{
	struct decimal share = {percent, 2}, points = {0, 0};

	decimal_mul(weight, share, &points);
	return decimal_trim(points);
}

static void apply_band(const struct target_input *input, struct analysis *a)
{
	const struct target_rules *rules = target_rules_of(input);
	const int limits[] = {100, 100, rules->band_full, rules->band_part, 0};

	a->out.has_band = has_points(input);
	if (a->out.has_band) {
		a->out.band_low = share_of(input->weight, limits[a->band + 1]);
		a->out.band_high = share_of(input->weight, limits[a->band]);
	}
	if (a->band == BAND_FULL) {
		target_score_full(input, &a->out);
		return;
	}
	a->out.met = TRI_NO;
	a->out.facts |= FACT_PERSON;
}

/* Texts too long to be read are the same or are not. */
static bool says_the_same(const struct target_input *input, const struct analysis *a)
{
	if (a->target.too_long || a->actual.too_long)
		return a->target.too_long && a->actual.too_long &&
			strcmp(input->target, input->actual) == 0;
	return words_as_strong(a->target.text, a->actual.text);
}

static void find_band(const struct target_input *input, struct analysis *a)
{
	struct span actual = a->actual.text;
	bool on_scale;

	a->band = input->band ? words_band_of(span_of(input->band)) : BAND_NONE;
	if (a->band != BAND_NONE || a->target.broken || a->actual.broken ||
	    a->actual.shape == TARGET_NONE)
		return;
	if (!a->actual.too_long)
		a->band = words_band_of(actual);
	if (a->band != BAND_NONE)
		return;
	if (a->target.shape == TARGET_SCALE) {
		a->band = words_place_on_scale(a->target.text, actual, &on_scale);
	} else if (says_the_same(input, a)) {
		a->band = BAND_FULL;
		a->out.facts |= FACT_CONFIRM;
	}
}

static void weigh_words(const struct target_input *input, struct analysis *a)
{
	find_band(input, a);
	if (a->band != BAND_NONE)
		apply_band(input, a);
	else if (a->actual.shape != TARGET_NONE)
		a->out.facts |= FACT_PERSON;
}

/* --- the row --- */

void target_analyse(const struct target_input *input, struct analysis *a)
{
	a->out = (struct target_outcome){.met = TRI_UNKNOWN};
	a->band = BAND_NONE;
	reading_of_target(input, &a->target);
	if (weigh_nothing(input, a))
		return;
	a->out.shape = a->target.shape;
	reading_of_actual(input, &a->target, &a->actual);
	if (a->target.count > 0)
		target_weigh_quantities(input, a);
	else if (a->target.shape == TARGET_DATE)
		weigh_date(input, a);
	else
		weigh_words(input, a);
}

void target_read(const struct target_input *input, struct target_outcome *out)
{
	struct analysis a;

	target_analyse(input, &a);
	*out = a.out;
}

/* --- normalising --- */

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_sign(uint32_t c)
{
	return c == 0x2265 || c == 0x2264 || c == '<' || c == '>' || c == '=' || c == '%';
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0xa0;
}

static uint32_t plain_sign(uint32_t c)
{
	static const struct { uint32_t from, to; } signs[] = {
		{0xff05, '%'}, {0xff1e, '>'}, {0xff1c, '<'}, {0xff1d, '='}, {0x2267, 0x2265},
		{0x2a7e, 0x2265}, {0x2266, 0x2264}, {0x2a7d, 0x2264}, {0x2550, '='}, {0xfe66, '='},
	};

	if (c >= 0xff10 && c <= 0xff19)
		return c - 0xff10 + '0';
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i].from == c)
			return signs[i].to;
	return c;
}

/* Signs that also stand in words or for nothing: plain between figures only. */
static uint32_t plain_between(uint32_t c)
{
	static const struct { uint32_t from, to; } signs[] = {
		{0xff0d, '-'}, {0x2212, '-'}, {0xff0e, '.'}, {0xff5e, '~'},
		{0xff0f, '/'}, {0xff0b, '+'},
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i].from == c)
			return signs[i].to;
	return c;
}

/* The next character that is no blank, as it will look; 0 at the end.  *s goes behind it. */
static uint32_t next_plain(const char **s, const char *end)
{
	uint32_t c = 0;

	while (*s < end) {
		*s += text_decode(*s, end, &c);
		if (!is_blank(c))
			return plain_sign(c);
	}
	return 0;
}

static void add_char(struct str *out, uint32_t c)
{
	char bytes[4];

	str_add_len(out, bytes, (size_t)text_encode(c, bytes));
}

/* A blank stays between words, and between figures, which it keeps apart. */
static bool keeps_blank(uint32_t before, uint32_t after)
{
	bool figures = is_digit(before) || is_digit(after) || is_sign(before) || is_sign(after);

	return before && after && (!figures || (is_digit(before) && is_digit(after)));
}

bool target_normalise(const char *text, struct str *out)
{
	const char *s = text, *end = text + strlen(text), *ahead;
	uint32_t before = 0, c, after;

	str_reset(out);
	while (s < end) {
		ahead = s + text_decode(s, end, &c);
		after = (s = ahead, next_plain(&ahead, end));
		if (is_blank(c)) {
			if (keeps_blank(before, after))
				add_char(out, c);
			continue;
		}
		c = plain_sign(c);
		if (is_digit(before) || is_digit(after))
			c = plain_between(c);
		if ((c == '<' || c == '>') && after == '=') {
			c = c == '<' ? 0x2264 : 0x2265;
			s = ahead;
		}
		add_char(out, c);
		before = c;
	}
	if (strcmp(str_text(out), text) != 0)
		return true;
	str_reset(out);
	return false;
}
