/* SPDX-License-Identifier: MIT */
/* Documents that need large libraries: PDF, XLSX.
 *
 * Their libraries load some sixty others, which no start of the full-screen program should wait for; so they are linked
 * into a program of their own, ziping-office, which does what `ziping` does and these besides.  `ziping` starts it when
 * one of them is asked for (cli/office.h). */
#ifndef ZIPING_OUT_DOCUMENT_H
#define ZIPING_OUT_DOCUMENT_H

#include "form/sheet.h"
#include "out/furniture.h"
#include "out/sumtable.h"
#include "out/text.h"

struct document_options {
	enum paper paper;
	const char *font;            /* PDF: families, the first that is there; NULL: those of Chinese offices */
	int64_t moment;              /* the file's date: same moment, same bytes */
	bool many;                   /* more than one entry will come: XLSX sums them up in front */
};

struct document;

/* One kind; each defines its own struct document. */
struct document_class {
	const char *name;            /* "pdf" */
	struct document *(*new)(const struct document_options *o);
	void (*free)(struct document *d);
	/* Adds an entry.  `name` is for outlines and tabs; `furniture` may be NULL.  STATUS_INPUT, with the cell: it
	 * cannot be written, and nothing is to be written at all. */
	enum status (*add)(struct document *d, const struct sheet *sheet, const char *name,
		const struct furniture *furniture, struct err *err);
	/* How many pages that adds; NULL: it has none. */
	int (*count)(struct document *d, const struct sheet *sheet, const struct furniture *furniture);
	/* Adds a table of sums, on pages or a sheet of its own. */
	enum status (*add_table)(struct document *d, const struct sumtable *t, struct err *err);
	/* Adds the file's bytes; nothing can be added to it afterwards. */
	enum status (*finish)(struct document *d, struct str *out, struct err *err);
};

extern const struct document_class document_pdf, document_xlsx;

/* Those that this program was built with; closed by NULL. */
extern const struct document_class *const document_classes[];

#endif
