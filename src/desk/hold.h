/* SPDX-License-Identifier: MIT */
/* Who has an entry open for writing.
 *
 * A holder keeps a lock on the byte of the entry's id in the file NAME-holders beside the store (open file description
 * locks): the system drops it with the program, however that ends, so a lock that can be had is nobody's, whatever the
 * table `holder` still says.  Nobody ever waits. */
#ifndef ZIPING_DESK_HOLD_H
#define ZIPING_DESK_HOLD_H

#include "desk/desk.h"

struct holder { char *who, *host; int64_t since; };
void holder_clear(struct holder *h);

/* Takes the entry; lock becomes OPENED_FREE, or OPENED_HELD with *holder filled.  Taking it again asks again: what the
 * other wrote is then loaded (*changed; everything borrowed from the entry's sheet is to be taken anew). */
enum status opened_hold(struct opened *o, struct holder *holder, bool *changed, struct err *err);
/* Done by opened_free as well. */
void opened_release(struct opened *o);

#endif
