/* SPDX-License-Identifier: MIT */
/* From the bytes a terminal sends to events; pure logic.
 *
 *     input_feed(&in, bytes, count);
 *     while (input_take(&in, false, &event)) …
 *     wait at most input_patience(&in) milliseconds; when that is over: input_take(&in, true, &event)
 *
 * Characters are those of the running locale (UTF-8, GB18030).  All text that is there at once is
 * one event, so that a phrase of an input method is handled and painted as one. */
#ifndef ZIPING_UI_INPUT_H
#define ZIPING_UI_INPUT_H

#include "ui/event.h"

enum {
	INPUT_KEYS_MAX = 64,
	INPUT_PASTE_MAX = 4 << 20    /* bytes; what is longer is cut */
};

/* A key as this terminal sends it (from its description). */
struct input_key {
	const char *bytes;           /* borrowed */
	key_press key;
};

struct input {
	struct str raw;              /* not yet taken */
	size_t at;
	struct str text;             /* of the event given last */
	struct input_key keys[INPUT_KEYS_MAX];
	int key_count;
	bool pasting;
	int asked_row;               /* where the cursor was when its place was asked for (from 1), 0: not asked */
};

void input_clear(struct input *in);
/* Sequences of more than one byte only; the others mean the same everywhere. */
void input_add_key(struct input *in, const char *bytes, key_press key);
void input_feed(struct input *in, const char *bytes, size_t len);
/* False: nothing, or the start of something; `over`: no more will come, so it is what it is. */
bool input_take(struct input *in, bool over, struct event *e);
/* Milliseconds to wait for the rest of what has begun; -1: nothing has. */
int input_patience(const struct input *in);

#endif
