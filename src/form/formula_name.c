/* SPDX-License-Identifier: MIT */
/* What names in a formula stand for. */
#include <string.h>

#include "form/formula_internal.h"

enum { NAME_BYTES = 200 };

enum formula_type formula_cell_type(const struct cell *cell)
{
	bool number = cell->type >= CELL_NUMBER && cell->type <= CELL_WEIGHT;

	return number ? FORMULA_NUMBER : FORMULA_TEXT;
}

/* The group a name that starts with a dot is completed with: "funds.total", or a repeat, or
 * nothing. */
static const char *group_of(const struct formula_place *p, size_t *len)
{
	const char *name = p->prefix, *dot;

	if (name) {
		*len = strlen(name);
		return name;
	}
	if (p->cell && p->cell->repeat < 0) {
		dot = strrchr(p->cell->name, '.');
		*len = dot ? (size_t)(dot - p->cell->name) : 0;
		return p->cell->name;
	}
	name = p->repeat >= 0 ? p->form->repeats[p->repeat].name : "";
	*len = strlen(name);
	return name;
}

/* Joins group and name into `out`; 0: too long. */
static size_t join(const char *group, size_t group_len, const char *name, size_t len,
	char out[NAME_BYTES])
{
	size_t dot = group_len > 0;

	if (group_len + dot + len > NAME_BYTES)
		return 0;
	memcpy(out, group, group_len);
	if (dot)
		out[group_len] = '.';
	memcpy(out + group_len + dot, name, len);
	return group_len + dot + len;
}

static int find_joined(const struct form *form, const char *group, size_t group_len,
	const char *name, size_t len)
{
	char full[NAME_BYTES];
	size_t full_len = join(group, group_len, name, len, full);

	return full_len ? form_find_cell(form, full, full_len) : -1;
}

static int find(const struct formula_place *p, const char *name, size_t len)
{
	const char *group;
	size_t group_len;
	int cell = -1;

	if (len && name[0] == '.') {
		group = group_of(p, &group_len);
		return find_joined(p->form, group, group_len, name + 1, len - 1);
	}
	if (p->repeat >= 0 && !memchr(name, '.', len)) {
		group = p->form->repeats[p->repeat].name;
		cell = find_joined(p->form, group, strlen(group), name, len);
	}
	return cell >= 0 ? cell : form_find_cell(p->form, name, len);
}

int formula_find(const struct form *form, const struct cell *cell, const char *prefix, int repeat,
	const char *name, size_t len)
{
	struct formula_place place = { form, cell, prefix, repeat };

	return find(&place, name, len);
}

/* --- patterns --- */

bool formula_is_pattern(const char *name, size_t len)
{
	return memchr(name, '*', len) || memchr(name, '{', len);
}

struct expansion {
	const struct formula_place *place;
	void (*add)(void *context, int cell);
	void *context;
	int count;
};

static bool add(struct expansion *e, int cell)
{
	e->add(e->context, cell);
	return ++e->count <= FORMULA_NAMES && cell >= 0;
}

/* * is one part of a name, whatever it is. */
static bool matches(const char *name, const char *pattern, size_t len)
{
	const char *end = pattern + len;

	for (; pattern < end; pattern++) {
		if (*pattern != '*') {
			if (*name++ != *pattern)
				return false;
			continue;
		}
		if (*name == '.' || !*name)
			return false;
		name += strcspn(name, ".");
	}
	return !*name;
}

static bool add_matching(struct expansion *e, const char *pattern, size_t len)
{
	const struct form *form = e->place->form;

	for (int i = 0; i < form->cell_count; i++) {
		const struct cell *cell = &form->cells[i];

		if (cell->repeat < 0 && cell != e->place->cell &&
			matches(cell->name, pattern, len) && !add(e, i))
			return false;
	}
	return true;
}

static bool add_plain(struct expansion *e, const char *name, size_t len)
{
	const char *group = "";
	size_t group_len = 0, skip = len && name[0] == '.';
	char full[NAME_BYTES];

	if (!memchr(name, '*', len))
		return add(e, find(e->place, name, len));
	/* A search that finds nothing costs as well; braces can ask for a million of them. */
	e->count += 1 + e->place->form->cell_count / 64;
	if (e->count > FORMULA_NAMES)
		return add(e, -1);
	if (skip)
		group = group_of(e->place, &group_len);
	len = join(group, group_len, name + skip, len - skip, full);
	return add_matching(e, full, len);
}

/* Braces one after the other: at each depth the name is whole up to the next one. */
static bool expand(struct expansion *e, const char *name, size_t len)
{
	const char *open = memchr(name, '{', len);
	size_t before = open ? (size_t)(open - name) : 0, after;
	const char *close = open ? memchr(open, '}', len - before) : NULL;
	char full[NAME_BYTES];

	if (!close)
		return add_plain(e, name, len);
	after = len - (size_t)(close + 1 - name);
	for (const char *p = open + 1; p <= close; ) {
		size_t part = strcspn(p, ",}");

		if (before + part + after > NAME_BYTES)
			return add(e, -1);
		memcpy(full, name, before);
		memcpy(full + before, p, part);
		memcpy(full + before + part, close + 1, after);
		if (!expand(e, full, before + part + after))
			return false;
		p += part + 1;
	}
	return true;
}

bool formula_expand(const struct formula_place *place, const char *name, size_t len,
	void (*add_one)(void *context, int cell), void *context)
{
	struct expansion e = { place, add_one, context, 0 };

	return expand(&e, name, len);
}
