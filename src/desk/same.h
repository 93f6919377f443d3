/* SPDX-License-Identifier: MIT */
/* What was said last year and is said again (same-as-last-year). */
#ifndef ZIPING_DESK_SAME_H
#define ZIPING_DESK_SAME_H

#include "desk/desk.h"

/* Lets the entry's sheet know the texts of last year's entry (desk/earlier.h); if that one is not there or cannot be
 * read, there is nothing to find.  *memory, NULL at first and freed with opened_free at last, is used again by those
 * who walk over many. */
void opened_know_earlier(struct opened *o, struct opened **memory);

#endif
