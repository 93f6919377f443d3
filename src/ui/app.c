/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "ui/bars.h"
#include "ui/follow.h"
#include "ui/form_screen.h"
#include "ui/popup.h"

#define _(text) gettext(text)

/* Put off until the screen has been shown. */
struct deed {
	void (*run)(void *context);
	void *context;
	bool idle;                   /* not before the keys pause */
};

enum { PAUSE_MILLISECONDS = 20 };

struct app {
	struct desk *desk;
	const struct front *front;
	struct grid *grid;
	enum frame frame;
	const char *example_folder;
	struct screen *top;          /* the stack, linked by `below` */
	struct screen *closed;       /* to be freed after the event */
	struct bars bars;
	struct page_choice pages;
	struct deed *later;
	size_t later_count, later_cap;
	bool all;                    /* everything is to be painted */
	bool again;                  /* and sent, whatever the terminal shows */
	bool mouse_off;
	bool over;
	enum status status;          /* of what was written at the end, with: */
	struct err err;
	int shown_x, shown_y;        /* caret */
};

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

static bool is_small(const struct app *app)
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
	free(app->later);
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

static void put_off(struct app *app, struct deed deed)
{
	for (size_t i = 0; i < app->later_count; i++)
		if (app->later[i].run == deed.run && app->later[i].context == deed.context)
			return;
	app->later = mem_grow(app->later, &app->later_cap, app->later_count + 1, sizeof *app->later);
	app->later[app->later_count++] = deed;
}

void app_later(struct app *app, void (*run)(void *context), void *context)
{
	put_off(app, (struct deed){ run, context, false });
}

/* A script has no pauses. */
void app_when_idle(struct app *app, void (*run)(void *context), void *context)
{
	put_off(app, (struct deed){ run, context, !app->front->scripted });
}

void app_cancel_later(struct app *app, void *context)
{
	size_t kept = 0;

	for (size_t i = 0; i < app->later_count; i++)
		if (app->later[i].context != context)
			app->later[kept++] = app->later[i];
	app->later_count = kept;
}

static bool is_waiting(const struct app *app, bool idle, size_t *first)
{
	for (*first = 0; *first < app->later_count; ++*first)
		if (app->later[*first].idle == idle)
			return true;
	return false;
}

static bool run_first(struct app *app, bool idle)
{
	struct deed deed;
	size_t i;

	if (!is_waiting(app, idle, &i))
		return false;
	deed = app->later[i];
	memmove(app->later + i, app->later + i + 1, (--app->later_count - i) * sizeof *app->later);
	deed.run(deed.context);
	return true;
}

static bool run_later(struct app *app)
{
	bool any = false;

	while (run_first(app, false))
		any = true;
	if (store_was_written(desk_get_store(app->desk)))
		app_when_idle(app, app_follow, app);
	while (run_first(app, false))
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

/* --- painting --- */

static void paint_small(struct app *app)
{
	struct grid *g = app->grid;
	struct rect whole = { 0, 0, grid_columns(g), grid_rows(g) };
	struct str text = { 0 };
	struct text_lines lines = { 0 };

	str_addf(&text, _("The window is too small: at least %d columns and %d lines are needed."),
		SCREEN_MIN_COLUMNS, SCREEN_MIN_ROWS);
	grid_fill(g, whole, ROLE_PLAIN);
	text_wrap(grid_widths(g), text.data, text.len, whole.width, &lines);
	for (size_t i = 0; i < lines.count; i++)
		grid_put(g, whole, 0, (int)i, text.data + lines.items[i].start, lines.items[i].len,
			ROLE_PLAIN);
	text_lines_clear(&lines);
	str_clear(&text);
}

/* Upwards, so that each lies over the one below. */
static void paint_stack(struct app *app, struct screen *s)
{
	if (s->class->place && s->below)
		paint_stack(app, s->below);
	s->class->paint(s, app->grid, true);
	s->dirty = false;
}

static struct screen *full_screen(const struct app *app)
{
	struct screen *s = app->top;

	while (s->class->place && s->below)
		s = s->below;
	return s;
}

static bool is_covered_dirty(const struct app *app)
{
	const struct screen *full = full_screen(app);

	for (const struct screen *s = app->top; s != full; ) {
		s = s->below;
		if (s->dirty)
			return true;
	}
	return false;
}

static bool paint(struct app *app)
{
	struct screen *top = app->top;
	bool all = app->all || is_covered_dirty(app);
	bool painted = all || top->dirty;

	app->all = false;
	if (is_small(app)) {
		if (all)
			paint_small(app);
		return all;
	}
	if (all)
		paint_stack(app, top);
	else if (top->dirty)
		top->class->paint(top, app->grid, false);
	top->dirty = false;
	painted |= bars_paint(&app->bars, app->grid, full_screen(app), top->class->context(top), all);
	return painted;
}

static void show(struct app *app)
{
	int x = -1, y = 0;
	bool painted;

	if (!app->top)
		return;
	painted = paint(app);
	if (is_small(app) || !app->top->class->cursor || !app->top->class->cursor(app->top, &x, &y))
		x = -1;
	if (!painted && !app->again && x == app->shown_x && y == app->shown_y)
		return;
	app->front->show(app->front->context, app->grid, x, y, app->again);
	app->again = false;
	app->shown_x = x;
	app->shown_y = y;
}

void app_add_dump(const struct app *app, struct str *out)
{
	for (int y = 0; y < grid_rows(app->grid); y++) {
		grid_add_row(app->grid, y, true, out);
		str_add_char(out, '\n');
	}
}

/* --- events --- */

static void place_all(struct app *app)
{
	for (struct screen *s = app->top; s; s = s->below)
		place(app, s);
	app->all = app->again = true;
}

static void save_all(struct app *app)
{
	/* The first failure is the one told. */
	for (struct screen *s = app->top; s; s = s->below)
		if (s->class->save && app->status == STATUS_OK)
			app->status = s->class->save(s, &app->err);
		else if (s->class->save)
			s->class->save(s, NULL);
	run_later(app);
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
		e->command = key_find_command(e->key, is_small(app) ? CONTEXT_SMALL
			: app->top->class->context(app->top));
	if (is_small(app)) {
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
	place_all(app);
}

static void handle(struct app *app, struct event *e)
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
		place_all(app);
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

/* What may wait for a pause is done one thing a pause. */
static void next_event(struct app *app, struct event *e)
{
	int rest = time_to_tick(app);
	size_t i;

	while (is_waiting(app, true, &i) && (rest < 0 || rest > PAUSE_MILLISECONDS)) {
		app->front->next(app->front->context, PAUSE_MILLISECONDS, e);
		if (e->kind != EVENT_NONE || app->over)
			return;
		run_first(app, true);
		show(app);
		if (run_later(app))
			show(app);
		rest = time_to_tick(app);
	}
	app->front->next(app->front->context, rest, e);
}

enum status app_run(struct app *app, struct err *err)
{
	while (!app->over && app->top) {
		struct event e = { .kind = EVENT_NONE };

		show(app);
		/* What was put off may have something to say, if only that it is done. */
		if (run_later(app))
			show(app);
		free_closed(app);
		next_event(app, &e);
		handle(app, &e);
		tick(app);
	}
	run_later(app);
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
