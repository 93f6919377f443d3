/* SPDX-License-Identifier: MIT */
/* What a person may do to an open entry. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/agree.h"
#include "desk/carry.h"
#include "desk/desk_internal.h"
#include "desk/draw.h"
#include "desk/hold.h"
#include "desk/review.h"
#include "form/finding.h"
#include "form/typing.h"

enum status opened_check_writable(const struct opened *o, struct err *err)
{
	static const char *const reasons[] = {
		[OPENED_FREE] = NULL,
		[OPENED_SIGNED] = N_("entry %1 is signed; reopen it with a reason before changing it"),
		[OPENED_FROZEN] = N_("this is a kept state of entry %1; it can only be read"),
		[OPENED_UNWRITABLE] = N_("the store cannot be written: entry %1 can only be read; check "
			"the file's permissions"),
	};
	char id[24];

	if (o->lock == OPENED_FREE)
		return STATUS_OK;
	if (o->lock == OPENED_HELD)
		return holder_refuse(&o->holder, o->id, err);
	snprintf(id, sizeof id, "%lld", (long long)o->id);
	return err_set(err, STATUS_REFUSED, reasons[o->lock], id, NULL);
}

/* A second entry takes nothing but figures (desk/review.h); `at` NULL: no cell's text is to be changed. */
static enum status check_change(const struct opened *o, const struct ref *at, struct err *err)
{
	enum status status = opened_check_writable(o, err);

	if (status != STATUS_OK || !opened_is_second(o) || (at && review_is_figure(&o->form->cells[at->cell])))
		return status;
	return err_set(err, STATUS_INPUT, N_("this is a second entry: only figures are typed into it"), NULL);
}

static bool is_number(enum cell_type type)
{
	return type == CELL_NUMBER || type == CELL_MONEY || type == CELL_PERCENT
		|| type == CELL_SCORE || type == CELL_WEIGHT;
}

void opened_normalise(const struct opened *o, struct ref at, const char *text, struct str *out)
{
	const struct cell *cell = &o->form->cells[at.cell];
	struct str clean = { 0 };
	bool changed = false;

	if (is_number(cell->type))
		changed = number_normalise(text, cell->style.kind, &clean);
	else if (cell->type == CELL_TARGET || cell->type == CELL_ACTUAL)
		changed = target_normalise(text, &clean);
	str_add(out, changed ? str_text(&clean) : text);
	str_clear(&clean);
}

static void set(struct opened *o, struct step *step, struct ref at, const char *text)
{
	step_set(step, o->entry, at, text);
	sheet_touch(o->sheet, at);
}

enum status opened_type(struct opened *o, struct step *step, struct ref at, const char *text,
	struct err *err)
{
	enum status status = check_change(o, &at, err);
	struct str clean = { 0 };
	char *before;

	if (status == STATUS_OK)
		status = typing_check(o->entry, at, text, err);
	if (status != STATUS_OK)
		return status;
	opened_normalise(o, at, text, &clean);
	if (!strcmp(str_text(&clean), entry_get(o->entry, at))) {
		str_clear(&clean);
		opened_confirm(o, step, at);
		return STATUS_OK;
	}
	/* Agreement needs the text in place; the step then records one change, not two. */
	before = mem_dup(entry_get(o->entry, at));
	entry_set(o->entry, at, str_text(&clean));
	sheet_touch(o->sheet, at);
	if (o->form->cells[at.cell].calculate && sheet_agrees(o->sheet, at))
		str_reset(&clean);
	entry_set(o->entry, at, before);
	set(o, step, at, str_text(&clean));
	free(before);
	str_clear(&clean);
	return STATUS_OK;
}

static const struct finding *find_finding(const struct opened *o, struct ref at, const char *id)
{
	size_t count;
	const struct finding *findings = sheet_findings(o->sheet, &count);

	for (size_t i = 0; i < count; i++)
		if (ref_equal(findings[i].at, at) && !strcmp(findings[i].id, id))
			return &findings[i];
	return NULL;
}

static enum status check_note(const struct opened *o, const char *finding, struct ref at,
	struct err *err)
{
	const struct finding *f = find_finding(o, at, finding);
	struct str label = { 0 };

	if (f && f->severity != SEVERITY_NOTE)
		return STATUS_OK;
	entry_add_label(o->entry, at, &label);
	if (f)
		err_set(err, STATUS_INPUT, N_("%1: %2 is a remark; a note settles a warning or explains an error"),
			str_text(&label), finding, NULL);
	else
		err_set(err, STATUS_INPUT, N_("%1 has no finding %2; check the entry to see those it has"),
			str_text(&label), finding, NULL);
	str_clear(&label);
	return STATUS_INPUT;
}

enum status opened_note(struct opened *o, struct step *step, const char *finding, struct ref at,
	const char *text, struct err *err)
{
	enum status status = check_change(o, NULL, err);

	if (status == STATUS_OK && finding_is_mark(finding))
		status = err_set(err, STATUS_INPUT, N_("no note settles %1; confirm the cell or change it"),
			finding, NULL);
	if (status == STATUS_OK)
		status = typing_check_note(o->entry, at, finding, text, err);
	if (status == STATUS_OK && *text)
		status = check_note(o, finding, at, err);
	if (status != STATUS_OK)
		return status;
	step_set_note(step, o->entry, at, finding, text);
	sheet_touch_notes(o->sheet, at);
	return STATUS_OK;
}

static enum status refuse_rows(const struct opened *o, int repeat, const char *id, int limit,
	struct err *err)
{
	char number[16];

	snprintf(number, sizeof number, "%d", limit);
	return err_set(err, STATUS_INPUT, id, o->form->repeats[repeat].label, number, NULL);
}

/* A new row belongs to the groups of the row it is typed under. */
static void copy_groups(struct opened *o, struct step *step, int repeat, int from, int to)
{
	const struct repeat *r = &o->form->repeats[repeat];

	if (from < 0 || from >= entry_row_count(o->entry, repeat))
		return;
	for (int c = r->first; c < r->first + r->count; c++) {
		const char *text = entry_get(o->entry, (struct ref){ c, from });

		if (o->form->cells[c].merge && *text) {
			char *copy = mem_dup(text);

			step_set(step, o->entry, (struct ref){ c, to }, copy);
			free(copy);
		}
	}
}

enum status opened_insert_row(struct opened *o, struct step *step, int repeat, int at, struct err *err)
{
	int count = entry_row_count(o->entry, repeat);
	int max = o->form->repeats[repeat].max;
	enum status status = check_change(o, NULL, err);

	if (status != STATUS_OK)
		return status;
	if (count >= max)
		return refuse_rows(o, repeat, N_("%1 takes at most %2 rows; delete one first"), max,
			err);
	step_insert_row(step, o->entry, repeat, at);
	copy_groups(o, step, repeat, at > 0 ? at - 1 : 1, at);
	sheet_recompute(o->sheet);
	return STATUS_OK;
}

enum status opened_extend(struct opened *o, struct step *step, int repeat, int rows, struct err *err)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK && entry_row_count(o->entry, repeat) < rows)
		status = opened_insert_row(o, step, repeat, entry_row_count(o->entry, repeat), err);
	return status;
}

enum status opened_delete_row(struct opened *o, struct step *step, int repeat, int at, struct err *err)
{
	int min = o->form->repeats[repeat].min;
	enum status status = check_change(o, NULL, err);

	if (status != STATUS_OK)
		return status;
	if (entry_row_count(o->entry, repeat) <= min)
		return refuse_rows(o, repeat, N_("%1 keeps at least %2 rows; empty this one instead"),
			min, err);
	step_delete_row(step, o->entry, repeat, at);
	sheet_recompute(o->sheet);
	return STATUS_OK;
}

enum status opened_move_row(struct opened *o, struct step *step, int repeat, int from, int to,
	struct err *err)
{
	int count = entry_row_count(o->entry, repeat);
	enum status status = check_change(o, NULL, err);

	if (status != STATUS_OK)
		return status;
	if (to < 0 || to >= count)
		return refuse_rows(o, repeat, N_("%1: the row cannot move further; there are %2 rows"),
			count, err);
	step_move_row(step, o->entry, repeat, from, to);
	sheet_recompute(o->sheet);
	return STATUS_OK;
}

/* --- steps --- */

static void load_undo(struct opened *o)
{
	if (o->undo_loaded)
		return;
	o->undo_loaded = true;
	/* A log that cannot be read costs the clerk the old undo list, not the work. */
	store_load_undo(desk_get_store(o->desk), o->id, desk_find_form, o->desk, &o->undo, NULL);
}

/* `form_id`: of the form it begins with. */
static void wait_to_be_written(struct opened *o, const struct step *step, int64_t form_id)
{
	struct step *copy;

	o->unsaved = mem_grow(o->unsaved, &o->unsaved_cap, o->unsaved_count + 1, sizeof *o->unsaved);
	copy = &o->unsaved[o->unsaved_count++];
	*copy = (struct step){ .kind = step->kind, .focus = step->focus, .form_id = form_id };
	copy->items = mem_array(step->count, sizeof *copy->items);
	copy->count = copy->cap = step->count;
	for (size_t i = 0; i < step->count; i++) {
		copy->items[i] = step->items[i];
		copy->items[i].old = mem_dup(step->items[i].old);
		copy->items[i].new = mem_dup(step->items[i].new);
	}
}

/* Another unit has other tables.  What cannot be read stays as it was.  True: it was drawn again. */
static bool draw_again(struct opened *o, const struct step *step)
{
	bool other = false;

	for (size_t i = 0; o->form->source_count && i < step->count && !other; i++)
		other = step->items[i].op == CHANGE_SET && opened_finds_by(o, (struct ref){ step->items[i].cell, -1 });
	if (other)
		opened_draw(o, NULL, NULL);
	return other;
}

void opened_accept(struct opened *o, struct step *step)
{
	if (!step->count) {
		step_clear(step);
		return;
	}
	if (draw_again(o, step))
		opened_fill(o, step);
	drop_agreeing(step, o->entry, o->sheet);
	load_undo(o);
	step->kind = STEP_DO;
	wait_to_be_written(o, step, step->form_id ? step->form_id : o->stored.form_id);
	undo_add(&o->undo, step);
}

static bool changes_rows(const struct step *step)
{
	for (size_t i = 0; i < step->count; i++)
		if (step->items[i].op != CHANGE_SET && step->items[i].op != CHANGE_NOTE)
			return true;
	return false;
}

/* The store's number of the form that a step ends with. */
static int64_t form_after(const struct step *step, int64_t before)
{
	for (size_t i = step->count; i-- > 0; )
		if (step->items[i].op == CHANGE_FORM)
			return step->items[i].to;
	return before;
}

static void touch(struct opened *o, const struct change *c)
{
	struct ref at = { c->cell, c->repeat < 0 ? -1 : entry_find_row(o->entry, c->repeat, c->uid) };

	if (c->op == CHANGE_NOTE)
		sheet_touch_notes(o->sheet, at);
	else
		sheet_touch(o->sheet, at);
}

static bool go(struct opened *o, struct ref *focus,
	const struct step *(*take)(struct undo *, struct step *))
{
	struct step scratch = { 0 };
	const struct step *step;
	int64_t before, after;

	if (o->lock != OPENED_FREE)
		return false;
	load_undo(o);
	step = take(&o->undo, &scratch);
	if (!step)
		return false;
	before = o->stored.form_id;
	after = form_after(step, before);
	step_apply(step, o->entry);
	if (after != before)
		opened_take_form(o, after);
	else if (changes_rows(step))
		sheet_recompute(o->sheet);
	else
		for (size_t i = 0; i < step->count; i++)
			touch(o, &step->items[i]);
	draw_again(o, step);
	*focus = step->focus;
	wait_to_be_written(o, step, before);
	step_clear(&scratch);
	return true;
}

bool opened_undo(struct opened *o, struct ref *focus)
{
	return go(o, focus, undo_back);
}

bool opened_redo(struct opened *o, struct ref *focus)
{
	return go(o, focus, undo_forth);
}

/* What the store has made of a reviewed entry. */
static void take_status(struct opened *o)
{
	if (strcmp(o->stored.status, "reviewed") != 0)
		return;
	free(o->stored.status);
	o->stored.status = mem_dup("draft");
}

enum status opened_save(struct opened *o, struct err *err)
{
	struct summary summary = { 0 };
	enum status status;

	if (!o->unsaved_count)
		return STATUS_OK;
	sheet_summarise(o->sheet, &summary);
	o->unsaved[0].after = o->stored.step;
	status = store_write_steps(desk_get_store(o->desk), o->id, o->unsaved, o->unsaved_count, desk_find_form,
		o->desk, &summary, err);
	summary_clear(&summary);
	if (status != STATUS_OK)
		return status;
	o->stored.step = o->unsaved[o->unsaved_count - 1].id;
	take_status(o);
	while (o->unsaved_count)
		step_clear(&o->unsaved[--o->unsaved_count]);
	return STATUS_OK;
}

bool opened_is_saved(const struct opened *o)
{
	return !o->unsaved_count;
}
