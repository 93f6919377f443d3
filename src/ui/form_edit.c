/* SPDX-License-Identifier: MIT */
/* Typing into a cell.  While the text is being typed the entry holds it too, so that everything computed from it
 * follows each key; accepting puts the old text back first and then records the change as one step. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/carry.h"
#include "ui/form_internal.h"

#define _(text) gettext(text)

static int last_row(const struct form_screen *f)
{
	return f->pane.table.cells[f->pane.cell].last;
}

/* A merged cell stands for the same text in each of its rows. */
static void put_text(struct form_screen *f, const char *text)
{
	struct ref at = f->pane.at;

	for (; at.row <= last_row(f); at.row++) {
		entry_set(f->o->entry, at, text);
		sheet_touch(f->o->sheet, at);
		if (at.row < 0)
			break;
	}
}

static void find_caret(struct form_screen *f, int *line, int *column)
{
	pane_caret(&f->pane, f->field.caret, f->field.behind, line, column);
}

void form_edit_follow(struct form_screen *f)
{
	const struct layout_cell *c = pane_selected(&f->pane);
	size_t end = c->value_start + c->value_len;
	int line, column;

	field_resize(&f->field, c->area.width);
	field_surround(&f->field, str_text(&c->text), c->value_start, str_text(&c->text) + end, c->text.len - end);
	find_caret(f, &line, &column);
	pane_follow(&f->pane, line, column);
}

/* The layout borrows the text: it gets the new one before it looks at anything. */
static void show_text(struct form_screen *f)
{
	if (f->field.changed) {
		put_text(f, field_text(&f->field));
		app_tick(f->base.app, &f->base, FORM_TICK_MILLISECONDS);
	}
	pane_edit(&f->pane, field_text(&f->field));
	pane_update(&f->pane, f->o->sheet);
	form_edit_follow(f);
}

static void say_refusal(struct form_screen *f)
{
	static const struct { enum field_refusal what; const char *say; } texts[] = {
		{ FIELD_FULL, N_("The cell is full; what did not fit was left out.") },
		{ FIELD_CONTROL, N_("Control characters cannot be printed and were left out.") },
		{ FIELD_LINES, N_("This cell has one line; line ends became blanks.") },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (f->field.refused & texts[i].what)
			app_say(f->base.app, ROLE_WARNING, _(texts[i].say));
}

/* `changed`: the text is not the cell's own. */
static void begin(struct form_screen *f, const char *text, bool changed)
{
	const struct cell *cell = form_selected_cell(f);

	f->before = mem_dup(entry_get(f->o->entry, f->pane.at));
	f->editing = true;
	field_renew(&f->field, FORM_TEXT_MAX, cell->type == CELL_LONG);
	field_indent(&f->field, pane_is_prose(&f->pane));
	field_set(&f->field, text);
	f->field.changed = changed;
	show_text(f);
}

static bool may_type(struct form_screen *f)
{
	const struct cell *cell = form_selected_cell(f);

	if (!form_review_takes(f, cell))
		app_sayf(f->base.app, ROLE_WARNING, _("%1 is not typed again; Enter goes to the next figure."),
			cell->label, NULL);
	else if (!cell->readonly)
		return true;
	else
		app_sayf(f->base.app, ROLE_WARNING, _("%1 is computed; F6 says how."), cell->label, NULL);
	return false;
}

/* Of a text higher than the screen neither the first line nor the end is seen: it is edited where it is being read. */
static bool is_read_inside(const struct form_screen *f, int *x, int *y)
{
	struct rect area = pane_selected(&f->pane)->area;
	int line, column;

	pane_text_end(&f->pane, &line, &column);
	if (form_selected_cell(f)->type != CELL_LONG || pane_locate(&f->pane, line, column, x, y)
			|| pane_locate(&f->pane, 0, 0, x, y))
		return false;
	for (line = 0; line < area.height; line++)
		if (pane_locate(&f->pane, line, 0, x, y))
			return true;
	return false;
}

void form_edit_open(struct form_screen *f)
{
	const struct cell *cell = form_selected_cell(f);
	int x, y, from = f->pane.y;
	struct str text = { 0 };
	bool inside;

	if (f->editing)
		return;
	if (cell->type == CELL_CHOICE) {
		form_choose(f);
		return;
	}
	if (!may_type(f))
		return;
	str_add(&text, entry_get(f->o->entry, f->pane.at));
	/* A computed number is there to be changed, not to be typed anew. */
	if (!text.len && cell->calculate
			&& sheet_show_computed(f->o->sheet, f->pane.at, &text) != SHOWN_COMPUTED)
		str_reset(&text);
	inside = is_read_inside(f, &x, &y);
	begin(f, str_text(&text), false);
	str_clear(&text);
	if (inside) {
		pane_scroll(&f->pane, from - f->pane.y);
		form_edit_point(f, x, y);
	}
}

static void end(struct form_screen *f)
{
	f->editing = false;
	free(f->before);
	f->before = NULL;
	pane_edit(&f->pane, NULL);
	pane_select(&f->pane, f->pane.cell);
}

static void cancel(struct form_screen *f)
{
	put_text(f, f->before);
	end(f);
	form_changed(f);
}

/* Short texts are typed anew, long ones go on where they end, also those that were composed. */
static void begin_typing(struct form_screen *f)
{
	const struct cell *cell = form_selected_cell(f);
	struct str text = { 0 };

	if (cell->type == CELL_LONG)
		str_add(&text, entry_get(f->o->entry, f->pane.at));
	if (!text.len && cell->type == CELL_LONG && cell->compose)
		sheet_show_computed(f->o->sheet, f->pane.at, &text);
	begin(f, str_text(&text), false);
	str_clear(&text);
}

void form_edit_text(struct form_screen *f, const char *text, size_t len)
{
	bool fresh = !f->editing;

	if (fresh && !may_type(f))
		return;
	if (fresh)
		begin_typing(f);
	field_insert(&f->field, text, len);
	say_refusal(f);
	show_text(f);
	if (fresh && !f->field.changed)
		cancel(f);
}

void form_edit_backspace(struct form_screen *f)
{
	if (f->editing || form_selected_cell(f)->type != CELL_LONG || !pane_selected(&f->pane)->value_len) {
		form_edit_clear(f);
		return;
	}
	if (!may_type(f))
		return;
	begin_typing(f);
	field_command(&f->field, COMMAND_BACKSPACE);
	show_text(f);
}

/* Moves that would leave the text: up and down go on to the next cell, left and right stay. */
static bool stays(enum command_id id)
{
	return id == COMMAND_LEFT || id == COMMAND_RIGHT || id == COMMAND_WORD_LEFT
		|| id == COMMAND_WORD_RIGHT || id == COMMAND_HOME || id == COMMAND_END
		|| id == COMMAND_FIRST || id == COMMAND_LAST || id == COMMAND_BACKSPACE
		|| id == COMMAND_DELETE || id == COMMAND_PARAGRAPH_UP || id == COMMAND_PARAGRAPH_DOWN;
}

/* A screen of lines up or down in a long text; false: it has no further line there. */
static bool turn_page(struct form_screen *f, enum command_id id)
{
	enum command_id step = id == COMMAND_PAGE_UP ? COMMAND_UP : COMMAND_DOWN;
	int moved = 0;

	while (moved < f->pane.area.height - 2 && field_command(&f->field, step))
		moved++;
	if (moved)
		show_text(f);
	return moved > 0;
}

/* Nothing that took a while to write is lost by one key. */
static void give_up(struct form_screen *f)
{
	if (f->field.changed && strcmp(field_text(&f->field), f->before)) {
		free(f->given_up);
		f->given_up = mem_dup(field_text(&f->field));
		f->given_up_at = f->pane.at;
		if (f->field.many_lines)
			app_say(f->base.app, ROLE_MESSAGE, _("Given back; Ctrl+Y puts in again what was typed."));
	}
	cancel(f);
}

bool form_edit_again(struct form_screen *f)
{
	char *text = f->given_up;

	if (!text || !ref_equal(f->given_up_at, f->pane.at) || !strcmp(text, entry_get(f->o->entry, f->pane.at)))
		return false;
	f->given_up = NULL;
	begin(f, text, true);
	free(text);
	return true;
}

/* In a long text step by step, back to where it was opened; a short one is given back at once. */
static bool go_back(struct form_screen *f, enum command_id id)
{
	if (f->field.many_lines && field_command(&f->field, id))
		show_text(f);
	else if (id == COMMAND_UNDO)
		give_up(f);
	else if (f->field.many_lines)
		app_say(f->base.app, ROLE_MESSAGE, _("Nothing to do again."));
	else
		return false;
	return true;
}

bool form_edit_command(struct form_screen *f, enum command_id id)
{
	if (id == COMMAND_CANCEL) {
		give_up(f);
		return true;
	}
	if (id == COMMAND_UNDO || id == COMMAND_REDO)
		return go_back(f, id);
	/* The same text accepted is one that somebody has read. */
	if (id == COMMAND_ACCEPT && opened_is_carried(f->o, f->pane.at))
		f->field.changed = true;
	if (id == COMMAND_PAGE_UP || id == COMMAND_PAGE_DOWN)
		return turn_page(f, id);
	if (!field_command(&f->field, id))
		return stays(id);
	say_refusal(f);
	show_text(f);
	return true;
}

/* What is stored is not always what was typed: the clerk is told; of a long text its name is enough. */
static void say_stored(struct form_screen *f, const char *typed)
{
	const char *what = f->field.many_lines ? form_selected_cell(f)->label : typed;
	struct str clean = { 0 };

	opened_normalise(f->o, f->pane.at, typed, &clean);
	if (*typed && !*entry_get(f->o->entry, f->pane.at))
		app_sayf(f->base.app, ROLE_MESSAGE, _("%1 agrees with what is computed and stays computed."),
			what, NULL);
	else if (strcmp(str_text(&clean), typed))
		app_sayf(f->base.app, ROLE_MESSAGE, _("“%1” was written as “%2”."), typed,
			str_text(&clean), NULL);
	str_clear(&clean);
}

static enum status type_rows(struct form_screen *f, struct step *step, const char *text, struct err *err)
{
	struct ref at = f->pane.at;
	int last = last_row(f);
	enum status status = opened_type(f->o, step, at, text, err);

	for (at.row++; status == STATUS_OK && at.row > 0 && at.row <= last; at.row++)
		status = opened_type(f->o, step, at, text, err);
	return status;
}

bool form_edit_accept(struct form_screen *f)
{
	const struct cell *cell = form_selected_cell(f);
	struct step step = { .focus = f->pane.at };
	struct err err = { 0 };
	char *text;

	if (!f->field.changed) {
		cancel(f);
		return true;
	}
	text = mem_dup(field_text(&f->field));
	put_text(f, f->before);
	if (type_rows(f, &step, text, &err) != STATUS_OK) {
		app_say_error(f->base.app, &err);
		err_clear(&err);
		step_clear(&step);
		put_text(f, text);
		free(text);
		return false;
	}
	say_stored(f, text);
	free(text);
	end(f);
	opened_accept(f->o, &step);
	form_changed(f);
	form_carry_typed(f);
	if (cell->merge)
		pane_rebuild(&f->pane);
	return true;
}

void form_edit_clear(struct form_screen *f)
{
	const struct cell *cell = form_selected_cell(f);

	if (f->editing || !may_type(f))
		return;
	if (*entry_get(f->o->entry, f->pane.at)) {
		begin(f, "", true);
		form_edit_accept(f);
	} else if (cell->calculate) {
		app_sayf(f->base.app, ROLE_WARNING, _("%1 is computed; F6 says how."), cell->label, NULL);
	}
}

/* --- the caret --- */

bool form_edit_caret(struct form_screen *f, int *x, int *y)
{
	int line, column;

	find_caret(f, &line, &column);
	return pane_locate(&f->pane, line, column, x, y);
}

void form_edit_point(struct form_screen *f, int x, int y)
{
	int line, column;

	pane_point(&f->pane, x, y, &line, &column);
	field_point(&f->field, line, column);
	form_edit_follow(f);
}

/* --- the draft: what a lost line leaves behind --- */

enum status form_edit_keep_draft(struct form_screen *f, struct err *err)
{
	struct str name = { 0 };
	enum status status;

	if (!f->editing || !f->field.changed)
		return STATUS_OK;
	entry_add_name(f->o->entry, f->pane.at, &name);
	status = store_set_draft(desk_get_store(f->o->desk), f->o->id, name.data, field_text(&f->field),
		(int)f->field.caret, err);
	f->draft_kept |= status == STATUS_OK;
	str_clear(&name);
	return status;
}

enum status form_edit_save(struct form_screen *f, struct err *err)
{
	enum status status;

	if (!f->editing || opened_is_saved(f->o))
		return opened_save(f->o, err);
	put_text(f, f->before);
	status = opened_save(f->o, err);
	put_text(f, field_text(&f->field));
	pane_edit(&f->pane, field_text(&f->field));
	pane_update(&f->pane, f->o->sheet);
	/* Writing drops the draft. */
	if (status == STATUS_OK)
		form_edit_keep_draft(f, NULL);
	return status;
}

void form_edit_take_draft(struct form_screen *f)
{
	struct draft draft = { 0 };
	struct ref at;

	if (f->o->lock != OPENED_FREE
			|| store_get_draft(desk_get_store(f->o->desk), f->o->id, &draft, NULL) != STATUS_OK)
		return;
	f->draft_kept = draft.cell != NULL;
	if (draft.cell && entry_parse_name(f->o->entry, draft.cell, false, &at, NULL) == STATUS_OK
			&& strcmp(draft.text, entry_get(f->o->entry, at))
			&& pane_select_ref(&f->pane, at)) {
		begin(f, draft.text, true);
		field_set_caret(&f->field, (size_t)draft.caret);
		form_edit_follow(f);
		app_say(f->base.app, ROLE_WARNING,
			_("This text was being typed when the program ended: Enter keeps it, Esc drops it."));
	}
	draft_clear(&draft);
}
