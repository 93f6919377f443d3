/* SPDX-License-Identifier: MIT */
/* Options from tables: the same table reads the arguments and makes --help. */
#ifndef ZIPING_CLI_ARGS_H
#define ZIPING_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct option_spec {
	const char *name;            /* "output"; NULL closes the table */
	char letter;                 /* 'o', 0: none */
	const char *value;           /* "NAME"; "FILE": a path; NULL: a flag */
	const char *help;            /* N_() msgid */
};

enum { ARGS_OPTIONS_MAX = 24 };

struct args {
	/* by place in the table; flags: "" ; NULL: not given */
	const char *values[ARGS_OPTIONS_MAX];
	char **rest;                 /* the other arguments */
	int count;
	int used;                    /* arguments read; for args_read_leading */
};

/* argv[0] is the command.  Options may stand anywhere; `--` ends them. */
enum status args_read(const struct option_spec *specs, int argc, char **argv, struct args *out,
	struct err *err);
/* Stops at the first argument that is no option. */
enum status args_read_leading(const struct option_spec *specs, int argc, char **argv,
	struct args *out, struct err *err);

/* Digits and nothing else. */
bool args_read_number(const char *text, long long *out);
/* A whole number in min … max. */
enum status args_number(const char *name, const char *text, long long min, long long max,
	long long *out, struct err *err);

void args_add_help(const struct option_spec *specs, struct str *out);

#endif
