/* SPDX-License-Identifier: MIT */
/* A figure that a text gives behind a word, and whether it is the table's. */
#ifndef ZIPING_FORM_PROSE_SAID_H
#define ZIPING_FORM_PROSE_SAID_H

#include "form/form.h"

struct sheet;

struct prose_said {
	struct decimal number;
	const char *end;             /* behind the unit */
	bool money, percent;
	int power;                   /* of ten: how much larger the unit is than the table's */
};

/* Behind a word that ends at s: nothing but 为, 达到, 共计 and their like, a figure and one of the units, and not what
 * makes it one that is only about (95%以上) or that is asked for (95%的目标).  False: no such figure. */
bool prose_read_said(const char *s, const char *const *units, struct prose_said *out);

/* Money and percentages at the decimals written, scores and counts exactly; either as the table prints it.  What is
 * not known agrees with everything.  row as in formula_evaluate. */
bool prose_agrees(const struct sheet *sheet, const struct form_figure *figure, int row, const struct prose_said *said);

#endif
