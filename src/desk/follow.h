/* SPDX-License-Identifier: MIT */
/* Reports follow their tables: what lists and searches show of a report is brought up to what it draws from.
 *
 * The store remembers which entries were written since (store_is_waiting), also over the end of a program, so that
 * this may be done when nobody waits for it.  Only what lists show is written: no step, and whoever has the report open
 * is not in the way. */
#ifndef ZIPING_DESK_FOLLOW_H
#define ZIPING_DESK_FOLLOW_H

#include "desk/desk.h"

/* *changed (may be NULL): lists may show something else now. */
enum status desk_follow(struct desk *d, bool *changed, struct err *err);

#endif
