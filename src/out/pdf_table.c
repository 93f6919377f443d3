/* SPDX-License-Identifier: MIT */
/* A table of sums on pages: columns as wide as their texts, bars drawn. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "out/pdf.h"

enum { COLUMNS_MAX = 32 };
static const double ROW = 18, LINE = 13, PAD = 4, BAR_WIDTH = 90, BAR_LEAST = 45, TEXT_LEAST = 90, BAR_HEIGHT = 8,
	TITLE_HEIGHT = 34, NOTE = 14;

struct painter {
	struct document *w;
	const struct sumtable *t;
	double x[COLUMNS_MAX + 1];   /* of each vertical line */
	double y;
	bool draw;                   /* false: pages are counted only */
	int pages;                   /* before this one */
	double height;               /* of the row */
	struct text_lines lines;
};

static bool is_sum(const struct sumtable *t, size_t row)
{
	return t->summed && row + 1 == sumtable_rows(t);
}

/* --- widths --- */

static double width_of(struct document *w, const struct sumtable *t, int column)
{
	double width = pdf_text_width(w, sumtable_title(t, column));

	if (t->columns[column].kind == SUM_BAR)
		return width > BAR_WIDTH ? width : BAR_WIDTH;
	for (size_t row = 0; row < sumtable_rows(t); row++) {
		double mine = pdf_text_width(w, sumtable_cell(t, row, column));

		width = mine > width ? mine : width;
	}
	return width;
}

/* Takes from the columns of a kind what is too much, none below its least width. */
static double narrow(const struct painter *p, enum sum_kind kind, double least, double excess, double *widths)
{
	double spare = 0, part;

	for (int c = 0; c < p->t->column_count; c++)
		if (p->t->columns[c].kind == kind && widths[c] > least)
			spare += widths[c] - least;
	part = spare > excess ? excess / spare : 1;
	for (int c = 0; c < p->t->column_count && spare > 0; c++)
		if (p->t->columns[c].kind == kind && widths[c] > least)
			widths[c] -= (widths[c] - least) * part;
	return excess - spare * part;
}

/* What is too wide for the page has shorter bars, then texts of several lines; only then are figures set narrower. */
static void place_columns(struct painter *p)
{
	double room = p->w->width - 2 * PDF_MARGIN_X, total = 0, widths[COLUMNS_MAX], scale;

	pdf_set_font(p->w, PDF_SIZE, true);
	for (int c = 0; c < p->t->column_count; c++) {
		widths[c] = width_of(p->w, p->t, c) + 2 * PAD;
		total += widths[c];
	}
	if (total > room)
		total = room + narrow(p, SUM_BAR, BAR_LEAST, total - room, widths);
	if (total > room)
		total = room + narrow(p, SUM_TEXT, TEXT_LEAST, total - room, widths);
	scale = total > room ? room / total : 1;
	p->x[0] = (p->w->width - total * scale) / 2;
	for (int c = 0; c < p->t->column_count; c++)
		p->x[c + 1] = p->x[c] + widths[c] * scale;
}

/* --- rows --- */

static void wrap(struct painter *p, int column, const char *text)
{
	int columns = (int)((p->x[column + 1] - p->x[column] - 2 * PAD + 0.5) / PDF_COLUMN);

	text_wrap(TEXT_WIDE, text, strlen(text), columns, &p->lines);
}

static void draw_text(struct painter *p, int column, const char *text, enum align align)
{
	double x = p->x[column] + PAD, room = p->x[column + 1] - p->x[column] - 2 * PAD, y;

	if (p->t->columns[column].kind != SUM_TEXT) {
		if (*text)
			pdf_draw_line(p->w, text, strlen(text), x, room, p->y + p->height / 2, align);
		return;
	}
	wrap(p, column, text);
	y = p->y + p->height / 2 - LINE * (double)(p->lines.count - 1) / 2;
	for (size_t i = 0; i < p->lines.count; i++, y += LINE)
		if (p->lines.items[i].len)
			pdf_draw_line(p->w, text + p->lines.items[i].start, p->lines.items[i].len, x, room, y, align);
}

static void draw_bar(const struct painter *p, int column, const char *share)
{
	double room = p->x[column + 1] - p->x[column] - 2 * PAD, part = *share ? strtod(share, NULL) : 0;

	part = part > 1 ? 1 : part < 0 ? 0 : part;
	if (part <= 0)
		return;
	cairo_save(p->w->cairo);
	cairo_set_source_rgb(p->w->cairo, 0.45, 0.45, 0.45);
	cairo_rectangle(p->w->cairo, p->x[column] + PAD, p->y + (p->height - BAR_HEIGHT) / 2, room * part, BAR_HEIGHT);
	cairo_fill(p->w->cairo);
	cairo_restore(p->w->cairo);
}

static void draw_cell(struct painter *p, size_t row, int column)
{
	const char *text = sumtable_cell(p->t, row, column);

	if (p->t->columns[column].kind == SUM_BAR)
		draw_bar(p, column, text);
	else
		draw_text(p, column, text, p->t->columns[column].kind == SUM_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT);
}

static void draw_lines(const struct painter *p)
{
	cairo_t *cairo = p->w->cairo;
	int columns = p->t->column_count;

	for (int c = 0; c <= columns; c++) {
		cairo_move_to(cairo, p->x[c], p->y);
		cairo_line_to(cairo, p->x[c], p->y + p->height);
	}
	for (int i = 0; i < 2; i++) {
		cairo_move_to(cairo, p->x[0], p->y + i * p->height);
		cairo_line_to(cairo, p->x[columns], p->y + i * p->height);
	}
	cairo_stroke(cairo);
}

static void draw_heading(struct painter *p)
{
	p->height = ROW;
	if (p->draw) {
		cairo_set_line_width(p->w->cairo, PDF_HAIRLINE);
		cairo_set_line_cap(p->w->cairo, CAIRO_LINE_CAP_SQUARE);
		pdf_set_font(p->w, PDF_SIZE, true);
		for (int c = 0; c < p->t->column_count; c++)
			draw_text(p, c, sumtable_title(p->t, c), ALIGN_CENTER);
		draw_lines(p);
	}
	p->y += p->height;
}

static double bottom(const struct painter *p)
{
	return p->w->height - PDF_MARGIN_BOTTOM;
}

static void next_page(struct painter *p)
{
	if (p->draw)
		pdf_end_page(p->w);
	p->pages++;
	p->y = PDF_MARGIN_TOP;
}

static double row_height(struct painter *p, size_t row)
{
	size_t lines = 1;

	for (int c = 0; c < p->t->column_count; c++) {
		if (p->t->columns[c].kind != SUM_TEXT)
			continue;
		wrap(p, c, sumtable_cell(p->t, row, c));
		lines = p->lines.count > lines ? p->lines.count : lines;
	}
	return ROW + LINE * (double)(lines - 1);
}

static void draw_rows(struct painter *p)
{
	draw_heading(p);
	for (size_t row = 0; row < sumtable_rows(p->t); row++) {
		double height = row_height(p, row);

		if (p->y + height > bottom(p)) {
			next_page(p);
			draw_heading(p);
		}
		p->height = height;
		pdf_set_font(p->w, PDF_SIZE, is_sum(p->t, row));
		for (int c = 0; p->draw && c < p->t->column_count; c++)
			draw_cell(p, row, c);
		if (p->draw)
			draw_lines(p);
		p->y += height;
	}
}

static void draw_notes(struct painter *p)
{
	int columns = (int)((p->w->width - 2 * PDF_MARGIN_X) / PDF_COLUMN);

	p->y += NOTE / 2;
	pdf_set_font(p->w, PDF_SIZE, false);
	for (size_t i = 0; i < p->t->note_count; i++) {
		const char *note = p->t->notes[i];

		text_wrap(TEXT_WIDE, note, strlen(note), columns, &p->lines);
		for (size_t k = 0; k < p->lines.count; k++) {
			if (p->y + NOTE > bottom(p)) {
				next_page(p);
				pdf_set_font(p->w, PDF_SIZE, false);
			}
			if (p->draw)
				pdf_draw_line(p->w, note + p->lines.items[k].start, p->lines.items[k].len,
					PDF_MARGIN_X, p->w->width - 2 * PDF_MARGIN_X, p->y + NOTE / 2, ALIGN_LEFT);
			p->y += NOTE;
		}
	}
}

static enum status check_text(struct document *w, const struct sumtable *t, const char *text, struct err *err)
{
	return !*text || pdf_has_glyphs(w, text, strlen(text)) ? STATUS_OK
		: pdf_refuse_glyph(w, t->title, text, strlen(text), err);
}

static enum status check_glyphs(struct document *w, const struct sumtable *t, struct err *err)
{
	enum status status;

	pdf_set_font(w, PDF_SIZE, false);
	status = check_text(w, t, t->title, err);
	for (size_t i = 0; i < t->cell_count && status == STATUS_OK; i++)
		status = check_text(w, t, t->cells[i], err);
	for (size_t i = 0; i < t->note_count && status == STATUS_OK; i++)
		status = check_text(w, t, t->notes[i], err);
	return status;
}

/* From below the title; returns how many pages there are. */
static int flow(struct painter *p, bool draw)
{
	p->draw = draw;
	p->pages = 0;
	p->y = PDF_MARGIN_TOP + TITLE_HEIGHT;
	draw_rows(p);
	draw_notes(p);
	return p->pages + 1;
}

enum status pdf_add_table(struct document *w, const struct sumtable *t, struct err *err)
{
	static const struct furniture none;
	struct painter p = { .w = w, .t = t };
	enum status status = pdf_check_font(w, err);

	if (status == STATUS_OK)
		status = check_glyphs(w, t, err);
	if (status != STATUS_OK || t->column_count > COLUMNS_MAX)
		return status;
	pdf_set_scale(w, 1);
	place_columns(&p);
	w->furniture = &none;
	w->legend = false;
	w->page = 0;
	w->page_count = flow(&p, false);
	pdf_add_outline(w, t->title);
	pdf_set_font(w, PDF_TITLE_SIZE, true);
	pdf_draw_line(w, t->title, strlen(t->title), PDF_MARGIN_X, w->width - 2 * PDF_MARGIN_X,
		PDF_MARGIN_TOP + TITLE_HEIGHT / 3, ALIGN_CENTER);
	flow(&p, true);
	pdf_end_page(w);
	w->pages += w->page;
	text_lines_clear(&p.lines);
	return STATUS_OK;
}
