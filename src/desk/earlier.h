/* SPDX-License-Identifier: MIT */
/* Last year: the entry of an earlier year that is the same thing.
 *
 * Found by the form's `match` cells (project and unit; form and unit for department forms), folded, in the latest
 * year before this one; of several, the one changed last.  Another one can be chosen once and is remembered with the
 * entry (store: earlier), so a renamed project goes on: 2025 finds 2024 by its name and 2023 through 2024's choice.
 * Opened here it can only be read, in the version of the form it was made with. */
#ifndef ZIPING_DESK_EARLIER_H
#define ZIPING_DESK_EARLIER_H

#include "desk/desk.h"

/* *id is 0 if there is none. */
enum status desk_find_earlier(const struct opened *o, int64_t *id, struct err *err);
/* Remembers a choice; 0: this entry has none; -1: forget it, find it again.  It is no content: a signed entry, or one
 * that another program has, may be given one.  STATUS_INPUT: no such entry, itself. */
enum status desk_choose_earlier(const struct opened *o, int64_t id, struct err *err);
/* Entries of earlier years that could be chosen, the likeliest first: those of the same form and unit, then of the
 * same form, then others, each the latest first; at most `limit`. */
enum status desk_list_earlier(const struct opened *o, int limit, struct list_rows *out, struct err *err);
/* Opens an entry for reading beyond doubt: lock is OPENED_FROZEN. */
enum status desk_open_frozen(struct desk *d, int64_t id, struct opened **out, struct err *err);

/* This entry and those before it, oldest first, as lists show them; at most 50. */
struct trend_point {
	int year;
	int64_t id;
	bool has_rate, has_score;
	struct decimal rate, score;  /* 0.57; 95.7 */
};
struct trend { struct trend_point *items; size_t count, cap; };
void trend_clear(struct trend *t);
enum status desk_read_trend(const struct opened *o, struct trend *out, struct err *err);

#endif
