/* SPDX-License-Identifier: MIT */
#include "out/sumtable.h"

#include <stdlib.h>

#include "base/mem.h"
#include "out/csv.h"
#include "out/json.h"

void sumtable_begin(struct sumtable *t, const char *title, const struct sum_column *columns, int count)
{
	t->title = mem_dup(title);
	t->columns = columns;
	t->column_count = count;
}

void sumtable_add(struct sumtable *t, const char *text)
{
	t->cells = mem_grow(t->cells, &t->cell_cap, t->cell_count + 1, sizeof *t->cells);
	t->cells[t->cell_count++] = mem_dup(text);
}

void sumtable_note(struct sumtable *t, const char *text)
{
	t->notes = mem_grow(t->notes, &t->note_cap, t->note_count + 1, sizeof *t->notes);
	t->notes[t->note_count++] = mem_dup(text);
}

void sumtable_clear(struct sumtable *t)
{
	for (size_t i = 0; i < t->cell_count; i++)
		free(t->cells[i]);
	for (size_t i = 0; i < t->note_count; i++)
		free(t->notes[i]);
	free(t->cells);
	free(t->notes);
	free(t->title);
	*t = (struct sumtable){ 0 };
}

size_t sumtable_rows(const struct sumtable *t)
{
	return t->cell_count / (size_t)t->column_count;
}

const char *sumtable_title(const struct sumtable *t, int column)
{
	return column == 0 && t->first_title ? t->first_title : t->columns[column].title;
}

const char *sumtable_cell(const struct sumtable *t, size_t row, int column)
{
	return t->cells[row * (size_t)t->column_count + (size_t)column];
}

/* --- CSV --- */

static void add_csv_row(const struct sumtable *t, size_t row, bool heading, struct str *out)
{
	bool first = true;

	for (int i = 0; i < t->column_count; i++) {
		if (!t->columns[i].key)
			continue;
		if (!first)
			str_add_char(out, ',');
		first = false;
		csv_add_field(heading ? sumtable_title(t, i) : sumtable_cell(t, row, i), out);
	}
	str_add(out, "\r\n");
}

void sumtable_add_csv(const struct sumtable *t, struct str *out)
{
	str_add(out, CSV_MARK);
	add_csv_row(t, 0, true, out);
	for (size_t row = 0; row < sumtable_rows(t); row++)
		add_csv_row(t, row, false, out);
	for (size_t i = 0; i < t->note_count; i++) {
		csv_add_field(t->notes[i], out);
		str_add(out, "\r\n");
	}
}

/* --- JSON --- */

static void add_json_row(const struct sumtable *t, size_t row, struct str *out)
{
	bool first = true;

	str_add_char(out, '{');
	for (int i = 0; i < t->column_count; i++) {
		if (!t->columns[i].key)
			continue;
		str_addf(out, "%s\"%s\": ", first ? "" : ", ", t->columns[i].key);
		first = false;
		json_add_text(sumtable_cell(t, row, i), out);
	}
	str_add_char(out, '}');
}

void sumtable_add_json(const struct sumtable *t, struct str *out)
{
	size_t rows = sumtable_rows(t) - t->summed;

	str_add(out, "{\n \"title\": ");
	json_add_text(t->title, out);
	str_add(out, ",\n \"rows\": [");
	for (size_t row = 0; row < rows; row++) {
		str_add(out, row ? ",\n  " : "\n  ");
		add_json_row(t, row, out);
	}
	str_add(out, "\n ]");
	if (t->summed) {
		str_add(out, ",\n \"total\": ");
		add_json_row(t, rows, out);
	}
	str_add(out, ",\n \"notes\": [");
	for (size_t i = 0; i < t->note_count; i++) {
		str_add(out, i ? ",\n  " : "\n  ");
		json_add_text(t->notes[i], out);
	}
	str_add(out, "\n ]\n}\n");
}
