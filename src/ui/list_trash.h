/* SPDX-License-Identifier: MIT */
/* Entries deleted in the list since the start: what Ctrl+Z brings back, the last one first. */
#ifndef ZIPING_UI_LIST_TRASH_H
#define ZIPING_UI_LIST_TRASH_H

#include "ui/app.h"

struct list_trash { int64_t *ids; size_t count, cap; };

void list_trash_clear(struct list_trash *t);
/* Both say what was done, or why not; false, 0: nothing was. */
bool list_trash_put(struct list_trash *t, struct app *app, const struct list_row *row);
int64_t list_trash_take(struct list_trash *t, struct app *app);

#endif
