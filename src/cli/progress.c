/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <libintl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"

enum { FIRST_AFTER = 500, NEXT_AFTER = 100 };        /* milliseconds */

/* Not date_now(), which tests may hold still. */
static int64_t clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct progress progress_begin(const struct cli *cli, size_t total)
{
	return (struct progress){ .cli = cli, .total = total, .begun = clock_now(),
		.terminal = isatty(STDERR_FILENO) };
}

static void show(struct progress *p, int64_t now)
{
	int64_t taken = now - p->begun;
	double rate = taken ? (double)p->done * 1000 / (double)taken : 0;
	char numbers[3][32];
	struct message m = { 0 };
	struct str line = { 0 };

	snprintf(numbers[0], sizeof numbers[0], "%zu/%zu", p->done, p->total);
	snprintf(numbers[1], sizeof numbers[1], "%.0f", rate);
	snprintf(numbers[2], sizeof numbers[2], "%.0f", rate > 0 ? (double)(p->total - p->done) / rate : 0);
	message_set(&m, N_("%1, %2 a second, %3 seconds left"), numbers[0], numbers[1], numbers[2], NULL);
	message_add_to(&m, cli_translate, &line);
	fputs("\r\033[K", stderr);
	cli_print_error(p->cli, &line);
	fflush(stderr);
	p->shown = now;
	message_clear(&m);
	str_clear(&line);
}

void progress_step(struct progress *p, bool failed)
{
	int64_t now;

	p->done++;
	p->failed += failed;
	if (!p->terminal)
		return;
	now = clock_now();
	if (now - p->begun >= FIRST_AFTER && now - p->shown >= NEXT_AFTER)
		show(p, now);
}

void progress_hide(struct progress *p)
{
	if (!p->shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	p->shown = 0;
}

void progress_end(struct progress *p)
{
	char numbers[2][24];
	struct err summary = { 0 };

	progress_hide(p);
	if (!p->failed || p->total < 2)
		return;
	snprintf(numbers[0], sizeof numbers[0], "%zu", p->done - p->failed);
	snprintf(numbers[1], sizeof numbers[1], "%zu", p->failed);
	err_set(&summary, STATUS_INPUT, N_("%1 done, %2 not (named above)"), numbers[0], numbers[1], NULL);
	cli_report(p->cli, &summary);
	err_clear(&summary);
}
