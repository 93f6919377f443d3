/* SPDX-License-Identifier: MIT */
#include "ui/list_internal.h"

/* The window, and as many lines on each side. */
static void load_window(struct list_screen *l, size_t around)
{
	struct err err = { 0 };

	l->first = l->scroll.top > around ? l->scroll.top - around : 0;
	l->only_moved = false;
	l->query.offset = (int)l->first;
	l->query.limit = (int)(l->scroll.top - l->first + l->scroll.height + around);
	list_rows_clear(&l->rows);
	if (store_list(list_store(l), &l->query, &l->rows, &err) != STATUS_OK)
		list_say_failure(l, &err);
}

static size_t count_found(struct list_screen *l)
{
	struct err err = { 0 };
	int64_t count = 0;

	if (store_count(list_store(l), &l->query, &count, &err) != STATUS_OK)
		list_say_failure(l, &err);
	return (size_t)count;
}

/* The sums below the list come after it; while somebody types a filter, once the keys pause. */
static void sum_up(void *context)
{
	struct list_screen *l = context;
	struct err err = { 0 };

	if (store_sum(list_store(l), &l->query, &l->sums, &err) != STATUS_OK)
		list_say_failure(l, &err);
	l->base.dirty = true;
}

/* What is not seen yet is read when somebody moves there.  The entries need not be counted when all of them have been
 * read: of what a filter finds, which takes long to count, more are. */
void list_load(struct list_screen *l)
{
	size_t count;

	l->stale = false;
	l->wanted = 0;
	l->query.search = l->filter.text.len ? field_text(&l->filter) : NULL;
	load_window(l, l->query.search ? 2 * l->scroll.height : 0);
	count = l->rows.count;
	if (l->first || count == (size_t)l->query.limit)
		count = count_found(l);
	l->empty = !count && !list_is_filtered(l);
	(l->query.search ? app_when_idle : app_later)(l->base.app, sum_up, l);
	scroll_fit(&l->scroll, l->empty ? LIST_OFFERS : count, l->scroll.height);
	l->base.dirty = true;
}

const struct list_row *list_row_at(struct list_screen *l, size_t number)
{
	if (l->empty || number >= l->scroll.count)
		return NULL;
	if (number < l->first || number - l->first >= l->rows.count)
		load_window(l, l->scroll.height);
	return number >= l->first && number - l->first < l->rows.count
		? &l->rows.items[number - l->first] : NULL;
}

const struct list_row *list_selected(struct list_screen *l)
{
	return list_row_at(l, l->scroll.selected);
}

void list_select_entry(struct list_screen *l, int64_t id)
{
	for (int at_top = 0; at_top < 2; at_top++) {
		load_window(l, l->scroll.height);
		for (size_t i = 0; i < l->rows.count; i++)
			if (l->rows.items[i].id == id) {
				scroll_select(&l->scroll, l->first + i);
				return;
			}
		if (l->first == 0)
			return;
		scroll_select(&l->scroll, 0);
	}
}

/* Below an entry that was asked for, and on the way out, nobody sees the list: it need not be read. */
void list_refresh(struct list_screen *l)
{
	int64_t wanted = l->wanted;

	if (!l->stale)
		return;
	list_load(l);
	if (wanted)
		list_select_entry(l, wanted);
}
