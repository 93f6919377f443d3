/* SPDX-License-Identifier: MIT */
#include "layout/layout_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void view_init(struct view *v, const struct layout *l, struct grid *g, struct rect target, int x, int rows)
{
	*v = (struct view){ .l = l, .g = g, .target = target, .x = x, .y = target.y };
	v->slices = mem_array((size_t)rows + 1, sizeof *v->slices);
	v->rules = mem_array((size_t)rows + 2, sizeof *v->rules);
}

void view_clear(struct view *v)
{
	free(v->slices);
	free(v->rules);
}

/* The rule between the last slice and `row` (-1: none), if there is to be one. */
static void view_add_rule(struct view *v, int row, int lines)
{
	const struct slice *last = v->count ? &v->slices[v->count - 1] : NULL;
	int above = last && layout_row_framed(v->l, last->row) ? last->row : -1;
	int below = layout_row_framed(v->l, row) ? row : -1;

	if (above < 0 && below < 0)
		return;
	v->rules[v->rule_count++] = (struct rule){
		above, below, v->y++, above >= 0 && last->to > last->from, below >= 0 && lines > 0
	};
}

void view_add(struct view *v, int row, int from, int to, bool rule)
{
	if (rule)
		view_add_rule(v, row, to - from);
	v->slices[v->count++] = (struct slice){ row, from, to, v->y };
	v->y += to - from;
}

void view_close(struct view *v)
{
	view_add_rule(v, -1, 0);
}

/* --- frame --- */

/* True if a vertical line stands left of the column in that row. */
static bool has_line(const struct table *t, int row, int column)
{
	return row >= 0 && table_owner(t, row, column - 1) != table_owner(t, row, column);
}

/* True if the rule is drawn above or below that column; a cell that spans both rows interrupts it. */
static bool has_rule(const struct table *t, const struct rule *r, int column)
{
	int above = r->above < 0 ? -1 : table_owner(t, r->above, column);
	int below = r->below < 0 ? -1 : table_owner(t, r->below, column);

	return above != below;
}

static void view_paint_rule(const struct view *v, const struct rule *r, struct str *line)
{
	const struct layout *l = v->l;
	const struct table *t = l->table;
	enum frame frame = l->medium.frame;
	int unit = grid_frame_width(frame, l->medium.widths);
	bool left = false;

	str_reset(line);
	for (int c = 0; c <= t->columns; c++) {
		bool right = has_rule(t, r, c);
		bool up = r->up && has_line(t, r->above, c), down = r->down && has_line(t, r->below, c);
		const char *corner = grid_frame_glyph(frame, left, right, up, down);
		int gap = c < t->columns ? l->column_x[c + 1] - l->column_x[c] - unit : 0;

		str_add_repeat(line, corner, *corner == ' ' ? unit : 1);
		if (right)
			str_add_repeat(line, grid_frame_glyph(frame, true, true, false, false), gap / unit);
		else
			str_add_repeat(line, " ", gap);
		left = right;
	}
	grid_put(v->g, v->target, v->target.x - v->x, r->y, line->data, line->len, ROLE_FRAME);
}

static void view_paint_frame(const struct view *v)
{
	const struct table *t = v->l->table;
	const char *bar = grid_frame_glyph(v->l->medium.frame, false, false, true, true);
	struct str line = {0};

	for (int i = 0; i < v->rule_count; i++)
		view_paint_rule(v, &v->rules[i], &line);
	str_clear(&line);
	for (int i = 0; i < v->count; i++) {
		const struct slice *s = &v->slices[i];

		for (int c = 0; c <= t->columns && layout_row_framed(v->l, s->row); c++)
			if (has_line(t, s->row, c))
				grid_put_down(v->g, v->target, v->target.x - v->x + v->l->column_x[c], s->y,
					s->to - s->from, bar, ROLE_FRAME);
	}
}

/* --- cells --- */

static bool slice_shows(const struct view *v, int slice, int cell)
{
	const struct table_cell *c = &v->l->table->cells[cell];
	int row = v->slices[slice].row;

	return row >= c->row && row < c->row + c->rows;
}

static bool view_extent(const struct view *v, int cell, int first, int *last, int *top, int *bottom)
{
	int end = v->target.y + v->target.height;

	for (*last = first; *last + 1 < v->count && slice_shows(v, *last + 1, cell);)
		++*last;
	*top = v->slices[first].y;
	*bottom = v->slices[*last].y + v->slices[*last].to - v->slices[*last].from;
	*top = *top < v->target.y ? v->target.y : *top;
	*bottom = *bottom > end ? end : *bottom;
	return *bottom > *top;
}

/* Grid line of the cell's first line of text.  Labels and cells over several rows have it in the middle of what is
 * seen of them; others where it stands on the whole sheet; what is being typed begins at the top. */
static int view_text_top(const struct view *v, int cell, int first, int top, int bottom)
{
	const struct table_cell *c = &v->l->table->cells[cell];
	const struct layout_cell *lc = &v->l->cells[cell];
	const struct slice *s = &v->slices[first];
	int lines = (int)lc->lines.count, spare = lc->area.height - lines;

	if (cell == v->l->edit_cell)
		spare = 0;
	else if ((c->rows > 1 || c->at.cell < 0) && lines <= bottom - top)
		return top + (bottom - top - lines) / 2;
	return s->y - s->from + lc->area.y + (spare > 0 ? spare / 2 : 0);
}

static enum role natural_role(const struct layout *l, int cell)
{
	static const enum role by_shown[] = {
		[SHOWN_NOTHING] = ROLE_TYPED, [SHOWN_TYPED] = ROLE_TYPED, [SHOWN_COMPUTED] = ROLE_COMPUTED,
		[SHOWN_UNKNOWN] = ROLE_UNKNOWN, [SHOWN_OVERRIDE] = ROLE_OVERRIDE
	};
	const struct table_cell *c = &l->table->cells[cell];

	if (l->table->rows[c->row].form_row->title)
		return ROLE_TITLE;
	if (c->at.cell < 0)
		return ROLE_LABEL;
	return cell == l->edit_cell ? ROLE_EDIT : by_shown[l->cells[cell].shown];
}

static void view_paint_text(const struct view *v, int cell, int y, int top, int bottom, enum role role)
{
	const struct layout_cell *lc = &v->l->cells[cell];
	int dx = v->target.x - v->x, left = dx + lc->area.x;
	struct rect clip = { left, top, lc->area.width, bottom - top };
	int right = left + clip.width, edge = v->target.x + v->target.width;

	clip.x = left < v->target.x ? v->target.x : left;
	clip.width = (right > edge ? edge : right) - clip.x;
	for (size_t i = 0; i < lc->lines.count; i++, y++) {
		const struct text_line *line = &lc->lines.items[i];

		if (y >= top && y < bottom && line->len)
			grid_put(v->g, clip, dx + layout_line_x(v->l, cell, i, v->x), y, lc->text.data + line->start,
				line->len, role);
	}
}

static void view_paint_slices(const struct view *v, int cell, int first, bool fill)
{
	const struct layout_cell *lc = &v->l->cells[cell];
	enum role role = natural_role(v->l, cell);
	int last, top, bottom, x = v->target.x - v->x + lc->area.x, right = x + lc->area.width;
	int edge = v->target.x + v->target.width;

	if (!view_extent(v, cell, first, &last, &top, &bottom) || right <= v->target.x || x >= edge)
		return;
	if (v->style && v->style->role)
		role = v->style->role(v->style->context, v->l, cell, role);
	if (fill) {
		x = x < v->target.x ? v->target.x : x;
		right = right > edge ? edge : right;
		grid_fill(v->g, (struct rect){ x, top, right - x, bottom - top }, role);
	}
	view_paint_text(v, cell, view_text_top(v, cell, first, top, bottom), top, bottom, role);
}

void view_paint(const struct view *v)
{
	const struct table *t = v->l->table;

	grid_fill(v->g, v->target, ROLE_PLAIN);
	view_paint_frame(v);
	for (int i = 0; i < v->count; i++) {
		int before = -1;

		for (int c = 0; c < t->columns; c++) {
			int cell = table_owner(t, v->slices[i].row, c);

			if (cell < 0 || cell == before)
				continue;
			before = cell;
			if (i == 0 || !slice_shows(v, i - 1, cell))
				view_paint_slices(v, cell, i, v->style != NULL);
		}
	}
}

void view_paint_cell(const struct view *v, int cell)
{
	for (int i = 0; i < v->count; i++)
		if (slice_shows(v, i, cell)) {
			view_paint_slices(v, cell, i, true);
			return;
		}
}
