/* SPDX-License-Identifier: MIT */
/* Carrying an earlier entry forward (沿用): structure, targets, weights and standing text, never actual values, scores
 * or reasons.
 *
 * What is carried are the cells with `carry: true` in the form.  Each carried cell gets a mark, 沿用未核: a note under
 * FINDING_CARRIED whose text says from where ("2023").  The mark makes the finding fire; typing into the cell or
 * confirming it takes the mark away.  Marks are logged, undone, exported and moved like notes.  Not marked is what the
 * form itself would have filled in, what does not stand in the table (nobody could see it to confirm it), and what is
 * one cell of the table with that of the row above. */
#ifndef ZIPING_DESK_CARRY_H
#define ZIPING_DESK_CARRY_H

#include "desk/desk.h"

struct carry {
	const struct opened *from;   /* of another version of the form perhaps, or of another form */
	/* names of cells, groups ("goals"), repeats ("indicators") or columns ("indicators.weight") */
	const char *const *items;
	size_t count;                /* 0: everything */
};

/* Into an entry that exists.  What has a text already stays, unless it is the form's own; rows come only into a repeat
 * in which nothing is typed.  STATUS_INPUT: nothing is carried by one of the names. */
enum status opened_carry(struct opened *o, struct step *step, const struct carry *what, struct err *err);

/* Stores an empty entry and then what is carried as one step, so that undo leaves the empty form.  To be called
 * between store_begin and store_commit. */
enum status desk_carry_new(struct desk *d, const struct form *form, int year, const struct carry *what, int64_t *id,
	struct err *err);

bool opened_is_carried(const struct opened *o, struct ref at);
size_t opened_count_carried(const struct opened *o);
/* Takes the mark away; false: there was none, or the entry may only be read. */
bool opened_confirm(struct opened *o, struct step *step, struct ref at);
/* Of each cell of the row, or of those named like this one up to the last point; returns how many. */
size_t opened_confirm_around(struct opened *o, struct step *step, struct ref at);
size_t opened_confirm_all(struct opened *o, struct step *step);

#endif
