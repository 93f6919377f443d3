/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/date.h"

static void knows_the_calendar(void **state)
{
	static const struct { struct date d; bool valid; } cases[] = {
		{{2024, 2, 29}, true}, {{2023, 2, 29}, false}, {{2000, 2, 29}, true},
		{{1900, 2, 29}, false}, {{2024, 4, 31}, false}, {{2024, 12, 31}, true},
		{{2024, 0, 1}, false}, {{2024, 13, 1}, false}, {{2024, 1, 0}, false},
		{{0, 1, 1}, false}, {{9999, 12, 31}, true}, {{10000, 1, 1}, false},
		{{2024, 1, -1}, false}, {{2024, -2147483647 - 1, 1}, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(date_valid(cases[i].d), cases[i].valid);
	assert_int_equal(date_days_in_month(2023, 2), 28);
	assert_int_equal(date_days_in_month(2024, 2), 29);
	assert_int_equal(date_days_in_month(2024, 14), 0);
}

static void compares(void **state)
{
	static const struct date sorted[] = {
		{2023, 12, 31}, {2024, 1, 1}, {2024, 1, 31}, {2024, 2, 1}, {2025, 1, 1},
	};

	(void)state;
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 5; j++) {
			int cmp = date_cmp(sorted[i], sorted[j]);

			assert_int_equal((cmp > 0) - (cmp < 0), (i > j) - (i < j));
		}
}

static void takes_the_clock_from_tests(void **state)
{
	static const struct { const char *text; int64_t moment; } cases[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"2024-03-01T08:00:00Z", 1709280000000},
		{"2024-02-29T23:59:59Z", 1709251199000},
		{"2000-12-31T00:00:01Z", 978220801000},
		{"1969-12-31T23:59:59Z", -1000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		setenv("ZIPING_NOW", cases[i].text, 1);
		assert_int_equal(date_now(), cases[i].moment);
	}
}

static void ignores_a_broken_clock(void **state)
{
	static const char *const broken[] = {
		"", "now", "2024-03-01", "2024-03-01T08:00:00", "2024-03-01T08:00:00Z ",
		"2024-02-30T08:00:00Z", "2024-03-01T24:00:00Z", "2024-03-01 08:00:00Z",
	};
	int64_t before = (int64_t)time(NULL) * 1000;

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		setenv("ZIPING_NOW", broken[i], 1);
		assert_true(date_now() >= before);
	}
}

static void shows_local_time(void **state)
{
	struct str s = {0};
	struct date today;

	(void)state;
	setenv("TZ", "UTC-8", 1);
	tzset();
	date_add_local(1709280000000, &s);
	assert_string_equal(str_text(&s), "2024-03-01 16:00");
	str_reset(&s);
	date_add_local(-1, &s);
	assert_string_equal(str_text(&s), "1970-01-01 07:59");
	str_clear(&s);
	setenv("ZIPING_NOW", "2024-12-31T16:00:00Z", 1);
	today = date_today();
	assert_int_equal(date_cmp(today, (struct date){2025, 1, 1}), 0);
}

/* Every day of 130 years, against the C library. */
static void agrees_with_timegm(void **state)
{
	struct date d = {1971, 1, 1};

	(void)state;
	for (; d.year < 2101; d.day++) {
		struct tm tm = {0};
		char text[64];

		if (d.day > date_days_in_month(d.year, d.month)) {
			d.day = 1;
			d.month++;
		}
		if (d.month > 12) {
			d.month = 1;
			d.year++;
		}
		tm.tm_year = d.year - 1900;
		tm.tm_mon = d.month - 1;
		tm.tm_mday = d.day;
		strftime(text, sizeof(text), "%Y-%m-%dT12:34:56Z", &tm);
		setenv("ZIPING_NOW", text, 1);
		assert_int_equal(date_now(), ((int64_t)timegm(&tm) + 45296) * 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_calendar),
		cmocka_unit_test(compares),
		cmocka_unit_test(takes_the_clock_from_tests),
		cmocka_unit_test(ignores_a_broken_clock),
		cmocka_unit_test(shows_local_time),
		cmocka_unit_test(agrees_with_timegm),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
