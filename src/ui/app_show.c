/* SPDX-License-Identifier: MIT */
/* The stack is painted upwards into the one grid, and the grid shown where it differs. */
#include <libintl.h>

#include "ui/app_internal.h"

#define _(text) gettext(text)

static void paint_small(struct app *app)
{
	struct grid *g = app->grid;
	struct rect whole = { 0, 0, grid_columns(g), grid_rows(g) };
	struct str text = { 0 };
	struct text_lines lines = { 0 };

	str_addf(&text, _("The window is too small: at least %d columns and %d lines are needed."),
		SCREEN_MIN_COLUMNS, SCREEN_MIN_ROWS);
	grid_fill(g, whole, ROLE_PLAIN);
	text_wrap(grid_widths(g), text.data, text.len, whole.width, &lines);
	for (size_t i = 0; i < lines.count; i++)
		grid_put(g, whole, 0, (int)i, text.data + lines.items[i].start, lines.items[i].len,
			ROLE_PLAIN);
	text_lines_clear(&lines);
	str_clear(&text);
}

/* Upwards, so that each lies over the one below. */
static void paint_stack(struct app *app, struct screen *s)
{
	if (s->class->place && s->below)
		paint_stack(app, s->below);
	s->class->paint(s, app->grid, true);
	s->dirty = false;
}

static struct screen *full_screen(const struct app *app)
{
	struct screen *s = app->top;

	while (s->class->place && s->below)
		s = s->below;
	return s;
}

static bool is_covered_dirty(const struct app *app)
{
	const struct screen *full = full_screen(app);

	for (const struct screen *s = app->top; s != full; ) {
		s = s->below;
		if (s->dirty)
			return true;
	}
	return false;
}

static bool paint(struct app *app)
{
	struct screen *top = app->top;
	bool all = app->all || is_covered_dirty(app);
	bool painted = all || top->dirty;

	app->all = false;
	if (app_is_small(app)) {
		if (all)
			paint_small(app);
		return all;
	}
	if (all)
		paint_stack(app, top);
	else if (top->dirty)
		top->class->paint(top, app->grid, false);
	top->dirty = false;
	painted |= bars_paint(&app->bars, app->grid, full_screen(app), top->class->context(top), all);
	return painted;
}

void app_show(struct app *app)
{
	int x = -1, y = 0;
	bool painted;

	if (!app->top)
		return;
	painted = paint(app);
	if (app_is_small(app) || !app->top->class->cursor || !app->top->class->cursor(app->top, &x, &y))
		x = -1;
	if (!painted && !app->again && x == app->shown_x && y == app->shown_y)
		return;
	app->front->show(app->front->context, app->grid, x, y, app->again);
	app->again = false;
	app->shown_x = x;
	app->shown_y = y;
}

void app_add_dump(const struct app *app, struct str *out)
{
	for (int y = 0; y < grid_rows(app->grid); y++) {
		grid_add_row(app->grid, y, true, out);
		str_add_char(out, '\n');
	}
}
