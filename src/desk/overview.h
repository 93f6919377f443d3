/* SPDX-License-Identifier: MIT */
/* The overview (汇总): the tables of units and years summed up.
 *
 * Project tables count.  A table of a whole department counts where its unit has no project table that year; where it
 * has, both tell of the same money, and the one is what the sums of the others are held against.  Reports, and tables
 * without a score, do not count.  Figures are those that lists show, exact; what is not known is in no sum, and
 * counted. */
#ifndef ZIPING_DESK_OVERVIEW_H
#define ZIPING_DESK_OVERVIEW_H

#include "desk/desk.h"
#include "desk/status.h"

enum overview_by { OVERVIEW_BY_YEAR, OVERVIEW_BY_UNIT, OVERVIEW_BY_FORM };
enum { OVERVIEW_GRADES = 4 };

struct overview_line {
	char *name;                  /* of the unit or form, "" if it has none; the year */
	int year;                    /* OVERVIEW_BY_YEAR, else 0 */
	int count;                   /* tables that count */
	int with_budget, with_executed, with_score;
	struct decimal budget, executed;     /* 万元 */
	/* of the sums of those that have both, 0.5712 */
	bool has_rate;
	struct decimal rate;
	/* of the scores: plain, and each as heavy as its budget */
	bool has_mean, has_weighted;
	struct decimal mean, weighted;
	bool has_coverage;
	struct decimal coverage;     /* with_score of count */
	int grades[OVERVIEW_GRADES];         /* 优 良 中 差 */
	int statuses[ENTRY_STATUSES];

	/* what the means are made of */
	struct decimal rate_budget, rate_executed, scores, weighted_scores, score_budget;
};

/* A whole department's figure that its projects do not add up to. */
struct overview_remark {
	int64_t entry;               /* of the department */
	bool rounding;               /* so little that rounding explains it */
	struct message say;
};

struct overview {
	struct overview_line *lines; /* the latest year first; units and forms by name */
	size_t count, cap;
	struct overview_line total;
	int held;                    /* tables of departments that only the sums were held against */
	int others;                  /* entries that do not count */
	struct overview_remark *remarks;
	size_t remark_count, remark_cap;
};

/* Of the entries that the query finds; its order and window do not matter.  `o` is zeroed before the first time. */
enum status overview_make(struct desk *d, const struct list_query *q, enum overview_by by, struct overview *o,
	struct err *err);
void overview_clear(struct overview *o);

extern const char *const overview_grades[OVERVIEW_GRADES];

#endif
