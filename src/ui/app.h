/* SPDX-License-Identifier: MIT */
/* The full-screen program: a stack of screens, one grid, one loop.
 *
 * The order on every event: the screen in front handles it, everything dirty is painted into the
 * grid, the grid is shown, then what was put off with app_later runs (the store's durable writes),
 * then the next event is waited for. Without a tick asked for, the wait has no end: nothing runs
 * while idle. */
#ifndef ZIPING_UI_APP_H
#define ZIPING_UI_APP_H

#include "desk/desk.h"
#include "layout/grid.h"
#include "out/text.h"
#include "ui/screen.h"

/* Where events come from and grids go to: the terminal, or a script. */
struct front {
	/* Shows the grid's dirty rows; the caret at (x, y), x -1: hidden.  `again`: forget what was shown. */
	void (*show)(void *context, struct grid *g, int x, int y, bool again);
	/* Waits at most that long (-1: for ever) and fills *e; EVENT_NONE when the time is over. */
	void (*next)(void *context, int milliseconds, struct event *e);
	/* NULL: there is no mouse. */
	void (*set_mouse)(void *context, bool on);
	void *context;
	bool scripted;               /* events come as fast as they are answered */
};

enum { SCREEN_MIN_COLUMNS = 60, SCREEN_MIN_ROWS = 15 };

/* Borrows all. */
struct app *app_new(struct desk *desk, const struct front *front, int columns, int rows);
void app_free(struct app *app);

/* Runs until the last screen has gone or the terminal has hung up; then STATUS_REFUSED if something could not be
 * written. */
enum status app_run(struct app *app, struct err *err);

struct desk *app_desk(const struct app *app);
enum text_widths app_widths(const struct app *app);
/* ASCII where the terminal's widths differ from the locale's. */
enum frame app_frame(const struct app *app);
/* How pages were last wanted, for as long as the program runs. */
struct page_choice {
	struct text_options text;
	bool blank;                  /* a form for handwriting */
	char *queue;                 /* owned; NULL: the default one */
	int copies;                  /* 0: one */
	const char *sides;           /* for lp -o; NULL: as the printer is set */
};
struct page_choice *app_pages(struct app *app);
const char *app_example_folder(const struct app *app);
void app_set_example_folder(struct app *app, const char *folder);

/* Takes the screen. */
void app_push(struct app *app, struct screen *s);
/* Takes the screen and those in front of it away; they are freed after the event. */
void app_close(struct app *app, struct screen *s);
struct screen *app_front(const struct app *app);      /* NULL: none */

/* The message line, until the next key.  Roles: ROLE_MESSAGE, ROLE_ERROR, ROLE_WARNING. */
void app_say(struct app *app, enum role role, const char *text);
/* Formatted like struct message: %1 … are texts; msgid already translated. */
void app_sayf(struct app *app, enum role role, const char *format, ...) __attribute__((sentinel));
void app_say_error(struct app *app, const struct err *err);

/* Runs once, after the screen has been shown and before the next event.  The same function and
 * context are queued only once. */
void app_later(struct app *app, void (*run)(void *context), void *context);
/* The same once the keys pause: for what a person need not have at once, and a key must not wait for. */
void app_when_idle(struct app *app, void (*run)(void *context), void *context);
/* Takes it back (the screen is going away). */
void app_cancel_later(struct app *app, void *context);

/* The screen gets EVENT_TICK once, that many milliseconds from now; asking again while one is due
 * changes nothing. */
void app_tick(struct app *app, struct screen *s, int milliseconds);

/* Gives the screen in front a command as if its key had been pressed. */
void app_command(struct app *app, enum command_id id);

/* Opens an entry in front of everything (form_screen.h); `cell` may be NULL. */
enum status app_open_entry(struct app *app, int64_t id, const char *cell, struct err *err);
/* `goto CELL` for the nearest screen that has cells. */
enum status app_go(struct app *app, const char *cell, struct err *err);

/* The grid as last shown, as text: a line a row, trailing blanks trimmed. */
void app_add_dump(const struct app *app, struct str *out);

#endif
