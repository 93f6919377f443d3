/* SPDX-License-Identifier: MIT */
/* What a report draws from other entries: they are found, read, and given to its sheet.
 *
 * An entry fits a source (form.h) if form and year do and what `by` names is the same, as typed in the report; what is
 * empty on either side says nothing.  A source whose entry is missing, or that several fit, is unknown: nothing fails
 * for it.  desk_open_entry and opened_load draw by themselves. */
#ifndef ZIPING_DESK_DRAW_H
#define ZIPING_DESK_DRAW_H

#include "desk/desk.h"

/* Reads them again, as they are stored now; *changed (may be NULL): something is another figure, and everything was
 * computed again. */
enum status opened_draw(struct opened *o, bool *changed, struct err *err);
void opened_forget_drawn(struct opened *o);

/* Revisions keep what was drawn (draw_kept.c), and signed entries and revisions show that, not what is stored now. */
bool opened_draw_kept(struct opened *o);     /* false: this is neither */
bool opened_take_drawn(struct opened *o, const char *body);      /* from a canonical form; false: there is nothing */
/* As members of the canonical form, with their commas: "appended":[[3,12]],"drawn":{"table.paid":[["110.25","110.25"]]},
 * and how long they are in one. */
enum status opened_add_drawn(const struct opened *o, struct str *out, struct err *err);
size_t drawn_length(const char *body);

/* A table that is printed behind a report, as it is after a step of its log. */
struct appended { int64_t id, step; };
/* All of them in order, the caller's: of a revision or a signed entry those of then, even if they are deleted now. */
enum status opened_appended(const struct opened *o, struct appended **out, size_t *count, struct err *err);

/* The entries of a source, oldest first; borrowed until drawn again. */
const int64_t *opened_sources(const struct opened *o, int source, size_t *count);

/* Does what is found depend on what is typed there? */
bool opened_finds_by(const struct opened *o, struct ref at);

/* A row for each row of the sources, with their texts, in repeats that are to be filled (`fill`) and have none yet. */
void opened_fill(struct opened *o, struct step *step);
/* Stores an empty entry of a form, its rows filled. */
enum status desk_add_empty(struct desk *d, const struct form *form, int year, int64_t *id, struct err *err);

#endif
