/* SPDX-License-Identifier: MIT */
/* A table (表格): a sheet as rows of cells with spans, texts and roles; no widths yet.
 *
 * Made from the form's rows and the entry's row counts.  Equal neighbours of a merging column
 * (一级指标) are one cell; typing into it is typing into each of its rows.  Empty ones stay apart,
 * and a run ends where one in a merging column to its left ends. */
#ifndef ZIPING_LAYOUT_TABLE_H
#define ZIPING_LAYOUT_TABLE_H

#include "form/sheet.h"

/* Stands behind a value that was typed over a computed one it differs from, on screen and paper. */
#define TABLE_OVERRIDE_MARK "*"

struct table_cell {
	int row, rows;               /* table rows it covers */
	int column, columns;         /* of the form's columns */
	const struct box *box;       /* texts around the value; never NULL */
	struct ref at;               /* at.cell -1: a label */
	int last;                    /* merged cells: last entry row it stands for; else at.row */
	bool framed;
};

struct table_row {
	int first, count;            /* cells that begin in this row */
	const struct form_row *form_row;
	int repeat_row;              /* position from 0 in the repeat, -1 */
};

struct table {
	const struct sheet *sheet;
	struct table_cell *cells;
	int cell_count, cell_cap;
	struct table_row *rows;
	int row_count, row_cap;
	int columns;                 /* of the form */
	bool blank;                  /* for handwriting: nothing that is computed is shown */
	bool hints;                  /* empty prose says what to type: on the screen; elsewhere it takes no room
	                              * unless it is required */
	int *owner;                  /* row × columns: the cell that covers the place, -1: none */
	size_t owner_cap;
	int *by_ref;                 /* private index; use table_find */
	size_t by_ref_cap;
};

/* (Re)builds; reuses memory.  `t` zeroed before the first time. */
void table_build(struct table *t, const struct sheet *sheet);
void table_clear(struct table *t);

/* The cell covering a place of the grid of rows and columns; -1: none, or outside. */
int table_owner(const struct table *t, int row, int column);
int table_find(const struct table *t, struct ref at);           /* -1: not in the table */
/* Adds what the cell shows, with the texts around it and {year} places filled.  `value_start`,
 * `value_len` (may be NULL): where in the added text the value stands; of prose with the indents of its further
 * paragraphs.  A label: SHOWN_NOTHING. */
enum shown table_text(const struct table *t, int cell, struct str *out, size_t *value_start,
	size_t *value_len);

/* As table_text with this value in place of the cell's own, without indents. */
void table_add_text(const struct table *t, int cell, const char *value, struct str *out,
	size_t *value_start, size_t *value_len);

/* The neighbour in a direction among the cells a person can stand in (dx, dy one of −1, 0, 1; up
 * and down: the nearest in the next row that has any); and the next and previous one in reading
 * order.  Returns `cell` itself if there is none. */
int table_step(const struct table *t, int cell, int dx, int dy);
int table_next(const struct table *t, int cell, int by);

#endif
