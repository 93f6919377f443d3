/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "form/number.h"

#define E NUMBER_EMPTY
#define OK NUMBER_OK
#define U NUMBER_UNFINISHED
#define BAD NUMBER_BAD
#define PLAIN NUMBER_PLAIN
#define PERCENT NUMBER_PERCENT
#define WAN NUMBER_MONEY_WAN

#define TEN(text) text text text text text text text text text text
#define ZEROS TEN("0000000000000")
#define BLANKS TEN("\u3000 \u3000 \u3000 ")

/* value: as decimal_add_to prints it, with the scale that was typed; normal: what number_normalise
 * makes of it, NULL where it leaves the text alone. */
static const struct reading {
	const char *text;
	enum number_kind kind;
	enum number_state state;
	const char *value, *normal;
} readings[] = {
	/* nothing, and what stands for nothing */
	{NULL, PLAIN, E, NULL, NULL}, {"", PLAIN, E, NULL, NULL}, {"  ", PLAIN, E, NULL, NULL},
	{"\u3000\n", PLAIN, E, NULL, NULL}, {"—", PLAIN, E, NULL, NULL},
	{"——", WAN, E, NULL, NULL}, {"－－", WAN, E, NULL, NULL}, {"－", WAN, E, NULL, NULL},
	{"―", WAN, E, NULL, NULL}, {"–", WAN, E, NULL, NULL}, {"−", WAN, E, NULL, NULL},
	{"─", WAN, E, NULL, NULL}, {"--", WAN, E, NULL, NULL}, {"/", PERCENT, E, NULL, NULL},
	{"／", PERCENT, E, NULL, NULL}, {" / ", PERCENT, E, NULL, NULL},
	{"无", PLAIN, E, NULL, NULL},
	/* plain */
	{"0", PLAIN, OK, "0", NULL}, {"12", PLAIN, OK, "12", NULL},
	{"24.50", PLAIN, OK, "24.50", NULL}, {"-3.5", PLAIN, OK, "-3.5", NULL},
	{"+3.5", PLAIN, OK, "3.5", "3.5"}, {" 12 ", PLAIN, OK, "12", "12"},
	{"１２．５", PLAIN, OK, "12.5", "12.5"}, {"−7", PLAIN, OK, "-7", "-7"},
	{"－７", PLAIN, OK, "-7", "-7"}, {".5", PLAIN, OK, "0.5", "0.5"},
	{"007", PLAIN, OK, "7", "7"}, {"-0.0", PLAIN, OK, "0.0", "0.0"},
	{"1,234", PLAIN, OK, "1234", "1234"},
	{"1,234,567.80", PLAIN, OK, "1234567.80", "1234567.80"},
	{"１，２３４", PLAIN, OK, "1234", "1234"}, {"12 345.6", PLAIN, OK, "12345.6", "12345.6"},
	{"999999999999999999999999", PLAIN, OK, "999999999999999999999999", NULL},
	{"0.123456789012", PLAIN, OK, "0.123456789012", NULL},
	/* on the way to a number */
	{"12.", PLAIN, U, NULL, NULL}, {"-", PLAIN, U, NULL, NULL}, {"+", PLAIN, U, NULL, NULL},
	{".", PLAIN, U, NULL, NULL}, {"-.", PLAIN, U, NULL, NULL},
	{"１２．", PLAIN, U, NULL, NULL}, {"1,", PLAIN, U, NULL, NULL},
	{"1,2", PLAIN, U, NULL, NULL}, {"1,234,5", WAN, U, NULL, NULL},
	{"-0.", PERCENT, U, NULL, NULL},
	/* no number */
	{"abc", PLAIN, BAD, NULL, NULL}, {"12a", PLAIN, BAD, NULL, NULL},
	{"1e3", PLAIN, BAD, NULL, NULL}, {"0x10", PLAIN, BAD, NULL, NULL},
	{"1.2.3", PLAIN, BAD, NULL, NULL}, {"--5", PLAIN, BAD, NULL, NULL},
	{"5-", PLAIN, BAD, NULL, NULL}, {"1-2", PLAIN, BAD, NULL, NULL},
	{"12,34", PLAIN, U, NULL, NULL}, {"12,34.5", PLAIN, BAD, NULL, NULL},
	{"1234,567", PLAIN, BAD, NULL, NULL}, {",123", PLAIN, BAD, NULL, NULL},
	{"1,,234", PLAIN, BAD, NULL, NULL}, {"1.2,345", PLAIN, BAD, NULL, NULL},
	{"1 2 3", PLAIN, BAD, NULL, NULL}, {"12.%", PERCENT, BAD, NULL, NULL},
	{"%", PERCENT, BAD, NULL, NULL}, {"元", WAN, BAD, NULL, NULL},
	{"十二", PLAIN, BAD, NULL, NULL}, {"/5", PLAIN, BAD, NULL, NULL},
	{"无5", PLAIN, BAD, NULL, NULL}, {"—5", PLAIN, BAD, NULL, NULL},
	{"≥5", PLAIN, BAD, NULL, NULL}, {"1000000000000000000000000", PLAIN, BAD, NULL, NULL},
	{"0.1234567890123", PLAIN, BAD, NULL, NULL}, {"5□", PLAIN, BAD, NULL, NULL},
	{ZEROS "1", PLAIN, BAD, NULL, NULL},
	{BLANKS "5", PLAIN, OK, "5", "5"},
	/* units: only where the dimension has them */
	{"57%", PLAIN, BAD, NULL, NULL}, {"5元", PLAIN, BAD, NULL, NULL},
	{"57万元", PERCENT, BAD, NULL, NULL}, {"57%", WAN, BAD, NULL, NULL},
	{"57", PERCENT, OK, "0.57", NULL}, {"57%", PERCENT, OK, "0.57", NULL},
	{"57％", PERCENT, OK, "0.57", "57%"}, {"57 %", PERCENT, OK, "0.57", "57%"},
	{"71.90%", PERCENT, OK, "0.7190", NULL}, {"85.98", PERCENT, OK, "0.8598", NULL},
	{"100.00%", PERCENT, OK, "1.0000", NULL}, {"0", PERCENT, OK, "0.00", NULL},
	{"57%%", PERCENT, BAD, NULL, NULL}, {"24.50", WAN, OK, "24.50", NULL},
	{"24.50万元", WAN, OK, "24.50", "24.50"}, {"24.5万", WAN, OK, "24.5", "24.5"},
	{"245600元", WAN, OK, "24.5600", "24.56"},
	{"２４５，６００ 元", WAN, OK, "24.5600", "24.56"},
	{"2.222222222元", WAN, BAD, NULL, NULL}, {"2.22222222元", WAN, OK, "0.000222222222", "0.000222222222"},
	{"0.01元", WAN, OK, "0.000001", "0.000001"}, {"0.3亿元", WAN, OK, "3000", "3000"},
	{"1.23456亿", WAN, OK, "12345.6", "12345.6"}, {"2亿", WAN, OK, "20000", "20000"},
	{"-100元", WAN, OK, "-0.0100", "-0.01"}, {"24.5美元", WAN, BAD, NULL, NULL},
	{"24.5万元整", WAN, BAD, NULL, NULL}, {"24.5元元", WAN, BAD, NULL, NULL},
	{"99999999999999999999亿", WAN, OK, "999999999999999999990000", "999999999999999999990000"},
	{"999999999999999999999亿", WAN, BAD, NULL, NULL},
};

static void read_and_normalise(void **state)
{
	struct str s = {0};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(*readings); i++) {
		const struct reading *r = &readings[i];

		print_message("# %s as %d\n", r->text ? r->text : "(null)", r->kind);
		d = decimal_from_int(4711);
		assert_int_equal(number_read(r->text, r->kind, &d), r->state);
		str_reset(&s);
		decimal_add_to(d, &s);
		assert_string_equal(str_text(&s), r->state == OK ? r->value : "4711");
		assert_int_equal(number_normalise(r->text, r->kind, &s), r->normal != NULL);
		assert_string_equal(str_text(&s), r->normal ? r->normal : "");
	}
	str_clear(&s);
}

/* What a clerk sees after accepting means what was typed, and stays as it is. */
static void normal_text_means_the_same(void **state)
{
	struct str s = {0}, again = {0};
	struct decimal typed, normal;

	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(*readings); i++) {
		enum number_kind kind = readings[i].kind;

		if (!readings[i].normal)
			continue;
		assert_int_equal(number_read(readings[i].text, kind, &typed), OK);
		assert_true(number_normalise(readings[i].text, kind, &s));
		assert_int_equal(number_read(str_text(&s), kind, &normal), OK);
		assert_int_equal(decimal_cmp(typed, normal), 0);
		assert_false(number_normalise(str_text(&s), kind, &again));
	}
	str_clear(&s);
	str_clear(&again);
}

static void show(void **state)
{
	static const struct {
		const char *value;
		struct number_style style;
		const char *shown;
	} cases[] = {
		{"5.7116", {PLAIN, 1, false, false, false}, "5.7"},
		{"8.598", {PLAIN, 1, false, false, false}, "8.6"},
		{"10.00", {PLAIN, 1, false, false, false}, "10"},
		{"0.05", {PLAIN, 1, false, false, false}, "0.1"},
		{"-0.05", {PLAIN, 1, false, false, false}, "-0.1"},
		{"-0.04", {PLAIN, 1, false, false, false}, "0"},
		{"12.50", {PLAIN, -1, false, false, false}, "12.5"},
		{"12.50", {PLAIN, -1, true, false, false}, "12.50"},
		{"0", {WAN, 2, true, false, false}, "0.00"},
		{"8", {WAN, 2, true, true, false}, "8.00"},
		{"100", {WAN, 0, false, true, false}, "100"},
		{"1000", {WAN, 0, false, true, false}, "1,000"},
		{"-1234567.891", {WAN, 2, true, true, true}, "-1,234,567.89"},
		{"-123456", {WAN, 2, false, true, false}, "-123,456"},
		{"0.57116279", {PERCENT, 0, false, false, true}, "57%"},
		{"0.7189939", {PERCENT, 2, true, false, true}, "71.90%"},
		{"0.8598", {PERCENT, 2, false, false, false}, "85.98"},
		{"0.625", {PERCENT, 1, false, false, true}, "62.5%"},
		{"1", {PERCENT, 2, true, false, true}, "100.00%"},
		{"0.5", {PERCENT, -1, false, false, true}, "50%"},
		{"0.5700", {PERCENT, -1, true, false, true}, "57.00%"},
	};
	struct str s = {0};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		str_reset(&s);
		str_add(&s, "before 1234 ");
		assert_true(decimal_parse(cases[i].value, strlen(cases[i].value), &d));
		number_show(d, &cases[i].style, &s);
		assert_string_equal(str_text(&s) + strlen("before 1234 "), cases[i].shown);
	}
	str_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(read_and_normalise),
		cmocka_unit_test(normal_text_means_the_same),
		cmocka_unit_test(show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
