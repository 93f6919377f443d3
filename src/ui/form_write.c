/* SPDX-License-Identifier: MIT */
/* When what was accepted is written, what is said of it, and what becomes of it when the clerk leaves. */
#include <libintl.h>
#include <stdio.h>

#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

/* The clerk sees what is wrong until it is not any more, whether keys come or not. */
static void say_written(struct form_screen *f, enum status status, const struct err *err)
{
	if (status != STATUS_OK) {
		app_say_error(f->base.app, err);
		app_tick(f->base.app, &f->base, FORM_TICK_MILLISECONDS);
	} else if (f->refused) {
		app_say(f->base.app, ROLE_MESSAGE, _("What had been waiting is stored now."));
	}
	f->base.dirty |= status != STATUS_OK || f->refused;
	f->refused = status != STATUS_OK;
}

static void write_now(void *context)
{
	struct form_screen *f = context;
	struct err err = { 0 };

	say_written(f, form_edit_save(f, &err), &err);
	if (f->draft_kept && !f->editing) {
		store_drop_draft(desk_get_store(f->o->desk), f->o->id, NULL);
		f->draft_kept = false;
	}
	err_clear(&err);
}

void form_write_later(struct form_screen *f)
{
	if (!opened_is_saved(f->o) || (f->draft_kept && !f->editing))
		app_later(f->base.app, write_now, f);
}

void form_write_tick(struct form_screen *f)
{
	struct err err = { 0 };
	enum status status;

	form_write_later(f);
	status = form_edit_keep_draft(f, &err);
	if (status != STATUS_OK || (f->refused && opened_is_saved(f->o)))
		say_written(f, status, &err);
	err_clear(&err);
}

static void keep_focus(struct form_screen *f)
{
	struct str name = { 0 };

	if (f->pane.at.cell < 0 || f->o->lock != OPENED_FREE)
		return;
	entry_add_name(f->o->entry, f->pane.at, &name);
	store_set_focus(desk_get_store(f->o->desk), f->o->id, name.data, NULL);
	str_clear(&name);
}

enum status form_write_all(struct form_screen *f, struct err *err)
{
	enum status status;
	char id[24];

	status = form_edit_save(f, NULL);
	form_edit_keep_draft(f, NULL);
	keep_focus(f);
	if (status == STATUS_OK)
		return STATUS_OK;
	snprintf(id, sizeof id, "%lld", (long long)f->o->id);
	return err_set(err, status, N_("the last changes of entry %1 could not be written and are lost; type them "
		"again when the disk can be written"), id, NULL);
}

/* --- leaving --- */

void form_close(void *context)
{
	struct form_screen *f = context;

	keep_focus(f);
	app_close(f->base.app, &f->base);
}

static void leave(struct form_screen *f)
{
	struct err err = { 0 };

	if (f->editing && !form_edit_accept(f))
		return;
	if (opened_save(f->o, &err) == STATUS_OK) {
		f->refused = false;
		write_now(f);
		if (!form_review_leave(f))
			form_close(f);
	} else {
		app_say_error(f->base.app, &err);
		confirm_open(f->base.app,
			_("The last changes could not be written and would be lost. Leave all the same?"),
			_("leave"), form_close, f);
	}
	err_clear(&err);
}

static void say_saved(struct form_screen *f)
{
	if (!opened_is_saved(f->o))
		return;                  /* write_now has more to say */
	app_say(f->base.app, ROLE_MESSAGE, !f->editing
		? _("Everything accepted is already stored.")
		: _("Stored as soon as Enter accepts the cell."));
}

const struct form_command form_write_commands[] = {
	{ COMMAND_LEAVE, leave }, { COMMAND_SAVE, say_saved }, { COMMAND_NONE, NULL },
};
