/* SPDX-License-Identifier: MIT */
/* The official table seen through the screen: which part, what is selected, what must be painted again.
 *
 * On a screen narrower than the table the form's leading columns stay and the rest scrolls under them; the
 * headings of a repeat stay at the top while its rows scroll. */
#ifndef ZIPING_UI_PANE_H
#define ZIPING_UI_PANE_H

#include "desk/desk.h"
#include "layout/layout.h"
#include "ui/keys.h"

struct pane {
	const struct opened *opened;
	struct table table;
	struct layout layout;
	struct rect area;            /* of the screen */
	enum text_widths widths;
	enum frame frame;
	int cell;                    /* selected table cell */
	struct ref at;               /* what it shows: survives a new table */
	bool editing;
	bool reading;                /* to be read only: the selected cell is pointed out, if `marked` */
	bool marked;
	int narrowest;               /* columns of the table at least, 0: as few as can be read well */
	int x, y;                    /* first sheet column of the scrolling part, first sheet line */
	int frozen;                  /* sheet columns that stay, 0: none */
	bool *apart;                 /* per table row: its frozen columns stay; else it scrolls as a whole */
	int *dirty;                  /* cells to paint again */
	size_t dirty_count, dirty_cap;
	bool all_dirty;
};

void pane_init(struct pane *v, const struct opened *o, enum text_widths widths, enum frame frame);
void pane_clear(struct pane *v);
void pane_resize(struct pane *v, struct rect area);

/* Builds the table anew after rows came, went or moved; the selection stays with its place as far as possible. */
void pane_rebuild(struct pane *v);
/* Lays out again what the sheet says has changed. */
void pane_update(struct pane *v, struct sheet *sheet);
/* The text being typed into the selected cell; NULL: editing ends. */
void pane_edit(struct pane *v, const char *text);

/* Selects a table cell and scrolls so that it is seen. */
void pane_select(struct pane *v, int cell);
bool pane_select_ref(struct pane *v, struct ref at);
void pane_scroll(struct pane *v, int lines);
/* While reading: points a table cell out (-1: none) and scrolls to that sheet column, and so that the cell begins on
 * that line of the window, as far as it is seen then. */
void pane_mark(struct pane *v, int cell, int x, int line);
/* Moves the selection (pane_move.c); false: another command. */
bool pane_command(struct pane *v, enum command_id id);
/* Scrolls until the given line and column of the selected cell (the caret) is seen. */
void pane_follow(struct pane *v, int line, int column);

int pane_cell_at(const struct pane *v, int screen_x, int screen_y);  /* -1: none */
/* Where a line and column of the selected cell stand on the screen; false: out of sight. */
bool pane_locate(const struct pane *v, int line, int column, int *screen_x, int *screen_y);
/* The other way: line and column of the selected cell at a place of the screen. */
void pane_point(const struct pane *v, int screen_x, int screen_y, int *line, int *column);
/* Line and column in the selected cell before the byte `at` of its value; `behind`: at the end of a line
 * rather than at the start of the next. */
void pane_caret(const struct pane *v, size_t at, bool behind, int *line, int *column);
/* Line and column behind the selected cell's value as it stands while nobody types. */
void pane_text_end(const struct pane *v, int *line, int *column);
/* Scrolls within a selected cell that is higher than the screen; false: nothing of it is hidden on that side. */
bool pane_scroll_inside(struct pane *v, int dy);
const struct layout_cell *pane_selected(const struct pane *v);
bool pane_is_prose(const struct pane *v);             /* the selected cell is running text */

/* Paints what is dirty; `all` paints everything. */
void pane_paint(struct pane *v, struct grid *g, bool all);

#endif
