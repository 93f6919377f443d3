/* SPDX-License-Identifier: MIT */
/* The print system, by its own command `lp` (CUPS and others): out/program.h. */
#ifndef ZIPING_OUT_PRINTER_H
#define ZIPING_OUT_PRINTER_H

#include "base/err.h"
#include "base/str.h"

struct print_job {
	const char *title;
	const char *queue;           /* NULL or "": the default one */
	int copies;                  /* 0: one */
	const char *const *options;  /* for lp -o, NULL-closed; NULL: none */
};

enum { PRINT_COPIES_MAX = 100 };

/* Hands the bytes over; *said is what lp said, lines without the last line end.  STATUS_REFUSED: no lp, refused (with
 * what it said), no answer within a minute. */
enum status printer_print(const struct print_job *job, const char *bytes, size_t len, struct str *said,
	struct err *err);

#endif
