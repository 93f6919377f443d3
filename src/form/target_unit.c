/* SPDX-License-Identifier: MIT */
/* Units: which can be compared, and how many of one are another. */
#include "form/target_internal.h"

#include <string.h>

/* By the first byte of the name, a longer name before its own beginning.  Counting words are
 * there so that 篇 is found in 篇调研报告, and 人 and 天 in 元/人天. */
static const struct unit_name unit_names[] = {
	{"%", DIMENSION_SHARE, 10, NULL},
	{"‰", DIMENSION_SHARE, 1, NULL},
	{"㎡", DIMENSION_AREA, 1, NULL},
	{"m2", DIMENSION_AREA, 1, NULL}, {"m²", DIMENSION_AREA, 1, NULL},
	{"km", DIMENSION_LENGTH, 1000000, NULL}, {"mm", DIMENSION_LENGTH, 1, NULL},
	{"cm", DIMENSION_LENGTH, 10, NULL}, {"kg", DIMENSION_MASS, 1000, NULL},
	{"个工作日", DIMENSION_COUNT, 1, "工作日"}, {"工作日", DIMENSION_COUNT, 1, NULL},
	{"个自然日", DIMENSION_TIME, 86400, NULL},
	{"个百分点", DIMENSION_COUNT, 1, "百分点"}, {"百分点", DIMENSION_COUNT, 1, NULL},
	{"个小时", DIMENSION_TIME, 3600, NULL}, {"小时", DIMENSION_TIME, 3600, NULL},
	{"分钟", DIMENSION_TIME, 60, NULL}, {"秒", DIMENSION_TIME, 1, NULL},
	{"天", DIMENSION_TIME, 86400, NULL}, {"日", DIMENSION_TIME, 86400, NULL},
	{"个星期", DIMENSION_TIME, 604800, NULL}, {"星期", DIMENSION_TIME, 604800, NULL},
	{"周", DIMENSION_TIME, 604800, NULL},
	{"个月", DIMENSION_MONTHS, 1, NULL}, {"月", DIMENSION_MONTHS, 1, NULL},
	{"个季度", DIMENSION_MONTHS, 3, NULL}, {"年", DIMENSION_MONTHS, 12, NULL},
	{"人民币", DIMENSION_MONEY, 1, NULL}, {"元", DIMENSION_MONEY, 1, NULL},
	{"平方米", DIMENSION_AREA, 1, NULL}, {"公顷", DIMENSION_AREA, 10000, NULL},
	{"平方公里", DIMENSION_AREA, 1000000, NULL}, {"平方千米", DIMENSION_AREA, 1000000, NULL},
	{"公里", DIMENSION_LENGTH, 1000000, NULL}, {"千米", DIMENSION_LENGTH, 1000000, NULL},
	{"毫米", DIMENSION_LENGTH, 1, NULL}, {"厘米", DIMENSION_LENGTH, 10, NULL},
	{"米", DIMENSION_LENGTH, 1000, NULL},
	{"千克", DIMENSION_MASS, 1000, NULL}, {"公斤", DIMENSION_MASS, 1000, NULL},
	{"斤", DIMENSION_MASS, 500, NULL}, {"吨", DIMENSION_MASS, 1000000, NULL},
	{"克", DIMENSION_MASS, 1, NULL},
	{"人天", DIMENSION_COUNT, 1, NULL}, {"人日", DIMENSION_COUNT, 1, "人天"},
	{"人次", DIMENSION_COUNT, 1, NULL}, {"人月", DIMENSION_COUNT, 1, NULL},
	{"人", DIMENSION_COUNT, 1, NULL},
	{"家次", DIMENSION_COUNT, 1, NULL}, {"家", DIMENSION_COUNT, 1, NULL},
	{"户次", DIMENSION_COUNT, 1, NULL}, {"户", DIMENSION_COUNT, 1, NULL},
	{"场次", DIMENSION_COUNT, 1, NULL}, {"场", DIMENSION_COUNT, 1, NULL},
	{"台次", DIMENSION_COUNT, 1, NULL}, {"台", DIMENSION_COUNT, 1, NULL},
	{"件次", DIMENSION_COUNT, 1, NULL}, {"件", DIMENSION_COUNT, 1, NULL},
	{"个", DIMENSION_COUNT, 1, NULL}, {"项", DIMENSION_COUNT, 1, NULL},
	{"次", DIMENSION_COUNT, 1, NULL}, {"篇", DIMENSION_COUNT, 1, NULL},
	{"本", DIMENSION_COUNT, 1, NULL}, {"套", DIMENSION_COUNT, 1, NULL},
	{"份", DIMENSION_COUNT, 1, NULL}, {"辆", DIMENSION_COUNT, 1, NULL},
	{"期", DIMENSION_COUNT, 1, NULL}, {"条", DIMENSION_COUNT, 1, NULL},
	{"种", DIMENSION_COUNT, 1, NULL}, {"批", DIMENSION_COUNT, 1, NULL},
	{"起", DIMENSION_COUNT, 1, NULL}, {"例", DIMENSION_COUNT, 1, NULL},
	{"名", DIMENSION_COUNT, 1, NULL}, {"位", DIMENSION_COUNT, 1, NULL},
	{"册", DIMENSION_COUNT, 1, NULL}, {"张", DIMENSION_COUNT, 1, NULL},
	{"处", DIMENSION_COUNT, 1, NULL}, {"座", DIMENSION_COUNT, 1, NULL},
	{"宗", DIMENSION_COUNT, 1, NULL}, {"类", DIMENSION_COUNT, 1, NULL},
	{"班", DIMENSION_COUNT, 1, NULL}, {"亩", DIMENSION_COUNT, 1, NULL},
	{"分", DIMENSION_COUNT, 1, NULL}, {"度", DIMENSION_COUNT, 1, NULL},
	{"倍", DIMENSION_COUNT, 1, NULL}, {"字", DIMENSION_COUNT, 1, NULL},
};

static const struct unit_name *unit_find(struct span s)
{
	for (size_t i = 0; i < sizeof(unit_names) / sizeof(*unit_names); i++)
		if (*unit_names[i].name == *s.at && span_starts(s, unit_names[i].name))
			return &unit_names[i];
	return NULL;
}

static const struct unit_name *unit_skip(struct span *s)
{
	const struct unit_name *found = s->at < s->end ? unit_find(*s) : NULL;

	if (found)
		s->at += strlen(found->name);
	return found;
}

/* 万, 亿 … before a unit; 千克 and 百分点 are units themselves. */
static long long unit_skip_multiple(struct span *s)
{
	static const struct { const char *name; long long factor; } multiples[] = {
		{"亿", 100000000}, {"千万", 10000000}, {"百万", 1000000}, {"万", 10000},
		{"千", 1000}, {"百", 100},
	};

	if (s->at == s->end || unit_find(*s))
		return 1;
	for (size_t i = 0; i < sizeof(multiples) / sizeof(*multiples); i++)
		if (span_skip(s, multiples[i].name))
			return multiples[i].factor;
	return 1;
}

/* Keeps the denominators sorted, so that 元/天/人 is 元/人天. */
static bool unit_add_per(struct unit *u, struct span word)
{
	int i = u->per_count;

	if (i == PER_MAX || span_len(word) == 0)
		return false;
	for (; i > 0 && strncmp(word.at, u->per[i - 1].at, span_len(word)) < 0; i--)
		u->per[i] = u->per[i - 1];
	u->per[i] = word;
	u->per_count++;
	return true;
}

static bool unit_read_per(struct span s, struct unit *u)
{
	static const char *const signs[] = {"/", "*", "×", "·", "•", "每", NULL};
	static const char *const persons[] = {"人天", "人日", "人月", "人年", NULL};

	while (s.at < s.end) {
		struct span word = {s.at, s.at};

		if (span_skip_any(&s, signs))
			continue;
		word.at = s.at;
		if (span_starts_any(s, persons))
			s.at += strlen("人");
		else if (!unit_skip(&s))
			while (s.at < s.end && !span_starts_any(s, signs))
				s.at += text_char_len(s.at);
		word.end = s.at;
		if (!unit_add_per(u, word))
			return false;
	}
	return true;
}

static const char *const odd[] = {
	"≥", "≤", "≈", "±", "‰", "%", "?", "□", "\ufffd", "→", "。", "、", "“", "”", "<", ">", "=",
	NULL,
};

static bool unit_char(struct span s)
{
	unsigned char c = (unsigned char)*s.at;

	if (c < 0x80)
		return strchr("/*", c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	return !span_starts_any(s, odd);
}

/* Words, letters and brackets; a sign, a figure or a mark of damage is no part of a unit. */
static bool unit_may_be(struct span s)
{
	int depth = 0;

	for (; s.at < s.end; s.at += text_char_len(s.at)) {
		if (*s.at == '(')
			depth++;
		else if (*s.at == ')')
			depth--;
		else if (depth == 0 ? !unit_char(s) :
			 span_starts_any(s, odd) && !span_starts(s, "、"))
			return false;
		if (depth < 0)
			return false;
	}
	return depth == 0;
}

bool unit_read(struct span *s, struct unit *out)
{
	static const char *const fraction[] = {"/", "每", NULL};
	struct span rest = *s;

	*out = (struct unit){.text = rest, .word = rest, .factor = 1};
	s->at = s->end;
	if (rest.at == rest.end)
		return true;
	if (!unit_find(rest))
		out->factor = unit_skip_multiple(&rest);
	out->known = unit_skip(&rest);
	if (out->known)
		out->factor *= out->known->factor;
	out->word = rest;
	if (!unit_may_be(rest) || words_hedge(rest) || span_has_digit(rest))
		return false;
	if (!out->known || rest.at == rest.end || !span_starts_any(rest, fraction))
		return true;
	out->word.at = rest.end;
	return unit_read_per(rest, out);
}

bool unit_is_missing(const struct unit *u)
{
	return !u->known && span_len(u->word) == 0;
}

static bool unit_same_name(const struct unit_name *a, const struct unit_name *b)
{
	const char *name_a = a->same ? a->same : a->name, *name_b = b->same ? b->same : b->name;

	return a->dimension == b->dimension &&
		(a->dimension != DIMENSION_COUNT || strcmp(name_a, name_b) == 0);
}

static bool unit_same_per(const struct unit *a, const struct unit *b)
{
	if (a->per_count != b->per_count)
		return false;
	for (int i = 0; i < a->per_count; i++) {
		struct span left = a->per[i], right = b->per[i];
		const struct unit_name *name_a = unit_skip(&left), *name_b = unit_skip(&right);

		if (name_a && name_b ? !unit_same_name(name_a, name_b) ||
		    name_a->factor != name_b->factor : !span_equal(a->per[i], b->per[i]))
			return false;
	}
	return true;
}

/* Remarks behind a unit: 4次(全年), 26篇已完成. */
static bool unit_word_is_remark(struct span word)
{
	return word.at == word.end || *word.at == '(' || words_say_done(word);
}

enum unit_match unit_compare(const struct unit *a, const struct unit *b)
{
	if (unit_is_missing(a) || unit_is_missing(b))
		return unit_is_missing(a) && unit_is_missing(b) && a->factor == b->factor ?
			UNIT_SAME : UNIT_TAKEN;
	if (!a->known || !b->known)
		return !a->known && !b->known && a->factor == b->factor &&
			span_equal(a->word, b->word) ? UNIT_SAME : UNIT_CLASH;
	if (!unit_same_name(a->known, b->known) || !unit_same_per(a, b))
		return UNIT_CLASH;
	if (!span_equal(a->word, b->word) && !unit_word_is_remark(a->word) &&
	    !unit_word_is_remark(b->word))
		return UNIT_CLASH;
	return a->factor == b->factor ? UNIT_SAME : UNIT_CONVERTED;
}

bool unit_to_base(struct decimal value, const struct unit *u, struct decimal *out)
{
	return decimal_mul(value, decimal_from_int(u->factor), out);
}
