/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include <libintl.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "ui/app_internal.h"
#include "ui/follow.h"
#include "ui/form_screen.h"

enum { PAUSE_MILLISECONDS = 20 };

struct app *app_new(struct desk *desk, const struct front *front, int columns, int rows)
{
	struct app *app = mem_alloc(sizeof *app);

	app->desk = desk;
	app->front = front;
	app->grid = grid_new(columns, rows, TEXT_LOCALE);
	app->frame = FRAME_BOX;
	text_options_init(&app->pages.text);
	app->all = app->again = true;
	return app;
}

struct desk *app_desk(const struct app *app)
{
	return app->desk;
}

enum text_widths app_widths(const struct app *app)
{
	return grid_widths(app->grid);
}

enum frame app_frame(const struct app *app)
{
	return app->frame;
}

struct page_choice *app_pages(struct app *app)
{
	return &app->pages;
}

const char *app_example_folder(const struct app *app)
{
	return app->example_folder;
}

void app_set_example_folder(struct app *app, const char *folder)
{
	app->example_folder = folder;
}

/* --- the stack --- */

struct screen screen_init(struct app *app, const struct screen_class *class)
{
	return (struct screen){ .class = class, .app = app, .dirty = true };
}

bool app_is_small(const struct app *app)
{
	return grid_columns(app->grid) < SCREEN_MIN_COLUMNS || grid_rows(app->grid) < SCREEN_MIN_ROWS;
}

/* On a screen that is too small none of them is painted, and none needs to know. */
static void place(struct app *app, struct screen *s)
{
	int columns = grid_columns(app->grid), rows = grid_rows(app->grid);

	columns = columns < SCREEN_MIN_COLUMNS ? SCREEN_MIN_COLUMNS : columns;
	rows = rows < SCREEN_MIN_ROWS ? SCREEN_MIN_ROWS : rows;
	if (s->class->place)
		s->area = s->class->place(s, columns, rows);
	else
		s->area = (struct rect){ 0, BARS_ABOVE, columns, rows - BARS_ABOVE - BARS_BELOW };
	s->class->resize(s);
}

void app_place_all(struct app *app)
{
	for (struct screen *s = app->top; s; s = s->below)
		place(app, s);
	app->all = app->again = true;
}

struct screen *app_front(const struct app *app)
{
	return app->top;
}

void app_push(struct app *app, struct screen *s)
{
	s->below = app->top;
	app->top = s;
	app->all = true;
	place(app, s);
}

void app_close(struct app *app, struct screen *s)
{
	struct screen *last;

	do {
		last = app->top;
		app->top = last->below;
		last->below = app->closed;
		app->closed = last;
	} while (last != s);
	app->all = true;
	if (app->top && app->top->class->resume)
		app->top->class->resume(app->top);
}

static void free_closed(struct app *app)
{
	while (app->closed) {
		struct screen *s = app->closed;

		app->closed = s->below;
		app_cancel_later(app, s);
		s->class->free(s);
	}
}

void app_free(struct app *app)
{
	if (!app)
		return;
	while (app->top)
		app_close(app, app->top);
	free_closed(app);
	bars_clear(&app->bars);
	grid_free(app->grid);
	deeds_clear(&app->later);
	err_clear(&app->err);
	free(app->pages.queue);
	free(app);
}

/* --- saying --- */

void app_say(struct app *app, enum role role, const char *text)
{
	bars_say(&app->bars, role, text);
}

void app_sayf(struct app *app, enum role role, const char *format, ...)
{
	struct message message = { 0 };
	struct str text = { 0 };
	va_list args;

	va_start(args, format);
	message_set_args(&message, format, args);
	va_end(args);
	message_add_to(&message, NULL, &text);
	app_say(app, role, str_text(&text));
	message_clear(&message);
	str_clear(&text);
}

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

void app_say_error(struct app *app, const struct err *err)
{
	struct str text = { 0 };

	err_format(err, translate, &text);
	app_say(app, ROLE_ERROR, str_text(&text));
	str_clear(&text);
}

/* --- later --- */

void app_later(struct app *app, void (*run)(void *context), void *context)
{
	deeds_add(&app->later, (struct deed){ run, context, false });
}

/* A script has no pauses. */
void app_when_idle(struct app *app, void (*run)(void *context), void *context)
{
	deeds_add(&app->later, (struct deed){ run, context, !app->front->scripted });
}

void app_cancel_later(struct app *app, void *context)
{
	deeds_forget(&app->later, context);
}

bool app_run_later(struct app *app)
{
	bool any = false;

	while (deeds_run_first(&app->later, false))
		any = true;
	if (store_was_written(desk_get_store(app->desk)))
		app_when_idle(app, app_follow, app);
	while (deeds_run_first(&app->later, false))
		any = true;
	return any;
}

/* --- ticks --- */

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void app_tick(struct app *app, struct screen *s, int milliseconds)
{
	(void)app;
	if (!s->due)
		s->due = now() + milliseconds;
}

static int time_to_tick(const struct app *app)
{
	int64_t first = 0, rest;

	for (const struct screen *s = app->top; s; s = s->below)
		if (s->due && (!first || s->due < first))
			first = s->due;
	if (!first)
		return -1;
	rest = first - now();
	return rest < 0 ? 0 : (int)rest;
}

static void tick(struct app *app)
{
	int64_t moment = now();

	for (struct screen *s = app->top; s; s = s->below)
		if (s->due && s->due <= moment) {
			s->due = 0;
			s->class->event(s, &(struct event){ .kind = EVENT_TICK });
		}
}

/* --- the loop --- */

/* What may wait for a pause is done one thing a pause. */
static void next_event(struct app *app, struct event *e)
{
	int rest = time_to_tick(app);

	while (deeds_wait(&app->later, true) && (rest < 0 || rest > PAUSE_MILLISECONDS)) {
		app->front->next(app->front->context, PAUSE_MILLISECONDS, e);
		if (e->kind != EVENT_NONE || app->over)
			return;
		deeds_run_first(&app->later, true);
		app_show(app);
		if (app_run_later(app))
			app_show(app);
		rest = time_to_tick(app);
	}
	app->front->next(app->front->context, rest, e);
}

enum status app_run(struct app *app, struct err *err)
{
	while (!app->over && app->top) {
		struct event e = { .kind = EVENT_NONE };

		app_show(app);
		/* What was put off may have something to say, if only that it is done. */
		if (app_run_later(app))
			app_show(app);
		free_closed(app);
		next_event(app, &e);
		app_handle(app, &e);
		tick(app);
	}
	app_run_later(app);
	app_follow(app);
	if (app->status != STATUS_OK && err) {
		*err = app->err;
		app->err = (struct err){ 0 };
	}
	return app->status;
}

/* --- for scripts and the start --- */

enum status app_open_entry(struct app *app, int64_t id, const char *cell, struct err *err)
{
	return form_screen_open(app, id, cell, err);
}

enum status app_go(struct app *app, const char *cell, struct err *err)
{
	for (struct screen *s = app->top; s; s = s->below)
		if (s->class->go)
			return s->class->go(s, cell, err);
	return err_set(err, STATUS_INPUT, N_("no form is open, so there is no cell %1"), cell, NULL);
}
