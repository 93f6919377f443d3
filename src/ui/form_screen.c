/* SPDX-License-Identifier: MIT */
#include "ui/form_screen.h"

#include <stdlib.h>

#include "base/mem.h"
#include "desk/hold.h"
#include "ui/form_internal.h"

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

void form_redrawn(struct form_screen *f)
{
	pane_update(&f->pane, f->o->sheet);
	form_earlier_forget_rows(f);
	f->base.dirty = true;
}

bool form_went_well(struct form_screen *f, enum status status, struct err *err)
{
	if (status != STATUS_OK)
		app_say_error(f->base.app, err);
	err_clear(err);
	f->base.dirty = true;
	return status == STATUS_OK;
}

void form_changed(struct form_screen *f)
{
	form_redrawn(f);
	form_write_later(f);
}

bool form_go_to_ref(struct form_screen *f, struct ref at)
{
	f->base.dirty = true;
	return pane_select_ref(&f->pane, at);
}

/* --- what the app asks --- */

static void tick(struct form_screen *f)
{
	if (f->o->lock == OPENED_HELD)
		form_hold_ask(f);
	else
		form_write_tick(f);
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
		if (!form_run_command(f, e->command))
			return false;
		break;
	case EVENT_CLICK:
		form_click(f, e);
		break;
	case EVENT_WHEEL:
		pane_scroll(&f->pane, e->by);
		break;
	default:
		return false;
	}
	form_write_later(f);
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

static void paint(struct screen *s, struct grid *g, bool all)
{
	struct form_screen *f = self(s);

	if (f->second.hidden) {
		grid_fill(g, s->area, ROLE_PLAIN);
		return;
	}
	pane_paint(&f->pane, g, all);
	form_beside_paint(f, g, all);
	form_bars_paint_line(f, g);
	if (f->panel.open)
		form_panel_paint(f, g);
}

/* A long text goes on where it ends, any other is replaced. */
static bool place_of_insertion(const struct form_screen *f, int *x, int *y)
{
	int line, column;

	if (form_selected_cell(f)->type == CELL_LONG && pane_selected(&f->pane)->value_len)
		pane_text_end(&f->pane, &line, &column);
	else
		pane_caret(&f->pane, 0, false, &line, &column);
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

static void title(const struct screen *s, struct str *out)
{
	form_bars_add_title(self_const(s), out);
}

static void status(const struct screen *s, struct str *left, struct str *right)
{
	form_bars_add_status(self_const(s), left, right);
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
	return form_write_all(self(s), err);
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
	free(f->given_up);
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
