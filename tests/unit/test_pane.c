/* SPDX-License-Identifier: MIT */
/* 平凉's table through windows of all sizes: what is painted piecemeal is what is painted at once, and places on
 * the screen and in the table are one another's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "form/form.h"
#include "ui/pane.h"

enum { STEPS = 3000, ROWS = 12 };

struct fixture {
	struct form *form;
	struct opened opened;
	struct pane pane;
	struct grid *grid;
	enum text_widths widths;
	char text[400];              /* being typed */
	uint64_t seed;
};

static unsigned below(struct fixture *f, unsigned n)
{
	f->seed = f->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(f->seed >> 33) % n;
}

static struct ref place(const struct fixture *f, const char *name)
{
	struct ref at;

	assert_int_equal(entry_parse_name(f->opened.entry, name, false, &at, NULL), STATUS_OK);
	return at;
}

static void type(struct fixture *f, struct ref at, const char *text)
{
	entry_set(f->opened.entry, at, text);
	sheet_touch(f->opened.sheet, at);
}

static void resize(struct fixture *f, int columns, int rows)
{
	grid_free(f->grid);
	f->grid = grid_new(columns, rows + 1, f->widths);
	pane_resize(&f->pane, (struct rect){ 0, 1, columns, rows });
}

static enum status open_form(struct fixture *f, const char *name, enum text_widths widths)
{
	const char *folder = getenv("ZIPING_DATADIR");
	struct err_list errors = { 0 };
	struct str path = { 0 };
	enum status status;

	*f = (struct fixture){ .seed = 7, .widths = widths };
	str_addf(&path, "%s/forms/%s.yaml", folder ? folder : "data", name);
	status = form_read_file(path.data, &f->form, &errors);
	str_clear(&path);
	if (status != STATUS_OK)
		return status;
	f->opened.form = f->form;
	f->opened.entry = entry_new(f->form, 2023);
	entry_fill_initial(f->opened.entry);
	f->opened.sheet = sheet_new(f->opened.entry);
	pane_init(&f->pane, &f->opened, widths, FRAME_BOX);
	resize(f, 80, 19);
	return STATUS_OK;
}

static int enter(void **state)
{
	static struct fixture fixture;

	*state = &fixture;
	return open_form(&fixture, "pingliang-project", TEXT_NARROW) == STATUS_OK ? 0 : -1;
}

static int leave(void **state)
{
	struct fixture *f = *state;

	pane_clear(&f->pane);
	sheet_free(f->opened.sheet);
	entry_free(f->opened.entry);
	form_free(f->form);
	grid_free(f->grid);
	return 0;
}

/* --- random steps --- */

static const char *const texts[] = {
	"", "43", "24.56", "2.", "≥4次", "数量指标", "质量指标", "指标1：机构编制工作专题会议次数",
	("做好机构编制实名制管理系统日常维护、全市事业单位法人登记管理、市直机关事业单位网上名称管理等工作，"
	"实现全市机关事业单位电子编制证全覆盖。持续深化全市事业单位编制周转池试点工作"),
};

static const char *any_text(struct fixture *f)
{
	return texts[below(f, sizeof texts / sizeof *texts)];
}

static void edit(struct fixture *f)
{
	strcpy(f->text, any_text(f));
	pane_edit(&f->pane, f->text);
	type(f, f->pane.at, f->text);
	pane_update(&f->pane, f->opened.sheet);
}

static void stop_editing(struct fixture *f)
{
	if (f->pane.editing)
		pane_edit(&f->pane, NULL);
}

static void move(struct fixture *f)
{
	static const int ways[][2] = { { 0, 1 }, { 0, -1 }, { 1, 0 }, { -1, 0 } };
	unsigned way = below(f, 6);

	stop_editing(f);
	pane_select(&f->pane, way < 4 ? table_step(&f->pane.table, f->pane.cell, ways[way][0], ways[way][1])
		: table_next(&f->pane.table, f->pane.cell, way == 4 ? 1 : -1));
}

static void change_rows(struct fixture *f)
{
	int count = entry_row_count(f->opened.entry, 0);
	int row = (int)below(f, (unsigned)count);

	if (count < ROWS && below(f, 2))
		entry_insert_row(f->opened.entry, 0, row, 0);
	else if (count > 1)
		entry_delete_row(f->opened.entry, 0, row);
	sheet_recompute(f->opened.sheet);
	pane_update(&f->pane, f->opened.sheet);
}

static void take_step(struct fixture *f)
{
	unsigned what = below(f, 20);

	if (what < 9)
		move(f);
	else if (what < 14)
		edit(f);
	else if (what < 16)
		pane_scroll(&f->pane, (int)below(f, 21) - 10);
	else if (what < 17)
		pane_scroll_inside(&f->pane, below(f, 2) ? 1 : -1);
	else if (what < 18)
		change_rows(f);
	else if (what < 19)
		stop_editing(f);
	else
		resize(f, 60 + (int)below(f, 101), 6 + (int)below(f, 42));
}

/* --- painting --- */

static void assert_painted(struct fixture *f)
{
	struct grid *whole = grid_new(grid_columns(f->grid), grid_rows(f->grid), TEXT_NARROW);

	pane_paint(&f->pane, f->grid, false);
	pane_paint(&f->pane, whole, true);
	for (int y = 1; y < grid_rows(whole); y++)
		assert_true(grid_row_equal(f->grid, whole, y));
	grid_free(whole);
}

static void test_piecemeal(void **state)
{
	struct fixture *f = *state;

	pane_paint(&f->pane, f->grid, true);
	for (int i = 0; i < STEPS; i++) {
		take_step(f);
		if (below(f, 3))
			assert_painted(f);
	}
}

/* A table that is read along: places pointed out, none, and moved to. */
static void test_reading(void **state)
{
	struct fixture *f = *state;
	struct pane *v = &f->pane;

	v->reading = true;
	type(f, place(f, "project"), "机构编制专项工作经费");
	pane_rebuild(v);
	pane_paint(v, f->grid, true);
	for (int i = 0; i < STEPS; i++) {
		int cell = table_next(&v->table, (int)below(f, (unsigned)v->table.cell_count), 1);

		if (!below(f, 10))
			resize(f, 60 + (int)below(f, 101), 6 + (int)below(f, 42));
		pane_mark(v, below(f, 5) ? cell : -1, (int)below(f, 80), (int)below(f, 40) - 5);
		if (!below(f, 4))
			pane_scroll(v, (int)below(f, 21) - 10);
		assert_painted(f);
		assert_false(v->all_dirty);
	}
}

/* The role of the first column of a cell's first line on the screen. */
static enum role role_at(struct fixture *f, const char *name)
{
	int line, column, x = 0, y = 0, len, width;
	enum role role;

	f->pane.cell = table_find(&f->pane.table, place(f, name));
	pane_text_end(&f->pane, &line, &column);
	assert_true(pane_locate(&f->pane, line, column - 1, &x, &y));
	grid_get(f->grid, x, y, &len, &width, &role);
	return role;
}

/* What is pointed out differs from what is selected, and nothing is found fault with. */
static void test_reading_roles(void **state)
{
	struct fixture *f = *state;
	struct pane *v = &f->pane;

	type(f, place(f, "project"), "机构编制专项工作经费");
	type(f, place(f, "funds.fiscal.budget"), "没有");
	pane_rebuild(v);
	pane_select_ref(v, place(f, "project"));
	pane_paint(v, f->grid, true);
	assert_int_equal(role_at(f, "project"), ROLE_CURSOR);
	assert_int_equal(role_at(f, "funds.fiscal.budget"), ROLE_ERROR);
	v->reading = true;
	pane_mark(v, table_find(&v->table, place(f, "project")), 0, 5);
	pane_paint(v, f->grid, true);
	assert_int_equal(role_at(f, "project"), ROLE_MARKED);
	assert_int_equal(role_at(f, "funds.fiscal.budget"), ROLE_PLAIN);
	pane_mark(v, -1, 0, 5);
	pane_paint(v, f->grid, true);
	assert_int_equal(role_at(f, "project"), ROLE_PLAIN);
}

/* Commands go where keys say, and other commands nowhere. */
static void test_commands(void **state)
{
	static const struct { enum command_id id; const char *from, *to; } cases[] = {
		{ COMMAND_DOWN, "project", "department" }, { COMMAND_RIGHT, "department", "unit" },
		{ COMMAND_UP, "department", "project" }, { COMMAND_LEFT, "unit", "department" },
		{ COMMAND_NEXT, "project", "department" }, { COMMAND_PREVIOUS, "unit", "department" },
		{ COMMAND_END, "indicators[1].level3", "indicators[1].reason" },
		{ COMMAND_HOME, "indicators[1].reason", "indicators[1].level1" },
		{ COMMAND_FIRST, "remarks", "project" }, { COMMAND_LAST, "project", "remarks" },
	};
	struct fixture *f = *state;

	resize(f, 120, 60);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		pane_select_ref(&f->pane, place(f, cases[i].from));
		assert_true(pane_command(&f->pane, cases[i].id));
		assert_true(ref_equal(f->pane.at, place(f, cases[i].to)));
	}
	assert_false(pane_command(&f->pane, COMMAND_ACCEPT));
	assert_false(pane_command(&f->pane, COMMAND_WORD_LEFT));
}

/* --- places --- */

static void assert_places(const struct fixture *f)
{
	const struct pane *v = &f->pane;
	int line, column, x, y, seen = 0;

	for (int sy = v->area.y; sy < v->area.y + v->area.height; sy++)
		for (int sx = v->area.x; sx < v->area.x + v->area.width; sx++) {
			if (pane_cell_at(v, sx, sy) != v->cell)
				continue;
			seen++;
			pane_point(v, sx, sy, &line, &column);
			assert_in_range(line, 0, pane_selected(v)->area.height - 1);
			assert_in_range(column, 0, pane_selected(v)->area.width - 1);
			assert_true(pane_locate(v, line, column, &x, &y));
			assert_int_equal(x, sx);
			assert_int_equal(y, sy);
		}
	assert_true(seen > 0);
}

static void test_places(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < STEPS / 10; i++) {
		take_step(f);
		move(f);
		assert_places(f);
	}
}

/* Wherever the caret is put in a text, it is brought into sight, inside the cell. */
static void test_caret(void **state)
{
	struct fixture *f = *state;
	int line, column, x, y;

	for (int i = 0; i < STEPS; i++) {
		const char *s = f->text;
		size_t at;

		take_step(f);
		if (!f->pane.editing)
			continue;
		for (at = 0; s[at] && below(f, 30); )
			at = (size_t)(text_next(s + at, s + strlen(s)) - s);
		pane_caret(&f->pane, at, false, &line, &column);
		assert_in_range(line, 0, pane_selected(&f->pane)->area.height - 1);
		assert_in_range(column, 0, pane_selected(&f->pane)->area.width - 1);
		pane_follow(&f->pane, line, column);
		assert_true(pane_locate(&f->pane, line, column, &x, &y));
		assert_int_equal(pane_cell_at(&f->pane, x, y), f->pane.cell);
	}
}

/* In running text the caret stands on its character, lines wrap as when nobody types, and a click finds the way back. */
static void assert_caret_at(struct fixture *f, size_t at)
{
	int line, column, x = 0, y = 0, len, width;
	const char *s = f->text + at, *seen;
	enum role role;

	pane_caret(&f->pane, at, false, &line, &column);
	pane_follow(&f->pane, line, column);
	pane_paint(&f->pane, f->grid, true);
	assert_true(pane_locate(&f->pane, line, column, &x, &y));
	/* The lines around it are seen as well. */
	assert_true(y > f->pane.area.y || f->pane.y == 0);
	assert_true(y < f->pane.area.y + f->pane.area.height - 1);
	if (!*s || *s == '\n')
		return;
	seen = grid_get(f->grid, x, y, &len, &width, &role);
	assert_memory_equal(seen, s, (size_t)len);
	assert_int_equal(role, ROLE_EDIT);
}

static void test_running_text(void **state)
{
	struct fixture *f = *state;
	size_t lines;

	leave(state);
	assert_int_equal(open_form(f, "luosong-report", TEXT_NARROW), STATUS_OK);
	strcpy(f->text, "机构编制管理机关，负责全区行政管理体制和机构改革以及机构编制的日常管理工作。\n"
		"内设office 3个，编制8名。\n\n　自有缩进的一段");
	pane_select_ref(&f->pane, place(f, "background"));
	type(f, f->pane.at, f->text);
	pane_update(&f->pane, f->opened.sheet);
	for (int columns = 60; columns < 90; columns++) {
		resize(f, columns, 12);
		lines = pane_selected(&f->pane)->lines.count;
		pane_edit(&f->pane, f->text);
		assert_int_equal(pane_selected(&f->pane)->lines.count, lines);
		for (const char *s = f->text, *end = s + strlen(s); s < end; s = text_next(s, end))
			assert_caret_at(f, (size_t)(s - f->text));
		assert_caret_at(f, strlen(f->text));
		pane_edit(&f->pane, NULL);
	}
}

/* --- nothing is seen in part that reads as something else --- */

static bool is_figure(const struct fixture *f, int cell)
{
	struct ref at = f->pane.table.cells[cell].at;
	enum cell_type type = at.cell < 0 ? CELL_TEXT : f->form->cells[at.cell].type;

	return type != CELL_TEXT && type != CELL_LONG && type != CELL_CHOICE;
}

static void fill(struct fixture *f)
{
	for (int i = 0; i < f->pane.table.cell_count; i++)
		if (is_figure(f, i) && !f->form->cells[f->pane.table.cells[i].at.cell].calculate)
			type(f, f->pane.table.cells[i].at, below(f, 2) ? "24.56" : "87654.32");
	pane_update(&f->pane, f->opened.sheet);
}

/* The scrolling part begins with a whole column, unless one is wider than it. */
static void assert_whole_columns(const struct fixture *f)
{
	const struct pane *v = &f->pane;
	const int *x = v->layout.column_x;
	int room = v->area.width - v->frozen, line = grid_frame_width(FRAME_BOX, f->widths);

	for (int c = f->form->freeze; v->frozen && c < f->form->column_count; c++)
		if (x[c] + line < v->x && v->x < x[c + 1] + line)
			assert_true(x[c + 1] - x[c] - line > room);
}

static void add_seen(const struct fixture *f, int from, int to, int y, struct str *out)
{
	for (int x = from, len, width; x < to; x++) {
		enum role role;
		const char *s = grid_get(f->grid, x, y, &len, &width, &role);

		if (*s != ' ')
			str_add_len(out, s, (size_t)len);
	}
}

/* Blanks apart. */
static bool has_line(const struct layout_cell *cell, const char *seen)
{
	for (size_t i = 0; i < cell->lines.count; i++) {
		const struct text_line *line = &cell->lines.items[i];
		const char *s = cell->text.data + line->start, *end = s + line->len, *p = seen;

		for (; s < end && (*s == ' ' || *s == *p); s++)
			p += *s != ' ';
		if (s == end && !*p)
			return true;
	}
	return false;
}

/* Of the figures in a line of the screen each is there as a whole, or not at all. */
static void assert_figures(const struct fixture *f, int y)
{
	const struct pane *v = &f->pane;

	for (int x = 0, next, cell; x < v->area.width; x = next) {
		struct str seen = { 0 };

		cell = pane_cell_at(v, x, y);
		for (next = x + 1; next < v->area.width && pane_cell_at(v, next, y) == cell; )
			next++;
		if (cell < 0 || !is_figure(f, cell) || (v->editing && cell == v->cell))
			continue;
		add_seen(f, x, next, y, &seen);
		assert_true(!seen.len || !strcmp(seen.data, "…") || has_line(&v->layout.cells[cell], seen.data));
		str_clear(&seen);
	}
}

static void test_whole_figures(void **state)
{
	static const char *const forms[] = {
		"pingliang-project", "ningxia-project", "chaotian-project", "luosong-department",
		"luosong-basedata",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < 2 * sizeof forms / sizeof *forms; i++) {
		leave(state);
		assert_int_equal(open_form(f, forms[i / 2], i % 2 ? TEXT_WIDE : TEXT_NARROW), STATUS_OK);
		fill(f);
		for (int k = 0; k < STEPS / 10; k++) {
			f->pane.narrowest = below(f, 2) ? 0 : 70;
			if (!below(f, 4))
				resize(f, 59 + (int)below(f, 50), 15 + (int)below(f, 20));
			take_step(f);
			assert_whole_columns(f);
			pane_paint(&f->pane, f->grid, true);
			for (int y = 1; y < grid_rows(f->grid); y++)
				assert_figures(f, y);
		}
	}
}

/* --- single cases --- */

static void test_edit_survives(void **state)
{
	struct fixture *f = *state;

	pane_select_ref(&f->pane, place(f, "project"));
	pane_edit(&f->pane, "正在写");
	pane_rebuild(&f->pane);
	assert_string_equal(str_text(&pane_selected(&f->pane)->text), "正在写");
	resize(f, 120, 35);
	assert_string_equal(str_text(&pane_selected(&f->pane)->text), "正在写");
	pane_edit(&f->pane, NULL);
	assert_string_equal(str_text(&pane_selected(&f->pane)->text), "");
}

/* The form's own words before a text are not part of it. */
static void test_label_before(void **state)
{
	struct fixture *f = *state;
	int line, column;

	pane_select_ref(&f->pane, place(f, "remarks"));
	pane_edit(&f->pane, "：无");
	pane_caret(&f->pane, 0, false, &line, &column);
	assert_int_equal(line, 0);
	assert_int_equal(column, 4);
	pane_caret(&f->pane, strlen("：无"), false, &line, &column);
	assert_int_equal(column, 8);
}

/* A table that became shorter leaves no empty window behind its end. */
static void test_shorter(void **state)
{
	struct fixture *f = *state;
	struct pane *v = &f->pane;

	pane_select_ref(v, place(f, "goals.actual"));
	pane_edit(v, texts[8]);
	pane_scroll(v, 1000);
	assert_int_equal(v->y, v->layout.height - v->area.height);
	pane_edit(v, NULL);
	assert_true(v->y <= v->layout.height - v->area.height);
}

/* At a narrow window's start a wide cell is seen beside its label. */
static void test_narrow_start(void **state)
{
	struct fixture *f = *state;

	resize(f, 62, 13);
	pane_select_ref(&f->pane, place(f, "project"));
	assert_int_equal(f->pane.x, f->pane.frozen);
	pane_select_ref(&f->pane, place(f, "indicators[7].reason"));
	assert_true(f->pane.x > f->pane.frozen);
}

static void test_scroll_inside(void **state)
{
	struct fixture *f = *state;
	struct pane *v = &f->pane;

	resize(f, 62, 10);
	pane_select_ref(v, place(f, "project"));
	assert_false(pane_scroll_inside(v, 1));
	type(f, place(f, "goals.actual"), texts[8]);
	pane_update(v, f->opened.sheet);
	resize(f, 62, 6);
	pane_select_ref(v, place(f, "goals.actual"));
	assert_false(pane_scroll_inside(v, -1));
	assert_true(pane_scroll_inside(v, 1));
	assert_true(pane_scroll_inside(v, -1));
	assert_false(pane_scroll_inside(v, -1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_piecemeal, enter, leave),
		cmocka_unit_test_setup_teardown(test_reading, enter, leave),
		cmocka_unit_test_setup_teardown(test_reading_roles, enter, leave),
		cmocka_unit_test_setup_teardown(test_commands, enter, leave),
		cmocka_unit_test_setup_teardown(test_places, enter, leave),
		cmocka_unit_test_setup_teardown(test_caret, enter, leave),
		cmocka_unit_test_setup_teardown(test_running_text, enter, leave),
		cmocka_unit_test_setup_teardown(test_whole_figures, enter, leave),
		cmocka_unit_test_setup_teardown(test_edit_survives, enter, leave),
		cmocka_unit_test_setup_teardown(test_label_before, enter, leave),
		cmocka_unit_test_setup_teardown(test_shorter, enter, leave),
		cmocka_unit_test_setup_teardown(test_narrow_start, enter, leave),
		cmocka_unit_test_setup_teardown(test_scroll_inside, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
