/* SPDX-License-Identifier: MIT */
/* The catalogue of findings, the more specific before the more general.  An id never changes its
 * meaning.
 *
 * One fault, one finding: a finding hides those of the same fault at the same cell that say less
 * about it. */
#ifndef ZIPING_FORM_FINDING_H
#define ZIPING_FORM_FINDING_H

#include <stddef.h>

#include "form/form.h"

enum { FINDING_KINDS_MAX = 32 };

struct finding_kind {
	const char *id;
	enum severity severity;      /* unless the form says otherwise */
	const char *title;           /* N_() msgid: what it means */
	const char *settle;          /* N_() msgid: what would settle it */
	unsigned hides;              /* bits by index in the list; later ones only */
	bool by_note;                /* the reason itself is in question: only a note settles it */
};

/* "error", "warning", "note" in form files and in JSON; by enum severity, NULL-closed. */
extern const char *const severity_words[];

const struct finding_kind *finding_find(const char *id);   /* NULL: unknown */
const struct finding_kind *finding_list(size_t *count);

#endif
