/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_internal.h"

enum { TRIES = 50, PAUSE_MILLISECONDS = 100 };

static enum status refuse(const char *path, int number, struct err *err)
{
	return err_set(err, STATUS_REFUSED,
		N_("%1 cannot be written (%2); choose another place for the backup"), path,
		strerror(number), NULL);
}

/* Another program that writes just now makes the copy wait or start again. */
static enum status copy_pages(struct sqlite3 *from, struct sqlite3 *to, const char *path,
	struct err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int code = SQLITE_BUSY;

	for (int i = 0; backup && i < TRIES && (code == SQLITE_BUSY || code == SQLITE_LOCKED); i++) {
		if (i)
			sqlite3_sleep(PAUSE_MILLISECONDS);
		code = sqlite3_backup_step(backup, -1);
	}
	if (!backup || sqlite3_backup_finish(backup) != SQLITE_OK || code != SQLITE_DONE)
		return sql_fail(to, path, err);
	return STATUS_OK;
}

/* One file that needs no other, whatever journal the store itself has. */
static enum status finish_copy(struct sqlite3 *db, const char *path, struct err *err)
{
	if (sqlite3_exec(db, "pragma journal_mode = delete", NULL, NULL, NULL) != SQLITE_OK)
		return sql_fail(db, path, err);
	return STATUS_OK;
}

static enum status verify(struct sqlite3 *db, const char *path, struct err *err)
{
	sqlite3_stmt *stmt;
	bool sound;

	if (sqlite3_prepare_v2(db, "select (select integrity_check from pragma_integrity_check(1)) = 'ok' "
			"and not exists (select 1 from pragma_foreign_key_check)", -1, &stmt, NULL)
			!= SQLITE_OK)
		return sql_fail(db, path, err);
	sound = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	if (sound)
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED,
		N_("%1: the copy is damaged, probably because the store is; keep earlier backups"), path,
		NULL);
}

static enum status open_copy(const char *path, struct sqlite3 **db, struct err *err)
{
	if (sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return sql_fail(*db, path, err);
	return STATUS_OK;
}

static enum status write_copy(struct store *s, const char *path, struct err *err)
{
	struct sqlite3 *db;
	enum status status = open_copy(path, &db, err);

	if (status == STATUS_OK)
		status = copy_pages(s->db, db, path, err);
	if (status == STATUS_OK)
		status = finish_copy(db, path, err);
	sqlite3_close(db);
	return status;
}

/* By a connection of its own, which sees what is in the file and nothing else. */
static enum status check_copy(const char *path, struct err *err)
{
	struct sqlite3 *db;
	enum status status = open_copy(path, &db, err);

	if (status == STATUS_OK)
		status = verify(db, path, err);
	sqlite3_close(db);
	return status;
}

static bool is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* fsync reports what an earlier write could not. */
static enum status put_in_place(int fd, const char *from, const char *to, struct err *err)
{
	if (fsync(fd) < 0 || rename(from, to) < 0)
		return refuse(to, errno, err);
	place_sync_folder(to);
	return STATUS_OK;
}

enum status store_backup(struct store *s, const char *path, struct err *err)
{
	struct str part = { 0 };
	enum status status;
	int fd;

	if (is_same_file(s->path, path))
		return err_set(err, STATUS_REFUSED,
			N_("%1 is the store itself; choose another file for the backup"), path, NULL);
	str_addf(&part, "%s%s.%ld.part", path[0] == '/' ? "" : "./", path, (long)getpid());
	unlink(str_text(&part));
	fd = open(str_text(&part), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		status = refuse(path, errno, err);
		str_clear(&part);
		return status;
	}
	status = write_copy(s, str_text(&part), err);
	if (status == STATUS_OK)
		status = check_copy(str_text(&part), err);
	if (status == STATUS_OK)
		status = put_in_place(fd, str_text(&part), path, err);
	if (status != STATUS_OK)
		unlink(str_text(&part));
	close(fd);
	str_clear(&part);
	return status;
}
