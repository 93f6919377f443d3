/* SPDX-License-Identifier: MIT */
/* What a sheet of a form has to compute, in which order, and what depends on what: the form's
 * dependency graph, sorted once.  Columns stand for all their rows; a task of a repeat is done
 * for each row.  For sheet*.c only. */
#ifndef ZIPING_FORM_PLAN_H
#define ZIPING_FORM_PLAN_H

#include "form/form.h"

enum task_kind {
	TASK_CALCULATE,              /* index: cell */
	TASK_OUTCOME,                /* index: repeat; reads target and actual */
	TASK_SCORED,                 /* index: repeat; a row with a weight has target and actual */
	TASK_CHECK,                  /* index: check */
	TASK_PROSE                   /* long texts are held against the form's figures */
};

struct task {
	enum task_kind kind;
	int index;
	int repeat;                  /* once for each row; -1: once */
	int finding;                 /* TASK_CHECK: index in finding_list() */
};

/* A task to be done again when its source changes. */
struct edge {
	int task;
	bool all;                    /* in all its rows; false: in the row that changed */
};

struct plan {
	const struct form *form;
	struct task *tasks;          /* each after those it depends on */
	int task_count;
	/* by source: cells, then the outcomes of repeats, then the end */
	int *edge_start;
	struct edge *edges;
	int *check_start, *checks;   /* by cell: tasks whose findings stand there, worst first */
	int *position;               /* by cell: a scalar's place, a column's place in its row */
	int scalar_count;
	/* all cells in the order of the table, the columns of a repeat together */
	int *order;
};

struct plan *plan_new(const struct form *form);
void plan_free(struct plan *p);

#endif
