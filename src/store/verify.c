/* SPDX-License-Identifier: MIT */
/* Is the store what the program wrote? */
#include <string.h>

#include "base/mem.h"
#include "store/store_internal.h"

void verify_report(store_report *report, void *context, int64_t entry, const char *id,
	const char *a, const char *b, const char *c)
{
	struct err what = { 0 };

	err_set(&what, STATUS_REFUSED, id, a, b, c, NULL);
	report(context, entry, &what);
	err_clear(&what);
}

/* --- the file --- */

static enum status check_pages(struct store *s, store_report *report, void *context, bool *sound,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select integrity_check from pragma_integrity_check(20)", "");
	enum status status;

	*sound = true;
	while (sql_next(stmt))
		if (strcmp(sql_text(stmt, 0), "ok") != 0) {
			*sound = false;
			verify_report(report, context, 0, N_("the file is damaged: %1"), sql_text(stmt, 0),
				"", "");
		}
	/* Damage that was reported may also be what ends the looking. */
	status = sql_end(s, stmt, *sound ? err : NULL);
	return *sound ? status : STATUS_OK;
}

static enum status check_references(struct store *s, store_report *report, void *context,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select \"table\", parent, count(*) "
		"from pragma_foreign_key_check group by 1, 2", "");

	while (sql_next(stmt))
		verify_report(report, context, 0,
			N_("lines of the table %1 that belong to no line of %2: %3"), sql_text(stmt, 0), sql_text(stmt, 1), sql_text(stmt, 2));
	return sql_end(s, stmt, err);
}

enum status store_check_file(struct store *s, store_report *report, void *context, struct err *err)
{
	bool sound;
	enum status status = check_pages(s, report, context, &sound, err);

	return status == STATUS_OK && sound ? check_references(s, report, context, err) : status;
}

/* --- an entry --- */

struct verification {
	struct store *store;
	int64_t entry;
	store_report *report;
	void *context;
	struct log_rows rows;        /* as the log leaves them */
};

static void report(const struct verification *c, const char *id, const char *a, const char *b,
	const char *d)
{
	verify_report(c->report, c->context, c->entry, id, a, b, d);
}

static enum status check_form(const struct verification *c, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(c->store, "select text, hash, form.form, entry.form "
		"from entry join form on form.id = form_id where entry.id = ?1", "i", c->entry);

	if (!sql_next(stmt))
		report(c, N_("its form is not in the store"), "", "", "");
	else if (form_text_hash(sql_text(stmt, 0)) != sql_int(stmt, 1)
			|| strcmp(sql_text(stmt, 2), sql_text(stmt, 3)) != 0)
		report(c, N_("its form, %1, is not what was stored once"), sql_text(stmt, 2), "", "");
	return sql_end(c->store, stmt, err);
}

/* In the order of the select below, which gives 1 for what is right. */
static const char *const head_faults[] = {
	N_("steps are missing in its log"),
	N_("the time of its last change is not that of its log"),
	N_("it is deleted and its log says that it is not, or the other way round"),
	N_("its form is not the one that its log leads to"),
	N_("its log has rows that were never numbered"),
	N_("it is signed and its log says that it is not, or the other way round"),
	N_("the number of its revisions is not that of those it has"),
	N_("it is reviewed and its log says that it is not, or the other way round"),
	N_("its finished second entries are not those of its log"),
};

static enum status check_head(const struct verification *c, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(c->store,
		"select step > 0 and step = (select count(*) from step s where s.entry = e.id) "
		"and step = (select max(s.id) from step s where s.entry = e.id) "
		"and 3 = (select kind from step s where s.entry = e.id and s.id = 1), "
		"changed = (select at from step s where s.entry = e.id and s.id = e.step), "
		"deleted = case when id < 0 then -1 when coalesce((select kind = 4 from step s where s.entry = e.id "
		"and kind in (4, 5) order by s.id desc limit 1), 0) then max(deleted, 1) else 0 end, "
		"form_id = coalesce((select to_pos from change c where c.entry = e.id and op = 5 "
		"order by c.step desc, number desc limit 1), form_id), "
		"uids >= coalesce((select max(uid) from change c where c.entry = e.id), 0), "
		"(status = 'signed') = coalesce((select kind = 6 from step s where s.entry = e.id "
		"and kind in (6, 7) order by s.id desc limit 1), 0), "
		"revision = (select count(*) from revision r where r.entry = e.id), "
		"(status = 'reviewed') = coalesce((select kind = 8 and not exists (select 1 from review r "
		"join review_difference d on d.entry = r.entry and d.review = r.number "
		"where r.entry = e.id and r.step = s.id) from step s where s.entry = e.id "
		"and kind in (0, 1, 2, 6, 7, 8) order by s.id desc limit 1), 0), "
		"not exists (select id from step s where s.entry = e.id and kind = 8 "
		"except select step from review r where r.entry = e.id) and not exists (select step "
		"from review r where r.entry = e.id except select id from step s where s.entry = e.id and kind = 8) "
		"from entry e where id = ?1", "i", c->entry);
	bool found = sql_next(stmt);

	for (int i = 0; found && i < (int)(sizeof head_faults / sizeof *head_faults); i++)
		if (sql_int(stmt, i) != 1)
			report(c, head_faults[i], "", "", "");
	return sql_end(c->store, stmt, err);
}

static enum status replay_rows(struct verification *c, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(c->store, "select op, name, uid, to_pos from change "
		"where entry = ?1 and op in (1, 2, 3) order by step, number", "i", c->entry);

	while (sql_next(stmt))
		log_rows_apply(&c->rows, (int)sql_int(stmt, 0), sql_text(stmt, 1), sql_int(stmt, 2),
			sql_int(stmt, 3));
	return sql_end(c->store, stmt, err);
}

static enum status check_rows(struct verification *c, struct err *err)
{
	enum status status = replay_rows(c, err);
	struct sqlite3_stmt *stmt;
	size_t found = 0;
	bool right = true;

	if (status != STATUS_OK)
		return status;
	stmt = sql_start(c->store, "select repeat, uid, pos from entry_row where entry = ?1", "i",
		c->entry);
	for (; sql_next(stmt); found++)
		right &= log_rows_find(&c->rows, sql_int(stmt, 1)) == sql_int(stmt, 2);
	if (!right || found != c->rows.count)
		report(c, N_("its rows are not those that its log leads to"), "", "", "");
	return sql_end(c->store, stmt, err);
}

/* "indicators.score" of a row is indicators[3].score. */
static void add_place(const struct verification *c, int64_t uid, const char *name, struct str *out)
{
	const char *dot = strrchr(name, '.');
	int64_t row = log_rows_find(&c->rows, uid);

	if (!uid || !dot) {
		str_add(out, name);
		return;
	}
	str_add_len(out, name, (size_t)(dot - name));
	str_addf(out, "[%lld]%s", (long long)row + 1, dot);
}

static void report_value(const struct verification *c, struct sqlite3_stmt *stmt)
{
	struct str place = { 0 };

	add_place(c, sql_int(stmt, 0), sql_text(stmt, 1), &place);
	if (*sql_text(stmt, 2))
		str_addf(&place, " (%s)", sql_text(stmt, 2));
	report(c, N_("%1: stored is “%2”, its log leads to “%3”"), str_text(&place), sql_text(stmt, 3),
		sql_text(stmt, 4));
	str_clear(&place);
}

/* A text is what the last change made it, unless its row was deleted after that. */
static enum status check_values(const struct verification *c, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(c->store,
		"with told as (select uid, name as cell, coalesce(finding, '') as finding, new, "
		"step * 4294967296 + number as moment, row_number() over "
		"(partition by uid, name, coalesce(finding, '') order by step desc, number desc) as age "
		"from change where entry = ?1 and op in (0, 4)), "
		"gone as (select uid, max(step * 4294967296 + number) as moment from change "
		"where entry = ?1 and op = 2 group by uid), "
		"both as (select uid, cell, finding, text as stored, null as told from value "
		"where entry = ?1 union all "
		"select told.uid, cell, finding, null, new from told left join gone on gone.uid = told.uid "
		"where age = 1 and new is not null and coalesce(gone.moment, -1) < told.moment) "
		"select uid, cell, finding, max(stored), max(told) from both group by uid, cell, finding "
		"having max(stored) is not max(told) limit 20", "i", c->entry);

	while (sql_next(stmt))
		report_value(c, stmt);
	return sql_end(c->store, stmt, err);
}

enum status store_check_entry(struct store *s, int64_t entry, store_report *tell, void *context,
	struct err *err)
{
	struct verification c = { .store = s, .entry = entry, .report = tell, .context = context };
	enum status status = check_form(&c, err);

	if (status == STATUS_OK)
		status = check_head(&c, err);
	if (status == STATUS_OK)
		status = seal_check(s, entry, tell, context, err);
	if (status == STATUS_OK)
		status = check_rows(&c, err);
	if (status == STATUS_OK)
		status = check_values(&c, err);
	log_rows_clear(&c.rows);
	return status;
}
