/* SPDX-License-Identifier: MIT */
/* The field editor: a text and a caret between its graphemes; pure logic.
 *
 *     field_set(&f, text);  field_resize(&f, columns);
 *     if (!field_command(&f, e->command)) …not an editing key, or it left the text at that side…
 *     field_caret(&f, &line, &column);      of the text wrapped to `columns`
 */
#ifndef ZIPING_UI_FIELD_H
#define ZIPING_UI_FIELD_H

#include <stdbool.h>

#include "base/str.h"
#include "base/text.h"
#include "ui/keys.h"
#include "ui/strokes.h"

enum field_refusal {
	FIELD_FULL = 1 << 0,         /* the limit is reached; what did not fit was left out */
	FIELD_CONTROL = 1 << 1,      /* forbidden characters were left out */
	FIELD_LINES = 1 << 2         /* line ends and tabs became blanks */
};

struct field {
	struct str text;
	size_t caret;                /* byte offset */
	enum text_widths widths;
	int columns;                 /* it is wrapped to; a large number: one line */
	int limit;                   /* graphemes; 0: none */
	bool many_lines;             /* may hold line ends */
	bool changed;                /* since field_set */
	unsigned refused;            /* by the last call: enum field_refusal */
	int goal;                    /* column that up and down aim at, -1: where the caret is */
	bool behind;                 /* at a wrapped line's end, not at the start of the next */
	struct str around;           /* what stands before and behind the text in its cell */
	size_t before;               /* bytes of it that stand before */
	bool indented;               /* running text: its paragraphs are indented */
	struct strokes strokes;      /* since field_set */
	struct str killed;           /* what was deleted last by words or lines; survives field_renew */
	bool killing;                /* the next such deletion belongs to it */
	bool wrapped;                /* `lines` is of `whole` */
	struct str whole;            /* the text with what stands around it */
	struct text_lines lines;
};

void field_init(struct field *f, enum text_widths widths, int limit, bool many_lines);
void field_clear(struct field *f);                    /* frees */
/* For another text: as field_init, but what was deleted by words or lines can be put there. */
void field_renew(struct field *f, int limit, bool many_lines);
void field_set(struct field *f, const char *text);    /* caret at the end */
void field_set_caret(struct field *f, size_t at);     /* moved back to a grapheme's start if inside one */
void field_resize(struct field *f, int columns);
/* Whether paragraphs are indented as text_wrap_indented does. */
void field_indent(struct field *f, bool indented);
/* Texts that are shown and wrapped with this one and that the caret never enters; copied. */
void field_surround(struct field *f, const char *before, size_t before_len, const char *after, size_t after_len);
const char *field_text(const struct field *f);

/* Types or pastes at the caret; what may not be in the text is left out and told in `refused`.
 * True if the text changed. */
bool field_insert(struct field *f, const char *s, size_t len);

/* Moves (left right up down home end first last, words, paragraphs) and editing (backspace, delete, words and lines deleted and
 * put back, new line, undo, redo). False: no such command, nothing to undo or redo, or a move that would leave the
 * text (up in the first line, left at the start). */
bool field_command(struct field *f, enum command_id id);

/* Where the caret stands in the wrapped text, with what is around it.  At the end of a full line the column is `columns`:
 * just behind it. */
void field_caret(struct field *f, int *line, int *column);
/* Puts the caret to the grapheme at that place (a click). */
void field_point(struct field *f, int line, int column);

#endif
