/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/entry.h"
#include "small_form.h"

#define AT(cell, row) ((struct ref){ (cell), (row) })

static struct entry *new_entry(void)
{
	return entry_new(&small_form, 2023);
}

static void nothing_is_typed_at_first(void **state)
{
	struct entry *e = new_entry();

	(void)state;
	for (int i = 0; i < SMALL_CELLS; i++)
		assert_string_equal(entry_get(e, AT(i, -1)), "");
	assert_int_equal(entry_row_count(e, SMALL_INDICATORS), 0);
	assert_int_equal(entry_get_year(e), 2023);
	assert_ptr_equal(entry_get_form(e), &small_form);
	entry_free(e);
}

static void initial_texts_are_filled(void **state)
{
	struct entry *e = new_entry();

	(void)state;
	entry_fill_initial(e);
	assert_string_equal(entry_get(e, AT(SMALL_DEPARTMENT, -1)), "市教育局");
	assert_int_equal(entry_row_count(e, SMALL_INDICATORS), 2);
	assert_int_equal(entry_row_count(e, SMALL_PROJECTS), 0);
	assert_string_equal(entry_get(e, AT(SMALL_LEVEL, 0)), "产出指标");
	assert_string_equal(entry_get(e, AT(SMALL_SCORE, 0)), "0");
	assert_string_equal(entry_get(e, AT(SMALL_TARGET, 1)), "≥4次");
	assert_string_equal(entry_get(e, AT(SMALL_SCORE, 1)), "10");
	entry_free(e);
}

static void texts_are_kept_byte_for_byte(void **state)
{
	static const char *const texts[] = {
		" 12.50 ", "１２", "a\nb\n", "\xe2\x80\xae", "≥90%", "0", "       15 bytes", "      16 bytes.",
	};
	struct entry *e = new_entry();

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		entry_set(e, AT(SMALL_PROJECT, -1), texts[i]);
		assert_string_equal(entry_get(e, AT(SMALL_PROJECT, -1)), texts[i]);
	}
	entry_set(e, AT(SMALL_PROJECT, -1), NULL);
	assert_string_equal(entry_get(e, AT(SMALL_PROJECT, -1)), "");
	entry_free(e);
}

static char *make_text(size_t length, char c)
{
	char *text = mem_alloc(length + 1);

	memset(text, c, length);
	return text;
}

static void lengths_around_every_block_size(void **state)
{
	struct entry *e = new_entry();

	(void)state;
	for (size_t length = 1; length < 5000; length = length < 70 ? length + 1 : length * 5 / 4) {
		char *a = make_text(length, 'a'), *b = make_text(length, 'b');

		entry_set(e, AT(SMALL_PROJECT, -1), a);
		entry_set(e, AT(SMALL_UNIT, -1), b);
		assert_string_equal(entry_get(e, AT(SMALL_PROJECT, -1)), a);
		assert_string_equal(entry_get(e, AT(SMALL_UNIT, -1)), b);
		entry_set(e, AT(SMALL_UNIT, -1), "");
		free(a);
		free(b);
	}
	entry_free(e);
}

static void a_text_may_be_set_from_the_entry_itself(void **state)
{
	struct entry *e = new_entry();

	(void)state;
	entry_set(e, AT(SMALL_PROJECT, -1), "0123456789012345678901234567890");
	entry_set(e, AT(SMALL_PROJECT, -1), entry_get(e, AT(SMALL_PROJECT, -1)) + 20);
	assert_string_equal(entry_get(e, AT(SMALL_PROJECT, -1)), "01234567890");
	entry_set(e, AT(SMALL_UNIT, -1), entry_get(e, AT(SMALL_PROJECT, -1)));
	assert_string_equal(entry_get(e, AT(SMALL_UNIT, -1)), "01234567890");
	entry_free(e);
}

static void other_texts_never_move(void **state)
{
	struct entry *e = new_entry();
	const char *borrowed;
	char text[80];

	(void)state;
	entry_set(e, AT(SMALL_UNIT, -1), "市第一中学");
	borrowed = entry_get(e, AT(SMALL_UNIT, -1));
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof text, "%0*d", i % 70 + 1, i);
		entry_set(e, AT(SMALL_PROJECT, -1), text);
		if (i % 3 == 0)
			entry_insert_row(e, SMALL_PROJECTS, 0, 0);
		entry_set(e, AT(SMALL_NAME, 0), text);
	}
	assert_ptr_equal(entry_get(e, AT(SMALL_UNIT, -1)), borrowed);
	assert_string_equal(borrowed, "市第一中学");
	entry_free(e);
}

static void places_that_do_not_exist_hold_nothing(void **state)
{
	struct entry *e = new_entry();

	(void)state;
	entry_set(e, AT(SMALL_TARGET, 0), "lost");
	entry_set(e, AT(SMALL_CELLS, -1), "lost");
	entry_set(e, AT(-1, -1), "lost");
	assert_string_equal(entry_get(e, AT(SMALL_TARGET, 0)), "");
	assert_string_equal(entry_get(e, AT(SMALL_TARGET, -1)), "");
	assert_string_equal(entry_get(e, AT(-1, -1)), "");
	entry_free(e);
}

static void assert_rows(struct entry *e, const char *expected)
{
	struct str got = { 0 };

	for (int i = 0; i < entry_row_count(e, SMALL_INDICATORS); i++) {
		str_addf(&got, "%d%s ", (int)entry_row_uid(e, SMALL_INDICATORS, i),
			entry_get(e, AT(SMALL_TARGET, i)));
		assert_int_equal(entry_find_row(e, SMALL_INDICATORS,
			entry_row_uid(e, SMALL_INDICATORS, i)), i);
	}
	assert_string_equal(str_text(&got), expected);
	str_clear(&got);
}

static void rows_keep_their_uid_and_texts(void **state)
{
	static const char *const letters[] = { "a", "b", "c", "d" };
	struct entry *e = new_entry();

	(void)state;
	for (int i = 0; i < 4; i++) {
		assert_int_equal(entry_insert_row(e, SMALL_INDICATORS, i, 0), i + 1);
		entry_set(e, AT(SMALL_TARGET, i), letters[i]);
	}
	assert_rows(e, "1a 2b 3c 4d ");
	entry_move_row(e, SMALL_INDICATORS, 0, 2);
	assert_rows(e, "2b 3c 1a 4d ");
	entry_move_row(e, SMALL_INDICATORS, 3, 0);
	assert_rows(e, "4d 2b 3c 1a ");
	entry_delete_row(e, SMALL_INDICATORS, 1);
	assert_rows(e, "4d 3c 1a ");
	assert_int_equal(entry_find_row(e, SMALL_INDICATORS, 2), -1);
	assert_int_equal(entry_insert_row(e, SMALL_INDICATORS, 1, 2), 2);
	assert_rows(e, "4d 2 3c 1a ");
	assert_int_equal(entry_insert_row(e, SMALL_PROJECTS, 0, 0), 5);
	entry_reserve_uids(e, 20);
	assert_int_equal(entry_insert_row(e, SMALL_INDICATORS, 99, 0), 21);
	assert_int_equal(entry_last_uid(e), 21);
	assert_rows(e, "4d 2 3c 1a 21 ");
	entry_free(e);
}

static void a_reset_entry_is_as_new(void **state)
{
	char *long_text = make_text(9000, 'x');
	struct entry *e = new_entry();

	(void)state;
	for (int round = 0; round < 3; round++) {
		assert_string_equal(entry_get(e, AT(SMALL_PROJECT, -1)), "");
		assert_int_equal(entry_row_count(e, SMALL_INDICATORS), 0);
		for (int i = 0; i < 40; i++) {
			entry_insert_row(e, SMALL_INDICATORS, i, 0);
			assert_string_equal(entry_get(e, AT(SMALL_TARGET, i)), "");
			entry_set(e, AT(SMALL_TARGET, i), i % 5 ? "≥90%，且不低于上年同期水平" : long_text);
			entry_set(e, AT(SMALL_LEVEL, i), "产出指标");
		}
		assert_int_equal(entry_row_uid(e, SMALL_INDICATORS, 39), 40);
		entry_set(e, AT(SMALL_PROJECT, -1), long_text);
		assert_string_equal(entry_get(e, AT(SMALL_LEVEL, 7)), "产出指标");
		entry_reset(e, 2024 + round);
		assert_int_equal(entry_get_year(e), 2024 + round);
	}
	entry_free(e);
	free(long_text);
}

/* --- names --- */

static struct entry *entry_with_rows(void)
{
	struct entry *e = new_entry();

	entry_insert_row(e, SMALL_INDICATORS, 0, 0);
	entry_insert_row(e, SMALL_INDICATORS, 1, 0);
	return e;
}

static void names_go_both_ways(void **state)
{
	static const struct { const char *name, *label; int cell, row; } cases[] = {
		{ "project", "项目名称", SMALL_PROJECT, -1 },
		{ "funds.total.rate", "年度资金总额 执行率", SMALL_RATE, -1 },
		{ "indicators[1].level", "绩效指标 第1行 一级指标", SMALL_LEVEL, 0 },
		{ "indicators[2].score", "绩效指标 第2行 得分", SMALL_SCORE, 1 },
	};
	struct entry *e = entry_with_rows();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ref expected = { cases[i].cell, cases[i].row }, at = { -7, -7 };
		struct str text = { 0 };

		assert_int_equal(entry_parse_name(e, cases[i].name, false, &at, NULL), STATUS_OK);
		assert_true(ref_equal(at, expected));
		entry_add_name(e, at, &text);
		assert_string_equal(str_text(&text), cases[i].name);
		str_reset(&text);
		entry_add_label(e, at, &text);
		assert_string_equal(str_text(&text), cases[i].label);
		str_clear(&text);
	}
	entry_free(e);
}

static void wrong_names_are_refused(void **state)
{
	static const struct { const char *name, *message; } cases[] = {
		{ "projct", "the form small has no cell “projct”; did you mean project?" },
		{ "indicator[2].scor",
			"the form small has no cell “indicator[2].scor”; did you mean indicators[2].score?" },
		{ "indicators.score",
			"the form small has no cell “indicators.score”; did you mean indicators[1].score?" },
		{ "score", "the form small has no cell “score”; `ziping forms small` lists them" },
		{ "", "the form small has no cell “”; `ziping forms small` lists them" },
		{ "indicators[3].score", "there is no row for indicators[3].score; 绩效指标 has 2 rows" },
		{ "indicators[0].score", NULL }, { "indicators[01].score", NULL },
		{ "indicators[-1].score", NULL }, { "indicators[1]score", NULL },
		{ "indicators[1].", NULL }, { "indicators[1", NULL }, { "indicators[", NULL },
		{ "indicators[]", NULL }, { "indicators[1].score ", NULL }, { "[1].score", NULL },
		{ "project[1].project", NULL }, { "indicators[1].project", NULL },
		{ "indicators[99999999999999999999].score", NULL }, { "indicators[1].name", NULL },
	};
	struct entry *e = entry_with_rows();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ref at = { -7, -7 };
		struct err err = { 0 };
		struct str text = { 0 };

		assert_int_equal(entry_parse_name(e, cases[i].name, false, &at, &err), STATUS_INPUT);
		assert_int_equal(at.cell, -7);
		message_add_to(&err.message, NULL, &text);
		if (cases[i].message)
			assert_string_equal(str_text(&text), cases[i].message);
		str_clear(&text);
		err_clear(&err);
	}
	entry_free(e);
}

static void a_row_may_lie_beyond_the_last_one(void **state)
{
	struct entry *e = entry_with_rows();
	struct ref at;

	(void)state;
	assert_int_equal(entry_parse_name(e, "indicators[40].score", true, &at, NULL), STATUS_OK);
	assert_int_equal(at.row, 39);
	assert_int_equal(entry_parse_name(e, "indicators[41].score", true, &at, NULL), STATUS_INPUT);
	entry_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_typed_at_first),
		cmocka_unit_test(initial_texts_are_filled),
		cmocka_unit_test(texts_are_kept_byte_for_byte),
		cmocka_unit_test(lengths_around_every_block_size),
		cmocka_unit_test(a_text_may_be_set_from_the_entry_itself),
		cmocka_unit_test(other_texts_never_move),
		cmocka_unit_test(places_that_do_not_exist_hold_nothing),
		cmocka_unit_test(rows_keep_their_uid_and_texts),
		cmocka_unit_test(a_reset_entry_is_as_new),
		cmocka_unit_test(names_go_both_ways),
		cmocka_unit_test(wrong_names_are_refused),
		cmocka_unit_test(a_row_may_lie_beyond_the_last_one),
	};

	return cmocka_run_group_tests_name("entry", tests, small_form_begin, small_form_end);
}
