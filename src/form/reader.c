/* SPDX-License-Identifier: MIT */
#include "form/reader.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/near.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { ERRORS_KEPT = 100 };

/* --- errors --- */

struct err *reader_add_error(struct reader *r, int line, int column)
{
	struct err *e = err_list_add(&r->errors);

	if (e) {
		e->status = STATUS_INPUT;
		err_at(e, r->file, line, column);
	}
	return e;
}

void reader_error(struct reader *r, const struct node *at, const char *id, ...)
{
	struct err *e = reader_add_error(r, at->line, at->column);
	va_list args;

	va_start(args, id);
	if (e)
		message_set_args(&e->message, id, args);
	va_end(args);
}

void reader_error_inside(struct reader *r, const struct node *at, int offset, const char *id, ...)
{
	struct err *e =
		reader_add_error(r, at->line, at->inside ? at->inside + offset : at->column);
	va_list args;

	va_start(args, id);
	if (e)
		message_set_args(&e->message, id, args);
	va_end(args);
}

static int compare_errors(const void *a, const void *b)
{
	const struct err *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

static bool same_place(const struct err *a, const struct err *b)
{
	return a->line == b->line && a->column == b->column;
}

/* In the order of the file; of several at one place (a name with braces is many cells) the first.
 */
static void hand_over_errors(struct reader *r, struct err_list *to)
{
	struct err *items = r->errors.items;
	struct err *e, *last = NULL;

	/* A stable order among equals: insertion, the list is short and nearly sorted. */
	for (size_t i = 1; i < r->errors.count; i++)
		for (size_t k = i; k > 0 && compare_errors(&items[k - 1], &items[k]) > 0; k--) {
			struct err swap = items[k];

			items[k] = items[k - 1];
			items[k - 1] = swap;
		}
	for (size_t i = 0; to && i < r->errors.count; i++) {
		if (last && same_place(last, &items[i]))
			continue;
		e = err_list_add(to);
		if (!e)
			break;
		*e = items[i];
		items[i] = (struct err){0};
		last = e;
	}
	err_list_clear(&r->errors);
}

const char *reader_nearest(const char *text, const char *const *words)
{
	int len = (int)strlen(text), best = len < 4 ? 2 : 2 + len / 4, d;
	const char *found = NULL;

	for (; *words; words++)
		if ((d = near_distance(text, *words, best)) < best) {
			best = d;
			found = *words;
		}
	return found;
}

/* --- single values --- */

bool reader_is(struct reader *r, const struct node *node, enum node_kind kind)
{
	static const char *const wanted[] = {
		N_("a single text is expected here"),
		N_("a list is expected here: [a, b] or lines that begin with -"),
		N_("a map is expected here: lines of \"key: value\", or {key: value}")
	};

	if (node->kind == kind)
		return true;
	if (!reader_hint(r, node))
		reader_error(r, node, wanted[kind], NULL);
	return false;
}

static bool read_text(struct reader *r, const struct node *node, const char **out)
{
	if (!reader_is(r, node, NODE_TEXT))
		return false;
	if (node->plain && !*node->text) {
		reader_error(
			r, node, N_("a value is missing here; write \"\" for an empty text"), NULL);
		return false;
	}
	*out = node->text;
	return true;
}

static bool read_flag(struct reader *r, const struct node *node, bool *out)
{
	bool yes = node->kind == NODE_TEXT && !strcmp(node->text, "true");

	if (!yes && (node->kind != NODE_TEXT || strcmp(node->text, "false") != 0)) {
		if (!reader_hint(r, node))
			reader_error(r, node, N_("true or false is expected here"), NULL);
		return false;
	}
	*out = yes;
	return true;
}

static bool reader_int(struct reader *r, const struct node *node, int min, int max, int *out)
{
	char low[16], high[16];
	char *end = NULL;
	long value;

	errno = 0;
	value = node->kind == NODE_TEXT ? strtol(node->text, &end, 10) : 0;
	if (!end || *end || end == node->text || errno || value < min || value > max) {
		snprintf(low, sizeof(low), "%d", min);
		snprintf(high, sizeof(high), "%d", max);
		if (!reader_hint(r, node))
			reader_error(r, node, N_("a whole number from %1 to %2 is expected here"),
				low, high, NULL);
		return false;
	}
	*out = (int)value;
	return true;
}

bool reader_decimal(struct reader *r, const struct node *node, struct decimal *out)
{
	if (node->kind == NODE_TEXT && decimal_parse(node->text, strlen(node->text), out))
		return true;
	if (!reader_hint(r, node))
		reader_error(r, node, N_("a number is expected here"), NULL);
	return false;
}

static void error_unknown(struct reader *r, const struct node *node, const char *near,
	const char *with_near, const char *without)
{
	if (reader_hint(r, node))
		return;
	if (near)
		reader_error(r, node, with_near, node->text, near, NULL);
	else
		reader_error(r, node, without, node->text, NULL);
}

static bool read_word(struct reader *r, const struct node *node, const char *const *words, int *out)
{
	if (!reader_is(r, node, NODE_TEXT))
		return false;
	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], node->text)) {
			*out = i;
			return true;
		}
	error_unknown(r, node, reader_nearest(node->text, words),
		N_("'%1' is not known here; did you mean '%2'?"), N_("'%1' is not known here"));
	return false;
}

static bool read_value(struct reader *r, const struct node *node, const struct key *key, char *at)
{
	switch (key->shape) {
	case SHAPE_TEXT:
		return read_text(r, node, (const char **)(void *)at);
	case SHAPE_FLAG:
		return read_flag(r, node, (bool *)at);
	case SHAPE_INT:
		return reader_int(r, node, key->min, key->max, (int *)(void *)at);
	case SHAPE_WORD:
		return read_word(r, node, key->words, (int *)(void *)at);
	case SHAPE_SCALAR:
		if (!reader_is(r, node, NODE_TEXT))
			return false;
		break;
	case SHAPE_LIST:
		if (!reader_is(r, node, NODE_LIST))
			return false;
		break;
	case SHAPE_MAP:
		if (!reader_is(r, node, NODE_MAP))
			return false;
		break;
	case SHAPE_ANY:
		break;
	}
	*(const struct node **)(void *)at = node;
	return true;
}

/* --- maps --- */

enum { KEYS_MAX = 32 };

static void unknown_key(
	struct reader *r, const struct node *key, const struct key *keys, size_t count)
{
	const char *words[KEYS_MAX + 1] = {0};
	size_t word = strcspn(key->text, " ");

	for (size_t i = 0; i < count; i++) {
		words[i] = keys[i].name;
		if (key->text[word] && !strncmp(key->text, words[i], word) && !words[i][word]) {
			reader_error(r, key, N_("a key without its colon; write \"key: value\""), NULL);
			return;
		}
	}
	error_unknown(r, key, reader_nearest(key->text, words),
		N_("unknown key '%1'; did you mean '%2'?"), N_("unknown key '%1'"));
}

bool reader_map(struct reader *r, const struct node *map, const struct key *keys, size_t count,
	void *target)
{
	bool seen[KEYS_MAX] = {0}, ok = true, unknown = false;

	if (!reader_is(r, map, NODE_MAP))
		return false;
	for (const struct node *n = map->first; n; n = n->next) {
		size_t i = 0;

		while (i < count && strcmp(keys[i].name, n->key->text) != 0)
			i++;
		if (i == count) {
			unknown_key(r, n->key, keys, count);
			unknown = true;
			ok = false;
		} else if (seen[i]) {
			reader_error(r, n->key, N_("'%1' stands here twice"), n->key->text, NULL);
			ok = false;
		} else {
			seen[i] = true;
			ok &= read_value(r, n, &keys[i], (char *)target + keys[i].offset);
		}
	}
	for (size_t i = 0; i < count && !unknown;
		i++) /* what is missing may be the one that is mistyped */
		if (keys[i].required && !seen[i]) {
			reader_error(
				r, map, N_("the key '%1' is missing here"), keys[i].name, NULL);
			ok = false;
		}
	return ok;
}

/* --- the head --- */

struct head {
	const struct node *form, *columns, *full_score, *match, *summary;
	const struct node *groups, *cells, *repeats, *tables, *checks, *figures, *table, *sources, *append;
	const char *version, *name, *place;
	int year, freeze;
};

#define AT(member) offsetof(struct head, member)

static const struct key head_keys[] = {
	{ .name = "form", .shape = SHAPE_SCALAR, .offset = AT(form), .required = true },
	{ .name = "version", .shape = SHAPE_TEXT, .offset = AT(version), .required = true },
	{ .name = "name", .shape = SHAPE_TEXT, .offset = AT(name), .required = true },
	{ .name = "place", .shape = SHAPE_TEXT, .offset = AT(place) },
	{ .name = "year",
		.shape = SHAPE_INT,
		.offset = AT(year),
		.required = true,
		.min = 1990,
		.max = 2999 },
	{ .name = "columns", .shape = SHAPE_LIST, .offset = AT(columns), .required = true },
	{ .name = "freeze", .shape = SHAPE_INT, .offset = AT(freeze), .max = READER_GRID },
	{ .name = "full-score", .shape = SHAPE_SCALAR, .offset = AT(full_score) },
	{ .name = "match", .shape = SHAPE_LIST, .offset = AT(match) },
	{ .name = "summary", .shape = SHAPE_MAP, .offset = AT(summary) },
	{ .name = "sources", .shape = SHAPE_MAP, .offset = AT(sources) },
	{ .name = "append", .shape = SHAPE_LIST, .offset = AT(append) },
	{ .name = "groups", .shape = SHAPE_MAP, .offset = AT(groups) },
	{ .name = "cells", .shape = SHAPE_MAP, .offset = AT(cells), .required = true },
	{ .name = "repeats", .shape = SHAPE_MAP, .offset = AT(repeats) },
	{ .name = "tables", .shape = SHAPE_MAP, .offset = AT(tables) },
	{ .name = "checks", .shape = SHAPE_LIST, .offset = AT(checks) },
	{ .name = "figures", .shape = SHAPE_LIST, .offset = AT(figures) },
	{ .name = "table", .shape = SHAPE_LIST, .offset = AT(table), .required = true },
};

static void read_id(struct reader *r, const struct node *node)
{
	size_t len = strspn(node->text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	r->form->id = node->text;
	if ((!len || node->text[len] || len > READER_NAME) && !reader_hint(r, node))
		reader_error(r, node, N_("the id of a form is made of a-z, 0-9 and -"), NULL);
}

static void read_columns(struct reader *r, const struct node *list)
{
	struct form *form = r->form;

	if (list->count < 1 || list->count > READER_GRID) {
		reader_error(r, list, N_("a table has from %1 to %2 columns"), "1", "64", NULL);
		return;
	}
	form->columns =
		arena_alloc(&form->private->arena, (size_t)list->count, sizeof(*form->columns));
	for (const struct node *n = list->first; n; n = n->next)
		if (!reader_int(r, n, 1, READER_WIDTH, &form->columns[form->column_count++]))
			form->columns[form->column_count - 1] = 1;
}

static void read_match(struct reader *r, const struct node *list)
{
	struct form *form = r->form;
	int cell;

	form->match = arena_alloc(&form->private->arena, (size_t)list->count, sizeof(*form->match));
	for (const struct node *n = list->first; n; n = n->next)
		if ((cell = reader_cell(r, n, NULL, -1)) >= 0)
			form->match[form->match_count++] = cell;
}

static void read_summary(struct reader *r, const struct node *map)
{
	static const char *const words[] = { "project", "department", "unit", "budget", "executed",
		"rate", "score", "weight", "projects", NULL };
	struct key keys[SUMMARY_ITEMS];
	const struct node *nodes[SUMMARY_ITEMS] = {0};

	for (size_t i = 0; i < SUMMARY_ITEMS; i++)
		keys[i] = (struct key){
			.name = words[i], .shape = SHAPE_SCALAR, .offset = i * sizeof(nodes[0])
		};
	reader_map(r, map, keys, SUMMARY_ITEMS, nodes);
	for (size_t i = 0; i < SUMMARY_ITEMS; i++)
		if (nodes[i])
			r->form->summary[i] = reader_cell(r, nodes[i], NULL, -1);
}

static void read_parts(struct reader *r, const struct head *h)
{
	if (h->columns)
		read_columns(r, h->columns);
	if (h->sources)
		reader_source_names(r, h->sources);
	if (h->cells)
		reader_cells(r, h->cells, h->groups);
	if (h->repeats)
		reader_repeats(r, h->repeats);
	reader_sources(r, h->sources, h->append);
	if (h->tables)
		reader_tables(r, h->tables);
	if (h->match)
		read_match(r, h->match);
	if (h->summary)
		read_summary(r, h->summary);
	reader_formulas(r);
	reader_fills(r);
	if (h->checks)
		reader_checks(r, h->checks);
	if (h->figures)
		reader_figures(r, h->figures);
	reader_cycles(r);
	if (h->table)
		reader_table(r, h->table);
}

/* Everything that needs the part under its true name would complain of that as well. */
static bool has_unknown_part(const struct node *root)
{
	for (const struct node *n = root->kind == NODE_MAP ? root->first : NULL; n; n = n->next) {
		size_t i = 0;

		while (i < COUNT(head_keys) && strcmp(head_keys[i].name, n->key->text))
			i++;
		if (i == COUNT(head_keys) && n->kind != NODE_TEXT)
			return true;
	}
	return false;
}

static void read_form(struct reader *r, const struct node *root)
{
	struct head h = {0};
	struct form *form = r->form;

	for (int i = 0; i < SUMMARY_ITEMS; i++)
		form->summary[i] = -1;
	form->full_score = decimal_from_int(100);
	reader_map(r, root, head_keys, COUNT(head_keys), &h);
	if (has_unknown_part(root))
		return;
	if (h.form)
		read_id(r, h.form);
	form->version = h.version;
	form->name = h.name;
	form->place = h.place ? h.place : "";
	form->year = h.year;
	form->freeze = h.freeze;
	if (h.full_score)
		reader_decimal(r, h.full_score, &form->full_score);
	read_parts(r, &h);
	if (h.columns && form->freeze >= form->column_count)
		reader_error(r, h.columns, N_("'freeze' must leave a column that moves"), NULL);
}

enum status form_read(const char *name, const char *text, size_t len, struct form **out,
	struct err_list *errors)
{
	struct reader r = { .file = name, .form = form_new(), .errors = { .limit = ERRORS_KEPT } };
	struct node *root = reader_parse(&r, text, len);
	enum status status = STATUS_OK;

	if (root)
		read_form(&r, root);
	free(r.sources);
	free(r.repeats);
	arena_clear(&r.scratch);
	if (r.errors.count) {
		status = STATUS_INPUT;
		hand_over_errors(&r, errors);
		form_free(r.form);
		return status;
	}
	r.form->text = arena_dup(&r.form->private->arena, text, len);
	*out = r.form;
	return status;
}

/* --- files --- */

static enum status refuse_file(
	struct err_list *errors, const char *path, const char *id, const char *why)
{
	struct err *e = errors ? err_list_add(errors) : NULL;

	if (e) {
		err_set(e, STATUS_INPUT, id, why, NULL);
		err_at(e, path, 0, 0);
	}
	return STATUS_INPUT;
}

enum status form_read_file(const char *path, struct form **out, struct err_list *errors)
{
	enum status status;
	FILE *file = fopen(path, "rb");
	char *text;
	size_t len;
	int failed;

	if (!file)
		return refuse_file(
			errors, path, N_("cannot open the form file: %1"), strerror(errno));
	text = mem_resize(NULL, READER_BYTES + 1,
		1); /* one more than allowed: form_read sees that it is too much */
	len = fread(text, 1, READER_BYTES + 1, file);
	failed = ferror(file) ? errno : 0;
	fclose(file);
	if (failed)
		status = refuse_file(
			errors, path, N_("cannot read the form file: %1"), strerror(failed));
	else
		status = form_read(path, text, len, out, errors);
	free(text);
	return status;
}
