/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "random_step.h"
#include "small_form.h"
#include "store_fixture.h"

#define AT(cell, row) ((struct ref){ (cell), (row) })

static const struct summary nothing;

static int64_t add_entry(struct store *s, const struct entry *e)
{
	int64_t id = 0;

	assert_int_equal(store_add_entry(s, e, &nothing, NULL, &id, NULL), STATUS_OK);
	assert_true(id > 0);
	return id;
}

static struct entry *load_entry(struct store *s, int64_t id)
{
	struct entry *e = entry_new(&small_form, 2023);

	assert_int_equal(store_load_values(s, id, e, NULL), STATUS_OK);
	return e;
}

static void assert_same_entry(const struct entry *a, const struct entry *b)
{
	char *x = dump_entry(a), *y = dump_entry(b);

	assert_string_equal(x, y);
	free(x);
	free(y);
}

static void assert_stored(struct store *s, int64_t id, const struct entry *e)
{
	struct entry *stored = load_entry(s, id);

	assert_same_entry(stored, e);
	entry_free(stored);
}

static void write_step(struct store *s, int64_t id, struct step *step)
{
	struct err err = { 0 };

	if (store_write_step(s, id, step, &small_form, NULL, NULL, &err) != STATUS_OK)
		assert_message(&err, "no failure");
	assert_true(step->id > 0);
}

/* --- the file --- */

static void a_store_is_made_with_its_folders(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *name; mode_t mode; } expected[] = {
		{ "deep", 0700 }, { "deep/er", 0700 }, { "deep/er/store.db", 0600 },
		{ "deep/er/store.db-wal", 0600 }, { "deep/er/store.db-shm", 0600 },
	};
	mode_t mask = umask(0);

	assert_int_equal(store_open(fixture_path(f, "deep/er/store.db"), false, &f->store, NULL),
		STATUS_OK);
	umask(mask);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		struct stat info;

		assert_int_equal(stat(fixture_path(f, expected[i].name), &info), 0);
		assert_int_equal(info.st_mode & 0777, expected[i].mode);
	}
}

static void changes_by_others_are_noticed(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct store *other;

	assert_false(store_changed_outside(f->store));
	add_entry(f->store, e);
	assert_false(store_changed_outside(f->store));
	assert_int_equal(store_open(fixture_path(f, "store.db"), false, &other, NULL), STATUS_OK);
	add_entry(other, e);
	assert_true(store_changed_outside(f->store));
	assert_false(store_changed_outside(f->store));
	store_close(other);
	entry_free(e);
}

static void a_form_is_kept_once_for_each_text(void **state)
{
	struct fixture *f = *state;
	struct form other = small_form;
	int64_t a, b, c;
	char *text;

	other.text = "form: small\nversion: 2024\n";
	assert_int_equal(store_keep_form(f->store, &small_form, &a, NULL), STATUS_OK);
	assert_int_equal(store_keep_form(f->store, &other, &b, NULL), STATUS_OK);
	assert_int_equal(store_keep_form(f->store, &small_form, &c, NULL), STATUS_OK);
	assert_int_equal(a, c);
	assert_int_not_equal(a, b);
	assert_int_equal(store_get_form(f->store, b, &text, NULL), STATUS_OK);
	assert_string_equal(text, other.text);
	free(text);
	assert_int_equal(store_get_form(f->store, 99, &text, NULL), STATUS_REFUSED);
}

/* --- entries and steps --- */

static void an_entry_comes_back_as_it_was(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2024);
	struct stored stored;
	int64_t id;

	entry_fill_initial(e);
	entry_insert_row(e, SMALL_PROJECTS, 0, 0);
	entry_set(e, AT(SMALL_PROJECT, -1), " 校园\n安全 ");
	entry_set(e, AT(SMALL_NAME, 0), "'; drop table entry; --");
	entry_move_row(e, SMALL_INDICATORS, 0, 1);
	id = add_entry(f->store, e);
	reopen_store(f);
	assert_stored(f->store, id, e);
	assert_int_equal(store_get_entry(f->store, id, &stored, NULL), STATUS_OK);
	assert_int_equal(stored.id, id);
	assert_int_equal(stored.year, 2024);
	assert_string_equal(stored.form, "small");
	assert_string_equal(stored.status, "draft");
	assert_null(stored.focus);
	stored_clear(&stored);
	assert_int_equal(store_get_entry(f->store, id + 1, &stored, NULL), STATUS_INPUT);
	stored_clear(&stored);
	entry_free(e);
}

enum { STEPS = 400 };

static void random_walk(struct fixture *f, int64_t id, struct entry *e, struct undo *u, uint64_t seed)
{
	for (int i = 0; i < STEPS; i++) {
		struct step step = { 0 }, scratch = { 0 };
		unsigned choice = random_below(&seed, 10);
		const struct step *moved = choice < 3 ? undo_back(u, &scratch)
			: choice < 5 ? undo_forth(u, &scratch) : NULL;

		if (moved) {
			step_apply(moved, e);
			write_step(f->store, id, &scratch);
			step_clear(&scratch);
			continue;
		}
		random_step(&seed, &step, e);
		write_step(f->store, id, &step);
		undo_add(u, &step);
		if (i % 50 == 0) {
			reopen_store(f);
			assert_stored(f->store, id, e);
		}
	}
}

static void assert_same_steps(const struct step *a, size_t a_count, const struct step *b, size_t b_count)
{
	assert_int_equal(a_count, b_count);
	for (size_t i = 0; i < a_count; i++) {
		assert_int_equal(a[i].id, b[i].id);
		assert_true(ref_equal(a[i].focus, b[i].focus));
		assert_int_equal(a[i].count, b[i].count);
		for (size_t c = 0; c < a[i].count; c++) {
			const struct change *x = &a[i].items[c], *y = &b[i].items[c];

			assert_int_equal(x->op, y->op);
			assert_int_equal(x->cell, y->cell);
			assert_int_equal(x->repeat, y->repeat);
			assert_int_equal(x->uid, y->uid);
			assert_int_equal(x->from, y->from);
			assert_int_equal(x->to, y->to);
			assert_string_equal(x->old ? x->old : "", y->old ? y->old : "");
			assert_string_equal(x->new ? x->new : "", y->new ? y->new : "");
		}
	}
}

static enum status find_small(void *context, int64_t form_id, const struct form **out, struct err *err)
{
	(void)context;
	(void)err;
	(void)form_id;
	*out = &small_form;
	return STATUS_OK;
}

static void assert_undo_comes_back(struct store *s, int64_t id, const struct undo *u)
{
	struct undo loaded = { 0 };

	assert_int_equal(store_load_undo(s, id, find_small, NULL, &loaded, NULL), STATUS_OK);
	assert_same_steps(loaded.done, loaded.done_count, u->done, u->done_count);
	assert_same_steps(loaded.undone, loaded.undone_count, u->undone, u->undone_count);
	undo_clear(&loaded);
}

/* The log alone leads to the state. */
static void assert_log_tells_all(struct store *s, int64_t id, const struct entry *e)
{
	struct entry *replayed = entry_new(&small_form, 2023);

	for (int64_t step_id = 1;; step_id++) {
		struct step step = { .id = step_id };

		assert_int_equal(log_read_step(s, id, find_small, NULL, &step, NULL), STATUS_OK);
		if (!step.count && step_id > STEPS)
			break;
		step_apply(&step, replayed);
		step_clear(&step);
	}
	assert_same_entry(replayed, e);
	entry_free(replayed);
}

static void steps_undo_and_log_survive(void **state)
{
	struct fixture *f = *state;

	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct entry *e = entry_new(&small_form, 2023);
		struct undo u = { 0 };
		int64_t id;

		entry_fill_initial(e);
		id = add_entry(f->store, e);
		random_walk(f, id, e, &u, seed);
		reopen_store(f);
		assert_stored(f->store, id, e);
		assert_undo_comes_back(f->store, id, &u);
		assert_log_tells_all(f->store, id, e);
		undo_clear(&u);
		entry_free(e);
	}
}

/* Adds an entry and types into it. */
static int64_t type_into_new_entry(struct store *s, struct entry *e, struct undo *u)
{
	struct step step = { .focus = { SMALL_UNIT, -1 } };
	int64_t id = add_entry(s, e);

	step_set(&step, e, AT(SMALL_UNIT, -1), "市第一中学");
	write_step(s, id, &step);
	undo_add(u, &step);
	return id;
}

static void a_killed_program_loses_nothing(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct undo u = { 0 };
	struct step step = { .focus = { SMALL_PROJECT, -1 } };
	struct stored stored;
	int64_t id = type_into_new_entry(f->store, e, &u);
	pid_t child;
	int how;

	store_close(f->store);
	child = fork();
	if (child == 0) {
		open_store(f);
		step_set(&step, e, AT(SMALL_PROJECT, -1), "校园安全");
		write_step(f->store, id, &step);
		store_begin(f->store, NULL);
		store_set_focus(f->store, id, "unit", NULL);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
	open_store(f);
	step_set(&step, e, AT(SMALL_PROJECT, -1), "校园安全");
	step.id = 3;
	undo_add(&u, &step);
	assert_stored(f->store, id, e);
	assert_undo_comes_back(f->store, id, &u);
	store_get_entry(f->store, id, &stored, NULL);
	assert_string_equal(stored.focus, "project");
	stored_clear(&stored);
	undo_clear(&u);
	entry_free(e);
}

static void uids_of_deleted_rows_are_not_given_again(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct step step = { 0 };
	int64_t id = add_entry(f->store, e), uid = step_insert_row(&step, e, SMALL_PROJECTS, 0);

	write_step(f->store, id, &step);
	step_clear(&step);
	step_delete_row(&step, e, SMALL_PROJECTS, 0);
	write_step(f->store, id, &step);
	step_clear(&step);
	entry_free(e);
	e = load_entry(f->store, id);
	assert_int_equal(entry_insert_row(e, SMALL_PROJECTS, 0, 0), uid + 1);
	entry_free(e);
}

static void the_clerk_comes_back_to_the_same_cell(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct step step = { 0 };
	struct stored stored;
	int64_t id;

	entry_fill_initial(e);
	id = add_entry(f->store, e);
	step_set(&step, e, AT(SMALL_TARGET, 1), "≥90%");
	step.focus = AT(SMALL_TARGET, 1);
	write_step(f->store, id, &step);
	step_clear(&step);
	store_get_entry(f->store, id, &stored, NULL);
	assert_string_equal(stored.focus, "indicators[2].target");
	stored_clear(&stored);
	assert_int_equal(store_set_focus(f->store, id, "unit", NULL), STATUS_OK);
	reopen_store(f);
	store_get_entry(f->store, id, &stored, NULL);
	assert_string_equal(stored.focus, "unit");
	stored_clear(&stored);
	entry_free(e);
}

static void a_draft_lasts_until_a_step_of_its_cell(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct step step = { 0 };
	struct draft draft;
	int64_t id = add_entry(f->store, e);

	assert_int_equal(store_set_draft(f->store, id, "unit", "市第", 6, NULL), STATUS_OK);
	assert_int_equal(store_set_draft(f->store, id, "unit", "市第一", 9, NULL), STATUS_OK);
	reopen_store(f);
	assert_int_equal(store_get_draft(f->store, id, &draft, NULL), STATUS_OK);
	assert_string_equal(draft.cell, "unit");
	assert_string_equal(draft.text, "市第一");
	assert_int_equal(draft.caret, 9);
	draft_clear(&draft);
	step_set(&step, e, AT(SMALL_PROJECT, -1), "校舍维修");
	step.focus = AT(SMALL_PROJECT, -1);
	write_step(f->store, id, &step);
	assert_int_equal(store_get_draft(f->store, id, &draft, NULL), STATUS_OK);
	assert_string_equal(draft.cell, "unit");
	draft_clear(&draft);
	step_clear(&step);
	step_set(&step, e, AT(SMALL_UNIT, -1), "市第一中学");
	step.focus = AT(SMALL_UNIT, -1);
	write_step(f->store, id, &step);
	assert_int_equal(store_get_draft(f->store, id, &draft, NULL), STATUS_OK);
	assert_null(draft.cell);
	assert_int_equal(store_set_draft(f->store, id, "unit", "", 0, NULL), STATUS_OK);
	assert_int_equal(store_drop_draft(f->store, id, NULL), STATUS_OK);
	assert_int_equal(store_drop_draft(f->store, id, NULL), STATUS_OK);
	store_get_draft(f->store, id, &draft, NULL);
	assert_null(draft.cell);
	step_clear(&step);
	entry_free(e);
}

static void a_deleted_entry_can_be_restored(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct list_query all = { 0 };
	struct stored stored;
	int64_t id, count;

	entry_fill_initial(e);
	id = add_entry(f->store, e);
	assert_int_equal(store_restore_entry(f->store, id, NULL), STATUS_INPUT);
	assert_int_equal(store_delete_entry(f->store, id, NULL), STATUS_OK);
	assert_int_equal(store_delete_entry(f->store, id, NULL), STATUS_INPUT);
	assert_int_equal(store_get_entry(f->store, id, &stored, NULL), STATUS_INPUT);
	store_count(f->store, &all, &count, NULL);
	assert_int_equal(count, 0);
	assert_int_equal(store_restore_entry(f->store, id, NULL), STATUS_OK);
	store_count(f->store, &all, &count, NULL);
	assert_int_equal(count, 1);
	assert_stored(f->store, id, e);
	entry_free(e);
}

static void a_batch_is_stored_whole_or_not_at_all(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct err err = { 0 };
	struct step step = { 0 };
	int64_t *ids;
	size_t count;

	step_set(&step, e, AT(SMALL_UNIT, -1), "x");
	assert_int_equal(store_begin(f->store, NULL), STATUS_OK);
	add_entry(f->store, e);
	add_entry(f->store, e);
	store_rollback(f->store);
	assert_int_equal(store_begin(f->store, NULL), STATUS_OK);
	add_entry(f->store, e);
	assert_int_equal(store_write_step(f->store, 77, &step, &small_form, NULL, NULL, NULL),
		STATUS_INPUT);
	assert_int_equal(store_add_entry(f->store, e, &nothing, NULL, &(int64_t){ 0 }, NULL),
		STATUS_REFUSED);
	assert_int_equal(store_commit(f->store, &err), STATUS_REFUSED);
	assert_message(&err, "nothing of it is stored");
	assert_int_equal(store_begin(f->store, NULL), STATUS_OK);
	add_entry(f->store, e);
	add_entry(f->store, e);
	assert_int_equal(store_commit(f->store, NULL), STATUS_OK);
	reopen_store(f);
	assert_int_equal(store_ids(f->store, &ids, &count, NULL), STATUS_OK);
	assert_int_equal(count, 2);
	free(ids);
	step_clear(&step);
	entry_free(e);
}

static void who_when_and_why_stand_in_the_log(void **state)
{
	struct fixture *f = *state;
	struct entry *e = entry_new(&small_form, 2023);
	struct step step = { 0 };
	int64_t id;
	sqlite3 *db;

	setenv("ZIPING_NOW", "2024-03-01T08:00:00Z", 1);
	id = add_entry(f->store, e);
	step_set(&step, e, AT(SMALL_UNIT, -1), "x");
	assert_int_equal(store_write_step(f->store, id, &step, &small_form, NULL, "更正", NULL), STATUS_OK);
	unsetenv("ZIPING_NOW");
	db = open_beside(f);
	assert_int_equal(ask_sql(db, "select at from step where id = 2"), 1709280000000);
	assert_int_equal(ask_sql(db, "select why = '更正' and length(who) > 0 from step where id = 2"), 1);
	assert_int_equal(ask_sql(db, "select changed from entry"), 1709280000000);
	sqlite3_close(db);
	assert_true(strlen(store_who(f->store)) > 0);
	step_clear(&step);
	entry_free(e);
}

int main(void)
{
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, make_store, remove_folder)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_store_is_made_with_its_folders, make_folder,
			remove_folder),
		STORE_TEST(changes_by_others_are_noticed),
		STORE_TEST(a_form_is_kept_once_for_each_text),
		STORE_TEST(an_entry_comes_back_as_it_was),
		STORE_TEST(steps_undo_and_log_survive),
		STORE_TEST(a_killed_program_loses_nothing),
		STORE_TEST(uids_of_deleted_rows_are_not_given_again),
		STORE_TEST(the_clerk_comes_back_to_the_same_cell),
		STORE_TEST(a_draft_lasts_until_a_step_of_its_cell),
		STORE_TEST(a_deleted_entry_can_be_restored),
		STORE_TEST(a_batch_is_stored_whole_or_not_at_all),
		STORE_TEST(who_when_and_why_stand_in_the_log),
	};

	return cmocka_run_group_tests_name("store", tests, small_form_begin, small_form_end);
}
