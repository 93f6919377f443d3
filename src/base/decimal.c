/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

enum { DIV_SCALE = 18 };

/* 10^n, n up to DECIMAL_DIGITS. */
static __int128 decimal_power(int n)
{
	static const long long power[] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
		10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
		1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
	};

	return n <= 18 ? power[n] : (__int128)power[18] * power[n - 18];
}

static bool decimal_fits(__int128 coef)
{
	__int128 limit = decimal_power(DECIMAL_DIGITS);

	return -limit < coef && coef < limit;
}

/* *coef *= 10^n, or false and *coef stays. */
static bool decimal_lift(__int128 *coef, int n)
{
	__int128 lifted;

	if (__builtin_mul_overflow(*coef, decimal_power(n), &lifted))
		return false;
	*coef = lifted;
	return true;
}

static bool decimal_set(struct decimal *out, __int128 coef, int scale)
{
	if (scale < 0 || scale > DECIMAL_SCALE_MAX || !decimal_fits(coef))
		return false;
	*out = (struct decimal){coef, scale};
	return true;
}

struct decimal decimal_from_int(long long n)
{
	return (struct decimal){n, 0};
}

/* Adds the digits at text[*at] to *coef and moves *at behind them; false if none or too many. */
static bool decimal_parse_digits(const char *text, size_t len, size_t *at, __int128 *coef)
{
	size_t start = *at;

	for (; *at < len && text[*at] >= '0' && text[*at] <= '9'; ++*at) {
		*coef = *coef * 10 + (text[*at] - '0');
		if (!decimal_fits(*coef))
			return false;
	}
	return *at > start;
}

bool decimal_parse(const char *text, size_t len, struct decimal *out)
{
	bool negative = len > 0 && text[0] == '-';
	size_t at = len > 0 && (text[0] == '-' || text[0] == '+');
	size_t point;
	__int128 coef = 0;

	if (!decimal_parse_digits(text, len, &at, &coef))
		return false;
	if (at == len)
		return decimal_set(out, negative ? -coef : coef, 0);
	if (text[at++] != '.')
		return false;
	point = at;
	if (!decimal_parse_digits(text, len, &at, &coef) || at < len)
		return false;
	if (at - point > DECIMAL_SCALE_MAX)
		return false;
	return decimal_set(out, negative ? -coef : coef, (int)(at - point));
}

/* The sum at the larger of both scales. */
static bool decimal_add_lifted(struct decimal a, struct decimal b, struct decimal *out)
{
	int scale = a.scale > b.scale ? a.scale : b.scale;

	if (!decimal_lift(&a.coef, scale - a.scale) || !decimal_lift(&b.coef, scale - b.scale))
		return false;
	if (__builtin_add_overflow(a.coef, b.coef, &a.coef))
		return false;
	*out = (struct decimal){a.coef, scale};
	return true;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
	struct decimal sum;

	if (decimal_add_lifted(a, b, &sum) && decimal_set(out, sum.coef, sum.scale))
		return true;
	if (!decimal_add_lifted(decimal_trim(a), decimal_trim(b), &sum))
		return false;
	sum = decimal_trim(sum);
	return decimal_set(out, sum.coef, sum.scale);
}

bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out)
{
	return decimal_add(a, decimal_neg(b), out);
}

/* Takes tens out of a·b without multiplying: a five of one with a two of the other. */
static void decimal_cancel(__int128 *fives, __int128 *twos, int *scale)
{
	while (*scale > 0 && *fives % 5 == 0 && *twos % 2 == 0) {
		*fives /= 5;
		*twos /= 2;
		--*scale;
	}
}

bool decimal_mul(struct decimal a, struct decimal b, struct decimal *out)
{
	int scale = a.scale + b.scale;
	__int128 coef;

	if (!__builtin_mul_overflow(a.coef, b.coef, &coef) && decimal_set(out, coef, scale))
		return true;
	a = decimal_trim(a);
	b = decimal_trim(b);
	scale = a.scale + b.scale;
	/* A trimmed operand can still be a multiple of ten once the other lends its scale. */
	decimal_cancel(&a.coef, &a.coef, &scale);
	decimal_cancel(&b.coef, &b.coef, &scale);
	decimal_cancel(&a.coef, &b.coef, &scale);
	decimal_cancel(&b.coef, &a.coef, &scale);
	if (__builtin_mul_overflow(a.coef, b.coef, &coef))
		return false;
	return decimal_set(out, coef, scale);
}

bool decimal_div(struct decimal a, struct decimal b, struct decimal *out)
{
	bool negative = (a.coef < 0) != (b.coef < 0);
	__int128 divisor = b.coef < 0 ? -b.coef : b.coef;
	__int128 rest = a.coef < 0 ? -a.coef : a.coef;
	__int128 quotient, room = decimal_power(DECIMAL_DIGITS - 1);
	int scale = a.scale - b.scale;

	if (divisor == 0)
		return false;
	quotient = rest / divisor;
	rest %= divisor;
	while (quotient < room && (scale < 0 || (rest && scale < DECIMAL_SCALE_MAX))) {
		rest *= 10;
		quotient = quotient * 10 + rest / divisor;
		rest %= divisor;
		scale++;
	}
	/* A quotient without end gets no more decimals than it must: later operations need room. */
	if (rest && scale > DIV_SCALE) {
		quotient /= decimal_power(scale - DIV_SCALE);
		scale = DIV_SCALE;
	}
	return decimal_set(out, negative ? -quotient : quotient, scale);
}

bool decimal_round(struct decimal a, int decimals, struct decimal *out)
{
	__int128 unit, rest;

	if (decimals < 0 || decimals > DECIMAL_SCALE_MAX)
		return false;
	if (a.scale <= decimals)
		return decimal_lift(&a.coef, decimals - a.scale) &&
			decimal_set(out, a.coef, decimals);
	unit = decimal_power(a.scale - decimals);
	rest = a.coef % unit;
	a.coef /= unit;
	if (rest * 2 >= unit)
		a.coef++;
	else if (rest * 2 <= -unit)
		a.coef--;
	return decimal_set(out, a.coef, decimals);
}

struct decimal decimal_neg(struct decimal a)
{
	a.coef = -a.coef;
	return a;
}

struct decimal decimal_abs(struct decimal a)
{
	return a.coef < 0 ? decimal_neg(a) : a;
}

int decimal_cmp(struct decimal a, struct decimal b)
{
	/* What overflows is further from zero than anything that does not. */
	if (a.scale < b.scale && !decimal_lift(&a.coef, b.scale - a.scale))
		return decimal_sign(a);
	if (b.scale < a.scale && !decimal_lift(&b.coef, a.scale - b.scale))
		return -decimal_sign(b);
	return (a.coef > b.coef) - (a.coef < b.coef);
}

int decimal_sign(struct decimal a)
{
	return (a.coef > 0) - (a.coef < 0);
}

struct decimal decimal_trim(struct decimal a)
{
	while (a.scale > 0 && a.coef % 10 == 0) {
		a.coef /= 10;
		a.scale--;
	}
	return a;
}

/* The digits of n, at least `least`, into the end of `buf`; returns where they start. */
static char *decimal_digits(unsigned long long n, int least, char *end)
{
	char *p = end;

	for (; n > 0 || end - p < least; n /= 10)
		*--p = (char)('0' + n % 10);
	return p;
}

void decimal_add_to(struct decimal a, struct str *out)
{
	char buf[64], *end = buf + sizeof(buf), *p;
	__int128 coef = a.coef < 0 ? -a.coef : a.coef;
	__int128 half = decimal_power(18);
	int least = a.scale + 1;

	/* Two halves of 18 digits: dividing 128 bits for each digit is slow. */
	if (coef < half && least <= 18) {
		p = decimal_digits((unsigned long long)coef, least, end);
	} else {
		p = decimal_digits((unsigned long long)(coef % half), 18, end);
		p = decimal_digits((unsigned long long)(coef / half), least - 18, p);
	}
	if (a.coef < 0)
		str_add_char(out, '-');
	str_add_len(out, p, (size_t)(end - p) - (size_t)a.scale);
	if (a.scale > 0) {
		str_add_char(out, '.');
		str_add_len(out, end - a.scale, (size_t)a.scale);
	}
}
