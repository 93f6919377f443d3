/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_form.h"
#include "store_fixture.h"

struct sample {
	const char *project, *department, *unit, *budget, *executed, *rate, *score, *grade;
	int year;
};

/* Ids 1 … 7, changed in this order. */
static const struct sample samples[] = {
	{ "校园安全", "市教育局", "第一中学", "100", "57", "57%", "95.5", "优", 2023 },
	{ "校园安全", "市教育局", "第一中学", "9.5", "9.5", "100%", "60", "中", 2022 },
	{ "100%_达标", "市水务局", "水 利 站", "1,000.50", "", "", "", "", 2023 },
	{ "a\\b ABC", "市水务局", "水利站", "-3", "0", "0%", "7", "差", 2023 },
	{ "", "", "", "", "", "", "", "", 2021 },
	{ "供水管网", "市水务局", "城投公司", "20", "3.25", "16.25%", "82", "良", 2024 },
	{ "供水管网改造", "市住建局", "城投公司", "24560000元", "24", "９％", "100", "优", 2024 },
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void add_sample(struct store *s, const struct form *form, const struct sample *sample)
{
	struct entry *e = entry_new(form, sample->year);
	const struct summary summary = {
		.project = (char *)sample->project, .department = (char *)sample->department,
		.unit = (char *)sample->unit, .budget = (char *)sample->budget,
		.executed = (char *)sample->executed, .rate = (char *)sample->rate,
		.score = (char *)sample->score, .grade = sample->grade,
	};
	int64_t id;

	assert_int_equal(store_add_entry(s, e, &summary, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
}

static int make_samples(void **state)
{
	struct form other = small_form;
	struct fixture *f;
	char now[32];
	int failed = make_store(state);

	if (failed)
		return failed;
	f = *state;
	other.id = "other";
	other.text = "form: other\n";
	for (int i = 0; i < SAMPLES; i++) {
		snprintf(now, sizeof now, "2024-03-0%dT08:00:00Z", i + 1);
		setenv("ZIPING_NOW", now, 1);
		add_sample(f->store, i == 5 ? &other : &small_form, &samples[i]);
	}
	unsetenv("ZIPING_NOW");
	return 0;
}

static void assert_listed(struct store *s, const struct list_query *q, const char *expected)
{
	struct list_query all = *q;
	struct list_rows rows = { 0 };
	struct str ids = { 0 };
	int64_t count;

	assert_int_equal(store_list(s, q, &rows, NULL), STATUS_OK);
	for (size_t i = 0; i < rows.count; i++)
		str_addf(&ids, "%d", (int)rows.items[i].id);
	assert_string_equal(str_text(&ids), expected);
	all.offset = all.limit = 0;
	list_rows_clear(&rows);
	assert_int_equal(store_list(s, &all, &rows, NULL), STATUS_OK);
	assert_int_equal(store_count(s, q, &count, NULL), STATUS_OK);
	assert_int_equal(count, rows.count);
	list_rows_clear(&rows);
	str_clear(&ids);
}

static void every_order(void **state)
{
	static const struct { enum store_order order; const char *up, *down; } cases[] = {
		{ ORDER_ID, "1234567", "7654321" },
		{ ORDER_CHANGED, "1234567", "7654321" },
		{ ORDER_YEAR, "5213467", "7643125" },
		{ ORDER_FORM, "6123457", "7543216" },
		{ ORDER_PROJECT, "5346712", "2176435" },
		{ ORDER_UNIT, "5673412", "2143765" },
		{ ORDER_BUDGET, "5426137", "7316245" },
		{ ORDER_EXECUTED, "3546271", "1726453" },
		{ ORDER_RATE, "3547612", "2167453" },
		{ ORDER_SCORE, "3542617", "7162453" },
		{ ORDER_GRADE, "3542617", "7162453" },
		{ ORDER_STATUS, "1234567", "7654321" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list_query q = { .order = cases[i].order };

		assert_listed(f->store, &q, cases[i].up);
		q.descending = true;
		assert_listed(f->store, &q, cases[i].down);
	}
}

static void filters_and_words(void **state)
{
	static const struct { struct list_query query; const char *expected; } cases[] = {
		{ { .order = ORDER_ID, .year = 2023 }, "134" },
		{ { .order = ORDER_ID, .form = "other" }, "6" },
		{ { .order = ORDER_ID, .form = "nowhere" }, "" },
		{ { .order = ORDER_PROJECT, .year = 2024, .form = "small" }, "7" },
		{ { .order = ORDER_ID, .search = "供水" }, "67" },
		{ { .order = ORDER_ID, .search = " 水务　供水 " }, "6" },
		{ { .order = ORDER_ID, .search = "校园 第一 教育" }, "12" },
		{ { .order = ORDER_ID, .search = "校园 供水" }, "" },
		{ { .order = ORDER_ID, .search = "%" }, "123467" },
		{ { .order = ORDER_ID, .search = "1000.5" }, "" },
		{ { .order = ORDER_ID, .search = "１，０００．５" }, "3" },
		{ { .order = ORDER_ID, .search = "水利站" }, "34" },
		{ { .order = ORDER_ID, .search = "9%" }, "7" },
		{ { .order = ORDER_ID, .search = "优 2456" }, "7" },
		{ { .order = ORDER_ID, .search = "ＡＢＣ" }, "4" },
		{ { .order = ORDER_ID, .unit = "第一中学" }, "12" },
		{ { .order = ORDER_SCORE, .unit = "第一中学", .year = 2022 }, "2" },
		{ { .order = ORDER_ID, .unit = "第一" }, "" },
		{ { .order = ORDER_YEAR, .status = "draft" }, "5213467" },
		{ { .order = ORDER_ID, .status = "signed" }, "" },
		{ { .order = ORDER_ID, .search = "_" }, "3" },
		{ { .order = ORDER_ID, .search = "\\" }, "4" },
		{ { .order = ORDER_ID, .search = "abc" }, "4" },
		{ { .order = ORDER_ID, .search = "' or 1=1 --" }, "" },
		{ { .order = ORDER_ID, .search = "　 " }, "1234567" },
		{ { .order = ORDER_BUDGET, .search = "公司", .descending = true }, "76" },
		{ { .order = ORDER_ID, .search = "1 0 % 达 标 市 水 务 局 水 利 站 1 0 % 达 标 市 水 务 局 "
			"水 利 站 1 0 % 达 标 市 水 务 局 水 利 站 1 0 % 达 标 市 水 务 局 水 利 站" }, "" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_listed(f->store, &cases[i].query, cases[i].expected);
}

static void windows(void **state)
{
	static const struct { int offset, limit; const char *expected; } cases[] = {
		{ 0, 3, "765" }, { 2, 3, "543" }, { 5, 3, "21" }, { 7, 3, "" }, { 90, 1, "" },
		{ 4, 0, "321" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list_query q = { .order = ORDER_CHANGED, .descending = true,
			.offset = cases[i].offset, .limit = cases[i].limit };

		assert_listed(f->store, &q, cases[i].expected);
	}
}

static void a_row_tells_the_summary(void **state)
{
	struct fixture *f = *state;
	struct list_query q = { .order = ORDER_ID, .limit = 1 };
	struct list_rows rows = { 0 };
	const struct list_row *row;

	assert_int_equal(store_list(f->store, &q, &rows, NULL), STATUS_OK);
	assert_int_equal(rows.count, 1);
	row = &rows.items[0];
	assert_int_equal(row->year, 2023);
	assert_int_equal(row->revision, 0);
	assert_string_equal(row->form, "small");
	assert_string_equal(row->project, "校园安全");
	assert_string_equal(row->department, "市教育局");
	assert_string_equal(row->unit, "第一中学");
	assert_string_equal(row->budget, "100");
	assert_string_equal(row->executed, "57");
	assert_string_equal(row->rate, "57%");
	assert_string_equal(row->score, "95.5");
	assert_string_equal(row->grade, "优");
	assert_string_equal(row->status, "draft");
	list_rows_clear(&rows);
}

static void a_step_brings_the_summary_up_to_date(void **state)
{
	struct fixture *f = *state;
	struct list_query q = { .order = ORDER_SCORE, .descending = true, .limit = 1 };
	struct summary summary = { .project = "校园安全", .score = "100.01", .grade = "优" };
	struct entry *e = entry_new(&small_form, 2023);
	struct step step = { 0 };

	step_set(&step, e, (struct ref){ SMALL_UNIT, -1 }, "x");
	assert_int_equal(store_write_step(f->store, 4, &step, &small_form, &summary, NULL, NULL),
		STATUS_OK);
	assert_listed(f->store, &q, "4");
	step_clear(&step);
	entry_free(e);
}

static void assert_found(struct store *s, const char *words, const char *expected)
{
	assert_listed(s, &(struct list_query){ .order = ORDER_ID, .search = words }, expected);
}

static void write_text(struct store *s, const char *text)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct step step = { 0 };

	step_set(&step, e, (struct ref){ SMALL_UNIT, -1 }, text);
	assert_int_equal(store_write_step(s, 4, &step, &small_form, NULL, NULL, NULL), STATUS_OK);
	step_clear(&step);
	entry_free(e);
}

static void what_is_typed_is_found_at_once(void **state)
{
	struct fixture *f = *state;
	struct store *other;

	assert_found(f->store, "管护", "");
	write_text(f->store, "第３期 管护Ａ合同");
	assert_found(f->store, "管护", "4");
	assert_found(f->store, "管护", "4");
	assert_found(f->store, "第3期管护a 合同 abc", "4");
	assert_found(f->store, "期管护合同", "");
	write_text(f->store, "验收");
	assert_found(f->store, "管护", "");
	assert_int_equal(store_open(f->path, false, &other, NULL), STATUS_OK);
	write_text(other, "管护");
	assert_found(f->store, "管护", "4");
	assert_int_equal(store_delete_entry(other, 4, NULL), STATUS_OK);
	assert_found(f->store, "管护", "");
	store_close(other);
}

static void sums_are_exact(void **state)
{
	static const struct { struct list_query query; int count; const char *budget, *executed, *rate; } cases[] = {
		{ { .year = 2022 }, 1, "9.5", "9.5", "9.5/9.5" },
		{ { .search = "供水" }, 2, "2476", "27.25", "27.25/2476" },
		/* 1000.50 stands in the budget alone. */
		{ { .year = 2023 }, 3, "1097.5", "57", "57/97" },
		{ { .search = "nowhere" }, 0, "0", "0", "0/0" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str budget = { 0 }, executed = { 0 }, rate = { 0 };
		struct list_sums sums;

		assert_int_equal(store_sum(f->store, &cases[i].query, &sums, NULL), STATUS_OK);
		decimal_add_to(decimal_trim(sums.budget), &budget);
		decimal_add_to(decimal_trim(sums.executed), &executed);
		decimal_add_to(decimal_trim(sums.rate_executed), &rate);
		str_add_char(&rate, '/');
		decimal_add_to(decimal_trim(sums.rate_budget), &rate);
		assert_int_equal(sums.count, cases[i].count);
		assert_string_equal(str_text(&budget), cases[i].budget);
		assert_string_equal(str_text(&executed), cases[i].executed);
		assert_string_equal(str_text(&rate), cases[i].rate);
		str_clear(&budget);
		str_clear(&executed);
		str_clear(&rate);
	}
}

/* Three keys are beyond what SQLite's own sum() can hold. */
static void sums_do_not_end_at_64_bits(void **state)
{
	struct fixture *f = *state;
	struct list_sums sums;

	assert_int_equal(sqlite3_exec(f->store->db, "update entry set budget_key = 9000000000000000000 where year = 2023",
		NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_sum(f->store, &(struct list_query){ .year = 2023 }, &sums, NULL), STATUS_OK);
	assert_int_equal(decimal_cmp(sums.budget, decimal_from_int(27000000000000)), 0);
	assert_int_equal(decimal_cmp(sums.rate_budget, decimal_from_int(18000000000000)), 0);
}

/* What makes a long list quick: its window is read off an index, already in order. */
static int count_sorts(unsigned event, void *sorts, void *stmt, void *nanoseconds)
{
	(void)event;
	(void)nanoseconds;
	*(int *)sorts += sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_SORT, 0);
	return 0;
}

static void no_order_is_sorted(void **state)
{
	struct fixture *f = *state;
	int sorts = 0;

	sqlite3_trace_v2(f->store->db, SQLITE_TRACE_PROFILE, count_sorts, &sorts);
	for (int order = 0; order < ORDER_COUNT; order++)
		for (int i = 0; i < 4; i++) {
			struct list_query q = { .order = (enum store_order)order, .descending = i & 1,
				.year = i & 2 ? 2023 : 0, .limit = 3 };
			struct list_rows rows = { 0 };

			assert_int_equal(store_list(f->store, &q, &rows, NULL), STATUS_OK);
			assert_int_equal(rows.count, 3);
			list_rows_clear(&rows);
		}
	assert_listed(f->store, &(struct list_query){ .order = ORDER_SCORE, .search = "校园" }, "21");
	assert_int_equal(sorts, 0);
	assert_listed(f->store, &(struct list_query){ .order = ORDER_SCORE, .unit = "第一中学" }, "21");
	assert_int_not_equal(sorts, 0);
}

static void ids_come_in_order(void **state)
{
	struct fixture *f = *state;
	int64_t *ids;
	size_t count;

	assert_int_equal(store_delete_entry(f->store, 3, NULL), STATUS_OK);
	assert_int_equal(store_ids(f->store, &ids, &count, NULL), STATUS_OK);
	assert_int_equal(count, SAMPLES - 1);
	for (size_t i = 1; i < count; i++)
		assert_true(ids[i] > ids[i - 1] && ids[i] != 3);
	free(ids);
}

static void deleted_entries_are_listed_apart(void **state)
{
	struct fixture *f = *state;
	struct store *s = f->store;
	struct list_query deleted = { .deleted = true };

	assert_listed(s, &deleted, "");
	assert_int_equal(store_delete_entry(s, 4, NULL), STATUS_OK);
	assert_int_equal(store_delete_entry(s, 1, NULL), STATUS_OK);
	for (deleted.order = 0; deleted.order < ORDER_COUNT; deleted.order++) {
		struct list_rows rows = { 0 };

		assert_int_equal(store_list(s, &deleted, &rows, NULL), STATUS_OK);
		assert_int_equal(rows.count, 2);
		list_rows_clear(&rows);
	}
	assert_listed(s, &(struct list_query){ .deleted = true, .unit = "水利站" }, "4");
	assert_listed(s, &(struct list_query){ .deleted = true, .status = "draft", .order = ORDER_ID }, "14");
	assert_listed(s, &(struct list_query){ .deleted = true, .search = "校园" }, "1");
	assert_listed(s, &(struct list_query){ .search = "校园" }, "2");
	assert_int_equal(store_restore_entry(s, 1, NULL), STATUS_OK);
	assert_listed(s, &(struct list_query){ .deleted = true }, "4");
}

int main(void)
{
#define LIST_TEST(name) cmocka_unit_test_setup_teardown(name, make_samples, remove_folder)
	const struct CMUnitTest tests[] = {
		LIST_TEST(every_order),
		LIST_TEST(filters_and_words),
		LIST_TEST(windows),
		LIST_TEST(a_row_tells_the_summary),
		LIST_TEST(a_step_brings_the_summary_up_to_date),
		LIST_TEST(what_is_typed_is_found_at_once),
		LIST_TEST(sums_are_exact),
		LIST_TEST(sums_do_not_end_at_64_bits),
		LIST_TEST(no_order_is_sorted),
		LIST_TEST(ids_come_in_order),
		LIST_TEST(deleted_entries_are_listed_apart),
	};

	return cmocka_run_group_tests_name("store_list", tests, small_form_begin, small_form_end);
}
