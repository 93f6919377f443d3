/* SPDX-License-Identifier: MIT */
/* Reading a formula: from text to nodes with their types. */
#include "form/formula_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/formula_token.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

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

/* --- nodes --- */

/* Adds a node; its operands are the last ones that were added. */
static void emit(struct parser *p, enum formula_op op, enum formula_type type, int args, int a,
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

static struct formula_node *top(struct parser *p)
{
	return &p->nodes[p->node_count - 1];
}

static void refuse_type(struct parser *p, const char *start, enum formula_type type)
{
	static const char *const ids[] = {
		[FORMULA_NUMBER] = N_("a number is expected here"),
		[FORMULA_TEXT] = N_("a text is expected here"),
		[FORMULA_TRUTH] = N_("a condition is expected here, such as a comparison"),
	};

	token_fail(&p->in, start, ids[type], NULL, NULL);
}

/* The operand just read, which began at `start`, is one value. */
static void want_one(struct parser *p, const char *start)
{
	if (!p->in.failed && top(p)->op == OP_SET)
		token_fail(&p->in, start,
			N_("this stands for many cells; put it into sum(…) or the like"), NULL,
			NULL);
}

static void want(struct parser *p, const char *start, enum formula_type type)
{
	want_one(p, start);
	if (!p->in.failed && top(p)->type != type)
		refuse_type(p, start, type);
}

/* --- names --- */

static void fail_name(struct parser *p, const struct token *t)
{
	token_refuse(&p->in, t, N_("there is no cell “%1”"));
}

static void add_member(void *context, int cell)
{
	struct parser *p = context;
	int repeat = cell < 0 ? -1 : p->place.form->cells[cell].repeat;

	p->members = mem_grow(p->members, &p->member_cap, p->member_count + 1, sizeof *p->members);
	p->members[p->member_count++] = (struct formula_use){ cell, repeat, repeat >= 0 };
}

static void check_members(struct parser *p, const struct token *t, size_t first)
{
	const struct cell *cells = p->place.form->cells;

	if (p->member_count == first || p->members[p->member_count - 1].cell < 0) {
		fail_name(p, t);
		return;
	}
	for (size_t i = first + 1; i < p->member_count; i++)
		if (formula_cell_type(&cells[p->members[i].cell]) !=
			formula_cell_type(&cells[p->members[first].cell]))
			token_refuse(&p->in, t, N_("“%1” stands for numbers and texts"));
}

static void read_pattern(struct parser *p, const struct token *t)
{
	size_t first = p->member_count;

	if (!formula_expand(&p->place, t->start, t->len, add_member, p) &&
		p->members[p->member_count - 1].cell >= 0)
		token_refuse(&p->in, t, N_("“%1” stands for too many cells"));
	check_members(p, t, first);
	if (!p->in.failed)
		emit(p, OP_SET, formula_cell_type(&p->place.form->cells[p->members[first].cell]), 0,
			(int)first, (int)(p->member_count - first));
}

static void make_column(struct parser *p, struct formula_node *node)
{
	int first = (int)p->member_count;

	add_member(p, node->a);
	node->op = OP_SET;
	node->a = first;
	node->b = 1;
}

static void read_cell(struct parser *p, const struct token *t)
{
	const struct form *form = p->place.form;
	int cell = formula_find(form, p->place.cell, p->place.prefix, p->place.repeat, t->start,
		t->len);
	bool whole;

	if (cell < 0) {
		fail_name(p, t);
		return;
	}
	whole = form->cells[cell].repeat >= 0 && memchr(t->start + 1, '.', t->len - 1);
	if (form->cells[cell].repeat >= 0 && !whole &&
		form->cells[cell].repeat != p->place.repeat) {
		fail_name(p, t);
		return;
	}
	emit(p, OP_CELL, formula_cell_type(&form->cells[cell]), 0, cell, 0);
	if (whole && !p->in.failed)
		make_column(p, top(p));
}

static void read_rule(struct parser *p, const struct token *t)
{
	int repeat = p->place.repeat;
	struct token field = { TOKEN_NAME, t->start + 5, t->len - 5 };

	if (repeat < 0 || !p->place.form->repeats[repeat].reading.present) {
		token_fail(&p->in, t->start,
			N_("there is no rule here; it belongs to rows with a target and an actual"),
			NULL, NULL);
		return;
	}
	for (int i = 0; formula_rule_name(i); i++)
		if (token_is(&field, formula_rule_name(i)->name)) {
			emit(p, OP_RULE, formula_rule_name(i)->field >= RULE_MET ? FORMULA_TRUTH :
				FORMULA_NUMBER, 0, i, repeat);
			return;
		}
	token_refuse(&p->in, &field, N_("the rule has no field “%1”"));
}

static void read_name(struct parser *p, const struct token *t)
{
	if (token_is(t, "year") || token_is(t, "last_year"))
		emit(p, OP_YEAR, FORMULA_NUMBER, 0, t->len == 4 ? 0 : -1, 0);
	else if (t->len > 5 && !memcmp(t->start, "rule.", 5))
		read_rule(p, t);
	else if (formula_is_pattern(t->start, t->len))
		read_pattern(p, t);
	else
		read_cell(p, t);
}

/* --- functions --- */

static void read_expression(struct parser *p);

static void read_table(struct parser *p)
{
	const struct form *form = p->place.form;

	for (int i = 0; i < form->table_count; i++)
		if (p->in.token.kind == TOKEN_NAME &&
			token_is(&p->in.token, form->tables[i].name)) {
			emit(p, OP_TABLE, FORMULA_TEXT, 0, i, 0);
			token_next(&p->in);
			return;
		}
	token_refuse(&p->in, &p->in.token, N_("there is no table “%1”"));
}

static void want_column(struct parser *p, const char *start)
{
	struct formula_node *node = top(p);

	if (node->op == OP_CELL && p->place.form->cells[node->a].repeat >= 0)
		make_column(p, node);
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
	if (kind == 'C')
		want_column(p, start);
	else if (kind == 'c' && top(p)->op != OP_CELL)
		token_fail(&p->in, start, N_("the name of a cell is expected here"), NULL, NULL);
	else if (kind == 'N' && top(p)->type != FORMULA_NUMBER)
		refuse_type(p, start, FORMULA_NUMBER);
	else if (kind == 'a' || kind == 's')
		want_one(p, start);
	else if (kind == 'n' || kind == 't' || kind == 'b')
		want(p, start, kind == 'n' ? FORMULA_NUMBER :
			kind == 't' ? FORMULA_TEXT : FORMULA_TRUTH);
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
			if (alike >= 0 && top(p)->type != alike)
				refuse_type(p, start, (enum formula_type)alike);
			alike = top(p)->type;
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

static void check_columns(struct parser *p, const struct token *name, int call)
{
	const struct formula_node *last = top(p), *column;

	if (call == CALL_FIRST && p->members[last->a].repeat != p->place.repeat)
		token_refuse(&p->in, name, N_("%1() needs a column of the rows it stands in"));
	if (call != CALL_SUMIF)
		return;
	column = last - last->size;
	if (p->members[column->a].repeat != p->members[column[-1].a].repeat)
		token_refuse(&p->in, name, N_("%1() needs two columns of the same rows"));
	if (column[-1].type != FORMULA_NUMBER || column->type != FORMULA_TEXT)
		token_refuse(&p->in, name, N_("%1() adds up a column of numbers by one of texts"));
}

static void read_call(struct parser *p, const struct token *name)
{
	size_t count;
	const struct formula_function *functions = formula_functions(&count);
	int call = 0, args;
	char result;
	enum formula_type type;

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
	if (call == CALL_FIRST || call == CALL_SUMIF)
		check_columns(p, name, call);
	result = formula_call_types(call)->result;
	type = result == 'n' ? FORMULA_NUMBER : result == 'b' ? FORMULA_TRUTH :
		(enum formula_type)top(p)->type;
	emit(p, OP_CALL, type, args, call, 0);
}

/* --- expressions --- */

static void read_number(struct parser *p, const struct token *t)
{
	p->numbers = mem_grow(p->numbers, &p->number_cap, p->number_count + 1, sizeof *p->numbers);
	if (!decimal_parse(t->start, t->len, &p->numbers[p->number_count]))
		token_refuse(&p->in, t, N_("“%1” has too many digits"));
	emit(p, OP_NUMBER, FORMULA_NUMBER, 0, (int)p->number_count++, 0);
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
		emit(p, OP_TEXT, FORMULA_TEXT, 0, (int)p->texts.len, 0);
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
			read_name(p, &t);
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
	emit(p, op, type, 1, 0, 0);
}

/* The right side of an operator; `start` is where the left one began. */
static void read_right(struct parser *p, const struct binary *b, const char *start)
{
	int type = b->operands < 0 ? top(p)->type : b->operands, skip = p->node_count;
	const char *right;

	want(p, start, (enum formula_type)type);
	if (b->op == OP_AND || b->op == OP_OR)
		emit(p, b->op == OP_AND ? OP_SKIP_FALSE : OP_SKIP_TRUE, FORMULA_TRUTH, 1, 0, 0);
	token_next(&p->in);
	right = p->in.token.start;
	read_level(p, b->level + 1);
	want(p, right, (enum formula_type)type);
	emit(p, b->op, b->result, 2, 0, 0);
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
static struct formula *pack(const struct parser *p)
{
	size_t nodes = (size_t)p->node_count, uses, bytes;
	struct formula_use *found = mem_array(nodes + p->member_count, sizeof *found);
	struct formula *f;
	char *at;

	uses = (size_t)collect_uses(p, found);
	bytes = sizeof *f + nodes * sizeof *f->nodes + p->number_count * sizeof *f->numbers +
		(p->member_count + uses) * sizeof *f->uses + p->texts.len + 16 * 6;
	f = mem_alloc(bytes);
	at = (char *)f + (sizeof *f + 15) / 16 * 16;
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
	free(found);
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
	want(&p, text, type);
	if (!p.in.failed)
		*out = pack(&p);
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
