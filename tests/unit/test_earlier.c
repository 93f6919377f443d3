/* SPDX-License-Identifier: MIT */
/* Last year's entry: found, chosen, offered, followed back through the years. */
#define _GNU_SOURCE /* nftw */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "base/mem.h"
#include "desk/earlier.h"
#include "published_desk.h"
#include "store/store_internal.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LINES(...) ((const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })

/* Matched by a text that lists do not show, with one that they do behind it. */
static const char coded_text[] =
	"form: coded\nversion: '1'\nname: 编码表\nplace: 平凉\nyear: 2023\ncolumns: [1, 1]\n"
	"match: [code, unit]\nsummary: {unit: unit}\n"
	"cells:\n  code: {label: 编码}\n  unit: {label: 单位}\n"
	"table:\n  - ['{code}', '{unit}']\n";

struct room {
	struct scratch *scratch;
	struct desk *desk;
	struct form *later;          /* another version of 平凉's */
	struct form *coded;
};

static struct form *read_form(const char *text)
{
	struct form *form = NULL;

	assert_int_equal(form_read("test", text, strlen(text), &form, NULL), STATUS_OK);
	return form;
}

static const struct form *get_form(struct room *r, const char *id)
{
	const struct form *form;

	assert_int_equal(library_get(desk_get_library(r->desk), id, &form, NULL), STATUS_OK);
	return form;
}

static struct form *read_later(struct room *r)
{
	const char *text = get_form(r, "pingliang-project")->text, *version = strstr(text, "version:");
	struct str changed = { 0 };
	struct form *form;

	str_add_len(&changed, text, (size_t)(version - text));
	str_add(&changed, "version: '2099'");
	str_add(&changed, strchr(version, '\n'));
	form = read_form(changed.data);
	str_clear(&changed);
	return form;
}

static int enter_room(void **state)
{
	static struct room r;
	void *scratch;

	setenv("ZIPING_NOW", "2024-03-01T02:20:00Z", 1);
	if (scratch_make(&scratch))
		return -1;
	r = (struct room){ .scratch = scratch };
	*state = &r;
	r.desk = published_desk(scratch, false);
	r.later = read_later(&r);
	r.coded = read_form(coded_text);
	return 0;
}

static int leave_room(void **state)
{
	struct room *r = *state;
	void *scratch = r->scratch;

	form_free(r->later);
	form_free(r->coded);
	desk_free(r->desk);
	return scratch_remove(&scratch);
}

static void type(struct entry *e, const char *line)
{
	struct str name = { 0 };
	const char *equals = strchr(line, '=');
	struct ref at;

	assert_non_null(equals);
	str_add_len(&name, line, (size_t)(equals - line));
	assert_true(ref_parse(entry_get_form(e), name.data, &at));
	entry_set(e, at, equals + 1);
	str_clear(&name);
}

static int64_t add(struct room *r, const struct form *form, int year, const char *const *lines)
{
	struct entry *e = entry_new(form, year);
	int64_t id;

	for (; *lines; lines++)
		type(e, *lines);
	assert_int_equal(desk_add(r->desk, e, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return id;
}

static int64_t add_project(struct room *r, int year, const char *project, const char *unit)
{
	struct str project_line = { 0 }, unit_line = { 0 };
	int64_t id;

	str_addf(&project_line, "project=%s", project);
	str_addf(&unit_line, "unit=%s", unit);
	id = add(r, get_form(r, "pingliang-project"), year, LINES(project_line.data, unit_line.data));
	str_clear(&project_line);
	str_clear(&unit_line);
	return id;
}

static int64_t find(struct room *r, int64_t id)
{
	struct opened *o;
	int64_t earlier = -2;

	assert_int_equal(desk_open_entry(r->desk, id, &o, NULL), STATUS_OK);
	assert_int_equal(desk_find_earlier(o, &earlier, NULL), STATUS_OK);
	opened_free(o);
	return earlier;
}

static enum status choose(struct room *r, int64_t id, int64_t earlier)
{
	struct opened *o;
	enum status status;

	assert_int_equal(desk_open_entry(r->desk, id, &o, NULL), STATUS_OK);
	status = desk_choose_earlier(o, earlier, NULL);
	opened_free(o);
	return status;
}

/* --- found --- */

static void test_same_thing(void **state)
{
	struct room *r = *state;
	int64_t old = add_project(r, 2022, "道路养护", "市交通局");

	add_project(r, 2022, "道路养护", "县交通局");
	add_project(r, 2022, "桥梁养护", "市交通局");
	add(r, get_form(r, "ningxia-project"), 2022, LINES("project=道路养护", "unit=市交通局"));
	assert_int_equal(find(r, add_project(r, 2023, "道路养护", "市交通局")), old);
	assert_int_equal(find(r, add_project(r, 2023, "绿化", "市交通局")), 0);
	assert_int_equal(find(r, old), 0);
	assert_int_equal(find(r, add_project(r, 2022, "道路养护", "市交通局")), 0);
}

static void test_written_otherwise(void **state)
{
	struct room *r = *state;
	int64_t old = add_project(r, 2022, "培训（ 二期 ）Ａ", "市　教育局");

	assert_int_equal(find(r, add_project(r, 2023, "培训(二期)A", "市教育局")), old);
	assert_int_equal(find(r, add_project(r, 2023, "培训(二期)B", "市教育局")), 0);
}

/* The latest year, whatever way it is written; of several the one changed last. */
static void test_latest(void **state)
{
	struct room *r = *state;
	int64_t now = add_project(r, 2024, "道路养护", "市交通局"), old;

	add_project(r, 2021, "道路养护", "市交通局");
	old = add_project(r, 2022, "道路 养护", "市交通局");
	add_project(r, 2020, "道路养护", "市交通局");
	assert_int_equal(find(r, now), old);
	setenv("ZIPING_NOW", "2024-03-01T02:30:00Z", 1);
	old = add_project(r, 2022, "道路养护", "市交通局");
	setenv("ZIPING_NOW", "2024-03-01T02:10:00Z", 1);
	add_project(r, 2022, "道路养护", "市交通局 ");
	assert_int_equal(find(r, now), old);
}

static void test_other_versions(void **state)
{
	struct room *r = *state;
	int64_t old = add(r, r->later, 2022, LINES("project=道路养护", "unit=市交通局"));

	assert_int_equal(find(r, add_project(r, 2023, "道路养护", "市交通局")), old);
}

static void test_departments(void **state)
{
	struct room *r = *state;
	const struct form *form = get_form(r, "luosong-department");
	int64_t old = add(r, form, 2022, LINES("unit=区委编办"));

	add(r, form, 2022, LINES("unit=区教育局"));
	assert_int_equal(find(r, add(r, form, 2023, LINES("unit=区委编办"))), old);
}

/* A form without match cells: the same form is enough. */
static void test_nothing_to_match(void **state)
{
	struct room *r = *state;
	const struct form *form = get_form(r, "luosong-basedata");
	int64_t old = add(r, form, 2022, LINES("staff.quota=12"));

	assert_int_equal(find(r, add(r, form, 2023, LINES())), old);
}

static void test_unlisted_cells(void **state)
{
	struct room *r = *state;
	int64_t old = add(r, r->coded, 2022, LINES("code=A０１", "unit=甲"));

	add(r, r->coded, 2022, LINES("code=A02", "unit=甲"));
	add(r, r->coded, 2022, LINES("unit=甲"));
	assert_int_equal(find(r, add(r, r->coded, 2023, LINES("code=A01", "unit=甲"))), old);
	assert_int_equal(find(r, add(r, r->coded, 2023, LINES("code=A01", "unit=乙"))), 0);
}

static void test_about_nothing_yet(void **state)
{
	struct room *r = *state;
	const struct form *form = get_form(r, "pingliang-project");
	int64_t old = add(r, form, 2022, LINES("project=道路养护"));

	add(r, form, 2022, LINES());
	assert_int_equal(find(r, add(r, form, 2023, LINES())), 0);
	assert_int_equal(find(r, add(r, form, 2023, LINES("project=道路养护"))), old);
}

static void test_deleted_and_second(void **state)
{
	struct room *r = *state;
	struct store *store = desk_get_store(r->desk);
	int64_t old = add_project(r, 2021, "道路养护", "市交通局"), gone = add_project(r, 2022, "道路养护", "市交通局");
	int64_t now = add_project(r, 2023, "道路养护", "市交通局");
	struct list_rows rows = { 0 };
	struct opened *o;

	assert_int_equal(find(r, now), gone);
	assert_int_equal(store_delete_entry(store, gone, NULL), STATUS_OK);
	assert_int_equal(find(r, now), old);
	assert_int_equal(sql_execute(store, "update entry set deleted = -1 where year = 2022", NULL), STATUS_OK);
	assert_int_equal(find(r, now), old);
	assert_int_equal(desk_open_entry(r->desk, now, &o, NULL), STATUS_OK);
	assert_int_equal(desk_list_earlier(o, 10, &rows, NULL), STATUS_OK);
	assert_int_equal(rows.count, 1);
	assert_int_equal(rows.items[0].id, old);
	list_rows_clear(&rows);
	opened_free(o);
}

/* What is typed counts, stored or not. */
static void test_unsaved(void **state)
{
	struct room *r = *state;
	int64_t old = add_project(r, 2022, "道路养护", "市交通局"), found;
	struct opened *o;
	struct ref at;

	assert_int_equal(desk_open_entry(r->desk, add_project(r, 2023, "绿化", "市交通局"), &o, NULL), STATUS_OK);
	assert_true(ref_parse(o->form, "project", &at));
	entry_set(o->entry, at, "道路养护");
	sheet_touch(o->sheet, at);
	assert_int_equal(desk_find_earlier(o, &found, NULL), STATUS_OK);
	assert_int_equal(found, old);
	opened_free(o);
}

/* --- chosen --- */

static void test_choice(void **state)
{
	struct room *r = *state;
	int64_t same = add_project(r, 2022, "道路养护", "市交通局"), other = add_project(r, 2021, "公路养护", "市交通局");
	int64_t now = add_project(r, 2023, "道路养护", "市交通局");

	assert_int_equal(choose(r, now, other), STATUS_OK);
	assert_int_equal(find(r, now), other);
	assert_int_equal(choose(r, now, 0), STATUS_OK);
	assert_int_equal(find(r, now), 0);
	assert_int_equal(choose(r, now, -1), STATUS_OK);
	assert_int_equal(find(r, now), same);
	assert_int_equal(choose(r, now, now), STATUS_INPUT);
	assert_int_equal(choose(r, now, 999), STATUS_INPUT);
	assert_int_equal(find(r, now), same);
}

/* A choice that is gone is none; it is there again when the entry is. */
static void test_choice_deleted(void **state)
{
	struct room *r = *state;
	int64_t same = add_project(r, 2022, "道路养护", "市交通局"), other = add_project(r, 2021, "公路养护", "市交通局");
	int64_t now = add_project(r, 2023, "道路养护", "市交通局");

	assert_int_equal(choose(r, now, other), STATUS_OK);
	assert_int_equal(store_delete_entry(desk_get_store(r->desk), other, NULL), STATUS_OK);
	assert_int_equal(find(r, now), same);
	assert_int_equal(choose(r, now, other), STATUS_INPUT);
	assert_int_equal(store_restore_entry(desk_get_store(r->desk), other, NULL), STATUS_OK);
	assert_int_equal(find(r, now), other);
}

static void test_offered(void **state)
{
	struct room *r = *state;
	const struct form *form = get_form(r, "ningxia-project");
	int64_t expected[6], now = add_project(r, 2023, "新名称", "市 交通局");
	struct list_rows rows = { 0 };
	struct opened *o;

	expected[4] = add(r, form, 2022, LINES("project=旧名称", "unit=市交通局"));
	expected[3] = add_project(r, 2021, "别的", "县交通局");
	expected[1] = add_project(r, 2021, "更旧的名称", "市交通局");
	expected[0] = add_project(r, 2022, "旧名称", "市交通局");
	expected[2] = add_project(r, 2022, "别的", "县交通局");
	expected[5] = add(r, form, 2020, LINES("project=旧名称"));
	add_project(r, 2023, "旧名称", "市交通局");
	add_project(r, 2024, "旧名称", "市交通局");
	assert_int_equal(desk_open_entry(r->desk, now, &o, NULL), STATUS_OK);
	assert_int_equal(desk_list_earlier(o, 10, &rows, NULL), STATUS_OK);
	assert_int_equal(rows.count, COUNT(expected));
	for (size_t i = 0; i < rows.count; i++)
		assert_int_equal(rows.items[i].id, expected[i]);
	assert_string_equal(rows.items[0].project, "旧名称");
	assert_string_equal(rows.items[0].title, o->form->name);
	list_rows_clear(&rows);
	assert_int_equal(desk_list_earlier(o, 2, &rows, NULL), STATUS_OK);
	assert_int_equal(rows.count, 2);
	list_rows_clear(&rows);
	opened_free(o);
}

static void test_frozen(void **state)
{
	struct room *r = *state;
	int64_t id = add_project(r, 2022, "道路养护", "市交通局");
	struct step step = { 0 };
	struct err err = { 0 };
	struct opened *o = NULL;
	struct ref at;

	assert_int_equal(desk_open_frozen(r->desk, id, &o, NULL), STATUS_OK);
	assert_int_equal(o->lock, OPENED_FROZEN);
	assert_int_equal(opened_check_writable(o, NULL), STATUS_REFUSED);
	assert_true(ref_parse(o->form, "project", &at));
	assert_int_equal(opened_type(o, &step, at, "别的", &err), STATUS_REFUSED);
	assert_string_equal(entry_get(o->entry, at), "道路养护");
	err_clear(&err);
	step_clear(&step);
	opened_free(o);
	assert_int_equal(desk_open_frozen(r->desk, 999, &o, NULL), STATUS_INPUT);
}

/* --- all years --- */

/* "2022:57%/95.7 2023:—": as lists show them. */
static void assert_trend(struct room *r, int64_t id, const char *expected)
{
	static const struct number_style percent = { NUMBER_PERCENT, 2, false, false, true };
	struct str out = { 0 };
	struct trend t;
	struct opened *o;

	assert_int_equal(desk_open_entry(r->desk, id, &o, NULL), STATUS_OK);
	assert_int_equal(desk_read_trend(o, &t, NULL), STATUS_OK);
	for (size_t i = 0; i < t.count; i++) {
		str_addf(&out, "%s%d:", i ? " " : "", t.items[i].year);
		if (t.items[i].has_rate)
			number_show(t.items[i].rate, &percent, &out);
		str_add_char(&out, '/');
		if (t.items[i].has_score)
			decimal_add_to(t.items[i].score, &out);
	}
	assert_int_equal(t.items[t.count - 1].id, id);
	assert_string_equal(str_text(&out), expected);
	str_clear(&out);
	trend_clear(&t);
	opened_free(o);
}

static int64_t add_figures(struct room *r, int year, const char *project, const char *executed)
{
	struct str name = { 0 }, spent = { 0 };
	int64_t id;

	str_addf(&name, "project=%s", project);
	str_addf(&spent, "funds.fiscal.executed=%s", executed);
	id = add(r, get_form(r, "pingliang-project"), year,
		LINES(name.data, "unit=市交通局", "funds.fiscal.budget=40", spent.data, "funds.total.weight=10"));
	str_clear(&name);
	str_clear(&spent);
	return id;
}

/* Names, then a choice, then names again. */
static void test_trend(void **state)
{
	struct room *r = *state;
	int64_t renamed = add_figures(r, 2022, "公路养护", "20"), chosen, now;

	add_figures(r, 2021, "公路养护", "30");
	add_figures(r, 2019, "公路养护", "");
	assert_trend(r, renamed, "2019:/ 2021:75%/7.5 2022:50%/5");
	chosen = add_figures(r, 2023, "道路养护", "40");
	now = add_figures(r, 2024, "道路养护", "10");
	assert_trend(r, now, "2023:100%/10 2024:25%/2.5");
	assert_int_equal(choose(r, chosen, renamed), STATUS_OK);
	assert_trend(r, now, "2019:/ 2021:75%/7.5 2022:50%/5 2023:100%/10 2024:25%/2.5");
	assert_int_equal(choose(r, now, 0), STATUS_OK);
	assert_trend(r, now, "2024:25%/2.5");
}

static void test_circle(void **state)
{
	struct room *r = *state;
	int64_t a = add_figures(r, 2022, "甲", "20"), b = add_figures(r, 2023, "乙", "30"),
		c = add_figures(r, 2024, "丙", "40");

	assert_int_equal(choose(r, c, b), STATUS_OK);
	assert_int_equal(choose(r, b, a), STATUS_OK);
	assert_int_equal(choose(r, a, c), STATUS_OK);
	assert_trend(r, c, "2022:50%/5 2023:75%/7.5 2024:100%/10");
}

static void test_long_trend(void **state)
{
	struct room *r = *state;
	struct opened *o;
	struct trend t;
	int64_t last = 0;

	for (int year = 1950; year < 2030; year++)
		last = add_figures(r, year, "道路养护", "20");
	assert_int_equal(desk_open_entry(r->desk, last, &o, NULL), STATUS_OK);
	assert_int_equal(desk_read_trend(o, &t, NULL), STATUS_OK);
	assert_int_equal(t.count, 50);
	assert_int_equal(t.items[0].year, 1980);
	assert_int_equal(t.items[49].year, 2029);
	trend_clear(&t);
	opened_free(o);
}

/* --- many --- */

enum { MANY = 10000 };

static void add_many(struct room *r)
{
	struct store *store = desk_get_store(r->desk);
	struct entry *e = entry_new(get_form(r, "pingliang-project"), 2022);
	char text[96];

	assert_int_equal(store_begin(store, NULL), STATUS_OK);
	for (int i = 0; i < MANY; i++) {
		struct summary summary = { .project = text, .unit = text, .department = "", .budget = "",
			.executed = "", .rate = "", .score = "", .grade = "" };
		int64_t id;

		snprintf(text, sizeof text, "中共市委机构编制委员会办公室第%d号机构编制专项工作经费", i);
		assert_int_equal(store_add_entry(store, e, &summary, NULL, &id, NULL), STATUS_OK);
	}
	assert_int_equal(store_commit(store, NULL), STATUS_OK);
	entry_free(e);
}

static void test_many(void **state)
{
	struct room *r = *state;
	int64_t id, found = 0;
	struct opened *o;
	clock_t start, best = 0;

	add_many(r);
	id = add_project(r, 2023, "中共市委机构编制委员会办公室第7777号机构编制专项工作经费",
		"中共市委机构编制委员会办公室第7777号机构编制专项工作经费");
	assert_int_equal(desk_open_entry(r->desk, id, &o, NULL), STATUS_OK);
	for (int i = 0; i < 5; i++) {
		start = clock();
		assert_int_equal(desk_find_earlier(o, &found, NULL), STATUS_OK);
		start = clock() - start;
		best = i && best < start ? best : start;
	}
	assert_int_equal(found, 7778);
	/* With room for sanitizers. */
	assert_true(best < CLOCKS_PER_SEC / 5);
	opened_free(o);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, enter_room, leave_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOM(test_same_thing),
		IN_ROOM(test_written_otherwise),
		IN_ROOM(test_latest),
		IN_ROOM(test_other_versions),
		IN_ROOM(test_departments),
		IN_ROOM(test_nothing_to_match),
		IN_ROOM(test_unlisted_cells),
		IN_ROOM(test_about_nothing_yet),
		IN_ROOM(test_deleted_and_second),
		IN_ROOM(test_unsaved),
		IN_ROOM(test_choice),
		IN_ROOM(test_choice_deleted),
		IN_ROOM(test_offered),
		IN_ROOM(test_frozen),
		IN_ROOM(test_trend),
		IN_ROOM(test_circle),
		IN_ROOM(test_long_trend),
		IN_ROOM(test_many),
	};

	return cmocka_run_group_tests_name("earlier", tests, NULL, NULL);
}
