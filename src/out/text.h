/* SPDX-License-Identifier: MIT */
/* The paginated table as text: file, terminal, line printer.
 *
 * The width policy and the frame belong to the job, never to the locale: same entry, same
 * options, same bytes. */
#ifndef ZIPING_OUT_TEXT_H
#define ZIPING_OUT_TEXT_H

#include "base/charset.h"
#include "form/sheet.h"
#include "layout/layout.h"

enum paper { PAPER_A4, PAPER_A4_LANDSCAPE };

struct text_options {
	enum text_widths ambiguous;  /* TEXT_NARROW (default) or TEXT_WIDE */
	enum frame frame;
	/* 88×60 upright, 130×40 across: A4 at 12 characters and 6 lines an inch */
	enum paper paper;
	int columns, lines;          /* 0: the paper's; at least TEXT_LINES_MIN lines */
	const struct charset *charset;
	bool replace;                /* go on although something cannot be written */
};

enum { TEXT_LINES_MIN = 10 };

void text_options_init(struct text_options *o);

/* A grapheme that the target cannot hold; listed once a cell.  The caller frees the items. */
struct text_loss {
	struct ref at;               /* at.cell -1: a label of the form */
	char grapheme[32];
};
struct text_losses { struct text_loss *items; size_t count, cap; };

/* A reusable writer: memory is kept between entries; freed before their forms.  Where the target
 * has no box characters the frame is made of ASCII.  STATUS_USAGE: too few lines. */
struct text_writer;
enum status text_writer_new(const struct text_options *o, struct text_writer **out,
	struct err *err);
void text_writer_free(struct text_writer *w);

/* What cannot be written, before anything is (empty for UTF-8 and GB18030). */
void text_writer_losses(struct text_writer *w, const struct sheet *sheet, struct text_losses *out);
/* Adds the pages: LF line ends, form feed between pages (not after the last), `第 n 页 共 m 页` on
 * the last line of each.  Nothing is added and STATUS_USAGE returned if the columns are too few
 * for the form, STATUS_INPUT if something cannot be written and options do not say `replace`. */
enum status text_writer_add(struct text_writer *w, const struct sheet *sheet, struct str *out,
	struct err *err);

#endif
