/* SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <string.h>

#include "base/text.h"

static const char wide_blank[] = "\xe3\x80\x80";

static size_t blank_length(const char *text)
{
	if (*text == ' ' || *text == '\t' || *text == '\n')
		return 1;
	return strncmp(text, wide_blank, 3) ? 0 : 3;
}

const char *words_next(const char **text, size_t *length)
{
	const char *word = *text;
	size_t blank;

	while ((blank = blank_length(word)))
		word += blank;
	*length = 0;
	while (word[*length] && !blank_length(word + *length))
		++*length;
	*text = word + *length;
	return *length ? word : NULL;
}

void words_add_folded(struct str *out, const char *s, size_t length)
{
	size_t start = out->len;

	text_add_folded(out, s, length);
	for (size_t i = start; i < out->len; i++)
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] = (char)(out->data[i] - 'A' + 'a');
}
