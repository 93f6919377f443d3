/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/store_internal.h"

/* --- what went wrong --- */

struct failure {
	int code;                    /* an extended code, or a primary one for all of its kind */
	const char *message;         /* %1 the file, %2 what the system says */
};

static const char damaged[] = N_("%1 is damaged (%2); put a backup in its place");
static const char full[] = N_("no space is left for %1; free some, then try again: what was accepted "
	"before is stored");
static const char locked[] = N_("%1 is being written by another program; try again in a moment");
static const char unwritable[] = N_("%1 cannot be written; check the permissions of the file and its "
	"folder");

static const struct failure failures[] = {
	{ SQLITE_READONLY_DBMOVED,
		N_("%1 was moved or replaced while in use; leave the program and start it again") },
	{ SQLITE_BUSY, locked },
	{ SQLITE_LOCKED, locked },
	{ SQLITE_READONLY, unwritable },
	{ SQLITE_PERM, unwritable },
	{ SQLITE_FULL, full },
	{ SQLITE_NOTADB, N_("%1 is not a store of this program; choose another file with --store") },
	{ SQLITE_CANTOPEN, N_("%1 cannot be opened; check the permissions of the file and its folder") },
	{ SQLITE_IOERR, N_("%1 cannot be read or written (%2); check the disk, then try again") },
	{ SQLITE_CONSTRAINT,
		N_("%1: this entry was changed by another program meanwhile; open it again") },
	{ SQLITE_TOOBIG, N_("%1: the text is too long to be stored; shorten it") },
};

static bool is_about_space(int system_errno)
{
	return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

static const char *failure_message(int code, int system_errno)
{
	/* A failing commit leaves the reason in errno alone. */
	if ((code & 0xff) == SQLITE_IOERR && !system_errno)
		system_errno = errno;
	if (((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN) && is_about_space(system_errno))
		return full;
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].code == code || failures[i].code == (code & 0xff))
			return failures[i].message;
	return damaged;
}

enum status sql_fail(struct sqlite3 *db, const char *path, struct err *err)
{
	int code = sqlite3_extended_errcode(db), number = sqlite3_system_errno(db);
	const char *reason = (code & 0xff) == SQLITE_IOERR && number ? strerror(number)
		: sqlite3_errmsg(db);

	return err_set(err, STATUS_REFUSED, failure_message(code, number), path, reason, NULL);
}

enum status sql_fail_damaged(const struct store *s, struct err *err)
{
	return err_set(err, STATUS_REFUSED, damaged, s->path, sqlite3_errstr(SQLITE_CORRUPT), NULL);
}

/* --- statements --- */

static struct sqlite3_stmt *prepare(struct store *s, const char *sql)
{
	bool keep = s->statement_count < STATEMENTS_MAX;
	struct sqlite3_stmt *handle;

	for (int i = 0; i < s->statement_count; i++)
		if (s->statements[i].sql == sql)
			return s->statements[i].handle;
	if (!keep || sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL))
		return NULL;
	s->statements[s->statement_count++] = (struct statement){ sql, handle };
	return handle;
}

static int bind(struct sqlite3_stmt *stmt, int index, char type, va_list *args)
{
	const int64_t *number;

	switch (type) {
	case 'i':
		return sqlite3_bind_int64(stmt, index, va_arg(*args, int64_t));
	case 'p':
		number = va_arg(*args, const int64_t *);
		return number ? sqlite3_bind_int64(stmt, index, *number)
			: sqlite3_bind_null(stmt, index);
	default:
		return sqlite3_bind_text(stmt, index, va_arg(*args, const char *), -1, SQLITE_STATIC);
	}
}

static struct sqlite3_stmt *start(struct store *s, const char *sql, const char *types,
	va_list *args)
{
	struct sqlite3_stmt *stmt = prepare(s, sql);

	for (int i = 0; stmt && types[i]; i++)
		if (bind(stmt, i + 1, types[i], args) != SQLITE_OK)
			return NULL;
	return stmt;
}

struct sqlite3_stmt *sql_start(struct store *s, const char *sql, const char *types, ...)
{
	struct sqlite3_stmt *stmt;
	va_list args;

	va_start(args, types);
	stmt = start(s, sql, types, &args);
	va_end(args);
	return stmt;
}

struct sqlite3_stmt *sql_start_once(struct store *s, const char *sql)
{
	struct sqlite3_stmt *stmt = NULL;

	sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
	return stmt;
}

void sql_bind_int(struct sqlite3_stmt *stmt, int index, int64_t value)
{
	sqlite3_bind_int64(stmt, index, value);
}

void sql_bind_text(struct sqlite3_stmt *stmt, int index, const char *text)
{
	sqlite3_bind_text(stmt, index, text, -1, SQLITE_TRANSIENT);
}

bool sql_next(struct sqlite3_stmt *stmt)
{
	return stmt && sqlite3_step(stmt) == SQLITE_ROW;
}

enum status sql_end(struct store *s, struct sqlite3_stmt *stmt, struct err *err)
{
	if (!stmt || sqlite3_reset(stmt) != SQLITE_OK)
		return sql_fail(s->db, s->path, err);
	return STATUS_OK;
}

enum status sql_end_once(struct store *s, struct sqlite3_stmt *stmt, struct err *err)
{
	if (!stmt || sqlite3_finalize(stmt) != SQLITE_OK)
		return sql_fail(s->db, s->path, err);
	return STATUS_OK;
}

enum status sql_run(struct store *s, struct err *err, const char *sql, const char *types, ...)
{
	struct sqlite3_stmt *stmt;
	va_list args;

	va_start(args, types);
	stmt = start(s, sql, types, &args);
	va_end(args);
	while (sql_next(stmt))
		continue;
	return sql_end(s, stmt, err);
}

enum status sql_execute(struct store *s, const char *sql, struct err *err)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sql_fail(s->db, s->path, err);
	return STATUS_OK;
}

/* --- columns --- */

int64_t sql_int(struct sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt, column);
}

bool sql_is_null(struct sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL;
}

const char *sql_text(struct sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	return text ? text : "";
}

bool sql_text_is_sound(struct sqlite3_stmt *stmt, int column)
{
	const char *text = sql_text(stmt, column);
	size_t length = (size_t)sqlite3_column_bytes(stmt, column);

	return strlen(text) == length && text_check(text, length) == length;
}

char *sql_dup(struct sqlite3_stmt *stmt, int column)
{
	size_t length, sound;
	char *text;

	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return NULL;
	text = mem_dup(sql_text(stmt, column));
	length = strlen(text);
	for (sound = text_check(text, length); sound < length; sound = text_check(text, length))
		text[sound] = '?';
	return text;
}

enum status sql_get_int(struct store *s, const char *sql, int64_t otherwise, int64_t *out,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start_once(s, sql);

	*out = sql_next(stmt) ? sql_int(stmt, 0) : otherwise;
	return sql_end_once(s, stmt, err);
}

/* --- transactions --- */

static void roll_back(struct store *s)
{
	/* A full disk or an I/O error may have rolled back already. */
	if (!sqlite3_get_autocommit(s->db))
		sql_run(s, NULL, "rollback", "");
}

enum status sql_begin(struct store *s, struct err *err)
{
	if (!s->batch)
		return sql_run(s, err, "begin immediate", "");
	if (s->broken)
		return err_set(err, STATUS_REFUSED,
			N_("%1: an earlier part of the work failed, so nothing of it is stored"), s->path,
			NULL);
	return STATUS_OK;
}

enum status sql_finish(struct store *s, enum status status, struct err *err)
{
	if (s->batch) {
		s->broken |= status != STATUS_OK;
		return status;
	}
	if (status == STATUS_OK)
		status = sql_run(s, err, "commit", "");
	if (status != STATUS_OK)
		roll_back(s);
	return status;
}

void sql_begin_part(struct store *s)
{
	s->broken &= s->batch;
	s->batch = true;
}

enum status sql_begin_read(struct store *s, struct err *err)
{
	return s->batch ? STATUS_OK : sql_run(s, err, "begin", "");
}

void sql_finish_read(struct store *s)
{
	if (!s->batch)
		roll_back(s);
}

enum status store_begin(struct store *s, struct err *err)
{
	enum status status = sql_begin(s, err);

	s->batch = status == STATUS_OK;
	s->broken = false;
	/* Much may be written again and again. */
	if (s->batch)
		sql_execute(s, "pragma cache_size = -1024", NULL);
	return status;
}

enum status store_begin_read(struct store *s, struct err *err)
{
	enum status status = sql_begin_read(s, err);

	s->batch = status == STATUS_OK;
	s->broken = false;
	return status;
}

enum status store_commit(struct store *s, struct err *err)
{
	enum status status = sql_begin(s, err);

	s->batch = s->broken = false;
	return sql_finish(s, status, err);
}

void store_rollback(struct store *s)
{
	s->batch = s->broken = false;
	roll_back(s);
}
