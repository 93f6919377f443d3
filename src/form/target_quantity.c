/* SPDX-License-Identifier: MIT */
/* Quantities: operator, figure or range, unit. */
#include "form/target_internal.h"

#include <string.h>

struct sign_name { const char *name; enum sign sign; };

/* In front of the figure; a longer name before its own beginning. */
static const struct sign_name signs_before[] = {
	{"≥", SIGN_AT_LEAST}, {"≤", SIGN_AT_MOST}, {">=", SIGN_AT_LEAST}, {"<=", SIGN_AT_MOST},
	{">", SIGN_MORE}, {"<", SIGN_LESS}, {"=", SIGN_EQUAL},
	/* SYMBOLS; from here on words */
	{"不少于", SIGN_AT_LEAST}, {"不低于", SIGN_AT_LEAST}, {"不小于", SIGN_AT_LEAST},
	{"不得少于", SIGN_AT_LEAST}, {"不得低于", SIGN_AT_LEAST}, {"至少", SIGN_AT_LEAST},
	{"最少", SIGN_AT_LEAST}, {"最低", SIGN_AT_LEAST},
	{"大于或等于", SIGN_AT_LEAST}, {"大于等于", SIGN_AT_LEAST}, {"高于或等于", SIGN_AT_LEAST},
	{"不超过", SIGN_AT_MOST}, {"不得超过", SIGN_AT_MOST}, {"未超过", SIGN_AT_MOST},
	{"不高于", SIGN_AT_MOST}, {"不得高于", SIGN_AT_MOST}, {"不大于", SIGN_AT_MOST},
	{"不得大于", SIGN_AT_MOST}, {"不多于", SIGN_AT_MOST}, {"不得多于", SIGN_AT_MOST},
	{"不突破", SIGN_AT_MOST}, {"不超", SIGN_AT_MOST}, {"至多", SIGN_AT_MOST},
	{"最多", SIGN_AT_MOST}, {"最高", SIGN_AT_MOST}, {"控制在", SIGN_AT_MOST},
	{"小于或等于", SIGN_AT_MOST}, {"小于等于", SIGN_AT_MOST}, {"低于或等于", SIGN_AT_MOST},
	{"大于", SIGN_MORE}, {"高于", SIGN_MORE}, {"多于", SIGN_MORE}, {"超过", SIGN_MORE},
	{"超", SIGN_MORE}, {"小于", SIGN_LESS}, {"低于", SIGN_LESS}, {"少于", SIGN_LESS},
	{"不足", SIGN_LESS}, {"不到", SIGN_LESS}, {"等于", SIGN_EQUAL},
};

/* Behind the unit. */
static const struct sign_name signs_after[] = {
	{"及其以上", SIGN_AT_LEAST}, {"及以上", SIGN_AT_LEAST}, {"(含)以上", SIGN_AT_LEAST},
	{"以上", SIGN_AT_LEAST}, {"及其以下", SIGN_AT_MOST}, {"及以下", SIGN_AT_MOST},
	{"(含)以下", SIGN_AT_MOST}, {"以下", SIGN_AT_MOST}, {"(含)以内", SIGN_AT_MOST},
	{"以内", SIGN_AT_MOST}, {"之内", SIGN_AT_MOST}, {"内", SIGN_AT_MOST},
};

enum { SYMBOLS = 7 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The index, or `count`. */
static size_t sign_find(struct span s, const struct sign_name *names, size_t count)
{
	size_t i = 0;

	while (i < count && (*names[i].name != *s.at || !span_starts(s, names[i].name)))
		i++;
	return i;
}

/* The words in front of the figure: a sign must stand next to it, anything else is a label.
 * False after a symbol that stands elsewhere. */
static bool read_before(struct span s, struct quantity *q)
{
	static const char *const between[] = {"人民币", "达到", "达", "到", "了", NULL};

	q->label = s;
	for (; s.at < s.end; s.at += text_char_len(s.at)) {
		size_t i = sign_find(s, signs_before, COUNT(signs_before));
		struct span rest = s;

		if (i == COUNT(signs_before))
			continue;
		rest.at += strlen(signs_before[i].name);
		while (span_skip_any(&rest, between))
			;
		if (rest.at < rest.end && i < SYMBOLS)
			return false;
		if (rest.at < rest.end)
			continue;
		q->sign = signs_before[i].sign;
		q->label.end = s.at;
		return true;
	}
	return true;
}

/* A label may say anything but no, not and about; 不合格率 is the name of a share. */
static bool label_is_clear(struct span label)
{
	static const char *const names[] = {"率", "度", "数", "量", "比例", "占比", "额", "时间", NULL};
	static const char *const damage[] = {"?", "□", "\ufffd", "%", "±", "≈", "近", "→", NULL};

	while (label.at < label.end && strchr(":", label.end[-1]))
		label.end--;
	if (span_has_any(label, damage))
		return false;
	for (size_t i = 0; names[i]; i++)
		if (span_ends(label, names[i]))
			return true;
	return !words_hedge(label);
}

static int label_trend(struct span label)
{
	static const char *const less[] = {"下降", "降低", "减少", "压减", "压缩", "节约", "缩短", NULL};
	static const char *const more[] = {"增长", "上升", "提高", "提升", "增加", NULL};

	return span_has_any(label, less) ? -1 : span_has_any(label, more);
}

/* 1,234,567 but not 12,34; leaves *s behind the digits. */
static bool read_digits(struct span *s, char *out, size_t *len)
{
	enum { DIGITS_MAX = 20 };
	size_t digits = 0;

	for (; s->at < s->end && text_is_digit(*s->at); s->at++) {
		if (++digits > DIGITS_MAX)
			return false;
		out[(*len)++] = *s->at;
	}
	while (digits > 0 && digits <= 3 && s->end - s->at >= 4 && *s->at == ',' &&
	       text_is_digit(s->at[1]) && text_is_digit(s->at[2]) && text_is_digit(s->at[3]) &&
	       (s->end - s->at == 4 || !text_is_digit(s->at[4]))) {
		if (*len + 3 > DIGITS_MAX)
			return false;
		memcpy(out + *len, s->at + 1, 3);
		*len += 3;
		s->at += 4;
	}
	return digits > 0;
}

/* [-]digits[.digits]; a figure must end where it ends: no second point, no stray comma. */
static bool read_figure(struct span *s, struct decimal *out)
{
	enum { DECIMALS_MAX = 8 };
	char plain[48];
	size_t len = 0, point;

	if (span_skip(s, "-"))
		plain[len++] = '-';
	if (!read_digits(s, plain, &len))
		return false;
	if (span_skip(s, ".")) {
		plain[len++] = '.';
		for (point = len; s->at < s->end && text_is_digit(*s->at); s->at++) {
			if (len - point == DECIMALS_MAX)
				return false;
			plain[len++] = *s->at;
		}
		if (len == point)
			return false;
	}
	if (s->at < s->end && strchr(".,:", *s->at))
		return false;
	return decimal_parse(plain, len, out);
}

/* Whether nothing but a remark follows: 5个以上(含). */
static bool ends_here(struct span s)
{
	return s.at == s.end || *s.at == '(' || words_say_done(s);
}

/* 100余次, 5个以上, 2小时内: the sign goes out of *s, which then is the unit alone. */
static bool read_after(struct span *s, struct quantity *q)
{
	static const char *const more[] = {"余", "多", "+", NULL};
	enum sign sign = SIGN_NONE;

	if (span_skip_any(s, more))
		sign = SIGN_MORE;
	for (struct span p = *s; p.at < p.end && sign == SIGN_NONE; p.at += text_char_len(p.at)) {
		size_t i = sign_find(p, signs_after, COUNT(signs_after));

		if (i == COUNT(signs_after) ||
		    !ends_here((struct span){p.at + strlen(signs_after[i].name), p.end}))
			continue;
		sign = signs_after[i].sign;
		s->end = p.at;
	}
	/* 控制在5万元以内 says it twice. */
	if (sign != SIGN_NONE && q->sign != SIGN_NONE && q->sign != sign)
		return false;
	if (sign != SIGN_NONE)
		q->sign = sign;
	return true;
}

/* If what follows the low figure, a unit perhaps between, is a range's sign and a figure:
 * goes there. */
static bool skip_to_high(struct span *s, struct unit *low)
{
	static const char *const signs[] = {"-", "–", "—", "~", "∼", "至", "到", NULL};
	struct span unit = {s->at, s->at}, rest;

	while (unit.end < s->end && !text_is_digit(*unit.end) &&
	       !span_starts_any((struct span){unit.end, s->end}, signs))
		unit.end += text_char_len(unit.end);
	rest = (struct span){unit.end, s->end};
	if (!span_skip_any(&rest, signs) || rest.at == rest.end || !text_is_digit(*rest.at))
		return false;
	if (!unit_read(&unit, low))
		return false;
	*s = rest;
	return true;
}

/* 6月初, 5日前, 2023年起: dates that could not be read, no amounts. */
static bool is_calendar(const struct quantity *q)
{
	static const char *const words[] = {"前", "后", "之前", "之后", "以前", "以后", "初", "底", "末", NULL};
	const struct unit *u = &q->unit;

	if (!u->known || (u->known->dimension != DIMENSION_TIME &&
			  u->known->dimension != DIMENSION_MONTHS))
		return false;
	return strcmp(u->known->name, "月") == 0 || span_starts_any(u->word, words) > 0 ||
		(strcmp(u->known->name, "年") == 0 &&
		 decimal_cmp(q->low, decimal_from_int(1900)) >= 0);
}

static bool read_amount(struct span s, struct quantity *q)
{
	struct unit low;

	if (!read_figure(&s, &q->low))
		return false;
	q->range = skip_to_high(&s, &low);
	if (q->range && !read_figure(&s, &q->high))
		return false;
	if (!read_after(&s, q) || !unit_read(&s, &q->unit) || is_calendar(q))
		return false;
	if (!q->range)
		return true;
	if (!unit_is_missing(&low) && unit_compare(&low, &q->unit) != UNIT_SAME)
		return false;
	return decimal_cmp(q->low, q->high) < 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool quantity_read(struct span s, struct quantity *out)
{
	const char *figure = s.at;
	struct span before;

	while (figure < s.end && !text_is_digit(*figure))
		figure++;
	if (figure == s.end)
		return false;
	if (figure > s.at && figure[-1] == '-')
		figure--;
	before = (struct span){s.at, figure};
	if (before.at < before.end && (before.end[-1] == '.' || is_letter(before.end[-1])))
		return false;
	*out = (struct quantity){.text = s};
	if (!read_before(before, out) || !label_is_clear(out->label))
		return false;
	out->trend = label_trend(out->label);
	return read_amount((struct span){figure, s.end}, out);
}

static bool is_thousands(struct span s, const char *comma)
{
	int before = 0, after = 0;

	while (comma - before > s.at && text_is_digit(comma[-before - 1]))
		before++;
	while (comma + after + 1 < s.end && text_is_digit(comma[after + 1]))
		after++;
	return before >= 1 && before <= 3 && after == 3;
}

int parts_split(struct span s, struct span parts[PARTS_MAX])
{
	static const char *const signs[] = {",", ";", "、", NULL};
	int count = 0, depth = 0;
	struct span part = {s.at, s.at};

	while (part.end < s.end) {
		size_t len = span_starts_any((struct span){part.end, s.end}, signs);

		depth += (*part.end == '(') - (*part.end == ')');
		if (len == 0 || depth > 0 || is_thousands(s, part.end)) {
			part.end += text_char_len(part.end);
			continue;
		}
		if (count == PARTS_MAX)
			return PARTS_MAX + 1;
		parts[count++] = part;
		part.at = part.end += len;
	}
	if (count == PARTS_MAX)
		return PARTS_MAX + 1;
	parts[count++] = part;
	return count;
}
