/* SPDX-License-Identifier: MIT */
/* Who has an entry open for writing.
 *
 * A holder keeps a lock on the byte of the entry's id in the file NAME-holders beside the store (open file description
 * locks): the system drops it with the program, however that ends, so a lock that can be had is nobody's, whatever the
 * table `holder` still says.  Nobody ever waits. */
#ifndef ZIPING_DESK_HOLD_H
#define ZIPING_DESK_HOLD_H

#include "desk/desk.h"

/* Takes the entry, before anything is typed into it: lock becomes what the entry itself says (OPENED_FREE,
 * OPENED_SIGNED), or OPENED_HELD with o->holder filled, or OPENED_UNWRITABLE.  Where the file system has no locks it
 * is taken too, with o->holder->who there if it may be open elsewhere.  Taking it again asks again: what others wrote
 * is then loaded (*changed; everything borrowed from the entry's sheet is to be taken anew).  STATUS_INPUT: the entry
 * is gone; after a failure nothing can be done but opened_free. */
enum status opened_hold(struct opened *o, bool *changed, struct err *err);
/* Says to others who has it; may come after the first screen. */
void opened_tell(struct opened *o);
/* Both, for those who cannot wait: STATUS_REFUSED, saying who, if another program has it. */
enum status opened_take(struct opened *o, struct err *err);
/* Done by opened_free, and by opened_load of another entry. */
void opened_release(struct opened *o);
/* Loads what others stored meanwhile, as opened_hold does. */
enum status opened_refresh(struct opened *o, bool *changed, struct err *err);

/* STATUS_REFUSED, saying who, if another program has it. */
enum status desk_delete_entry(struct desk *d, int64_t id, struct err *err);
enum status desk_restore_entry(struct desk *d, int64_t id, struct err *err);

/* "10:20", with the date if that was not today. */
void holder_add_since(const struct holder *h, struct str *out);
/* The sentence; STATUS_REFUSED. */
enum status holder_refuse(const struct holder *h, int64_t id, struct err *err);

#endif
