/* SPDX-License-Identifier: MIT */
#include "form/note.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/finding.h"

static int compare(const struct note *n, struct ref at, const char *finding)
{
	if (n->at.cell != at.cell)
		return n->at.cell - at.cell;
	if (n->at.row != at.row)
		return n->at.row - at.row;
	return strcmp(n->finding, finding);
}

/* Where it is, or would be. */
static size_t find(const struct notes *n, struct ref at, const char *finding)
{
	size_t low = 0, high = n->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare(&n->items[middle], at, finding) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_there(const struct notes *n, size_t i, struct ref at, const char *finding)
{
	return i < n->count && !compare(&n->items[i], at, finding);
}

const char *notes_get(const struct notes *n, struct ref at, const char *finding)
{
	size_t i = find(n, at, finding);

	return is_there(n, i, at, finding) ? n->items[i].text : "";
}

static void take_out(struct notes *n, size_t i)
{
	free(n->items[i].text);
	n->count--;
	memmove(n->items + i, n->items + i + 1, (n->count - i) * sizeof *n->items);
}

static void put_in(struct notes *n, size_t i, struct note note)
{
	n->items = mem_grow(n->items, &n->cap, n->count + 1, sizeof *n->items);
	memmove(n->items + i + 1, n->items + i, (n->count - i) * sizeof *n->items);
	n->items[i] = note;
	n->count++;
}

void notes_set(struct notes *n, struct ref at, int64_t uid, const char *finding, const char *text)
{
	const struct finding_kind *kind = finding_find(finding);
	size_t i = find(n, at, finding);
	char *copy;

	if (!kind)
		return;
	copy = text && *text ? mem_dup(text) : NULL;
	if (is_there(n, i, at, finding))
		take_out(n, i);
	if (copy)
		put_in(n, i, (struct note){ .at = at, .uid = uid, .finding = kind->id,
			.text = copy });
}

void notes_reset(struct notes *n)
{
	for (size_t i = 0; i < n->count; i++)
		free(n->items[i].text);
	n->count = 0;
}

void notes_clear(struct notes *n)
{
	notes_reset(n);
	free(n->items);
	*n = (struct notes){ 0 };
}

/* Nearly in order already, and few. */
static void sort(struct notes *n)
{
	for (size_t i = 1; i < n->count; i++) {
		struct note note = n->items[i];
		size_t k = i;

		for (; k && compare(&n->items[k - 1], note.at, note.finding) > 0; k--)
			n->items[k] = n->items[k - 1];
		n->items[k] = note;
	}
}

void notes_follow_rows(struct notes *n, const struct entry *e, int repeat)
{
	const struct form *form = entry_get_form(e);

	for (size_t i = n->count; i-- > 0; ) {
		struct note *note = &n->items[i];

		if (form->cells[note->at.cell].repeat != repeat)
			continue;
		note->at.row = entry_find_row(e, repeat, note->uid);
		if (note->at.row < 0)
			take_out(n, i);
	}
	sort(n);
}
