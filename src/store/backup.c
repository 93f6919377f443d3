/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"
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

static enum status verify(struct sqlite3 *db, const char *path, bool *sound, struct err *err)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v2(db, "select (select integrity_check from pragma_integrity_check(1)) = 'ok' "
			"and not exists (select 1 from pragma_foreign_key_check)", -1, &stmt, NULL)
			!= SQLITE_OK)
		return sql_fail(db, path, err);
	*sound = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return STATUS_OK;
}

/* --- the file that becomes the copy --- */

static const char *const part_tails[] = { "", "-journal", "-wal", "-shm" };

/* With what SQLite had beside it. */
static void drop_part(const char *part)
{
	struct str path = { 0 };

	for (size_t i = 0; i < sizeof part_tails / sizeof *part_tails; i++) {
		str_reset(&path);
		str_addf(&path, "%s%s", part, part_tails[i]);
		unlink(path.data);
	}
	str_clear(&path);
}

/* The system drops the lock with the program; its byte is none of those that SQLite locks. */
static bool is_at_work(int fd)
{
	struct flock first = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };

	return fcntl(fd, F_OFD_SETLK, &first) < 0;
}

/* "1234.part", or that of a daily copy, "2024-03-01.1234.part": nothing else is ever touched. */
static bool is_part(const char *name)
{
	int length = 0, dated = 0;

	(void)!sscanf(name, "%*[0-9].part%n", &length);
	(void)!sscanf(name, "%*4[0-9]-%*2[0-9]-%*2[0-9].%*[0-9].part%n", &dated);
	return strlen(name) > 5 && (int)strlen(name) == (length ? length : dated);
}

void copy_drop_leftovers(const char *folder, const char *base)
{
	DIR *d = opendir(folder);
	struct str path = { 0 };
	struct dirent *item;

	while (d && (item = readdir(d))) {
		int fd;

		if (strncmp(item->d_name, base, strlen(base)) != 0 || !is_part(item->d_name + strlen(base)))
			continue;
		str_reset(&path);
		str_addf(&path, "%s/%s", folder, item->d_name);
		fd = open(path.data, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd >= 0 && !is_at_work(fd))
			drop_part(path.data);
		if (fd >= 0)
			close(fd);
	}
	if (d)
		closedir(d);
	str_clear(&path);
}

static void drop_leftovers_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str folder = { 0 }, base = { 0 };

	if (slash)
		str_add_len(&folder, path, (size_t)(slash - path) + 1);
	str_addf(&base, "%s.", slash ? slash + 1 : path);
	copy_drop_leftovers(slash ? folder.data : ".", base.data);
	str_clear(&base);
	str_clear(&folder);
}

/* `path` is what it will be: the name that a person knows. */
static enum status open_copy(const char *part, const char *path, struct sqlite3 **db, struct err *err)
{
	if (sqlite3_open_v2(part, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return sql_fail(*db, path, err);
	return STATUS_OK;
}

static enum status write_copy(struct sqlite3 *from, const char *part, const char *path, struct err *err)
{
	struct sqlite3 *db;
	enum status status = open_copy(part, path, &db, err);

	if (status == STATUS_OK)
		status = copy_pages(from, db, path, err);
	if (status == STATUS_OK)
		status = finish_copy(db, path, err);
	sqlite3_close(db);
	return status;
}

/* By a connection of its own, which sees what is in the file and nothing else. */
static enum status check_copy(const char *part, const char *path, bool *sound, struct err *err)
{
	struct sqlite3 *db;
	enum status status = open_copy(part, path, &db, err);

	if (status == STATUS_OK)
		status = verify(db, path, sound, err);
	sqlite3_close(db);
	return status;
}

enum status copy_make(struct sqlite3 *from, const char *path, struct copy *out, struct err *err)
{
	struct str part = { 0 };
	enum status status;

	drop_leftovers_of(path);
	str_addf(&part, "%s%s.%ld.part", path[0] == '/' ? "" : "./", path, (long)getpid());
	*out = (struct copy){ .part = str_take(&part) };
	out->fd = open(out->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out->fd < 0)
		return refuse(path, errno, err);
	is_at_work(out->fd);         /* from now on it is */
	status = write_copy(from, out->part, path, err);
	return status == STATUS_OK ? check_copy(out->part, path, &out->sound, err) : status;
}

/* fsync reports what an earlier write could not. */
enum status copy_place(struct copy *c, const char *path, struct err *err)
{
	if (fsync(c->fd) < 0 || rename(c->part, path) < 0)
		return refuse(path, errno, err);
	folder_sync(path);
	return STATUS_OK;
}

void copy_clear(struct copy *c)
{
	if (c->fd >= 0) {
		close(c->fd);
		drop_part(c->part);
	}
	free(c->part);
}

enum status store_backup(struct store *s, const char *path, struct err *err)
{
	struct copy copy;
	enum status status;

	if (place_is_same(s->path, path))
		return err_set(err, STATUS_REFUSED,
			N_("%1 is the store itself; choose another file for the backup"), path, NULL);
	status = copy_make(s->db, path, &copy, err);
	if (status == STATUS_OK && !copy.sound)
		status = err_set(err, STATUS_REFUSED, N_("%1: the copy is damaged, probably because "
			"the store is; keep earlier backups"), path, NULL);
	if (status == STATUS_OK)
		status = copy_place(&copy, path, err);
	copy_clear(&copy);
	return status;
}
