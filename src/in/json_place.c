/* SPDX-License-Identifier: MIT */
#include "in/json_place.h"

#include <stdbool.h>
#include <string.h>

struct scan { const char *at, *end; };

static char peek(const struct scan *s)
{
	return s->at < s->end ? *s->at : '\0';
}

static void skip_blanks(struct scan *s)
{
	while (s->at < s->end && memchr(" \t\r\n", *s->at, 4))
		s->at++;
}

static bool take(struct scan *s, char c)
{
	skip_blanks(s);
	if (peek(s) != c)
		return false;
	s->at++;
	return true;
}

static void skip_string(struct scan *s)
{
	for (s->at++; s->at < s->end && *s->at != '"'; s->at++)
		if (*s->at == '\\' && s->at + 1 < s->end)
			s->at++;
	if (s->at < s->end)
		s->at++;
}

static void skip_value(struct scan *s)
{
	int depth = 0;

	do {
		char c = peek(s);

		if (c == '"') {
			skip_string(s);
			continue;
		}
		if (!depth && (c == ',' || c == ']' || c == '}'))
			return;
		depth += (c == '[' || c == '{') - (c == ']' || c == '}');
		s->at++;
	} while (s->at < s->end && (depth || !memchr(",]} \t\r\n", *s->at, 7)));
}

/* Past the bracket, to the item. */
static const char *enter_item(struct scan *s, size_t index)
{
	if (!take(s, '['))
		return NULL;
	for (skip_blanks(s); index; index--) {
		skip_value(s);
		if (!take(s, ','))
			return NULL;
		skip_blanks(s);
	}
	return s->at;
}

/* Gives the key's place and goes on to the value.  A key written with escapes is not found. */
static const char *enter_member(struct scan *s, const char *key)
{
	size_t len = strlen(key);

	if (!take(s, '{'))
		return NULL;
	do {
		const char *start;
		bool found;

		skip_blanks(s);
		start = s->at;
		if (peek(s) != '"')
			return NULL;
		skip_string(s);
		found = (size_t)(s->at - start) == len + 2 && !memcmp(start + 1, key, len);
		if (!take(s, ':'))
			return NULL;
		skip_blanks(s);
		if (found)
			return start;
		skip_value(s);
	} while (take(s, ','));
	return NULL;
}

void json_place(const char *text, size_t len, const struct json_step *path, int steps, int *line,
	int *column)
{
	struct scan s = { text, text + len };
	const char *found, *next;

	skip_blanks(&s);
	found = s.at;
	for (int i = 0; i < steps; i++) {
		next = path[i].key ? enter_member(&s, path[i].key) : enter_item(&s, path[i].index);
		if (!next)
			break;
		found = next;
	}
	*line = *column = 1;
	for (const char *p = text; p < found; p++)
		if (*p == '\n') {
			++*line;
			*column = 1;
		} else {
			*column += ((unsigned char)*p & 0xc0) != 0x80;
		}
}
