/* SPDX-License-Identifier: MIT */
/* Last year's entry: found, chosen, told of while typing. */
#include <libintl.h>
#include <stdlib.h>

#include "base/mem.h"
#include "desk/earlier.h"
#include "desk/same.h"
#include "form/compare.h"
#include "ui/difference.h"
#include "ui/difference_screen.h"
#include "ui/earlier_screen.h"
#include "ui/form_internal.h"
#include "ui/popup.h"
#include "ui/trend.h"

#define _(text) gettext(text)

/* A viewer's frame and margins. */
enum { AROUND_VIEWER = 8 };

enum { OFFERED_MAX = 200, YEAR_WIDTH = 6, UNIT_WIDTH = 22, PROJECT_WIDTH = 24, FORM_WIDTH = 22 };

/* --- the same place there --- */

void form_earlier_forget_rows(struct form_screen *f)
{
	struct beside *b = &f->beside;

	for (int i = 0; i < b->repeats; i++)
		b->rows[i].stale = true;
	b->followed = (struct ref){ -1, -1 };
}

static void free_rows(struct beside *b)
{
	for (int i = 0; i < b->repeats; i++)
		free(b->rows[i].there);
	free(b->rows);
	b->rows = NULL;
	b->repeats = 0;
}

static void mix(uint64_t *hash, const char *text)
{
	do
		*hash = (*hash ^ (unsigned char)*text) * 0x100000001b3;
	while (*text++);
}

/* Rows are told apart by their words. */
static uint64_t hash_names(const struct form_screen *f, int repeat)
{
	const struct repeat *r = &f->o->form->repeats[repeat];
	int rows = sheet_rows(f->o->sheet, repeat);
	uint64_t hash = 0xcbf29ce484222325;

	for (int cell = r->first; cell < r->first + r->count; cell++)
		for (int row = 0; row < rows && f->o->form->cells[cell].type <= CELL_LONG; row++)
			mix(&hash, entry_get(f->o->entry, (struct ref){ cell, row }));
	return hash;
}

static void match_rows(struct form_screen *f, int repeat, struct same_rows *same)
{
	uint64_t names = hash_names(f, repeat);
	int count = sheet_rows(f->o->sheet, repeat);

	same->stale = false;
	if (same->there && same->names == names && same->count == count)
		return;
	free(same->there);
	*same = (struct same_rows){ compare_rows(f->o->sheet, f->beside.o->sheet, repeat), count, names, false };
}

/* Rows are matched when they or their names have changed, not for every key. */
static int find_row(struct form_screen *f, int repeat, int row)
{
	struct beside *b = &f->beside;
	struct same_rows *same;

	if (b->repeats != f->o->form->repeat_count) {
		free_rows(b);
		b->repeats = f->o->form->repeat_count;
		b->rows = mem_array((size_t)b->repeats + 1, sizeof *b->rows);
	}
	same = &b->rows[repeat];
	if (!same->there || same->stale || same->count != sheet_rows(f->o->sheet, repeat))
		match_rows(f, repeat, same);
	return row < same->count ? same->there[row] : -1;
}

struct ref form_earlier_place(struct form_screen *f, struct ref at)
{
	struct ref there = { -1, -1 };

	if (!f->beside.o || at.cell < 0)
		return there;
	there.cell = f->o->form == f->beside.o->form ? at.cell
		: form_find_same_cell(f->o->form, at.cell, f->beside.o->form);
	if (there.cell < 0 || at.row < 0)
		return there;
	there.row = find_row(f, f->o->form->cells[at.cell].repeat, at.row);
	return there.row >= 0 ? there : (struct ref){ -1, -1 };
}

/* --- finding the entry --- */

/* Its texts are what is found said again. */
static void take(struct form_screen *f, struct opened *o)
{
	struct beside *b = &f->beside;

	if (f->o->lock != OPENED_FROZEN) {
		sheet_set_earlier(f->o->sheet, o ? o->entry : NULL);
		pane_update(&f->pane, f->o->sheet);
	}
	free_rows(b);
	b->followed = (struct ref){ -1, -1 };
	pane_clear(&b->pane);
	opened_free(b->o);
	b->o = o;
	b->pane = (struct pane){ .cell = -1 };
	if (o)
		pane_init(&b->pane, o, app_widths(f->base.app), app_frame(f->base.app));
	b->pane.reading = true;
	if (b->area.height)
		form_divide(f);
}

static enum status seek(struct form_screen *f, struct err *err)
{
	struct opened *o = NULL;
	int64_t id = 0;
	enum status status = desk_find_earlier(f->o, &id, err);

	if (status == STATUS_OK && id)
		status = desk_open_frozen(f->o->desk, id, &o, err);
	if (status == STATUS_OK)
		take(f, o);
	return status;
}

/* What goes wrong here is said when last year is asked for.  A screen in front may be showing the entry known so far. */
void form_earlier_seek(void *form_screen)
{
	struct form_screen *f = form_screen;
	struct opened *memory = NULL;

	if (app_front(f->base.app) == &f->base) {
		seek(f, NULL);
	} else {
		opened_know_earlier(f->o, &memory);
		opened_free(memory);
		pane_update(&f->pane, f->o->sheet);
	}
	f->base.dirty = true;
}

static void say_failure(struct form_screen *f, struct err *err)
{
	app_say_error(f->base.app, err);
	err_clear(err);
}

/* --- choosing it --- */

static void run_wanted(struct form_screen *f);

static void chosen(void *context, size_t line)
{
	struct form_screen *f = context;
	struct err err = { 0 };
	enum status status = desk_choose_earlier(f->o, f->beside.offered[line], &err);

	f->base.dirty = true;
	if (status == STATUS_OK)
		status = seek(f, &err);
	if (status != STATUS_OK)
		say_failure(f, &err);
	else if (f->beside.o)
		run_wanted(f);
	else
		app_say(f->base.app, ROLE_MESSAGE, _("No entry is last year's now; F5 offers them again."));
}

static char *line_of(const struct form_screen *f, const struct list_row *row)
{
	enum text_widths widths = app_widths(f->base.app);
	struct str line = { 0 };

	str_addf(&line, "%-*d", YEAR_WIDTH, row->year);
	text_add_cut(&line, widths, row->unit, UNIT_WIDTH - 1, true);
	str_add_char(&line, ' ');
	text_add_cut(&line, widths, row->project, PROJECT_WIDTH - 1, true);
	str_add_char(&line, ' ');
	text_add_cut(&line, widths, row->title, FORM_WIDTH - 1, false);
	return str_take(&line);
}

/* The entries, and what may be said instead of one. */
static void offer(struct form_screen *f, const struct list_rows *rows)
{
	struct beside *b = &f->beside;
	char **lines = mem_array(rows->count + 2, sizeof *lines);
	size_t count = 0, selected = 0;

	free(b->offered);
	b->offered = mem_array(rows->count + 2, sizeof *b->offered);
	for (; count < rows->count; count++) {
		lines[count] = line_of(f, &rows->items[count]);
		b->offered[count] = rows->items[count].id;
		if (b->o && b->o->id == rows->items[count].id)
			selected = count;
	}
	b->offered[count] = -1;
	lines[count++] = mem_dup(_("the one with the same name, found by itself"));
	b->offered[count] = 0;
	lines[count++] = mem_dup(_("none of these"));
	choice_open(f->base.app, _("Which entry is last year's?"), (const char *const *)lines, count, selected,
		chosen, f);
	while (count)
		free(lines[--count]);
	free(lines);
}

static void choose(struct form_screen *f, enum command_id wanted)
{
	struct list_rows rows = { 0 };
	struct err err = { 0 };

	f->beside.wanted = wanted;
	if (desk_list_earlier(f->o, OFFERED_MAX, &rows, &err) != STATUS_OK)
		say_failure(f, &err);
	else if (rows.count)
		offer(f, &rows);
	else
		app_say(f->base.app, ROLE_WARNING, _("There is no other entry that could be last year's."));
	list_rows_clear(&rows);
}

/* False: there is none, and it is offered to choose one, or it cannot be read. */
static bool need(struct form_screen *f, enum command_id wanted)
{
	struct err err = { 0 };

	if (seek(f, &err) != STATUS_OK) {
		say_failure(f, &err);
		return false;
	}
	if (!f->beside.o)
		choose(f, wanted);
	return f->beside.o;
}

/* --- while typing --- */

static void add_year(const struct form_screen *f, struct str *out)
{
	int then = entry_get_year(f->beside.o->entry);

	if (then == entry_get_year(f->o->entry) - 1)
		str_add(out, _("last year: "));
	else
		str_addf(out, _("in %d: "), then);
}

static void add_difference(const struct form_screen *f, struct ref there, struct str *out)
{
	const struct value *now = sheet_value(f->o->sheet, f->pane.at);
	const struct value *then = sheet_value(f->beside.o->sheet, there);
	struct decimal difference, share;

	if (now->kind != VALUE_NUMBER || then->kind != VALUE_NUMBER
			|| !decimal_sub(now->number, then->number, &difference))
		return;
	str_add(out, _(", "));
	difference_add(form_selected_cell(f), difference, out);
	if (form_selected_cell(f)->type == CELL_PERCENT
			|| !decimal_div(difference, decimal_abs(then->number), &share))
		return;
	str_add(out, _(", "));
	compare_add_share(share, out);
}

void form_earlier_add_line(struct form_screen *f, struct str *out)
{
	struct ref there;
	size_t before;

	if (!f->editing || !f->beside.o)
		return;
	there = form_earlier_place(f, f->pane.at);
	if (there.cell < 0) {
		str_add(out, _("not in last year's"));
		return;
	}
	add_year(f, out);
	before = out->len;
	sheet_show(f->beside.o->sheet, there, out);
	if (out->len == before)
		str_add(out, _("nothing"));
	else
		add_difference(f, there, out);
}

/* --- the commands --- */

static void go_to(void *context, struct ref at)
{
	form_go_to_ref(context, at);
}

/* The clerk may have gone elsewhere there; a text being typed stays where it is. */
static void come_back(void *context, struct ref there)
{
	struct form_screen *f = context;
	struct ref at = compare_find(f->beside.o->sheet, f->o->sheet, there);

	if (!f->editing && at.cell >= 0)
		form_go_to_ref(f, at);
}

static void show(struct form_screen *f)
{
	if (form_beside_fits(f)) {
		f->beside.open = true;
		form_divide(f);
		return;
	}
	earlier_screen_open(f->base.app, f->beside.o, form_earlier_place(f, f->pane.at),
		entry_get_year(f->o->entry), come_back, f);
}

static void earlier(struct form_screen *f)
{
	if (f->beside.area.height) {
		f->beside.open = false;
		form_divide(f);
	} else if (need(f, COMMAND_EARLIER)) {
		show(f);
	}
}

static void differences(struct form_screen *f)
{
	if (need(f, COMMAND_DIFFERENCES))
		difference_screen_open(f->base.app, f->o, f->beside.o, go_to, f);
}

static void choose_another(struct form_screen *f)
{
	choose(f, COMMAND_EARLIER);
}

static void run_wanted(struct form_screen *f)
{
	if (f->beside.wanted == COMMAND_DIFFERENCES)
		differences(f);
	else
		show(f);
}

static void show_trend(struct form_screen *f, const struct trend *t)
{
	struct str text = { 0 };

	if (!trend_is_worth(t)) {
		app_say(f->base.app, ROLE_WARNING,
			_("A trend needs rates or scores of two years; the store has none of an earlier one."));
		return;
	}
	trend_add(t, f->o->form, app_frame(f->base.app), app_widths(f->base.app),
		f->base.area.width - AROUND_VIEWER, &text);
	str_remove(&text, text.len - 1, 1);
	viewer_open(f->base.app, _("Trend"), str_text(&text));
	str_clear(&text);
}

static void trend(struct form_screen *f)
{
	struct trend t = { 0 };
	struct err err = { 0 };

	if (desk_read_trend(f->o, &t, &err) == STATUS_OK)
		show_trend(f, &t);
	else
		say_failure(f, &err);
	trend_clear(&t);
}

const struct form_command form_earlier_commands[] = {
	{ COMMAND_EARLIER, earlier }, { COMMAND_DIFFERENCES, differences }, { COMMAND_TREND, trend },
	{ COMMAND_CHOOSE_EARLIER, choose_another }, { COMMAND_NONE, NULL },
};

void form_earlier_clear(struct form_screen *f)
{
	free_rows(&f->beside);
	pane_clear(&f->beside.pane);
	opened_free(f->beside.o);
	free(f->beside.offered);
}
