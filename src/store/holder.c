/* SPDX-License-Identifier: MIT */
/* Who has an entry open for writing: a lock on a byte of a file beside the store, and a row that says whose it is. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/store_internal.h"

struct hold {
	int64_t entry;
	int file;                    /* -1: there are no locks here */
	bool told;
};

void holder_clear(struct holder *h)
{
	free(h->who);
	free(h->host);
	*h = (struct holder){ 0 };
}

/* --- the lock --- */

/* Beside the file itself, whatever link led to it, and for whom the file is. */
static int open_file(struct store *s)
{
	const char *store = sqlite3_db_filename(s->db, "main");
	struct str path = { 0 };
	struct stat info;
	int file;

	if (stat(store, &info) < 0)
		return -1;
	str_addf(&path, "%s-holders", store);
	file = open(path.data, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (file >= 0)
		fchmod(file, info.st_mode & 0666);
	else if (errno == EEXIST)
		file = open(path.data, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	str_clear(&path);
	return file;
}

/* The lock is the open file's, not the process's: two stores in one program are two programs.  Second entries, whose
 * ids are negative, have bytes far behind the others. */
static int lock_byte(int file, int64_t entry)
{
	struct flock byte = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1,
		.l_start = entry < 0 ? INT64_MAX + entry : entry };

	return fcntl(file, F_OFD_SETLK, &byte) == 0 ? 0 : errno;
}

/* False: another program has it. */
static bool take_lock(struct store *s, struct hold *h)
{
	int failed;

	h->file = open_file(s);
	failed = h->file < 0 ? ENOLCK : lock_byte(h->file, h->entry);
	if (failed && h->file >= 0) {
		close(h->file);
		h->file = -1;
	}
	return failed != EAGAIN && failed != EACCES;
}

/* --- the row --- */

static void read_row(struct store *s, int64_t entry, struct holder *out)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select who, host, since from holder where entry = ?1", "i", entry);

	holder_clear(out);
	if (sql_next(stmt))
		*out = (struct holder){ sql_dup(stmt, 0), sql_dup(stmt, 1), sql_int(stmt, 2) };
	sql_end(s, stmt, NULL);
}

static char *host_name(void)
{
	char name[256];

	if (gethostname(name, sizeof name) < 0)
		name[0] = '\0';
	name[sizeof name - 1] = '\0';
	return mem_dup(*name && text_check(name, strlen(name)) == strlen(name) ? name : "?");
}

/* Nobody waits for the disk: the lock is what counts, the row is for people. */
static void set_quick(struct store *s, bool quick)
{
	if (!s->batch)
		sql_execute(s, quick ? "pragma synchronous = normal" : "pragma synchronous = full", NULL);
}

static void write_row(struct store *s, int64_t entry)
{
	char *host = host_name();

	set_quick(s, true);
	sql_run(s, NULL, "insert or replace into holder (entry, who, host, since) "
		"values (?1, ?2, ?3, ?4)", "itti", entry, store_who(s), host, date_now());
	set_quick(s, false);
	free(host);
}

static void drop_row(struct store *s, int64_t entry)
{
	set_quick(s, true);
	sql_run(s, NULL, "delete from holder where entry = ?1", "i", entry);
	set_quick(s, false);
}

/* --- both --- */

bool store_is_read_only(struct store *s)
{
	return sqlite3_db_readonly(s->db, "main") == 1;
}

struct hold *store_hold(struct store *s, int64_t entry, struct holder *other)
{
	struct hold *h = mem_alloc(sizeof *h);

	*h = (struct hold){ .entry = entry, .file = -1 };
	holder_clear(other);
	if (store_is_read_only(s))
		return h;
	if (!take_lock(s, h)) {
		free(h);
		read_row(s, entry, other);
		return NULL;
	}
	if (h->file < 0)
		read_row(s, entry, other);
	return h;
}

void store_tell_hold(struct store *s, struct hold *h)
{
	if (!h || h->told || store_is_read_only(s))
		return;
	write_row(s, h->entry);
	h->told = true;
}

void store_release(struct store *s, struct hold *h)
{
	if (!h)
		return;
	if (h->told)
		drop_row(s, h->entry);
	if (h->file >= 0)
		close(h->file);
	free(h);
}
