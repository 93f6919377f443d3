/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "random_step.h"
#include "small_form.h"
#include "store_fixture.h"

static const struct summary nothing;

static void run_sql(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static void write_file(const char *path, const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

static void assert_cannot_open(struct fixture *f, const char *name, const char *why)
{
	struct err err = { 0 };

	assert_int_equal(store_open(fixture_path(f, name), false, &f->store, &err), STATUS_REFUSED);
	assert_message(&err, why);
}

static int64_t add_entry(struct store *s)
{
	struct entry *e = entry_new(&small_form, 2023);
	int64_t id = 0;

	entry_fill_initial(e);
	assert_int_equal(store_add_entry(s, e, &nothing, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return id;
}

static struct entry *load_entry(struct store *s, int64_t id)
{
	struct entry *e = entry_new(&small_form, 2023);

	assert_int_equal(store_load_values(s, id, e, NULL), STATUS_OK);
	return e;
}

/* --- opening --- */

static void places_where_no_store_can_be(void **state)
{
	struct fixture *f = *state;

	write_file(fixture_path(f, "file"), "x", 1);
	assert_cannot_open(f, "file/store.db", "Not a directory");
	assert_cannot_open(f, "file/deep/store.db", "cannot be made");
	mkdir(fixture_path(f, "deep"), 0700);
	assert_cannot_open(f, "deep", "is not a file");
}

static void files_that_are_no_store(void **state)
{
	struct fixture *f = *state;
	char page[8192] = "SQLite format 3";
	sqlite3 *db;

	write_file(fixture_path(f, "store.db"), "hello", 5);
	assert_cannot_open(f, "store.db", "is not a store");
	memset(page + 16, 0xa5, sizeof page - 16);
	write_file(fixture_path(f, "store.db"), page, sizeof page);
	assert_cannot_open(f, "store.db", "is not a store");
	remove(fixture_path(f, "store.db"));
	db = open_beside(f);
	run_sql(db, "create table theirs (x)");
	sqlite3_close(db);
	assert_cannot_open(f, "store.db", "is not a store");
	db = open_beside(f);
	assert_int_equal(ask_sql(db, "select count(*) from sqlite_schema"), 1);
	sqlite3_close(db);
}

static void a_truncated_file_is_called_damaged(void **state)
{
	struct fixture *f = *state;
	struct err err = { 0 };
	enum status status;
	struct entry *e = entry_new(&small_form, 2023);
	int64_t id = add_entry(f->store);

	store_close(f->store);
	f->store = NULL;
	assert_int_equal(truncate(fixture_path(f, "store.db"), 2 * 4096 + 17), 0);
	status = store_open(fixture_path(f, "store.db"), false, &f->store, &err);
	if (status == STATUS_OK)
		status = store_load_values(f->store, id, e, &err);
	assert_int_equal(status, STATUS_REFUSED);
	assert_message(&err, "is damaged");
	entry_free(e);
}

static void a_newer_store_is_refused(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_beside(f);

	run_sql(db, "pragma user_version = 99");
	sqlite3_close(db);
	store_close(f->store);
	f->store = NULL;
	assert_cannot_open(f, "store.db", "newer version");
}

static void a_store_opened_for_reading_is_not_written(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_entry(f->store);
	struct store *reader;
	struct err err = { 0 };
	struct entry *e;

	assert_int_equal(store_open(fixture_path(f, "store.db"), true, &reader, NULL), STATUS_OK);
	e = load_entry(reader, id);
	assert_int_equal(entry_row_count(e, SMALL_INDICATORS), 2);
	assert_int_equal(store_set_draft(reader, id, "unit", "x", 1, &err), STATUS_REFUSED);
	assert_message(&err, "cannot be written");
	store_close(reader);
	entry_free(e);
}

/* --- writing: what fails may be tried again --- */

static void type_and_fail(struct store *s, int64_t id, struct step *step, const char *why)
{
	struct err err = { 0 };
	struct entry *e;

	assert_int_equal(store_write_step(s, id, step, &small_form, &nothing, NULL, &err),
		STATUS_REFUSED);
	assert_message(&err, why);
	e = load_entry(s, id);
	assert_string_equal(entry_get(e, (struct ref){ SMALL_UNIT, -1 }), "");
	entry_free(e);
}

static void type_and_succeed(struct store *s, int64_t id, struct step *step)
{
	struct entry *e;

	assert_int_equal(store_write_step(s, id, step, &small_form, &nothing, NULL, NULL), STATUS_OK);
	assert_int_equal(step->id, 2);
	e = load_entry(s, id);
	assert_string_equal(entry_get(e, (struct ref){ SMALL_UNIT, -1 }), step->items[0].new);
	entry_free(e);
}

/* Long enough to need pages of its own. */
static void make_long_step(struct step *step)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct str text = { 0 };

	str_add_repeat(&text, "市第一中学", 4000);
	step_set(step, e, (struct ref){ SMALL_UNIT, -1 }, str_text(&text));
	str_clear(&text);
	entry_free(e);
}

static void another_program_writes(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_entry(f->store);
	struct step step = { 0 };
	sqlite3 *other = open_beside(f);

	make_long_step(&step);
	sqlite3_busy_timeout(f->store->db, 1);
	run_sql(other, "begin immediate");
	type_and_fail(f->store, id, &step, "another program");
	run_sql(other, "rollback");
	type_and_succeed(f->store, id, &step);
	sqlite3_close(other);
	step_clear(&step);
}

static void the_disk_is_full(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_entry(f->store);
	struct step step = { 0 };

	make_long_step(&step);
	run_sql(f->store->db, "pragma max_page_count = 1");	/* no more than there are */
	type_and_fail(f->store, id, &step, "no space is left");
	run_sql(f->store->db, "pragma max_page_count = 1000000");
	type_and_succeed(f->store, id, &step);
	step_clear(&step);
}

static void the_system_refuses_to_write(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_entry(f->store);
	struct step step = { 0 };
	struct rlimit before, none;

	make_long_step(&step);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	none = (struct rlimit){ 4096, before.rlim_max };
	setrlimit(RLIMIT_FSIZE, &none);
	type_and_fail(f->store, id, &step, "no space is left");
	setrlimit(RLIMIT_FSIZE, &before);
	type_and_succeed(f->store, id, &step);
	step_clear(&step);
}

static void two_programs_insert_the_same_row(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_entry(f->store);
	struct step a = { 0 }, b = { 0 };
	struct entry *x = load_entry(f->store, id), *y = load_entry(f->store, id);
	struct err err = { 0 };

	step_insert_row(&a, x, SMALL_INDICATORS, 0);
	step_insert_row(&b, y, SMALL_INDICATORS, 1);
	assert_int_equal(store_write_step(f->store, id, &a, &small_form, NULL, NULL, NULL), STATUS_OK);
	assert_int_equal(store_write_step(f->store, id, &b, &small_form, NULL, NULL, &err),
		STATUS_REFUSED);
	assert_message(&err, "changed by another program");
	step_clear(&a);
	step_clear(&b);
	entry_free(x);
	entry_free(y);
}

static enum status find_form(void *unused, int64_t id, const struct form **out, struct err *err)
{
	(void)unused;
	(void)id;
	(void)err;
	*out = &small_form;
	return STATUS_OK;
}

static void several_steps_are_written_all_or_none(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_entry(f->store);
	struct step steps[2] = { { 0 } };
	struct entry *e = load_entry(f->store, id);
	struct stored stored;

	step_set(&steps[0], e, (struct ref){ SMALL_UNIT, -1 }, "编办");
	step_insert_row(&steps[1], e, SMALL_INDICATORS, 0);
	steps[1].items[0].uid = entry_row_uid(e, SMALL_INDICATORS, 1);   /* there already */
	assert_int_equal(store_write_steps(f->store, id, steps, 2, find_form, NULL, &nothing, NULL), STATUS_REFUSED);
	entry_free(e);
	e = load_entry(f->store, id);
	assert_string_equal(entry_get(e, (struct ref){ SMALL_UNIT, -1 }), "");
	steps[1].items[0].uid = 9;
	assert_int_equal(store_write_steps(f->store, id, steps, 2, find_form, NULL, &nothing, NULL), STATUS_OK);
	assert_int_equal(store_get_entry(f->store, id, &stored, NULL), STATUS_OK);
	assert_int_equal(stored.step, 3);
	stored_clear(&stored);
	step_clear(&steps[0]);
	step_clear(&steps[1]);
	entry_free(e);
}

enum { PROGRAMS = 4, ENTRIES = 15 };

/* No assertion here: it would jump into the parent's tests. */
static bool work_beside_others(struct fixture *f)
{
	struct entry *e = entry_new(&small_form, 2023);
	bool done = store_open(fixture_path(f, "store.db"), false, &f->store, NULL) == STATUS_OK;
	int64_t id;

	for (int n = 0; done && n < ENTRIES; n++)
		done = store_add_entry(f->store, e, &nothing, NULL, &id, NULL) == STATUS_OK;
	return done;
}

static void many_programs_start_at_once(void **state)
{
	struct fixture *f = *state;
	pid_t children[PROGRAMS];
	struct list_query all = { 0 };
	int64_t count;

	for (int i = 0; i < PROGRAMS; i++) {
		children[i] = fork();
		if (children[i])
			continue;
		_exit(work_beside_others(f) ? 0 : 1);
	}
	for (int i = 0; i < PROGRAMS; i++) {
		int how;

		assert_int_equal(waitpid(children[i], &how, 0), children[i]);
		assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	}
	open_store(f);
	assert_int_equal(store_count(f->store, &all, &count, NULL), STATUS_OK);
	assert_int_equal(count, PROGRAMS * ENTRIES);
}

/* --- contents from elsewhere --- */

static void contents_that_make_no_sense_are_refused(void **state)
{
	static const char *const harm[] = {
		"insert into value (entry, uid, cell, text) values (1, 0, 'nowhere', 'x')",
		"insert into value (entry, uid, cell, text) values (1, 0, 'unit', cast(x'ff41' as text))",
		"insert into value (entry, uid, cell, text) values (1, 0, 'unit', 'a' || char(0) || 'b')",
		"insert into entry_row values (1, 'nowhere', 9, 0)",
		"insert into entry_row values (1, 'indicators', -9, 0)",
		"insert into entry_row values (1, 'indicators', 9223372036854775807, 0)",
		"update entry set uids = 9223372036854775807",
	};
	struct fixture *f = *state;

	add_entry(f->store);
	for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
		struct entry *e = entry_new(&small_form, 2023);
		struct err err = { 0 };
		sqlite3 *db = open_beside(f);

		run_sql(db, harm[i]);
		assert_int_equal(store_load_values(f->store, 1, e, &err), STATUS_REFUSED);
		assert_message(&err, "is damaged");
		run_sql(db, "delete from value where cell in ('nowhere', 'unit')");
		run_sql(db, "delete from entry_row where repeat = 'nowhere' or uid not between 1 and 9");
		run_sql(db, "update entry set uids = 2");
		entry_reset(e, 2023);
		assert_int_equal(store_load_values(f->store, 1, e, NULL), STATUS_OK);
		sqlite3_close(db);
		entry_free(e);
	}
}

static void a_trigger_in_the_file_does_not_run(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db = open_beside(f);
	int64_t id;

	run_sql(db, "create trigger evil after insert on draft begin delete from entry_row; end");
	sqlite3_close(db);
	reopen_store(f);
	id = add_entry(f->store);
	assert_int_equal(store_set_draft(f->store, id, "unit", "x", 1, NULL), STATUS_OK);
	db = open_beside(f);
	assert_int_equal(ask_sql(db, "select count(*) from entry_row"), 2);
	sqlite3_close(db);
}

/* --- backup and migration --- */

static void assert_whole(struct fixture *f, const char *name, int64_t entries)
{
	struct stat info;
	sqlite3 *db;

	assert_int_equal(stat(fixture_path(f, name), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(ask_sql(db, "select integrity_check = 'ok' from pragma_integrity_check"), 1);
	assert_int_equal(ask_sql(db, "select count(*) from entry"), entries);
	sqlite3_close(db);
}

static void a_backup_is_whole(void **state)
{
	struct fixture *f = *state;
	struct err err = { 0 };

	add_entry(f->store);
	assert_int_equal(store_backup(f->store, fixture_path(f, "backup.db"), NULL), STATUS_OK);
	assert_whole(f, "backup.db", 1);
	add_entry(f->store);
	assert_int_equal(store_backup(f->store, fixture_path(f, "backup.db"), NULL), STATUS_OK);
	assert_whole(f, "backup.db", 2);
	assert_int_equal(store_backup(f->store, fixture_path(f, "store.db"), &err), STATUS_REFUSED);
	assert_message(&err, "is the store itself");
	assert_int_equal(store_backup(f->store, fixture_path(f, "deep/backup.db"), &err), STATUS_REFUSED);
	assert_message(&err, "choose another place");
	mkdir(fixture_path(f, "deep"), 0700);
	assert_int_equal(store_backup(f->store, f->path, &err), STATUS_REFUSED);
	assert_message(&err, "choose another place");
}

static void a_backup_that_fails_leaves_the_earlier_one(void **state)
{
	struct fixture *f = *state;
	struct rlimit before, none;

	add_entry(f->store);
	assert_int_equal(store_backup(f->store, fixture_path(f, "backup.db"), NULL), STATUS_OK);
	add_entry(f->store);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	none = (struct rlimit){ 8192, before.rlim_max };
	setrlimit(RLIMIT_FSIZE, &none);
	assert_int_equal(store_backup(f->store, fixture_path(f, "backup.db"), NULL), STATUS_REFUSED);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_whole(f, "backup.db", 1);
}

static const struct migration future[] = {
	{ 1, "what is there already is not run" }, { 2, "and neither is this" }, { 3, "nor this" },
	{ 4, "create table note (id integer primary key) strict; alter table entry add column extra text" },
	{ 5, "create table token (id integer primary key) strict" },
};

static void an_older_store_is_migrated_after_a_backup(void **state)
{
	struct fixture *f = *state;
	int64_t version;

	add_entry(f->store);
	assert_int_equal(schema_check(f->store, future, 5, true, NULL), STATUS_REFUSED);
	assert_int_equal(schema_check(f->store, future, 5, false, NULL), STATUS_OK);
	sql_get_int(f->store, "pragma user_version", 0, &version, NULL);
	assert_int_equal(version, 5);
	assert_int_equal(schema_check(f->store, future, 5, true, NULL), STATUS_OK);
	assert_whole(f, "store.db", 1);
	assert_whole(f, "store.db.version-3", 1);
	add_entry(f->store);
	store_close(f->store);
	f->store = NULL;
	assert_cannot_open(f, "store.db", "newer version");
}

static void a_migration_that_fails_changes_nothing(void **state)
{
	static const struct migration broken[] = {
		{ 1, "" }, { 2, "" }, { 3, "" }, { 4, "create table note (id integer) strict; create table entry (x)" },
	};
	struct fixture *f = *state;
	int64_t id = add_entry(f->store), version;

	assert_int_equal(schema_check(f->store, broken, 4, false, NULL), STATUS_REFUSED);
	sql_get_int(f->store, "pragma user_version", 0, &version, NULL);
	assert_int_equal(version, 3);
	reopen_store(f);
	entry_free(load_entry(f->store, id));
	assert_int_equal(schema_check(f->store, future, 4, false, NULL), STATUS_OK);
}

int main(void)
{
#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, make_store, remove_folder)
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(places_where_no_store_can_be),
		FOLDER_TEST(files_that_are_no_store),
		STORE_TEST(a_truncated_file_is_called_damaged),
		STORE_TEST(a_newer_store_is_refused),
		STORE_TEST(a_store_opened_for_reading_is_not_written),
		STORE_TEST(another_program_writes),
		STORE_TEST(the_disk_is_full),
		STORE_TEST(the_system_refuses_to_write),
		STORE_TEST(two_programs_insert_the_same_row),
		STORE_TEST(several_steps_are_written_all_or_none),
		FOLDER_TEST(many_programs_start_at_once),
		STORE_TEST(contents_that_make_no_sense_are_refused),
		STORE_TEST(a_trigger_in_the_file_does_not_run),
		STORE_TEST(a_backup_is_whole),
		STORE_TEST(a_backup_that_fails_leaves_the_earlier_one),
		STORE_TEST(an_older_store_is_migrated_after_a_backup),
		STORE_TEST(a_migration_that_fails_changes_nothing),
	};

	return cmocka_run_group_tests_name("store_failure", tests, small_form_begin, small_form_end);
}
