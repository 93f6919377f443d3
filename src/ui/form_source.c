/* SPDX-License-Identifier: MIT */
/* What a report takes from its tables when it is asked to: rows, and which entry is meant where that is not clear. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/draw.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { OFFERED_MAX = 200, UNIT_WIDTH = 30, PROJECT_WIDTH = 60 };

/* Those that a new entry gets, where its tables came later. */
bool form_fill_rows(struct form_screen *f)
{
	const struct cell *cell = form_selected_cell(f);
	const struct repeat *r = cell->repeat < 0 ? NULL : &f->o->form->repeats[cell->repeat];
	struct step step = { .focus = f->pane.at };

	if (!r || !r->fill || r->fill[cell->index - r->first] < 0)
		return false;
	opened_fill(f->o, &step);
	if (!step.count) {
		step_clear(&step);
		return false;
	}
	opened_accept(f->o, &step);
	form_changed(f);
	app_say(f->base.app, ROLE_MESSAGE, _("The rows were taken from the tables; Ctrl+Z takes them back."));
	return true;
}

static void chosen(void *context, size_t line)
{
	struct form_screen *f = context;
	struct step step = { .focus = f->pane.at };
	struct err err = { 0 };

	if (form_refused(f, &step, opened_mean_source(f->o, &step, &f->meant, line, &err), &err))
		return;
	opened_accept(f->o, &step);
	form_changed(f);
}

static char *line_of(const struct form_screen *f, const struct list_row *row)
{
	enum text_widths widths = app_widths(f->base.app);
	struct str line = { 0 };

	str_addf(&line, "%-6lld", (long long)row->id);
	text_add_cut(&line, widths, *row->unit ? row->unit : row->title, UNIT_WIDTH, *row->project != '\0');
	str_add(&line, *row->project ? "  " : "");
	text_add_cut(&line, widths, row->project, PROJECT_WIDTH, false);
	return str_take(&line);
}

bool form_choose_source(struct form_screen *f)
{
	const struct source_offer *offer = &f->meant;
	char *lines[OFFERED_MAX + 1];
	struct err err = { 0 };
	size_t count;

	source_offer_clear(&f->meant);
	if (opened_offer_source(f->o, f->pane.at.cell, &f->meant, &err) != STATUS_OK) {
		app_say_error(f->base.app, &err);
		err_clear(&err);
		return true;
	}
	if (!offer->count)
		return false;
	if (offer->count > OFFERED_MAX)
		f->meant.count = OFFERED_MAX;
	for (count = 0; count < offer->count; count++)
		lines[count] = line_of(f, &offer->rows.items[offer->fitting[count]]);
	if (offer->none)
		lines[count++] = mem_dup(_("none of these"));
	choice_open(f->base.app, _("Which entry does the report mean?"), (const char *const *)lines, count, 0, chosen, f);
	while (count)
		free(lines[--count]);
	return true;
}
