/* SPDX-License-Identifier: MIT */
/* What was typed into a text and taken out of it, step by step, to be taken back and made again.  Neighbouring
 * letters are one step until it is closed. */
#ifndef ZIPING_UI_STROKES_H
#define ZIPING_UI_STROKES_H

#include <stdbool.h>

#include "base/str.h"

struct stroke {
	size_t at;                   /* byte offset */
	bool typed;                  /* else taken out */
	struct str text;
};

struct strokes {
	struct stroke *items;
	size_t count, cap;
	size_t done;                 /* those behind it were taken back */
	bool closed;                 /* the next one is a step by itself */
};

void strokes_clear(struct strokes *c);                /* frees; there are none again */
void strokes_add(struct strokes *c, size_t at, bool typed, const char *s, size_t len);
void strokes_close(struct strokes *c);

/* Changes the text and says where the caret then belongs; false: there is no such step. */
bool strokes_undo(struct strokes *c, struct str *text, size_t *caret);
bool strokes_redo(struct strokes *c, struct str *text, size_t *caret);

#endif
