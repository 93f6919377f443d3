/* SPDX-License-Identifier: MIT */
/* Random steps on the small form, and an entry as text to compare. */
#ifndef ZIPING_TESTS_RANDOM_STEP_H
#define ZIPING_TESTS_RANDOM_STEP_H

#include "form/change.h"

static inline unsigned random_below(uint64_t *seed, int limit)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % (unsigned)limit;
}

static const char *random_text(uint64_t *seed)
{
	static const char *const texts[] = {
		"", "12.50", "≥90%", "产出指标", "a\nb", " ", "０",
		"该项目按照年初计划实施，按期完成，质量达标，资金使用规范，群众满意度较高。",
	};

	return texts[random_below(seed, (int)(sizeof texts / sizeof *texts))];
}

static inline struct ref random_place(uint64_t *seed, const struct entry *e)
{
	const struct form *form = entry_get_form(e);
	struct ref at = { (int)random_below(seed, form->cell_count), -1 };
	int repeat = form->cells[at.cell].repeat, rows;

	if (repeat < 0)
		return at;
	rows = entry_row_count(e, repeat);
	if (!rows)
		return (struct ref){ 0, -1 };
	at.row = (int)random_below(seed, rows);
	return at;
}

static inline void random_note(uint64_t *seed, struct step *s, struct entry *e)
{
	static const char *const ids[] = { "over-budget", "overshoot", "same-as-last-year" };

	step_set_note(s, e, random_place(seed, e), ids[random_below(seed, 3)], random_text(seed));
}

static inline void random_change(uint64_t *seed, struct step *s, struct entry *e)
{
	int repeat = (int)random_below(seed, entry_get_form(e)->repeat_count);
	int rows = entry_row_count(e, repeat), row = rows ? (int)random_below(seed, rows) : 0;
	int choice = (int)random_below(seed, 10);

	if (choice == 0 && rows < 20)
		step_insert_row(s, e, repeat, (int)random_below(seed, rows + 1));
	else if (choice == 1 && rows)
		step_delete_row(s, e, repeat, row);
	else if (choice == 2 && rows)
		step_move_row(s, e, repeat, row, (int)random_below(seed, rows));
	else if (choice < 5)
		random_note(seed, s, e);
	else
		step_set(s, e, random_place(seed, e), random_text(seed));
}

static inline void random_step(uint64_t *seed, struct step *s, struct entry *e)
{
	int changes = (int)random_below(seed, 4) + 1;

	for (int i = 0; i < changes; i++)
		random_change(seed, s, e);
	s->focus = random_place(seed, e);
}

static inline char *dump_entry(const struct entry *e)
{
	const struct form *form = entry_get_form(e);
	struct str out = { 0 };
	size_t count;
	const struct note *notes = entry_notes(e, &count);

	for (int i = 0; i < form->cell_count; i++)
		if (form->cells[i].repeat < 0)
			str_addf(&out, "%s=%s\n", form->cells[i].name,
				entry_get(e, (struct ref){ i, -1 }));
	for (int r = 0; r < form->repeat_count; r++)
		for (int row = 0; row < entry_row_count(e, r); row++) {
			str_addf(&out, "%d", (int)entry_row_uid(e, r, row));
			for (int i = 0; i < form->repeats[r].count; i++)
				str_addf(&out, "|%s",
					entry_get(e, (struct ref){ form->repeats[r].first + i, row }));
			str_add(&out, "\n");
		}
	for (size_t i = 0; i < count; i++)
		str_addf(&out, "%d,%d(%d) %s: %s\n", notes[i].at.cell, notes[i].at.row,
			(int)notes[i].uid, notes[i].finding, notes[i].text);
	return str_take(&out);
}

#endif
