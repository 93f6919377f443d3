/* SPDX-License-Identifier: MIT */
/* usage: bench BUILD-FOLDER [PART…]
 *
 * How fast ziping is, as ratios to floors that are built and run beside it, in turn: what a machine is worth just
 * now touches both.  The exit status says whether it could be measured, never how fast it was. */
#define _GNU_SOURCE	/* sched_setaffinity */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

enum { ARGS_MAX = 24, BLOCK = 8192, BLOCKS = 256, FOLDERS_OPEN = 8 };

void die(const char *what, const char *which)
{
	fprintf(stderr, "bench: %s %s\n", what, which);
	exit(1);
}

/* --- running --- */

static void become(const char *const *argv, int out, int core)
{
	if (out >= 0)
		dup2(out, STDOUT_FILENO);
	if (core >= 0) {
		cpu_set_t one;

		CPU_ZERO(&one);
		CPU_SET((unsigned)core, &one);
		sched_setaffinity(0, sizeof one, &one);
	}
	execv(argv[0], (char *const *)argv);
	_exit(127);
}

static void collect(int fd, struct str *out)
{
	char bytes[1 << 16];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof bytes)) > 0)
		str_add_len(out, bytes, (size_t)n);
	close(fd);
}

double run_program(const char *const *argv, const char *file, struct str *out, int core)
{
	int ends[2] = { -1, -1 };
	int status;
	double begun;
	pid_t pid;

	fflush(stdout);
	if (file)
		ends[1] = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	else if (out && pipe2(ends, O_CLOEXEC) != 0)
		die("no pipe for", argv[0]);
	begun = clock_us();
	/* vfork: what it costs to copy the bench is no part of the start of a program. */
	pid = vfork();
	if (pid == 0)
		become(argv, ends[1], core);
	if (ends[1] >= 0)
		close(ends[1]);
	if (ends[0] >= 0)
		collect(ends[0], out);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status))
		die("failed:", argv[0]);
	return clock_us() - begun;
}

double run_ziping(const struct bench *b, const char *store, const char *const *argv, struct str *out)
{
	const char *all[ARGS_MAX] = { b->program, "--store", store };
	int n = 3;

	while (*argv && n < ARGS_MAX - 1)
		all[n++] = *argv++;
	all[n] = NULL;
	return run_program(all, NULL, out, -1);
}

static int open_blocks(const struct bench *b)
{
	static const char block[BLOCK] = "block";
	char *path = NULL;
	int fd;

	if (asprintf(&path, "%s/blocks", b->scratch) < 0)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	free(path);
	if (fd >= 0 && lseek(fd, 0, SEEK_END) == 0) {
		for (int i = 0; i < BLOCKS; i++)
			(void)!write(fd, block, BLOCK);
		fsync(fd);
	}
	return fd;
}

double write_durably(const struct bench *b)
{
	static const char block[BLOCK] = "another block";
	int fd = open_blocks(b);
	double begun, took;

	if (fd < 0)
		die("cannot write in", b->scratch);
	begun = clock_us();
	(void)!pwrite(fd, block, BLOCK, (off_t)(rand() % BLOCKS) * BLOCK);
	fdatasync(fd);
	took = clock_us() - begun;
	close(fd);
	return took;
}

/* --- beginning and end --- */

static char *join(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		die("no memory for", name);
	return path;
}

/* Nothing of the caller's language, folders or terminal gets through. */
static void set_environment(const char *scratch)
{
	static const char *const gone[] = { "LC_CTYPE", "LC_MESSAGES", "LC_COLLATE", "LC_NUMERIC", "LC_TIME",
		"LC_MONETARY", "LANG", "LANGUAGE", "LINES", "COLUMNS", "NO_COLOR", "TMUX", "ZIPING_STORE",
		"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "ZIPING_NOW" };

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		unsetenv(gone[i]);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("HOME", scratch, 1);
	if (!getenv("ZIPING_DATADIR"))
		die("ZIPING_DATADIR is not set:", "run ./dev bench");
	setlocale(LC_ALL, "");
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about, (void)kind, (void)where;
	return remove(path);
}

static const struct { const char *name; void (*run)(const struct bench *b); } parts[] = {
	{ "keys", bench_keys }, { "enter", bench_enter }, { "starts", bench_starts },
	{ "memory", bench_memory }, { "idle", bench_idle }, { "engine", bench_engine },
	{ "paper", bench_paper },
};

static void run_part(const struct bench *b, const char *name)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!name || !strcmp(name, parts[i].name))
			parts[i].run(b);
}

static char scratch[4096];

static void clean(void)
{
	nftw(scratch, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

int main(int argc, char **argv)
{
	struct bench b = { .scratch = scratch };

	if (argc < 2)
		die("usage:", "bench BUILD-FOLDER [PART…]");
	snprintf(scratch, sizeof scratch, "%s/bench.XXXXXX", argv[1]);
	if (!mkdtemp(scratch))
		die("cannot make a folder in", argv[1]);
	atexit(clean);
	set_environment(scratch);
	b.program = join(argv[1], "ziping");
	b.echo = join(argv[1], "tests/bench/floor_echo");
	b.rows = join(argv[1], "tests/bench/floor_rows");
	b.engine = join(argv[1], "tests/bench/engine");
	b.store = join(scratch, "ziping.db");
	b.large = join(scratch, "large.db");
	printf("%ld cores; terminal 120x40; floors run in turn with ziping\n",
		sysconf(_SC_NPROCESSORS_ONLN));
	make_stores(&b);
	if (argc == 2)
		run_part(&b, NULL);
	for (int i = 2; i < argc; i++)
		run_part(&b, argv[i]);
	return 0;
}
