/* SPDX-License-Identifier: MIT */
/* Revisions (第N稿): frozen states of an entry, each with a check code that leads back to exactly it.
 *
 * Canonical form: the JSON of RFC 8785 (members sorted, no blanks) of
 *   {"entry":7,"form":"pingliang-project","form_version":"2023.1","notes":{…},"revision":2,"rows":{…},"values":{…},
 *    "year":2023}
 * with typed texts and notes alone, empty ones left out, as in the exchange file.  The code is the first 60 bits of
 * its SHA-256 in Crockford's base 32 (no I, L, O, U) and a check character, in groups: 7K3M-9QXT-2WPA-5.  The entry's
 * number and the revision's are in it, so no two revisions share a code. */
#ifndef ZIPING_DESK_REVISION_H
#define ZIPING_DESK_REVISION_H

#include "desk/desk.h"
#include "store/revision.h"

/* The last revision if nothing was changed since, else a new one, stored.  What waits is saved first. */
enum status opened_freeze(struct opened *o, struct revision *out, struct err *err);

/* Freezes, signs and locks.  `who` NULL: the login name.  STATUS_INPUT: an error stands that no note explains; signed
 * already. */
enum status opened_sign(struct opened *o, const char *who, struct revision *out, struct err *err);
/* Unlocks; the reason is kept in the log.  STATUS_INPUT: not signed, no reason. */
enum status opened_reopen(struct opened *o, const char *reason, struct err *err);

/* As people type it: any case, blanks and dashes anywhere, O for 0, I and L for 1.  STATUS_INPUT: no code at all,
 * mistyped (the check character), or none of this store's. */
enum status desk_find_code(struct desk *d, const char *code, struct revision *out, struct err *err);
/* The frozen state, to be read only; lock is OPENED_FROZEN. */
enum status desk_open_revision(struct desk *d, int64_t entry, int number, struct opened **out, struct err *err);

#endif
