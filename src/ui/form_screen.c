/* SPDX-License-Identifier: MIT */
#include "ui/form_screen.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/carry.h"
#include "desk/hold.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

static struct form_screen *self(struct screen *s)
{
	return (struct form_screen *)s;
}

static const struct form_screen *self_const(const struct screen *s)
{
	return (const struct form_screen *)s;
}

const struct cell *form_selected_cell(const struct form_screen *f)
{
	return &f->o->form->cells[f->pane.at.cell];
}

/* --- writing --- */

/* The clerk sees what is wrong until it is not any more, whether keys come or not. */
static void say_written(struct form_screen *f, enum status status, const struct err *err)
{
	if (status != STATUS_OK) {
		app_say_error(f->base.app, err);
		app_tick(f->base.app, &f->base, FORM_TICK_MILLISECONDS);
	} else if (f->refused) {
		app_say(f->base.app, ROLE_MESSAGE, _("What had been waiting is stored now."));
	}
	f->base.dirty |= status != STATUS_OK || f->refused;
	f->refused = status != STATUS_OK;
}

static void write_now(void *context)
{
	struct form_screen *f = context;
	struct err err = { 0 };

	say_written(f, form_edit_save(f, &err), &err);
	if (f->draft_kept && !f->editing) {
		store_drop_draft(desk_get_store(f->o->desk), f->o->id, NULL);
		f->draft_kept = false;
	}
	err_clear(&err);
}

static void write_later(struct form_screen *f)
{
	if (!opened_is_saved(f->o) || (f->draft_kept && !f->editing))
		app_later(f->base.app, write_now, f);
}

void form_redrawn(struct form_screen *f)
{
	pane_update(&f->pane, f->o->sheet);
	form_earlier_forget_rows(f);
	f->base.dirty = true;
}

void form_changed(struct form_screen *f)
{
	form_redrawn(f);
	write_later(f);
}

static void keep_focus(struct form_screen *f)
{
	struct str name = { 0 };

	if (f->pane.at.cell < 0 || f->o->lock != OPENED_FREE)
		return;
	entry_add_name(f->o->entry, f->pane.at, &name);
	store_set_focus(desk_get_store(f->o->desk), f->o->id, name.data, NULL);
	str_clear(&name);
}

/* --- moving --- */

static void go_to(struct form_screen *f, int cell)
{
	pane_select(&f->pane, cell);
	f->base.dirty = true;
}

bool form_go_to_ref(struct form_screen *f, struct ref at)
{
	f->base.dirty = true;
	return pane_select_ref(&f->pane, at);
}

/* What is computed is passed over, but not the score of an indicator about which the rule says nothing. */
static bool is_typed_into(const struct form_screen *f, int cell)
{
	struct ref at = f->pane.table.cells[cell].at;
	const struct cell *c = &f->o->form->cells[at.cell];

	return form_review_takes(f, c) && (!c->calculate || (at.row >= 0 && !c->readonly
		&& sheet_computed(f->o->sheet, at)->kind == VALUE_UNKNOWN));
}

/* To the next cell that is typed into, in reading order. */
static void go_on(struct form_screen *f)
{
	const struct table *t = &f->pane.table;
	int cell = f->pane.cell, next = table_next(t, cell, 1);

	while (next != cell && !is_typed_into(f, next)) {
		cell = next;
		next = table_next(t, cell, 1);
	}
	/* Behind the last one there is nowhere to go. */
	if (is_typed_into(f, next))
		go_to(f, next);
}

/* --- leaving --- */

void form_close(void *context)
{
	struct form_screen *f = context;

	keep_focus(f);
	app_close(f->base.app, &f->base);
}

static void leave(struct form_screen *f)
{
	struct err err = { 0 };

	if (f->editing && !form_edit_accept(f))
		return;
	if (opened_save(f->o, &err) == STATUS_OK) {
		f->refused = false;
		write_now(f);
		if (!form_review_leave(f))
			form_close(f);
	} else {
		app_say_error(f->base.app, &err);
		confirm_open(f->base.app,
			_("The last changes could not be written and would be lost. Leave all the same?"),
			_("leave"), form_close, f);
	}
	err_clear(&err);
}

static void say_saved(struct form_screen *f)
{
	if (!opened_is_saved(f->o))
		return;                  /* write_now has more to say */
	app_say(f->base.app, ROLE_MESSAGE, !f->editing
		? _("Everything accepted is already stored.")
		: _("Stored as soon as Enter accepts the cell."));
}

static const struct form_command own_commands[] = {
	{ COMMAND_ACCEPT, go_on }, { COMMAND_LEAVE, leave }, { COMMAND_SAVE, say_saved },
	{ COMMAND_EDIT, form_edit_open }, { COMMAND_CLEAR, form_edit_clear }, { COMMAND_CHOOSE, form_choose },
	{ COMMAND_NONE, NULL },
};

static bool run_command(struct form_screen *f, const struct form_command *table, enum command_id id)
{
	for (; table->id != COMMAND_NONE; table++)
		if (table->id == id) {
			table->run(f);
			return true;
		}
	return false;
}

/* --- what the app asks --- */

/* Commands that have nothing to do with the text being typed. */
static bool leaves_text_alone(enum command_id id)
{
	static const enum command_id ids[] = {
		COMMAND_HELP, COMMAND_MENU, COMMAND_EXPLAIN, COMMAND_SAVE, COMMAND_REDRAW, COMMAND_MOUSE,
		COMMAND_EDIT, COMMAND_LEAVE, COMMAND_FINDINGS, COMMAND_EARLIER, COMMAND_CHOOSE_EARLIER,
	};

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Any other command accepts the text first: a key never loses it. */
static bool command(struct form_screen *f, enum command_id id)
{
	if (id == COMMAND_NONE)
		return false;
	if (form_hold_refuses(f, id) || form_review_refuses(f, id))
		return true;
	if (f->editing && form_edit_command(f, id))
		return true;
	if (f->editing && !leaves_text_alone(id) && !form_edit_accept(f))
		return true;
	return pane_command(&f->pane, id) || run_command(f, own_commands, id)
		|| run_command(f, form_rows_commands, id)
		|| run_command(f, form_panel_commands, id) || run_command(f, form_note_commands, id)
		|| run_command(f, form_history_commands, id) || run_command(f, form_info_commands, id)
		|| run_command(f, form_move_commands, id) || run_command(f, form_sign_commands, id)
		|| run_command(f, form_print_commands, id) || run_command(f, form_carry_commands, id)
		|| run_command(f, form_earlier_commands, id) || run_command(f, form_review_commands, id);
}

static void click(struct form_screen *f, const struct event *e)
{
	int cell = pane_cell_at(&f->pane, e->x, e->y);

	if (cell < 0 || f->pane.table.cells[cell].at.cell < 0)
		return;
	if (cell == f->pane.cell) {
		command(f, COMMAND_EDIT);
		if (f->editing)
			form_edit_point(f, e->x, e->y);
		return;
	}
	if (f->editing && !form_edit_accept(f))
		return;
	/* Accepting may have built the table anew. */
	cell = pane_cell_at(&f->pane, e->x, e->y);
	if (cell >= 0 && f->pane.table.cells[cell].at.cell >= 0)
		go_to(f, cell);
}

static void tick(struct form_screen *f)
{
	struct err err = { 0 };
	enum status status;

	if (f->o->lock == OPENED_HELD) {
		form_hold_ask(f);
		return;
	}
	write_later(f);
	status = form_edit_keep_draft(f, &err);
	if (status != STATUS_OK || (f->refused && opened_is_saved(f->o)))
		say_written(f, status, &err);
	err_clear(&err);
}

static bool handle_event(struct screen *s, const struct event *e)
{
	struct form_screen *f = self(s);

	if (e->kind == EVENT_TICK) {
		tick(f);
		return true;
	}
	s->dirty = true;
	form_draw_follow(f);
	if (form_panel_event(f, e) || form_beside_event(f, e))
		return true;
	switch (e->kind) {
	case EVENT_TEXT:
		if (!form_is_locked(f))
			form_edit_text(f, e->text, e->len);
		break;
	case EVENT_PASTE:
		if (form_is_locked(f))
			break;
		if (f->editing || !form_paste_block(f, e->text, e->len))
			form_edit_text(f, e->text, e->len);
		break;
	case EVENT_KEY:
		if (!command(f, e->command))
			return false;
		break;
	case EVENT_CLICK:
		click(f, e);
		break;
	case EVENT_WHEEL:
		pane_scroll(&f->pane, e->by);
		break;
	default:
		return false;
	}
	write_later(f);
	return true;
}

void form_divide(struct form_screen *f)
{
	struct rect table = f->base.area;

	f->panel.area = table;
	f->panel.area.height = form_panel_height(f, table.height);
	table.height -= f->panel.area.height + 1;
	f->panel.area.y = table.y + table.height + 1;
	form_beside_divide(f, &table);
	pane_resize(&f->pane, table);
	if (f->editing)
		form_edit_follow(f);
	f->base.dirty = true;
}

void form_reload(struct form_screen *f)
{
	pane_clear(&f->pane);
	pane_init(&f->pane, f->o, app_widths(f->base.app), app_frame(f->base.app));
	f->panel.top = 0;
	f->panel.followed = (struct ref){ -1, -1 };
	form_divide(f);
	form_changed(f);
	app_when_idle(f->base.app, form_earlier_seek, f);
}

static void resize(struct screen *s)
{
	struct form_screen *f = self(s);

	f->pane.frame = app_frame(s->app);
	form_divide(f);
}

static void put_line(struct grid *g, struct rect line, int x, int width, const struct str *text, enum role role)
{
	struct str cut = { 0 };

	text_add_cut(&cut, grid_widths(g), str_text(text), width, false);
	grid_put(g, line, x, line.y, str_text(&cut), cut.len, role);
	str_clear(&cut);
}

/* What the cell held last year stands at the right end, in half of the line at most; a finding has more to say. */
static void paint_line(struct form_screen *f, struct grid *g)
{
	struct rect line = { f->base.area.x, f->panel.area.y - 1, f->base.area.width, 1 };
	struct str text = { 0 }, then = { 0 };
	enum role role = ROLE_DIM;
	int right, most;

	form_info_line(f, &text, &role);
	form_earlier_add_line(f, &then);
	right = text_width(grid_widths(g), str_text(&then), then.len);
	most = line.width / (role == ROLE_DIM ? 2 : 3);
	right = right > most ? most : right;
	grid_fill(g, line, role);
	put_line(g, line, line.x, line.width - right - (right ? 2 : 0), &text, role);
	if (right)
		put_line(g, line, line.x + line.width - right, right, &then, role);
	str_clear(&text);
	str_clear(&then);
}

static void paint(struct screen *s, struct grid *g, bool all)
{
	struct form_screen *f = self(s);

	if (f->second.hidden) {
		grid_fill(g, s->area, ROLE_PLAIN);
		return;
	}
	pane_paint(&f->pane, g, all);
	form_beside_paint(f, g, all);
	paint_line(f, g);
	if (f->panel.open)
		form_panel_paint(f, g);
}

/* A long text goes on where it ends, any other is replaced. */
static bool place_of_insertion(const struct form_screen *f, int *x, int *y)
{
	size_t end = form_selected_cell(f)->type == CELL_LONG ? pane_selected(&f->pane)->value_len : 0;
	int line = 0, column = 0;

	if (end)
		pane_text_end(&f->pane, &line, &column);
	return pane_locate(&f->pane, line, column, x, y);
}

static bool cursor(struct screen *s, int *x, int *y)
{
	struct form_screen *f = self(s);

	if (f->editing)
		return form_edit_caret(f, x, y);
	return place_of_insertion(f, x, y);
}

static unsigned context(const struct screen *s)
{
	return self_const(s)->editing ? CONTEXT_EDIT : CONTEXT_FORM;
}

static void add_shown(const struct form_screen *f, enum summary_item item, struct str *out)
{
	int cell = f->o->form->summary[item];

	if (cell >= 0)
		sheet_show(f->o->sheet, (struct ref){ cell, -1 }, out);
}

static void title(const struct screen *s, struct str *out)
{
	const struct form_screen *f = self_const(s);
	enum summary_item about = f->o->form->summary[SUMMARY_PROJECT] < 0 ? SUMMARY_UNIT : SUMMARY_PROJECT;

	form_review_add_title(f, out);
	form_hold_add_title(f, out);
	str_addf(out, "%s  %d", f->o->form->name, entry_get_year(f->o->entry));
	if (f->o->form->summary[about] < 0)
		return;
	str_add(out, "  ");
	add_shown(f, about, out);
}

static void add_weights(const struct form_screen *f, struct str *out)
{
	str_addf(out, "  %s ", _("weights"));
	add_shown(f, SUMMARY_WEIGHT, out);
	str_add(out, "/");
	decimal_add_to(decimal_trim(f->o->form->full_score), out);
}

static void add_scores(const struct form_screen *f, struct str *out)
{
	struct summary summary = { 0 };
	int missing;

	if (f->o->form->summary[SUMMARY_SCORE] < 0)
		return;
	str_addf(out, "%s ", _("total score"));
	add_shown(f, SUMMARY_SCORE, out);
	missing = form_info_missing(f, (struct ref){ f->o->form->summary[SUMMARY_SCORE], -1 });
	if (missing) {
		str_add(out, " ");
		str_addf(out, _("%d missing"), missing);
	}
	sheet_summarise(f->o->sheet, &summary);
	if (summary.grade && *summary.grade)
		str_addf(out, " %s", summary.grade);
	summary_clear(&summary);
	if (f->o->form->summary[SUMMARY_WEIGHT] >= 0)
		add_weights(f, out);
	str_add(out, "  ");
}

static void status(const struct screen *s, struct str *left, struct str *right)
{
	const struct form_screen *f = self_const(s);
	struct finding_counts counts = sheet_finding_counts(f->o->sheet);

	if (f->second.hidden)
		return;
	form_carry_add_count(f, left);
	add_scores(f, left);
	str_addf(left, _("errors %d  to explain %d  notes %d"), counts.errors,
		counts.warnings - (int)opened_count_carried(f->o), counts.notes);
	if (f->editing)
		str_add(right, _("typing"));
	else if (f->o->lock != OPENED_FREE)
		str_add(right, _("read-only"));
	else
		str_add(right, opened_is_saved(f->o) ? _("stored") : _("NOT STORED"));
}

static void help(const struct screen *s, struct str *out)
{
	form_info_help(self_const(s), out);
}

static void resume(struct screen *s)
{
	form_review_resume(self(s));
	form_draw_again(self(s));
}

static enum status save(struct screen *s, struct err *err)
{
	struct form_screen *f = self(s);
	enum status status;
	char id[24];

	status = form_edit_save(f, NULL);
	form_edit_keep_draft(f, NULL);
	keep_focus(f);
	if (status == STATUS_OK)
		return STATUS_OK;
	snprintf(id, sizeof id, "%lld", (long long)f->o->id);
	return err_set(err, status, N_("the last changes of entry %1 could not be written and are lost; type them "
		"again when the disk can be written"), id, NULL);
}

static enum status go(struct screen *s, const char *cell, struct err *err)
{
	struct form_screen *f = self(s);
	enum status status;
	struct ref at;

	if (f->editing && !form_edit_accept(f))
		return err_set(err, STATUS_INPUT, N_("the text being typed was refused"), NULL);
	status = entry_parse_name(f->o->entry, cell, false, &at, err);
	if (status != STATUS_OK)
		return status;
	s->dirty = true;
	return pane_select_ref(&f->pane, at) ? STATUS_OK
		: err_set(err, STATUS_INPUT, N_("the cell %1 does not stand in the table"), cell, NULL);
}

static void free_screen(struct screen *s)
{
	struct form_screen *f = self(s);

	app_cancel_later(s->app, f);
	field_clear(&f->field);
	pane_clear(&f->pane);
	opened_free(f->o);
	form_block_free(f->block);
	form_panel_clear(f);
	form_carry_clear(f);
	form_review_clear(f);
	revision_clear(&f->revision);
	form_earlier_clear(f);
	free(f->before);
	free(f->sought);
	source_offer_clear(&f->meant);
	free(f);
}

static const struct screen_class form_class = {
	.free = free_screen, .resize = resize, .paint = paint, .event = handle_event,
	.cursor = cursor, .context = context, .title = title, .status = status, .help = help,
	.resume = resume, .save = save, .go = go,
};

void form_screen_push(struct app *app, struct opened *o, struct revision *r, struct ref at)
{
	struct form_screen *f = mem_alloc(sizeof *f);

	f->base = screen_init(app, &form_class);
	f->o = o;
	f->revision = *r;
	field_init(&f->field, app_widths(app), FORM_TEXT_MAX, true);
	pane_init(&f->pane, o, app_widths(app), app_frame(app));
	app_push(app, &f->base);
	if (at.cell >= 0)
		pane_select_ref(&f->pane, at);
	form_hold_say(f);
	if (o->lock != OPENED_FROZEN)
		form_edit_take_draft(f);
	if (o->lock != OPENED_FROZEN && !opened_is_second(o)) {
		app_when_idle(app, form_move_say_newer, f);
		app_when_idle(app, form_earlier_seek, f);
	}
}

static void tell_hold(void *form_screen)
{
	struct form_screen *f = form_screen;

	opened_tell(f->o);
}

enum status form_screen_open(struct app *app, int64_t id, const char *cell, struct err *err)
{
	struct opened *o = NULL;
	struct ref at = { -1, -1 };
	bool changed;
	enum status status = desk_open_entry(app_desk(app), id, &o, err);

	if (status == STATUS_OK)
		status = opened_hold(o, &changed, err);
	if (status == STATUS_OK && cell)
		status = entry_parse_name(o->entry, cell, false, &at, err);
	if (status != STATUS_OK) {
		opened_free(o);
		return status;
	}
	if (!cell && o->stored.focus)
		entry_parse_name(o->entry, o->stored.focus, false, &at, NULL);
	form_screen_push(app, o, &(struct revision){ 0 }, at);
	app_later(app, tell_hold, app_front(app));
	return STATUS_OK;
}
