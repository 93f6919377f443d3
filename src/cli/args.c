/* SPDX-License-Identifier: MIT */
#include "cli/args.h"

#include <errno.h>
#include <getopt.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { FIRST_LONG = 256, HELP_COLUMN = 30 };

struct getopt_tables {
	struct option longs[ARGS_OPTIONS_MAX + 1];
	char letters[2 * ARGS_OPTIONS_MAX + 3];
};

/* A leading ':' keeps getopt silent, '+' makes it stop at the first argument that is no option. */
static void build_tables(const struct option_spec *specs, bool leading, struct getopt_tables *t)
{
	char *letter = t->letters;

	*letter++ = leading ? '+' : ':';
	if (leading)
		*letter++ = ':';
	for (int i = 0; specs[i].name; i++) {
		t->longs[i] = (struct option){ .name = specs[i].name,
			.has_arg = specs[i].value ? required_argument : no_argument,
			.val = FIRST_LONG + i };
		if (!specs[i].letter)
			continue;
		*letter++ = specs[i].letter;
		if (specs[i].value)
			*letter++ = ':';
	}
	*letter = '\0';
}

static int find_option(const struct option_spec *specs, int answer)
{
	if (answer >= FIRST_LONG)
		return answer - FIRST_LONG;
	for (int i = 0; specs[i].name; i++)
		if (specs[i].letter == answer)
			return i;
	return -1;
}

static enum status refuse(const struct option_spec *specs, int answer, char *const *argv,
	struct err *err)
{
	const char *given = argv[optind > 1 ? optind - 1 : 1];
	char letter[3] = { '-', (char)optopt, '\0' };
	int option = optopt ? find_option(specs, optopt) : -1;

	if (optopt > ' ' && optopt < 127)
		given = letter;
	if (answer == ':')
		return err_set(err, STATUS_USAGE, N_("the option %1 needs a value"), given, NULL);
	if (option >= 0)
		return err_set(err, STATUS_USAGE, N_("the option --%1 takes no value"),
			specs[option].name, NULL);
	return err_set(err, STATUS_USAGE, N_("unknown option %1; see --help"), given, NULL);
}

static enum status read_with(const struct option_spec *specs, bool leading, int argc, char **argv,
	struct args *out, struct err *err)
{
	struct getopt_tables tables = { 0 };
	int answer;

	build_tables(specs, leading, &tables);
	*out = (struct args){ 0 };
	opterr = 0;
	optind = 0;
	while ((answer = getopt_long(argc, argv, tables.letters, tables.longs, NULL)) != -1) {
		int option = find_option(specs, answer);

		if (answer == ':' || option < 0)
			return refuse(specs, answer, argv, err);
		out->values[option] = specs[option].value ? optarg : "";
	}
	out->rest = argv + optind;
	out->count = argc - optind;
	out->used = optind;
	return STATUS_OK;
}

enum status args_read(const struct option_spec *specs, int argc, char **argv, struct args *out,
	struct err *err)
{
	return read_with(specs, false, argc, argv, out, err);
}

enum status args_read_leading(const struct option_spec *specs, int argc, char **argv,
	struct args *out, struct err *err)
{
	return read_with(specs, true, argc, argv, out, err);
}

bool args_read_number(const char *text, long long *out)
{
	size_t digits = strspn(text, "0123456789");

	errno = 0;
	*out = strtoll(text, NULL, 10);
	return digits && !text[digits] && !errno;
}

enum status args_number(const char *name, const char *text, long long min, long long max,
	long long *out, struct err *err)
{
	char low[24], high[24];
	long long number;

	if (args_read_number(text, &number) && number >= min && number <= max) {
		*out = number;
		return STATUS_OK;
	}
	snprintf(low, sizeof low, "%lld", min);
	snprintf(high, sizeof high, "%lld", max);
	return err_set(err, STATUS_USAGE, N_("%1: “%2” is not a whole number from %3 to %4"), name,
		text, low, high, NULL);
}

void args_add_help(const struct option_spec *specs, struct str *out)
{
	for (; specs->name; specs++) {
		struct str left = { 0 };

		if (specs->letter)
			str_addf(&left, "  -%c, --%s", specs->letter, specs->name);
		else
			str_addf(&left, "      --%s", specs->name);
		if (specs->value)
			str_addf(&left, " %s", specs->value);
		if (text_width(TEXT_LOCALE, left.data, left.len) > HELP_COLUMN)
			str_addf(out, "%s\n%*s", left.data, HELP_COLUMN, "");
		else
			text_add_cut(out, TEXT_LOCALE, left.data, HELP_COLUMN, true);
		str_addf(out, "  %s\n", gettext(specs->help));
		str_clear(&left);
	}
}
