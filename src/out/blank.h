/* SPDX-License-Identifier: MIT */
/* A form for handwriting: as an entry just made, with the form's standing texts and nothing else. */
#ifndef ZIPING_OUT_BLANK_H
#define ZIPING_OUT_BLANK_H

#include "form/sheet.h"

struct blank {
	struct entry *entry;
	struct sheet *sheet;         /* to be shown in a table that is blank (layout/table.h) */
};

/* Of the form and year of `like`, with as many rows, but some at least.  blank_clear before the form goes, on
 * a zeroed one too. */
void blank_make(struct blank *b, const struct sheet *like);
void blank_clear(struct blank *b);

#endif
