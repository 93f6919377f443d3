/* SPDX-License-Identifier: MIT */
/* A store in a folder of its own, gone afterwards. */
#ifndef ZIPING_TESTS_STORE_FIXTURE_H
#define ZIPING_TESTS_STORE_FIXTURE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store_internal.h"

static const char *const fixture_files[] = {
	"store.db", "store.db-wal", "store.db-shm", "store.db-journal", "store.db.version-1",
	"store.db.version-2", "store.db.version-3", "store.db-holders", "backup.db",
	"deep/er/store.db", "deep/er", "deep", "file",
};

struct fixture {
	char folder[64];
	char path[96];
	struct store *store;
};

static inline const char *fixture_path(struct fixture *f, const char *name)
{
	snprintf(f->path, sizeof f->path, "%s/%s", f->folder, name);
	return f->path;
}

static inline void open_store(struct fixture *f)
{
	struct err err = { 0 };

	assert_int_equal(store_open(fixture_path(f, "store.db"), false, &f->store, &err), STATUS_OK);
	err_clear(&err);
}

static inline void reopen_store(struct fixture *f)
{
	store_close(f->store);
	open_store(f);
}

static inline int make_folder(void **state)
{
	static struct fixture f;

	f = (struct fixture){ .folder = "store-test-XXXXXX" };
	*state = &f;
	return mkdtemp(f.folder) ? 0 : -1;
}

static inline int make_store(void **state)
{
	int failed = make_folder(state);

	if (!failed)
		open_store(*state);
	return failed;
}

static inline int remove_folder(void **state)
{
	struct fixture *f = *state;

	store_close(f->store);
	for (size_t i = 0; i < sizeof fixture_files / sizeof *fixture_files; i++)
		remove(fixture_path(f, fixture_files[i]));
	return rmdir(f->folder);
}

/* Another program's connection. */
static inline sqlite3 *open_beside(struct fixture *f)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(fixture_path(f, "store.db"), &db), SQLITE_OK);
	return db;
}

static inline int64_t ask_sql(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t answer;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	answer = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return answer;
}

static inline void assert_message(struct err *err, const char *part)
{
	struct str text = { 0 };

	message_add_to(&err->message, NULL, &text);
	if (!strstr(str_text(&text), part))
		print_error("“%s” is not in “%s”\n", part, str_text(&text));
	assert_non_null(strstr(str_text(&text), part));
	str_clear(&text);
	err_clear(err);
}

#endif
