/* SPDX-License-Identifier: MIT */
/* The table as a workbook: one sheet an entry, merged cells, live formulas with the values computed here.
 *
 * A number in the official table that stands behind words of its cell (其中：基本支出：95.16) stays a number: the words are
 * in its format.  What is text stays text whatever it begins with.  Several entries get a sheet in front of them that
 * sums them up. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "form/formula_spread.h"
#include "layout/layout_view.h"
#include "out/xlsx.h"

enum { SHEET_COLUMNS = 100, TAB_CHARACTERS = 31, FONT_SIZE = 10, TITLE_SIZE = 16,
	SUM_SCALE = 8 };
static const long long KEPT = 1000000000000000;
static const double COLUMN_WIDTH = 0.92, ROW_MAX = 409;
static const char font_name[] = "宋体";

/* --- formats --- */

static lxw_format *make_format(struct document *d, const struct look *look)
{
	static const uint8_t aligns[] = {
		[ALIGN_AUTO] = LXW_ALIGN_CENTER, [ALIGN_LEFT] = LXW_ALIGN_LEFT,
		[ALIGN_CENTER] = LXW_ALIGN_CENTER, [ALIGN_RIGHT] = LXW_ALIGN_RIGHT
	};
	lxw_format *f = workbook_add_format(d->book);

	format_set_font_name(f, font_name);
	format_set_font_size(f, look->title ? TITLE_SIZE : FONT_SIZE);
	format_set_align(f, aligns[look->align]);
	format_set_align(f, look->prose ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
	if (look->title || look->bold)
		format_set_bold(f);
	if (look->framed)
		format_set_border(f, LXW_BORDER_THIN);
	if (!look->title)
		format_set_text_wrap(f);
	if (*look->number)
		format_set_num_format(f, look->number);
	return f;
}

lxw_format *xlsx_find_format(struct document *d, const struct look *look)
{
	for (size_t i = 0; i < d->format_count; i++) {
		const struct look *l = &d->formats[i].look;

		if (l->framed == look->framed && l->title == look->title && l->bold == look->bold
				&& l->prose == look->prose && l->align == look->align && !strcmp(l->number, look->number))
			return d->formats[i].format;
	}
	d->formats = mem_grow(d->formats, &d->format_cap, d->format_count + 1, sizeof *d->formats);
	d->formats[d->format_count] = (struct known_format){ *look, make_format(d, look) };
	return d->formats[d->format_count++].format;
}

/* --- figures --- */

double xlsx_number(struct decimal n)
{
	struct str text = { 0 };
	double number;

	decimal_add_to(n, &text);
	number = strtod(str_text(&text), NULL);
	str_clear(&text);
	return number;
}

int xlsx_count_lines(const char *text, double width)
{
	int columns = (int)width - 2;

	return (text_width(TEXT_WIDE, text, strlen(text)) + columns - 1) / columns;
}

void xlsx_set_lines(lxw_worksheet *to, lxw_row_t row, int lines)
{
	worksheet_set_row(to, row, (lines > 1 ? lines : 1) * XLSX_LINE_POINTS + XLSX_ROW_EXTRA, NULL);
}

/* A spreadsheet keeps 15 digits; quotients have more, and are shown with few. */
static bool is_too_long(const struct value *v)
{
	struct decimal n;

	if (v->kind != VALUE_NUMBER)
		return false;
	n = decimal_abs(decimal_trim(v->number));
	return n.scale <= SUM_SCALE && n.coef >= KEPT;
}

static bool is_figure(const struct cell *cell)
{
	return cell->type == CELL_NUMBER || cell->type == CELL_MONEY || cell->type == CELL_PERCENT
		|| cell->type == CELL_SCORE || cell->type == CELL_WEIGHT;
}

/* Percentages that are printed without a sign are written as they are printed; no formula may use them. */
static bool has_bare_percent(const struct sheet *sheet, struct ref at)
{
	const struct cell *cell = &sheet_get_form(sheet)->cells[at.cell];
	const char *typed = entry_get(sheet_get_entry(sheet), at);

	if (cell->style.kind != NUMBER_PERCENT)
		return false;
	return *typed ? !strstr(typed, "%") && !strstr(typed, "％") : !cell->style.sign;
}

static void add_literal(const char *s, size_t len, struct str *out)
{
	if (!len)
		return;
	str_add_char(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '"')
			str_add(out, "\"\\\"\"");
		else
			str_add_char(out, s[i] == '\n' ? ' ' : s[i]);
	}
	str_add_char(out, '"');
}

static int typed_decimals(const char *text)
{
	const char *point = strchr(text, '.');

	return point ? (int)strspn(point + 1, "0123456789") : 0;
}

/* As the figure stands in the table: typed as typed, computed in the form's style. */
static void add_number_format(const struct sheet *sheet, struct ref at, struct str *out)
{
	const struct number_style *style = &sheet_get_form(sheet)->cells[at.cell].style;
	const char *typed = entry_get(sheet_get_entry(sheet), at);
	bool percent = style->kind == NUMBER_PERCENT && !has_bare_percent(sheet, at);
	int decimals = *typed ? typed_decimals(typed) : style->pad || percent ? style->decimals : -1;

	if (decimals < 0 && !percent) {
		str_add(out, style->grouping ? "#,##0.##" : "General");
		return;
	}
	str_add(out, style->grouping && !*typed ? "#,##0" : "0");
	if (decimals > 0) {
		str_add_char(out, '.');
		str_add_repeat(out, "0", decimals);
	}
	if (percent)
		str_add_char(out, '%');
}

static void set_number_format(const struct document *d, int cell, struct look *look)
{
	const struct layout_cell *lc = &d->layout.cells[cell];
	const char *text = str_text(&lc->text);
	size_t end = lc->value_start + lc->value_len;
	struct str format = { 0 };

	add_literal(text, lc->value_start, &format);
	add_number_format(d->table.sheet, d->table.cells[cell].at, &format);
	add_literal(text + end, lc->text.len - end, &format);
	if (format.len < sizeof look->number)
		memcpy(look->number, format.data, format.len + 1);
	str_clear(&format);
}

/* --- places --- */

static void add_place(const struct document *d, const struct table_cell *c, struct str *out)
{
	char name[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell(name, d->places[c->row], (lxw_col_t)c->column);
	str_add(out, name);
}

bool xlsx_add_operand(void *context, struct ref at, struct str *out)
{
	const struct document *d = context;
	int cell = table_find(&d->table, at);

	if (cell < 0 || !is_figure(&d->layout.form->cells[at.cell])
			|| has_bare_percent(d->table.sheet, at))
		return false;
	add_place(d, &d->table.cells[cell], out);
	return true;
}

/* --- one cell --- */

struct target { struct document *d; lxw_worksheet *to; int cell; lxw_row_t row; lxw_col_t column; };

static const char *text_of(const struct target *t)
{
	return str_text(&t->d->layout.cells[t->cell].text);
}

static void write_text(const struct target *t, const struct look *look)
{
	lxw_format *format = xlsx_find_format(t->d, look);

	if (*text_of(t) && worksheet_write_string(t->to, t->row, t->column, text_of(t), format) != LXW_NO_ERROR)
		t->d->refused = t->cell;
	else if (!*text_of(t))
		worksheet_write_blank(t->to, t->row, t->column, format);
}

static void write_computed(const struct target *t, const struct value *v, struct look *look)
{
	struct ref at = t->d->table.cells[t->cell].at;
	const struct layout_cell *lc = &t->d->layout.cells[t->cell];
	struct str formula = { 0 }, shown = { 0 };
	bool known = v->kind == VALUE_NUMBER;

	str_add_char(&formula, '=');
	str_add_len(&shown, str_text(&lc->text) + lc->value_start, lc->value_len);
	set_number_format(t->d, t->cell, look);
	if (has_bare_percent(t->d->table.sheet, at)
			|| !formula_add_spread(t->d->table.sheet, at, xlsx_add_operand, t->d, &formula)) {
		if (known)
			worksheet_write_number(t->to, t->row, t->column, xlsx_number(v->number)
				* (has_bare_percent(t->d->table.sheet, at) ? 100 : 1), xlsx_find_format(t->d, look));
		else
			write_text(t, look);
	} else if (known) {
		worksheet_write_formula_num(t->to, t->row, t->column, str_text(&formula),
			xlsx_find_format(t->d, look), xlsx_number(v->number));
	} else {
		worksheet_write_formula_str(t->to, t->row, t->column, str_text(&formula),
			xlsx_find_format(t->d, look), str_text(&shown));
	}
	str_clear(&formula);
	str_clear(&shown);
}

static void write_typed(const struct target *t, struct look *look)
{
	const struct sheet *sheet = t->d->table.sheet;
	struct ref at = t->d->table.cells[t->cell].at;
	const struct value *v = sheet_typed(sheet, at);

	if (v->kind != VALUE_NUMBER) {
		write_text(t, look);
		return;
	}
	set_number_format(t->d, t->cell, look);
	worksheet_write_number(t->to, t->row, t->column,
		xlsx_number(v->number) * (has_bare_percent(sheet, at) ? 100 : 1), xlsx_find_format(t->d, look));
}

static void write_cell(const struct target *t)
{
	const struct table_cell *c = &t->d->table.cells[t->cell];
	const struct sheet *sheet = t->d->table.sheet;
	const struct cell *cell = c->at.cell < 0 ? NULL : &t->d->layout.form->cells[c->at.cell];
	const struct form_row *row = t->d->table.rows[c->row].form_row;
	struct look look = { .framed = c->framed, .align = layout_align(&t->d->layout, t->cell), .title = row->title,
		.bold = row->section, .prose = row->prose };
	lxw_row_t last = t->d->places[c->row + c->rows] - 1;

	if (last > t->row || c->columns > 1)
		worksheet_merge_range(t->to, t->row, t->column, last, (lxw_col_t)(t->column + c->columns - 1), "",
			xlsx_find_format(t->d, &look));
	if (!cell || !is_figure(cell) || is_too_long(sheet_value(sheet, c->at)))
		write_text(t, &look);
	else if (cell->calculate && !*entry_get(sheet_get_entry(sheet), c->at))
		write_computed(t, sheet_computed(sheet, c->at), &look);
	else
		write_typed(t, &look);
}

/* --- one entry --- */

static double points_of(const struct document *d, int row)
{
	int lines = d->table.rows[row].form_row->title ? 2 : 1;

	return d->layout.row_height[row] * XLSX_LINE_POINTS * lines + XLSX_ROW_EXTRA;
}

/* No row of a sheet is higher than ROW_MAX: a longer text takes several, merged. */
static void set_sizes(struct document *d, lxw_worksheet *to)
{
	lxw_row_t at = 0;

	for (int c = 0; c < d->table.columns; c++)
		worksheet_set_column(to, (lxw_col_t)c, (lxw_col_t)c,
			(d->layout.column_x[c + 1] - d->layout.column_x[c]) * COLUMN_WIDTH, NULL);
	d->places = mem_grow(d->places, &d->place_cap, (size_t)d->table.row_count + 1, sizeof *d->places);
	for (int r = 0; r < d->table.row_count; r++) {
		double points = points_of(d, r);
		int parts = (int)(points / ROW_MAX) + 1;

		d->places[r] = at;
		for (int i = 0; i < parts; i++)
			worksheet_set_row(to, at++, points / parts, NULL);
	}
	d->places[d->table.row_count] = at;
}

void xlsx_set_paper(const struct document *d, lxw_worksheet *to)
{
	enum { A4 = 9 };

	worksheet_set_paper(to, A4);
	if (d->options.paper == PAPER_A4_LANDSCAPE)
		worksheet_set_landscape(to);
	worksheet_fit_to_pages(to, 1, 0);
	worksheet_center_horizontally(to);
	worksheet_set_margins(to, 0.5, 0.5, 0.6, 0.6);
	worksheet_set_footer(to, "&C第 &P 页 共 &N 页");
}

static void repeat_headings(const struct document *d, lxw_worksheet *to)
{
	for (int r = 0; r < d->table.row_count; r++) {
		int last = r;

		if (!d->table.rows[r].form_row->heading)
			continue;
		while (last + 1 < d->table.row_count && d->table.rows[last + 1].form_row->heading)
			last++;
		worksheet_repeat_rows(to, d->places[r], d->places[last + 1] - 1);
		return;
	}
}

static void clean_tab(const char *name, struct str *out)
{
	const char *end = name + strlen(name), *next;

	for (int count = 0; name < end && count < TAB_CHARACTERS - 5; name = next, count++) {
		next = text_next(name, end);
		if (next - name == 1 && (strchr("[]:*?/\\'", *name) || (unsigned char)*name < ' '))
			continue;
		/* Characters outside the first plane count twice in a tab. */
		count += next - name > 3;
		str_add_len(out, name, (size_t)(next - name));
	}
}

/* Tabs are unique, whatever their case. */
char *xlsx_make_tab(const struct document *d, const char *name)
{
	struct str tab = { 0 };
	size_t len;

	clean_tab(name, &tab);
	if (!tab.len)
		str_add(&tab, "表");
	len = tab.len;
	for (int number = 2; workbook_get_worksheet_by_name(d->book, str_text(&tab)); number++) {
		str_remove(&tab, len, tab.len - len);
		str_addf(&tab, "-%d", number);
	}
	return str_take(&tab);
}

enum status xlsx_refuse_folder(struct err *err)
{
	return err_set(err, STATUS_REFUSED, N_("no file can be made in %1; set TMPDIR to another folder"), "$TMPDIR",
		NULL);
}

/* A spreadsheet shows a figure without room as ####. */
static void lay_out(struct document *d)
{
	layout_set_columns(&d->layout, SHEET_COLUMNS);
	layout_build(&d->layout, &d->table);
	if (layout_figures_fit(&d->layout))
		return;
	layout_set_columns(&d->layout, layout_least_columns(&d->layout));
	layout_build(&d->layout, &d->table);
}

static enum status refuse_text(const struct document *d, struct err *err)
{
	struct ref at = d->table.cells[d->refused].at;
	struct str label = { 0 };

	if (at.cell >= 0)
		entry_add_label(sheet_get_entry(d->table.sheet), at, &label);
	err_set(err, STATUS_INPUT, N_("%1: a cell of a workbook holds 32767 characters at most; shorten the text"),
		str_text(&label), NULL);
	str_clear(&label);
	return STATUS_INPUT;
}

static enum status xlsx_add(struct document *d, const struct sheet *sheet, const char *name,
	const struct furniture *furniture, struct err *err)
{
	char *tab;
	lxw_worksheet *to;

	(void)furniture;
	if (!d->path)
		return xlsx_refuse_folder(err);
	tab = xlsx_make_tab(d, name);
	to = workbook_add_worksheet(d->book, tab);
	if (!to) {
		free(tab);
		return err_set(err, STATUS_REFUSED, N_("the workbook takes no sheet of the name %1"), name, NULL);
	}
	table_build(&d->table, sheet);
	lay_out(d);
	d->refused = -1;
	set_sizes(d, to);
	xlsx_set_paper(d, to);
	repeat_headings(d, to);
	for (int i = 0; i < d->table.cell_count; i++) {
		const struct table_cell *c = &d->table.cells[i];
		struct target t = { d, to, i, d->places[c->row], (lxw_col_t)c->column };

		write_cell(&t);
	}
	if (d->front)
		front_keep(d, tab);
	free(tab);
	return d->refused < 0 ? STATUS_OK : refuse_text(d, err);
}

/* --- the file --- */

/* The library writes files only. */
static char *make_path(void)
{
	const char *folder = getenv("TMPDIR");
	struct str path = { 0 };
	int fd;

	str_addf(&path, "%s/ziping-XXXXXX", folder && *folder ? folder : "/tmp");
	fd = mkstemp(path.data);
	if (fd < 0) {
		str_clear(&path);
		return NULL;
	}
	close(fd);
	return str_take(&path);
}

static struct document *xlsx_new(const struct document_options *o)
{
	struct document *d = mem_alloc(sizeof *d);
	lxw_doc_properties properties = { .comments = "ziping", .created = (time_t)(o->moment / 1000) };

	d->options = *o;
	d->path = make_path();
	if (!d->path)
		return d;
	d->book = workbook_new(d->path);
	workbook_set_properties(d->book, &properties);
	if (o->many)
		d->front = workbook_add_worksheet(d->book, "汇总");
	layout_init(&d->layout, (struct medium){
		.columns = SHEET_COLUMNS, .widths = TEXT_WIDE, .frame = FRAME_ASCII, .figures = true });
	return d;
}

static void xlsx_free(struct document *d)
{
	if (d->book)
		lxw_workbook_free(d->book);
	if (d->path)
		unlink(d->path);
	front_clear(d);
	layout_clear(&d->layout);
	table_clear(&d->table);
	free(d->formats);
	free(d->places);
	free(d->path);
	free(d);
}

static enum status read_back(const char *path, struct str *out, struct err *err)
{
	FILE *file = fopen(path, "rb");
	char buffer[1 << 16];
	size_t len;

	if (!file)
		return err_set(err, STATUS_REFUSED, N_("%1 cannot be read: %2"), path, strerror(errno), NULL);
	while ((len = fread(buffer, 1, sizeof buffer, file)))
		str_add_len(out, buffer, len);
	fclose(file);
	return STATUS_OK;
}

static enum status xlsx_finish(struct document *d, struct str *out, struct err *err)
{
	lxw_error error;

	if (d->front)
		front_write(d);
	error = workbook_close(d->book);
	d->book = NULL;
	if (error != LXW_NO_ERROR)
		return err_set(err, STATUS_REFUSED, N_("the workbook cannot be made: %1"), lxw_strerror(error), NULL);
	return read_back(d->path, out, err);
}

const struct document_class document_xlsx = {
	"xlsx", xlsx_new, xlsx_free, xlsx_add, NULL, xlsx_add_table, xlsx_finish
};
