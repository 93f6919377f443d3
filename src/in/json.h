/* SPDX-License-Identifier: MIT */
/* The exchange file (EXCHANGE FILES in the manual), read.  Refused whole on any fault, with line
 * and column. */
#ifndef ZIPING_IN_JSON_H
#define ZIPING_IN_JSON_H

#include "base/err.h"
#include "form/entry.h"

enum { JSON_BYTES_MAX = 256 << 20, JSON_DEPTH_MAX = 16, JSON_ENTRIES_MAX = 100000,
	JSON_VALUES_MAX = 4 << 20 };

/* Gives the form for an id (borrowed), or says that there is none. */
typedef enum status json_find_form(void *context, const char *id, const struct form **out,
	struct err *err);

struct json_entries {
	struct entry **items;        /* owned */
	size_t count, cap;
};
void json_entries_clear(struct json_entries *list);

/* One form or an array of forms.  On error *out is empty. */
enum status json_read(const char *name, const char *text, size_t len, json_find_form *find,
	void *context, struct json_entries *out, struct err *err);

#endif
