/* SPDX-License-Identifier: MIT */
#include "ui/carry_offer.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { OFFERED_MAX = 200, WINDOW = 500, UNIT_WIDTH = 26, PROJECT_WIDTH = 40 };

void carry_offer_clear(struct carry_offer *offer)
{
	free(offer->ids);
	offer->ids = NULL;
}

static char *line_of(struct app *app, const struct list_row *row)
{
	struct str line = { 0 };

	str_addf(&line, "%d  ", row->year);
	text_add_cut(&line, app_widths(app), row->unit, UNIT_WIDTH, *row->project != '\0');
	if (*row->project) {
		str_add(&line, "  ");
		text_add_cut(&line, app_widths(app), row->project, PROJECT_WIDTH, false);
	}
	return str_take(&line);
}

struct lines {
	struct app *app;
	struct carry_offer *offer;
	char *items[OFFERED_MAX + 1];
	size_t count, selected;
};

static void add_line(struct lines *l, char *text, int64_t id)
{
	l->offer->ids[l->count] = id;
	l->items[l->count++] = text;
}

static void add_row(struct lines *l, const struct list_row *row)
{
	const char *project = l->offer->project;

	if (row->year >= l->offer->year || l->count > OFFERED_MAX)
		return;
	if (project && *project && !l->selected && !strcmp(project, row->project))
		l->selected = l->count;
	add_line(l, line_of(l->app, row), row->id);
}

/* In windows, since those of this year stand first. */
static void read_rows(struct lines *l)
{
	struct list_query query = { .form = l->offer->form->id, .order = ORDER_YEAR, .descending = true,
		.limit = WINDOW };
	struct list_rows rows;
	bool more = true;

	while (more && l->count <= OFFERED_MAX) {
		rows = (struct list_rows){ 0 };
		more = store_list(desk_get_store(app_desk(l->app)), &query, &rows, NULL) == STATUS_OK
			&& rows.count == WINDOW;
		for (size_t i = 0; i < rows.count; i++)
			add_row(l, &rows.items[i]);
		list_rows_clear(&rows);
		query.offset += WINDOW;
	}
}

bool carry_offer_open(struct app *app, struct carry_offer *offer, void (*done)(void *context, size_t line),
	void *context)
{
	struct lines l = { .app = app, .offer = offer };
	size_t others;

	carry_offer_clear(offer);
	offer->ids = mem_array(OFFERED_MAX + 1, sizeof *offer->ids);
	if (offer->none)
		add_line(&l, mem_dup(offer->none), 0);
	others = l.count;
	read_rows(&l);
	if (l.count > others)
		choice_open(app, _("Carry forward from which entry?"), (const char *const *)l.items, l.count,
			l.selected, done, context);
	for (size_t i = 0; i < l.count; i++)
		free(l.items[i]);
	return l.count > others;
}
