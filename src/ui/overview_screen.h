/* SPDX-License-Identifier: MIT */
/* The overview: years summed up, then the units of one. */
#ifndef ZIPING_UI_OVERVIEW_SCREEN_H
#define ZIPING_UI_OVERVIEW_SCREEN_H

#include "ui/app.h"

/* Of what the query finds (copied).  `chosen` is called with a year and unit, borrowed, after the screen has gone. */
void overview_screen_open(struct app *app, const struct list_query *q,
	void (*chosen)(void *context, int year, const char *unit), void *context);

#endif
