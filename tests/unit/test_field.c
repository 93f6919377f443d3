/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "field_script.h"
#include "ui/field.h"

static void test_one_line(void **state)
{
	static const struct editing cases[] = {
		{ "", "|a|", "a^" },
		{ "^", "|中文|", "中文^" },
		{ "螺纹^管", "|钢|", "螺纹钢^管" },
		{ "螺纹钢管^", "<", "螺纹钢^" },
		{ "螺^纹钢管", "x", "螺^钢管" },
		{ "^螺纹", "<", "^螺纹" },
		{ "螺纹^", "x", "螺纹^" },
		{ "螺纹^", "h|X|", "螺X^纹" },
		{ "^螺纹", "l|X|", "螺X^纹" },
		{ "中^文", "hhh", "^中文" },
		{ "中^文", "lll", "中文^" },
		/* An e and an accent are one; a mark typed joins what is before it. */
		{ "e\u0301a^", "hh|X|", "X^e\u0301a" },
		{ "e\u0301^a", "<", "^a" },
		{ "^e\u0301a", "x", "^a" },
		{ "e^a", "|\u0301|", "e\u0301^a" },
		{ "e\u0301^", "|\u0302|<", "^" },
		/* A letter typed before a mark takes it. */
		{ "^\u0301", "|e|", "e\u0301^" },
		/* Deleting between a base and a mark joins them. */
		{ "ax^\u4e2d", "<", "a^\u4e2d" },
		{ "一二三四^五六", "K", "一二三四^" },
		{ "^一二三", "K", "^" },
		{ "一二三^", "K", "一二三^" },
		{ "一^二", "H|A|", "A^一二" },
		{ "一^二", "L|A|", "一二A^" },
		{ "一^二", "Z|A|F|B|", "B^一二A" },
		{ "财政拨款 2023 年^", "b|X|", "财政拨款 2023 X^年" },
		{ "abc def^", "b", "abc ^def" },
		{ "abc def^", "bb", "^abc def" },
		{ "^abc def", "ww", "abc def^" },
		{ "一二三^四", "U", "^四" },
		{ "^一二", "U", "^一二" },
		{ "预算 2023 年^", "WW", "预算 ^" },
		{ "^预算 2023 年", "DD", "^年" },
		{ "^", "WD", "^" },
		/* Line ends and tabs become blanks. */
		{ "^", "|a\nb\r\nc\td|", "a b c d^" },
		{ "a^b", "n", "a ^b" },
	};

	(void)state;
	CHECK(cases, 1000, 0, false);
}

static void test_many_lines(void **state)
{
	static const struct editing cases[] = {
		{ "一^二", "n", "一\n^二" },
		{ "一^二", "|X\r\nY\rZ|", "一X\nY\nZ^二" },
		{ "一\n^二", "<", "一^二" },
		{ "一^\n二", "x", "一^二" },
		{ "一^二\n三", "K", "一^\n三" },
		{ "一^\n三", "K", "一^三" },
		{ "一二\n三^四", "{", "一二\n^三四" },
		{ "一二\n三^四", "{{{", "^一二\n三四" },
		{ "一^二\n\n三四", "}", "一二\n^\n三四" },
		{ "一^二\n三四", "}}}", "一二\n三四^" },
		{ "一\n二^三", "U", "一\n^三" },
		{ "一\n^二", "U", "一^二" },
		{ "一\n^二", "W", "一^二" },
		{ "一\n  ^二", "W", "一\n^二" },
		{ "一^\n二", "D", "一^二" },
		{ "^一\n二", "D", "^\n二" },
		{ "一二\n三^四", "H", "一二\n^三四" },
		{ "一^二\n三四", "L", "一二^\n三四" },
		{ "一^二\n三四", "j", "一二\n三^四" },
		{ "一二\n三^四", "k", "一^二\n三四" },
		{ "abc^\n中文", "j", "abc\n中^文" },
		/* Up and down aim at the column where they began. */
		{ "abcd^\na\nabcd", "jj", "abcd\na\nabcd^" },
		{ "abcd^\na\nabcd", "jhj", "abcd\na\n^abcd" },
		{ "一^二", "k", "一^二" },
		{ "一^二", "j", "一^二" },
		{ "a\n^", "|b|", "a\nb^" },
		{ "a\n\n^b", "kk", "^a\n\nb" },
	};

	(void)state;
	CHECK(cases, 1000, 0, true);
}

/* Far more than there is room for is no reason to wait. */
static void test_huge_paste(void **state)
{
	struct str text = { 0 };
	struct field f;
	clock_t before;

	(void)state;
	str_add_repeat(&text, "财政拨款，e\u0301", 50000);
	start(&f, "^年", 80, 4000, true);
	before = clock();
	assert_true(field_insert(&f, text.data, text.len));
	assert_true(clock() - before < 2 * CLOCKS_PER_SEC);
	assert_int_equal(text_graphemes(field_text(&f), f.text.len), 4000);
	assert_string_equal(field_text(&f) + f.caret, "年");
	assert_int_equal(f.refused, FIELD_FULL);
	field_clear(&f);
	str_clear(&text);
}

/* Six columns: three Chinese characters a line. */
static void test_wrapped(void **state)
{
	static const struct editing cases[] = {
		{ "一二^三四五六七", "j", "一二三四五^六七" },
		{ "一二三四五^六七", "k", "一二^三四五六七" },
		{ "一二三四五六七^", "k", "一二三四^五六七" },
		{ "一二三^四五六", "H", "一二三^四五六" },
		{ "一二三四五^六", "H", "一二三^四五六" },
		{ "一^二三四五六", "L", "一二三^四五六" },
		{ "一^二三四五六", "L|X|", "一二三X^四五六" },
		{ "一^二三四五六", "Lj", "一二三四五六^" },
		{ "^一二三四五六", "jj", "一二三^四五六" },
		/* A double-width character does not fit into the sixth column: it begins the next line. */
		{ "a一二^三", "k", "^a一二三" },
		{ "a一^二三", "j", "a一二三^" },
		{ "ab cd ef^", "k", "ab^ cd ef" },
	};

	(void)state;
	CHECK(cases, 6, 0, true);
}

static void test_limit(void **state)
{
	static const struct editing cases[] = {
		{ "一二三^", "|四五|", "一二三四^" },
		{ "一二^三四", "|X|", "一二^三四" },
		{ "一二三^", "|e\u0301|", "一二三e\u0301^" },
		{ "一二三e^", "|\u0301|", "一二三e\u0301^" },
		{ "一二三四^", "<|X|", "一二三X^" },
		{ "^", "|一二三四五六|", "一二三四^" },
	};

	(void)state;
	CHECK(cases, 1000, 4, false);
}

static void test_refused(void **state)
{
	static const struct { const char *typed, *text; unsigned refused; } cases[] = {
		{ "abc", "abc", 0 },
		{ "a\001b", "ab", FIELD_CONTROL },
		{ "a\u202eb", "ab", FIELD_CONTROL },
		{ "a\xc2\x85" "b", "ab", FIELD_CONTROL },
		{ "\033[A", "[A", FIELD_CONTROL },
		{ "a\nb", "a b", FIELD_LINES },
		{ "a\tb", "a b", FIELD_LINES },
		{ "abcdefghi", "abcdefgh", FIELD_FULL },
		{ "\001\n23456789", " 2345678", FIELD_CONTROL | FIELD_LINES | FIELD_FULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f;

		start(&f, "", 1000, 8, false);
		assert_true(field_insert(&f, cases[i].typed, strlen(cases[i].typed)));
		assert_string_equal(field_text(&f), cases[i].text);
		assert_int_equal(f.refused, cases[i].refused);
		assert_true(f.changed);
		field_command(&f, COMMAND_LEFT);
		assert_int_equal(f.refused, 0);
		field_clear(&f);
	}
}

static void test_nothing_typed_changes_nothing(void **state)
{
	struct field f;

	(void)state;
	start(&f, "ab^", 1000, 2, false);
	assert_false(field_insert(&f, "c", 1));
	assert_int_equal(f.refused, FIELD_FULL);
	assert_false(field_insert(&f, "\001", 1));
	assert_int_equal(f.refused, FIELD_CONTROL);
	assert_false(f.changed);
	assert_string_equal(field_text(&f), "ab");
	field_clear(&f);
}

static void test_leaving(void **state)
{
	static const struct { const char *text; char letter; bool stays; } cases[] = {
		{ "^ab", 'h', false }, { "a^b", 'h', true }, { "ab^", 'l', false }, { "a^b", 'l', true },
		{ "a^b", 'k', false }, { "a^b", 'j', false }, { "a\nb^", 'k', true }, { "a^\nb", 'j', true },
		{ "^ab", 'b', false }, { "ab^", 'w', false }, { "^ab", 'H', true }, { "ab^", 'L', true },
		{ "^ab", '<', true }, { "ab^", 'x', true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f;

		start(&f, cases[i].text, 1000, 0, true);
		assert_int_equal(run_letter(&f, cases[i].letter), cases[i].stays);
		field_clear(&f);
	}
	{
		struct field f;

		start(&f, "a", 10, 0, true);
		assert_false(field_command(&f, COMMAND_FINDINGS));
		assert_false(field_command(&f, COMMAND_NONE));
		field_clear(&f);
	}
}

static void test_caret(void **state)
{
	static const struct { const char *text; int columns, line, column; } cases[] = {
		{ "^", 6, 0, 0 },
		{ "一^二三四", 6, 0, 2 },
		{ "一二三四^", 6, 1, 2 },
		/* Behind a full line that is the last one. */
		{ "一二三^", 6, 0, 6 },
		/* Between two lines: the start of the second. */
		{ "一二三^四", 6, 1, 0 },
		{ "a一二^三", 6, 1, 0 },
		{ "a一二三^", 6, 1, 2 },
		{ "e\u0301^x", 6, 0, 1 },
		{ "一\n^", 6, 1, 0 },
		{ "一^\n", 6, 0, 2 },
		{ "一\n\n^二", 6, 2, 0 },
		{ "ab cd^ ef", 6, 0, 5 },
		{ "ab cd ^ef", 6, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f;
		int line, column;

		start(&f, cases[i].text, cases[i].columns, 0, true);
		field_caret(&f, &line, &column);
		if (line != cases[i].line || column != cases[i].column)
			fail_msg("“%s”: caret at line %d column %d, not %d, %d", cases[i].text, line,
				column, cases[i].line, cases[i].column);
		field_clear(&f);
	}
}

static void test_end_of_wrapped_line(void **state)
{
	struct field f;
	int line, column;

	(void)state;
	start(&f, "一^二三四五六七", 6, 0, true);
	field_command(&f, COMMAND_END);
	field_caret(&f, &line, &column);
	assert_int_equal(line, 0);
	assert_int_equal(column, 6);
	field_command(&f, COMMAND_DOWN);
	field_caret(&f, &line, &column);
	assert_int_equal(line, 1);
	assert_int_equal(column, 6);
	field_command(&f, COMMAND_RIGHT);
	field_caret(&f, &line, &column);
	assert_int_equal(line, 2);
	assert_int_equal(column, 2);
	field_clear(&f);
}

/* Ten columns, four of them free before each paragraph but the last, which begins with blanks of its own. */
static void test_indented(void **state)
{
	static const struct { const char *text, *script; int line, column; const char *after; } cases[] = {
		{ "^一二三四五六七\n八", "", 0, 4, "^一二三四五六七\n八" },
		{ "^一二三四五六七\n八", "j", 1, 4, "一二三四五^六七\n八" },
		{ "^一二三四五六七\n八", "jj", 2, 4, "一二三四五六七\n^八" },
		{ "一二三四^五六七\n八", "k", 0, 4, "^一二三四五六七\n八" },
		{ "一二三四五六七\n八^", "H", 2, 4, "一二三四五六七\n^八" },
		{ "一二^三四五六七", "L", 0, 10, "一二三^四五六七" },
		{ "一^\n", "j", 1, 4, "一\n^" },
		{ "一\n^　二", "", 1, 0, "一\n^　二" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f;
		int line, column;
		char *got;

		start(&f, cases[i].text, 10, 0, true);
		field_indent(&f, true);
		run(&f, cases[i].script);
		field_caret(&f, &line, &column);
		assert_int_equal(line, cases[i].line);
		assert_int_equal(column, cases[i].column);
		field_point(&f, line, column);
		got = with_caret(&f);
		assert_string_equal(got, cases[i].after);
		free(got);
		field_clear(&f);
	}
}

static void test_wide_policy(void **state)
{
	struct field f;
	int line, column;

	(void)state;
	field_init(&f, TEXT_WIDE, 0, false);
	field_set(&f, "≥90");
	field_caret(&f, &line, &column);
	assert_int_equal(column, 4);
	field_clear(&f);
}

static void test_point(void **state)
{
	static const struct { int line, column; const char *caret; } cases[] = {
		{ 0, 0, "^一二三四五\n六" }, { 0, 1, "^一二三四五\n六" }, { 0, 2, "一^二三四五\n六" },
		{ 0, 99, "一二三^四五\n六" }, { 1, 3, "一二三四^五\n六" }, { 1, 99, "一二三四五^\n六" },
		{ 2, 99, "一二三四五\n六^" }, { 9, 0, "一二三四五\n^六" }, { -1, -1, "^一二三四五\n六" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f;
		char *got;

		start(&f, "一二三四五\n六", 6, 0, true);
		field_point(&f, cases[i].line, cases[i].column);
		got = with_caret(&f);
		assert_string_equal(got, cases[i].caret);
		free(got);
		field_clear(&f);
	}
}

/* 其中：一二 | 三四五六七 | 八万元: lines are those that are seen, but the caret stays in the text. */
static void test_surrounded(void **state)
{
	static const struct { const char *from; enum command_id id; bool done; const char *to; } cases[] = {
		{ "一二三四^五六七八", COMMAND_HOME, true, "一二^三四五六七八" },
		{ "一二三四^五六七八", COMMAND_END, true, "一二三四五六七^八" },
		{ "一二三四^五六七八", COMMAND_UP, true, "^一二三四五六七八" },
		{ "一二三四五六^七八", COMMAND_UP, true, "一^二三四五六七八" },
		{ "一二三四^五六七八", COMMAND_DOWN, true, "一二三四五六七八^" },
		{ "一二^三四五六七八", COMMAND_DOWN, true, "一二三四五六七^八" },
		{ "一^二三四五六七八", COMMAND_HOME, true, "^一二三四五六七八" },
		{ "一^二三四五六七八", COMMAND_END, true, "一二^三四五六七八" },
		{ "一^二三四五六七八", COMMAND_DOWN, true, "一二三四五六^七八" },
		{ "一^二三四五六七八", COMMAND_UP, false, "一^二三四五六七八" },
		{ "一二三四五六七^八", COMMAND_END, true, "一二三四五六七八^" },
		{ "一二三四五六七^八", COMMAND_DOWN, false, "一二三四五六七^八" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f;
		char *got;

		start(&f, cases[i].from, 10, 0, true);
		field_surround(&f, "其中：", strlen("其中："), "万元", strlen("万元"));
		assert_int_equal(field_command(&f, cases[i].id), cases[i].done);
		got = with_caret(&f);
		if (strcmp(got, cases[i].to) != 0)
			fail_msg("“%s” becomes “%s”, not “%s”", cases[i].from, got, cases[i].to);
		free(got);
		field_clear(&f);
	}
}

/* A caret asked for inside a grapheme is moved to its start. */
static void test_set_caret(void **state)
{
	struct field f;

	(void)state;
	start(&f, "e\u0301中", 10, 0, false);
	field_set_caret(&f, 1);
	assert_int_equal(f.caret, 0);
	field_set_caret(&f, 4);
	assert_int_equal(f.caret, 3);
	field_set_caret(&f, 99);
	assert_int_equal(f.caret, 6);
	field_clear(&f);
}

/* Whatever is done, the text is valid, the caret between graphemes and where it is said to be. */
static void test_random(void **state)
{
	static const char *const pieces[] = { "a", "中", "，", "（", "e\u0301", "\u0302", "12.5", " ", "\n",
		"😀", "≥", "国家\n" };
	struct field f;

	(void)state;
	srand(20231121);
	start(&f, "", 7, 40, true);
	for (int i = 0; i < 200000; i++) {
		int what = rand() % 22, line, column;
		size_t around = (size_t)rand() % 3 * strlen("一");
		const char *start_of, *piece = pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];

		if (what < 14)
			run_letter(&f, letters[what].letter);
		else
			field_insert(&f, piece, strlen(piece));
		start_of = field_text(&f);
		assert_int_equal(text_check(start_of, f.text.len), f.text.len);
		assert_true(text_graphemes(start_of, f.text.len) <= 40);
		assert_true(f.caret <= f.text.len);
		if (f.caret)
			assert_ptr_equal(start_of + f.caret, text_next(text_prev(start_of + f.caret,
				start_of), start_of + f.text.len));
		if (rand() % 50 == 0)
			field_surround(&f, "一二三", around, "四五", around);
		field_caret(&f, &line, &column);
		assert_true(line >= 0 && line < (int)f.lines.count);
		assert_true(column >= 0 && column <= 7);
	}
	field_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_many_lines),
		cmocka_unit_test(test_huge_paste),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_nothing_typed_changes_nothing),
		cmocka_unit_test(test_leaving),
		cmocka_unit_test(test_caret),
		cmocka_unit_test(test_end_of_wrapped_line),
		cmocka_unit_test(test_indented),
		cmocka_unit_test(test_wide_policy),
		cmocka_unit_test(test_point),
		cmocka_unit_test(test_surrounded),
		cmocka_unit_test(test_set_caret),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests_name("field", tests, NULL, NULL);
}
