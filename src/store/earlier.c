/* SPDX-License-Identifier: MIT */
/* Last year's entry: found by what it is about, or chosen. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/store_internal.h"

/* --- chosen --- */

enum status store_get_earlier(struct store *s, int64_t entry, int64_t *id, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select c.earlier, e.id from earlier c "
		"left join entry e on e.id = c.earlier and e.deleted = 0 where c.entry = ?1", "i", entry);

	*id = -1;
	if (sql_next(stmt) && (sql_is_null(stmt, 0) || !sql_is_null(stmt, 1)))
		*id = sql_int(stmt, 1);
	return sql_end(s, stmt, err);
}

enum status store_set_earlier(struct store *s, int64_t entry, int64_t id, struct err *err)
{
	if (id < 0)
		return sql_run(s, err, "delete from earlier where entry = ?1", "i", entry);
	return sql_run(s, err, "insert or replace into earlier (entry, earlier) values (?1, nullif(?2, 0))", "ii",
		entry, id);
}

/* --- found --- */

/* Where lists show a cell, its texts stand in an index, equal ones together; that is walked rather than entries. */
struct walk { enum summary_item item; const char *sql; };

#define OF_EARLIER_YEARS " where deleted = 0 and year < ?1 and form_id in (select id from form where form = ?2)"

static const struct walk walks[] = {
	{ SUMMARY_PROJECT, "select id, year, project from entry indexed by entry_project" OF_EARLIER_YEARS
		" order by project, id" },
	{ SUMMARY_UNIT, "select id, year, unit from entry indexed by entry_unit" OF_EARLIER_YEARS
		" order by unit, id" },
	{ SUMMARY_ITEMS, "select id, year from entry indexed by entry_form"
		" where deleted = 0 and form = ?2 and year < ?1 order by id" },
};

struct search {
	struct store *store;
	const struct same_query *query;
	const struct same_cell *first;       /* that the walk compares; NULL: none */
	struct str last, folded;             /* the text that was compared last */
	bool last_same;
	int year;                            /* of what was found */
	int64_t id, changed;
};

/* `text` is until the next row; equal ones come together, and are folded once. */
static bool is_same(struct search *f, const char *text, const char *wanted)
{
	if (f->last.data && !strcmp(f->last.data, text))
		return f->last_same;
	str_reset(&f->last);
	str_add(&f->last, text);
	str_reset(&f->folded);
	text_add_folded(&f->folded, text, strlen(text));
	f->last_same = !strcmp(str_text(&f->folded), wanted);
	return f->last_same;
}

static bool is_folded(const char *text, const char *wanted)
{
	struct str folded = { 0 };
	bool same;

	text_add_folded(&folded, text, strlen(text));
	same = !strcmp(str_text(&folded), wanted);
	str_clear(&folded);
	return same;
}

static bool has_text(struct store *s, int64_t id, const struct same_cell *cell)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select text from value where entry = ?1 and uid = 0 and cell = ?2 and finding = ''", "it", id,
		cell->name);
	bool same = is_folded(sql_next(stmt) ? sql_text(stmt, 0) : "", cell->text);

	return sql_end(s, stmt, NULL) == STATUS_OK && same;
}

/* The cells that the walk did not compare. */
static bool has_rest(struct search *f, int64_t id, int64_t *changed)
{
	static const int columns[SUMMARY_ITEMS] = { [SUMMARY_PROJECT] = 1, [SUMMARY_DEPARTMENT] = 2,
		[SUMMARY_UNIT] = 3 };
	struct sqlite3_stmt *stmt = sql_start(f->store, "select changed, project, department, unit from entry "
		"where id = ?1", "i", id);
	bool same = sql_next(stmt);

	if (same)
		*changed = sql_int(stmt, 0);
	for (int i = 0; same && i < f->query->count; i++) {
		const struct same_cell *cell = &f->query->cells[i];
		int column = cell->item < SUMMARY_ITEMS ? columns[cell->item] : 0;

		if (cell != f->first)
			same = column ? is_folded(sql_text(stmt, column), cell->text)
				: has_text(f->store, id, cell);
	}
	return sql_end(f->store, stmt, NULL) == STATUS_OK && same;
}

static void consider(struct search *f, int64_t id, int year)
{
	int64_t changed;

	if (year < f->year || !has_rest(f, id, &changed))
		return;
	if (year > f->year || changed > f->changed || (changed == f->changed && id > f->id)) {
		f->year = year;
		f->id = id;
		f->changed = changed;
	}
}

static const struct walk *choose_walk(struct search *f)
{
	const struct walk *w = walks;

	for (; w->item < SUMMARY_ITEMS; w++)
		for (int i = 0; i < f->query->count; i++)
			if (f->query->cells[i].item == w->item) {
				f->first = &f->query->cells[i];
				return w;
			}
	return w;
}

enum status store_find_same(struct store *s, const struct same_query *q, int64_t *id, struct err *err)
{
	struct search f = { .store = s, .query = q };
	const struct walk *w = choose_walk(&f);
	struct sqlite3_stmt *stmt = sql_start(s, w->sql, "it", (int64_t)q->year, q->form);

	while (sql_next(stmt))
		if (!f.first || is_same(&f, sql_text(stmt, 2), f.first->text))
			consider(&f, sql_int(stmt, 0), (int)sql_int(stmt, 1));
	str_clear(&f.last);
	str_clear(&f.folded);
	*id = f.id;
	return sql_end(s, stmt, err);
}

/* --- to choose from --- */

enum status store_list_before(struct store *s, const struct before_query *q, struct list_rows *out,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select e.id, changed, year, revision, e.form, project, department, "
		"unit, budget, executed, rate, score, grade, status, title from (select id as found, "
		" (form = ?3) * (1 + (?4 <> '' and fold_search(unit) = ?4)) as likely, year as y, changed as c "
		" from entry not indexed where deleted = 0 and year < ?2 and id <> ?1 "
		" order by likely desc, y desc, c desc, found desc limit ?5) "
		"cross join entry e on e.id = found cross join form on form.id = form_id "
		"order by likely desc, y desc, c desc, found desc", "iitti", q->entry, (int64_t)q->year, q->form,
		q->unit, (int64_t)q->limit);

	while (sql_next(stmt))
		list_rows_add(out, stmt);
	return sql_end(s, stmt, err);
}
