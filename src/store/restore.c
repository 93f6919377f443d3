/* SPDX-License-Identifier: MIT */
/* A backup in the store's place. */
#include <errno.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/store_internal.h"

static enum status refuse(const char *path, int number, struct err *err)
{
	return err_set(err, STATUS_REFUSED,
		N_("%1 cannot be replaced (%2); check the permissions of its folder"), path,
		strerror(number), NULL);
}

/* --- the backup --- */

static enum status check_version(struct store *backup, struct err *err)
{
	size_t count;
	const struct migration *known = schema_migrations(&count);
	int64_t version = 0;
	enum status status = schema_version(backup, &version, err);

	if (status != STATUS_OK && sqlite3_errcode(backup->db) != SQLITE_NOTADB)
		return status;
	err_clear(err);
	if (!version)
		return err_set(err, STATUS_REFUSED,
			N_("%1 is not a backup of a store; choose another file"), backup->path, NULL);
	if (version > known[count - 1].version)
		return err_set(err, STATUS_REFUSED,
			N_("%1 was written by a newer version of this program; install that version"),
			backup->path, NULL);
	return STATUS_OK;
}

static enum status connect_backup(struct store *backup, struct err *err)
{
	enum status status = place_check(backup->path, err);
	struct str name = { 0 };
	int code;

	if (status != STATUS_OK)
		return status;
	str_addf(&name, "%s%s", backup->path[0] == '/' ? "" : "./", backup->path);
	code = sqlite3_open_v2(name.data, &backup->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
		NULL);
	str_clear(&name);
	if (code != SQLITE_OK)
		return sql_fail(backup->db, backup->path, err);
	sql_distrust(backup->db);
	return STATUS_OK;
}

/* Beside the store, so that it can take its place at once. */
static enum status copy_backup(const char *path, const char *store, struct copy *copy,
	struct err *err)
{
	struct store backup = { .path = mem_dup(path) };
	enum status status = connect_backup(&backup, err);

	if (status == STATUS_OK)
		status = check_version(&backup, err);
	if (status == STATUS_OK)
		status = copy_make(backup.db, store, copy, err);
	if (status == STATUS_OK && !copy->sound)
		status = err_set(err, STATUS_REFUSED, N_("%1 is damaged; choose another backup"), path,
			NULL);
	sqlite3_close(backup.db);
	free(backup.path);
	return status;
}

/* --- the store --- */

static bool is_damage(int code)
{
	return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* A store with a write-ahead log lets go of it only if nobody else has it open; that also puts all
 * of it into one file.  Without such a log idle programs are not seen: SQLite tells them that their
 * file was replaced as soon as they write. */
static int leave_log(struct sqlite3 *db)
{
	sqlite3_stmt *stmt;
	bool left;
	int code = sqlite3_prepare_v2(db, "pragma journal_mode = delete", -1, &stmt, NULL);

	if (code != SQLITE_OK)
		return code;
	left = sqlite3_step(stmt) == SQLITE_ROW
		&& !strcmp((const char *)sqlite3_column_text(stmt, 0), "delete");
	code = sqlite3_finalize(stmt);
	return code == SQLITE_OK && !left ? SQLITE_BUSY : code;
}

/* Nobody can read or write it from then on.  Who came in between has brought the log back. */
static int take_alone(struct sqlite3 *db)
{
	int code = leave_log(db);

	if (code == SQLITE_OK)
		code = sqlite3_exec(db, "begin exclusive", NULL, NULL, NULL);
	return code != SQLITE_OK || leave_log(db) == SQLITE_OK ? code : SQLITE_BUSY;
}

/* What is damaged cannot be locked, and nobody can work on it. */
static enum status lock(const char *path, struct sqlite3 **db, struct err *err)
{
	int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

	if (code == SQLITE_OK) {
		sql_distrust(*db);
		code = take_alone(*db);
	}
	if (code == SQLITE_OK || is_damage(code))
		return STATUS_OK;
	if ((code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_LOCKED)
		return sql_fail(*db, path, err);
	return err_set(err, STATUS_REFUSED,
		N_("%1 is open in another program; leave that one, then restore again"), path, NULL);
}

/* ziping.db.2024-03-01-1600, with a number if there is one already; caller frees. */
static char *name_to_keep(const char *path)
{
	struct str name = { 0 }, now = { 0 };
	size_t length;

	date_add_local(date_now(), &now);
	str_addf(&name, "%s.%.10s-%.2s%.2s", path, now.data, now.data + 11, now.data + 14);
	str_clear(&now);
	length = name.len;
	for (int i = 2; access(name.data, F_OK) == 0; i++) {
		str_remove(&name, length, name.len - length);
		str_addf(&name, ".%d", i);
	}
	return str_take(&name);
}

/* Only what is damaged still has them. */
static void move_journals(const char *from, const char *to)
{
	static const char *const tails[] = { "-wal", "-journal" };
	struct str a = { 0 }, b = { 0 };

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		str_reset(&a);
		str_reset(&b);
		str_addf(&a, "%s%s", from, tails[i]);
		str_addf(&b, "%s%s", to, tails[i]);
		rename(a.data, b.data);
	}
	str_reset(&a);
	str_addf(&a, "%s-shm", from);
	unlink(a.data);
	str_clear(&a);
	str_clear(&b);
}

/* A second name, so that there is a store at every moment; where files have one name only, it is
 * away for one. */
static enum status replace(const char *path, const char *kept, struct copy *copy, struct err *err)
{
	enum status status;

	if (link(path, kept) < 0 && rename(path, kept) < 0)
		return refuse(path, errno, err);
	move_journals(path, kept);
	status = copy_place(copy, path, err);
	if (status != STATUS_OK) {
		move_journals(kept, path);
		rename(kept, path);      /* does nothing to two names of one file */
		unlink(kept);
	}
	return status;
}

static enum status put_in_place(const char *path, struct copy *copy, char **kept, struct err *err)
{
	struct sqlite3 *db = NULL;
	struct stat info;
	enum status status = lock(path, &db, err);

	if (status == STATUS_OK && stat(path, &info) == 0 && info.st_size) {
		*kept = name_to_keep(path);
		status = replace(path, *kept, copy, err);
	} else if (status == STATUS_OK) {
		status = copy_place(copy, path, err);
	}
	sqlite3_close(db);
	if (status != STATUS_OK) {
		free(*kept);
		*kept = NULL;
	}
	return status;
}

enum status store_restore(const char *path, const char *backup, char **kept, struct err *err)
{
	struct copy copy = { .fd = -1 };
	enum status status;
	char *store;

	*kept = NULL;
	status = place_make(path, err);
	if (status == STATUS_OK)
		status = place_check(path, err);
	if (status != STATUS_OK)
		return status;
	if (place_is_same(path, backup))
		return err_set(err, STATUS_REFUSED, N_("%1 is the store itself; choose a backup"), backup,
			NULL);
	/* Beside the file, not beside a link to it. */
	store = realpath(path, NULL);
	if (!store)
		return refuse(path, errno, err);
	status = copy_backup(backup, store, &copy, err);
	if (status == STATUS_OK)
		status = put_in_place(store, &copy, kept, err);
	copy_clear(&copy);
	free(store);
	return status;
}
