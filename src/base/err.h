/* SPDX-License-Identifier: MIT */
/* How a function says that it failed: what, where, what to do.
 *
 * Functions that can fail return an `enum status` and fill the `struct err` they are given (which
 * may be NULL).  The numbers are the program's exit statuses. */
#ifndef ZIPING_BASE_ERR_H
#define ZIPING_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"

enum status {
	STATUS_OK = 0,
	STATUS_FINDINGS = 1,         /* findings of severity error */
	STATUS_USAGE = 2,            /* wrong usage */
	STATUS_INPUT = 3,            /* bad input: a file, a cell name, a text */
	STATUS_REFUSED = 4           /* the store or the system refused */
};

struct err {
	enum status status;
	char *file;                  /* owned; NULL: no file to point at */
	int line, column;            /* from 1, column in characters; 0: not known */
	struct message message;
};

/* A list for readers that report several errors in one run. */
struct err_list {
	struct err *items;
	size_t count, cap;
	size_t limit;                /* further ones are dropped; 0: 20 */
};

/* Fills `e` (if not NULL) and returns `status`.  Arguments as in message_set. */
enum status err_set(struct err *e, enum status status, const char *id, ...)
	__attribute__((sentinel));
void err_at(struct err *e, const char *file, int line, int column);
void err_clear(struct err *e);

struct err *err_list_add(struct err_list *list);      /* borrowed; NULL when full */
void err_list_clear(struct err_list *list);

/* Adds `FILE:LINE:COL: sentence` (as much of the place as is known), without a line end. */
void err_format(const struct err *e, message_translate *translate, struct str *out);

#endif
