/* SPDX-License-Identifier: MIT */
/* Pages: where the sheet is cut, and what a page shows. */
#include "layout/layout.h"

#include <stdlib.h>

#include "base/mem.h"
#include "layout/layout_view.h"

enum { LEAST_LINES = 8 };            /* of a page: less holds no heading and a row */

/* True if a frame goes on from the row above: a cut there ends and begins with a rule. */
static bool joined(const struct layout *l, int row)
{
	return row > 0 && layout_row_framed(l, row - 1) && layout_row_framed(l, row);
}

/* --- headings --- */

/* The first of the heading rows that stand right above the repeat that `row` belongs to; the row
 * that follows them in *end.  -1: none. */
static int heading_of(const struct layout *l, int row, int *end)
{
	const struct table_row *rows = l->table->rows;
	int first;

	if (row >= l->table->row_count || rows[row].repeat_row < 0 || rows[row].form_row->prose)
		return -1;
	*end = row - rows[row].repeat_row;
	for (first = *end; first > 0 && rows[first - 1].form_row->heading;)
		first--;
	return first < *end ? first : -1;
}

static int row_of(const struct layout *l, int y, int row)
{
	while (row + 1 < l->table->row_count && l->row_y[row + 1] <= y)
		row++;
	return row;
}

/* --- where to cut --- */

static bool has_value(const struct layout *l, int row)
{
	for (int c = 0; c < l->table->columns; c++) {
		int cell = table_owner(l->table, row, c);

		if (cell >= 0 && l->table->cells[cell].at.cell >= 0)
			return true;
	}
	return false;
}

/* Headings stay with what they head, titles with the frame, lines under the frame with it. */
static bool keeps_with_next(const struct layout *l, int row)
{
	const struct form_row *here = l->table->rows[row].form_row;
	const struct form_row *next = l->table->rows[row + 1].form_row;

	bool framed = layout_row_framed(l, row);

	if (next->signature || here->title || here->heading || here->section)
		return true;
	/* Text may go on to the next page, between two lines of its own or beside a table. */
	if (framed != layout_row_framed(l, row + 1))
		return !here->prose && !next->prose;
	return framed && !has_value(l, row);
}

/* Lines of the sheet's page part [from, to) in which the cell can show its text. */
static int seen_lines(const struct layout *l, int cell, int from, int to)
{
	struct rect area = l->cells[cell].area;
	int top = area.y > from ? area.y : from;
	int bottom = area.y + area.height < to ? area.y + area.height : to;

	return bottom - top;
}

/* True if cutting above `row` leaves a cell too low for its text on either side. */
static bool cut_hides_text(const struct layout *l, int from, int row)
{
	for (int c = 0; c < l->table->columns; c++) {
		int cell = table_owner(l->table, row, c), lines;

		if (cell < 0 || table_owner(l->table, row - 1, c) != cell)
			continue;
		lines = layout_text_height(l, cell);
		if (seen_lines(l, cell, from, l->row_y[row]) < lines
			|| seen_lines(l, cell, layout_row_top(l, row), l->height) < lines)
			return true;
	}
	return false;
}

/* Lines a cut above `row` leaves on a page that begins at `from`, the closing rule included. */
static int lines_before(const struct layout *l, int from, int row)
{
	return l->row_y[row] - from + joined(l, row);
}

/* The row to begin the next page with: the last that leaves no more than `room` lines and may be
 * cut off; with less care if there is none.  -1: the first row is too high. */
static int find_cut(const struct layout *l, int from, int room)
{
	int first = row_of(l, from, 0), last = first, row;

	while (last + 1 < l->table->row_count && lines_before(l, from, last + 1) <= room)
		last++;
	for (int care = 2; care >= 0; care--)
		for (row = last; row > first; row--) {
			if (care > 0 && keeps_with_next(l, row - 1))
				continue;
			if (care > 1 && cut_hides_text(l, from, row))
				continue;
			return row;
		}
	return -1;
}

static bool is_rule(const struct layout *l, int y)
{
	int row = row_of(l, y, 0);

	return y < layout_row_top(l, row) || y >= layout_row_end(l, row);
}

/* Cuts between two lines of text of a row. */
static int find_line_cut(const struct layout *l, int from, int room)
{
	int to = from + room - 1, row;

	while (to > from + 1 && (is_rule(l, to) || is_rule(l, to - 1)))
		to--;
	row = row_of(l, to, 0);
	to -= (to - layout_row_top(l, row)) % layout_row_pitch(l, row);
	return to > from ? to : from + layout_row_pitch(l, row);
}

/* A row that no page can hold is cut where the page ends, if some of it fits, not moved as a
 * whole. */
static bool is_endless(const struct layout *l, int row, int lines)
{
	return l->row_height[row] + 2 > lines;
}

/* At least so many lines of a paragraph stay together. */
enum { LINES_TOGETHER = 2 };

/* Where to cut inside running text that goes over the end of a page's room; 0: nowhere. */
static int find_prose_cut(const struct layout *l, int from, int room)
{
	int row = row_of(l, from + room, 0), top = layout_row_top(l, row), end = layout_row_end(l, row);
	int pitch = layout_row_pitch(l, row), least = LINES_TOGETHER * pitch, to = from + room;

	if (!layout_row_prose(l, row))
		return 0;
	top = top > from ? top : from;
	to -= (to - layout_row_top(l, row)) % pitch;
	if (end - to < least)
		to = end - least;
	return to - top >= least ? to : 0;
}

static struct page page_begin(const struct layout *l, int from, bool open, int lines)
{
	struct page p = { .from = from, .open_top = open };
	int end = 0, row = row_of(l, from, 0), first = from > 0 ? heading_of(l, row, &end) : -1;
	int heading = first < 0 ? 0 : l->row_y[end] - l->row_y[first];
	int below = row + 1 < l->table->row_count ? 0 : l->medium.tail;

	if (!heading || heading > lines / 2)
		return p;
	if (heading + l->row_height[row] + 2 + below <= lines || is_endless(l, row, lines)) {
		p.heading_from = l->row_y[first];
		p.heading_to = l->row_y[end];
	}
	return p;
}

/* The row that `row`, and what it is kept with, is there for. */
static int kept_with(const struct layout *l, int row, int lines)
{
	while (row + 1 < l->table->row_count && !is_endless(l, row, lines) && keeps_with_next(l, row))
		row++;
	return row;
}

static void page_end(const struct layout *l, struct page *p, int lines)
{
	int room = lines - (p->heading_to - p->heading_from) - p->open_top, row, next;
	int rest = l->height - p->from;

	p->to = l->height;
	if (rest + l->medium.tail <= room)
		return;
	/* There is room for the rest, but not for what belongs below it: the last row moves there. */
	if (rest <= room)
		room = rest - l->medium.pitch;
	p->to = find_prose_cut(l, p->from, room);
	if (p->to)
		return;
	row = find_cut(l, p->from, room);
	next = kept_with(l, row < 0 ? row_of(l, p->from, 0) : row, lines);
	if (row < 0 || (is_endless(l, next, lines) &&
		room - lines_before(l, p->from, next) >= LEAST_LINES * l->medium.pitch)) {
		p->to = find_line_cut(l, p->from, room);
		p->open_bottom = layout_row_framed(l, row_of(l, p->to, 0));
	} else {
		p->to = l->row_y[row];
		p->open_bottom = joined(l, row);
	}
}

/* True if `to` is the rule between two rows: it belongs to neither page. */
static bool cut_at_rule(const struct layout *l, const struct page *p)
{
	return p->open_bottom && is_rule(l, p->to);
}

struct page *layout_paginate(const struct layout *l, int lines, int *count)
{
	struct page *pages = NULL;
	size_t used = 0, cap = 0;
	int from = 0;
	bool open = false;

	do {
		int room = lines - (used ? l->medium.head : 0), least = LEAST_LINES * l->medium.pitch;
		struct page *p;

		pages = mem_grow(pages, &cap, used + 1, sizeof *pages);
		p = &pages[used++];
		room = room < least ? least : room;
		*p = page_begin(l, from, open, room);
		page_end(l, p, room);
		from = p->to + cut_at_rule(l, p);
		open = p->open_bottom;
	} while (from < l->height);
	*count = (int)used;
	return pages;
}

/* --- painting --- */

static void page_add_rows(struct view *v, int from, int to)
{
	const struct layout *l = v->l;

	for (int row = row_of(l, from, 0);
		row < l->table->row_count && layout_row_top(l, row) < to; row++) {
		int top = layout_row_top(l, row), end = layout_row_end(l, row);

		top = top < from ? from : top;
		end = end > to ? to : end;
		if (top < end)
			view_add(v, row, top, end, true);
	}
}

void view_init_page(struct view *v, const struct layout *l, struct grid *g, const struct page *page)
{
	view_init(v, l, g, (struct rect){ 0, 0, l->width, l->height }, 0, l->table->row_count * 2);
	v->page = true;
	if (page->heading_to > page->heading_from)
		page_add_rows(v, page->heading_from, page->heading_to);
	page_add_rows(v, page->from, page->to);
	view_close(v);
	v->target.height = v->y;
}

int layout_paint_page(const struct layout *l, struct grid *g, const struct page *page)
{
	struct view v;
	int lines;

	view_init_page(&v, l, g, page);
	lines = v.y;
	v.target.width = grid_columns(g);
	v.target.height = lines < grid_rows(g) ? lines : grid_rows(g);
	view_paint(&v);
	view_clear(&v);
	return lines;
}
