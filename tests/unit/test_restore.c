/* SPDX-License-Identifier: MIT */
/* A backup in the store's place: whole or not at all, and what it replaces is kept. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "scratch_folder.h"
#include "small_form.h"
#include "store/store.h"

static const struct summary nothing;

static struct store *open_at(const char *path)
{
	struct err err = { 0 };
	struct str text = { 0 };
	struct store *s = NULL;

	if (store_open(path, false, &s, &err) != STATUS_OK) {
		err_format(&err, NULL, &text);
		fail_msg("%s", str_text(&text));
	}
	return s;
}

/* The store has one entry more. */
static void add_entry(struct scratch *scratch)
{
	struct store *s = open_at(scratch_path(scratch, "store.db"));
	struct entry *e = entry_new(&small_form, 2023);
	int64_t id;

	entry_fill_initial(e);
	assert_int_equal(store_add_entry(s, e, &nothing, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	store_close(s);
}

static void assert_entries(const char *path, size_t wanted)
{
	struct store *s = open_at(path);
	size_t count;
	int64_t *ids;

	assert_int_equal(store_ids(s, &ids, &count, NULL), STATUS_OK);
	assert_int_equal(count, wanted);
	free(ids);
	store_close(s);
}

static void back_up(struct scratch *scratch)
{
	struct store *s = open_at(scratch_path(scratch, "store.db"));

	assert_int_equal(store_backup(s, scratch_path(scratch, "backup.db"), NULL), STATUS_OK);
	store_close(s);
}

/* One entry in the backup, two in the store. */
static void prepare(struct scratch *scratch)
{
	add_entry(scratch);
	back_up(scratch);
	add_entry(scratch);
}

static char *restore(struct scratch *scratch)
{
	char *kept;

	assert_int_equal(store_restore(scratch_path(scratch, "store.db"), scratch_path(scratch, "backup.db"),
		&kept, NULL), STATUS_OK);
	return kept;
}

static int files_in(struct scratch *scratch)
{
	DIR *folder = opendir(scratch->folder);
	struct dirent *d;
	int count = 0;

	while ((d = readdir(folder)))
		count += d->d_name[0] != '.';
	closedir(folder);
	return count;
}

static void assert_refused(struct scratch *scratch, const char *backup, const char *why)
{
	int before = files_in(scratch);
	struct err err = { 0 };
	struct str text = { 0 };
	char *kept;

	assert_int_equal(store_restore(scratch_path(scratch, "store.db"), scratch_path(scratch, backup), &kept,
		&err), STATUS_REFUSED);
	err_format(&err, NULL, &text);
	if (!strstr(str_text(&text), why))
		fail_msg("“%s” is not in “%s”", why, str_text(&text));
	assert_null(kept);
	assert_int_equal(files_in(scratch), before);
	str_clear(&text);
	err_clear(&err);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void overwrite(const char *path, long from, size_t length)
{
	FILE *file = fopen(path, "r+b");

	assert_non_null(file);
	assert_int_equal(fseek(file, from, SEEK_SET), 0);
	while (length--)
		assert_int_equal(putc(0xa5, file), 0xa5);
	fclose(file);
}

static void the_backup_is_the_store(void **state)
{
	struct scratch *scratch = *state;
	struct stat info;
	char *kept, *again;

	prepare(scratch);
	kept = restore(scratch);
	assert_entries(scratch_path(scratch, "store.db"), 1);
	assert_entries(kept, 2);
	assert_int_equal(stat(scratch_path(scratch, "store.db"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	/* What is kept can be had back, and nothing kept is ever replaced. */
	add_entry(scratch);
	again = restore(scratch);
	assert_string_not_equal(kept, again);
	assert_entries(kept, 2);
	assert_entries(again, 2);
	free(kept);
	free(again);
}

static void where_there_was_none(void **state)
{
	struct scratch *scratch = *state;
	char *kept;

	prepare(scratch);
	assert_int_equal(store_restore(scratch_path(scratch, "deep/store.db"),
		scratch_path(scratch, "backup.db"), &kept, NULL), STATUS_OK);
	assert_null(kept);
	assert_entries(scratch_path(scratch, "deep/store.db"), 1);
}

static void beside_the_file_that_a_link_names(void **state)
{
	struct scratch *scratch = *state;
	struct stat info;
	char *kept;

	prepare(scratch);
	assert_int_equal(symlink("store.db", scratch_path(scratch, "link.db")), 0);
	assert_int_equal(store_restore(scratch_path(scratch, "link.db"), scratch_path(scratch, "backup.db"),
		&kept, NULL), STATUS_OK);
	assert_int_equal(lstat(scratch_path(scratch, "link.db"), &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	assert_entries(scratch_path(scratch, "store.db"), 1);
	assert_entries(kept, 2);
	free(kept);
}

static void what_is_no_sound_backup_is_refused(void **state)
{
	struct scratch *scratch = *state;
	const char *backup;

	prepare(scratch);
	assert_refused(scratch, "none.db", "cannot be opened");
	assert_refused(scratch, "store.db", "is the store itself");
	assert_refused(scratch, ".", "is not a file");
	scratch_write(scratch, "text.db", "a text that is no store but long enough to have the header of one: "
		"a hundred bytes of it at least");
	assert_refused(scratch, "text.db", "is not a backup of a store");
	scratch_write(scratch, "empty.db", "");
	assert_refused(scratch, "empty.db", "is not a backup of a store");
	run_sql(scratch_path(scratch, "theirs.db"), "create table theirs (x)");
	assert_refused(scratch, "theirs.db", "is not a backup of a store");
	backup = scratch_path(scratch, "backup.db");
	run_sql(backup, "pragma user_version = 99");
	assert_refused(scratch, "backup.db", "newer version");
	run_sql(scratch_path(scratch, "backup.db"), "pragma user_version = 1");
	overwrite(scratch_path(scratch, "backup.db"), 5 * 4096, 4096);
	assert_refused(scratch, "backup.db", "is damaged");
	assert_entries(scratch_path(scratch, "store.db"), 2);
}

static void a_store_in_use_is_refused(void **state)
{
	struct scratch *scratch = *state;
	struct store *other;

	prepare(scratch);
	other = open_at(scratch_path(scratch, "store.db"));
	assert_refused(scratch, "backup.db", "is open in another program");
	store_close(other);
	assert_entries(scratch_path(scratch, "store.db"), 2);
	free(restore(scratch));
	assert_entries(scratch_path(scratch, "store.db"), 1);
}

/* On network file systems an idle program holds nothing: it is told when it writes, and writes nothing. */
static void an_idle_program_is_told(void **state)
{
	struct scratch *scratch = *state;
	sqlite3 *other;
	char *kept;

	prepare(scratch);
	assert_int_equal(sqlite3_open(scratch_path(scratch, "store.db"), &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "pragma journal_mode = delete; select * from entry", NULL, NULL,
		NULL), SQLITE_OK);
	kept = restore(scratch);
	assert_int_equal(sqlite3_exec(other, "update entry set unit = 'x'", NULL, NULL, NULL),
		SQLITE_READONLY);
	sqlite3_close(other);
	assert_entries(scratch_path(scratch, "store.db"), 1);
	assert_entries(kept, 2);
	free(kept);
}

static void a_damaged_store_is_replaced(void **state)
{
	struct scratch *scratch = *state;
	struct stat info;
	char *kept;

	prepare(scratch);
	overwrite(scratch_path(scratch, "store.db"), 0, 4096);
	scratch_write(scratch, "store.db-wal", "left by a crash");
	kept = restore(scratch);
	assert_entries(scratch_path(scratch, "store.db"), 1);
	assert_int_equal(stat(kept, &info), 0);
	strcat(strcpy(scratch->path[0], kept), "-wal");
	assert_int_equal(stat(scratch->path[0], &info), 0);
	free(kept);
}

/* As on a full disk. */
static void what_cannot_be_written_changes_nothing(void **state)
{
	struct scratch *scratch = *state;
	int status;
	pid_t child;

	prepare(scratch);
	child = fork();
	if (!child) {
		const struct rlimit limit = { 4096, 4096 };
		char *kept;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit((int)store_restore(scratch_path(scratch, "store.db"), scratch_path(scratch, "backup.db"),
			&kept, NULL));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), STATUS_REFUSED);
	assert_int_equal(files_in(scratch), 2);
	assert_entries(scratch_path(scratch, "store.db"), 2);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_backup_is_the_store, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(where_there_was_none, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(beside_the_file_that_a_link_names, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(what_is_no_sound_backup_is_refused, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(a_store_in_use_is_refused, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(an_idle_program_is_told, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(a_damaged_store_is_replaced, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(what_cannot_be_written_changes_nothing, scratch_make, scratch_remove),
	};

	return cmocka_run_group_tests_name("restore", tests, small_form_begin, small_form_end);
}
