/* SPDX-License-Identifier: MIT */
/* Signing, reopening, revisions. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "ui/form_internal.h"
#include "ui/form_screen.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { NAME_MAX_CHARACTERS = 40, REASON_MAX = 200 };

/* --- sign --- */

static void sign_as(void *context, const char *who)
{
	struct form_screen *f = context;
	struct err err = { 0 };
	struct revision r;
	char number[16];

	if (!form_went_well(f, opened_sign(f->o, who, &r, &err), &err))
		return;
	snprintf(number, sizeof number, "%d", r.number);
	app_sayf(f->base.app, ROLE_MESSAGE, _("Signed as revision %1, check code %2. The entry is locked."), number,
		r.code, NULL);
	revision_clear(&r);
}

static void ask_who(void *context)
{
	struct form_screen *f = context;

	prompt_open(f->base.app, _("Name of who signs"), store_who(desk_get_store(f->o->desk)), NAME_MAX_CHARACTERS,
		sign_as, f);
}

static void sign(struct form_screen *f)
{
	int warnings = sheet_finding_counts(f->o->sheet).warnings;
	const struct finding *first;
	struct str question = { 0 };

	if (form_is_locked(f))
		return;
	if (opened_unexplained(f->o, &first)) {
		form_go_to_ref(f, first->at);
		app_say(f->base.app, ROLE_WARNING, _("An error stands here: correct it, or explain it with Ctrl+R, "
			"before signing."));
		return;
	}
	str_add(&question, _("Sign this entry? It is locked then."));
	if (warnings) {
		str_add_char(&question, ' ');
		str_addf(&question, _("Open warnings: %d."), warnings);
	}
	confirm_open(f->base.app, str_text(&question), _("sign"), ask_who, f);
	str_clear(&question);
}

/* --- reopen --- */

static void reopen_for(void *context, const char *reason)
{
	struct form_screen *f = context;
	struct err err = { 0 };
	char number[16];

	if (!form_went_well(f, opened_reopen(f->o, reason, &err), &err))
		return;
	form_redrawn(f);
	snprintf(number, sizeof number, "%d", f->o->stored.revision + 1);
	app_sayf(f->base.app, ROLE_MESSAGE, _("Reopened. What is printed or signed next is revision %1."), number,
		NULL);
}

static void reopen(struct form_screen *f)
{
	if (f->o->lock == OPENED_SIGNED)
		prompt_open(f->base.app, _("Why is it reopened?"), "", REASON_MAX, reopen_for, f);
	else if (!form_is_locked(f))
		app_say(f->base.app, ROLE_WARNING, _("This entry is not signed, so there is nothing to reopen."));
}

/* --- revisions --- */

struct lines { char **items; size_t count, cap; };

static void add_line(void *context, const struct revision *r)
{
	struct lines *lines = context;
	struct str line = { 0 };

	str_addf(&line, _("revision %d"), r->number);
	str_addf(&line, "  %s  ", r->code);
	date_add_local(r->at, &line);
	str_addf(&line, "  %s", r->who);
	if (r->signed_at) {
		str_addf(&line, "  %s ", _("signed"));
		date_add_local(r->signed_at, &line);
		str_addf(&line, " %s", r->signed_by ? r->signed_by : "");
	}
	lines->items = mem_grow(lines->items, &lines->cap, lines->count + 1, sizeof *lines->items);
	lines->items[lines->count++] = str_take(&line);
}

/* They are numbered from 1, without gaps. */
static void open_chosen(void *context, size_t chosen)
{
	struct form_screen *f = context;
	struct err err = { 0 };

	form_went_well(f, form_screen_open_revision(f->base.app, f->o->id, (int)chosen + 1, &err), &err);
}

static void revisions(struct form_screen *f)
{
	struct lines lines = { 0 };
	struct err err = { 0 };
	enum status status = store_read_revisions(desk_get_store(f->o->desk), f->o->id, add_line, &lines, &err);

	if (form_went_well(f, status, &err)) {
		if (lines.count)
			choice_open(f->base.app, _("Revisions"), (const char *const *)lines.items, lines.count,
				lines.count - 1, open_chosen, f);
		else
			app_say(f->base.app, ROLE_WARNING, _("No revision yet: printing or signing makes one."));
	}
	for (size_t i = 0; i < lines.count; i++)
		free(lines.items[i]);
	free(lines.items);
}

const struct form_command form_sign_commands[] = {
	{ COMMAND_SIGN, sign }, { COMMAND_REOPEN, reopen }, { COMMAND_REVISIONS, revisions },
	{ COMMAND_NONE, NULL },
};

/* --- a revision that lies open --- */

void form_sign_add_title(const struct form_screen *f, struct str *out)
{
	const struct revision *r = &f->revision;
	struct message message = { 0 };
	char number[16];

	snprintf(number, sizeof number, "%d", r->number);
	message_set(&message, r->signed_at ? _("[revision %1, signed, check code %2, read-only]  ")
			: _("[revision %1, check code %2, read-only]  "), number, r->code, NULL);
	message_add_to(&message, NULL, out);
	message_clear(&message);
}

enum status form_screen_open_revision(struct app *app, int64_t entry, int number, struct err *err)
{
	struct store *store = desk_get_store(app_desk(app));
	struct revision r;
	struct opened *o;
	enum status status = store_get_revision(store, entry, number, &r, err);

	if (status == STATUS_OK)
		status = desk_open_revision(app_desk(app), entry, number, &o, err);
	if (status == STATUS_OK)
		form_screen_push(app, o, &r, (struct ref){ -1, -1 });
	else
		revision_clear(&r);
	return status;
}
