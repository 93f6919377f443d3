/* SPDX-License-Identifier: MIT */
#include "base/code.h"

#include <sha2.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { DIGITS = 12, ALL = DIGITS + 1, GROUP = 4, BITS = 5 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Times x in GF(32), which is the polynomials over GF(2) modulo x^5 + x^2 + 1. */
static unsigned times_x(unsigned value)
{
	value <<= 1;
	return value & 32 ? value ^ 37 : value;
}

/* The sum of digit times x to the power of its place, the last one having place 1: the powers differ up to 31. */
static unsigned check_of(const unsigned char digits[DIGITS])
{
	unsigned sum = 0;

	for (int i = 0; i < DIGITS; i++)
		sum = times_x(sum ^ digits[i]);
	return sum;
}

static void write_code(const unsigned char digits[ALL], char *out)
{
	for (int i = 0; i < ALL; i++) {
		if (i && i % GROUP == 0)
			*out++ = '-';
		*out++ = alphabet[digits[i]];
	}
	*out = '\0';
}

void code_make(const char *bytes, size_t len, char out[CODE_SIZE])
{
	unsigned char hash[SHA256_DIGEST_LENGTH], digits[ALL];
	SHA2_CTX context;
	unsigned bits = 0, count = 0;

	SHA256Init(&context);
	SHA256Update(&context, (const uint8_t *)bytes, len);
	SHA256Final(hash, &context);
	for (int i = 0, at = 0; i < DIGITS; i++, count -= BITS) {
		while (count < BITS) {
			bits = bits << 8 | hash[at++];
			count += 8;
		}
		digits[i] = bits >> (count - BITS) & 31;
	}
	digits[DIGITS] = (unsigned char)check_of(digits);
	write_code(digits, out);
}

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* -1: no code has it. */
static int digit_of(uint32_t c)
{
	static const char like[] = "OIL";
	static const unsigned char as[] = { 0, 1, 1 };
	const char *found;

	if (c >= 'a' && c <= 'z')
		c -= 'a' - 'A';
	if (!c || c > 'Z')
		return -1;
	found = strchr(like, (int)c);
	if (found)
		return as[found - like];
	found = strchr(alphabet, (int)c);
	return found ? (int)(found - alphabet) : -1;
}

static bool read_digits(const char *text, const char *end, unsigned char digits[ALL])
{
	int count = 0, digit;
	uint32_t c;

	while (text < end) {
		text += text_decode(text, end, &c);
		if (is_dash(c))
			continue;
		digit = digit_of(c);
		if (digit < 0 || count == ALL)
			return false;
		digits[count++] = (unsigned char)digit;
	}
	return count == ALL;
}

enum code_reading code_read(const char *text, char out[CODE_SIZE])
{
	unsigned char digits[ALL];
	struct str folded = { 0 };
	bool read;

	if (text_check(text, strlen(text)) != strlen(text))
		return CODE_NONE;
	text_add_folded(&folded, text, strlen(text));
	read = read_digits(str_text(&folded), str_text(&folded) + folded.len, digits);
	str_clear(&folded);
	if (!read)
		return CODE_NONE;
	write_code(digits, out);
	return check_of(digits) == digits[DIGITS] ? CODE_READ : CODE_MISTYPED;
}
