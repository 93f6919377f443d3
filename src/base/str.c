/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Room for `more` bytes and the NUL behind what is there. */
static void str_reserve(struct str *s, size_t more)
{
	size_t need;

	if (__builtin_add_overflow(s->len + 1, more, &need))
		need = (size_t)-1;	/* mem_grow refuses it */
	if (need > s->cap)
		s->data = mem_grow(s->data, &s->cap, need, 1);
}

void str_clear(struct str *s)
{
	free(s->data);
	*s = (struct str){0};
}

void str_reset(struct str *s)
{
	s->len = 0;
	if (s->data)
		s->data[0] = '\0';
}

void str_add(struct str *s, const char *text)
{
	str_add_len(s, text, strlen(text));
}

void str_add_len(struct str *s, const char *bytes, size_t len)
{
	str_reserve(s, len);
	if (len)
		memcpy(s->data + s->len, bytes, len);
	s->len += len;
	s->data[s->len] = '\0';
}

void str_add_char(struct str *s, char c)
{
	str_reserve(s, 1);
	s->data[s->len++] = c;
	s->data[s->len] = '\0';
}

void str_add_repeat(struct str *s, const char *text, int times)
{
	size_t len = strlen(text);

	for (int i = 0; i < times; i++)
		str_add_len(s, text, len);
}

void str_addf(struct str *s, const char *format, ...)
{
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	str_reserve(s, 63);
	len = vsnprintf(s->data + s->len, s->cap - s->len, format, args);
	if (len > 0 && (size_t)len >= s->cap - s->len) {
		str_reserve(s, (size_t)len);
		len = vsnprintf(s->data + s->len, s->cap - s->len, format, again);
	}
	va_end(again);
	va_end(args);
	if (len > 0)
		s->len += (size_t)len;
	s->data[s->len] = '\0';
}

void str_insert(struct str *s, size_t at, const char *bytes, size_t len)
{
	str_reserve(s, len);
	memmove(s->data + at + len, s->data + at, s->len - at);
	if (len)
		memcpy(s->data + at, bytes, len);
	s->len += len;
	s->data[s->len] = '\0';
}

void str_remove(struct str *s, size_t at, size_t len)
{
	if (len == 0)
		return;
	memmove(s->data + at, s->data + at + len, s->len - at - len);
	s->len -= len;
	s->data[s->len] = '\0';
}

const char *str_text(const struct str *s)
{
	return s->data ? s->data : "";
}

char *str_take(struct str *s)
{
	char *text = s->data ? s->data : mem_dup("");

	*s = (struct str){0};
	return text;
}
