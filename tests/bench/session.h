/* SPDX-License-Identifier: MIT */
/* A program at a terminal of 120 columns and 40 lines, and how long it takes to answer.
 *
 * An answer is complete when the output has gone quiet; it took until its last byte.  Questions after the cursor
 * are answered as a real terminal would. */
#ifndef ZIPING_BENCH_SESSION_H
#define ZIPING_BENCH_SESSION_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/str.h"

enum {
	SESSION_COLUMNS = 120,
	SESSION_ROWS = 40,
	QUIET_KEY = 5,               /* milliseconds without output that end an answer to a key */
	QUIET_DISK = 60,             /* one that waits for the disk in between */
	QUIET_START = 150,           /* the first screen */
	PATIENCE = 2000              /* for the first byte */
};

struct session {
	pid_t pid;
	int fd;
	int row, column;             /* of the cursor, from 1 */
	struct str sequence;         /* an escape sequence that has begun */
	struct str output;           /* of the last answer */
};

/* Ends the bench where a program cannot be started.  Microseconds from here to the last byte. */
double session_start(struct session *s, const char *const *argv);
/* Microseconds from sending to the last byte of the answer; negative: there was none. */
double session_send(struct session *s, const char *bytes, int quiet);
/* The second is sent as soon as something of the answer to the first is there. */
double session_send_two(struct session *s, const char *first, const char *second, int quiet);
void session_tell(struct session *s, const char *bytes);        /* there may be no answer */
bool session_said(const struct session *s, const char *text);   /* in the last answer */
void session_end(struct session *s);                            /* hangs up and waits */

#endif
