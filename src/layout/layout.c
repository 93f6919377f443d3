/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/layout_columns.h"
#include "layout/layout_view.h"

void layout_init(struct layout *l, struct medium medium)
{
	*l = (struct layout){ .medium = medium, .edit_cell = -1 };
	if (!l->medium.pitch)
		l->medium.pitch = 1;
}

void layout_clear(struct layout *l)
{
	for (int i = 0; i < l->cell_cap; i++) {
		str_clear(&l->cells[i].text);
		text_lines_clear(&l->cells[i].lines);
	}
	free(l->cells);
	free(l->column_x);
	free(l->figure_width);
	free(l->row_y);
	free(l->row_height);
	str_clear(&l->scratch);
	layout_init(l, l->medium);
}

static int frame_width(const struct layout *l)
{
	return grid_frame_width(l->medium.frame, l->medium.widths);
}

bool layout_row_framed(const struct layout *l, int row)
{
	return row >= 0 && row < l->table->row_count
		&& form_row_framed(l->table->rows[row].form_row);
}

bool layout_row_prose(const struct layout *l, int row)
{
	return row >= 0 && row < l->table->row_count && l->table->rows[row].form_row->prose;
}

bool layout_row_large(const struct layout *l, int row)
{
	return l->medium.prose_pitch && l->report && !layout_row_framed(l, row);
}

int layout_row_pitch(const struct layout *l, int row)
{
	return layout_row_large(l, row) ? l->medium.prose_pitch : l->medium.pitch;
}

int layout_row_top(const struct layout *l, int row)
{
	return l->row_y[row] + layout_row_framed(l, row);
}

int layout_row_end(const struct layout *l, int row)
{
	return layout_row_top(l, row) + l->row_height[row];
}

/* --- cells --- */

/* Lines outside the frame may use the frame's columns. */
static void cell_place(const struct layout *l, int i)
{
	const struct table_cell *c = &l->table->cells[i];
	struct layout_cell *cell = &l->cells[i];
	int frame = frame_width(l), left = l->column_x[c->column];
	int right = l->column_x[c->column + c->columns];

	if (c->framed || c->column > 0)
		left += frame;
	if (!c->framed && c->column + c->columns == l->table->columns)
		right += frame;
	cell->area.x = left;
	cell->area.width = right - left;
	if (!c->framed && c->columns == l->table->columns && l->medium.window && l->medium.window < right - left)
		cell->area.width = l->medium.window;
}

/* True if s may hold a character that text_add_visible replaces; quick where there is none. */
static bool is_suspicious(const char *s, size_t len)
{
	const unsigned char *u = (const unsigned char *)s, *end = u + len;

	for (; u < end; u++) {
		if (*u >= 0x20 && *u != 0x7F && *u != 0xC2 && *u != 0xE2 && *u < 0xED)
			continue;
		if (*u == '\n' || (*u == 0xEF && end - u > 1 && (u[1] == 0xBC || u[1] == 0xBD)))
			continue;
		if (*u == 0xE2 && end - u > 2 && u[1] != 0x81 &&
			(u[1] != 0x80 || (u[2] >= 0x90 && u[2] < 0xA8)))
			continue;
		return true;
	}
	return false;
}

/* Makes the scratch text visible, part by part so that the place of the value stays known. */
static void scratch_make_visible(struct layout *l, struct layout_cell *cell)
{
	struct str shown = {0};
	const char *s = str_text(&l->scratch);
	size_t start = cell->value_start, end = start + cell->value_len;

	text_add_visible(&shown, s, start);
	cell->value_start = shown.len;
	text_add_visible(&shown, s + start, end - start);
	cell->value_len = shown.len - cell->value_start;
	text_add_visible(&shown, s + end, l->scratch.len - end);
	str_clear(&l->scratch);
	l->scratch = shown;
}

static void scratch_compose(struct layout *l, int i)
{
	struct layout_cell *cell = &l->cells[i];

	str_reset(&l->scratch);
	if (l->edit_text && i == l->edit_cell) {
		cell->shown = SHOWN_TYPED;
		table_add_text(l->table, i, l->edit_text, &l->scratch, &cell->value_start,
			&cell->value_len);
	} else {
		cell->shown = table_text(l->table, i, &l->scratch, &cell->value_start,
			&cell->value_len);
	}
}

static void lines_add_empty(struct text_lines *lines, size_t at)
{
	lines->items = mem_grow(lines->items, &lines->cap, lines->count + 1, sizeof *lines->items);
	lines->items[lines->count++] = (struct text_line){ .start = at, .next = at };
}

/* Columns to wrap to: a label written downwards has one character a line. */
static int cell_wrap_width(const struct layout *l, int i)
{
	const struct box *box = l->table->cells[i].box;
	const struct layout_cell *cell = &l->cells[i];

	if (box->vertical &&
		text_width(l->medium.widths, cell->text.data, cell->text.len) > cell->area.width)
		return 2;
	return layout_row_large(l, l->table->cells[i].row) ? cell->area.width * 10 / l->medium.prose_size
		: cell->area.width;
}

static struct text_line *last_line(const struct layout_cell *cell)
{
	return &cell->lines.items[cell->lines.count - 1];
}

static void lines_shift(struct text_lines *lines, size_t by)
{
	for (size_t i = 0; by && i < lines->count; i++) {
		lines->items[i].start += by;
		lines->items[i].next += by;
	}
}

static void cell_wrap_to(struct layout *l, struct layout_cell *cell, int columns)
{
	size_t indent = (size_t)cell->indent;

	text_wrap(l->medium.widths, str_text(&cell->text) + indent, cell->text.len - indent,
		columns - cell->indent, &cell->lines);
	lines_shift(&cell->lines, indent);
}

/* Blanks the form puts before a text show its rank; where it is longer than a line all its lines
 * keep them. */
static int cell_indent(const struct layout *l, int i)
{
	const struct layout_cell *cell = &l->cells[i];
	size_t blanks = strspn(str_text(&cell->text), " ");

	if (l->table->cells[i].at.cell >= 0 && blanks > cell->value_start)
		blanks = cell->value_start;
	return layout_align(l, i) == ALIGN_LEFT &&
		blanks * 3 <= (size_t)cell->wrap * 2 ? (int)blanks : 0;
}

/* True if the last line is a single character, with a sign perhaps, or begins inside a bracket. */
static bool ends_badly(const struct layout_cell *cell)
{
	const struct text_line *line = last_line(cell);
	const char *s = cell->text.data + line->start, *end = s + line->len;

	if (line->width <= 3)
		return true;
	for (; s < end; s++) {
		if (*s == '(' || (end - s >= 3 && !memcmp(s, "（", 3)))
			return false;
		if (*s == ')' || (end - s >= 3 && !memcmp(s, "）", 3)))
			return true;
	}
	return false;
}

/* Where the bracket begins that the text ends with; 0: it ends with none. */
static size_t last_bracket(const struct str *text)
{
	static const char *const pairs[][2] = { { "（", "）" }, { "(", ")" } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const char *open = strstr(str_text(text), pairs[i][0]), *close;

		close = open ? strstr(open, pairs[i][1]) : NULL;
		if (close && !close[strlen(pairs[i][1])])
			return (size_t)(open - text->data);
	}
	return 0;
}

/* 预算执行情况 and （10分） on lines of their own, if those are not more. */
static void cell_part_bracket(struct layout *l, struct layout_cell *cell, size_t most)
{
	struct text_lines tail = { 0 };
	size_t at = last_bracket(&cell->text), indent = (size_t)cell->indent;

	if (at <= indent)
		return;
	text_wrap(l->medium.widths, cell->text.data + at, cell->text.len - at, cell->wrap - cell->indent, &tail);
	text_wrap(l->medium.widths, cell->text.data + indent, at - indent, cell->wrap - cell->indent, &cell->lines);
	if (tail.count == 1 && cell->lines.count < most) {
		lines_add_empty(&cell->lines, 0);
		lines_shift(&cell->lines, indent);
		*last_line(cell) = tail.items[0];
		last_line(cell)->start += at;
		last_line(cell)->next += at;
	} else {
		cell_wrap_to(l, cell, cell->wrap);
	}
	text_lines_clear(&tail);
}

/* A label or a centred text must not end in 社会效益指／标 or 项目资金（万／元）: its lines are made shorter as
 * long as they are not more. */
static void cell_balance(struct layout *l, struct layout_cell *cell)
{
	size_t lines = cell->lines.count;
	int columns = cell->wrap;

	if (lines < 2 || !ends_badly(cell))
		return;
	while (columns - cell->indent > 4 && cell->lines.count == lines && ends_badly(cell))
		cell_wrap_to(l, cell, columns -= 2);
	if (cell->lines.count != lines || ends_badly(cell))
		cell_wrap_to(l, cell, cell->wrap);
	if (ends_badly(cell))
		cell_part_bracket(l, cell, lines);
}

/* More than any text has. */
enum { WHOLE_LINE = 1 << 24 };

static void cell_wrap(struct layout *l, int i)
{
	struct layout_cell *cell = &l->cells[i];
	bool edited = l->edit_text && i == l->edit_cell;

	cell->indent = edited ? 0 : cell_indent(l, i);
	if (edited && layout_row_prose(l, l->table->cells[i].row))
		text_wrap_indented(l->medium.widths, str_text(&cell->text), cell->text.len, cell->wrap, &cell->lines);
	else
		cell_wrap_to(l, cell, l->medium.figures && columns_is_figure(l, i) ? WHOLE_LINE : cell->wrap);
	if (edited && last_line(cell)->indent + last_line(cell)->width >= cell->wrap)
		lines_add_empty(&cell->lines, cell->text.len);
	else if (!edited && (layout_align(l, i) == ALIGN_CENTER ||
		(l->table->cells[i].at.cell < 0 && !layout_row_prose(l, l->table->cells[i].row))))
		cell_balance(l, cell);
}

/* Most texts are those of the last build (labels, the same columns' figures): these are not
 * wrapped again. */
static void cell_compose(struct layout *l, int i, bool again)
{
	struct layout_cell *cell = &l->cells[i];
	struct str swap;

	scratch_compose(l, i);
	if (!again && cell->lines.count && cell->text.len == l->scratch.len
			&& !memcmp(str_text(&cell->text), str_text(&l->scratch), l->scratch.len))
		return;
	if (is_suspicious(str_text(&l->scratch), l->scratch.len))
		scratch_make_visible(l, cell);
	swap = cell->text;
	cell->text = l->scratch;
	l->scratch = swap;
	cell->wrap = 0;
}

static void cell_fit(struct layout *l, int i)
{
	struct layout_cell *cell = &l->cells[i];
	int wrap = cell_wrap_width(l, i);

	if (wrap == cell->wrap)
		return;
	cell->wrap = wrap;
	cell_wrap(l, i);
}

static void cell_fill(struct layout *l, int i, bool again)
{
	cell_compose(l, i, again);
	cell_fit(l, i);
}

/* --- rows --- */

int layout_text_height(const struct layout *l, int cell)
{
	return (int)l->cells[cell].lines.count * layout_row_pitch(l, l->table->cells[cell].row);
}

/* A cell over several rows with more text than they have room: each row grows by its part. */
static void rows_stretch(struct layout *l, const struct table_cell *c, int height)
{
	int have = c->framed ? c->rows - 1 : 0, missing;

	for (int r = c->row; r < c->row + c->rows; r++)
		have += l->row_height[r];
	missing = height - have;
	for (int r = c->row; missing > 0; r++) {
		int part = (missing + c->row + c->rows - r - 1) / (c->row + c->rows - r);

		l->row_height[r] += part;
		missing -= part;
	}
}

/* What a hand needs: a short cell two lines, a long one some for sentences. */
enum { HAND_LINES = 2, HAND_LINES_SIGNATURE = 3, HAND_LINES_LONG = 6 };

static int hand_height(const struct layout *l, int i, int height)
{
	const struct table_cell *c = &l->table->cells[i];
	bool signature = l->medium.signing && l->table->rows[c->row].form_row->signature;
	bool written = signature || (l->medium.blank && (c->framed || layout_row_prose(l, c->row)));
	int least = signature ? HAND_LINES_SIGNATURE : HAND_LINES;

	if (!written || c->at.cell < 0)
		return height;
	if (l->form->cells[c->at.cell].type == CELL_LONG && l->form->cells[c->at.cell].repeat < 0)
		least = HAND_LINES_LONG;
	least *= layout_row_pitch(l, c->row);
	return height > least ? height : least;
}

static void rows_measure(struct layout *l)
{
	const struct table *t = l->table;

	for (int r = 0; r < t->row_count; r++)
		l->row_height[r] = layout_row_pitch(l, r) * (t->rows[r].form_row->title && l->medium.pitch > 1 ? 2 : 1);
	for (int i = 0; i < t->cell_count; i++) {
		int height = hand_height(l, i, layout_text_height(l, i)), row = t->cells[i].row;

		if (t->cells[i].rows == 1 && height > l->row_height[row])
			l->row_height[row] = height;
	}
	for (int i = 0; i < t->cell_count; i++)
		if (t->cells[i].rows > 1)
			rows_stretch(l, &t->cells[i], layout_text_height(l, i));
}

/* Stacks the rows; true if any moved. */
static bool layout_stack(struct layout *l)
{
	const struct table *t = l->table;
	int y = 0;
	bool moved = false;

	rows_measure(l);
	for (int r = 0; r <= t->row_count; r++) {
		if (r > 0 && layout_row_framed(l, r - 1) && r < t->row_count &&
			!layout_row_framed(l, r))
			y++;
		moved = moved || l->row_y[r] != y;
		l->row_y[r] = y;
		if (r < t->row_count)
			y += l->row_height[r] + layout_row_framed(l, r);
	}
	l->height = y + layout_row_framed(l, t->row_count - 1);
	for (int i = 0; i < t->cell_count; i++) {
		const struct table_cell *c = &t->cells[i];

		l->cells[i].area.y = layout_row_top(l, c->row);
		l->cells[i].area.height =
			layout_row_end(l, c->row + c->rows - 1) - l->cells[i].area.y;
	}
	return moved;
}

/* --- building --- */

static void layout_reserve(struct layout *l, const struct table *t)
{
	size_t cap = (size_t)l->cell_cap, old = cap, rows = (size_t)l->row_cap;

	l->cells = mem_grow(l->cells, &cap, (size_t)t->cell_count, sizeof *l->cells);
	if (cap > old)
		memset(l->cells + old, 0, (cap - old) * sizeof *l->cells);
	l->cell_cap = (int)cap;
	l->row_y = mem_grow(l->row_y, &rows, (size_t)t->row_count + 1, sizeof *l->row_y);
	if (rows > (size_t)l->row_cap) {
		l->row_height = mem_resize(l->row_height, rows, sizeof *l->row_height);
		memset(l->row_y, 0, rows * sizeof *l->row_y);
	}
	l->row_cap = (int)rows;
}

static void place_columns(struct layout *l, const int *figures)
{
	columns_place(l->form, &l->medium, figures, l->column_x);
	l->width = l->column_x[l->form->column_count] + frame_width(l);
}

static void layout_set_form(struct layout *l, const struct form *form)
{
	if (l->form == form)
		return;
	l->form = form;
	l->report = false;
	for (int r = 0; r < form->row_count; r++)
		l->report = l->report || form->rows[r].prose;
	l->column_x = mem_resize(l->column_x, (size_t)form->column_count + 1, sizeof *l->column_x);
	l->figure_width = mem_resize(l->figure_width, (size_t)form->column_count, sizeof *l->figure_width);
	place_columns(l, NULL);
}

void layout_set_columns(struct layout *l, int columns)
{
	if (l->medium.columns != columns)
		l->form = NULL;
	l->medium.columns = columns;
}

void layout_build(struct layout *l, const struct table *table)
{
	int edited = l->edit_cell;

	l->table = table;
	l->edit_text = NULL;
	l->edit_cell = -1;
	layout_set_form(l, sheet_get_form(table->sheet));
	layout_reserve(l, table);
	for (int i = 0; i < table->cell_count; i++)
		cell_compose(l, i, i == edited);
	if (l->medium.figures) {
		columns_measure(l, l->figure_width);
		place_columns(l, l->figure_width);
	}
	for (int i = 0; i < table->cell_count; i++) {
		cell_place(l, i);
		cell_fit(l, i);
	}
	layout_stack(l);
}

bool layout_figures_fit(const struct layout *l)
{
	for (int i = 0; i < l->table->cell_count; i++)
		if (columns_is_figure(l, i) && columns_of_figure(l, i) > l->cells[i].area.width)
			return false;
	return true;
}

int layout_least_columns(const struct layout *l)
{
	return columns_least(l->form, &l->medium, l->figure_width);
}

bool layout_edit(struct layout *l, int cell, const char *text)
{
	int before = l->edit_text ? l->edit_cell : -1;

	l->edit_text = text;
	l->edit_cell = text ? cell : -1;
	if (before >= 0 && before != l->edit_cell)
		cell_fill(l, before, true);
	if (l->edit_cell >= 0)
		cell_fill(l, cell, true);
	return layout_stack(l);
}

bool layout_update(struct layout *l, const struct ref *changed, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int cell = table_find(l->table, changed[i]);

		/* layout_edit has laid out what is being typed. */
		if (cell >= 0)
			cell_fill(l, cell, !l->edit_text || cell != l->edit_cell);
	}
	return layout_stack(l);
}

int layout_at(const struct layout *l, int x, int y)
{
	int row = 0, column = 0, cell;
	struct rect area;

	while (row + 1 < l->table->row_count && l->row_y[row + 1] <= y)
		row++;
	while (column + 1 < l->table->columns && l->column_x[column + 1] <= x)
		column++;
	cell = table_owner(l->table, row, column);
	if (cell < 0)
		return -1;
	area = l->cells[cell].area;
	return x >= area.x && x < area.x + area.width &&
		y >= area.y && y < area.y + area.height ? cell : -1;
}
