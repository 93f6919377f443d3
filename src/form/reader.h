/* SPDX-License-Identifier: MIT */
/* Inside of the form file reader; form_read (form.h) is its door.
 *
 * reader_yaml.c makes a tree of nodes out of the text; reader.c walks maps by tables of keys and
 * reads the head; reader_cells.c, reader_repeats.c, reader_checks.c and reader_table.c read the
 * parts.  Errors are collected wherever they are found and brought into the order of the file at
 * the end, so that every part reads on after one. */
#ifndef ZIPING_FORM_READER_H
#define ZIPING_FORM_READER_H

#include "base/err.h"
#include "form/form.h"
#include "form/private.h"

/* Documented in ziping-form(5). */
enum {
	READER_BYTES = 256 * 1024, READER_DEPTH = 16, READER_CELLS = 4000, READER_REPEATS = FORM_REPEATS_MAX,
	READER_COLUMNS = 64, READER_GRID = 64, READER_WIDTH = 200, READER_ROWS = 1000,
	READER_SOURCES = 16, READER_REPEAT_ROWS = 1000, READER_CHECKS = 1000, READER_TABLES = 32, READER_ITEMS = 200,
	READER_NAME = 64, READER_FIGURES = FORM_FIGURES_MAX, READER_USES = 200000,
	READER_READING = 10          /* columns that target.h reads */
};

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	int line, column; /* from 1; column in characters */
	int inside; /* column of the first character of `text`; 0: not character by character */
	bool plain; /* without quotes */
	const char *text;          /* NODE_TEXT; lives as long as the form */
	struct node *first, *last; /* of a list or map */
	int count;
	struct node *next;
	struct node *key;            /* in a map: what stands before the colon */
};

/* Where the parts of a cell stand in the file. */
struct cell_source {
	const struct node *name, *calculate, *compose;
};

/* Where what belongs to a repeat stands that is read after all cells. */
struct repeat_source { const struct node *name, *fill; };

struct reader {
	const char *file;
	struct form *form;
	struct arena scratch;        /* nodes; gone when the form is read */
	struct err_list errors;
	struct cell_source *sources; /* one per cell */
	struct repeat_source *repeats;   /* one per repeat */
	size_t cell_cap, source_cap, check_cap;
	size_t uses;                 /* of names in formulas, together */
};

/* --- errors --- */

/* Adds an error at a node, or `offset` characters into its text; arguments as in message_set. */
void reader_error(struct reader *r, const struct node *at, const char *id, ...)
	__attribute__((sentinel));
void reader_error_inside(struct reader *r, const struct node *at, int offset, const char *id, ...)
	__attribute__((sentinel));
struct err *reader_add_error(struct reader *r, int line, int column);
/* If the text has a full-width sign where YAML or a name wants ASCII, says so and returns true. */
bool reader_hint(struct reader *r, const struct node *at);
/* The word of a list (NULL-closed) that a mistyped one is nearest to, NULL if none is near. */
const char *reader_nearest(const char *text, const char *const *words);

/* --- tree --- */

/* NULL when the text is not acceptable; the errors say why. */
struct node *reader_parse(struct reader *r, const char *text, size_t len);

/* --- maps by tables of keys --- */

enum shape {
	SHAPE_TEXT,                  /* const char * */
	SHAPE_FLAG,                  /* bool */
	SHAPE_INT,                   /* int, min … max */
	SHAPE_WORD,                  /* int: index in `words` */
	SHAPE_SCALAR,                /* const struct node * */
	SHAPE_LIST, SHAPE_MAP,       /* const struct node * */
	SHAPE_ANY                    /* const struct node * */
};

struct key {
	const char *name;
	enum shape shape;
	size_t offset;               /* in the target */
	bool required;
	int min, max;
	const char *const *words;    /* NULL-closed */
};

/* Stores what is there; the rest of *target stays.  False if something was wrong. */
bool reader_map(struct reader *r, const struct node *map, const struct key *keys, size_t count,
	void *target);
bool reader_is(struct reader *r, const struct node *node, enum node_kind kind);
bool reader_decimal(struct reader *r, const struct node *node, struct decimal *out);

/* --- names --- */

/* Calls `add` for each name that a text with {a,b} stands for. */
struct expansion {
	struct reader *r;
	const struct node *node;
	void (*add)(struct expansion *e, const char *name);
	void *context;
	int count;
};
void reader_expand(struct expansion *e);
bool reader_name_valid(struct reader *r, const struct node *at, const char *name, bool dots);

/* The cell a name stands for (formula_find), with an error at `node` and -1 if there is none. */
int reader_cell(struct reader *r, const struct node *node, const char *prefix, int repeat);
void reader_no_cell(struct reader *r, const struct node *node, int offset, const char *name);

/* A column of the repeat by its own name; -1, with an error: it has none. */
int reader_find_column(struct reader *r, const struct node *node, int repeat);
/* A repeat by its name, or -1 with an error. */
int reader_find_repeat(struct reader *r, const struct node *node);
/* The k-th column that the rules read in a repeat's row, -1: the form has none. */
int reader_reading_column(const struct reading *reading, size_t k);

/* --- parts, in this order --- */

/* Names first: formulas use them; what belongs to cells when these are there. */
void reader_source_names(struct reader *r, const struct node *sources);
void reader_cells(struct reader *r, const struct node *cells, const struct node *groups);
void reader_repeats(struct reader *r, const struct node *repeats);
void reader_column(
	struct reader *r, const struct node *map, int repeat); /* one, for reader_repeats */
void reader_sources(struct reader *r, const struct node *sources, const struct node *append);
void reader_tables(struct reader *r, const struct node *tables);
void reader_formulas(struct reader *r);
void reader_fills(struct reader *r);
/* A formula of a node's text (formula_parse); NULL, with an error. */
struct formula *reader_formula(struct reader *r, const struct node *node, const struct cell *cell, const char *prefix,
	int repeat, enum formula_type type);
/* Where names of sources that were used first since then stand. */
void reader_place_outsides(struct reader *r, int since, const struct node *node);
void reader_checks(struct reader *r, const struct node *checks);
void reader_figures(struct reader *r, const struct node *figures);
void reader_cycles(struct reader *r);
void reader_table(struct reader *r, const struct node *table);

#endif
