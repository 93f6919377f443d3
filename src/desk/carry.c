/* SPDX-License-Identifier: MIT */
#include "desk/carry.h"
#include "desk/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/finding.h"
#include "form/typing.h"

/* --- what is carried --- */

/* Is it that, or inside it? */
static bool is_named(const struct form *form, int cell, const char *item)
{
	size_t len = strlen(item);
	struct str name = { 0 };
	bool found;

	form_add_cell_name(form, cell, &name);
	found = !strncmp(str_text(&name), item, len) && (!name.data[len] || name.data[len] == '.');
	str_clear(&name);
	return found;
}

static bool is_wanted(const struct form *form, int cell, const struct carry *what)
{
	bool found = !what->count;

	for (size_t i = 0; !found && i < what->count; i++)
		found = is_named(form, cell, what->items[i]);
	return found && form->cells[cell].carry;
}

static enum status check_items(const struct form *form, const struct carry *what, struct err *err)
{
	for (size_t i = 0; i < what->count; i++) {
		const struct carry one = { what->from, &what->items[i], 1 };
		bool found = false;

		for (int c = 0; !found && c < form->cell_count; c++)
			found = is_wanted(form, c, &one);
		if (!found)
			return err_set(err, STATUS_INPUT,
				N_("nothing named “%1” is brought forward in this form; name a cell, a group or rows"),
				what->items[i], NULL);
	}
	return STATUS_OK;
}

/* --- carrying --- */

struct carrier {
	struct step *step;
	struct entry *to;
	const struct carry *what;
	const struct entry *from;
	struct entry *fresh;         /* as the form fills in a new one */
	char year[16];
};

/* What the form itself puts there. */
static const char *own_text(const struct carrier *c, struct ref at)
{
	const struct cell *cell = &entry_get_form(c->to)->cells[at.cell];

	if (at.row >= 0 && at.row >= entry_row_count(c->fresh, cell->repeat))
		return cell->initial ? cell->initial : "";
	return entry_get(c->fresh, at);
}

static bool is_free(const struct carrier *c, struct ref at)
{
	const char *text = entry_get(c->to, at);

	return !*text || !strcmp(text, own_text(c, at));
}

/* Is it one cell of the table with that of the row above? */
static bool goes_on(const struct carrier *c, struct ref at)
{
	const struct form *form = entry_get_form(c->to);
	const struct cell *cell = &form->cells[at.cell];

	if (at.row <= 0 || !cell->merge)
		return false;
	for (int i = form->repeats[cell->repeat].first; i <= at.cell; i++) {
		int same = form->cells[i].merge ? form_find_same_cell(form, i, entry_get_form(c->from)) : -1;

		if (same >= 0 && strcmp(entry_get(c->from, (struct ref){ same, at.row }),
				entry_get(c->from, (struct ref){ same, at.row - 1 })))
			return false;
	}
	return true;
}

static void carry_cell(struct carrier *c, struct ref at, int same)
{
	const struct cell *cell = &entry_get_form(c->to)->cells[at.cell];
	const char *text = entry_get(c->from, (struct ref){ same, at.row });

	/* A choice that the form no longer has. */
	if (typing_check(c->to, at, text, NULL) != STATUS_OK)
		return;
	step_set(c->step, c->to, at, text);
	if (*text && cell->shown && strcmp(text, own_text(c, at)) && !goes_on(c, at))
		step_set_note(c->step, c->to, at, FINDING_CARRIED, c->year);
}

static int find_same(const struct carrier *c, int cell)
{
	const struct form *form = entry_get_form(c->to);

	return is_wanted(form, cell, c->what) ? form_find_same_cell(form, cell, entry_get_form(c->from)) : -1;
}

static void carry_scalar(struct carrier *c, int cell)
{
	struct ref at = { cell, -1 };
	int same = find_same(c, cell);

	if (same >= 0 && *entry_get(c->from, (struct ref){ same, -1 }) && is_free(c, at))
		carry_cell(c, at, same);
}

static bool is_untouched(const struct carrier *c, int repeat)
{
	const struct repeat *r = &entry_get_form(c->to)->repeats[repeat];

	for (int row = 0; row < entry_row_count(c->to, repeat); row++)
		for (int i = 0; i < r->count; i++)
			if (!is_free(c, (struct ref){ r->first + i, row }))
				return false;
	return true;
}

static void fit_rows(struct carrier *c, int repeat, int rows)
{
	const struct repeat *r = &entry_get_form(c->to)->repeats[repeat];

	if (rows < r->min)
		rows = r->min;
	while (entry_row_count(c->to, repeat) < rows)
		step_insert_row(c->step, c->to, repeat, entry_row_count(c->to, repeat));
	while (entry_row_count(c->to, repeat) > rows)
		step_delete_row(c->step, c->to, repeat, entry_row_count(c->to, repeat) - 1);
}

static void carry_rows(struct carrier *c, int repeat)
{
	const struct repeat *r = &entry_get_form(c->to)->repeats[repeat];
	int there = form_find_repeat(entry_get_form(c->from), r->name, strlen(r->name));
	int rows = there < 0 ? 0 : entry_row_count(c->from, there);
	bool fits = false;

	rows = rows < r->max ? rows : r->max;
	for (int i = 0; rows && i < r->count; i++) {
		int same = find_same(c, r->first + i);

		if (same < 0)
			continue;
		if (!fits && !is_untouched(c, repeat))
			return;
		if (!fits)
			fit_rows(c, repeat, rows);
		fits = true;
		for (int row = 0; row < rows; row++)
			carry_cell(c, (struct ref){ r->first + i, row }, same);
	}
}

enum status opened_carry(struct opened *o, struct step *step, const struct carry *what, struct err *err)
{
	struct carrier c = { .step = step, .to = o->entry, .what = what, .from = what->from->entry };
	enum status status = opened_check_writable(o, err);

	if (status == STATUS_OK)
		status = check_items(o->form, what, err);
	if (status != STATUS_OK)
		return status;
	c.fresh = entry_new(o->form, entry_get_year(o->entry));
	entry_fill_initial(c.fresh);
	snprintf(c.year, sizeof c.year, "%d", entry_get_year(c.from));
	for (int i = 0; i < o->form->cell_count; i++)
		if (o->form->cells[i].repeat < 0)
			carry_scalar(&c, i);
	for (int i = 0; i < o->form->repeat_count; i++)
		carry_rows(&c, i);
	entry_free(c.fresh);
	sheet_recompute(o->sheet);
	return STATUS_OK;
}

static enum status carry_all(struct opened *o, const struct carry *what, struct err *err)
{
	struct step step = { .focus = { -1, -1 } };
	enum status status = opened_carry(o, &step, what, err);

	if (status == STATUS_OK) {
		opened_fill(o, &step);
		opened_accept(o, &step);
	}
	step_clear(&step);
	return status == STATUS_OK ? opened_save(o, err) : status;
}

enum status desk_carry_new(struct desk *d, const struct form *form, int year, const struct carry *what, int64_t *id,
	struct err *err)
{
	struct entry *e = entry_new(form, year);
	struct opened *o = NULL;
	enum status status;

	entry_fill_initial(e);
	status = desk_add(d, e, NULL, id, err);
	entry_free(e);
	if (status == STATUS_OK)
		status = desk_open_entry(d, *id, &o, err);
	if (status == STATUS_OK)
		status = carry_all(o, what, err);
	opened_free(o);
	return status;
}

/* --- confirming --- */

bool opened_is_carried(const struct opened *o, struct ref at)
{
	return *entry_get_note(o->entry, at, FINDING_CARRIED);
}

size_t opened_count_carried(const struct opened *o)
{
	size_t count, carried = 0;
	const struct note *notes = entry_notes(o->entry, &count);

	for (size_t i = 0; i < count; i++)
		carried += finding_is_mark(notes[i].finding);
	return carried;
}

bool opened_confirm(struct opened *o, struct step *step, struct ref at)
{
	if (o->lock != OPENED_FREE || !opened_is_carried(o, at))
		return false;
	step_set_note(step, o->entry, at, FINDING_CARRIED, NULL);
	sheet_touch_notes(o->sheet, at);
	return true;
}

/* The part of its name that a cell shares with those of its group. */
static size_t stem_length(const char *name)
{
	const char *point = strrchr(name, '.');

	return point ? (size_t)(point - name) + 1 : 0;
}

static bool is_around(const struct form *form, struct ref at, struct ref center)
{
	const struct cell *a = &form->cells[at.cell], *b = &form->cells[center.cell];
	size_t len = stem_length(a->name);

	if (a->repeat != b->repeat)
		return false;
	return a->repeat >= 0 ? at.row == center.row
		: len == stem_length(b->name) && !strncmp(a->name, b->name, len);
}

/* `center` NULL: everywhere. */
static size_t confirm(struct opened *o, struct step *step, const struct ref *center)
{
	size_t count, confirmed = 0;
	const struct note *notes = entry_notes(o->entry, &count);

	/* From behind: those taken away leave the ones before them where they are. */
	for (size_t i = count; i-- > 0; ) {
		struct ref at = notes[i].at;

		if (finding_is_mark(notes[i].finding) && (!center || is_around(o->form, at, *center)))
			confirmed += opened_confirm(o, step, at);
		notes = entry_notes(o->entry, &count);
	}
	return confirmed;
}

size_t opened_confirm_around(struct opened *o, struct step *step, struct ref at)
{
	return confirm(o, step, &at);
}

size_t opened_confirm_all(struct opened *o, struct step *step)
{
	return confirm(o, step, NULL);
}
