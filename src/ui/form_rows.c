/* SPDX-License-Identifier: MIT */
/* Rows, undo, and pasting a block of cells. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

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

static bool refused(struct form_screen *f, struct step *step, enum status status, struct err *err)
{
	if (status == STATUS_OK)
		return false;
	app_say_error(f->base.app, err);
	err_clear(err);
	step_clear(step);
	return true;
}

static void insert_row(struct form_screen *f)
{
	struct step step = { .focus = f->pane.at };
	int repeat = selected_repeat(f), row = f->pane.table.cells[f->pane.cell].last + 1;
	struct ref to = f->pane.at;
	struct err err = { 0 };

	if (repeat < 0 || refused(f, &step, opened_insert_row(f->o, &step, repeat, row, &err), &err))
		return;
	to.row = row;
	/* In a merged cell the new row belongs to it: go to the first text that is the row's own. */
	while (f->o->form->cells[to.cell].merge && to.cell + 1
			< f->o->form->repeats[repeat].first + f->o->form->repeats[repeat].count)
		to.cell++;
	finish(f, &step, to);
}

static void delete_row(struct form_screen *f)
{
	struct step step = { .focus = f->pane.at };
	int repeat = selected_repeat(f);
	struct ref to = f->pane.at;
	struct err err = { 0 };

	if (repeat < 0)
		return;
	if (f->pane.table.cells[f->pane.cell].last > to.row) {
		app_say(f->base.app, ROLE_WARNING,
			_("This cell stands for several rows; stand in the row to delete."));
		return;
	}
	if (refused(f, &step, opened_delete_row(f->o, &step, repeat, to.row, &err), &err))
		return;
	if (to.row >= entry_row_count(f->o->entry, repeat))
		to.row--;
	finish(f, &step, to);
	app_say(f->base.app, ROLE_MESSAGE, _("Row deleted; Ctrl+Z brings it back."));
}

static void move_row(struct form_screen *f, int by)
{
	struct step step = { .focus = f->pane.at };
	int repeat = selected_repeat(f);
	struct ref to = f->pane.at;
	struct err err = { 0 };

	if (repeat < 0 || refused(f, &step,
			opened_move_row(f->o, &step, repeat, to.row, to.row + by, &err), &err))
		return;
	to.row += by;
	finish(f, &step, to);
}

static void go_back(struct form_screen *f, bool (*go)(struct opened *, struct ref *), const char *nothing)
{
	struct ref focus;

	if (!go(f->o, &focus)) {
		app_say(f->base.app, ROLE_MESSAGE, nothing);
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
	go_back(f, opened_undo, _("Nothing to undo."));
}

static void redo(struct form_screen *f)
{
	go_back(f, opened_redo, _("Nothing to do again."));
}

const struct form_command form_rows_commands[] = {
	{ COMMAND_INSERT_ROW, insert_row }, { COMMAND_DELETE_ROW, delete_row },
	{ COMMAND_ROW_UP, move_row_up }, { COMMAND_ROW_DOWN, move_row_down },
	{ COMMAND_UNDO, undo }, { COMMAND_REDO, redo },
	{ COMMAND_NONE, NULL },
};

/* --- a block: cells separated by tabs, lines by line ends, as Excel and WPS copy them --- */

struct block_cell {
	char *text;
	int line, column;
};

struct block {
	struct block_cell *cells;
	size_t count, cap;
	int lines, columns;
};

void form_block_free(struct block *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->count; i++)
		free(b->cells[i].text);
	free(b->cells);
	free(b);
}

/* Reads one cell from *p; a cell in quotes may hold tabs and line ends, "" stands for one quote. */
static void read_cell(const char **p, const char *end, struct str *out)
{
	bool quoted = *p < end && **p == '"' && memchr(*p + 1, '"', (size_t)(end - *p - 1));

	*p += quoted;
	while (*p < end) {
		char c = **p;

		if (quoted && c == '"') {
			if (*p + 1 < end && (*p)[1] == '"')
				++*p;
			else
				quoted = false;
			if (!quoted) {
				++*p;
				continue;
			}
		} else if (!quoted && (c == '\t' || c == '\n' || c == '\r')) {
			return;
		}
		str_add_char(out, c);
		++*p;
	}
}

static struct block *read_block(const char *text, size_t len)
{
	struct block *b = mem_alloc(sizeof *b);
	const char *p = text, *end = text + len;
	int line = 0, column = 0;

	while (p < end) {
		struct str cell = { 0 };

		read_cell(&p, end, &cell);
		b->cells = mem_grow(b->cells, &b->cap, b->count + 1, sizeof *b->cells);
		b->cells[b->count++] = (struct block_cell){ mem_dup(str_text(&cell)), line, column };
		str_clear(&cell);
		b->lines = line + 1;
		if (column >= b->columns)
			b->columns = column + 1;
		if (p < end && *p == '\t') {
			column++;
		} else {
			p += p < end && *p == '\r' && p + 1 < end && p[1] == '\n';
			line++;
			column = 0;
		}
		p += p < end;
	}
	return b;
}

/* Where a cell of the block goes: to the right among the cells of the table row, down by rows of the repeat or of
 * the table.  False: outside. */
static bool find_target(struct form_screen *f, const struct block_cell *from, struct ref *to)
{
	const struct table *t = &f->pane.table;
	int cell = f->pane.cell;

	for (int i = 0; i < from->column; i++) {
		int next = table_step(t, cell, 1, 0);

		if (next == cell || t->cells[next].row != t->cells[f->pane.cell].row)
			return false;
		cell = next;
	}
	*to = t->cells[cell].at;
	if (to->row >= 0) {
		to->row += from->line;
		return true;
	}
	for (int i = 0; i < from->line; i++) {
		int next = table_step(t, cell, 0, 1);

		if (next == cell || t->cells[next].at.row >= 0)
			return false;
		cell = next;
	}
	*to = t->cells[cell].at;
	return true;
}

static enum status type_block(struct form_screen *f, struct step *step, struct err *err)
{
	const struct block *b = f->block;
	enum status status = STATUS_OK;
	struct ref to;

	for (size_t i = 0; status == STATUS_OK && i < b->count; i++) {
		if (!find_target(f, &b->cells[i], &to))
			return err_set(err, STATUS_INPUT, N_("the block is larger than the table from "
				"here on; nothing was pasted"), NULL);
		if (to.row >= 0)
			status = opened_extend(f->o, step, f->o->form->cells[to.cell].repeat,
				to.row + 1, err);
		if (status == STATUS_OK)
			status = opened_type(f->o, step, to, b->cells[i].text, err);
	}
	return status;
}

static void paste_block(void *context)
{
	struct form_screen *f = context;
	struct step step = { .focus = f->pane.at }, back = { 0 };
	struct err err = { 0 };

	if (type_block(f, &step, &err) == STATUS_OK) {
		opened_accept(f->o, &step);
	} else {
		step_invert(&step, &back);
		step_apply(&back, f->o->entry);
		sheet_recompute(f->o->sheet);
		app_say_error(f->base.app, &err);
	}
	step_clear(&step);
	step_clear(&back);
	err_clear(&err);
	form_changed(f);
	pane_rebuild(&f->pane);
}

static void add_preview(const struct form_screen *f, struct str *out)
{
	const struct block *b = f->block;
	char lines[16], columns[16];
	struct message m = { 0 };
	struct str place = { 0 };

	snprintf(lines, sizeof lines, "%d", b->lines);
	snprintf(columns, sizeof columns, "%d", b->columns);
	entry_add_label(f->o->entry, f->pane.at, &place);
	message_set(&m, N_("Paste %1 rows of %2 cells, from %3 on? The first row:"), lines, columns,
		str_text(&place), NULL);
	message_add_to(&m, (message_translate *)gettext, out);
	for (size_t i = 0; i < b->count && b->cells[i].line == 0; i++)
		str_addf(out, "%s%s", i ? " | " : "\n", b->cells[i].text);
	message_clear(&m);
	str_clear(&place);
}

bool form_paste_block(struct form_screen *f, const char *text, size_t len)
{
	struct str question = { 0 };
	bool lines;

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	lines = memchr(text, '\n', len) && form_selected_cell(f)->type != CELL_LONG;
	if (!memchr(text, '\t', len) && !lines)
		return false;
	form_block_free(f->block);
	f->block = read_block(text, len);
	add_preview(f, &question);
	confirm_open(f->base.app, str_text(&question), _("paste"), paste_block, f);
	str_clear(&question);
	return true;
}
