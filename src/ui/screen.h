/* SPDX-License-Identifier: MIT */
/* A screen: what the person sees and types to.  For those who write one.
 *
 *     struct list_screen { struct screen base; … };
 *     static const struct screen_class list_class = { .paint = …, … };
 *     s->base = screen_init(app, &list_class);
 *     app_push(app, &s->base);
 *
 * Screens lie on a stack; the one in front gets the events.  A popup says its own rect and is
 * painted over what lies below; it draws its own frame (popup.h).  A full screen gets what the
 * title line above and the status and message lines below leave free.
 *
 * A screen never shows anything itself: it marks itself `dirty` in event() and paints into the grid
 * when asked. */
#ifndef ZIPING_UI_SCREEN_H
#define ZIPING_UI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "layout/grid.h"
#include "ui/event.h"

struct app;
struct screen;

/* Only `free`, `resize`, `paint`, `event` and `context` must be there. */
struct screen_class {
	void (*free)(struct screen *s);
	/* NULL: a full screen.  A popup's place on a screen of that size. */
	struct rect (*place)(struct screen *s, int columns, int rows);
	/* s->area was set (first after app_push); all will be painted. */
	void (*resize)(struct screen *s);
	/* Paints what changed since the last time; `all`: everything in s->area (the grid there is
	 * garbage). */
	void (*paint)(struct screen *s, struct grid *g, bool all);
	/* Sets s->dirty if anything is to be painted.  May push screens and close its own.  False: not
	 * mine (the app then does what every screen has: help, menu, leave, save, redraw). */
	bool (*event)(struct screen *s, const struct event *e);
	/* The place of insertion, on the whole screen; false: no caret. */
	bool (*cursor)(struct screen *s, int *x, int *y);
	unsigned (*context)(const struct screen *s);
	/* Texts of the title line and of the status line's two ends, asked for when the screen is dirty. */
	void (*title)(const struct screen *s, struct str *out);
	void (*status)(const struct screen *s, struct str *left, struct str *right);
	/* F1: what to say about the selected cell, above the keys. */
	void (*help)(const struct screen *s, struct str *out);
	/* The screen is in front again. */
	void (*resume)(struct screen *s);
	/* Before a commanded or forced end: keeps what is being typed; must not ask.  A failure is told
	 * when the terminal is a terminal again. */
	enum status (*save)(struct screen *s, struct err *err);
	/* A script's `goto CELL`. */
	enum status (*go)(struct screen *s, const char *cell, struct err *err);
};

struct screen {
	const struct screen_class *class;
	struct app *app;
	struct rect area;
	bool dirty;                  /* has something to paint */
	struct screen *below;        /* private to app: */
	int64_t due;                 /* moment of its tick, 0: none */
};

/* For the first member of a new screen. */
struct screen screen_init(struct app *app, const struct screen_class *class);

#endif
