/* SPDX-License-Identifier: MIT */
/* The official table seen through the screen: which part, what is selected, what must be painted again.
 *
 * On a screen narrower than the table the form's leading columns stay and the rest scrolls under them; the
 * headings of a repeat stay at the top while its rows scroll. */
#ifndef ZIPING_UI_VIEW_H
#define ZIPING_UI_VIEW_H

#include "desk/desk.h"
#include "layout/layout.h"

struct view {
	const struct opened *opened;
	struct table table;
	struct layout layout;
	struct rect area;            /* of the screen */
	enum text_widths widths;
	enum frame frame;
	int cell;                    /* selected table cell */
	struct ref at;               /* what it shows: survives a new table */
	bool editing;
	int x, y;                    /* first sheet column of the scrolling part, first sheet line */
	int frozen;                  /* sheet columns that stay, 0: none */
	int *dirty;                  /* cells to paint again */
	size_t dirty_count, dirty_cap;
	bool all_dirty;
};

void view_init(struct view *v, const struct opened *o, enum text_widths widths, enum frame frame);
void view_clear(struct view *v);
void view_resize(struct view *v, struct rect area);

/* Builds the table anew after rows came, went or moved; the selection stays with its place as far as possible. */
void view_rebuild(struct view *v);
/* Lays out again what the sheet says has changed. */
void view_update(struct view *v, struct sheet *sheet);
/* The text being typed into the selected cell; NULL: editing ends. */
void view_edit(struct view *v, const char *text);

/* Selects a table cell and scrolls so that it is seen. */
void view_select(struct view *v, int cell);
bool view_select_ref(struct view *v, struct ref at);
void view_scroll(struct view *v, int lines);
/* Scrolls until the given line and column of the selected cell (the caret) is seen. */
void view_follow(struct view *v, int line, int column);

int view_cell_at(const struct view *v, int screen_x, int screen_y);  /* -1: none */
/* Where a line and column of the selected cell stand on the screen; false: out of sight. */
bool view_locate(const struct view *v, int line, int column, int *screen_x, int *screen_y);
const struct layout_cell *view_selected(const struct view *v);

/* Paints what is dirty; `all` paints everything. */
void view_paint(struct view *v, struct grid *g, bool all);

#endif
