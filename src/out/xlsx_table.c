/* SPDX-License-Identifier: MIT */
/* A table of sums as a sheet: figures are numbers, bars are drawn by the spreadsheet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "form/number.h"
#include "out/xlsx.h"

enum { TITLE_ROW, HEAD_ROW, FIRST_ROW, WIDTH_MIN = 6, WIDTH_MAX = 40, BAR_WIDTH = 18 };

static int width_of(const struct sumtable *t, int column)
{
	const char *title = sumtable_title(t, column);
	int width = text_width(TEXT_WIDE, title, strlen(title)) + 2;

	if (t->columns[column].kind == SUM_BAR)
		return BAR_WIDTH;
	for (size_t row = 0; row < sumtable_rows(t); row++) {
		const char *text = sumtable_cell(t, row, column);
		int mine = text_width(TEXT_WIDE, text, strlen(text)) + 2;

		width = mine > width ? mine : width;
	}
	return width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
}

/* As it is shown: 57.12% is 0.5712 with two decimals; what is no number stays text. */
static bool read_figure(const char *text, struct decimal *number, struct look *look)
{
	size_t len = strlen(text);
	bool percent = len && text[len - 1] == '%';
	const char *point = strchr(text, '.');
	int decimals = point ? (int)strspn(point + 1, "0123456789") : 0;
	struct str format = { 0 };

	if (number_read(text, percent ? NUMBER_PERCENT : NUMBER_PLAIN, number) != NUMBER_OK)
		return false;
	str_add(&format, decimals ? "0." : "0");
	str_add_repeat(&format, "0", decimals);
	if (percent)
		str_add_char(&format, '%');
	memcpy(look->number, str_text(&format), format.len + 1);
	str_clear(&format);
	return true;
}

static void write_bar(struct document *d, lxw_worksheet *to, lxw_row_t row, lxw_col_t column, const char *share,
	struct look *look)
{
	struct decimal number;

	/* The bar shows it; the figure stands beside. */
	memcpy(look->number, ";;;", sizeof ";;;");
	if (*share && decimal_parse(share, strlen(share), &number))
		worksheet_write_number(to, row, column, xlsx_number(number), xlsx_find_format(d, look));
	else
		worksheet_write_blank(to, row, column, xlsx_find_format(d, look));
}

static bool is_sum(const struct sumtable *t, size_t row)
{
	return t->summed && row + 1 == sumtable_rows(t);
}

static void write_sum(lxw_worksheet *to, lxw_row_t row, lxw_col_t column, double value, lxw_format *format)
{
	char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH], formula[64];

	lxw_rowcol_to_cell(first, FIRST_ROW, column);
	lxw_rowcol_to_cell(last, row - 1, column);
	snprintf(formula, sizeof formula, "=SUM(%s:%s)", first, last);
	worksheet_write_formula_num(to, row, column, formula, format, value);
}

static void write_cell(struct document *d, lxw_worksheet *to, const struct sumtable *t, size_t row, int column)
{
	const char *text = sumtable_cell(t, row, column);
	enum sum_kind kind = t->columns[column].kind;
	struct look look = { .framed = true, .bold = is_sum(t, row),
		.align = kind == SUM_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT };
	lxw_row_t r = (lxw_row_t)(FIRST_ROW + row);
	lxw_col_t c = (lxw_col_t)column;
	struct decimal number;

	if (kind == SUM_BAR)
		write_bar(d, to, r, c, text, &look);
	else if (kind == SUM_NUMBER && read_figure(text, &number, &look) && is_sum(t, row) && row
			&& t->columns[column].added)
		write_sum(to, r, c, xlsx_number(number), xlsx_find_format(d, &look));
	else if (*look.number)
		worksheet_write_number(to, r, c, xlsx_number(number), xlsx_find_format(d, &look));
	else
		worksheet_write_string(to, r, c, text, xlsx_find_format(d, &look));
}

static int lines_of(const struct sumtable *t, size_t row, const int *widths)
{
	int lines = 1;

	for (int c = 0; c < t->column_count; c++) {
		int mine = t->columns[c].kind == SUM_BAR ? 1
			: xlsx_count_lines(sumtable_cell(t, row, c), widths[c]);

		lines = mine > lines ? mine : lines;
	}
	return lines;
}

static void draw_bars(lxw_worksheet *to, const struct sumtable *t)
{
	lxw_conditional_format bar = { .type = LXW_CONDITIONAL_DATA_BAR, .bar_solid = LXW_TRUE,
		.bar_color = 0x8C8C8C, .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER, .min_value = 0,
		.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER, .max_value = 1 };

	for (int c = 0; c < t->column_count; c++)
		if (t->columns[c].kind == SUM_BAR && sumtable_rows(t))
			worksheet_conditional_format_range(to, FIRST_ROW, (lxw_col_t)c,
				(lxw_row_t)(FIRST_ROW + sumtable_rows(t) - 1), (lxw_col_t)c, &bar);
}

static void write_notes(struct document *d, lxw_worksheet *to, const struct sumtable *t, int width)
{
	struct look look = { .align = ALIGN_LEFT };

	for (size_t i = 0; i < t->note_count; i++) {
		lxw_row_t row = (lxw_row_t)(FIRST_ROW + sumtable_rows(t) + 1 + i);

		xlsx_set_lines(to, row, xlsx_count_lines(t->notes[i], width));

		worksheet_merge_range(to, row, 0, row, (lxw_col_t)(t->column_count - 1), "",
			xlsx_find_format(d, &look));
		worksheet_write_string(to, row, 0, t->notes[i], xlsx_find_format(d, &look));
	}
}

enum status xlsx_add_table(struct document *d, const struct sumtable *t, struct err *err)
{
	struct look title = { .title = true, .align = ALIGN_CENTER };
	struct look head = { .framed = true, .bold = true, .align = ALIGN_CENTER };
	lxw_worksheet *to;
	int *widths, width = 0;
	char *tab;

	if (!d->path)
		return xlsx_refuse_folder(err);
	tab = xlsx_make_tab(d, t->title);
	to = workbook_add_worksheet(d->book, tab);
	free(tab);
	worksheet_merge_range(to, TITLE_ROW, 0, TITLE_ROW, (lxw_col_t)(t->column_count - 1), t->title,
		xlsx_find_format(d, &title));
	worksheet_set_row(to, TITLE_ROW, 2 * XLSX_LINE_POINTS, NULL);
	widths = mem_array((size_t)t->column_count, sizeof *widths);
	for (int c = 0; c < t->column_count; c++) {
		width += widths[c] = width_of(t, c);
		worksheet_set_column(to, (lxw_col_t)c, (lxw_col_t)c, widths[c], NULL);
		worksheet_write_string(to, HEAD_ROW, (lxw_col_t)c, sumtable_title(t, c), xlsx_find_format(d, &head));
		for (size_t row = 0; row < sumtable_rows(t); row++)
			write_cell(d, to, t, row, c);
	}
	for (size_t row = 0; row < sumtable_rows(t); row++)
		xlsx_set_lines(to, (lxw_row_t)(FIRST_ROW + row), lines_of(t, row, widths));
	free(widths);
	draw_bars(to, t);
	write_notes(d, to, t, width);
	worksheet_freeze_panes(to, FIRST_ROW, 0);
	worksheet_repeat_rows(to, HEAD_ROW, HEAD_ROW);
	xlsx_set_paper(d, to);
	worksheet_set_landscape(to);
	return STATUS_OK;
}
