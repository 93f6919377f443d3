/* SPDX-License-Identifier: MIT */
/* A table of sums: rows and columns of texts under one heading each, and what is to be said about it.  What makes one
 * knows nothing of files; what writes one nothing of what is summed. */
#ifndef ZIPING_OUT_SUMTABLE_H
#define ZIPING_OUT_SUMTABLE_H

#include <stdbool.h>

#include "base/err.h"
#include "layout/grid.h"

enum sum_kind { SUM_TEXT, SUM_NUMBER, SUM_BAR };

struct sum_column {
	const char *key;             /* in JSON; NULL: not there, nor in CSV */
	const char *title;
	enum sum_kind kind;
	bool added;                  /* a sum is that of the figures above it, no mean or share */
};

struct sumtable {
	char *title;
	const struct sum_column *columns;    /* borrowed */
	const char *first_title;     /* of the first column, in place of its own */
	int column_count;
	char **cells;                /* row by row; SUM_BAR: a share of one, as a decimal */
	size_t cell_count, cell_cap;
	bool summed;                 /* the last row is the sum of the others */
	char **notes;
	size_t note_count, note_cap;
};

/* `t` zeroed, title (copied) and columns set. */
void sumtable_begin(struct sumtable *t, const char *title, const struct sum_column *columns, int count);
void sumtable_add(struct sumtable *t, const char *text);        /* the next cell; copied */
void sumtable_note(struct sumtable *t, const char *text);
void sumtable_clear(struct sumtable *t);
size_t sumtable_rows(const struct sumtable *t);
const char *sumtable_title(const struct sumtable *t, int column);
const char *sumtable_cell(const struct sumtable *t, size_t row, int column);

struct sum_paper { int columns; enum text_widths widths; enum frame frame; };

/* Framed; bars only if there is room for them.  STATUS_USAGE: the columns are too few. */
enum status sumtable_add_text(const struct sumtable *t, const struct sum_paper *paper, struct str *out,
	struct err *err);
/* Heading, rows and notes as out/csv.h writes them. */
void sumtable_add_csv(const struct sumtable *t, struct str *out);
/* {"title": …, "rows": [{…}], "total": {…}, "notes": […]}; a figure is a text, "" if it is not known. */
void sumtable_add_json(const struct sumtable *t, struct str *out);

#endif
