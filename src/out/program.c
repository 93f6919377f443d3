/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE	/* pipe2, POSIX_SPAWN_SETSID */
#include "out/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/mem.h"

extern char **environ;

enum { ANSWER_SECONDS = 60, SAID_MAX = 4096 };

void program_add(struct program *p, const char *word)
{
	p->words = mem_grow(p->words, &p->cap, p->count + 2, sizeof *p->words);
	p->words[p->count++] = mem_dup(word);
	p->words[p->count] = NULL;
}

void program_add_option(struct program *p, const char *name, const char *value)
{
	program_add(p, name);
	program_add(p, value);
}

void program_clear(struct program *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->words[i]);
	free(p->words);
	str_clear(&p->said);
	*p = (struct program){ 0 };
}

/* What this program does with signals is not for others. */
static void set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(attributes);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &all);
	posix_spawnattr_setflags(attributes,
		POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
}

static int start(char *const *words, int in, int out, pid_t *program)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
	set_attributes(&attributes);
	error = posix_spawnp(program, words[0], &actions, &attributes, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return error;
}

static long long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until the other side closes; false: it did not in time. */
static bool read_all(int fd, struct str *said)
{
	long long deadline = milliseconds() + ANSWER_SECONDS * 1000;
	char chunk[512];

	for (;;) {
		long long left = deadline - milliseconds();
		struct pollfd wait = { .fd = fd, .events = POLLIN };
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&wait, 1, (int)left) <= 0)
			continue;
		n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		if (said->len < SAID_MAX)
			str_add_len(said, chunk, (size_t)n);
	}
}

/* Its exit status; -1: it did not leave by itself. */
static int end_of(pid_t program, bool in_time)
{
	int status;

	if (!in_time)
		kill(program, SIGKILL);
	while (waitpid(program, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return in_time && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* It speaks the language of its locale; what is not UTF-8 there is GB18030. */
static void make_readable(struct str *said)
{
	struct str readable = { 0 };

	while (said->len && strchr("\r\n ", said->data[said->len - 1]))
		str_remove(said, said->len - 1, 1);
	if (text_check(str_text(said), said->len) == said->len)
		return;
	if (charset_to_utf8("GB18030", said->data, said->len, &readable, NULL) != STATUS_OK)
		str_add(&readable, "?");
	str_clear(said);
	*said = readable;
}

int program_run(struct program *p, int in)
{
	int ends[2], error;
	pid_t program;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return errno;
	error = start(p->words, in, ends[1], &program);
	close(ends[1]);
	if (!error) {
		p->in_time = read_all(ends[0], &p->said);
		p->left = end_of(program, p->in_time);
		make_readable(&p->said);
	}
	close(ends[0]);
	return error;
}
