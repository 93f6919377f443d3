/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* nftw */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "out/file.h"
#include "scratch_folder.h"

static void put(const char *path, const char *text)
{
	struct file_writer *w = NULL;

	assert_int_equal(file_writer_new(path, &w, NULL), STATUS_OK);
	assert_int_equal(file_writer_add(w, text, strlen(text), NULL), STATUS_OK);
	assert_int_equal(file_writer_finish(w, NULL), STATUS_OK);
}

static void assert_refused(const char *path, const char *part)
{
	struct file_writer *w = NULL;
	struct err err = { 0 };
	struct str text = { 0 };

	assert_int_equal(file_writer_new(path, &w, &err), STATUS_REFUSED);
	err_format(&err, NULL, &text);
	assert_non_null(strstr(str_text(&text), path));
	assert_non_null(strstr(str_text(&text), part));
	str_clear(&text);
	err_clear(&err);
}

/* Nothing beside what is expected: no half file stays anywhere. */
static int count_files(const struct scratch *s)
{
	DIR *folder = opendir(s->folder);
	int count = 0;

	while (readdir(folder))
		count++;
	closedir(folder);
	return count - 2;
}

static mode_t mode_of(struct scratch *s, const char *name)
{
	struct stat info;

	assert_int_equal(lstat(scratch_path(s, name), &info), 0);
	return info.st_mode & 07777;
}

static void a_file_is_there_when_it_is_whole(void **state)
{
	struct scratch *s = *state;
	struct file_writer *w = NULL;

	scratch_write(s, "a", "old");
	assert_int_equal(file_writer_new(scratch_path(s, "a"), &w, NULL), STATUS_OK);
	assert_int_equal(file_writer_add(w, "new", 3, NULL), STATUS_OK);
	scratch_holds(s, "a", "old");
	assert_int_equal(file_writer_add(w, "er", 2, NULL), STATUS_OK);
	assert_int_equal(file_writer_finish(w, NULL), STATUS_OK);
	scratch_holds(s, "a", "newer");
	put(scratch_path(s, "empty"), "");
	scratch_holds(s, "empty", "");
	assert_int_equal(count_files(s), 2);
}

static void one_given_up_leaves_nothing(void **state)
{
	struct scratch *s = *state;
	struct file_writer *w = NULL;

	scratch_write(s, "a", "old");
	assert_int_equal(file_writer_new(scratch_path(s, "a"), &w, NULL), STATUS_OK);
	assert_int_equal(file_writer_add(w, "new", 3, NULL), STATUS_OK);
	file_writer_abandon(w);
	assert_int_equal(file_writer_new(scratch_path(s, "b"), &w, NULL), STATUS_OK);
	file_writer_abandon(w);
	scratch_holds(s, "a", "old");
	scratch_holds(s, "b", NULL);
	assert_int_equal(count_files(s), 1);
}

static void the_mode_is_kept(void **state)
{
	static const mode_t modes[] = { 0600, 0640, 0664, 0777, 0444 };
	struct scratch *s = *state;
	mode_t mask = umask(027);

	put(scratch_path(s, "new"), "x");
	assert_int_equal(mode_of(s, "new"), 0640);
	scratch_write(s, "a", "old");
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		chmod(scratch_path(s, "a"), modes[i]);
		put(scratch_path(s, "a"), "new");
		assert_int_equal(mode_of(s, "a"), modes[i]);
	}
	assert_int_equal(umask(mask), 027);
}

static void a_link_stays_a_link(void **state)
{
	struct scratch *s = *state;
	char target[8];

	mkdir(scratch_path(s, "deep"), 0700);
	scratch_write(s, "deep/a", "old");
	assert_int_equal(symlink("deep/a", scratch_path(s, "link")), 0);
	assert_int_equal(symlink("link", scratch_path(s, "chain")), 0);
	put(scratch_path(s, "chain"), "new");
	scratch_holds(s, "deep/a", "new");
	assert_int_equal(readlink(scratch_path(s, "link"), target, sizeof target), 6);
	assert_int_equal(symlink("deep/b", scratch_path(s, "early")), 0);
	put(scratch_path(s, "early"), "first");
	scratch_holds(s, "deep/b", "first");
	assert_int_equal(readlink(scratch_path(s, "early"), target, sizeof target), 6);
	assert_int_equal(count_files(s), 4);
}

static void a_link_to_itself_is_refused(void **state)
{
	struct scratch *s = *state;

	assert_int_equal(symlink("loop", scratch_path(s, "loop")), 0);
	assert_refused(scratch_path(s, "loop"), "choose another place");
	assert_int_equal(count_files(s), 1);
}

/* NAME_MAX bytes: 85 Chinese characters, which are soon typed. */
static void the_longest_name_will_do(void **state)
{
	struct scratch *s = *state;
	struct str name = { 0 };

	str_add_repeat(&name, "表", 85);
	put(scratch_path(s, name.data), "x");
	scratch_holds(s, name.data, "x");
	str_add(&name, "x");
	assert_refused(scratch_path(s, name.data), "too long");
	str_clear(&name);
}

static void what_is_no_file_is_written_in_place(void **state)
{
	struct scratch *s = *state;
	struct stat info;
	char bytes[4] = "";
	int fd;

	put("/dev/null", "x");
	assert_int_equal(stat("/dev/null", &info), 0);
	assert_true(S_ISCHR(info.st_mode));
	assert_int_equal(mkfifo(scratch_path(s, "pipe"), 0600), 0);
	fd = open(scratch_path(s, "pipe"), O_RDWR);
	put(scratch_path(s, "pipe"), "abc");
	assert_int_equal(read(fd, bytes, 3), 3);
	assert_string_equal(bytes, "abc");
	close(fd);
	assert_int_equal(count_files(s), 1);
}

static void a_full_device_says_so(void **state)
{
	struct file_writer *w = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(file_writer_new("/dev/full", &w, NULL), STATUS_OK);
	assert_int_equal(file_writer_add(w, "x", 1, &err), STATUS_REFUSED);
	assert_non_null(err.message.id);
	file_writer_abandon(w);
	err_clear(&err);
}

/* The disk fills up in the middle. */
static void a_failure_in_the_middle_leaves_the_old_file(void **state)
{
	struct scratch *s = *state;
	struct file_writer *w = NULL;
	struct rlimit before, little;
	char bytes[8192] = "";
	enum status status;

	scratch_write(s, "a", "old");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	little = (struct rlimit){ 4096, before.rlim_max };
	assert_int_equal(file_writer_new(scratch_path(s, "a"), &w, NULL), STATUS_OK);
	setrlimit(RLIMIT_FSIZE, &little);
	status = file_writer_add(w, bytes, sizeof bytes, NULL);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(status, STATUS_REFUSED);
	file_writer_abandon(w);
	scratch_holds(s, "a", "old");
	assert_int_equal(count_files(s), 1);
}

static void a_place_that_goes_away_is_noticed(void **state)
{
	struct scratch *s = *state;
	struct file_writer *w = NULL;
	struct err err = { 0 };

	assert_int_equal(file_writer_new(scratch_path(s, "a"), &w, NULL), STATUS_OK);
	mkdir(scratch_path(s, "a"), 0700);
	assert_int_equal(file_writer_finish(w, &err), STATUS_REFUSED);
	assert_non_null(err.message.id);
	assert_int_equal(count_files(s), 1);
	err_clear(&err);
}

static void places_where_no_file_can_be(void **state)
{
	struct scratch *s = *state;

	scratch_write(s, "a", "x");
	assert_refused(s->folder, "Is a directory");
	assert_refused(scratch_path(s, "none/a"), "No such file");
	assert_refused(scratch_path(s, "a/b"), "Not a directory");
}

int main(void)
{
#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_make, scratch_remove)
	const struct CMUnitTest tests[] = {
		FILE_TEST(a_file_is_there_when_it_is_whole),
		FILE_TEST(one_given_up_leaves_nothing),
		FILE_TEST(the_mode_is_kept),
		FILE_TEST(a_link_stays_a_link),
		FILE_TEST(a_link_to_itself_is_refused),
		FILE_TEST(the_longest_name_will_do),
		FILE_TEST(what_is_no_file_is_written_in_place),
		cmocka_unit_test(a_full_device_says_so),
		FILE_TEST(a_failure_in_the_middle_leaves_the_old_file),
		FILE_TEST(a_place_that_goes_away_is_noticed),
		FILE_TEST(places_where_no_file_can_be),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
