/* SPDX-License-Identifier: MIT */
/* What was written since the reports that draw from it were drawn again. */
#include <sqlite3.h>

#include "base/mem.h"
#include "store/store_internal.h"

enum status follow_keep_sources(struct store *s, int64_t form_id, const struct form *form, struct err *err)
{
	enum status status = STATUS_OK;

	for (int i = 0; i < form->source_count; i++)
		for (const char *const *id = form->sources[i].forms; *id && status == STATUS_OK; id++)
			status = sql_run(s, err, "insert or ignore into source (form, form_id) values (?1, ?2)", "ti",
				*id, form_id);
	return status;
}

enum status follow_note(struct store *s, int64_t entry, bool is_new, struct err *err)
{
	enum status status;

	if (entry < 0)
		return STATUS_OK;
	status = sql_run(s, err, "insert or ignore into written (entry, known, project, department, unit) "
		"select id, not ?2, project, department, unit from entry e where id = ?1 and exists "
		"(select 1 from source where source.form = e.form or source.form_id = e.form_id)", "ii", entry,
		(int64_t)is_new);
	s->written |= status == STATUS_OK && sqlite3_changes(s->db) > 0;
	return status;
}

bool store_is_waiting(struct store *s)
{
	int64_t any = 0;

	return sql_get_int(s, "select exists (select 1 from written)", 0, &any, NULL) == STATUS_OK && any;
}

bool store_was_written(struct store *s)
{
	bool asked = s->written;

	s->written = false;
	return asked && store_is_waiting(s);
}

static enum status read_ids(struct store *s, struct sqlite3_stmt *stmt, int64_t **ids, size_t *count, struct err *err)
{
	size_t cap = 0;

	*ids = NULL;
	*count = 0;
	while (sql_next(stmt)) {
		*ids = mem_grow(*ids, &cap, *count + 1, sizeof **ids);
		(*ids)[(*count)++] = sql_int(stmt, 0);
	}
	return sql_end(s, stmt, err);
}

enum status store_written_reports(struct store *s, int64_t **ids, size_t *count, struct err *err)
{
	return read_ids(s, sql_start(s, "select distinct id from written join entry on id = entry "
		"where deleted = 0 and form_id in (select form_id from source) order by id", ""), ids, count, err);
}

enum status store_take_written(struct store *s, struct list_rows *out, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select id, 0, year, 0, form, w.project, w.department, w.unit, '', '', '', '', '', '', '' "
		"from written w join entry on id = w.entry where known "
		"union select id, 0, year, 0, form, e.project, e.department, e.unit, '', '', '', '', '', '', '' "
		"from written join entry e on id = entry where deleted = 0", "");
	enum status status;

	while (sql_next(stmt))
		list_rows_add(out, stmt);
	status = sql_end(s, stmt, err);
	return status == STATUS_OK ? sql_run(s, err, "delete from written", "") : status;
}

enum status store_forms_drawing(struct store *s, const char *form, int64_t **ids, size_t *count, struct err *err)
{
	return read_ids(s, sql_start(s, "select form_id from source where form = ?1", "t", form), ids, count, err);
}

enum status store_ids_of_form(struct store *s, int64_t form_id, int year, int64_t **ids, size_t *count,
	struct err *err)
{
	return read_ids(s, sql_start(s, "select id from entry where form_id = ?1 and year = ?2 and deleted = 0",
		"ii", form_id, (int64_t)year), ids, count, err);
}

enum status store_write_summary(struct store *s, int64_t entry, const struct summary *summary, struct err *err)
{
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	status = follow_note(s, entry, false, err);
	if (status == STATUS_OK)
		status = summary_write(s, entry, summary, err);
	if (status == STATUS_OK)
		status = search_write(s, entry, err);
	return sql_finish(s, status, err);
}
