/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700	/* wcwidth */
#include "base/text.h"

#include <string.h>
#include <wchar.h>

#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text_break.h"

enum {
	IDEOGRAPHIC_SPACE = 0x3000,
	ELLIPSIS = 0x2026
};

/* What most texts consist of, apart from ASCII; `simple` characters begin a grapheme whatever
 * simple character is before them.  Sorted. */
static const struct text_range {
	uint32_t first, last;
	signed char narrow, wide;
	bool simple;
} text_ranges[] = {
	{0x2010, 0x2027, 1, 2, true},   /* ‐ — ‘ ’ “ ” … */
	{0x2190, 0x2319, 1, 2, true},   /* → ≥ ≤ */
	{0x2460, 0x25fc, 1, 2, true},   /* ① ─ □ */
	{0x3000, 0x3029, 2, 2, true},   /* 、 。 《 》 */
	{0x3041, 0x3096, 2, 2, true},
	{0x30a1, 0x30ff, 2, 2, true},
	{0x3400, 0x4dbf, 2, 2, true},
	{0x4e00, 0x9fff, 2, 2, true},
	{0xac00, 0xd7a3, 2, 2, false},
	{0xff01, 0xff60, 2, 2, true},
};

static const struct text_range *text_find_range(uint32_t c)
{
	size_t low = 0, high = sizeof(text_ranges) / sizeof(*text_ranges);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > text_ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == sizeof(text_ranges) / sizeof(*text_ranges) || c < text_ranges[low].first)
		return NULL;
	return &text_ranges[low];
}

static bool text_is_printing_ascii(uint32_t c)
{
	return c >= 0x20 && c < 0x7f;
}

static bool text_is_hanzi(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
		(c >= 0x20000 && c <= 0x3ffff);
}

/* --- characters --- */

size_t text_check(const char *s, size_t len)
{
	const uint8_t *bad = u8_check((const uint8_t *)s, len);

	return bad ? (size_t)(bad - (const uint8_t *)s) : len;
}

int text_decode(const char *s, const char *end, uint32_t *character)
{
	static const unsigned char first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned char first = (unsigned char)*s;
	int len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

	if (len > end - s)
		len = (int)(end - s);
	*character = first & first_bits[len];
	for (int i = 1; i < len; i++)
		*character = *character << 6 | ((unsigned char)s[i] & 0x3f);
	return len;
}

int text_encode(uint32_t character, char out[4])
{
	int len = u8_uctomb((uint8_t *)out, character, 4);

	return len > 0 ? len : 0;
}

static const char *text_char_before(const char *s, const char *start, uint32_t *character)
{
	const char *p = s - 1;

	while (p > start && ((unsigned char)*p & 0xc0) == 0x80)
		p--;
	text_decode(p, s, character);
	return p;
}

static void text_add_char(struct str *out, uint32_t character)
{
	char bytes[4];

	str_add_len(out, bytes, (size_t)text_encode(character, bytes));
}

bool text_is_forbidden(uint32_t c)
{
	if (c < 0x20)
		return c != '\n';
	if (c < 0x2028)
		return c >= 0x7f && c < 0xa0;
	return c <= 0x202e || (c >= 0x2066 && c <= 0x2069) || (c >= 0xd800 && c <= 0xdfff) ||
		(c >= 0xfdd0 && c <= 0xfdef) || c == 0xfeff || (c & 0xfffe) == 0xfffe ||
		c > 0x10ffff;
}

/* --- graphemes and words --- */

/* Nearly all text is printing ASCII, ideographs and full-width signs.  Between two of these is a
 * boundary, and only the locale's widths differ: bytes of such a character, which are its columns
 * as well but for three bytes taking two; 0 for any other, and for one cut off. */
static inline size_t text_plain(const char *s, const char *end)
{
	const unsigned char *u = (const unsigned char *)s;
	uint32_t c;

	if (s >= end)
		return 0;
	if (*u < 0x80)
		return text_is_printing_ascii(*u);
	if (*u < 0xe3 || *u > 0xef || end - s < 3)
		return 0;
	c = (*u & 0x0fu) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3000 && c <= 0x3029) ||
		(c >= 0xff01 && c <= 0xff60) ? 3 : 0;
}

static bool text_is_simple(uint32_t c)
{
	const struct text_range *range;

	if (c < 0x80)
		return text_is_printing_ascii(c);
	range = text_find_range(c);
	return range && range->simple;
}

static bool text_is_boundary(uint32_t before, uint32_t after)
{
	return (text_is_simple(after) && text_is_simple(before)) ||
		uc_is_grapheme_break(before, after);
}

const char *text_next(const char *s, const char *end)
{
	uint32_t c, after;
	size_t plain = text_plain(s, end);

	if (plain && (s + plain == end || text_plain(s + plain, end)))
		return s + plain;
	if (s >= end)
		return end;
	s += text_decode(s, end, &c);
	while (s < end) {
		int len = text_decode(s, end, &after);

		if (text_is_boundary(c, after))
			break;
		c = after;
		s += len;
	}
	return s;
}

const char *text_prev(const char *s, const char *start)
{
	uint32_t c, before;

	if (s <= start)
		return start;
	s = text_char_before(s, start, &c);
	while (s > start) {
		const char *p = text_char_before(s, start, &before);

		if (text_is_boundary(before, c))
			break;
		c = before;
		s = p;
	}
	return s;
}

enum text_kind { KIND_BLANK, KIND_CHINESE, KIND_WORD, KIND_SIGN };

static enum text_kind text_kind_at(const char *s, const char *end)
{
	uint32_t c;

	text_decode(s, end, &c);
	if (c == '\n' || uc_is_space(c))
		return KIND_BLANK;
	if (c >= 0x2e80 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lo))
		return KIND_CHINESE;
	return uc_is_alnum(c) ? KIND_WORD : KIND_SIGN;
}

const char *text_next_word(const char *s, const char *end)
{
	enum text_kind kind;

	if (s >= end)
		return end;
	for (kind = text_kind_at(s, end); s < end && text_kind_at(s, end) == kind;)
		s = text_next(s, end);
	while (s < end && text_kind_at(s, end) == KIND_BLANK)
		s = text_next(s, end);
	return s;
}

const char *text_prev_word(const char *s, const char *start, const char *end)
{
	enum text_kind kind = KIND_BLANK;

	while (s > start) {
		const char *p = text_prev(s, start);
		enum text_kind here = text_kind_at(p, end);

		if (kind != KIND_BLANK && here != kind)
			break;
		kind = here;
		s = p;
	}
	return s;
}

size_t text_graphemes(const char *s, size_t len)
{
	const char *end = s + len;
	size_t count = 0;

	for (; s < end; s = text_next(s, end))
		count++;
	return count;
}

/* --- widths --- */

int text_char_width(enum text_widths widths, uint32_t c)
{
	const struct text_range *range;
	int width;

	if (c < 0x7f)
		return 1;
	if (widths == TEXT_LOCALE) {
		width = wcwidth((wchar_t)c);
	} else {
		range = text_find_range(c);
		if (range)
			return widths == TEXT_WIDE ? range->wide : range->narrow;
		/* "GB18030" would be narrow here; "GBK" is what its terminals and printers do. */
		width = uc_width(c, widths == TEXT_WIDE ? "GBK" : "UTF-8");
	}
	return width < 0 ? 1 : width;
}

int text_width(enum text_widths widths, const char *s, size_t len)
{
	const char *end = s + len;
	int width = 0;
	uint32_t c;

	while (s < end) {
		size_t plain = widths == TEXT_LOCALE ? 0 : text_plain(s, end);

		if (plain) {
			s += plain;
			width += plain == 1 ? 1 : 2;
			continue;
		}
		s += text_decode(s, end, &c);
		if (c != '\n')
			width += text_char_width(widths, c);
	}
	return width;
}

size_t text_fit(enum text_widths widths, const char *s, size_t len, int columns, int *width)
{
	const char *p = s, *end = s + len;
	int used = 0;

	while (p < end) {
		const char *next = text_next(p, end);
		int more = text_width(widths, p, (size_t)(next - p));

		if (more > columns - used)
			break;
		used += more;
		p = next;
	}
	if (width)
		*width = used;
	return (size_t)(p - s);
}

/* --- copies --- */

enum { WIDEST = 2 };         /* columns of a grapheme */

static void text_add_line(struct str *out, const char *s, size_t len)
{
	size_t at = out->len;

	str_add_len(out, s, len);
	for (; at < out->len; at++)
		if (out->data[at] == '\n')
			out->data[at] = ' ';
}

void text_add_cut(struct str *out, enum text_widths widths, const char *s, int columns, bool pad)
{
	size_t len = strlen(s);
	int mark = text_char_width(widths, ELLIPSIS), width;
	size_t fit = text_fit(widths, s, len, columns, &width);

	if (fit < len && columns >= mark)
		fit = text_fit(widths, s, len, columns - mark, &width);
	text_add_line(out, s, fit);
	if (fit < len && columns >= mark) {
		text_add_char(out, ELLIPSIS);
		width += mark;
	}
	if (pad)
		str_add_repeat(out, " ", columns - width);
}

void text_add_cut_middle(struct str *out, enum text_widths widths, const char *s, int columns)
{
	size_t len = strlen(s), from = 0;
	int mark = text_char_width(widths, ELLIPSIS), whole = text_width(widths, s, len);
	int room = (columns - mark) / 3, before = 0;

	if (whole <= columns || room < WIDEST) {
		text_add_cut(out, widths, s, columns, false);
		return;
	}
	for (int least = whole - room; whole - before > room; least++)
		from = text_fit(widths, s, len, least, &before);
	text_add_line(out, s, text_fit(widths, s, len, columns - mark - (whole - before), NULL));
	text_add_char(out, ELLIPSIS);
	text_add_line(out, s + from, len - from);
}

bool text_add_visible(struct str *out, const char *s, size_t len)
{
	const char *end = s + len, *kept = s;
	bool replaced = false;
	uint32_t c;

	while (s < end) {
		const char *next = s + text_decode(s, end, &c);

		if (text_is_forbidden(c)) {
			str_add_len(out, kept, (size_t)(s - kept));
			str_add(out, "□");	/* unlike U+FFFD it is in every Chinese charset */
			kept = next;
			replaced = true;
		}
		s = next;
	}
	str_add_len(out, kept, (size_t)(end - kept));
	return replaced;
}

/* Signs that NFKC leaves apart though people type them for one another. */
static uint32_t text_fold_sign(uint32_t c)
{
	static const struct { uint32_t from, to; } signs[] = {
		{0x2212, '-'}, {0x2267, 0x2265}, {0x2a7e, 0x2265}, {0x2266, 0x2264},
		{0x2a7d, 0x2264}, {0x2550, '='},
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i].from == c)
			return signs[i].to;
	return 0;
}

static uint32_t text_fold_char(uint32_t c)
{
	const uint32_t folds = UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Ll | UC_CATEGORY_MASK_Nd |
		UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_Sm | UC_CATEGORY_MASK_Sc;
	uint32_t folded[32], sign;
	size_t len = sizeof(folded) / sizeof(*folded);

	if (c < 0x80 || text_is_hanzi(c))
		return c;
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	if ((sign = text_fold_sign(c)) != 0)
		return sign;
	if (!uc_is_general_category_withtable(c, folds))
		return c;
	if (u32_normalize(UNINORM_NFKC, &c, 1, folded, &len) != folded || len != 1)
		return c;
	return folded[0];
}

void text_add_folded(struct str *out, const char *s, size_t len)
{
	const char *end = s + len;
	size_t start = out->len;
	uint32_t c;

	while (s < end) {
		s += text_decode(s, end, &c);
		if (c > ' ' && c < 0x7f && c != '=') {
			str_add_char(out, (char)c);
			continue;
		}
		if (uc_is_property_white_space(c))
			continue;
		c = text_fold_char(c);
		if (c == '=' && out->len > start && strchr("<>", out->data[out->len - 1])) {
			c = out->data[out->len - 1] == '>' ? 0x2265 : 0x2264;
			str_remove(out, out->len - 1, 1);
		}
		text_add_char(out, c);
	}
}

/* --- line breaking --- */

/* Never at the start of a line. */
static bool text_closes(uint32_t c)
{
	static const uint32_t signs[] = {
		0xb0, 0xb7, 0x2025, 0x2026, 0x2030, 0x2032, 0x2033, 0x2103, 0x3001, 0x3002, 0x3005,
		0xff01, 0xff05, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f, 0xff61, 0xff64, 0xff65,
	};

	if (text_is_hanzi(c))
		return false;
	if (c < 0x80)
		return c && strchr("!,.:;?%)]}", (int)c);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i] == c)
			return true;
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Pe | UC_CATEGORY_MASK_Pf);
}

/* Never at the end of a line. */
static bool text_opens(uint32_t c)
{
	const uint32_t opening = UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pi;

	return !text_is_hanzi(c) && uc_is_general_category_withtable(c, opening);
}

/* UAX #14 knows no side of “ and ” and holds a bracket and what is before it together; in Chinese a
 * quotation or a bracket begins and ends a line like any character. */
static bool text_is_chinese_break(uint32_t before, uint32_t after)
{
	bool quoted = before == 0x201d || before == 0x2019;

	if (quoted && after >= 0x2190)
		return true;
	if (after == 0x201c || after == 0x2018)
		return quoted || before >= 0x2e80;
	return after >= 0x3000 && text_opens(after) && before != 0xa0;
}

static bool text_may_break(uint32_t before, uint32_t after, char uax14)
{
	if (text_opens(before) || text_closes(after))
		return false;
	return uax14 == UC_BREAK_POSSIBLE || text_is_chinese_break(before, after);
}

void text_find_breaks(const char *s, size_t len, char *marks)
{
	const char *p = s, *end = s + len, *next;
	uint32_t solid = 0, c;	/* the last character that is no blank */

	u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8", marks);
	for (; p < end; p = next) {
		char *mark = &marks[p - s];
		int bytes = text_decode(p, end, &c);

		next = text_next(p, end);
		if (bytes == next - p && (c == ' ' || c == IDEOGRAPHIC_SPACE)) {
			*mark = TEXT_BLANK;
			continue;
		}
		*mark = (char)((text_may_break(solid, c, *mark) ? TEXT_BREAK : 0) |
			(text_closes(c) ? TEXT_CLOSES : 0) | (text_opens(c) ? TEXT_OPENS : 0));
		solid = c;
	}
}
