/* SPDX-License-Identifier: MIT */
/* Keys: the same ones to ziping and to the floor, in turn. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "large_form.h"
#include "session.h"

#define UP "\033OA"
#define DOWN "\033OB"
#define RIGHT "\033OC"
#define LEFT "\033OD"
#define BACKSPACE "\177"
#define ENTER "\r"
#define ESCAPE "\033"

/* Where the scheduler puts a program decides much, for as long as it runs: so each is started several times. */
enum { SESSIONS = 8, WARM_UP = 20, SAMPLES = 50, ENTER_SAMPLES = 30, KEYS_MAX = 24 };

/* A round of keys that ends where it began.  What stands before a key: '-' sent, but not measured. */
struct round {
	const char *name;
	const char *cell;            /* where it begins; NULL: the list */
	const char *before;          /* sent once */
	const char *keys[KEYS_MAX];
	double goal;
};

static const struct round rounds[] = {
	{ "a key into an amount", "funds.fiscal.executed", NULL,
		{ "2", "4", ".", "5", "6", BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE }, 2 },
	{ "a move", "funds.fiscal.budget", NULL,
		{ DOWN, RIGHT, UP, LEFT, LEFT, DOWN, RIGHT, UP }, 1.3 },
	{ "a move in the text being typed", "goals.actual", "\033OQ",
		{ LEFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT }, 1.3 },
	{ "a Chinese character into a short text", "project", NULL,
		{ "机", "构", "编", "制", "专", "项", "-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE,
		"-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE }, 1.3 },
	{ "a Chinese character into a long text", "goals.actual", NULL,
		{ "机", "构", "编", "制", "专", "项", "-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE,
		"-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE }, 1.3 },
	{ "a letter into a short text", "project", NULL,
		{ "a", "b", "c", "d", "-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE }, 1.3 },
	{ "an actual value, rule and score", "indicators[2].actual", NULL,
		{ "2", "6", "篇", BACKSPACE, BACKSPACE, BACKSPACE }, 2 },
	{ "a move in the list", NULL, NULL, { DOWN, DOWN, DOWN, UP, UP, UP }, 0 },
	{ "a character into the filter", NULL, NULL,
		{ "第", "1", "2", "3", "-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE, "-" BACKSPACE }, 0 },
};

struct pair { struct session ours, floor; };

static void open_pair(const struct bench *b, struct pair *p, const char *store, const char *cell)
{
	const char *const floor[] = { b->echo, NULL };
	const char *const list[] = { b->program, "--store", store, NULL };
	const char *const edit[] = { b->program, "--store", store, "edit", "1", cell, NULL };

	session_start(&p->floor, floor);
	session_start(&p->ours, cell ? edit : list);
}

/* What was being typed is given up: the next session would be offered it. */
static void close_pair(struct pair *p)
{
	session_tell(&p->ours, ESCAPE);
	session_end(&p->ours);
	session_end(&p->floor);
}

/* Now the one first, now the other. */
static size_t one_key(struct pair *p, const char *key, struct samples *ours, struct samples *floor)
{
	bool measured = *key != '-', first = ours->count % 2;
	struct session *const both[] = { &p->ours, &p->floor };
	double took[2];

	key += !measured;
	took[first] = session_send(both[first], key, QUIET_KEY);
	took[!first] = session_send(both[!first], key, QUIET_KEY);
	if (took[0] < 0 || took[1] < 0)
		return 1;
	if (measured) {
		samples_add(ours, took[0]);
		samples_add(floor, took[1]);
	}
	return 0;
}

static size_t run_session(const struct bench *b, const char *store, const struct round *round,
	struct samples *ours, struct samples *floor)
{
	struct samples cold = { 0 }, cold_floor = { 0 };
	size_t silent = 0, end = ours->count + SAMPLES;
	struct pair p;

	open_pair(b, &p, store, round->cell);
	if (round->before)
		session_tell(&p.ours, round->before);
	while (ours->count < end && !silent) {
		bool warm = cold.count >= WARM_UP;

		for (int i = 0; i < KEYS_MAX && round->keys[i]; i++)
			silent += one_key(&p, round->keys[i], warm ? ours : &cold,
				warm ? floor : &cold_floor);
	}
	close_pair(&p);
	samples_clear(&cold);
	samples_clear(&cold_floor);
	return silent;
}

static void run_round(const struct bench *b, const char *store, const struct round *round)
{
	struct samples ours = { 0 }, floor = { 0 };
	size_t silent = 0;

	for (int i = 0; i < SESSIONS; i++)
		silent += run_session(b, store, round, &ours, &floor);
	report_ratio(round->name, &ours, &floor, round->goal);
	if (silent)
		printf("  %zu keys had no answer\n", silent);
	samples_clear(&ours);
	samples_clear(&floor);
}

void bench_keys(const struct bench *b)
{
	static const struct round large[] = {
		{ "  first amount of 500 cells, 200 rows", "g1.executed", NULL,
			{ "2", "4", ".", "5", BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE }, 0 },
		{ "  last amount of 500 cells, 200 rows", "g125.executed", NULL,
			{ "2", "4", ".", "5", BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE }, 0 },
	};

	report_times("A key, from sending to the last byte of the answer");
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++)
		run_round(b, b->store, &rounds[i]);
	for (size_t i = 0; i < sizeof large / sizeof *large; i++)
		run_round(b, b->large, &large[i]);
}

/* --- Enter --- */

/* What was measured has to have happened. */
static void expect_stored(const struct bench *b, const char *cell, const char *text)
{
	const char *const argv[] = { "get", "1", cell, NULL };
	struct str out = { 0 };

	run_ziping(b, b->store, argv, &out);
	if (strncmp(str_text(&out), text, strlen(text)) != 0)
		printf("  NOT STORED: %s is %s, not %s\n", cell, str_text(&out), text);
	str_clear(&out);
}

struct enter_times { struct samples ours, echo, disk; };

static void enter_once(const struct bench *b, struct pair *p, const char *digit, struct enter_times *times)
{
	double echo = session_send(&p->floor, "x", QUIET_KEY);
	double disk = write_durably(b);
	double ours;

	session_send(&p->ours, digit, QUIET_KEY);
	ours = session_send_two(&p->ours, ENTER, UP, QUIET_DISK);
	if (ours < 0 || echo < 0)
		die("no answer to", "Enter");
	samples_add(&times->echo, echo);
	samples_add(&times->disk, disk);
	samples_add(&times->ours, ours);
}

static void enter_session(const struct bench *b, struct enter_times *times)
{
	static const char *const digits[] = { "1", "2", "3", "4", "5", "6", "7" };
	enum { DIGITS = sizeof digits / sizeof *digits };
	struct enter_times cold = { 0 };
	struct pair p;
	int n;

	open_pair(b, &p, b->store, "funds.fiscal.executed");
	for (n = 0; n < WARM_UP + ENTER_SAMPLES; n++)
		enter_once(b, &p, digits[n % DIGITS], n < WARM_UP ? &cold : times);
	close_pair(&p);
	expect_stored(b, "funds.fiscal.executed", digits[(n - 1) % DIGITS]);
	samples_clear(&cold.ours);
	samples_clear(&cold.echo);
	samples_clear(&cold.disk);
}

void bench_enter(const struct bench *b)
{
	struct enter_times times = { 0 };
	struct floor floors[FLOORS] = { { &times.echo, 3 }, { &times.disk, 2 } };

	report_times("Enter, until the next key is answered");
	for (int i = 0; i < SESSIONS; i++)
		enter_session(b, &times);
	report_sum("screen, disk, next key; floor: 3 echoes + 2 disk", &times.ours, floors);
	report_limit("  one echo", &times.echo, 0);
	report_limit("  8 KiB to the disk", &times.disk, 0);
	samples_clear(&times.ours);
	samples_clear(&times.echo);
	samples_clear(&times.disk);
}
