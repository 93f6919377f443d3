/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/change.h"
#include "random_step.h"
#include "small_form.h"

#define AT(cell, row) ((struct ref){ (cell), (row) })

static void a_step_records_what_it_does(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct step s = { 0 };

	(void)state;
	step_set(&s, e, AT(SMALL_PROJECT, -1), "校园安全");
	step_set(&s, e, AT(SMALL_PROJECT, -1), "校园安全");
	step_set(&s, e, AT(SMALL_UNIT, -1), "");
	assert_int_equal(s.count, 1);
	assert_int_equal(s.items[0].op, CHANGE_SET);
	assert_int_equal(s.items[0].cell, SMALL_PROJECT);
	assert_int_equal(s.items[0].repeat, -1);
	assert_null(s.items[0].old);
	assert_string_equal(s.items[0].new, "校园安全");
	assert_int_equal(step_insert_row(&s, e, SMALL_INDICATORS, 5), 1);
	assert_int_equal(s.items[1].to, 0);
	step_set(&s, e, AT(SMALL_TARGET, 0), "≥4次");
	assert_int_equal(s.items[2].uid, 1);
	step_move_row(&s, e, SMALL_INDICATORS, 0, 0);
	assert_int_equal(s.count, 3);
	step_delete_row(&s, e, SMALL_INDICATORS, 0);
	assert_int_equal(s.count, 5);
	assert_string_equal(s.items[3].old, "≥4次");
	assert_null(s.items[3].new);
	assert_int_equal(s.items[4].op, CHANGE_DELETE);
	assert_int_equal(entry_row_count(e, SMALL_INDICATORS), 0);
	step_clear(&s);
	assert_int_equal(s.count, 0);
	entry_free(e);
}

static void assert_same(const struct entry *a, const char *expected)
{
	char *got = dump_entry(a);

	assert_string_equal(got, expected);
	free(got);
}

/* Whatever a step did, its opposite takes it back. */
static void every_step_can_be_taken_back(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	uint64_t seed = 20230601;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		char *before = dump_entry(e), *after;
		struct step s = { 0 }, back = { 0 };

		random_step(&seed, &s, e);
		after = dump_entry(e);
		step_invert(&s, &back);
		step_apply(&back, e);
		assert_same(e, before);
		step_apply(&s, e);
		assert_same(e, after);
		step_clear(&s);
		step_clear(&back);
		free(before);
		free(after);
	}
	entry_free(e);
}

enum { WALK = 60 };

static void undo_walks_back_and_forth(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct undo u = { 0 };
	struct step scratch = { 0 };
	char *states[WALK + 1];
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < WALK; i++) {
		struct step s = { 0 };

		states[i] = dump_entry(e);
		random_step(&seed, &s, e);
		s.focus = AT(i % SMALL_CELLS, -1);
		undo_add(&u, &s);
		assert_int_equal(s.count, 0);
	}
	states[WALK] = dump_entry(e);
	for (int round = 0; round < 2; round++) {
		for (int i = WALK - 1; i >= 0; i--) {
			const struct step *s = undo_back(&u, &scratch);

			assert_int_equal(s->kind, STEP_UNDO);
			assert_int_equal(s->focus.cell, i % SMALL_CELLS);
			step_apply(s, e);
			assert_same(e, states[i]);
		}
		assert_null(undo_back(&u, &scratch));
		for (int i = 1; i <= WALK; i++) {
			const struct step *s = undo_forth(&u, &scratch);

			assert_int_equal(s->kind, STEP_REDO);
			step_apply(s, e);
			assert_same(e, states[i]);
		}
		assert_null(undo_forth(&u, &scratch));
	}
	for (int i = 0; i <= WALK; i++)
		free(states[i]);
	step_clear(&scratch);
	undo_clear(&u);
	entry_free(e);
}

static void a_new_step_forgets_what_was_undone(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct undo u = { 0 };
	struct step s = { 0 }, scratch = { 0 };

	(void)state;
	step_set(&s, e, AT(SMALL_PROJECT, -1), "a");
	undo_add(&u, &s);
	step_apply(undo_back(&u, &scratch), e);
	step_set(&s, e, AT(SMALL_PROJECT, -1), "b");
	undo_add(&u, &s);
	assert_null(undo_forth(&u, &scratch));
	step_apply(undo_back(&u, &scratch), e);
	assert_string_equal(entry_get(e, AT(SMALL_PROJECT, -1)), "");
	assert_null(undo_back(&u, &scratch));
	step_clear(&scratch);
	undo_clear(&u);
	entry_free(e);
}

static void the_oldest_steps_are_forgotten(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct undo u = { 0 };
	struct step scratch = { 0 };
	int steps = 0;

	(void)state;
	for (int i = 0; i < UNDO_MAX + 5; i++) {
		struct step s = { 0 };

		step_set(&s, e, AT(SMALL_PROJECT, -1), i % 2 ? "odd" : "even");
		undo_add(&u, &s);
	}
	for (; undo_back(&u, &scratch); steps++)
		continue;
	assert_int_equal(steps, UNDO_MAX);
	step_clear(&scratch);
	undo_clear(&u);
	entry_free(e);
}

/* Another program deleted the row meanwhile. */
static void changes_of_a_row_that_is_gone_do_nothing(void **state)
{
	struct entry *e = entry_new(&small_form, 2023);
	struct step s = { 0 };
	char *before;

	(void)state;
	step_insert_row(&s, e, SMALL_INDICATORS, 0);
	step_clear(&s);
	step_set(&s, e, AT(SMALL_TARGET, 0), "1");
	step_delete_row(&s, e, SMALL_INDICATORS, 0);
	before = dump_entry(e);
	step_apply(&s, e);
	assert_same(e, before);
	free(before);
	step_clear(&s);
	entry_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_records_what_it_does),
		cmocka_unit_test(every_step_can_be_taken_back),
		cmocka_unit_test(undo_walks_back_and_forth),
		cmocka_unit_test(a_new_step_forgets_what_was_undone),
		cmocka_unit_test(the_oldest_steps_are_forgotten),
		cmocka_unit_test(changes_of_a_row_that_is_gone_do_nothing),
	};

	return cmocka_run_group_tests_name("change", tests, small_form_begin, small_form_end);
}
