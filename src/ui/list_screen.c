/* SPDX-License-Identifier: MIT */
#include "ui/list_screen.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/overview_table.h"
#include "ui/list_internal.h"

#define _(text) gettext(text)

enum { FILTER_MAX = 60 };

static struct list_screen *self(struct screen *s)
{
	return (struct list_screen *)s;
}

struct store *list_store(const struct list_screen *l)
{
	return desk_get_store(app_desk(l->base.app));
}

static void list_free(struct screen *s)
{
	struct list_screen *l = self(s);

	list_trash_clear(&l->trash);
	field_clear(&l->filter);
	list_rows_clear(&l->rows);
	free((char *)l->query.unit);
	free(l);
}

void list_say_failure(struct list_screen *l, struct err *err)
{
	app_say_error(l->base.app, err);
	err_clear(err);
}

static void list_resume(struct screen *s)
{
	struct list_screen *l = self(s);
	const struct list_row *row = l->stale ? NULL : list_selected(l);

	if (row)
		l->wanted = row->id;
	l->stale = l->base.dirty = true;
}

static void list_resize(struct screen *s)
{
	struct list_screen *l = self(s);

	list_columns_fit(&l->columns, s->area.width);
	scroll_fit(&l->scroll, l->scroll.count, (size_t)(s->area.height - LIST_HEAD - LIST_FOOT));
	l->stale = l->base.dirty = true;
}

/* --- painting --- */

static void paint_text(struct grid *g, struct rect line, int x, const char *text, enum role role)
{
	grid_put(g, line, x, line.y, text, strlen(text), role);
}

static void paint_offers(struct list_screen *l, struct grid *g, struct rect body)
{
	struct rect line = { body.x, body.y + 1, body.width, 1 };

	paint_text(g, line, body.x + 2, _("There is no entry yet. What do you want to do?"), ROLE_PLAIN);
	line.y++;
	for (size_t i = 0; i < LIST_OFFERS; i++) {
		struct str text = { 0 };

		line.y++;
		str_addf(&text, " %s ", list_offer(i));
		paint_text(g, line, body.x + 3, text.data,
			i == l->scroll.selected ? ROLE_LIST_SELECTED : ROLE_PLAIN);
		str_clear(&text);
	}
}

static void paint_row(struct list_screen *l, struct grid *g, struct rect body, size_t number)
{
	const struct list_row *row = list_row_at(l, number);
	struct rect line = { body.x, body.y + (int)(number - l->scroll.top), body.width, 1 };

	if (row)
		list_columns_paint_row(&l->columns, g, line, row, number == l->scroll.selected
			? ROLE_LIST_SELECTED : ROLE_PLAIN);
}

/* A move of the selection changes two lines; false: more has changed. */
static bool paint_move(struct list_screen *l, struct grid *g, struct rect body, bool all)
{
	size_t before = l->painted;
	bool moved = l->only_moved && !all && !l->empty && l->scroll.top == l->painted_top;

	l->only_moved = true;
	l->painted = l->scroll.selected;
	l->painted_top = l->scroll.top;
	if (moved) {
		paint_row(l, g, body, before);
		paint_row(l, g, body, l->scroll.selected);
	}
	return moved;
}

static void paint_rows(struct list_screen *l, struct grid *g, struct rect body)
{
	for (size_t i = 0; i < l->scroll.height; i++)
		paint_row(l, g, body, l->scroll.top + i);
	if (!l->scroll.count)
		paint_text(g, body, body.x + 2, _("There is no such entry. Esc shows all again."),
			ROLE_PLAIN);
}

/* “budget 19.68”, with how many they are of where not all have it. */
static void add_sum(const char *label, struct decimal sum, int64_t known, const struct list_sums *sums,
	struct str *out)
{
	str_addf(out, "   %s ", label);
	overview_add_money(sum, out);
	if (known < sums->count)
		str_addf(out, " (%lld)", (long long)known);
}

/* Of what is listed, as far as it is summed up. */
static void add_count(const struct list_screen *l, struct str *out)
{
	char count[24], listed[24];
	struct message m = { 0 };

	snprintf(count, sizeof count, "%lld", (long long)l->sums.count);
	snprintf(listed, sizeof listed, "%zu", l->scroll.count);
	message_set(&m, (size_t)l->sums.count < l->scroll.count ? _("Sum of %1 of %2") : _("Sum of %1"), count, listed,
		NULL);
	message_add_to(&m, NULL, out);
	message_clear(&m);
}

static void paint_foot(const struct list_screen *l, struct grid *g)
{
	struct rect line = { l->base.area.x, l->base.area.y + l->base.area.height - LIST_FOOT, l->base.area.width, 1 };
	const struct list_sums *sums = &l->sums;
	struct decimal rate;
	struct str text = { 0 };

	grid_fill(g, line, ROLE_DIM);
	add_count(l, &text);
	if (sums->count) {
		add_sum(_("budget"), sums->budget, sums->with_budget, sums, &text);
		add_sum(_("executed"), sums->executed, sums->with_executed, sums, &text);
	}
	if (decimal_div(sums->rate_executed, sums->rate_budget, &rate)) {
		str_addf(&text, "   %s ", _("rate"));
		overview_add_percent(true, rate, &text);
	}
	paint_text(g, line, line.x + 1, str_text(&text), ROLE_DIM);
	str_clear(&text);
}

static const char *arrow(const struct list_screen *l)
{
	if (app_frame(l->base.app) == FRAME_ASCII)
		return l->query.descending ? "v" : "^";
	return l->query.descending ? "▼" : "▲";
}

static void list_paint(struct screen *s, struct grid *g, bool all)
{
	struct list_screen *l = self(s);
	struct rect head = { s->area.x, s->area.y + 1, s->area.width, 1 };
	struct rect body = { s->area.x, s->area.y + LIST_HEAD, s->area.width, s->area.height - LIST_HEAD - LIST_FOOT };

	list_refresh(l);
	if (!l->empty)
		paint_foot(l, g);
	if (paint_move(l, g, body, all))
		return;
	grid_fill(g, s->area, ROLE_PLAIN);
	if (l->empty) {
		paint_offers(l, g, body);
		return;
	}
	paint_foot(l, g);
	list_filter_paint(l, g);
	list_columns_paint_head(&l->columns, g, head, l->query.order, arrow(l));
	paint_rows(l, g, body);
}

static bool list_cursor(struct screen *s, int *x, int *y)
{
	struct list_screen *l = self(s);

	*y = s->area.y;
	*x = s->area.x + list_filter_caret(l);
	return !l->empty;
}

/* --- events --- */

static bool list_command(struct list_screen *l, enum command_id id)
{
	static const struct list_command *const rooms[] = { list_entry_commands, list_filter_commands };

	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
		for (const struct list_command *c = rooms[i]; c->run; c++)
			if (c->id == id) {
				c->run(l);
				return true;
			}
	return scroll_command(&l->scroll, id);
}

static void click(struct list_screen *l, const struct event *e)
{
	int line = e->y - l->base.area.y - LIST_HEAD;
	int column = line == -1 && !l->empty ? list_column_at(&l->columns, e->x - l->base.area.x) : -1;
	size_t number = l->scroll.top + (size_t)(line > 0 ? line : 0);

	/* Offers stand three lines down. */
	if (l->empty)
		number = (size_t)(line > 2 ? line - 3 : LIST_OFFERS);
	if (column >= 0)
		list_sort_by(l, column);
	else if (line >= 0 && number < l->scroll.count && line < (int)l->scroll.height && number == l->scroll.selected)
		list_open_selected(l);
	else if (line >= 0 && number < l->scroll.count && line < (int)l->scroll.height)
		scroll_select(&l->scroll, number);
}

/* False: the selected entry is gone, so that a key meant for it must not reach another. */
static bool follow_others(struct list_screen *l)
{
	const struct list_row *row;
	int64_t wanted;

	list_resume(&l->base);
	wanted = l->wanted;
	list_refresh(l);
	row = list_selected(l);
	if (!wanted || (row && row->id == wanted))
		return true;
	app_say(l->base.app, ROLE_WARNING,
		_("Another program changed the selected entry: it is not in this list any more."));
	return false;
}

static bool list_event(struct screen *s, const struct event *e)
{
	struct list_screen *l = self(s);

	s->dirty = true;
	if (store_changed_outside(list_store(l)) && !follow_others(l))
		return true;
	list_refresh(l);
	switch (e->kind) {
	case EVENT_TEXT:
	case EVENT_PASTE:
		list_filter_typed(l, e);
		return true;
	case EVENT_KEY:
		return list_command(l, e->command);
	case EVENT_CLICK:
		click(l, e);
		return true;
	case EVENT_WHEEL:
		scroll_by(&l->scroll, e->by);
		return true;
	default:
		return false;
	}
}

static unsigned list_context(const struct screen *s)
{
	(void)s;
	return CONTEXT_LIST;
}

static void list_title(const struct screen *s, struct str *out)
{
	(void)s;
	str_add(out, _("ziping: budget performance self-assessment"));
}

static void list_status(const struct screen *s, struct str *left, struct str *right)
{
	const struct list_screen *l = (const struct list_screen *)s;

	if (l->empty)
		return;
	str_addf(left, _("%zu of %zu"), l->scroll.count ? l->scroll.selected + 1 : 0, l->scroll.count);
	str_addf(right, "%s %s", _("sorted by"), _(list_column_title(list_column_of_order(l->query.order))));
}

void list_screen_open(struct app *app)
{
	static const struct screen_class class = {
		.free = list_free, .resize = list_resize, .paint = list_paint, .event = list_event,
		.cursor = list_cursor, .context = list_context, .title = list_title,
		.status = list_status, .resume = list_resume,
	};
	struct list_screen *l = mem_alloc(sizeof *l);

	l->base = screen_init(app, &class);
	l->query = (struct list_query){ .order = ORDER_CHANGED, .descending = true };
	field_init(&l->filter, app_widths(app), FILTER_MAX, false);
	field_set(&l->filter, "");
	l->examples = (struct examples){ app, list_import, l };
	app_push(app, &l->base);
}
