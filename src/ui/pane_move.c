/* SPDX-License-Identifier: MIT */
/* Moving from cell to cell. */
#include <stdlib.h>

#include "ui/pane.h"

enum move_kind { MOVE_STEP, MOVE_FAR, MOVE_PAGE, MOVE_NEXT, MOVE_EDGE };

static const struct move { enum command_id id; enum move_kind kind; int dx, dy; } moves[] = {
	{ COMMAND_UP, MOVE_STEP, 0, -1 }, { COMMAND_DOWN, MOVE_STEP, 0, 1 },
	{ COMMAND_LEFT, MOVE_STEP, -1, 0 }, { COMMAND_RIGHT, MOVE_STEP, 1, 0 },
	{ COMMAND_HOME, MOVE_FAR, -1, 0 }, { COMMAND_END, MOVE_FAR, 1, 0 },
	{ COMMAND_PAGE_UP, MOVE_PAGE, 0, -1 }, { COMMAND_PAGE_DOWN, MOVE_PAGE, 0, 1 },
	{ COMMAND_PREVIOUS, MOVE_NEXT, -1, 0 }, { COMMAND_NEXT, MOVE_NEXT, 1, 0 },
	{ COMMAND_FIRST, MOVE_EDGE, 1, 0 }, { COMMAND_LAST, MOVE_EDGE, -1, 0 },
};

/* In one direction to the end, or until `limit` lines have been passed. */
static int far_step(const struct pane *v, int dx, int dy, int limit)
{
	const struct table *t = &v->table;
	int cell = v->cell, start = v->layout.cells[cell].area.y, next;

	for (next = table_step(t, cell, dx, dy); next != cell; next = table_step(t, cell, dx, dy)) {
		int moved = v->layout.cells[next].area.y - start;

		cell = next;
		if (limit && abs(moved) >= limit)
			break;
	}
	return cell;
}

static int target(const struct pane *v, const struct move *m)
{
	const struct table *t = &v->table;

	if (m->kind == MOVE_STEP)
		return table_step(t, v->cell, m->dx, m->dy);
	if (m->kind == MOVE_NEXT)
		return table_next(t, v->cell, m->dx);
	if (m->kind == MOVE_EDGE)
		return table_next(t, m->dx > 0 ? -1 : t->cell_count, m->dx);
	return far_step(v, m->dx, m->dy, m->kind == MOVE_PAGE ? v->area.height - 2 : 0);
}

/* A cell higher than the screen is gone through before the next one. */
static bool may_scroll_inside(const struct pane *v, const struct move *m)
{
	return m->dy && (m->kind == MOVE_STEP ||
		(m->kind == MOVE_PAGE && pane_selected(v)->area.height > v->area.height - 2));
}

bool pane_command(struct pane *v, enum command_id id)
{
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		const struct move *m = &moves[i];

		if (m->id != id)
			continue;
		if (!may_scroll_inside(v, m) || !pane_scroll_inside(v, m->dy))
			pane_select(v, target(v, m));
		return true;
	}
	return false;
}
