/* SPDX-License-Identifier: MIT */
#include "ui/pane.h"

#include <stdlib.h>

#include "base/mem.h"

enum { WIDEST = 160 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

void pane_init(struct pane *v, const struct opened *o, enum text_widths widths, enum frame frame)
{
	*v = (struct pane){ .opened = o, .widths = widths, .frame = frame, .cell = -1 };
	table_build(&v->table, o->sheet);
	v->at = (struct ref){ -1, -1 };
}

void pane_clear(struct pane *v)
{
	layout_clear(&v->layout);
	table_clear(&v->table);
	free(v->dirty);
}

/* --- geometry --- */

static void choose_frozen(struct pane *v)
{
	int freeze = v->opened->form->freeze;
	int line = grid_frame_width(v->frame, v->widths);

	v->frozen = 0;
	if (v->layout.width <= v->area.width || freeze <= 0)
		return;
	v->frozen = v->layout.column_x[freeze] + line;
	if (v->frozen > v->area.width * 3 / 4)
		v->frozen = 0;
}

/* Lines of the heading that covers the top of the window while the rows under it scroll; *from is its first
 * sheet line. */
static int covered(const struct pane *v, int *from)
{
	const struct layout *l = &v->layout;
	int height = 0;

	for (int r = 0; r + 1 < v->table.row_count; r++) {
		int last = r + 1;

		if (!v->table.rows[r].form_row->heading || l->row_y[r] >= v->y)
			continue;
		while (last < v->table.row_count && v->table.rows[last].repeat_row >= 0)
			last++;
		if (l->row_y[last] <= v->y)
			continue;
		*from = l->row_y[r];
		height = l->row_y[r + 1] - l->row_y[r] + 1;
	}
	return height <= v->area.height / 2 ? height : 0;
}

static int highest_y(const struct pane *v)
{
	return most(0, v->layout.height - v->area.height);
}

static int highest_x(const struct pane *v)
{
	return most(v->frozen, v->layout.width - (v->area.width - v->frozen));
}

static void clamp_scroll(struct pane *v)
{
	v->y = most(0, least(v->y, highest_y(v)));
	v->x = most(v->frozen, least(v->x, highest_x(v)));
}

static void set_scroll(struct pane *v, int x, int y)
{
	int old_x = v->x, old_y = v->y;

	v->x = x;
	v->y = y;
	clamp_scroll(v);
	if (v->x != old_x || v->y != old_y)
		v->all_dirty = true;
}

/* Brings sheet lines [top, bottom) and columns [left, right) into sight, the first of each for sure. */
static void show(struct pane *v, struct rect part)
{
	int x = v->x, y = v->y, from, hidden;
	int room = v->area.width - v->frozen;

	if (part.y + part.height > y + v->area.height)
		y = part.y + part.height - v->area.height;
	hidden = covered(v, &from);
	if (part.y < y + hidden)
		y = part.y - hidden;
	if (part.x >= v->frozen) {
		if (part.x + part.width > x + room)
			x = part.x + part.width - room;
		if (part.x < x)
			x = part.x;
	}
	set_scroll(v, x, y);
	/* Scrolling may have brought a heading over the place. */
	hidden = covered(v, &from);
	if (part.y < v->y + hidden)
		set_scroll(v, v->x, part.y - hidden);
}

static struct rect with_frame(const struct pane *v, struct rect r)
{
	int line = grid_frame_width(v->frame, v->widths);

	return (struct rect){ r.x - line, r.y - 1, r.width + 2 * line, r.height + 2 };
}

/* --- building --- */

static void lay_out(struct pane *v)
{
	struct medium medium = { .widths = v->widths, .frame = v->frame };
	const char *text = v->editing ? v->layout.edit_text : NULL;

	medium.columns = most(least(v->area.width, WIDEST),
		layout_min_columns(v->opened->form, &medium));
	layout_clear(&v->layout);
	layout_init(&v->layout, medium);
	layout_build(&v->layout, &v->table);
	if (text)
		layout_edit(&v->layout, v->cell, text);
	choose_frozen(v);
	clamp_scroll(v);
	v->all_dirty = true;
}

void pane_resize(struct pane *v, struct rect area)
{
	v->area = area;
	lay_out(v);
	if (v->cell < 0)
		pane_select(v, table_next(&v->table, -1, 1));
	else
		show(v, with_frame(v, v->layout.cells[v->cell].area));
}

static int nearest_cell(const struct pane *v)
{
	struct ref at = v->at;
	int cell = table_find(&v->table, at);

	while (cell < 0 && at.row > 0) {
		at.row--;
		cell = table_find(&v->table, at);
	}
	return cell >= 0 ? cell : table_next(&v->table, -1, 1);
}

void pane_rebuild(struct pane *v)
{
	table_build(&v->table, v->opened->sheet);
	layout_build(&v->layout, &v->table);
	choose_frozen(v);
	clamp_scroll(v);
	v->all_dirty = true;
	v->cell = -1;
	pane_select(v, nearest_cell(v));
}

static void mark(struct pane *v, int cell)
{
	if (cell < 0 || v->all_dirty)
		return;
	v->dirty = mem_grow(v->dirty, &v->dirty_cap, v->dirty_count + 1, sizeof *v->dirty);
	v->dirty[v->dirty_count++] = cell;
}

void pane_update(struct pane *v, struct sheet *sheet)
{
	size_t count;
	bool all;
	const struct ref *changed = sheet_take_changed(sheet, &count, &all);

	if (all) {
		pane_rebuild(v);
		return;
	}
	if (layout_update(&v->layout, changed, count)) {
		clamp_scroll(v);
		v->all_dirty = true;
	}
	for (size_t i = 0; i < count; i++)
		mark(v, table_find(&v->table, changed[i]));
}

void pane_edit(struct pane *v, const char *text)
{
	int height = v->layout.height;

	v->editing = text != NULL;
	layout_edit(&v->layout, v->cell, text);
	if (v->layout.height != height)
		v->all_dirty = true;
	mark(v, v->cell);
}

/* --- selection --- */

void pane_select(struct pane *v, int cell)
{
	if (cell < 0 || cell >= v->table.cell_count)
		return;
	mark(v, v->cell);
	v->cell = cell;
	v->at = v->table.cells[cell].at;
	mark(v, cell);
	show(v, with_frame(v, v->layout.cells[cell].area));
}

bool pane_select_ref(struct pane *v, struct ref at)
{
	int cell = table_find(&v->table, at);

	if (cell < 0)
		return false;
	pane_select(v, cell);
	return true;
}

void pane_scroll(struct pane *v, int lines)
{
	set_scroll(v, v->x, v->y + lines);
}

const struct layout_cell *pane_selected(const struct pane *v)
{
	return &v->layout.cells[v->cell];
}

void pane_follow(struct pane *v, int line, int column)
{
	struct rect area = pane_selected(v)->area;

	show(v, (struct rect){ area.x + column, area.y + line, 1, 1 });
}

/* --- between sheet and screen --- */

static int sheet_x(const struct pane *v, int screen_x)
{
	int x = screen_x - v->area.x;

	return x < v->frozen ? x : x - v->frozen + v->x;
}

int pane_cell_at(const struct pane *v, int screen_x, int screen_y)
{
	int y = screen_y - v->area.y, from = 0;
	int hidden = covered(v, &from);

	if (y < 0 || y >= v->area.height || screen_x < v->area.x
			|| screen_x >= v->area.x + v->area.width)
		return -1;
	return layout_at(&v->layout, sheet_x(v, screen_x), y < hidden ? from + y : v->y + y);
}

bool pane_locate(const struct pane *v, int line, int column, int *screen_x, int *screen_y)
{
	struct rect area = pane_selected(v)->area;
	int x = area.x + column, y = area.y + line - v->y, from;

	if (x >= v->frozen)
		x = x < v->x ? -1 : x - v->x + v->frozen;
	if (x < 0 || x >= v->area.width || y < covered(v, &from) || y >= v->area.height)
		return false;
	*screen_x = v->area.x + x;
	*screen_y = v->area.y + y;
	return true;
}

/* --- painting --- */

static enum role finding_role(const struct pane *v, int cell, enum role natural)
{
	static const enum role roles[] = {
		[SEVERITY_ERROR] = ROLE_ERROR, [SEVERITY_WARNING] = ROLE_WARNING,
		[SEVERITY_NOTE] = ROLE_NOTE,
	};
	const struct table_cell *c = &v->table.cells[cell];
	const struct finding *f;

	if (c->at.cell < 0)
		return natural;
	f = sheet_finding_at(v->opened->sheet, c->at);
	return f ? roles[f->severity] : natural;
}

static enum role role_of(void *context, const struct layout *l, int cell, enum role natural)
{
	const struct pane *v = context;

	(void)l;
	if (cell == v->cell)
		return v->editing ? ROLE_EDIT : ROLE_CURSOR;
	return finding_role(v, cell, natural);
}

/* A part of the screen and the sheet position in its corner. */
struct window {
	struct rect target;
	int x, y;
};

static int list_windows(const struct pane *v, struct window out[4])
{
	const struct rect *a = &v->area;
	int from = 0, hidden = covered(v, &from), count = 0;
	int right = a->width - v->frozen;

	for (int part = 0; part < 2; part++) {
		int top = part ? 0 : hidden, height = part ? hidden : a->height - hidden;
		int y = part ? from : v->y + hidden;

		if (!height)
			continue;
		out[count++] = (struct window){
			{ a->x + v->frozen, a->y + top, right, height }, v->x, y };
		if (v->frozen)
			out[count++] = (struct window){ { a->x, a->y + top, v->frozen, height }, 0, y };
	}
	return count;
}

void pane_paint(struct pane *v, struct grid *g, bool all)
{
	struct layout_style style = { role_of, v };
	struct window windows[4];
	int count = list_windows(v, windows);

	if (all || v->all_dirty)
		grid_fill(g, v->area, ROLE_PLAIN);
	for (int w = 0; w < count; w++) {
		const struct window *win = &windows[w];

		if (all || v->all_dirty) {
			layout_paint(&v->layout, g, win->target, win->x, win->y, &style);
			continue;
		}
		for (size_t i = 0; i < v->dirty_count; i++)
			layout_paint_cell(&v->layout, g, win->target, win->x, win->y, v->dirty[i],
				&style);
	}
	v->dirty_count = 0;
	v->all_dirty = false;
}
