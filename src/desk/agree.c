/* SPDX-License-Identifier: MIT */
#include "desk/agree.h"

static void drop_at(struct step *step, struct entry *e, struct sheet *s, struct ref at)
{
	if (!entry_get(e, at)[0] || !sheet_agrees(s, at))
		return;
	step_set(step, e, at, NULL);
	sheet_touch(s, at);
}

void drop_agreeing(struct step *step, struct entry *e, struct sheet *s)
{
	const struct form *form = entry_get_form(e);

	for (int i = 0; i < form->cell_count; i++) {
		const struct cell *cell = &form->cells[i];
		int rows = cell->repeat < 0 ? 0 : entry_row_count(e, cell->repeat);

		if (!cell->calculate)
			continue;
		if (cell->repeat < 0)
			drop_at(step, e, s, (struct ref){ i, -1 });
		for (int row = 0; row < rows; row++)
			drop_at(step, e, s, (struct ref){ i, row });
	}
}
