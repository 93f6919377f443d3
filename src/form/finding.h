/* SPDX-License-Identifier: MIT */
/* The catalogue of findings: every id of the contract (section 5), in the order of specificity: where two fit the
 * same cell, the earlier one is given. */
#ifndef ZIPING_FORM_FINDING_H
#define ZIPING_FORM_FINDING_H

#include <stddef.h>

#include "form/form.h"

struct finding_kind {
	const char *id;
	enum severity severity;      /* unless the form says otherwise */
	const char *title;           /* N_() msgid: what it means */
	const char *settle;          /* N_() msgid: what would settle it */
};

const struct finding_kind *finding_find(const char *id);   /* NULL: unknown */
const struct finding_kind *finding_list(size_t *count);

#endif
