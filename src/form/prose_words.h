/* SPDX-License-Identifier: MIT */
/* The words that prose.c reads a text by: those of the form, the names of rows, and those that say of which year,
 * part and plan a sentence is.  A text is gone through once; the words that begin at a place are found by their first
 * character. */
#ifndef ZIPING_FORM_PROSE_WORDS_H
#define ZIPING_FORM_PROSE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct sheet;

enum prose_kind {
	PROSE_FIGURE,                /* of a form's figure: names it */
	PROSE_UNLESS,                /* something else is meant */
	PROSE_COST,                  /* 费: so is it for all figures */
	PROSE_ROW,                   /* the name of a row */
	PROSE_OWN,                   /* the name of the unit or project itself */
	PROSE_PARAGRAPH, PROSE_SENTENCE, PROSE_COMMA, PROSE_PAUSE,       /* ends of */
	PROSE_OTHER_YEAR, PROSE_THIS_YEAR,
	PROSE_PART, PROSE_WHOLE, PROSE_UNTIL, PROSE_MONTH,               /* of a year */
	PROSE_PLAN,
	PROSE_OTHERS                 /* 全区, 各 */
};

/* Figures of a form, as bits. */
static inline unsigned __int128 prose_bit(int figure)
{
	return (unsigned __int128)1 << figure;
}

struct prose_word {
	const char *text;
	size_t len;
	enum prose_kind kind;
	int repeat, row;             /* PROSE_ROW */
	unsigned __int128 figures;   /* PROSE_FIGURE, PROSE_UNLESS: of these */
	unsigned second;             /* its second character, to tell words apart by; 0: it has one only */
	int next;                    /* with the same beginning; -1 */
};

enum { PROSE_HEADS = 1024 };

struct prose_words {
	struct prose_word *items;
	size_t count, cap;
	int heads[PROSE_HEADS];
};

void prose_words_init(struct prose_words *w, const struct sheet *sheet);
void prose_words_clear(struct prose_words *w);

/* Nearly all characters take three bytes. */
static inline const char *prose_pass(const char *s)
{
	return ((unsigned char)*s & 0xf0) == 0xe0 && s[1] && s[2] ? s + 3 : s + 1;
}

static inline unsigned prose_code(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	return (u[0] & 0xf0) == 0xe0 && u[1] ? u[0] * 4096u + u[1] * 64u + u[2] : u[0];
}

/* Some word begins with the character at s. */
static inline bool prose_words_any(const struct prose_words *w, const char *s)
{
	return w->heads[prose_code(s) % PROSE_HEADS] >= 0;
}

/* The first word that stands at a place of a text, or the next one behind `last`; NULL: no more. */
const struct prose_word *prose_words_at(const struct prose_words *w, const char *s, const struct prose_word *last);

/* Lists are closed by NULL.  The end of the word of a list that stands at s; NULL: none does. */
const char *prose_skip(const char *s, const char *const *list);
/* Behind any number of them. */
const char *prose_skip_all(const char *s, const char *const *list);
const char *prose_skip_blanks(const char *s);
/* The length of the one that stands right before s, within the text; 0: none does. */
size_t prose_ends_with(const char *text, const char *s, const char *const *list);

#endif
