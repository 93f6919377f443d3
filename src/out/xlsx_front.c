/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "out/xlsx.h"

static struct figure take_figure(const struct document *d, const char *tab, enum summary_item item, char *text)
{
	struct figure f = { .text = mem_dup(text) };
	int cell = d->layout.form->summary[item];
	struct ref at = { cell, -1 };
	struct str place = { 0 };

	if (cell < 0)
		return f;
	f.known = sheet_value(d->table.sheet, at)->kind == VALUE_NUMBER;
	if (f.known)
		f.number = sheet_value(d->table.sheet, at)->number;
	str_addf(&place, "='%s'!", tab);
	if (xlsx_add_operand((void *)d, at, &place))
		f.place = str_take(&place);
	str_clear(&place);
	return f;
}

void front_keep(struct document *d, const char *tab)
{
	static const enum summary_item items[] = { SUMMARY_BUDGET, SUMMARY_EXECUTED, SUMMARY_RATE, SUMMARY_SCORE };
	struct summary s;
	struct line *line;

	sheet_summarise(d->table.sheet, &s);
	d->lines = mem_grow(d->lines, &d->line_cap, d->line_count + 1, sizeof *d->lines);
	line = &d->lines[d->line_count++];
	*line = (struct line){ .tab = mem_dup(tab), .form = mem_dup(d->layout.form->name),
		.unit = mem_dup(s.unit), .project = mem_dup(s.project), .grade = s.grade,
		.money = form_money(d->layout.form),
		.year = entry_get_year(sheet_get_entry(d->table.sheet)) };
	for (int i = 0; i < FIGURES; i++)
		line->figures[i] = take_figure(d, tab, items[i],
			(char *const[]){ s.budget, s.executed, s.rate, s.score }[i]);
	summary_clear(&s);
}

static const struct { const char *title; double width; } front_columns[] = {
	{ "序号", 6 }, { "年度", 7 }, { "表样", 28 }, { "单位", 34 }, { "项目", 38 },
	{ "预算数", 11 }, { "执行数", 11 }, { "执行率", 10 }, { "得分", 8 }, { "等级", 6 }, { "计入合计", 10 },
};
enum { FRONT_HEAD = 1, FRONT_FIRST = 2, FRONT_FIGURES = 5, FRONT_GRADE = 9, FRONT_COUNTS = 10, FRONT_COLUMNS = 11 };
static const char counts_yes[] = "是", counts_no[] = "否";
static const char counts_rule[] = "没有得分的表、数据出自各表的报告、资金已在各项目表中的部门整体表，不计入合计。";

static lxw_format *front_format(struct document *d, enum align align, const char *number)
{
	struct look look = { .framed = true, .align = align };

	snprintf(look.number, sizeof look.number, "%s", number);
	return xlsx_find_format(d, &look);
}

static void write_figure(struct document *d, lxw_row_t row, int i, const struct figure *f)
{
	lxw_col_t column = (lxw_col_t)(FRONT_FIGURES + i);
	lxw_format *format = front_format(d, ALIGN_RIGHT, i == FIGURE_RATE ? "0.00%" : "General");

	if (f->known && f->place)
		worksheet_write_formula_num(d->front, row, column, f->place, format,
			xlsx_number(f->number));
	else if (f->known)
		worksheet_write_number(d->front, row, column, xlsx_number(f->number), format);
	else
		worksheet_write_string(d->front, row, column, f->text, format);
}

/* Lines that the highest of these texts takes in its column. */
static int lines_of(const char *const *texts, int first, int count)
{
	int lines = 1;

	for (int i = 0; i < count; i++) {
		int mine = xlsx_count_lines(texts[i], front_columns[first + i].width);

		lines = mine > lines ? mine : lines;
	}
	return lines;
}

/* --- what is summed: the rule of overviews --- */

static int compare_lines(const void *a, const void *b)
{
	const struct line *const *x = a, *const *y = b;

	return (*x)->year != (*y)->year ? (*x)->year - (*y)->year : strcmp((*x)->unit, (*y)->unit);
}

static void choose_counted(struct document *d)
{
	const struct line **projects = mem_array(d->line_count + 1, sizeof *projects);
	size_t count = 0;

	for (size_t i = 0; i < d->line_count; i++)
		if (d->lines[i].money == MONEY_PROJECT)
			projects[count++] = &d->lines[i];
	qsort(projects, count, sizeof *projects, compare_lines);
	for (size_t i = 0; i < d->line_count; i++) {
		const struct line *line = &d->lines[i];

		d->lines[i].counts = line->money == MONEY_PROJECT || (line->money == MONEY_DEPARTMENT
			&& !bsearch(&line, projects, count, sizeof *projects, compare_lines));
	}
	free(projects);
}

/* --- the rows --- */

static void write_line(struct document *d, lxw_row_t row, const struct line *line)
{
	const char *const texts[] = { line->form, line->unit, *line->project ? line->project : line->tab };
	lxw_format *left = front_format(d, ALIGN_LEFT, ""), *centre = front_format(d, ALIGN_CENTER, "");
	struct str link = { 0 };

	str_addf(&link, "internal:'%s'!A1", line->tab);
	worksheet_write_number(d->front, row, 0, row - FRONT_FIRST + 1, centre);
	worksheet_write_number(d->front, row, 1, line->year, centre);
	xlsx_set_lines(d->front, row, lines_of(texts, 2, 3));
	worksheet_write_url(d->front, row, 4, str_text(&link), left);
	for (int i = 0; i < 3; i++)
		worksheet_write_string(d->front, row, (lxw_col_t)(2 + i), texts[i], left);
	for (int i = 0; i < FIGURES; i++)
		write_figure(d, row, i, &line->figures[i]);
	worksheet_write_string(d->front, row, FRONT_GRADE, line->grade, centre);
	worksheet_write_string(d->front, row, FRONT_COUNTS, line->counts ? counts_yes : counts_no, centre);
	str_clear(&link);
}

static double sum_figures(const struct document *d, int figure)
{
	struct decimal sum = decimal_from_int(0);

	for (size_t i = 0; i < d->line_count; i++)
		if (d->lines[i].counts && d->lines[i].figures[figure].known)
			decimal_add(sum, d->lines[i].figures[figure].number, &sum);
	return xlsx_number(sum);
}

static void write_sums(struct document *d, lxw_row_t row)
{
	double budget = sum_figures(d, FIGURE_BUDGET), executed = sum_figures(d, FIGURE_EXECUTED);
	lxw_format *number = front_format(d, ALIGN_RIGHT, "General"), *label = front_format(d, ALIGN_CENTER, "");
	char formula[80];

	worksheet_merge_range(d->front, row, 0, row, FRONT_FIGURES - 1, "合计", label);
	for (int i = 0; i < 2; i++) {
		snprintf(formula, sizeof formula, "=SUMIF(K%d:K%u,\"%s\",%c%d:%c%u)", FRONT_FIRST + 1, row, counts_yes,
			'F' + i, FRONT_FIRST + 1, 'F' + i, row);
		worksheet_write_formula_num(d->front, row, (lxw_col_t)(FRONT_FIGURES + i), formula, number,
			i ? executed : budget);
	}
	snprintf(formula, sizeof formula, "=IF(F%u=0,\"\",G%u/F%u)", row + 1, row + 1, row + 1);
	worksheet_write_formula_num(d->front, row, FRONT_FIGURES + 2, formula,
		front_format(d, ALIGN_RIGHT, "0.00%"), budget > 0 ? executed / budget : 0);
	for (int c = FRONT_FIGURES + 3; c < FRONT_COLUMNS; c++)
		worksheet_write_blank(d->front, row, (lxw_col_t)c, label);
}

/* Only where there is such a line. */
static void write_rule(struct document *d, lxw_row_t row)
{
	struct look look = { .align = ALIGN_LEFT };

	for (size_t i = 0; i < d->line_count; i++)
		if (!d->lines[i].counts) {
			worksheet_merge_range(d->front, row, 0, row, FRONT_COLUMNS - 1, counts_rule,
				xlsx_find_format(d, &look));
			return;
		}
}

void front_write(struct document *d)
{
	struct look head = { .framed = true, .bold = true, .align = ALIGN_CENTER };
	struct look title = { .title = true, .align = ALIGN_CENTER };

	worksheet_merge_range(d->front, 0, 0, 0, FRONT_COLUMNS - 1, "绩效自评汇总（单位：万元）",
		xlsx_find_format(d, &title));
	worksheet_set_row(d->front, 0, 2 * XLSX_LINE_POINTS, NULL);
	for (int c = 0; c < FRONT_COLUMNS; c++) {
		worksheet_set_column(d->front, (lxw_col_t)c, (lxw_col_t)c, front_columns[c].width, NULL);
		worksheet_write_string(d->front, FRONT_HEAD, (lxw_col_t)c, front_columns[c].title,
			xlsx_find_format(d, &head));
	}
	choose_counted(d);
	for (size_t i = 0; i < d->line_count; i++)
		write_line(d, (lxw_row_t)(FRONT_FIRST + i), &d->lines[i]);
	write_sums(d, (lxw_row_t)(FRONT_FIRST + d->line_count));
	write_rule(d, (lxw_row_t)(FRONT_FIRST + d->line_count + 1));
	worksheet_freeze_panes(d->front, FRONT_FIRST, 0);
	worksheet_repeat_rows(d->front, FRONT_HEAD, FRONT_HEAD);
	xlsx_set_paper(d, d->front);
	worksheet_set_landscape(d->front);
}

static void line_clear(struct line *line)
{
	free(line->tab);
	free(line->form);
	free(line->unit);
	free(line->project);
	for (int i = 0; i < FIGURES; i++) {
		free(line->figures[i].place);
		free(line->figures[i].text);
	}
}

void front_clear(struct document *d)
{
	for (size_t i = 0; i < d->line_count; i++)
		line_clear(&d->lines[i]);
	free(d->lines);
}
