/* SPDX-License-Identifier: MIT */
/* What a revision's print has around and behind the table (out/furniture.h).
 *
 * Behind the table stand, each on pages of its own: what was changed since the last signed revision before it, with the
 * reason of reopening; of what is not signed what is still open (findings, cells carried forward and not confirmed);
 * what people say to findings. */
#ifndef ZIPING_DESK_PAPER_PARTS_H
#define ZIPING_DESK_PAPER_PARTS_H

#include "desk/revision.h"
#include "out/furniture.h"

struct paper_parts {
	struct furniture_part *items;        /* titles static, lines owned */
	size_t count, cap;
	char *about;                 /* what it is, for pages on their own */
};
void paper_parts_clear(struct paper_parts *p);

/* `o` is what the revision froze: the entry just frozen, or desk_open_revision's. */
enum status desk_paper_parts(const struct opened *o, const struct revision *r, message_translate *translate,
	struct paper_parts *out, struct err *err);

/* Fills about, revision, is_signed, draft, code and the parts, all borrowed. */
void desk_paper_furniture(const struct opened *o, const struct revision *r, const struct paper_parts *parts,
	struct furniture *out);

#endif
