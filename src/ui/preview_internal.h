/* SPDX-License-Identifier: MIT */
/* The preview's rooms: preview.c (pages), preview_options.c, preview_print.c (printing, files). */
#ifndef ZIPING_UI_PREVIEW_INTERNAL_H
#define ZIPING_UI_PREVIEW_INTERNAL_H

#include "desk/append.h"
#include "desk/edition.h"
#include "ui/app.h"

struct preview {
	struct screen base;
	struct opened *o;
	bool owned;                  /* opened for this screen */
	struct str text;             /* the bytes of the print in UTF-8 */
	struct text_lines lines;     /* of all pages, each with all its lines; form feeds are in none */
	struct text_shape shape;
	struct text_losses losses;
	struct edition edition;      /* as it would be printed */
	char *failure;               /* why there is no page; NULL: there are some */
	int page, top, left;         /* first line of the page and first column seen */
	int printed_to;              /* destination chosen, until the question is answered */
	char *file;                  /* name of the file to write */
};

/* Makes the pages anew, with the options chosen now. */
void preview_make(struct preview *p);

/* --- preview_options.c: paper, encoding, frame, widths, blank form, sides --- */

void preview_choose(struct preview *p);

/* --- preview_print.c --- */

/* Asks where to print, and prints. */
void preview_print(struct preview *p);

#endif
