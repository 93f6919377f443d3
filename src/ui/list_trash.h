/* SPDX-License-Identifier: MIT */
/* Entries deleted in the list since the start: what Ctrl+Z brings back, the last one first.  And whatever was deleted
 * at any time, to choose from. */
#ifndef ZIPING_UI_LIST_TRASH_H
#define ZIPING_UI_LIST_TRASH_H

#include "ui/app.h"

struct list_trash {
	int64_t *ids;
	size_t count, cap;
	struct list_rows offered;
	struct app *app;             /* of who chooses: */
	void (*done)(void *context, int64_t id);
	void *context;
};

void list_trash_clear(struct list_trash *t);
/* Each says what was done, or why not; false: nothing was. */
bool list_trash_put(struct list_trash *t, struct app *app, const struct list_row *row);
/* `done` is told which one is back. */
void list_trash_take(struct list_trash *t, struct app *app, void (*done)(void *context, int64_t id), void *context);
void list_trash_choose(struct list_trash *t, struct app *app, void (*done)(void *context, int64_t id), void *context);

#endif
