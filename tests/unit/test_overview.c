/* SPDX-License-Identifier: MIT */
/* The overview of the published tables, and of a department that its projects do not add up to. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "desk/overview_table.h"
#include "out/csv.h"
#include "published_desk.h"

static const char *const published[] = {
	"chaotian-2023-01", "chaotian-2023-03", "chaotian-2023-11", "luosong-2023-01", "luosong-2023-basedata",
	"ningxia-2023-01", "ningxia-2023-02", "pingliang-2023-01",
};

static const char chaotian[] = "中共广元市朝天区委机构编制委员会办公室";

static struct desk *desk;

static int begin(void **state)
{
	if (scratch_make(state))
		return -1;
	desk = published_desk(*state, false);
	for (size_t i = 0; i < sizeof published / sizeof *published; i++)
		published_import(desk, published[i]);
	return 0;
}

static int end(void **state)
{
	desk_free(desk);
	return scratch_remove(state);
}

/* A department's table of 朝天's unit. */
static int64_t add_department(const char *project_spending, const char *total)
{
	const struct form *form;
	struct entry *e;
	struct ref at;
	int64_t id;

	assert_int_equal(library_get(desk_get_library(desk), "luosong-department", &form, NULL), STATUS_OK);
	e = entry_new(form, 2023);
	assert_true(ref_parse(form, "unit", &at));
	entry_set(e, at, chaotian);
	assert_true(ref_parse(form, "spending.project", &at));
	entry_set(e, at, project_spending);
	assert_true(ref_parse(form, "funds.total.executed", &at));
	entry_set(e, at, total);
	assert_int_equal(desk_add(desk, e, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return id;
}

static void assert_line(const struct overview_line *l, const char *expected)
{
	struct str text = { 0 };

	str_addf(&text, "%s %d ", l->name ? l->name : "", l->count);
	overview_add_money(l->budget, &text);
	str_add_char(&text, ' ');
	overview_add_money(l->executed, &text);
	str_add_char(&text, ' ');
	overview_add_percent(l->has_rate, l->rate, &text);
	str_add_char(&text, ' ');
	overview_add_score(l->has_weighted, l->weighted, &text);
	str_add_char(&text, ' ');
	overview_add_score(l->has_mean, l->mean, &text);
	str_add_char(&text, ' ');
	overview_add_percent(l->has_coverage, l->coverage, &text);
	assert_string_equal(text.data, expected);
	str_clear(&text);
}

static void make(const struct list_query *q, enum overview_by by, struct overview *o)
{
	assert_int_equal(overview_make(desk, q, by, o, NULL), STATUS_OK);
}

static void units_of_the_published_tables(void **state)
{
	const struct list_query q = { .year = 2023 };
	struct overview o = { 0 };

	(void)state;
	make(&q, OVERVIEW_BY_UNIT, &o);
	assert_int_equal(o.count, 4);
	assert_line(&o.lines[0], "中共平凉市委机构编制委员会办公室 1 43.00 24.56 57.12% 95.70 95.70 100.00%");
	assert_line(&o.lines[1], "中共广元市朝天区委机构编制委员会办公室 3 19.68 19.68 100.00% 100.00 100.00 100.00%");
	assert_line(&o.lines[2], "中共株洲市芦淞区委机构编制委员会办公室 1 110.25 110.25 100.00% 99.00 99.00 100.00%");
	assert_line(&o.lines[3], "中国共产党宁夏回族自治区委员会机构编制委员会办公室 2 260.85 198.15 75.96% 96.02 95.15 100.00%");
	assert_line(&o.total, " 7 433.78 352.64 81.29% 96.92 97.86 100.00%");
	assert_int_equal(o.total.grades[0], 7);
	assert_int_equal(o.total.statuses[0], 7);
	assert_int_equal(o.others, 1);
	assert_int_equal(o.remark_count, 0);
	overview_clear(&o);
}

static void years_and_forms(void **state)
{
	const struct list_query all = { 0 }, none = { .year = 1999 }, part = { .unit_part = "芦淞" };
	struct overview o = { 0 };

	(void)state;
	make(&all, OVERVIEW_BY_YEAR, &o);
	assert_int_equal(o.count, 1);
	assert_string_equal(o.lines[0].name, "2023");
	make(&all, OVERVIEW_BY_FORM, &o);
	assert_int_equal(o.count, 4);
	make(&none, OVERVIEW_BY_UNIT, &o);
	assert_int_equal(o.count, 0);
	assert_line(&o.total, " 0 0.00 0.00    ");
	make(&part, OVERVIEW_BY_UNIT, &o);
	assert_line(&o.total, " 1 110.25 110.25 100.00% 99.00 99.00 100.00%");
	overview_clear(&o);
}

static void assert_said(const char *project_spending, const char *total, const char *expected)
{
	const struct list_query q = { .unit = chaotian };
	int64_t id = add_department(project_spending, total);
	struct str said = { 0 };
	struct overview o = { 0 };

	make(&q, OVERVIEW_BY_UNIT, &o);
	assert_line(&o.total, " 3 19.68 19.68 100.00% 100.00 100.00 100.00%");
	assert_int_equal(o.held, 1);
	for (size_t i = 0; i < o.remark_count; i++) {
		assert_int_equal(o.remarks[i].entry, id);
		message_add_to(&o.remarks[i].say, NULL, &said);
	}
	assert_string_equal(str_text(&said), expected);
	str_clear(&said);
	overview_clear(&o);
	assert_int_equal(store_delete_entry(desk_get_store(desk), id, NULL), STATUS_OK);
}

static void a_department_its_projects_do_not_add_up_to(void **state)
{
	(void)state;
	assert_said("19.69", "262.63", "2023 中共广元市朝天区委机构编制委员会办公室: the projects spent 19.68 together, "
		"the department's table has 19.69; 0.01 apart, perhaps by rounding");
	assert_said("19.7", "262.63", "2023 中共广元市朝天区委机构编制委员会办公室: the projects spent 19.68 together, "
		"the department's table has 19.7; 0.02 apart");
	assert_said("19.68", "262.63", "");
	assert_said("", "262.63", "");
}

static int64_t add_project(const struct form *form, const char *budget, const char *executed)
{
	struct entry *e = entry_new(form, 2023);
	struct ref at;
	int64_t id;

	assert_true(ref_parse(form, "funds.fiscal.budget", &at));
	entry_set(e, at, budget);
	assert_true(ref_parse(form, "funds.fiscal.executed", &at));
	entry_set(e, at, executed);
	assert_int_equal(desk_add(desk, e, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return id;
}

/* What is not known is in no figure that it would be a part of; which, and what money is in others, is said. */
static void unknowns_are_counted(void **state)
{
	static const struct { const char *figures[3][2], *total, *notes; } cases[] = {
		{ { { "", "" } }, " 2 43.00 24.56 57.12% 95.70 95.70 50.00%",
			"Without a budget, so not in its sum, the rate and the weighted score: 1.\n"
			"Without what was spent, so not in its sum and the rate: 1.\n"
			"Without a score, so not in the scores: 1.\n" },
		{ { { "", "7.5" }, { "", "0.25" }, { "", "" } }, " 4 43.00 32.31 57.12% 95.70 95.70 25.00%",
			"Without a budget, so not in its sum, the rate and the weighted score: 3; what they spent, 7.75, is in the "
			"sum.\nWithout what was spent, so not in its sum and the rate: 1.\n"
			"Without a score, so not in the scores: 3.\n" },
		{ { { "10", "" } }, " 2 53.00 24.56 57.12% 95.70 95.70 50.00%",
			"Without what was spent, so not in its sum and the rate: 1; their budgets, 10.00, are in the sum.\n"
			"Without a score, so not in the scores: 1.\n" },
	};
	const struct list_query q = { .year = 2023, .form = "pingliang-project" };
	const struct form *form;

	(void)state;
	assert_int_equal(library_get(desk_get_library(desk), "pingliang-project", &form, NULL), STATUS_OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct overview o = { 0 };
		struct str notes = { 0 };
		int64_t ids[3];
		size_t count;

		for (count = 0; count < 3 && cases[i].figures[count][0]; count++)
			ids[count] = add_project(form, cases[i].figures[count][0], cases[i].figures[count][1]);
		make(&q, OVERVIEW_BY_YEAR, &o);
		assert_line(&o.total, cases[i].total);
		overview_add_notes(&o, NULL, &notes);
		assert_string_equal(str_text(&notes), cases[i].notes);
		str_clear(&notes);
		overview_clear(&o);
		while (count)
			assert_int_equal(store_delete_entry(desk_get_store(desk), ids[--count], NULL), STATUS_OK);
	}
}

static void assert_same_number(struct decimal a, struct decimal b)
{
	assert_int_equal(decimal_cmp(a, b), 0);
}

/* What stands below the list is what the overview says, whatever is listed. */
static void the_list_sums_up_alike(void **state)
{
	static const struct { struct list_query query; int count; } cases[] = {
		{ { 0 }, 8 }, { { .year = 2023 }, 7 }, { { .year = 2022 }, 1 }, { { .form = "luosong-department" }, 3 },
		{ { .form = "luosong-basedata" }, 0 }, { { .form = "chaotian-department-report" }, 0 },
		{ { .unit = chaotian }, 4 }, { { .unit = chaotian, .year = 2023 }, 3 }, { { .unit_part = "平凉" }, 1 },
		{ { .status = "draft" }, 8 }, { { .status = "signed" }, 0 }, { { .search = "262.63" }, 2 },
	};
	const struct form *form;
	struct entry *e;
	int64_t ids[3];

	(void)state;
	ids[0] = add_department("19.69", "262.63");
	assert_int_equal(library_get(desk_get_library(desk), "chaotian-department-report", &form, NULL), STATUS_OK);
	for (int i = 0; i < 2; i++) {
		struct ref at;

		if (i)
			assert_int_equal(library_get(desk_get_library(desk), "luosong-department", &form, NULL), STATUS_OK);
		e = entry_new(form, i ? 2022 : 2023);
		assert_true(ref_parse(form, "unit", &at));
		entry_set(e, at, chaotian);
		if (i) {
			assert_true(ref_parse(form, "funds.total.executed", &at));
			entry_set(e, at, "262.63");
		}
		assert_int_equal(desk_add(desk, e, NULL, &ids[i + 1], NULL), STATUS_OK);
		entry_free(e);
	}
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct overview o = { 0 };
		struct list_sums sums;

		make(&cases[i].query, OVERVIEW_BY_UNIT, &o);
		assert_int_equal(store_sum(desk_get_store(desk), &cases[i].query, &sums, NULL), STATUS_OK);
		assert_int_equal(sums.count, cases[i].count);
		assert_int_equal(sums.count, o.total.count);
		assert_int_equal(sums.with_budget, o.total.with_budget);
		assert_int_equal(sums.with_executed, o.total.with_executed);
		assert_same_number(sums.budget, o.total.budget);
		assert_same_number(sums.executed, o.total.executed);
		assert_same_number(sums.rate_budget, o.total.rate_budget);
		assert_same_number(sums.rate_executed, o.total.rate_executed);
		overview_clear(&o);
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(store_delete_entry(desk_get_store(desk), ids[i], NULL), STATUS_OK);
}

/* Each line of a framed table ends in the same column, in both policies. */
static void frames_are_whole(void **state)
{
	static const struct sum_paper papers[] = {
		{ 130, TEXT_NARROW, FRAME_BOX }, { 130, TEXT_WIDE, FRAME_BOX }, { 98, TEXT_NARROW, FRAME_BOX },
		{ 110, TEXT_WIDE, FRAME_ASCII }, { 400, TEXT_WIDE, FRAME_BOX },
	};
	const struct list_query q = { .year = 2023 };
	struct overview o = { 0 };
	struct sumtable t = { 0 };

	(void)state;
	make(&q, OVERVIEW_BY_UNIT, &o);
	overview_tabulate(&o, OVERVIEW_BY_UNIT, NULL, &t);
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct str text = { 0 };
		int width = 0, lines = 0;
		char *line;

		assert_int_equal(sumtable_add_text(&t, &papers[i], &text, NULL), STATUS_OK);
		for (line = strtok(text.data, "\n"); line; line = strtok(NULL, "\n")) {
			int here = text_width(papers[i].widths, line, strlen(line));

			if (line[0] != '|' && line[0] != '+' && strncmp(line, "\xe2\x94", 2))
				continue;
			width = lines++ ? width : here;
			assert_int_equal(here, width);
			assert_true(here <= papers[i].columns);
		}
		assert_true(lines > 12);
		str_clear(&text);
	}
	assert_int_equal(sumtable_add_text(&t, &(struct sum_paper){ 60, TEXT_NARROW, FRAME_BOX }, NULL, NULL),
		STATUS_USAGE);
	sumtable_clear(&t);
	overview_clear(&o);
}

static void csv_is_safe(void **state)
{
	static const struct { const char *text, *field; } cases[] = {
		{ "", "" }, { "公用经费", "公用经费" }, { "a,b", "\"a,b\"" }, { "说“好”", "说“好”" },
		{ "a\"b", "\"a\"\"b\"" }, { "一\n二", "\"一\n二\"" }, { "=1+1", "\"'=1+1\"" }, { "+电话", "\"'+电话\"" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" }, { "-", "\"'-\"" }, { "-3.5", "-3.5" }, { "+7", "+7" }, { "-1%", "-1%" },
		{ "-1,234.50", "\"-1,234.50\"" }, { "-1-2", "\"'-1-2\"" }, { "-5%+A1", "\"'-5%+A1\"" }, { "＝", "＝" },
		{ "＝1+1", "\"'＝1+1\"" }, { "＠SUM(A1)", "\"'＠SUM(A1)\"" },
		{ "\tx", "\"'\tx\"" }, { "\rx", "\"'\rx\"" }, { "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str field = { 0 };

		csv_add_field(cases[i].text, &field);
		assert_string_equal(str_text(&field), cases[i].field);
		str_clear(&field);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_of_the_published_tables),
		cmocka_unit_test(years_and_forms),
		cmocka_unit_test(a_department_its_projects_do_not_add_up_to),
		cmocka_unit_test(unknowns_are_counted),
		cmocka_unit_test(the_list_sums_up_alike),
		cmocka_unit_test(frames_are_whole),
		cmocka_unit_test(csv_is_safe),
	};

	return cmocka_run_group_tests_name("overview", tests, begin, end);
}
