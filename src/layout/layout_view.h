/* SPDX-License-Identifier: MIT */
/* A view: which rows of a layout stand on which lines of a grid; what screen windows and pages
 * have in common.  A part of the layout.
 *
 * Call sequence: view_init, view_add for each row (downwards; rules come by themselves),
 * view_close, view_paint, view_clear. */
#ifndef ZIPING_LAYOUT_LAYOUT_VIEW_H
#define ZIPING_LAYOUT_LAYOUT_VIEW_H

#include "layout/layout.h"

/* Sheet lines [from, to) of a row's content, on the grid from line y; without lines it only says
 * what the rule beside it joins. */
struct slice { int row, from, to, y; };

/* A horizontal line of the frame between two rows; -1: none there. */
struct rule { int above, below, y; };

struct view {
	const struct layout *l;
	struct grid *g;
	struct rect target;
	int x;                       /* sheet column at target.x */
	const struct layout_style *style;
	struct slice *slices;
	struct rule *rules;
	int count, rule_count;
	int y;                       /* grid line that follows */
	bool page;                   /* of paper, not a window */
};

void view_init(struct view *v, const struct layout *l, struct grid *g, struct rect target, int x,
	int rows);
void view_clear(struct view *v);
/* `rule`: with the rule above it; false where the window begins below it. */
void view_add(struct view *v, int row, int from, int to, bool rule);
void view_close(struct view *v);     /* the rule below the last row */

void view_paint(const struct view *v);
void view_paint_cell(const struct view *v, int cell);

/* Sheet column where a line of a cell's text begins, seen through a window that begins at sheet
 * column window_x. */
int layout_line_x(const struct layout *l, int cell, size_t line, int window_x);
/* How the lines of a cell stand: left, centre or right. */
enum align layout_align(const struct layout *l, int cell);
bool layout_row_framed(const struct layout *l, int row);
bool layout_row_prose(const struct layout *l, int row);
/* In the larger letters of a report; units of a line of text. */
bool layout_row_large(const struct layout *l, int row);
int layout_row_pitch(const struct layout *l, int row);
/* Of a cell's text alone. */
int layout_text_height(const struct layout *l, int cell);

/* The rows that a page shows; for painters of media that are no grid (g NULL).  Cleared by view_clear. */
void view_init_page(struct view *v, const struct layout *l, struct grid *g, const struct page *page);
/* Where a cell that begins with that slice is seen, and where its first line of text stands; false: nowhere. */
bool view_place_text(const struct view *v, int cell, int slice, int *top, int *bottom, int *first);
/* The cell to paint for a column of a slice; -1: none, or painted with another. */
int view_cell_at(const struct view *v, int slice, int column);
/* For each vertical line, where a rule goes: an or of these; the array has columns + 1 places. */
enum { RULE_LEFT = 1, RULE_RIGHT = 2, RULE_UP = 4, RULE_DOWN = 8 };
void view_rule_corners(const struct view *v, const struct rule *r, unsigned char *corners);

#endif
