/* SPDX-License-Identifier: MIT */
/* What the files of the PDF writer share; no other includes it. */
#ifndef ZIPING_OUT_PDF_H
#define ZIPING_OUT_PDF_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "layout/layout.h"
#include "out/blank.h"
#include "out/document.h"

/* Points.  10 is between 五号 (10.5) and 小五 (9): what tables of this width are set in. */
#define PDF_SIZE 10.0
#define PDF_COLUMN 5.0
#define PDF_UNIT 3.25
#define PDF_TITLE_SIZE 16.0
/* Reports: 三号, 26 points a line, under a title in 二号, as official documents are. */
#define PDF_PROSE_SIZE 16.0
#define PDF_REPORT_TITLE_SIZE 22.0
#define PDF_FOOT_SIZE 8.5
#define PDF_HAIRLINE 0.5
#define PDF_MARGIN_X 40.0
#define PDF_MARGIN_TOP 48.0
#define PDF_MARGIN_BOTTOM 54.0
#define PDF_HEAD_BELOW_EDGE 34.0
#define PDF_FOOT_ABOVE_EDGE 34.0
enum { PDF_PITCH = 4, PDF_PROSE_PITCH = 8 };  /* units of a line of text: 13 points, 26 */

struct document {
	struct document_options options;
	char *fonts;
	double scale;                /* points on paper of a point here */
	double width, height;        /* of the page */
	struct str bytes;
	cairo_surface_t *surface;
	cairo_t *cairo;
	PangoLayout *line;
	int pages;                   /* so far */
	/* Of the entry being written: */
	const struct furniture *furniture;
	struct blank blank;          /* in place of the entry */
	struct str signature;        /* lines to sign on */
	int page, page_count;
	bool legend;
	struct table table;
	struct layout layout;
};

/* --- pdf_text.c --- */

void pdf_prepare_text(struct document *w);
/* That there is any of those asked for. */
enum status pdf_check_font(struct document *w, struct err *err);
void pdf_set_font(struct document *w, double size, bool bold);
/* Sets one line into `room` points from x, its middle at y; narrower letters rather than text over the rule. */
void pdf_draw_line(struct document *w, const char *s, size_t len, double x, double room, double y,
	enum align align);
bool pdf_has_glyphs(struct document *w, const char *s, size_t len);
/* What `s` has that no font has; `label` says where it stands. */
enum status pdf_refuse_glyph(struct document *w, const char *label, const char *s, size_t len, struct err *err);
double pdf_text_width(struct document *w, const char *s);

/* --- pdf.c --- */

/* Everything on the pages that follow is set smaller or larger, margins too. */
void pdf_set_scale(struct document *w, double scale);
void pdf_add_outline(struct document *w, const char *name);
/* The foot, and the page is over. */
void pdf_end_page(struct document *w);

/* --- pdf_table.c --- */

enum status pdf_add_table(struct document *w, const struct sumtable *t, struct err *err);

#endif
