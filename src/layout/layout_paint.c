/* SPDX-License-Identifier: MIT */
/* Windows on the endless sheet. */
#include "layout/layout.h"

#include "layout/layout_view.h"

/* columns from which on a list of texts is one of names, not of units */
enum { NAMES = 12 };

/* --- where a line of text stands --- */

/* True of a column wide enough for names, on this medium and in the form: others hold units and signs. */
static bool holds_names(const struct layout *l, int i)
{
	const struct form *form = l->form;
	int total = 0;

	for (int c = 0; c < form->column_count; c++)
		total += form->columns[c];
	return l->cells[i].area.width >= NAMES && form->columns[l->table->cells[i].column] * 100 >= NAMES * total;
}

/* Figures, short words and labels in the middle, as in the printed tables; sentences from the
 * left. */
enum align layout_align(const struct layout *l, int i)
{
	const struct table_cell *c = &l->table->cells[i];
	const struct cell *cell;

	if (l->edit_text && i == l->edit_cell)
		return ALIGN_LEFT;
	if (c->box->align != ALIGN_AUTO)
		return c->box->align;
	if (c->at.cell < 0)
		return ALIGN_CENTER;
	cell = &l->form->cells[c->at.cell];
	if (*c->box->before || *c->box->after)
		return ALIGN_LEFT;
	if (cell->type == CELL_TEXT && cell->repeat >= 0)
		return cell->merge || !holds_names(l, i) ? ALIGN_CENTER : ALIGN_LEFT;
	if (cell->type == CELL_TEXT || cell->type == CELL_LONG)
		return l->cells[i].lines.count > 1 ? ALIGN_LEFT : ALIGN_CENTER;
	return ALIGN_CENTER;
}

/* In a window that begins inside a cell, a centred line that fits what is seen is centred there. */
int layout_line_x(const struct layout *l, int i, size_t line, int window_x)
{
	const struct layout_cell *cell = &l->cells[i];
	enum align align = layout_align(l, i);
	int x = cell->area.x, width = cell->area.width, spare;

	if (align == ALIGN_CENTER && window_x > x
		&& cell->lines.items[line].width <= x + width - window_x) {
		width -= window_x - x;
		x = window_x;
	}
	spare = width - cell->lines.items[line].width;
	if (align == ALIGN_LEFT || spare <= 0)
		return x + cell->indent + cell->lines.items[line].indent;
	return x + (align == ALIGN_CENTER ? spare / 2 : spare);
}

/* --- windows --- */

/* The last row whose lines, or rule above, begin at or before y. */
static int row_at(const struct layout *l, int y)
{
	int low = 0, high = l->table->row_count - 1;

	while (low < high) {
		int middle = (low + high + 1) / 2;

		if (l->row_y[middle] <= y)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static int clamp(int n, int from, int to)
{
	return n < from ? from : n > to ? to : n;
}

static void window_add(struct view *v, int row, int y)
{
	int top = layout_row_top(v->l, row), end = layout_row_end(v->l, row);

	view_add(v, row, clamp(y, top, end), clamp(y + v->target.height, top, end),
		v->count > 0 || y <= v->l->row_y[row]);
}

static void window_open(struct view *v, const struct layout *l, struct grid *g, struct rect target,
	int x, int y)
{
	int row = 0, rows = l->table->row_count;

	if (target.y < 0) {
		y -= target.y;
		target.height += target.y;
		target.y = 0;
	}
	view_init(v, l, g, target, x, target.height < rows ? target.height + 2 : rows);
	if (!rows || target.height <= 0)
		return;
	if (y < 0)
		v->y -= y;
	else
		row = row_at(l, y);
	if (row > 0 && y == l->row_y[row])
		view_add(v, row - 1, layout_row_end(l, row - 1), layout_row_end(l, row - 1), false);
	for (; row < rows && l->row_y[row] < y + target.height; row++)
		window_add(v, row, y);
	if (row == rows)
		view_close(v);
}

void layout_paint(const struct layout *l, struct grid *g, struct rect target, int x, int y,
	const struct layout_style *style)
{
	struct view v;

	window_open(&v, l, g, target, x, y);
	v.style = style;
	view_paint(&v);
	view_clear(&v);
}

void layout_paint_cell(const struct layout *l, struct grid *g, struct rect target, int x, int y,
	int cell, const struct layout_style *style)
{
	struct view v;

	window_open(&v, l, g, target, x, y);
	v.style = style;
	view_paint_cell(&v, cell);
	view_clear(&v);
}
