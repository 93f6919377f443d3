/* SPDX-License-Identifier: MIT */
/* Notes on findings: kept by the entry, taken back like typed texts, stored, exchanged, and settling what they may. */
#define _XOPEN_SOURCE 700	/* nftw */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core_form.h"
#include "desk/desk.h"
#include "in/json.h"
#include "out/json.h"
#include "scratch_folder.h"

static struct form *form;

static int read_core(void **state)
{
	(void)state;
	form = core_read(core_text);
	return 0;
}

static int drop_core(void **state)
{
	(void)state;
	form_free(form);
	return 0;
}

/* Notes as "id@cell=text", one after the other. */
static void assert_notes(const struct entry *e, const char *expected)
{
	struct str out = { 0 };
	size_t count;
	const struct note *notes = entry_notes(e, &count);

	for (size_t i = 0; i < count; i++) {
		str_addf(&out, "%s%s@", i ? " " : "", notes[i].finding);
		entry_add_name(e, notes[i].at, &out);
		str_addf(&out, "=%s", notes[i].text);
		assert_string_equal(entry_get_note(e, notes[i].at, notes[i].finding), notes[i].text);
	}
	assert_string_equal(str_text(&out), expected);
	str_clear(&out);
}

static void assert_findings(struct sheet *s, const char *expected)
{
	struct str out = { 0 };

	core_add_findings(s, &out);
	assert_string_equal(str_text(&out), expected);
	str_clear(&out);
}

/* --- the entry --- */

static void an_entry_keeps_one_note_for_each_finding_and_place(void **state)
{
	struct entry *e = entry_new(form, 2023);
	struct ref a = core_at(form, "funds.a.executed"), b = core_at(form, "funds.b.executed");

	(void)state;
	entry_set_note(e, b, "over-budget", "乙");
	entry_set_note(e, a, "over-budget", "甲");
	entry_set_note(e, a, "budget-zero", "丙");
	entry_set_note(e, a, "over-budget", entry_get_note(e, a, "over-budget"));
	assert_notes(e, "budget-zero@funds.a.executed=丙 over-budget@funds.a.executed=甲 over-budget@funds.b.executed=乙");
	entry_set_note(e, a, "over-budget", "丁\n戊");
	entry_set_note(e, a, "budget-zero", "");
	entry_set_note(e, b, "over-budget", NULL);
	entry_set_note(e, b, "over-budget", NULL);
	assert_notes(e, "over-budget@funds.a.executed=丁\n戊");
	entry_set_note(e, a, "no-such-thing", "x");
	entry_set_note(e, core_at(form, "rows[1].score"), "missed-full", "x");
	assert_notes(e, "over-budget@funds.a.executed=丁\n戊");
	entry_reset(e, 2024);
	assert_notes(e, "");
	entry_free(e);
}

static void notes_go_with_their_rows(void **state)
{
	struct entry *e = entry_new(form, 2023);

	(void)state;
	for (int i = 0; i < 3; i++)
		entry_insert_row(e, 0, i, 0);
	entry_set_note(e, core_at(form, "rows[1].score"), "missed-full", "甲");
	entry_set_note(e, core_at(form, "rows[3].score"), "missed-full", "丙");
	entry_set_note(e, core_at(form, "rows[3].actual"), "overshoot", "丁");
	entry_move_row(e, 0, 2, 0);
	assert_notes(e, "overshoot@rows[1].actual=丁 missed-full@rows[1].score=丙 missed-full@rows[2].score=甲");
	entry_insert_row(e, 0, 1, 0);
	assert_notes(e, "overshoot@rows[1].actual=丁 missed-full@rows[1].score=丙 missed-full@rows[3].score=甲");
	entry_delete_row(e, 0, 0);
	assert_notes(e, "missed-full@rows[2].score=甲");
	entry_free(e);
}

/* --- steps --- */

static void a_deleted_row_comes_back_with_its_notes(void **state)
{
	struct entry *e = entry_new(form, 2023);
	struct step s = { 0 }, back = { 0 };

	(void)state;
	entry_insert_row(e, 0, 0, 0);
	entry_insert_row(e, 0, 1, 0);
	entry_set_note(e, core_at(form, "rows[1].score"), "missed-full", "甲");
	entry_set_note(e, core_at(form, "rows[2].score"), "missed-full", "乙");
	entry_set_note(e, core_at(form, "rows[2].score"), "met-reduced", "丙");
	step_delete_row(&s, e, 0, 1);
	assert_notes(e, "missed-full@rows[1].score=甲");
	assert_int_equal(s.count, 3);
	assert_int_equal(s.items[0].op, CHANGE_NOTE);
	assert_null(s.items[0].new);
	step_invert(&s, &back);
	step_apply(&back, e);
	assert_notes(e, "missed-full@rows[1].score=甲 met-reduced@rows[2].score=丙 missed-full@rows[2].score=乙");
	step_apply(&s, e);
	assert_notes(e, "missed-full@rows[1].score=甲");
	step_clear(&s);
	step_set_note(&s, e, core_at(form, "rows[1].score"), "missed-full", "甲");
	step_set_note(&s, e, core_at(form, "rows[1].score"), "no-such-thing", "甲");
	assert_int_equal(s.count, 0);
	step_clear(&back);
	entry_free(e);
}

/* --- findings --- */

#define LOW "rows[1].level1=其他", "rows[1].target=≥100", "rows[1].weight=5", "rows[1].actual=70"

static const struct { const char *typed[12]; const char *cell, *id, *before, *after; } settling[] = {
	{ { "project=甲", "funds.total.weight=100", "funds.a.budget=1", "funds.a.executed=2" }, "funds.a.executed",
		"over-budget", "over-budget@funds.a.executed", "(over-budget)@funds.a.executed" },
	/* the same id elsewhere, and another id here */
	{ { "project=甲", "funds.total.weight=100", "funds.a.budget=1", "funds.a.executed=2" }, "funds.a.budget",
		"over-budget", "over-budget@funds.a.executed", "over-budget@funds.a.executed" },
	{ { "project=甲", "funds.total.weight=100", "funds.a.budget=1", "funds.a.executed=2" }, "funds.a.executed",
		"budget-zero", "over-budget@funds.a.executed", "over-budget@funds.a.executed" },
	/* a reason does as well */
	{ { "project=甲", "funds.total.weight=100", "funds.a.budget=1", "funds.a.executed=2", "note=追加" },
		"funds.a.executed", "over-budget", "(over-budget)@funds.a.executed", "(over-budget)@funds.a.executed" },
	/* where the reason is in question, only a note */
	{ { "project=甲", "funds.total.weight=95", LOW, "rows[1].score=5", "rows[1].reason=不再开展" }, "rows[1].score",
		"reason-yet-full", "reason-yet-full@rows[1].score", "(reason-yet-full)@rows[1].score" },
	{ { "project=甲", "funds.total.weight=95", LOW, "rows[1].score=5" }, "rows[1].score", "missed-full",
		"missed-full@rows[1].score", "(missed-full)@rows[1].score" },
	/* errors are to be corrected, hints want nothing */
	{ { "funds.total.weight=100" }, "project", "required", "required@project", "required@project" },
	{ { "project=甲", "funds.total.weight=95", LOW, "rows[1].score=6" }, "rows[1].score", "score-range",
		"score-range@rows[1].score", "score-range@rows[1].score" },
	{ { "project=甲", "funds.total.weight=95", LOW, "rows[1].score=4", "rows[1].reason=因故" }, "rows[1].score",
		"rule-differs", "-rule-differs@rows[1].score", "-rule-differs@rows[1].score" },
};

static void assert_counts(struct sheet *s)
{
	struct finding_counts counts = sheet_finding_counts(s), tally = { 0 };
	size_t count;
	const struct finding *f = sheet_findings(s, &count);

	for (size_t i = 0; i < count; i++) {
		++*(f[i].settled ? &tally.settled : f[i].severity == SEVERITY_ERROR ? &tally.errors :
			f[i].severity == SEVERITY_WARNING ? &tally.warnings : &tally.notes);
		assert_true(f[i].settled || sheet_finding_at(s, f[i].at));
	}
	assert_memory_equal(&counts, &tally, sizeof counts);
}

static void a_note_settles_a_warning_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof settling / sizeof *settling; i++) {
		struct entry *e = entry_new(form, 2023);
		struct ref at = core_at(form, settling[i].cell);
		struct sheet *s;

		core_type(e, settling[i].typed);
		s = sheet_new(e);
		assert_findings(s, settling[i].before);
		entry_set_note(e, at, settling[i].id, "说明");
		sheet_touch_notes(s, at);
		assert_findings(s, settling[i].after);
		assert_counts(s);
		sheet_recompute(s);
		assert_findings(s, settling[i].after);
		entry_set_note(e, at, settling[i].id, NULL);
		sheet_touch_notes(s, at);
		assert_findings(s, settling[i].before);
		assert_counts(s);
		sheet_free(s);
		entry_free(e);
	}
}

static void a_settled_finding_tells_its_note(void **state)
{
	struct entry *e = entry_new(form, 2023);
	struct sheet *s;
	size_t count;

	(void)state;
	core_type(e, settling[0].typed);
	s = sheet_new(e);
	assert_string_equal(sheet_note(s, sheet_findings(s, &count)), "");
	entry_set_note(e, core_at(form, "funds.a.executed"), "over-budget", "追加预算");
	sheet_touch_notes(s, core_at(form, "funds.a.executed"));
	assert_string_equal(sheet_note(s, sheet_findings(s, &count)), "追加预算");
	assert_null(sheet_finding_at(s, core_at(form, "funds.a.executed")));
	sheet_free(s);
	entry_free(e);
}

/* --- the desk --- */

static struct desk *open_desk(struct scratch *scratch)
{
	struct store *store;

	assert_int_equal(store_open(scratch_path(scratch, "store.db"), false, &store, NULL), STATUS_OK);
	return desk_new(store, library_new((const char *const[]){ NULL }));
}

static struct opened *open_entry(struct desk *d, int64_t id)
{
	struct opened *o;

	assert_int_equal(desk_open_entry(d, id, &o, NULL), STATUS_OK);
	return o;
}

/* The entry of settling[0] with two rows, noted on and stored. */
static int64_t add_noted(struct desk *d)
{
	struct entry *e = entry_new(form, 2023);
	int64_t id;

	core_type(e, settling[0].typed);
	core_type(e, (const char *const[]){ "rows[1].name=甲", "rows[2].name=乙", NULL });
	entry_set_note(e, core_at(form, "funds.a.executed"), "over-budget", "追加");
	entry_set_note(e, core_at(form, "rows[2].score"), "missed-full", "乙的说明");
	assert_int_equal(desk_add(d, e, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return id;
}

#define BOTH "over-budget@funds.a.executed=追加 missed-full@rows[2].score=乙的说明"

static struct opened *reopen(struct desk **d, struct scratch *scratch, struct opened *o)
{
	int64_t id = o->id;

	assert_int_equal(opened_save(o, NULL), STATUS_OK);
	opened_free(o);
	desk_free(*d);
	*d = open_desk(scratch);
	return open_entry(*d, id);
}

static void notes_are_stored_and_taken_back_after_a_restart(void **state)
{
	struct desk *d = open_desk(*state);
	struct opened *o = open_entry(d, add_noted(d));
	struct ref at = core_at(form, "funds.a.executed"), focus;
	struct step step = { 0 };

	assert_notes(o->entry, BOTH);
	assert_findings(o->sheet, "(over-budget)@funds.a.executed required@rows[1].level1 required@rows[2].level1");
	assert_int_equal(opened_note(o, &step, "over-budget", at, "", NULL), STATUS_OK);
	assert_findings(o->sheet, "over-budget@funds.a.executed required@rows[1].level1 required@rows[2].level1");
	step.focus = at;
	opened_accept(o, &step);
	assert_int_equal(opened_delete_row(o, &step, 0, 1, NULL), STATUS_OK);
	opened_accept(o, &step);
	assert_notes(o->entry, "");
	o = reopen(&d, *state, o);
	assert_notes(o->entry, "");
	assert_true(opened_undo(o, &focus));
	assert_notes(o->entry, "missed-full@rows[2].score=乙的说明");
	assert_true(opened_undo(o, &focus));
	assert_true(ref_equal(focus, at));
	assert_notes(o->entry, BOTH);
	assert_findings(o->sheet, "(over-budget)@funds.a.executed required@rows[1].level1 required@rows[2].level1");
	o = reopen(&d, *state, o);
	assert_notes(o->entry, BOTH);
	assert_true(opened_redo(o, &focus));
	assert_notes(o->entry, "missed-full@rows[2].score=乙的说明");
	o = reopen(&d, *state, o);
	assert_notes(o->entry, "missed-full@rows[2].score=乙的说明");
	opened_free(o);
	desk_free(d);
}

static const struct { const char *id, *cell, *text, *says; } refused[] = {
	{ "no-such-thing", "funds.a.executed", "x", "no kind of finding" },
	{ "over-budget", "funds.b.executed", "x", "has no finding over-budget" },
	{ "budget-zero", "funds.a.executed", "x", "has no finding budget-zero" },
	{ "over-budget", "funds.a.executed", "a\033[2Jb", "control character" },
	{ "over-budget", "funds.a.executed", "\xff", "UTF-8" },
};

static void what_no_note_may_be_is_refused(void **state)
{
	struct desk *d = open_desk(*state);
	struct opened *o = open_entry(d, add_noted(d));
	struct step step = { 0 };
	char long_text[FORM_TEXT_MAX + 2];

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct str said = { 0 };
		struct err err = { 0 };

		assert_int_equal(opened_note(o, &step, refused[i].id, core_at(form, refused[i].cell),
			refused[i].text, &err), STATUS_INPUT);
		err_format(&err, NULL, &said);
		assert_non_null(strstr(str_text(&said), refused[i].says));
		str_clear(&said);
		err_clear(&err);
	}
	memset(long_text, 'a', sizeof long_text);
	long_text[sizeof long_text - 1] = '\0';
	assert_int_equal(opened_note(o, &step, "over-budget", core_at(form, "funds.a.executed"), long_text, NULL),
		STATUS_INPUT);
	assert_int_equal(opened_note(o, &step, "over-budget", core_at(form, "funds.a.executed"), long_text + 1, NULL),
		STATUS_OK);
	assert_int_equal(step.count, 1);
	step_clear(&step);
	opened_free(o);
	desk_free(d);
}

/* --- the exchange file --- */

static enum status find_core(void *context, const char *id, const struct form **out, struct err *err)
{
	(void)context;
	*out = form;
	return strcmp(id, "core") ? err_set(err, STATUS_INPUT, N_("there is no form %1"), id, NULL) : STATUS_OK;
}

#define HEAD "{\"format\": \"ziping-form\", \"version\": 1, \"form\": \"core\", \"year\": 2023, " \
	"\"rows\": {\"rows\": [{}, {}]}, \"notes\": "
#define NOTE(id, cell, say) "{\"id\": \"" id "\", \"cell\": \"" cell "\", \"say\": \"" say "\"}"

static void notes_are_exchanged(void **state)
{
	static const char text[] = HEAD "[" NOTE("missed-full", "rows[2].score", "乙\\n丙") ", "
		NOTE("over-budget", "funds.a.executed", "甲") "]}";
	struct json_entries list, again;
	struct str out = { 0 };
	struct sheet *s;

	(void)state;
	assert_int_equal(json_read("f", text, strlen(text), find_core, NULL, &list, NULL), STATUS_OK);
	assert_notes(list.items[0], "over-budget@funds.a.executed=甲 missed-full@rows[2].score=乙\n丙");
	s = sheet_new(list.items[0]);
	json_add_sheet(s, NULL, &out);
	assert_int_equal(json_read("f", str_text(&out), out.len, find_core, NULL, &again, NULL), STATUS_OK);
	assert_notes(again.items[0], "over-budget@funds.a.executed=甲 missed-full@rows[2].score=乙\n丙");
	sheet_free(s);
	str_clear(&out);
	json_entries_clear(&list);
	json_entries_clear(&again);
}

static void broken_notes_are_refused_where_they_stand(void **state)
{
	static const char *const broken[] = {
		"{}", "\"x\"", "[1]", "[{}]", "[{\"id\": \"over-budget\", \"cell\": \"project\"}]",
		"[{\"id\": \"over-budget\", \"cell\": \"project\", \"say\": 1}]",
		"[{\"id\": \"over-budget\", \"cell\": \"project\", \"say\": \"x\", \"why\": \"x\"}]",
		"[" NOTE("over-budget", "project", "") "]", "[" NOTE("nothing", "project", "x") "]",
		"[" NOTE("over-budget", "nowhere", "x") "]", "[" NOTE("over-budget", "rows[3].score", "x") "]",
		"[" NOTE("over-budget", "project", "\\u0007") "]",
		"[" NOTE("over-budget", "project", "x") ", " NOTE("over-budget", "project", "x") "]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct json_entries list;
		struct err err = { 0 };
		struct str text = { 0 };

		str_addf(&text, "%s%s}", HEAD, broken[i]);
		assert_int_equal(json_read("f", str_text(&text), text.len, find_core, NULL, &list, &err), STATUS_INPUT);
		assert_int_equal(list.count, 0);
		assert_int_equal(err.line, 1);
		assert_true(err.column >= (int)strlen(HEAD) - (int)strlen("\"notes\": "));
		err_clear(&err);
		str_clear(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_keeps_one_note_for_each_finding_and_place),
		cmocka_unit_test(notes_go_with_their_rows),
		cmocka_unit_test(a_deleted_row_comes_back_with_its_notes),
		cmocka_unit_test(a_note_settles_a_warning_and_nothing_else),
		cmocka_unit_test(a_settled_finding_tells_its_note),
		cmocka_unit_test_setup_teardown(notes_are_stored_and_taken_back_after_a_restart, scratch_make,
			scratch_remove),
		cmocka_unit_test_setup_teardown(what_no_note_may_be_is_refused, scratch_make, scratch_remove),
		cmocka_unit_test(notes_are_exchanged),
		cmocka_unit_test(broken_notes_are_refused_where_they_stand),
	};

	return cmocka_run_group_tests_name("note", tests, read_core, drop_core);
}
