/* SPDX-License-Identifier: MIT */
/* Amounts added up, each yuan once: those of projects, and of the departments that have none among what is found.
 *
 * SQLite calls add_up for each entry, off an index; six functions of its own and a look at each entry's form would take
 * three times as long, and its sums end at 64 bits. */
#include <sqlite3.h>
#include <stdlib.h>

#include "base/mem.h"
#include "store/store_internal.h"

/* Which of the kept forms have amounts that are summed up now. */
struct adding {
	struct list_sums *sums;
	int64_t *forms;
	size_t count, cap;
	size_t last;                 /* the one met last: likely the next one too */
};

static bool takes_form(struct adding *a, int64_t form)
{
	if (a->last < a->count && a->forms[a->last] == form)
		return true;
	for (a->last = 0; a->last < a->count; a->last++)
		if (a->forms[a->last] == form)
			return true;
	return false;
}

static void add_up(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	struct adding *a = *(struct adding **)sqlite3_user_data(context);
	struct list_sums *sums = a->sums;
	int64_t budget = sqlite3_value_int64(values[1]), executed = sqlite3_value_int64(values[2]);
	bool has_budget = sqlite3_value_type(values[1]) == SQLITE_INTEGER;
	bool has_executed = sqlite3_value_type(values[2]) == SQLITE_INTEGER;

	(void)count;
	if (!takes_form(a, sqlite3_value_int64(values[0])))
		return;
	sums->count++;
	sums->with_budget += has_budget;
	sums->with_executed += has_executed;
	sums->budget.coef += budget;
	sums->executed.coef += executed;
	if (has_budget && has_executed) {
		sums->rate_budget.coef += budget;
		sums->rate_executed.coef += executed;
	}
}

/* The sums are there already. */
static void end_adding(struct sqlite3_context *context)
{
	(void)context;
}

enum status sum_register(struct store *s, struct err *err)
{
	int code = sqlite3_create_function(s->db, "add_up", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, &s->adding, NULL,
		add_up, end_adding);

	return code == SQLITE_OK ? STATUS_OK : sql_fail(s->db, s->path, err);
}

/* --- what is summed up --- */

static void add_projects(const struct list_query *q, struct str *sql)
{
	/* One index has both keys. */
	bool indexed = !q->status && !q->unit && !q->unit_part && !q->deleted;

	str_addf(sql, "entry%s", indexed ? " indexed by entry_budget" : "");
	list_add_where(q, sql);
}

/* A department's table tells of the money of its projects, if one is among what the query finds. */
static void add_departments(const struct list_query *q, struct str *sql)
{
	str_add(sql, "(select id as kept, form as name from form where money = 2) cross join entry "
		"on entry.form = name and form_id = kept");
	list_add_where(q, sql);
	str_addf(sql, " and not exists (select 1 from entry as project%s", q->deleted ? "" : " indexed by entry_unit");
	list_add_where(q, sql);
	str_add(sql, " and project.unit = entry.unit and project.year = entry.year "
		"and form_id in (select id from form where money = 1))");
}

static enum status read_forms(struct store *s, enum form_money money, struct adding *a, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select id from form where money = ?1", "i", (int64_t)money);

	for (a->count = 0; sql_next(stmt); a->count++) {
		a->forms = mem_grow(a->forms, &a->cap, a->count + 1, sizeof *a->forms);
		a->forms[a->count] = sql_int(stmt, 0);
	}
	return sql_end(s, stmt, err);
}

static enum status add_all(struct store *s, const struct list_query *q,
	void (*add_from)(const struct list_query *q, struct str *sql), struct err *err)
{
	struct str sql = { 0 };
	struct sqlite3_stmt *stmt;

	str_add(&sql, "select add_up(form_id, budget_key, executed_key) from ");
	add_from(q, &sql);
	stmt = list_start(s, str_text(&sql), q);
	sql_next(stmt);
	str_clear(&sql);
	return sql_end_once(s, stmt, err);
}

enum status store_sum(struct store *s, const struct list_query *q, struct list_sums *out, struct err *err)
{
	static const struct {
		enum form_money money;
		void (*add_from)(const struct list_query *q, struct str *sql);
	} kinds[] = { { MONEY_PROJECT, add_projects }, { MONEY_DEPARTMENT, add_departments } };
	/* Keys are millionths. */
	static const struct decimal zero = { 0, 6 };
	struct adding adding = { .sums = out };
	enum status status = STATUS_OK;

	*out = (struct list_sums){ .budget = zero, .executed = zero, .rate_budget = zero, .rate_executed = zero };
	s->adding = &adding;
	for (size_t i = 0; status == STATUS_OK && i < sizeof kinds / sizeof *kinds; i++) {
		status = read_forms(s, kinds[i].money, &adding, err);
		if (status == STATUS_OK && adding.count)
			status = add_all(s, q, kinds[i].add_from, err);
	}
	s->adding = NULL;
	free(adding.forms);
	return status;
}
