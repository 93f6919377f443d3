/* SPDX-License-Identifier: MIT */
/* Exact decimals: coef / 10^scale.
 *
 * No binary floating point anywhere: official figures are compared to the last digit.
 * Every operation that cannot be exact says how it rounds; every overflow is refused (returns
 * false and leaves *out alone), never wrapped.  Zero is never negative. */
#ifndef ZIPING_BASE_DECIMAL_H
#define ZIPING_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum {
	DECIMAL_DIGITS = 36,         /* |coef| < 10^36 */
	DECIMAL_SCALE_MAX = 24       /* digits after the point */
};

struct decimal {
	__int128 coef;
	int scale;                   /* 0 … DECIMAL_SCALE_MAX; 12.50 is 1250 with scale 2 */
};

struct decimal decimal_from_int(long long n);

/* ASCII only: [+-]digits[.digits]; at least one digit, all of `len` used.  Keeps trailing zeros
 * as scale.  False for anything else and for too many digits. */
bool decimal_parse(const char *text, size_t len, struct decimal *out);

/* Exact.  The scale is the larger one (the sum of both for decimal_mul); where that has no room,
 * superfluous zeros are left out; false if even so the result does not fit. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_mul(struct decimal a, struct decimal b, struct decimal *out);

/* Exact where the quotient ends and fits; otherwise cut (towards zero) after 18 decimals, or as
 * many as fit.  False if b is 0 or not even the whole part fits.  Since a cut quotient never
 * passes a tie, rounding it half up afterwards gives the rounding of the exact quotient. */
bool decimal_div(struct decimal a, struct decimal b, struct decimal *out);

/* Half up, away from zero, to `decimals` digits after the point; the scale becomes `decimals`
 * even if it was smaller (12.5 to 2 is 12.50). */
bool decimal_round(struct decimal a, int decimals, struct decimal *out);

struct decimal decimal_neg(struct decimal a);
struct decimal decimal_abs(struct decimal a);
int decimal_cmp(struct decimal a, struct decimal b);  /* <0, 0, >0; by value: 12.5 equals 12.50 */
int decimal_sign(struct decimal a);
struct decimal decimal_trim(struct decimal a);        /* no superfluous zeros after the point */

/* As many decimals as the scale says, no exponent, '-' in front of negatives. */
void decimal_add_to(struct decimal a, struct str *out);

#endif
