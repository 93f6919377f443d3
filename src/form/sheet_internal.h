/* SPDX-License-Identifier: MIT */
/* Inside of a sheet; for sheet*.c only.
 *
 * All places (cells outside repeats, then the rows of each repeat) lie in one array; so do the
 * states of all tasks, one byte for each row they are done in. */
#ifndef ZIPING_FORM_SHEET_INTERNAL_H
#define ZIPING_FORM_SHEET_INTERNAL_H

#include "form/finding.h"
#include "form/plan.h"
#include "form/sheet.h"

/* Faults that need no check of the form file. */
enum fault {
	FAULT_NOT_A_NUMBER = 1 << 0,
	FAULT_REQUIRED = 1 << 1,
	FAULT_UNFILLED = 1 << 2,     /* target or actual of a row with a weight */
	FAULT_LONG = 1 << 3,
	FAULT_MISMATCH = 1 << 4,
	FAULT_TOLERATED = 1 << 5,    /* a mismatch within the tolerance */
	FAULT_SAID = 1 << 8,         /* what last year's entry says */
	FAULT_CARRIED = 1 << 6,      /* brought forward, not confirmed */
	FAULT_PROSE = 1 << 7,        /* typed text without a figure of its places */
	FAULT_FIGURE = 1 << 9        /* it names a figure that is another one */
};

struct place {
	struct value typed, computed;
	bool has_text;
	bool changed;                /* is in the list of changed places */
	unsigned short faults;       /* enum fault */
	unsigned char counts[4];     /* unsettled findings by severity, then the settled ones */
};

enum task_state { STATE_DIRTY = 1, STATE_FIRES = 2, STATE_SETTLED = 4 };

/* Rows of a task that may be dirty: [low, high). */
struct range { int low, high; };

struct block {                       /* of a repeat */
	int rows;
	int place, outcome;          /* of row 0 */
};

/* A text of last year's entry, by cell and bytes. */
struct said { int cell; char *text; };

struct sheet {
	const struct entry *entry;
	const struct form *form;
	struct plan *plan;
	struct block *blocks;        /* by repeat */
	struct place *places;
	size_t place_count, place_cap;
	struct target_outcome *outcomes;
	size_t outcome_cap;
	unsigned char *states;       /* enum task_state */
	size_t state_cap;
	int *state_start;            /* by task */
	uint64_t *dirty;             /* a bit for each task */
	struct range *ranges;        /* by task */
	bool whole;                  /* everything is being computed */
	struct ref *changed;
	size_t changed_count, changed_cap;
	bool changed_given, all_changed;
	struct finding_counts counts;
	struct finding *findings;    /* the list, made when asked for */
	size_t finding_count, finding_cap;
	bool findings_valid;
	struct finding worst;        /* what sheet_finding_at gave last */
	struct said *said;           /* sorted; texts to be written anew each year */
	size_t said_count, said_cap;
	const struct outside_values *outside;
	char **composed;             /* by place; NULL: the form has no text with places */
	size_t composed_count;
	struct str scratch;
};

/* NULL: no such place. */
struct place *sheet_place(const struct sheet *s, struct ref at);
static inline const struct value *place_value(const struct place *p)
{
	return p->has_text ? &p->typed : &p->computed;
}

static inline bool cell_is_number(const struct cell *c)
{
	return c->type >= CELL_NUMBER && c->type <= CELL_WEIGHT;
}

bool place_is_known(const struct value *v);

/* The shown text or mark of a place may be another one now. */
void sheet_mark_changed(struct sheet *s, struct ref at, struct place *p);

/* --- sheet_earlier.c --- */

/* Is it long enough to be a text of its own, and last year's? */
bool sheet_is_said_again(const struct sheet *s, int cell, const char *text);
void sheet_forget_earlier(struct sheet *s);

/* --- sheet_check.c --- */

/* Last year's texts are others. */
void sheet_check_said(struct sheet *s, struct ref at);

/* The text is another one; `bad`: it should be a number and is none. */
void sheet_check_text(struct sheet *s, struct ref at, struct place *p, const char *text, bool bad);
/* A text with places: its value, owned by the sheet.  True if it is as before. */
bool sheet_compose(struct sheet *s, struct ref at, const struct place *p, struct value *out);

/* The computed value is another one. */
void sheet_check_computed(struct sheet *s, struct ref at, struct place *p);
/* Figures are others: all long texts. */
void sheet_check_prose(struct sheet *s);
void sheet_check_scored(struct sheet *s, int repeat, int row);
void sheet_check(struct sheet *s, const struct task *t, unsigned char *state, int row);

#endif
