/* SPDX-License-Identifier: MIT */
/* A selected line among many, of which a window is seen; pure logic. */
#ifndef ZIPING_UI_SCROLL_H
#define ZIPING_UI_SCROLL_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/keys.h"

struct scroll {
	size_t count;                /* lines */
	size_t height;               /* of the window, at least 1 */
	size_t selected;
	size_t top;                  /* first line seen */
};

/* New sizes; the selection is kept inside and seen. */
void scroll_fit(struct scroll *s, size_t count, size_t height);
void scroll_select(struct scroll *s, size_t line);
void scroll_by(struct scroll *s, int lines);          /* moves the selection */
/* Up, down, page up, page down, first, last; false: another command. */
bool scroll_command(struct scroll *s, enum command_id id);

#endif
