/* SPDX-License-Identifier: MIT */
#include "ui/deeds.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void deeds_clear(struct deeds *d)
{
	free(d->items);
	*d = (struct deeds){ 0 };
}

void deeds_add(struct deeds *d, struct deed deed)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->items[i].run == deed.run && d->items[i].context == deed.context)
			return;
	d->items = mem_grow(d->items, &d->cap, d->count + 1, sizeof *d->items);
	d->items[d->count++] = deed;
}

void deeds_forget(struct deeds *d, const void *context)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->count; i++)
		if (d->items[i].context != context)
			d->items[kept++] = d->items[i];
	d->count = kept;
}

/* The number of deeds if there is none of that kind. */
static size_t find_first(const struct deeds *d, bool idle)
{
	size_t i = 0;

	while (i < d->count && d->items[i].idle != idle)
		i++;
	return i;
}

bool deeds_wait(const struct deeds *d, bool idle)
{
	return find_first(d, idle) < d->count;
}

bool deeds_run_first(struct deeds *d, bool idle)
{
	size_t i = find_first(d, idle);
	struct deed deed;

	if (i == d->count)
		return false;
	deed = d->items[i];
	memmove(d->items + i, d->items + i + 1, (--d->count - i) * sizeof *d->items);
	deed.run(deed.context);
	return true;
}
