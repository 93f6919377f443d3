/* SPDX-License-Identifier: MIT */
/* A grid (字格): a matrix of character cells, each with its bytes, width and role.
 *
 * The screen copies it, the text file and the printer write it, tests compare it.  A
 * double-width grapheme fills a cell and leaves the next as its tail (width 0).  Overwriting
 * half of one blanks the other half.  What does not fit into the clip or the grid is left out, a
 * half glyph becomes a blank.  Rows remember that they were written to, so that a screen need
 * look at those only. */
#ifndef ZIPING_LAYOUT_GRID_H
#define ZIPING_LAYOUT_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/text.h"

/* What a cell means; colours and attributes are the terminal's business. */
enum role {
	ROLE_PLAIN, ROLE_TITLE, ROLE_FRAME, ROLE_LABEL,
	ROLE_TYPED, ROLE_COMPUTED, ROLE_UNKNOWN, ROLE_OVERRIDE,
	ROLE_ERROR, ROLE_WARNING, ROLE_NOTE, ROLE_SETTLED,
	ROLE_CURSOR, ROLE_EDIT,          /* the selected cell; the cell being edited */
	ROLE_STATUS, ROLE_STATUS_STRONG, ROLE_MESSAGE, ROLE_KEY,
	ROLE_POPUP, ROLE_POPUP_TITLE, ROLE_POPUP_SELECTED,
	ROLE_LIST_HEAD, ROLE_LIST_SELECTED, ROLE_DIM,
	ROLE_CARRIED,                    /* brought forward, to be confirmed */
	ROLE_MARKED,                     /* a place pointed out, words that changed */
	ROLE_COUNT
};

struct rect { int x, y, width, height; };

struct grid;

struct grid *grid_new(int columns, int rows, enum text_widths widths);
void grid_free(struct grid *g);
void grid_resize(struct grid *g, int columns, int rows);  /* contents are blanked */
int grid_columns(const struct grid *g);
int grid_rows(const struct grid *g);
enum text_widths grid_widths(const struct grid *g);

void grid_fill(struct grid *g, struct rect r, enum role role);   /* blanks */
/* Writes text (no line ends; forbidden characters shown visibly) from (x, y), clipped to `clip`;
 * x may be negative.  Returns the columns the whole text takes. */
int grid_put(struct grid *g, struct rect clip, int x, int y, const char *s, size_t len,
	enum role role);
/* Writes one glyph `height` times, downwards. */
void grid_put_down(struct grid *g, struct rect clip, int x, int y, int height, const char *glyph,
	enum role role);
/* Copies the columns of the clip from one row to another. */
void grid_copy_row(struct grid *g, struct rect clip, int from, int to);

/* One cell: bytes of the grapheme (blank: one space), its width (0: tail of the one before);
 * borrowed until the next write. */
const char *grid_get(const struct grid *g, int x, int y, int *len, int *width, enum role *role);
void grid_add_row(const struct grid *g, int y, bool trim, struct str *out);

/* Rows written to since grid_clean. */
bool grid_row_dirty(const struct grid *g, int y);
void grid_clean(struct grid *g);
/* True if the bytes, widths and roles are equal, of a cell or of a row. */
bool grid_cell_equal(const struct grid *a, const struct grid *b, int x, int y);
bool grid_row_equal(const struct grid *a, const struct grid *b, int y);
/* Makes the row of a grid of the same width equal. */
void grid_set_row(struct grid *to, const struct grid *from, int y);

/* Frame glyphs: an index (left, right, up, down present) into a table, box or ASCII. */
enum frame { FRAME_BOX, FRAME_ASCII };
const char *grid_frame_glyph(enum frame frame, bool left, bool right, bool up, bool down);
/* Columns one vertical line (and one unit of a horizontal one) takes. */
int grid_frame_width(enum frame frame, enum text_widths widths);

#endif
