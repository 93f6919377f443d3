/* SPDX-License-Identifier: MIT */
/* UTF-8 text as people see it: graphemes, display columns, lines.
 *
 * All text inside the program is valid UTF-8 (text_check at every door).
 * How wide a character is depends on who shows it, so every measure takes a policy:
 *   TEXT_NARROW  ambiguous characters (≥ “ — … ① ─) take one column, as in UTF-8 locales
 *   TEXT_WIDE    they take two, as in GB18030 locales and on Chinese line printers
 *   TEXT_LOCALE  wcwidth() of the running locale: the screen, and only the screen
 * (wcwidth, libunistring and GB18030 disagree on exactly these.)
 * Combining marks take no column; what has no width at all (control, unassigned) is measured as 1
 * and must be replaced (text_visible) before it is shown. */
#ifndef ZIPING_BASE_TEXT_H
#define ZIPING_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum text_widths { TEXT_NARROW, TEXT_WIDE, TEXT_LOCALE };

/* Offset of the first byte that is not valid UTF-8, or `len`. */
size_t text_check(const char *s, size_t len);

/* Decodes the character at s (s < end, valid UTF-8); returns its length in bytes. */
int text_decode(const char *s, const char *end, uint32_t *character);
int text_encode(uint32_t character, char out[4]);     /* returns its length */

/* Grapheme clusters: the next boundary after s, the last boundary before s.
 * s == end (start) gives end (start). */
const char *text_next(const char *s, const char *end);
const char *text_prev(const char *s, const char *start);
/* Word boundaries for Ctrl+Left/Right: a run of Chinese, of letters and digits, or of signs. */
const char *text_next_word(const char *s, const char *end);
const char *text_prev_word(const char *s, const char *start, const char *end);

size_t text_graphemes(const char *s, size_t len);     /* how many; the unit of 100字以内 */
int text_char_width(enum text_widths widths, uint32_t character);   /* 0, 1, 2 */
int text_width(enum text_widths widths, const char *s, size_t len); /* without line ends */

/* Control characters (line feed apart), line and paragraph separators, bidirectional overrides
 * and isolates, U+FEFF, surrogates and noncharacters: never to reach a terminal or a printer as
 * such. */
bool text_is_forbidden(uint32_t character);

/* A line of wrapped text: bytes [start, start+len) of the text, `width` columns.  Blanks at the
 * place of a break belong to no line, so the lines do not cover the text; the field editor needs
 * `next`: where the following line starts (after '\n'; the length of the text for the last line).
 * Blanks (U+0020, U+3000) before '\n' or the end of the text are kept as far as they fit. */
struct text_line {
	size_t start, len, next;
	int width;
	int indent;                  /* columns left free before it: text_wrap_indented */
};

struct text_lines {
	struct text_line *items;
	size_t count, cap;
};

/* Wraps by UAX #14 into lines of at most `columns` (a grapheme wider than that stands alone);
 * '\n' ends a line.  No ，。）》 at a line's start, no （《 at its end; a word longer than a line is
 * cut between graphemes.  Empty text gives one empty line.  `out` is emptied first, its memory
 * reused. Fast where the text is short and fits. */
void text_wrap(enum text_widths widths, const char *s, size_t len, int columns,
	struct text_lines *out);
void text_lines_clear(struct text_lines *lines);

/* Before each paragraph of running text; one that begins with a blank has an indent of its own. */
#define TEXT_INDENT "　　"
bool text_takes_indent(const char *paragraph, const char *end);
/* The same lines as if TEXT_INDENT stood before the paragraphs that take it; these begin with `indent`. */
void text_wrap_indented(enum text_widths widths, const char *s, size_t len, int columns,
	struct text_lines *out);

/* How many bytes of s fit into `columns`, whole graphemes only; *width (may be NULL) is what they
 * take. */
size_t text_fit(enum text_widths widths, const char *s, size_t len, int columns, int *width);

/* Adds s cut to `columns`, with … at the end when something was cut and there is room for it, and
 * padded with blanks to exactly `columns` if `pad`.  Line ends become blanks. */
void text_add_cut(struct str *out, enum text_widths widths, const char *s, int columns, bool pad);
/* The same with … before the last third, for texts that differ at their ends; never padded. */
void text_add_cut_middle(struct str *out, enum text_widths widths, const char *s, int columns);

/* Adds s with every forbidden character replaced by □; true if any was. */
bool text_add_visible(struct str *out, const char *s, size_t len);

/* Adds a copy for reading numbers, dates and operators, never for printing: NFKC of digits,
 * letters, signs and brackets where one character becomes one (１２％（ → 12%( and ，： → ,:), − → -, ═
 * → =, ≧ ⩾ >= → ≥, ≦ ⩽ <= → ≤; blanks and line ends dropped.  ≥ ≤ × ÷ 。 、 … ① ² ㎡ ℃ and Chinese
 * stay. */
void text_add_folded(struct str *out, const char *s, size_t len);

#endif
