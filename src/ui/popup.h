/* SPDX-License-Identifier: MIT */
/* Popups: small screens over the one below. */
#ifndef ZIPING_UI_POPUP_H
#define ZIPING_UI_POPUP_H

#include "ui/app.h"

/* For who writes one: a centred place of at most that size, and the frame with its title. */
struct rect popup_place(int columns, int rows, int width, int height);
/* Returns what the frame leaves free. */
struct rect popup_frame(struct screen *s, struct grid *g, const char *title);

/* Typing narrows lines to choose from: takes text, Backspace and Ctrl+U; true: the filter is another one now. */
bool popup_type_filter(struct str *filter, const struct event *e);
bool popup_keeps(const struct str *filter, const char *line);
/* The title with what was typed behind it. */
void popup_add_title(const char *title, const struct str *filter, struct str *out);

/* A text to read, wrapped and scrolled; copied. */
void viewer_open(struct app *app, const char *title, const char *text);

/* One line of text.  `done` is called after the popup has gone, unless it was cancelled; the text
 * is borrowed. */
void prompt_open(struct app *app, const char *title, const char *text, int limit,
	void (*done)(void *context, const char *text), void *context);

/* The same for a short text: as in a short cell, typing replaces what stands there. */
void prompt_open_short(struct app *app, const char *title, const char *text, int limit,
	void (*done)(void *context, const char *text), void *context);

/* The same for the name of a file: `~/` becomes the home folder; an empty one is not given to `done`. */
void prompt_open_path(struct app *app, const char *title, const char *text,
	void (*done)(void *context, const char *path), void *context);

/* A question; `yes` is the label of the choice that calls `done`. */
void confirm_open(struct app *app, const char *question, const char *yes,
	void (*done)(void *context), void *context);
/* The same for what Ctrl+Z takes back: Enter alone does it. */
void confirm_open_undoable(struct app *app, const char *question, const char *yes,
	void (*done)(void *context), void *context);

/* Lines to choose from; `done` is called with the line's number after the popup has gone. Texts are
 * copied. `selected` stands first. */
void choice_open(struct app *app, const char *title, const char *const *lines, size_t count,
	size_t selected, void (*done)(void *context, size_t chosen), void *context);
/* The same in columns, with their headings above; NULL: none. */
void choice_open_table(struct app *app, const char *title, const char *head, const char *const *lines, size_t count,
	size_t selected, void (*done)(void *context, size_t chosen), void *context);

/* The commands of the screen in front, from the table of keys; the one chosen is given to it as if
 * typed. */
void menu_open(struct app *app);
/* F1: what the screen in front says about its cell, and its keys. */
void help_open(struct app *app);

#endif
