/* SPDX-License-Identifier: MIT */
/* What was drawn; for draw*.c only. */
#ifndef ZIPING_DESK_DRAW_INTERNAL_H
#define ZIPING_DESK_DRAW_INTERNAL_H

#include "desk/draw.h"

struct found {
	int64_t *ids;
	size_t count, cap;
	struct message why;          /* nothing can be drawn; no id: it can */
	char *unit;                  /* of the first, folded */
	bool mixed;                  /* others are of other units */
};

struct drawn {
	const struct form *form;
	bool kept;                   /* of a revision: */
	struct appended *appended;
	size_t appended_count, appended_cap;
	struct found *found;         /* by source */
	struct outside_values *values;
	int count;
};

/* Reports may be drawn from reports, but not for ever. */
enum { DRAW_DEPTH_MAX = 3 };

/* Is the row the same thing as the report, in what the source is found by? */
bool source_fits(const struct entry *e, const struct source *s, const struct list_row *row);

/* Finds the entries of all sources. */
enum status drawn_find(const struct opened *o, struct drawn *d, struct err *err);
struct drawn *drawn_new(const struct form *form);
void drawn_free(struct drawn *d);
/* Takes it, in place of what was drawn before; true if that was another. */
bool drawn_give(struct opened *o, struct drawn *d);
/* 部门整体支出绩效自评表（2023）年度资金总额全年执行数 */
void drawn_label(const struct opened *o, struct drawn *d);
void drawn_add_item(struct outside_values *v, const struct value *value, const char *shown);

#endif
