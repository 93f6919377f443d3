/* SPDX-License-Identifier: MIT */
/* An entry's contents in another entry, whose form may be another version: cells and repeats by name. */
#include <string.h>

#include "form/entry.h"

static int find_repeat(const struct form *form, const struct form *in, int repeat)
{
	const char *name = form->repeats[repeat].name;

	return form_find_repeat(in, name, strlen(name));
}

int form_find_same_cell(const struct form *form, int cell, const struct form *in)
{
	struct str name = { 0 };
	int found;

	form_add_cell_name(form, cell, &name);
	found = form_find_cell(in, str_text(&name), name.len);
	str_clear(&name);
	if (found < 0 || (in->cells[found].repeat < 0) != (form->cells[cell].repeat < 0))
		return -1;
	return found;
}

static void copy_rows(const struct entry *from, struct entry *to, int repeat)
{
	int same = find_repeat(entry_get_form(to), entry_get_form(from), repeat);

	for (int row = 0; same >= 0 && row < entry_row_count(from, same); row++)
		entry_insert_row(to, repeat, row, entry_row_uid(from, same, row));
}

static void copy_texts(const struct entry *from, struct entry *to, int cell)
{
	const struct form *form = entry_get_form(to);
	int same = form_find_same_cell(form, cell, entry_get_form(from));
	int repeat = form->cells[cell].repeat;

	if (same < 0)
		return;
	if (repeat < 0)
		entry_set(to, (struct ref){ cell, -1 }, entry_get(from, (struct ref){ same, -1 }));
	for (int row = 0; repeat >= 0 && row < entry_row_count(to, repeat); row++)
		entry_set(to, (struct ref){ cell, row }, entry_get(from, (struct ref){ same, row }));
}

void entry_copy(const struct entry *from, struct entry *to)
{
	const struct form *form = entry_get_form(to);
	size_t count;
	const struct note *notes = entry_notes(from, &count);

	for (int i = 0; i < form->repeat_count; i++)
		copy_rows(from, to, i);
	for (int i = 0; i < form->cell_count; i++)
		copy_texts(from, to, i);
	for (size_t i = 0; i < count; i++) {
		struct ref at = { form_find_same_cell(entry_get_form(from), notes[i].at.cell, form),
			notes[i].at.row };

		entry_set_note(to, at, notes[i].finding, notes[i].text);
	}
	entry_reserve_uids(to, entry_last_uid(from));
}
