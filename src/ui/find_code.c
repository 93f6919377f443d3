/* SPDX-License-Identifier: MIT */
#include "ui/find_code.h"

#include <libintl.h>

#include "desk/revision.h"
#include "ui/form_screen.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { TYPED_MAX = 60 };         /* with blanks and dashes in any place */

static void find(void *context, const char *text)
{
	struct app *app = context;
	struct revision r;
	struct err err = { 0 };
	enum status status = desk_find_code(app_desk(app), text, &r, &err);

	if (status == STATUS_OK)
		status = form_screen_open_revision(app, r.entry, r.number, &err);
	if (status != STATUS_OK)
		app_say_error(app, &err);
	revision_clear(&r);
	err_clear(&err);
}

void find_code_open(struct app *app)
{
	prompt_open(app, _("Check code on the paper"), "", TYPED_MAX, find, app);
}
