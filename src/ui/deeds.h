/* SPDX-License-Identifier: MIT */
/* What is put off until the screen has been shown: a queue of functions with their contexts. */
#ifndef ZIPING_UI_DEEDS_H
#define ZIPING_UI_DEEDS_H

#include <stdbool.h>
#include <stddef.h>

struct deed {
	void (*run)(void *context);
	void *context;
	bool idle;                   /* not before the keys pause */
};

struct deeds { struct deed *items; size_t count, cap; };

void deeds_clear(struct deeds *d);
/* The same function and context are queued only once. */
void deeds_add(struct deeds *d, struct deed deed);
/* Takes back whatever has that context. */
void deeds_forget(struct deeds *d, const void *context);
/* Whether one of that kind waits. */
bool deeds_wait(const struct deeds *d, bool idle);
/* Runs the first one of that kind, which may queue others; false: there is none. */
bool deeds_run_first(struct deeds *d, bool idle);

#endif
