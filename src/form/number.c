/* SPDX-License-Identifier: MIT */
#include "form/number.h"

#include <string.h>

#include "form/fold.h"

/* Room for sums and products of what was typed: a figure has fewer digits than a decimal holds. */
enum { TEXT_MAX = 128, DIGITS_MAX = 24, DECIMALS_MAX = 12 };

struct figure {
	struct decimal value;        /* as typed, before the unit */
	int tens;                    /* the unit: value × 10^tens */
	bool percent;
};

struct unit {
	const char *name;
	int tens;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Signs that stand for nothing; a single ASCII '-' is the beginning of a number. */
static bool means_nothing(const char *typed, const char *folded)
{
	static const char *const signs[] = {"-", "—", "–", "―", "─", "/"};
	size_t i = 0;

	if (strcmp(folded, "无") == 0 || !*folded)
		return true;
	if (strcmp(folded, "-") == 0 && strchr(typed, '-'))
		return false;
	while (*folded && i < sizeof(signs) / sizeof(*signs)) {
		size_t len = strlen(signs[i]);

		if (strncmp(folded, signs[i], len) == 0) {
			folded += len;
			i = 0;
		} else {
			i++;
		}
	}
	return !*folded;
}

/* Reads digits up to the point into `out`, taking out the separators. */
static enum number_state read_whole(const char **s, char *out, size_t *len)
{
	size_t group = 0, groups = 0;

	for (; is_digit(**s) || (**s == ',' && group > 0); ++*s) {
		if (is_digit(**s)) {
			if (*len >= DIGITS_MAX)
				return NUMBER_BAD;
			out[(*len)++] = **s;
			group++;
		} else if (groups++ ? group != 3 : group > 3) {
			return NUMBER_BAD;
		} else {
			group = 0;
		}
	}
	if (groups == 0 || group == 3)
		return NUMBER_OK;
	return group < 3 && !**s ? NUMBER_UNFINISHED : NUMBER_BAD;
}

/* [sign] digits [. digits]; *s is behind it. */
static enum number_state read_figure(const char **s, struct decimal *out)
{
	char plain[2 * DIGITS_MAX + 4];
	size_t len = 0, digits = 0, decimals = 0;
	enum number_state state;

	if (**s == '-' || **s == '+')
		plain[len++] = *(*s)++;
	plain[len++] = '0';
	state = read_whole(s, plain + len, &digits);
	if (state != NUMBER_OK)
		return state;
	len += digits;
	if (**s == '.') {
		plain[len++] = *(*s)++;
		for (; is_digit(**s) && decimals < DECIMALS_MAX; decimals++)
			plain[len++] = *(*s)++;
		if (decimals == 0)
			return **s ? NUMBER_BAD : NUMBER_UNFINISHED;
	} else if (digits == 0) {
		return **s || len == 1 ? NUMBER_BAD : NUMBER_UNFINISHED;
	}
	return decimal_parse(plain, len, out) ? NUMBER_OK : NUMBER_BAD;
}

static bool read_unit(const char *s, enum number_kind kind, struct figure *out)
{
	static const struct unit money[] = {
		{"万元", 0}, {"元", -4}, {"亿元", 4}, {"万", 0}, {"亿", 4},
	};

	out->tens = kind == NUMBER_PERCENT ? -2 : 0;
	out->percent = kind == NUMBER_PERCENT && strcmp(s, "%") == 0;
	if (!*s || out->percent)
		return true;
	for (size_t i = 0; kind == NUMBER_MONEY_WAN && i < sizeof(money) / sizeof(*money); i++) {
		if (strcmp(s, money[i].name) == 0) {
			out->tens = money[i].tens;
			return true;
		}
	}
	return false;
}

static struct decimal shift(struct decimal value, int tens)
{
	for (; tens > 0 && value.scale > 0; tens--)
		value.scale--;
	for (; tens > 0; tens--)
		value.coef *= 10;
	value.scale -= tens;
	return value;
}

/* So that what is converted can be typed again; a percentage is not. */
static bool fits(const struct figure *f, enum number_kind kind)
{
	const __int128 limit = (__int128)1000000000000 * 1000000000000;	/* 10^DIGITS_MAX */
	struct decimal value = decimal_trim(shift(f->value, f->tens));

	return decimal_cmp(decimal_abs(value), (struct decimal){limit, 0}) < 0 &&
		(kind == NUMBER_PERCENT || value.scale <= DECIMALS_MAX);
}

static enum number_state read_typed(const char *text, enum number_kind kind, struct figure *out)
{
	char folded[2 * TEXT_MAX];
	const char *s = folded;
	enum number_state state;

	if (!text)
		return NUMBER_EMPTY;
	if (!fold_typed(text, folded, sizeof(folded)))
		return NUMBER_BAD;
	if (means_nothing(text, s))
		return NUMBER_EMPTY;
	state = read_figure(&s, &out->value);
	if (state != NUMBER_OK)
		return state;
	if (!read_unit(s, kind, out) || !fits(out, kind))
		return NUMBER_BAD;
	return NUMBER_OK;
}

enum number_state number_read(const char *text, enum number_kind kind, struct decimal *out)
{
	struct figure figure;
	enum number_state state = read_typed(text, kind, &figure);

	if (state == NUMBER_OK)
		*out = shift(figure.value, figure.tens);
	return state;
}

bool number_normalise(const char *text, enum number_kind kind, struct str *out)
{
	struct figure figure;
	struct decimal value;

	str_reset(out);
	if (read_typed(text, kind, &figure) != NUMBER_OK)
		return false;
	value = figure.value;
	if (kind == NUMBER_MONEY_WAN && figure.tens != 0)
		value = decimal_trim(shift(value, figure.tens));
	decimal_add_to(value, out);
	if (figure.percent)
		str_add_char(out, '%');
	if (strcmp(str_text(out), text) != 0)
		return true;
	str_reset(out);
	return false;
}

static struct decimal percentage(struct decimal value)
{
	struct decimal shown = value;

	if (value.scale >= 2)
		shown.scale -= 2;
	else
		decimal_mul(value, decimal_from_int(100), &shown);
	return shown;
}

static void add_separators(struct str *out, size_t at)
{
	size_t first = at + (out->data[at] == '-'), point = first;

	while (point < out->len && out->data[point] != '.')
		point++;
	for (size_t i = point; i > first + 3; i -= 3)
		str_insert(out, i - 3, ",", 1);
}

void number_show(struct decimal value, const struct number_style *style, struct str *out)
{
	bool percent = style->kind == NUMBER_PERCENT;
	struct decimal shown = percent ? percentage(value) : value;
	size_t at = out->len;

	if (style->decimals >= 0)
		decimal_round(shown, style->decimals, &shown);
	decimal_add_to(style->pad ? shown : decimal_trim(shown), out);
	if (style->grouping)
		add_separators(out, at);
	if (percent && style->sign)
		str_add_char(out, '%');
}
