/* SPDX-License-Identifier: MIT */
#include <libintl.h>
#include <stdlib.h>

#include "desk/import.h"
#include "ui/find_code.h"
#include "ui/form_screen.h"
#include "ui/list_internal.h"
#include "ui/new_entry.h"
#include "ui/popup.h"
#include "ui/preview.h"

#define _(text) gettext(text)

/* What an empty store offers. */
static const struct { enum command_id id; const char *label; } offers[LIST_OFFERS] = {
	{ COMMAND_NEW, N_("Make a new entry") },
	{ COMMAND_IMPORT, N_("Import an exchange file") },
	{ COMMAND_EXAMPLE, N_("Look at a published table") },
};

const char *list_offer(size_t number)
{
	return _(offers[number].label);
}

void list_open_selected(struct list_screen *l)
{
	const struct list_row *row = list_selected(l);
	struct err err = { 0 };

	if (l->empty)
		app_command(l->base.app, offers[l->scroll.selected].id);
	else if (row && app_open_entry(l->base.app, row->id, NULL, &err) != STATUS_OK)
		list_say_failure(l, &err);
	else if (row && l->query.search)
		form_screen_seek(app_front(l->base.app), l->query.search);
}

static void make_new(struct list_screen *l)
{
	new_entry_open(l->base.app);
}

static void show(void *context, int64_t id)
{
	list_load(context);
	list_select_entry(context, id);
}

static void copy_selected(struct list_screen *l)
{
	const struct list_row *row = list_selected(l);
	struct err err = { 0 };
	int64_t id;

	if (!row)
		return;
	if (desk_copy(app_desk(l->base.app), row->id, &id, &err) != STATUS_OK) {
		list_say_failure(l, &err);
		return;
	}
	show(l, id);
	app_say(l->base.app, ROLE_MESSAGE, _("The entry has been copied; the copy is selected."));
}

static void delete_selected(struct list_screen *l)
{
	const struct list_row *row = list_selected(l);

	if (row && list_trash_put(&l->trash, l->base.app, row))
		list_load(l);
}

static void undelete(struct list_screen *l)
{
	list_trash_take(&l->trash, l->base.app, show, l);
}

static void choose_deleted(struct list_screen *l)
{
	list_trash_choose(&l->trash, l->base.app, show, l);
}

struct importing {
	int64_t first;               /* id; 0: none yet */
	size_t entries, failed;
	struct err err;              /* the first that failed */
};

static void import_file(struct list_screen *l, const char *path, struct importing *i)
{
	struct err err = { 0 };
	int64_t *ids;
	size_t count;

	if (desk_import(app_desk(l->base.app), path, &ids, &count, &err) == STATUS_OK) {
		i->first = i->first || !count ? i->first : ids[0];
		i->entries += count;
		free(ids);
	} else if (!i->failed++) {
		i->err = err;
		return;
	}
	err_clear(&err);
}

static void say_imported(struct list_screen *l, const struct importing *i)
{
	struct str entries = { 0 }, failed = { 0 }, why = { 0 };

	str_addf(&entries, "%zu", i->entries);
	str_addf(&failed, "%zu", i->failed);
	if (!i->failed) {
		app_sayf(l->base.app, ROLE_MESSAGE, _("%1 entries have been imported."), entries.data, NULL);
	} else if (!i->entries && i->failed == 1) {
		app_say_error(l->base.app, &i->err);
	} else {
		err_format(&i->err, (message_translate *)gettext, &why);
		app_sayf(l->base.app, ROLE_ERROR, _("%1 entries have been imported, %2 files not; the first: %3"),
			entries.data, failed.data, str_text(&why), NULL);
	}
	str_clear(&entries);
	str_clear(&failed);
	str_clear(&why);
}

void list_import(void *context, const char *path)
{
	struct list_screen *l = context;
	struct import_files files = { 0 };
	struct importing i = { 0 };

	if (import_files_add(&files, path, &i.err) != STATUS_OK)
		i.failed = 1;
	for (size_t k = 0; k < files.count; k++)
		import_file(l, files.items[k], &i);
	import_files_clear(&files);
	list_load(l);
	if (i.first)
		list_select_entry(l, i.first);
	say_imported(l, &i);
	err_clear(&i.err);
}

static void ask_import(struct list_screen *l)
{
	prompt_open_path(l->base.app, _("Exchange file, or folder of such files, to import"), "", list_import, l);
}

static void choose_example(struct list_screen *l)
{
	examples_choose(&l->examples);
}

static void preview_selected(struct list_screen *l)
{
	const struct list_row *row = list_selected(l);

	if (row)
		preview_open_entry(l->base.app, row->id);
}

static void review_selected(struct list_screen *l)
{
	const struct list_row *row = list_selected(l);

	if (row)
		form_screen_review(l->base.app, row->id);
}

static void find_code(struct list_screen *l)
{
	find_code_open(l->base.app);
}

const struct list_command list_entry_commands[] = {
	{ COMMAND_OPEN, list_open_selected }, { COMMAND_NEW, make_new }, { COMMAND_COPY, copy_selected },
	{ COMMAND_DELETE_ENTRY, delete_selected }, { COMMAND_UNDO, undelete }, { COMMAND_PREVIEW, preview_selected },
	{ COMMAND_IMPORT, ask_import }, { COMMAND_EXAMPLE, choose_example }, { COMMAND_FIND_CODE, find_code },
	{ COMMAND_DELETED, choose_deleted }, { COMMAND_REVIEW, review_selected }, { COMMAND_NONE, NULL },
};
