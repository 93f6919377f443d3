/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout/grid.h"

static void expect_row(const struct grid *g, int y, const char *want)
{
	struct str got = {0};

	grid_add_row(g, y, false, &got);
	assert_string_equal(str_text(&got), want);
	str_clear(&got);
}

static int put(struct grid *g, int x, int y, const char *s)
{
	struct rect all = { 0, 0, grid_columns(g), grid_rows(g) };

	return grid_put(g, all, x, y, s, strlen(s), ROLE_PLAIN);
}

/* Text put at x over what stands there: the row afterwards. */
static const struct overwrite {
	const char *first, *second;
	int x;
	enum text_widths widths;
	const char *want;
} overwrites[] = {
	{ "", "", 0, TEXT_NARROW, "        " },
	{ "", "24.56", 1, TEXT_NARROW, " 24.56  " },
	{ "中文字末", "X", 0, TEXT_NARROW, "X 文字末" },
	{ "中文字末", "X", 3, TEXT_NARROW, "中 X字末" },
	{ "中文字末", "X", 7, TEXT_NARROW, "中文字 X" },
	{ "中文字末", "宽", 1, TEXT_NARROW, " 宽 字末" },
	{ "中文字末", "宽", 2, TEXT_NARROW, "中宽字末" },
	{ "中文字末", "宽", -1, TEXT_NARROW, "  文字末" },
	{ "中文字末", "宽", -2, TEXT_NARROW, "中文字末" },
	{ "abcdefgh", "宽", 7, TEXT_NARROW, "abcdefg " },
	{ "abcdefgh", "宽", 8, TEXT_NARROW, "abcdefgh" },
	{ "abcdefgh", "≥4", 2, TEXT_NARROW, "ab≥4efgh" },
	{ "abcdefgh", "≥4", 2, TEXT_WIDE, "ab≥4fgh" },
	{ "abcdefgh", "│", 7, TEXT_WIDE, "abcdefg " },
	{ "abcdefgh", "─┼─", 0, TEXT_WIDE, "─┼─gh" },
	{ "abcdefgh", "e\u0301x", 2, TEXT_NARROW, "abe\u0301xefgh" },
	{ "", "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308x", 0, TEXT_NARROW,
		"e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308x      " },
	{ "", "葛\U000E0100城", 0, TEXT_NARROW, "葛\U000E0100城    " },
	{ "", "𠀀㐂", 0, TEXT_NARROW, "𠀀㐂    " },
	{ "中文", "\u0301", 3, TEXT_NARROW, "中文\u0301    " },
	{ "abcdefgh", "\u0301", 0, TEXT_NARROW, "abcdefgh" },
	{ "", "ａ１％。", 0, TEXT_WIDE, "ａ１％。" },
};

static void test_overwrite(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof overwrites / sizeof *overwrites; i++) {
		const struct overwrite *t = &overwrites[i];
		struct grid *g = grid_new(8, 1, t->widths);

		put(g, 0, 0, t->first);
		put(g, t->x, 0, t->second);
		expect_row(g, 0, t->want);
		grid_free(g);
	}
}

static void test_put_returns_whole_width(void **state)
{
	struct grid *g = grid_new(4, 2, TEXT_NARROW);

	(void)state;
	assert_int_equal(put(g, 0, 0, "年度总体目标"), 12);
	assert_int_equal(put(g, -9, 0, "年度总体目标"), 12);
	assert_int_equal(put(g, 0, 7, "年度"), 4);
	assert_int_equal(put(g, 9, 0, "年度"), 4);
	assert_int_equal(put(g, 0, 0, ""), 0);
	grid_free(g);
}

static void test_clip(void **state)
{
	struct grid *g = grid_new(10, 3, TEXT_NARROW);
	struct rect clip = { 3, 1, 4, 1 };

	(void)state;
	put(g, 0, 1, "..........");
	grid_put(g, clip, 0, 1, "一二三四五六", 18, ROLE_PLAIN);
	expect_row(g, 1, "... 三 ...");
	grid_put(g, clip, 0, 0, "一二三四五六", 18, ROLE_PLAIN);
	expect_row(g, 0, "          ");
	grid_fill(g, (struct rect){ 4, 0, 100, 100 }, ROLE_PLAIN);
	expect_row(g, 1, "...       ");
	grid_free(g);
}

static void test_forbidden_is_visible(void **state)
{
	static const char *const bad[] = { "a\x1b[1m", "a\u202Eb", "a\u2066b", "a\uFEFFb", "a\x7F", "a\xC2\x85", "a\tb" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct grid *g = grid_new(12, 1, TEXT_WIDE);
		struct str row = {0};
		const char *s, *end, *original;

		put(g, 0, 0, bad[i]);
		grid_add_row(g, 0, true, &row);
		original = bad[i] + 1;
		s = str_text(&row);
		for (end = s + row.len; s < end;) {
			uint32_t character;

			s += text_decode(s, end, &character);
			assert_false(text_is_forbidden(character));
		}
		assert_int_equal(text_check(row.data, row.len), row.len);
		assert_null(strstr(row.data, original));
		str_clear(&row);
		grid_free(g);
	}
}

static void test_roles_and_cells(void **state)
{
	struct grid *g = grid_new(6, 1, TEXT_NARROW);
	enum role role;
	int len, width;

	(void)state;
	grid_put(g, (struct rect){ 0, 0, 6, 1 }, 0, 0, "中", 3, ROLE_CURSOR);
	put(g, 2, 0, "a");
	assert_memory_equal(grid_get(g, 0, 0, &len, &width, &role), "中", 3);
	assert_int_equal(len, 3);
	assert_int_equal(width, 2);
	assert_int_equal(role, ROLE_CURSOR);
	grid_get(g, 1, 0, &len, &width, &role);
	assert_int_equal(len, 0);
	assert_int_equal(width, 0);
	assert_int_equal(role, ROLE_CURSOR);
	assert_memory_equal(grid_get(g, 2, 0, &len, &width, &role), "a", 1);
	assert_int_equal(role, ROLE_PLAIN);
	assert_memory_equal(grid_get(g, 5, 0, &len, &width, &role), " ", 1);
	assert_int_equal(width, 1);
	grid_free(g);
}

static void test_dirty_and_equal(void **state)
{
	struct grid *a = grid_new(8, 3, TEXT_NARROW), *b = grid_new(8, 3, TEXT_NARROW);
	const char *many = "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308";

	(void)state;
	assert_true(grid_row_dirty(a, 0));
	grid_clean(a);
	put(a, 0, 1, "x");
	put(a, 0, 7, "x");
	put(a, 9, 2, "x");
	assert_false(grid_row_dirty(a, 0));
	assert_true(grid_row_dirty(a, 1));
	assert_false(grid_row_dirty(a, 2));
	assert_false(grid_row_equal(a, b, 1));
	put(b, 0, 1, many);
	put(b, 0, 1, "x");
	assert_true(grid_row_equal(a, b, 1));
	put(a, 3, 1, many);
	assert_false(grid_row_equal(a, b, 1));
	put(b, 3, 1, many);
	assert_true(grid_row_equal(a, b, 1));
	grid_fill(b, (struct rect){ 7, 1, 1, 1 }, ROLE_ERROR);
	assert_false(grid_row_equal(a, b, 1));
	grid_free(a);
	grid_free(b);
}

static void test_put_down(void **state)
{
	struct grid *g = grid_new(5, 3, TEXT_WIDE);

	(void)state;
	put(g, 0, 1, "中文");
	grid_put_down(g, (struct rect){ 0, 0, 5, 3 }, 1, 0, 9, "│", ROLE_FRAME);
	expect_row(g, 0, " │  ");
	expect_row(g, 1, " │  ");
	grid_put_down(g, (struct rect){ 0, 1, 2, 1 }, 1, 0, 3, "│", ROLE_FRAME);
	expect_row(g, 1, "     ");
	expect_row(g, 2, " │  ");
	grid_free(g);
}

static void test_copies(void **state)
{
	struct grid *g = grid_new(8, 2, TEXT_NARROW), *other = grid_new(8, 2, TEXT_NARROW);

	(void)state;
	put(g, 0, 0, "中文字末");
	put(g, 0, 1, "汉e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308语");
	grid_set_row(other, g, 1);
	assert_true(grid_row_equal(g, other, 1));
	expect_row(other, 1, "汉e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308语   ");
	grid_copy_row(g, (struct rect){ 1, 0, 4, 2 }, 0, 1);
	expect_row(g, 1, "  文    ");
	grid_copy_row(g, (struct rect){ 0, 1, 8, 1 }, 0, 1);
	expect_row(g, 1, "  文    ");
	grid_copy_row(g, (struct rect){ 0, 0, 8, 2 }, 0, 1);
	expect_row(g, 1, "中文字末");
	grid_free(g);
	grid_free(other);
}

static void test_trim(void **state)
{
	struct grid *g = grid_new(20, 1, TEXT_NARROW);
	struct str row = {0};

	(void)state;
	grid_add_row(g, 0, true, &row);
	assert_int_equal(row.len, 0);
	put(g, 2, 0, "总分");
	grid_add_row(g, 0, true, &row);
	assert_string_equal(row.data, "  总分");
	str_clear(&row);
	grid_free(g);
}

static void test_frame_glyphs(void **state)
{
	(void)state;
	assert_string_equal(grid_frame_glyph(FRAME_BOX, true, true, true, true), "┼");
	assert_string_equal(grid_frame_glyph(FRAME_BOX, false, true, false, true), "┌");
	assert_string_equal(grid_frame_glyph(FRAME_BOX, true, false, true, false), "┘");
	assert_string_equal(grid_frame_glyph(FRAME_BOX, true, true, false, true), "┬");
	assert_string_equal(grid_frame_glyph(FRAME_ASCII, true, true, false, false), "-");
	assert_string_equal(grid_frame_glyph(FRAME_ASCII, true, true, true, false), "+");
	assert_int_equal(grid_frame_width(FRAME_BOX, TEXT_WIDE), 2);
	assert_int_equal(grid_frame_width(FRAME_BOX, TEXT_NARROW), 1);
	assert_int_equal(grid_frame_width(FRAME_ASCII, TEXT_WIDE), 1);
}

/* Whatever is written where: each row's cells add up to the grid's columns, tails follow a wide cell, and the
 * bytes of a row measure its columns. */
static void expect_sound(const struct grid *g)
{
	for (int y = 0; y < grid_rows(g); y++) {
		struct str row = {0};
		int sum = 0, open = 0;

		for (int x = 0; x < grid_columns(g); x++) {
			int len, width;
			enum role role;

			grid_get(g, x, y, &len, &width, &role);
			assert_int_equal(width == 0, open > 0);
			open = width ? width - 1 : open - 1;
			sum += width;
		}
		assert_int_equal(open, 0);
		assert_int_equal(sum, grid_columns(g));
		grid_add_row(g, y, false, &row);
		assert_int_equal(text_width(grid_widths(g), row.data, row.len), grid_columns(g));
		str_clear(&row);
	}
}

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static void test_random_writes(void **state)
{
	static const char *const pieces[] = {
		"中", "a", "≥", "“", "─", "①", "，", "e\u0301", "\u0301", "😀", "𠀀", "क्षि", "各", "가", "％", "·",
		"\u200B", "葛\U000E0100", "\x1b", "\u202E", "ｱﾞ", "👨\u200D👩", "🇨🇳", "—", "\n",
		"\u0928\u093F\u0928\u0940\u093E\u0903"
	};
	uint64_t seed = 20230101;

	(void)state;
	for (int widths = TEXT_NARROW; widths <= TEXT_WIDE; widths++) {
		struct grid *g = grid_new(23, 4, (enum text_widths)widths);

		for (int i = 0; i < 20000; i++) {
			struct rect r = { (int)(next_random(&seed) % 30) - 4, (int)(next_random(&seed) % 6) - 1,
				(int)(next_random(&seed) % 25), (int)(next_random(&seed) % 4) };
			struct str text = {0};

			for (uint32_t n = next_random(&seed) % 9; n; n--)
				str_add(&text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
			if (next_random(&seed) % 8)
				grid_put(g, r, r.x - 3 + (int)(next_random(&seed) % 9), r.y, str_text(&text), text.len,
					ROLE_TYPED);
			else
				grid_fill(g, r, ROLE_LABEL);
			if (i % 50 == 0)
				expect_sound(g);
			str_clear(&text);
		}
		grid_free(g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overwrite),
		cmocka_unit_test(test_put_returns_whole_width),
		cmocka_unit_test(test_clip),
		cmocka_unit_test(test_forbidden_is_visible),
		cmocka_unit_test(test_roles_and_cells),
		cmocka_unit_test(test_dirty_and_equal),
		cmocka_unit_test(test_put_down),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_frame_glyphs),
		cmocka_unit_test(test_random_writes),
	};

	return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
