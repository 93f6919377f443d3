/* SPDX-License-Identifier: MIT */
/* Moving an entry to another version of its form (表样).
 *
 * An entry keeps the version it was made with.  What the new version has by the same name stays: texts, rows, notes.
 * What it has no place for, or would refuse, is dropped; the log keeps it.  The move is one step: undoing it, even
 * after a restart, brings the old version back with everything that was in it. */
#ifndef ZIPING_DESK_MOVE_H
#define ZIPING_DESK_MOVE_H

#include "desk/desk.h"

struct move_item {
	char *cell;                  /* its name; a column's own name where no row is meant */
	char *label;                 /* as people call it */
	char *text;                  /* typed or noted there; NULL: nothing */
	const char *finding;         /* of the note; NULL: typed */
};

struct move_items { struct move_item *items; size_t count, cap; };

struct form_move {
	int kept;                    /* typed texts that stay */
	struct move_items added;     /* cells of the new version alone, with their initial texts */
	struct move_items dropped;   /* cells of the old version alone, and texts that the new one refuses */
};
void form_move_clear(struct form_move *m);

/* The library's version of the entry's form if it is another one than the entry's; NULL: it is the same, or the
 * library has none that can be read. */
const struct form *desk_newer_form(const struct opened *o);

/* What moving would do; changes nothing. */
void desk_compare_form(const struct opened *o, const struct form *newer, struct form_move *out);

/* The three lists, one thing a line. */
void form_move_say(const struct form_move *m, message_translate *translate, struct str *out);

/* Moves; the step waits to be written.  Everything that borrowed the entry's sheet or form has new ones to take. */
enum status desk_move_form(struct opened *o, const struct form *newer, struct err *err);

#endif
