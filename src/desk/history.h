/* SPDX-License-Identifier: MIT */
/* Who changed which cell when, from, to, why. */
#ifndef ZIPING_DESK_HISTORY_H
#define ZIPING_DESK_HISTORY_H

#include "desk/desk.h"

/* A kind of line that no step is: a revision was made (desk/revision.h). */
enum { HISTORY_FREEZE = LOG_REVIEW + 1 };

struct history_line {
	int64_t step, at;
	int kind;                    /* enum step_kind, LOG_NEW …, HISTORY_FREEZE */
	char *who, *why;             /* why NULL: nothing was said */
	int op;                      /* enum change_op; -1: the step changed nothing */
	char *name;                  /* "indicators.score", "indicators" */
	int64_t uid;                 /* of the row; 0: outside repeats */
	char *place;                 /* "indicators[3].score": rows are numbered as they were then */
	char *label;                 /* the same for people */
	int64_t from, to;            /* rows from 1; 0: none */
	char *finding;
	char *old, *new;             /* texts; NULL: nothing */
	int revision;                /* that was made or signed; 0: none */
	char *code;
	int review;                  /* the second entry that was finished; 0: none */
	char *first;                 /* who had typed the figures */
	int figures, differences;    /* that it compared and found */
};

/* Oldest first. */
struct history { struct history_line *items; size_t count, cap; };
void history_clear(struct history *h);

/* A deleted entry has a history as well.  STATUS_INPUT: no such entry. */
enum status desk_read_history(struct desk *d, int64_t id, struct history *out, struct err *err);

/* Is this a change of that cell's text, or of notes on its findings? */
bool history_is_about(const struct history_line *line, const struct opened *o, struct ref at);

/* "do", "undo", "redo", "new", "delete", "restore", "sign", "reopen", "review", "freeze"; "set", "insert-row" …: for
 * files, never translated. */
const char *history_kind_word(int kind);
const char *history_op_word(int op);

/* Adds a line of text for each change of the cell; false: there is none. */
bool history_add_cell(const struct history *h, const struct opened *o, struct ref at,
	message_translate *translate, struct str *out);
/* For everything; what a new entry began with is one line. */
void history_add_all(const struct history *h, message_translate *translate, struct str *out);

#endif
