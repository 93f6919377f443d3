/* SPDX-License-Identifier: MIT */
/* Texts to be written anew each year, held against those of last year's entry. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/sheet_internal.h"

/* 无, 已全部完成 and their like say nothing wrong twice. */
enum { SAME_MIN = 10 };

static bool is_fresh(const struct form *form, int cell)
{
	const struct cell *c = &form->cells[cell];

	return c->fresh || (c->repeat >= 0 && form->repeats[c->repeat].reason == cell);
}

static int compare(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	return x->cell != y->cell ? x->cell - y->cell : strcmp(x->text, y->text);
}

bool sheet_is_said_again(const struct sheet *s, int cell, const char *text)
{
	const struct said key = { cell, (char *)text };

	return s->said_count && *text && bsearch(&key, s->said, s->said_count, sizeof *s->said, compare)
		&& text_graphemes(text, strlen(text)) >= SAME_MIN;
}

void sheet_forget_earlier(struct sheet *s)
{
	for (size_t i = 0; i < s->said_count; i++)
		free(s->said[i].text);
	s->said_count = 0;
}

static void keep(struct sheet *s, int cell, const char *text)
{
	if (!*text)
		return;
	s->said = mem_grow(s->said, &s->said_cap, s->said_count + 1, sizeof *s->said);
	s->said[s->said_count++] = (struct said){ cell, mem_dup(text) };
}

static void keep_cell(struct sheet *s, const struct entry *earlier, int cell)
{
	int same = form_find_same_cell(s->form, cell, entry_get_form(earlier));
	int repeat = same < 0 ? -1 : entry_get_form(earlier)->cells[same].repeat;
	int rows = repeat < 0 ? 0 : entry_row_count(earlier, repeat);

	if (same >= 0 && repeat < 0)
		keep(s, cell, entry_get(earlier, (struct ref){ same, -1 }));
	for (int row = 0; row < rows; row++)
		keep(s, cell, entry_get(earlier, (struct ref){ same, row }));
}

static void check_cell(struct sheet *s, int cell)
{
	int repeat = s->form->cells[cell].repeat;

	if (repeat < 0)
		sheet_check_said(s, (struct ref){ cell, -1 });
	for (int row = 0; repeat >= 0 && row < s->blocks[repeat].rows; row++)
		sheet_check_said(s, (struct ref){ cell, row });
}

void sheet_set_earlier(struct sheet *s, const struct entry *earlier)
{
	sheet_forget_earlier(s);
	for (int i = 0; earlier && i < s->form->cell_count; i++)
		if (is_fresh(s->form, i))
			keep_cell(s, earlier, i);
	if (s->said_count)
		qsort(s->said, s->said_count, sizeof *s->said, compare);
	for (int i = 0; i < s->form->cell_count; i++)
		if (is_fresh(s->form, i))
			check_cell(s, i);
}
