/* SPDX-License-Identifier: MIT */
/* On paper and in documents: an entry and, behind it, the tables of its sources that its form appends (`append`).  It is
 * one document: its pages are numbered through. */
#ifndef ZIPING_DESK_APPEND_H
#define ZIPING_DESK_APPEND_H

#include "desk/desk.h"
#include "out/document.h"
#include "out/text.h"

/* As text_writer_add, text_writer_losses, document_class.add.  What is appended has the entry's foot, but no lines to
 * sign on; the pages behind the entry come behind all of it; what it loses is told of no cell. */
enum status append_text(const struct opened *o, struct text_writer *w, const struct furniture *furniture,
	struct str *out, struct err *err);
enum status append_losses(const struct opened *o, struct text_writer *w, const struct furniture *furniture,
	struct text_losses *out, struct err *err);
enum status append_document(const struct opened *o, const struct document_class *class, struct document *document,
	const char *name, const struct furniture *furniture, struct err *err);

#endif
