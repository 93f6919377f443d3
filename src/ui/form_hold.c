/* SPDX-License-Identifier: MIT */
/* An entry that may only be read: said in the title, and by every key that would change it.  While another program has
 * it, what that one stores is shown, and the entry is taken as soon as it is closed there. */
#include <libintl.h>
#include <string.h>

#include "desk/hold.h"
#include "ui/form_internal.h"

#define _(text) gettext(text)

enum { ASK_MILLISECONDS = 2000 };

bool form_is_locked(struct form_screen *f)
{
	struct err err = { 0 };

	if (opened_check_writable(f->o, &err) == STATUS_OK)
		return false;
	app_say_error(f->base.app, &err);
	err_clear(&err);
	return true;
}

bool form_hold_refuses(struct form_screen *f, enum command_id id)
{
	static const enum command_id writing[] = {
		COMMAND_EDIT, COMMAND_CLEAR, COMMAND_BACKSPACE, COMMAND_CHOOSE, COMMAND_INSERT_ROW, COMMAND_DELETE_ROW,
		COMMAND_ROW_UP, COMMAND_ROW_DOWN, COMMAND_UNDO, COMMAND_REDO, COMMAND_NOTE,
		COMMAND_MOVE_FORM, COMMAND_CONFIRM, COMMAND_CONFIRM_AROUND, COMMAND_CARRY,
	};

	for (size_t i = 0; i < sizeof writing / sizeof *writing; i++)
		if (writing[i] == id)
			return form_is_locked(f);
	return false;
}

static void say_maybe(struct form_screen *f)
{
	struct str since = { 0 };

	holder_add_since(&f->o->holder, &since);
	app_sayf(f->base.app, ROLE_WARNING, _("This file system has no locks: since %3 the entry may "
		"also be open by %1 on host %2."), f->o->holder.who, f->o->holder.host, str_text(&since),
		NULL);
	str_clear(&since);
}

void form_hold_say(struct form_screen *f)
{
	if (!form_is_locked(f) && f->o->holder.who)
		say_maybe(f);
	if (f->o->lock == OPENED_HELD)
		app_tick(f->base.app, &f->base, ASK_MILLISECONDS);
}

/* The clerk stays at the same cell, in what may be another version of the form. */
static void reload(struct form_screen *f, const struct form *before)
{
	struct ref at = f->pane.at;

	if (f->o->form == before) {
		form_changed(f);
		return;
	}
	form_reload(f);
	at.cell = form_find_same_cell(before, at.cell, f->o->form);
	if (at.cell >= 0)
		pane_select_ref(&f->pane, at);
}

static void go_on(struct form_screen *f)
{
	if (f->o->lock == OPENED_HELD) {
		app_tick(f->base.app, &f->base, ASK_MILLISECONDS);
		return;
	}
	if (form_is_locked(f))
		return;
	app_say(f->base.app, ROLE_MESSAGE, _("The entry is free now: type, or F2, to fill it in."));
	form_edit_take_draft(f);
}

void form_hold_ask(struct form_screen *f)
{
	const struct form *before = f->o->form;
	struct err err = { 0 };
	bool changed;
	enum status status;

	/* What lies in front may speak of the entry as it is. */
	if (app_front(f->base.app) != &f->base) {
		app_tick(f->base.app, &f->base, ASK_MILLISECONDS);
		return;
	}
	status = opened_hold(f->o, &changed, &err);
	if (status == STATUS_OK && f->o->lock == OPENED_HELD)
		status = opened_refresh(f->o, &changed, &err);
	if (status == STATUS_OK) {
		opened_tell(f->o);
		if (changed)
			reload(f, before);
		go_on(f);
		return;
	}
	app_say_error(f->base.app, &err);
	err_clear(&err);
	app_close(f->base.app, &f->base);
}

void form_hold_add_title(const struct form_screen *f, struct str *out)
{
	static const char *const texts[] = {
		[OPENED_SIGNED] = N_("[revision %1 signed, read-only]  "),
		[OPENED_FROZEN] = N_("[kept state, read-only]  "),
		[OPENED_UNWRITABLE] = N_("[read-only]  "),
		[OPENED_HELD] = N_("[read-only: %2 on %3 since %4]  "),
	};
	const struct holder *h = &f->o->holder;
	struct message message = { 0 };
	struct str number = { 0 }, since = { 0 };
	enum opened_lock lock = f->o->lock;

	if (lock == OPENED_FREE)
		return;
	if (f->revision.code) {
		form_sign_add_title(f, out);
		return;
	}
	if (lock == OPENED_HELD && !h->who)
		lock = OPENED_UNWRITABLE;
	str_addf(&number, "%d", f->o->stored.revision);
	holder_add_since(h, &since);
	message_set(&message, _(texts[lock]), str_text(&number), h->who ? h->who : "",
		h->host ? h->host : "", str_text(&since), NULL);
	message_add_to(&message, NULL, out);
	message_clear(&message);
	str_clear(&number);
	str_clear(&since);
}
