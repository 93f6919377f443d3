/* SPDX-License-Identifier: MIT */
/* Changes of an entry, each of which can be taken back; what the store logs.
 *
 * A step is what a person does at once (one accepted cell, one pasted block, one row with its texts) and undoes
 * at once.  Deleting a row first empties its cells and takes its notes away, so that taking it back needs nothing but
 * the step. */
#ifndef ZIPING_FORM_CHANGE_H
#define ZIPING_FORM_CHANGE_H

#include <stdint.h>

#include "form/entry.h"

enum change_op { CHANGE_SET, CHANGE_INSERT, CHANGE_DELETE, CHANGE_MOVE, CHANGE_NOTE, CHANGE_FORM };

struct change {
	enum change_op op;
	int cell;                    /* CHANGE_SET, CHANGE_NOTE */
	const char *finding;         /* CHANGE_NOTE: of the catalogue, never freed */
	int repeat;                  /* -1: a cell outside repeats */
	int64_t uid;                 /* of the row; 0 outside */
	int from, to;                /* CHANGE_INSERT: to; CHANGE_DELETE: from; CHANGE_MOVE: both;
	                              *   CHANGE_FORM: both, as the store numbers forms */
	const struct form *old_form, *new_form;      /* CHANGE_FORM; they outlive the change */
	char *old, *new;             /* CHANGE_SET, CHANGE_NOTE; owned; NULL: nothing */
};

enum step_kind { STEP_DO, STEP_UNDO, STEP_REDO };

struct step {
	enum step_kind kind;
	int64_t id;                  /* given by the store */
	int64_t form_id;             /* of the form that its first change is made in; 0: the entry's */
	int64_t after;               /* the entry's last step as the writer knows it; 0: any */
	struct change *items;
	size_t count, cap;
	struct ref focus;            /* where the clerk stood: undo goes back there */
};

void step_clear(struct step *s);

/* Each of these changes the entry and records it; what changes nothing is not recorded.  Another text is no longer one
 * that was brought forward: its mark (FINDING_CARRIED) goes. */
void step_set(struct step *s, struct entry *e, struct ref at, const char *text);
void step_set_note(struct step *s, struct entry *e, struct ref at, const char *finding, const char *text);
int64_t step_insert_row(struct step *s, struct entry *e, int repeat, int at);
void step_delete_row(struct step *s, struct entry *e, int repeat, int at);
void step_move_row(struct step *s, struct entry *e, int repeat, int from, int to);

/* Gives the entry another version of its form.  Changes before this one name cells and repeats of the old form, those
 * after it of the new; what the new one has no place for must be gone already. */
void step_change_form(struct step *s, struct entry *e, const struct form *form, int64_t old_id, int64_t new_id);

/* Fills *out (empty) with the opposite of `s`, last change first; does not touch the entry. */
void step_invert(const struct step *s, struct step *out);
/* Applies recorded changes (after invert, or from the store). */
void step_apply(const struct step *s, struct entry *e);

/* The undo list: what can be taken back, what can be done again; the oldest are forgotten. */
enum { UNDO_MAX = 1000 };

struct undo {
	struct step *done;
	size_t done_count, done_cap;
	struct step *undone;
	size_t undone_count, undone_cap;
};

void undo_clear(struct undo *u);
void undo_add(struct undo *u, struct step *s);           /* takes the step's contents; forgets `undone` */
/* The step to apply and store (kind STEP_UNDO or STEP_REDO), NULL if there is none; borrowed until the next call;
 * the list moves at once. */
const struct step *undo_back(struct undo *u, struct step *scratch);
const struct step *undo_forth(struct undo *u, struct step *scratch);

#endif
