/* SPDX-License-Identifier: MIT */
/* What was changed since the last signed revision, as lines for paper. */
#ifndef ZIPING_DESK_REVISION_DIFF_H
#define ZIPING_DESK_REVISION_DIFF_H

#include "desk/revision.h"

struct text_list { char **items; size_t count, cap; };
void text_list_clear(struct text_list *l);
void text_list_add(struct text_list *l, char *text);   /* takes it */

/* Between what lies open and the last signed revision before `r` (step 0: it is still to be frozen): which that is,
 * why it was reopened, then
 * label：before → after, of texts the changed words.  No lines if none was signed before. */
enum status revision_differences(const struct opened *o, const struct revision *r, struct text_list *out,
	struct err *err);

#endif
