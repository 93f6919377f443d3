/* SPDX-License-Identifier: MIT */
/* Cells: what is typed and what is computed. */
#include "form/reader.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "form/finding.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const type_words[] = { "text", "long", "number", "money", "percent", "score",
	"weight", "target", "actual", "choice", "date", NULL };

/* What a type means unless the form says otherwise. */
static const struct type {
	bool number;
	enum number_kind kind;
	int decimals;
	bool sign, round;
} types[] = {
	[CELL_NUMBER] = { .number = true, .decimals = -1 },
	[CELL_MONEY] = { .number = true, .kind = NUMBER_MONEY_WAN, .decimals = -1 },
	[CELL_PERCENT] = { .number = true, .kind = NUMBER_PERCENT, .decimals = 2, .sign = true },
	[CELL_SCORE] = { .number = true, .decimals = 1, .round = true },
	[CELL_WEIGHT] = { .number = true, .decimals = -1 },
	[CELL_DATE] = { .number = false },
};

struct cell_text {
	const char *label, *group, *hint, *rule, *empty, *initial;
	const struct node *choices, *calculate, *compose, *mismatch, *tolerance, *print;
	int type, decimals, max;
	bool required, readonly, pad, grouping, sign, round, carry, fresh, merge, shown;
};

#define AT(member) offsetof(struct cell_text, member)

/* Those of columns only stand last. */
static const struct key cell_keys[] = {
	{ .name = "label", .shape = SHAPE_TEXT, .offset = AT(label), .required = true },
	{ .name = "group", .shape = SHAPE_TEXT, .offset = AT(group) },
	{ .name = "hint", .shape = SHAPE_TEXT, .offset = AT(hint) },
	{ .name = "rule", .shape = SHAPE_TEXT, .offset = AT(rule) },
	{ .name = "type", .shape = SHAPE_WORD, .offset = AT(type), .words = type_words },
	{ .name = "required", .shape = SHAPE_FLAG, .offset = AT(required) },
	{ .name = "readonly", .shape = SHAPE_FLAG, .offset = AT(readonly) },
	{ .name = "decimals", .shape = SHAPE_INT, .offset = AT(decimals), .max = 12 },
	{ .name = "pad", .shape = SHAPE_FLAG, .offset = AT(pad) },
	{ .name = "grouping", .shape = SHAPE_FLAG, .offset = AT(grouping) },
	{ .name = "sign", .shape = SHAPE_FLAG, .offset = AT(sign) },
	{ .name = "round", .shape = SHAPE_FLAG, .offset = AT(round) },
	{ .name = "empty", .shape = SHAPE_TEXT, .offset = AT(empty) },
	{ .name = "max", .shape = SHAPE_INT, .offset = AT(max), .min = 1, .max = FORM_TEXT_MAX },
	{ .name = "initial", .shape = SHAPE_TEXT, .offset = AT(initial) },
	{ .name = "choices", .shape = SHAPE_LIST, .offset = AT(choices) },
	{ .name = "calculate", .shape = SHAPE_SCALAR, .offset = AT(calculate) },
	{ .name = "compose", .shape = SHAPE_SCALAR, .offset = AT(compose) },
	{ .name = "mismatch", .shape = SHAPE_SCALAR, .offset = AT(mismatch) },
	{ .name = "tolerance", .shape = SHAPE_SCALAR, .offset = AT(tolerance) },
	{ .name = "carry", .shape = SHAPE_FLAG, .offset = AT(carry) },
	{ .name = "fresh", .shape = SHAPE_FLAG, .offset = AT(fresh) },
	{ .name = "shown", .shape = SHAPE_FLAG, .offset = AT(shown) },
	{ .name = "print", .shape = SHAPE_MAP, .offset = AT(print) },
	{ .name = "merge", .shape = SHAPE_FLAG, .offset = AT(merge) },
};

enum { COLUMN_KEYS = 1 };        /* merge */

/* The type decides the defaults, so it is read before the rest. */
static void type_defaults(const struct node *map, struct cell_text *t)
{
	const struct type *type = &types[CELL_TEXT];

	for (const struct node *n = map->kind == NODE_MAP ? map->first : NULL; n; n = n->next)
		if (!strcmp(n->key->text, "type") && n->kind == NODE_TEXT)
			for (size_t i = 0; i < COUNT(types); i++)
				if (!strcmp(type_words[i], n->text))
					type = &types[i];
	*t = (struct cell_text){ .decimals = type->number ? type->decimals : -1, .sign = type->sign,
		.round = type->round, .shown = true, .empty = "" };
}

static const char *const *read_choices(struct reader *r, const struct node *list)
{
	const char **words =
		arena_alloc(&r->form->private->arena, (size_t)list->count + 1, sizeof(*words));
	int i = 0;

	for (const struct node *n = list->first; n; n = n->next)
		if (reader_is(r, n, NODE_TEXT))
			words[i++] = n->text;
	return words;
}

static void read_prints(struct reader *r, const struct node *map, struct cell *c)
{
	struct cell_print *prints;
	int i = 0;

	if (map->count > READER_ITEMS) {
		reader_error(r, map, N_("more than %1 items"), "200", NULL);
		return;
	}
	prints = arena_alloc(&r->form->private->arena, (size_t)map->count, sizeof(*prints));
	for (const struct node *n = map->first; n; n = n->next)
		if (reader_is(r, n, NODE_TEXT))
			prints[i++] = (struct cell_print){ n->key->text, n->text };
	c->prints = prints;
	c->print_count = i;
}

static void check_cell(struct reader *r, const struct node *map, const struct cell_text *t)
{
	const struct type *type = &types[t->type < (int)COUNT(types) ? t->type : CELL_TEXT];

	if (t->mismatch && !t->calculate)
		reader_error(r, t->mismatch, N_("only a computed cell can have a mismatch"), NULL);
	if (t->mismatch && !finding_find(t->mismatch->text) && !reader_hint(r, t->mismatch))
		reader_error(
			r, t->mismatch, N_("there is no finding '%1'"), t->mismatch->text, NULL);
	if (t->compose && t->calculate)
		reader_error(r, t->compose, N_("a cell has 'calculate' or 'compose', not both"), NULL);
	if (t->compose && t->type != CELL_TEXT && t->type != CELL_LONG)
		reader_error(r, t->compose, N_("'compose' is for cells of type text or long"), NULL);
	if (t->readonly && !t->calculate && !t->compose)
		reader_error(
			r, map, N_("a cell that cannot be typed into needs 'calculate'"), NULL);
	if (t->carry && t->fresh)
		reader_error(r, map, N_("a cell is brought forward or written anew, not both"), NULL);
	if ((t->type == CELL_CHOICE) != (t->choices != NULL))
		reader_error(r, map, N_("'type: choice' and 'choices' belong together"), NULL);
	if (!type->number &&
		(t->decimals >= 0 || t->pad || t->grouping || t->sign || t->round || t->tolerance))
		reader_error(r, map,
			N_("'decimals', 'pad', 'grouping', 'sign', 'round' and 'tolerance' are for "
				"numbers"),
			NULL);
}

/* Fills what all cells of one definition share. */
static void make_cell(
	struct reader *r, const struct node *map, const struct cell_text *t, struct cell *c)
{
	const struct type *type = &types[t->type < (int)COUNT(types) ? t->type : CELL_TEXT];

	*c = (struct cell){
		.label = t->label ? t->label : "",
		.group = t->group,
		.hint = t->hint,
		.rule = t->rule,
		.type = (enum cell_type)t->type,
		.repeat = -1,
		.required = t->required,
		.readonly = t->readonly,
		.merge = t->merge,
		.round = t->round,
		.empty = t->empty,
		.max = t->max,
		.initial = t->initial,
		.mismatch = t->mismatch ? t->mismatch->text : NULL,
		.carry = t->carry,
		.fresh = t->fresh,
		.shown = t->shown,
		.style = { .kind = type->kind,
			.decimals = t->decimals,
			.pad = t->pad,
			.grouping = t->grouping,
			.sign = t->sign },
	};
	if (t->choices)
		c->choices = read_choices(r, t->choices);
	if (t->print)
		read_prints(r, t->print, c);
	if (t->tolerance)
		c->has_tolerance = reader_decimal(r, t->tolerance, &c->tolerance);
	check_cell(r, map, t);
}

static void read_cell(struct reader *r, const struct node *map, bool column, struct cell *c,
	struct cell_source *s)
{
	struct cell_text t;

	/* One that cannot be read has a name all the same: what uses it is not wrong. */
	type_defaults(map, &t);
	reader_map(r, map, cell_keys, COUNT(cell_keys) - (column ? 0 : COLUMN_KEYS), &t);
	make_cell(r, map, &t, c);
	*s = (struct cell_source){ .name = map->key, .calculate = t.calculate, .compose = t.compose };
}

static void add_cell(struct reader *r, const struct cell *c, const struct cell_source *s)
{
	struct form *form = r->form;
	struct cell *added;
	size_t count = (size_t)form->cell_count;

	if (count == READER_CELLS) {
		reader_error(r, s->name, N_("more than %1 cells"), "4000", NULL);
		return;
	}
	form->cells = mem_grow(form->cells, &r->cell_cap, count + 1, sizeof(*form->cells));
	r->sources = mem_grow(r->sources, &r->source_cap, count + 1, sizeof(*r->sources));
	added = &form->cells[count];
	*added = *c;
	added->index = form->cell_count;
	r->sources[count] = *s;
	form->cell_count++;
	if (form_index_add(form, added->index) >= 0)
		reader_error(r, s->name, N_("the cell '%1' is defined twice"), c->name, NULL);
}

void reader_column(struct reader *r, const struct node *map, int repeat)
{
	struct cell_source source;
	struct cell c;

	read_cell(r, map, true, &c, &source);
	c.name = map->key->text;
	c.repeat = repeat;
	if (reader_name_valid(r, map->key, c.name, false))
		add_cell(r, &c, &source);
}

struct cell_batch {
	struct cell cell;
	struct cell_source source;
	const struct node *groups;
};

/* The label of the longest group that the name lies in. */
static const char *find_group(const struct node *groups, const char *name)
{
	const char *label = NULL;
	size_t best = 0;

	for (const struct node *n = groups ? groups->first : NULL; n; n = n->next) {
		size_t len = strlen(n->key->text);

		if (len > best && !strncmp(n->key->text, name, len) && name[len] == '.') {
			best = len;
			label = n->text;
		}
	}
	return label;
}

static void add_expanded(struct expansion *e, const char *name)
{
	struct cell_batch *b = e->context;
	struct cell c = b->cell;

	if (!reader_name_valid(e->r, e->node, name, true))
		return;
	c.name = arena_dup(&e->r->form->private->arena, name, strlen(name));
	if (!c.group)
		c.group = find_group(b->groups, name);
	add_cell(e->r, &c, &b->source);
}

static const struct node *check_groups(struct reader *r, const struct node *groups)
{
	if (groups && groups->count > READER_ITEMS) {
		reader_error(r, groups, N_("more than %1 items"), "200", NULL);
		return NULL;
	}
	for (const struct node *n = groups ? groups->first : NULL; n; n = n->next)
		reader_is(r, n, NODE_TEXT);
	return groups;
}

void reader_cells(struct reader *r, const struct node *cells, const struct node *groups)
{
	struct cell_batch batch = { .groups = check_groups(r, groups) };

	for (const struct node *n = cells->first; n; n = n->next) {
		struct expansion e = {
			.r = r, .node = n->key, .add = add_expanded, .context = &batch
		};

		read_cell(r, n, false, &batch.cell, &batch.source);
		reader_expand(&e);
	}
}
