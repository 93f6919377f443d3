/* SPDX-License-Identifier: MIT */
/* What a person does to an entry, on 平凉's form and a real store. */
#define _GNU_SOURCE /* nftw */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/resource.h>

#include "published_desk.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct room {
	struct scratch *scratch;
	struct desk *desk;
	struct opened *o;            /* a new entry of 平凉's form */
	int64_t id;
};

static struct entry *new_entry(struct room *r)
{
	const struct form *form;
	struct entry *e;

	assert_int_equal(library_get(desk_get_library(r->desk), "pingliang-project", &form, NULL), STATUS_OK);
	e = entry_new(form, 2023);
	entry_fill_initial(e);
	return e;
}

static int enter_room(void **state)
{
	static struct room r;
	struct entry *e;
	void *scratch;

	if (scratch_make(&scratch))
		return -1;
	r = (struct room){ .scratch = scratch };
	*state = &r;
	r.desk = published_desk(scratch, false);
	e = new_entry(&r);
	assert_int_equal(desk_add(r.desk, e, NULL, &r.id, NULL), STATUS_OK);
	entry_free(e);
	return desk_open_entry(r.desk, r.id, &r.o, NULL) == STATUS_OK ? 0 : -1;
}

static int leave_room(void **state)
{
	struct room *r = *state;
	void *scratch = r->scratch;

	opened_free(r->o);
	desk_free(r->desk);
	return scratch_remove(&scratch);
}

/* Everything from the file again, as after leaving the program. */
static void reopen(struct room *r)
{
	opened_free(r->o);
	desk_free(r->desk);
	r->desk = published_desk(r->scratch, false);
	assert_int_equal(desk_open_entry(r->desk, r->id, &r->o, NULL), STATUS_OK);
}

static struct ref at(const struct room *r, const char *name)
{
	struct ref place;

	assert_int_equal(entry_parse_name(r->o->entry, name, false, &place, NULL), STATUS_OK);
	return place;
}

static void assert_typed(const struct room *r, const char *name, const char *text)
{
	assert_string_equal(entry_get(r->o->entry, at(r, name)), text);
}

static void assert_shown(const struct room *r, const char *name, const char *text)
{
	struct str shown = { 0 };

	sheet_show(r->o->sheet, at(r, name), &shown);
	assert_string_equal(str_text(&shown), text);
	str_clear(&shown);
}

/* CELL=TEXT one after the other, as one step. */
static void type(struct room *r, const char *const *pairs)
{
	struct step step = { 0 };

	for (; *pairs; pairs++) {
		const char *sign = strchr(*pairs, '=');
		char name[64];

		snprintf(name, sizeof name, "%.*s", (int)(sign - *pairs), *pairs);
		step.focus = at(r, name);
		assert_int_equal(opened_type(r->o, &step, step.focus, sign + 1, NULL), STATUS_OK);
	}
	opened_accept(r->o, &step);
	assert_int_equal(step.count, 0);
}

#define TYPE(r, ...) type(r, (const char *const[]){ __VA_ARGS__, NULL })

/* The sheet is what a fresh one of the same entry would be. */
static void assert_sound(const struct room *r)
{
	struct sheet *fresh = sheet_new(r->o->entry);

	for (int i = 0; i < r->o->form->cell_count; i++) {
		int repeat = r->o->form->cells[i].repeat;
		int rows = repeat < 0 ? 0 : entry_row_count(r->o->entry, repeat);

		for (int row = repeat < 0 ? -1 : 0; row < rows; row++) {
			struct str ours = { 0 }, theirs = { 0 };

			sheet_show(r->o->sheet, (struct ref){ i, row }, &ours);
			sheet_show(fresh, (struct ref){ i, row }, &theirs);
			assert_string_equal(str_text(&ours), str_text(&theirs));
			str_clear(&ours);
			str_clear(&theirs);
		}
	}
	sheet_free(fresh);
}

/* --- typing --- */

static void numbers_are_made_plain(void **state)
{
	static const struct { const char *cell, *typed, *kept; } cases[] = {
		{ "funds.fiscal.budget", "２４．５６", "24.56" },
		{ "funds.fiscal.budget", "1,234.50", "1234.50" },
		{ "funds.fiscal.budget", "245600元", "24.56" },
		{ "funds.fiscal.budget", "24.56万元", "24.56" },
		{ "funds.fiscal.budget", "24.560", "24.560" },
		{ "funds.fiscal.budget", "12.", "12." },
		{ "funds.fiscal.budget", "约24", "约24" },
		{ "funds.fiscal.rate", "５７％", "57%" },
		{ "indicators[1].weight", "１０", "10" },
		{ "indicators[1].target", ">=4次", "≥4次" },
		{ "project", "１２ 号", "１２ 号" },
		{ "goals.actual", "一\n二", "一\n二" },
	};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct step step = { 0 };
		struct str clean = { 0 };

		opened_normalise(r->o, at(r, cases[i].cell), cases[i].typed, &clean);
		assert_string_equal(str_text(&clean), cases[i].kept);
		assert_int_equal(opened_type(r->o, &step, at(r, cases[i].cell), cases[i].typed, NULL),
			STATUS_OK);
		assert_typed(r, cases[i].cell, cases[i].kept);
		step_clear(&step);
		str_clear(&clean);
	}
	assert_sound(r);
}

static void what_a_cell_refuses_changes_nothing(void **state)
{
	static const struct { const char *cell, *typed, *said; } cases[] = {
		{ "project", "甲\n乙", "项目名称 has one line only" },
		{ "goals.actual", "甲\033[2J", "实际完成情况: the control character U+001B" },
		{ "goals.actual", "甲\xE2\x80\xAE", "U+202E" },
		{ "project", "\xFF", "not valid UTF-8" },
		{ "project", "\xED\xA0\x80", "not valid UTF-8" },
		{ "indicators[1].undone", "1", "computed and cannot be typed over" },
		{ "indicators[1].direction", "斜向", "one of its choices only" },
	};
	struct room *r = *state;
	struct str text = { 0 };

	for (size_t i = 0; i <= COUNT(cases); i++) {
		bool last = i == COUNT(cases);
		const char *cell = last ? "goals.actual" : cases[i].cell;
		struct step step = { 0 };
		struct err err = { 0 };
		struct str said = { 0 };

		if (last)
			str_add_repeat(&text, "长", FORM_TEXT_MAX + 1);
		assert_int_equal(opened_type(r->o, &step, at(r, cell), last ? text.data : cases[i].typed, &err),
			STATUS_INPUT);
		err_format(&err, NULL, &said);
		assert_non_null(strstr(str_text(&said), last ? "at most 4000" : cases[i].said));
		assert_typed(r, cell, "");
		assert_int_equal(step.count, 0);
		str_clear(&said);
		err_clear(&err);
	}
	str_remove(&text, 0, strlen("长"));
	TYPE(r, "indicators[1].direction=反向", "indicators[1].undone=");
	assert_typed(r, "indicators[1].direction", "反向");
	str_clear(&text);
}

/* --- typed and computed --- */

static void what_agrees_is_dropped(void **state)
{
	static const struct { const char *typed, *kept; } cases[] = {
		{ "57%", "" }, { "57.1%", "" }, { "57.12%", "" }, { "５７％", "" },
		{ "57.11%", "57.11%" }, { "58%", "58%" }, { "57.2%", "57.2%" }, { "约57%", "约57%" },
	};
	struct room *r = *state;

	TYPE(r, "funds.fiscal.budget=43", "funds.fiscal.executed=24.56");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct step step = { 0 };

		assert_int_equal(opened_type(r->o, &step, at(r, "funds.fiscal.rate"), cases[i].typed, NULL),
			STATUS_OK);
		assert_typed(r, "funds.fiscal.rate", cases[i].kept);
		assert_sound(r);
		step_clear(&step);
	}
}

static void in_whatever_order_it_was_typed(void **state)
{
	struct room *r = *state;

	TYPE(r, "funds.total.rate=57%", "funds.total.budget=43", "funds.total.score=5.7");
	assert_typed(r, "funds.total.rate", "57%");
	assert_typed(r, "funds.total.budget", "43");
	TYPE(r, "funds.fiscal.executed=24.56", "funds.fiscal.budget=43");
	assert_typed(r, "funds.total.rate", "");
	assert_typed(r, "funds.total.budget", "");
	assert_typed(r, "funds.total.score", "");
	assert_shown(r, "funds.total.rate", "57%");
	assert_sound(r);
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	reopen(r);
	assert_typed(r, "funds.total.rate", "");
	assert_shown(r, "funds.total.rate", "57%");
	assert_true(opened_undo(r->o, &(struct ref){ 0 }));
	assert_typed(r, "funds.total.rate", "57%");
	assert_typed(r, "funds.fiscal.budget", "");
}

static void what_disagrees_stays_beside_it(void **state)
{
	struct room *r = *state;

	TYPE(r, "funds.fiscal.budget=43", "funds.fiscal.executed=24.56", "funds.fiscal.rate=60%");
	assert_shown(r, "funds.fiscal.rate", "60%");
	assert_true(sheet_is_override(r->o->sheet, at(r, "funds.fiscal.rate")));
	TYPE(r, "funds.fiscal.rate=");
	assert_shown(r, "funds.fiscal.rate", "57%");
	assert_false(sheet_is_override(r->o->sheet, at(r, "funds.fiscal.rate")));
}

static void an_entry_made_elsewhere_loses_what_agrees(void **state)
{
	struct room *r = *state;
	struct entry *e = new_entry(r);

	entry_set(e, at(r, "funds.total.budget"), "43");
	entry_set(e, at(r, "funds.total.executed"), "24.6");
	entry_set(e, at(r, "funds.fiscal.budget"), "43");
	entry_set(e, at(r, "funds.fiscal.executed"), "24.56");
	entry_set(e, at(r, "indicators[1].target"), "≥4次");
	entry_set(e, at(r, "indicators[1].actual"), "4次");
	entry_set(e, at(r, "indicators[1].weight"), "5");
	entry_set(e, at(r, "indicators[1].score"), "5");
	entry_set(e, at(r, "indicators[2].score"), "5");
	assert_int_equal(desk_add(r->desk, e, NULL, &r->id, NULL), STATUS_OK);
	entry_free(e);
	reopen(r);
	assert_typed(r, "funds.total.budget", "");
	assert_typed(r, "funds.total.executed", "24.6");
	assert_typed(r, "indicators[1].score", "");
	assert_typed(r, "indicators[2].score", "5");
	assert_shown(r, "indicators[1].score", "5");
}

/* --- rows --- */

static void rows_stay_within_what_the_form_allows(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };
	struct err err = { 0 };
	int count = entry_row_count(r->o->entry, 0);

	while (count > 1)
		assert_int_equal(opened_delete_row(r->o, &step, 0, --count, NULL), STATUS_OK);
	assert_int_equal(opened_delete_row(r->o, &step, 0, 0, &err), STATUS_INPUT);
	err_clear(&err);
	assert_int_equal(opened_extend(r->o, &step, 0, 200, NULL), STATUS_OK);
	assert_int_equal(entry_row_count(r->o->entry, 0), 200);
	assert_int_equal(opened_extend(r->o, &step, 0, 201, &err), STATUS_INPUT);
	err_clear(&err);
	assert_int_equal(opened_insert_row(r->o, &step, 0, 0, NULL), STATUS_INPUT);
	assert_int_equal(opened_move_row(r->o, &step, 0, 199, 200, NULL), STATUS_INPUT);
	assert_int_equal(opened_move_row(r->o, &step, 0, 0, -1, NULL), STATUS_INPUT);
	assert_int_equal(entry_row_count(r->o->entry, 0), 200);
	assert_sound(r);
	step_clear(&step);
}

static void a_new_row_belongs_to_the_group_above(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };

	TYPE(r, "indicators[2].level3=指标1", "indicators[2].weight=5");
	assert_int_equal(opened_insert_row(r->o, &step, 0, 2, NULL), STATUS_OK);
	assert_typed(r, "indicators[3].level1", "产出指标");
	assert_typed(r, "indicators[3].level2", "质量指标");
	assert_typed(r, "indicators[3].level3", "");
	assert_typed(r, "indicators[3].weight", "");
	assert_int_equal(opened_insert_row(r->o, &step, 0, 0, NULL), STATUS_OK);
	assert_typed(r, "indicators[1].level2", "数量指标");
	assert_typed(r, "indicators[4].level2", "质量指标");
	assert_sound(r);
	step_clear(&step);
}

/* --- steps --- */

static void steps_are_taken_back_after_reopening(void **state)
{
	struct room *r = *state;
	struct step step = { 0 };
	struct ref focus;

	TYPE(r, "project=甲");
	TYPE(r, "project=乙", "unit=丙");
	step.focus = at(r, "indicators[3].weight");
	assert_int_equal(opened_delete_row(r->o, &step, 0, 2, NULL), STATUS_OK);
	opened_accept(r->o, &step);
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	reopen(r);
	assert_int_equal(entry_row_count(r->o->entry, 0), 6);
	assert_true(opened_undo(r->o, &focus));
	assert_int_equal(entry_row_count(r->o->entry, 0), 7);
	assert_typed(r, "indicators[3].level2", "时效指标");
	assert_true(ref_equal(focus, at(r, "indicators[3].weight")));
	assert_true(opened_undo(r->o, &focus));
	assert_typed(r, "project", "甲");
	assert_typed(r, "unit", "");
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	reopen(r);
	assert_typed(r, "project", "甲");
	assert_true(opened_redo(r->o, &focus));
	assert_typed(r, "project", "乙");
	assert_typed(r, "unit", "丙");
	assert_true(opened_redo(r->o, &focus));
	assert_int_equal(entry_row_count(r->o->entry, 0), 6);
	assert_false(opened_redo(r->o, &focus));
	assert_sound(r);
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	for (int i = 0; i < 3; i++) {
		reopen(r);
		assert_true(opened_undo(r->o, &focus));
		assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	}
	reopen(r);
	assert_false(opened_undo(r->o, &focus));
	assert_typed(r, "project", "");
}

static void a_new_step_ends_what_could_be_done_again(void **state)
{
	struct room *r = *state;
	struct ref focus;

	TYPE(r, "project=甲");
	assert_true(opened_undo(r->o, &focus));
	TYPE(r, "unit=丙");
	assert_false(opened_redo(r->o, &focus));
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	reopen(r);
	assert_false(opened_redo(r->o, &focus));
	assert_typed(r, "project", "");
	assert_typed(r, "unit", "丙");
}

static void what_changes_nothing_is_no_step(void **state)
{
	struct room *r = *state;
	struct ref focus;

	TYPE(r, "project=甲");
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	TYPE(r, "project=甲", "unit=");
	TYPE(r, "funds.total.weight=10");
	assert_true(opened_is_saved(r->o));
	assert_true(opened_undo(r->o, &focus));
	assert_typed(r, "project", "");
	assert_false(opened_undo(r->o, &focus));
}

/* A block of which one text is refused: the caller takes back what went before, and nothing is left. */
static void a_step_given_up_leaves_nothing(void **state)
{
	struct room *r = *state;
	struct step step = { 0 }, back = { 0 };

	assert_int_equal(opened_type(r->o, &step, at(r, "project"), "甲", NULL), STATUS_OK);
	assert_int_equal(opened_extend(r->o, &step, 0, 9, NULL), STATUS_OK);
	assert_int_equal(opened_type(r->o, &step, at(r, "indicators[9].undone"), "1", NULL), STATUS_INPUT);
	step_invert(&step, &back);
	step_apply(&back, r->o->entry);
	sheet_recompute(r->o->sheet);
	assert_typed(r, "project", "");
	assert_int_equal(entry_row_count(r->o->entry, 0), 7);
	assert_true(opened_is_saved(r->o));
	step_clear(&step);
	step_clear(&back);
	reopen(r);
	assert_typed(r, "project", "");
	assert_int_equal(entry_row_count(r->o->entry, 0), 7);
}

/* --- when the store refuses --- */

static enum status save_on_full_disk(struct room *r)
{
	struct rlimit before, none;
	struct err err = { 0 };
	enum status status;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	none = (struct rlimit){ 4096, before.rlim_max };
	setrlimit(RLIMIT_FSIZE, &none);
	status = opened_save(r->o, &err);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_true(status == STATUS_OK || err.message.id);
	err_clear(&err);
	return status;
}

static void what_cannot_be_written_waits(void **state)
{
	struct room *r = *state;
	struct ref focus;

	TYPE(r, "project=甲");
	assert_int_equal(save_on_full_disk(r), STATUS_REFUSED);
	assert_false(opened_is_saved(r->o));
	TYPE(r, "project=乙");
	assert_true(opened_undo(r->o, &focus));
	TYPE(r, "unit=丙");
	assert_int_equal(save_on_full_disk(r), STATUS_REFUSED);
	assert_typed(r, "project", "甲");
	assert_typed(r, "unit", "丙");
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	assert_true(opened_is_saved(r->o));
	reopen(r);
	assert_typed(r, "project", "甲");
	assert_typed(r, "unit", "丙");
	assert_true(opened_undo(r->o, &focus));
	assert_typed(r, "unit", "");
	assert_true(opened_undo(r->o, &focus));
	assert_typed(r, "project", "");
	assert_false(opened_undo(r->o, &focus));
}

static void a_stale_writer_is_refused(void **state)
{
	struct room *r = *state, other = *r;

	assert_int_equal(desk_open_entry(r->desk, r->id, &other.o, NULL), STATUS_OK);
	TYPE(&other, "unit=丙");
	assert_int_equal(opened_save(other.o, NULL), STATUS_OK);
	TYPE(r, "project=甲");
	assert_int_equal(opened_save(r->o, NULL), STATUS_REFUSED);
	assert_false(opened_is_saved(r->o));
	opened_free(other.o);
	reopen(r);
	assert_typed(r, "unit", "丙");
}

static void what_was_not_written_is_not_there(void **state)
{
	struct room *r = *state;
	struct ref focus;

	TYPE(r, "project=甲");
	assert_int_equal(save_on_full_disk(r), STATUS_REFUSED);
	reopen(r);
	assert_typed(r, "project", "");
	assert_false(opened_undo(r->o, &focus));
}

static void entries_are_loaded_one_after_the_other(void **state)
{
	struct room *r = *state;
	struct entry *e = new_entry(r);
	int64_t other;

	entry_set(e, at(r, "project"), "乙");
	entry_set(e, at(r, "funds.fiscal.budget"), "8");
	entry_delete_row(e, 0, 6);
	assert_int_equal(desk_add(r->desk, e, NULL, &other, NULL), STATUS_OK);
	entry_free(e);
	TYPE(r, "project=甲", "funds.fiscal.budget=43", "funds.fiscal.executed=24.56");
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(opened_load(r->o, other, NULL), STATUS_OK);
		assert_typed(r, "project", "乙");
		assert_shown(r, "funds.total.budget", "8");
		assert_shown(r, "funds.fiscal.rate", "—");
		assert_int_equal(entry_row_count(r->o->entry, 0), 6);
		assert_sound(r);
		assert_int_equal(opened_load(r->o, r->id, NULL), STATUS_OK);
		assert_typed(r, "project", "甲");
		assert_shown(r, "funds.total.rate", "57%");
		assert_int_equal(entry_row_count(r->o->entry, 0), 7);
		assert_sound(r);
	}
	assert_int_equal(opened_load(r->o, 99, NULL), STATUS_INPUT);
}

/* --- import --- */

static void assert_import(struct room *r, const char *text, enum status wanted, const char *part)
{
	struct list_query all = { 0 };
	struct err err = { 0 };
	struct str said = { 0 };
	int64_t *ids = NULL, before, after;
	size_t count = 0;

	store_count(desk_get_store(r->desk), &all, &before, NULL);
	scratch_write(r->scratch, "file.json", text);
	assert_int_equal(desk_import(r->desk, scratch_path(r->scratch, "file.json"), &ids, &count, &err), wanted);
	err_format(&err, NULL, &said);
	assert_non_null(strstr(str_text(&said), part));
	store_count(desk_get_store(r->desk), &all, &after, NULL);
	assert_int_equal(after - before, (int64_t)count);
	free(ids);
	str_clear(&said);
	err_clear(&err);
}

#define HEAD "{\"format\": \"ziping-form\", \"version\": 1, \"form\": \"pingliang-project\", \"year\": 2023"

static void a_file_is_taken_whole_or_not_at_all(void **state)
{
	struct room *r = *state;
	int64_t *ids;
	size_t count;

	assert_import(r, "[" HEAD "}, " HEAD "}]", STATUS_OK, "");
	assert_import(r, "[" HEAD "},\n" HEAD ", \"values\": {\"x\": \"\"}}]", STATUS_INPUT, "file.json:2:");
	assert_import(r, "[" HEAD "},\n", STATUS_INPUT, "file.json:");
	assert_import(r, "[]", STATUS_OK, "");
	assert_int_equal(desk_import(r->desk, r->scratch->folder, &ids, &count, NULL), STATUS_INPUT);
	assert_null(ids);
	assert_int_equal(desk_import(r->desk, scratch_path(r->scratch, "none"), &ids, &count, NULL),
		STATUS_INPUT);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_room, leave_room)
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_made_plain), TEST(what_a_cell_refuses_changes_nothing),
		TEST(what_agrees_is_dropped), TEST(in_whatever_order_it_was_typed),
		TEST(what_disagrees_stays_beside_it),
		TEST(an_entry_made_elsewhere_loses_what_agrees),
		TEST(rows_stay_within_what_the_form_allows),
		TEST(a_new_row_belongs_to_the_group_above),
		TEST(steps_are_taken_back_after_reopening),
		TEST(a_new_step_ends_what_could_be_done_again),
		TEST(what_changes_nothing_is_no_step), TEST(a_step_given_up_leaves_nothing),
		TEST(what_cannot_be_written_waits), TEST(a_stale_writer_is_refused),
		TEST(what_was_not_written_is_not_there),
		TEST(entries_are_loaded_one_after_the_other),
		TEST(a_file_is_taken_whole_or_not_at_all),
	};

	return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
