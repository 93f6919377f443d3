/* SPDX-License-Identifier: MIT */
/* Inside of formulas: a tree written down leaves first, so that one pass over an array computes
 * it.
 *
 * The last operand of node i ends at i-1 and each node knows how many nodes it and its operands
 * take, which is all that describing a formula needs.  For formula*.c only. */
#ifndef ZIPING_FORM_FORMULA_INTERNAL_H
#define ZIPING_FORM_FORMULA_INTERNAL_H

#include "form/form.h"

/* Documented in ziping-form(5). */
enum {
	FORMULA_BYTES = 4000,        /* of its text */
	FORMULA_NODES = 1000,
	FORMULA_DEPTH = 32,          /* of brackets and functions in each other */
	FORMULA_STACK = 40,          /* operands waiting at the same time */
	FORMULA_NAMES = 1000,        /* that its patterns stand for, together */
	FORMULA_OUTSIDES = 1000      /* names of sources in all formulas of a form */
};

enum formula_op {
	OP_NUMBER,                   /* a: index in numbers */
	OP_TEXT,                     /* a: offset in texts */
	OP_CELL,                     /* a: cell, in the formula's own row if it is a column */
	OP_SET,                      /* a, b: members [a, a+b), for functions that take many */
	OP_RULE,                     /* a: enum rule_field, b: repeat */
	OP_YEAR,                     /* a: added to the entry's year */
	OP_TABLE,                    /* a: index in form->tables */
	OP_OUTSIDE,                  /* a: index in form_outsides() */
	OP_OUTSIDE_SET,              /* the same, all of them */
	OP_COMPOSE,                  /* a whole text with places: only says what they use */
	OP_CALL,                     /* a: enum formula_call */
	OP_NEGATE, OP_NOT,
	OP_MULTIPLY, OP_DIVIDE, OP_ADD, OP_SUBTRACT,
	OP_EQUAL, OP_UNEQUAL, OP_LESS, OP_AT_MOST, OP_MORE, OP_AT_LEAST,
	/* after the left side of and, or; a: nodes to skip where that decides */
	OP_SKIP_FALSE, OP_SKIP_TRUE,
	OP_AND, OP_OR
};

struct formula_node {
	unsigned char op;            /* enum formula_op */
	unsigned char type;          /* enum formula_type */
	short args;                  /* operands */
	int a, b;
	int size;                    /* nodes of this one and its operands */
};

struct formula {
	const struct form *form;
	int cell, repeat;            /* what it belongs to; -1 */
	int node_count, use_count;
	const struct formula_node *nodes;
	const struct decimal *numbers;
	const struct formula_use *members, *uses;
	const char *texts;
};

enum rule_field {
	RULE_SCORE, RULE_RATIO, RULE_BAND_LOW, RULE_BAND_HIGH,
	RULE_MET, RULE_HAS_BAND, RULE_PLACEHOLDER, RULE_FACT
};

struct rule_name {
	const char *name;
	enum rule_field field;
	unsigned fact;               /* RULE_FACT: enum target_fact */
	const char *words;           /* N_() msgid */
};
const struct rule_name *formula_rule_name(int index);   /* NULL behind the last */

enum formula_call {
	CALL_SUM, CALL_COUNT, CALL_MIN, CALL_MAX, CALL_ABS, CALL_ROUND, CALL_IF, CALL_BLANK,
	CALL_NONE, CALL_SURE, CALL_TYPED, CALL_COMPUTED, CALL_OVERRIDE, CALL_LOOKUP, CALL_SUMIF,
	CALL_FIRST, CALL_CONTAINS, CALL_SAME, CALL_STEPS, CALL_LENGTH, CALL_PICK, CALL_GRADE, CALL_STATES,
	CALL_COUNT_OF
};

/* What a function takes: n number, t text, b truth, a any of these, s any, all alike; N A the
 * same, or many; c a cell, C a whole column, D one or a source's, T a table.  What stands between | and + stands
 * there once or more often. */
struct call_types {
	const char *args;
	char result;                 /* n t b, s: as its operands of that kind, c: as the cell, D: as the first column */
};
const struct call_types *formula_call_types(int call);
/* Msgid of the function in words, its operands as %1 …; NULL: "name(…)". */
const char *formula_call_words(int call);

enum formula_type formula_cell_type(const struct cell *cell);

/* Calls `add` for every cell a pattern with * and {a,b} stands for, in order.  False: it stands
 * for more than FORMULA_NAMES, or for a cell that does not exist (added as -1). */
struct formula_place {
	const struct form *form;
	const struct cell *cell;
	const char *prefix;
	int repeat;
};
bool formula_is_pattern(const char *name, size_t len);
bool formula_expand(const struct formula_place *place, const char *name, size_t len,
	void (*add)(void *context, int cell), void *context);

#endif
