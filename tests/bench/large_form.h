/* SPDX-License-Identifier: MIT */
/* A form file far larger than any published one: 500 cells, half of them computed, and 200 rows. */
#ifndef ZIPING_BENCH_LARGE_FORM_H
#define ZIPING_BENCH_LARGE_FORM_H

#include "base/str.h"

#define LARGE_FORM "bench-large"

enum { LARGE_GROUPS = 125, LARGE_ROWS = 200 };

/* Each group's sum is made of the one before it, so that everything depends on the first group. */
void large_form_add(struct str *out);

#endif
