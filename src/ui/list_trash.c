/* SPDX-License-Identifier: MIT */
#include "ui/list_trash.h"

#include <libintl.h>
#include <stdlib.h>

#include "base/mem.h"
#include "desk/hold.h"

#define _(text) gettext(text)

void list_trash_clear(struct list_trash *t)
{
	free(t->ids);
}

static bool is_done(struct app *app, enum status status, struct err *err)
{
	if (status != STATUS_OK)
		app_say_error(app, err);
	err_clear(err);
	return status == STATUS_OK;
}

bool list_trash_put(struct list_trash *t, struct app *app, const struct list_row *row)
{
	struct err err = { 0 };

	if (!is_done(app, desk_delete_entry(app_desk(app), row->id, &err), &err))
		return false;
	t->ids = mem_grow(t->ids, &t->cap, t->count + 1, sizeof *t->ids);
	t->ids[t->count++] = row->id;
	app_sayf(app, ROLE_MESSAGE, _("“%1” has been deleted; Ctrl+Z brings it back."),
		*row->project ? row->project : row->title, NULL);
	return true;
}

int64_t list_trash_take(struct list_trash *t, struct app *app)
{
	struct err err = { 0 };

	if (!t->count) {
		app_say(app, ROLE_MESSAGE, _("Nothing has been deleted since the start."));
		return 0;
	}
	if (!is_done(app, desk_restore_entry(app_desk(app), t->ids[t->count - 1], &err), &err))
		return 0;
	app_say(app, ROLE_MESSAGE, _("The entry is back."));
	return t->ids[--t->count];
}
