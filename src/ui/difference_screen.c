/* SPDX-License-Identifier: MIT */
#include "ui/difference_screen.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/earlier.h"
#include "ui/difference.h"
#include "ui/scroll.h"
#include "ui/trend.h"

#define _(text) gettext(text)

enum { YEARS_MAX = 6 };

struct difference_screen {
	struct screen base;
	const struct opened *now, *then;
	struct comparison c;
	struct trend trend;          /* the last years only */
	struct difference_lines lines;
	struct scroll scroll;        /* over the lines */
	bool all;
	void (*go)(void *context, struct ref at);
	void *context;
};

static struct difference_screen *self(struct screen *s)
{
	return (struct difference_screen *)s;
}

static void free_screen(struct screen *s)
{
	struct difference_screen *d = self(s);

	comparison_clear(&d->c);
	trend_clear(&d->trend);
	difference_lines_clear(&d->lines);
	free(d);
}

/* --- where things are --- */

/* The trend and its heading, where it leaves most of the screen to the list. */
static int trend_height(const struct difference_screen *d)
{
	int height = (int)d->trend.count + 1;

	return trend_is_worth(&d->trend) && height <= d->base.area.height / 3 ? height : 0;
}

static struct rect list_place(const struct difference_screen *d)
{
	struct rect r = d->base.area;
	int above = trend_height(d) + 1;

	r.y += above;
	r.height -= above;
	return r;
}

/* The selection stays with its cell.  Below this screen the entry may have been read anew. */
static void build(struct difference_screen *d)
{
	const struct difference_line *selected = d->scroll.selected < d->lines.count
		? &d->lines.items[d->scroll.selected] : NULL;
	size_t item = selected ? selected->item : 0, line = 0;

	comparison_clear(&d->c);
	compare_sheets(d->now->sheet, d->then->sheet, &d->c);
	difference_lines_build(&d->lines, &d->c, d->now->sheet, d->then->sheet, d->all,
		app_widths(d->base.app), d->base.area.width);
	while (line + 1 < d->lines.count && d->lines.items[line].item < item)
		line++;
	scroll_fit(&d->scroll, d->lines.count, (size_t)list_place(d).height);
	scroll_select(&d->scroll, line);
	d->base.dirty = true;
}

static void resize(struct screen *s)
{
	build(self(s));
}

/* --- painting --- */

static void paint_trend(const struct difference_screen *d, struct grid *g)
{
	struct rect line = { d->base.area.x, d->base.area.y, d->base.area.width, 1 };
	struct str text = { 0 };
	const char *at, *end;

	trend_add(&d->trend, d->now->form, app_frame(d->base.app), grid_widths(g), line.width - 2, &text);
	for (at = text.data; (end = strchr(at, '\n')); at = end + 1, line.y++)
		grid_put(g, line, line.x + 1, line.y, at, (size_t)(end - at),
			at == text.data ? ROLE_DIM : ROLE_PLAIN);
	str_clear(&text);
}

static void paint(struct screen *s, struct grid *g, bool all)
{
	struct difference_screen *d = self(s);
	struct rect line = list_place(d);
	const char *nothing = _("Nothing differs.");

	(void)all;
	grid_fill(g, s->area, ROLE_PLAIN);
	if (trend_height(d))
		paint_trend(d, g);
	line.height = 1;
	line.y--;
	difference_paint_head(&d->lines, g, line, entry_get_year(d->then->entry), entry_get_year(d->now->entry));
	for (size_t i = 0; i < d->scroll.height && d->scroll.top + i < d->lines.count; i++) {
		line.y++;
		difference_paint(&d->lines, g, line, d->scroll.top + i, d->scroll.top + i == d->scroll.selected);
	}
	if (!d->lines.count)
		grid_put(g, s->area, line.x + 1, line.y + 1, nothing, strlen(nothing), ROLE_PLAIN);
}

/* --- events --- */

static void go_to_cell(struct difference_screen *d)
{
	struct ref at;

	if (!d->lines.count)
		return;
	at = d->c.items[d->lines.items[d->scroll.selected].item].now;
	if (at.cell < 0) {
		app_say(d->base.app, ROLE_WARNING, _("This stands in the earlier entry only."));
		return;
	}
	app_close(d->base.app, &d->base);
	d->go(d->context, at);
}

static bool command(struct difference_screen *d, enum command_id id)
{
	if (id == COMMAND_SHOW_ALL) {
		d->all = !d->all;
		build(d);
		return true;
	}
	if (id != COMMAND_ACCEPT)
		return scroll_command(&d->scroll, id);
	go_to_cell(d);
	return true;
}

static void click(struct difference_screen *d, const struct event *e)
{
	struct rect list = list_place(d);
	size_t line = d->scroll.top + (size_t)(e->y - list.y);

	if (e->y < list.y || e->y >= list.y + list.height || line >= d->lines.count)
		return;
	if (line == d->scroll.selected)
		go_to_cell(d);
	else
		scroll_select(&d->scroll, line);
}

static bool handle_event(struct screen *s, const struct event *e)
{
	struct difference_screen *d = self(s);

	s->dirty = true;
	if (e->kind == EVENT_KEY)
		return command(d, e->command);
	if (e->kind == EVENT_CLICK)
		click(d, e);
	else if (e->kind == EVENT_WHEEL)
		scroll_by(&d->scroll, e->by);
	return true;
}

static unsigned context(const struct screen *s)
{
	(void)s;
	return CONTEXT_COMPARE;
}

static void title(const struct screen *s, struct str *out)
{
	const struct difference_screen *d = (const struct difference_screen *)s;

	str_addf(out, _("%d and %d compared"), entry_get_year(d->now->entry), entry_get_year(d->then->entry));
	str_addf(out, "  %s", d->now->form->name);
}

static void status(const struct screen *s, struct str *left, struct str *right)
{
	const struct difference_screen *d = (const struct difference_screen *)s;

	str_addf(left, _("%d cells differ"), (int)d->c.changed);
	str_add(right, d->all ? _("every cell") : _("only what differs"));
}

static const struct screen_class class = {
	.free = free_screen, .resize = resize, .paint = paint, .event = handle_event, .context = context,
	.title = title, .status = status,
};

/* Without it the screen is worth as much. */
static void read_trend(struct difference_screen *d)
{
	struct trend *t = &d->trend;
	size_t more;

	if (desk_read_trend(d->now, t, NULL) != STATUS_OK)
		trend_clear(t);
	more = t->count > YEARS_MAX ? t->count - YEARS_MAX : 0;
	t->count -= more;
	memmove(t->items, t->items + more, t->count * sizeof *t->items);
}

void difference_screen_open(struct app *app, const struct opened *now, const struct opened *then,
	void (*go)(void *context, struct ref at), void *context_)
{
	struct difference_screen *d = mem_alloc(sizeof *d);

	d->base = screen_init(app, &class);
	d->now = now;
	d->then = then;
	d->go = go;
	d->context = context_;
	read_trend(d);
	app_push(app, &d->base);
}
