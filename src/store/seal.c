/* SPDX-License-Identifier: MIT */
/* What the log alone tells is told twice, so that a line edited behind the program's back is noticed. */
#include <sqlite3.h>
#include <string.h>

#include "store/store_internal.h"

static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ p[i]) * 0x100000001b3u;
	return hash;
}

/* With its type and length: nothing is not an empty text, and two texts are not one. */
static uint64_t add_value(uint64_t hash, struct sqlite3_value *value)
{
	int type = sqlite3_value_type(value);
	const unsigned char *text = type == SQLITE_NULL ? NULL : sqlite3_value_text(value);
	int head[] = { type, sqlite3_value_bytes(value) };

	hash = add_bytes(hash, head, sizeof head);
	return text ? add_bytes(hash, text, (size_t)head[1]) : hash;
}

static void seal(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (int i = 0; i < count; i++)
		hash = add_value(hash, values[i]);
	sqlite3_result_int64(context, (int64_t)hash);
}

enum status seal_register(struct store *s, struct err *err)
{
	int code = sqlite3_create_function(s->db, "seal", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY | SQLITE_DETERMINISTIC,
		NULL, seal, NULL, NULL);

	return code == SQLITE_OK ? STATUS_OK : sql_fail(s->db, s->path, err);
}

/* Each select gives what is wrong: a number and two names. */
static const struct { const char *sql, *say; } checks[] = {
	{ "select id, who, null from step where entry = ?1 and seal is not " SEAL_STEP,
		N_("step %1 of its log, by “%2”, is not what was written") },
	{ "select number, who, null from revision where entry = ?1 and seal is not " SEAL_REVISION,
		N_("revision %1, frozen by “%2”, is not what was written") },
	{ "select number, first, second from review where entry = ?1 and seal is not " SEAL_REVIEW,
		N_("its finished second entry %1, of “%2” and “%3”, is not what was written") },
	{ "select number, signed_by, told from (select *, row_number() over (order by number) as nth from revision "
		"where entry = ?1 and signed_at) join (select at as moment, coalesce(why, who) as told, "
		"row_number() over (order by id) as nth from step where entry = ?1 and kind = 6) using (nth) "
		"where signed_by is not told or signed_at <> moment",
		N_("revision %1 is signed by “%2”, its log says “%3”") },
	{ "select number, second, coalesce(why, who) from review join step on step.entry = review.entry "
		"and step.id = step where review.entry = ?1 and second <> coalesce(why, who)",
		N_("its second entry %1 is of “%2”, its log says “%3”") },
};

enum status seal_check(struct store *s, int64_t entry, store_report *report, void *context, struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sizeof checks / sizeof *checks && status == STATUS_OK; i++) {
		struct sqlite3_stmt *stmt = sql_start(s, checks[i].sql, "i", entry);

		while (sql_next(stmt))
			verify_report(report, context, entry, checks[i].say, sql_text(stmt, 0), sql_text(stmt, 1),
				sql_text(stmt, 2));
		status = sql_end(s, stmt, err);
	}
	return status;
}
