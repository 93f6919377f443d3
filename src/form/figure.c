/* SPDX-License-Identifier: MIT */
#include "form/figure.h"

#include <string.h>

enum { DIGITS_MAX = 40 };

/* The ASCII character that a digit or point stands for, 0: another one; *len is what it takes. */
static char plain(const char *s, size_t *len)
{
	const unsigned char *u = (const unsigned char *)s;

	*len = 1;
	if ((*u >= '0' && *u <= '9') || *u == '.' || *u == ',')
		return *s;
	if (u[0] != 0xef || u[1] != 0xbc)
		return 0;
	*len = 3;
	if (u[2] >= 0x90 && u[2] <= 0x99)
		return (char)('0' + u[2] - 0x90);
	return u[2] == 0x8e ? '.' : u[2] == 0x8c ? ',' : 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits that stand right here. */
static int digits_at(const char *s)
{
	size_t len;
	int count = 0;

	while (is_digit(plain(s, &len)) && count < DIGITS_MAX) {
		s += len;
		count++;
	}
	return count;
}

/* A comma separates thousands where three digits follow, a point decimals where any does. */
static bool goes_on(char c, const char *behind, bool point)
{
	if (c == ',')
		return !point && digits_at(behind) == 3;
	return c == '.' && !point && digits_at(behind) > 0;
}

bool figure_next(const char **text, struct decimal *out)
{
	char digits[DIGITS_MAX + 1];
	const char *s = *text;
	size_t len, count = 0;
	bool point = false;
	char c;

	while (*s && !is_digit(plain(s, &len)))
		s++;
	while (*s && ((c = plain(s, &len)) != 0) && (is_digit(c) || goes_on(c, s + len, point))) {
		point = point || c == '.';
		if (c != ',' && count < DIGITS_MAX)
			digits[count++] = c;
		s += len;
	}
	*text = s;
	return count > 0 && decimal_parse(digits, count, out);
}

bool figure_here(const char **text, struct decimal *out)
{
	size_t len;

	return is_digit(plain(*text, &len)) && figure_next(text, out);
}

bool figure_stands_in(const char *text, struct decimal number)
{
	static const char yuan[] = "元";
	struct decimal sought = decimal_abs(number), in_yuan, found;
	bool has_yuan = decimal_mul(sought, decimal_from_int(10000), &in_yuan);

	while (*text) {
		if (!figure_next(&text, &found))
			continue;
		if (!decimal_cmp(found, sought))
			return true;
		if (has_yuan && !strncmp(text, yuan, sizeof yuan - 1) && !decimal_cmp(found, in_yuan))
			return true;
	}
	return false;
}
