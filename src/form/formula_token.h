/* SPDX-License-Identifier: MIT */
/* A formula as tokens, one at a time.  For formula.c only. */
#ifndef ZIPING_FORM_FORMULA_TOKEN_H
#define ZIPING_FORM_FORMULA_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_NAME, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	const char *start;           /* in the formula's text */
	size_t len;
};

struct tokens {
	const char *text, *at;
	struct token token;          /* the one to be read next */
	struct err *err;
	bool failed;                 /* from then on there is only TOKEN_END */
};

void token_next(struct tokens *t);
bool token_is(const struct token *word, const char *text);
bool token_at(const struct tokens *t, const char *text);     /* the next one is this sign or word */
bool token_take(struct tokens *t, const char *text);         /* and reads it */
void token_expect(struct tokens *t, const char *text);

/* Sets the error, the first one only; `at` points into the text. */
void token_fail(struct tokens *t, const char *at, const char *id, const char *a, const char *b);
/* The same, naming a token as %1. */
void token_refuse(struct tokens *t, const struct token *word, const char *id);

#endif
