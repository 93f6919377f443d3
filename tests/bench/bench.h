/* SPDX-License-Identifier: MIT */
/* Where things are, and the parts of the bench. */
#ifndef ZIPING_BENCH_H
#define ZIPING_BENCH_H

#include <stdint.h>

#include "base/str.h"
#include "samples.h"

enum { ENTRIES = 10000 };

struct bench {
	const char *program, *echo, *rows, *engine;  /* what is measured, and the floors */
	const char *scratch;                         /* a folder on the store's disk */
	const char *store;                           /* 10,000 entries and the published one, the first of all */
	const char *large;                           /* a store with one entry of a very large form */
};

/* Fills both stores through the program itself. */
void make_stores(const struct bench *b);

void bench_keys(const struct bench *b);
void bench_enter(const struct bench *b);
void bench_starts(const struct bench *b);
void bench_memory(const struct bench *b);
void bench_idle(const struct bench *b);
void bench_engine(const struct bench *b);
void bench_paper(const struct bench *b);

/* --- running a program to its end --- */

/* Its output goes to the file, or if that is NULL into `out`, or with both NULL to where ours goes.  Ends the bench
 * if the program fails.  `core`: the only one it may use, -1: any.  Microseconds from start to end. */
double run_program(const char *const *argv, const char *file, struct str *out, int core);
/* ziping --store STORE … ; as run_program. */
double run_ziping(const struct bench *b, const char *store, const char *const *argv, struct str *out);

/* Writes 8 KiB to the store's disk and waits until they are there; microseconds. */
double write_durably(const struct bench *b);
void die(const char *what, const char *which);

#endif
