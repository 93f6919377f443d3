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
static int columns_need(const struct form *form, enum text_widths widths, const int *figures, bool comfort, int *need)
{
	int sum = 0;

	for (int c = 0; c < form->column_count; c++)
		need[c] = figures && figures[c] > UNIT ? (figures[c] + UNIT - 1) / UNIT * UNIT : UNIT;
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

/* Widens (by = UNIT) or narrows (by = -UNIT) the column that is furthest from its proportion, none below what its
 * figures (may be NULL) need; false: none can be. */
static bool columns_adjust(const struct form *form, int by, const int *figures, int *width)
{
	int best = -1;

	for (int c = 0; c < form->column_count; c++) {
		long mine = (long)width[c] + (by > 0 ? by : 0), its;

		if (width[c] + by < UNIT || (figures && width[c] + by < figures[c]))
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

int columns_least(const struct form *form, const struct medium *medium, const int *figures)
{
	int sum = (form->column_count + 1) * grid_frame_width(medium->frame, medium->widths);

	for (int c = 0; c < form->column_count; c++)
		sum += figures[c] > UNIT ? (figures[c] + UNIT - 1) / UNIT * UNIT : UNIT;
	return sum;
}

void columns_place(const struct form *form, const struct medium *medium, const int *figures, int *column_x)
{
	int frame = grid_frame_width(medium->frame, medium->widths);
	int available = medium->columns - (form->column_count + 1) * frame, sum;
	int *width = column_x + 1;

	sum = columns_need(form, medium->widths, figures, true, width);
	if (sum > available)
		sum = columns_need(form, medium->widths, figures, false, width);
	for (; sum + UNIT <= available && columns_adjust(form, UNIT, NULL, width); sum += UNIT)
		;
	for (; sum > available && columns_adjust(form, -UNIT, figures, width); sum -= UNIT)
		;
	for (; sum > available && columns_adjust(form, -UNIT, NULL, width); sum -= UNIT)
		;
	column_x[0] = 0;
	for (int c = 0; c < form->column_count; c++)
		column_x[c + 1] = column_x[c] + frame + width[c];
}

/* --- figures --- */

bool columns_is_figure(const struct layout *l, int i)
{
	const struct table_cell *c = &l->table->cells[i];
	enum cell_type type = c->at.cell < 0 ? CELL_TEXT : l->form->cells[c->at.cell].type;

	return type >= CELL_NUMBER && type <= CELL_WEIGHT && !*c->box->before && !*c->box->after
		&& sheet_value(l->table->sheet, c->at)->kind == VALUE_NUMBER;
}

/* A longer run of digits is a code of some kind. */
enum { NUMBER_MAX = 14 };

/* Of the longest number in a text: it would be cut where it is longer than a line. */
static int longest_number(const char *s)
{
	size_t longest = 0;

	while (*s) {
		size_t run = strspn(s, "0123456789.,%");

		longest = run > longest && run <= NUMBER_MAX ? run : longest;
		s += run;
		s += strcspn(s, "0123456789");
	}
	return (int)longest;
}

int columns_of_figure(const struct layout *l, int i)
{
	static const char gap[] = "　";
	const char *s = str_text(&l->cells[i].text);
	size_t len = l->cells[i].text.len;

	for (;;)
		if (len && (s[len - 1] == ' ' || s[len - 1] == '\n'))
			len--;
		else if (len >= sizeof gap - 1 && !memcmp(s + len - (sizeof gap - 1), gap, sizeof gap - 1))
			len -= sizeof gap - 1;
		else
			return text_width(l->medium.widths, s, len);
}

static int figure_width(const struct layout *l, int i)
{
	const struct table_cell *c = &l->table->cells[i];
	const struct layout_cell *cell = &l->cells[i];

	if (columns_is_figure(l, i))
		return columns_of_figure(l, i);
	if (!c->framed || c->at.cell < 0 || l->form->cells[c->at.cell].type < CELL_NUMBER)
		return 0;
	return longest_number(str_text(&cell->text));
}

/* Of a cell over several columns the last takes what the others leave. */
static void widen(const struct layout *l, const struct table_cell *c, int width, int *figures)
{
	int last = c->column + c->columns - 1;

	width -= (c->columns - 1) * grid_frame_width(l->medium.frame, l->medium.widths);
	for (int column = c->column; column < last; column++)
		width -= figures[column] > UNIT ? figures[column] : UNIT;
	if (figures[last] < width)
		figures[last] = width;
}

void columns_measure(const struct layout *l, int *figures)
{
	const struct table *t = l->table;

	memset(figures, 0, (size_t)t->columns * sizeof *figures);
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < t->cell_count; i++)
			if ((t->cells[i].columns > 1) == (pass > 0) && t->cells[i].at.cell >= 0)
				widen(l, &t->cells[i], figure_width(l, i), figures);
}
