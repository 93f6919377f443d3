/* SPDX-License-Identifier: MIT */
/* The other program of this package, which writes PDF and XLSX (out/document.h): what it writes, and where it is. */
#ifndef ZIPING_OUT_OFFICE_H
#define ZIPING_OUT_OFFICE_H

#include <stdbool.h>

#include "base/str.h"

/* A format that the office program, and only that, writes; as this package was configured. */
bool office_has_format(const char *name);
void office_add_formats(struct str *out);            /* " pdf xlsx" */

/* Beside this program, or where it was installed.  Caller frees. */
char *office_path(void);

#endif
