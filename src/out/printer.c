/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE	/* pipe2, POSIX_SPAWN_SETSID */
#include "out/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/mem.h"

extern char **environ;

enum { ANSWER_SECONDS = 60, SAID_MAX = 4096 };

static enum status refuse(const char *reason, struct err *err)
{
	return err_set(err, STATUS_REFUSED,
		N_("nothing was printed: %1; look at the queue with lpstat, or write a file (-o FILE)"), reason, NULL);
}

/* --- the command --- */

struct command {
	char **words;
	size_t count, cap;
};

static void add_word(struct command *c, const char *word)
{
	c->words = mem_grow(c->words, &c->cap, c->count + 2, sizeof *c->words);
	c->words[c->count++] = mem_dup(word);
	c->words[c->count] = NULL;
}

static void add_option(struct command *c, const char *letter, const char *value)
{
	add_word(c, letter);
	add_word(c, value);
}

static void make_command(const struct print_job *job, struct command *c)
{
	char copies[16];

	add_word(c, "lp");
	if (job->queue && *job->queue)
		add_option(c, "-d", job->queue);
	if (job->copies > 1) {
		snprintf(copies, sizeof copies, "%d", job->copies);
		add_option(c, "-n", copies);
	}
	for (const char *const *option = job->options; option && *option; option++)
		add_option(c, "-o", *option);
	add_option(c, "-t", job->title);
	add_word(c, "-");
}

static void clear_command(struct command *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->words[i]);
	free(c->words);
}

/* --- the other program --- */

/* A file without a name, so that neither side ever waits for the other. */
static int hold_bytes(const char *bytes, size_t len)
{
	FILE *file = tmpfile();
	int fd = -1;

	if (!file)
		return -1;
	if (fwrite(bytes, 1, len, file) == len && !fflush(file) && !fseek(file, 0, SEEK_SET))
		fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
	fclose(file);
	return fd;
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

/* A print system speaks the language of its locale; what is not UTF-8 there is GB18030. */
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

static enum status run(char *const *words, int in, struct str *said, struct err *err)
{
	int ends[2], error, left;
	pid_t program;
	bool in_time;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return refuse(strerror(errno), err);
	error = start(words, in, ends[1], &program);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return error != ENOENT ? refuse(strerror(error), err) : err_set(err, STATUS_REFUSED,
			N_("nothing was printed: this system has no command lp; install cups-client, or write a "
				"file (-o FILE)"), NULL);
	}
	in_time = read_all(ends[0], said);
	close(ends[0]);
	left = end_of(program, in_time);
	make_readable(said);
	if (left == 0)
		return STATUS_OK;
	return refuse(!in_time ? "lp: no answer" : said->len ? said->data : "lp failed", err);
}

enum status printer_print(const struct print_job *job, const char *bytes, size_t len, struct str *said,
	struct err *err)
{
	struct command command = { 0 };
	enum status status;
	int in = hold_bytes(bytes, len);

	if (in < 0)
		return refuse(strerror(errno), err);
	make_command(job, &command);
	status = run(command.words, in, said, err);
	clear_command(&command);
	close(in);
	return status;
}
