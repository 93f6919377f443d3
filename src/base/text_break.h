/* SPDX-License-Identifier: MIT */
/* Where a line may begin and end: between text.c, which asks the Unicode library, and
 * text_wrap.c. */
#ifndef ZIPING_BASE_TEXT_BREAK_H
#define ZIPING_BASE_TEXT_BREAK_H

#include <stddef.h>

/* What holds of a grapheme. */
enum text_mark {
	TEXT_BREAK = 1,              /* UAX #14, or a habit of Chinese, lets a line begin with it */
	TEXT_CLOSES = 2,             /* ，。）》: no line begins with it if that can be avoided */
	TEXT_OPENS = 4,              /* （《: no line ends with it if that can be avoided */
	TEXT_BLANK = 8               /* may hang over the end of a line */
};

/* Fills marks[0 … len): at the first byte of each grapheme what holds of it. */
void text_find_breaks(const char *s, size_t len, char *marks);

#endif
