/* SPDX-License-Identifier: MIT */
/* A layout (版面): a table with columns, heights and page breaks for one medium; no ink yet.
 *
 * Call sequence: layout_init, layout_build (any number of times, memory is reused),
 * layout_update after edits, layout_paint into grids, layout_clear.  Columns get their width
 * from the form's proportions and the medium's columns, but none less than its numbers and
 * labels need; every width is even, so that each frame line ends in the same column whatever the
 * cells hold, also where the frame's glyphs are two columns wide.  A layout borrows the form:
 * layout_clear before the form goes. */
#ifndef ZIPING_LAYOUT_LAYOUT_H
#define ZIPING_LAYOUT_LAYOUT_H

#include "layout/grid.h"
#include "layout/table.h"

struct medium {
	int columns;                 /* of the paper or the screen */
	int lines;                   /* of a page, 0: endless */
	int window;                  /* columns seen at once, 0: all; a line of text outside the frame is no longer */
	enum text_widths widths;
	enum frame frame;
	/* Vertical units of a line of text; a rule is one unit.  0: 1, a matrix of characters; more where rules are
	 * thin; a row of the title is then twice as high, for larger letters.  Every y, height and number of lines of a page is in these units. */
	int pitch;
	/* Reports may set their running text in larger letters than tables: units of a line of it (0: as the rest), and
	 * the size of its letters in tenths of the others'. */
	int prose_pitch, prose_size;
	int tail;                    /* lines kept free below the last row, on its page; in those units */
	int head;                    /* so above each page but the first */
	bool blank;                  /* for handwriting: cells to be written into are high enough for it */
	bool signing;                /* so are those to sign in */
	/* Columns are as wide as the figures in them, none of which is cut: for paper, on which nothing is typed. */
	bool figures;
};

struct layout_cell {
	/* without the frame; lines from the top of the endless sheet */
	struct rect area;
	struct str text;             /* what is shown */
	/* wrapped to `wrap` columns: area.width, 2 for a label written downwards */
	struct text_lines lines;
	int wrap;
	/* blanks before the first line that its further lines keep (其中：) */
	int indent;
	enum shown shown;
	size_t value_start, value_len;
};

struct layout {
	struct medium medium;
	const struct table *table;
	struct layout_cell *cells;   /* one per table cell */
	int cell_cap;
	int *column_x;               /* column_count + 1: x of each vertical line */
	int *figure_width;           /* medium.figures: what each column needs for them */
	/* row_count + 1: y of the line above each row (framed) or of its text */
	int *row_y;
	int *row_height;             /* lines of text in each row */
	int row_cap;
	int width, height;           /* of the endless sheet */
	const struct form *form;     /* for which column_x was made */
	bool report;                 /* it has running text */
	struct str scratch;
	const char *edit_text;       /* text being typed into edit_cell, NULL: none */
	int edit_cell;
};

void layout_init(struct layout *l, struct medium medium);
void layout_clear(struct layout *l);
/* Another width of the medium; layout_build goes on from there. */
void layout_set_columns(struct layout *l, int columns);
void layout_build(struct layout *l, const struct table *table);

/* The text being typed (borrowed) is laid out instead of the cell's own, from the upper left
 * corner of its area, with a line more where the caret needs one after a full last line; NULL
 * ends that.  True if heights changed. */
bool layout_edit(struct layout *l, int cell, const char *text);

/* Lays out again the cells showing these places; true if heights changed (everything below
 * moved). */
bool layout_update(struct layout *l, const struct ref *changed, size_t count);

/* medium.figures: that there was room for them; columns of a medium that has it. */
bool layout_figures_fit(const struct layout *l);
int layout_least_columns(const struct layout *l);

int layout_at(const struct layout *l, int x, int y);            /* table cell there, -1 */
/* Content of a row, without rules: sheet lines [layout_row_top, layout_row_end). */
int layout_row_top(const struct layout *l, int row);
int layout_row_end(const struct layout *l, int row);

/* How each cell is painted, asked per cell: the screen marks selection and findings, paper does
 * not. */
struct layout_style {
	enum role (*role)(void *context, const struct layout *l, int cell, enum role natural);
	void *context;
};

/* Paints the part of the sheet seen through a window whose upper left corner is sheet position
 * (x, y) onto `target` in the grid; texts of spanning cells are centred in their visible part.
 * A rule at the window's edge joins the row behind the edge: the table goes on there.  style may
 * be NULL. */
void layout_paint(const struct layout *l, struct grid *g, struct rect target, int x, int y,
	const struct layout_style *style);
/* One cell only (its frame untouched), same window. */
void layout_paint_cell(const struct layout *l, struct grid *g, struct rect target, int x, int y,
	int cell, const struct layout_style *style);

/* --- pages --- */

/* A page shows sheet lines [from, to) below a repeated heading (heading_to == heading_from:
 * none). */
struct page {
	int heading_from, heading_to;
	int from, to;
	/* the page begins or ends inside the frame: a rule is drawn there */
	bool open_top, open_bottom;
};

/* Breaks the sheet for pages of `lines` lines; never splits a row that fits a page; repeats
 * headings; keeps the signature lines, and medium.tail, with the last rows, headings with what they head, and a
 * merged cell's parts high enough for its text, which is repeated in each. Caller frees. */
struct page *layout_paginate(const struct layout *l, int lines, int *count);
/* Paints a page to the grid's top left corner; returns lines used. */
int layout_paint_page(const struct layout *l, struct grid *g, const struct page *page);

#endif
