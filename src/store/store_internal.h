/* SPDX-License-Identifier: MIT */
/* What the files of the store share; no other folder includes it. */
#ifndef ZIPING_STORE_STORE_INTERNAL_H
#define ZIPING_STORE_STORE_INTERNAL_H

#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

enum { STATEMENTS_MAX = 192 };      /* more than there are in src/store */

struct statement {
	const char *sql;             /* compared by address */
	struct sqlite3_stmt *handle;
};

/* What was looked for last, and found. */
struct found {
	char *words;                 /* NULL: nothing yet */
	int64_t own, others;         /* changes by this connection then, and by others */
	int64_t *ids;                /* in order */
	size_t count, cap;
};

struct adding;

struct store {
	struct sqlite3 *db;
	char *path;
	char *who;                   /* asked of the system when first needed */
	bool batch;                  /* between store_begin and store_commit */
	bool broken;                 /* a part of the batch failed */
	bool written;                /* something was, that reports may draw from */
	int64_t data_version;
	struct found found;
	struct adding *adding;       /* amounts that are being added up */
	struct statement statements[STATEMENTS_MAX];
	int statement_count;
};

/* --- sql.c: statements are string literals, prepared once --- */

/* Binds ?1, ?2 … by `types`: i int64_t, t const char * (NULL: null; borrowed until sql_end),
 * p const int64_t * (NULL: null).  On failure NULL, which sql_next and sql_end know. */
struct sqlite3_stmt *sql_start(struct store *s, const char *sql, const char *types, ...);
/* The same with a text that is not kept: put together at run time. */
struct sqlite3_stmt *sql_start_once(struct store *s, const char *sql);
void sql_bind_int(struct sqlite3_stmt *stmt, int index, int64_t value);
void sql_bind_text(struct sqlite3_stmt *stmt, int index, const char *text);
bool sql_next(struct sqlite3_stmt *stmt);               /* a row is there */
enum status sql_end(struct store *s, struct sqlite3_stmt *stmt, struct err *err);
enum status sql_end_once(struct store *s, struct sqlite3_stmt *stmt, struct err *err);
/* For statements without rows. */
enum status sql_run(struct store *s, struct err *err, const char *sql, const char *types, ...);
/* Several statements, or a pragma; not kept. */
enum status sql_execute(struct store *s, const char *sql, struct err *err);

int64_t sql_int(struct sqlite3_stmt *stmt, int column);
bool sql_is_null(struct sqlite3_stmt *stmt, int column);
const char *sql_text(struct sqlite3_stmt *stmt, int column);   /* "": null; until sql_next */
/* Valid UTF-8 without NUL, as the program itself writes. */
bool sql_text_is_sound(struct sqlite3_stmt *stmt, int column);
/* A copy, NULL for null; what is not UTF-8 is replaced. */
char *sql_dup(struct sqlite3_stmt *stmt, int column);

/* One number, `otherwise` if there is no row. */
enum status sql_get_int(struct store *s, const char *sql, int64_t otherwise, int64_t *out,
	struct err *err);

/* What the database last complained about, as a sentence; STATUS_REFUSED. */
enum status sql_fail(struct sqlite3 *db, const char *path, struct err *err);
enum status sql_fail_damaged(const struct store *s, struct err *err);

/* One transaction for writing, or a part of the batch; `status` is how the work went. */
enum status sql_begin(struct store *s, struct err *err);
enum status sql_finish(struct store *s, enum status status, struct err *err);
/* What is called until `batch` is what it was is a part of the transaction just begun. */
void sql_begin_part(struct store *s);
/* One view for several reads. */
enum status sql_begin_read(struct store *s, struct err *err);
void sql_finish_read(struct store *s);

/* --- schema.c --- */

struct migration { int version; const char *sql; };

const struct migration *schema_migrations(size_t *count);
/* Refuses what is not a store of a version known here, then brings it to the last one. */
enum status schema_check(struct store *s, const struct migration *list, size_t count,
	bool read_only, struct err *err);

/* 0: not a store. */
enum status schema_version(struct store *s, int64_t *version, struct err *err);

/* --- list.c --- */

/* Adds the conditions of a query on the table entry, and starts a statement that has them. */
void list_add_where(const struct list_query *q, struct str *sql);
struct sqlite3_stmt *list_start(struct store *s, const char *sql, const struct list_query *q);
/* One more, from the columns in the order of store_list's. */
void list_rows_add(struct list_rows *rows, struct sqlite3_stmt *stmt);

/* --- sum.c --- */

/* Makes add_up(form_id, budget_key, executed_key) known to SQL. */
enum status sum_register(struct store *s, struct err *err);

/* --- search.c --- */

/* All text of an entry as people look for it: a line for each cell and note, then for each column of lists. */
#define SEARCH_TEXT(id) \
	"(select group_concat(line, char(10)) from (" \
	"select fold_lines(text) as line from value where value.entry = " id " union all " \
	"select fold_lines(project, department, unit, budget, executed, rate, score, grade) from entry " \
	"where id = " id "))"

/* Makes fold_search(text), fold_lines(text, …) and is_found(id) known to SQL. */
enum status search_register(struct store *s, struct err *err);
void search_clear(struct found *f);
/* Brings the text of an entry up to what is stored of it. */
enum status search_write(struct store *s, int64_t entry, struct err *err);
enum status search_check(struct store *s, int64_t entry, store_report *report, void *context, struct err *err);
/* Looks for the entries whose text has every word; is_found(id) is true for them, the deleted ones too, until the next
 * call.  What was found is kept as long as nothing is written. */
enum status search_find(struct store *s, const char *words, struct err *err);

/* --- seal.c --- */

/* Of a row of the table, and of what was written with it. */
#define SEAL_STEP \
	"seal(entry, id, form_id, kind, at, who, why, (select group_concat(seal(number, op, name, uid, from_pos, " \
	"to_pos, old, new, finding)) from change c where c.entry = step.entry and c.step = step.id))"
#define SEAL_REVISION "seal(entry, number, code, at, who)"
#define SEAL_REVIEW \
	"seal(entry, number, at, first, figures, (select group_concat(seal(d.number, place, uid, d.first, d.second)) " \
	"from review_difference d where d.entry = review.entry and d.review = review.number))"

/* Makes seal(…) known to SQL: a number of its operands and of nothing else. */
enum status seal_register(struct store *s, struct err *err);
/* The log, and the names of who signed and reviewed. */
enum status seal_check(struct store *s, int64_t entry, store_report *report, void *context, struct err *err);

/* --- open.c --- */

/* Whoever made the file must not be able to run anything in this program. */
void sql_distrust(struct sqlite3 *db);

/* --- place.c: files and folders --- */

enum status place_make(const char *path, struct err *err);      /* the file 0600, folders 0700 */
enum status place_check(const char *path, struct err *err);     /* is there, is a file */
/* Nothing can be made beside it, and no program that has it open was seen. */
bool place_is_fixed(const char *path);
bool place_is_same(const char *a, const char *b);               /* one file under two names */
bool place_is_network(const char *path);
bool place_type_is_network(unsigned long type);                 /* as statfs tells it */

/* --- backup.c --- */

/* A copy beside its place. */
struct copy { char *part; int fd; bool sound; };

/* `out` is to be cleared in any case.  STATUS_OK says that it was written, `sound` that it can be used. */
enum status copy_make(struct sqlite3 *from, const char *path, struct copy *out, struct err *err);
enum status copy_place(struct copy *c, const char *path, struct err *err);
void copy_clear(struct copy *c);
/* What programs that were killed left of copies whose names begin so. */
void copy_drop_leftovers(const char *folder, const char *base);

/* --- log.c --- */

/* Writes step and changes, to the log and to the state, within a transaction. */
enum status log_write_step(struct store *s, int64_t entry, int kind, struct step *step,
	const struct form *form, const char *why, struct err *err);
/* Fills *out (empty) with the changes of a step, its `id` and `form_id` set; for an id that is not there, with none. */
enum status log_read_step(struct store *s, int64_t entry, store_find_form *find, void *context,
	struct step *out, struct err *err);

/* --- history.c --- */

/* The rows that the log leads to, in no order. */
struct log_row { char *repeat; int64_t uid, pos; };
struct log_rows { struct log_row *items; size_t count, cap; };

/* A change of rows, as log.c makes it; any other does nothing. */
void log_rows_apply(struct log_rows *rows, int op, const char *repeat, int64_t uid, int64_t to);
int64_t log_rows_find(const struct log_rows *rows, int64_t uid);   /* its position; -1: gone */
void log_rows_clear(struct log_rows *rows);

/* --- follow.c --- */

/* Remembers, within a transaction, that the entry was written; before what lists show of it is. */
enum status follow_note(struct store *s, int64_t entry, bool is_new, struct err *err);
enum status follow_keep_sources(struct store *s, int64_t form_id, const struct form *form, struct err *err);

/* --- forms.c --- */

/* What the column `hash` of a form's text is. */
int64_t form_text_hash(const char *text);
/* Makes form_money(text) known to SQL. */
enum status forms_register(struct store *s, struct err *err);

/* --- verify.c --- */

/* Reports a sentence with three places. */
void verify_report(store_report *report, void *context, int64_t entry, const char *id,
	const char *a, const char *b, const char *c);

/* --- entries.c --- */

/* With that id, 0: the next one; a negative one is that of a second entry, which no list has. */
enum status entry_add(struct store *s, const struct entry *e, const struct summary *summary,
	const char *why, int64_t *id, struct err *err);
/* Writes what differs. */
enum status summary_write(struct store *s, int64_t entry, const struct summary *summary,
	struct err *err);
enum status no_such_entry(int64_t id, struct err *err);         /* STATUS_INPUT */
enum status entry_is_signed(int64_t id, struct err *err);       /* STATUS_REFUSED */

#endif
