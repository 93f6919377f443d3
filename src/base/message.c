/* SPDX-License-Identifier: MIT */
#include "base/message.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

void message_set_args(struct message *m, const char *id, va_list args)
{
	struct message fresh = {.id = id};
	const char *text;

	/* Copied before the old ones go: an argument may be one of them. */
	for (int i = 0; i < MESSAGE_ARGS && (text = va_arg(args, const char *)) != NULL; i++)
		fresh.args[i] = mem_dup(text);
	message_clear(m);
	*m = fresh;
}

void message_set(struct message *m, const char *id, ...)
{
	va_list args;

	va_start(args, id);
	message_set_args(m, id, args);
	va_end(args);
}

void message_clear(struct message *m)
{
	for (int i = 0; i < MESSAGE_ARGS; i++)
		free(m->args[i]);
	*m = (struct message){0};
}

void message_copy(struct message *to, const struct message *from)
{
	struct message copy = {.id = from->id};

	for (int i = 0; i < MESSAGE_ARGS; i++)
		copy.args[i] = mem_dup(from->args[i]);
	message_clear(to);
	*to = copy;
}

/* The place after a percent sign: adds its text and returns true, or false if it is none. */
static bool message_add_place(const struct message *m, char place, struct str *out)
{
	int i = place - '1';

	if (place == '%') {
		str_add_char(out, '%');
		return true;
	}
	if (i < 0 || i >= MESSAGE_ARGS || !m->args[i])
		return false;
	str_add(out, m->args[i]);
	return true;
}

void message_add_to(const struct message *m, message_translate *translate, struct str *out)
{
	if (!m->id)
		return;
	for (const char *p = translate ? translate(m->id) : m->id; *p; p++) {
		if (*p == '%' && message_add_place(m, p[1], out))
			p++;
		else
			str_add_char(out, *p);
	}
}
