/* SPDX-License-Identifier: MIT */
/* Repeats: rows of which there may be any number. */
#include "form/reader.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct repeat_text {
	const char *label;
	const struct node *columns, *reading, *reason, *start, *fill;
	int min, max;
};

#define AT(member) offsetof(struct repeat_text, member)

static const struct key repeat_keys[] = {
	{ .name = "label", .shape = SHAPE_TEXT, .offset = AT(label), .required = true },
	{ .name = "min", .shape = SHAPE_INT, .offset = AT(min), .max = READER_REPEAT_ROWS },
	{ .name = "max",
		.shape = SHAPE_INT,
		.offset = AT(max),
		.min = 1,
		.max = READER_REPEAT_ROWS },
	{ .name = "columns", .shape = SHAPE_MAP, .offset = AT(columns), .required = true },
	{ .name = "reading", .shape = SHAPE_MAP, .offset = AT(reading) },
	{ .name = "reason", .shape = SHAPE_SCALAR, .offset = AT(reason) },
	{ .name = "start", .shape = SHAPE_LIST, .offset = AT(start) },
	{ .name = "fill", .shape = SHAPE_MAP, .offset = AT(fill) },
};

static void read_repeat_columns(struct reader *r, const struct node *map, int repeat)
{
	struct repeat *to = &r->form->repeats[repeat];

	to->first = r->form->cell_count;
	if (map->count < 1 || map->count > READER_COLUMNS) {
		reader_error(r, map, N_("a table has from %1 to %2 columns"), "1", "64", NULL);
		return;
	}
	for (const struct node *n = map->first; n; n = n->next)
		reader_column(r, n, repeat);
	to->count = r->form->cell_count - to->first;
}

static void read_repeat(struct reader *r, const struct node *map, struct repeat_text *t)
{
	*t = (struct repeat_text){ .max = READER_REPEAT_ROWS };
	if (reader_map(r, map, repeat_keys, COUNT(repeat_keys), t) && t->min > t->max)
		reader_error(r, map, N_("'min' is more than 'max'"), NULL);
}

/* A column by its own name, among those of the repeat only. */
int reader_find_column(struct reader *r, const struct node *node, int repeat)
{
	const struct form *form = r->form;
	int cell = formula_find(form, NULL, NULL, repeat, node->text, strlen(node->text));

	if (cell >= 0 && form->cells[cell].repeat == repeat)
		return cell;
	reader_no_cell(r, node, 0, node->text);
	return -1;
}

static const struct {
	const char *name;
	size_t offset;
} reading_items[READER_READING] = {
	{ "relation", offsetof(struct reading, relation) },
	{ "target", offsetof(struct reading, target) },
	{ "unit", offsetof(struct reading, unit) },
	{ "actual", offsetof(struct reading, actual) },
	{ "level1", offsetof(struct reading, level1) },
	{ "level2", offsetof(struct reading, level2) },
	{ "name", offsetof(struct reading, name) },
	{ "weight", offsetof(struct reading, weight) },
	{ "direction", offsetof(struct reading, direction) },
	{ "band", offsetof(struct reading, band) },
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
		keys[i] = (struct key){ .name = reading_items[i].name,
			.shape = SHAPE_SCALAR,
			.offset = i * sizeof(nodes[0]),
			.required = reading_items[i].offset == offsetof(struct reading, target) ||
				reading_items[i].offset == offsetof(struct reading, actual) };
	reader_map(r, map, keys, READER_READING, nodes);
	for (size_t i = 0; i < READER_READING; i++) {
		int column = nodes[i] ? reader_find_column(r, nodes[i], repeat) : -1;

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
		int cell = reader_find_column(r, n->key, repeat);

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
	start = arena_alloc(&r->form->private->arena,
		(size_t)to->start_count * (size_t)to->count + 1, sizeof(*start));
	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		read_start_row(r, n, repeat, start + (size_t)i++ * (size_t)to->count);
	to->start = start;
}

static void read_rows(struct reader *r, const struct repeat_text *t, int repeat)
{
	if (t->reading)
		read_reading(r, t->reading, repeat);
	if (t->reason)
		r->form->repeats[repeat].reason = reader_find_column(r, t->reason, repeat);
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
	form->repeats =
		arena_alloc(&form->private->arena, (size_t)repeats->count, sizeof(*form->repeats));
	r->repeats = mem_array((size_t)repeats->count + 1, sizeof(*r->repeats));
	for (const struct node *n = repeats->first; n; n = n->next) {
		const char *name = n->key->text;

		if (!reader_name_valid(r, n->key, name, false))
			continue;
		read_repeat(r, n, &t);
		if (form_find_repeat(form, name, strlen(name)) >= 0) {
			reader_error(r, n->key, N_("'%1' stands here twice"), name, NULL);
			continue;
		}
		form->repeats[form->repeat_count++] = (struct repeat){ .name = name,
			.label = t.label ? t.label : "",
			.min = t.min,
			.max = t.max,
			.reason = -1 };
		r->repeats[form->repeat_count - 1] = (struct repeat_source){ n->key, t.fill };
		if (t.columns)
			read_repeat_columns(r, t.columns, form->repeat_count - 1);
		read_rows(r, &t, form->repeat_count - 1);
	}
}
