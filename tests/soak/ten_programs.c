/* SPDX-License-Identifier: MIT */
/* Ten programs on one store: each types into an entry of its own and, now and then, into one that others want too.
 * Afterwards every change that was accepted is in the log and the store is sound; the longest wait is printed.
 *
 *     ten_programs [SECONDS]       with SECONDS, a wait of more than 100 ms is a failure as well */
#define _GNU_SOURCE /* nftw */
#include <inttypes.h>
#include <sys/wait.h>
#include <time.h>

#include "base/mem.h"
#include "desk/hold.h"
#include "desk/verify.h"

/* As in cmocka, which knows nothing of several processes. */
#define assert_true(it) must(it, #it, __LINE__)
#define assert_non_null(it) assert_true((it) != NULL)
#define assert_int_equal(a, b) assert_true((a) == (b))
#define assert_string_equal(a, b) assert_true(!strcmp(a, b))

static inline void must(bool so, const char *what, int line);
#include "../unit/scratch_folder.h"

enum {
	PROGRAMS = 10, SHARED = 3, ENTRIES = PROGRAMS + SHARED, DEFAULT_SECONDS = 3,
	LIMIT_MICROSECONDS = 100000, STAY = 20, TEXT = 96
};

static inline void must(bool so, const char *what, int line)
{
	if (so)
		return;
	printf("# line %d: not %s\n", line, what);
	fflush(stdout);
	_exit(1);
}

/* What a program knows to have been accepted. */
struct record {
	int64_t entry, step;
	char cell[48], text[TEXT];
	bool seen;                   /* in the log */
};

/* What it tells when it ends. */
struct account {
	int64_t changes, refusals;
	int64_t longest_write, longest_open, all_writes;     /* microseconds */
};

struct program {
	struct desk *desk;
	FILE *records;
	struct account account;
	uint64_t seed;
	int number;
};

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static unsigned choose(struct program *p, unsigned count)
{
	p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(p->seed >> 33) % count;
}

static struct desk *open_desk(struct scratch *scratch)
{
	const char *data = getenv("ZIPING_DATADIR");
	struct str forms = { 0 };
	struct store *store = NULL;
	struct desk *desk;

	str_addf(&forms, "%s/forms", data ? data : "data");
	assert_int_equal(store_open(scratch_path(scratch, "store.db"), false, &store, NULL), STATUS_OK);
	desk = desk_new(store, library_new((const char *const[]){ forms.data, NULL }));
	str_clear(&forms);
	return desk;
}

/* --- one of the ten --- */

static void keep_longest(int64_t *longest, int64_t since)
{
	int64_t took = now() - since;

	if (took > *longest)
		*longest = took;
}

/* As long as the next key takes. */
static void think(struct program *p)
{
	struct timespec pause = { 0, (5 + (long)choose(p, 40)) * 1000000 };

	nanosleep(&pause, NULL);
}

static void choose_change(struct program *p, struct record *r)
{
	static const char *const cells[] = {
		"project", "department", "unit", "goals.expected", "goals.actual", "remarks",
		"funds.fiscal.initial", "funds.fiscal.budget", "funds.fiscal.executed", "funds.other.budget",
		"indicators[1].actual", "indicators[2].reason", "indicators[3].target",
	};

	snprintf(r->cell, sizeof r->cell, "%s", cells[choose(p, sizeof cells / sizeof *cells)]);
	if (strncmp(r->cell, "funds", 5))
		snprintf(r->text, sizeof r->text, "第%d台第%" PRId64 "次填报（%u）", p->number, p->account.changes,
			choose(p, 1000));
	else
		snprintf(r->text, sizeof r->text, "%u.%02u", choose(p, 100000), 1 + choose(p, 99));
}

static void change(struct program *p, struct opened *o)
{
	struct record r = { .entry = o->id };
	struct step step = { 0 };
	int64_t begin;

	choose_change(p, &r);
	assert_int_equal(entry_parse_name(o->entry, r.cell, false, &step.focus, NULL), STATUS_OK);
	assert_int_equal(opened_type(o, &step, step.focus, r.text, NULL), STATUS_OK);
	opened_accept(o, &step);
	begin = now();
	assert_int_equal(opened_save(o, NULL), STATUS_OK);
	keep_longest(&p->account.longest_write, begin);
	p->account.all_writes += now() - begin;
	p->account.changes++;
	r.step = o->stored.step;
	assert_int_equal(fwrite(&r, sizeof r, 1, p->records), 1);
}

static void visit(struct program *p, int64_t entry, int64_t end)
{
	int64_t begin = now();
	struct opened *o = NULL;
	bool changed;

	assert_int_equal(desk_open_entry(p->desk, entry, &o, NULL), STATUS_OK);
	assert_int_equal(opened_hold(o, &changed, NULL), STATUS_OK);
	keep_longest(&p->account.longest_open, begin);
	if (o->lock == OPENED_HELD)
		p->account.refusals++;
	else
		for (unsigned i = choose(p, STAY); i > 0 && now() < end; i--) {
			change(p, o);
			think(p);
		}
	opened_free(o);
	think(p);
}

static void work(struct scratch *scratch, int number, int64_t end, int out)
{
	struct program p = { .seed = (uint64_t)number + 1, .number = number };
	char name[32];

	snprintf(name, sizeof name, "records-%d", number);
	p.records = fopen(scratch_path(scratch, name), "wb");
	assert_non_null(p.records);
	p.desk = open_desk(scratch);
	while (now() < end)
		visit(&p, choose(&p, 3) ? number + 1 : PROGRAMS + 1 + (int64_t)choose(&p, SHARED), end);
	desk_free(p.desk);
	assert_int_equal(fclose(p.records), 0);
	assert_int_equal(write(out, &p.account, sizeof p.account), (ssize_t)sizeof p.account);
}

/* --- all of them --- */

static void make_entries(struct scratch *scratch)
{
	struct desk *desk = open_desk(scratch);
	const struct form *form;
	int64_t id = 0;

	assert_int_equal(library_get(desk_get_library(desk), "pingliang-project", &form, NULL), STATUS_OK);
	for (int i = 0; i < ENTRIES; i++) {
		struct entry *e = entry_new(form, 2023);

		entry_fill_initial(e);
		while (entry_row_count(e, 0) < 3)
			entry_insert_row(e, 0, 0, entry_row_count(e, 0) + 1);
		assert_int_equal(desk_add(desk, e, NULL, &id, NULL), STATUS_OK);
		entry_free(e);
	}
	assert_int_equal(id, ENTRIES);
	desk_free(desk);
}

static void add_account(struct account *sum, const struct account *one)
{
	sum->changes += one->changes;
	sum->refusals += one->refusals;
	sum->all_writes += one->all_writes;
	if (one->longest_write > sum->longest_write)
		sum->longest_write = one->longest_write;
	if (one->longest_open > sum->longest_open)
		sum->longest_open = one->longest_open;
}

/* False: one of them did not end well. */
static bool run(struct scratch *scratch, int seconds, struct account *sum)
{
	int64_t end = now() + (int64_t)seconds * 1000000;
	int pipes[2], how;
	bool well = true;

	assert_int_equal(pipe(pipes), 0);
	for (int i = 0; i < PROGRAMS; i++)
		if (!fork()) {
			work(scratch, i, end, pipes[1]);
			_exit(0);
		}
	for (int i = 0; i < PROGRAMS; i++) {
		struct account one = { 0 };

		well &= wait(&how) > 0 && WIFEXITED(how) && !WEXITSTATUS(how);
		if (well)
			assert_int_equal(read(pipes[0], &one, sizeof one), (ssize_t)sizeof one);
		add_account(sum, &one);
	}
	close(pipes[0]);
	close(pipes[1]);
	return well;
}

/* --- what is left --- */

struct records { struct record *items; size_t count, cap; };

static int compare(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	if (x->entry != y->entry)
		return x->entry < y->entry ? -1 : 1;
	return x->step < y->step ? -1 : x->step > y->step;
}

static void read_records(struct scratch *scratch, struct records *all)
{
	for (int i = 0; i < PROGRAMS; i++) {
		char name[32];
		FILE *file;

		snprintf(name, sizeof name, "records-%d", i);
		file = fopen(scratch_path(scratch, name), "rb");
		assert_non_null(file);
		do
			all->items = mem_grow(all->items, &all->cap, all->count + 1, sizeof *all->items);
		while (fread(&all->items[all->count], sizeof *all->items, 1, file) == 1 && ++all->count);
		fclose(file);
	}
	qsort(all->items, all->count, sizeof *all->items, compare);
}

struct search { struct records *all; int64_t entry; size_t unknown; };

/* A step may hold more than what was typed: texts that agree now are dropped with it. */
static void find(void *context, const struct logged *l)
{
	struct search *s = context;
	struct record key = { .entry = s->entry, .step = l->step }, *r;
	const char *column;

	if (l->step == 1)
		return;
	r = bsearch(&key, s->all->items, s->all->count, sizeof key, compare);
	if (!r) {
		s->unknown++;
		return;
	}
	column = strchr(r->cell, ']');
	r->seen |= l->new && !strcmp(l->new, r->text) && strstr(l->name, column ? column + 2 : r->cell);
}

/* Changes that are missing, and steps that nobody made. */
static size_t count_wrong(struct desk *desk, struct records *all)
{
	size_t wrong = 0;

	for (int64_t id = 1; id <= ENTRIES; id++) {
		struct search s = { .all = all, .entry = id };

		assert_int_equal(store_read_log(desk_get_store(desk), id, find, &s, NULL), STATUS_OK);
		wrong += s.unknown;
	}
	for (size_t i = 0; i < all->count; i++)
		wrong += !all->items[i].seen || (i && !compare(&all->items[i - 1], &all->items[i]));
	return wrong;
}

static void complain(void *context, int64_t entry, const struct err *what)
{
	struct str line = { 0 };

	(void)context;
	err_format(what, NULL, &line);
	printf("# entry %" PRId64 ": %s\n", entry, str_text(&line));
	str_clear(&line);
}

static int verdict(bool good, int number, const char *what)
{
	printf("%s %d - %s\n", good ? "ok" : "not ok", number, what);
	return !good;
}

int main(int argc, char **argv)
{
	int seconds = argc > 1 ? atoi(argv[1]) : DEFAULT_SECONDS, failed = 0;
	struct account sum = { 0 };
	struct records all = { 0 };
	struct store_health health;
	struct desk *desk;
	void *scratch;

	assert_int_equal(scratch_make(&scratch), 0);
	make_entries(scratch);
	failed += verdict(run(scratch, seconds, &sum), 1, "ten programs type and end");
	read_records(scratch, &all);
	desk = open_desk(scratch);
	failed += verdict((int64_t)all.count == sum.changes && !count_wrong(desk, &all), 2,
		"every accepted change is in the log, and no other");
	failed += verdict(desk_check_store(desk, complain, NULL, &health, NULL) == STATUS_OK
		&& !health.faults, 3, "the store is sound");
	printf("# %d s: %" PRId64 " changes, %" PRId64 " times an entry was another's; a write took %.1f ms, "
		"the longest %.1f ms, opening an entry at most %.1f ms\n", seconds, sum.changes, sum.refusals,
		sum.changes ? (double)sum.all_writes / (double)sum.changes / 1000 : 0,
		(double)sum.longest_write / 1000, (double)sum.longest_open / 1000);
	if (argc > 1)
		failed += verdict(sum.longest_write <= LIMIT_MICROSECONDS
			&& sum.longest_open <= LIMIT_MICROSECONDS, 4, "nobody waited more than 100 ms");
	printf("1..%d\n", argc > 1 ? 4 : 3);
	desk_free(desk);
	free(all.items);
	scratch_remove(&scratch);
	return failed != 0;
}
