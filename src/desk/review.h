/* SPDX-License-Identifier: MIT */
/* Blind second entry (复核): another person types the figures of an entry again, from the paper, without seeing them.
 *
 * Figures are what stands in the table as a number, amount, rate, score, weight, target or actual value (those that are
 * words alone are not), typed or typed over what is computed.  The second entry is an entry lying open like any other, with its own log, undo, draft and
 * holder: a crash loses nothing, it can be gone on with tomorrow.  It holds the texts of the first one and no figures
 * but those the form itself fills in, computes from what the second person types, and takes nothing but figures.
 *
 * Comparing tells where the two differ, and only what the second person typed there, who then looks at the paper again.
 * Finishing keeps both figures and both names (struct review); the second entry is gone then.  Where nothing differs
 * the entry is reviewed, until its content changes.  After differences were found and the first person has corrected
 * the entry, the next second entry has those figures already on which both agreed and which are still the same. */
#ifndef ZIPING_DESK_REVIEW_H
#define ZIPING_DESK_REVIEW_H

#include "base/text.h"
#include "desk/desk.h"
#include "store/review.h"

bool review_is_figure(const struct cell *cell);
/* Does a person still have to type it into a second entry, as far as is known yet? */
bool review_is_open(const struct opened *o, struct ref at);
bool opened_is_second(const struct opened *o);

/* Who typed figures of the entry last; caller frees. */
enum status review_first_name(const struct opened *first, char **who, struct err *err);
/* Who began the second entry that is not finished; caller frees.  NULL: there is none. */
enum status review_second_name(const struct opened *first, char **who, struct err *err);

/* What waits of the first is saved.  STATUS_INPUT: there is one already, the name cannot be printed.  STATUS_REFUSED:
 * the first may only be read, another program has the second. */
enum status review_begin(struct opened *first, const char *who, struct opened **second, struct err *err);
enum status review_continue(struct opened *first, struct opened **second, struct err *err);
/* STATUS_INPUT: there is none.  STATUS_REFUSED: another program has it.  One that lies open here is to be freed before. */
enum status review_cancel(struct opened *first, struct err *err);

/* Nothing is stored; *out has no number yet.  STATUS_REFUSED: the first has another version of the form now. */
enum status review_compare(const struct opened *first, const struct opened *second, struct review *out,
	struct err *err);
/* With the second nothing can be done then but opened_free. */
enum status review_finish(struct opened *first, struct opened *second, struct review *out, struct err *err);

/* --- review_told.c --- */

/* Where a difference is in an entry now; cell -1: nowhere. */
struct ref review_find(const struct opened *o, const struct review_difference *d);
/* 绩效指标 第3行 得分 */
void review_add_label(const struct opened *o, const struct review_difference *d, struct str *out);
/* "+0.09", the second less the first; "" unless both are numbers; *points: of percentages. */
void review_add_difference(const struct opened *o, const struct review_difference *d, bool *points, struct str *out);

/* How differences are told: the label in a column, the figures to the right of theirs. */
struct review_look {
	enum text_widths widths;
	int label, figure;           /* columns of each */
	const char *first, *second;  /* names, also the headings; first NULL: what the first person typed is not to be seen */
	const char *points;          /* behind a difference of percentages */
	const char *cell, *difference;       /* the other headings */
};
/* Columns as the differences need them, at most `columns` in all. */
void review_fit(const struct opened *o, const struct review *r, int columns, struct review_look *look);
void review_add_head(const struct review_look *look, struct str *out);
/* One line; below a label too long for its column another one; figures too long for theirs on lines of their own, with
 * the names. */
void review_add_lines(const struct opened *o, const struct review_difference *d, const struct review_look *look,
	struct str *out);

#endif
