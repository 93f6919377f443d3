/* SPDX-License-Identifier: MIT */
/* From a grid to the bytes that make a terminal show it, knowing what it shows already; pure logic.
 *
 * Only cells that differ are sent, in runs.  The cursor is never trusted behind a glyph of which
 * terminals disagree how wide it is: whatever they do, the next cell stands where the grid says. */
#ifndef ZIPING_UI_DRAW_H
#define ZIPING_UI_DRAW_H

#include "layout/grid.h"

enum { DRAW_LOOK_SIZE = 64 };

struct draw {
	struct str out;              /* to be sent; emptied by who sends it */
	struct grid *shown;          /* what the terminal shows */
	char looks[ROLE_COUNT][DRAW_LOOK_SIZE];      /* whole settings, whatever was set before */
	bool bare[ROLE_COUNT];       /* a blank looks as in ROLE_PLAIN: no ground, no line */
	const char *clear, *clear_line, *show_cursor, *hide_cursor;  /* "": it has none */
	void (*jump)(struct draw *d, int x, int y);  /* adds it; NULL: ESC [ y ; x H */
	bool utf8;                   /* the locale's encoding */
	bool keeps_corner;           /* the last cell can be written without scrolling */
	bool unsure;                 /* ambiguous characters are not as wide as the locale says */
	/* Private: the terminal's pen. */
	bool hidden;
	int x, y;                    /* x -1: unknown */
	int look;                    /* role; -1: unknown */
};

void draw_init(struct draw *d, int columns, int rows);
void draw_clear(struct draw *d);
void draw_resize(struct draw *d, int columns, int rows);

/* Adds a control string, without terminfo's padding, which no terminal of this century needs. */
void draw_add(struct draw *d, const char *control);
void draw_jump(struct draw *d, int x, int y);
/* Others have written to the terminal. */
void draw_forget(struct draw *d);

/* Adds what makes the terminal show the grid's dirty rows (which are clean then), with the caret at
 * (x, y); x -1: hidden.  `again`: all of it, whatever is shown. */
void draw_show(struct draw *d, struct grid *g, int x, int y, bool again);

#endif
