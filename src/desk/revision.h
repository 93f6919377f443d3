/* SPDX-License-Identifier: MIT */
/* Revisions (第N稿): frozen states of an entry, each with a check code that leads back to exactly it.
 *
 * The code (base/code.h) is computed over the canonical form (out/canonical.h): what was typed and noted, the form and
 * its version, the entry's number and the revision's, so no two revisions share one, and any other content has
 * another.  The canonical form is an exchange file, and kept. */
#ifndef ZIPING_DESK_REVISION_H
#define ZIPING_DESK_REVISION_H

#include "desk/desk.h"
#include "store/revision.h"

/* The last revision if nothing was changed since, else a new one, stored; after reopening always a new one.  What
 * waits is saved first.  Of a revision that lies open: itself.  It may be asked of an entry that others hold.
 * STATUS_REFUSED: the store cannot be written, or others wrote to the entry meanwhile. */
enum status opened_freeze(struct opened *o, struct revision *out, struct err *err);

/* Freezes, signs and locks.  `who` NULL: the login name.  STATUS_INPUT: an error stands that no note explains; signed
 * already; a name that cannot be printed. */
enum status opened_sign(struct opened *o, const char *who, struct revision *out, struct err *err);
/* Unlocks, and a report draws again what its tables hold now; the reason is kept in the log.  STATUS_INPUT: not signed, no reason. */
enum status opened_reopen(struct opened *o, const char *reason, struct err *err);

/* Errors that no note explains, which nobody signs; *first (may be NULL) is one of them, until the next sheet call. */
int opened_unexplained(const struct opened *o, const struct finding **first);

/* As people type it: any case, blanks and dashes anywhere, O for 0, I and L for 1.  STATUS_INPUT: no code at all,
 * mistyped (the check character), or none of this store's. */
enum status desk_find_code(struct desk *d, const char *code, struct revision *out, struct err *err);
/* The frozen state, to be read only; lock is OPENED_FROZEN.  number 0: the last one. */
enum status desk_open_revision(struct desk *d, int64_t entry, int number, struct opened **out, struct err *err);

/* An entry, deleted ones too, as its log had it after a step, to be read only.  *out NULL: there is none. */
enum status desk_open_step(struct desk *d, int64_t id, int64_t step, struct opened **out, struct err *err);

/* Is what the entry holds now what was frozen?  And is what its report draws? */
bool revision_is_of(const struct revision *r, const struct entry *e);
bool revision_is_current(const struct revision *r, const struct opened *o);
/* Freezing would give this one again: the entry, of that status, was neither changed nor reopened. */
bool revision_stands(const struct revision *r, const struct opened *o, const char *status);

#endif
