/* SPDX-License-Identifier: MIT */
#include "ui/new_entry.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "desk/carry.h"
#include "desk/draw.h"
#include "layout/layout.h"
#include "ui/carry_offer.h"
#include "ui/popup.h"
#include "ui/scroll.h"

#define _(text) gettext(text)

enum { LINES_A_FORM = 2, LIST_WIDTH = 34, PICTURE_MIN = 48, YEAR_MIN = 1900, YEAR_MAX = 2999 };

struct new_entry {
	struct screen base;
	const struct form **all, **forms;    /* those with what was typed in them */
	size_t count;                /* of all */
	struct str filter;
	struct scroll scroll;
	/* The picture: the selected form as an empty entry, laid out as narrow as it can be. */
	const struct form *shown;
	struct entry *entry;
	struct sheet *sheet;
	struct table table;
	struct layout layout;
	int year;                    /* that was asked for */
	struct carry_offer offer;
};

static struct new_entry *self(struct screen *s)
{
	return (struct new_entry *)s;
}

static void clear_picture(struct new_entry *n)
{
	if (!n->shown)
		return;
	layout_clear(&n->layout);
	table_clear(&n->table);
	sheet_free(n->sheet);
	entry_free(n->entry);
	n->table = (struct table){ 0 };
	n->shown = NULL;
}

static void new_entry_free(struct screen *s)
{
	struct new_entry *n = self(s);

	clear_picture(n);
	carry_offer_clear(&n->offer);
	free(n->all);
	free(n->forms);
	str_clear(&n->filter);
	free(n);
}

static struct rect new_entry_place(struct screen *s, int columns, int rows)
{
	(void)s;
	return popup_place(columns, rows, columns - 4, rows - 2);
}

static void new_entry_resize(struct screen *s)
{
	struct new_entry *n = self(s);

	scroll_fit(&n->scroll, n->scroll.count, (size_t)(s->area.height - 2) / LINES_A_FORM);
	clear_picture(n);
}

/* --- painting --- */

/* The whole width of the table in a picture of that many columns, as far as that can still be read. */
static void make_picture(struct new_entry *n, const struct form *form, int columns)
{
	struct medium medium = { .widths = app_widths(n->base.app), .frame = app_frame(n->base.app) };

	clear_picture(n);
	n->shown = form;
	n->entry = entry_new(form, form->year);
	entry_fill_initial(n->entry);
	n->sheet = sheet_new(n->entry);
	table_build(&n->table, n->sheet);
	medium.columns = columns > PICTURE_MIN ? columns : PICTURE_MIN;
	layout_init(&n->layout, medium);
	layout_build(&n->layout, &n->table);
}

static void put(struct grid *g, struct rect line, const char *text, enum role role)
{
	struct str cut = { 0 };

	text_add_cut(&cut, grid_widths(g), text, line.width, true);
	grid_put(g, line, line.x, line.y, cut.data, cut.len, role);
	str_clear(&cut);
}

static void paint_form(struct new_entry *n, struct grid *g, struct rect line, size_t number)
{
	const struct form *form = n->forms[number];
	enum role role = number == n->scroll.selected ? ROLE_POPUP_SELECTED : ROLE_POPUP;
	struct str source = { 0 };

	put(g, line, form->name, role);
	line.y++;
	str_addf(&source, "  %s %d", form->place, form->year);
	put(g, line, source.data, role);
	str_clear(&source);
}

static void paint_picture(struct new_entry *n, struct grid *g, struct rect r)
{
	if (!n->scroll.count || r.width < 8)
		return;
	if (n->forms[n->scroll.selected] != n->shown)
		make_picture(n, n->forms[n->scroll.selected], r.width);
	grid_fill(g, r, ROLE_PLAIN);
	layout_paint(&n->layout, g, r, 0, 0, NULL);
}

static void new_entry_paint(struct screen *s, struct grid *g, bool all)
{
	struct new_entry *n = self(s);
	struct str title = { 0 };
	struct rect r, line;

	(void)all;
	popup_add_title(_("New entry: which form?"), &n->filter, &title);
	r = popup_frame(s, g, str_text(&title));
	str_clear(&title);
	line = (struct rect){ r.x, r.y, LIST_WIDTH, 1 };
	for (size_t i = 0; i < n->scroll.height && n->scroll.top + i < n->scroll.count; i++) {
		paint_form(n, g, line, n->scroll.top + i);
		line.y += LINES_A_FORM;
	}
	if (!n->scroll.count)
		put(g, (struct rect){ r.x, r.y, r.width, 1 }, n->count ? _("No form has this text.")
			: _("There are no form files."), ROLE_POPUP);
	paint_picture(n, g, (struct rect){ r.x + LIST_WIDTH + 1, r.y, r.width - LIST_WIDTH - 1, r.height });
}

/* --- the year, and the entry --- */

static enum status carry(struct desk *d, const struct form *form, int year, int64_t from, int64_t *id,
	struct err *err)
{
	struct opened *source = NULL;
	enum status status = store_begin(desk_get_store(d), err);

	if (status != STATUS_OK)
		return status;
	status = desk_open_entry(d, from, &source, err);
	if (status == STATUS_OK)
		status = desk_carry_new(d, form, year, &(struct carry){ .from = source }, id, err);
	opened_free(source);
	if (status == STATUS_OK)
		return store_commit(desk_get_store(d), err);
	store_rollback(desk_get_store(d));
	return status;
}

/* `from` 0: an empty one. */
static void make(struct new_entry *n, int64_t from)
{
	const struct form *form = n->forms[n->scroll.selected];
	struct app *app = n->base.app;
	struct err err = { 0 };
	int64_t id;
	enum status status = from ? carry(app_desk(app), form, n->year, from, &id, &err)
		: desk_add_empty(app_desk(app), form, n->year, &id, &err);

	if (status == STATUS_OK) {
		app_close(app, &n->base);
		status = app_open_entry(app, id, NULL, &err);
	}
	if (status != STATUS_OK)
		app_say_error(app, &err);
	else if (from)
		app_say(app, ROLE_MESSAGE,
			_("Carried forward: Ctrl+E confirms a cell and goes to the next; Ctrl+Z takes it all back."));
	err_clear(&err);
}

static void source_chosen(void *context, size_t line)
{
	struct new_entry *n = context;

	make(n, n->offer.ids[line]);
}

static void ask_year(struct new_entry *n, const char *text);

static void year_given(void *context, const char *text)
{
	struct new_entry *n = context;
	struct app *app = n->base.app;
	struct str folded = { 0 };

	text_add_folded(&folded, text, strlen(text));
	n->year = atoi(str_text(&folded));
	str_clear(&folded);
	if (n->year < YEAR_MIN || n->year > YEAR_MAX) {
		app_say(app, ROLE_ERROR, _("The year is a number of four digits, such as 2023."));
		ask_year(n, text);
		return;
	}
	carry_offer_clear(&n->offer);
	n->offer = (struct carry_offer){ .form = n->forms[n->scroll.selected], .year = n->year,
		.none = _("None: an empty form") };
	if (!carry_offer_open(app, &n->offer, source_chosen, n))
		make(n, 0);
}

static void ask_year(struct new_entry *n, const char *text)
{
	prompt_open_short(n->base.app, _("Which year is assessed?"), text, 8, year_given, n);
}

/* What is assessed is the year that is over. */
static void choose(struct new_entry *n)
{
	char year[16];

	if (!n->scroll.count)
		return;
	snprintf(year, sizeof year, "%d", date_today().year - 1);
	ask_year(n, year);
}

static void click(struct new_entry *n, const struct event *e)
{
	struct rect r = n->base.area;
	int line = (e->y - r.y - 1) / LINES_A_FORM;
	size_t number = n->scroll.top + (size_t)(line > 0 ? line : 0);

	if (e->y <= r.y || e->x <= r.x || e->x > r.x + LIST_WIDTH + 1 || number >= n->scroll.count)
		return;
	if (number == n->scroll.selected)
		choose(n);
	else
		scroll_select(&n->scroll, number);
}

static void narrow(struct new_entry *n)
{
	struct str line = { 0 };

	n->scroll.count = 0;
	for (size_t i = 0; i < n->count; i++) {
		str_reset(&line);
		str_addf(&line, "%s %s %d %s", n->all[i]->name, n->all[i]->place, n->all[i]->year, n->all[i]->id);
		if (popup_keeps(&n->filter, str_text(&line)))
			n->forms[n->scroll.count++] = n->all[i];
	}
	str_clear(&line);
	n->scroll.selected = 0;
	scroll_fit(&n->scroll, n->scroll.count, n->scroll.height);
}

static bool new_entry_event(struct screen *s, const struct event *e)
{
	struct new_entry *n = self(s);

	s->dirty = true;
	if (e->kind == EVENT_CLICK)
		click(n, e);
	else if (e->kind == EVENT_WHEEL)
		scroll_by(&n->scroll, e->by > 0 ? 1 : -1);
	if (popup_type_filter(&n->filter, e)) {
		narrow(n);
		return true;
	}
	if (e->kind != EVENT_KEY)
		return true;
	if (e->command != COMMAND_ACCEPT)
		return scroll_command(&n->scroll, e->command);
	choose(n);
	return true;
}

static unsigned new_entry_context(const struct screen *s)
{
	(void)s;
	return CONTEXT_CHOICE;
}

void new_entry_open(struct app *app)
{
	static const struct screen_class class = {
		.free = new_entry_free, .place = new_entry_place, .resize = new_entry_resize,
		.paint = new_entry_paint, .event = new_entry_event, .context = new_entry_context,
	};
	struct new_entry *n = mem_alloc(sizeof *n);
	struct err_list errors = { 0 };

	n->base = screen_init(app, &class);
	n->all = library_list(desk_get_library(app_desk(app)), &n->count, &errors);
	n->forms = mem_array(n->count + 1, sizeof *n->forms);
	narrow(n);
	if (errors.count)
		app_say_error(app, &errors.items[0]);
	err_list_clear(&errors);
	app_push(app, &n->base);
}
