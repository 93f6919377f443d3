/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Set once by main before anything is allocated: there is nobody to pass it down to. */
static void (*exhaustion_hook)(void);

void mem_on_exhaustion(void (*hook)(void))
{
	exhaustion_hook = hook;
}

static _Noreturn void mem_exhausted(void)
{
	void (*hook)(void) = exhaustion_hook;

	exhaustion_hook = NULL;	/* a hook that allocates must not come back here */
	if (hook)
		hook();
	abort();
}

static size_t mem_product(size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		mem_exhausted();
	return bytes ? bytes : 1;
}

void *mem_alloc(size_t size)
{
	return mem_array(1, size);
}

void *mem_array(size_t count, size_t size)
{
	void *p = calloc(1, mem_product(count, size));

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_resize(void *old, size_t count, size_t size)
{
	void *p = realloc(old, mem_product(count, size));

	if (!p)
		mem_exhausted();
	return p;
}

char *mem_dup(const char *text)
{
	return text ? mem_dup_len(text, strlen(text)) : NULL;
}

char *mem_dup_len(const char *text, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		mem_exhausted();
	copy = mem_resize(NULL, len + 1, 1);
	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

void *mem_grow(void *old, size_t *cap, size_t need, size_t size)
{
	size_t grown = *cap < 8 ? 8 : *cap;

	if (need <= *cap)
		return old;
	while (grown < need)
		if (__builtin_add_overflow(grown, grown / 2, &grown))
			mem_exhausted();
	old = mem_resize(old, grown, size);
	*cap = grown;
	return old;
}
