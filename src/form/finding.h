/* SPDX-License-Identifier: MIT */
/* The catalogue of findings, the more specific before the more general.  An id never changes its
 * meaning.
 *
 * One fault, one finding: a finding hides those of the same fault at the same cell that say less
 * about it. */
#ifndef ZIPING_FORM_FINDING_H
#define ZIPING_FORM_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"

enum { FINDING_KINDS_MAX = 32 };

/* What settles a warning. */
enum finding_settled {
	BY_REASON,                   /* the reason of its row, or a note */
	BY_NOTE,                     /* the reason itself is in question: only a note */
	BY_CONFIRMING                /* what makes it fire is taken away */
};

struct finding_kind {
	const char *id;
	enum severity severity;      /* unless the form says otherwise */
	const char *title;           /* N_() msgid: what it means */
	const char *settle;          /* N_() msgid: what would settle it */
	unsigned hides;              /* bits by index in the list; later ones only */
	enum finding_settled settled;
};

/* A cell brought forward from another year's entry (desk/carry.h).  It fires where the entry has a note of it, its mark,
 * whose text is that year: nobody writes such a note, and it settles nothing. */
#define FINDING_CARRIED "carried-unconfirmed"
/* A text to be written anew each year that is last year's (sheet_set_earlier). */
#define FINDING_SAID "same-as-last-year"
/* Somebody's own text in place of one with figures (compose.h), without one of them. */
#define FINDING_PROSE "prose-differs"

/* "error", "warning", "note" in form files and in JSON; by enum severity, NULL-closed. */
extern const char *const severity_words[];

const struct finding_kind *finding_find(const char *id);   /* NULL: unknown */
bool finding_is_mark(const char *id);                 /* FINDING_CARRIED */
const struct finding_kind *finding_list(size_t *count);

#endif
