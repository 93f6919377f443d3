/* SPDX-License-Identifier: MIT */
/* What is not accepted yet: the text being typed, and where the clerk stands. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/store_internal.h"

void draft_clear(struct draft *d)
{
	free(d->cell);
	free(d->text);
	*d = (struct draft){ 0 };
}

enum status store_set_draft(struct store *s, int64_t entry, const char *cell, const char *text,
	int caret, struct err *err)
{
	return sql_run(s, err, "insert or replace into draft (entry, cell, text, caret, at) "
		"values (?1, ?2, ?3, ?4, ?5)", "ittii", entry, cell, text, (int64_t)caret, date_now());
}

static int caret_within(const char *text, int64_t caret)
{
	int64_t length = text ? (int64_t)strlen(text) : 0;

	return (int)(caret < 0 || caret > length ? length : caret);
}

enum status store_get_draft(struct store *s, int64_t entry, struct draft *out, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select cell, text, caret, at from draft where entry = ?1", "i", entry);

	*out = (struct draft){ 0 };
	if (sql_next(stmt)) {
		*out = (struct draft){ .cell = sql_dup(stmt, 0), .text = sql_dup(stmt, 1),
			.at = sql_int(stmt, 3) };
		out->caret = caret_within(out->text, sql_int(stmt, 2));
	}
	return sql_end(s, stmt, err);
}

enum status store_drop_draft(struct store *s, int64_t entry, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select 1 from draft where entry = ?1", "i", entry);
	bool found = sql_next(stmt);
	enum status status = sql_end(s, stmt, err);

	/* Looking costs nothing, writing waits for the disk. */
	if (status != STATUS_OK || !found)
		return status;
	return sql_run(s, err, "delete from draft where entry = ?1", "i", entry);
}

enum status store_set_focus(struct store *s, int64_t entry, const char *cell, struct err *err)
{
	enum status status;

	if (!s->batch)
		sql_execute(s, "pragma synchronous = normal", NULL);
	status = sql_run(s, err, "update entry set focus = ?2 where id = ?1 and focus is not ?2",
		"it", entry, cell);
	if (!s->batch)
		sql_execute(s, "pragma synchronous = full", NULL);
	return status;
}
