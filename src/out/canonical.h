/* SPDX-License-Identifier: MIT */
/* The canonical form of an entry, over which its check code is computed: an exchange file as RFC 8785 writes JSON.
 *
 * Members sorted, no blanks; what `export` gives, without "computed", "status" and empty texts:
 *   {"form":"pingliang-project","form_version":"2023.1","format":"ziping-form","id":7,"notes":[…],"revision":2,
 *    "rows":{…},"values":{…},"version":1,"year":2023}
 * "notes" is left out if there is none. */
#ifndef ZIPING_OUT_CANONICAL_H
#define ZIPING_OUT_CANONICAL_H

#include "form/entry.h"

void canonical_add(const struct entry *e, int64_t id, int revision, struct str *out);

#endif
