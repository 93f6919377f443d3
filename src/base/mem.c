/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t mem_product(size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		abort();
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
		abort();
	return p;
}

void *mem_resize(void *old, size_t count, size_t size)
{
	void *p = realloc(old, mem_product(count, size));

	if (!p)
		abort();
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
		abort();
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
			abort();
	old = mem_resize(old, grown, size);
	*cap = grown;
	return old;
}
