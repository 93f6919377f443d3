/* SPDX-License-Identifier: MIT */
/* What the names of a formula become. */
#include "form/formula_parser.h"

#include <string.h>

#include "base/mem.h"
#include "form/private.h"

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
		parser_emit(p, OP_SET, formula_cell_type(&p->place.form->cells[p->members[first].cell]), 0,
			(int)first, (int)(p->member_count - first));
}

static void add_own_column(struct parser *p, struct formula_node *node)
{
	int first = (int)p->member_count;

	add_member(p, node->a);
	node->op = OP_SET;
	node->a = first;
	node->b = 1;
}

void parser_make_column(struct parser *p, struct formula_node *node)
{
	if (node->op == OP_OUTSIDE) {
		node->op = OP_OUTSIDE_SET;
		return;
	}
	add_own_column(p, node);
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
	parser_emit(p, OP_CELL, formula_cell_type(&form->cells[cell]), 0, cell, 0);
	if (whole && !p->in.failed)
		parser_make_column(p, parser_top(p));
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
			parser_emit(p, OP_RULE, formula_rule_name(i)->field >= RULE_MET ? FORMULA_TRUTH :
				FORMULA_NUMBER, 0, i, repeat);
			return;
		}
	token_refuse(&p->in, &field, N_("the rule has no field “%1”"));
}

/* --- other entries --- */

static size_t first_part(const struct token *t)
{
	const char *dot = memchr(t->start, '.', t->len);

	return dot ? (size_t)(dot - t->start) : t->len;
}

static int find_source(const struct parser *p, const struct token *t)
{
	return form_find_source(p->place.form, t->start, first_part(t));
}

static int column_of(const struct parser *p, const struct token *t)
{
	int column = 1;

	for (const char *c = p->in.text; c < t->start; c++)
		column += ((unsigned char)c[1] & 0xc0) != 0x80;
	return column;
}

static void read_outside(struct parser *p, const struct token *t)
{
	size_t skip = first_part(t);
	int count;

	skip += skip < t->len;
	form_outsides(p->place.form, &count);
	if (count >= FORMULA_OUTSIDES || formula_is_pattern(t->start, t->len) || t->start[t->len - 1] == '.') {
		token_refuse(&p->in, t, N_("“%1” cannot be a name of a source; see ziping-form(5)"));
		return;
	}
	parser_emit(p, OP_OUTSIDE, FORMULA_ANY, 0, form_add_outside(p->place.form, find_source(p, t), t->start + skip,
		t->len - skip, column_of(p, t)), 0);
}

void parser_settle(struct formula_node *node, enum formula_type type)
{
	if (node->type != FORMULA_ANY || type == FORMULA_TRUTH)
		return;
	node->type = (unsigned char)type;
	if (node->op == OP_CALL && node->a == CALL_PICK) {
		parser_settle(node - 2 - node[-1].size, type);
	} else if (node->op == OP_CALL && node->a == CALL_IF) {
		parser_settle(node - 1, type);
		parser_settle(node - 1 - node[-1].size, type);
	}
}

void parser_read_name(struct parser *p, const struct token *t)
{
	if (token_is(t, "year") || token_is(t, "last_year"))
		parser_emit(p, OP_YEAR, FORMULA_NUMBER, 0, t->len == 4 ? 0 : -1, 0);
	else if (t->len > 5 && !memcmp(t->start, "rule.", 5))
		read_rule(p, t);
	else if (find_source(p, t) >= 0)
		read_outside(p, t);
	else if (formula_is_pattern(t->start, t->len))
		read_pattern(p, t);
	else
		read_cell(p, t);
}
