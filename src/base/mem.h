/* SPDX-License-Identifier: MIT */
/* Memory that is always there.
 *
 * These never return NULL.  When memory runs out the program aborts, and the terminal is given back
 * as on any crash: everything accepted is already in the store, and code that pretends to survive
 * exhaustion is code that is never run. */
#ifndef ZIPING_BASE_MEM_H
#define ZIPING_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);                         /* zeroed */
void *mem_array(size_t count, size_t size);           /* zeroed; refuses overflow */
void *mem_resize(void *old, size_t count, size_t size);
char *mem_dup(const char *text);                      /* NULL gives NULL */
char *mem_dup_len(const char *text, size_t len);

/* Grows an array so that it holds at least `need` elements; *cap is in elements.
 * New elements are not cleared. */
void *mem_grow(void *old, size_t *cap, size_t need, size_t size);

#endif
