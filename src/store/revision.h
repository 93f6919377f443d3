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
/* Marks it signed and the entry too, as a step of the log; STATUS_REFUSED: the entry was changed meanwhile. */
enum status store_sign(struct store *s, struct revision *r, struct err *err);
enum status store_reopen(struct store *s, int64_t entry, const char *reason, int64_t *step, struct err *err);
typedef void store_tell_revision(void *context, const struct revision *r);
enum status store_read_revisions(struct store *s, int64_t entry, store_tell_revision *tell, void *context,
	struct err *err);

#endif
