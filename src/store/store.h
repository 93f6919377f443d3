/* SPDX-License-Identifier: MIT */
/* The store: entries, their change log and their forms in one SQLite file.
 *
 * Durable before return: WAL (rollback journal on network file systems), synchronous=FULL, BEGIN IMMEDIATE,
 * STRICT tables, foreign keys, bound parameters only.  One row a typed cell; each change is also a row of
 * the log (when, who, cell, old, new, why), so that undo survives a restart and history needs nothing else.
 * A newer schema is refused; an older one is migrated forward, each step in one transaction, after a verified
 * backup copy beside the file.  File mode 0600. */
#ifndef ZIPING_STORE_STORE_H
#define ZIPING_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "form/change.h"
#include "form/sheet.h"

struct store;

/* Opens, makes if missing (with its folder, 0700), migrates unless `read_only`.  A cheap sanity check only.
 * STATUS_REFUSED with what to do: read-only, locked, full, corrupt, newer, not a store. */
enum status store_open(const char *path, bool read_only, struct store **out, struct err *err);
void store_close(struct store *s);
const char *store_path(const struct store *s);
const char *store_who(struct store *s);                /* the login name that the log gets */

/* --- forms: every version used is kept by its text --- */

/* Gives the form's row for this exact text, adding it if new. */
enum status store_keep_form(struct store *s, const struct form *form, int64_t *id, struct err *err);
/* The text of a kept form; caller frees. */
enum status store_get_form(struct store *s, int64_t form_id, char **text, struct err *err);

/* --- entries --- */

/* Stores a whole entry as one step (new, import, copy); gives its id. `why` may be NULL. */
enum status store_add_entry(struct store *s, const struct entry *e, const struct summary *summary,
	const char *why, int64_t *id, struct err *err);
/* Many in one transaction: all or none. */
enum status store_begin(struct store *s, struct err *err);   /* then either of: */
enum status store_commit(struct store *s, struct err *err);
void store_rollback(struct store *s);
/* One view for several reads, whatever others write meanwhile; ended by store_rollback. */
enum status store_begin_read(struct store *s, struct err *err);

struct stored {                      /* what is known before the form is read */
	int64_t id, form_id, changed;
	int64_t step;                /* the last of its log */
	int year;
	char *form;                  /* id of the form */
	char *status;                /* 草稿: "draft" … */
	int revision;
	char *focus;                 /* cell name where the clerk stood, or NULL */
};
void stored_clear(struct stored *s);

enum status store_get_entry(struct store *s, int64_t id, struct stored *out, struct err *err);  /* STATUS_INPUT: none such */
/* The same of a deleted one. */
enum status store_get_any_entry(struct store *s, int64_t id, struct stored *out, struct err *err);
/* Fills an entry made with its form (store_get_form) and year. */
enum status store_load_values(struct store *s, int64_t id, struct entry *e, struct err *err);

/* Writes a step: values, rows, log, summary and focus in one durable transaction, which also drops the draft
 * of the step's cell; sets step->id.  `form` is that of step->form_id, `summary` NULL: as it was.  On failure nothing is stored and the
 * step may be given again. */
enum status store_write_step(struct store *s, int64_t entry, struct step *step, const struct form *form,
	const struct summary *summary, const char *why, struct err *err);
/* Gives a kept form by its id; it outlives what was read with it. */
typedef enum status store_find_form(void *context, int64_t form_id, const struct form **out, struct err *err);
/* Several, one after the other (steps[0].after is the one before), all or none. */
enum status store_write_steps(struct store *s, int64_t entry, struct step *steps, size_t count,
	store_find_form *find, void *context, const struct summary *summary, struct err *err);
/* Where the clerk stood when leaving; not durable on purpose (no wait). */
enum status store_set_focus(struct store *s, int64_t entry, const char *cell, struct err *err);
/* The undo list as the log tells it, at most UNDO_MAX steps; *out is empty. */
enum status store_load_undo(struct store *s, int64_t entry, store_find_form *find, void *context,
	struct undo *out, struct err *err);

enum status store_delete_entry(struct store *s, int64_t id, struct err *err);   /* can be taken back: */
enum status store_restore_entry(struct store *s, int64_t id, struct err *err);

/* --- history: the log, told --- */

/* Kinds of steps in the log: those of enum step_kind, and: */
enum { LOG_NEW = 3, LOG_DELETE, LOG_RESTORE, LOG_SIGN, LOG_REOPEN, LOG_REVIEW };

/* One change; a step without changes (deleted, restored) is told as one with op -1. */
struct logged {
	int64_t step, at;
	int64_t form_id;             /* that the step began with */
	int kind;
	const char *who, *why;       /* why NULL: nothing was said */
	int op;                      /* enum change_op */
	const char *name;            /* of the cell or repeat */
	int64_t uid, row;            /* of the row; its position then, from 0, -1: outside repeats */
	int64_t from, to;            /* of a row; the ids of forms */
	const char *finding;         /* CHANGE_NOTE */
	const char *old, *new;       /* texts; NULL: nothing */
};
typedef void store_tell(void *context, const struct logged *l);

/* Every change of an entry, of a deleted one too, oldest first.  Names need not be those of its
 * form.  STATUS_INPUT: no such entry. */
enum status store_read_log(struct store *s, int64_t entry, store_tell *tell, void *context,
	struct err *err);

/* --- who has an entry open for writing --- */

struct holder { char *who, *host; int64_t since; };
void holder_clear(struct holder *h);
struct hold;

/* A lock beside the store (NAME-holders) that ends with the program, however that ends; nobody waits.  NULL: another
 * program has the entry, *other says who (who NULL: it has not said so yet).  With a hold *other is empty, unless
 * there are no locks here (network file systems): then it is who may have the entry open as well. */
struct hold *store_hold(struct store *s, int64_t entry, struct holder *other);
/* Says who has it, for those who ask from now on; the lock alone is what counts, so it may come later. */
void store_tell_hold(struct store *s, struct hold *h);
/* Takes it; NULL is none. */
void store_release(struct store *s, struct hold *h);

/* --- draft of the text being typed: at most one second old, one per entry --- */

struct draft { char *cell; char *text; int caret; int64_t at; };
void draft_clear(struct draft *d);
enum status store_set_draft(struct store *s, int64_t entry, const char *cell, const char *text, int caret,
	struct err *err);
enum status store_drop_draft(struct store *s, int64_t entry, struct err *err);
enum status store_get_draft(struct store *s, int64_t entry, struct draft *out, struct err *err);  /* cell NULL: none */

/* --- list --- */

enum store_order {
	ORDER_CHANGED, ORDER_YEAR, ORDER_FORM, ORDER_PROJECT, ORDER_UNIT, ORDER_BUDGET, ORDER_EXECUTED, ORDER_RATE,
	ORDER_SCORE, ORDER_GRADE, ORDER_ID, ORDER_STATUS, ORDER_COUNT
};

struct list_query {
	int year;                    /* 0: all */
	const char *form;            /* NULL: all */
	/* NULL: all; each word is found anywhere in what was typed, noted or computed for lists, however wide its digits
	 * and letters are, in capitals or not */
	const char *search;
	const char *status, *unit;   /* NULL: all; exactly these */
	const char *unit_part;       /* NULL: all; units with this in their name */
	enum store_order order;
	bool descending;
	bool deleted;                /* the deleted ones, instead of the others */
	int offset, limit;           /* limit 0: all */
};

struct list_row {
	int64_t id, changed;
	int year, revision;
	char *form, *project, *department, *unit, *budget, *executed, *rate, *score, *grade, *status;
	char *title;                 /* of the form, in the version it was made with */
};
struct list_rows { struct list_row *items; size_t count, cap; };
void list_rows_clear(struct list_rows *rows);

/* Reads only the window asked for: quick on 10,000 entries. */
enum status store_list(struct store *s, const struct list_query *q, struct list_rows *out, struct err *err);
enum status store_count(struct store *s, const struct list_query *q, int64_t *out, struct err *err);

/* In 万元, to the millionth; of those that are known.  Each amount once, by the rule of overviews (desk/overview.h). */
struct list_sums {
	int64_t count;               /* of what the query finds: entries whose amounts are summed up */
	int64_t with_budget, with_executed;
	struct decimal budget, executed;
	struct decimal rate_budget, rate_executed;   /* of entries that have both */
};
/* Of everything the query finds; its window and order do not matter. */
enum status store_sum(struct store *s, const struct list_query *q, struct list_sums *out, struct err *err);

/* What sums are made of, as lists show it; borrowed. */
struct figures {
	int64_t id, form_id;
	int year;
	const char *unit, *budget, *executed, *score, *grade, *status;
};
typedef void store_tell_figures(void *context, const struct figures *f);
/* Of everything the query finds, by unit, then year, then id. */
enum status store_read_figures(struct store *s, const struct list_query *q, store_tell_figures *tell, void *context,
	struct err *err);
/* All ids in order; caller frees. */
enum status store_ids(struct store *s, int64_t **ids, size_t *count, struct err *err);

/* --- reports follow what they draw from (desk/follow.h) --- */

/* Something was written that reports may draw from, by whatever program. */
bool store_is_waiting(struct store *s);
/* The same, only once for what was written since the last call; quick. */
bool store_was_written(struct store *s);
/* Within a transaction.  Reports that were written themselves: */
enum status store_written_reports(struct store *s, int64_t **ids, size_t *count, struct err *err);
/* What was written, and forgets it: a row with what lists showed of it before, one with what they show now; id, year,
 * form, project, department and unit only. */
enum status store_take_written(struct store *s, struct list_rows *out, struct err *err);
/* The kept forms that draw from entries of a form. */
enum status store_forms_drawing(struct store *s, const char *form, int64_t **ids, size_t *count, struct err *err);
enum status store_ids_of_form(struct store *s, int64_t form_id, int year, int64_t **ids, size_t *count,
	struct err *err);
/* Writes what differs, without a step: nobody typed anything. */
enum status store_write_summary(struct store *s, int64_t entry, const struct summary *summary, struct err *err);

/* --- last year --- */

/* A cell that says what an entry is about. */
struct same_cell {
	const char *name;
	enum summary_item item;      /* SUMMARY_ITEMS: lists do not show it */
	const char *text;            /* folded (text_add_folded) */
};
struct same_query {
	const char *form;            /* of any version */
	int year;                    /* before this one */
	const struct same_cell *cells;
	int count;
};
/* The entry with these texts in the latest year, of several the one changed last; 0: none. */
enum status store_find_same(struct store *s, const struct same_query *q, int64_t *id, struct err *err);

/* What a person chose as the earlier entry of this one: 0: that there is none; -1: nothing, or it was deleted. */
enum status store_get_earlier(struct store *s, int64_t entry, int64_t *id, struct err *err);
enum status store_set_earlier(struct store *s, int64_t entry, int64_t id, struct err *err);

struct before_query {
	int64_t entry;               /* this one is not listed */
	int year;                    /* before this one */
	const char *form, *unit;     /* that are more likely; the unit folded, "": not known */
	int limit;
};
/* Those of form and unit first, then of the form, then the others; each the latest year first. */
enum status store_list_before(struct store *s, const struct before_query *q, struct list_rows *out, struct err *err);

/* --- keeping it safe --- */

/* Consistent, verified, 0600; an earlier file of that name stays until the new one is whole. */
enum status store_backup(struct store *s, const char *path, struct err *err);

/* The same as backups/NAME.DATE beside the store, if there is none of today yet; the last seven stay. */
enum status store_backup_daily(struct store *s, struct err *err);
/* Would that make one, of anything worth it, without getting in the way?  Quick. */
bool store_backup_is_due(struct store *s);

/* Puts a backup in the place of the store at `path`, which nobody here has open.  What it replaces
 * stays beside it under the name *kept (caller frees; NULL: there was nothing).  STATUS_REFUSED,
 * nothing changed: not a sound backup, or another program has the store open. */
enum status store_restore(const char *path, const char *backup, char **kept, struct err *err);

/* Told of what is wrong: with an entry, 0: with the whole store. */
typedef void store_report(void *context, int64_t entry, const struct err *what);

/* The file itself: every page, every index, every reference. */
enum status store_check_file(struct store *s, store_report *report, void *context, struct err *err);
/* An entry, a deleted one too: that its log leads to what is stored, that the form is the one
 * kept. */
enum status store_check_entry(struct store *s, int64_t entry, store_report *report, void *context,
	struct err *err);
/* That lists show what the sheet gives, and searching finds it. */
enum status store_check_summary(struct store *s, int64_t entry, const struct summary *summary,
	store_report *report, void *context, struct err *err);
/* All ids, of deleted entries too; caller frees. */
enum status store_all_ids(struct store *s, int64_t **ids, size_t *count, struct err *err);

bool store_is_read_only(struct store *s);
/* Its folder takes no journal: it can be read, not written. */
bool store_is_fixed(const char *path);
/* On a file system of other machines: slower, and only as safe as its locks. */
bool store_is_on_network(const struct store *s);
/* Changes by other programs since the last call. */
bool store_changed_outside(struct store *s);

#endif
