/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/mem.h"

enum { ERR_LIST_LIMIT = 20 };

enum status err_set(struct err *e, enum status status, const char *id, ...)
{
	va_list args;

	if (!e)
		return status;
	e->status = status;
	va_start(args, id);
	message_set_args(&e->message, id, args);
	va_end(args);
	return status;
}

void err_at(struct err *e, const char *file, int line, int column)
{
	char *copy;

	if (!e)
		return;
	copy = mem_dup(file);
	free(e->file);
	e->file = copy;
	e->line = line;
	e->column = column;
}

void err_clear(struct err *e)
{
	if (!e)
		return;
	free(e->file);
	message_clear(&e->message);
	*e = (struct err){0};
}

struct err *err_list_add(struct err_list *list)
{
	size_t limit = list->limit ? list->limit : ERR_LIST_LIMIT;
	struct err *e;

	if (list->count >= limit)
		return NULL;
	list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	e = &list->items[list->count++];
	*e = (struct err){0};
	return e;
}

void err_list_clear(struct err_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		err_clear(&list->items[i]);
	free(list->items);
	*list = (struct err_list){.limit = list->limit};
}

void err_format(const struct err *e, message_translate *translate, struct str *out)
{
	if (e->file)
		str_addf(out, "%s:", e->file);
	if (e->line > 0)
		str_addf(out, "%d:", e->line);
	if (e->line > 0 && e->column > 0)
		str_addf(out, "%d:", e->column);
	if (e->file || e->line > 0)
		str_add_char(out, ' ');
	message_add_to(&e->message, translate, out);
}
