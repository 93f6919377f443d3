/* SPDX-License-Identifier: MIT */
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

enum { NAME_WIDTH = 50 };

double clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

void samples_add(struct samples *s, double us)
{
	s->items = mem_grow(s->items, &s->cap, s->count + 1, sizeof *s->items);
	s->items[s->count++] = us;
}

void samples_clear(struct samples *s)
{
	free(s->items);
	*s = (struct samples){ 0 };
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double samples_share(const struct samples *s, double share)
{
	double *sorted, found;

	if (!s->count)
		return 0;
	sorted = mem_array(s->count, sizeof *sorted);
	memcpy(sorted, s->items, s->count * sizeof *sorted);
	qsort(sorted, s->count, sizeof *sorted, compare);
	found = sorted[(size_t)(share * (double)(s->count - 1))];
	free(sorted);
	return found;
}

static double median(const struct samples *s)
{
	return samples_share(s, 0.5);
}

static void put_time(double us)
{
	if (us < 10000)
		printf("  %8.1f µs", us);
	else
		printf("  %8.1f ms", us / 1000);
}

static void put_samples(const char *name, const struct samples *s)
{
	printf("%-*s", NAME_WIDTH, name);
	put_time(median(s));
	put_time(samples_share(s, 0.99));
}

static const char *verdict(double value, double goal)
{
	return value <= goal ? "met" : "MISSED";
}

void report_title(const char *title)
{
	printf("\n%s\n", title);
	fflush(stdout);
}

void report_times(const char *title)
{
	printf("\n%-*s  %11s  %11s\n", NAME_WIDTH, title, "median", "99th");
	fflush(stdout);
}

void report_ratio(const char *name, const struct samples *ours, const struct samples *floor, double goal)
{
	double ratio = median(floor) > 0 ? median(ours) / median(floor) : 0;

	put_samples(name, ours);
	printf("   floor");
	put_time(median(floor));
	printf("  ratio %6.2f", ratio);
	if (goal > 0)
		printf("  goal %5.2f  %s", goal, verdict(ratio, goal));
	printf("\n");
	fflush(stdout);
}

void report_sum(const char *name, const struct samples *ours, const struct floor floors[FLOORS])
{
	double sum = 0;

	for (int i = 0; i < FLOORS; i++)
		sum += floors[i].times * median(floors[i].samples);
	put_samples(name, ours);
	printf("   floor");
	put_time(sum);
	printf("  ratio %6.2f  goal %5.2f  %s\n", median(ours) / sum, 1.0, verdict(median(ours), sum));
	fflush(stdout);
}

void report_limit(const char *name, const struct samples *ours, double goal_us)
{
	put_samples(name, ours);
	if (goal_us > 0) {
		printf("   goal ");
		put_time(goal_us);
		printf("  %s", verdict(median(ours), goal_us));
	}
	printf("\n");
	fflush(stdout);
}

void report_figure(const char *name, double value, const char *unit, double goal)
{
	printf("%-*s  %11.2f %s", NAME_WIDTH, name, value, unit);
	if (goal >= 0)
		printf("  goal %5.2f  %s", goal, verdict(value, goal));
	printf("\n");
	fflush(stdout);
}
