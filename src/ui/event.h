/* SPDX-License-Identifier: MIT */
/* What happens to the program: one event is handled, painted and shown before the next.
 *
 * The texts of an event are borrowed until the next one.  Text and pastes are valid UTF-8; a
 * character that no terminal should send (control, bidirectional override) is still in them, for
 * the receiver to refuse visibly. */
#ifndef ZIPING_UI_EVENT_H
#define ZIPING_UI_EVENT_H

#include <stddef.h>

#include "ui/keys.h"

enum event_kind {
	EVENT_NONE,                  /* the wait is over, nothing happened */
	EVENT_TEXT,                  /* text typed: a character, or what an input method gave at once */
	EVENT_KEY,                   /* any other key; `command` is what it means on the screen in front */
	EVENT_PASTE,                 /* text pasted as one */
	EVENT_CLICK,                 /* x, y */
	EVENT_WHEEL,                 /* x, y, by: lines down (up: negative) */
	EVENT_RESIZE,                /* x, y: columns, rows */
	EVENT_TICK,                  /* the time asked for with app_tick is over */
	EVENT_WIDTHS,                /* the terminal answered: by: columns of an ambiguous character */
	EVENT_GARBLED,               /* input that is no character was dropped */
	EVENT_CONTINUE,              /* back from a stop: everything is to be painted again */
	EVENT_HANGUP                 /* the line is gone, or the program is asked to end */
};

struct event {
	enum event_kind kind;
	key_press key;
	enum command_id command;     /* COMMAND_NONE: the key means nothing here */
	const char *text;            /* not NUL-terminated */
	size_t len;
	int x, y, by;
};

#endif
