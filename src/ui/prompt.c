/* SPDX-License-Identifier: MIT */
/* One line of text that is asked for. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/field.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { PROMPT_WIDTH = 64, PROMPT_HEIGHT = 3, PATH_LIMIT = 1000 };

struct prompt {
	struct screen base;
	char *title;
	struct field field;
	bool path;                   /* the name of a file is asked for */
	bool fresh;                  /* typing replaces the text, which nobody has touched */
	int offset;                  /* first column seen of a text longer than the line */
	void (*done)(void *context, const char *text);
	void *context;
};

static void prompt_free(struct screen *s)
{
	struct prompt *p = (struct prompt *)s;

	free(p->title);
	field_clear(&p->field);
	free(p);
}

static struct rect prompt_place(struct screen *s, int columns, int rows)
{
	(void)s;
	return popup_place(columns, rows, PROMPT_WIDTH, PROMPT_HEIGHT);
}

static int left_of(const struct screen *s)
{
	return s->area.x + grid_frame_width(app_frame(s->app), app_widths(s->app)) + 1;
}

/* Scrolls so that the caret is seen. */
static void follow(struct prompt *p)
{
	int room = p->base.area.width - 2 * (left_of(&p->base) - p->base.area.x), line, column;

	field_caret(&p->field, &line, &column);
	if (column < p->offset)
		p->offset = column;
	if (column >= p->offset + room)
		p->offset = column - room + 1;
}

static void prompt_resize(struct screen *s)
{
	follow((struct prompt *)s);
}

static void prompt_paint(struct screen *s, struct grid *g, bool all)
{
	struct prompt *p = (struct prompt *)s;
	struct rect r = popup_frame(s, g, p->title);

	(void)all;
	grid_fill(g, r, ROLE_EDIT);
	grid_put(g, r, r.x - p->offset, r.y, field_text(&p->field), p->field.text.len,
		p->fresh ? ROLE_POPUP_SELECTED : ROLE_EDIT);
}

static bool prompt_cursor(struct screen *s, int *x, int *y)
{
	struct prompt *p = (struct prompt *)s;
	int line, column;

	field_caret(&p->field, &line, &column);
	*x = left_of(s) + column - p->offset;
	*y = s->area.y + 1;
	return true;
}

static void give_path(struct prompt *p, const char *path)
{
	const char *home = getenv("HOME");
	struct str full = { 0 };

	if (path[0] == '~' && path[1] == '/' && home) {
		str_add(&full, home);
		path++;
	}
	str_add(&full, path);
	if (full.len)
		p->done(p->context, full.data);
	str_clear(&full);
}

static void accept(struct prompt *p)
{
	app_close(p->base.app, &p->base);
	if (p->path)
		give_path(p, field_text(&p->field));
	else
		p->done(p->context, field_text(&p->field));
}

static void say_refused(struct prompt *p)
{
	if (p->field.refused & FIELD_FULL)
		app_say(p->base.app, ROLE_WARNING, _("There is no room for more."));
	else if (p->field.refused)
		app_say(p->base.app, ROLE_WARNING, _("Control characters were left out."));
}

static bool prompt_event(struct screen *s, const struct event *e)
{
	struct prompt *p = (struct prompt *)s;

	s->dirty = true;
	if (e->kind == EVENT_TEXT || e->kind == EVENT_PASTE) {
		if (p->fresh)
			field_set(&p->field, "");
		field_insert(&p->field, e->text, e->len);
		say_refused(p);
	} else if (e->kind == EVENT_CLICK && e->y == s->area.y + 1) {
		field_point(&p->field, 0, e->x - left_of(s) + p->offset);
	} else if (e->kind == EVENT_KEY && e->command == COMMAND_ACCEPT) {
		accept(p);
		return true;
	} else if (e->kind == EVENT_KEY && !field_command(&p->field, e->command)) {
		return false;
	}
	p->fresh = false;
	follow(p);
	return true;
}

static unsigned prompt_context(const struct screen *s)
{
	(void)s;
	return CONTEXT_PROMPT;
}

static struct prompt *open(struct app *app, const char *title, const char *text, int limit,
	void (*done)(void *context, const char *text), void *context)
{
	static const struct screen_class class = {
		.free = prompt_free, .place = prompt_place, .resize = prompt_resize,
		.paint = prompt_paint, .event = prompt_event, .cursor = prompt_cursor,
		.context = prompt_context,
	};
	struct prompt *p = mem_alloc(sizeof *p);

	p->base = screen_init(app, &class);
	p->title = mem_dup(title);
	p->done = done;
	p->context = context;
	field_init(&p->field, app_widths(app), limit, false);
	field_set(&p->field, text);
	app_push(app, &p->base);
	return p;
}

void prompt_open(struct app *app, const char *title, const char *text, int limit,
	void (*done)(void *context, const char *text), void *context)
{
	open(app, title, text, limit, done, context);
}

void prompt_open_short(struct app *app, const char *title, const char *text, int limit,
	void (*done)(void *context, const char *text), void *context)
{
	open(app, title, text, limit, done, context)->fresh = *text != '\0';
}

void prompt_open_path(struct app *app, const char *title, const char *text,
	void (*done)(void *context, const char *path), void *context)
{
	open(app, title, text, PATH_LIMIT, done, context)->path = true;
}
