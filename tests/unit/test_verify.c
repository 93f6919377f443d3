/* SPDX-License-Identifier: MIT */
/* A store edited behind the program's back is noticed, one that the program wrote is not. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "desk/revision.h"
#include "desk/verify.h"
#include "opened_fixture.h"
#include "random_step.h"
#include "small_form.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct summary nothing;

/* What was reported. */
struct reports {
	int64_t entry;               /* the first that was named */
	struct str text;
	int count;
};

static void note_report(void *context, int64_t entry, const struct err *what)
{
	struct reports *r = context;

	if (!r->count++)
		r->entry = entry;
	message_add_to(&what->message, NULL, &r->text);
	str_add_char(&r->text, '\n');
}

static void assert_no_report(struct reports *r)
{
	if (r->count)
		print_error("%s", str_text(&r->text));
	assert_int_equal(r->count, 0);
	str_clear(&r->text);
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

static struct store *open_store(struct scratch *scratch)
{
	struct store *store;

	assert_int_equal(store_open(scratch_path(scratch, "store.db"), false, &store, NULL), STATUS_OK);
	return store;
}

/* Entries 1 and 2, the second deleted and edited before. */
static void fill_store(struct scratch *scratch)
{
	struct desk *desk = open_desk(scratch);
	struct step step = { 0 };
	struct opened *o;

	opened_free(import(desk, "pingliang-2023-01"));
	o = import(desk, "ningxia-2023-01");
	assert_int_equal(opened_insert_row(o, &step, 0, 1, NULL), STATUS_OK);
	assert_int_equal(opened_delete_row(o, &step, 0, 0, NULL), STATUS_OK);
	opened_accept(o, &step);
	assert_int_equal(opened_save(o, NULL), STATUS_OK);
	opened_free(o);
	assert_int_equal(store_delete_entry(desk_get_store(desk), 2, NULL), STATUS_OK);
	desk_free(desk);
}

static void check(struct scratch *scratch, struct reports *r, struct store_health *health)
{
	struct desk *desk = open_desk(scratch);

	assert_int_equal(desk_check_store(desk, note_report, r, health, NULL), STATUS_OK);
	assert_int_equal(health->faults, r->count);
	desk_free(desk);
}

static void what_the_program_wrote_is_right(void **state)
{
	struct reports r = { 0 };
	struct store_health health;

	fill_store(*state);
	check(*state, &r, &health);
	assert_no_report(&r);
	assert_int_equal(health.entries, 2);
	assert_int_equal(health.wrong, 0);
}

static void what_others_wrote_is_named(void **state)
{
	static const struct { const char *sql; int64_t entry; const char *say; } cases[] = {
		{ "update value set text = '99' where entry = 1 and cell = 'funds.fiscal.executed'", 1,
			"funds.fiscal.executed: stored is “99”, its log leads to “" },
		{ "delete from value where entry = 1 and cell = 'project'", 1,
			"project: stored is “”, its log leads to “" },
		{ "insert into value (entry, uid, cell, text) values (1, 0, 'remarks', 'x')", 1,
			"remarks: stored is “x”, its log leads to “”" },
		{ "update value set text = '99' where entry = 1 and cell = 'indicators.weight' "
			"and uid = (select uid from entry_row where entry = 1 and pos = 2)", 1,
			"indicators[3].weight: stored is “99”" },
		{ "insert into value (entry, uid, cell, finding, text) values (1, 0, 'project', 'over-budget', 'x')",
			1, "project (over-budget): stored is “x”" },
		{ "update change set new = 'x' where entry = 1 and name = 'project'", 1,
			"its log leads to “x”" },
		{ "delete from entry_row where entry = 1 and pos = 3", 1, "its rows are not those" },
		{ "update entry_row set pos = pos + 1 where entry = 1", 1, "its rows are not those" },
		{ "insert into entry_row values (1, 'indicators', 500, 99)", 1, "its rows are not those" },
		{ "update entry set score = '12' where id = 1", 1, "the list has “12” as its score" },
		{ "update entry set score_key = 12 where id = 1", 1, "does not sort it by its score" },
		{ "update entry set project = 'x' where id = 1", 1, "the list has “x” as its project" },
		{ "update entry_text set text = 'x' where entry = 1", 1, "searching does not find it" },
		{ "delete from entry_text where entry = 2", 2, "searching does not find it" },
		{ "update entry set deleted = 0 where id = 2", 2, "deleted" },
		{ "update entry set deleted = 1 where id = 1", 1, "deleted" },
		{ "update value set text = 'x' where entry = 2 and cell = 'unit'", 2, "unit: stored is “x”" },
		{ "update form set text = text || '#' where form = 'pingliang-project'", 1,
			"pingliang-project, is not what was stored" },
		{ "update entry set form_id = 2 where id = 1", 1, "its form, ningxia-project" },
		{ "delete from step where entry = 1", 0, "lines of the table change" },
		{ "insert into step (entry, id, form_id, kind, at, who) "
			"select entry, 9, form_id, kind, at, who from step where entry = 1", 1, "steps are missing in its log" },
		{ "update step set who = '张三' where entry = 1", 1, "step 1 of its log, by “张三”, is not what was written" },
		{ "update step set why = 'x' where entry = 2 and id = 2", 2, "step 2 of its log, by “" },
		{ "update change set old = 'x' where entry = 1 and number = 0", 1, "step 1 of its log" },
		{ "update entry set changed = 7 where id = 1", 1, "the time of its last change" },
		{ "update entry set uids = 0 where id = 1", 1, "rows that were never numbered" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct scratch *scratch = *state;
		struct reports r = { 0 };
		struct store_health health;

		fill_store(scratch);
		run_sql(scratch, cases[i].sql);
		check(scratch, &r, &health);
		if (r.entry != cases[i].entry || !strstr(str_text(&r.text), cases[i].say))
			fail_msg("%s: entry %d: %s", cases[i].sql, (int)r.entry, str_text(&r.text));
		assert_int_equal(health.entries, 2);
		str_clear(&r.text);
		remove(scratch_path(scratch, "store.db"));
	}
}

static void damaged_pages_are_reported(void **state)
{
	struct reports r = { 0 };
	struct store_health health;
	char page[4096];
	FILE *file;

	fill_store(*state);
	file = fopen(scratch_path(*state, "store.db"), "r+b");
	assert_non_null(file);
	memset(page, 0xa5, sizeof page);
	assert_int_equal(fseek(file, -2 * (long)sizeof page, SEEK_END), 0);
	assert_int_equal(fwrite(page, 1, sizeof page, file), sizeof page);
	fclose(file);
	check(*state, &r, &health);
	assert_int_equal(r.entry, 0);
	assert_non_null(strstr(str_text(&r.text), "the file is damaged"));
	str_clear(&r.text);
}

/* --- revisions --- */

static void freeze(struct opened *o)
{
	struct revision r;

	assert_int_equal(opened_freeze(o, &r, NULL), STATUS_OK);
	revision_clear(&r);
}

static void sign(struct opened *o, const char *who)
{
	struct revision r;

	assert_int_equal(opened_sign(o, who, &r, NULL), STATUS_OK);
	revision_clear(&r);
}

/* Entry 1: three revisions, the first and the last signed; entry 2: a draft printed once, moved rows. */
static void fill_revisions(struct scratch *scratch)
{
	struct desk *desk = open_desk(scratch);
	struct opened *o = import(desk, "pingliang-2023-01");
	struct step step = { 0 };
	struct ref focus, unit;

	sign(o, "王主任");
	assert_int_equal(opened_reopen(o, "数字有误", NULL), STATUS_OK);
	assert_int_equal(entry_parse_name(o->entry, "unit", false, &unit, NULL), STATUS_OK);
	assert_int_equal(opened_type(o, &step, unit, "市审计局", NULL), STATUS_OK);
	opened_accept(o, &step);
	freeze(o);
	assert_true(opened_undo(o, &focus));
	sign(o, NULL);
	opened_free(o);
	o = import(desk, "ningxia-2023-01");
	assert_int_equal(opened_insert_row(o, &step, 0, 1, NULL), STATUS_OK);
	assert_int_equal(opened_move_row(o, &step, 0, 0, 3, NULL), STATUS_OK);
	opened_accept(o, &step);
	freeze(o);
	opened_free(o);
	desk_free(desk);
}

static void tampering_is_named_with_its_revision(void **state)
{
	static const struct { const char *sql; int64_t entry; const char *say; } cases[] = {
		{ "update value set text = '市政府' where entry = 1 and cell = 'unit'", 1,
			"it is signed as revision 3, and what it holds is something else" },
		{ "update value set text = '市政府' where entry = 1 and cell = 'unit';"
			"update change set new = '市政府' where entry = 1 and name = 'unit' and "
			"step = (select max(step) from change where entry = 1 and name = 'unit')", 1,
			"revision 3 (" },
		{ "update revision set body = replace(body, '市', '县') where entry = 1 and number = 2", 1,
			"revision 2: its check code " },
		{ "update revision set body = replace(body, '市', '县') where entry = 1 and number = 2", 1,
			"its content is not what its log leads to" },
		{ "update revision set code = '0000-0000-0000-0' where entry = 2", 2,
			"revision 1: its check code 0000-0000-0000-0 is not that of its content" },
		{ "update revision set step = 1 where entry = 2", 2, "is not what its log leads to" },
		{ "update revision set step = 0 where entry = 2", 2, "is not what its log leads to" },
		{ "update revision set form_id = 1 where entry = 2", 2, "is not what its log leads to" },
		{ "delete from revision where entry = 1 and number = 2", 1, "revision 2 is missing" },
		{ "delete from revision where entry = 1 and number = 3", 1,
			"it is signed as revision 3, and what it holds" },
		{ "delete from revision where entry = 2", 2, "the number of its revisions" },
		{ "update revision set signed_at = 0 where entry = 1 and number = 3", 1,
			"it is signed as revision 3, and what it holds" },
		{ "update revision set signed_by = '张三' where entry = 1 and number = 1", 1,
			"revision 1 is signed by “张三”, its log says “王主任”" },
		{ "update revision set signed_by = '张三' where entry = 1 and number = 3", 1,
			"revision 3 is signed by “张三”, its log says “" },
		{ "update revision set signed_at = 0 where entry = 1 and number = 1", 1,
			"revision 3 is signed by “" },
		{ "update revision set signed_at = 7 where entry = 1 and number = 1", 1, "revision 1 is signed by “王主任”" },
		{ "update step set why = '张三' where entry = 1 and kind = 6 and why is not null", 1,
			"revision 1 is signed by “王主任”, its log says “张三”" },
		{ "update revision set who = '张三' where entry = 2", 2, "revision 1, frozen by “张三”, is not what was written" },
		{ "update entry set status = 'draft' where id = 1", 1, "it is signed and its log says that it is not" },
		{ "update entry set status = 'signed' where id = 2", 2, "it is signed and its log says that it is not" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reports r = { 0 };
		struct store_health health;

		fill_revisions(*state);
		check(*state, &r, &health);
		assert_no_report(&r);
		run_sql(*state, cases[i].sql);
		check(*state, &r, &health);
		if (r.entry != cases[i].entry || !strstr(str_text(&r.text), cases[i].say))
			fail_msg("%s: entry %d: %s", cases[i].sql, (int)r.entry, str_text(&r.text));
		str_clear(&r.text);
		remove(scratch_path(*state, "store.db"));
	}
}

/* --- whatever a person does, the log leads to it --- */

static void write_step(struct store *s, int64_t id, struct step *step)
{
	assert_int_equal(store_write_step(s, id, step, &small_form, NULL, NULL, NULL), STATUS_OK);
}

static void go(struct store *s, int64_t id, struct entry *e, struct undo *undo,
	const struct step *(*take)(struct undo *, struct step *))
{
	struct step scratch = { 0 };
	const struct step *step = take(undo, &scratch);

	if (!step)
		return;
	step_apply(step, e);
	write_step(s, id, (struct step *)step);
	step_clear(&scratch);
}

static void act(struct store *s, int64_t id, struct entry *e, struct undo *undo, uint64_t *seed)
{
	struct step step = { 0 };

	switch (random_below(seed, 6)) {
	case 0:
		go(s, id, e, undo, undo_back);
		break;
	case 1:
		go(s, id, e, undo, undo_forth);
		break;
	default:
		random_step(seed, &step, e);
		write_step(s, id, &step);
		undo_add(undo, &step);
	}
}

static void assert_entry_right(struct store *s, int64_t id)
{
	struct reports r = { 0 };

	assert_int_equal(store_check_entry(s, id, note_report, &r, NULL), STATUS_OK);
	assert_no_report(&r);
}

static int64_t add_small(struct store *s, struct entry *e)
{
	int64_t id;

	entry_fill_initial(e);
	assert_int_equal(store_add_entry(s, e, &nothing, NULL, &id, NULL), STATUS_OK);
	return id;
}

static void random_work_is_right(void **state)
{
	struct store *s = open_store(*state);

	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct entry *e = entry_new(&small_form, 2023);
		int64_t id = add_small(s, e);
		struct undo undo = { 0 };
		uint64_t random = seed;

		for (int i = 0; i < 60; i++) {
			act(s, id, e, &undo, &random);
			assert_entry_right(s, id);
		}
		undo_clear(&undo);
		entry_free(e);
	}
	store_close(s);
}

/* One program types into a row that the other has just deleted. */
static void programs_side_by_side_are_right(void **state)
{
	struct store *s = open_store(*state);
	struct entry *ours = entry_new(&small_form, 2023), *theirs = entry_new(&small_form, 2023);
	struct step step = { 0 }, back = { 0 };
	int64_t id = add_small(s, ours);

	assert_int_equal(store_load_values(s, id, theirs, NULL), STATUS_OK);
	step_delete_row(&step, ours, SMALL_INDICATORS, 0);
	write_step(s, id, &step);
	step_invert(&step, &back);
	step_clear(&step);
	step_set(&step, theirs, (struct ref){ SMALL_TARGET, 0 }, "95%");
	write_step(s, id, &step);
	assert_entry_right(s, id);
	step_clear(&step);
	step_move_row(&step, theirs, SMALL_INDICATORS, 1, 0);
	write_step(s, id, &step);
	assert_entry_right(s, id);
	write_step(s, id, &back);
	assert_entry_right(s, id);
	step_clear(&step);
	step_clear(&back);
	entry_free(ours);
	entry_free(theirs);
	store_close(s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_the_program_wrote_is_right, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(what_others_wrote_is_named, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(damaged_pages_are_reported, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(tampering_is_named_with_its_revision, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(random_work_is_right, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(programs_side_by_side_are_right, scratch_make, scratch_remove),
	};

	return cmocka_run_group_tests_name("verify", tests, small_form_begin, small_form_end);
}
