/* SPDX-License-Identifier: MIT */
#include "form/form.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/compose.h"
#include "form/private.h"

enum { ARENA_BLOCK = 16384, SLOTS = 256 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t data[];
};

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
	size_t align = _Alignof(max_align_t), bytes;
	struct arena_block *b = a->blocks;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
		bytes = SIZE_MAX / 2;	/* refused by mem_alloc */
	bytes = (bytes + align - 1) / align * align;
	if (!b || b->size - b->used < bytes) {
		size_t room = bytes > ARENA_BLOCK ? bytes : ARENA_BLOCK;

		b = mem_alloc(sizeof(*b) + room);
		b->size = room;
		b->next = a->blocks;
		a->blocks = b;
	}
	p = (char *)b->data + b->used;
	b->used += bytes;
	return p;
}

char *arena_dup(struct arena *a, const char *text, size_t len)
{
	char *copy = arena_alloc(a, len + 1, 1);

	if (len)
		memcpy(copy, text, len);
	return copy;
}

void arena_clear(struct arena *a)
{
	struct arena_block *next;

	for (struct arena_block *b = a->blocks; b; b = next) {
		next = b->next;
		free(b);
	}
	a->blocks = NULL;
}

struct form *form_new(void)
{
	struct form *form = mem_alloc(sizeof(*form));

	form->private = mem_alloc(sizeof(*form->private));
	return form;
}

void form_free(struct form *form)
{
	if (!form)
		return;
	for (int i = 0; i < form->cell_count; i++) {
		formula_free(form->cells[i].calculate);
		compose_clear(form->cells[i].compose);
	}
	for (int i = 0; i < form->check_count; i++)
		formula_free(form->checks[i].when);
	for (int i = 0; i < form->figure_count; i++)
		formula_free(form->figures[i].is);
	free(form->cells);
	free(form->checks);
	free(form->private->slots);
	free(form->private->outsides);
	arena_clear(&form->private->arena);
	free(form->private);
	free(form);
}

static size_t hash_add(size_t hash, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)s[i]) * 0x100000001b3u;
	return hash;
}

static const char *prefix_of(const struct form *form, int cell)
{
	int repeat = form->cells[cell].repeat;

	return repeat < 0 ? NULL : form->repeats[repeat].name;
}

static size_t hash_cell(const struct form *form, int cell)
{
	const char *prefix = prefix_of(form, cell), *name = form->cells[cell].name;
	size_t hash = 0xcbf29ce484222325u;

	if (prefix)
		hash = hash_add(hash_add(hash, prefix, strlen(prefix)), ".", 1);
	return hash_add(hash, name, strlen(name));
}

static bool cell_has_name(const struct form *form, int cell, const char *name, size_t len)
{
	const char *prefix = prefix_of(form, cell), *own = form->cells[cell].name;
	size_t own_len = strlen(own), skip = prefix ? strlen(prefix) + 1 : 0;

	return len == skip + own_len && !memcmp(name + skip, own, own_len) &&
		(!prefix || (!memcmp(name, prefix, skip - 1) && name[skip - 1] == '.'));
}

static size_t find_slot(const struct form *form, size_t hash, const char *name, size_t len)
{
	const struct form_private *p = form->private;
	size_t i = hash & (p->slot_count - 1);

	while (p->slots[i] && !cell_has_name(form, p->slots[i] - 1, name, len))
		i = (i + 1) & (p->slot_count - 1);
	return i;
}

static void grow_index(struct form *form)
{
	struct form_private *p = form->private;
	size_t old_count = p->slot_count;
	int *old = p->slots;

	p->slot_count = old_count ? old_count * 2 : SLOTS;
	p->slots = mem_array(p->slot_count, sizeof(*p->slots));
	for (size_t i = 0; i < old_count; i++) {
		size_t at;

		if (!old[i])
			continue;
		at = hash_cell(form, old[i] - 1) & (p->slot_count - 1);
		while (p->slots[at])
			at = (at + 1) & (p->slot_count - 1);
		p->slots[at] = old[i];
	}
	free(old);
}

int form_index_add(struct form *form, int cell)
{
	struct form_private *p = form->private;
	struct str name = {0};
	size_t at;
	int there;

	if (p->used * 2 >= p->slot_count)
		grow_index(form);
	form_add_cell_name(form, cell, &name);
	at = find_slot(form, hash_cell(form, cell), str_text(&name), name.len);
	str_clear(&name);
	there = p->slots[at] - 1;
	if (there < 0) {
		p->slots[at] = cell + 1;
		p->used++;
	}
	return there;
}

int form_find_cell(const struct form *form, const char *name, size_t len)
{
	if (!form->private->slot_count)
		return -1;
	return form->private->slots[find_slot(
		       form, hash_add(0xcbf29ce484222325u, name, len), name, len)] -
		1;
}

int form_find_repeat(const struct form *form, const char *name, size_t len)
{
	for (int i = 0; i < form->repeat_count; i++)
		if (strlen(form->repeats[i].name) == len &&
			!memcmp(form->repeats[i].name, name, len))
			return i;
	return -1;
}

int form_find_source(const struct form *form, const char *name, size_t len)
{
	for (int i = 0; i < form->source_count; i++)
		if (strlen(form->sources[i].name) == len &&
			!memcmp(form->sources[i].name, name, len))
			return i;
	return -1;
}

int form_finding_cell(const struct form *form, enum summary_item item)
{
	if (item == SUMMARY_DEPARTMENT && form->summary[item] < 0)
		item = SUMMARY_UNIT;
	return form->summary[item];
}

bool form_finds_by(const struct form *form, int cell)
{
	for (int i = 0; i < form->source_count; i++) {
		const struct source *s = &form->sources[i];

		if (s->chosen == cell)
			return true;
		for (enum summary_item item = 0; item < SUMMARY_ITEMS; item++)
			if ((s->by & (1u << item)) && form_finding_cell(form, item) == cell)
				return true;
	}
	return false;
}

const struct outside *form_outsides(const struct form *form, int *count)
{
	*count = form->private->outside_count;
	return form->private->outsides;
}

int form_add_outside(const struct form *form, int source, const char *name, size_t len, int column)
{
	struct form_private *p = form->private;
	struct outside *added;

	for (int i = 0; i < p->outside_count; i++)
		if (p->outsides[i].source == source && strlen(p->outsides[i].name) == len &&
			!memcmp(p->outsides[i].name, name, len))
			return i;
	p->outsides = mem_grow(p->outsides, &p->outside_cap, (size_t)p->outside_count + 1,
		sizeof *p->outsides);
	added = &p->outsides[p->outside_count];
	*added = (struct outside){ source, arena_dup(&p->arena, name, len), 0, column };
	return p->outside_count++;
}

enum form_money form_money(const struct form *form)
{
	bool scored = form->summary[SUMMARY_SCORE] >= 0 && !form->source_count;

	if (form->summary[SUMMARY_PROJECT] >= 0)
		return scored ? MONEY_PROJECT : MONEY_NONE;
	if (form->summary[SUMMARY_PROJECTS] >= 0)
		return scored ? MONEY_DEPARTMENT : MONEY_HELD;
	return scored && form->summary[SUMMARY_EXECUTED] >= 0 ? MONEY_DEPARTMENT : MONEY_NONE;
}

const char *form_find_print(const struct cell *cell, const char *text)
{
	for (int i = 0; i < cell->print_count; i++)
		if (!strcmp(cell->prints[i].text, text))
			return cell->prints[i].printed;
	return NULL;
}

void form_add_cell_name(const struct form *form, int cell, struct str *out)
{
	const char *prefix = prefix_of(form, cell);

	if (prefix) {
		str_add(out, prefix);
		str_add_char(out, '.');
	}
	str_add(out, form->cells[cell].name);
}
