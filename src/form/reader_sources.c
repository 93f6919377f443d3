/* SPDX-License-Identifier: MIT */
/* Sources: other entries that figures are drawn from. */
#include "form/reader.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct source_text {
	const struct node *form, *by, *entry;
	int year;
	bool many;
};

#define AT(member) offsetof(struct source_text, member)

static const struct key source_keys[] = {
	{ .name = "form", .shape = SHAPE_ANY, .offset = AT(form), .required = true },
	{ .name = "year", .shape = SHAPE_INT, .offset = AT(year), .min = -9, .max = 0 },
	{ .name = "many", .shape = SHAPE_FLAG, .offset = AT(many) },
	{ .name = "by", .shape = SHAPE_LIST, .offset = AT(by) },
	{ .name = "entry", .shape = SHAPE_SCALAR, .offset = AT(entry) },
};

void reader_source_names(struct reader *r, const struct node *sources)
{
	struct form *form = r->form;

	if (sources->count > READER_SOURCES) {
		reader_error(r, sources, N_("more than %1 items"), "16", NULL);
		return;
	}
	form->sources = arena_alloc(&form->private->arena, (size_t)sources->count, sizeof(*form->sources));
	for (const struct node *n = sources->first; n; n = n->next) {
		const char *name = n->key->text;

		if (!reader_name_valid(r, n->key, name, false))
			continue;
		if (form_find_source(form, name, strlen(name)) >= 0)
			reader_error(r, n->key, N_("'%1' stands here twice"), name, NULL);
		else
			form->sources[form->source_count++] = (struct source){ .name = name, .chosen = -1 };
	}
}

/* --- forms --- */

static bool is_id(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len && !text[len] && len <= READER_NAME;
}

static int add_form(struct reader *r, const struct node *node, const char **ids, int count)
{
	if (!reader_is(r, node, NODE_TEXT))
		return count;
	if (!is_id(node->text) && !reader_hint(r, node))
		reader_error(r, node, N_("the id of a form is made of a-z, 0-9 and -"), NULL);
	ids[count] = node->text;
	return count + 1;
}

static const char *const *read_forms(struct reader *r, const struct node *node)
{
	const struct node *n = node->kind == NODE_LIST ? node->first : node;
	int given = node->kind == NODE_LIST ? node->count : 1, count = 0;
	const char **ids = arena_alloc(&r->form->private->arena, (size_t)given + 1, sizeof(*ids));

	if (!given || given > READER_ITEMS)
		reader_error(r, node, N_("a list of 1 to %1 forms is expected here"), "200", NULL);
	else
		for (int i = 0; i < given; i++, n = n->next)
			count = add_form(r, n, ids, count);
	return ids;
}

/* --- the rest --- */

static unsigned read_by(struct reader *r, const struct node *list)
{
	static const struct { const char *word; enum summary_item item; } words[] = {
		{ "unit", SUMMARY_UNIT }, { "project", SUMMARY_PROJECT }, { "department", SUMMARY_DEPARTMENT },
	};
	unsigned by = 0;

	for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
		unsigned bit = 0;

		if (!reader_is(r, n, NODE_TEXT))
			continue;
		for (size_t i = 0; i < COUNT(words); i++)
			if (!strcmp(words[i].word, n->text))
				bit = 1u << words[i].item;
		if (!bit && !reader_hint(r, n))
			reader_error(r, n, N_("unit, project or department is expected here"), NULL);
		by |= bit;
	}
	return list ? by : 1u << SUMMARY_UNIT;
}

static void read_source(struct reader *r, const struct node *map, struct source *s)
{
	struct source_text t = {0};

	if (!reader_map(r, map, source_keys, COUNT(source_keys), &t))
		return;
	s->forms = read_forms(r, t.form);
	s->year = t.year;
	s->many = t.many;
	s->by = read_by(r, t.by);
	if (!t.entry)
		return;
	s->chosen = reader_cell(r, t.entry, NULL, -1);
	if (s->chosen >= 0 && r->form->cells[s->chosen].repeat >= 0)
		reader_error(r, t.entry, N_("'%1' is a column; a cell outside repeats is expected here"),
			t.entry->text, NULL);
}

/* Names that begin like a source would never be found. */
static void check_names(struct reader *r)
{
	const struct form *form = r->form;

	for (int i = 0; i < form->cell_count; i++)
		if (form->cells[i].repeat < 0 &&
			form_find_source(form, form->cells[i].name, strcspn(form->cells[i].name, ".")) >= 0)
			reader_error(r, r->sources[i].name, N_("'%1' begins with the name of a source"),
				form->cells[i].name, NULL);
	for (int i = 0; i < form->repeat_count; i++)
		if (form_find_source(form, form->repeats[i].name, strlen(form->repeats[i].name)) >= 0)
			reader_error(r, r->repeats[i].name,
				N_("'%1' begins with the name of a source"), form->repeats[i].name, NULL);
}

static void read_append(struct reader *r, const struct node *list)
{
	struct form *form = r->form;

	form->append = arena_alloc(&form->private->arena, (size_t)list->count, sizeof(*form->append));
	for (const struct node *n = list->first; n; n = n->next) {
		int source;

		if (!reader_is(r, n, NODE_TEXT))
			continue;
		source = form_find_source(form, n->text, strlen(n->text));
		if (source >= 0)
			form->append[form->append_count++] = source;
		else if (!reader_hint(r, n))
			reader_error(r, n, N_("there is no source '%1'"), n->text, NULL);
	}
}

void reader_sources(struct reader *r, const struct node *sources, const struct node *append)
{
	static const char *const none[] = { NULL };

	for (const struct node *n = sources ? sources->first : NULL; n; n = n->next) {
		int source = form_find_source(r->form, n->key->text, strlen(n->key->text));

		if (source < 0 || r->form->sources[source].forms)
			continue;
		r->form->sources[source].forms = none;
		read_source(r, n, &r->form->sources[source]);
	}
	check_names(r);
	if (append && append->count > READER_ITEMS)
		reader_error(r, append, N_("more than %1 items"), "200", NULL);
	else if (append)
		read_append(r, append);
}

/* --- names of sources --- */

void reader_place_outsides(struct reader *r, int since, const struct node *node)
{
	struct form_private *p = r->form->private;

	for (int i = since; i < p->outside_count; i++) {
		p->outsides[i].line = node->line;
		p->outsides[i].column = node->inside ? node->inside + p->outsides[i].column - 1 : node->column;
	}
}

static void read_fill(struct reader *r, const struct node *map, struct repeat *to, int repeat)
{
	to->fill = arena_alloc(&r->form->private->arena, (size_t)to->count, sizeof(*to->fill));
	for (int i = 0; i < to->count; i++)
		to->fill[i] = -1;
	for (const struct node *n = map->first; n; n = n->next) {
		int cell = reader_find_column(r, n->key, repeat), since, source;
		const char *dot;

		if (cell < 0 || !reader_is(r, n, NODE_TEXT))
			continue;
		form_outsides(r->form, &since);
		dot = strchr(n->text, '.');
		source = form_find_source(r->form, n->text, strcspn(n->text, "."));
		if (source < 0 || !dot || !dot[1]) {
			if (!reader_hint(r, n))
				reader_error(r, n, N_("the name of a source's cells is expected here, such as "
					"table.project"), NULL);
			continue;
		}
		to->fill[cell - to->first] = form_add_outside(r->form, source, dot + 1, strlen(dot + 1), 1);
		reader_place_outsides(r, since, n);
	}
}

void reader_fills(struct reader *r)
{
	for (int i = 0; i < r->form->repeat_count; i++)
		if (r->repeats[i].fill)
			read_fill(r, r->repeats[i].fill, &r->form->repeats[i], i);
}
