/* SPDX-License-Identifier: MIT */
/* This program, or the other one of this package, writing PDF and XLSX (out/office.h). */
#ifndef ZIPING_CLI_OFFICE_H
#define ZIPING_CLI_OFFICE_H

#include "cli/cli.h"
#include "out/office.h"

/* Its class; NULL: this program is not the office program. */
const struct document_class *office_find_class(const struct cli *cli, const char *name);

/* Goes on as that program with the same arguments; returns only on failure. */
enum status office_become(const struct cli *cli, struct err *err);

#endif
