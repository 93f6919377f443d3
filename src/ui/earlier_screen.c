/* SPDX-License-Identifier: MIT */
#include "ui/earlier_screen.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "ui/pane.h"

#define _(text) gettext(text)

struct earlier_screen {
	struct screen base;
	struct pane pane;
	struct ref at;               /* to begin at */
	int this_year;
	void (*back)(void *context, struct ref at);
	void *context;
};

static struct earlier_screen *self(struct screen *s)
{
	return (struct earlier_screen *)s;
}

static void free_screen(struct screen *s)
{
	pane_clear(&self(s)->pane);
	free(s);
}

static void resize(struct screen *s)
{
	struct earlier_screen *e = self(s);

	e->pane.frame = app_frame(s->app);
	pane_resize(&e->pane, s->area);
	if (e->at.cell >= 0)
		pane_select_ref(&e->pane, e->at);
	e->at.cell = -1;
}

static void paint(struct screen *s, struct grid *g, bool all)
{
	pane_paint(&self(s)->pane, g, all);
}

static int year_of(const struct earlier_screen *e)
{
	return entry_get_year(e->pane.opened->entry);
}

static void say_read_only(struct earlier_screen *e)
{
	char text[200];

	snprintf(text, sizeof text, _("This is %d, to be read only; F5 goes back to %d."), year_of(e),
		e->this_year);
	app_say(e->base.app, ROLE_WARNING, text);
}

static void leave(struct earlier_screen *e)
{
	struct ref at = e->pane.at;

	app_close(e->base.app, &e->base);
	e->back(e->context, at);
}

static void click(struct earlier_screen *e, const struct event *event)
{
	int cell = pane_cell_at(&e->pane, event->x, event->y);

	if (cell >= 0 && e->pane.table.cells[cell].at.cell >= 0)
		pane_select(&e->pane, cell);
}

static bool handle_event(struct screen *s, const struct event *event)
{
	struct earlier_screen *e = self(s);

	s->dirty = true;
	if (event->kind == EVENT_TEXT || event->kind == EVENT_PASTE)
		say_read_only(e);
	else if (event->kind == EVENT_CLICK)
		click(e, event);
	else if (event->kind == EVENT_WHEEL)
		pane_scroll(&e->pane, event->by);
	if (event->kind != EVENT_KEY)
		return true;
	if (event->command != COMMAND_EARLIER && event->command != COMMAND_LEAVE)
		return pane_command(&e->pane, event->command);
	leave(e);
	return true;
}

static unsigned context(const struct screen *s)
{
	(void)s;
	return CONTEXT_READ;
}

static void title(const struct screen *s, struct str *out)
{
	const struct opened *o = ((const struct earlier_screen *)s)->pane.opened;
	int name = o->form->summary[SUMMARY_PROJECT];

	if (name < 0)
		name = o->form->summary[SUMMARY_UNIT];
	str_addf(out, _("%d: read-only"), entry_get_year(o->entry));
	str_addf(out, "  %s", o->form->name);
	if (name >= 0)
		str_addf(out, "  %s", entry_get(o->entry, (struct ref){ name, -1 }));
}

static void status(const struct screen *s, struct str *left, struct str *right)
{
	const struct earlier_screen *e = (const struct earlier_screen *)s;

	entry_add_label(e->pane.opened->entry, e->pane.at, left);
	str_addf(right, _("F5: back to %d"), e->this_year);
}

static const struct screen_class class = {
	.free = free_screen, .resize = resize, .paint = paint, .event = handle_event, .context = context,
	.title = title, .status = status,
};

void earlier_screen_open(struct app *app, const struct opened *o, struct ref at, int this_year,
	void (*back)(void *context, struct ref at), void *context_)
{
	struct earlier_screen *e = mem_alloc(sizeof *e);

	e->base = screen_init(app, &class);
	e->at = at;
	e->this_year = this_year;
	e->back = back;
	e->context = context_;
	pane_init(&e->pane, o, app_widths(app), app_frame(app));
	e->pane.reading = e->pane.marked = true;
	app_push(app, &e->base);
}
