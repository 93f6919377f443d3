/* SPDX-License-Identifier: MIT */
/* Rows: inserted, deleted, moved, with the groups they belong to; undo. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/form_internal.h"

#define _(text) gettext(text)

/* --- rows --- */

static int selected_repeat(struct form_screen *f)
{
	int repeat = form_selected_cell(f)->repeat;

	if (repeat < 0)
		app_say(f->base.app, ROLE_WARNING, _("Stand in a row of the indicators first."));
	return repeat;
}

static void finish(struct form_screen *f, struct step *step, struct ref to)
{
	opened_accept(f->o, step);
	f->pane.at = to;
	form_changed(f);
}

bool form_refused(struct form_screen *f, struct step *step, enum status status, struct err *err)
{
	if (status == STATUS_OK)
		return false;
	app_say_error(f->base.app, err);
	err_clear(err);
	step_clear(step);
	return true;
}

bool form_is_group(struct form_screen *f, const char *say)
{
	if (f->pane.table.cells[f->pane.cell].last <= f->pane.at.row)
		return false;
	app_say(f->base.app, ROLE_WARNING, say);
	return true;
}

/* --- groups: the columns whose equal neighbours are one cell --- */

/* The next such column from `cell` on; -1: none. */
static int next_group(const struct form_screen *f, int repeat, int cell)
{
	const struct repeat *r = &f->o->form->repeats[repeat];

	for (; cell < r->first + r->count; cell++)
		if (f->o->form->cells[cell].merge)
			return cell;
	return -1;
}

static bool same_groups(const struct form_screen *f, int repeat, int a, int b)
{
	int cell = f->o->form->repeats[repeat].first;

	if (b < 0 || b >= entry_row_count(f->o->entry, repeat))
		return false;
	for (; (cell = next_group(f, repeat, cell)) >= 0; cell++)
		if (strcmp(entry_get(f->o->entry, (struct ref){ cell, a }),
				entry_get(f->o->entry, (struct ref){ cell, b })))
			return false;
	return true;
}

/* Inserted in a group's own cell, the row begins a new group there; in any other it belongs to the group. */
static enum status begin_group(struct form_screen *f, struct step *step, int repeat, struct ref at,
	struct err *err)
{
	enum status status = STATUS_OK;

	if (!f->o->form->cells[at.cell].merge)
		return status;
	for (; status == STATUS_OK && (at.cell = next_group(f, repeat, at.cell)) >= 0; at.cell++)
		status = opened_type(f->o, step, at, "", err);
	return status;
}

static enum status join_groups(struct form_screen *f, struct step *step, int repeat, int row, int other,
	struct err *err)
{
	int cell = f->o->form->repeats[repeat].first;
	enum status status = STATUS_OK;

	for (; status == STATUS_OK && (cell = next_group(f, repeat, cell)) >= 0; cell++) {
		char *text = mem_dup(entry_get(f->o->entry, (struct ref){ cell, other }));

		status = opened_type(f->o, step, (struct ref){ cell, row }, text, err);
		free(text);
	}
	return status;
}

/* --- the commands --- */

/* Where typing begins in a new row: a new group's name, else the first text that is the row's own. */
static int first_cell(const struct form_screen *f, int repeat)
{
	const struct form *form = f->o->form;
	int cell = f->pane.at.cell, end = form->repeats[repeat].first + form->repeats[repeat].count;

	if (form->cells[cell].merge)
		return cell;
	for (int c = form->repeats[repeat].first; c < end; c++)
		if (!form->cells[c].merge && form->cells[c].shown && !form->cells[c].calculate)
			return c;
	return cell;
}

static void insert_row(struct form_screen *f)
{
	struct step step = { .focus = f->pane.at };
	int repeat = selected_repeat(f);
	struct ref to = { f->pane.at.cell, f->pane.table.cells[f->pane.cell].last + 1 };
	struct err err = { 0 };
	enum status status;

	if (repeat < 0)
		return;
	to.cell = first_cell(f, repeat);
	status = opened_insert_row(f->o, &step, repeat, to.row, &err);
	if (status == STATUS_OK)
		status = begin_group(f, &step, repeat, to, &err);
	if (!form_refused(f, &step, status, &err))
		finish(f, &step, to);
}

static void delete_row(struct form_screen *f)
{
	struct step step = { .focus = f->pane.at };
	int repeat = selected_repeat(f);
	struct ref to = f->pane.at;
	struct err err = { 0 };

	if (repeat < 0 || form_is_group(f,
			_("This cell stands for several rows; stand in the row to delete.")))
		return;
	if (form_refused(f, &step, opened_delete_row(f->o, &step, repeat, to.row, &err), &err))
		return;
	if (to.row >= entry_row_count(f->o->entry, repeat))
		to.row--;
	finish(f, &step, to);
	app_say(f->base.app, ROLE_MESSAGE, _("Row deleted; Ctrl+Z brings it back."));
}

/* At the border of its group a row goes over to the next one; a group of one row stays one. */
static void move_row(struct form_screen *f, int by)
{
	struct step step = { .focus = f->pane.at };
	int repeat = selected_repeat(f);
	struct ref to = f->pane.at;
	struct err err = { 0 };
	enum status status;

	if (repeat < 0 || form_is_group(f,
			_("This cell stands for several rows; stand in the row to move.")))
		return;
	if (same_groups(f, repeat, to.row, to.row - by) && !same_groups(f, repeat, to.row, to.row + by)
			&& to.row + by >= 0 && to.row + by < entry_row_count(f->o->entry, repeat)) {
		status = join_groups(f, &step, repeat, to.row, to.row + by, &err);
	} else {
		status = opened_move_row(f->o, &step, repeat, to.row, to.row + by, &err);
		to.row += by;
	}
	if (form_refused(f, &step, status, &err))
		return;
	finish(f, &step, to);
	pane_rebuild(&f->pane);
}

static void go_back(struct form_screen *f, bool (*go)(struct opened *, struct ref *), const char *nothing)
{
	const struct form *before = f->o->form;
	struct ref focus;

	if (!go(f->o, &focus)) {
		app_say(f->base.app, ROLE_MESSAGE, nothing);
		return;
	}
	if (f->o->form != before) {
		form_reload(f);
		return;
	}
	form_changed(f);
	pane_rebuild(&f->pane);
	pane_select_ref(&f->pane, focus);
}

static void move_row_up(struct form_screen *f)
{
	move_row(f, -1);
}

static void move_row_down(struct form_screen *f)
{
	move_row(f, 1);
}

static void undo(struct form_screen *f)
{
	free(f->given_up);
	f->given_up = NULL;
	go_back(f, opened_undo, _("Nothing to undo."));
}

static void redo(struct form_screen *f)
{
	if (form_edit_again(f))
		return;
	go_back(f, opened_redo, _("Nothing to do again."));
}

const struct form_command form_rows_commands[] = {
	{ COMMAND_INSERT_ROW, insert_row }, { COMMAND_DELETE_ROW, delete_row },
	{ COMMAND_ROW_UP, move_row_up }, { COMMAND_ROW_DOWN, move_row_down },
	{ COMMAND_UNDO, undo }, { COMMAND_REDO, redo },
	{ COMMAND_NONE, NULL },
};
