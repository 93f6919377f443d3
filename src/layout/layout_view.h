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

#endif
