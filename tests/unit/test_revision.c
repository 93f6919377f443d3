/* SPDX-License-Identifier: MIT */
/* Revisions: the canonical form, freezing, signing and reopening, finding again. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "base/code.h"
#include "desk/draw.h"
#include "desk/history.h"
#include "desk/revision.h"
#include "out/canonical.h"
#include "opened_fixture.h"
#include "random_step.h"
#include "small_form.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void note(struct opened *o, const char *finding, const char *cell, const char *text)
{
	struct step step = { 0 };

	assert_int_equal(opened_note(o, &step, finding, place(o, cell), text, NULL), STATUS_OK);
	opened_accept(o, &step);
	assert_int_equal(opened_save(o, NULL), STATUS_OK);
}

static int freeze(struct opened *o, char code[CODE_SIZE])
{
	struct revision r;
	int number;

	assert_int_equal(opened_freeze(o, &r, NULL), STATUS_OK);
	number = r.number;
	if (code)
		strcpy(code, r.code);
	revision_clear(&r);
	return number;
}

static int sign(struct opened *o, const char *who)
{
	struct revision r;
	int number;

	assert_int_equal(opened_sign(o, who, &r, NULL), STATUS_OK);
	assert_true(r.signed_at != 0);
	number = r.number;
	revision_clear(&r);
	return number;
}

/* --- the canonical form --- */

static void it_is_sorted_and_bare(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct str out = { 0 };

	(void)state;
	canonical_add(e, 7, 1, &out);
	assert_string_equal(out.data, "{\"form\":\"small\",\"form_version\":\"2023\",\"format\":\"ziping-form\",\"id\":7,"
		"\"revision\":1,\"rows\":{\"indicators\":[],\"projects\":[]},\"values\":{},\"version\":1,\"year\":2023}");
	entry_set(e, (struct ref){ SMALL_UNIT, -1 }, "市\"编办\"\n二科\\");
	entry_set(e, (struct ref){ SMALL_DEPARTMENT, -1 }, "/é");
	entry_insert_row(e, SMALL_INDICATORS, 0, 9);
	entry_insert_row(e, SMALL_INDICATORS, 1, 4);
	entry_set(e, (struct ref){ SMALL_TARGET, 1 }, "≥4次");
	entry_set(e, (struct ref){ SMALL_LEVEL, 1 }, "产出");
	entry_set_note(e, (struct ref){ SMALL_SCORE, 1 }, "overshoot", "说");
	str_reset(&out);
	canonical_add(e, 7, 12, &out);
	assert_string_equal(out.data, "{\"form\":\"small\",\"form_version\":\"2023\",\"format\":\"ziping-form\",\"id\":7,"
		"\"notes\":[{\"cell\":\"indicators[2].score\",\"id\":\"overshoot\",\"say\":\"说\"}],\"revision\":12,"
		"\"rows\":{\"indicators\":[{},{\"level\":\"产出\",\"target\":\"≥4次\"}],\"projects\":[]},"
		"\"values\":{\"department\":\"/é\",\"unit\":\"市\\\"编办\\\"\\n二科\\\\\"},\"version\":1,\"year\":2023}");
	str_clear(&out);
	entry_free(e);
}

static void code_of(const struct entry *e, char code[CODE_SIZE])
{
	struct str out = { 0 };

	canonical_add(e, 1, 1, &out);
	code_make(out.data, out.len, code);
	str_clear(&out);
}

/* What is there, whatever the rows were numbered. */
static char *dump_content(const struct entry *e)
{
	const struct form *form = entry_get_form(e);
	struct entry *copy = entry_new(form, entry_get_year(e));
	char *out;
	size_t count;
	const struct note *notes = entry_notes(e, &count);

	for (int r = 0; r < form->repeat_count; r++)
		for (int row = 0; row < entry_row_count(e, r); row++)
			entry_insert_row(copy, r, row, 0);
	for (int i = 0; i < form->cell_count; i++) {
		int repeat = form->cells[i].repeat, rows = repeat < 0 ? 0 : entry_row_count(e, repeat);

		for (int row = repeat < 0 ? -1 : 0; row < rows; row++)
			entry_set(copy, (struct ref){ i, row }, entry_get(e, (struct ref){ i, row }));
	}
	for (size_t i = 0; i < count; i++)
		entry_set_note(copy, notes[i].at, notes[i].finding, notes[i].text);
	out = dump_entry(copy);
	entry_free(copy);
	return out;
}

/* Two states have the same code if, and only if, they are the same. */
static void any_change_of_content_gives_another_code(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct entry *e = entry_new(&small_form, 2023);
		uint64_t random = seed;

		entry_fill_initial(e);
		for (int i = 0; i < 20; i++) {
			char before[CODE_SIZE], after[CODE_SIZE], *was = dump_content(e), *is;
			struct step step = { 0 };

			code_of(e, before);
			random_step(&random, &step, e);
			code_of(e, after);
			is = dump_content(e);
			assert_int_equal(strcmp(was, is) == 0, strcmp(before, after) == 0);
			step_clear(&step);
			free(was);
			free(is);
		}
		entry_free(e);
	}
}

/* --- freezing --- */

static void every_example_comes_back_as_it_was_frozen(void **state)
{
	static const char *const names[] = { "pingliang-2023-01", "ningxia-2023-01",
		"ningxia-2023-02", "chaotian-2023-01", "chaotian-2023-03", "chaotian-2023-11",
		"luosong-2023-01", "luosong-2023-basedata" };
	struct desk *desk = open_desk(*state);

	for (size_t i = 0; i < COUNT(names); i++) {
		struct opened *o = import(desk, names[i]), *then;
		struct revision r, again;

		assert_int_equal(opened_freeze(o, &r, NULL), STATUS_OK);
		assert_int_equal(r.number, 1);
		assert_int_equal(desk_open_revision(desk, o->id, 1, &then, NULL), STATUS_OK);
		assert_true(revision_is_of(&r, then->entry));
		assert_int_equal(then->lock, OPENED_FROZEN);
		assert_int_equal(opened_check_writable(then, NULL), STATUS_REFUSED);
		assert_int_equal(opened_freeze(then, &again, NULL), STATUS_OK);
		assert_string_equal(again.code, r.code);
		revision_clear(&r);
		revision_clear(&again);
		opened_free(then);
		opened_free(o);
	}
	desk_free(desk);
}

static void only_what_changed_is_frozen_anew(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *o = import(desk, "pingliang-2023-01");
	char first[CODE_SIZE], second[CODE_SIZE], again[CODE_SIZE];
	struct step step = { 0 };
	struct ref focus;

	assert_int_equal(freeze(o, first), 1);
	assert_int_equal(freeze(o, again), 1);
	assert_string_equal(first, again);
	/* What waits is saved first. */
	assert_int_equal(opened_type(o, &step, place(o, "unit"), "市教育局", NULL), STATUS_OK);
	opened_accept(o, &step);
	assert_int_equal(freeze(o, second), 2);
	assert_true(opened_is_saved(o));
	assert_string_not_equal(first, second);
	assert_true(opened_undo(o, &focus));
	assert_true(opened_redo(o, &focus));
	assert_int_equal(freeze(o, again), 2);
	assert_string_equal(second, again);
	opened_free(o);
	o = open_entry(desk, 1);
	assert_int_equal(o->stored.revision, 2);
	assert_int_equal(freeze(o, again), 2);
	opened_free(o);
	desk_free(desk);
}

static void two_programs_freeze_what_the_store_has(void **state)
{
	struct desk *ours = open_desk(*state), *theirs = open_desk(*state);
	struct opened *o = import(ours, "pingliang-2023-01"), *other = open_entry(theirs, o->id);
	struct err err = { 0 };
	struct revision r;

	assert_int_equal(freeze(o, NULL), 1);
	assert_int_equal(freeze(other, NULL), 1);
	type(other, "unit", "x");
	assert_int_equal(freeze(other, NULL), 2);
	assert_int_equal(opened_freeze(o, &r, &err), STATUS_REFUSED);
	assert_says(&err, "changed by another program");
	assert_null(r.code);
	assert_int_equal(opened_sign(o, NULL, &r, &err), STATUS_REFUSED);
	assert_says(&err, "changed by another program");
	assert_string_equal(o->stored.status, "draft");
	opened_free(o);
	opened_free(other);
	desk_free(ours);
	desk_free(theirs);
}

/* --- signing --- */

static void an_error_is_corrected_or_explained_before_signing(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *o = import(desk, "pingliang-2023-01");
	const struct finding *first;
	struct err err = { 0 };
	struct revision r;

	type(o, "unit", "");
	assert_int_equal(opened_unexplained(o, &first), 1);
	assert_string_equal(first->id, "required");
	assert_int_equal(opened_sign(o, NULL, &r, &err), STATUS_INPUT);
	assert_says(&err, "1 errors stand that no note explains, the first at 实施单位");
	assert_int_equal(o->stored.revision, 0);
	note(o, "required", "unit", "单位撤并，由主管部门填报");
	assert_int_equal(opened_unexplained(o, NULL), 0);
	assert_int_equal(sheet_finding_counts(o->sheet).errors, 1);
	assert_int_equal(sign(o, NULL), 1);
	opened_free(o);
	desk_free(desk);
}

static void assert_locked(struct opened *o)
{
	struct step step = { 0 };
	struct err err = { 0 };
	struct ref focus;
	struct revision r;

	assert_int_equal(o->lock, OPENED_SIGNED);
	assert_string_equal(o->stored.status, "signed");
	assert_int_equal(try_type(o, place(o, "unit"), "x", &err), STATUS_REFUSED);
	assert_says(&err, "is signed; reopen it");
	assert_int_equal(opened_insert_row(o, &step, 0, 0, NULL), STATUS_REFUSED);
	assert_false(opened_undo(o, &focus));
	assert_int_equal(opened_sign(o, NULL, &r, &err), STATUS_INPUT);
	assert_says(&err, "signed already");
	assert_int_equal(store_delete_entry(desk_get_store(o->desk), o->id, &err), STATUS_REFUSED);
	assert_says(&err, "is signed; reopen it");
}

static void what_is_signed_is_locked_until_it_is_reopened(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *o = import(desk, "pingliang-2023-01"), *again;
	struct err err = { 0 };
	struct ref focus;

	assert_int_equal(opened_reopen(o, "数字有误", &err), STATUS_INPUT);
	assert_says(&err, "is not signed");
	type(o, "unit", "市教育局");
	assert_int_equal(freeze(o, NULL), 1);
	assert_int_equal(sign(o, "王主任"), 1);
	assert_locked(o);
	again = open_entry(desk, o->id);
	assert_locked(again);
	opened_free(again);
	assert_int_equal(freeze(o, NULL), 1);
	for (int i = 0; i < 3; i++) {
		static const char *const reasons[] = { "", " 　", "a\nb" };

		assert_int_equal(opened_reopen(o, reasons[i], &err), STATUS_INPUT);
		assert_says(&err, "takes a reason");
	}
	assert_int_equal(opened_reopen(o, "数字有误", NULL), STATUS_OK);
	assert_int_equal(o->lock, OPENED_FREE);
	/* The next revision, though nothing was changed. */
	assert_int_equal(freeze(o, NULL), 2);
	assert_true(opened_undo(o, &focus));
	assert_int_equal(opened_save(o, NULL), STATUS_OK);
	type(o, "unit", "市审计局");
	assert_int_equal(sign(o, NULL), 3);
	assert_locked(o);
	opened_free(o);
	desk_free(desk);
}

static void a_program_that_does_not_know_it_is_signed_is_refused(void **state)
{
	struct desk *ours = open_desk(*state), *theirs = open_desk(*state);
	struct opened *o = import(ours, "pingliang-2023-01"), *stale = open_entry(theirs, o->id);
	struct step any = { 0 };
	struct err err = { 0 };

	sign(o, NULL);
	assert_int_equal(try_type(stale, place(stale, "unit"), "x", &err), STATUS_REFUSED);
	assert_says(&err, "is signed; reopen it");
	/* Nor one that does not ask at all. */
	step_set(&any, stale->entry, place(stale, "project"), "x");
	any.form_id = 0;
	assert_int_equal(store_write_step(desk_get_store(theirs), o->id, &any, stale->form, NULL, NULL, &err),
		STATUS_REFUSED);
	assert_says(&err, "is signed; reopen it");
	step_clear(&any);
	opened_free(stale);
	stale = open_entry(theirs, o->id);
	assert_int_equal(opened_reopen(stale, "x", NULL), STATUS_OK);
	assert_int_equal(opened_reopen(o, "x", &err), STATUS_REFUSED);
	assert_says(&err, "changed by another program");
	opened_free(stale);
	opened_free(o);
	desk_free(ours);
	desk_free(theirs);
}

static void run_sql(struct scratch *scratch, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(scratch_path(scratch, "store.db"), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_true(sqlite3_total_changes(db) > 0);
	sqlite3_close(db);
}

static void a_change_takes_the_review_away(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *o = import(desk, "pingliang-2023-01");
	struct stored stored;

	run_sql(*state, "update entry set status = 'reviewed'");
	opened_free(o);
	o = open_entry(desk, 1);
	assert_int_equal(freeze(o, NULL), 1);
	assert_string_equal(o->stored.status, "reviewed");
	type(o, "unit", "x");
	assert_string_equal(o->stored.status, "draft");
	assert_int_equal(store_get_entry(desk_get_store(desk), 1, &stored, NULL), STATUS_OK);
	assert_string_equal(stored.status, "draft");
	stored_clear(&stored);
	opened_free(o);
	desk_free(desk);
}

/* --- history --- */

static void history_tells_revisions_and_signatures(void **state)
{
	static const struct { int kind, revision; const char *why; } expected[] = {
		{ HISTORY_FREEZE, 1, NULL }, { LOG_SIGN, 1, "王主任" }, { LOG_REOPEN, 0, "数字有误" },
		{ STEP_DO, 0, NULL }, { HISTORY_FREEZE, 2, NULL }, { LOG_SIGN, 2, NULL },
	};
	struct desk *desk = open_desk(*state);
	struct opened *o = import(desk, "pingliang-2023-01");
	struct history h = { 0 };
	struct str told = { 0 };
	size_t first;

	sign(o, "王主任");
	assert_int_equal(opened_reopen(o, "数字有误", NULL), STATUS_OK);
	type(o, "unit", "x");
	sign(o, NULL);
	assert_int_equal(desk_read_history(desk, o->id, &h, NULL), STATUS_OK);
	assert_true(h.count > COUNT(expected));
	first = h.count - COUNT(expected);
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct history_line *l = &h.items[first + i];

		assert_int_equal(l->kind, expected[i].kind);
		assert_int_equal(l->revision, expected[i].revision);
		assert_int_equal(l->code != NULL, expected[i].revision != 0);
		if (expected[i].why)
			assert_string_equal(l->why, expected[i].why);
		else
			assert_null(l->why);
	}
	history_add_all(&h, NULL, &told);
	assert_non_null(strstr(told.data, "  signed (王主任): revision 1, check code "));
	assert_non_null(strstr(told.data, "  reopened (数字有误)\n"));
	str_clear(&told);
	history_clear(&h);
	opened_free(o);
	desk_free(desk);
}

/* --- reports --- */

static struct appended first_table(const struct opened *o)
{
	struct appended *items, first;
	size_t count;

	assert_int_equal(opened_appended(o, &items, &count, NULL), STATUS_OK);
	assert_int_equal(count, 1);
	first = items[0];
	free(items);
	return first;
}

static int64_t add_report(struct desk *desk)
{
	const struct form *form;
	int64_t id;

	assert_int_equal(library_get(desk_get_library(desk), "pingliang-report", &form, NULL), STATUS_OK);
	assert_int_equal(desk_add_empty(desk, form, 2023, &id, NULL), STATUS_OK);
	return id;
}

static void expect_executed(struct opened *o, const char *expected)
{
	struct str shown = { 0 };

	sheet_show(o->sheet, place(o, "executed"), &shown);
	assert_string_equal(str_text(&shown), expected);
	str_clear(&shown);
}

/* What is signed stays so for the program that signed it, too, and is alive again when reopened. */
static void an_open_report_keeps_what_was_signed(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *table = import(desk, "pingliang-2023-01"), *o = take_entry(desk, add_report(desk));
	const struct finding *first;
	int64_t then;

	while (opened_unexplained(o, &first)) {
		struct str cell = { 0 };

		entry_add_name(o->entry, first->at, &cell);
		note(o, first->id, cell.data, "另附");
		str_clear(&cell);
	}
	sign(o, NULL);
	then = first_table(o).step;
	type(table, "funds.fiscal.executed", "30");
	assert_int_equal(first_table(o).id, table->id);
	assert_int_equal(first_table(o).step, then);
	expect_executed(o, "24.56");
	assert_int_equal(opened_reopen(o, "表已改", NULL), STATUS_OK);
	assert_true(first_table(o).step > then);
	expect_executed(o, "30");
	assert_int_equal(freeze(o, NULL), 2);
	opened_free(o);
	opened_free(table);
	desk_free(desk);
}

/* --- finding again --- */

static void a_code_leads_to_exactly_its_revision(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *o = import(desk, "pingliang-2023-01"), *then;
	char code[CODE_SIZE], other[CODE_SIZE];
	struct err err = { 0 };
	struct revision r;

	type(o, "unit", "市教育局");
	freeze(o, code);
	type(o, "unit", "市审计局");
	freeze(o, other);
	assert_int_equal(desk_find_code(desk, code, &r, NULL), STATUS_OK);
	assert_int_equal(r.number, 1);
	assert_false(revision_is_of(&r, o->entry));
	assert_int_equal(desk_open_revision(desk, r.entry, r.number, &then, NULL), STATUS_OK);
	assert_string_equal(entry_get(then->entry, place(then, "unit")), "市教育局");
	opened_free(then);
	revision_clear(&r);
	/* Also of an entry that was deleted. */
	assert_int_equal(store_delete_entry(desk_get_store(desk), o->id, NULL), STATUS_OK);
	assert_int_equal(desk_find_code(desk, other, &r, NULL), STATUS_OK);
	assert_int_equal(desk_open_revision(desk, r.entry, r.number, &then, NULL), STATUS_OK);
	opened_free(then);
	revision_clear(&r);
	code[0] = code[0] == '7' ? '8' : '7';
	assert_int_equal(desk_find_code(desk, code, &r, &err), STATUS_INPUT);
	assert_says(&err, "is mistyped");
	assert_int_equal(desk_find_code(desk, "绩效", &r, &err), STATUS_INPUT);
	assert_says(&err, "“绩效” is no check code");
	assert_int_equal(desk_find_code(desk, "0000000000000", &r, &err), STATUS_INPUT);
	assert_says(&err, "no revision of this store");
	assert_int_equal(desk_open_revision(desk, o->id, 9, &then, &err), STATUS_INPUT);
	assert_says(&err, "no revision 9");
	opened_free(o);
	desk_free(desk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_make, scratch_remove)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(it_is_sorted_and_bare),
		TEST(any_change_of_content_gives_another_code),
		TEST(every_example_comes_back_as_it_was_frozen),
		TEST(only_what_changed_is_frozen_anew),
		TEST(two_programs_freeze_what_the_store_has),
		TEST(an_error_is_corrected_or_explained_before_signing),
		TEST(what_is_signed_is_locked_until_it_is_reopened),
		TEST(a_program_that_does_not_know_it_is_signed_is_refused),
		TEST(a_change_takes_the_review_away),
		TEST(history_tells_revisions_and_signatures),
		TEST(an_open_report_keeps_what_was_signed),
		TEST(a_code_leads_to_exactly_its_revision),
	};

	return cmocka_run_group_tests_name("revision", tests, small_form_begin, small_form_end);
}
