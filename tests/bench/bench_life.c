/* SPDX-License-Identifier: MIT */
/* Starting, being large, doing nothing. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "session.h"

enum { STARTS = 40, IDLE_SETTLE = 2500, IDLE_WINDOW = 4000, PROC_PATH = 64 };

/* --- starting --- */

static void measure_start(const char *const *argv, const char *shows, struct samples *samples)
{
	struct session s;

	samples_add(samples, session_start(&s, argv));
	if (shows && !session_said(&s, shows))
		printf("  NOT SHOWN: %s\n", shows);
	session_end(&s);
}

static void compare_starts(const struct bench *b, const char *name, const char *const *argv,
	const char *shows)
{
	const char *const floor[] = { b->echo, NULL };
	struct samples ours = { 0 }, echo = { 0 };

	for (int i = 0; i < STARTS; i++) {
		measure_start(floor, NULL, &echo);
		measure_start(argv, shows, &ours);
	}
	report_ratio(name, &ours, &echo, 2.5);
	samples_clear(&ours);
	samples_clear(&echo);
}

void bench_starts(const struct bench *b)
{
	const char *const list[] = { b->program, "--store", b->store, NULL };
	const char *const edit[] = { b->program, "--store", b->store, "edit", "5000", NULL };

	report_times("A start, to the last byte of the settled screen");
	compare_starts(b, "the list of 10,000 entries", list, "机构编制专项");
	compare_starts(b, "one entry of them (edit ID)", edit, "指标2：");
}

/* --- what the system counts --- */

/* The number behind a word of a file in /proc/PID. */
static double proc_number(const struct session *s, const char *file, const char *word)
{
	char path[PROC_PATH], line[400];
	double number = 0;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)s->pid, file);
	in = fopen(path, "r");
	if (!in)
		die("cannot read", path);
	while (fgets(line, sizeof line, in))
		if (!strncmp(line, word, strlen(word)))
			number = strtod(line + strlen(word), NULL);
	fclose(in);
	return number;
}

/* Ticks of the processor, in the program and for it. */
static double proc_ticks(const struct session *s)
{
	char path[PROC_PATH], line[1000] = "";
	unsigned long user = 0, system = 0;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)s->pid);
	in = fopen(path, "r");
	if (!in || !fgets(line, sizeof line, in))
		die("cannot read", path);
	fclose(in);
	sscanf(strrchr(line, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
		&system);
	return (double)(user + system);
}

/* --- memory --- */

static void send_times(struct session *s, const char *key, int times)
{
	for (int i = 0; i < times; i++)
		session_send(s, key, QUIET_KEY);
}

void bench_memory(const struct bench *b)
{
	const char *const list[] = { b->program, "--store", b->store, NULL };
	const char *const edit[] = { b->program, "--store", b->store, "edit", "5000", "goals.actual", NULL };
	struct session s;

	report_title("Memory at its peak, 10,000 entries in the store");
	session_start(&s, list);
	report_figure("the list", proc_number(&s, "status", "VmHWM:") / 1024, "MiB", 10);
	send_times(&s, "\033[6~", 30);
	send_times(&s, "\033OF", 1);
	send_times(&s, "\033[5~", 30);
	report_figure("scrolled", proc_number(&s, "status", "VmHWM:") / 1024, "MiB", 10);
	send_times(&s, "第", 1);
	send_times(&s, "1", 3);
	report_figure("filtered", proc_number(&s, "status", "VmHWM:") / 1024, "MiB", 10);
	session_send(&s, "\r", QUIET_START);
	send_times(&s, "\033[6~", 5);
	send_times(&s, "\033OB", 5);
	report_figure("an entry opened from it", proc_number(&s, "status", "VmHWM:") / 1024, "MiB", 10);
	session_end(&s);
	session_start(&s, edit);
	send_times(&s, "字", 50);
	report_figure("an entry opened by edit ID, typed into", proc_number(&s, "status", "VmHWM:") / 1024,
		"MiB", 10);
	session_end(&s);
}

/* --- doing nothing --- */

static void watch_idle(const char *name, struct session *s)
{
	static const struct { const char *file, *word, *said, *unit; } counts[] = {
		{ "status", "voluntary_ctxt_switches:", "woken", "times" },
		{ "io", "write_bytes:", "written to disk", "bytes" },
		{ "io", "wchar:", "written anywhere", "bytes" },
	};
	enum { COUNTS = sizeof counts / sizeof *counts };
	double before[COUNTS], ticks;

	/* A draft of what is being typed may still have to be written. */
	poll(NULL, 0, IDLE_SETTLE);
	for (int i = 0; i < COUNTS; i++)
		before[i] = proc_number(s, counts[i].file, counts[i].word);
	ticks = proc_ticks(s);
	poll(NULL, 0, IDLE_WINDOW);
	printf("%s\n", name);
	for (int i = 0; i < COUNTS; i++) {
		char said[80];

		snprintf(said, sizeof said, "  %s", counts[i].said);
		report_figure(said, proc_number(s, counts[i].file, counts[i].word) - before[i],
			counts[i].unit, 0);
	}
	report_figure("  processor time", proc_ticks(s) - ticks, "ticks", 0);
}

void bench_idle(const struct bench *b)
{
	const char *const list[] = { b->program, "--store", b->store, NULL };
	const char *const edit[] = { b->program, "--store", b->store, "edit", "1", "goals.actual", NULL };
	struct session s;

	report_title("Four seconds without a key");
	session_start(&s, list);
	watch_idle("the list", &s);
	session_end(&s);
	session_start(&s, edit);
	session_send(&s, "字", QUIET_KEY);
	watch_idle("a cell being typed into", &s);
	session_tell(&s, "\033");
	session_end(&s);
}
