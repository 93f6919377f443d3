/* SPDX-License-Identifier: MIT */
/* What a form owns behind form.h: memory that goes with it, and the index of its names.
 * For form.c, formulas and the form file reader only. */
#ifndef ZIPING_FORM_PRIVATE_H
#define ZIPING_FORM_PRIVATE_H

#include <stddef.h>

struct form;

/* Many small things that are freed together. */
struct arena_block;
struct arena { struct arena_block *blocks; };

void *arena_alloc(struct arena *a, size_t count, size_t size);   /* zeroed */
char *arena_dup(struct arena *a, const char *text, size_t len);
void arena_clear(struct arena *a);

struct form_private {
	struct arena arena;
	int *slots;                  /* hash of full names: cell + 1, 0 is free */
	size_t slot_count, used;
	struct outside *outsides;
	int outside_count;
	size_t outside_cap;
};

struct form *form_new(void);
/* Makes form->cells[cell] findable; returns -1, or the cell that has the name already. */
int form_index_add(struct form *form, int cell);
/* The index of what a formula names of a source; `column` counts characters of the formula. */
int form_add_outside(const struct form *form, int source, const char *name, size_t len, int column);

#endif
