/* SPDX-License-Identifier: MIT */
/* CSV (RFC 4180) for spreadsheets of offices: UTF-8 with a byte order mark, lines end in CR LF.
 *
 * A text that a spreadsheet would take for a formula (it begins with = + - @, also full-width with something behind
 * it, tab or CR, and is no number or percentage) gets an apostrophe in front. */
#ifndef ZIPING_OUT_CSV_H
#define ZIPING_OUT_CSV_H

#include "form/sheet.h"

#define CSV_MARK "\xef\xbb\xbf"      /* at the start of the file */

void csv_add_field(const char *text, struct str *out);

/* The official table as rows and columns; a merged cell's text stands in its first place. */
void csv_add_sheet(const struct sheet *sheet, struct str *out);

#endif
