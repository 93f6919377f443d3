/* SPDX-License-Identifier: MIT */
/* Second entries: hidden, blind, continued, compared, finished. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "desk/earlier.h"
#include "desk/history.h"
#include "desk/hold.h"
#include "desk/review.h"
#include "desk/revision.h"
#include "desk/verify.h"
#include "opened_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- a room to work in --- */

static struct opened *begin(struct opened *first, const char *who)
{
	struct opened *second;

	assert_int_equal(review_begin(first, who, &second, NULL), STATUS_OK);
	return second;
}

typedef void each_figure(struct opened *first, struct opened *second, struct ref at);

static void for_each_cell(struct opened *first, struct opened *second, each_figure *run)
{
	for (int i = 0; i < first->form->cell_count; i++) {
		int repeat = first->form->cells[i].repeat;

		for (int row = 0; row < (repeat < 0 ? 1 : entry_row_count(first->entry, repeat)); row++)
			run(first, second, (struct ref){ i, repeat < 0 ? -1 : row });
	}
}

static void retype_figure(struct opened *first, struct opened *second, struct ref at)
{
	if (review_is_figure(&first->form->cells[at.cell]))
		assert_int_equal(try_type(second, at, entry_get(first->entry, at), NULL), STATUS_OK);
}

static void retype(struct opened *first, struct opened *second)
{
	for_each_cell(first, second, retype_figure);
}

static size_t finish(struct opened *first, struct opened *second)
{
	struct review r;
	size_t count;

	assert_int_equal(review_finish(first, second, &r, NULL), STATUS_OK);
	count = r.count;
	review_clear(&r);
	opened_free(second);
	return count;
}

static size_t compare(struct opened *first, struct opened *second)
{
	struct review r;
	size_t count;

	assert_int_equal(review_compare(first, second, &r, NULL), STATUS_OK);
	count = r.count;
	review_clear(&r);
	return count;
}

static int64_t ask_sql(struct scratch *scratch, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t answer = 0;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(scratch_path(scratch, "store.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		answer = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return answer;
}

struct faults { int count; struct str told; };

static void take_fault(void *context, int64_t entry, const struct err *what)
{
	struct faults *f = context;

	(void)entry;
	f->count++;
	message_add_to(&what->message, NULL, &f->told);
	str_add_char(&f->told, '\n');
}

/* `part` NULL: nothing is wrong. */
static void assert_checked(struct desk *desk, size_t entries, const char *part)
{
	struct store_health health;
	struct faults f = { 0 };

	assert_int_equal(desk_check_store(desk, take_fault, &f, &health, NULL), STATUS_OK);
	assert_int_equal(health.entries, entries);
	if (part ? !strstr(str_text(&f.told), part) : f.count)
		fail_msg("%s", str_text(&f.told));
	str_clear(&f.told);
}

/* --- hidden --- */

static void no_list_has_it(void **state)
{
	struct desk *desk = open_desk(*state);
	struct store *s = desk_get_store(desk);
	struct opened *first = import(desk, "pingliang-2023-01"), *second = begin(first, "李四");
	struct list_query all = { .search = "机构编制" };
	struct list_rows rows = { 0 };
	int64_t count, *ids;
	size_t listed;

	for (all.order = 0; all.order < ORDER_COUNT; all.order++) {
		assert_int_equal(store_list(s, &all, &rows, NULL), STATUS_OK);
		assert_int_equal(rows.count, 1);
		list_rows_clear(&rows);
	}
	all = (struct list_query){ .order = ORDER_ID };
	assert_int_equal(store_count(s, &all, &count, NULL), STATUS_OK);
	assert_int_equal(count, 1);
	all.deleted = true;
	assert_int_equal(store_list(s, &all, &rows, NULL), STATUS_OK);
	assert_int_equal(rows.count, 0);
	assert_int_equal(store_ids(s, &ids, &listed, NULL), STATUS_OK);
	assert_int_equal(listed, 1);
	free(ids);
	/* Nor is it last year's of anything. */
	first->stored.year = 2024;
	assert_int_equal(desk_list_earlier(first, 10, &rows, NULL), STATUS_OK);
	assert_int_equal(rows.count, 0);
	/* It is no number that the next entry would lack, and nobody's to delete or bring back. */
	opened_free(import(desk, "pingliang-2023-01"));
	assert_int_equal(store_delete_entry(s, second->id, NULL), STATUS_INPUT);
	assert_int_equal(store_restore_entry(s, second->id, NULL), STATUS_INPUT);
	assert_int_equal(ask_sql(*state, "select max(id) from entry"), 2);
	opened_free(second);
	assert_checked(desk, 3, NULL);
	opened_free(first);
	desk_free(desk);
}

/* --- blind --- */

static int figures_hidden;

static void assert_blind(struct opened *first, struct opened *second, struct ref at)
{
	const struct cell *cell = &first->form->cells[at.cell];
	const char *typed = entry_get(first->entry, at), *there = entry_get(second->entry, at);

	if (!review_is_figure(cell) || !strpbrk(typed, "0123456789")) {
		if (!review_is_figure(cell))
			assert_string_equal(there, typed);
		return;
	}
	assert_string_equal(there, cell->initial ? cell->initial : "");
	figures_hidden += !*there;
}

static void it_has_the_texts_and_no_figures(void **state)
{
	static const char *const names[] = { "pingliang-2023-01", "ningxia-2023-01",
		"chaotian-2023-01", "luosong-2023-01", "luosong-2023-basedata" };
	struct desk *desk = open_desk(*state);

	for (size_t i = 0; i < COUNT(names); i++) {
		struct opened *first = import(desk, names[i]), *second;
		size_t notes;

		second = begin(first, "李四");
		figures_hidden = 0;
		for_each_cell(first, second, assert_blind);
		assert_true(figures_hidden > 10);
		entry_notes(second->entry, &notes);
		assert_int_equal(notes, 0);
		retype(first, second);
		assert_int_equal(compare(first, second), 0);
		opened_free(second);
		opened_free(first);
	}
	assert_checked(desk, 2 * COUNT(names), NULL);
	desk_free(desk);
}

static void nothing_but_figures_is_typed_into_it(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second = begin(first, "李四");
	struct step step = { 0 };
	struct err err = { 0 };

	assert_int_equal(try_type(second, place(second, "project"), "x", &err), STATUS_INPUT);
	assert_says(&err, "only figures are typed into it");
	assert_int_equal(opened_insert_row(second, &step, 0, 0, &err), STATUS_INPUT);
	assert_says(&err, "only figures");
	assert_int_equal(opened_delete_row(second, &step, 0, 0, NULL), STATUS_INPUT);
	assert_int_equal(opened_move_row(second, &step, 0, 0, 1, NULL), STATUS_INPUT);
	assert_int_equal(opened_note(second, &step, "overshoot", place(second, "indicators[2].actual"), "x", NULL),
		STATUS_INPUT);
	assert_int_equal(step.count, 0);
	type(second, "indicators[2].actual", "30篇");
	/* What a person types over what is computed is a figure. */
	type(second, "indicators[2].score", "4");
	opened_free(second);
	opened_free(first);
	desk_free(desk);
}

/* --- its life --- */

static void where_all_agrees_the_entry_is_reviewed(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second;
	struct history h = { 0 };
	struct str told = { 0 };
	char *who;

	second = begin(first, "李四");
	/* All but the weight that the form itself fills in. */
	assert_int_equal(compare(first, second), 37);
	retype(first, second);
	/* Written otherwise, the same figure. */
	type(second, "funds.fiscal.executed", "２４．５６０");
	assert_int_equal(finish(first, second), 0);
	assert_string_equal(first->stored.status, "reviewed");
	assert_int_equal(review_second_name(first, &who, NULL), STATUS_OK);
	assert_null(who);
	assert_int_equal(ask_sql(*state, "select count(*) from entry where id < 0"), 0);
	assert_int_equal(ask_sql(*state, "select count(*) from value where entry < 0"), 0);
	assert_int_equal(ask_sql(*state, "select count(*) from step where entry < 0"), 0);
	assert_int_equal(ask_sql(*state, "select count(*) from entry_text where entry < 0"), 0);
	assert_int_equal(desk_read_history(desk, first->id, &h, NULL), STATUS_OK);
	history_add_all(&h, NULL, &told);
	assert_non_null(strstr(told.data, "  second entry (李四): all 38 figures agree with those of "));
	str_clear(&told);
	history_clear(&h);
	assert_checked(desk, 1, NULL);
	type(first, "unit", "市审计局");
	assert_string_equal(first->stored.status, "draft");
	assert_checked(desk, 1, NULL);
	opened_free(first);
	desk_free(desk);
}

static void keep_last(void *context, const struct review *r)
{
	review_clear(context);
	review_copy(r, context);
}

static void assert_difference(const struct opened *o, const struct review_difference *d, const char *cell,
	const char *first, const char *second, const char *difference)
{
	struct str text = { 0 };
	bool points;

	assert_string_equal(d->place, cell);
	assert_string_equal(d->first, first);
	assert_string_equal(d->second, second);
	assert_true(ref_equal(review_find(o, d), place(o, cell)));
	review_add_difference(o, d, &points, &text);
	assert_string_equal(str_text(&text), difference);
	str_clear(&text);
}

static void differences_and_both_names_are_kept(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second;
	struct review last = { 0 };
	char *name;

	second = begin(first, "李四");
	retype(first, second);
	type(second, "funds.fiscal.executed", "24.65");
	type(second, "indicators[3].weight", "");
	type(second, "indicators[2].actual", "28篇");
	assert_int_equal(compare(first, second), 3);
	assert_int_equal(finish(first, second), 3);
	assert_string_equal(first->stored.status, "draft");
	assert_int_equal(review_first_name(first, &name, NULL), STATUS_OK);
	assert_int_equal(store_read_reviews(desk_get_store(desk), first->id, keep_last, &last, NULL), STATUS_OK);
	assert_int_equal(last.number, 1);
	assert_string_equal(last.first, name);
	assert_string_equal(last.second, "李四");
	assert_int_equal(last.count, 3);
	assert_difference(first, &last.items[0], "funds.fiscal.executed", "24.56", "24.65", "+0.09");
	assert_difference(first, &last.items[1], "indicators[2].actual", "26篇", "28篇", "");
	assert_difference(first, &last.items[2], "indicators[3].weight", "5", "", "");
	assert_checked(desk, 1, NULL);
	free(name);
	review_clear(&last);
	opened_free(first);
	desk_free(desk);
}

static void what_was_agreed_on_need_not_be_typed_again(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second;

	second = begin(first, "李四");
	retype(first, second);
	type(second, "funds.fiscal.executed", "24.65");
	assert_int_equal(finish(first, second), 1);
	type(first, "funds.fiscal.executed", "24.65");
	/* This one was agreed on, and is another now. */
	type(first, "indicators[1].weight", "6");
	second = begin(first, "李四");
	assert_string_equal(entry_get(second->entry, place(second, "funds.fiscal.budget")), "43");
	assert_string_equal(entry_get(second->entry, place(second, "funds.fiscal.executed")), "");
	assert_string_equal(entry_get(second->entry, place(second, "indicators[1].weight")), "");
	assert_string_equal(entry_get(second->entry, place(second, "indicators[2].weight")), "5");
	type(second, "funds.fiscal.executed", "24.65");
	type(second, "indicators[1].weight", "6");
	assert_int_equal(finish(first, second), 0);
	assert_string_equal(first->stored.status, "reviewed");
	assert_checked(desk, 1, NULL);
	opened_free(first);
	desk_free(desk);
}

static void a_lost_program_loses_nothing_of_it(void **state)
{
	struct desk *desk = open_desk(*state), *again;
	struct opened *first = import(desk, "pingliang-2023-01"), *second = begin(first, "李四");
	struct store *s = desk_get_store(desk);
	struct draft draft;
	struct ref focus;
	char *who;

	type(second, "funds.fiscal.budget", "43");
	type(second, "funds.fiscal.executed", "24.56");
	assert_int_equal(store_set_draft(s, second->id, "indicators[1].actual", "4", 1, NULL), STATUS_OK);
	assert_int_equal(store_set_focus(s, second->id, "indicators[1].actual", NULL), STATUS_OK);
	again = open_desk(*state);
	opened_free(first);
	opened_free(second);
	desk_free(desk);
	desk = again;
	first = take_entry(desk, 1);
	assert_int_equal(review_second_name(first, &who, NULL), STATUS_OK);
	assert_string_equal(who, "李四");
	free(who);
	assert_int_equal(review_continue(first, &second, NULL), STATUS_OK);
	assert_string_equal(entry_get(second->entry, place(second, "funds.fiscal.executed")), "24.56");
	assert_string_equal(second->stored.focus, "indicators[1].actual");
	assert_int_equal(store_get_draft(desk_get_store(desk), second->id, &draft, NULL), STATUS_OK);
	assert_string_equal(draft.text, "4");
	draft_clear(&draft);
	assert_true(opened_undo(second, &focus));
	assert_string_equal(entry_get(second->entry, place(second, "funds.fiscal.executed")), "");
	assert_int_equal(opened_save(second, NULL), STATUS_OK);
	assert_checked(desk, 2, NULL);
	opened_free(second);
	opened_free(first);
	desk_free(desk);
}

static void what_the_first_person_changes_meanwhile_is_compared(void **state)
{
	struct desk *desk = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second = begin(first, "李四");
	struct step step = { 0 };
	struct review r;

	retype(first, second);
	assert_int_equal(opened_move_row(first, &step, 0, 0, 4, NULL), STATUS_OK);
	assert_int_equal(opened_insert_row(first, &step, 0, 1, NULL), STATUS_OK);
	assert_int_equal(opened_delete_row(first, &step, 0, 3, NULL), STATUS_OK);
	opened_accept(first, &step);
	assert_int_equal(opened_save(first, NULL), STATUS_OK);
	assert_int_equal(compare(first, second), 0);
	type(first, "indicators[2].weight", "7");
	assert_int_equal(review_compare(first, second, &r, NULL), STATUS_OK);
	assert_int_equal(r.count, 1);
	assert_string_equal(r.items[0].place, "indicators[2].weight");
	assert_int_equal(review_find(second, &r.items[0]).cell, -1);
	review_clear(&r);
	opened_free(second);
	opened_free(first);
	desk_free(desk);
}

static void assert_refused(struct opened *first, enum status status, const char *who, const char *part)
{
	struct opened *second;
	struct err err = { 0 };

	assert_int_equal(review_begin(first, who, &second, &err), status);
	assert_says(&err, part);
}

static void it_is_refused_where_it_makes_no_sense(void **state)
{
	struct desk *desk = open_desk(*state), *other = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second, *theirs, *none;
	struct revision r;
	struct err err = { 0 };

	assert_int_equal(review_continue(first, &second, &err), STATUS_INPUT);
	assert_says(&err, "no second entry");
	assert_int_equal(review_cancel(first, &err), STATUS_INPUT);
	assert_says(&err, "no second entry");
	assert_refused(first, STATUS_INPUT, " ", "one line of text");
	assert_refused(first, STATUS_INPUT, "a\nb", "one line of text");
	second = begin(first, "李四");
	assert_refused(first, STATUS_INPUT, "王五", "is not finished");
	/* Another program has it. */
	assert_int_equal(desk_open_entry(other, first->id, &theirs, NULL), STATUS_OK);
	assert_int_equal(review_continue(theirs, &none, &err), STATUS_REFUSED);
	assert_says(&err, "is open by");
	opened_free(theirs);
	opened_free(second);
	opened_free(first);
	desk_free(desk);
	desk_free(other);

	desk = open_desk(*state);
	first = take_entry(desk, 1);
	assert_int_equal(review_cancel(first, NULL), STATUS_OK);
	assert_int_equal(ask_sql(*state, "select count(*) from entry where id < 0"), 0);
	assert_int_equal(opened_sign(first, NULL, &r, NULL), STATUS_OK);
	revision_clear(&r);
	assert_refused(first, STATUS_REFUSED, "李四", "is signed; reopen it");
	opened_free(first);
	desk_free(desk);
}

static void what_others_wrote_meanwhile_is_not_reviewed(void **state)
{
	struct desk *desk = open_desk(*state), *other = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second = begin(first, "李四"), *theirs;
	struct err err = { 0 };
	struct review r;

	retype(first, second);
	assert_int_equal(desk_open_entry(other, first->id, &theirs, NULL), STATUS_OK);
	assert_int_equal(try_type(theirs, place(theirs, "funds.fiscal.executed"), "25", NULL), STATUS_OK);
	opened_free(theirs);
	assert_int_equal(review_finish(first, second, &r, &err), STATUS_REFUSED);
	assert_says(&err, "changed by another program");
	assert_string_equal(first->stored.status, "draft");
	assert_int_equal(ask_sql(*state, "select count(*) from review"), 0);
	assert_int_equal(ask_sql(*state, "select count(*) from entry where id = -1"), 1);
	opened_free(second);
	opened_free(first);
	desk_free(desk);
	desk_free(other);
}

/* --- behind the program's back --- */

static void checking_the_store_notices(void **state)
{
	static const struct { const char *sql, *told; } cases[] = {
		{ "update entry set status = 'reviewed'", "it is reviewed and its log says that it is not" },
		{ "update entry set status = 'draft'; delete from review_difference; delete from review",
			"its finished second entries are not those of its log" },
	};
	struct desk *desk = open_desk(*state);
	struct opened *first = import(desk, "pingliang-2023-01"), *second = begin(first, "李四");
	sqlite3 *db;

	retype(first, second);
	type(second, "funds.fiscal.executed", "24.65");
	assert_int_equal(finish(first, second), 1);
	assert_checked(desk, 1, NULL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(sqlite3_open(scratch_path(*state, "store.db"), &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
		assert_checked(desk, 1, cases[i].told);
	}
	opened_free(first);
	desk_free(desk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_make, scratch_remove)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(no_list_has_it),
		TEST(it_has_the_texts_and_no_figures),
		TEST(nothing_but_figures_is_typed_into_it),
		TEST(where_all_agrees_the_entry_is_reviewed),
		TEST(differences_and_both_names_are_kept),
		TEST(what_was_agreed_on_need_not_be_typed_again),
		TEST(a_lost_program_loses_nothing_of_it),
		TEST(what_the_first_person_changes_meanwhile_is_compared),
		TEST(it_is_refused_where_it_makes_no_sense),
		TEST(what_others_wrote_meanwhile_is_not_reviewed),
		TEST(checking_the_store_notices),
	};

	return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
