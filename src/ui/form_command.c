/* SPDX-License-Identifier: MIT */
/* Which room a command goes to, and what becomes of the text being typed; a click; the way from cell to cell. */
#include "ui/form_internal.h"

static void go_to(struct form_screen *f, int cell)
{
	pane_select(&f->pane, cell);
	f->base.dirty = true;
}

/* What is computed is passed over, but not the score of an indicator about which the rule says nothing. */
static bool is_typed_into(const struct form_screen *f, int cell)
{
	struct ref at = f->pane.table.cells[cell].at;
	const struct cell *c = &f->o->form->cells[at.cell];

	return form_review_takes(f, c) && (!c->calculate || (at.row >= 0 && !c->readonly
		&& sheet_computed(f->o->sheet, at)->kind == VALUE_UNKNOWN));
}

/* To the next cell that is typed into, in reading order. */
static void go_on(struct form_screen *f)
{
	const struct table *t = &f->pane.table;
	int cell = f->pane.cell, next = table_next(t, cell, 1);

	while (next != cell && !is_typed_into(f, next)) {
		cell = next;
		next = table_next(t, cell, 1);
	}
	/* Behind the last one there is nowhere to go. */
	if (is_typed_into(f, next))
		go_to(f, next);
}

static const struct form_command own_commands[] = {
	{ COMMAND_ACCEPT, go_on }, { COMMAND_EDIT, form_edit_open },
	{ COMMAND_CLEAR, form_edit_clear }, { COMMAND_BACKSPACE, form_edit_backspace }, { COMMAND_CHOOSE, form_choose },
	{ COMMAND_NONE, NULL },
};

static bool run_command(struct form_screen *f, const struct form_command *table, enum command_id id)
{
	for (; table->id != COMMAND_NONE; table++)
		if (table->id == id) {
			table->run(f);
			return true;
		}
	return false;
}

/* Commands that have nothing to do with the text being typed. */
static bool leaves_text_alone(enum command_id id)
{
	static const enum command_id ids[] = {
		COMMAND_HELP, COMMAND_MENU, COMMAND_EXPLAIN, COMMAND_SAVE, COMMAND_REDRAW, COMMAND_MOUSE,
		COMMAND_EDIT, COMMAND_LEAVE, COMMAND_FINDINGS, COMMAND_EARLIER, COMMAND_CHOOSE_EARLIER,
	};

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Any other command accepts the text first: a key never loses it. */
bool form_run_command(struct form_screen *f, enum command_id id)
{
	if (id == COMMAND_NONE)
		return false;
	if (form_hold_refuses(f, id) || form_review_refuses(f, id))
		return true;
	if (f->editing && form_edit_command(f, id))
		return true;
	if (f->editing && !leaves_text_alone(id) && !form_edit_accept(f))
		return true;
	return pane_command(&f->pane, id) || run_command(f, own_commands, id)
		|| run_command(f, form_write_commands, id) || run_command(f, form_rows_commands, id)
		|| run_command(f, form_panel_commands, id) || run_command(f, form_note_commands, id)
		|| run_command(f, form_history_commands, id) || run_command(f, form_info_commands, id)
		|| run_command(f, form_move_commands, id) || run_command(f, form_sign_commands, id)
		|| run_command(f, form_print_commands, id) || run_command(f, form_carry_commands, id)
		|| run_command(f, form_earlier_commands, id) || run_command(f, form_review_commands, id);
}

void form_click(struct form_screen *f, const struct event *e)
{
	int cell = pane_cell_at(&f->pane, e->x, e->y);

	if (cell < 0 || f->pane.table.cells[cell].at.cell < 0)
		return;
	if (cell == f->pane.cell) {
		form_run_command(f, COMMAND_EDIT);
		if (f->editing)
			form_edit_point(f, e->x, e->y);
		return;
	}
	if (f->editing && !form_edit_accept(f))
		return;
	/* Accepting may have built the table anew. */
	cell = pane_cell_at(&f->pane, e->x, e->y);
	if (cell >= 0 && f->pane.table.cells[cell].at.cell >= 0)
		go_to(f, cell);
}
