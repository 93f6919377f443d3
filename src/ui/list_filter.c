/* SPDX-License-Identifier: MIT */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/status.h"
#include "ui/list_internal.h"
#include "ui/overview_screen.h"
#include "ui/popup.h"

#define _(text) gettext(text)

/* The same column once more turns the order round. */
void list_sort_by(struct list_screen *l, int column)
{
	enum store_order order = list_column_order(column);

	l->query.descending = order == l->query.order ? !l->query.descending
		: list_column_descends(column);
	l->query.order = order;
	scroll_select(&l->scroll, 0);
	list_load(l);
}

static void sort_chosen(void *context, size_t chosen)
{
	list_sort_by(context, (int)chosen);
}

static void choose_order(struct list_screen *l)
{
	const char *titles[LIST_COLUMNS];

	for (int i = 0; i < LIST_COLUMNS; i++)
		titles[i] = _(list_column_title(i));
	choice_open(l->base.app, _("Sort by"), titles, LIST_COLUMNS,
		(size_t)list_column_of_order(l->query.order), sort_chosen, l);
}

static void sort_beside(struct list_screen *l, int by)
{
	int column = list_column_of_order(l->query.order);

	do
		column = (column + by + LIST_COLUMNS) % LIST_COLUMNS;
	while (!l->columns.width[column]);
	list_sort_by(l, column);
}

static void sort_left(struct list_screen *l)
{
	sort_beside(l, -1);
}

static void sort_right(struct list_screen *l)
{
	sort_beside(l, 1);
}

static void reverse(struct list_screen *l)
{
	list_sort_by(l, list_column_of_order(l->query.order));
}

static void filter_changed(struct list_screen *l)
{
	scroll_select(&l->scroll, 0);
	list_load(l);
}

void list_filter_typed(struct list_screen *l, const struct event *e)
{
	if (l->empty)
		return;
	if (field_insert(&l->filter, e->text, e->len))
		filter_changed(l);
	if (l->filter.refused & FIELD_CONTROL)
		app_say(l->base.app, ROLE_WARNING, _("Control characters were left out."));
}

/* In the order in which they stand before the text. */
static void set_filter(struct list_screen *l, int year, const char *unit, const char *status)
{
	char *owned = mem_dup(unit);

	free((char *)l->query.unit);
	l->query.year = year;
	l->query.unit = owned;
	l->query.status = status;
	filter_changed(l);
}

/* What was set last stands last and goes first. */
static void filter_back(struct list_screen *l)
{
	const struct list_query *q = &l->query;

	if (l->filter.text.len) {
		field_command(&l->filter, COMMAND_BACKSPACE);
		filter_changed(l);
	} else if (q->status) {
		set_filter(l, q->year, q->unit, NULL);
	} else {
		set_filter(l, q->unit ? q->year : 0, NULL, NULL);
	}
}

static void filter_empty(struct list_screen *l)
{
	if (!l->filter.text.len)
		return;
	field_set(&l->filter, "");
	filter_changed(l);
}

static void filter_clear(struct list_screen *l)
{
	field_set(&l->filter, "");
	set_filter(l, 0, NULL, NULL);
}

static void status_chosen(void *context, size_t chosen)
{
	struct list_screen *l = context;

	set_filter(l, l->query.year, l->query.unit, chosen ? status_word((int)chosen - 1) : NULL);
}

static void choose_status(struct list_screen *l)
{
	const char *lines[ENTRY_STATUSES + 1] = { _("all") };

	for (int i = 0; i < ENTRY_STATUSES; i++)
		lines[i + 1] = _(status_label(i));
	if (!l->empty)
		choice_open(l->base.app, _("Status"), lines, ENTRY_STATUSES + 1,
			l->query.status ? (size_t)status_find(l->query.status) + 1 : 0, status_chosen, l);
}

static void unit_chosen(void *context, int year, const char *unit)
{
	struct list_screen *l = context;

	set_filter(l, year, unit, l->query.status);
}

static void open_overview(struct list_screen *l)
{
	if (!l->empty)
		overview_screen_open(l->base.app, &l->query, unit_chosen, l);
}

/* --- its line --- */

bool list_is_filtered(const struct list_screen *l)
{
	return l->query.search || l->query.year || l->query.unit || l->query.status;
}

/* “2023  市水务局  signed  ”: what is set besides the text, in half of the line. */
static void add_set(const struct list_screen *l, struct str *out)
{
	struct str all = { 0 };

	if (l->query.year)
		str_addf(&all, "%d  ", l->query.year);
	if (l->query.unit)
		str_addf(&all, "%s  ", *l->query.unit ? l->query.unit : _("no unit"));
	if (l->query.status)
		str_addf(&all, "%s  ", _(status_label_of(l->query.status)));
	text_add_cut(out, app_widths(l->base.app), str_text(&all), l->base.area.width / 2, false);
	str_clear(&all);
}

void list_filter_paint(struct list_screen *l, struct grid *g)
{
	struct rect line = { l->base.area.x, l->base.area.y, l->base.area.width, 1 };
	const char *label = _("Filter:"), *hint = _("type any words or figures of an entry");
	struct str set = { 0 };
	int x = line.x + 1;

	add_set(l, &set);
	grid_fill(g, line, ROLE_PLAIN);
	x += grid_put(g, line, x, line.y, label, strlen(label), ROLE_LABEL) + 1;
	x += grid_put(g, line, x, line.y, str_text(&set), set.len, ROLE_MARKED);
	if (l->filter.text.len)
		grid_put(g, line, x, line.y, field_text(&l->filter), l->filter.text.len, ROLE_TYPED);
	else if (!set.len)
		grid_put(g, line, x + 1, line.y, hint, strlen(hint), ROLE_DIM);
	str_clear(&set);
}

int list_filter_caret(const struct list_screen *l)
{
	enum text_widths widths = app_widths(l->base.app);
	const char *label = _("Filter:");
	struct str set = { 0 };
	int x;

	add_set(l, &set);
	x = 2 + text_width(widths, label, strlen(label)) + text_width(widths, str_text(&set), set.len)
		+ text_width(widths, field_text(&l->filter), l->filter.text.len);
	str_clear(&set);
	return x;
}

const struct list_command list_filter_commands[] = {
	{ COMMAND_SORT, choose_order }, { COMMAND_SORT_LEFT, sort_left }, { COMMAND_SORT_RIGHT, sort_right },
	{ COMMAND_REVERSE, reverse }, { COMMAND_BACKSPACE, filter_back }, { COMMAND_KILL_START, filter_empty },
	{ COMMAND_CANCEL, filter_clear },
	{ COMMAND_CHOOSE, choose_status }, { COMMAND_OVERVIEW, open_overview }, { COMMAND_NONE, NULL },
};
