/* SPDX-License-Identifier: MIT */
#include "form/formula_spread.h"

#include <string.h>

#include "form/formula_eval.h"

struct spread {
	struct machine m;
	formula_add_place *add;
	void *context;
	struct str *out;
	struct str *direct;          /* operands that must be numbers, with commas */
	struct str *lists;           /* those of sums, which may be empty */
	int direct_count;
	bool possible;
};

static void put(struct spread *s, const struct formula_node *n);

static const char *const signs[] = {
	[OP_MULTIPLY] = "*", [OP_DIVIDE] = "/", [OP_ADD] = "+", [OP_SUBTRACT] = "-",
	[OP_EQUAL] = "=", [OP_UNEQUAL] = "<>", [OP_LESS] = "<", [OP_AT_MOST] = "<=",
	[OP_MORE] = ">", [OP_AT_LEAST] = ">=",
};

static void put_place(struct spread *s, struct ref at)
{
	if (!s->add(s->context, at, s->out))
		s->possible = false;
}

static void add_to_list(struct str *list, const char *name, size_t len)
{
	if (list->len)
		str_add_char(list, ',');
	str_add_len(list, name, len);
}

static void put_direct(struct spread *s, struct ref at)
{
	size_t before = s->out->len;

	put_place(s, at);
	add_to_list(s->direct, str_text(s->out) + before, s->out->len - before);
	s->direct_count++;
}

/* A whole column is one range from its first row to its last: rows of a repeat stand below each other. */
static void put_column(struct spread *s, const struct formula_use *use)
{
	int rows = sheet_rows(s->m.sheet, use->repeat);

	if (!rows) {
		s->possible = false;
		return;
	}
	put_place(s, (struct ref){ use->cell, 0 });
	if (rows > 1) {
		str_add_char(s->out, ':');
		put_place(s, (struct ref){ use->cell, rows - 1 });
	}
}

static void put_set(struct spread *s, const struct formula_node *n)
{
	const struct formula_use *use = &s->m.f->members[n->a];

	for (int i = 0; i < n->b; i++, use++) {
		size_t before;

		if (i)
			str_add_char(s->out, ',');
		before = s->out->len;
		if (use->whole)
			put_column(s, use);
		else
			put_place(s, (struct ref){ use->cell, -1 });
		add_to_list(s->lists, str_text(s->out) + before, s->out->len - before);
	}
}

static const char *call_name(int call)
{
	static const struct { int call; const char *name; } names[] = {
		{ CALL_SUM, "SUM" }, { CALL_MIN, "MIN" }, { CALL_MAX, "MAX" }, { CALL_ABS, "ABS" },
		{ CALL_ROUND, "ROUND" }, { CALL_IF, "IF" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].call == call)
			return names[i].name;
	return NULL;
}

/* Cells in a list are skipped where they are empty; elsewhere they must be there. */
static bool is_list(int call)
{
	return call == CALL_SUM || call == CALL_MIN || call == CALL_MAX;
}

static void put_argument(struct spread *s, const struct formula_node *n, bool list)
{
	size_t before = s->out->len;

	if (!list || n->op != OP_CELL) {
		put(s, n);
		return;
	}
	put_place(s, machine_place(&s->m, n->a));
	add_to_list(s->lists, str_text(s->out) + before, s->out->len - before);
}

static void put_call(struct spread *s, const struct formula_node *n)
{
	const struct formula_node *operands[FORMULA_STACK], *o = n - 1;
	const char *name = call_name(n->a);

	if (!name) {
		s->possible = false;
		return;
	}
	for (int i = n->args - 1; i >= 0; o -= o->size, i--)
		operands[i] = o;
	str_addf(s->out, "%s(", name);
	for (int i = 0; i < n->args && s->possible; i++) {
		if (i)
			str_add_char(s->out, ',');
		put_argument(s, operands[i], is_list(n->a));
	}
	str_add_char(s->out, ')');
}

static void put_binary(struct spread *s, const struct formula_node *n)
{
	const struct formula_node *right = n - 1;

	str_add_char(s->out, '(');
	put(s, right - right->size);
	str_add(s->out, signs[n->op]);
	put(s, right);
	str_add_char(s->out, ')');
}

static void put(struct spread *s, const struct formula_node *n)
{
	if (!s->possible)
		return;
	if (n->op == OP_NUMBER) {
		decimal_add_to(s->m.f->numbers[n->a], s->out);
	} else if (n->op == OP_CELL) {
		put_direct(s, machine_place(&s->m, n->a));
	} else if (n->op == OP_SET) {
		put_set(s, n);
	} else if (n->op == OP_CALL) {
		put_call(s, n);
	} else if (n->op == OP_NEGATE) {
		str_add(s->out, "-");
		put(s, n - 1);
	} else if (n->op < sizeof signs / sizeof *signs && signs[n->op]) {
		put_binary(s, n);
	} else {
		s->possible = false;
	}
}

/* A dash in a list is a number that is not known yet; each list is asked by itself, as COUNTIF wants. */
static void add_dashes(const char *lists, bool first, struct str *out)
{
	for (size_t len; *lists; lists += len + (lists[len] == ','), first = false) {
		len = strcspn(lists, ",");
		str_add(out, first ? "COUNTIF(" : "+COUNTIF(");
		str_add_len(out, lists, len);
		str_add(out, ",\"—\")");
	}
}

static void add_quoted(const char *text, struct str *out)
{
	str_add_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			str_add_char(out, '"');
		str_add_char(out, *text);
	}
	str_add_char(out, '"');
}

/* What the form prints for an empty source; where that is a figure (0.00%), zeros are one as well. */
static void add_empty(const struct spread *s, const struct cell *cell, struct str *out)
{
	const char *comma = s->direct->len && s->lists->len ? "," : "";
	struct decimal figure;
	bool zeros = cell->empty && number_read(cell->empty, cell->style.kind, &figure) == NUMBER_OK;

	str_addf(out, "IF(%s(%s%s%s)=0,", zeros ? "SUM" : "COUNT", str_text(s->direct), comma,
		str_text(s->lists));
	if (zeros)
		decimal_add_to(figure, out);
	else
		add_quoted(cell->empty ? cell->empty : "", out);
}

static bool is_rounded(const struct cell *cell)
{
	return cell->style.decimals >= 0
		&& (cell->round || (!cell->style.pad && cell->style.kind != NUMBER_PERCENT));
}

static void add_guarded(const struct spread *s, const struct cell *cell, struct str *out)
{
	add_empty(s, cell, out);
	str_add(out, ",IF(");
	if (s->direct_count)
		str_addf(out, "%d-COUNT(%s)", s->direct_count, str_text(s->direct));
	add_dashes(str_text(s->lists), !s->direct_count, out);
	str_add(out, ">0,\"—\",IFERROR(");
	if (is_rounded(cell))
		str_addf(out, "ROUND(%s,%d)", str_text(s->out), cell->style.decimals);
	else
		str_add(out, str_text(s->out));
	str_add(out, ",\"—\")))");
}

bool formula_add_spread(const struct sheet *sheet, struct ref at, formula_add_place *add, void *context,
	struct str *out)
{
	const struct cell *cell = &sheet_get_form(sheet)->cells[at.cell];
	const struct formula *f = cell->calculate;
	struct str text = { 0 }, direct = { 0 }, lists = { 0 };
	struct spread s = { .m = { .f = f, .sheet = sheet, .row = at.row }, .add = add, .context = context,
		.out = &text, .direct = &direct, .lists = &lists, .possible = true };

	put(&s, f->nodes + f->node_count - 1);
	if (s.possible && (direct.len || lists.len))
		add_guarded(&s, cell, out);
	s.possible = s.possible && (direct.len || lists.len);
	str_clear(&text);
	str_clear(&direct);
	str_clear(&lists);
	return s.possible;
}
