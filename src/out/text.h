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
#include "out/furniture.h"

enum paper { PAPER_A4, PAPER_A4_LANDSCAPE };
/* Every page has all its lines, so a printer that counts them needs no form feed. */
enum form_feed { FORM_FEED_BETWEEN, FORM_FEED_NEVER, FORM_FEED_END };

struct text_options {
	enum text_widths ambiguous;  /* TEXT_NARROW (default) or TEXT_WIDE */
	enum frame frame;
	/* 88×60 upright, 130×40 across: A4 at 12 characters and 6 lines an inch */
	enum paper paper;
	int columns, lines;          /* 0: the paper's; at least TEXT_LINES_MIN lines */
	enum form_feed form_feed;    /* between pages (default), nowhere, behind the last one too */
	bool crlf;                   /* lines end in CR LF, not LF */
	const struct charset *charset;
	bool replace;                /* go on although something cannot be written */
};

enum { TEXT_LINES_MIN = 10 };

void text_options_init(struct text_options *o);

/* A grapheme that the target cannot hold, and how often it stands in the cell; those of one cell follow each other,
 * all that stands in no cell comes last.  The caller frees the items. */
struct text_loss {
	struct ref at;               /* at.cell -1: labels of the form, furniture */
	char grapheme[32];
	int times;
};
struct text_losses { struct text_loss *items; size_t count, cap; };
/* Adds the cell's graphemes, `㐂 €×2`, from item `first`; returns where the next cell's begin. */
size_t text_losses_add_cell(const struct text_losses *losses, size_t first, struct str *out);
size_t text_losses_total(const struct text_losses *losses);

/* A reusable writer: memory is kept between entries; freed before their forms.  Where the target
 * has no box characters the frame is made of ASCII.  STATUS_USAGE: too few lines. */
struct text_writer;
enum status text_writer_new(const struct text_options *o, struct text_writer **out,
	struct err *err);
void text_writer_free(struct text_writer *w);
/* What was added so far went elsewhere: the next page is the first. */
void text_writer_begin(struct text_writer *w);

/* `furniture` may be NULL: the page number alone.
 *
 * What cannot be written, before anything is (empty for UTF-8 and GB18030). */
void text_writer_losses(struct text_writer *w, const struct sheet *sheet,
	const struct furniture *furniture, struct text_losses *out);
/* Adds the pages, each of all its lines, `第 n 页 共 m 页` on the last one.  Nothing is added and STATUS_USAGE
 * returned if the columns or lines are too few for the form, STATUS_INPUT if something cannot be written and options do
 * not say `replace`. */
enum status text_writer_add(struct text_writer *w, const struct sheet *sheet,
	const struct furniture *furniture, struct str *out, struct err *err);

/* How many pages that would add; 0: none, it would be refused. */
int text_writer_count(struct text_writer *w, const struct sheet *sheet, const struct furniture *furniture);

/* What the writer made of its options. */
struct text_shape {
	int columns, lines;          /* of a page */
	int width;                   /* columns that the last entry's table takes */
	enum frame frame;
};
struct text_shape text_writer_shape(const struct text_writer *w);

/* What a print system that makes pages of text itself must know (printer.h); a raw queue does not care.  NULL-closed. */
const char *const *text_print_options(const struct text_options *o);

#endif
