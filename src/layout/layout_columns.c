/* SPDX-License-Identifier: MIT */
/* Widths of the columns: the form's proportions, with a least width for each. */
#include "layout/layout_columns.h"

#include <string.h>

/* every width is a multiple: Chinese fills it, wide frames need it */
enum { UNIT = 2 };

/* Columns a value of each type needs at least, so that it is not broken, and to be read with
 * ease. */
static const struct { int least, comfort; } needs[] = {
	[CELL_TEXT] = { 4, 8 }, [CELL_LONG] = { 6, 12 },
	[CELL_NUMBER] = { 4, 8 }, [CELL_MONEY] = { 6, 10 },
	[CELL_PERCENT] = { 4, 8 }, [CELL_SCORE] = { 4, 6 }, [CELL_WEIGHT] = { 4, 6 },
	[CELL_TARGET] = { 6, 10 }, [CELL_ACTUAL] = { 6, 10 },
	[CELL_CHOICE] = { 4, 6 }, [CELL_DATE] = { 10, 10 }
};

static int clamp(int n, int from, int to)
{
	return n < from ? from : n > to ? to : n;
}

/* A column of texts: its part of a hundred columns tells whether names or mere units stand
 * there. */
static int text_comfort(const struct form *form, int column)
{
	int total = 0;

	for (int c = 0; c < form->column_count; c++)
		total += form->columns[c];
	return clamp(100 * form->columns[column] / total, 6, 20);
}

static int value_need(const struct form *form, const struct box *box, bool comfort)
{
	const struct cell *cell = &form->cells[box->cell];
	int need = comfort ? needs[cell->type].comfort : needs[cell->type].least;

	if (cell->type == CELL_PERCENT && cell->style.decimals > 0)
		return need > 5 + cell->style.decimals ? need : 5 + cell->style.decimals;
	if (comfort && cell->type == CELL_TEXT && !cell->merge)
		return text_comfort(form, box->column);
	return need;
}

/* 4, or what a short bracket at the end needs to stay whole: （10分）. */
static int bracket_need(const char *label, enum text_widths widths)
{
	const char *open = strstr(label, "（");
	int width = open ? text_width(widths, open, strlen(open)) : 0;

	return width > 4 && width <= 8 ? width : 4;
}

static int label_need(const struct box *box, enum text_widths widths, bool comfort)
{
	int width = text_width(widths, box->before, strlen(box->before));

	if (box->vertical)
		return comfort ? 4 : 2;
	if (!comfort)
		return width < 4 ? width : bracket_need(box->before, widths);
	return width <= 6 ? width : clamp((width + 1) / 2, 6, 12);
}

static int box_need(const struct form *form, const struct box *box, enum text_widths widths,
	bool comfort)
{
	int around;

	if (box->cell < 0)
		return label_need(box, widths, comfort);
	around = text_width(widths, box->before, strlen(box->before))
		+ text_width(widths, box->after, strlen(box->after));
	return value_need(form, box, comfort) + (comfort ? around : 0);
}

/* Least widths of the form's columns; returns their sum. */
static int columns_need(const struct form *form, enum text_widths widths, bool comfort, int *need)
{
	int sum = 0;

	for (int c = 0; c < form->column_count; c++)
		need[c] = UNIT;
	for (int r = 0; r < form->row_count; r++)
		for (int b = 0; form_row_framed(&form->rows[r]) && b < form->rows[r].count; b++) {
			const struct box *box = &form->rows[r].boxes[b];
			int n;

			if (box->columns != 1)
				continue;
			n = (box_need(form, box, widths, comfort) + UNIT - 1) / UNIT * UNIT;
			if (n > need[box->column])
				need[box->column] = n;
		}
	for (int c = 0; c < form->column_count; c++)
		sum += need[c];
	return sum;
}

/* Widens (by = UNIT) or narrows (by = -UNIT) the column that is furthest from its proportion;
 * false: none can be. */
static bool columns_adjust(const struct form *form, int by, int *width)
{
	int best = -1;

	for (int c = 0; c < form->column_count; c++) {
		long mine = (long)width[c] + (by > 0 ? by : 0), its;

		if (width[c] + by < UNIT)
			continue;
		if (best >= 0) {
			its = (long)width[best] + (by > 0 ? by : 0);
			if ((mine * form->columns[best] - its * form->columns[c]) * by >= 0)
				continue;
		}
		best = c;
	}
	if (best >= 0)
		width[best] += by;
	return best >= 0;
}

void columns_place(const struct form *form, const struct medium *medium, int *column_x)
{
	int frame = grid_frame_width(medium->frame, medium->widths);
	int available = medium->columns - (form->column_count + 1) * frame, sum;
	int *width = column_x + 1;

	sum = columns_need(form, medium->widths, true, width);
	if (sum > available)
		sum = columns_need(form, medium->widths, false, width);
	for (; sum + UNIT <= available && columns_adjust(form, UNIT, width); sum += UNIT)
		;
	for (; sum > available && columns_adjust(form, -UNIT, width); sum -= UNIT)
		;
	column_x[0] = 0;
	for (int c = 0; c < form->column_count; c++)
		column_x[c + 1] = column_x[c] + frame + width[c];
}
