/* SPDX-License-Identifier: MIT */
/* A formula being read.  For formula.c and formula_operand.c only. */
#ifndef ZIPING_FORM_FORMULA_PARSER_H
#define ZIPING_FORM_FORMULA_PARSER_H

#include "form/formula_internal.h"
#include "form/formula_token.h"

struct parser {
	struct formula_place place;
	struct tokens in;
	int depth, stack;
	struct formula_node *nodes;  /* FORMULA_NODES of them, not cleared: a form has many short formulas */
	int node_count;
	struct decimal *numbers;
	size_t number_count, number_cap;
	struct formula_use *members;
	size_t member_count, member_cap;
	struct str texts;
};

/* Adds a node; its operands are the last ones that were added. */
void parser_emit(struct parser *p, enum formula_op op, enum formula_type type, int args, int a, int b);
struct formula_node *parser_top(struct parser *p);

/* A node for a name: a cell, a column, a pattern, the rule, the year, a source. */
void parser_read_name(struct parser *p, const struct token *t);
/* A column of the own row, or of a source, as one of all rows. */
void parser_make_column(struct parser *p, struct formula_node *node);
/* Names of sources are numbers or texts as they are wanted. */
void parser_settle(struct formula_node *node, enum formula_type type);

#endif
