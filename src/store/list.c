/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/store_internal.h"

struct order {
	const char *column;
	const char *index;           /* NULL: the table itself */
};

static const struct order orders[ORDER_COUNT] = {
	[ORDER_CHANGED] = { "changed", "entry_changed" },
	[ORDER_YEAR] = { "year", "entry_year" },
	[ORDER_FORM] = { "form", "entry_form" },
	[ORDER_PROJECT] = { "project", "entry_project" },
	[ORDER_UNIT] = { "unit", "entry_unit" },
	[ORDER_BUDGET] = { "budget_key", "entry_budget" },
	[ORDER_EXECUTED] = { "executed_key", "entry_executed" },
	[ORDER_RATE] = { "rate_key", "entry_rate" },
	[ORDER_SCORE] = { "score_key", "entry_score" },
	[ORDER_GRADE] = { "grade_key", "entry_grade" },
	[ORDER_ID] = { "id", NULL },
	[ORDER_STATUS] = { "status", "entry_status" },
};

/* ?1 the year, ?2 the form, ?3 limit, ?4 offset, ?5 the status, ?6 the unit, ?7 a part of it. */
void list_add_where(const struct list_query *q, struct str *sql)
{
	str_add(sql, q->deleted ? " where deleted > 0" : " where deleted = 0");
	if (q->year)
		str_add(sql, " and year = ?1");
	if (q->form)
		str_add(sql, " and form_id in (select id from form where form = ?2)");
	if (q->status)
		str_add(sql, " and status = ?5");
	if (q->unit)
		str_add(sql, " and unit = ?6");
	if (q->unit_part)
		str_add(sql, " and instr(unit, ?7)");
	if (q->search)
		str_add(sql, " and is_found(id)");
}

static void bind_query(struct sqlite3_stmt *stmt, const struct list_query *q)
{
	sql_bind_int(stmt, 1, q->year);
	sql_bind_text(stmt, 2, q->form);
	sql_bind_int(stmt, 3, q->limit ? q->limit : -1);
	sql_bind_int(stmt, 4, q->offset);
	sql_bind_text(stmt, 5, q->status);
	sql_bind_text(stmt, 6, q->unit);
	sql_bind_text(stmt, 7, q->unit_part);
}

struct sqlite3_stmt *list_start(struct store *s, const char *sql, const struct list_query *q)
{
	struct sqlite3_stmt *stmt;

	if (q->search && search_find(s, q->search, NULL) != STATUS_OK)
		return NULL;
	stmt = sql_start_once(s, sql);
	if (stmt)
		bind_query(stmt, q);
	return stmt;
}

/* Walking an index for what it does not hold would read the whole table in disorder: there, sorting what was found is
 * quicker. */
static void add_inner(const struct list_query *q, struct str *sql)
{
	const struct order *order = &orders[q->order];
	const char *direction = q->descending ? " desc" : "";

	str_add(sql, "select id as found from entry");
	if (q->unit && !q->deleted)
		str_add(sql, " indexed by entry_unit");
	else if (q->status || q->unit_part || q->deleted || !order->index)
		str_add(sql, " not indexed");
	else
		str_addf(sql, " indexed by %s", order->index);
	list_add_where(q, sql);
	str_addf(sql, " order by %s%s, id%s limit ?3 offset ?4", order->column, direction, direction);
}

static char *copy_text(struct sqlite3_stmt *stmt, int column)
{
	char *text = sql_dup(stmt, column);

	return text ? text : mem_dup("");
}

static void read_row(struct sqlite3_stmt *stmt, struct list_row *row)
{
	char **const texts[] = { &row->form, &row->project, &row->department, &row->unit, &row->budget,
		&row->executed, &row->rate, &row->score, &row->grade, &row->status, &row->title };

	row->id = sql_int(stmt, 0);
	row->changed = sql_int(stmt, 1);
	row->year = (int)sql_int(stmt, 2);
	row->revision = (int)sql_int(stmt, 3);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = copy_text(stmt, (int)i + 4);
}

void list_rows_add(struct list_rows *rows, struct sqlite3_stmt *stmt)
{
	rows->items = mem_grow(rows->items, &rows->cap, rows->count + 1, sizeof *rows->items);
	read_row(stmt, &rows->items[rows->count++]);
}

enum status store_list(struct store *s, const struct list_query *q, struct list_rows *out,
	struct err *err)
{
	struct str sql = { 0 };
	struct sqlite3_stmt *stmt;

	str_add(&sql, "select e.id, changed, year, revision, e.form, project, department, unit, budget, "
		"executed, rate, score, grade, status, title from (");
	add_inner(q, &sql);
	str_add(&sql, ") cross join entry e on e.id = found cross join form on form.id = form_id");
	stmt = list_start(s, str_text(&sql), q);
	while (sql_next(stmt))
		list_rows_add(out, stmt);
	str_clear(&sql);
	return sql_end_once(s, stmt, err);
}

/* SQLite counts a whole table without looking at its rows; what is deleted is found by entry_gone. */
static enum status count_all(struct store *s, int64_t *out, struct err *err)
{
	return sql_get_int(s, "select (select count(*) from entry)"
		" - (select count(*) from entry where (deleted <> 0) = 1)", 0, out, err);
}

static bool takes_all(const struct list_query *q)
{
	return !q->year && !q->form && !q->search && !q->status && !q->unit && !q->unit_part && !q->deleted;
}

enum status store_count(struct store *s, const struct list_query *q, int64_t *out, struct err *err)
{
	struct str sql = { 0 };
	struct sqlite3_stmt *stmt;

	if (takes_all(q))
		return count_all(s, out, err);
	str_add(&sql, "select count(*) from entry");
	list_add_where(q, &sql);
	stmt = list_start(s, str_text(&sql), q);
	*out = sql_next(stmt) ? sql_int(stmt, 0) : 0;
	str_clear(&sql);
	return sql_end_once(s, stmt, err);
}

enum status store_read_figures(struct store *s, const struct list_query *q, store_tell_figures *tell, void *context,
	struct err *err)
{
	struct str sql = { 0 };
	struct sqlite3_stmt *stmt;

	str_add(&sql, "select id, form_id, year, unit, budget, executed, score, grade, status from entry");
	list_add_where(q, &sql);
	str_add(&sql, " order by unit, year, id");
	stmt = list_start(s, str_text(&sql), q);
	while (sql_next(stmt))
		tell(context, &(struct figures){ .id = sql_int(stmt, 0), .form_id = sql_int(stmt, 1),
			.year = (int)sql_int(stmt, 2), .unit = sql_text(stmt, 3), .budget = sql_text(stmt, 4),
			.executed = sql_text(stmt, 5), .score = sql_text(stmt, 6), .grade = sql_text(stmt, 7),
			.status = sql_text(stmt, 8) });
	str_clear(&sql);
	return sql_end_once(s, stmt, err);
}

static enum status read_ids(struct store *s, const char *sql, int64_t **ids, size_t *count,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, sql, "");
	size_t cap = 0;

	*ids = NULL;
	*count = 0;
	while (sql_next(stmt)) {
		*ids = mem_grow(*ids, &cap, *count + 1, sizeof **ids);
		(*ids)[(*count)++] = sql_int(stmt, 0);
	}
	return sql_end(s, stmt, err);
}

enum status store_ids(struct store *s, int64_t **ids, size_t *count, struct err *err)
{
	return read_ids(s, "select id from entry where deleted = 0 order by id", ids, count, err);
}

enum status store_all_ids(struct store *s, int64_t **ids, size_t *count, struct err *err)
{
	return read_ids(s, "select id from entry order by id", ids, count, err);
}

void list_rows_clear(struct list_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct list_row *r = &rows->items[i];
		char *const texts[] = { r->form, r->project, r->department, r->unit, r->budget, r->executed,
			r->rate, r->score, r->grade, r->status, r->title };

		for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
			free(texts[t]);
	}
	free(rows->items);
	*rows = (struct list_rows){ 0 };
}
