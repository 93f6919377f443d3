/* SPDX-License-Identifier: MIT */
/* Notes (说明): what a person says to a finding that has no reason cell, or whose reason is itself
 * in question.
 *
 * A note belongs to a finding's id at a place, whether the finding fires just now or not.  For
 * entry.c only: others read them through entry.h. */
#ifndef ZIPING_FORM_NOTE_H
#define ZIPING_FORM_NOTE_H

#include <stddef.h>

#include "form/entry.h"

/* In order of cell, row and id. */
struct notes {
	struct note *items;
	size_t count, cap;
};

const char *notes_get(const struct notes *n, struct ref at, const char *finding);   /* never NULL */
void notes_set(struct notes *n, struct ref at, int64_t uid, const char *finding, const char *text);
void notes_reset(struct notes *n);                    /* keeps the memory */
void notes_clear(struct notes *n);
/* Rows of a repeat came, went or moved: notes go with their rows, or away. */
void notes_follow_rows(struct notes *n, const struct entry *e, int repeat);

#endif
