/* SPDX-License-Identifier: MIT */
/* Without a screen: the export, one table, the engine. */
#define _GNU_SOURCE	/* asprintf */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "bench.h"

enum { EXPORTS = 7, TABLES = 60 };

static char *path_in(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		die("no memory for", name);
	return path;
}

static off_t size_of(const char *path)
{
	struct stat about;

	if (stat(path, &about) != 0)
		die("cannot see", path);
	return about.st_size;
}

/* A core this process may use. */
static int some_core(void)
{
	cpu_set_t allowed;

	if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
		for (int core = CPU_SETSIZE - 1; core >= 0; core--)
			if (CPU_ISSET((unsigned)core, &allowed))
				return core;
	return -1;
}

static void export_all(const struct bench *b)
{
	const char *const ours[] = { b->program, "--store", b->store, "export", "--all", "--format", "text",
		NULL };
	char *file = path_in(b->scratch, "export");
	struct samples took = { 0 }, floor_took = { 0 };
	int core = some_core();
	off_t size;

	run_program(ours, file, NULL, core);
	size = size_of(file);
	for (int i = 0; i < EXPORTS; i++) {
		char bytes[24];
		const char *const floor[] = { b->rows, b->store, bytes, NULL };

		snprintf(bytes, sizeof bytes, "%lld", (long long)size);
		samples_add(&floor_took, run_program(floor, file, NULL, core));
		samples_add(&took, run_program(ours, file, NULL, core));
	}
	report_ratio("export --all --format text, one core", &took, &floor_took, 10);
	report_figure("  bytes an entry", (double)size / (ENTRIES + 1), "bytes", -1);
	report_figure("  entries a second", (ENTRIES + 1) / samples_share(&took, 0.5) * 1e6, "", -1);
	report_figure("  entries a second, the floor", (ENTRIES + 1) / samples_share(&floor_took, 0.5) * 1e6,
		"", -1);
	samples_clear(&took);
	samples_clear(&floor_took);
	free(file);
}

static void export_one(const struct bench *b)
{
	const char *const argv[] = { b->program, "--store", b->store, "export", "5000", "--format", "text",
		NULL };
	char *file = path_in(b->scratch, "export");
	struct samples took = { 0 };

	for (int i = 0; i < TABLES; i++)
		samples_add(&took, run_program(argv, file, NULL, -1));
	report_limit("one entry, from process start to text written", &took, 5000);
	samples_clear(&took);
	free(file);
}

void bench_paper(const struct bench *b)
{
	report_times("Paper");
	export_all(b);
	export_one(b);
}

void bench_engine(const struct bench *b)
{
	const char *data = getenv("ZIPING_DATADIR");
	char *example = path_in(data, "examples/pingliang-2023-01.json");
	char *form = path_in(data, "forms/pingliang-project.yaml");
	const char *const argv[] = { b->engine, example, form, NULL };

	run_program(argv, NULL, NULL, -1);
	free(example);
	free(form);
}
