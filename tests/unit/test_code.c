/* SPDX-License-Identifier: MIT */
/* Check codes: which bits they are, what typing does to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/code.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define ABC_CODE "Q9W1-DFWF-077Y-T"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void assert_reads(const char *text, enum code_reading expected, const char *code)
{
	char out[CODE_SIZE] = "";

	if (code_read(text, out) != expected)
		fail_msg("“%s” is not read as expected", text);
	if (code)
		assert_string_equal(out, code);
}

/* sha256sum, its first 15 digits in base 32: by another program. */
static void it_is_the_first_sixty_bits(void **state)
{
	static const struct { const char *bytes, *code; } cases[] = {
		{ "", "WERC-8GMR-ZGE1-R" },
		{ "abc", ABC_CODE },
		{ "绩效自评表", "TKF3-FBBZ-HDV9-B" },
	};
	char code[CODE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		code_make(cases[i].bytes, strlen(cases[i].bytes), code);
		assert_string_equal(code, cases[i].code);
		assert_reads(code, CODE_READ, code);
	}
}

static void it_is_read_as_people_type_it(void **state)
{
	static const char *const others[] = { "q9w1dfwf077yt", " Q9W1 - DFWF 077y t ", "q9wi-dfwf-o77y-t",
		"Q9WL—DFWF–O77Y－T", "Ｑ９Ｗ１　ｄｆｗｆ　Ｏ７７ｙｔ" };

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++)
		assert_reads(others[i], CODE_READ, ABC_CODE);
}

static void what_is_no_code_is_told_from_a_mistyped_one(void **state)
{
	static const char *const none[] = { "", "7", "-", ABC_CODE "0", "ABCD-EFGH-JKMN", "7U3M-9QXT-2WPA-5",
		"7?3M-9QXT-2WPA-5", "绩效自评表绩效自评表绩效自", "\xff\xfe", "７K3M-9QXT-2WPA-55" };

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++)
		assert_reads(none[i], CODE_NONE, NULL);
	assert_reads("ooooooooooooi", CODE_MISTYPED, "0000-0000-0000-1");
	assert_reads("0000-0000-0000-0", CODE_READ, "0000-0000-0000-0");
}

static const char *const samples[] = { "", "a", "b", "绩效", "7", "revision" };

/* Every wrong character at every place, for many codes. */
static void one_wrong_character_is_found(void **state)
{
	int tried = 0;

	(void)state;
	for (size_t s = 0; s < COUNT(samples); s++) {
		char code[CODE_SIZE];

		code_make(samples[s], strlen(samples[s]), code);
		for (int i = 0; i < CODE_SIZE - 1; i++) {
			char right = code[i];

			for (const char *wrong = alphabet; right != '-' && *wrong; wrong++) {
				code[i] = *wrong;
				assert_reads(code, *wrong == right ? CODE_READ : CODE_MISTYPED, code);
				tried++;
			}
			code[i] = right;
		}
	}
	assert_int_equal(tried, (int)COUNT(samples) * 13 * 32);
}

/* Makes a code of what has two characters, at i and k, by a third one. */
static void complete(char *code, int i, int k)
{
	int third = i ? 0 : k == 1 ? 2 : 1;
	char out[CODE_SIZE];

	for (const char *c = alphabet; *c; c++) {
		code[third] = *c;
		if (code_read(code, out) == CODE_READ)
			return;
	}
	fail_msg("no character completes %s", code);
}

static void assert_exchange_found(int i, int k, char a, char b)
{
	char code[] = "0000-0000-0000-0";

	code[i] = a;
	code[k] = b;
	complete(code, i, k);
	code[i] = b;
	code[k] = a;
	assert_reads(code, CODE_MISTYPED, NULL);
}

/* All pairs of characters at all pairs of places, neighbours or not. */
static void two_exchanged_characters_are_found(void **state)
{
	static const int places[] = { 0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15 };

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++)
		for (size_t k = i + 1; k < COUNT(places); k++)
			for (int pair = 0; pair < 32 * 32; pair++)
				if (pair / 32 != pair % 32)
					assert_exchange_found(places[i], places[k], alphabet[pair / 32],
						alphabet[pair % 32]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_first_sixty_bits),
		cmocka_unit_test(it_is_read_as_people_type_it),
		cmocka_unit_test(what_is_no_code_is_told_from_a_mistyped_one),
		cmocka_unit_test(one_wrong_character_is_found),
		cmocka_unit_test(two_exchanged_characters_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
