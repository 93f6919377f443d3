/* SPDX-License-Identifier: MIT */
/* The lines around a full screen: title above; status, and message or keys, below. */
#ifndef ZIPING_UI_BARS_H
#define ZIPING_UI_BARS_H

#include "ui/screen.h"

enum { BARS_ABOVE = 1, BARS_BELOW = 2 };

struct bars {
	struct str title, left, right;       /* as painted */
	struct str message;                  /* "" : the keys are shown */
	enum role role;
	unsigned context;                    /* whose keys are shown */
	bool message_dirty;
	struct str scratch[3];
};

void bars_clear(struct bars *b);
void bars_say(struct bars *b, enum role role, const char *text);
/* Paints what differs from what was painted last (`all`: everything); true if anything was. */
bool bars_paint(struct bars *b, struct grid *g, const struct screen *full, unsigned context,
	bool all);

#endif
