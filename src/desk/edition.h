/* SPDX-License-Identifier: MIT */
/* What stands on paper around an open entry (out/furniture.h), for print and preview. */
#ifndef ZIPING_DESK_EDITION_H
#define ZIPING_DESK_EDITION_H

#include "desk/paper_parts.h"
#include "out/furniture.h"

struct edition {
	struct furniture furniture;  /* borrows from the rest */
	struct revision revision;
	struct paper_parts parts;
};

/* As `print` would have it now, and nothing is frozen: in place of a code that is still to be made stand words of its
 * width. */
enum status edition_preview(struct opened *o, message_translate *translate, struct edition *out, struct err *err);
/* Freezes (opened_freeze). */
enum status edition_freeze(struct opened *o, message_translate *translate, struct edition *out, struct err *err);
/* Of a revision that lies open (desk_open_revision), as it was frozen: nothing is frozen anew. */
enum status edition_reprint(struct opened *o, message_translate *translate, struct edition *out, struct err *err);
/* A form for handwriting, of no revision. */
void edition_blank(const struct opened *o, struct edition *out);
void edition_clear(struct edition *p);

#endif
