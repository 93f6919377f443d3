/* SPDX-License-Identifier: MIT */
/* Last year's table beside this year's, for reading alone: in its own layout and version, scrolled along, with the
 * selected cell pointed out. */
#include <libintl.h>
#include <string.h>

#include "ui/form_internal.h"

#define _(text) gettext(text)

/* Between the halves: a blank and a bar.  In half a screen it matters more that the whole table is seen. */
enum { COLUMNS_MIN = 120, GAP = 2, NARROWEST = 70 };

bool form_beside_fits(const struct form_screen *f)
{
	return f->base.area.width >= COLUMNS_MIN;
}

void form_beside_divide(struct form_screen *f, struct rect *table)
{
	struct beside *b = &f->beside;
	int width = (table->width - GAP) / 2;

	b->area = (struct rect){ 0, 0, 0, 0 };
	f->pane.narrowest = 0;
	if (!b->open || !b->o || !form_beside_fits(f))
		return;
	table->y++;
	table->height--;
	b->area = *table;
	b->area.x += table->width - width;
	b->area.width = table->width = width;
	b->pane.frame = app_frame(f->base.app);
	b->pane.narrowest = f->pane.narrowest = NARROWEST;
	pane_resize(&b->pane, b->area);
	b->followed = (struct ref){ -1, -1 };
	b->dirty = true;
}

/* --- going along --- */

static void point_out(struct form_screen *f)
{
	struct beside *b = &f->beside;
	struct ref there = form_earlier_place(f, f->pane.at);

	pane_mark(&b->pane, there.cell < 0 ? -1 : table_find(&b->pane.table, there), f->pane.x,
		pane_selected(&f->pane)->area.y - f->pane.y);
	b->dirty = true;
}

static void follow(struct form_screen *f)
{
	struct beside *b = &f->beside;

	if (!ref_equal(b->followed, f->pane.at))
		point_out(f);
	else if (b->followed_y != f->pane.y)
		pane_scroll(&b->pane, f->pane.y - b->followed_y);
	b->followed = f->pane.at;
	b->followed_y = f->pane.y;
}

/* --- painting --- */

static void put_head(struct grid *g, struct rect half, const char *text, enum role role)
{
	struct rect line = { half.x, half.y - 1, half.width, 1 };
	struct str cut = { 0 };

	text_add_cut(&cut, grid_widths(g), text, line.width, true);
	grid_put(g, line, line.x, line.y, cut.data, cut.len, role);
	str_clear(&cut);
}

/* The name of the project, or of the unit where there are no projects. */
static const char *name_of(const struct opened *o)
{
	int cell = o->form->summary[SUMMARY_PROJECT];

	if (cell < 0)
		cell = o->form->summary[SUMMARY_UNIT];
	return cell < 0 ? "" : entry_get(o->entry, (struct ref){ cell, -1 });
}

static void paint_heads(struct form_screen *f, struct grid *g)
{
	struct beside *b = &f->beside;
	struct str now = { 0 }, then = { 0 };

	str_addf(&now, _(" %d: typed here"), entry_get_year(f->o->entry));
	str_addf(&then, _(" %d: read-only"), entry_get_year(b->o->entry));
	str_addf(&then, "  %s", b->pane.marked ? name_of(b->o) : _("(this cell is not in it)"));
	put_head(g, f->pane.area, now.data, ROLE_LIST_HEAD);
	put_head(g, b->area, then.data, ROLE_STATUS);
	str_clear(&now);
	str_clear(&then);
}

static void paint_gap(struct form_screen *f, struct grid *g)
{
	const struct rect *now = &f->pane.area, *then = &f->beside.area;
	struct rect gap = { now->x + now->width, then->y - 1, 0, then->height + 1 };

	/* Of an odd number of columns one is left over. */
	gap.width = then->x - gap.x;
	grid_fill(g, gap, ROLE_PLAIN);
	gap.x = then->x - 1;
	gap.width = 1;
	grid_fill(g, gap, ROLE_STATUS);
}

void form_beside_paint(struct form_screen *f, struct grid *g, bool all)
{
	struct beside *b = &f->beside;

	if (!b->area.height)
		return;
	follow(f);
	if (all || b->dirty) {
		paint_heads(f, g);
		paint_gap(f, g);
	}
	b->dirty = false;
	pane_paint(&b->pane, g, all);
}

/* --- the mouse --- */

bool form_beside_event(struct form_screen *f, const struct event *e)
{
	struct beside *b = &f->beside;

	if (!b->area.height || (e->kind != EVENT_CLICK && e->kind != EVENT_WHEEL) || e->x < b->area.x - GAP
			|| e->y < b->area.y - 1 || e->y >= b->area.y + b->area.height)
		return false;
	if (e->kind == EVENT_WHEEL)
		pane_scroll(&b->pane, e->by);
	else
		app_say(f->base.app, ROLE_WARNING,
			_("This half is last year's and can only be read; type in the other one."));
	return true;
}
