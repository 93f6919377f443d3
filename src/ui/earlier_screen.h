/* SPDX-License-Identifier: MIT */
/* Last year's table over the whole screen, for reading alone: where there is no room for both. */
#ifndef ZIPING_UI_EARLIER_SCREEN_H
#define ZIPING_UI_EARLIER_SCREEN_H

#include "ui/app.h"

/* Begins at `at` (cell -1: at the first).  `back` is told, after the screen has gone, where it stood. */
void earlier_screen_open(struct app *app, const struct opened *o, struct ref at, int this_year,
	void (*back)(void *context, struct ref at), void *context);

#endif
