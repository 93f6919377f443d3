/* SPDX-License-Identifier: MIT */
/* Carrying an earlier entry forward, and confirming what was carried: Ctrl+E. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/carry.h"
#include "form/finding.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { PARTS_MAX = 64 };

void form_carry_clear(struct form_screen *f)
{
	carry_offer_clear(&f->offer);
	opened_free(f->source);
	f->source = NULL;
}

/* --- going to the next --- */

/* Does the table's cell, which may stand for several rows, show what nobody has confirmed? */
static bool is_carried(const struct form_screen *f, int cell)
{
	struct ref at = f->pane.table.cells[cell].at;
	bool carried = false;

	for (; !carried && at.cell >= 0 && at.row <= f->pane.table.cells[cell].last; at.row++) {
		carried = opened_is_carried(f->o, at);
		if (at.row < 0)
			break;
	}
	return carried;
}

/* Behind this one, from the top again after the last; false: there is none. */
static bool go_to_next(struct form_screen *f)
{
	int count = f->pane.table.cell_count;

	for (int i = 0; i < count; i++) {
		int cell = (f->pane.cell + i) % count;

		if (!is_carried(f, cell))
			continue;
		form_go_to_ref(f, f->pane.table.cells[cell].at);
		return true;
	}
	return false;
}

static void finish(struct form_screen *f, struct step *step)
{
	bool any = step->count > 0;

	opened_accept(f->o, step);
	form_changed(f);
	if (!go_to_next(f))
		app_say(f->base.app, ROLE_MESSAGE, any ? _("Everything carried forward is confirmed.")
			: _("Nothing here is to be confirmed."));
}

/* --- confirming --- */

static void confirm(struct form_screen *f)
{
	struct step step = { .focus = f->pane.at };
	struct ref at = f->pane.at;

	for (; at.row <= f->pane.table.cells[f->pane.cell].last; at.row++) {
		opened_confirm(f->o, &step, at);
		if (at.row < 0)
			break;
	}
	finish(f, &step);
}

static void confirm_around(struct form_screen *f)
{
	struct step step = { .focus = f->pane.at };

	opened_confirm_around(f->o, &step, f->pane.at);
	finish(f, &step);
}

/* --- what to carry --- */

/* Groups of cells and repeats that have something to carry, by their names and for people. */
struct parts {
	char *names[PARTS_MAX];
	struct str labels[PARTS_MAX];
	size_t count;
};

/* "goals" of goals.expected, "rows" of a column. */
static char *part_of(const struct form *form, const struct cell *cell)
{
	const char *name = cell->repeat < 0 ? cell->name : form->repeats[cell->repeat].name;
	const char *point = strrchr(name, '.');

	return point ? mem_dup_len(name, (size_t)(point - name)) : mem_dup(name);
}

static void add_label(const struct form *form, const struct cell *cell, bool first, struct str *out)
{
	const char *group = cell->repeat < 0 ? cell->group : form->repeats[cell->repeat].label;

	if (first && group)
		str_addf(out, "%s%s", group, _(": "));
	str_addf(out, "%s%s", first ? "" : " ", cell->label);
}

static void list_parts(const struct form *form, struct parts *out)
{
	*out = (struct parts){ .count = 1 };
	str_add(&out->labels[0], _("Everything"));
	for (int i = 0; i < form->cell_count; i++) {
		const struct cell *cell = &form->cells[i];
		char *name = part_of(form, cell);
		size_t at = 1;

		while (at < out->count && strcmp(out->names[at], name))
			at++;
		if (!cell->carry || !cell->shown || at == PARTS_MAX) {
			free(name);
			continue;
		}
		add_label(form, cell, at == out->count, &out->labels[at]);
		if (at < out->count)
			free(name);
		else
			out->names[out->count++] = name;
	}
}

static void clear_parts(struct parts *p)
{
	for (size_t i = 0; i < p->count; i++) {
		free(p->names[i]);
		str_clear(&p->labels[i]);
	}
}

static void say_carried(struct form_screen *f, bool any)
{
	if (any)
		app_say(f->base.app, ROLE_MESSAGE,
			_("Carried forward: Ctrl+E confirms a cell and goes to the next; Ctrl+Z takes it all back."));
	else
		app_say(f->base.app, ROLE_MESSAGE,
			_("Nothing was carried forward: what there is has a text here already."));
}

static void part_chosen(void *context, size_t line)
{
	struct form_screen *f = context;
	struct step step = { .focus = f->pane.at };
	struct carry what = { .from = f->source };
	struct err err = { 0 };
	struct parts parts;
	enum status status;
	bool any;

	list_parts(f->o->form, &parts);
	what.items = (const char *const *)&parts.names[line];
	what.count = line > 0;
	status = opened_carry(f->o, &step, &what, &err);
	clear_parts(&parts);
	if (form_refused(f, &step, status, &err))
		return;
	any = step.count > 0;
	opened_accept(f->o, &step);
	form_changed(f);
	app_when_idle(f->base.app, form_earlier_seek, f);
	go_to_next(f);
	say_carried(f, any);
}

static void source_chosen(void *context, size_t line)
{
	struct form_screen *f = context;
	const char *lines[PARTS_MAX];
	struct opened *o = NULL;
	struct err err = { 0 };
	struct parts parts;

	if (desk_open_entry(f->o->desk, f->offer.ids[line], &o, &err) != STATUS_OK) {
		app_say_error(f->base.app, &err);
		err_clear(&err);
		return;
	}
	opened_free(f->source);
	f->source = o;
	list_parts(f->o->form, &parts);
	for (size_t i = 0; i < parts.count; i++)
		lines[i] = str_text(&parts.labels[i]);
	choice_open(f->base.app, _("Carry what forward?"), lines, parts.count, 0, part_chosen, f);
	clear_parts(&parts);
}

static void carry(struct form_screen *f)
{
	int project = f->o->form->summary[SUMMARY_PROJECT];

	carry_offer_clear(&f->offer);
	f->offer = (struct carry_offer){ .form = f->o->form, .year = entry_get_year(f->o->entry) };
	if (project >= 0)
		f->offer.project = entry_get(f->o->entry, (struct ref){ project, -1 });
	if (!carry_offer_open(f->base.app, &f->offer, source_chosen, f))
		app_say(f->base.app, ROLE_WARNING, _("There is no entry of this form for an earlier year."));
}

const struct form_command form_carry_commands[] = {
	{ COMMAND_CONFIRM, confirm }, { COMMAND_CONFIRM_AROUND, confirm_around }, { COMMAND_CARRY, carry },
	{ COMMAND_NONE, NULL },
};

/* --- what is said again --- */

void form_carry_typed(struct form_screen *f)
{
	for (int i = 0; i < f->o->form->match_count; i++)
		if (f->o->form->match[i] == f->pane.at.cell)
			app_when_idle(f->base.app, form_earlier_seek, f);
}

/* --- what is said of it --- */

bool form_carry_add_line(const struct form_screen *f, const struct finding *finding, struct str *out)
{
	struct message m = { 0 };

	if (!finding_is_mark(finding->id))
		return false;
	entry_add_label(f->o->entry, finding->at, out);
	str_add(out, "  ");
	message_set(&m, _("carried forward from %1, unconfirmed: Ctrl+E confirms"),
		entry_get_note(f->o->entry, finding->at, finding->id), NULL);
	message_add_to(&m, NULL, out);
	message_clear(&m);
	return true;
}

void form_carry_add_count(const struct form_screen *f, struct str *out)
{
	size_t count = opened_count_carried(f->o);

	if (count)
		str_addf(out, _("to confirm %d  "), (int)count);
}
