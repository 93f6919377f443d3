/* SPDX-License-Identifier: MIT */
/* Decimals: a table of edges, and a million random operations against decNumber. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Room for every exact product and aligned sum, and for a quotient far longer than ours. */
#define DECNUMDIGITS 120
#include <decNumber.h>

#include "base/decimal.h"

enum { ROUNDS = 170000 };	/* of six operations each */

static struct decimal num(const char *text)
{
	struct decimal d;

	assert_true(decimal_parse(text, strlen(text), &d));
	return d;
}

static void assert_decimal(struct decimal d, const char *expected)
{
	struct str s = {0};

	decimal_add_to(d, &s);
	assert_string_equal(str_text(&s), expected);
	str_clear(&s);
}

static void parse_and_print(void **state)
{
	static const char *const good[] = {
		"0", "0.00", "1", "-1", "12.50", "-0.01", "999999999999999999999999999999999999",
		"-999999999999.999999999999999999999999", "0.000000000000000000000001",
		"123456789012345678.9", "1000000000000000000", "1000000000000000000.0",
		"0.100000000000000000", "0.1000000000000000000",
	};
	static const char *const bad[] = {
		"", "+", "-", ".", "12.", ".5", "1e3", "1,000", " 1", "1 ", "--1", "1.2.3", "１２",
		"1000000000000000000000000000000000000", "0.0000000000000000000000001",
		"99999999999999999999999999999999999999999999999999999999999999999", "0x10", "1.-2",
	};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_decimal(num(good[i]), good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(decimal_parse(bad[i], strlen(bad[i]), &d));
	assert_decimal(num("+7.0"), "7.0");
	assert_decimal(num("-0.00"), "0.00");
	assert_decimal(num("0000000000000000000000000000000000000000012"), "12");
	assert_true(decimal_parse("12345", 2, &d));
	assert_decimal(d, "12");
	assert_decimal(decimal_from_int(INT64_MIN), "-9223372036854775808");
	assert_decimal(decimal_trim(num("12.500")), "12.5");
	assert_decimal(decimal_trim(num("1200")), "1200");
	assert_decimal(decimal_trim(num("0.00")), "0");
}

static void round_half_up(void **state)
{
	static const struct { const char *value; int decimals; const char *expected; } cases[] = {
		{"0.125", 2, "0.13"}, {"-0.125", 2, "-0.13"}, {"1.005", 2, "1.01"},
		{"2.675", 2, "2.68"}, {"-0.005", 2, "-0.01"}, {"-0.004", 2, "0.00"},
		{"99999999999.995", 2, "100000000000.00"}, {"12.5", 2, "12.50"},
		{"12.5", 0, "13"}, {"-12.5", 0, "-13"}, {"12.49", 0, "12"}, {"0.5", 0, "1"},
	};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(decimal_round(num(cases[i].value), cases[i].decimals, &d));
		assert_decimal(d, cases[i].expected);
	}
	assert_false(decimal_round(num("1"), -1, &d));
	assert_false(decimal_round(num("1"), DECIMAL_SCALE_MAX + 1, &d));
	assert_false(decimal_round(num("999999999999999999999999999999999999"), 1, &d));
}

static void refuses_overflow(void **state)
{
	struct decimal most = num("999999999999999999999999999999999999");
	struct decimal tiny = num("0.000000000000000000000001");
	struct decimal d = num("7");

	(void)state;
	assert_false(decimal_add(most, num("1"), &d));
	assert_false(decimal_sub(decimal_neg(most), num("1"), &d));
	assert_false(decimal_add(most, num("0.1"), &d));
	assert_false(decimal_mul(most, num("2"), &d));
	assert_false(decimal_mul(most, most, &d));
	assert_false(decimal_mul(tiny, num("0.1"), &d));
	assert_false(decimal_div(most, tiny, &d));
	assert_false(decimal_div(most, num("0.00"), &d));
	assert_decimal(d, "7");
	assert_true(decimal_add(most, num("0.0"), &d));
	assert_decimal(d, "999999999999999999999999999999999999");
	assert_true(decimal_mul(tiny, num("100000000000000000000000"), &d));
	assert_true(decimal_cmp(d, num("0.1")) == 0);
	/* 5^26 · 2^24 with 24 decimals each: only the product ends in zeros. */
	assert_true(decimal_mul(num("0.000001490116119384765625"),
		num("0.000000000000000016777216"), &d));
	assert_decimal(d, "0.000000000000000000000025");
	assert_true(decimal_div(num("1"), num("3"), &d));
	assert_decimal(d, "0.333333333333333333");
	assert_true(decimal_div(num("6.00"), num("3"), &d));
	assert_decimal(d, "2.00");
	assert_true(decimal_cmp(most, tiny) > 0 && decimal_cmp(decimal_neg(most), tiny) < 0);
	assert_true(decimal_cmp(num("12.5"), num("12.50")) == 0);
}

/* --- the same by decNumber --- */

struct pair { struct decimal own; decNumber ref; };

static decContext context;
static uint64_t seed;

static unsigned next_random(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

/* Numbers of every length, often with runs of 0 and 9: there the carries are. */
static struct pair random_pair(void)
{
	static const unsigned longest[] = {2, 6, 15, 24, DECIMAL_DIGITS};
	char text[DECIMAL_DIGITS + 4];
	unsigned digits = 1 + next_random(longest[next_random(5)]);
	unsigned scale = next_random(digits);
	unsigned style = next_random(4);
	size_t len = 0;
	struct pair p;

	if (scale > DECIMAL_SCALE_MAX)
		scale = DECIMAL_SCALE_MAX;
	if (next_random(2))
		text[len++] = '-';
	for (unsigned i = 0; i < digits; i++) {
		if (i > 0 && i == digits - scale)
			text[len++] = '.';
		text[len++] = style < 3 || i < digits / 2 ? (char)('0' + next_random(10)) :
			"059"[next_random(3)];
	}
	text[len] = '\0';
	p.own = num(text);
	decNumberFromString(&p.ref, text, &context);
	return p;
}

static void assert_same(struct decimal own, const decNumber *ref)
{
	struct str s = {0};
	decNumber read, order;

	assert_true(own.scale >= 0 && own.scale <= DECIMAL_SCALE_MAX);
	decimal_add_to(own, &s);
	decNumberFromString(&read, str_text(&s), &context);
	assert_true(own.coef != 0 || str_text(&s)[0] != '-');
	decNumberCompare(&order, &read, ref, &context);
	if (!decNumberIsZero(&order)) {
		char text[DECNUMDIGITS + 14];

		fail_msg("%s instead of %s", str_text(&s), decNumberToString(ref, text));
	}
	str_clear(&s);
}

/* Whether n, cut to `scale` decimals, needs no more than our digits; n is cut. */
static bool fits_at(decNumber *n, int scale)
{
	decNumber exponent;

	decNumberFromInt32(&exponent, -scale);
	decNumberRescale(n, n, &exponent, &context);
	return n->digits <= DECIMAL_DIGITS;
}

static bool fits(const decNumber *n)
{
	decNumber trimmed = *n;

	decNumberReduce(&trimmed, &trimmed, &context);
	return fits_at(&trimmed, trimmed.exponent < 0 ? -trimmed.exponent : 0) &&
		-trimmed.exponent <= DECIMAL_SCALE_MAX;
}

typedef decNumber *ref_operation(decNumber *, const decNumber *, const decNumber *, decContext *);
typedef bool own_operation(struct decimal, struct decimal, struct decimal *);

static void check_exact(own_operation *own, ref_operation *ref, struct pair a, struct pair b)
{
	struct decimal result;
	decNumber expected;

	ref(&expected, &a.ref, &b.ref, &context);
	if (!fits(&expected)) {
		assert_false(own(a.own, b.own, &result));
		return;
	}
	assert_true(own(a.own, b.own, &result));
	assert_same(result, &expected);
	/* The scale that the operation promises, unless there was no room for it. */
	if (-expected.exponent <= DECIMAL_SCALE_MAX && expected.digits <= DECIMAL_DIGITS)
		assert_int_equal(result.scale, -expected.exponent);
}

static void check_div(struct pair a, struct pair b)
{
	struct decimal result;
	decNumber expected, cut;
	int scale = 18;

	if (decNumberIsZero(&b.ref)) {
		assert_false(decimal_div(a.own, b.own, &result));
		return;
	}
	context.status = 0;
	decNumberDivide(&expected, &a.ref, &b.ref, &context);
	if (!(context.status & DEC_Inexact) && fits(&expected)) {
		assert_true(decimal_div(a.own, b.own, &result));
		assert_same(result, &expected);
		return;
	}
	do
		cut = expected;
	while (!fits_at(&cut, scale) && --scale >= 0);
	assert_int_equal(decimal_div(a.own, b.own, &result), scale >= 0);
	if (scale >= 0) {
		assert_same(result, &cut);
		assert_int_equal(result.scale, scale);
	}
}

static void check_round(struct pair a, int decimals)
{
	struct decimal result;
	decNumber expected = a.ref;
	bool possible;

	context.round = DEC_ROUND_HALF_UP;
	possible = fits_at(&expected, decimals);
	context.round = DEC_ROUND_DOWN;
	assert_int_equal(decimal_round(a.own, decimals, &result), possible);
	if (possible) {
		assert_same(result, &expected);
		assert_int_equal(result.scale, decimals);
	}
}

static void check_cmp(struct pair a, struct pair b)
{
	decNumber order;

	decNumberCompare(&order, &a.ref, &b.ref, &context);
	assert_int_equal(decimal_cmp(a.own, b.own), decNumberToInt32(&order, &context));
	assert_int_equal(decimal_cmp(b.own, a.own), -decNumberToInt32(&order, &context));
	assert_int_equal(decimal_cmp(a.own, a.own), 0);
}

static void agrees_with_decnumber(void **state)
{
	(void)state;
	decContextDefault(&context, DEC_INIT_BASE);
	context.traps = 0;
	context.digits = DECNUMDIGITS;
	context.round = DEC_ROUND_DOWN;
	seed = 20230401;
	for (int i = 0; i < ROUNDS; i++) {
		struct pair a = random_pair(), b = random_pair();

		check_exact(decimal_add, decNumberAdd, a, b);
		check_exact(decimal_sub, decNumberSubtract, a, b);
		check_exact(decimal_mul, decNumberMultiply, a, b);
		check_div(a, b);
		check_round(a, (int)next_random(DECIMAL_SCALE_MAX + 1));
		check_cmp(a, b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parse_and_print),
		cmocka_unit_test(round_half_up),
		cmocka_unit_test(refuses_overflow),
		cmocka_unit_test(agrees_with_decnumber),
	};

	return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
