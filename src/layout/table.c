/* SPDX-License-Identifier: MIT */
#include "layout/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

/* --- building --- */

static const struct form *table_form(const struct table *t)
{
	return sheet_get_form(t->sheet);
}

static int repeat_rows(const struct table *t, int repeat)
{
	return entry_row_count(sheet_get_entry(t->sheet), repeat);
}

static int form_row_times(const struct table *t, const struct form_row *row)
{
	return row->kind == ROW_REPEAT ? repeat_rows(t, row->repeat) : 1;
}

/* Rows of a box of this form row: its own span, or that and the rows of the next repeat. */
static int box_rows(const struct table *t, const struct form_row *row, const struct box *box)
{
	const struct form *form = table_form(t);

	if (box->rows < BOX_WITH_REPEAT)
		return box->rows < 1 ? 1 : box->rows;
	while (row < form->rows + form->row_count && (row->kind != ROW_REPEAT || row->prose))
		row++;
	return box->rows - BOX_WITH_REPEAT +
		(row < form->rows + form->row_count ? form_row_times(t, row) : 0);
}

static void table_own(struct table *t, int cell)
{
	const struct table_cell *c = &t->cells[cell];

	for (int r = c->row; r < c->row + c->rows && r < t->row_count; r++)
		for (int k = c->column; k < c->column + c->columns && k < t->columns; k++)
			t->owner[r * t->columns + k] = cell;
}

static int table_add_cell(struct table *t, int row, const struct box *box)
{
	const struct table_row *in = &t->rows[row];
	struct table_cell *c;
	size_t cap = (size_t)t->cell_cap;
	int cell_repeat = box->cell < 0 ? -1 : table_form(t)->cells[box->cell].repeat;

	t->cells = mem_grow(t->cells, &cap, (size_t)t->cell_count + 1, sizeof *t->cells);
	t->cell_cap = (int)cap;
	c = &t->cells[t->cell_count];
	*c = (struct table_cell){
		.row = row, .rows = box_rows(t, in->form_row, box),
		.column = box->column, .columns = box->columns, .box = box,
		.at = { box->cell, cell_repeat < 0 ? -1 : in->repeat_row },
		.framed = form_row_framed(in->form_row)
	};
	if (c->rows > t->row_count - row)
		c->rows = t->row_count - row;
	c->last = c->at.row;
	table_own(t, t->cell_count);
	return t->cell_count++;
}

/* True if the box shows the same text as the row above in a merging column, which then grows. */
static bool table_merge(struct table *t, int row, const struct box *box)
{
	const struct entry *e = sheet_get_entry(t->sheet);
	int k = t->rows[row].repeat_row, above;
	const char *text, *before;

	if (k <= 0)
		return false;
	text = entry_get(e, (struct ref){ box->cell, k });
	before = entry_get(e, (struct ref){ box->cell, k - 1 });
	above = table_owner(t, row - 1, box->column);
	if (!*text || strcmp(text, before) || above < 0 || t->cells[above].box != box)
		return false;
	t->cells[above].rows++;
	t->cells[above].last = k;
	for (int c = box->column; c < box->column + box->columns && c < t->columns; c++)
		t->owner[row * t->columns + c] = above;
	return true;
}

static void table_fill_row(struct table *t, int row)
{
	const struct form *form = table_form(t);
	struct table_row *r = &t->rows[row];
	bool broken = false;

	r->first = t->cell_count;
	for (int i = 0; i < r->form_row->count; i++) {
		const struct box *box = &r->form_row->boxes[i];
		bool merges = box->cell >= 0 && form->cells[box->cell].merge
			&& form->cells[box->cell].repeat >= 0;

		if (merges && !broken && table_merge(t, row, box))
			continue;
		broken = broken || merges;
		table_add_cell(t, row, box);
	}
	r->count = t->cell_count - r->first;
}

/* Running texts of one repeat that stand below each other belong together: all of them for its first row, then all for
 * the second.  How many there are from this form row on; 1 for any other row. */
static int block_rows(const struct form *form, int first)
{
	const struct form_row *row = &form->rows[first];
	int count = 1;

	while (row->kind == ROW_REPEAT && row->prose && first + count < form->row_count
		&& row[count].prose && row[count].repeat == row->repeat)
		count++;
	return count;
}

/* A text that nobody has to write, and nobody has, takes no room on paper; a numbered one keeps its number. */
static bool is_left_out(const struct table *t, const struct form_row *row, int repeat_row)
{
	const struct box *box = row->boxes;
	struct ref at = { box->cell, repeat_row };
	struct str text = { 0 };
	bool empty;

	if (!row->prose || t->hints || t->blank || at.cell < 0 || table_form(t)->cells[at.cell].required
			|| *box->before || *box->after)
		return false;
	if (table_form(t)->cells[at.cell].repeat < 0)
		at.row = -1;
	sheet_show(t->sheet, at, &text);
	empty = !text.len;
	str_clear(&text);
	return empty;
}

static void table_make_rows(struct table *t)
{
	const struct form *form = table_form(t);
	size_t cap = (size_t)t->row_cap;

	t->row_count = 0;
	for (int i = 0, block; i < form->row_count; i += block) {
		const struct form_row *row = &form->rows[i];
		int times = form_row_times(t, row);

		block = block_rows(form, i);
		t->rows = mem_grow(t->rows, &cap, (size_t)(t->row_count + times * block), sizeof *t->rows);
		for (int k = 0; k < times * block; k++) {
			struct table_row in = { .form_row = row + k % block, .repeat_row = -1 };

			if (row->kind == ROW_REPEAT)
				in.repeat_row = k / block;
			if (!is_left_out(t, in.form_row, in.repeat_row))
				t->rows[t->row_count++] = in;
		}
	}
	t->row_cap = (int)cap;
}

/* by_ref: the form's cells; then for each repeat where its columns begin; then these, row by
 * row. */
static void table_index(struct table *t)
{
	const struct form *form = table_form(t);
	size_t count = (size_t)(form->cell_count + form->repeat_count);

	for (int r = 0; r < form->repeat_count; r++)
		count += (size_t)repeat_rows(t, r) * (size_t)form->repeats[r].count;
	t->by_ref = mem_grow(t->by_ref, &t->by_ref_cap, count, sizeof *t->by_ref);
	memset(t->by_ref, -1, count * sizeof *t->by_ref);
	count = (size_t)(form->cell_count + form->repeat_count);
	for (int r = 0; r < form->repeat_count; r++) {
		t->by_ref[form->cell_count + r] = (int)count;
		count += (size_t)repeat_rows(t, r) * (size_t)form->repeats[r].count;
	}
}

/* Where the place stands in by_ref; NULL: the entry has no such place. */
static int *table_slot(const struct table *t, struct ref at)
{
	const struct form *form = table_form(t);
	const struct repeat *repeat;
	int r;

	if (at.cell < 0 || at.cell >= form->cell_count)
		return NULL;
	r = form->cells[at.cell].repeat;
	if (r < 0)
		return at.row < 0 ? &t->by_ref[at.cell] : NULL;
	repeat = &form->repeats[r];
	if (at.row < 0 || at.row >= repeat_rows(t, r))
		return NULL;
	return &t->by_ref[t->by_ref[form->cell_count + r] + at.row * repeat->count
		+ at.cell - repeat->first];
}

static void table_register(struct table *t, int cell)
{
	struct ref at = t->cells[cell].at;

	do {
		int *slot = table_slot(t, at);

		if (slot && *slot < 0)
			*slot = cell;
		at.row++;
	} while (at.row <= t->cells[cell].last && at.row > 0);
}

void table_build(struct table *t, const struct sheet *sheet)
{
	size_t places;

	t->sheet = sheet;
	t->columns = table_form(t)->column_count;
	t->cell_count = 0;
	table_make_rows(t);
	places = (size_t)t->row_count * (size_t)t->columns;
	t->owner = mem_grow(t->owner, &t->owner_cap, places, sizeof *t->owner);
	memset(t->owner, -1, places * sizeof *t->owner);
	for (int r = 0; r < t->row_count; r++)
		table_fill_row(t, r);
	table_index(t);
	for (int i = 0; i < t->cell_count; i++)
		table_register(t, i);
}

void table_clear(struct table *t)
{
	free(t->cells);
	free(t->rows);
	free(t->owner);
	free(t->by_ref);
	*t = (struct table){0};
}

/* --- asking --- */

int table_owner(const struct table *t, int row, int column)
{
	if (row < 0 || row >= t->row_count || column < 0 || column >= t->columns)
		return -1;
	return t->owner[row * t->columns + column];
}

int table_find(const struct table *t, struct ref at)
{
	const int *slot = table_slot(t, at);

	return slot ? *slot : -1;
}

/* Adds a text of the form with its {year} {last_year} {n} filled. */
static void table_add_filled(const struct table *t, int cell, const char *text, struct str *out)
{
	int year = entry_get_year(sheet_get_entry(t->sheet));
	const struct { const char *name; int value; } places[] = {
		{ "{year}", year }, { "{last_year}", year - 1 },
		{ "{n}", t->rows[t->cells[cell].row].repeat_row + 1 },
	};
	const char *brace;

	while ((brace = strchr(text, '{'))) {
		size_t used = 1;

		str_add_len(out, text, (size_t)(brace - text));
		for (size_t i = 0; i < sizeof places / sizeof *places && used == 1; i++)
			if (!strncmp(brace, places[i].name, strlen(places[i].name))) {
				str_addf(out, "%d", places[i].value);
				used = strlen(places[i].name);
			}
		if (used == 1)
			str_add_char(out, '{');
		text = brace + used;
	}
	str_add(out, text);
}

/* The form may print another text in place of the one that stands in `out` from `start` on. */
static void table_reprint(const struct cell *cell, struct str *out, size_t start)
{
	const char *printed = out->len > start ? form_find_print(cell, out->data + start) : NULL;

	if (!printed)
		return;
	str_remove(out, start, out->len - start);
	str_add(out, printed);
}

/* Two full-width blanks before each paragraph of `out` from `start` on that has none; [*from, *to) stays the value. */
static void table_indent(struct str *out, size_t start, size_t *from, size_t *to)
{
	const size_t more = sizeof TEXT_INDENT - 1;

	for (size_t at = start; at < out->len; at++) {
		const char *text = out->data + at;

		if ((at > start && text[-1] != '\n') || *text == '\n' || !text_takes_indent(text, out->data + out->len))
			continue;
		str_insert(out, at, TEXT_INDENT, more);
		*to += at <= *from || at < *to ? more : 0;
		*from += at <= *from ? more : 0;
	}
}

static bool is_prose(const struct table *t, int cell)
{
	return t->rows[t->cells[cell].row].form_row->prose;
}

/* 〔写明机构设置和主要职能〕 */
static void table_hint(const struct cell *cell, struct str *out)
{
	str_addf(out, "〔%s〕", cell->hint ? cell->hint : cell->label);
}

/* The value is what `value` says or, NULL, what the sheet shows. */
static enum shown table_compose(const struct table *t, int cell, const char *value, struct str *out,
	size_t *value_start, size_t *value_len)
{
	const struct table_cell *c = &t->cells[cell];
	enum shown shown = SHOWN_NOTHING;
	size_t origin = out->len, start, end;
	bool again = c->box->again && t->rows[c->row].repeat_row > 0;

	table_add_filled(t, cell, again ? c->box->again : c->box->before, out);
	start = out->len;
	if (value)
		str_add(out, value);
	else if (c->at.cell >= 0 && !(t->blank && table_form(t)->cells[c->at.cell].calculate))
		shown = sheet_show(t->sheet, c->at, out);
	if (shown != SHOWN_NOTHING)
		table_reprint(&sheet_get_form(t->sheet)->cells[c->at.cell], out, start);
	end = out->len;
	if (!value && shown == SHOWN_NOTHING && end == start && c->at.cell >= 0 && t->hints && is_prose(t, cell))
		table_hint(&table_form(t)->cells[c->at.cell], out);
	if (shown == SHOWN_OVERRIDE)
		str_add(out, TABLE_OVERRIDE_MARK);
	table_add_filled(t, cell, c->box->after, out);
	if (!value && is_prose(t, cell))
		table_indent(out, origin, &start, &end);
	if (value_start)
		*value_start = start - origin;
	if (value_len)
		*value_len = end - start;
	return shown;
}

enum shown table_text(const struct table *t, int cell, struct str *out, size_t *value_start,
	size_t *value_len)
{
	return table_compose(t, cell, NULL, out, value_start, value_len);
}

void table_add_text(const struct table *t, int cell, const char *value, struct str *out,
	size_t *value_start, size_t *value_len)
{
	table_compose(t, cell, value, out, value_start, value_len);
}

/* --- moving --- */

static bool table_can_stand(const struct table *t, int cell)
{
	return cell >= 0 && t->cells[cell].at.cell >= 0;
}

static int table_step_across(const struct table *t, int cell, int dx)
{
	const struct table_cell *c = &t->cells[cell];

	for (int row = c->row; row < c->row + c->rows; row++)
		for (int k = dx > 0 ? c->column + c->columns : c->column - 1;
			k >= 0 && k < t->columns; k += dx)
			if (table_can_stand(t, table_owner(t, row, k)))
				return table_owner(t, row, k);
	return cell;
}

/* Columns between two cells; 0 if they stand below each other. */
static int table_gap(const struct table_cell *a, const struct table_cell *b)
{
	if (b->column >= a->column + a->columns)
		return b->column - a->column - a->columns + 1;
	if (a->column >= b->column + b->columns)
		return a->column - b->column - b->columns + 1;
	return 0;
}

static int table_nearest(const struct table *t, int row, int cell)
{
	int best = -1, best_gap = 0;

	for (int k = 0; k < t->columns; k++) {
		int other = table_owner(t, row, k), gap;

		if (!table_can_stand(t, other))
			continue;
		gap = table_gap(&t->cells[cell], &t->cells[other]);
		if (best < 0 || gap < best_gap) {
			best = other;
			best_gap = gap;
		}
	}
	return best;
}

static int table_step_along(const struct table *t, int cell, int dy)
{
	const struct table_cell *c = &t->cells[cell];

	for (int row = dy > 0 ? c->row + c->rows : c->row - 1;
		row >= 0 && row < t->row_count; row += dy) {
		int other = table_nearest(t, row, cell);

		if (other >= 0)
			return other;
	}
	return cell;
}

int table_step(const struct table *t, int cell, int dx, int dy)
{
	if (dy)
		cell = table_step_along(t, cell, dy);
	return dx ? table_step_across(t, cell, dx) : cell;
}

int table_next(const struct table *t, int cell, int by)
{
	for (int i = cell + by; i >= 0 && i < t->cell_count; i += by)
		if (table_can_stand(t, i))
			return i;
	return cell;
}
