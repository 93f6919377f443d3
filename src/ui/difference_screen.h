/* SPDX-License-Identifier: MIT */
/* What differs from last year, cell by cell. */
#ifndef ZIPING_UI_DIFFERENCE_SCREEN_H
#define ZIPING_UI_DIFFERENCE_SCREEN_H

#include "ui/app.h"

/* `go` is told, after the screen has gone, which cell of `now` was chosen. */
void difference_screen_open(struct app *app, const struct opened *now, const struct opened *then,
	void (*go)(void *context, struct ref at), void *context);

#endif
