/* SPDX-License-Identifier: MIT */
/* Reading a formula: from text to nodes with their types. */
#include "form/formula_parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- nodes --- */

void parser_emit(struct parser *p, enum formula_op op, enum formula_type type, int args, int a,
	int b)
{
	struct formula_node node = { (unsigned char)op, (unsigned char)type, (short)args, a, b, 1 };

	if (p->in.failed)
		return;
	if (p->node_count == FORMULA_NODES || p->stack - args >= FORMULA_STACK) {
		token_fail(&p->in, p->in.token.start, N_("the formula is too complicated"), NULL,
			NULL);
		return;
	}
	for (int i = 0, at = p->node_count - 1; i < args; i++, at -= p->nodes[at].size)
		node.size += p->nodes[at].size;
	p->stack += 1 - args;
	p->nodes[p->node_count++] = node;
}

struct formula_node *parser_top(struct parser *p)
{
	return &p->nodes[p->node_count - 1];
}

int formula_next_outside(const struct formula *f, int *at)
{
	while (*at < f->node_count) {
		const struct formula_node *n = &f->nodes[(*at)++];

		if (n->op == OP_OUTSIDE || n->op == OP_OUTSIDE_SET)
			return n->a;
	}
	return -1;
}

static void refuse_type(struct parser *p, const char *start, enum formula_type type)
{
	static const char *const ids[] = {
		[FORMULA_NUMBER] = N_("a number is expected here"),
		[FORMULA_TEXT] = N_("a text is expected here"),
		[FORMULA_TRUTH] = N_("a condition is expected here, such as a comparison"),
		[FORMULA_ANY] = N_("a number or a text is expected here"),
	};

	token_fail(&p->in, start, ids[type], NULL, NULL);
}

/* The operand just read, which began at `start`, is one value. */
static void want_one(struct parser *p, const char *start)
{
	if (!p->in.failed && (parser_top(p)->op == OP_SET || parser_top(p)->op == OP_OUTSIDE_SET))
		token_fail(&p->in, start,
			N_("this stands for many cells; put it into sum(…) or the like"), NULL,
			NULL);
}

static void want(struct parser *p, const char *start, enum formula_type type)
{
	want_one(p, start);
	if (p->in.failed)
		return;
	parser_settle(parser_top(p), type);
	if (parser_top(p)->type != type)
		refuse_type(p, start, type);
}

/* --- functions --- */

static void read_expression(struct parser *p);

static void read_table(struct parser *p)
{
	const struct form *form = p->place.form;

	for (int i = 0; i < form->table_count; i++)
		if (p->in.token.kind == TOKEN_NAME &&
			token_is(&p->in.token, form->tables[i].name)) {
			parser_emit(p, OP_TABLE, FORMULA_TEXT, 0, i, 0);
			token_next(&p->in);
			return;
		}
	token_refuse(&p->in, &p->in.token, N_("there is no table “%1”"));
}

static void want_column(struct parser *p, const char *start, bool own)
{
	struct formula_node *node = parser_top(p);

	if (node->op == OP_OUTSIDE ? !own : node->op == OP_CELL && p->place.form->cells[node->a].repeat >= 0)
		parser_make_column(p, node);
	if (node->op == OP_OUTSIDE_SET && !own)
		return;
	if (node->op != OP_SET || node->b != 1 || !p->members[node->a].whole)
		token_fail(&p->in, start, N_("a column is expected here"), NULL, NULL);
}

/* One operand of the kind that call_types gives. */
static void read_argument(struct parser *p, char kind)
{
	const char *start = p->in.token.start;

	if (kind == 'T') {
		read_table(p);
		return;
	}
	read_expression(p);
	if (p->in.failed)
		return;
	if (parser_top(p)->op == OP_OUTSIDE && (kind == 'N' || kind == 'A'))
		parser_make_column(p, parser_top(p));
	if (kind == 'N')
		parser_settle(parser_top(p), FORMULA_NUMBER);
	if (kind == 'C' || kind == 'D')
		want_column(p, start, kind == 'C');
	else if (kind == 'c' && parser_top(p)->op != OP_CELL)
		token_fail(&p->in, start, N_("the name of a cell is expected here"), NULL, NULL);
	else if (kind == 'N' && parser_top(p)->type != FORMULA_NUMBER)
		refuse_type(p, start, FORMULA_NUMBER);
	else if (kind == 'a' || kind == 's')
		want_one(p, start);
	else if (kind == 'n' || kind == 't' || kind == 'b')
		want(p, start, kind == 'n' ? FORMULA_NUMBER :
			kind == 't' ? FORMULA_TEXT : FORMULA_TRUTH);
}

/* The operand just read is of the type of the one before (-1: none); one of a source is of the other's. */
static int read_alike(struct parser *p, const char *start, int alike)
{
	struct formula_node *node = parser_top(p);

	if (alike < 0)
		return node->type;
	if (alike == FORMULA_ANY)
		parser_settle(node - node->size, (enum formula_type)node->type);
	else
		parser_settle(node, (enum formula_type)alike);
	if (alike != FORMULA_ANY && node->type != alike)
		refuse_type(p, start, (enum formula_type)alike);
	return node->type;
}

/* Operands up to the closing bracket; returns how many. */
static int read_arguments(struct parser *p, const struct token *name, const char *kinds)
{
	const char *loop = kinds, *start;
	int count = 0, alike = -1;
	bool more = !token_at(&p->in, ")");

	while (more && !p->in.failed) {
		if (*kinds == '+')
			kinds = loop;
		if (*kinds == '|')
			loop = ++kinds;
		if (!*kinds)
			break;
		start = p->in.token.start;
		read_argument(p, *kinds);
		if (*kinds == 's' && !p->in.failed) {
			alike = read_alike(p, start, alike);
		}
		kinds++;
		count++;
		more = token_take(&p->in, ",");
	}
	if (more || (*kinds && *kinds != '+'))
		token_refuse(&p->in, name, N_("%1() takes other operands; see ziping-form(5)"));
	token_expect(&p->in, ")");
	return count;
}

/* The repeat that a column belongs to, or below all repeats the source. */
static int rows_of(const struct parser *p, const struct formula_node *column)
{
	int count;

	if (column->op == OP_OUTSIDE_SET)
		return -1 - form_outsides(p->place.form, &count)[column->a].source;
	return p->members[column->a].repeat;
}

static void check_columns(struct parser *p, const struct token *name, int call)
{
	struct formula_node *last = parser_top(p), *column;

	if (call == CALL_FIRST && p->members[last->a].repeat != p->place.repeat)
		token_refuse(&p->in, name, N_("%1() needs a column of the rows it stands in"));
	if (call != CALL_SUMIF && call != CALL_PICK)
		return;
	column = last - last->size;
	if (rows_of(p, column) != rows_of(p, column - 1))
		token_refuse(&p->in, name, N_("%1() needs two columns of the same rows"));
	parser_settle(column, FORMULA_TEXT);
	if (call == CALL_SUMIF)
		parser_settle(column - 1, FORMULA_NUMBER);
	if (call == CALL_SUMIF && (column->type != FORMULA_TEXT || column[-1].type != FORMULA_NUMBER))
		token_refuse(&p->in, name, N_("%1() adds up a column of numbers by one of texts"));
	if (column->type != FORMULA_TEXT)
		token_refuse(&p->in, name, N_("%1() takes other operands; see ziping-form(5)"));
}

static enum formula_type result_of(struct parser *p, int call)
{
	struct formula_node *last = parser_top(p);

	switch (formula_call_types(call)->result) {
	case 'n': return FORMULA_NUMBER;
	case 't': return FORMULA_TEXT;
	case 'b': return FORMULA_TRUTH;
	case 'D': return (enum formula_type)last[-last->size - 1].type;
	default: return (enum formula_type)last->type;
	}
}

static void read_call(struct parser *p, const struct token *name)
{
	size_t count;
	const struct formula_function *functions = formula_functions(&count);
	int call = 0, args;

	while (call < CALL_COUNT_OF && !token_is(name, functions[call].name))
		call++;
	if (call == CALL_COUNT_OF) {
		token_refuse(&p->in, name, N_("there is no function “%1”"));
		return;
	}
	token_expect(&p->in, "(");
	args = read_arguments(p, name, formula_call_types(call)->args);
	if (p->in.failed)
		return;
	check_columns(p, name, call);
	parser_emit(p, OP_CALL, result_of(p, call), args, call, 0);
}

/* --- expressions --- */

static void read_number(struct parser *p, const struct token *t)
{
	p->numbers = mem_grow(p->numbers, &p->number_cap, p->number_count + 1, sizeof *p->numbers);
	if (!decimal_parse(t->start, t->len, &p->numbers[p->number_count]))
		token_refuse(&p->in, t, N_("“%1” has too many digits"));
	parser_emit(p, OP_NUMBER, FORMULA_NUMBER, 0, (int)p->number_count++, 0);
}

static bool is_operator(const struct token *t)
{
	return token_is(t, "and") || token_is(t, "or") || token_is(t, "not");
}

static void read_value(struct parser *p)
{
	struct token t = p->in.token;

	if (t.kind == TOKEN_NUMBER) {
		token_next(&p->in);
		read_number(p, &t);
	} else if (t.kind == TOKEN_TEXT) {
		token_next(&p->in);
		parser_emit(p, OP_TEXT, FORMULA_TEXT, 0, (int)p->texts.len, 0);
		str_add_len(&p->texts, t.start + 1, t.len - 2);
		str_add_len(&p->texts, "", 1);
	} else if (token_take(&p->in, "(")) {
		read_expression(p);
		token_expect(&p->in, ")");
	} else if (t.kind == TOKEN_NAME && !is_operator(&t)) {
		token_next(&p->in);
		if (token_at(&p->in, "("))
			read_call(p, &t);
		else
			parser_read_name(p, &t);
	} else {
		token_fail(&p->in, t.start, N_("a value is missing here"), NULL, NULL);
	}
}

static const struct binary {
	const char *sign;
	int level;
	enum formula_op op;
	int operands;                /* enum formula_type; -1: any, both alike */
	enum formula_type result;
} binaries[] = {
	{ "or", 0, OP_OR, FORMULA_TRUTH, FORMULA_TRUTH },
	{ "and", 1, OP_AND, FORMULA_TRUTH, FORMULA_TRUTH },
	{ "=", 3, OP_EQUAL, -1, FORMULA_TRUTH },
	{ "<>", 3, OP_UNEQUAL, -1, FORMULA_TRUTH },
	{ "<", 3, OP_LESS, FORMULA_NUMBER, FORMULA_TRUTH },
	{ "<=", 3, OP_AT_MOST, FORMULA_NUMBER, FORMULA_TRUTH },
	{ ">", 3, OP_MORE, FORMULA_NUMBER, FORMULA_TRUTH },
	{ ">=", 3, OP_AT_LEAST, FORMULA_NUMBER, FORMULA_TRUTH },
	{ "+", 4, OP_ADD, FORMULA_NUMBER, FORMULA_NUMBER },
	{ "-", 4, OP_SUBTRACT, FORMULA_NUMBER, FORMULA_NUMBER },
	{ "*", 5, OP_MULTIPLY, FORMULA_NUMBER, FORMULA_NUMBER },
	{ "/", 5, OP_DIVIDE, FORMULA_NUMBER, FORMULA_NUMBER },
};
enum { LEVEL_NOT = 2, LEVEL_SIGN = 6 };

static const struct binary *find_binary(const struct parser *p, int level)
{
	for (size_t i = 0; i < COUNT(binaries); i++)
		if (binaries[i].level == level && token_at(&p->in, binaries[i].sign))
			return &binaries[i];
	return NULL;
}

static void read_level(struct parser *p, int level);

static void read_prefixed(struct parser *p, int level, enum formula_op op, enum formula_type type)
{
	const char *start = p->in.token.start;

	if (++p->depth > FORMULA_DEPTH)
		token_fail(&p->in, start, N_("the formula is nested too deeply"), NULL, NULL);
	else
		read_level(p, level);
	p->depth--;
	want(p, start, type);
	parser_emit(p, op, type, 1, 0, 0);
}

/* What is compared with something of a source says what that is; of two such, they are numbers. */
static enum formula_type settle_left(struct parser *p, const char *start)
{
	struct formula_node *right, *left;
	enum formula_type type;

	if (p->in.failed)
		return FORMULA_NUMBER;
	right = parser_top(p);
	left = right - right->size;
	type = right->type == FORMULA_ANY ? FORMULA_NUMBER : (enum formula_type)right->type;
	parser_settle(left, type);
	if (left->type != type)
		refuse_type(p, start, type);
	return type;
}

/* The right side of an operator; `start` is where the left one began. */
static void read_right(struct parser *p, const struct binary *b, const char *start)
{
	int type = b->operands < 0 ? parser_top(p)->type : b->operands, skip = p->node_count;
	const char *right;

	if (type != FORMULA_ANY)
		want(p, start, (enum formula_type)type);
	if (b->op == OP_AND || b->op == OP_OR)
		parser_emit(p, b->op == OP_AND ? OP_SKIP_FALSE : OP_SKIP_TRUE, FORMULA_TRUTH, 1, 0, 0);
	token_next(&p->in);
	right = p->in.token.start;
	read_level(p, b->level + 1);
	if (type == FORMULA_ANY)
		type = (int)settle_left(p, start);
	want(p, right, (enum formula_type)type);
	parser_emit(p, b->op, b->result, 2, 0, 0);
	if (!p->in.failed && (b->op == OP_AND || b->op == OP_OR))
		p->nodes[skip].a = p->node_count - 1 - skip;
}

static void read_level(struct parser *p, int level)
{
	const char *start = p->in.token.start;
	const struct binary *b;

	if (p->in.failed)
		return;
	if (level == LEVEL_NOT && token_take(&p->in, "not")) {
		read_prefixed(p, LEVEL_NOT, OP_NOT, FORMULA_TRUTH);
	} else if (level == LEVEL_SIGN) {
		if (token_take(&p->in, "-"))
			read_prefixed(p, LEVEL_SIGN, OP_NEGATE, FORMULA_NUMBER);
		else
			read_value(p);
	} else {
		read_level(p, level + 1);
		while (!p->in.failed && (b = find_binary(p, level)) != NULL)
			read_right(p, b, start);
	}
}

static void read_expression(struct parser *p)
{
	if (++p->depth > FORMULA_DEPTH)
		token_fail(&p->in, p->in.token.start, N_("the formula is nested too deeply"), NULL,
			NULL);
	read_level(p, 0);
	p->depth--;
}

/* --- the whole --- */

static void add_use(struct formula_use *uses, int *count, struct formula_use use)
{
	for (int i = 0; i < *count; i++)
		if (uses[i].cell == use.cell && uses[i].repeat == use.repeat &&
			uses[i].whole == use.whole)
			return;
	uses[(*count)++] = use;
}

/* `uses` has room for as many as there are nodes and members. */
static int collect_uses(const struct parser *p, struct formula_use *uses)
{
	const struct cell *cells = p->place.form->cells;
	int count = 0;

	for (int i = 0; i < p->node_count; i++) {
		const struct formula_node *n = &p->nodes[i];

		if (n->op == OP_CELL)
			add_use(uses, &count,
				(struct formula_use){ n->a, cells[n->a].repeat, false });
		else if (n->op == OP_RULE)
			add_use(uses, &count, (struct formula_use){ -1, n->b, false });
	}
	for (size_t i = 0; i < p->member_count; i++)
		add_use(uses, &count, p->members[i]);
	return count;
}

/* Moves `count` items of `size` behind the formula; *at is where. */
static void *put(char **at, const void *items, size_t count, size_t size)
{
	void *there = *at;

	if (count)
		memcpy(there, items, count * size);
	*at += (count * size + 15) / 16 * 16;
	return there;
}

/* Everything in one piece of memory. */
static struct formula *pack(const struct parser *p, const struct formula_use *found, size_t uses)
{
	size_t nodes = (size_t)p->node_count;
	size_t bytes = sizeof(struct formula) + nodes * sizeof *p->nodes + p->number_count * sizeof *p->numbers +
		(p->member_count + uses) * sizeof *found + p->texts.len + 16 * 6;
	struct formula *f = mem_alloc(bytes);
	char *at = (char *)f + (sizeof *f + 15) / 16 * 16;

	f->form = p->place.form;
	f->cell = p->place.cell ? p->place.cell->index : -1;
	f->repeat = p->place.repeat;
	f->node_count = p->node_count;
	f->use_count = (int)uses;
	f->numbers = put(&at, p->numbers, p->number_count, sizeof *f->numbers);
	f->nodes = put(&at, p->nodes, nodes, sizeof *f->nodes);
	f->members = put(&at, p->members, p->member_count, sizeof *f->members);
	f->uses = put(&at, found, uses, sizeof *f->uses);
	f->texts = put(&at, p->texts.data, p->texts.len, 1);
	return f;
}

static struct formula *finish(const struct parser *p)
{
	size_t uses;
	struct formula_use *found = mem_array((size_t)p->node_count + p->member_count, sizeof *found);
	struct formula *f;

	uses = (size_t)collect_uses(p, found);
	f = pack(p, found, uses);
	free(found);
	return f;
}

struct formula *formula_for_text(const struct form *form, const struct cell *cell, const struct formula_use *uses,
	size_t count)
{
	struct formula_node node = { OP_COMPOSE, FORMULA_TEXT, 0, 0, 0, 1 };
	struct parser p = { .place = { form, cell, NULL, cell->repeat }, .nodes = &node, .node_count = 1 };
	struct formula_use *different = mem_array(count + 1, sizeof *different);
	int kept = 0;
	struct formula *f;

	for (size_t i = 0; i < count; i++)
		add_use(different, &kept, uses[i]);
	f = pack(&p, different, (size_t)kept);
	free(different);
	return f;
}

enum status formula_parse(const struct form *form, const struct cell *cell, const char *prefix,
	int repeat, const char *text, enum formula_type type, struct formula **out, struct err *err)
{
	struct formula_node nodes[FORMULA_NODES];
	struct parser p = { .place = { form, cell, prefix, repeat }, .nodes = nodes,
		.in = { .text = text, .at = text, .err = err } };

	if (strlen(text) > FORMULA_BYTES)
		token_fail(&p.in, text, N_("the formula is too long"), NULL, NULL);
	token_next(&p.in);
	read_expression(&p);
	if (!p.in.failed && p.in.token.kind != TOKEN_END)
		token_refuse(&p.in, &p.in.token, N_("“%1” is not expected here"));
	if (type != FORMULA_ANY || (!p.in.failed && parser_top(&p)->type == FORMULA_TRUTH))
		want(&p, text, type);
	if (!p.in.failed)
		*out = finish(&p);
	free(p.numbers);
	free(p.members);
	str_clear(&p.texts);
	return p.in.failed ? STATUS_INPUT : STATUS_OK;
}

void formula_free(struct formula *f)
{
	free(f);
}

const struct formula_use *formula_uses(const struct formula *f, size_t *count)
{
	*count = (size_t)f->use_count;
	return f->uses;
}
