/* SPDX-License-Identifier: MIT */
/* What people look for: words with blanks between them, however they are typed. */
#ifndef ZIPING_BASE_WORDS_H
#define ZIPING_BASE_WORDS_H

#include "base/str.h"

/* The next word; *text moves behind it.  NULL: there is none. */
const char *words_next(const char **text, size_t *length);

/* Adds a copy in which to look, or to look for: as text_add_folded, letters A-Z small. */
void words_add_folded(struct str *out, const char *s, size_t length);

#endif
