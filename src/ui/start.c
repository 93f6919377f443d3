/* SPDX-License-Identifier: MIT */
#include "ui/start.h"

#include <libintl.h>

#include "ui/app.h"
#include "ui/list_screen.h"
#include "ui/script.h"
#include "ui/terminal.h"

#define _(text) gettext(text)

static void say_place(struct app *app, const struct ui_options *o)
{
	if (!o->script && store_is_on_network(desk_get_store(o->desk)))
		app_say(app, ROLE_WARNING, _("The store is on a network file system: slower, and only as "
			"safe as the locks of its server."));
}

/* Leaving an entry that was opened from the list comes out there again; one that the program was started for is all
 * there is. */
static enum status push_screens(struct app *app, const struct ui_options *o, struct err *err)
{
	enum status status = STATUS_OK;

	app_set_example_folder(app, o->example_folder);
	if (o->entry)
		status = app_open_entry(app, o->entry, o->cell, err);
	else
		list_screen_open(app);
	say_place(app, o);
	return status;
}

static enum status run_terminal(const struct ui_options *o, struct err *err)
{
	struct front front = terminal_front();
	struct app *app;
	int columns, rows;
	enum status status = terminal_open(!o->no_mouse, err);

	if (status != STATUS_OK)
		return status;
	terminal_size(&columns, &rows);
	app = app_new(o->desk, &front, columns, rows);
	status = push_screens(app, o, err);
	if (o->shown)
		app_when_idle(app, o->shown, o->shown_context);
	if (status == STATUS_OK)
		status = app_run(app, err);
	app_free(app);
	terminal_close();
	return status;
}

static enum status run_script(const struct ui_options *o, struct err *err)
{
	struct script *script;
	struct front front;
	struct app *app;
	enum status status = script_open(o->script, o->dump ? o->dump : "-", &script, err), finished;

	if (status != STATUS_OK)
		return status;
	front = script_front(script);
	app = app_new(o->desk, &front, o->columns, o->rows);
	script_bind(script, app);
	status = push_screens(app, o, err);
	if (status == STATUS_OK) {
		status = app_run(app, err);
		finished = script_finish(script, status == STATUS_OK ? err : NULL);
		status = status == STATUS_OK ? finished : status;
	}
	app_free(app);
	script_free(script);
	return status;
}

enum status ui_run(const struct ui_options *options, struct err *err)
{
	return options->script ? run_script(options, err) : run_terminal(options, err);
}
