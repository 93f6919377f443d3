/* SPDX-License-Identifier: MIT */
#include "ui/scroll.h"

void scroll_fit(struct scroll *s, size_t count, size_t height)
{
	s->count = count;
	s->height = height ? height : 1;
	scroll_select(s, s->selected);
}

void scroll_select(struct scroll *s, size_t line)
{
	size_t last_top = s->count > s->height ? s->count - s->height : 0;

	s->selected = line < s->count ? line : s->count ? s->count - 1 : 0;
	if (s->top > s->selected)
		s->top = s->selected;
	if (s->top + s->height <= s->selected)
		s->top = s->selected + 1 - s->height;
	if (s->top > last_top)
		s->top = last_top;
}

void scroll_by(struct scroll *s, int lines)
{
	size_t by = (size_t)(lines < 0 ? -lines : lines);

	if (lines >= 0)
		scroll_select(s, s->selected + by);
	else
		scroll_select(s, s->selected > by ? s->selected - by : 0);
}

bool scroll_command(struct scroll *s, enum command_id id)
{
	int page = s->height > 1 ? (int)s->height - 1 : 1;

	switch (id) {
	case COMMAND_UP: scroll_by(s, -1); return true;
	case COMMAND_DOWN: scroll_by(s, 1); return true;
	case COMMAND_PAGE_UP: scroll_by(s, -page); return true;
	case COMMAND_PAGE_DOWN: scroll_by(s, page); return true;
	case COMMAND_FIRST: scroll_select(s, 0); return true;
	case COMMAND_LAST: scroll_select(s, s->count); return true;
	default: return false;
	}
}
