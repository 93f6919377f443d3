/* SPDX-License-Identifier: MIT */
/* Who changed what: F8. */
#include <libintl.h>

#include "desk/history.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

/* The selected cell first, then everything. */
static void show(struct form_screen *f, const struct history *h)
{
	struct str text = { 0 }, cell = { 0 };

	if (history_add_cell(h, f->o, f->pane.at, translate, &cell)) {
		entry_add_label(f->o->entry, f->pane.at, &text);
		str_addf(&text, "\n%s\n%s\n", cell.data, _("The whole entry"));
	}
	history_add_all(h, translate, &text);
	viewer_open(f->base.app, _("History"), str_text(&text));
	str_clear(&text);
	str_clear(&cell);
}

static void history(struct form_screen *f)
{
	struct history h = { 0 };
	struct err err = { 0 };
	enum status status = opened_save(f->o, &err);

	if (status == STATUS_OK)
		status = desk_read_history(f->o->desk, f->o->id, &h, &err);
	if (status == STATUS_OK)
		show(f, &h);
	else
		app_say_error(f->base.app, &err);
	history_clear(&h);
	err_clear(&err);
}

const struct form_command form_history_commands[] = {
	{ COMMAND_HISTORY, history }, { COMMAND_NONE, NULL },
};
