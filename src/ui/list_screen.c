/* SPDX-License-Identifier: MIT */
#include "ui/list_screen.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/examples.h"
#include "ui/field.h"
#include "ui/find_code.h"
#include "ui/form_screen.h"
#include "ui/list_columns.h"
#include "ui/list_trash.h"
#include "ui/new_entry.h"
#include "ui/popup.h"
#include "ui/preview.h"
#include "ui/scroll.h"

#define _(text) gettext(text)

enum { HEAD = 2, FILTER_MAX = 60 };

struct list_screen {
	struct screen base;
	struct list_columns columns;
	struct field filter;
	struct list_query query;
	struct scroll scroll;        /* over everything the query finds; over offers[] while the store is empty */
	struct list_rows rows;       /* those in and around the window */
	size_t first;                /* number of rows.items[0] */
	bool stale;                  /* to be read again before it is painted */
	int64_t wanted;              /* entry to be selected then, 0: as it was */
	bool empty;                  /* nothing in the store at all */
	bool only_moved;             /* since it was painted; then line `painted` was selected */
	size_t painted, painted_top;
	struct list_trash trash;
	struct examples examples;
};

/* What an empty store offers. */
static const struct { enum command_id id; const char *label; } offers[] = {
	{ COMMAND_NEW, N_("Make a new entry") },
	{ COMMAND_IMPORT, N_("Import an exchange file") },
	{ COMMAND_EXAMPLE, N_("Look at a published table") },
};
enum { OFFERS = sizeof offers / sizeof *offers };

static struct list_screen *self(struct screen *s)
{
	return (struct list_screen *)s;
}

static struct store *store_of(const struct list_screen *l)
{
	return desk_get_store(app_desk(l->base.app));
}

static void list_free(struct screen *s)
{
	struct list_screen *l = self(s);

	list_trash_clear(&l->trash);
	field_clear(&l->filter);
	list_rows_clear(&l->rows);
	free(l);
}

static void say_failure(struct list_screen *l, struct err *err)
{
	app_say_error(l->base.app, err);
	err_clear(err);
}

/* --- reading --- */

/* The window and one screenful on each side. */
static void load_window(struct list_screen *l)
{
	size_t around = l->scroll.height;
	struct err err = { 0 };

	l->first = l->scroll.top > around ? l->scroll.top - around : 0;
	l->only_moved = false;
	l->query.offset = (int)l->first;
	l->query.limit = (int)(l->scroll.height + 2 * around);
	list_rows_clear(&l->rows);
	if (store_list(store_of(l), &l->query, &l->rows, &err) != STATUS_OK)
		say_failure(l, &err);
}

static size_t count_found(struct list_screen *l)
{
	struct err err = { 0 };
	int64_t count = 0;

	if (store_count(store_of(l), &l->query, &count, &err) != STATUS_OK)
		say_failure(l, &err);
	return (size_t)count;
}

/* The entries need not be counted when all of them have been read. */
static void load(struct list_screen *l)
{
	size_t count;

	l->stale = false;
	l->wanted = 0;
	l->query.search = l->filter.text.len ? field_text(&l->filter) : NULL;
	load_window(l);
	count = l->rows.count;
	if (l->first || count == (size_t)l->query.limit)
		count = count_found(l);
	l->empty = !count && !l->query.search;
	scroll_fit(&l->scroll, l->empty ? OFFERS : count, l->scroll.height);
	l->base.dirty = true;
}

/* NULL: none is selected. */
static const struct list_row *row_at(struct list_screen *l, size_t number)
{
	if (l->empty || number >= l->scroll.count)
		return NULL;
	if (number < l->first || number - l->first >= l->rows.count)
		load_window(l);
	return number >= l->first && number - l->first < l->rows.count
		? &l->rows.items[number - l->first] : NULL;
}

/* Where an entry stands after the order may have changed: near where it was, or at the top. */
static void select_entry(struct list_screen *l, int64_t id)
{
	for (int at_top = 0; at_top < 2; at_top++) {
		for (size_t i = 0; i < l->rows.count; i++)
			if (l->rows.items[i].id == id) {
				scroll_select(&l->scroll, l->first + i);
				return;
			}
		if (l->first == 0)
			return;
		scroll_select(&l->scroll, 0);
		load_window(l);
	}
}

/* Below an entry that was asked for, and on the way out, nobody sees the list: it need not be read. */
static void refresh(struct list_screen *l)
{
	int64_t wanted = l->wanted;

	if (!l->stale)
		return;
	load(l);
	if (wanted)
		select_entry(l, wanted);
}

static void list_resume(struct screen *s)
{
	struct list_screen *l = self(s);
	const struct list_row *row = l->stale ? NULL : row_at(l, l->scroll.selected);

	if (row)
		l->wanted = row->id;
	l->stale = l->base.dirty = true;
}

static void list_resize(struct screen *s)
{
	struct list_screen *l = self(s);

	list_columns_fit(&l->columns, s->area.width);
	scroll_fit(&l->scroll, l->scroll.count, (size_t)(s->area.height - HEAD));
	l->stale = l->base.dirty = true;
}

/* --- painting --- */

static void paint_filter(struct list_screen *l, struct grid *g)
{
	struct rect line = { l->base.area.x, l->base.area.y, l->base.area.width, 1 };
	const char *label = _("Filter:"), *hint = _("type any part of a project or unit");
	int x = line.x + 1;

	grid_fill(g, line, ROLE_PLAIN);
	x += grid_put(g, line, x, line.y, label, strlen(label), ROLE_LABEL) + 1;
	if (l->filter.text.len)
		grid_put(g, line, x, line.y, field_text(&l->filter), l->filter.text.len, ROLE_TYPED);
	else
		grid_put(g, line, x + 1, line.y, hint, strlen(hint), ROLE_DIM);
}

static void paint_text(struct grid *g, struct rect line, int x, const char *text, enum role role)
{
	grid_put(g, line, x, line.y, text, strlen(text), role);
}

static void paint_offers(struct list_screen *l, struct grid *g, struct rect body)
{
	struct rect line = { body.x, body.y + 1, body.width, 1 };

	paint_text(g, line, body.x + 2, _("There is no entry yet. What do you want to do?"), ROLE_PLAIN);
	line.y++;
	for (size_t i = 0; i < OFFERS; i++) {
		struct str text = { 0 };

		line.y++;
		str_addf(&text, " %s ", _(offers[i].label));
		paint_text(g, line, body.x + 3, text.data,
			i == l->scroll.selected ? ROLE_LIST_SELECTED : ROLE_PLAIN);
		str_clear(&text);
	}
}

static void paint_row(struct list_screen *l, struct grid *g, struct rect body, size_t number)
{
	const struct list_row *row = row_at(l, number);
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
		paint_text(g, body, body.x + 2, _("No entry has this text. Esc shows all again."),
			ROLE_PLAIN);
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
	struct rect body = { s->area.x, s->area.y + HEAD, s->area.width, s->area.height - HEAD };

	refresh(l);
	if (paint_move(l, g, body, all))
		return;
	grid_fill(g, s->area, ROLE_PLAIN);
	if (l->empty) {
		paint_offers(l, g, body);
		return;
	}
	paint_filter(l, g);
	list_columns_paint_head(&l->columns, g, head, l->query.order, arrow(l));
	paint_rows(l, g, body);
}

static bool list_cursor(struct screen *s, int *x, int *y)
{
	struct list_screen *l = self(s);
	const char *label = _("Filter:");
	enum text_widths widths = app_widths(s->app);

	*y = s->area.y;
	*x = s->area.x + 2 + text_width(widths, label, strlen(label))
		+ text_width(widths, field_text(&l->filter), l->filter.text.len);
	return !l->empty;
}

/* --- commands --- */

static void open_selected(struct list_screen *l)
{
	const struct list_row *row = row_at(l, l->scroll.selected);
	struct err err = { 0 };

	if (l->empty)
		app_command(l->base.app, offers[l->scroll.selected].id);
	else if (row && app_open_entry(l->base.app, row->id, NULL, &err) != STATUS_OK)
		say_failure(l, &err);
}

static void make_new(struct list_screen *l)
{
	new_entry_open(l->base.app);
}

static void show(void *context, int64_t id)
{
	load(context);
	select_entry(context, id);
}

static void copy_selected(struct list_screen *l)
{
	const struct list_row *row = row_at(l, l->scroll.selected);
	struct err err = { 0 };
	int64_t id;

	if (!row)
		return;
	if (desk_copy(app_desk(l->base.app), row->id, &id, &err) != STATUS_OK) {
		say_failure(l, &err);
		return;
	}
	show(l, id);
	app_say(l->base.app, ROLE_MESSAGE, _("The entry has been copied; the copy is selected."));
}

static void delete_selected(struct list_screen *l)
{
	const struct list_row *row = row_at(l, l->scroll.selected);

	if (row && list_trash_put(&l->trash, l->base.app, row))
		load(l);
}

static void undelete(struct list_screen *l)
{
	list_trash_take(&l->trash, l->base.app, show, l);
}

static void choose_deleted(struct list_screen *l)
{
	list_trash_choose(&l->trash, l->base.app, show, l);
}

/* --- order and filter --- */

/* The same column once more turns the order round. */
static void sort_by(struct list_screen *l, int column)
{
	enum store_order order = list_column_order(column);

	l->query.descending = order == l->query.order ? !l->query.descending
		: list_column_descends(column);
	l->query.order = order;
	scroll_select(&l->scroll, 0);
	load(l);
}

static void sort_chosen(void *context, size_t chosen)
{
	sort_by(context, (int)chosen);
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
	sort_by(l, column);
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
	sort_by(l, list_column_of_order(l->query.order));
}

static void filter_changed(struct list_screen *l)
{
	scroll_select(&l->scroll, 0);
	load(l);
}

static void filter_typed(struct list_screen *l, const struct event *e)
{
	if (l->empty)
		return;
	if (field_insert(&l->filter, e->text, e->len))
		filter_changed(l);
	if (l->filter.refused & FIELD_CONTROL)
		app_say(l->base.app, ROLE_WARNING, _("Control characters were left out."));
}

static void filter_back(struct list_screen *l)
{
	field_command(&l->filter, COMMAND_BACKSPACE);
	filter_changed(l);
}

static void filter_clear(struct list_screen *l)
{
	field_set(&l->filter, "");
	filter_changed(l);
}

/* --- import and examples --- */

static void import_file(void *context, const char *path)
{
	struct list_screen *l = context;
	struct err err = { 0 };
	struct str number = { 0 };
	int64_t *ids;
	size_t count;

	if (desk_import(app_desk(l->base.app), path, &ids, &count, &err) != STATUS_OK) {
		say_failure(l, &err);
		return;
	}
	load(l);
	if (count)
		select_entry(l, ids[0]);
	str_addf(&number, "%zu", count);
	app_sayf(l->base.app, ROLE_MESSAGE, _("%1 entries have been imported."), number.data, NULL);
	str_clear(&number);
	free(ids);
}

static void ask_import(struct list_screen *l)
{
	prompt_open_path(l->base.app, _("Exchange file to import"), "", import_file, l);
}

static void choose_example(struct list_screen *l)
{
	examples_choose(&l->examples);
}

static void preview_selected(struct list_screen *l)
{
	const struct list_row *row = row_at(l, l->scroll.selected);

	if (row)
		preview_open_entry(l->base.app, row->id);
}

static void review_selected(struct list_screen *l)
{
	const struct list_row *row = row_at(l, l->scroll.selected);

	if (row)
		form_screen_review(l->base.app, row->id);
}

static void find_code(struct list_screen *l)
{
	find_code_open(l->base.app);
}

/* --- events --- */

static bool list_command(struct list_screen *l, enum command_id id)
{
	static void (*const table[COMMAND_COUNT])(struct list_screen *) = {
		[COMMAND_OPEN] = open_selected, [COMMAND_NEW] = make_new, [COMMAND_COPY] = copy_selected,
		[COMMAND_DELETE_ENTRY] = delete_selected, [COMMAND_UNDO] = undelete,
		[COMMAND_SORT] = choose_order, [COMMAND_SORT_LEFT] = sort_left, [COMMAND_SORT_RIGHT] = sort_right,
		[COMMAND_REVERSE] = reverse, [COMMAND_BACKSPACE] = filter_back, [COMMAND_CANCEL] = filter_clear,
		[COMMAND_PREVIEW] = preview_selected, [COMMAND_IMPORT] = ask_import,
		[COMMAND_EXAMPLE] = choose_example, [COMMAND_FIND_CODE] = find_code,
		[COMMAND_DELETED] = choose_deleted, [COMMAND_REVIEW] = review_selected,
	};

	if (!table[id])
		return scroll_command(&l->scroll, id);
	table[id](l);
	return true;
}

static void click(struct list_screen *l, const struct event *e)
{
	int line = e->y - l->base.area.y - HEAD;
	int column = line == -1 && !l->empty ? list_column_at(&l->columns, e->x - l->base.area.x) : -1;
	size_t number = l->scroll.top + (size_t)(line > 0 ? line : 0);

	/* Offers stand three lines down. */
	if (l->empty)
		number = (size_t)(line > 2 ? line - 3 : OFFERS);
	if (column >= 0)
		sort_by(l, column);
	else if (line >= 0 && number < l->scroll.count && number == l->scroll.selected)
		open_selected(l);
	else if (line >= 0 && number < l->scroll.count)
		scroll_select(&l->scroll, number);
}

/* False: the selected entry is gone, so that a key meant for it must not reach another. */
static bool follow_others(struct list_screen *l)
{
	const struct list_row *row;
	int64_t wanted;

	list_resume(&l->base);
	wanted = l->wanted;
	refresh(l);
	row = row_at(l, l->scroll.selected);
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
	if (store_changed_outside(store_of(l)) && !follow_others(l))
		return true;
	refresh(l);
	switch (e->kind) {
	case EVENT_TEXT:
	case EVENT_PASTE:
		filter_typed(l, e);
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
	l->examples = (struct examples){ app, import_file, l };
	app_push(app, &l->base);
}
