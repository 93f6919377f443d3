/* SPDX-License-Identifier: MIT */
/* Numbers as people type them and as forms print them. */
#ifndef ZIPING_FORM_NUMBER_H
#define ZIPING_FORM_NUMBER_H

#include <stdbool.h>

#include "base/decimal.h"
#include "base/str.h"

enum number_state {
	/* nothing, or a dash or stroke that stands for nothing: — －－ / 无 */
	NUMBER_EMPTY,
	NUMBER_OK,
	NUMBER_UNFINISHED,           /* "12." "-" "." : on the way to a number */
	NUMBER_BAD
};

/* What a cell's text means: the dimension decides which units may follow the figure. */
enum number_kind {
	NUMBER_PLAIN,
	NUMBER_PERCENT,              /* "57%", "57" and "57％" are 0.57 */
	NUMBER_MONEY_WAN             /* 万元; "245600元" is 24.56, "0.3亿元" is 3000 */
};

struct number_style {
	enum number_kind kind;
	int decimals;                /* -1: as many as the value has */
	bool pad;                    /* zeros up to `decimals` (0.00) */
	bool grouping;               /* thousands separators */
	bool sign;                   /* print % behind a percentage */
};

/* Reads folded text: full-width digits, thousands separators (only where they group by three),
 * blanks, a unit.  The scale of *out is what was typed (57% has scale 2: 0.57; 24.50 has scale
 * 2). */
enum number_state number_read(const char *text, enum number_kind kind, struct decimal *out);

/* What the clerk sees after accepting: plain digits, no separators, no unit, `%` kept where it
 * was typed.  Money over the unit is converted.  True if *out differs from text; false (and *out
 * empty) if text is not a number or already plain. */
bool number_normalise(const char *text, enum number_kind kind, struct str *out);

/* The value as the form prints it; rounds half up to the style's decimals, drops superfluous zeros
 * unless `pad`. */
void number_show(struct decimal value, const struct number_style *style, struct str *out);

#endif
