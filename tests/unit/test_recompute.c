/* SPDX-License-Identifier: MIT */
/* A sheet kept up to date edit by edit is the sheet computed afresh: values, outcomes, findings, counts; and what it
 * says has changed is all that has. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core_form.h"

enum { CORE_EDITS = 60000, FORM_EDITS = 8000, CHANGE_EDITS = 3000, ROWS_MAX = 24 };

static unsigned below(uint64_t *seed, unsigned limit)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % limit;
}

/* --- random edits --- */

static const char *const numbers[] = {
	"", "", "0", "5", "10", "43", "24.56", "100", "100%", "57%", "0.00", "12.", "-", "—", "abc", "1,234.5", "１２", "15000元",
	"-3", "99999999999999999999", "30", "2.5", "50", "1.55",
};
static const char *const targets[] = {
	"", "≥4次", "4次", "26篇", "≥100%", "100%", "95%", "≤5万元", "5万元", "0", "无", "/", "12月底前", "按时完成", "进一步提升",
	"显著提升", "≥3%-10%", ">10%", "3项", "0项", "完成", "234300元/项", "118704元/项", "＞98%", "98%", "高、中、低", "高",
};
static const char *const texts[] = {
	"", "", "产出指标", "效益指标", "效益指标（30分）", "满意度指标", "成本指标", "数量指标", "无", "因故不再开展", " ", "受到场地限制,项目未完成",
	"该项目按照年初计划实施，按期完成，质量达标，资金使用规范。", "＝", "≥", "定性", "万元", "%",
};

#define PICK(seed, list) list[below(seed, sizeof list / sizeof *list)]

static const char *pick_text(uint64_t *seed, const struct cell *cell)
{
	/* Now and then what does not belong there. */
	if (below(seed, 20) == 0)
		return PICK(seed, texts);
	if (cell->choices)
		return below(seed, 2) ? cell->choices[0] : "";
	if (cell->type >= CELL_NUMBER && cell->type <= CELL_WEIGHT)
		return PICK(seed, numbers);
	return cell->type == CELL_TARGET || cell->type == CELL_ACTUAL ? PICK(seed, targets) : PICK(seed, texts);
}

static bool change_rows(uint64_t *seed, struct entry *e)
{
	int repeat = (int)below(seed, (unsigned)entry_get_form(e)->repeat_count);
	int rows = entry_row_count(e, repeat), row = rows ? (int)below(seed, (unsigned)rows) : 0;

	switch (below(seed, 3)) {
	case 0:
		if (rows >= ROWS_MAX)
			return false;
		entry_insert_row(e, repeat, row, 0);
		return true;
	case 1:
		entry_delete_row(e, repeat, row);
		return rows > 0;
	default:
		if (rows)
			entry_move_row(e, repeat, row, (int)below(seed, (unsigned)rows));
		return rows > 0;
	}
}

/* On any finding, one that fires as a rule. */
static void change_note(uint64_t *seed, struct entry *e, struct sheet *s)
{
	size_t count;
	const struct finding *f = sheet_findings(s, &count);
	struct finding any;

	if (!count)
		return;
	any = f[below(seed, (unsigned)count)];
	entry_set_note(e, any.at, any.id, below(seed, 3) ? "已核对" : NULL);
	sheet_touch_notes(s, any.at);
}

/* One edit of the entry, told to the sheet. */
static void edit(uint64_t *seed, struct entry *e, struct sheet *s)
{
	const struct form *form = entry_get_form(e);
	struct ref at = { (int)below(seed, (unsigned)form->cell_count), -1 };
	int repeat = form->cells[at.cell].repeat;

	if (form->repeat_count && below(seed, 12) == 0) {
		if (change_rows(seed, e))
			sheet_recompute(s);
		return;
	}
	if (below(seed, 10) == 0) {
		change_note(seed, e, s);
		return;
	}
	if (repeat >= 0 && !entry_row_count(e, repeat))
		return;
	if (repeat >= 0)
		at.row = (int)below(seed, (unsigned)entry_row_count(e, repeat));
	entry_set(e, at, pick_text(seed, &form->cells[at.cell]));
	sheet_touch(s, at);
}

/* --- what is compared --- */

static bool same_value(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == VALUE_NUMBER)
		return a->number.scale == b->number.scale && !decimal_cmp(a->number, b->number);
	if (a->kind == VALUE_TEXT)
		return !strcmp(a->text, b->text);
	return a->kind != VALUE_UNKNOWN || a->missing == b->missing;
}

static bool same_place(const struct sheet *a, const struct sheet *b, struct ref at)
{
	return same_value(sheet_value(a, at), sheet_value(b, at)) && same_value(sheet_typed(a, at), sheet_typed(b, at)) &&
		same_value(sheet_computed(a, at), sheet_computed(b, at));
}

static bool same_outcome(const struct target_outcome *a, const struct target_outcome *b)
{
	if (!a || !b)
		return a == b;
	return a->shape == b->shape && a->direction == b->direction && a->met == b->met && a->facts == b->facts &&
		a->has_ratio == b->has_ratio && a->has_score == b->has_score && a->has_band == b->has_band &&
		(!a->has_score || !decimal_cmp(a->score, b->score));
}

static bool same_finding(const struct finding *a, const struct finding *b)
{
	return a->id == b->id && a->severity == b->severity && ref_equal(a->at, b->at) && a->settled == b->settled &&
		a->check == b->check && a->row == b->row;
}

/* All places of a sheet, one after the other; false behind the last. */
static bool next_place(const struct sheet *s, struct ref *at)
{
	const struct form *form = sheet_get_form(s);
	int repeat = form->cells[at->cell].repeat;

	if (repeat >= 0 && ++at->row < sheet_rows(s, repeat))
		return true;
	while (++at->cell < form->cell_count) {
		repeat = form->cells[at->cell].repeat;
		at->row = repeat < 0 ? -1 : 0;
		if (repeat < 0 || sheet_rows(s, repeat))
			return true;
	}
	return false;
}

/* `first` goes before the first place: cell 0 of every form here stands outside repeats. */
static const struct ref first = { 0, -1 };

static void check_values(const struct sheet *a, const struct sheet *b)
{
	const struct form *form = sheet_get_form(a);
	struct ref at = first;

	do {
		if (!same_place(a, b, at))
			print_message("%s row %d\n", form->cells[at.cell].name, at.row);
		assert_true(same_place(a, b, at));
	} while (next_place(a, &at));
	for (int r = 0; r < form->repeat_count; r++)
		for (int row = 0; row < sheet_rows(a, r); row++)
			assert_true(same_outcome(sheet_outcome(a, r, row), sheet_outcome(b, r, row)));
}

static void check_findings(struct sheet *a, struct sheet *b)
{
	struct finding_counts x = sheet_finding_counts(a), y = sheet_finding_counts(b), tally = { 0 };
	size_t m, n;
	const struct finding *f = sheet_findings(a, &m), *g = sheet_findings(b, &n);

	assert_int_equal(m, n);
	for (size_t i = 0; i < n; i++) {
		assert_true(same_finding(&f[i], &g[i]));
		++*(f[i].settled ? &tally.settled : f[i].severity == SEVERITY_ERROR ? &tally.errors :
			f[i].severity == SEVERITY_WARNING ? &tally.warnings : &tally.notes);
	}
	assert_memory_equal(&x, &y, sizeof x);
	assert_memory_equal(&x, &tally, sizeof x);
}

static void run(const struct form *form, int edits, uint64_t seed)
{
	struct entry *e = entry_new(form, 2023);
	struct sheet *kept, *fresh;

	entry_fill_initial(e);
	kept = sheet_new(e);
	fresh = sheet_new(e);
	for (int i = 0; i < edits; i++) {
		edit(&seed, e, kept);
		sheet_reset(fresh, e);
		check_values(kept, fresh);
		/* The list is made when asked for: not asking must not matter. */
		if (below(&seed, 3) == 0)
			check_findings(kept, fresh);
	}
	sheet_free(fresh);
	fresh = sheet_new(e);
	check_values(kept, fresh);
	check_findings(kept, fresh);
	sheet_free(fresh);
	sheet_free(kept);
	entry_free(e);
}

static void edits_of_the_small_form(void **state)
{
	struct form *form = core_read(core_text);

	(void)state;
	run(form, CORE_EDITS, 1);
	form_free(form);
}

static const char *const ids[] = {
	"pingliang-project", "ningxia-project", "chaotian-project", "luosong-department", "luosong-basedata",
};

static struct form *read_form(const char *id)
{
	struct form *form = NULL;
	struct err_list errors = { 0 };
	struct str path = { 0 };

	str_addf(&path, "%s/data/forms/%s.yaml", getenv("top_srcdir") ? getenv("top_srcdir") : ".", id);
	assert_int_equal(form_read_file(str_text(&path), &form, &errors), STATUS_OK);
	str_clear(&path);
	return form;
}

static void edits_of_the_official_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct form *form = read_form(ids[i]);

		run(form, FORM_EDITS, 2 + i);
		form_free(form);
	}
}

/* --- what has changed --- */

/* What a place shows and how it is marked. */
static char *snapshot(struct sheet *s, struct ref at)
{
	struct str out = { 0 };
	const struct finding *f;

	str_addf(&out, "%d ", sheet_show(s, at, &out));
	f = sheet_finding_at(s, at);
	str_add(&out, f ? f->id : "");
	return str_take(&out);
}

static size_t take_snapshots(struct sheet *s, char ***out)
{
	struct ref at = first;
	size_t count = 0, cap = 0;
	char **shots = NULL;

	do {
		if (count == cap)
			shots = realloc(shots, (cap = cap * 2 + 64) * sizeof *shots);
		shots[count++] = snapshot(s, at);
	} while (next_place(s, &at));
	*out = shots;
	return count;
}

static void drop_snapshots(char **shots, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(shots[i]);
	free(shots);
}

static bool is_listed(const struct ref *list, size_t count, struct ref at)
{
	for (size_t i = 0; i < count; i++)
		if (ref_equal(list[i], at))
			return true;
	return false;
}

static void check_changes(struct sheet *s, char **before, char **after)
{
	struct ref at = first;
	size_t count, i = 0;
	bool all;
	const struct ref *list = sheet_take_changed(s, &count, &all);

	for (size_t k = 0; k < count; k++)
		assert_false(is_listed(list, k, list[k]));
	if (all)
		return;
	do {
		if (strcmp(before[i], after[i]))
			assert_true(is_listed(list, count, at));
		i++;
	} while (next_place(s, &at));
	sheet_take_changed(s, &count, &all);
	assert_int_equal(count, 0);
	assert_false(all);
}

static void changed_places_are_listed(void **state)
{
	struct form *form = core_read(core_text);
	struct entry *e = entry_new(form, 2023);
	struct sheet *s = sheet_new(e);
	char **before, **after;
	size_t count, old_count;
	uint64_t seed = 9;

	(void)state;
	old_count = take_snapshots(s, &before);
	for (int i = 0; i < CHANGE_EDITS; i++) {
		/* Several edits may come before the layout looks. */
		for (unsigned k = below(&seed, 3); k != (unsigned)-1; k--)
			edit(&seed, e, s);
		count = take_snapshots(s, &after);
		check_changes(s, before, after);
		drop_snapshots(before, old_count);
		before = after;
		old_count = count;
	}
	drop_snapshots(before, old_count);
	sheet_free(s);
	entry_free(e);
	form_free(form);
}

/* --- only what depends on it --- */

static void an_edit_changes_little(void **state)
{
	static const char *const typed[] = { "funds.a.budget=43", "funds.a.executed=24.56", "rows[1].weight=5",
		"funds.total.score=0", "rows[1].target=≥4次", "rows[1].actual=4次", "rows[2].weight=5", "rows[2].target=≥4次", "rows[2].actual=2次",
		NULL };
	static const struct { const char *cell, *text; size_t changed; } edits[] = {
		/* a text that nothing depends on */
		{ "project", "甲", 1 },
		/* the same number written otherwise */
		{ "funds.a.budget", "43", 1 },
		/* met is met: neither score nor totals */
		{ "rows[1].actual", "5次", 1 },
		/* the score of the row and the total, but not its rate, nor the other row */
		{ "rows[2].actual", "3次", 3 },
	};
	struct form *form = core_read(core_text);
	struct entry *e = entry_new(form, 2023);
	struct sheet *s;
	size_t count;
	bool all;

	(void)state;
	core_type(e, typed);
	s = sheet_new(e);
	sheet_take_changed(s, &count, &all);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct ref at = core_at(form, edits[i].cell);

		entry_set(e, at, edits[i].text);
		sheet_touch(s, at);
		sheet_take_changed(s, &count, &all);
		assert_int_equal(count, edits[i].changed);
	}
	sheet_free(s);
	entry_free(e);
	form_free(form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_of_the_small_form),
		cmocka_unit_test(edits_of_the_official_forms),
		cmocka_unit_test(changed_places_are_listed),
		cmocka_unit_test(an_edit_changes_little),
	};

	return cmocka_run_group_tests_name("recompute", tests, NULL, NULL);
}
