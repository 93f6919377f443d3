/* SPDX-License-Identifier: MIT */
/* The overview as a table to be written. */
#ifndef ZIPING_DESK_OVERVIEW_TABLE_H
#define ZIPING_DESK_OVERVIEW_TABLE_H

#include "desk/overview.h"
#include "out/sumtable.h"

/* `t` zeroed.  The notes are in the language of `translate` (may be NULL). */
void overview_tabulate(const struct overview *o, enum overview_by by, message_translate *translate,
	struct sumtable *t);
/* What is to be said about it: what is not in it, and what does not add up; a line each. */
void overview_add_notes(const struct overview *o, message_translate *translate, struct str *out);

/* 110.25; 57.12%; 95.70 */
void overview_add_money(struct decimal money, struct str *out);
void overview_add_percent(bool known, struct decimal share, struct str *out);
void overview_add_score(bool known, struct decimal score, struct str *out);

#endif
