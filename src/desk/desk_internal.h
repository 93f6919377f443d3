/* SPDX-License-Identifier: MIT */
/* What the files of the desk share; no other folder includes it. */
#ifndef ZIPING_DESK_DESK_INTERNAL_H
#define ZIPING_DESK_DESK_INTERNAL_H

#include "desk/desk.h"

/* A version of a form that the store keeps; borrowed, lives as long as the desk.  A store_find_form. */
enum status desk_find_form(void *desk, int64_t form_id, const struct form **out, struct err *err);

/* The entry has another form now: a sheet of it. */
void opened_take_form(struct opened *o, int64_t form_id);

#endif
