/* SPDX-License-Identifier: MIT */
/* A store of 10,000 entries, made of the published one by the program's own import. */
#define _GNU_SOURCE	/* asprintf */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "large_form.h"

enum { PORTION = 1000 };

static char *example_path(void)
{
	char *path;

	if (asprintf(&path, "%s/examples/pingliang-2023-01.json", getenv("ZIPING_DATADIR")) < 0)
		die("no memory for", "a path");
	return path;
}

static json_t *read_example(const char *path)
{
	json_t *form = json_load_file(path, 0, NULL);

	if (!form)
		die("cannot read", path);
	return form;
}

static void set_text(json_t *values, const char *name, const char *format, int a, int b)
{
	char text[200];

	snprintf(text, sizeof text, format, a, b);
	json_object_set_new(values, name, json_string(text));
}

/* What is computed is left to be computed. */
static json_t *variant(const json_t *form, int n)
{
	static const char *const computed[] = { "funds.total.initial", "funds.total.budget",
		"funds.total.executed", "funds.total.rate", "funds.total.score", "funds.fiscal.rate",
		"total.score", "total.weight" };
	json_t *copy = json_deep_copy(form);
	json_t *values = json_object_get(copy, "values");

	for (size_t i = 0; i < sizeof computed / sizeof *computed; i++)
		json_object_del(values, computed[i]);
	json_object_set_new(copy, "year", json_integer(2015 + n % 10));
	set_text(values, "project", "机构编制专项工作经费（第%d号，%d组）", n, n % 97);
	set_text(values, "unit", "平凉市第%d单位%d科", n / 40, n % 40);
	set_text(values, "funds.fiscal.initial", "%d.%02d", 40 + n % 1000, n % 100);
	set_text(values, "funds.fiscal.budget", "%d.%02d", 41 + n % 1000, n % 100);
	set_text(values, "funds.fiscal.executed", "%d.%02d", 20 + n % 1000, n * 7 % 100);
	return copy;
}

static void import(const struct bench *b, const char *path)
{
	const char *const argv[] = { "import", path, NULL };
	struct str ids = { 0 };

	run_ziping(b, b->store, argv, &ids);
	str_clear(&ids);
}

static void fill(const struct bench *b)
{
	char *example = example_path();
	char *path;
	json_t *form = read_example(example);

	import(b, example);
	if (asprintf(&path, "%s/portion.json", b->scratch) < 0)
		die("no memory for", "a path");
	for (int n = 0; n < ENTRIES; n += PORTION) {
		json_t *portion = json_array();

		for (int i = n; i < n + PORTION; i++)
			json_array_append_new(portion, variant(form, i));
		json_dump_file(portion, path, JSON_COMPACT);
		json_decref(portion);
		import(b, path);
	}
	unlink(path);
	free(path);
	free(example);
	json_decref(form);
}

/* The user's own forms stand in .config/ziping/forms. */
static void fill_large(const struct bench *b)
{
	static const char *const folders[] = { ".config", ".config/ziping", ".config/ziping/forms" };
	const char *const argv[] = { "new", LARGE_FORM, "--year", "2023", NULL };
	struct str text = { 0 }, id = { 0 };
	char path[4200];
	FILE *file;

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		snprintf(path, sizeof path, "%s/%s", b->scratch, folders[i]);
		mkdir(path, 0700);
	}
	snprintf(path, sizeof path, "%s/.config/ziping/forms/%s.yaml", b->scratch, LARGE_FORM);
	large_form_add(&text);
	file = fopen(path, "w");
	if (!file || fwrite(text.data, 1, text.len, file) != text.len || fclose(file))
		die("cannot write", path);
	run_ziping(b, b->large, argv, &id);
	str_clear(&text);
	str_clear(&id);
}

/* In a child, so that the bench stays small and starts programs quickly. */
void make_stores(const struct bench *b)
{
	double begun = clock_us();
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		fill(b);
		fill_large(b);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		die("cannot make", b->store);
	printf("%d entries imported in %.1f s\n", ENTRIES, (clock_us() - begun) / 1e6);
}
