/* SPDX-License-Identifier: MIT */
#include "ui/list_trash.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "desk/hold.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { OFFERED_MAX = 200, UNIT_WIDTH = 22, PROJECT_WIDTH = 26 };

void list_trash_clear(struct list_trash *t)
{
	free(t->ids);
	list_rows_clear(&t->offered);
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

void list_trash_take(struct list_trash *t, struct app *app, void (*done)(void *context, int64_t id), void *context)
{
	struct err err = { 0 };

	if (!t->count) {
		app_say(app, ROLE_MESSAGE,
			_("Nothing has been deleted since the start; the menu lists what was deleted before."));
		return;
	}
	if (!is_done(app, desk_restore_entry(app_desk(app), t->ids[t->count - 1], &err), &err))
		return;
	app_say(app, ROLE_MESSAGE, _("The entry is back."));
	done(context, t->ids[--t->count]);
}

/* --- deleted at any time --- */

/* Ctrl+Z need not bring it back any more. */
static void forget(struct list_trash *t, int64_t id)
{
	for (size_t i = t->count; i-- > 0; )
		if (t->ids[i] == id) {
			t->count--;
			memmove(t->ids + i, t->ids + i + 1, (t->count - i) * sizeof *t->ids);
		}
}

static void chosen(void *context, size_t line)
{
	struct list_trash *t = context;
	int64_t id = t->offered.items[line].id;
	struct err err = { 0 };

	if (!is_done(t->app, desk_restore_entry(app_desk(t->app), id, &err), &err))
		return;
	forget(t, id);
	app_say(t->app, ROLE_MESSAGE, _("The entry is back."));
	t->done(t->context, id);
}

static char *line_of(struct app *app, const struct list_row *row)
{
	enum text_widths widths = app_widths(app);
	struct str line = { 0 };

	date_add_local(row->changed, &line);
	str_addf(&line, "  %d  ", row->year);
	text_add_cut(&line, widths, row->unit, UNIT_WIDTH, true);
	str_add_char(&line, ' ');
	text_add_cut(&line, widths, *row->project ? row->project : row->title, PROJECT_WIDTH, false);
	return str_take(&line);
}

static void offer(struct list_trash *t)
{
	size_t count = t->offered.count;
	char **lines = mem_array(count, sizeof *lines);

	for (size_t i = 0; i < count; i++)
		lines[i] = line_of(t->app, &t->offered.items[i]);
	choice_open(t->app, _("Bring back which entry?"), (const char *const *)lines, count, 0, chosen, t);
	while (count)
		free(lines[--count]);
	free(lines);
}

void list_trash_choose(struct list_trash *t, struct app *app, void (*done)(void *context, int64_t id), void *context)
{
	struct list_query query = { .order = ORDER_CHANGED, .descending = true, .deleted = true, .limit = OFFERED_MAX };
	struct err err = { 0 };

	t->app = app;
	t->done = done;
	t->context = context;
	list_rows_clear(&t->offered);
	if (!is_done(app, store_list(desk_get_store(app_desk(app)), &query, &t->offered, &err), &err))
		return;
	if (t->offered.count)
		offer(t);
	else
		app_say(app, ROLE_MESSAGE, _("No entry is deleted."));
}
