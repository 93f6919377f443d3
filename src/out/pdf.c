/* SPDX-License-Identifier: MIT */
/* The paginated table as PDF: the same rows, breaks and words as on the screen, with real fonts and hairlines.
 *
 * The table is laid out in columns of half an em, as Chinese type is set: a character is two columns, Latin letters take
 * what they take, and a line that would be too wide is set narrower. */
#include "out/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "layout/layout_view.h"

static const struct { double width, height; } sizes[] = {
	[PAPER_A4] = { 595.28, 841.89 }, [PAPER_A4_LANDSCAPE] = { 841.89, 595.28 }
};

static cairo_status_t keep_bytes(void *context, const unsigned char *bytes, unsigned len)
{
	str_add_len(context, (const char *)bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void set_moment(cairo_surface_t *surface, int64_t moment)
{
	time_t seconds = (time_t)(moment / 1000);
	struct tm tm;
	char text[32];

	gmtime_r(&seconds, &tm);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, text);
}

void pdf_set_scale(struct document *w, double scale)
{
	cairo_matrix_t matrix;

	w->scale = scale;
	w->width = sizes[w->options.paper].width / scale;
	w->height = sizes[w->options.paper].height / scale;
	cairo_matrix_init_scale(&matrix, scale, scale);
	cairo_set_matrix(w->cairo, &matrix);
}

static struct document *pdf_new(const struct document_options *o)
{
	struct document *w = mem_alloc(sizeof *w);

	w->options = *o;
	w->surface = cairo_pdf_surface_create_for_stream(keep_bytes, &w->bytes, sizes[o->paper].width,
		sizes[o->paper].height);
	cairo_pdf_surface_set_metadata(w->surface, CAIRO_PDF_METADATA_CREATOR, "ziping");
	set_moment(w->surface, o->moment);
	w->cairo = cairo_create(w->surface);
	pdf_prepare_text(w);
	/* Characters that may be one column or two are two: Chinese fonts draw them so. */
	layout_init(&w->layout, (struct medium){
		.widths = TEXT_WIDE, .frame = FRAME_ASCII, .pitch = PDF_PITCH, .figures = true,
		.prose_pitch = PDF_PROSE_PITCH, .prose_size = (int)(PDF_PROSE_SIZE * 10 / PDF_SIZE),
	});
	pdf_set_scale(w, 1);
	return w;
}

static void pdf_free(struct document *w)
{
	if (!w)
		return;
	layout_clear(&w->layout);
	table_clear(&w->table);
	g_object_unref(w->line);
	cairo_destroy(w->cairo);
	cairo_surface_destroy(w->surface);
	blank_clear(&w->blank);
	str_clear(&w->signature);
	str_clear(&w->bytes);
	free(w->fonts);
	free(w);
}

static enum status refuse_cell(struct document *w, const struct sheet *sheet, struct ref at,
	const char *s, size_t len, struct err *err)
{
	struct str label = { 0 };

	if (at.cell >= 0)
		entry_add_label(sheet_get_entry(sheet), at, &label);
	else
		str_add(&label, sheet_get_form(sheet)->name);
	pdf_refuse_glyph(w, str_text(&label), s, len, err);
	str_clear(&label);
	return STATUS_INPUT;
}

/* Before anything is drawn: a blank in place of a character would be believed. */
static enum status check_glyphs(struct document *w, const struct sheet *sheet, struct err *err)
{
	pdf_set_font(w, PDF_SIZE, false);
	for (int i = 0; i < w->table.cell_count; i++) {
		const struct layout_cell *cell = &w->layout.cells[i];

		for (size_t k = 0; k < cell->lines.count; k++) {
			const struct text_line *line = &cell->lines.items[k];
			const char *s = cell->text.data + line->start;

			if (line->len && !pdf_has_glyphs(w, s, line->len))
				return refuse_cell(w, sheet, w->table.cells[i].at, s, line->len, err);
		}
	}
	return STATUS_OK;
}

static enum status check_line(struct document *w, const char *label, const char *s, struct err *err)
{
	size_t len = s ? strlen(s) : 0;

	return !len || pdf_has_glyphs(w, s, len) ? STATUS_OK : pdf_refuse_glyph(w, label, s, len, err);
}

/* Notes on findings stand in no cell. */
static enum status check_furniture(struct document *w, const struct sheet *sheet, struct err *err)
{
	const struct furniture *f = w->furniture;
	struct str shown = { 0 };
	enum status status = check_line(w, sheet_get_form(sheet)->name, f->about, err);

	for (size_t i = 0; i < f->part_count; i++)
		for (const char *const *line = f->parts[i].lines; *line && status == STATUS_OK; line++) {
			str_reset(&shown);
			text_add_visible(&shown, *line, strlen(*line));
			status = check_line(w, f->parts[i].title, str_text(&shown), err);
		}
	str_clear(&shown);
	return status;
}

/* --- one page --- */

struct page_painter {
	struct document *w;
	const struct view *view;
	double left;                 /* of the table */
};

static double x_of(const struct page_painter *p, double column)
{
	return p->left + column * PDF_COLUMN;
}

static double y_of(double unit)
{
	return PDF_MARGIN_TOP + unit * PDF_UNIT;
}

static void stroke(cairo_t *cairo, double x1, double y1, double x2, double y2)
{
	cairo_move_to(cairo, x1, y1);
	cairo_line_to(cairo, x2, y2);
}

/* A rule lies in the middle of its unit, a vertical line in the middle of its column. */
static void draw_rule(const struct page_painter *p, const struct rule *r, unsigned char *corners)
{
	const struct layout *l = p->view->l;
	int columns = l->table->columns;
	double y = y_of(r->y + 0.5);

	view_rule_corners(p->view, r, corners);
	for (int c = 0, start = -1; c <= columns; c++) {
		double x = x_of(p, l->column_x[c] + 0.5);

		if (corners[c] & RULE_UP)
			stroke(p->w->cairo, x, y_of(r->y), x, y);
		if (corners[c] & RULE_DOWN)
			stroke(p->w->cairo, x, y, x, y_of(r->y + 1));
		if ((corners[c] & RULE_RIGHT) && start < 0)
			start = c;
		if (!(corners[c] & RULE_RIGHT) && start >= 0) {
			stroke(p->w->cairo, x_of(p, l->column_x[start] + 0.5), y, x, y);
			start = -1;
		}
	}
}

static void draw_sides(const struct page_painter *p, const struct slice *s)
{
	const struct layout *l = p->view->l;

	for (int c = 0; c <= l->table->columns; c++) {
		double x = x_of(p, l->column_x[c] + 0.5);

		if (table_owner(l->table, s->row, c - 1) != table_owner(l->table, s->row, c))
			stroke(p->w->cairo, x, y_of(s->y), x, y_of(s->y + s->to - s->from));
	}
}

static void draw_frame(const struct page_painter *p)
{
	unsigned char *corners = mem_alloc((size_t)p->view->l->table->columns + 1);

	for (int i = 0; i < p->view->rule_count; i++)
		draw_rule(p, &p->view->rules[i], corners);
	for (int i = 0; i < p->view->count; i++)
		if (layout_row_framed(p->view->l, p->view->slices[i].row))
			draw_sides(p, &p->view->slices[i]);
	cairo_stroke(p->w->cairo);
	free(corners);
}

/* Of tables and reports, and of their titles. */
static const double letter_sizes[2][2] = {
	{ PDF_SIZE, PDF_TITLE_SIZE }, { PDF_PROSE_SIZE, PDF_REPORT_TITLE_SIZE }
};

static void draw_cell(const struct page_painter *p, int cell, int slice)
{
	const struct layout *l = p->view->l;
	const struct layout_cell *lc = &l->cells[cell];
	const struct table_cell *tc = &l->table->cells[cell];
	const struct form_row *row = l->table->rows[tc->row].form_row;
	bool large = layout_row_large(l, tc->row);
	double indent = lc->indent * (large ? PDF_PROSE_SIZE / PDF_SIZE : 1);
	double room = (lc->area.width - indent) * PDF_COLUMN + (tc->framed ? PDF_COLUMN / 4 : 0);
	int pitch = layout_row_pitch(l, tc->row), top, bottom, y;

	if (!view_place_text(p->view, cell, slice, &top, &bottom, &y))
		return;
	pdf_set_font(p->w, letter_sizes[large][row->title], row->title || row->section);
	for (size_t i = 0; i < lc->lines.count; i++, y += pitch) {
		const struct text_line *line = &lc->lines.items[i];

		if (line->len && y >= top && y + pitch <= bottom)
			pdf_draw_line(p->w, lc->text.data + line->start, line->len, x_of(p, lc->area.x + indent),
				room, y_of(y + pitch / 2.0), layout_align(l, cell));
	}
}

/* --- around the table --- */

static void draw_foot(struct document *w)
{
	double room = w->width - 2 * PDF_MARGIN_X, y = w->height - PDF_FOOT_ABOVE_EDGE;
	struct str foot = { 0 };
	char number[64];
	int all = w->furniture->pages_all ? w->furniture->pages_all : w->page_count;
	int len = snprintf(number, sizeof number, "第 %d 页 共 %d 页", ++w->page, all);

	furniture_add_foot(w->furniture, &foot);
	pdf_set_font(w, PDF_FOOT_SIZE, false);
	if (w->legend)
		pdf_draw_line(w, FURNITURE_LEGEND, sizeof FURNITURE_LEGEND - 1, PDF_MARGIN_X, room, y - PDF_FOOT_SIZE * 1.5,
			ALIGN_LEFT);
	if (foot.len)
		pdf_draw_line(w, foot.data, foot.len, PDF_MARGIN_X, room * 0.8, y, ALIGN_LEFT);
	pdf_draw_line(w, number, (size_t)len, PDF_MARGIN_X, room, y, foot.len ? ALIGN_RIGHT : ALIGN_CENTER);
	str_clear(&foot);
}

/* The first page has the form's own title. */
static void draw_head(struct document *w)
{
	double room = w->width - 2 * PDF_MARGIN_X;
	struct str about = { 0 };

	if (!w->furniture->about || w->page == w->furniture->pages_before)
		return;
	text_add_cut(&about, TEXT_WIDE, w->furniture->about, (int)(room * 2 / PDF_FOOT_SIZE), false);
	pdf_set_font(w, PDF_FOOT_SIZE, false);
	pdf_draw_line(w, str_text(&about), about.len, PDF_MARGIN_X, room, PDF_HEAD_BELOW_EDGE, ALIGN_LEFT);
	str_clear(&about);
}

void pdf_end_page(struct document *w)
{
	draw_head(w);
	draw_foot(w);
	cairo_show_page(w->cairo);
}

/* What begins with blanks stands on the right: the date. */
static void draw_signature(struct document *w, double left, int unit)
{
	const char *s = str_text(&w->signature), *end;

	pdf_set_font(w, PDF_SIZE, false);
	for (; *s; s = end + 1, unit += PDF_PITCH) {
		size_t blanks = strspn(s, " ");

		end = s + strcspn(s, "\n");
		if (end > s)
			pdf_draw_line(w, s + blanks, (size_t)(end - s) - blanks, left, w->layout.width * PDF_COLUMN,
				y_of(unit + PDF_PITCH / 2.0), blanks ? ALIGN_RIGHT : ALIGN_LEFT);
		if (!*end)
			break;
	}
}

static void draw_page(struct document *w, const struct page *page, bool last)
{
	struct view view;
	struct page_painter p = { w, &view, (w->width - w->layout.width * PDF_COLUMN) / 2 };

	view_init_page(&view, &w->layout, NULL, page);
	cairo_set_line_width(w->cairo, PDF_HAIRLINE);
	cairo_set_line_cap(w->cairo, CAIRO_LINE_CAP_SQUARE);
	draw_frame(&p);
	for (int i = 0; i < view.count; i++)
		for (int c = 0; c < w->table.columns; c++) {
			int cell = view_cell_at(&view, i, c);

			if (cell >= 0)
				draw_cell(&p, cell, i);
		}
	if (last)
		draw_signature(w, p.left, view.y);
	view_clear(&view);
	pdf_end_page(w);
}

/* --- the pages behind the table --- */

static int page_units(const struct document *w)
{
	return (int)((w->height - PDF_MARGIN_TOP - PDF_MARGIN_BOTTOM) / PDF_UNIT);
}

/* Where the next line of a part goes; a page that is full ends.  Without drawing it counts pages. */
struct flow { struct document *w; bool draw; int unit, pages; };

static void flow_line(struct flow *f, const char *s, size_t len, enum align align)
{
	double room = f->w->width - 2 * PDF_MARGIN_X;

	if (f->unit + PDF_PITCH > page_units(f->w)) {
		if (f->draw)
			pdf_end_page(f->w);
		f->pages++;
		f->unit = 0;
		if (f->draw)
			pdf_set_font(f->w, PDF_SIZE, false);
	}
	if (f->draw && len)
		pdf_draw_line(f->w, s, len, PDF_MARGIN_X, room, y_of(f->unit + PDF_PITCH / 2.0), align);
	f->unit += PDF_PITCH;
}

static void flow_part(struct flow *f, const struct furniture_part *part)
{
	int columns = (int)((f->w->width - 2 * PDF_MARGIN_X) / PDF_COLUMN);
	struct text_lines lines = { 0 };
	struct str shown = { 0 };

	f->unit = 0;
	f->pages++;
	pdf_set_font(f->w, PDF_SIZE, true);
	flow_line(f, part->title, strlen(part->title), ALIGN_CENTER);
	pdf_set_font(f->w, PDF_SIZE, false);
	flow_line(f, "", 0, ALIGN_LEFT);
	for (const char *const *text = part->lines; *text; text++) {
		str_reset(&shown);
		text_add_visible(&shown, *text, strlen(*text));
		text_wrap(TEXT_WIDE, str_text(&shown), shown.len, columns, &lines);
		for (size_t i = 0; i < lines.count; i++)
			flow_line(f, str_text(&shown) + lines.items[i].start, lines.items[i].len, ALIGN_LEFT);
	}
	if (f->draw)
		pdf_end_page(f->w);
	text_lines_clear(&lines);
	str_clear(&shown);
}

/* In the usual size, whatever the table has. */
static int flow_parts(struct document *w, bool draw)
{
	struct flow f = { .w = w, .draw = draw };
	double scale = w->scale;

	pdf_set_scale(w, 1);
	for (size_t i = 0; i < w->furniture->part_count; i++)
		flow_part(&f, &w->furniture->parts[i]);
	pdf_set_scale(w, scale);
	return f.pages;
}

/* --- an entry --- */

void pdf_add_outline(struct document *w, const char *name)
{
	struct str place = { 0 };

	if (!w->pages)
		cairo_pdf_surface_set_metadata(w->surface, CAIRO_PDF_METADATA_TITLE, name);
	str_addf(&place, "page=%d pos=[0 0]", w->pages + 1);
	cairo_pdf_surface_add_outline(w->surface, CAIRO_PDF_OUTLINE_ROOT, name, str_text(&place), 0);
	str_clear(&place);
}

static struct page *plan_at(struct document *w, double scale, int *count)
{
	int lines = 0;

	pdf_set_scale(w, scale);
	layout_set_columns(&w->layout, (int)((w->width - 2 * PDF_MARGIN_X) / PDF_COLUMN));
	str_reset(&w->signature);
	if (w->furniture->signature && !furniture_has_signature(sheet_get_form(w->table.sheet)))
		lines = furniture_add_signature(sheet_get_form(w->table.sheet), w->layout.medium.columns, &w->signature);
	w->layout.medium.tail = lines * PDF_PITCH;
	layout_build(&w->layout, &w->table);
	return layout_paginate(&w->layout, page_units(w), count);
}

/* A table a few rows too long for one page is set smaller, as people do by hand, down to 小五 (9). */
static struct page *plan_pages(struct document *w, int *count)
{
	static const double scales[] = { 0.95, 0.9, 1 };
	struct page *pages = plan_at(w, 1, count);

	for (size_t i = 0; *count == 2 && !w->layout.report && !w->furniture->blank
			&& i < sizeof scales / sizeof *scales; i++) {
		free(pages);
		pages = plan_at(w, scales[i], count);
	}
	return pages;
}

static struct page *plan(struct document *w, const struct sheet *sheet, const struct furniture *f, int *count)
{
	static const struct furniture none;
	struct page *pages;

	w->furniture = f = f ? f : &none;
	blank_clear(&w->blank);
	if (f->blank) {
		blank_make(&w->blank, sheet);
		sheet = w->blank.sheet;
	}
	w->table.blank = w->layout.medium.blank = f->blank;
	w->layout.medium.signing = f->signature;
	table_build(&w->table, sheet);
	pages = plan_pages(w, count);
	w->legend = false;
	for (int i = 0; i < w->table.cell_count; i++)
		w->legend = w->legend || w->layout.cells[i].shown == SHOWN_OVERRIDE;
	return pages;
}

static int pdf_count(struct document *w, const struct sheet *sheet, const struct furniture *furniture)
{
	int count;

	free(plan(w, sheet, furniture, &count));
	return count + flow_parts(w, false);
}

static enum status check(struct document *w, struct err *err)
{
	enum status status = pdf_check_font(w, err);

	if (status == STATUS_OK)
		status = check_glyphs(w, w->table.sheet, err);
	return status == STATUS_OK ? check_furniture(w, w->table.sheet, err) : status;
}

static enum status pdf_add(struct document *w, const struct sheet *sheet, const char *name,
	const struct furniture *furniture, struct err *err)
{
	int count;
	struct page *pages = plan(w, sheet, furniture, &count);
	enum status status = check(w, err);

	if (status == STATUS_OK) {
		pdf_add_outline(w, name);
		w->page = w->furniture->pages_before;
		w->page_count = count + flow_parts(w, false);
		for (int i = 0; i < count; i++)
			draw_page(w, &pages[i], i + 1 == count);
		flow_parts(w, true);
		w->pages += w->page_count;
	}
	free(pages);
	return status;
}

static enum status pdf_finish(struct document *w, struct str *out, struct err *err)
{
	cairo_status_t status;

	cairo_surface_finish(w->surface);
	status = cairo_surface_status(w->surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, STATUS_REFUSED, N_("the PDF cannot be made: %1"),
			cairo_status_to_string(status), NULL);
	str_add_len(out, str_text(&w->bytes), w->bytes.len);
	return STATUS_OK;
}

const struct document_class document_pdf = {
	"pdf", pdf_new, pdf_free, pdf_add, pdf_count, pdf_add_table, pdf_finish
};
