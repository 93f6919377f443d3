/* SPDX-License-Identifier: MIT */
/* A table of sums on pages: columns as wide as their texts, bars drawn. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "out/pdf.h"

enum { COLUMNS_MAX = 32 };
static const double ROW = 18, PAD = 4, BAR_WIDTH = 90, BAR_HEIGHT = 8, TITLE_HEIGHT = 34, NOTE = 14;

struct painter {
	struct document *w;
	const struct sumtable *t;
	double x[COLUMNS_MAX + 1];   /* of each vertical line */
	double y;
	size_t first_row;            /* of the page */
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

/* What is too wide for the page is made narrower in all its columns; the texts follow. */
static void place_columns(struct painter *p)
{
	double room = p->w->width - 2 * PDF_MARGIN_X, total = 0, widths[COLUMNS_MAX], scale;

	pdf_set_font(p->w, PDF_SIZE, false);
	for (int c = 0; c < p->t->column_count; c++) {
		widths[c] = width_of(p->w, p->t, c) + 2 * PAD;
		total += widths[c];
	}
	scale = total > room ? room / total : 1;
	p->x[0] = (p->w->width - total * scale) / 2;
	for (int c = 0; c < p->t->column_count; c++)
		p->x[c + 1] = p->x[c] + widths[c] * scale;
}

/* --- rows --- */

static void draw_text(const struct painter *p, int column, const char *text, enum align align)
{
	if (*text)
		pdf_draw_line(p->w, text, strlen(text), p->x[column] + PAD,
			p->x[column + 1] - p->x[column] - 2 * PAD, p->y + ROW / 2, align);
}

static void draw_bar(const struct painter *p, int column, const char *share)
{
	double room = p->x[column + 1] - p->x[column] - 2 * PAD, part = *share ? strtod(share, NULL) : 0;

	part = part > 1 ? 1 : part < 0 ? 0 : part;
	if (part <= 0)
		return;
	cairo_save(p->w->cairo);
	cairo_set_source_rgb(p->w->cairo, 0.45, 0.45, 0.45);
	cairo_rectangle(p->w->cairo, p->x[column] + PAD, p->y + (ROW - BAR_HEIGHT) / 2, room * part, BAR_HEIGHT);
	cairo_fill(p->w->cairo);
	cairo_restore(p->w->cairo);
}

static void draw_cell(const struct painter *p, size_t row, int column)
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
		cairo_line_to(cairo, p->x[c], p->y + ROW);
	}
	for (int i = 0; i < 2; i++) {
		cairo_move_to(cairo, p->x[0], p->y + i * ROW);
		cairo_line_to(cairo, p->x[columns], p->y + i * ROW);
	}
	cairo_stroke(cairo);
}

static void draw_heading(struct painter *p)
{
	cairo_set_line_width(p->w->cairo, PDF_HAIRLINE);
	cairo_set_line_cap(p->w->cairo, CAIRO_LINE_CAP_SQUARE);
	pdf_set_font(p->w, PDF_SIZE, true);
	for (int c = 0; c < p->t->column_count; c++)
		draw_text(p, c, sumtable_title(p->t, c), ALIGN_CENTER);
	draw_lines(p);
	p->y += ROW;
}

static double bottom(const struct painter *p)
{
	return p->w->height - PDF_MARGIN_BOTTOM;
}

static void next_page(struct painter *p)
{
	pdf_end_page(p->w);
	p->y = PDF_MARGIN_TOP;
}

static void draw_rows(struct painter *p)
{
	draw_heading(p);
	for (size_t row = 0; row < sumtable_rows(p->t); row++) {
		if (p->y + ROW > bottom(p)) {
			next_page(p);
			draw_heading(p);
		}
		pdf_set_font(p->w, PDF_SIZE, is_sum(p->t, row));
		for (int c = 0; c < p->t->column_count; c++)
			draw_cell(p, row, c);
		draw_lines(p);
		p->y += ROW;
	}
}

static void draw_notes(struct painter *p)
{
	int columns = (int)((p->w->width - 2 * PDF_MARGIN_X) / PDF_COLUMN);
	struct text_lines lines = { 0 };

	p->y += NOTE / 2;
	for (size_t i = 0; i < p->t->note_count; i++) {
		const char *note = p->t->notes[i];

		text_wrap(TEXT_WIDE, note, strlen(note), columns, &lines);
		for (size_t k = 0; k < lines.count; k++) {
			if (p->y + NOTE > bottom(p))
				next_page(p);
			pdf_set_font(p->w, PDF_SIZE, false);
			pdf_draw_line(p->w, note + lines.items[k].start, lines.items[k].len, PDF_MARGIN_X,
				p->w->width - 2 * PDF_MARGIN_X, p->y + NOTE / 2, ALIGN_LEFT);
			p->y += NOTE;
		}
	}
	text_lines_clear(&lines);
}

static enum status check_glyphs(struct document *w, const struct sumtable *t, struct err *err)
{
	pdf_set_font(w, PDF_SIZE, false);
	for (size_t i = 0; i < t->cell_count; i++)
		if (*t->cells[i] && !pdf_has_glyphs(w, t->cells[i], strlen(t->cells[i])))
			return pdf_refuse_glyph(w, t->title, t->cells[i], strlen(t->cells[i]), err);
	return STATUS_OK;
}

/* Pages before the last, so that each foot knows how many there are. */
static int count_pages(const struct painter *p)
{
	double room = bottom(p) - PDF_MARGIN_TOP - ROW, first = room - TITLE_HEIGHT;
	int rows = (int)sumtable_rows(p->t), on_first = (int)(first / ROW), on_others = (int)(room / ROW);

	return rows <= on_first ? 1 : 1 + (rows - on_first + on_others - 1) / on_others;
}

enum status pdf_add_table(struct document *w, const struct sumtable *t, struct err *err)
{
	static const struct furniture none;
	struct painter p = { .w = w, .t = t, .y = PDF_MARGIN_TOP };
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
	w->page_count = count_pages(&p);
	pdf_add_outline(w, t->title);
	pdf_set_font(w, PDF_TITLE_SIZE, true);
	pdf_draw_line(w, t->title, strlen(t->title), PDF_MARGIN_X, w->width - 2 * PDF_MARGIN_X,
		p.y + TITLE_HEIGHT / 3, ALIGN_CENTER);
	p.y += TITLE_HEIGHT;
	draw_rows(&p);
	draw_notes(&p);
	pdf_end_page(w);
	w->pages += w->page;
	return STATUS_OK;
}
