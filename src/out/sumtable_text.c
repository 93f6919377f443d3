/* SPDX-License-Identifier: MIT */
/* A table of sums as framed text, in the frames of the official tables. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "out/bar.h"
#include "out/sumtable.h"

enum { COLUMNS_MAX = 32, BAR = 10, TEXT_LEAST = 12 };

/* Every width is even, so that lines of two columns meet. */
struct text_table {
	const struct sumtable *t;
	const struct sum_paper *paper;
	struct grid *grid;
	int width[COLUMNS_MAX];      /* 0: left out */
	int x[COLUMNS_MAX + 1];      /* of the line left of each column */
	int line;                    /* columns a line takes */
	int total;
	struct text_lines lines;
};

static int width_of(const struct text_table *p, const char *text)
{
	return text_width(p->paper->widths, text, strlen(text));
}

static int even(int width)
{
	return (width + 1) & ~1;
}

static int natural_width(const struct text_table *p, int column, int widest)
{
	int width;

	if (p->t->columns[column].kind == SUM_BAR)
		return BAR;
	for (size_t row = 0; row < sumtable_rows(p->t); row++) {
		width = width_of(p, sumtable_cell(p->t, row, column));
		widest = width > widest ? width : widest;
	}
	return even(widest);
}

static void leave_out(struct text_table *p, enum sum_kind kind)
{
	for (int i = 0; i < p->t->column_count; i++)
		if (p->t->columns[i].kind == kind)
			p->width[i] = 0;
}

static int needed(const struct text_table *p)
{
	int width = p->line;

	for (int i = 0; i < p->t->column_count; i++)
		width += p->width[i] ? p->width[i] + p->line : 0;
	return width;
}

static void shrink(struct text_table *p, int least)
{
	for (int i = 0; i < p->t->column_count; i++) {
		int over = even(needed(p) - p->paper->columns);

		if (p->t->columns[i].kind == SUM_TEXT && over > 0)
			p->width[i] = p->width[i] - over > least ? p->width[i] - over : least;
	}
}

static void wrap_headings(struct text_table *p)
{
	for (int i = 0; i < p->t->column_count; i++)
		if (p->t->columns[i].kind == SUM_NUMBER)
			p->width[i] = natural_width(p, i, width_of(p, sumtable_title(p->t, i)) > 2 ? 4 : 2);
}

/* First texts wrap, then headings, then bars go, then texts wrap more. */
static bool plan(struct text_table *p)
{
	int x = 0;

	p->line = grid_frame_width(p->paper->frame, p->paper->widths);
	for (int i = 0; i < p->t->column_count; i++)
		p->width[i] = natural_width(p, i, width_of(p, sumtable_title(p->t, i)));
	shrink(p, 2 * TEXT_LEAST);
	if (needed(p) > p->paper->columns)
		wrap_headings(p);
	if (needed(p) > p->paper->columns)
		leave_out(p, SUM_BAR);
	shrink(p, TEXT_LEAST);
	for (int i = 0; i < p->t->column_count; i++) {
		p->x[i] = x;
		x += p->width[i] ? p->line + p->width[i] : 0;
	}
	p->x[p->t->column_count] = x;
	p->total = x + p->line;
	return p->total <= p->paper->columns;
}

/* --- painting --- */

static void emit(struct text_table *p, int y, struct str *out)
{
	grid_add_row(p->grid, y, true, out);
	str_add_char(out, '\n');
}

static void put_glyph(struct text_table *p, int x, int y, const char *glyph)
{
	struct rect all = { 0, 0, p->total, grid_rows(p->grid) };

	grid_put(p->grid, all, x, y, glyph, strlen(glyph), ROLE_FRAME);
}

static void add_rule(struct text_table *p, bool up, bool down, struct str *out)
{
	enum frame frame = p->paper->frame;

	grid_resize(p->grid, p->total, 1);
	for (int x = 0; x < p->total; x += p->line)
		put_glyph(p, x, 0, grid_frame_glyph(frame, true, true, false, false));
	for (int i = 0; i <= p->t->column_count; i++)
		if (i == p->t->column_count || p->width[i])
			put_glyph(p, p->x[i], 0, grid_frame_glyph(frame, i > 0, i < p->t->column_count, up, down));
	emit(p, 0, out);
}

/* Lines of the cell at the present column, into p->lines. */
static void wrap(struct text_table *p, int column, const char *text)
{
	text_wrap(p->paper->widths, text, strlen(text), p->width[column], &p->lines);
}

static void put_lines(struct text_table *p, int column, const char *text, bool centred)
{
	int left = p->x[column] + p->line, width = p->width[column];
	struct rect area = { left, 0, width, grid_rows(p->grid) };

	wrap(p, column, text);
	for (size_t i = 0; i < p->lines.count; i++) {
		const struct text_line *l = &p->lines.items[i];
		int free = width - l->width, x = left;

		if (centred)
			x += free / 2;
		else if (p->t->columns[column].kind == SUM_NUMBER)
			x += free;
		grid_put(p->grid, area, x, (int)i, text + l->start, l->len, ROLE_PLAIN);
	}
}

static void put_bar(struct text_table *p, int column, const char *share)
{
	struct rect area = { p->x[column] + p->line, 0, p->width[column], 1 };
	struct decimal part;
	struct str bar = { 0 };

	if (!decimal_parse(share, strlen(share), &part))
		return;
	bar_add(part, decimal_from_int(1), p->width[column], p->paper->frame, p->paper->widths, &bar);
	grid_put(p->grid, area, area.x, 0, str_text(&bar), bar.len, ROLE_PLAIN);
	str_clear(&bar);
}

static const char *text_of(const struct text_table *p, size_t row, int column, bool heading)
{
	return heading ? sumtable_title(p->t, column) : sumtable_cell(p->t, row, column);
}

static int height_of(struct text_table *p, size_t row, bool heading)
{
	int height = 1;

	for (int i = 0; i < p->t->column_count; i++) {
		if (!p->width[i] || (p->t->columns[i].kind == SUM_BAR && !heading))
			continue;
		wrap(p, i, text_of(p, row, i, heading));
		height = (int)p->lines.count > height ? (int)p->lines.count : height;
	}
	return height;
}

static void add_row(struct text_table *p, size_t row, bool heading, struct str *out)
{
	int height = height_of(p, row, heading);
	struct rect all = { 0, 0, p->total, height };

	grid_resize(p->grid, p->total, height);
	for (int i = 0; i <= p->t->column_count; i++)
		if (i == p->t->column_count || p->width[i])
			grid_put_down(p->grid, all, p->x[i], 0, height,
				grid_frame_glyph(p->paper->frame, false, false, true, true), ROLE_FRAME);
	for (int i = 0; i < p->t->column_count; i++) {
		if (!p->width[i])
			continue;
		if (p->t->columns[i].kind == SUM_BAR && !heading)
			put_bar(p, i, text_of(p, row, i, false));
		else
			put_lines(p, i, text_of(p, row, i, heading), heading);
	}
	for (int y = 0; y < height; y++)
		emit(p, y, out);
}

static void add_title(const struct text_table *p, struct str *out)
{
	int free = p->total - width_of(p, p->t->title);

	str_add_repeat(out, " ", free > 0 ? free / 2 : 0);
	str_addf(out, "%s\n", p->t->title);
}

static void add_notes(struct text_table *p, struct str *out)
{
	for (size_t i = 0; i < p->t->note_count; i++) {
		const char *note = p->t->notes[i];

		text_wrap(p->paper->widths, note, strlen(note), p->total, &p->lines);
		for (size_t l = 0; l < p->lines.count; l++) {
			str_add_len(out, note + p->lines.items[l].start, p->lines.items[l].len);
			str_add_char(out, '\n');
		}
	}
}

static enum status refuse(const struct text_table *p, struct err *err)
{
	char number[16];

	snprintf(number, sizeof number, "%d", p->total);
	return err_set(err, STATUS_USAGE, N_("the overview needs %1 columns; give --columns %1 or more"), number, NULL);
}

enum status sumtable_add_text(const struct sumtable *t, const struct sum_paper *paper, struct str *out,
	struct err *err)
{
	struct text_table p = { .t = t, .paper = paper };
	size_t rows = sumtable_rows(t);

	if (!plan(&p))
		return refuse(&p, err);
	p.grid = grid_new(p.total, 1, paper->widths);
	add_title(&p, out);
	add_rule(&p, false, true, out);
	add_row(&p, 0, true, out);
	for (size_t row = 0; row < rows; row++) {
		add_rule(&p, true, true, out);
		add_row(&p, row, false, out);
	}
	add_rule(&p, true, false, out);
	add_notes(&p, out);
	grid_free(p.grid);
	text_lines_clear(&p.lines);
	return STATUS_OK;
}
