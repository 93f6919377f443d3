/* SPDX-License-Identifier: MIT */
/* Samples of time and the lines of the report that are made of them. */
#ifndef ZIPING_BENCH_SAMPLES_H
#define ZIPING_BENCH_SAMPLES_H

#include <stddef.h>

struct samples { double *items; size_t count, cap; };    /* microseconds */

double clock_us(void);
void samples_add(struct samples *s, double us);
void samples_clear(struct samples *s);
double samples_share(const struct samples *s, double share);   /* 0.5: the median */

enum { FLOORS = 2 };

/* Goals are on medians.  The floor of a line is the sum of times × median; goal 0: none, for comparison only. */
struct floor { const struct samples *samples; double times; };

void report_title(const char *title);
void report_times(const char *title);                 /* with heads for what follows */
void report_ratio(const char *name, const struct samples *ours, const struct samples *floor, double goal);
/* Against a sum of floors that is the goal itself: at most 3 × (a) + 2 × (b). */
void report_sum(const char *name, const struct samples *ours, const struct floor floors[FLOORS]);
void report_limit(const char *name, const struct samples *ours, double goal_us);
/* Anything else: a figure, its unit, and what it should be at most. */
void report_figure(const char *name, double value, const char *unit, double goal);

#endif
