/* SPDX-License-Identifier: MIT */
#include "form/fold.h"

#include <string.h>

#include "base/str.h"
#include "base/text.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *s)
{
	static const char *const blanks[] = {" ", "\t", "\n", "\u3000", "\u00a0"};

	for (size_t i = 0; (*s <= ' ' || *s > '~') && i < sizeof(blanks) / sizeof(*blanks);) {
		size_t len = strlen(blanks[i]);

		if (strncmp(s, blanks[i], len) == 0) {
			s += len;
			i = 0;
		} else {
			i++;
		}
	}
	return s;
}

static bool is_blank(const char *s)
{
	switch ((unsigned char)*s) {
	case ' ': case '\t': case '\n': case 0xc2: case 0xe3:
		return skip_blanks(s) > s;
	}
	return false;
}

static const char *skip_word(const char *s)
{
	while (*s && !is_blank(s))
		s++;
	return s;
}

bool fold_typed(const char *text, char *out, size_t size)
{
	/* Folding makes three bytes of two at worst (>= becomes ≥), so nothing ever grows. */
	struct str s = {.data = out, .cap = size};
	size_t room = (size - 1) / 2;

	out[0] = '\0';
	for (text = skip_blanks(text); *text; text = skip_blanks(text)) {
		const char *end = skip_word(text);
		size_t at = s.len, len = (size_t)(end - text);

		if (len > room) {
			out[0] = '\0';
			return false;
		}
		room -= len;
		text_add_folded(&s, text, len);
		if (at > 0 && is_digit(s.data[at - 1]) && is_digit(s.data[at]))
			str_insert(&s, at, ",", 1);
		text = end;
	}
	return true;
}
