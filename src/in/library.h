/* SPDX-License-Identifier: MIT */
/* The library of forms: form files found by id, read when asked for, kept until the end.
 *
 * A form ID is the file ID.yaml in one of the folders given; an earlier folder wins (the user's
 * own before the installed ones). */
#ifndef ZIPING_IN_LIBRARY_H
#define ZIPING_IN_LIBRARY_H

#include <stddef.h>

#include "base/err.h"
#include "form/form.h"

struct library;

/* Folders, at most eight, are copied; one that does not exist is no fault.  `folders` is closed by
 * NULL. */
struct library *library_new(const char *const *folders);
void library_free(struct library *l);

/* Borrowed; lives as long as the library.  STATUS_INPUT: no such form (the message names the
 * nearest), or its file has errors (the first is given). */
enum status library_get(struct library *l, const char *id, const struct form **out,
	struct err *err);

/* Looks up what the form names of its sources in their forms; `file` is for messages.  False: something is nowhere. */
bool library_check_sources(struct library *l, const struct form *form, const char *file, struct err_list *errors);

/* Reads every form; broken files of the user's are reported in `errors` (may be NULL) and left
 * out.  In order of id.  The array is the caller's, the forms are the library's. */
const struct form **library_list(struct library *l, size_t *count, struct err_list *errors);

#endif
