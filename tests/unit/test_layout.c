/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout/layout.h"

/* Two groups, a label over rows, a heading, long text, titles and a signature. */
static const char form_text[] =
	"form: small\n"
	"version: \"1\"\n"
	"name: 小表\n"
	"place: 平凉\n"
	"year: 2023\n"
	"columns: [2, 4, 6, 10, 4]\n"
	"cells:\n"
	"  project: {label: 项目名称}\n"
	"  goal: {label: 目标, type: long}\n"
	"  head: {label: 负责人}\n"
	"repeats:\n"
	"  items:\n"
	"    label: 指标\n"
	"    min: 0\n"
	"    max: 200\n"
	"    columns:\n"
	"      level1: {label: 一级, merge: true}\n"
	"      level2: {label: 二级, merge: true}\n"
	"      name: {label: 名称}\n"
	"      score: {label: 得分, type: score}\n"
	"table:\n"
	"  - {line: \"小表（{year}年度）\", title: true}\n"
	"  - [项目 | 2, \"{project} | 3\"]\n"
	"  - [目标, \"{goal} | 4\"]\n"
	"  - heading: [指标 | 1 x n+1 vertical, 一级, 二级, 名称, 得分]\n"
	"  - repeat: items\n"
	"    row: [\"{level1}\", \"{level2}\", \"{name}\", \"{score}\"]\n"
	"  - [合计 | 4, \"\"]\n"
	"  - signature: [\"负责人：{head} | 5\"]\n";

struct fixture {
	struct form *form;
	struct entry *entry;
	struct sheet *sheet;
	struct table table;
	struct layout layout;
};

static struct ref place(const struct fixture *f, const char *name, int row)
{
	int cell = form_find_cell(f->form, name, strlen(name));

	assert_true(cell >= 0);
	return (struct ref){ cell, row };
}

static void type(struct fixture *f, const char *name, int row, const char *text)
{
	struct ref at = place(f, name, row);

	entry_set(f->entry, at, text);
	if (f->sheet)
		sheet_touch(f->sheet, at);
}

static void add_item(struct fixture *f, const char *level1, const char *level2, const char *name)
{
	int row = entry_row_count(f->entry, 0);

	entry_insert_row(f->entry, 0, row, 0);
	type(f, "items.level1", row, level1);
	type(f, "items.level2", row, level2);
	type(f, "items.name", row, name);
	type(f, "items.score", row, "5");
}

static void open_fixture(struct fixture *f, struct medium medium)
{
	struct err_list errors = {0};

	*f = (struct fixture){0};
	if (form_read("small.yaml", form_text, sizeof form_text - 1, &f->form, &errors) != STATUS_OK) {
		struct str say = {0};

		err_format(&errors.items[0], NULL, &say);
		fail_msg("%s", str_text(&say));
	}
	f->entry = entry_new(f->form, 2023);
	layout_init(&f->layout, medium);
}

static void lay_out(struct fixture *f)
{
	sheet_free(f->sheet);
	f->sheet = sheet_new(f->entry);
	table_build(&f->table, f->sheet);
	layout_build(&f->layout, &f->table);
}

static void close_fixture(struct fixture *f)
{
	layout_clear(&f->layout);
	table_clear(&f->table);
	sheet_free(f->sheet);
	entry_free(f->entry);
	form_free(f->form);
}

static const struct medium narrow = { .columns = 46, .widths = TEXT_NARROW };
static const struct medium wide = { .columns = 52, .widths = TEXT_WIDE };

static void add_three_items(struct fixture *f)
{
	type(f, "project", -1, "编制专项");
	type(f, "goal", -1, "一二三四五六七八九十一二三四五六七八九，十。");
	add_item(f, "产出", "数量", "会议≥4次");
	add_item(f, "产出", "数量", "调研报告形成数和其他");
	add_item(f, "效益", "数量", "满意");
}

static void expect_grid(const struct grid *g, const char *want)
{
	struct str got = {0};

	for (int y = 0; y < grid_rows(g); y++) {
		grid_add_row(g, y, true, &got);
		str_add_char(&got, '\n');
	}
	assert_string_equal(str_text(&got), want);
	str_clear(&got);
}

/* --- the table --- */

static void test_merging(void **state)
{
	static const struct { const char *level1, *level2; } items[] = {
		{ "产出", "数量" }, { "产出", "数量" }, { "产出", "质量" }, { "效益", "质量" },
		{ "效益", "质量" }, { "", "质量" }, { "", "" }, { "", "" }
	};
	static const int group1[] = { 0, 0, 0, 3, 3, 5, 6, 7 }, group2[] = { 0, 0, 2, 3, 3, 5, 6, 7 };
	enum { COUNT = sizeof items / sizeof *items };
	struct fixture f;

	(void)state;
	open_fixture(&f, narrow);
	for (int i = 0; i < COUNT; i++)
		add_item(&f, items[i].level1, items[i].level2, "x");
	lay_out(&f);
	for (int i = 0; i < COUNT; i++) {
		int cell1 = table_find(&f.table, place(&f, "items.level1", i));
		int cell2 = table_find(&f.table, place(&f, "items.level2", i));

		assert_int_equal(f.table.cells[cell1].at.row, group1[i]);
		assert_int_equal(f.table.cells[cell2].at.row, group2[i]);
		assert_true(f.table.cells[cell1].last >= i);
		assert_int_equal(f.table.cells[table_find(&f.table, place(&f, "items.name", i))].at.row, i);
	}
	assert_int_equal(table_find(&f.table, place(&f, "items.name", COUNT)), -1);
	assert_int_equal(table_find(&f.table, place(&f, "items.name", -1)), -1);
	close_fixture(&f);
}

static void test_steps(void **state)
{
	static const struct { const char *from; int row, dx, dy; const char *to; int to_row; } steps[] = {
		{ "project", -1, 0, 1, "goal", -1 },
		{ "project", -1, 0, -1, "project", -1 },
		{ "goal", -1, 0, 1, "items.level1", 0 },
		{ "items.level1", 0, 1, 0, "items.level2", 0 },
		{ "items.level1", 0, 0, 1, "items.level1", 2 },
		{ "items.level1", 0, -1, 0, "items.level1", 0 },
		{ "items.name", 1, -1, 0, "items.level2", 0 },
		{ "items.name", 1, 0, 1, "items.name", 2 },
		{ "items.score", 2, 1, 0, "items.score", 2 },
		{ "items.score", 2, 0, 1, "head", -1 },
		{ "head", -1, 0, -1, "items.level1", 2 },
	};
	struct fixture f;
	int cell, count = 0;

	(void)state;
	open_fixture(&f, narrow);
	add_three_items(&f);
	lay_out(&f);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int from = table_find(&f.table, place(&f, steps[i].from, steps[i].row));
		int to = table_find(&f.table, place(&f, steps[i].to, steps[i].to_row));

		assert_int_equal(table_step(&f.table, from, steps[i].dx, steps[i].dy), to);
	}
	for (cell = -1; table_next(&f.table, cell, 1) != cell; count++)
		cell = table_next(&f.table, cell, 1);
	assert_int_equal(count, 3 + 2 + 2 + 3 + 3);
	assert_int_equal(cell, table_find(&f.table, place(&f, "head", -1)));
	assert_int_equal(table_next(&f.table, 0, -1), 0);
	close_fixture(&f);
}

/* --- pictures --- */

static const char picture_narrow[] =
	"               小表（2023年度）\n"
	"┌───────────┬────────────────────────────────┐\n"
	"│   项目    │            编制专项            │\n"
	"├────┬──────┴────────────────────────────────┤\n"
	"│目标│一二三四五六七八九十一二三四五六七八   │\n"
	"│    │九，十。                               │\n"
	"├────┼──────┬────────┬────────────────┬──────┤\n"
	"│    │ 一级 │  二级  │      名称      │ 得分 │\n"
	"│    ├──────┼────────┼────────────────┼──────┤\n"
	"│    │      │        │会议≥4次        │  5   │\n"
	"│指标│ 产出 │  数量  ├────────────────┼──────┤\n"
	"│    │      │        │调研报告形成数和│  5   │\n"
	"│    │      │        │其他            │      │\n"
	"│    ├──────┼────────┼────────────────┼──────┤\n"
	"│    │ 效益 │  数量  │满意            │  5   │\n"
	"├────┴──────┴────────┴────────────────┼──────┤\n"
	"│                合计                 │      │\n"
	"└─────────────────────────────────────┴──────┘\n"
	"负责人：\n";
static const char picture_wide[] =
	"                  小表（2023年度）\n"
	"┌──────┬─────────────────┐\n"
	"│    项目    │             编制专项             │\n"
	"├──┬───┴─────────────────┤\n"
	"│目标│一二三四五六七八九十一二三四五六七八九，  │\n"
	"│    │十。                                      │\n"
	"├──┼───┬────┬────────┬───┤\n"
	"│    │ 一级 │  二级  │      名称      │ 得分 │\n"
	"│    ├───┼────┼────────┼───┤\n"
	"│    │      │        │会议≥4次       │  5   │\n"
	"│指标│ 产出 │  数量  ├────────┼───┤\n"
	"│    │      │        │调研报告形成数和│  5   │\n"
	"│    │      │        │其他            │      │\n"
	"│    ├───┼────┼────────┼───┤\n"
	"│    │ 效益 │  数量  │满意            │  5   │\n"
	"├──┴───┴────┴────────┼───┤\n"
	"│                  合计                  │      │\n"
	"└────────────────────┴───┘\n"
	"负责人：\n";

static void test_pictures(void **state)
{
	static const struct { const struct medium *medium; const char *want; } pictures[] = {
		{ &narrow, picture_narrow }, { &wide, picture_wide }
	};

	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		const struct medium *m = pictures[i].medium;
		struct fixture f;
		struct grid *g;

		open_fixture(&f, *m);
		add_three_items(&f);
		lay_out(&f);
		g = grid_new(m->columns, f.layout.height, m->widths);
		layout_paint(&f.layout, g, (struct rect){ 0, 0, m->columns, f.layout.height }, 0, 0, NULL);
		expect_grid(g, pictures[i].want);
		grid_free(g);
		close_fixture(&f);
	}
}

/* A window scrolled into the table: rules join what is behind the edge, merged cells show their text in what is
 * seen of them. */
static void test_window(void **state)
{
	struct fixture f;
	struct grid *g = grid_new(24, 5, TEXT_NARROW);

	(void)state;
	open_fixture(&f, narrow);
	add_three_items(&f);
	lay_out(&f);
	layout_paint(&f.layout, g, (struct rect){ 0, 0, 24, 5 }, 5, 10, NULL);
	expect_grid(g,
		"│      │        ├───────\n"
		"│ 产出 │  数量  │调研报\n"
		"│      │        │其他\n"
		"├──────┼────────┼───────\n"
		"│ 效益 │  数量  │满意\n");
	grid_fill(g, (struct rect){ 0, 0, 24, 5 }, ROLE_PLAIN);
	layout_paint(&f.layout, g, (struct rect){ 2, 1, 20, 4 }, 36, 15, NULL);
	expect_grid(g,
		"\n"
		"  ──┼──────┤\n"
		"    │      │\n"
		"  ──┴──────┘\n"
		"\n");
	grid_free(g);
	close_fixture(&f);
}

/* --- editing --- */

static void test_edit(void **state)
{
	struct fixture f;
	struct layout_cell *cell;
	int i, height;

	(void)state;
	open_fixture(&f, narrow);
	add_three_items(&f);
	lay_out(&f);
	height = f.layout.height;
	i = table_find(&f.table, place(&f, "items.name", 0));
	cell = &f.layout.cells[i];
	assert_int_equal(cell->area.width, 16);
	assert_false(layout_edit(&f.layout, i, "一二三四五六七"));
	assert_int_equal(cell->lines.count, 1);
	assert_true(layout_edit(&f.layout, i, "一二三四五六七八"));
	assert_int_equal(cell->lines.count, 2);
	assert_int_equal(cell->lines.items[1].start, 24);
	assert_int_equal(cell->lines.items[1].len, 0);
	assert_int_equal(f.layout.height, height + 1);
	assert_true(layout_edit(&f.layout, i, NULL));
	assert_int_equal(f.layout.height, height);
	assert_int_equal(cell->lines.count, 1);
	layout_edit(&f.layout, i, "一二三四五六七八");
	layout_build(&f.layout, &f.table);
	assert_int_equal(f.layout.height, height);
	i = table_find(&f.table, place(&f, "head", -1));
	layout_edit(&f.layout, i, "甲");
	assert_string_equal(f.layout.cells[i].text.data, "负责人：甲");
	assert_int_equal(f.layout.cells[i].value_start, strlen("负责人："));
	assert_int_equal(f.layout.cells[i].value_len, 3);
	close_fixture(&f);
}

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static void random_text(uint64_t *seed, struct str *out)
{
	static const char *const pieces[] = {
		"中", "文，", "（表）", "24.56", "≥", "e\u0301", "😀", "\x1b", " ", "\n", "①", "—", "ABC", "“好”"
	};

	str_reset(out);
	for (uint32_t n = next_random(seed) % 24; n; n--)
		str_add(out, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
}

static void expect_same(const struct grid *a, const struct grid *b)
{
	for (int y = 0; y < grid_rows(a); y++)
		assert_true(grid_row_equal(a, b, y));
}

static enum role mark_typed(void *context, const struct layout *l, int cell, enum role natural)
{
	(void)context;
	(void)l;
	return cell % 3 ? natural : ROLE_CURSOR;
}

/* After any edit an updated layout equals a new one, and painting the changed cells equals painting all. */
static void test_update_equals_build(void **state)
{
	static const char *const names[] = { "items.name", "items.score", "goal", "project", "head" };
	static const struct layout_style style = { mark_typed, NULL };
	const struct rect all = { 0, 0, 46, 40 };
	struct grid *updated = grid_new(46, 40, TEXT_NARROW), *full = grid_new(46, 40, TEXT_NARROW);
	struct str text = {0};
	uint64_t seed = 7;
	struct fixture f;
	int moved_count = 0;

	(void)state;
	open_fixture(&f, narrow);
	add_three_items(&f);
	lay_out(&f);
	layout_paint(&f.layout, updated, all, 0, 2, &style);
	for (int i = 0; i < 3000; i++) {
		const char *name = names[next_random(&seed) % 5];
		struct ref at = place(&f, name, *name == 'i' ? (int)(next_random(&seed) % 3) : -1);
		bool moved;

		random_text(&seed, &text);
		entry_set(f.entry, at, str_text(&text));
		sheet_touch(f.sheet, at);
		moved = layout_update(&f.layout, &at, 1);
		moved_count += moved;
		if (moved)
			layout_paint(&f.layout, updated, all, 0, 2, &style);
		else
			layout_paint_cell(&f.layout, updated, all, 0, 2, table_find(&f.table, at), &style);
		lay_out(&f);
		layout_paint(&f.layout, full, all, 0, 2, &style);
		expect_same(updated, full);
	}
	assert_in_range(moved_count, 100, 2900);
	str_clear(&text);
	grid_free(updated);
	grid_free(full);
	close_fixture(&f);
}

static void test_at(void **state)
{
	struct fixture f;

	(void)state;
	open_fixture(&f, narrow);
	add_three_items(&f);
	lay_out(&f);
	for (int i = 0; i < f.table.cell_count; i++) {
		struct rect a = f.layout.cells[i].area;

		assert_int_equal(layout_at(&f.layout, a.x, a.y), i);
		assert_int_equal(layout_at(&f.layout, a.x + a.width - 1, a.y + a.height - 1), i);
		if (f.table.cells[i].framed) {
			assert_int_equal(layout_at(&f.layout, a.x - 1, a.y), -1);
			assert_int_equal(layout_at(&f.layout, a.x, a.y - 1), -1);
		}
	}
	assert_int_equal(layout_at(&f.layout, -1, 0), -1);
	assert_int_equal(layout_at(&f.layout, 3, 1000), -1);
	close_fixture(&f);
}

/* --- pages --- */

static int row_holding(const struct layout *l, int y)
{
	for (int row = 0; row < l->table->row_count; row++)
		if (y >= layout_row_top(l, row) && y < layout_row_end(l, row))
			return row;
	return -1;
}

static int page_lines(const struct page *p)
{
	return p->heading_to - p->heading_from + p->to - p->from + p->open_top + p->open_bottom;
}

/* Each line of text stands on exactly one page, rows that fit a page are whole, the heading is repeated where the
 * repeat goes on, the signature is never first. */
static void expect_good_pages(const struct layout *l, const struct page *pages, int count, int lines)
{
	int *seen = calloc((size_t)l->height, sizeof *seen);

	for (int p = 0; p < count; p++) {
		int row = row_holding(l, pages[p].from), room = lines - (p ? l->medium.head : 0);

		assert_true(page_lines(&pages[p]) <= room);
		for (int y = pages[p].from; y < pages[p].to; y++)
			seen[y]++;
		if (p == 0 || row < 0)
			continue;
		assert_false(l->table->rows[row].form_row->signature);
		if (pages[p].from > layout_row_top(l, row))
			assert_true(l->row_height[row] + 2 > room);
		if (l->table->rows[row].repeat_row >= 0 && l->row_height[row] + 4 <= room)
			assert_true(pages[p].heading_to > pages[p].heading_from);
	}
	for (int y = 0; y < l->height; y++)
		assert_int_equal(seen[y], row_holding(l, y) >= 0 || seen[y]);
	/* What is kept free stands below a row, not alone. */
	assert_true(page_lines(&pages[count - 1]) + l->medium.tail + (count > 1 ? l->medium.head : 0) <= lines);
	assert_true(pages[count - 1].from < layout_row_end(l, l->table->row_count - 1));
	free(seen);
}

static void test_page_properties(void **state)
{
	static const char *const groups[] = { "产出", "效益", "满意度指标" };
	struct str text = {0};
	uint64_t seed = 99;
	int pages_made = 0;

	(void)state;
	for (int i = 0; i < 600; i++) {
		struct fixture f;
		struct page *pages;
		int count, lines = 10 + (int)(next_random(&seed) % 30);

		open_fixture(&f, i % 2 ? narrow : wide);
		f.layout.medium.tail = (int)(next_random(&seed) % 5);
		f.layout.medium.head = (int)(next_random(&seed) % 3);
		for (uint32_t n = next_random(&seed) % 25; n; n--) {
			random_text(&seed, &text);
			add_item(&f, groups[next_random(&seed) % 3], groups[next_random(&seed) % 3], str_text(&text));
		}
		random_text(&seed, &text);
		for (uint32_t n = next_random(&seed) % 8; n; n--)
			str_add(&text, "一二三四五六七八九十一二三四五六七八九，十。");
		type(&f, "goal", -1, str_text(&text));
		lay_out(&f);
		pages = layout_paginate(&f.layout, lines, &count);
		expect_good_pages(&f.layout, pages, count, lines);
		for (int p = 0; p < count; p++) {
			struct grid *g = grid_new(f.layout.width, lines, f.layout.medium.widths);

			assert_int_equal(layout_paint_page(&f.layout, g, &pages[p]), page_lines(&pages[p]));
			grid_free(g);
		}
		pages_made += count;
		free(pages);
		close_fixture(&f);
	}
	assert_true(pages_made > 1200);
	str_clear(&text);
}

/* A merged cell cut by a page shows its text on both; the last row goes with the signature. */
static void test_page_pictures(void **state)
{
	struct fixture f;
	struct grid *g = grid_new(46, 16, TEXT_NARROW);
	struct page *pages;
	int count;

	(void)state;
	open_fixture(&f, narrow);
	for (int i = 0; i < 6; i++)
		add_item(&f, "产出", "数量", "会议");
	lay_out(&f);
	pages = layout_paginate(&f.layout, 16, &count);
	assert_int_equal(count, 2);
	assert_int_equal(layout_paint_page(&f.layout, g, &pages[0]), 16);
	grid_resize(g, 46, 10);
	assert_int_equal(layout_paint_page(&f.layout, g, &pages[1]), 10);
	expect_grid(g,
		"┌────┬──────┬────────┬────────────────┬──────┐\n"
		"│    │ 一级 │  二级  │      名称      │ 得分 │\n"
		"│    ├──────┼────────┼────────────────┼──────┤\n"
		"│指标│      │        │会议            │  5   │\n"
		"│    │ 产出 │  数量  ├────────────────┼──────┤\n"
		"│    │      │        │会议            │  5   │\n"
		"├────┴──────┴────────┴────────────────┼──────┤\n"
		"│                合计                 │      │\n"
		"└─────────────────────────────────────┴──────┘\n"
		"负责人：\n");
	free(pages);
	grid_free(g);
	close_fixture(&f);
}

/* --- widths --- */

static void test_columns(void **state)
{
	struct fixture f;

	(void)state;
	for (int columns = 1; columns < 200; columns++) {
		struct medium m = { .columns = columns, .widths = columns % 2 ? TEXT_WIDE : TEXT_NARROW };
		int frame = grid_frame_width(m.frame, m.widths), least = 6 * frame + 10;

		open_fixture(&f, m);
		lay_out(&f);
		assert_true(f.layout.width <= columns || f.layout.width == least);
		assert_true(f.layout.width >= columns - 1 || f.layout.width >= columns - frame);
		for (int c = 0; c < 5; c++) {
			int width = f.layout.column_x[c + 1] - f.layout.column_x[c] - frame;

			assert_true(width >= 2 && width % 2 == 0);
		}
		if (columns >= 44)
			for (int i = 0; i < f.table.cell_count; i++)
				assert_true(f.table.cells[i].at.cell >= 0 || f.layout.cells[i].lines.count <= 2);
		close_fixture(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merging),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_edit),
		cmocka_unit_test(test_update_equals_build),
		cmocka_unit_test(test_at),
		cmocka_unit_test(test_page_properties),
		cmocka_unit_test(test_page_pictures),
		cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
