/* SPDX-License-Identifier: MIT */
/* What a cell refuses whoever writes it: the screen, a script, an exchange file. */
#ifndef ZIPING_FORM_TYPING_H
#define ZIPING_FORM_TYPING_H

#include "form/entry.h"

/* STATUS_INPUT: a computed cell that is never typed over, a forbidden character, a line end in a
 * cell of one line, no choice of the cell's, too long.  What is merely wrong (not a number)
 * passes and becomes a finding; so does the empty text, everywhere. */
enum status typing_check(const struct entry *e, struct ref at, const char *text, struct err *err);
/* The same of a note on a finding, which may have several lines; STATUS_INPUT as well: no such
 * id (finding.h). */
enum status typing_check_note(const struct entry *e, struct ref at, const char *finding,
	const char *text, struct err *err);

#endif
