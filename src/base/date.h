/* SPDX-License-Identifier: MIT */
/* Calendar dates and moments. */
#ifndef ZIPING_BASE_DATE_H
#define ZIPING_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct date { int year, month, day; };

bool date_valid(struct date d);
int date_days_in_month(int year, int month);
int date_cmp(struct date a, struct date b);
struct date date_today(void);                /* local time */

/* Milliseconds since 1970, UTC: what the store keeps. $ZIPING_NOW (ISO 8601 UTC,
 * "2024-03-01T08:00:00Z") stands in for the clock in tests. */
int64_t date_now(void);
void date_add_local(int64_t moment, struct str *out);   /* 2024-03-01 16:00, local time */

#endif
