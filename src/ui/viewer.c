/* SPDX-License-Identifier: MIT */
/* A text to read. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/popup.h"
#include "ui/scroll.h"

enum { VIEWER_WIDTH = 76, FRAME = 2 };

struct viewer {
	struct screen base;
	char *title, *text;
	struct text_lines lines;
	struct scroll scroll;
};

static void viewer_free(struct screen *s)
{
	struct viewer *v = (struct viewer *)s;

	free(v->title);
	free(v->text);
	text_lines_clear(&v->lines);
	free(v);
}

static int inner_width(const struct viewer *v, int width)
{
	return width - 2 * grid_frame_width(app_frame(v->base.app), app_widths(v->base.app)) - 2;
}

static struct rect viewer_place(struct screen *s, int columns, int rows)
{
	struct viewer *v = (struct viewer *)s;
	struct rect r = popup_place(columns, rows, VIEWER_WIDTH, rows);

	text_wrap(app_widths(s->app), v->text, strlen(v->text), inner_width(v, r.width), &v->lines);
	return popup_place(columns, rows, VIEWER_WIDTH, (int)v->lines.count + FRAME);
}

static void viewer_resize(struct screen *s)
{
	struct viewer *v = (struct viewer *)s;
	size_t height = (size_t)(s->area.height - FRAME);

	/* What is scrolled is the first line seen. */
	scroll_fit(&v->scroll, v->lines.count > height ? v->lines.count - height + 1 : 1, 1);
}

static void viewer_paint(struct screen *s, struct grid *g, bool all)
{
	struct viewer *v = (struct viewer *)s;
	struct rect r = popup_frame(s, g, v->title);

	(void)all;
	for (int i = 0; i < r.height && v->scroll.selected + (size_t)i < v->lines.count; i++) {
		const struct text_line *line = &v->lines.items[v->scroll.selected + (size_t)i];

		grid_put(g, r, r.x, r.y + i, v->text + line->start, line->len, ROLE_POPUP);
	}
}

static bool viewer_event(struct screen *s, const struct event *e)
{
	struct viewer *v = (struct viewer *)s;

	s->dirty = true;
	if (e->kind == EVENT_WHEEL)
		scroll_by(&v->scroll, e->by);
	if (e->kind != EVENT_KEY)
		return true;
	if (e->command == COMMAND_PAGE_UP || e->command == COMMAND_PAGE_DOWN) {
		int page = s->area.height - FRAME - 1;

		scroll_by(&v->scroll, e->command == COMMAND_PAGE_UP ? -page : page);
		return true;
	}
	return scroll_command(&v->scroll, e->command);
}

static unsigned viewer_context(const struct screen *s)
{
	(void)s;
	return CONTEXT_VIEWER;
}

void viewer_open(struct app *app, const char *title, const char *text)
{
	static const struct screen_class class = {
		.free = viewer_free, .place = viewer_place, .resize = viewer_resize,
		.paint = viewer_paint, .event = viewer_event, .context = viewer_context,
	};
	struct viewer *v = mem_alloc(sizeof *v);

	v->base = screen_init(app, &class);
	v->title = mem_dup(title);
	v->text = mem_dup(text);
	app_push(app, &v->base);
}
