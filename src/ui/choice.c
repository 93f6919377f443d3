/* SPDX-License-Identifier: MIT */
/* Lines to choose from, with headings or a text above them if there are any: choices and questions. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/popup.h"
#include "ui/scroll.h"

#define _(text) gettext(text)

enum { CHOICE_WIDTH_MIN = 36, QUESTION_WIDTH = 56, FRAME = 2 };

struct choice {
	struct screen base;
	char *title, *text;          /* text NULL: none */
	char *head;                  /* above the columns of the lines; NULL: none */
	char **lines;
	size_t count;                /* of all lines */
	struct str filter;
	size_t *shown;               /* those that it keeps */
	struct text_lines wrapped;   /* of text */
	struct scroll scroll;
	void (*done)(void *context, size_t chosen);
	void (*yes)(void *context);  /* questions */
	void *context;
};

static struct choice *self(struct screen *s)
{
	return (struct choice *)s;
}

static void choice_free(struct screen *s)
{
	struct choice *c = self(s);

	for (size_t i = 0; i < c->count; i++)
		free(c->lines[i]);
	free(c->lines);
	free(c->shown);
	str_clear(&c->filter);
	free(c->title);
	free(c->text);
	free(c->head);
	text_lines_clear(&c->wrapped);
	free(c);
}

/* Lines above those that can be chosen. */
static int above(const struct choice *c)
{
	return (int)c->wrapped.count + (c->head ? 1 : 0);
}

static int widest(const struct choice *c)
{
	enum text_widths widths = app_widths(c->base.app);
	int width = text_width(widths, c->title, strlen(c->title)) + 6;

	width = width > CHOICE_WIDTH_MIN ? width : CHOICE_WIDTH_MIN;
	if (c->text)
		width = QUESTION_WIDTH;
	for (size_t i = 0; i < c->count; i++) {
		int line = text_width(widths, c->lines[i], strlen(c->lines[i]));

		width = line > width ? line : width;
	}
	return width;
}

static struct rect choice_place(struct screen *s, int columns, int rows)
{
	struct choice *c = self(s);
	enum text_widths widths = app_widths(s->app);
	int around = 2 * grid_frame_width(app_frame(s->app), widths) + 2;
	struct rect r = popup_place(columns, rows, (widest(c) + around + 1) & ~1, rows);

	if (c->text)
		text_wrap(widths, c->text, strlen(c->text), r.width - around, &c->wrapped);
	return popup_place(columns, rows, r.width, above(c) + (int)c->count + FRAME);
}

static void choice_resize(struct screen *s)
{
	struct choice *c = self(s);
	int height = s->area.height - FRAME - above(c);

	scroll_fit(&c->scroll, c->scroll.count, height > 0 ? (size_t)height : 1);
}

static void paint_line(struct grid *g, struct rect r, int y, const char *line, enum role role)
{
	struct str text = { 0 };

	text_add_cut(&text, grid_widths(g), line, r.width, true);
	grid_put(g, r, r.x, y, text.data, text.len, role);
	str_clear(&text);
}

static void choice_paint(struct screen *s, struct grid *g, bool all)
{
	struct choice *c = self(s);
	struct str title = { 0 };
	struct rect r;
	int y;

	(void)all;
	popup_add_title(c->title, &c->filter, &title);
	r = popup_frame(s, g, str_text(&title));
	str_clear(&title);
	y = r.y;
	for (size_t i = 0; i < c->wrapped.count; i++)
		grid_put(g, r, r.x, y++, c->text + c->wrapped.items[i].start, c->wrapped.items[i].len,
			ROLE_POPUP);
	if (c->head)
		paint_line(g, r, y++, c->head, ROLE_POPUP_TITLE);
	for (size_t i = c->scroll.top; i < c->scroll.top + c->scroll.height && i < c->scroll.count; i++)
		paint_line(g, r, y++, c->lines[c->shown[i]],
			i == c->scroll.selected ? ROLE_POPUP_SELECTED : ROLE_POPUP);
}

static void choose(struct choice *c)
{
	size_t chosen;

	if (!c->scroll.count)
		return;
	chosen = c->shown[c->scroll.selected];
	app_close(c->base.app, &c->base);
	if (c->done)
		c->done(c->context, chosen);
	else if (c->yes && chosen == 1)
		c->yes(c->context);
}

static void narrow(struct choice *c)
{
	c->scroll.count = 0;
	for (size_t i = 0; i < c->count; i++)
		if (popup_keeps(&c->filter, c->lines[i]))
			c->shown[c->scroll.count++] = i;
	c->scroll.selected = 0;
	scroll_fit(&c->scroll, c->scroll.count, c->scroll.height);
}

static void click(struct choice *c, const struct event *e)
{
	int line = e->y - c->base.area.y - 1 - above(c);
	bool outside = e->x < c->base.area.x || e->x >= c->base.area.x + c->base.area.width;

	if (outside || line < 0 || line >= (int)c->scroll.height
			|| c->scroll.top + (size_t)line >= c->scroll.count)
		return;
	scroll_select(&c->scroll, c->scroll.top + (size_t)line);
	choose(c);
}

static bool choice_event(struct screen *s, const struct event *e)
{
	struct choice *c = self(s);

	s->dirty = true;
	if (e->kind == EVENT_CLICK)
		click(c, e);
	else if (e->kind == EVENT_WHEEL)
		scroll_by(&c->scroll, e->by);
	if (!c->text && popup_type_filter(&c->filter, e)) {
		narrow(c);
		return true;
	}
	if (e->kind != EVENT_KEY)
		return true;
	if (e->command != COMMAND_ACCEPT)
		return scroll_command(&c->scroll, e->command);
	choose(c);
	return true;
}

static unsigned choice_context(const struct screen *s)
{
	(void)s;
	return CONTEXT_CHOICE;
}

static struct choice *choice_new(struct app *app, const char *title, const char *const *lines,
	size_t count)
{
	static const struct screen_class class = {
		.free = choice_free, .place = choice_place, .resize = choice_resize,
		.paint = choice_paint, .event = choice_event, .context = choice_context,
	};
	struct choice *c = mem_alloc(sizeof *c);

	c->base = screen_init(app, &class);
	c->title = mem_dup(title);
	c->lines = mem_array(count + 1, sizeof *c->lines);
	c->shown = mem_array(count + 1, sizeof *c->shown);
	c->count = count;
	for (size_t i = 0; i < count; i++) {
		c->lines[i] = mem_dup(lines[i]);
		c->shown[i] = i;
	}
	c->scroll = (struct scroll){ .count = count, .height = 1 };
	return c;
}

void choice_open(struct app *app, const char *title, const char *const *lines, size_t count,
	size_t selected, void (*done)(void *context, size_t chosen), void *context)
{
	choice_open_table(app, title, NULL, lines, count, selected, done, context);
}

void choice_open_table(struct app *app, const char *title, const char *head, const char *const *lines, size_t count,
	size_t selected, void (*done)(void *context, size_t chosen), void *context)
{
	struct choice *c = choice_new(app, title, lines, count);

	c->head = head ? mem_dup(head) : NULL;
	c->done = done;
	c->context = context;
	c->scroll.selected = selected;
	app_push(app, &c->base);
}

/* What Enter gives at once is what does no harm. */
static void ask(struct app *app, const char *question, const char *yes, bool harmless,
	void (*done)(void *context), void *context)
{
	const char *lines[] = { _("No, go back"), yes };
	struct choice *c = choice_new(app, "", lines, 2);

	c->text = mem_dup(question);
	c->yes = done;
	c->context = context;
	c->scroll.selected = harmless;
	app_push(app, &c->base);
}

void confirm_open(struct app *app, const char *question, const char *yes,
	void (*done)(void *context), void *context)
{
	ask(app, question, yes, false, done, context);
}

void confirm_open_undoable(struct app *app, const char *question, const char *yes,
	void (*done)(void *context), void *context)
{
	ask(app, question, yes, true, done, context);
}
