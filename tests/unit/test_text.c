/* SPDX-License-Identifier: MIT */
/* Text: tables of known cases, all characters against the libraries, and properties of random
 * texts. */
#define _XOPEN_SOURCE 700	/* wcwidth */
#include <setjmp.h>
#include <locale.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include <unigbrk.h>
#include <uniwidth.h>

#include "base/text.h"

enum { ROUNDS = 20000, LAST_CHARACTER = 0x10ffff };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static uint64_t seed;

static unsigned next_random(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static void add_char(struct str *s, uint32_t c)
{
	char bytes[4];

	str_add_len(s, bytes, (size_t)text_encode(c, bytes));
}

/* --- characters --- */

static void codes_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= LAST_CHARACTER; c++) {
		char bytes[4];
		uint32_t again;
		int len = text_encode(c, bytes);

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		assert_int_equal(text_check(bytes, (size_t)len), len);
		assert_int_equal(text_decode(bytes, bytes + len, &again), len);
		assert_int_equal(again, c);
	}
}

static void finds_invalid_bytes(void **state)
{
	static const struct { const char *text; size_t offset; } cases[] = {
		{"", 0}, {"abc", 3}, {"中文", 6}, {"a\xff", 1}, {"中\xe4\xb8", 3}, {"\xed\xa0\x80", 0},
		{"\xc0\xaf", 0}, {"\xf4\x90\x80\x80", 0}, {"a\x80", 1}, {"𠀀", 4},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_check(cases[i].text, strlen(cases[i].text)), cases[i].offset);
}

static int at_least(int width)
{
	return width < 0 ? 1 : width;
}

/* The fast paths must not differ from what they are short for. */
static void measures_every_character(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	for (uint32_t c = 1; c <= LAST_CHARACTER; c++) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		if (text_char_width(TEXT_NARROW, c) != at_least(uc_width(c, "UTF-8")))
			fail_msg("U+%04X narrow", c);
		if (text_char_width(TEXT_WIDE, c) != at_least(uc_width(c, "GBK")))
			fail_msg("U+%04X wide", c);
		if (text_char_width(TEXT_LOCALE, c) != at_least(wcwidth((wchar_t)c)))
			fail_msg("U+%04X locale", c);
	}
}

static void measures_texts(void **state)
{
	static const struct { const char *text; int narrow, wide; } cases[] = {
		{"", 0, 0}, {"abc", 3, 3}, {"绩效", 4, 4}, {"≥95％", 5, 6}, {"“好”—…①", 7, 12},
		{"┌─┐", 3, 6}, {"e\xcc\x81", 1, 1}, {"１２", 4, 4}, {"a\nb", 2, 2}, {"𬱖", 2, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len = strlen(cases[i].text);

		assert_int_equal(text_width(TEXT_NARROW, cases[i].text, len), cases[i].narrow);
		assert_int_equal(text_width(TEXT_WIDE, cases[i].text, len), cases[i].wide);
	}
}

static void forbids_what_hides(void **state)
{
	static const uint32_t forbidden[] = {
		0, 7, '\t', '\r', 0x1b, 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029, 0x202a, 0x202e,
		0x2066, 0x2069, 0xd800, 0xdfff, 0xfdd0, 0xfdef, 0xfeff, 0xfffe, 0xffff, 0x1ffff,
		0x10fffe, 0x110000,
	};
	static const uint32_t allowed[] = {
		'\n', ' ', '~', 0xa0, 0x2027, 0x202f, 0x2065, 0x206a, 0x3000, 0x4e00, 0xe000,
		0xfdcf, 0xfdf0, 0xfefe, 0xfffd, 0x1f600, 0x10fffd,
	};
	static const char text[] = "a\x1b[31m中\xe2\x80\xae\n";
	struct str s = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(forbidden); i++)
		assert_true(text_is_forbidden(forbidden[i]));
	for (size_t i = 0; i < COUNT(allowed); i++)
		assert_false(text_is_forbidden(allowed[i]));
	assert_true(text_add_visible(&s, text, sizeof(text) - 1));
	assert_string_equal(str_text(&s), "a□[31m中□\n");
	str_reset(&s);
	assert_false(text_add_visible(&s, "中\n", 4));
	assert_string_equal(str_text(&s), "中\n");
	str_clear(&s);
}

/* --- graphemes and words --- */

static void counts_graphemes(void **state)
{
	static const struct { const char *text; size_t count; } cases[] = {
		{"", 0}, {"abc", 3}, {"绩效", 2}, {"e\xcc\x81中", 2}, {"\r\n", 1}, {"각", 1},
		{"一\xf3\xa0\x84\x80", 1}, {"👍🏽", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_graphemes(cases[i].text, strlen(cases[i].text)),
			cases[i].count);
}

/* Which pairs hold together is the library's to say; the fast path must agree. */
static void steps_like_the_library(void **state)
{
	static const uint32_t others[] = {
		'a', '\r', '\n', 0xad, 0x301, 0x600, 0x903, 0x1100, 0x1161, 0x200d, 0x2014, 0x302a,
		0x3099, 0x4e00, 0xac00, 0xfe0f, 0xff01, 0x1f1e8, 0x1f3fd, 0x1f600,
	};

	(void)state;
	for (uint32_t c = 1; c < 0x20000; c += c < 0x3100 || c > 0xff00 ? 1 : 7)
		for (size_t i = 0; i < COUNT(others); i++) {
			struct str s = {0};
			bool splits = uc_is_grapheme_break(c, others[i]);
			const char *end;

			if (c >= 0xd800 && c <= 0xdfff)
				continue;
			add_char(&s, c);
			add_char(&s, others[i]);
			end = s.data + s.len;
			if ((text_next(s.data, end) < end) != splits)
				fail_msg("U+%04X U+%04X", c, others[i]);
			if ((text_prev(end, s.data) > s.data) != splits)
				fail_msg("U+%04X U+%04X", c, others[i]);
			str_clear(&s);
		}
}

static void steps_over_words(void **state)
{
	static const char text[] = "完成 abc12，90%  达标";
	static const size_t stops[] = {0, 7, 12, 15, 17, 20, 26};
	const char *end = text + sizeof(text) - 1, *p = text;

	(void)state;
	for (size_t i = 0; i < COUNT(stops); i++, p = text_next_word(p, end))
		assert_int_equal(p - text, stops[i]);
	assert_ptr_equal(text_next_word(end, end), end);
	for (size_t i = COUNT(stops); i-- > 0; p = text_prev_word(p, text, end))
		assert_int_equal(p - text, stops[i]);
	assert_ptr_equal(text_prev_word(text, text, end), text);
}

/* --- copies --- */

static void cuts_and_pads(void **state)
{
	static const struct {
		enum text_widths widths;
		const char *text;
		int columns;
		bool pad;
		const char *expected;
	} cases[] = {
		{TEXT_NARROW, "绩效自评", 8, true, "绩效自评"},
		{TEXT_NARROW, "绩效自评", 7, true, "绩效自…"},
		{TEXT_NARROW, "绩效自评", 6, true, "绩效… "},
		{TEXT_WIDE, "绩效自评", 7, true, "绩效… "},
		{TEXT_WIDE, "绩效自评", 6, false, "绩效…"},
		{TEXT_NARROW, "ab", 5, true, "ab   "},
		{TEXT_NARROW, "ab", 5, false, "ab"},
		{TEXT_NARROW, "abc", 1, true, "…"},
		{TEXT_WIDE, "abc", 1, true, "a"},
		{TEXT_WIDE, "中", 1, true, " "},
		{TEXT_NARROW, "a\nb", 5, true, "a b   "},
		{TEXT_NARROW, "abc", 0, true, ""},
		{TEXT_NARROW, "abc", -3, true, ""},
		{TEXT_NARROW, "e\xcc\x81" "e\xcc\x81" "e\xcc\x81", 2, true, "e\xcc\x81…"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str s = {0};

		text_add_cut(&s, cases[i].widths, cases[i].text, cases[i].columns, cases[i].pad);
		assert_string_equal(str_text(&s), cases[i].expected);
		str_clear(&s);
	}
}

static void cuts_in_the_middle(void **state)
{
	static const char *const expected[] = { "", "…", "…", "部…", "部…", "部门…", "部门…", "部门…告", "部门…告" };
	struct str s = {0};

	(void)state;
	for (int columns = 0; columns < (int)COUNT(expected); columns++) {
		str_reset(&s);
		text_add_cut_middle(&s, TEXT_NARROW, "部门整体支出绩效自评报告", columns);
		assert_string_equal(str_text(&s), expected[columns]);
	}
	str_clear(&s);
}

static void folds_for_reading(void **state)
{
	static const struct { const char *text, *expected; } cases[] = {
		{"12.5%", "12.5%"}, {"１２．５％", "12.5%"}, {"１，２３４", "1,234"}, {"（含）", "(含)"},
		{"＞＝ 95 %", "≥95%"}, {">=95", "≥95"}, {"≧95", "≥95"}, {"⩾95", "≥95"},
		{"<=5", "≤5"}, {"≦5", "≤5"}, {"⩽5", "≤5"}, {"═5", "=5"}, {"﹦5", "=5"}, {"＝5", "=5"},
		{"≥95", "≥95"}, {"≤×÷", "≤×÷"}, {"−５", "-5"}, {"－５", "-5"}, {"ＡＢｃ", "ABc"},
		{"100㎡", "100㎡"}, {"10²", "10²"}, {"①", "①"}, {"℃", "℃"}, {"…", "…"}, {"。、", "。、"},
		{"2024年３月\n１日", "2024年3月1日"}, {"\xc2\xa0" "1\xe3\x80\x80" "2\t3 ", "123"},
		{"￥５", "¥5"}, {"", ""}, {"= =", "=="}, {"：；！？", ":;!?"}, {"≠", "≠"},
	};
	struct str s = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		str_reset(&s);
		str_add(&s, ">");	/* what is there is not part of it */
		text_add_folded(&s, cases[i].text, strlen(cases[i].text));
		assert_string_equal(str_text(&s) + 1, cases[i].expected);
		assert_int_equal(s.data[0], '>');
	}
	str_clear(&s);
}

/* --- lines --- */

/* Lines joined by |. */
static void assert_wrapped(enum text_widths widths, const char *text, int columns,
	const char *expected)
{
	struct text_lines lines = {0};
	struct str s = {0};

	text_wrap(widths, text, strlen(text), columns, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		str_add(&s, i ? "|" : "");
		str_add_len(&s, text + lines.items[i].start, lines.items[i].len);
	}
	assert_string_equal(str_text(&s), expected);
	str_clear(&s);
	text_lines_clear(&lines);
}

static void wraps_by_chinese_rules(void **state)
{
	static const struct { const char *text; int columns; const char *expected; } cases[] = {
		{"", 10, ""}, {"\n", 10, "|"}, {"a\n", 10, "a|"}, {"a\n\nb", 10, "a||b"},
		{"绩效自评", 8, "绩效自评"}, {"绩效自评", 7, "绩效自|评"}, {"绩效自评", 1, "绩|效|自|评"},
		{"一二三，四五", 6, "一二|三，四|五"}, {"一二（三）四", 6, "一二|（三）|四"},
		{"一二《三》四", 7, "一二|《三》|四"}, {"好。“对”的", 8, "好。“对”|的"},
		{"他说“不对”以后", 8, "他说“不|对”以后"}, {"满意度95%（含）以上", 11, "满意度95%|（含）以上"},
		{"hello world", 7, "hello|world"}, {"hello   world", 5, "hello|world"},
		{"abcdefgh", 3, "abc|def|gh"}, {"完成 abcdefgh", 5, "完成|abcde|fgh"},
		{"ab   ", 5, "ab   "}, {"ab   ", 4, "ab  "}, {"ab   ", 2, "ab"},
		{"ab  \nc", 3, "ab |c"},
		{"\xe3\x80\x80\xe3\x80\x80一二三四", 8, "\xe3\x80\x80\xe3\x80\x80一二|三四"},
		{"一二\xe3\x80\x80三四", 5, "一二|三四"}, {"abcd，efgh", 4, "abc|d，|efgh"},
		{"（（（一", 4, "（（|（一"}, {"一，，，", 4, "一，|，，"},
		{"约定12,345.67元", 9, "约定|12,345.67|元"},
		{"e\xcc\x81" "e\xcc\x81" "e\xcc\x81", 2, "e\xcc\x81" "e\xcc\x81|e\xcc\x81"},
		{"abc", 0, "a|b|c"}, {"abc", -5, "a|b|c"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_wrapped(TEXT_NARROW, cases[i].text, cases[i].columns, cases[i].expected);
	assert_wrapped(TEXT_NARROW, "≥≥≥≥", 4, "≥≥≥≥");
	assert_wrapped(TEXT_WIDE, "≥≥≥≥", 4, "≥≥|≥≥");
}

static const char *const fragments[] = {
	"a", "b", "Z", "7", "90", "12,345.67", "word", "https://a.b/c-d", " ", " ", "  ", "\n", "-",
	"/", "(", ")", ",", ".", "%", "绩", "效", "自", "评", "完成", "，", "。", "、", "；", "：", "！", "？",
	"）", "》", "」", "】", "（", "《", "「", "【", "“", "”", "‘", "’", "—", "——", "…", "……", "≥", "≤",
	"①", "×", "─", "％", "１", "Ａ", "\xe3\x80\x80", "·", "℃", "㎡", "e\xcc\x81", "一\xcc\x88",
	"\xcc\x81", "\xe2\x80\x8b", "\xc2\xa0", "\xe2\x81\xa0", "\xc2\xad", "😀", "👨\xe2\x80\x8d👩", "🇨🇳",
	"👍🏽",
	"𠀀", "𬱖", "각", "\xe1\x84\x80\xe1\x85\xa1", "α", "Ж", "ー", "々", "ｱ", "\xee\x80\x80",
};

static void random_text(struct str *s)
{
	unsigned count = next_random(next_random(20) ? 60 : 700), narrow = next_random(3);

	str_reset(s);
	str_add(s, "");
	for (unsigned i = 0; i < count; i++) {
		/* Some texts have few sorts of fragments: long words, long rows of brackets. */
		size_t n = COUNT(fragments);

		str_add(s, fragments[narrow ? next_random((unsigned)n) :
			(seed >> 60) * 5 % n]);
	}
}

static bool is_one_of(const char *p, const char *end, const char *set)
{
	char bytes[5] = {0};
	uint32_t c;

	if (p >= end)
		return false;
	memcpy(bytes, p, (size_t)text_decode(p, end, &c));
	return strstr(set, bytes) != NULL;
}

static bool closes(const char *p, const char *end)
{
	return is_one_of(p, end, "，。、；：！？）》」】”’…),.%％·℃々");
}

static bool opens(const char *p, const char *end)
{
	return is_one_of(p, end, "（《「【“‘(");
}

static bool is_blank(const char *p, const char *end)
{
	size_t len = p < end ? (size_t)(text_next(p, end) - p) : 0;

	return (len == 1 && *p == ' ') || (len == 3 && memcmp(p, "\xe3\x80\x80", 3) == 0);
}

/* Between two lines there is nothing but blanks and at most one line end. */
static void check_gap(const char *p, const char *next)
{
	while (p < next && is_blank(p, next))
		p = text_next(p, next);
	if (p < next && *p == '\n')
		p++;
	assert_ptr_equal(p, next);
}

/* Whether the last thing before p that is no blank is an opening sign. */
static bool opens_before(const char *p, const char *start, const char *end)
{
	do
		p = text_prev(p, start);
	while (p > start && is_blank(p, end));
	return opens(p, end);
}

/* A line that begins with a closing sign, or the one before it ends with an opening one: was
 * there a place in the line before where neither would have happened? */
static void check_break(const char *text, const struct text_line *line, const char *end)
{
	const char *start = text + line->start, *next = text + line->next;

	if (next >= end || next[-1] == '\n')
		return;
	if (!closes(next, end) && !opens_before(start + line->len, start, end))
		return;
	for (const char *p = text_prev(next, start); p > start; p = text_prev(p, start))
		if (!closes(p, end) && !is_blank(p, end) && !opens_before(p, start, end))
			fail_msg("break before '%s' was avoidable in '%s'", next, text);
}

static void check_lines(enum text_widths widths, const struct str *s, int columns,
	const struct text_lines *lines)
{
	const char *text = s->data, *end = text + s->len;
	size_t at = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct text_line *line = &lines->items[i];
		const char *start = text + line->start, *stop = start + line->len;

		assert_int_equal(line->start, at);
		assert_true(line->next >= line->start + line->len && line->next <= s->len);
		assert_true(line->next > line->start || i == lines->count - 1);
		assert_null(memchr(start, '\n', line->len));
		assert_int_equal(line->width, text_width(widths, start, line->len));
		if (line->width > columns && text_next(start, stop) < stop)
			fail_msg("%d columns instead of %d", line->width, columns);
		assert_int_equal(text_check(start, line->len), line->len);
		check_gap(stop, text + line->next);
		check_break(text, line, end);
		at = line->next;
	}
	assert_int_equal(at, s->len);
}

static void lines_of_random_texts(void **state)
{
	struct text_lines lines = {0};
	struct str s = {0};

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	seed = 5;
	for (int i = 0; i < ROUNDS; i++) {
		enum text_widths widths = (enum text_widths)next_random(3);
		int columns = 1 + (int)next_random(next_random(2) ? 12 : 70);

		random_text(&s);
		text_wrap(widths, s.data, s.len, columns, &lines);
		check_lines(widths, &s, columns, &lines);
	}
	text_lines_clear(&lines);
	str_clear(&s);
}

/* The text as it is printed: blanks before each paragraph that has none. */
static void indent(const struct str *s, struct str *out)
{
	str_reset(out);
	for (size_t i = 0; i <= s->len; i++) {
		bool first = i == 0 || s->data[i - 1] == '\n';

		if (first && (i == s->len || (s->data[i] != ' ' && strncmp(s->data + i, "\u3000", 3) != 0)))
			str_add(out, "\u3000\u3000");
		str_add_len(out, s->data + i, i < s->len);
	}
}

/* Lines of a text with indents not in it are those of the text with indents in it. */
static void lines_with_indents(void **state)
{
	struct text_lines lines = {0}, printed = {0};
	struct str s = {0}, full = {0};

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	seed = 9;
	for (int i = 0; i < ROUNDS; i++) {
		enum text_widths widths = (enum text_widths)next_random(3);
		int columns = 5 + (int)next_random(next_random(2) ? 12 : 70);
		size_t at = 0;

		random_text(&s);
		indent(&s, &full);
		text_wrap_indented(widths, s.data, s.len, columns, &lines);
		text_wrap(widths, full.data, full.len, columns, &printed);
		assert_int_equal(lines.count, printed.count);
		for (size_t k = 0; k < lines.count; k++) {
			const struct text_line *got = &lines.items[k], *want = &printed.items[k];
			size_t blanks = (size_t)got->indent * 6 / 4;

			assert_int_equal(got->start, at);
			assert_int_equal(got->len, want->len - blanks);
			assert_memory_equal(s.data + got->start, full.data + want->start + blanks, got->len);
			assert_int_equal(got->width + got->indent, want->width);
			at = got->next;
		}
		assert_int_equal(at, s.len);
	}
	text_lines_clear(&lines);
	text_lines_clear(&printed);
	str_clear(&s);
	str_clear(&full);
}

static void steps_of_random_texts(void **state)
{
	struct str s = {0};

	(void)state;
	seed = 6;
	for (int i = 0; i < ROUNDS / 4; i++) {
		const char *p, *next, *end;
		size_t count = 0;
		int columns = (int)next_random(40), width;

		random_text(&s);
		end = s.data + s.len;
		for (p = s.data; p < end; p = next, count++) {
			next = text_next(p, end);
			assert_true(next > p);
			assert_ptr_equal(text_prev(next, s.data), p);
		}
		assert_int_equal(text_graphemes(s.data, s.len), count);
		for (p = s.data; p < end; p = next) {
			next = text_next_word(p, end);
			assert_true(next > p);
		}
		for (p = end; p > s.data; p = next) {
			next = text_prev_word(p, s.data, end);
			assert_true(next < p);
		}
		p = s.data + text_fit(TEXT_WIDE, s.data, s.len, columns, &width);
		assert_true(width <= columns);
		assert_int_equal(width, text_width(TEXT_WIDE, s.data, (size_t)(p - s.data)));
		if (p < end)
			assert_true(width + text_width(TEXT_WIDE, p,
				(size_t)(text_next(p, end) - p)) > columns);
	}
	str_clear(&s);
}

static void check_measure(enum text_widths widths, const struct str *s)
{
	const char *encoding = widths == TEXT_WIDE ? "GBK" : "UTF-8";
	int width = 0;
	uint32_t c;

	for (const char *p = s->data, *end = p + s->len; p < end;) {
		p += text_decode(p, end, &c);
		if (c != '\n')
			width += at_least(widths == TEXT_LOCALE ? wcwidth((wchar_t)c) :
				uc_width(c, encoding));
	}
	if (text_width(widths, s->data, s->len) != width)
		fail_msg("%d columns instead of %d: %s", text_width(widths, s->data, s->len), width,
			s->data);
}

static void check_step(const struct str *s)
{
	const uint8_t *end = (const uint8_t *)s->data + s->len;

	for (const char *p = s->data, *next; p < s->data + s->len; p = next) {
		next = text_next(p, s->data + s->len);
		assert_ptr_equal(next, u8_grapheme_next((const uint8_t *)p, end));
	}
}

/* The plain characters that are not asked about one by one must step and measure as the library
 * would have it, whatever stands beside them. */
static void measures_random_texts_like_the_library(void **state)
{
	struct str s = {0};

	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	seed = 7;
	for (int i = 0; i < 5 * ROUNDS; i++) {
		random_text(&s);
		check_measure((enum text_widths)next_random(3), &s);
		check_step(&s);
	}
	str_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_every_character),
		cmocka_unit_test(finds_invalid_bytes),
		cmocka_unit_test(measures_every_character),
		cmocka_unit_test(measures_texts),
		cmocka_unit_test(forbids_what_hides),
		cmocka_unit_test(counts_graphemes),
		cmocka_unit_test(steps_like_the_library),
		cmocka_unit_test(steps_over_words),
		cmocka_unit_test(cuts_and_pads),
		cmocka_unit_test(cuts_in_the_middle),
		cmocka_unit_test(folds_for_reading),
		cmocka_unit_test(wraps_by_chinese_rules),
		cmocka_unit_test(lines_of_random_texts),
		cmocka_unit_test(lines_with_indents),
		cmocka_unit_test(steps_of_random_texts),
		cmocka_unit_test(measures_random_texts_like_the_library),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
