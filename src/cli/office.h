/* SPDX-License-Identifier: MIT */
/* The other program of this package, which writes PDF and XLSX (out/document.h). */
#ifndef ZIPING_CLI_OFFICE_H
#define ZIPING_CLI_OFFICE_H

#include <stdbool.h>

#include "base/str.h"
#include "cli/cli.h"

/* A format that the office program, and only that, writes; as this package was configured. */
bool office_has_format(const char *name);
void office_add_formats(struct str *out);            /* " pdf xlsx" */

/* Its class; NULL: this program is not the office program. */
const struct document_class *office_find_class(const struct cli *cli, const char *name);

/* Goes on as that program with the same arguments; returns only on failure. */
enum status office_become(const struct cli *cli, struct err *err);

/* Where it is: beside this program, or where it was installed.  Caller frees. */
char *office_path(void);

#endif
