/* SPDX-License-Identifier: MIT */
/* The list's rooms: list_screen.c (what the app asks, painting), list_load.c (what is read when), list_filter.c (what
 * is shown in which order), list_entry.c (what can be done to entries). */
#ifndef ZIPING_UI_LIST_INTERNAL_H
#define ZIPING_UI_LIST_INTERNAL_H

#include "ui/app.h"
#include "ui/examples.h"
#include "ui/field.h"
#include "ui/list_columns.h"
#include "ui/list_trash.h"
#include "ui/scroll.h"

enum { LIST_HEAD = 2, LIST_FOOT = 1 };

struct list_screen {
	struct screen base;
	struct list_columns columns;
	struct field filter;
	struct list_query query;     /* its unit is owned */
	struct scroll scroll;        /* over everything the query finds; over the offers while the store is empty */
	struct list_rows rows;       /* those in and around the window */
	size_t first;                /* number of rows.items[0] */
	bool stale;                  /* to be read again before it is painted */
	int64_t wanted;              /* entry to be selected then, 0: as it was */
	bool empty;                  /* nothing in the store at all */
	bool only_moved;             /* since it was painted; then line `painted` was selected */
	size_t painted, painted_top;
	struct list_sums sums;       /* of everything the query finds */
	struct list_trash trash;
	struct examples examples;
};

typedef void list_run(struct list_screen *l);

/* A room's own commands, closed by COMMAND_NONE. */
struct list_command { enum command_id id; list_run *run; };

struct store *list_store(const struct list_screen *l);
void list_say_failure(struct list_screen *l, struct err *err);

/* --- list_load.c --- */

void list_load(struct list_screen *l);
/* Reads only what is to be read before it is painted or used. */
void list_refresh(struct list_screen *l);
/* NULL: none is selected. */
const struct list_row *list_row_at(struct list_screen *l, size_t number);
const struct list_row *list_selected(struct list_screen *l);
/* Where an entry stands after the order may have changed: near where it was, or at the top. */
void list_select_entry(struct list_screen *l, int64_t id);

/* --- list_filter.c --- */

extern const struct list_command list_filter_commands[];

bool list_is_filtered(const struct list_screen *l);
void list_filter_typed(struct list_screen *l, const struct event *e);
void list_sort_by(struct list_screen *l, int column);
void list_filter_paint(struct list_screen *l, struct grid *g);
/* Column of the caret in the line of the filter. */
int list_filter_caret(const struct list_screen *l);

/* --- list_entry.c --- */

extern const struct list_command list_entry_commands[];

enum { LIST_OFFERS = 3 };
const char *list_offer(size_t number);
void list_open_selected(struct list_screen *l);
/* Reads an exchange file; the context is the list. */
void list_import(void *context, const char *path);

#endif
