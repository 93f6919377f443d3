/* SPDX-License-Identifier: MIT */
/* Cells and repeats: what is typed and what is computed. */
#include "form/reader.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/finding.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- names --- */

static bool is_reserved(const char *name)
{
	static const char *const words[] = { "and", "or", "not", "year", "last_year", "rule", "n" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (!strcmp(words[i], name))
			return true;
	return false;
}

static bool segments_ok(const char *name, bool dots)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz", more[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	for (;;) {
		if (!*name || !strchr(letters, *name))
			return false;
		name += strspn(name, more);
		if (!*name)
			return true;
		if (*name != '.' || !dots)
			return false;
		name++;
	}
}

bool reader_name_valid(struct reader *r, const struct node *at, const char *name, bool dots)
{
	if (strlen(name) <= READER_NAME && segments_ok(name, dots) && !is_reserved(name))
		return true;
	if (reader_hint(r, at))
		return false;
	if (is_reserved(name))
		reader_error(r, at, N_("'%1' has a meaning in formulas; choose another name"), name, NULL);
	else if (dots)
		reader_error(r, at, N_("'%1' is no name: a-z, 0-9 and _, parts joined by dots"), name, NULL);
	else
		reader_error(r, at, N_("'%1' is no name here: a-z, 0-9 and _, without dots"), name, NULL);
	return false;
}

enum { BRACES_MAX = 8 };

static void expand_rest(struct expansion *e, struct str *name, const char *rest, int depth)
{
	const char *open = strchr(rest, '{'), *close = open ? strchr(open, '}') : NULL, *p;
	size_t before = name->len;

	if (e->count > READER_CELLS)
		return;
	if (!open) {
		str_add(name, rest);
		e->count++;
		e->add(e, str_text(name));
		str_remove(name, before, name->len - before);
		return;
	}
	for (p = open + 1; depth < BRACES_MAX; ) {
		size_t len = strcspn(p, ",}");

		str_add_len(name, rest, (size_t)(open - rest));
		str_add_len(name, p, len);
		expand_rest(e, name, close + 1, depth + 1);
		str_remove(name, before, name->len - before);
		p += len;
		if (*p++ == '}')
			break;
	}
}

static bool braces_ok(const char *text)
{
	int groups = 0;

	for (const char *p = text; *p; p++) {
		if (*p == '}')
			return false;
		if (*p != '{')
			continue;
		p += strcspn(p + 1, "{}") + 1;
		if (*p != '}' || ++groups > BRACES_MAX)
			return false;
	}
	return true;
}

void reader_expand(struct expansion *e)
{
	struct str name = {0};

	if (!braces_ok(e->node->text)) {
		reader_error(e->r, e->node, N_("braces stand for several names as in funds.{fiscal,other}.budget"), NULL);
		return;
	}
	expand_rest(e, &name, e->node->text, 0);
	str_clear(&name);
}

void reader_no_cell(struct reader *r, const struct node *node, int offset, const char *name)
{
	const struct form *form = r->form;
	size_t count = (size_t)form->cell_count;
	const char **words, *near;

	if (reader_hint(r, node))
		return;
	words = mem_array(count + 1, sizeof(*words));
	count = 0;
	for (int i = 0; i < form->cell_count; i++)
		if (strcmp(form->cells[i].name, name) != 0)	/* a column that is none here */
			words[count++] = form->cells[i].name;
	near = reader_nearest(name, words);
	if (near)
		reader_error_inside(r, node, offset, N_("there is no cell '%1'; did you mean '%2'?"), name, near, NULL);
	else
		reader_error_inside(r, node, offset, N_("there is no cell '%1'"), name, NULL);
	free(words);
}

int reader_cell(struct reader *r, const struct node *node, const char *prefix, int repeat)
{
	int cell;

	if (!reader_is(r, node, NODE_TEXT))
		return -1;
	cell = formula_find(r->form, NULL, prefix, repeat, node->text, strlen(node->text));
	if (cell < 0)
		reader_no_cell(r, node, 0, node->text);
	return cell;
}

/* --- cells --- */

static const char *const type_words[] = {
	"text", "long", "number", "money", "percent", "score", "weight", "target", "actual", "choice", "date", NULL
};

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
	const struct node *choices, *calculate, *mismatch, *tolerance, *print;
	int type, decimals, max;
	bool required, readonly, pad, grouping, sign, round, carry, merge, shown;
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
	{ .name = "mismatch", .shape = SHAPE_SCALAR, .offset = AT(mismatch) },
	{ .name = "tolerance", .shape = SHAPE_SCALAR, .offset = AT(tolerance) },
	{ .name = "carry", .shape = SHAPE_FLAG, .offset = AT(carry) },
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
	const char **words = arena_alloc(&r->form->private->arena, (size_t)list->count + 1, sizeof(*words));
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
		reader_error(r, t->mismatch, N_("there is no finding '%1'"), t->mismatch->text, NULL);
	if (t->readonly && !t->calculate)
		reader_error(r, map, N_("a cell that cannot be typed into needs 'calculate'"), NULL);
	if ((t->type == CELL_CHOICE) != (t->choices != NULL))
		reader_error(r, map, N_("'type: choice' and 'choices' belong together"), NULL);
	if (!type->number && (t->decimals >= 0 || t->pad || t->grouping || t->sign || t->round || t->tolerance))
		reader_error(r, map, N_("'decimals', 'pad', 'grouping', 'sign', 'round' and 'tolerance' are for numbers"),
			NULL);
}

/* Fills what all cells of one definition share. */
static void make_cell(struct reader *r, const struct node *map, const struct cell_text *t, struct cell *c)
{
	const struct type *type = &types[t->type < (int)COUNT(types) ? t->type : CELL_TEXT];

	*c = (struct cell){
		.label = t->label ? t->label : "", .group = t->group, .hint = t->hint, .rule = t->rule,
		.type = (enum cell_type)t->type, .repeat = -1, .required = t->required, .readonly = t->readonly,
		.merge = t->merge, .round = t->round, .empty = t->empty, .max = t->max, .initial = t->initial,
		.mismatch = t->mismatch ? t->mismatch->text : NULL, .carry = t->carry, .shown = t->shown,
		.style = { .kind = type->kind, .decimals = t->decimals, .pad = t->pad, .grouping = t->grouping,
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

static void read_cell(struct reader *r, const struct node *map, bool column, struct cell *c, struct cell_source *s)
{
	struct cell_text t;

	/* One that cannot be read has a name all the same: what uses it is not wrong. */
	type_defaults(map, &t);
	reader_map(r, map, cell_keys, COUNT(cell_keys) - (column ? 0 : COLUMN_KEYS), &t);
	make_cell(r, map, &t, c);
	*s = (struct cell_source){ .name = map->key, .calculate = t.calculate };
}

static bool add_cell(struct reader *r, const struct cell *c, const struct cell_source *s)
{
	struct form *form = r->form;
	struct cell *added;
	size_t count = (size_t)form->cell_count;

	if (count == READER_CELLS) {
		reader_error(r, s->name, N_("more than %1 cells"), "4000", NULL);
		return false;
	}
	form->cells = mem_grow(form->cells, &r->cell_cap, count + 1, sizeof(*form->cells));
	r->sources = mem_grow(r->sources, &r->source_cap, count + 1, sizeof(*r->sources));
	added = &form->cells[count];
	*added = *c;
	added->index = form->cell_count;
	r->sources[count] = *s;
	form->cell_count++;
	if (form_index_add(form, added->index) < 0)
		return true;
	reader_error(r, s->name, N_("the cell '%1' is defined twice"), c->name, NULL);
	return false;
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
		struct expansion e = { .r = r, .node = n->key, .add = add_expanded, .context = &batch };

		read_cell(r, n, false, &batch.cell, &batch.source);
		reader_expand(&e);
	}
}

/* --- repeats --- */

struct repeat_text {
	const char *label;
	const struct node *columns, *reading, *reason, *start;
	int min, max;
};

#undef AT
#define AT(member) offsetof(struct repeat_text, member)

static const struct key repeat_keys[] = {
	{ .name = "label", .shape = SHAPE_TEXT, .offset = AT(label), .required = true },
	{ .name = "min", .shape = SHAPE_INT, .offset = AT(min), .max = READER_REPEAT_ROWS },
	{ .name = "max", .shape = SHAPE_INT, .offset = AT(max), .min = 1, .max = READER_REPEAT_ROWS },
	{ .name = "columns", .shape = SHAPE_MAP, .offset = AT(columns), .required = true },
	{ .name = "reading", .shape = SHAPE_MAP, .offset = AT(reading) },
	{ .name = "reason", .shape = SHAPE_SCALAR, .offset = AT(reason) },
	{ .name = "start", .shape = SHAPE_LIST, .offset = AT(start) },
};

static void read_repeat_columns(struct reader *r, const struct node *map, int repeat)
{
	struct repeat *to = &r->form->repeats[repeat];
	struct cell_source source;
	struct cell c;

	to->first = r->form->cell_count;
	if (map->count < 1 || map->count > READER_COLUMNS) {
		reader_error(r, map, N_("a table has from %1 to %2 columns"), "1", "64", NULL);
		return;
	}
	for (const struct node *n = map->first; n; n = n->next) {
		read_cell(r, n, true, &c, &source);
		c.name = n->key->text;
		c.repeat = repeat;
		if (reader_name_valid(r, n->key, c.name, false) && !add_cell(r, &c, &source))
			break;
	}
	to->count = r->form->cell_count - to->first;
}

static void read_repeat(struct reader *r, const struct node *map, struct repeat_text *t)
{
	*t = (struct repeat_text){ .max = READER_REPEAT_ROWS };
	if (reader_map(r, map, repeat_keys, COUNT(repeat_keys), t) && t->min > t->max)
		reader_error(r, map, N_("'min' is more than 'max'"), NULL);
}

/* A column by its own name, among those of the repeat only. */
static int find_column(struct reader *r, const struct node *node, int repeat)
{
	const struct form *form = r->form;
	int cell = formula_find(form, NULL, NULL, repeat, node->text, strlen(node->text));

	if (cell >= 0 && form->cells[cell].repeat == repeat)
		return cell;
	reader_no_cell(r, node, 0, node->text);
	return -1;
}

static const struct { const char *name; size_t offset; } reading_items[READER_READING] = {
	{ "relation", offsetof(struct reading, relation) }, { "target", offsetof(struct reading, target) },
	{ "unit", offsetof(struct reading, unit) }, { "actual", offsetof(struct reading, actual) },
	{ "level1", offsetof(struct reading, level1) }, { "level2", offsetof(struct reading, level2) },
	{ "name", offsetof(struct reading, name) }, { "weight", offsetof(struct reading, weight) },
	{ "direction", offsetof(struct reading, direction) }, { "band", offsetof(struct reading, band) },
};

int reader_reading_column(const struct reading *reading, size_t item)
{
	int column;

	memcpy(&column, (const char *)reading + reading_items[item].offset, sizeof(column));
	return column;
}

static void read_reading(struct reader *r, const struct node *map, int repeat)
{
	struct reading *reading = &r->form->repeats[repeat].reading;
	const struct node *nodes[READER_READING] = {0};
	struct key keys[READER_READING];

	for (size_t i = 0; i < READER_READING; i++)
		keys[i] = (struct key){ .name = reading_items[i].name, .shape = SHAPE_SCALAR, .offset = i * sizeof(nodes[0]),
			.required = reading_items[i].offset == offsetof(struct reading, target) ||
				reading_items[i].offset == offsetof(struct reading, actual) };
	reader_map(r, map, keys, READER_READING, nodes);
	for (size_t i = 0; i < READER_READING; i++) {
		int column = nodes[i] ? find_column(r, nodes[i], repeat) : -1;

		memcpy((char *)reading + reading_items[i].offset, &column, sizeof(column));
	}
	reading->present = true;
}

static void read_start_row(struct reader *r, const struct node *map, int repeat, const char **row)
{
	const struct repeat *to = &r->form->repeats[repeat];

	if (!reader_is(r, map, NODE_MAP))
		return;
	for (const struct node *n = map->first; n; n = n->next) {
		int cell = find_column(r, n->key, repeat);

		if (cell < 0 || !reader_is(r, n, NODE_TEXT))
			continue;
		if (row[cell - to->first])
			reader_error(r, n->key, N_("'%1' stands here twice"), n->key->text, NULL);
		row[cell - to->first] = n->text;
	}
}

static void read_start(struct reader *r, const struct node *list, int repeat)
{
	struct repeat *to = &r->form->repeats[repeat];
	int given = list ? list->count : 0, i = 0;
	const char **start;

	if (given > to->max) {
		reader_error(r, list, N_("more rows to start with than 'max' allows"), NULL);
		return;
	}
	to->start_count = given > to->min ? given : to->min;
	start = arena_alloc(&r->form->private->arena, (size_t)to->start_count * (size_t)to->count + 1, sizeof(*start));
	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		read_start_row(r, n, repeat, start + (size_t)i++ * (size_t)to->count);
	to->start = start;
}

static void read_rows(struct reader *r, const struct repeat_text *t, int repeat)
{
	if (t->reading)
		read_reading(r, t->reading, repeat);
	if (t->reason)
		r->form->repeats[repeat].reason = find_column(r, t->reason, repeat);
	read_start(r, t->start, repeat);
}

void reader_repeats(struct reader *r, const struct node *repeats)
{
	struct form *form = r->form;
	struct repeat_text t;

	if (repeats->count > READER_REPEATS) {
		reader_error(r, repeats, N_("more than %1 items"), "16", NULL);
		return;
	}
	form->repeats = arena_alloc(&form->private->arena, (size_t)repeats->count, sizeof(*form->repeats));
	for (const struct node *n = repeats->first; n; n = n->next) {
		const char *name = n->key->text;

		if (!reader_name_valid(r, n->key, name, false))
			continue;
		read_repeat(r, n, &t);
		if (form_find_repeat(form, name, strlen(name)) >= 0) {
			reader_error(r, n->key, N_("'%1' stands here twice"), name, NULL);
			continue;
		}
		form->repeats[form->repeat_count++] = (struct repeat){ .name = name, .label = t.label ? t.label : "", .min = t.min,
			.max = t.max, .reason = -1 };
		if (t.columns)
			read_repeat_columns(r, t.columns, form->repeat_count - 1);
		read_rows(r, &t, form->repeat_count - 1);
	}
}
