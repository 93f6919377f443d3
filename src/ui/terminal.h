/* SPDX-License-Identifier: MIT */
/* The terminal: the only file that knows curses, and the only one with static state, since there is
 * one terminal.
 *
 * It is left as it was found on every way out: terminal_close, a signal, a crash.  Nothing is ever
 * written to it but a whole screen's difference, in one write. */
#ifndef ZIPING_UI_TERMINAL_H
#define ZIPING_UI_TERMINAL_H

#include <stdbool.h>

#include "base/err.h"
#include "ui/app.h"

/* STATUS_REFUSED: no terminal, or one that cannot move its cursor. */
enum status terminal_open(bool mouse, struct err *err);
void terminal_close(void);
void terminal_size(int *columns, int *rows);

/* The terminal as the app's front. */
struct front terminal_front(void);

#endif
