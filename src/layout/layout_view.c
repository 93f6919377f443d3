/* SPDX-License-Identifier: MIT */
#include "layout/layout_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void view_init(struct view *v, const struct layout *l, struct grid *g, struct rect target, int x,
	int rows)
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
static void view_add_rule(struct view *v, int row)
{
	const struct slice *last = v->count ? &v->slices[v->count - 1] : NULL;
	int above = last && layout_row_framed(v->l, last->row) ? last->row : -1;
	int below = layout_row_framed(v->l, row) ? row : -1;

	if (above < 0 && below < 0)
		return;
	v->rules[v->rule_count++] = (struct rule){ above, below, v->y++ };
}

void view_add(struct view *v, int row, int from, int to, bool rule)
{
	if (rule)
		view_add_rule(v, row);
	v->slices[v->count++] = (struct slice){ row, from, to, v->y };
	v->y += to - from;
}

void view_close(struct view *v)
{
	view_add_rule(v, -1);
}

/* --- frame --- */

static const int *owners(const struct table *t, int row)
{
	return row < 0 ? NULL : t->owner + (size_t)row * (size_t)t->columns;
}

/* The cell of a row at a column, -1 outside. */
static int owner_at(const struct table *t, const int *row, int column)
{
	return row && column >= 0 && column < t->columns ? row[column] : -1;
}

/* True if a vertical line stands left of the column in that row. */
static bool has_line(const struct table *t, const int *row, int column)
{
	return owner_at(t, row, column - 1) != owner_at(t, row, column);
}

/* For each vertical line where the rule's glyph goes; a cell that spans both rows interrupts the
 * rule. */
void view_rule_corners(const struct view *v, const struct rule *r, unsigned char *corners)
{
	const struct table *t = v->l->table;
	const int *above = owners(t, r->above), *below = owners(t, r->below);
	unsigned left = 0;

	for (int c = 0; c <= t->columns; c++) {
		bool right = owner_at(t, above, c) != owner_at(t, below, c);

		corners[c] = (unsigned char)(left | (right ? RULE_RIGHT : 0)
			| (has_line(t, above, c) ? RULE_UP : 0)
			| (has_line(t, below, c) ? RULE_DOWN : 0));
		left = right ? RULE_LEFT : 0;
	}
}

static void view_paint_rule(const struct view *v, int y, const unsigned char *corners,
	struct str *line)
{
	const struct layout *l = v->l;
	enum frame frame = l->medium.frame;
	const char *bar = grid_frame_glyph(frame, true, true, false, false);
	int unit = grid_frame_width(frame, l->medium.widths), columns = l->table->columns;

	str_reset(line);
	for (int c = 0; c <= columns; c++) {
		unsigned go = corners[c];
		int gap = c < columns ? l->column_x[c + 1] - l->column_x[c] - unit : 0;

		str_add_repeat(line, grid_frame_glyph(frame, go & RULE_LEFT, go & RULE_RIGHT,
			go & RULE_UP, go & RULE_DOWN), go ? 1 : unit);
		str_add_repeat(line, go & RULE_RIGHT ? bar : " ", go & RULE_RIGHT ? gap / unit : gap);
	}
	grid_put(v->g, v->target, v->target.x - v->x, y, line->data, line->len, ROLE_FRAME);
}

/* Most rules are like one above: these are copied. */
static void view_paint_rules(const struct view *v)
{
	size_t size = (size_t)v->l->table->columns + 1;
	unsigned char *corners = mem_array((size_t)v->rule_count, size);
	struct str line = {0};

	for (int i = 0; i < v->rule_count; i++) {
		unsigned char *mine = corners + (size_t)i * size;
		int like = 0;

		view_rule_corners(v, &v->rules[i], mine);
		while (memcmp(corners + (size_t)like * size, mine, size))
			like++;
		if (like == i)
			view_paint_rule(v, v->rules[i].y, mine, &line);
		else
			grid_copy_row(v->g, v->target, v->rules[like].y, v->rules[i].y);
	}
	str_clear(&line);
	free(corners);
}

static void view_paint_lines(const struct view *v, const struct slice *s)
{
	const struct layout *l = v->l;
	const int *row = owners(l->table, s->row);
	const char *bar = grid_frame_glyph(l->medium.frame, false, false, true, true);

	for (int c = 0; c <= l->table->columns; c++)
		if (has_line(l->table, row, c))
			grid_put_down(v->g, v->target, v->target.x - v->x + l->column_x[c], s->y,
				s->to - s->from, bar, ROLE_FRAME);
}

static void view_paint_frame(const struct view *v)
{
	view_paint_rules(v);
	for (int i = 0; i < v->count; i++)
		if (layout_row_framed(v->l, v->slices[i].row))
			view_paint_lines(v, &v->slices[i]);
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

/* Grid line of the cell's first line of text.  Labels and cells over several rows have it in the
 * middle of what is seen of them; others where it stands on the whole sheet; what is being typed
 * begins at the top, and so does a row that goes over several pages. */
static int view_text_top(const struct view *v, int cell, int first, int top, int bottom)
{
	const struct table_cell *c = &v->l->table->cells[cell];
	const struct layout_cell *lc = &v->l->cells[cell];
	const struct slice *s = &v->slices[first];
	int height = layout_text_height(v->l, cell), spare = lc->area.height - height;

	if (cell == v->l->edit_cell)
		spare = 0;
	else if ((c->rows > 1 || c->at.cell < 0) && height <= bottom - top)
		return top + (bottom - top - height) / 2;
	else if (v->page && s->to - s->from < v->l->row_height[s->row])
		spare = 0;
	return s->y - s->from + lc->area.y + (spare > 0 ? spare / 2 : 0);
}

bool view_place_text(const struct view *v, int cell, int slice, int *top, int *bottom, int *first)
{
	int last;

	if (!view_extent(v, cell, slice, &last, top, bottom))
		return false;
	*first = view_text_top(v, cell, slice, *top, *bottom);
	return true;
}

static enum role natural_role(const struct layout *l, int cell)
{
	static const enum role by_shown[] = {
		[SHOWN_NOTHING] = ROLE_TYPED, [SHOWN_TYPED] = ROLE_TYPED,
		[SHOWN_COMPUTED] = ROLE_COMPUTED, [SHOWN_UNKNOWN] = ROLE_UNKNOWN,
		[SHOWN_OVERRIDE] = ROLE_OVERRIDE
	};
	const struct table_cell *c = &l->table->cells[cell];

	if (l->table->rows[c->row].form_row->title)
		return ROLE_TITLE;
	if (c->at.cell < 0)
		return ROLE_LABEL;
	return cell == l->edit_cell ? ROLE_EDIT : by_shown[l->cells[cell].shown];
}

/* Half a figure reads as another one. */
static bool is_figure(const struct layout *l, int cell)
{
	const struct table_cell *c = &l->table->cells[cell];
	enum cell_type type = c->at.cell < 0 ? CELL_TEXT : l->form->cells[c->at.cell].type;

	return type != CELL_TEXT && type != CELL_LONG && type != CELL_CHOICE && cell != l->edit_cell;
}

static void view_paint_text(const struct view *v, int cell, int y, int top, int bottom,
	enum role role)
{
	static const char left_out[] = "…";
	const struct layout_cell *lc = &v->l->cells[cell];
	int dx = v->target.x - v->x, left = dx + lc->area.x;
	struct rect clip = { left, top, lc->area.width, bottom - top };
	int right = left + clip.width, edge = v->target.x + v->target.width, x;

	clip.x = left < v->target.x ? v->target.x : left;
	clip.width = (right > edge ? edge : right) - clip.x;
	for (size_t i = 0; i < lc->lines.count; i++, y++) {
		const struct text_line *line = &lc->lines.items[i];

		if (y < top || y >= bottom || !line->len)
			continue;
		x = dx + layout_line_x(v->l, cell, i, v->x);
		if (is_figure(v->l, cell) && (x < clip.x || x + line->width > clip.x + clip.width))
			grid_put(v->g, clip, clip.x, y, left_out, sizeof left_out - 1, role);
		else
			grid_put(v->g, clip, x, y, lc->text.data + line->start, line->len, role);
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

int view_cell_at(const struct view *v, int slice, int column)
{
	const struct table *t = v->l->table;
	int cell = table_owner(t, v->slices[slice].row, column);

	if (cell < 0 || (column > 0 && table_owner(t, v->slices[slice].row, column - 1) == cell))
		return -1;
	return slice == 0 || !slice_shows(v, slice - 1, cell) ? cell : -1;
}

void view_paint(const struct view *v)
{
	const struct table *t = v->l->table;

	grid_fill(v->g, v->target, ROLE_PLAIN);
	view_paint_frame(v);
	for (int i = 0; i < v->count; i++)
		for (int c = 0; c < t->columns; c++) {
			int cell = view_cell_at(v, i, c);

			if (cell >= 0)
				view_paint_slices(v, cell, i, v->style != NULL);
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
