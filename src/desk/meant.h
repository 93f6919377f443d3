/* SPDX-License-Identifier: MIT */
/* Which entry does a report mean?  Where a source is missing or several entries fit it, those of its forms and year are
 * offered, and what tells the one meant from the others is typed: its number, or its unit and project. */
#ifndef ZIPING_DESK_MEANT_H
#define ZIPING_DESK_MEANT_H

#include "desk/desk.h"

struct source_offer {
	int source, cell;            /* of the form; the cell that was asked for */
	struct list_rows rows;
	size_t *fitting, count;      /* those of the rows that are offered */
	bool none;                   /* none may be chosen as well */
};
void source_offer_clear(struct source_offer *offer);

/* For a cell that entries are found by, or one that draws from a source that is not clear.  Nothing is offered: count
 * 0. */
enum status opened_offer_source(const struct opened *o, int cell, struct source_offer *out, struct err *err);
/* `line` of those that fit; `count`: none. */
enum status opened_mean_source(struct opened *o, struct step *step, const struct source_offer *offer, size_t line,
	struct err *err);

#endif
