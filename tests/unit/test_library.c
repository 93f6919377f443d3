/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* nftw */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "in/library.h"
#include "scratch_folder.h"

static void write_form(struct scratch *s, const char *folder, const char *id, const char *name)
{
	struct str text = { 0 }, path = { 0 };

	str_addf(&text, "form: %s\nversion: '1'\nname: %s\nplace: 平凉\nyear: 2023\ncolumns: [1]\n"
		"cells:\n  project: {label: 项目名称}\ntable:\n  - ['{project}']\n", id, name);
	str_addf(&path, "%s/%s.yaml", folder, id);
	mkdir(scratch_path(s, folder), 0700);
	scratch_write(s, path.data, text.data);
	str_clear(&text);
	str_clear(&path);
}

static struct library *open_library(struct scratch *s)
{
	char own[80], common[80], gone[80];

	snprintf(own, sizeof own, "%s/own", s->folder);
	snprintf(common, sizeof common, "%s/common", s->folder);
	snprintf(gone, sizeof gone, "%s/gone", s->folder);
	return library_new((const char *const[]){ gone, own, common, NULL });
}

static void assert_refused(struct library *l, const char *id, enum status status, const char *part)
{
	const struct form *form = NULL;
	struct err err = { 0 };
	struct str text = { 0 };

	assert_int_equal(library_get(l, id, &form, &err), status);
	err_format(&err, NULL, &text);
	if (!strstr(str_text(&text), part))
		fail_msg("“%s” is not in “%s”", part, str_text(&text));
	str_clear(&text);
	err_clear(&err);
	assert_int_equal(library_get(l, id, &form, NULL), status);
}

static void a_form_is_read_once_and_kept(void **state)
{
	struct scratch *s = *state;
	struct library *l = open_library(s);
	const struct form *first, *again;

	write_form(s, "common", "a-form", "甲表");
	assert_int_equal(library_get(l, "a-form", &first, NULL), STATUS_OK);
	remove(scratch_path(s, "common/a-form.yaml"));
	assert_int_equal(library_get(l, "a-form", &again, NULL), STATUS_OK);
	assert_ptr_equal(first, again);
	assert_string_equal(first->name, "甲表");
	library_free(l);
	library_free(NULL);
}

static void the_users_own_form_wins(void **state)
{
	struct scratch *s = *state;
	struct library *l = open_library(s);
	const struct form *form;
	size_t count;
	const struct form **list;

	write_form(s, "common", "a", "甲表");
	write_form(s, "own", "a", "自用表");
	write_form(s, "common", "b", "乙表");
	assert_int_equal(library_get(l, "a", &form, NULL), STATUS_OK);
	assert_string_equal(form->name, "自用表");
	list = library_list(l, &count, NULL);
	assert_int_equal(count, 2);
	assert_ptr_equal(list[0], form);
	assert_string_equal(list[1]->id, "b");
	free(list);
	library_free(l);
}

static void a_name_that_is_no_id_never_becomes_a_path(void **state)
{
	static const char *const names[] = {
		"", "..", "../common/a", "/etc/passwd", "a/../a", "A", "a.yaml", "a\n", "表", "a b", "%s",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	};
	struct scratch *s = *state;
	struct library *l = open_library(s);

	write_form(s, "common", "a", "甲表");
	mkdir(scratch_path(s, "own"), 0700);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_refused(l, names[i], STATUS_INPUT, "there is no form");
	library_free(l);
}

static void a_near_name_is_offered(void **state)
{
	struct scratch *s = *state;
	struct library *l = open_library(s);

	write_form(s, "common", "pingliang-project", "甲表");
	write_form(s, "common", "ningxia-project", "乙表");
	assert_refused(l, "pingliang", STATUS_INPUT, "did you mean pingliang-project?");
	assert_refused(l, "ningxia-report", STATUS_INPUT, "did you mean ningxia-project?");
	assert_refused(l, "chaotian", STATUS_INPUT, "`ziping forms` lists them");
	library_free(l);
}

static void broken_files_are_left_out_and_reported(void **state)
{
	struct scratch *s = *state;
	struct library *l = open_library(s);
	struct err_list errors = { 0 };
	const struct form **list;
	size_t count;

	write_form(s, "common", "a", "甲表");
	write_form(s, "common", "good", "乙表");
	mkdir(scratch_path(s, "own"), 0700);
	scratch_write(s, "own/a.yaml", "form: a\nname: [\n");
	scratch_write(s, "own/readme.txt", "no form");
	scratch_write(s, "own/.yaml", "no form");
	mkdir(scratch_path(s, "own/folder.yaml"), 0700);
	assert_refused(l, "a", STATUS_INPUT, "own/a.yaml:");
	assert_refused(l, "folder", STATUS_INPUT, "folder.yaml");
	list = library_list(l, &count, &errors);
	assert_int_equal(count, 1);
	assert_string_equal(list[0]->id, "good");
	assert_true(errors.count >= 2);
	assert_non_null(strstr(errors.items[0].file, "own/a.yaml"));
	free(list);
	err_list_clear(&errors);
	list = library_list(l, &count, NULL);
	assert_int_equal(count, 1);
	free(list);
	library_free(l);
}

static void a_file_and_its_form_have_one_name(void **state)
{
	struct scratch *s = *state;
	struct library *l = open_library(s);

	write_form(s, "own", "a", "甲表");
	assert_int_equal(rename(scratch_path(s, "own/a.yaml"), scratch_path(s, "own/b.yaml")), 0);
	assert_refused(l, "b", STATUS_INPUT, "name the file a.yaml");
	library_free(l);
}

static void no_folder_no_form(void **state)
{
	struct library *l = open_library(*state);
	size_t count = 7;
	const struct form **list = library_list(l, &count, NULL);

	assert_int_equal(count, 0);
	assert_refused(l, "pingliang-project", STATUS_INPUT, "there is no form");
	free(list);
	library_free(l);
}

int main(void)
{
#define LIBRARY_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_make, scratch_remove)
	const struct CMUnitTest tests[] = {
		LIBRARY_TEST(a_form_is_read_once_and_kept),
		LIBRARY_TEST(the_users_own_form_wins),
		LIBRARY_TEST(a_name_that_is_no_id_never_becomes_a_path),
		LIBRARY_TEST(a_near_name_is_offered),
		LIBRARY_TEST(broken_files_are_left_out_and_reported),
		LIBRARY_TEST(a_file_and_its_form_have_one_name),
		LIBRARY_TEST(no_folder_no_form),
	};

	return cmocka_run_group_tests_name("library", tests, NULL, NULL);
}
