/* SPDX-License-Identifier: MIT */
/* What running text says of figures, held against the tables: 年初预算99.97万元, 自评得分为 98 分.
 *
 * A statement is a word of the form's `figures`, nothing but 为, 达到, 共计 and their like behind it, a figure and its
 * unit (prose_said.h).  It is of the table's figure unless the sentence has said that something else is meant: another
 * year, a part of the year, a plan; another name right before the word; a thing that the form lists (`unless`), or a
 * cost (…费).  Names of rows make it a figure of that row.  What cannot be told is taken for something else: a false
 * alarm is worse than none.  The rules are those of ziping-form(5), one by one. */
#ifndef ZIPING_FORM_PROSE_H
#define ZIPING_FORM_PROSE_H

#include "form/entry.h"

struct prose_words;
struct sheet;

struct prose_fault {
	const struct form_figure *figure;
	int row;                     /* whose figure it is; -1 */
	size_t start, len;           /* of the statement, from the word to the unit */
};

/* The first statement of a text that stands at `at` which is not the table's figure. */
bool prose_find_fault(const struct sheet *sheet, struct ref at, const char *text, struct prose_fault *out);
/* The same, for many texts of a sheet: by its words (prose_words.h). */
bool prose_find_fault_by(const struct prose_words *words, const struct sheet *sheet, struct ref at, const char *text,
	struct prose_fault *out);

#endif
