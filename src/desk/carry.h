/* SPDX-License-Identifier: MIT */
/* Carrying an earlier entry forward (沿用): structure, targets, weights and standing text, never actual values, scores
 * or reasons.
 *
 * What is carried are the cells with `carry: true` in the form.  Each carried cell gets a mark, 沿用未核: a note under
 * the finding id "carried-unconfirmed" whose text says from where ("2023").  The mark makes the finding fire; typing
 * into the cell or confirming it takes the mark away.  Marks are logged, undone, exported and moved like notes. */
#ifndef ZIPING_DESK_CARRY_H
#define ZIPING_DESK_CARRY_H

#include "desk/desk.h"

/* A new entry of `form` with what `from` has to carry; the caller's, to be given to desk_add.  Both may be two versions
 * of a form, or two forms. */
enum status desk_carry_new(struct desk *d, const struct opened *from, const struct form *form, int year,
	struct entry **out, struct err *err);

/* Into an entry that exists: `items` are names of cells, groups ("goals") or repeats ("indicators"); count 0: all.  What
 * has a text already stays; rows come only into a repeat in which nothing is typed. */
enum status opened_carry(struct opened *o, struct step *step, const struct opened *from, const char *const *items,
	size_t count, struct err *err);

bool opened_is_carried(const struct opened *o, struct ref at);
size_t opened_count_carried(const struct opened *o);
/* Takes the mark away; false: there was none. */
bool opened_confirm(struct opened *o, struct step *step, struct ref at);
/* Of each cell of the row, or of the group that the cell belongs to; returns how many. */
size_t opened_confirm_around(struct opened *o, struct step *step, struct ref at);

#endif
