/* SPDX-License-Identifier: MIT */
/* Choosing one of the published tables that come with the program. */
#ifndef ZIPING_UI_EXAMPLES_H
#define ZIPING_UI_EXAMPLES_H

#include "ui/app.h"

/* Lives as long as the choice may be open. */
struct examples {
	struct app *app;
	void (*done)(void *context, const char *path);
	void *context;
};

void examples_choose(struct examples *e);

#endif
