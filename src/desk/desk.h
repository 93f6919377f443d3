/* SPDX-License-Identifier: MIT */
/* The desk: entries lying open, with their form, sheet, undo list and place in the store.
 *
 * The full-screen program and the command line do to an entry what is written here, and nothing
 * else, so that a cell typed on the screen and one set by a script obey the same rules.
 *
 *     struct step step = { 0 };
 *     opened_type(o, &step, at, "24.56", &err);      once or often
 *     opened_accept(o, &step);                       one undo step, waiting to be written
 *     opened_save(o, &err);                          durable on return
 */
#ifndef ZIPING_DESK_DESK_H
#define ZIPING_DESK_DESK_H

#include "form/change.h"
#include "form/sheet.h"
#include "in/library.h"
#include "store/store.h"

struct desk;

/* Takes both. */
struct desk *desk_new(struct store *store, struct library *library);
void desk_free(struct desk *d);
struct store *desk_get_store(struct desk *d);
struct library *desk_get_library(struct desk *d);

/* Stores an entry made elsewhere (new, import, copy; it stays the caller's) and gives its id.
 * Typed texts that agree with their computed value are dropped from it first. */
enum status desk_add(struct desk *d, struct entry *e, const char *why, int64_t *id,
	struct err *err);

/* Another entry with everything that this one holds. */
enum status desk_copy(struct desk *d, int64_t id, int64_t *copy, struct err *err);

/* --- an open entry --- */

/* Why an open entry may only be read. */
enum opened_lock {
	OPENED_FREE,                 /* it may be written */
	OPENED_HELD,                 /* another program has it (desk/hold.h) */
	OPENED_SIGNED,               /* it is signed (desk/revision.h) */
	OPENED_FROZEN,               /* a revision, or another year's: never */
	OPENED_UNWRITABLE            /* the store may not be written */
};

struct opened {
	struct desk *desk;
	enum opened_lock lock;
	struct hold *hold;           /* what opened_hold took; NULL: nothing */
	struct holder holder;        /* who has it, if not we */
	int64_t id;
	struct stored stored;
	const struct form *form;     /* of the version it was made with */
	struct entry *entry;
	struct sheet *sheet;
	struct drawn *drawn;         /* from other entries (desk/draw.h); NULL: nothing */
	struct undo undo;
	bool undo_loaded;
	struct step *unsaved;        /* accepted, not yet written */
	size_t unsaved_count, unsaved_cap;
};

enum status desk_open_entry(struct desk *d, int64_t id, struct opened **out, struct err *err);
void opened_free(struct opened *o);

/* Reads another entry into the same memory; for commands that walk over many.  What was not saved
 * is forgotten; after a failure nothing can be done but opened_free. */
enum status opened_load(struct opened *o, int64_t id, struct err *err);

/* STATUS_REFUSED, saying who or what is in the way, if the entry may only be read.  Everything below asks this
 * first. */
enum status opened_check_writable(const struct opened *o, struct err *err);

/* Types a text into a cell as accepted: a number is normalised, what agrees with the computed
 * value is dropped.  STATUS_INPUT, nothing changed: read-only cell, forbidden characters, text
 * too long, not a choice.  What is merely wrong (not a number) is accepted and becomes a
 * finding. */
enum status opened_type(struct opened *o, struct step *step, struct ref at, const char *text,
	struct err *err);
/* The text opened_type would store. */
void opened_normalise(const struct opened *o, struct ref at, const char *text, struct str *out);

/* What is said to the finding of that id at a place; "" takes it away.  STATUS_INPUT, nothing
 * changed: unknown id, no such finding there, a mere remark, a text that no note may be.  It settles a warning; an
 * error stands, explained. */
enum status opened_note(struct opened *o, struct step *step, const char *finding, struct ref at,
	const char *text, struct err *err);

enum status opened_insert_row(struct opened *o, struct step *step, int repeat, int at,
	struct err *err);
enum status opened_delete_row(struct opened *o, struct step *step, int repeat, int at,
	struct err *err);
enum status opened_move_row(struct opened *o, struct step *step, int repeat, int from, int to,
	struct err *err);
/* Adds rows up to `rows`, each like the last in its merging columns. */
enum status opened_extend(struct opened *o, struct step *step, int repeat, int rows,
	struct err *err);

/* Takes the step (emptied): it can be undone from now on and waits to be written.  A step
 * without a change is forgotten. */
void opened_accept(struct opened *o, struct step *step);

/* False: nothing to undo (redo).  Else *focus is where the step was made. */
bool opened_undo(struct opened *o, struct ref *focus);
bool opened_redo(struct opened *o, struct ref *focus);

/* Writes what waits.  On failure it goes on waiting; nothing is lost or half-written. */
enum status opened_save(struct opened *o, struct err *err);
bool opened_is_saved(const struct opened *o);

#endif
