/* SPDX-License-Identifier: MIT */
/* What an event does: the screen in front has it first, the app has what every screen has. */
#include <libintl.h>

#include "ui/app_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

static void save_all(struct app *app)
{
	/* The first failure is the one told. */
	for (struct screen *s = app->top; s; s = s->below)
		if (s->class->save && app->status == STATUS_OK)
			app->status = s->class->save(s, &app->err);
		else if (s->class->save)
			s->class->save(s, NULL);
	app_run_later(app);
}

static void switch_mouse(struct app *app)
{
	if (!app->front->set_mouse)
		return;
	app->mouse_off = !app->mouse_off;
	app->front->set_mouse(app->front->context, !app->mouse_off);
	app_say(app, ROLE_MESSAGE, app->mouse_off ? _("The mouse is off.") : _("The mouse is on."));
}

/* What every screen has, unless it has it otherwise. */
static void do_common(struct app *app, enum command_id id)
{
	switch (id) {
	case COMMAND_HELP:
		help_open(app);
		break;
	case COMMAND_MENU:
		menu_open(app);
		break;
	case COMMAND_LEAVE:
	case COMMAND_CANCEL:
		app_close(app, app->top);
		break;
	case COMMAND_SAVE:
		app_say(app, ROLE_MESSAGE, _("Everything accepted is already stored."));
		break;
	case COMMAND_REDRAW:
		app->all = app->again = true;
		break;
	case COMMAND_MOUSE:
		switch_mouse(app);
		break;
	default:
		break;
	}
}

static void give(struct app *app, const struct event *e)
{
	if (!app->top->class->event(app->top, e) && e->kind == EVENT_KEY)
		do_common(app, e->command);
}

void app_command(struct app *app, enum command_id id)
{
	if (app->top)
		give(app, &(struct event){ .kind = EVENT_KEY, .command = id });
}

/* A person did something: what was said is over. */
static void handle_input(struct app *app, struct event *e)
{
	if (e->kind == EVENT_KEY)
		e->command = key_find_command(e->key, app_is_small(app) ? CONTEXT_SMALL
			: app->top->class->context(app->top));
	if (app_is_small(app)) {
		if (e->command == COMMAND_LEAVE) {
			save_all(app);
			app->over = true;
		}
		return;
	}
	if (app->bars.message.len)
		app_say(app, ROLE_MESSAGE, "");
	give(app, e);
}

/* The terminal's widths are not the locale's: frames of signs whose width is certain. */
static void measure(struct app *app, int columns)
{
	enum frame frame = columns == text_char_width(TEXT_LOCALE, 0x2500) ? FRAME_BOX : FRAME_ASCII;

	if (frame == app->frame)
		return;
	app->frame = frame;
	app_place_all(app);
}

void app_handle(struct app *app, struct event *e)
{
	switch (e->kind) {
	case EVENT_TEXT:
	case EVENT_KEY:
	case EVENT_PASTE:
	case EVENT_CLICK:
	case EVENT_WHEEL:
		handle_input(app, e);
		break;
	case EVENT_GARBLED:
		app_say(app, ROLE_WARNING, _("Input that is no valid text was left out."));
		break;
	case EVENT_RESIZE:
		grid_resize(app->grid, e->x, e->y);
		app_place_all(app);
		break;
	case EVENT_CONTINUE:
		app->all = app->again = true;
		break;
	case EVENT_WIDTHS:
		measure(app, e->by);
		break;
	case EVENT_HANGUP:
		save_all(app);
		app->over = true;
		break;
	default:
		break;
	}
}
