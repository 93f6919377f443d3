/* SPDX-License-Identifier: MIT */
/* What running text says of figures, held against the tables: 年初预算99.97万元, 自评得分为 98 分.
 *
 * A statement is a word of the form's `figures`, nothing but 为, 达到, 共计 and their like behind it, a figure and its
 * unit.  Other years, other things (`unless`), plans (力争) and what is only about (90%以上) are not the table's
 * figure and no statements.  Where the name of a row stands before the word in the sentence, or the text is one of a
 * row, the figures of rows are meant.  Money and percentages agree at the decimals written, scores and counts
 * exactly; either as the table prints it. */
#ifndef ZIPING_FORM_PROSE_H
#define ZIPING_FORM_PROSE_H

#include "form/entry.h"

struct sheet;

struct prose_fault {
	const struct form_figure *figure;
	int row;                     /* whose figure it is; -1 */
	size_t start, len;           /* of the statement, from the word to the unit */
};

/* The first statement of a text that stands at `at` which is not the table's figure. */
bool prose_find_fault(const struct sheet *sheet, struct ref at, const char *text, struct prose_fault *out);

#endif
