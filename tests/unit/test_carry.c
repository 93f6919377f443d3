/* SPDX-License-Identifier: MIT */
/* An earlier entry carried forward, its marks, and undo. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "desk/carry.h"
#include "desk/earlier.h"
#include "desk/same.h"
#include "form/finding.h"
#include "random_step.h"
#include "scratch_folder.h"

static const char form_text[] =
	"form: carried\n"
	"version: '1'\n"
	"name: 小表\n"
	"place: 平凉\n"
	"year: 2023\n"
	"columns: [1, 1, 1, 1, 1]\n"
	"full-score: 100\n"
	"match: [project]\n"
	"cells:\n"
	"  project: {label: 项目名称, carry: true}\n"
	"  unit: {label: 单位, carry: true}\n"
	"  funds.weight: {label: 分值, type: weight, initial: '10', carry: true}\n"
	"  funds.spent: {label: 执行数, type: money}\n"
	"  goals.level: {label: 级别, type: choice, choices: [市级, 县级], carry: true}\n"
	"  goals.expected: {label: 预期目标, carry: true}\n"
	"  goals.actual: {label: 完成情况, fresh: true}\n"
	"  goals.twice: {label: 两倍, type: number, calculate: funds.weight * 2, carry: true}\n"
	"repeats:\n"
	"  rows:\n"
	"    label: 指标\n"
	"    min: 1\n"
	"    max: 4\n"
	"    columns:\n"
	"      kind: {label: 类别, merge: true, carry: true}\n"
	"      name: {label: 名称, carry: true}\n"
	"      actual: {label: 完成值}\n"
	"      weight: {label: 分值, type: weight, carry: true}\n"
	"      reason: {label: 原因}\n"
	"      way: {label: 方向, carry: true, shown: false}\n"
	"    reason: reason\n"
	"    start: [{kind: 产出}, {kind: 效益}, {kind: 满意}]\n"
	"table:\n"
	"  - ['{project}', '{unit}', '{funds.weight}', '{funds.spent}', '{goals.level}']\n"
	"  - ['{goals.expected} | 2', '{goals.actual} | 2', '{goals.twice}']\n"
	"  - {repeat: rows, row: ['{kind}', '{name}', '{reason}', '{actual}', '{weight}']}\n";

struct room {
	struct scratch *scratch;
	struct form *form;
	struct desk *desk;
	struct opened *from, *o;     /* last year's, and an empty new one */
};

static void open_desk(struct room *r)
{
	struct store *store;

	assert_int_equal(store_open(scratch_path(r->scratch, "store.db"), false, &store, NULL), STATUS_OK);
	r->desk = desk_new(store, library_new((const char *const[]){ r->scratch->folder, NULL }));
}

static struct ref at(const struct opened *o, const char *name)
{
	struct ref place;

	assert_int_equal(entry_parse_name(o->entry, name, true, &place, NULL), STATUS_OK);
	return place;
}

static struct opened *add(struct room *r, int year)
{
	struct entry *e = entry_new(r->form, year);
	struct opened *o;
	int64_t id;

	entry_fill_initial(e);
	assert_int_equal(desk_add(r->desk, e, NULL, &id, NULL), STATUS_OK);
	assert_int_equal(desk_open_entry(r->desk, id, &o, NULL), STATUS_OK);
	entry_free(e);
	return o;
}

static void type(struct opened *o, const char *name, const char *text)
{
	struct step step = { 0 };

	assert_int_equal(opened_type(o, &step, at(o, name), text, NULL), STATUS_OK);
	opened_accept(o, &step);
	assert_int_equal(opened_save(o, NULL), STATUS_OK);
}

static void insert_row(struct opened *o, int row)
{
	struct step step = { 0 };

	assert_int_equal(opened_insert_row(o, &step, 0, row, NULL), STATUS_OK);
	opened_accept(o, &step);
}

static int enter_room(void **state)
{
	static struct room r;
	static const char *const typed[][2] = {
		{ "project", "校园安全" }, { "unit", "编办" }, { "funds.spent", "24.56" }, { "goals.level", "市级" },
		{ "goals.expected", "两项" }, { "goals.actual", "做了" }, { "goals.twice", "21" },
		{ "rows[1].name", "甲" }, { "rows[1].actual", "5" }, { "rows[1].weight", "20" },
		{ "rows[1].way", "正向" }, { "rows[2].kind", "产出" }, { "rows[2].name", "乙" },
		{ "rows[4].name", "丁" },
	};
	int failed = scratch_make(state);

	r = (struct room){ .scratch = *state };
	*state = &r;
	assert_int_equal(form_read("carried", form_text, strlen(form_text), &r.form, NULL), STATUS_OK);
	open_desk(&r);
	r.from = add(&r, 2023);
	insert_row(r.from, 3);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		type(r.from, typed[i][0], typed[i][1]);
	r.o = add(&r, 2024);
	return failed;
}

static int leave_room(void **state)
{
	struct room *r = *state;
	void *scratch = r->scratch;

	opened_free(r->o);
	opened_free(r->from);
	desk_free(r->desk);
	form_free(r->form);
	return scratch_remove(&scratch);
}

static void carry(struct opened *o, const struct opened *from, const char *item)
{
	struct step step = { .focus = { 0, -1 } };
	const struct carry what = { from, &item, item != NULL };

	assert_int_equal(opened_carry(o, &step, &what, NULL), STATUS_OK);
	opened_accept(o, &step);
}

static size_t count_findings(struct opened *o)
{
	size_t count, found = 0;
	const struct finding *all = sheet_findings(o->sheet, &count);

	for (size_t i = 0; i < count; i++)
		if (finding_is_mark(all[i].id)) {
			assert_true(opened_is_carried(o, all[i].at));
			assert_false(all[i].settled);
			found++;
		}
	assert_int_equal(found, opened_count_carried(o));
	return found;
}

/* Undone and done again here and after a restart, the entry is what it was each time. */
static void goes_back_and_forth(struct room *r, const char *before)
{
	char *after = dump_entry(r->o->entry), *now;
	struct ref focus;

	for (int restart = 0; restart < 2; restart++) {
		assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
		if (restart)
			assert_int_equal(opened_load(r->o, r->o->id, NULL), STATUS_OK);
		assert_true(opened_undo(r->o, &focus));
		now = dump_entry(r->o->entry);
		assert_string_equal(now, before);
		free(now);
		count_findings(r->o);
		assert_true(opened_redo(r->o, &focus));
		now = dump_entry(r->o->entry);
		assert_string_equal(now, after);
		free(now);
		count_findings(r->o);
	}
	free(after);
}

/* --- carrying --- */

static void what_stands_every_year_is_carried(void **state)
{
	static const struct { const char *cell, *text; bool marked; } cases[] = {
		{ "project", "校园安全", true }, { "unit", "编办", true }, { "goals.level", "市级", true },
		{ "goals.expected", "两项", true }, { "goals.twice", "21", true },
		/* the form's own text; a remembered choice, which nobody sees; texts of the start */
		{ "funds.weight", "10", false }, { "rows[1].way", "正向", false }, { "rows[1].kind", "产出", false },
		{ "rows[1].name", "甲", true }, { "rows[1].weight", "20", true }, { "rows[4].name", "丁", true },
		{ "rows[3].kind", "满意", false },
		/* one cell with the row above */
		{ "rows[2].kind", "产出", false }, { "rows[4].kind", "满意", false },
		/* never results */
		{ "funds.spent", "", false }, { "goals.actual", "", false }, { "rows[1].actual", "", false },
	};
	struct room *r = *state;
	char *before = dump_entry(r->o->entry);
	size_t marked = 0;

	carry(r->o, r->from, NULL);
	assert_int_equal(entry_row_count(r->o->entry, 0), 4);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ref place = at(r->o, cases[i].cell);

		assert_string_equal(entry_get(r->o->entry, place), cases[i].text);
		assert_string_equal(entry_get_note(r->o->entry, place, FINDING_CARRIED),
			cases[i].marked ? "2023" : "");
		marked += cases[i].marked;
	}
	assert_int_equal(count_findings(r->o), marked + 1);     /* and rows[2].name */
	goes_back_and_forth(r, before);
	free(before);
}

static void what_is_typed_stays(void **state)
{
	struct room *r = *state;

	type(r->o, "project", "新项目");
	type(r->o, "rows[1].actual", "7");
	carry(r->o, r->from, NULL);
	assert_string_equal(entry_get(r->o->entry, at(r->o, "project")), "新项目");
	assert_false(opened_is_carried(r->o, at(r->o, "project")));
	assert_true(opened_is_carried(r->o, at(r->o, "unit")));
	/* in a repeat with a text in it nothing changes */
	assert_int_equal(entry_row_count(r->o->entry, 0), 3);
	assert_string_equal(entry_get(r->o->entry, at(r->o, "rows[1].name")), "");
	assert_string_equal(entry_get(r->o->entry, at(r->o, "rows[1].actual")), "7");
}

static void once_more_changes_nothing(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };
	const struct carry what = { .from = r->from };

	carry(r->o, r->from, NULL);
	assert_int_equal(opened_carry(r->o, &step, &what, NULL), STATUS_OK);
	assert_int_equal(step.count, 0);
	step_clear(&step);
}

static void a_part_is_carried_by_its_name(void **state)
{
	static const struct { const char *item; size_t marks; } cases[] = {
		{ "goals", 3 }, { "goals.expected", 1 }, { "project", 1 }, { "rows.name", 3 }, { "rows", 4 },
	};
	struct room *r = *state;
	struct ref focus;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		carry(r->o, r->from, cases[i].item);
		assert_int_equal(count_findings(r->o), cases[i].marks);
		assert_true(opened_undo(r->o, &focus));
		assert_int_equal(count_findings(r->o), 0);
	}
}

static void names_of_nothing_are_refused(void **state)
{
	static const char *const names[] = { "goal", "goals.", "goals.actual", "rows.actual", "rows[1]", "funds.spent", "" };
	struct room *r = *state;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *items[] = { "project", names[i] };
		const struct carry what = { r->from, items, 2 };
		struct step step = { 0 };

		assert_int_equal(opened_carry(r->o, &step, &what, NULL), STATUS_INPUT);
		assert_int_equal(step.count, 0);
	}
	r->o->lock = OPENED_SIGNED;
	assert_int_equal(opened_carry(r->o, &(struct step){ 0 }, &(struct carry){ .from = r->from }, NULL), STATUS_REFUSED);
}

static void a_choice_no_longer_there_is_left_out(void **state)
{
	struct room *r = *state;

	entry_set(r->from->entry, at(r->from, "goals.level"), "省级");
	carry(r->o, r->from, NULL);
	assert_string_equal(entry_get(r->o->entry, at(r->o, "goals.level")), "");
	assert_false(opened_is_carried(r->o, at(r->o, "goals.level")));
}

static void a_new_entry_is_empty_below(void **state)
{
	struct room *r = *state;
	const struct carry what = { .from = r->from };
	char *before = dump_entry(r->o->entry), *now;
	struct ref focus;
	int64_t id;

	assert_int_equal(store_begin(desk_get_store(r->desk), NULL), STATUS_OK);
	assert_int_equal(desk_carry_new(r->desk, r->form, 2024, &what, &id, NULL), STATUS_OK);
	assert_int_equal(store_commit(desk_get_store(r->desk), NULL), STATUS_OK);
	assert_int_equal(opened_load(r->o, id, NULL), STATUS_OK);
	assert_int_equal(entry_get_year(r->o->entry), 2024);
	assert_true(count_findings(r->o) > 0);
	assert_true(opened_undo(r->o, &focus));
	now = dump_entry(r->o->entry);
	assert_string_equal(now, before);
	assert_false(opened_undo(r->o, &focus));
	free(now);
	free(before);
}

/* --- marks --- */

static void typing_takes_the_mark_away(void **state)
{
	static const char *const texts[] = { "另一个", "", "校园安全" };
	struct room *r = *state;
	struct ref focus;

	carry(r->o, r->from, NULL);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char *before = dump_entry(r->o->entry);

		type(r->o, "project", texts[i]);
		assert_false(opened_is_carried(r->o, at(r->o, "project")));
		count_findings(r->o);
		goes_back_and_forth(r, before);
		assert_true(opened_undo(r->o, &focus));
		assert_true(opened_is_carried(r->o, at(r->o, "project")));
		free(before);
	}
}

static void a_text_that_agrees_takes_its_mark_along(void **state)
{
	struct room *r = *state;

	carry(r->o, r->from, NULL);
	assert_true(opened_is_carried(r->o, at(r->o, "goals.twice")));
	type(r->o, "funds.weight", "10.5");
	assert_string_equal(entry_get(r->o->entry, at(r->o, "goals.twice")), "");
	assert_false(opened_is_carried(r->o, at(r->o, "goals.twice")));
	count_findings(r->o);
}

static void marks_go_with_their_rows(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };
	size_t marks;
	char *before;

	carry(r->o, r->from, NULL);
	marks = count_findings(r->o);
	assert_int_equal(opened_move_row(r->o, &step, 0, 0, 3, NULL), STATUS_OK);
	opened_accept(r->o, &step);
	assert_true(opened_is_carried(r->o, at(r->o, "rows[4].weight")));
	assert_int_equal(count_findings(r->o), marks);
	before = dump_entry(r->o->entry);
	assert_int_equal(opened_delete_row(r->o, &step, 0, 3, NULL), STATUS_OK);
	opened_accept(r->o, &step);
	assert_int_equal(count_findings(r->o), marks - 2);
	goes_back_and_forth(r, before);
	free(before);
}

static void confirming_is_by_cell_by_row_and_by_group(void **state)
{
	static const struct { const char *cell; size_t around; } cases[] = {
		{ "goals.actual", 3 }, { "rows[1].actual", 2 }, { "unit", 2 }, { "rows[1].name", 0 }, { "rows[2].kind", 1 },
	};
	struct room *r = *state;
	struct step step = { 0 };
	char *before;
	size_t left;

	carry(r->o, r->from, NULL);
	before = dump_entry(r->o->entry);
	left = count_findings(r->o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(opened_confirm_around(r->o, &step, at(r->o, cases[i].cell)), cases[i].around);
		left -= cases[i].around;
		assert_int_equal(count_findings(r->o), left);
	}
	assert_false(opened_confirm(r->o, &step, at(r->o, "unit")));
	assert_true(opened_confirm(r->o, &step, at(r->o, "rows[4].name")));
	assert_int_equal(count_findings(r->o), left - 1);
	assert_int_equal(opened_confirm_all(r->o, &step), left - 1);
	assert_int_equal(count_findings(r->o), 0);
	assert_string_equal(entry_get(r->o->entry, at(r->o, "unit")), "编办");
	opened_accept(r->o, &step);
	goes_back_and_forth(r, before);
	free(before);
}

static void a_person_writes_no_marks(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };

	carry(r->o, r->from, NULL);
	assert_int_equal(opened_note(r->o, &step, FINDING_CARRIED, at(r->o, "unit"), "好", NULL), STATUS_INPUT);
	assert_int_equal(opened_note(r->o, &step, FINDING_CARRIED, at(r->o, "unit"), "", NULL), STATUS_INPUT);
	assert_int_equal(step.count, 0);
	r->o->lock = OPENED_SIGNED;
	assert_false(opened_confirm(r->o, &step, at(r->o, "unit")));
	assert_int_equal(opened_confirm_all(r->o, &step), 0);
}

static void a_mark_is_a_sentence_and_no_note(void **state)
{
	struct room *r = *state;
	struct str said = { 0 };
	const struct finding *f;

	carry(r->o, r->from, NULL);
	f = sheet_finding_at(r->o->sheet, at(r->o, "rows[1].name"));
	assert_string_equal(f->id, FINDING_CARRIED);
	assert_string_equal(sheet_note(r->o->sheet, f), "");
	sheet_say(r->o->sheet, f, NULL, &said);
	assert_string_equal(str_text(&said),
		"指标 第1行 名称 was brought forward from 2023 and nobody has confirmed it; confirm or change it");
	str_clear(&said);
}

/* --- what is said again --- */

#define LAST "全年完成各项任务，质量达标"
#define REASON "年中追加任务，因此多于计划"

static const struct finding *said_again(struct opened *o, const char *cell)
{
	size_t count;
	const struct finding *all = sheet_findings(o->sheet, &count);

	for (size_t i = 0; i < count; i++)
		if (ref_equal(all[i].at, at(o, cell)) && !strcmp(all[i].id, FINDING_SAID))
			return &all[i];
	return NULL;
}

static void know(struct room *r)
{
	struct opened *earlier = NULL;

	opened_know_earlier(r->o, &earlier);
	opened_free(earlier);
}

static void last_year_s_words_are_found(void **state)
{
	static const struct { const char *cell, *then, *now; bool found; } cases[] = {
		{ "goals.actual", LAST, LAST, true }, { "goals.actual", LAST, LAST "。", false },
		{ "goals.actual", LAST, "", false }, { "goals.actual", "已经全部按期完成", "已经全部按期完成", false },
		{ "goals.actual", "已经按期全部完成任务", "已经按期全部完成任务", true },
		/* in whatever row it stood */
		{ "rows[2].reason", REASON, REASON, true }, { "rows[1].reason", REASON, LAST, false },
		/* names and targets are to be the same */
		{ "goals.expected", LAST, LAST, false }, { "rows[1].name", LAST, LAST, false },
	};
	struct room *r = *state;

	type(r->o, "project", "校园安全");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		type(r->from, cases[i].cell[0] == 'r' ? "rows[1].reason" : cases[i].cell, cases[i].then);
		type(r->from, cases[i].cell, cases[i].then);
		type(r->o, cases[i].cell, cases[i].now);
		assert_null(said_again(r->o, cases[i].cell));
		know(r);
		assert_int_equal(said_again(r->o, cases[i].cell) != NULL, cases[i].found);
		sheet_reset(r->o->sheet, r->o->entry);
		assert_null(said_again(r->o, cases[i].cell));
	}
}

static void they_are_told_as_they_are_typed(void **state)
{
	struct room *r = *state;
	struct str said = { 0 };
	struct ref focus;

	type(r->from, "goals.actual", LAST);
	type(r->o, "project", "校园安全");
	know(r);
	type(r->o, "goals.actual", LAST);
	sheet_say(r->o->sheet, said_again(r->o, "goals.actual"), NULL, &said);
	assert_string_equal(str_text(&said), "完成情况 says word for word what it said last year; "
		"write what was done this year, or note why it is the same");
	str_clear(&said);
	insert_row(r->o, 0);
	assert_non_null(said_again(r->o, "goals.actual"));
	type(r->o, "goals.actual", "别的");
	assert_null(said_again(r->o, "goals.actual"));
	assert_true(opened_undo(r->o, &focus));
	assert_non_null(said_again(r->o, "goals.actual"));
}

static void a_note_settles_them(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };
	struct ref place = at(r->o, "goals.actual");
	int warnings;

	type(r->from, "goals.actual", LAST);
	type(r->o, "project", "校园安全");
	type(r->o, "goals.actual", LAST);
	know(r);
	warnings = sheet_finding_counts(r->o->sheet).warnings;
	assert_int_equal(opened_note(r->o, &step, FINDING_SAID, place, "年年如此", NULL), STATUS_OK);
	assert_true(said_again(r->o, "goals.actual")->settled);
	assert_int_equal(sheet_finding_counts(r->o->sheet).warnings, warnings - 1);
	assert_int_equal(opened_note(r->o, &step, FINDING_SAID, place, "", NULL), STATUS_OK);
	assert_false(said_again(r->o, "goals.actual")->settled);
	assert_int_equal(sheet_finding_counts(r->o->sheet).warnings, warnings);
	step_clear(&step);
}

static void without_last_year_there_is_nothing(void **state)
{
	struct room *r = *state;

	type(r->from, "goals.actual", LAST);
	type(r->o, "project", "校园安全");
	type(r->o, "goals.actual", LAST);
	know(r);
	assert_non_null(said_again(r->o, "goals.actual"));
	assert_int_equal(desk_choose_earlier(r->o, 0, NULL), STATUS_OK);
	know(r);
	assert_null(said_again(r->o, "goals.actual"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, enter_room, leave_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_stands_every_year_is_carried),
		TEST(what_is_typed_stays),
		TEST(once_more_changes_nothing),
		TEST(a_part_is_carried_by_its_name),
		TEST(names_of_nothing_are_refused),
		TEST(a_choice_no_longer_there_is_left_out),
		TEST(a_new_entry_is_empty_below),
		TEST(typing_takes_the_mark_away),
		TEST(a_text_that_agrees_takes_its_mark_along),
		TEST(marks_go_with_their_rows),
		TEST(confirming_is_by_cell_by_row_and_by_group),
		TEST(a_person_writes_no_marks),
		TEST(a_mark_is_a_sentence_and_no_note),
		TEST(last_year_s_words_are_found),
		TEST(they_are_told_as_they_are_typed),
		TEST(a_note_settles_them),
		TEST(without_last_year_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
