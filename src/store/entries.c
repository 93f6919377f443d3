/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/finding.h"
#include "store/store_internal.h"

enum { ROWS_MAX = 100000 };
#define UID_MAX (INT64_C(1) << 53)

enum status no_such_entry(int64_t id, struct err *err)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)id);
	return err_set(err, STATUS_INPUT, N_("there is no entry %1; `ziping list` shows all"), number,
		NULL);
}

enum status entry_is_signed(int64_t id, struct err *err)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)id);
	return err_set(err, STATUS_REFUSED, N_("entry %1 is signed; reopen it with a reason before changing it"),
		number, NULL);
}

/* --- what lists show --- */

enum key { KEY_NONE, KEY_MONEY, KEY_PERCENT, KEY_PLAIN, KEY_GRADE };

struct summary_column {
	const char *name;
	size_t offset;
	enum key key;
	const char *update;
};

#define COLUMN(name) \
	{ #name, offsetof(struct summary, name), KEY_NONE, "update entry set " #name " = ?2 where id = ?1" }
#define SORTED_COLUMN(name, kind) \
	{ #name, offsetof(struct summary, name), kind, \
		"update entry set " #name " = ?2, " #name "_key = ?3 where id = ?1" }

/* In the order of the selects below, the sorted ones last. */
static const struct summary_column summary_columns[] = {
	COLUMN(project), COLUMN(department), COLUMN(unit),
	SORTED_COLUMN(budget, KEY_MONEY), SORTED_COLUMN(executed, KEY_MONEY),
	SORTED_COLUMN(rate, KEY_PERCENT), SORTED_COLUMN(score, KEY_PLAIN),
	SORTED_COLUMN(grade, KEY_GRADE),
};

enum { SUMMARY_COLUMNS = sizeof summary_columns / sizeof *summary_columns };

/* Millionths, so that an index can sort them. */
static bool number_key(const char *text, enum number_kind kind, int64_t *out)
{
	const __int128 max = INT64_MAX;
	struct str folded = { 0 };
	struct decimal d;
	bool known;

	text_add_folded(&folded, text, strlen(text));
	known = number_read(str_text(&folded), kind, &d) == NUMBER_OK && decimal_round(d, 6, &d);
	str_clear(&folded);
	if (!known)
		return false;
	*out = (int64_t)(d.coef > max ? max : d.coef < -max ? -max : d.coef);
	return true;
}

static bool grade_key(const char *text, int64_t *out)
{
	static const char *const grades[] = { "差", "中", "良", "优" };

	for (int i = 0; i < 4; i++)
		if (!strcmp(text, grades[i])) {
			*out = i + 1;
			return true;
		}
	return false;
}

static bool sort_key(const char *text, enum key key, int64_t *out)
{
	switch (key) {
	case KEY_MONEY:
		return number_key(text, NUMBER_MONEY_WAN, out);
	case KEY_PERCENT:
		return number_key(text, NUMBER_PERCENT, out);
	case KEY_PLAIN:
		return number_key(text, NUMBER_PLAIN, out);
	default:
		return grade_key(text, out);
	}
}

static enum status write_column(struct store *s, int64_t entry, const struct summary_column *column,
	const char *text, struct err *err)
{
	int64_t key;
	bool known;

	if (column->key == KEY_NONE)
		return sql_run(s, err, column->update, "it", entry, text);
	known = sort_key(text, column->key, &key);
	return sql_run(s, err, column->update, "itp", entry, text, known ? &key : NULL);
}

static const char *summary_text(const struct summary *summary, int column)
{
	const char *text = *(const char *const *)((const char *)summary
		+ summary_columns[column].offset);

	return text ? text : "";
}

/* Each column has its own index, and most steps change none or two of them. */
enum status summary_write(struct store *s, int64_t entry, const struct summary *summary,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select project, department, unit, budget, executed, rate, score, grade "
		"from entry where id = ?1", "i", entry);
	bool differs[SUMMARY_COLUMNS] = { false }, found = sql_next(stmt);
	enum status status;

	for (int i = 0; found && i < SUMMARY_COLUMNS; i++)
		differs[i] = strcmp(sql_text(stmt, i), summary_text(summary, i)) != 0;
	status = sql_end(s, stmt, err);
	for (int i = 0; i < SUMMARY_COLUMNS && status == STATUS_OK; i++)
		if (differs[i])
			status = write_column(s, entry, &summary_columns[i], summary_text(summary, i), err);
	return status;
}

static bool key_is_right(struct sqlite3_stmt *stmt, int column, const char *text)
{
	enum key kind = summary_columns[column].key;
	int first = 0;
	int64_t key;

	if (kind == KEY_NONE)
		return true;
	while (summary_columns[first].key == KEY_NONE)
		first++;
	column += SUMMARY_COLUMNS - first;
	if (!sort_key(text, kind, &key))
		return sql_is_null(stmt, column);
	return !sql_is_null(stmt, column) && sql_int(stmt, column) == key;
}

static enum status check_columns(struct store *s, int64_t entry, const struct summary *summary,
	store_report *report, void *context, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select project, department, unit, budget, executed, rate, score, grade, "
		"budget_key, executed_key, rate_key, score_key, grade_key from entry where id = ?1",
		"i", entry);
	bool found = sql_next(stmt);

	for (int i = 0; found && i < SUMMARY_COLUMNS; i++) {
		const char *text = summary_text(summary, i);

		if (strcmp(sql_text(stmt, i), text) != 0)
			verify_report(report, context, entry,
				N_("the list has “%2” as its %1, the form gives “%3”"),
				summary_columns[i].name, sql_text(stmt, i), text);
		else if (!key_is_right(stmt, i, text))
			verify_report(report, context, entry,
				N_("the list does not sort it by its %1, “%2”"),
				summary_columns[i].name, text, "");
	}
	return sql_end(s, stmt, err);
}

enum status store_check_summary(struct store *s, int64_t entry, const struct summary *summary,
	store_report *report, void *context, struct err *err)
{
	enum status status = check_columns(s, entry, summary, report, context, err);

	return status == STATUS_OK ? search_check(s, entry, report, context, err) : status;
}

/* --- new entries --- */

static void add_change(struct step *step, struct change c, const char *text)
{
	c.new = mem_dup(text);
	step->items = mem_grow(step->items, &step->cap, step->count + 1, sizeof *step->items);
	step->items[step->count++] = c;
}

static void add_text(struct step *step, const struct entry *e, struct ref at, int64_t uid)
{
	const char *text = entry_get(e, at);

	if (text[0])
		add_change(step, (struct change){ .op = CHANGE_SET, .cell = at.cell, .uid = uid,
			.repeat = entry_get_form(e)->cells[at.cell].repeat }, text);
}

static void add_notes(struct step *step, const struct entry *e)
{
	size_t count;
	const struct note *notes = entry_notes(e, &count);

	for (size_t i = 0; i < count; i++)
		add_change(step, (struct change){ .op = CHANGE_NOTE, .cell = notes[i].at.cell,
			.finding = notes[i].finding, .uid = notes[i].uid,
			.repeat = entry_get_form(e)->cells[notes[i].at.cell].repeat }, notes[i].text);
}

/* Everything an entry holds, as one step from nothing. */
static void add_whole_entry(struct step *step, const struct entry *e)
{
	const struct form *form = entry_get_form(e);

	for (int i = 0; i < form->cell_count; i++)
		if (form->cells[i].repeat < 0)
			add_text(step, e, (struct ref){ i, -1 }, 0);
	for (int r = 0; r < form->repeat_count; r++)
		for (int row = 0; row < entry_row_count(e, r); row++) {
			int64_t uid = entry_row_uid(e, r, row);

			add_change(step, (struct change){ .op = CHANGE_INSERT, .cell = -1, .repeat = r,
				.uid = uid, .to = row }, NULL);
			for (int i = 0; i < form->repeats[r].count; i++)
				add_text(step, e, (struct ref){ form->repeats[r].first + i, row }, uid);
		}
	add_notes(step, e);
}

static enum status insert_entry(struct store *s, const struct entry *e, int64_t form_id,
	int64_t *id, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"insert into entry (id, form_id, form, year, created, changed, deleted) "
		"values (nullif(?5, 0), ?1, ?2, ?3, ?4, ?4, -(?5 < 0)) "
		"returning id", "itiii", form_id, entry_get_form(e)->id, (int64_t)entry_get_year(e),
		date_now(), *id);

	if (sql_next(stmt))
		*id = sql_int(stmt, 0);
	return sql_end(s, stmt, err);
}

static enum status add_entry(struct store *s, const struct entry *e, const struct summary *summary,
	const char *why, int64_t *id, struct err *err)
{
	struct step step = { .focus = { 0, -1 } };
	int64_t form_id;
	enum status status = store_keep_form(s, entry_get_form(e), &form_id, err);

	if (status == STATUS_OK)
		status = insert_entry(s, e, form_id, id, err);
	if (status != STATUS_OK)
		return status;
	add_whole_entry(&step, e);
	status = log_write_step(s, *id, LOG_NEW, &step, entry_get_form(e), why, err);
	step_clear(&step);
	if (status == STATUS_OK)
		status = summary_write(s, *id, summary, err);
	return status == STATUS_OK ? search_write(s, *id, err) : status;
}

enum status entry_add(struct store *s, const struct entry *e, const struct summary *summary,
	const char *why, int64_t *id, struct err *err)
{
	bool batch = s->batch;
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	sql_begin_part(s);
	status = add_entry(s, e, summary, why, id, err);
	s->batch = batch;
	return sql_finish(s, status, err);
}

enum status store_add_entry(struct store *s, const struct entry *e, const struct summary *summary,
	const char *why, int64_t *id, struct err *err)
{
	*id = 0;
	return entry_add(s, e, summary, why, id, err);
}

/* --- reading --- */

void stored_clear(struct stored *s)
{
	free(s->form);
	free(s->status);
	free(s->focus);
	*s = (struct stored){ 0 };
}

/* `sql` gives the columns of struct stored for the entry ?1. */
static enum status get_entry(struct store *s, const char *sql, int64_t id, struct stored *out,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, sql, "i", id);
	bool found = sql_next(stmt);
	enum status status;

	*out = (struct stored){ 0 };
	if (found)
		*out = (struct stored){ .id = id, .form_id = sql_int(stmt, 0),
			.changed = sql_int(stmt, 1), .year = (int)sql_int(stmt, 2),
			.form = sql_dup(stmt, 3), .status = sql_dup(stmt, 4),
			.revision = (int)sql_int(stmt, 5), .focus = sql_dup(stmt, 6),
			.step = sql_int(stmt, 7) };
	status = sql_end(s, stmt, err);
	return status == STATUS_OK && !found ? no_such_entry(id, err) : status;
}

enum status store_get_entry(struct store *s, int64_t id, struct stored *out, struct err *err)
{
	return get_entry(s, "select form_id, changed, year, form, status, revision, focus, step "
		"from entry where id = ?1 and deleted <= 0", id, out, err);
}

enum status store_get_any_entry(struct store *s, int64_t id, struct stored *out, struct err *err)
{
	return get_entry(s, "select form_id, changed, year, form, status, revision, focus, step "
		"from entry where id = ?1", id, out, err);
}

static bool load_row(struct sqlite3_stmt *stmt, struct entry *e)
{
	const char *name = sql_text(stmt, 0);
	int repeat = form_find_repeat(entry_get_form(e), name, strlen(name));
	int count = repeat < 0 ? ROWS_MAX : entry_row_count(e, repeat);

	int64_t uid = sql_int(stmt, 1);

	if (count >= ROWS_MAX || uid < 1 || uid > UID_MAX)
		return false;
	entry_insert_row(e, repeat, count, uid);
	return true;
}

static enum status load_rows(struct store *s, int64_t id, struct entry *e, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select repeat, uid from entry_row where entry = ?1 order by repeat, pos", "i", id);
	bool sound = true;
	enum status status;

	while (sound && sql_next(stmt))
		sound = load_row(stmt, e);
	status = sql_end(s, stmt, err);
	return status == STATUS_OK && !sound ? sql_fail_damaged(s, err) : status;
}

/* Texts of a row come one after the other, so the row found last is tried first. */
static bool find_row(const struct entry *e, int repeat, int64_t uid, int *row)
{
	if (*row >= entry_row_count(e, repeat) || entry_row_uid(e, repeat, *row) != uid)
		*row = entry_find_row(e, repeat, uid);
	if (*row >= 0)
		return true;
	*row = 0;
	return false;
}

static bool load_value(struct sqlite3_stmt *stmt, struct entry *e, int *row)
{
	const struct form *form = entry_get_form(e);
	const char *name = sql_text(stmt, 1), *finding = sql_text(stmt, 3);
	struct ref at = { form_find_cell(form, name, strlen(name)), -1 };
	int repeat;

	if (at.cell < 0 || !sql_text_is_sound(stmt, 2) || (*finding && !finding_find(finding)))
		return false;
	repeat = form->cells[at.cell].repeat;
	if (repeat >= 0 && !find_row(e, repeat, sql_int(stmt, 0), row))
		return true;
	if (repeat >= 0)
		at.row = *row;
	if (*finding)
		entry_set_note(e, at, finding, sql_text(stmt, 2));
	else
		entry_set(e, at, sql_text(stmt, 2));
	return true;
}

static enum status load_texts(struct store *s, int64_t id, struct entry *e, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select uid, cell, text, finding from value where entry = ?1 order by uid, cell", "i", id);
	bool sound = true;
	int row = 0;
	enum status status;

	while (sound && sql_next(stmt))
		sound = load_value(stmt, e, &row);
	status = sql_end(s, stmt, err);
	return status == STATUS_OK && !sound ? sql_fail_damaged(s, err) : status;
}

static enum status load_uids(struct store *s, int64_t id, struct entry *e, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select uids from entry where id = ?1", "i", id);
	int64_t last = -1;
	enum status status;

	if (sql_next(stmt))
		last = sql_int(stmt, 0);
	status = sql_end(s, stmt, err);
	if (status == STATUS_OK && last < 0)
		status = no_such_entry(id, err);
	if (status == STATUS_OK && last > UID_MAX)
		status = sql_fail_damaged(s, err);
	if (status == STATUS_OK)
		entry_reserve_uids(e, last);
	return status;
}

enum status store_load_values(struct store *s, int64_t id, struct entry *e, struct err *err)
{
	enum status status = sql_begin_read(s, err);

	if (status != STATUS_OK)
		return status;
	status = load_uids(s, id, e, err);
	if (status == STATUS_OK)
		status = load_rows(s, id, e, err);
	if (status == STATUS_OK)
		status = load_texts(s, id, e, err);
	sql_finish_read(s);
	return status;
}

/* --- deleting --- */

static enum status mark(struct store *s, int64_t id, int64_t deleted, int kind, struct err *err)
{
	struct step none = { 0 };
	struct sqlite3_stmt *stmt;
	enum status status = sql_begin(s, err);
	bool found;

	if (status != STATUS_OK)
		return status;
	stmt = sql_start(s, "update entry set deleted = ?2 where id = ?1 and id > 0 and (deleted = 0) = (?2 <> 0) "
		"returning id", "ii", id, deleted);
	found = sql_next(stmt);
	status = sql_end(s, stmt, err);
	if (status == STATUS_OK && !found)
		status = no_such_entry(id, err);
	if (status == STATUS_OK)
		status = log_write_step(s, id, kind, &none, NULL, NULL, err);
	return sql_finish(s, status, err);
}

enum status store_delete_entry(struct store *s, int64_t id, struct err *err)
{
	return mark(s, id, date_now(), LOG_DELETE, err);
}

enum status store_restore_entry(struct store *s, int64_t id, struct err *err)
{
	return mark(s, id, 0, LOG_RESTORE, err);
}
