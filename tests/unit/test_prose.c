/* SPDX-License-Identifier: MIT */
/* Running text without frame: its lines, its paragraphs, and how pages part it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/layout.h"

static const char form_text[] =
	"form: report\n"
	"version: \"1\"\n"
	"name: 报告\n"
	"year: 2023\n"
	"columns: [4, 4]\n"
	"cells:\n"
	"  first: {label: 第一, type: long, hint: 写明情况}\n"
	"  second: {label: 第二, type: long, compose: \"{year}年{count}项。\"}\n"
	"  count: {label: 个数, type: number}\n"
	"table:\n"
	"  - {line: \"{year}年度报告\", title: true}\n"
	"  - section: 一、情况\n"
	"  - prose: \"（一）{first}\"\n"
	"  - section: 二、结论\n"
	"  - prose: \"{second}\"\n"
	"  - [个数, \"{count}\"]\n";

static const char rows_text[] =
	"form: report\n"
	"version: \"1\"\n"
	"name: 报告\n"
	"year: 2023\n"
	"columns: [4]\n"
	"cells:\n"
	"  note: {label: 说明, type: long}\n"
	"  must: {label: 情况, type: long, required: true}\n"
	"repeats:\n"
	"  projects:\n"
	"    label: 项目\n"
	"    min: 2\n"
	"    columns:\n"
	"      name: {label: 名称}\n"
	"      text: {label: 情况, type: long}\n"
	"table:\n"
	"  - prose: \"{note}\"\n"
	"  - prose: \"{must}\"\n"
	"  - repeat: projects\n"
	"    section: \"{n}.{name}\"\n"
	"  - repeat: projects\n"
	"    prose: \"{text}\"\n";

enum { ROW_TITLE, ROW_HEAD1, ROW_FIRST, ROW_HEAD2, ROW_SECOND, ROW_BOXES };

struct fixture {
	struct form *form;
	struct entry *entry;
	struct sheet *sheet;
	struct table table;
	struct layout layout;
};

static void build(struct fixture *f, int columns, enum text_widths widths)
{
	layout_clear(&f->layout);
	layout_init(&f->layout, (struct medium){ .columns = columns, .widths = widths, .frame = FRAME_BOX });
	table_build(&f->table, f->sheet);
	layout_build(&f->layout, &f->table);
}

static void type(struct fixture *f, const char *name, const char *text)
{
	struct ref at = { form_find_cell(f->form, name, strlen(name)), -1 };

	entry_set(f->entry, at, text);
	sheet_touch(f->sheet, at);
}

static int open_form(void **state, const char *text)
{
	struct fixture *f = mem_alloc(sizeof *f);
	struct err_list errors = { 0 };

	if (form_read("form.yaml", text, strlen(text), &f->form, &errors) != STATUS_OK)
		fail_msg("%d: %s", errors.items[0].line, errors.items[0].message.id);
	f->entry = entry_new(f->form, 2023);
	entry_fill_initial(f->entry);
	f->sheet = sheet_new(f->entry);
	layout_init(&f->layout, (struct medium){ .columns = 40 });
	*state = f;
	return 0;
}

static int set_up(void **state)
{
	return open_form(state, form_text);
}

static int set_up_rows(void **state)
{
	return open_form(state, rows_text);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	layout_clear(&f->layout);
	table_clear(&f->table);
	sheet_free(f->sheet);
	entry_free(f->entry);
	form_free(f->form);
	free(f);
	return 0;
}

static const char *text_of(const struct fixture *f, int row)
{
	return str_text(&f->layout.cells[f->table.rows[row].first].text);
}

static void paragraphs_begin_with_two_blanks(void **state)
{
	struct fixture *f = *state;

	type(f, "first", "甲。\n　　乙。\n\n丙。");
	type(f, "count", "3");
	build(f, 40, TEXT_NARROW);
	assert_string_equal(text_of(f, ROW_HEAD1), "　　一、情况");
	assert_string_equal(text_of(f, ROW_FIRST), "　　（一）甲。\n　　乙。\n\n　　丙。");
	assert_string_equal(text_of(f, ROW_SECOND), "　　2023年3项。");
	assert_false(f->table.cells[f->table.rows[ROW_FIRST].first].framed);
	assert_true(f->table.cells[f->table.rows[ROW_BOXES].first].framed);
}

static void what_is_typed_stands_as_it_is(void **state)
{
	struct fixture *f = *state;

	type(f, "first", "甲。");
	build(f, 40, TEXT_NARROW);
	layout_edit(&f->layout, f->table.rows[ROW_FIRST].first, "甲。\n乙");
	assert_string_equal(text_of(f, ROW_FIRST), "（一）甲。\n乙");
	layout_edit(&f->layout, -1, NULL);
	assert_string_equal(text_of(f, ROW_FIRST), "　　（一）甲。");
}

static void empty_prose_says_what_to_type(void **state)
{
	struct fixture *f = *state;

	f->table.hints = true;
	build(f, 40, TEXT_NARROW);
	assert_string_equal(text_of(f, ROW_FIRST), "　　（一）〔写明情况〕");
	f->table.hints = false;
	build(f, 40, TEXT_NARROW);
	assert_string_equal(text_of(f, ROW_FIRST), "　　（一）");
}

static void type_row(struct fixture *f, const char *column, int row, const char *text)
{
	struct ref at = { form_find_cell(f->form, column, strlen(column)), row };

	entry_set(f->entry, at, text);
	sheet_touch(f->sheet, at);
}

static void assert_rows(struct fixture *f, bool hints, const char *const *texts)
{
	int row = 0;

	f->table.hints = hints;
	build(f, 40, TEXT_NARROW);
	for (; texts[row]; row++) {
		assert_true(row < f->table.row_count);
		assert_string_equal(text_of(f, row), texts[row]);
	}
	assert_int_equal(row, f->table.row_count);
}

static void texts_of_a_row_stay_together(void **state)
{
	static const char *const texts[] = { "　　子。", "　　丑。", "　　1.甲", "　　乙。", "　　2.丙", "　　丁。", NULL };
	struct fixture *f = *state;

	type(f, "note", "子。");
	type(f, "must", "丑。");
	type_row(f, "projects.name", 0, "甲");
	type_row(f, "projects.text", 0, "乙。");
	type_row(f, "projects.name", 1, "丙");
	type_row(f, "projects.text", 1, "丁。");
	assert_rows(f, false, texts);
}

static void what_is_empty_takes_no_room(void **state)
{
	static const char *const paper[] = { "", "　　1.", "　　2.", "　　丁。", NULL };
	static const char *const screen[] = {
		"　　〔说明〕", "　　〔情况〕", "　　1.〔名称〕", "　　〔情况〕", "　　2.〔名称〕", "　　丁。", NULL
	};
	struct fixture *f = *state;

	type_row(f, "projects.text", 1, "丁。");
	assert_rows(f, false, paper);
	assert_rows(f, true, screen);
}

/* --- properties --- */

static unsigned random_next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345;
	return *seed / 65536 % below;
}

static void add_random(unsigned *seed, int pieces, struct str *out)
{
	static const char *const words[] = {
		"机构编制", "，", "。", "（", "）", "“", "”", "110.25万元", "执行率", "、", "100%", "《", "》", "；", "改革", "\n",
		"≥4次", "统一社会信用代码", "：",
	};

	str_reset(out);
	while (pieces--)
		str_add(out, words[random_next(seed, sizeof words / sizeof *words)]);
}

static bool begins_with(const char *s, size_t len, const char *const *signs)
{
	for (; *signs; signs++)
		if (len >= strlen(*signs) && !memcmp(s, *signs, strlen(*signs)))
			return true;
	return false;
}

/* A line that follows another of its paragraph; signs piled up higher than a line have no better place. */
static void check_lines(const struct fixture *f, int row)
{
	static const char *const closing[] = { "，", "。", "）", "”", "、", "》", "；", "：", NULL };
	const struct layout_cell *c = &f->layout.cells[f->table.rows[row].first];

	for (size_t i = 0; i < c->lines.count; i++) {
		const struct text_line *line = &c->lines.items[i];
		bool follows = i && c->text.data[line->start - 1] != '\n';

		assert_true(line->width <= c->area.width);
		assert_int_equal(line->width, text_width(f->layout.medium.widths, c->text.data + line->start, line->len));
		if (follows && c->lines.items[i - 1].width < c->area.width - 8)
			assert_false(begins_with(c->text.data + line->start, line->len, closing));
	}
}

static void every_line_fits(void **state)
{
	struct fixture *f = *state;
	struct str text = { 0 };
	unsigned seed = 5;

	for (int i = 0; i < 300; i++) {
		add_random(&seed, 1 + (int)random_next(&seed, 120), &text);
		type(f, "first", text.data);
		build(f, 24 + (int)random_next(&seed, 80), i % 2 ? TEXT_NARROW : TEXT_WIDE);
		check_lines(f, ROW_FIRST);
		assert_true(f->layout.width <= f->layout.medium.columns);
	}
	str_clear(&text);
}

/* Lines of the text that stand before `y`. */
static int lines_before(const struct fixture *f, int row, int y)
{
	int lines = y - layout_row_top(&f->layout, row);

	return lines < 0 ? 0 : lines > f->layout.row_height[row] ? f->layout.row_height[row] : lines;
}

static void check_pages(const struct fixture *f, int lines)
{
	int count, y = 0;
	struct page *pages = layout_paginate(&f->layout, lines, &count);

	for (int i = 0; i < count; i++) {
		assert_true(pages[i].from == y || pages[i].from == y + 1);
		assert_true(pages[i].to - pages[i].from <= lines);
		y = pages[i].to;
		for (int row = ROW_FIRST; row <= ROW_SECOND && i + 1 < count; row++) {
			int above = lines_before(f, row, y), height = f->layout.row_height[row];

			if (row == ROW_HEAD2)
				assert_false(above == height && lines_before(f, ROW_SECOND, y) == 0);
			else
				assert_true(above == 0 || above == height || (above >= 2 && height - above >= 2));
		}
	}
	assert_int_equal(y, f->layout.height);
	free(pages);
}

static void pages_part_text_decently(void **state)
{
	struct fixture *f = *state;
	struct str text = { 0 };
	unsigned seed = 11;

	for (int i = 0; i < 300; i++) {
		add_random(&seed, 20 + (int)random_next(&seed, 400), &text);
		type(f, "first", text.data);
		add_random(&seed, 1 + (int)random_next(&seed, 40), &text);
		type(f, "second", text.data);
		build(f, 30, TEXT_NARROW);
		check_pages(f, 12 + (int)random_next(&seed, 30));
	}
	str_clear(&text);
}

/* Larger letters: fewer of them in a line, more units a line, and pages cut between lines all the same. */
static void larger_letters(void **state)
{
	struct fixture *f = *state;
	struct str text = { 0 };
	unsigned seed = 5;

	for (int i = 0; i < 100; i++) {
		int count;
		struct page *pages;

		add_random(&seed, 200 + (int)random_next(&seed, 400), &text);
		type(f, "first", text.data);
		layout_clear(&f->layout);
		layout_init(&f->layout, (struct medium){ .columns = 60, .pitch = 4, .prose_pitch = 8, .prose_size = 16 });
		table_build(&f->table, f->sheet);
		layout_build(&f->layout, &f->table);
		for (size_t k = 0; k < f->layout.cells[ROW_FIRST].lines.count; k++)
			assert_true(f->layout.cells[ROW_FIRST].lines.items[k].width <= 60 * 10 / 16);
		assert_int_equal(f->layout.row_height[ROW_FIRST] % 8, 0);
		pages = layout_paginate(&f->layout, 60 + (int)random_next(&seed, 100), &count);
		for (int p = 1; p < count; p++)
			if (pages[p].from > layout_row_top(&f->layout, ROW_FIRST)
					&& pages[p].from < layout_row_end(&f->layout, ROW_FIRST))
				assert_int_equal((pages[p].from - layout_row_top(&f->layout, ROW_FIRST)) % 8, 0);
		free(pages);
	}
	str_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(paragraphs_begin_with_two_blanks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_typed_stands_as_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(empty_prose_says_what_to_type, set_up, tear_down),
		cmocka_unit_test_setup_teardown(texts_of_a_row_stay_together, set_up_rows, tear_down),
		cmocka_unit_test_setup_teardown(what_is_empty_takes_no_room, set_up_rows, tear_down),
		cmocka_unit_test_setup_teardown(every_line_fits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(pages_part_text_decently, set_up, tear_down),
		cmocka_unit_test_setup_teardown(larger_letters, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("prose", tests, NULL, NULL);
}
