/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE	/* wcwidth */
#include "session.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

#include "samples.h"

enum { READ_SIZE = 1 << 16, OUTPUT_MAX = 1 << 20 };

static void send_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

/* --- where the cursor is --- */

static void answer_place(const struct session *s)
{
	char report[40];

	snprintf(report, sizeof report, "\033[%d;%dR", s->row, s->column);
	send_all(s->fd, report, strlen(report));
}

/* A finished control sequence: ESC [ parameters letter. */
static void obey(struct session *s)
{
	const char *text = str_text(&s->sequence);
	int one = 1, two = 1;
	int given = sscanf(text, "\033[%d;%d", &one, &two);

	switch (text[s->sequence.len - 1]) {
	case 'H':
		s->row = one;
		s->column = two;
		break;
	case 'd':
		s->row = one;
		break;
	case 'G':
		s->column = one;
		break;
	case 'C':
		s->column += one;
		break;
	case 'n':
		if (given == 1 && one == 6)
			answer_place(s);
		break;
	default:
		break;
	}
}

static bool sequence_ends(const struct str *sequence)
{
	unsigned char last = (unsigned char)sequence->data[sequence->len - 1];

	if (sequence->len < 2)
		return false;
	if (sequence->data[1] == '[')
		return sequence->len > 2 && last >= '@' && last <= '~';
	if (sequence->data[1] == ']')
		return last == '\a' || last == '\\';
	/* ESC ( B and the like have one more. */
	return strchr("()*+", sequence->data[1]) ? sequence->len > 2 : true;
}

static void advance(struct session *s, const char *bytes, size_t *at, size_t len)
{
	wchar_t c;
	int size = mbtowc(&c, bytes + *at, len - *at);

	if (size > 1) {
		*at += (size_t)size - 1;
		s->column += wcwidth(c) > 0 ? wcwidth(c) : 0;
	} else if (bytes[*at] == '\r') {
		s->column = 1;
	} else if (bytes[*at] == '\n') {
		s->row++;
	} else if (bytes[*at] == '\b') {
		s->column--;
	} else if ((unsigned char)bytes[*at] >= ' ') {
		s->column++;
	}
}

static void watch(struct session *s, const char *bytes, size_t len)
{
	if (s->output.len + len < OUTPUT_MAX)
		str_add_len(&s->output, bytes, len);
	for (size_t i = 0; i < len; i++) {
		if (!s->sequence.len && bytes[i] != '\033') {
			advance(s, bytes, &i, len);
			continue;
		}
		str_add_char(&s->sequence, bytes[i]);
		if (!sequence_ends(&s->sequence))
			continue;
		if (s->sequence.data[1] == '[')
			obey(s);
		str_reset(&s->sequence);
	}
}

/* --- answers --- */

/* One portion of output, and when it came; false: nothing within the time, or the program is gone. */
static bool take_output(struct session *s, int patience, double *when)
{
	static char bytes[READ_SIZE];
	ssize_t n;

	if (poll(&(struct pollfd){ .fd = s->fd, .events = POLLIN }, 1, patience) != 1)
		return false;
	n = read(s->fd, bytes, sizeof bytes);
	*when = clock_us();
	if (n <= 0)
		return false;
	watch(s, bytes, (size_t)n);
	return true;
}

static double await_quiet(struct session *s, double begun, int quiet)
{
	double last;

	if (!take_output(s, PATIENCE, &last))
		return -1;
	while (take_output(s, quiet, &last))
		;
	return last - begun;
}

static void forget(struct session *s)
{
	double when;

	while (take_output(s, 0, &when))
		;
	str_reset(&s->output);
}

double session_start(struct session *s, const char *const *argv)
{
	struct winsize size = { .ws_col = SESSION_COLUMNS, .ws_row = SESSION_ROWS };
	double begun = clock_us();
	double took;

	*s = (struct session){ .row = 1, .column = 1 };
	s->pid = forkpty(&s->fd, NULL, NULL, &size);
	if (s->pid == 0) {
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	took = s->pid < 0 ? -1 : await_quiet(s, begun, QUIET_START);
	if (took < 0) {
		fprintf(stderr, "bench: cannot run %s\n", argv[0]);
		exit(1);
	}
	return took;
}

double session_send(struct session *s, const char *bytes, int quiet)
{
	double begun;

	forget(s);
	begun = clock_us();
	send_all(s->fd, bytes, strlen(bytes));
	return await_quiet(s, begun, quiet);
}

double session_send_two(struct session *s, const char *first, const char *second, int quiet)
{
	double begun, last;

	forget(s);
	begun = clock_us();
	send_all(s->fd, first, strlen(first));
	if (!take_output(s, PATIENCE, &last))
		return -1;
	send_all(s->fd, second, strlen(second));
	return await_quiet(s, begun, quiet);
}

void session_tell(struct session *s, const char *bytes)
{
	double when;

	send_all(s->fd, bytes, strlen(bytes));
	while (take_output(s, QUIET_DISK, &when))
		;
}

bool session_said(const struct session *s, const char *text)
{
	return strstr(str_text(&s->output), text) != NULL;
}

void session_end(struct session *s)
{
	double when;

	/* Asked to go and listened to until it has gone: a full line would hold it up. */
	kill(s->pid, SIGHUP);
	while (take_output(s, PATIENCE, &when))
		;
	if (waitpid(s->pid, NULL, WNOHANG) == 0) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, NULL, 0);
	}
	close(s->fd);
	str_clear(&s->sequence);
	str_clear(&s->output);
}
