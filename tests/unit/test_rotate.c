/* SPDX-License-Identifier: MIT */
/* A backup a day, seven of them. */
#define _GNU_SOURCE	/* nftw, F_OFD_SETLK */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <unistd.h>

#include "scratch_folder.h"
#include "small_form.h"
#include "store/store.h"

static const struct summary nothing;

static struct store *open_store(struct scratch *scratch, const char *name)
{
	struct store *s;

	assert_int_equal(store_open(scratch_path(scratch, name), false, &s, NULL), STATUS_OK);
	return s;
}

static void add_entry(struct store *s)
{
	struct entry *e = entry_new(&small_form, 2023);
	int64_t id;

	assert_int_equal(store_add_entry(s, e, &nothing, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
}

static void go_to_day(int day)
{
	char moment[64];

	snprintf(moment, sizeof moment, "2024-03-%02dT12:00:00Z", day);
	setenv("ZIPING_NOW", moment, 1);
}

static bool is_there(struct scratch *scratch, int day, struct stat *info)
{
	char name[64];

	snprintf(name, sizeof name, "backups/store.db.2024-03-%02d", day);
	return stat(scratch_path(scratch, name), info) == 0;
}

static void seven_are_kept(void **state)
{
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch, "store.db"), *copy;
	struct stat info;
	int64_t count;

	for (int day = 1; day <= 10; day++) {
		go_to_day(day);
		add_entry(s);
		assert_true(store_backup_is_due(s));
		assert_int_equal(store_backup_daily(s, NULL), STATUS_OK);
		assert_false(store_backup_is_due(s));
	}
	for (int day = 1; day <= 10; day++)
		assert_int_equal(is_there(scratch, day, &info), day > 3);
	assert_int_equal(info.st_mode & 0777, 0600);
	store_close(s);
	copy = open_store(scratch, "backups/store.db.2024-03-06");
	assert_int_equal(store_count(copy, &(struct list_query){ 0 }, &count, NULL), STATUS_OK);
	assert_int_equal(count, 6);
	store_close(copy);
}

static void one_a_day(void **state)
{
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch, "store.db");
	struct stat first, second;

	go_to_day(1);
	add_entry(s);
	assert_int_equal(store_backup_daily(s, NULL), STATUS_OK);
	assert_true(is_there(scratch, 1, &first));
	add_entry(s);
	assert_int_equal(store_backup_daily(s, NULL), STATUS_OK);
	assert_true(is_there(scratch, 1, &second));
	assert_int_equal(first.st_ino, second.st_ino);
	store_close(s);
}

static void an_empty_store_needs_none(void **state)
{
	struct store *s = open_store(*state, "store.db");

	go_to_day(1);
	assert_false(store_backup_is_due(s));
	add_entry(s);
	assert_true(store_backup_is_due(s));
	store_close(s);
}

static void nothing_else_is_touched(void **state)
{
	static const char *const others[] = {
		"backups/store.db.2000-01-01.part", "backups/store.db.2000-1-1", "backups/other.db.2000-01-01",
		"backups/store.db.2000-01-0x", "backups/store.db", "backups/2000-01-01",
	};
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch, "store.db");

	assert_int_equal(mkdir(scratch_path(scratch, "backups"), 0700), 0);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		scratch_write(scratch, others[i], "mine");
	add_entry(s);
	for (int day = 1; day <= 10; day++) {
		go_to_day(day);
		assert_int_equal(store_backup_daily(s, NULL), STATUS_OK);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		scratch_holds(scratch, others[i], "mine");
	store_close(s);
}

static void what_a_killed_program_left_goes(void **state)
{
	static const char *const left[] = {
		"backups/store.db.2000-01-01.12.part", "backups/store.db.2000-01-01.12.part-journal",
		"backups/store.db.2000-01-01.12.part-wal", "backups/store.db.2000-01-01.12.part-shm",
	};
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch, "store.db");

	assert_int_equal(mkdir(scratch_path(scratch, "backups"), 0700), 0);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		scratch_write(scratch, left[i], "half");
	add_entry(s);
	go_to_day(1);
	assert_int_equal(store_backup_daily(s, NULL), STATUS_OK);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		assert_int_equal(access(scratch_path(scratch, left[i]), F_OK), -1);
	store_close(s);
}

static void a_copy_being_made_stays(void **state)
{
	struct flock first = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch, "store.db");
	int fd;

	assert_int_equal(mkdir(scratch_path(scratch, "backups"), 0700), 0);
	scratch_write(scratch, "backups/store.db.2024-03-01.12.part", "half");
	fd = open(scratch_path(scratch, "backups/store.db.2024-03-01.12.part"), O_RDWR);
	assert_int_equal(fcntl(fd, F_OFD_SETLK, &first), 0);
	add_entry(s);
	go_to_day(1);
	assert_int_equal(store_backup_daily(s, NULL), STATUS_OK);
	scratch_holds(scratch, "backups/store.db.2024-03-01.12.part", "half");
	close(fd);
	store_close(s);
}

static void a_folder_that_cannot_be_made(void **state)
{
	struct scratch *scratch = *state;
	struct store *s = open_store(scratch, "store.db");

	add_entry(s);
	scratch_write(scratch, "backups", "a file");
	assert_int_equal(store_backup_daily(s, NULL), STATUS_REFUSED);
	scratch_holds(scratch, "backups", "a file");
	store_close(s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(seven_are_kept, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(one_a_day, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(an_empty_store_needs_none, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(nothing_else_is_touched, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(what_a_killed_program_left_goes, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(a_copy_being_made_stays, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made, scratch_make, scratch_remove),
	};

	return cmocka_run_group_tests_name("rotate", tests, small_form_begin, small_form_end);
}
