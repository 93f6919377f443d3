/* SPDX-License-Identifier: MIT */
/* Figures in running text: 110.25万元, １，２３４．５, 1,234.50, 2300元. */
#ifndef ZIPING_FORM_FIGURE_H
#define ZIPING_FORM_FIGURE_H

#include <stdbool.h>

#include "base/decimal.h"

/* The next figure of a text, without sign; *text moves behind it.  False: there is none. */
bool figure_next(const char **text, struct decimal *out);

/* The figure that begins right here. */
bool figure_here(const char **text, struct decimal *out);

/* The number stands in the text: with the same value, its sign apart, or in 元 where it is in 万元. */
bool figure_stands_in(const char *text, struct decimal number);

#endif
