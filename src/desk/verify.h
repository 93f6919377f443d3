/* SPDX-License-Identifier: MIT */
/* Is the store what the program wrote? */
#ifndef ZIPING_DESK_VERIFY_H
#define ZIPING_DESK_VERIFY_H

#include "desk/desk.h"

struct store_health {
	size_t entries;              /* looked at, deleted ones too */
	size_t wrong;                /* of them */
	size_t faults;               /* reported in all */
};

/* The file, and every entry: the state rebuilt from its log, its form, what lists show of it.
 * Others may work meanwhile.  STATUS_OK whatever was found; anything else: looking was not
 * possible. */
enum status desk_check_store(struct desk *d, store_report *report, void *context,
	struct store_health *out, struct err *err);

#endif
