/* SPDX-License-Identifier: MIT */
/* The exchange file (EXCHANGE FILES in the manual), written. */
#ifndef ZIPING_OUT_JSON_H
#define ZIPING_OUT_JSON_H

#include "form/sheet.h"

struct json_extra {                  /* ignored by import; NULL texts are left out */
	long long id;
	const char *status;
	int revision;
};

/* Adds one object, indented by one blank a level as in data/examples; typed texts and notes byte
 * for byte; rows give every shown column that is not computed, empty ones too; `computed` at
 * full display precision. */
void json_add_sheet(const struct sheet *sheet, const struct json_extra *extra, struct str *out);

void json_add_text(const char *s, struct str *out);  /* quoted and escaped */

#endif
