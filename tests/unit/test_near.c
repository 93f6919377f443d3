/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/near.h"

static void test_distances(void **state)
{
	static const struct { const char *a, *b; int limit, distance; } cases[] = {
		{ "", "", 3, 0 }, { "rate", "rate", 0, 0 }, { "rate", "rtae", 3, 1 },
		{ "tabel", "table", 3, 1 }, { "abcd", "badc", 3, 2 }, { "ab", "ba", 0, 1 },
		{ "rate", "rates", 3, 1 }, { "rates", "rate", 3, 1 }, { "rate", "late", 3, 1 },
		{ "", "abc", 3, 3 }, { "", "abcd", 3, 4 }, { "abc", "xyz", 2, 3 },
		{ "kitten", "sitting", 5, 3 },
		{ "0123456789012345678901234567890123456789012345678901234567890123x",
			"0123456789012345678901234567890123456789012345678901234567890123x", 3, 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(near_distance(cases[i].a, cases[i].b, cases[i].limit),
			cases[i].distance);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_distances) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
