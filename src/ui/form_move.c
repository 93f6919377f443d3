/* SPDX-License-Identifier: MIT */
/* An entry whose form has another version by now: it is said, and offered. */
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "desk/move.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { LINES_SHOWN = 6, LINE_WIDTH = 54 };

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

void form_move_say_newer(void *context)
{
	struct form_screen *f = context;
	const struct form *newer = desk_newer_form(f->o);

	/* What a lost session left behind comes first, and who is in the way. */
	if (newer && !f->editing && f->o->lock == OPENED_FREE)
		app_sayf(f->base.app, ROLE_MESSAGE,
			_("The form has another version (%1): the menu (F10) moves the entry to it."),
			newer->version, NULL);
}

static void move(void *context)
{
	struct form_screen *f = context;
	const struct form *newer = desk_newer_form(f->o);
	struct err err = { 0 };

	if (!newer)
		return;
	if (desk_move_form(f->o, newer, &err) == STATUS_OK) {
		form_reload(f);
		app_say(f->base.app, ROLE_MESSAGE, _("Moved to the new form; Ctrl+Z brings the old one back."));
	} else {
		app_say_error(f->base.app, &err);
	}
	err_clear(&err);
}

/* As much of the lists as a small screen holds. */
static void add_lines(const struct form_screen *f, const struct str *lists, struct str *out)
{
	const char *line = str_text(lists), *end;
	char more[120];
	int shown = 0, left = 0;

	for (; (end = strchr(line, '\n')); line = end + 1) {
		struct str one = { 0 };

		if (shown == LINES_SHOWN) {
			left++;
			continue;
		}
		str_add_len(&one, line, (size_t)(end - line));
		text_add_cut(out, app_widths(f->base.app), str_text(&one), LINE_WIDTH, false);
		str_add_char(out, '\n');
		str_clear(&one);
		shown++;
	}
	if (!left)
		return;
	snprintf(more, sizeof more, _("and %d more: ziping move-form --dry-run %d"), left, (int)f->o->id);
	str_addf(out, "%s\n", more);
}

static void ask(struct form_screen *f)
{
	const struct form *newer = desk_newer_form(f->o);
	struct form_move m;
	struct str lists = { 0 }, question = { 0 };

	if (!newer) {
		app_say(f->base.app, ROLE_MESSAGE, _("The entry has this version of the form already."));
		return;
	}
	desk_compare_form(f->o, newer, &m);
	form_move_say(&m, translate, &lists);
	add_lines(f, &lists, &question);
	str_add(&question, _("Move the entry to the new form? Ctrl+Z takes it back."));
	confirm_open_undoable(f->base.app, str_text(&question), _("move"), move, f);
	form_move_clear(&m);
	str_clear(&lists);
	str_clear(&question);
}

const struct form_command form_move_commands[] = {
	{ COMMAND_MOVE_FORM, ask }, { COMMAND_NONE, NULL },
};
