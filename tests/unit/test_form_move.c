/* SPDX-License-Identifier: MIT */
/* An entry moved to another version of its form, and back. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "desk/move.h"
#include "random_step.h"
#include "scratch_folder.h"

#define HEAD(version) \
	"form: moved\n" \
	"version: '" version "'\n" \
	"name: 小表\n" \
	"place: 平凉\n" \
	"year: 2023\n" \
	"columns: [1, 1, 1, 1]\n" \
	"full-score: 100\n" \
	"match: [project]\n"

static const char old_text[] =
	HEAD("1")
	"cells:\n"
	"  gone.text: {label: 旧项}\n"
	"  project: {label: 项目名称}\n"
	"  phone: {label: 电话}\n"
	"  empty: {label: 空项}\n"
	"  level: {label: 级别}\n"
	"  budget: {label: 预算数, type: money}\n"
	"  executed: {label: 执行数, type: money}\n"
	"  rate: {label: 执行率, type: percent, decimals: 0}\n"
	"repeats:\n"
	"  rows:\n"
	"    {label: 指标, min: 0, max: 40, columns: {name: {label: 名称}, old: {label: 旧列}, weight: {label: 分值, type: weight}}}\n"
	"  others:\n"
	"    {label: 其他, min: 0, max: 20, columns: {what: {label: 事项}}}\n"
	"checks:\n"
	"  - {id: over-budget, cell: executed, when: executed > budget, say: 超支}\n"
	"  - {id: overshoot, rows: rows, cell: weight, when: weight > 10, say: 过高}\n"
	"  - {id: overshoot, rows: rows, cell: old, when: weight > 10, say: 过高}\n"
	"table:\n"
	"  - ['{gone.text}', '{project}', '{phone}', '{empty}']\n"
	"  - ['{level}', '{budget}', '{executed}', '{rate}']\n"
	"  - {repeat: rows, row: ['{name} | 2', '{old}', '{weight}']}\n"
	"  - {repeat: others, row: ['{what} | 4']}\n";

/* Other order, gone: gone.text, empty, rows.old, others; rate is computed, level a choice, rows are at most 3. */
static const char new_text[] =
	HEAD("2")
	"cells:\n"
	"  executed: {label: 执行数, type: money}\n"
	"  budget: {label: 预算数, type: money}\n"
	"  project: {label: 项目名称}\n"
	"  level: {label: 级别, type: choice, choices: [市级, 县级]}\n"
	"  rate: {label: 执行率, type: percent, decimals: 0, calculate: executed / budget}\n"
	"  phone: {label: 联系电话}\n"
	"  contact: {label: 联系人, initial: 待填}\n"
	"repeats:\n"
	"  goals:\n"
	"    {label: 目标, min: 0, max: 9, start: [{goal: 目标一}, {goal: 目标二}], columns: {goal: {label: 目标}}}\n"
	"  rows:\n"
	"    {label: 指标, min: 2, max: 3, columns: {weight: {label: 分值, type: weight}, unit: {label: 单位, initial: 次}, name: {label: 名称}}}\n"
	"checks:\n"
	"  - {id: overshoot, rows: rows, cell: weight, when: weight > 10, say: 过高}\n"
	"  - {id: over-budget, cell: executed, when: executed > budget, say: 超支}\n"
	"table:\n"
	"  - ['{project}', '{level}', '{contact}', '{phone}']\n"
	"  - ['{budget}', '{executed} | 2', '{rate}']\n"
	"  - {repeat: goals, row: ['{goal} | 4']}\n"
	"  - {repeat: rows, row: ['{name} | 2', '{weight}', '{unit}']}\n";

struct room {
	struct scratch *scratch;
	struct form *form;           /* the old version, for entries to be made */
	struct desk *desk;
	struct opened *o;
};

static void open_desk(struct room *r)
{
	struct store *store;

	assert_int_equal(store_open(scratch_path(r->scratch, "store.db"), false, &store, NULL), STATUS_OK);
	r->desk = desk_new(store, library_new((const char *const[]){ r->scratch->folder, NULL }));
}

static struct form *read_form(const char *text)
{
	struct err_list errors = { 0 };
	struct str said = { 0 };
	struct form *form;

	if (form_read("moved", text, strlen(text), &form, &errors) != STATUS_OK) {
		for (size_t i = 0; i < errors.count; i++)
			err_format(&errors.items[i], NULL, &said);
		fail_msg("%s", str_text(&said));
	}
	return form;
}

static void set(struct entry *e, const char *name, const char *text)
{
	struct ref at;

	assert_int_equal(entry_parse_name(e, name, true, &at, NULL), STATUS_OK);
	while (at.row >= 0 && at.row >= entry_row_count(e, entry_get_form(e)->cells[at.cell].repeat))
		entry_insert_row(e, entry_get_form(e)->cells[at.cell].repeat, at.row, 0);
	entry_set(e, at, text);
}

static struct entry *make_entry(const struct form *form)
{
	static const char *const typed[][2] = {
		{ "gone.text", "旧文\n第二行" }, { "project", "校园安全" }, { "phone", "0933" }, { "level", "省级" },
		{ "budget", "10" }, { "executed", "12" }, { "rate", "120%" }, { "rows[1].name", "甲" },
		{ "rows[1].old", "甲旧" }, { "rows[1].weight", "20" }, { "rows[2].name", "乙" },
		{ "rows[4].name", "丁" }, { "others[1].what", "杂项" },
	};
	struct entry *e = entry_new(form, 2023);
	struct ref at;

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		set(e, typed[i][0], typed[i][1]);
	entry_parse_name(e, "executed", false, &at, NULL);
	entry_set_note(e, at, "over-budget", "追加");
	entry_parse_name(e, "rows[1].weight", false, &at, NULL);
	entry_set_note(e, at, "overshoot", "重点");
	entry_parse_name(e, "rows[1].old", false, &at, NULL);
	entry_set_note(e, at, "overshoot", "旧列");
	return e;
}

static int enter_room(void **state)
{
	static struct room r;
	struct entry *e;
	int64_t id;
	void *scratch;

	if (scratch_make(&scratch))
		return -1;
	r = (struct room){ .scratch = scratch };
	*state = &r;
	scratch_write(r.scratch, "moved.yaml", new_text);
	open_desk(&r);
	r.form = read_form(old_text);
	e = make_entry(r.form);
	assert_int_equal(desk_add(r.desk, e, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return desk_open_entry(r.desk, id, &r.o, NULL) == STATUS_OK ? 0 : -1;
}

static int leave_room(void **state)
{
	struct room *r = *state;
	void *scratch = r->scratch;

	opened_free(r->o);
	desk_free(r->desk);
	form_free(r->form);
	return scratch_remove(&scratch);
}

/* As after leaving the program. */
static void reopen(struct room *r)
{
	int64_t id = r->o->id;

	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
	opened_free(r->o);
	desk_free(r->desk);
	open_desk(r);
	assert_int_equal(desk_open_entry(r->desk, id, &r->o, NULL), STATUS_OK);
}

static void move(struct room *r)
{
	const struct form *newer = desk_newer_form(r->o);

	assert_non_null(newer);
	assert_int_equal(desk_move_form(r->o, newer, NULL), STATUS_OK);
	assert_int_equal(opened_save(r->o, NULL), STATUS_OK);
}

static void assert_typed(const struct opened *o, const char *name, const char *text)
{
	struct ref at;

	assert_int_equal(entry_parse_name(o->entry, name, false, &at, NULL), STATUS_OK);
	assert_string_equal(entry_get(o->entry, at), text);
}

static void assert_version(const struct room *r, const char *version)
{
	assert_string_equal(r->o->form->version, version);
	assert_ptr_equal(r->o->form, entry_get_form(r->o->entry));
	assert_ptr_equal(r->o->form, sheet_get_form(r->o->sheet));
}

static void assert_same(const struct room *r, const char *expected)
{
	char *got = dump_entry(r->o->entry);

	assert_string_equal(got, expected);
	free(got);
}

/* --- what it would do --- */

static const char *translate(const char *msgid)
{
	return msgid;
}

static void the_lists_say_what_moves(void **state)
{
	static const char expected[] =
		"texts that stay: 8\n"
		"dropped: 指标 第4行 名称 (rows[4].name) = 丁\n"
		"dropped: 其他 第1行 事项 (others[1].what) = 杂项\n"
		"dropped: 指标 第1行 旧列 (rows[1].old) (note overshoot) = 旧列\n"
		"dropped: 旧项 (gone.text) = 旧文 第二行\n"
		"dropped: 级别 (level) = 省级\n"
		"dropped: 指标 第1行 旧列 (rows[1].old) = 甲旧\n"
		"dropped: 空项 (empty)\n"
		"new: 联系人 (contact) = 待填\n"
		"new: 目标 目标 (goals.goal)\n"
		"new: 指标 单位 (rows.unit) = 次\n";
	struct room *r = *state;
	char *before = dump_entry(r->o->entry);
	struct form_move m;
	struct str out = { 0 };

	desk_compare_form(r->o, desk_newer_form(r->o), &m);
	form_move_say(&m, translate, &out);
	assert_string_equal(str_text(&out), expected);
	form_move_clear(&m);
	assert_same(r, before);
	assert_version(r, "1");
	assert_true(opened_is_saved(r->o));
	str_clear(&out);
	free(before);
}

static void no_other_version_is_offered(void **state)
{
	static const char *const texts[] = { old_text, "form: moved\n", NULL };
	struct room *r = *state;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (texts[i])
			scratch_write(r->scratch, "moved.yaml", texts[i]);
		else
			remove(scratch_path(r->scratch, "moved.yaml"));
		reopen(r);
		assert_null(desk_newer_form(r->o));
	}
}

/* --- the move --- */

static const char *const moved[][2] = {
	{ "project", "校园安全" }, { "phone", "0933" }, { "level", "" }, { "budget", "10" }, { "executed", "12" },
	/* agrees with what is computed now */
	{ "rate", "" }, { "contact", "待填" }, { "goals[1].goal", "目标一" }, { "goals[2].goal", "目标二" },
	{ "rows[1].name", "甲" }, { "rows[1].weight", "20" }, { "rows[1].unit", "次" }, { "rows[2].name", "乙" },
	{ "rows[3].unit", "次" },
};

static void assert_moved(const struct room *r)
{
	size_t count;
	const struct note *notes = entry_notes(r->o->entry, &count);
	struct finding_counts counts = sheet_finding_counts(r->o->sheet);

	assert_version(r, "2");
	for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
		assert_typed(r->o, moved[i][0], moved[i][1]);
	assert_int_equal(count, 2);
	assert_string_equal(notes[0].text, "追加");
	assert_string_equal(notes[1].text, "重点");
	assert_int_equal(counts.settled, 2);
	assert_int_equal(counts.warnings, 0);
	assert_null(desk_newer_form(r->o));
}

static void what_has_a_place_stays(void **state)
{
	struct room *r = *state;

	move(r);
	assert_moved(r);
	reopen(r);
	assert_moved(r);
}

static void the_move_is_taken_back_as_a_whole(void **state)
{
	struct room *r = *state;
	char *before = dump_entry(r->o->entry), *after;
	struct ref focus;

	move(r);
	after = dump_entry(r->o->entry);
	assert_true(opened_undo(r->o, &focus));
	assert_version(r, "1");
	assert_same(r, before);
	assert_true(opened_redo(r->o, &focus));
	assert_version(r, "2");
	assert_same(r, after);
	reopen(r);
	assert_same(r, after);
	assert_true(opened_undo(r->o, &focus));
	assert_same(r, before);
	reopen(r);
	assert_version(r, "1");
	assert_same(r, before);
	assert_false(opened_undo(r->o, &focus));
	assert_true(opened_redo(r->o, &focus));
	assert_version(r, "2");
	assert_same(r, after);
	free(before);
	free(after);
}

enum { WALK = 40, AGAIN = 5 };

/* A random step of what may be done to any form; rows stay within what both versions allow. */
static void random_work(struct room *r, uint64_t *seed)
{
	struct step step = { 0 };

	random_step(seed, &step, r->o->entry);
	sheet_recompute(r->o->sheet);
	opened_accept(r->o, &step);
}

static void all_of_it_is_taken_back(void **state)
{
	struct room *r = *state;
	char *states[2 * WALK + 2];
	uint64_t seed = 20240102;
	struct ref focus;
	int made = 0, at;

	states[made++] = dump_entry(r->o->entry);
	for (int i = 0; i < 2 * WALK + 1; i++) {
		size_t before = r->o->undo.done_count;

		if (i == WALK)
			move(r);
		else
			random_work(r, &seed);
		/* One that changed nothing is no step. */
		if (r->o->undo_loaded && r->o->undo.done_count > before)
			states[made++] = dump_entry(r->o->entry);
	}
	assert_true(made > WALK);
	for (int round = 0; round < 2; round++) {
		for (at = made - 1; at > 0; at--) {
			assert_true(opened_undo(r->o, &focus));
			assert_same(r, states[at - 1]);
			if (at % AGAIN == 0)
				reopen(r);
		}
		assert_version(r, "1");
		assert_false(opened_undo(r->o, &focus));
		for (at = 1; at < made; at++) {
			assert_true(opened_redo(r->o, &focus));
			assert_same(r, states[at]);
			if (at % AGAIN == 0)
				reopen(r);
		}
		assert_version(r, "2");
		assert_false(opened_redo(r->o, &focus));
	}
	for (int i = 0; i < made; i++)
		free(states[i]);
}

/* --- two programs --- */

static void who_did_not_see_the_move_cannot_write(void **state)
{
	struct room *r = *state;
	struct opened *other;
	struct step step = { 0 };
	struct err err = { 0 };
	struct ref at;

	assert_int_equal(desk_open_entry(r->desk, r->o->id, &other, NULL), STATUS_OK);
	move(r);
	entry_parse_name(other->entry, "gone.text", false, &at, NULL);
	assert_int_equal(opened_type(other, &step, at, "太晚", NULL), STATUS_OK);
	opened_accept(other, &step);
	assert_int_equal(opened_save(other, &err), STATUS_REFUSED);
	assert_non_null(strstr(err.message.id, "open it again"));
	err_clear(&err);
	opened_free(other);
	reopen(r);
	assert_moved(r);
}

static void a_copy_by_name_is_the_same_entry(void **state)
{
	struct room *r = *state;
	struct entry *copy = entry_new(r->form, 2023);
	char *a, *b;

	/* The uid of a row that is gone stays taken. */
	entry_delete_row(r->o->entry, 1, 0);
	entry_copy(r->o->entry, copy);
	a = dump_entry(r->o->entry);
	b = dump_entry(copy);
	assert_string_equal(a, b);
	assert_int_equal(entry_last_uid(copy), entry_last_uid(r->o->entry));
	free(a);
	free(b);
	entry_free(copy);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, enter_room, leave_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOM(the_lists_say_what_moves),
		IN_ROOM(no_other_version_is_offered),
		IN_ROOM(what_has_a_place_stays),
		IN_ROOM(the_move_is_taken_back_as_a_whole),
		IN_ROOM(all_of_it_is_taken_back),
		IN_ROOM(who_did_not_see_the_move_cannot_write),
		IN_ROOM(a_copy_by_name_is_the_same_entry),
	};

	return cmocka_run_group_tests_name("form_move", tests, NULL, NULL);
}
