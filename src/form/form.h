/* SPDX-License-Identifier: MIT */
/* A form (表样): the definition of one official layout, read from a form file; read-only afterwards.
 *
 * A form never changes under an entry: the store keeps the text of every version used.
 * Everything is owned by the form and lives as long as it.  The file format is ziping-form(5). */
#ifndef ZIPING_FORM_FORM_H
#define ZIPING_FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "form/formula.h"
#include "form/number.h"

enum cell_type {
	CELL_TEXT,                   /* short: typing replaces it */
	CELL_LONG,                   /* long: typing edits it in place; may hold line ends */
	CELL_NUMBER, CELL_MONEY, CELL_PERCENT, CELL_SCORE, CELL_WEIGHT,
	CELL_TARGET, CELL_ACTUAL,    /* 指标值, 完成值: read by target.h */
	CELL_CHOICE,                 /* one of `choices` */
	CELL_DATE
};

/* What an entry's amounts are of, so that sums count them once: of a project; of a whole department, whose projects may
 * have tables of their own; of a department, but only to be held against its projects; or they are not summed up, being
 * drawn from other tables, or in one without a score. */
enum form_money { MONEY_NONE, MONEY_PROJECT, MONEY_DEPARTMENT, MONEY_HELD };
enum form_money form_money(const struct form *form);

/* What the table prints in place of a text, typed or computed, that is exactly this one:
 * 产出指标（50分） for 产出指标. */
struct cell_print { const char *text, *printed; };

struct cell {
	const char *name;            /* "funds.total.rate"; a column's own name: "target" */
	const char *label;           /* 执行率 */
	const char *group;           /* label of what it belongs to (年度资金总额), or NULL */
	const char *hint;            /* what to type; F1; or NULL */
	/* why it is computed so, with the regulation; F1 and F6; or NULL */
	const char *rule;
	enum cell_type type;
	int index;                   /* its own index in form->cells */
	int repeat;                  /* index in form->repeats, -1: outside */
	bool required;
	bool readonly;               /* computed and never typed over */
	bool merge;                  /* a column whose equal neighbours are one cell (一级指标) */
	struct number_style style;   /* numbers only */
	/* the value itself is rounded to style.decimals (scores), not only its print */
	bool round;
	/* shown when there is nothing to compute from ("", "—", "/", "0.00%") */
	const char *empty;
	int max;                     /* graphemes at most; 0: the general limit FORM_TEXT_MAX */
	const char *initial;         /* typed into new entries; or NULL */
	const char *const *choices;  /* CELL_CHOICE; NULL-closed */
	const struct cell_print *prints;
	int print_count;
	struct formula *calculate;   /* NULL: typed */
	const struct compose *compose;   /* a text with places (`calculate` is there too); or NULL */
	/* finding id when typed and computed differ; NULL: such a value is no fault */
	const char *mismatch;
	/* Typed and computed are compared to the last digit, a difference of at most `tolerance` is
	 * a note (money); without, at the decimals typed (rates, scores). */
	bool has_tolerance;
	struct decimal tolerance;
	bool carry;                  /* brought forward from last year's entry */
	bool fresh;                  /* written anew each year: last year's text is a finding */
	bool shown;                  /* stands in the table; false: a remembered choice */
};

enum { FORM_TEXT_MAX = 4000 };       /* graphemes in a cell, unless the form says less */

/* Columns of a row that target.h reads; -1: the form has none. */
struct reading {
	bool present;
	int relation, target, unit, actual, level1, level2, name, weight, direction, band;
};

struct repeat {
	const char *name;            /* "indicators" */
	const char *label;           /* 绩效指标 */
	int first, count;            /* its columns: form->cells[first … first+count) */
	int min, max;                /* rows */
	int start_count;             /* rows of a new entry, at least `min` */
	const char *const *start;    /* start_count × count texts; NULL: nothing */
	struct reading reading;
	int reason;                  /* column whose text settles a row's warnings; -1 */
	/* by column: what a new entry's rows are filled with, a row for each of its values (draw.h);
	 * index in form_outsides(), -1: nothing.  NULL: none. */
	int *fill;
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

/* One `checks:` entry (per prefix if it has `each:`). */
struct check {
	const char *id;              /* of the catalogue (finding.h) */
	enum severity severity;
	struct formula *when;        /* truth; unknown does not fire */
	int repeat;                  /* checked for each row; -1: once */
	int cell;                    /* where the finding stands */
	int reason;                  /* cell or column that settles it; -1 */
	/* with {cell} places; names as in formulas; {computed cell}: what the rule gives */
	const char *say;
	const char *prefix;          /* for names starting with '.', or NULL */
	const char *rule;            /* or NULL */
};

enum { FORM_REPEATS_MAX = 16, FORM_FIGURES_MAX = 100 };

/* One `figures:` entry: how running text names a figure of a table (prose.h). */
struct form_figure {
	const char *const *words;    /* 年初预算; NULL-closed, as are the lists below */
	const char *const *units;    /* 万元, %, 分; none: none is needed */
	const char *const *unless;   /* 项目: where a sentence said this before, it speaks of something else */
	struct formula *is;          /* a number */
	int repeat;                  /* said of its rows, which are named by the texts of `of`; -1 */
	int of;                      /* column; -1 */
};

/* The table as printed.  One grid of form->columns columns; texts may hold {year} {last_year}
 * {n}. */
enum row_kind {
	ROW_LINE,                    /* above or below the frame: title, annex number, signature */
	ROW_TABLE,
	ROW_REPEAT                   /* one per row of `repeat` */
};

enum align { ALIGN_AUTO, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct box {
	int column, columns;         /* from 0; span */
	/* span; BOX_WITH_REPEAT + k: k rows and all rows of the next repeat */
	int rows;
	/* text around the value; a label has only `before`; never NULL */
	const char *before, *after;
	/* `before` in the rows of a repeat after the first; NULL: the same */
	const char *again;
	int cell;                    /* -1: label; at most one cell a box */
	enum align align;
	bool vertical;               /* label written downwards where the column is narrow */
};
enum { BOX_WITH_REPEAT = 10000 };

struct form_row {
	enum row_kind kind;
	int repeat;                  /* ROW_REPEAT, else -1 */
	bool heading;                /* repeated on each page that the following repeat reaches */
	bool title;                  /* a ROW_LINE printed as title */
	bool signature;              /* kept together with the row before */
	/* One box of running text without frame: each paragraph begins with two blanks, pages may part it. */
	bool prose;
	bool section;                /* a ROW_LINE or prose that heads what follows */
	struct box *boxes;
	int count;
};

struct form_table_item { const char *key; struct decimal value; };
struct form_table { const char *name; struct form_table_item *items; int count; };

/* What lists show of an entry: cells by meaning; -1: the form has none. */
enum summary_item {
	SUMMARY_PROJECT, SUMMARY_DEPARTMENT, SUMMARY_UNIT, SUMMARY_BUDGET, SUMMARY_EXECUTED,
	SUMMARY_RATE, SUMMARY_SCORE, SUMMARY_WEIGHT,
	SUMMARY_PROJECTS,            /* what the unit's project tables spent together (desk/overview.h) */
	SUMMARY_ITEMS
};

/* Other entries of the same unit and year, which figures are drawn from (desk/draw.h finds them). */
struct source {
	const char *name;            /* "table" */
	const char *const *forms;    /* ids; NULL-closed */
	int year;                    /* added to the entry's */
	bool many;                   /* all that fit; else there must be one only */
	unsigned by;                 /* bits of enum summary_item that must be the same */
	int chosen;                  /* cell in which the person names one by its number; -1 */
};

/* What formulas name of a source: a cell or column of its forms, a repeat, or "" the entries themselves. */
struct outside {
	int source;
	const char *name;
	int line, column;            /* of its first use in the form file */
};

struct form {
	const char *id;              /* pingliang-project */
	const char *version;
	const char *name;            /* 市级预算项目支出绩效自评表 */
	const char *place;           /* 平凉 */
	int year;                    /* published for */
	struct cell *cells;
	int cell_count;
	struct repeat *repeats;
	int repeat_count;
	struct check *checks;
	int check_count;
	struct form_figure *figures;
	int figure_count;
	struct form_table *tables;   /* for lookup(): standard weights */
	int table_count;
	int *columns;                /* proportions */
	int column_count;
	int freeze;                  /* leading columns that stay in view on a narrow screen */
	struct form_row *rows;
	int row_count;
	int summary[SUMMARY_ITEMS];
	/* cells that, with the form, make two years' entries the same thing */
	int *match;
	int match_count;
	struct source *sources;
	int source_count;
	int *append;                 /* sources whose tables are printed behind */
	int append_count;
	struct decimal full_score;   /* 100 */
	const char *text;            /* the form file itself, UTF-8 */
	struct form_private *private;
};

/* `name` is for messages.  On error nothing is returned and `errors` holds everything found, in
 * the order of the file. */
enum status form_read(const char *name, const char *text, size_t len, struct form **out,
	struct err_list *errors);
enum status form_read_file(const char *path, struct form **out, struct err_list *errors);
void form_free(struct form *form);

/* A cell or column by its full name ("funds.total.rate", "indicators.target"); -1: none. */
int form_find_cell(const struct form *form, const char *name, size_t len);
int form_find_repeat(const struct form *form, const char *name, size_t len);
int form_find_source(const struct form *form, const char *name, size_t len);
const struct outside *form_outsides(const struct form *form, int *count);

/* The cell of a report that says what its sources are found by, -1: none; one of a department need not say so twice. */
int form_finding_cell(const struct form *form, enum summary_item item);
/* What is typed into the cell says which entries a source means: it is kept also where it agrees with them. */
bool form_finds_by(const struct form *form, int cell);

/* What the table prints in place of this text of the cell; NULL: the text itself. */
const char *form_find_print(const struct cell *cell, const char *text);

/* 优 良 中 差, of a score out of the full one; "" where that is 0. */
const char *form_find_grade(const struct form *form, struct decimal score);

/* "indicators.target" for a column, the cell's name otherwise. */
void form_add_cell_name(const struct form *form, int cell, struct str *out);

/* Rows without frame are lines of text, and prose. */
static inline bool form_row_framed(const struct form_row *row)
{
	return row->kind != ROW_LINE && !row->prose;
}

#endif
