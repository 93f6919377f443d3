/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <pwd.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/store_internal.h"

enum { BUSY_TRIES = 4000, BUSY_NANOSECONDS = 500000, TEXT_BYTES_MAX = 16 << 20 };

void sql_distrust(struct sqlite3 *db)
{
	static const struct { int option, on; } options[] = {
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		sqlite3_db_config(db, options[i].option, options[i].on, (int *)NULL);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, TEXT_BYTES_MAX);
}

/* SQLite would take names like ":memory:" for something else than a file. */
static char *plain_name(const char *path)
{
	struct str name = { 0 };

	str_addf(&name, "%s%s", path[0] == '/' ? "" : "./", path);
	return str_take(&name);
}

/* A file that nobody changes, so that nothing need be made beside it. */
static char *fixed_name(const char *path)
{
	struct str name = { 0 };

	str_addf(&name, "file:%s", path[0] == '/' ? "" : "./");
	for (; *path; path++)
		str_addf(&name, strchr("%?#", *path) ? "%%%02x" : "%c", (unsigned char)*path);
	str_add(&name, "?immutable=1");
	return str_take(&name);
}

/* SQLite's own waits grow to 100 ms, longer than many writes take: whoever comes later goes first, and somebody who
 * types notices. */
static int wait_for_others(void *unused, int tries)
{
	(void)unused;
	if (tries >= BUSY_TRIES)
		return 0;
	nanosleep(&(struct timespec){ .tv_nsec = BUSY_NANOSECONDS }, NULL);
	return 1;
}

static enum status connect_file(struct store *s, bool read_only, struct err *err)
{
	bool fixed = read_only && place_is_fixed(s->path);
	char *name = fixed ? fixed_name(s->path) : plain_name(s->path);
	int mode = read_only ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
	int code = sqlite3_open_v2(name, &s->db, mode | SQLITE_OPEN_NOMUTEX, NULL);

	free(name);
	if (code != SQLITE_OK)
		return sql_fail(s->db, s->path, err);
	sqlite3_busy_handler(s->db, wait_for_others, NULL);
	sql_distrust(s->db);
	if (search_register(s, err) != STATUS_OK || seal_register(s, err) != STATUS_OK
			|| forms_register(s, err) != STATUS_OK || sum_register(s, err) != STATUS_OK)
		return STATUS_REFUSED;
	/* KiB: what is read once, as for sums, is not worth pages of its own; see store_begin. */
	return sql_execute(s, "pragma synchronous = full; pragma cache_size = -200", err);
}

/* SQLite quietly opens for reading what it may not write. */
static enum status check_writable(struct store *s, struct err *err)
{
	if (sqlite3_db_readonly(s->db, "main") != 1)
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED,
		N_("%1 cannot be written; check the permissions of the file and its folder"), s->path, NULL);
}

static enum status open_store(struct store *s, bool read_only, struct err *err)
{
	size_t count;
	const struct migration *list = schema_migrations(&count);
	enum status status = read_only ? STATUS_OK : place_make(s->path, err);

	if (status == STATUS_OK)
		status = place_check(s->path, err);
	if (status == STATUS_OK)
		status = connect_file(s, read_only, err);
	if (status == STATUS_OK && !read_only)
		status = check_writable(s, err);
	if (status == STATUS_OK)
		status = schema_check(s, list, count, read_only, err);
	return status;
}

enum status store_open(const char *path, bool read_only, struct store **out, struct err *err)
{
	struct store *s = mem_alloc(sizeof *s);
	enum status status;

	s->path = mem_dup(path);
	if (read_only && access(path, F_OK) < 0 && errno == ENOENT)
		read_only = false;
	status = open_store(s, read_only, err);
	if (status != STATUS_OK) {
		store_close(s);
		return status;
	}
	store_changed_outside(s);
	s->written = !read_only;
	*out = s;
	return STATUS_OK;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	for (int i = 0; i < s->statement_count; i++)
		sqlite3_finalize(s->statements[i].handle);
	sqlite3_close(s->db);
	search_clear(&s->found);
	free(s->path);
	free(s->who);
	free(s);
}

const char *store_path(const struct store *s)
{
	return s->path;
}

static const char *login_name(void)
{
	const struct passwd *user = getpwuid(geteuid());
	const char *name = user ? user->pw_name : getenv("USER");

	return name && text_check(name, strlen(name)) == strlen(name) ? name : "?";
}

const char *store_who(struct store *s)
{
	if (!s->who)
		s->who = mem_dup(login_name());
	return s->who;
}

bool store_is_fixed(const char *path)
{
	return place_is_fixed(path);
}

bool store_is_on_network(const struct store *s)
{
	return place_is_network(s->path);
}

bool store_changed_outside(struct store *s)
{
	struct sqlite3_stmt *stmt = sql_start(s, "pragma data_version", "");
	int64_t before = s->data_version;

	if (sql_next(stmt))
		s->data_version = sql_int(stmt, 0);
	sql_end(s, stmt, NULL);
	return s->data_version != before;
}
