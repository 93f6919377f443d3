/* SPDX-License-Identifier: MIT */
/* Revisions in the store (desk/revision.h). */
#ifndef ZIPING_STORE_REVISION_H
#define ZIPING_STORE_REVISION_H

#include "store/store.h"

struct revision {
	int64_t entry, form_id;
	int number;                  /* from 1 */
	int64_t step;                /* the entry's last one when it was frozen */
	int64_t at, signed_at;       /* signed_at 0: not signed */
	char *code, *who, *signed_by;
	char *body;                  /* canonical form */
};
void revision_clear(struct revision *r);

/* STATUS_INPUT: none such.  number 0: the last one. */
enum status store_get_revision(struct store *s, int64_t entry, int number, struct revision *out, struct err *err);
enum status store_find_code(struct store *s, const char *code, struct revision *out, struct err *err);
/* The number is given by the caller (last + 1); the entry's `revision` follows. */
enum status store_add_revision(struct store *s, const struct revision *r, struct err *err);
/* Marks it signed, by r->signed_by, and the entry too, as a step of the log.  *step is the entry's last one, before
 * and after.  STATUS_REFUSED: the entry was changed meanwhile. */
enum status store_sign(struct store *s, struct revision *r, int64_t *step, struct err *err);
/* STATUS_REFUSED: not signed, or changed meanwhile. */
enum status store_reopen(struct store *s, int64_t entry, const char *reason, int64_t *step, struct err *err);
/* Oldest first; what is told is borrowed.  Of an entry that is not there: none. */
typedef void store_tell_revision(void *context, const struct revision *r);
enum status store_read_revisions(struct store *s, int64_t entry, store_tell_revision *tell, void *context,
	struct err *err);

/* The last step of an entry; 0: none. */
enum status store_last_step(struct store *s, int64_t entry, int64_t *step, struct err *err);
/* Makes of an entry what the steps of its log after `after`, up to `step`, make of it; with `after` 0 it is a new one.
 * *out is made if it is NULL, and caller's in any case. */
enum status store_replay(struct store *s, int64_t entry, int64_t after, int64_t step, store_find_form *find,
	void *context, struct entry **out, struct err *err);

#endif
