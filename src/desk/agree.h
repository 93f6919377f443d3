/* SPDX-License-Identifier: MIT */
#ifndef ZIPING_DESK_AGREE_H
#define ZIPING_DESK_AGREE_H

#include "form/change.h"
#include "form/sheet.h"

/* Drops every typed text that agrees with its computed value, at the decimals
 * typed, as changes of `step`. */
void drop_agreeing(struct step *step, struct entry *e, struct sheet *s);

#endif
