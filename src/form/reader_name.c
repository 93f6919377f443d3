/* SPDX-License-Identifier: MIT */
/* Names: which are allowed, what braces make of them, which cell they stand for. */
#include "form/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

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
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz",
			  more[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

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
		reader_error(r, at, N_("'%1' has a meaning in formulas; choose another name"), name,
			NULL);
	else if (dots)
		reader_error(r, at, N_("'%1' is no name: a-z, 0-9 and _, parts joined by dots"),
			name, NULL);
	else
		reader_error(r, at, N_("'%1' is no name here: a-z, 0-9 and _, without dots"), name,
			NULL);
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
		reader_error(e->r, e->node,
			N_("braces stand for several names as in funds.{fiscal,other}.budget"),
			NULL);
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

	if (r->errors.count == r->errors.limit || reader_hint(r, node))
		return;
	words = mem_array(count + 1, sizeof(*words));
	count = 0;
	for (int i = 0; i < form->cell_count; i++)
		if (strcmp(form->cells[i].name, name) != 0)	/* a column that is none here */
			words[count++] = form->cells[i].name;
	near = reader_nearest(name, words);
	if (near)
		reader_error_inside(r, node, offset,
			N_("there is no cell '%1'; did you mean '%2'?"), name, near, NULL);
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
