/* SPDX-License-Identifier: MIT */
/* The app's rooms: app.c (the stack of screens, what is said, the loop), app_event.c (what an event does), app_show.c
 * (painting the stack and showing it). */
#ifndef ZIPING_UI_APP_INTERNAL_H
#define ZIPING_UI_APP_INTERNAL_H

#include "ui/app.h"
#include "ui/bars.h"
#include "ui/deeds.h"

struct app {
	struct desk *desk;
	const struct front *front;
	struct grid *grid;
	enum frame frame;
	const char *example_folder;
	struct screen *top;          /* the stack, linked by `below` */
	struct screen *closed;       /* to be freed after the event */
	struct bars bars;
	struct page_choice pages;
	struct deeds later;
	bool all;                    /* everything is to be painted */
	bool again;                  /* and sent, whatever the terminal shows */
	bool mouse_off;
	bool over;
	enum status status;          /* of what was written at the end, with: */
	struct err err;
	int shown_x, shown_y;        /* caret */
};

/* Too small for any screen: then only that is said. */
bool app_is_small(const struct app *app);
/* The grid has another size, or frames other signs: each screen is given its area anew. */
void app_place_all(struct app *app);
/* Does what was put off, but not what waits for a pause; true if there was anything. */
bool app_run_later(struct app *app);

/* --- app_event.c --- */

/* Any event but a tick. */
void app_handle(struct app *app, struct event *e);

/* --- app_show.c --- */

/* Paints what is dirty and shows it, if there is anything new to be seen. */
void app_show(struct app *app);

#endif
