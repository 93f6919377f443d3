/* SPDX-License-Identifier: MIT */
#include "ui/pane.h"

#include <stdlib.h>

#include "base/mem.h"
#include "form/finding.h"
#include "layout/layout_view.h"

/* From 76 columns on the whole table is readable (long cells wrap), so nothing need scroll sideways; in more than
 * 160 the eye loses the row. */
enum { NARROWEST = 76, WIDEST = 160 };

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
	v->table.hints = !v->reading;
	table_build(&v->table, o->sheet);
	v->at = (struct ref){ -1, -1 };
}

void pane_clear(struct pane *v)
{
	layout_clear(&v->layout);
	table_clear(&v->table);
	free(v->apart);
	free(v->dirty);
}

/* --- geometry --- */

/* Rows none of whose cells reaches over the last frozen column: the others (title, goals) scroll as a whole. */
static void find_apart(struct pane *v)
{
	int freeze = v->opened->form->freeze;

	free(v->apart);
	v->apart = mem_array((size_t)v->table.row_count + 1, sizeof *v->apart);
	for (int r = 0; r < v->table.row_count; r++)
		v->apart[r] = true;
	for (int i = 0; i < v->table.cell_count; i++) {
		const struct table_cell *c = &v->table.cells[i];

		if (c->framed && (c->column >= freeze || c->column + c->columns <= freeze))
			continue;
		for (int r = c->row; r < c->row + c->rows && r < v->table.row_count; r++)
			v->apart[r] = false;
	}
}

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
	if (v->frozen)
		find_apart(v);
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
		while (last < v->table.row_count && v->table.rows[last].repeat_row >= 0
			&& !v->table.rows[last].form_row->prose)
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

/* The scrolling part begins with a whole column where it can: half a number is a wrong one. The first such place from
 * x on, else x. */
static int whole_from(const struct pane *v, int x)
{
	int line = grid_frame_width(v->frame, v->widths);

	if (v->frozen)
		for (int c = v->opened->form->freeze; c < v->opened->form->column_count; c++)
			if (v->layout.column_x[c] + line >= x)
				return v->layout.column_x[c] + line;
	return x;
}

/* The last such place up to x, else the first of all. */
static int whole_until(const struct pane *v, int x)
{
	int line = grid_frame_width(v->frame, v->widths), last = v->frozen;

	if (!v->frozen)
		return x;
	for (int c = v->opened->form->freeze; c < v->opened->form->column_count; c++)
		if (v->layout.column_x[c] + line <= x)
			last = v->layout.column_x[c] + line;
	return last;
}

static int highest_x(const struct pane *v)
{
	return whole_from(v, most(v->frozen, v->layout.width - (v->area.width - v->frozen)));
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

static int row_at(const struct pane *v, int y)
{
	int row = 0;

	while (row + 1 < v->table.row_count && v->layout.row_y[row + 1] <= y)
		row++;
	return row;
}

/* Whether the frozen columns of that sheet line stand still. */
static bool is_apart(const struct pane *v, int y)
{
	return v->frozen && v->apart[row_at(v, y)];
}

/* The place to begin with a whole column that is next to x, of [least_x, most_x]; x if there is none. */
static int whole_near(const struct pane *v, int x, int least_x, int most_x)
{
	int next = whole_from(v, x), before = whole_until(v, x);

	return next <= most_x ? next : before >= least_x ? before : x;
}

/* Brings a part of the sheet into sight with that many lines above and below, its first lines and columns for sure;
 * `spare` columns at its left may stay out of sight. */
static void show(struct pane *v, struct rect part, int margin, int spare)
{
	int x = v->x, y = v->y, from, hidden;
	int room = v->area.width - v->frozen;
	bool apart = is_apart(v, part.y);

	part.y -= margin;
	part.height += 2 * margin;
	/* The frame of the first cell that scrolls stands still. */
	if (apart && part.x < v->frozen && part.x + part.width > v->frozen) {
		part.width -= v->frozen - part.x;
		part.x = v->frozen;
	}
	/* A cell wider than the screen, or beginning beside its label, is begun to be read where it stands. */
	if (part.width > (apart ? room : v->area.width) || (!apart && part.x < v->frozen))
		part.width = least(part.width, (apart ? room : v->area.width) / 2);
	if (part.y + part.height > y + v->area.height)
		y = part.y + part.height - v->area.height;
	hidden = covered(v, &from);
	if (part.y < y + hidden)
		y = part.y - hidden;
	if (part.x >= v->frozen || !apart) {
		int left = apart ? 0 : v->frozen;

		if (part.x + part.width > x + room)
			x = part.x + part.width - room;
		if (part.x < x - left)
			x = part.x + left;
		x = whole_near(v, x, part.x + part.width - room, part.x + left + spare);
	}
	set_scroll(v, x, y);
	/* Scrolling may have brought a heading over the place. */
	hidden = covered(v, &from);
	if (part.y < v->y + hidden)
		set_scroll(v, v->x, part.y - hidden);
}

/* The selected cell with its frame. */
static void show_cell(struct pane *v)
{
	struct rect r = v->layout.cells[v->cell].area;
	int line = grid_frame_width(v->frame, v->widths);

	show(v, (struct rect){ r.x - line, r.y, r.width + 2 * line, r.height }, 1, line);
}

/* --- building --- */

static void lay_out(struct pane *v)
{
	struct medium medium = { .widths = v->widths, .frame = v->frame, .window = v->area.width };
	const char *text = v->editing ? v->layout.edit_text : NULL;
	int wider = grid_frame_width(v->frame, v->widths) - 1;

	medium.columns = most(least(v->area.width, WIDEST),
		(v->narrowest ? v->narrowest : NARROWEST) + wider * (v->opened->form->column_count + 1));
	layout_clear(&v->layout);
	layout_init(&v->layout, medium);
	layout_build(&v->layout, &v->table);
	if (text)
		layout_edit(&v->layout, v->cell, text);
	choose_frozen(v);
	v->x = whole_until(v, v->x);
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
		show_cell(v);
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
	const char *text = v->editing ? v->layout.edit_text : NULL;

	v->table.hints = !v->reading;
	table_build(&v->table, v->opened->sheet);
	layout_build(&v->layout, &v->table);
	choose_frozen(v);
	clamp_scroll(v);
	v->all_dirty = true;
	v->cell = -1;
	pane_select(v, nearest_cell(v));
	if (text)
		layout_edit(&v->layout, v->cell, text);
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
	v->editing = text != NULL;
	if (layout_edit(&v->layout, v->cell, text)) {
		clamp_scroll(v);
		v->all_dirty = true;
	}
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
	show_cell(v);
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

void pane_mark(struct pane *v, int cell, int x, int line)
{
	int old_x = v->x, old_y = v->y;
	bool all;

	mark(v, v->cell);
	v->marked = cell >= 0;
	if (cell < 0)
		return;
	mark(v, cell);
	all = v->all_dirty;
	v->cell = cell;
	v->at = v->table.cells[cell].at;
	v->x = whole_until(v, x);
	v->y = v->layout.cells[cell].area.y - line;
	clamp_scroll(v);
	show_cell(v);
	/* On the way it may have been elsewhere. */
	v->all_dirty = all || v->x != old_x || v->y != old_y;
}

bool pane_scroll_inside(struct pane *v, int dy)
{
	struct rect area = pane_selected(v)->area;
	int from = 0, top = v->y + covered(v, &from), bottom = v->y + v->area.height, before = v->y;
	int page = most(1, bottom - top - 1);

	if (area.y >= bottom || area.y + area.height <= top)
		return false;
	if (dy > 0 && area.y + area.height > bottom)
		pane_scroll(v, least(page, area.y + area.height - bottom));
	else if (dy < 0 && area.y < top)
		pane_scroll(v, -least(page, top - area.y));
	return v->y != before;
}

const struct layout_cell *pane_selected(const struct pane *v)
{
	return &v->layout.cells[v->cell];
}

bool pane_is_prose(const struct pane *v)
{
	return layout_row_prose(&v->layout, v->table.cells[v->cell].row);
}

void pane_follow(struct pane *v, int line, int column)
{
	struct rect area = pane_selected(v)->area;

	/* The character at the caret, which may take two columns, is seen as a whole, and the lines around it. */
	show(v, (struct rect){ area.x + column, area.y + line, least(2, area.width - column), 1 }, v->area.height > 8, 0);
}

/* --- between sheet and screen --- */

static int sheet_y(const struct pane *v, int screen_y)
{
	int y = screen_y - v->area.y, from = 0;

	return y < covered(v, &from) ? from + y : v->y + y;
}

static int sheet_x(const struct pane *v, int screen_x, int y)
{
	int x = screen_x - v->area.x;

	return is_apart(v, y) && x < v->frozen ? x : x - v->frozen + v->x;
}

int pane_cell_at(const struct pane *v, int screen_x, int screen_y)
{
	const struct rect *a = &v->area;
	int y = sheet_y(v, screen_y);

	if (screen_y < a->y || screen_y >= a->y + a->height || screen_x < a->x
			|| screen_x >= a->x + a->width)
		return -1;
	return layout_at(&v->layout, sheet_x(v, screen_x, y), y);
}

void pane_point(const struct pane *v, int screen_x, int screen_y, int *line, int *column)
{
	struct rect area = pane_selected(v)->area;
	int y = sheet_y(v, screen_y);

	*line = y - area.y;
	*column = sheet_x(v, screen_x, y) - area.x;
}

void pane_caret(const struct pane *v, size_t at, bool behind, int *line, int *column)
{
	const struct layout_cell *c = pane_selected(v);
	const struct text_line *items = c->lines.items;
	size_t i = c->lines.count - 1;

	at += c->value_start;
	while (i > 0 && items[i].start > at)
		i--;
	if (i > 0 && behind && items[i].start == at)
		i--;
	*line = (int)i;
	*column = items[i].indent + text_width(v->widths, str_text(&c->text) + items[i].start, at - items[i].start);
	/* Behind a full line there is no room inside the frame. */
	if (*column >= c->area.width) {
		*line += i + 1 < c->lines.count;
		*column = i + 1 < c->lines.count ? 0 : c->area.width - 1;
	}
}

void pane_text_end(const struct pane *v, int *line, int *column)
{
	const struct layout_cell *c = pane_selected(v);
	int spare;

	pane_caret(v, c->value_len, false, line, column);
	*column += layout_line_x(&v->layout, v->cell, (size_t)*line, 0) - c->area.x;
	spare = c->area.height - (int)c->lines.count;
	*line += spare > 0 ? spare / 2 : 0;
}

bool pane_locate(const struct pane *v, int line, int column, int *screen_x, int *screen_y)
{
	struct rect area = pane_selected(v)->area;
	int x = area.x + column, y = area.y + line - v->y, from;

	if (!is_apart(v, area.y + line))
		x += v->frozen - v->x;
	else if (x >= v->frozen)
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
	if (f && finding_is_mark(f->id))
		return ROLE_CARRIED;
	return f ? roles[f->severity] : natural;
}

/* What can only be read looks quieter, and nothing in it is found fault with. */
static enum role reading_role(const struct pane *v, int cell, enum role natural)
{
	if (cell == v->cell && v->marked)
		return ROLE_MARKED;
	return natural == ROLE_TYPED ? ROLE_PLAIN : natural == ROLE_LABEL ? ROLE_DIM : natural;
}

static enum role role_of(void *context, const struct layout *l, int cell, enum role natural)
{
	const struct pane *v = context;

	(void)l;
	if (v->reading)
		return reading_role(v, cell, natural);
	if (cell == v->cell)
		return v->editing ? ROLE_EDIT : ROLE_CURSOR;
	return finding_role(v, cell, natural);
}

/* A part of the screen and the sheet position in its corner. */
struct window {
	struct rect target;
	int x, y;
};

typedef void paint_window(struct pane *v, struct grid *g, const struct window *w);

static void paint_all(struct pane *v, struct grid *g, const struct window *w)
{
	struct layout_style style = { role_of, v };

	layout_paint(&v->layout, g, w->target, w->x, w->y, &style);
}

static void paint_dirty(struct pane *v, struct grid *g, const struct window *w)
{
	struct layout_style style = { role_of, v };

	for (size_t i = 0; i < v->dirty_count; i++)
		layout_paint_cell(&v->layout, g, w->target, w->x, w->y, v->dirty[i], &style);
}

/* Sheet lines [y, y + height) on the screen from line `top` on, in one piece or with the frozen columns apart. */
static void paint_band(struct pane *v, struct grid *g, paint_window *paint, int top, int y, int height,
	bool apart)
{
	const struct rect *a = &v->area;
	int left = apart ? v->frozen : 0;

	paint(v, g, &(struct window){ { a->x + left, a->y + top, a->width - left, height },
		v->x - v->frozen + left, y });
	if (left)
		paint(v, g, &(struct window){ { a->x, a->y + top, left, height }, 0, y });
}

/* Neighbouring rows that scroll alike are painted in one window. */
static void paint_lines(struct pane *v, struct grid *g, paint_window *paint, int top, int y, int height)
{
	int end = y + height;

	while (y < end) {
		int row = row_at(v, y), next = row + 1, until;
		bool apart = v->frozen && v->apart[row];

		while (next < v->table.row_count && (v->frozen && v->apart[next]) == apart)
			next++;
		until = next < v->table.row_count ? least(v->layout.row_y[next], end) : end;
		paint_band(v, g, paint, top, y, until - y, apart);
		top += until - y;
		y = until;
	}
}

void pane_paint(struct pane *v, struct grid *g, bool all)
{
	int from = 0, hidden = covered(v, &from);
	paint_window *paint = all || v->all_dirty ? paint_all : paint_dirty;

	if (paint == paint_all)
		grid_fill(g, v->area, ROLE_PLAIN);
	paint_lines(v, g, paint, hidden, v->y + hidden, v->area.height - hidden);
	if (hidden)
		paint_lines(v, g, paint, 0, from, hidden);
	v->dirty_count = 0;
	v->all_dirty = false;
}
