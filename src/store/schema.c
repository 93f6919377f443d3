/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/store_internal.h"

enum { APPLICATION_ID = 0x5a495049 };        /* "ZIPI" */

/* Never change a row that was released: add one.
 *
 * Cells and repeats stand by name: a name never changes, a number is the form's own business.  uid 0 is
 * outside repeats.  Moments are milliseconds since 1970.  Each list order has its index, which ends in what
 * lists select by, so that a window is read without sorting; deleted entries are not in them. */
static const char version_1[] =
	"create table form ("
	" id integer primary key,"
	" form text not null,"
	" version text not null,"
	" title text not null,"
	" hash integer not null,"
	" text text not null"
	") strict;"
	"create index form_hash on form (hash);"

	"create table entry ("
	" id integer primary key,"
	" form_id integer not null references form (id),"
	" form text not null,"
	" year integer not null,"
	" status text not null default 'draft',"
	" revision integer not null default 0,"
	" created integer not null,"
	" changed integer not null,"
	" deleted integer not null default 0,"
	" step integer not null default 0,"
	" uids integer not null default 0,"
	" focus text,"
	" project text not null default '',"
	" department text not null default '',"
	" unit text not null default '',"
	" budget text not null default '',"
	" executed text not null default '',"
	" rate text not null default '',"
	" score text not null default '',"
	" grade text not null default '',"
	" budget_key integer,"
	" executed_key integer,"
	" rate_key integer,"
	" score_key integer,"
	" grade_key integer"
	") strict;"
	"create index entry_changed on entry (changed, id, year, form_id) where deleted = 0;"
	"create index entry_year on entry (year, id, form_id) where deleted = 0;"
	"create index entry_form on entry (form, id, year, form_id) where deleted = 0;"
	"create index entry_project on entry (project, id, year, form_id) where deleted = 0;"
	"create index entry_unit on entry (unit, id, year, form_id) where deleted = 0;"
	"create index entry_budget on entry (budget_key, id, year, form_id) where deleted = 0;"
	"create index entry_executed on entry (executed_key, id, year, form_id) where deleted = 0;"
	"create index entry_rate on entry (rate_key, id, year, form_id) where deleted = 0;"
	"create index entry_score on entry (score_key, id, year, form_id) where deleted = 0;"
	"create index entry_grade on entry (grade_key, id, year, form_id) where deleted = 0;"
	/* Of all entries and small, so that they are counted by the page. */
	"create index entry_gone on entry (deleted <> 0);"

	"create table entry_row ("
	" entry integer not null references entry (id),"
	" repeat text not null,"
	" uid integer not null,"
	" pos integer not null,"
	" primary key (entry, repeat, uid)"
	") strict, without rowid;"

	/* What is typed into a cell, or noted on a finding of it. */
	"create table value ("
	" entry integer not null references entry (id),"
	" uid integer not null,"
	" cell text not null,"
	" finding text not null default '',"
	" text text not null,"
	" primary key (entry, uid, cell, finding)"
	") strict, without rowid;"

	/* form_id: that its first change was made in.  kind: 0 done, 1 undone, 2 done again, 3 new entry,
	 * 4 entry deleted, 5 entry restored, 6 signed, 7 reopened, 8 second entry finished */
	"create table step ("
	" entry integer not null references entry (id),"
	" id integer not null,"
	" form_id integer not null references form (id),"
	" kind integer not null,"
	" at integer not null,"
	" who text not null,"
	" why text,"
	" focus text,"
	" primary key (entry, id)"
	") strict, without rowid;"

	/* op: 0 text set, 1 row inserted, 2 row deleted, 3 row moved, 4 note set, 5 form changed; name: of the
	 * cell or repeat, or of the form, whose old and new ids are its positions */
	"create table change ("
	" entry integer not null,"
	" step integer not null,"
	" number integer not null,"
	" op integer not null,"
	" name text not null,"
	" uid integer not null,"
	" from_pos integer,"
	" to_pos integer,"
	" old text,"
	" new text,"
	" finding text,"
	" primary key (entry, step, number),"
	" foreign key (entry, step) references step (entry, id)"
	") strict, without rowid;"

	"create table draft ("
	" entry integer primary key references entry (id),"
	" cell text not null,"
	" text text not null,"
	" caret integer not null,"
	" at integer not null"
	") strict;";

/* entry_text: what is typed and noted in an entry and what lists show of it, folded, for searching all of it
 * (SEARCH_TEXT).
 * earlier: the entry of an earlier year that a person chose for this one; null: that there is none.
 * holder: who has the entry open for writing; true only while the lock beside the store is held.
 * revision: a frozen state; body: its canonical form, over which the code is computed; step: the entry's last
 * one then; signed_at 0: printed only.
 * source: the form form_id draws from entries of `form`.
 * written: reports may draw from this entry, which was written since they did; what lists showed of it before, known 0:
 * nothing, it was new.
 * review: a finished second entry (复核): the step that finished it, who typed the figures first and second, how many
 * were compared; review_difference: those that differed, by their place then.  While it is not finished, the second
 * entry of an entry is an entry with the same id, negative, that no list has: its `deleted` is -1. */
static const char version_2[] =
	"create table entry_text ("
	" entry integer primary key references entry (id),"
	" text text not null"
	") strict;"
	/* With both amounts, so that they are summed up without reading the entries. */
	"drop index entry_budget;"
	"create index entry_budget on entry (budget_key, id, year, form_id, executed_key) where deleted = 0;"
	"create index entry_status on entry (status, id, year, form_id) where deleted = 0;"
	"insert into entry_text (entry, text) select id, " SEARCH_TEXT("e.id") " from entry e;"

	"create table earlier ("
	" entry integer primary key references entry (id),"
	" earlier integer references entry (id)"
	") strict;"

	"create table holder ("
	" entry integer primary key references entry (id),"
	" who text not null,"
	" host text not null,"
	" since integer not null"
	") strict;"

	"create table revision ("
	" entry integer not null references entry (id),"
	" number integer not null,"
	" code text not null unique,"
	" form_id integer not null references form (id),"
	" step integer not null,"
	" at integer not null,"
	" who text not null,"
	" signed_at integer not null default 0,"
	" signed_by text,"
	" body text not null,"
	" primary key (entry, number)"
	") strict, without rowid;"

	"create table source ("
	" form text not null,"
	" form_id integer not null references form (id),"
	" primary key (form, form_id)"
	") strict, without rowid;"

	"create table written ("
	" entry integer not null references entry (id),"
	" known integer not null,"
	" project text not null,"
	" department text not null,"
	" unit text not null,"
	" primary key (entry, known, project, department, unit)"
	") strict, without rowid;"

	"create table review ("
	" entry integer not null references entry (id),"
	" number integer not null,"
	" step integer not null,"
	" at integer not null,"
	" first text not null,"
	" second text not null,"
	" figures integer not null,"
	" primary key (entry, number)"
	") strict, without rowid;"

	"create table review_difference ("
	" entry integer not null,"
	" review integer not null,"
	" number integer not null,"
	" place text not null,"
	" uid integer not null,"
	" first text not null,"
	" second text not null,"
	" primary key (entry, review, number),"
	" foreign key (entry, review) references review (entry, number)"
	") strict, without rowid;";

/* money: enum form_money of a form.
 * seal: tells that what nothing else repeats is what was written (seal.c). */
static const char version_3[] =
	"alter table form add column money integer not null default 0;"
	"update form set money = form_money(text);"
	/* The texts stand in the way of what comes after them. */
	"create index form_money on form (money, form);"
	/* With all that is selected by, so that amounts are summed up without a look at the entries. */
	"drop index entry_budget;"
	"create index entry_budget on entry (budget_key, id, year, form_id, executed_key, deleted) where deleted = 0;"
	"alter table step add column seal integer;"
	"update step set seal = " SEAL_STEP ";"
	"alter table revision add column seal integer;"
	"update revision set seal = " SEAL_REVISION ";"
	"alter table review add column seal integer;"
	"update review set seal = " SEAL_REVIEW ";";

const struct migration *schema_migrations(size_t *count)
{
	static const struct migration list[] = {
		{ 1, version_1 },
		{ 2, version_2 },
		{ 3, version_3 },
	};

	*count = sizeof list / sizeof *list;
	return list;
}

static enum status get_version(struct store *s, int64_t *version, struct err *err)
{
	return sql_get_int(s, "pragma user_version", 0, version, err);
}

static enum status migrate_once(struct store *s, const struct migration *m, struct err *err)
{
	char stamp[80];
	int64_t version;
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	status = get_version(s, &version, err);
	/* Another program may have done it while this one waited. */
	if (status == STATUS_OK && version < m->version) {
		snprintf(stamp, sizeof stamp, "pragma application_id = %d; pragma user_version = %d",
			APPLICATION_ID, m->version);
		status = sql_execute(s, m->sql, err);
		if (status == STATUS_OK)
			status = sql_execute(s, stamp, err);
	}
	return sql_finish(s, status, err);
}

static enum status back_up_before(struct store *s, int64_t version, struct err *err)
{
	struct str path = { 0 };
	enum status status;

	str_addf(&path, "%s.version-%d", s->path, (int)version);
	status = store_backup(s, str_text(&path), err);
	str_clear(&path);
	return status;
}

static enum status migrate(struct store *s, const struct migration *list, size_t count,
	int64_t version, struct err *err)
{
	enum status status = STATUS_OK;

	if (version)
		status = back_up_before(s, version, err);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (list[i].version > version)
			status = migrate_once(s, &list[i], err);
	return status;
}

struct identity { int64_t application, version, tables; };

static enum status identify(struct store *s, struct identity *id, struct err *err)
{
	enum status status = sql_get_int(s, "pragma application_id", 0, &id->application, err);

	if (status == STATUS_OK)
		status = get_version(s, &id->version, err);
	if (status == STATUS_OK)
		status = sql_get_int(s, "select count(*) from sqlite_schema", 0, &id->tables, err);
	return status;
}

enum status schema_version(struct store *s, int64_t *version, struct err *err)
{
	struct identity id = { 0 };
	enum status status = identify(s, &id, err);

	*version = id.application == APPLICATION_ID && id.version > 0 ? id.version : 0;
	return status;
}

/* Whoever holds the file now may keep its journal: each is safe, and the next start asks again. */
static void set_journal(struct store *s)
{
	sql_execute(s, place_is_network(s->path) ? "pragma journal_mode = delete"
			: "pragma journal_mode = wal", NULL);
}

enum status schema_check(struct store *s, const struct migration *list, size_t count,
	bool read_only, struct err *err)
{
	struct identity id = { 0 };
	enum status status = identify(s, &id, err);
	int last = list[count - 1].version;
	bool fresh = !id.application && !id.version && !id.tables && !read_only;

	if (status != STATUS_OK)
		return status;
	if (!fresh && (id.application != APPLICATION_ID || id.version < 1))
		return err_set(err, STATUS_REFUSED,
			N_("%1 is not a store of this program; choose another file with --store"), s->path,
			NULL);
	if (id.version > last)
		return err_set(err, STATUS_REFUSED,
			N_("%1 was written by a newer version of this program; install that version"),
			s->path, NULL);
	if (read_only && id.version < last)
		return err_set(err, STATUS_REFUSED,
			N_("%1 was written by an older version; start `ziping` once to bring it up to date"),
			s->path, NULL);
	if (read_only)
		return STATUS_OK;
	set_journal(s);
	return id.version < last ? migrate(s, list, count, id.version, err) : STATUS_OK;
}
