/* SPDX-License-Identifier: MIT */
/* An entry (填报): what was typed and noted, byte for byte, and nothing else.
 *
 * Rows of a repeat have a uid that stays with them when others are inserted or moved; outside the program rows
 * are numbered from 1 by position (indicators[1].score), inside from 0. */
#ifndef ZIPING_FORM_ENTRY_H
#define ZIPING_FORM_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "form/form.h"

struct entry;

/* A place in an entry. */
struct ref {
	int cell;                    /* index in form->cells */
	int row;                     /* position from 0 in the cell's repeat; -1 outside repeats */
};

bool ref_equal(struct ref a, struct ref b);

/* The stable name of a place, and back.  The row may lie beyond the rows of any entry; false: no such cell. */
void ref_add_name(const struct form *form, struct ref at, struct str *out);
bool ref_parse(const struct form *form, const char *name, struct ref *at);

struct entry *entry_new(const struct form *form, int year);  /* no rows, nothing typed; borrows the form */
void entry_free(struct entry *e);
void entry_reset(struct entry *e, int year);  /* as new, keeping its memory: for walking over many entries */
const struct form *entry_get_form(const struct entry *e);
int entry_get_year(const struct entry *e);

/* The cell of that name in another version of the form; -1: none, or a column in one and not in the other. */
int form_find_same_cell(const struct form *form, int cell, const struct form *in);
/* Puts texts, rows (with their uids) and notes into an entry that has none, by name; the forms may be two versions of
 * one.  What has no place there is left out. */
void entry_copy(const struct entry *from, struct entry *to);
/* The entry in another version of its form, as entry_copy would have it. */
void entry_change_form(struct entry *e, const struct form *form);

/* Adds the initial texts and start rows of a new entry. */
void entry_fill_initial(struct entry *e);

const char *entry_get(const struct entry *e, struct ref at);  /* borrowed until changed; never NULL */
void entry_set(struct entry *e, struct ref at, const char *text);   /* "" or NULL: nothing */

/* A note on the finding of that id (finding.h) at a place; it stays with its row. */
struct note {
	struct ref at;
	int64_t uid;                 /* of the row; 0 outside */
	const char *finding;         /* of the catalogue, never freed */
	char *text;
};

const char *entry_get_note(const struct entry *e, struct ref at, const char *finding);   /* never NULL */
/* "" or NULL takes it away; an unknown id or place does nothing. */
void entry_set_note(struct entry *e, struct ref at, const char *finding, const char *text);
const struct note *entry_notes(const struct entry *e, size_t *count);   /* by cell and row; borrowed until changed */

int entry_row_count(const struct entry *e, int repeat);
int64_t entry_row_uid(const struct entry *e, int repeat, int row);
int entry_find_row(const struct entry *e, int repeat, int64_t uid);   /* -1: gone */
/* uid 0: a new one is given.  Returns the uid. `at` 0 … count. */
int64_t entry_insert_row(struct entry *e, int repeat, int at, int64_t uid);
/* New uids will be above this one: uids of rows long deleted stand in the log and are never given again. */
void entry_reserve_uids(struct entry *e, int64_t uid);
int64_t entry_last_uid(const struct entry *e);
void entry_delete_row(struct entry *e, int repeat, int at);
void entry_move_row(struct entry *e, int repeat, int from, int to);

/* "funds.total.rate", "indicators[3].target" → place.  STATUS_INPUT: no such cell, or no such row; a row number up
 * to the repeat's max but beyond the last row is given in *at and answered by STATUS_OK only if `beyond`. */
enum status entry_parse_name(const struct entry *e, const char *name, bool beyond, struct ref *at,
	struct err *err);
void entry_add_name(const struct entry *e, struct ref at, struct str *out);

/* For messages: 产出指标 第3行 得分, 年度资金总额 执行率. */
void entry_add_label(const struct entry *e, struct ref at, struct str *out);

#endif
