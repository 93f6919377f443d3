/* SPDX-License-Identifier: MIT */
/* What the two files of the workbook writer share; no other includes it. */
#ifndef ZIPING_OUT_XLSX_H
#define ZIPING_OUT_XLSX_H

#include <xlsxwriter.h>

#include "layout/layout.h"
#include "out/document.h"

enum { XLSX_KEY_BYTES = 512 };

struct look { bool framed, title, bold, prose; enum align align; char number[XLSX_KEY_BYTES]; };
struct known_format { struct look look; lxw_format *format; };

/* A figure of an entry for the sheet in front: its place there, or its text. */
struct figure { char *place, *text; struct decimal number; bool known; };

enum { FIGURE_BUDGET, FIGURE_EXECUTED, FIGURE_RATE, FIGURE_SCORE, FIGURES };

struct line {
	char *tab, *form, *unit, *project;
	const char *grade;
	int year;
	enum form_money money;
	bool counts;                 /* in the sums */
	struct figure figures[FIGURES];
};

struct document {
	struct document_options options;
	char *path;                  /* where the library writes */
	lxw_workbook *book;
	lxw_worksheet *front;        /* NULL: a single entry */
	struct known_format *formats;
	size_t format_count, format_cap;
	struct line *lines;
	size_t line_count, line_cap;
	struct table table;
	struct layout layout;
	int refused;                 /* the cell whose text the library did not take; -1: none */
	lxw_row_t *places;           /* by row of the table, and behind the last: where it stands in the sheet */
	size_t place_cap;
};

/* Points. */
#define XLSX_LINE_POINTS 13.5
#define XLSX_ROW_EXTRA 4.0

lxw_format *xlsx_find_format(struct document *d, const struct look *look);
double xlsx_number(struct decimal n);
/* Lines that a text takes in a column of this width, or more; a row of so many: its height. */
int xlsx_count_lines(const char *text, double width);
void xlsx_set_lines(lxw_worksheet *to, lxw_row_t row, int lines);
void xlsx_set_paper(const struct document *d, lxw_worksheet *to);
/* A formula_add_place whose context is the document. */
bool xlsx_add_operand(void *document, struct ref at, struct str *out);

/* No file can be made for the workbook. */
enum status xlsx_refuse_folder(struct err *err);
/* A unique name of a sheet; caller frees. */
char *xlsx_make_tab(const struct document *d, const char *name);

/* --- xlsx_table.c --- */

enum status xlsx_add_table(struct document *d, const struct sumtable *t, struct err *err);

/* --- xlsx_front.c: the sheet that sums up several entries --- */

/* Takes a line from the entry written last. */
void front_keep(struct document *d, const char *tab);
void front_write(struct document *d);
void front_clear(struct document *d);

#endif
