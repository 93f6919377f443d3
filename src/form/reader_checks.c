/* SPDX-License-Identifier: MIT */
/* Formulas, what is checked with them, the tables they look up, and that none needs itself. */
#include "form/reader.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/compose.h"
#include "form/finding.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- formulas --- */

/* Names in formulas may have braces too; they stand for a list: sum(a.{b,c}) is sum(a.b, a.c). */
static enum formula_type type_of(const struct cell *c)
{
	switch (c->type) {
	case CELL_NUMBER:
	case CELL_MONEY:
	case CELL_PERCENT:
	case CELL_SCORE:
	case CELL_WEIGHT:
		return FORMULA_NUMBER;
	default:
		return FORMULA_TEXT;
	}
}

/* Takes the error of a formula, whose column counts characters of the node's text. */
static void report(struct reader *r, const struct node *node, struct err *err)
{
	struct err *e = reader_add_error(r, node->line,
		node->inside && err->column ? node->inside + err->column - 1 : node->column);

	if (e)
		message_copy(&e->message, &err->message);
	err_clear(err);
}

static void count_uses(struct reader *r, const struct formula *formula)
{
	size_t uses;

	formula_uses(formula, &uses);
	r->uses += uses;
}

struct formula *reader_formula(struct reader *r, const struct node *node, const struct cell *cell,
	const char *prefix, int repeat, enum formula_type type)
{
	struct formula *formula = NULL;
	struct err err = {0};
	int since;

	form_outsides(r->form, &since);
	if (formula_parse(r->form, cell, prefix, repeat, node->text, type, &formula, &err) ==
		STATUS_OK)
		count_uses(r, formula);
	else
		report(r, node, &err);
	reader_place_outsides(r, since, node);
	return formula;
}

static void parse_text(struct reader *r, const struct node *node, struct cell *cell)
{
	struct err err = {0};
	int since;

	form_outsides(r->form, &since);
	if (compose_parse(r->form, cell, node->text, &cell->compose, &cell->calculate, &err) == STATUS_OK)
		count_uses(r, cell->calculate);
	else
		report(r, node, &err);
	reader_place_outsides(r, since, node);
}

/* So many names that a key could take seconds are no form. */
static bool too_many_uses(struct reader *r, const struct node *at)
{
	if (r->uses <= READER_USES)
		return false;
	reader_error(r, at, N_("the formulas use more than %1 cells together"), "200000", NULL);
	return true;
}

void reader_formulas(struct reader *r)
{
	struct form *form = r->form;

	for (int i = 0; i < form->cell_count; i++) {
		struct cell *c = &form->cells[i];
		const struct node *node = r->sources[i].calculate;

		if (node) {
			c->calculate = reader_formula(r, node, c, NULL, c->repeat, type_of(c));
		} else {
			node = r->sources[i].compose;
			if (!node)
				continue;
			parse_text(r, node, c);
		}
		if (too_many_uses(r, node))
			return;
	}
}

/* --- tables --- */

static void read_items(struct reader *r, const struct node *map, struct form_table *table)
{
	if (map->count > READER_ITEMS) {
		reader_error(r, map, N_("more than %1 items"), "200", NULL);
		return;
	}
	table->items =
		arena_alloc(&r->form->private->arena, (size_t)map->count, sizeof(*table->items));
	for (const struct node *n = map->first; n; n = n->next) {
		struct form_table_item *item = &table->items[table->count];

		item->key = n->key->text;
		for (int i = 0; i < table->count; i++)
			if (!strcmp(table->items[i].key, item->key))
				reader_error(
					r, n->key, N_("'%1' stands here twice"), item->key, NULL);
		if (reader_decimal(r, n, &item->value))
			table->count++;
	}
}

void reader_tables(struct reader *r, const struct node *tables)
{
	struct form *form = r->form;

	if (tables->count > READER_TABLES) {
		reader_error(r, tables, N_("more than %1 items"), "32", NULL);
		return;
	}
	form->tables =
		arena_alloc(&form->private->arena, (size_t)tables->count, sizeof(*form->tables));
	for (const struct node *n = tables->first; n; n = n->next) {
		if (!reader_name_valid(r, n->key, n->key->text, false) ||
			!reader_is(r, n, NODE_MAP))
			continue;
		for (int i = 0; i < form->table_count; i++)
			if (!strcmp(form->tables[i].name, n->key->text))
				reader_error(r, n->key, N_("'%1' stands here twice"), n->key->text,
					NULL);
		form->tables[form->table_count].name = n->key->text;
		read_items(r, n, &form->tables[form->table_count++]);
	}
}

/* --- checks --- */

struct check_text {
	const struct node *id, *when, *cell, *reason, *rows, *each, *say;
	const char *rule;
	int severity;
};

#define AT(member) offsetof(struct check_text, member)


static const struct key check_keys[] = {
	{ .name = "id", .shape = SHAPE_SCALAR, .offset = AT(id), .required = true },
	{ .name = "when", .shape = SHAPE_SCALAR, .offset = AT(when), .required = true },
	{ .name = "cell", .shape = SHAPE_SCALAR, .offset = AT(cell), .required = true },
	{ .name = "say", .shape = SHAPE_SCALAR, .offset = AT(say), .required = true },
	{ .name = "reason", .shape = SHAPE_SCALAR, .offset = AT(reason) },
	{ .name = "rows", .shape = SHAPE_SCALAR, .offset = AT(rows) },
	{ .name = "each", .shape = SHAPE_SCALAR, .offset = AT(each) },
	{ .name = "severity",
		.shape = SHAPE_WORD,
		.offset = AT(severity),
		.words = severity_words },
	{ .name = "rule", .shape = SHAPE_TEXT, .offset = AT(rule) },
};

static int count_characters(const char *from, const char *to)
{
	int count = 0;

	for (; from < to; from++)
		count += ((unsigned char)*from & 0xC0) != 0x80;
	return count;
}

/* Every {place} of a sentence names a cell, as itself or as `computed`. */
static void check_places(struct reader *r, const struct node *say, const struct cell *cell,
	const char *prefix, int repeat)
{
	static const char computed[] = "computed ";
	const char *open = say->text, *name;

	while ((open = strchr(open, '{')) != NULL) {
		size_t len = strcspn(++open, "}");
		char copy[2 * READER_NAME];

		name = strncmp(open, computed, sizeof(computed) - 1) ? open
								     : open + sizeof(computed) - 1;
		if (open[len] != '}') {
			reader_error_inside(r, say, count_characters(say->text, open) - 1,
				N_("a { without its }"), NULL);
			return;
		}
		len -= (size_t)(name - open);
		if (formula_find(r->form, cell, prefix, repeat, name, len) < 0) {
			len = len < sizeof(copy) ? len : sizeof(copy) - 1;
			memcpy(copy, name, len);
			copy[len] = '\0';
			reader_no_cell(r, say, count_characters(say->text, name), copy);
		}
	}
}

static bool cell_fits(struct reader *r, const struct node *node, int cell, int repeat)
{
	if (cell < 0 || r->form->cells[cell].repeat < 0 || r->form->cells[cell].repeat == repeat)
		return true;
	reader_error(r, node, N_("'%1' is a column; the check needs 'rows'"), node->text, NULL);
	return false;
}

static void add_check(struct reader *r, const struct check_text *t, const struct finding_kind *kind,
	const char *prefix, int repeat)
{
	struct form *form = r->form;
	int cell = reader_cell(r, t->cell, prefix, repeat), reason = -1;
	struct check *c;

	if (form->check_count == READER_CHECKS) {
		reader_error(r, t->id, N_("more than %1 items"), "1000", NULL);
		return;
	}
	if (t->reason)
		reason = reader_cell(r, t->reason, prefix, repeat);
	else if (repeat >= 0)
		reason = form->repeats[repeat].reason;
	if (cell >= 0)
		check_places(r, t->say, &form->cells[cell], prefix, repeat);
	if (cell < 0 || !cell_fits(r, t->cell, cell, repeat) ||
		(t->reason && !cell_fits(r, t->reason, reason, repeat)))
		return;
	form->checks = mem_grow(
		form->checks, &r->check_cap, (size_t)form->check_count + 1, sizeof(*form->checks));
	c = &form->checks[form->check_count++];
	*c = (struct check){ .id = kind->id,
		.severity = kind->severity,
		.repeat = repeat,
		.cell = cell,
		.reason = reason,
		.say = t->say->text,
		.prefix = prefix,
		.rule = t->rule };
	if (t->severity >= 0)
		c->severity = (enum severity)t->severity;
	c->when = reader_formula(r, t->when, &form->cells[cell], prefix, repeat, FORMULA_TRUTH);
}

struct check_batch {
	const struct check_text *text;
	const struct finding_kind *kind;
};

static void add_each(struct expansion *e, const char *name)
{
	const struct check_batch *b = e->context;

	if (reader_name_valid(e->r, e->node, name, true))
		add_check(e->r, b->text, b->kind,
			arena_dup(&e->r->form->private->arena, name, strlen(name)), -1);
}

int reader_find_repeat(struct reader *r, const struct node *node)
{
	int repeat = form_find_repeat(r->form, node->text, strlen(node->text));

	if (repeat < 0 && !reader_hint(r, node))
		reader_error(r, node, N_("there is no repeat '%1'"), node->text, NULL);
	return repeat;
}

static void read_check(struct reader *r, const struct node *map)
{
	struct check_text t = { .severity = -1 };
	struct check_batch batch = { .text = &t };
	struct expansion e = { .r = r, .add = add_each, .context = &batch };

	if (!reader_map(r, map, check_keys, COUNT(check_keys), &t))
		return;
	batch.kind = finding_find(t.id->text);
	if (!batch.kind) {
		if (!reader_hint(r, t.id))
			reader_error(r, t.id, N_("there is no finding '%1'"), t.id->text, NULL);
		return;
	}
	if (t.rows && t.each) {
		reader_error(r, t.each, N_("a check has 'rows' or 'each', not both"), NULL);
	} else if (t.each) {
		e.node = t.each;
		reader_expand(&e);
	} else if (t.rows) {
		int repeat = reader_find_repeat(r, t.rows);

		if (repeat >= 0)
			add_check(r, &t, batch.kind, NULL, repeat);
	} else {
		add_check(r, &t, batch.kind, NULL, -1);
	}
}

void reader_checks(struct reader *r, const struct node *checks)
{
	for (const struct node *n = checks->first; n; n = n->next) {
		read_check(r, n);
		if (too_many_uses(r, n))
			return;
	}
}

/* --- cycles --- */

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct walk {
	const struct form *form;
	unsigned char *mark;         /* enum mark, per cell */
	size_t *next;                /* per cell: how many of its successors have been looked at */
	int *path;                   /* the cells that are open, in order */
	int depth;
};

/* The k-th cell that a cell is computed from, -1 when there is none left, -2 if this k names none.
 * A rule's outcome comes from the columns that are read. */
static int successor(const struct walk *w, int cell, size_t k)
{
	const struct formula *formula = w->form->cells[cell].calculate;
	const struct formula_use *uses;
	size_t count;
	int column;

	if (!formula)
		return -1;
	uses = formula_uses(formula, &count);
	if (k >= count * READER_READING)
		return -1;
	uses += k / READER_READING;
	k %= READER_READING;
	if (uses->cell >= 0)
		return k ? -2 : uses->cell;
	column = reader_reading_column(&w->form->repeats[uses->repeat].reading, k);
	return column >= 0 ? column : -2;
}

static void report_cycle(struct reader *r, const struct walk *w, int cell)
{
	struct str text = {0};
	int from = w->depth - 1;

	while (w->path[from] != cell)
		from--;
	for (int i = from; i < w->depth && i < from + 8; i++) {
		form_add_cell_name(w->form, w->path[i], &text);
		str_add(&text, i + 1 < w->depth && i == from + 7 ? " → … → " : " → ");
	}
	form_add_cell_name(w->form, cell, &text);
	reader_error(r, r->sources[cell].calculate ? r->sources[cell].calculate : r->sources[cell].compose,
		N_("this is computed from itself: %1"),
		str_text(&text), NULL);
	str_clear(&text);
}

/* Depth first, with a path of its own instead of the call stack. */
static void walk_from(struct reader *r, struct walk *w, int start)
{
	w->path[w->depth++] = start;
	w->mark[start] = MARK_OPEN;
	while (w->depth) {
		int cell = w->path[w->depth - 1], to = successor(w, cell, w->next[cell]++);

		if (to == -1) {
			w->mark[cell] = MARK_DONE;
			w->depth--;
		} else if (to >= 0 && w->mark[to] == MARK_NEW) {
			w->path[w->depth++] = to;
			w->mark[to] = MARK_OPEN;
		} else if (to >= 0 && w->mark[to] == MARK_OPEN) {
			report_cycle(r, w, to);
		}
	}
}

void reader_cycles(struct reader *r)
{
	size_t count = (size_t)r->form->cell_count;
	struct walk w = { .form = r->form };

	w.mark = mem_array(count, sizeof(*w.mark));
	w.next = mem_array(count, sizeof(*w.next));
	w.path = mem_array(count, sizeof(*w.path));
	for (int i = 0; i < r->form->cell_count; i++)
		if (w.mark[i] == MARK_NEW && r->form->cells[i].calculate)
			walk_from(r, &w, i);
	free(w.mark);
	free(w.next);
	free(w.path);
}
