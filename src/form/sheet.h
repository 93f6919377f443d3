/* SPDX-License-Identifier: MIT */
/* A sheet (算表): an entry with everything computed: values, unknowns, findings.
 *
 * The dependency graph is the form's, sorted once.  sheet_touch() recomputes what depends on the
 * cell and nothing else (under 20 µs on a published form); sheet_recompute() everything; a test
 * compares the two over 100,000 random edits.
 *
 * Typed and computed.  A computed cell's effective value is the typed one where there is one
 * (an override), else the computed one; what is computed from it uses the effective value. */
#ifndef ZIPING_FORM_SHEET_H
#define ZIPING_FORM_SHEET_H

#include "form/entry.h"
#include "form/outside.h"
#include "form/target.h"

struct sheet;

struct sheet *sheet_new(const struct entry *e);       /* borrows; everything computed */
void sheet_free(struct sheet *s);
/* As new, for an entry of the same form, keeping the memory: for walking over many entries. */
void sheet_reset(struct sheet *s, const struct entry *e);
const struct entry *sheet_get_entry(const struct sheet *s);
const struct form *sheet_get_form(const struct sheet *s);

/* To be called after every change of the entry. */
void sheet_touch(struct sheet *s, struct ref at);     /* one text changed */
void sheet_touch_notes(struct sheet *s, struct ref at);   /* notes on its findings changed */
/* rows came, went or moved; anything may have changed */
void sheet_recompute(struct sheet *s);

/* All cells in the order of the table, the columns of a repeat together; borrowed from the sheet. */
const int *sheet_order(const struct sheet *s);
/* Values of other entries, by index in form_outsides(); borrowed until other ones are set or the sheet is reset; NULL:
 * none is known. Everything is computed anew. */
void sheet_set_outside(struct sheet *s, const struct outside_values *all);
const struct outside_values *sheet_outside(const struct sheet *s, int index);  /* NULL: not known */

int sheet_rows(const struct sheet *s, int repeat);    /* as of the last recomputation */
const struct value *sheet_value(const struct sheet *s, struct ref at);     /* effective */
/* VALUE_EMPTY if nothing is typed */
const struct value *sheet_typed(const struct sheet *s, struct ref at);
/* VALUE_EMPTY for a typed cell */
const struct value *sheet_computed(const struct sheet *s, struct ref at);
/* NULL: no reading */
const struct target_outcome *sheet_outcome(const struct sheet *s, int repeat, int row);
/* what was read */
bool sheet_input(const struct sheet *s, int repeat, int row, struct target_input *out);

/* Typed text beside a computed value that is known and that it does not agree with. */
bool sheet_is_override(const struct sheet *s, struct ref at);
/* Typed text agrees with the computed value: exactly where the cell has a tolerance, or is a
 * rounded score that people may give themselves (4 is not the rule's 3.5); else at the number of
 * decimals typed (57% is 57.12%).  Such text is dropped on accepting, setting and importing; what a source is
 * found by never agrees. */
bool sheet_agrees(const struct sheet *s, struct ref at);

enum shown { SHOWN_NOTHING, SHOWN_TYPED, SHOWN_COMPUTED, SHOWN_UNKNOWN, SHOWN_OVERRIDE };

/* What the cell lacks: operands of an unknown value, places of a text that are not known. */
int sheet_missing(const struct sheet *s, struct ref at);

/* Adds what the cell shows: typed text as typed, else the computed value in the form's style,
 * `—` while unknown, the form's text for an empty source.  Numbers typed are shown as typed. */
enum shown sheet_show(const struct sheet *s, struct ref at, struct str *out);
/* The computed value alone, in the form's style (beside an override; "computed" in files). */
enum shown sheet_show_computed(const struct sheet *s, struct ref at, struct str *out);

/* Places whose shown text or mark may have changed since the last call, for the layout; *all is
 * set when rows came or went (then the list is empty).  Borrowed until the next sheet call. */
const struct ref *sheet_take_changed(struct sheet *s, size_t *count, bool *all);

/* --- findings --- */

struct finding {
	const char *id;
	enum severity severity;
	struct ref at;
	bool settled;                /* a warning with a reason or a note */
	/* NULL: a built-in one (required, not-a-number, *-mismatch, text-too-long) */
	const struct check *check;
	int row;                     /* that the check was made in; -1: none */
};

struct finding_counts { int errors, warnings, notes, settled; };

/* In order of the table (place), errors first within a cell; borrowed until the next sheet call. */
const struct finding *sheet_findings(struct sheet *s, size_t *count);
struct finding_counts sheet_finding_counts(struct sheet *s);
/* The worst unsettled finding of a cell, NULL if none: for marks in the table. */
const struct finding *sheet_finding_at(struct sheet *s, struct ref at);
/* The sentence: from the form file with its {places} filled, or a built-in one. */
void sheet_say(const struct sheet *s, const struct finding *f, message_translate *translate,
	struct str *out);

/* What a person noted on it; "": nothing, then a settled one has a reason. */
const char *sheet_note(const struct sheet *s, const struct finding *f);

/* Last year's entry, for same-as-last-year; its texts are copied.  NULL: there is none.  Forgotten by sheet_reset. */
void sheet_set_earlier(struct sheet *s, const struct entry *earlier);

/* --- explanation (F6, explain) --- */

/* Where the number comes from, line by line, in the user's language: the formula in words, with
 * this entry's figures, the rounding, the rule; for an indicator's score how target and actual
 * were read.  A typed cell says so. */
void sheet_explain(const struct sheet *s, struct ref at, message_translate *translate,
	struct str *out);

/* --- summary for lists --- */

struct summary {
	char *project, *department, *unit;          /* owned, "" if none */
	char *budget, *executed, *rate, *score;     /* as shown; "" if none */
	/* msgid-free: "优" "良" "中" "差" or "" (财预〔2020〕10号) */
	const char *grade;
};
void sheet_summarise(const struct sheet *s, struct summary *out);
void summary_clear(struct summary *s);

#endif
