/* SPDX-License-Identifier: MIT */
/* Pasting a block: cells separated by tabs, lines by line ends, as Excel and WPS copy them. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

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

/* As in a field: what the cell cannot hold between its words becomes a space. */
static void keep_apart(char *text, const char *gaps)
{
	while ((text = strpbrk(text, gaps)))
		*text++ = ' ';
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
		keep_apart(b->cells[i].text,
			f->o->form->cells[to.cell].type == CELL_LONG ? "\t" : "\t\n");
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

enum { PREVIEW_LINES = 5 };

static void add_preview(const struct form_screen *f, struct str *out)
{
	const struct block *b = f->block;
	char lines[16], columns[16];
	struct message m = { 0 };
	struct str place = { 0 };

	snprintf(lines, sizeof lines, "%d", b->lines);
	snprintf(columns, sizeof columns, "%d", b->columns);
	entry_add_label(f->o->entry, f->pane.at, &place);
	message_set(&m, N_("Paste %1 rows of %2 cells, from %3 on?"), lines, columns, str_text(&place),
		NULL);
	message_add_to(&m, (message_translate *)gettext, out);
	str_add_char(out, '\n');
	for (size_t i = 0; i < b->count && b->cells[i].line < PREVIEW_LINES; i++)
		str_addf(out, "%s%s", b->cells[i].column ? " | " : "\n", b->cells[i].text);
	if (b->lines > PREVIEW_LINES)
		str_add(out, "\n…");
	str_add_char(out, '\n');
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
	confirm_open_undoable(f->base.app, str_text(&question), _("paste"), paste_block, f);
	str_clear(&question);
	return true;
}
