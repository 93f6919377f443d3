/* SPDX-License-Identifier: MIT */
/* Target, actual and the other texts of a row, one a line. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/number.h"
#include "form/target.h"

enum { FIELDS = 8, EXPLAINED = 16 };

static void promise(bool kept)
{
	if (!kept)
		abort();
}

static void split(char *text, const char *fields[FIELDS])
{
	for (int i = 0; i < FIELDS; i++) {
		char *end = text ? strchr(text, '\n') : NULL;

		fields[i] = text;
		if (end)
			*end = '\0';
		text = end ? end + 1 : NULL;
	}
}

static void read_row(const struct target_input *in)
{
	struct target_outcome out;

	target_read(in, &out);
	promise(out.met >= TRI_UNKNOWN && out.met <= TRI_YES);
	promise(!out.has_score || out.met != TRI_UNKNOWN);
	promise(!out.has_score || decimal_sign(out.score) >= 0);
	promise(!out.has_score || decimal_cmp(out.score, in->weight) <= 0);
	promise(!out.has_ratio || out.shape == TARGET_NUMBER);
}

static void explain_row(const struct target_input *in)
{
	struct message said[EXPLAINED];
	size_t count = target_explain(in, said, EXPLAINED);
	struct str text = {0};

	promise(count > 0 && count <= EXPLAINED);
	for (size_t i = 0; i < count; i++) {
		message_add_to(&said[i], NULL, &text);
		message_clear(&said[i]);
	}
	promise(text_check(str_text(&text), text.len) == text.len);
	str_clear(&text);
}

static void normalise(const char *text)
{
	struct str once = {0}, twice = {0};

	if (target_normalise(text, &once)) {
		promise(text_check(str_text(&once), once.len) == once.len);
		promise(once.len <= 2 * strlen(text));
		target_normalise(str_text(&once), &twice);
	}
	str_clear(&once);
	str_clear(&twice);
}

/* What is accepted can be typed again and means the same. */
static void read_number(const char *text)
{
	struct decimal typed, normal;
	struct str s = {0};

	for (int kind = NUMBER_PLAIN; kind <= NUMBER_MONEY_WAN; kind++) {
		enum number_kind k = (enum number_kind)kind;

		if (number_read(text, k, &typed) != NUMBER_OK)
			promise(!number_normalise(text, k, &s));
		else if (number_normalise(text, k, &s))
			promise(number_read(str_text(&s), k, &normal) == NUMBER_OK &&
				decimal_cmp(typed, normal) == 0);
	}
	str_clear(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *f[FIELDS];
	struct target_input in;
	char *text;

	if (text_check((const char *)data, size) < size || memchr(data, 0, size))
		return 0;
	text = mem_dup_len((const char *)data, size);
	split(text, f);
	in = (struct target_input){.target = f[0], .actual = f[1], .relation = f[2], .unit = f[3],
		.level2 = f[4], .name = f[5], .direction = f[6], .band = f[7],
		.has_weight = true, .weight = {125, 1}, .year = 2023};
	read_row(&in);
	explain_row(&in);
	for (int i = 0; i < 2 && f[i]; i++) {
		normalise(f[i]);
		read_number(f[i]);
	}
	free(text);
	return 0;
}
