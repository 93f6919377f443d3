/* SPDX-License-Identifier: MIT */
/* Typed text as the readers of numbers and targets see it. */
#ifndef ZIPING_FORM_FOLD_H
#define ZIPING_FORM_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* text_add_folded() into memory of the caller, without allocating.  A blank between two digits
 * becomes a comma: it separates thousands or it separates numbers, it never joins them.
 * False (and out is "") if the text has more than (size - 1) / 2 bytes, blanks at its ends and
 * between words apart. */
bool fold_typed(const char *text, char *out, size_t size);

#endif
