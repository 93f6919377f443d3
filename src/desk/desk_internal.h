/* SPDX-License-Identifier: MIT */
/* What the files of the desk share; no other folder includes it. */
#ifndef ZIPING_DESK_DESK_INTERNAL_H
#define ZIPING_DESK_DESK_INTERNAL_H

#include "desk/desk.h"

/* A version of a form that the store keeps; borrowed, lives as long as the desk.  A store_find_form. */
enum status desk_find_form(void *desk, int64_t form_id, const struct form **out, struct err *err);

/* Entries drawn from, one by the other: false where `most` of them are being read. */
bool desk_enter(struct desk *d, int most);
void desk_leave(struct desk *d);

/* The entry has another form now: a sheet of it. */
void opened_take_form(struct opened *o, int64_t form_id);

/* A name or a reason: one line that can be printed.  What is only blanks is nothing. */
bool is_printable_line(const char *text);

struct history;
struct history_line;
/* Puts the entry's revisions between the steps they froze. */
enum status history_take_revisions(struct desk *d, int64_t id, struct history *h, struct err *err);
void history_add_revision(const struct history_line *l, message_translate *translate, struct str *out);
/* Tells at their steps what second entries found. */
enum status history_take_reviews(struct desk *d, int64_t id, struct history *h, struct err *err);
void history_add_review(const struct history_line *l, message_translate *translate, struct str *out);

/* Their codes, that the log leads to them, and that a signed entry holds what was signed. */
enum status desk_check_revisions(struct desk *d, const struct stored *stored, const struct entry *now,
	store_report *report, void *context, struct err *err);

#endif
