/* SPDX-License-Identifier: MIT */
#include "ui/list_columns.h"

#include <libintl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "desk/status.h"

enum { FLEXIBLE_MIN = 33, GAP = 1 };

/* `keep`: the lowest go first where there is not room for all; `share` of the room that is left, or
 * a fixed `width`; without both as wide as its words. */
static const struct column {
	const char *title;
	size_t text;                 /* offset of a char * in struct list_row; 0: made here */
	enum store_order order;
	int width, share, keep;
	bool right, descends, ends;   /* ends: the texts differ at their ends */
} columns[LIST_COLUMNS] = {
	{ N_("id"), 0, ORDER_ID, 5, 0, 8, true, true, false },
	{ N_("year"), 0, ORDER_YEAR, 5, 0, 9, false, true, false },
	{ N_("form"), offsetof(struct list_row, title), ORDER_FORM, 0, 2, 9, false, false, true },
	{ N_("project"), offsetof(struct list_row, project), ORDER_PROJECT, 0, 4, 9, false, false, false },
	{ N_("unit"), offsetof(struct list_row, unit), ORDER_UNIT, 0, 3, 9, false, false, false },
	{ N_("budget"), offsetof(struct list_row, budget), ORDER_BUDGET, 10, 0, 2, true, true, false },
	{ N_("executed"), offsetof(struct list_row, executed), ORDER_EXECUTED, 10, 0, 1, true, true, false },
	{ N_("rate"), offsetof(struct list_row, rate), ORDER_RATE, 8, 0, 3, true, true, false },
	{ N_("score"), offsetof(struct list_row, score), ORDER_SCORE, 6, 0, 7, true, true, false },
	{ N_("grade"), offsetof(struct list_row, grade), ORDER_GRADE, 5, 0, 6, false, false, false },
	{ N_("status"), offsetof(struct list_row, status), ORDER_STATUS, 0, 0, 4, false, false, false },
	{ N_("changed"), 0, ORDER_CHANGED, 11, 0, 5, false, true, false },
};

const char *list_column_title(int column)
{
	return columns[column].title;
}

enum store_order list_column_order(int column)
{
	return columns[column].order;
}

bool list_column_descends(int column)
{
	return columns[column].descends;
}

int list_column_of_order(enum store_order order)
{
	int i = 0;

	while (i < LIST_COLUMNS - 1 && columns[i].order != order)
		i++;
	return i;
}

/* Words of other languages may take half of the columns; an arrow stands behind the title. */
static int width_of(int column)
{
	const char *title = gettext(columns[column].title);
	int widest = text_width(TEXT_LOCALE, title, strlen(title));

	if (columns[column].width || columns[column].share)
		return columns[column].width;
	for (int i = 0; i < ENTRY_STATUSES; i++) {
		const char *word = gettext(status_label(i));
		int width = text_width(TEXT_LOCALE, word, strlen(word));

		widest = width > widest ? width : widest;
	}
	return widest + 1;
}

/* Room for the flexible columns if only those worth at least `keep` are shown. */
static int flexible_room(int width, int keep)
{
	for (int i = 0; i < LIST_COLUMNS; i++)
		if (columns[i].keep >= keep)
			width -= width_of(i) + GAP;
	return width;
}

void list_columns_fit(struct list_columns *c, int width)
{
	int keep = 0, x = GAP, shares = 0, room;

	while (keep < 9 && flexible_room(width - GAP, keep) < FLEXIBLE_MIN)
		keep++;
	room = flexible_room(width - GAP, keep);
	for (int i = 0; i < LIST_COLUMNS; i++)
		shares += columns[i].share;
	for (int i = 0; i < LIST_COLUMNS; i++) {
		const struct column *column = &columns[i];
		int part = column->share ? room * column->share / shares : width_of(i);

		room -= column->share ? part : 0;
		shares -= column->share;
		c->x[i] = x;
		c->width[i] = column->keep < keep ? 0 : part;
		x += column->keep < keep ? 0 : part + GAP;
	}
}

int list_column_at(const struct list_columns *c, int x)
{
	for (int i = 0; i < LIST_COLUMNS; i++)
		if (x >= c->x[i] && x < c->x[i] + c->width[i])
			return i;
	return -1;
}

static void put(const struct list_columns *c, struct grid *g, struct rect line, int i,
	const char *text, enum role role)
{
	struct str cut = { 0 };
	int x = line.x + c->x[i];

	if (columns[i].ends)
		text_add_cut_middle(&cut, grid_widths(g), text, c->width[i]);
	else
		text_add_cut(&cut, grid_widths(g), text, c->width[i], false);
	if (columns[i].right)
		x += c->width[i] - text_width(grid_widths(g), str_text(&cut), cut.len);
	grid_put(g, line, x, line.y, str_text(&cut), cut.len, role);
	str_clear(&cut);
}

void list_columns_paint_head(const struct list_columns *c, struct grid *g, struct rect line,
	enum store_order order, const char *arrow)
{
	grid_fill(g, line, ROLE_LIST_HEAD);
	for (int i = 0; i < LIST_COLUMNS; i++) {
		struct str title = { 0 };

		if (!c->width[i])
			continue;
		str_add(&title, gettext(columns[i].title));
		if (columns[i].order == order)
			str_add(&title, arrow);
		put(c, g, line, i, title.data, ROLE_LIST_HEAD);
		str_clear(&title);
	}
}

/* The day and the time; of another year, the date. */
static void add_changed(int64_t changed, struct str *out)
{
	struct str full = { 0 };
	bool this_year;

	date_add_local(changed, &full);
	this_year = atoi(str_text(&full)) == date_today().year;
	str_add_len(out, full.data + (this_year ? strlen("2023-") : 0),
		this_year ? strlen("12-31 23:59") : strlen("2023-12-31"));
	str_clear(&full);
}

static void add_text(const struct list_row *row, int i, struct str *out)
{
	if (columns[i].order == ORDER_YEAR)
		str_addf(out, "%d", row->year);
	else if (columns[i].order == ORDER_CHANGED)
		add_changed(row->changed, out);
	else if (columns[i].order == ORDER_ID)
		str_addf(out, "%lld", (long long)row->id);
	else if (columns[i].order == ORDER_STATUS)
		str_add(out, gettext(status_label_of(row->status)));
	else
		str_add(out, *(char *const *)((const char *)row + columns[i].text));
}

void list_columns_paint_row(const struct list_columns *c, struct grid *g, struct rect line,
	const struct list_row *row, enum role role)
{
	grid_fill(g, line, role);
	for (int i = 0; i < LIST_COLUMNS; i++) {
		struct str text = { 0 };

		if (!c->width[i])
			continue;
		add_text(row, i, &text);
		put(c, g, line, i, str_text(&text), role);
		str_clear(&text);
	}
}
