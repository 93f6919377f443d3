/* SPDX-License-Identifier: MIT */
#include "out/blank.h"

enum { ROWS_LEAST = 5 };

static void add_rows(struct entry *e, int repeat, int wanted)
{
	int max = entry_get_form(e)->repeats[repeat].max;

	wanted = wanted < ROWS_LEAST ? ROWS_LEAST : wanted;
	wanted = wanted > max ? max : wanted;
	while (entry_row_count(e, repeat) < wanted)
		entry_insert_row(e, repeat, entry_row_count(e, repeat), 0);
}

void blank_make(struct blank *b, const struct sheet *like)
{
	const struct form *form = sheet_get_form(like);
	const struct entry *e = sheet_get_entry(like);

	b->entry = entry_new(form, entry_get_year(e));
	entry_fill_initial(b->entry);
	for (int r = 0; r < form->repeat_count; r++)
		add_rows(b->entry, r, entry_row_count(e, r));
	b->sheet = sheet_new(b->entry);
}

void blank_clear(struct blank *b)
{
	if (!b->entry)
		return;
	sheet_free(b->sheet);
	entry_free(b->entry);
	*b = (struct blank){ 0 };
}
