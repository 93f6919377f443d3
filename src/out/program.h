/* SPDX-License-Identifier: MIT */
/* Another program, run to its end: the print system's, or the one that writes PDF and workbooks.
 *
 * No shell takes part.  It has no terminal: it cannot ask for a password, nor write over the screen. */
#ifndef ZIPING_OUT_PROGRAM_H
#define ZIPING_OUT_PROGRAM_H

#include <stdbool.h>

#include "base/str.h"

struct program {
	char **words;                /* its name and arguments, NULL-closed */
	size_t count, cap;
	/* When it is over: */
	struct str said;             /* UTF-8, lines without the last line end */
	bool in_time;                /* it answered within a minute */
	int left;                    /* its exit status; -1: it did not leave by itself */
};

/* `p` zeroed before the first; words are copied. */
void program_add(struct program *p, const char *word);
void program_add_option(struct program *p, const char *name, const char *value);
/* Its standard input is this descriptor.  0, or why it cannot be started (errno). */
int program_run(struct program *p, int in);
void program_clear(struct program *p);

#endif
