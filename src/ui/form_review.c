/* SPDX-License-Identifier: MIT */
/* Blind second entries (desk/review.h): begun and told of on the entry's own screen, typed on a screen in front of it. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "desk/hold.h"
#include "ui/form_internal.h"
#include "ui/form_screen.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum {
	NAME_MAX_CHARACTERS = 40,
	DIFFERENCE_LINES = 3,        /* at most */
	AROUND = 8                   /* a popup's frame, and what it leaves of the screen, at most */
};

void form_review_clear(struct form_screen *f)
{
	free(f->second.who);
	free(f->second.lines);
	review_clear(&f->second.found);
}

/* --- lines to choose from --- */

struct lines {
	char **items;
	size_t count, cap;
	struct str head;             /* above the columns */
};

static void add_line(struct lines *l, char *text)
{
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof *l->items);
	l->items[l->count++] = text;
}

static void offer(struct form_screen *f, const char *title, struct lines *l, size_t selected,
	void (*done)(void *context, size_t chosen))
{
	choice_open_table(f->base.app, title, l->head.data, (const char *const *)l->items, l->count, selected, done, f);
	for (size_t i = 0; i < l->count; i++)
		free(l->items[i]);
	free(l->items);
	str_clear(&l->head);
}

/* `first` NULL: what the first person typed is not to be seen. */
static void add_differences(struct form_screen *f, const char *first, struct lines *l)
{
	struct review *r = &f->second.found;
	struct review_look look = { .widths = app_widths(f->base.app), .first = first, .second = r->second,
		.points = _("points"), .cell = _("cell"), .difference = _("difference") };
	struct str text = { 0 };

	review_fit(f->o, r, f->base.area.width - AROUND, &look);
	if (r->count)
		review_add_head(&look, &l->head);
	f->second.lines = mem_resize(f->second.lines, l->count + r->count * DIFFERENCE_LINES + 1,
		sizeof *f->second.lines);
	for (size_t i = 0; i < r->count; i++) {
		str_reset(&text);
		review_add_lines(f->o, &r->items[i], &look, &text);
		for (char *line = text.data, *end; (end = strchr(line, '\n')); line = end + 1) {
			*end = '\0';
			f->second.lines[l->count] = i;
			add_line(l, mem_dup(line));
		}
	}
	str_clear(&text);
}

static void go_to_difference(struct form_screen *f, size_t line)
{
	struct ref at = review_find(f->o, &f->second.found.items[f->second.lines[line]]);

	if (at.cell < 0 || !form_go_to_ref(f, at))
		app_say(f->base.app, ROLE_WARNING, _("This cell is not in the table any more."));
}

static void add_result(const struct review *r, struct str *out)
{
	if (r->count)
		str_addf(out, _("%d of %d figures differ"), (int)r->count, r->figures);
	else
		str_addf(out, _("all %d figures agree"), r->figures);
}

/* --- what was found, on the entry's own screen --- */

static void told_chosen(void *context, size_t chosen)
{
	go_to_difference(context, chosen);
}

/* Takes the review. */
static void tell(struct form_screen *f, struct review *r)
{
	struct lines lines = { 0 };
	struct str title = { 0 };

	review_clear(&f->second.found);
	f->second.found = *r;
	add_result(r, &title);
	str_addf(&title, ": %s, %s", r->first, r->second);
	if (r->count) {
		add_differences(f, r->first, &lines);
		offer(f, title.data, &lines, 0, told_chosen);
	} else {
		app_say(f->base.app, ROLE_MESSAGE, title.data);
	}
	str_clear(&title);
}

struct picker { int wanted; struct lines lines; struct review found; };

static void pick(void *context, const struct review *r)
{
	struct picker *p = context;
	struct str line = { 0 };

	str_addf(&line, "%d  ", r->number);
	date_add_local(r->at, &line);
	str_addf(&line, "  %s, %s  ", r->first, r->second);
	add_result(r, &line);
	add_line(&p->lines, str_take(&line));
	if (r->number == p->wanted)
		review_copy(r, &p->found);
}

static void review_chosen(void *context, size_t chosen)
{
	struct form_screen *f = context;
	struct picker p = { .wanted = (int)chosen + 1 };
	struct err err = { 0 };

	if (form_went_well(f, store_read_reviews(desk_get_store(f->o->desk), f->o->id, pick, &p, &err), &err)
			&& p.found.number)
		tell(f, &p.found);
	for (size_t i = 0; i < p.lines.count; i++)
		free(p.lines.items[i]);
	free(p.lines.items);
}

static void reviews(struct form_screen *f)
{
	struct picker p = { 0 };
	struct err err = { 0 };

	if (!form_went_well(f, store_read_reviews(desk_get_store(f->o->desk), f->o->id, pick, &p, &err), &err))
		return;
	if (p.lines.count)
		offer(f, _("Second entries"), &p.lines, p.lines.count - 1, review_chosen);
	else
		app_say(f->base.app, ROLE_WARNING, _("No second entry has been finished yet."));
}

/* --- beginning --- */

static void go_to_open(struct form_screen *f)
{
	const struct table *t = &f->pane.table;

	for (int i = 0; i < t->cell_count; i++)
		if (t->cells[i].at.cell >= 0 && review_is_open(f->o, t->cells[i].at)) {
			form_go_to_ref(f, t->cells[i].at);
			return;
		}
}

static void show_second(struct form_screen *f, struct opened *second, const char *who)
{
	struct ref at = { -1, -1 };
	struct form_screen *s;

	if (second->stored.focus)
		entry_parse_name(second->entry, second->stored.focus, false, &at, NULL);
	form_screen_push(f->base.app, second, &(struct revision){ 0 }, at);
	s = (struct form_screen *)app_front(f->base.app);
	if (at.cell < 0 || !review_is_figure(&second->form->cells[at.cell]))
		go_to_open(s);
	s->second.first = f;
	s->second.who = mem_dup(who);
	if (!s->editing)
		app_say(f->base.app, ROLE_MESSAGE,
			_("Type the figures from the paper; Ctrl+Q compares them, or leaves."));
}

static void begin(void *context)
{
	struct form_screen *f = context;
	struct opened *second;
	struct err err = { 0 };

	if (form_went_well(f, review_begin(f->o, f->second.who, &second, &err), &err))
		show_second(f, second, f->second.who);
}

/* Offices share login names, so the same name may be another person. */
static void begin_as(void *context, const char *who)
{
	struct form_screen *f = context;
	struct err err = { 0 };
	char *first;

	free(f->second.who);
	f->second.who = mem_dup(who);
	if (!form_went_well(f, review_first_name(f->o, &first, &err), &err)) {
		free(first);
		return;
	}
	if (strcmp(first, who))
		begin(f);
	else
		confirm_open(f->base.app, _("The figures were typed under this name before. A second entry is for another "
			"person. Go on all the same? Both names are kept."), _("go on"), begin, f);
	free(first);
}

static void begin_or_continue(struct form_screen *f)
{
	struct opened *second;
	struct err err = { 0 };
	char *who = NULL;

	if (form_is_locked(f) || !form_went_well(f, review_second_name(f->o, &who, &err), &err))
		return;
	if (!who)
		prompt_open(f->base.app, _("Name of who types the figures again"), store_who(desk_get_store(f->o->desk)),
			NAME_MAX_CHARACTERS, begin_as, f);
	else if (form_went_well(f, review_continue(f->o, &second, &err), &err))
		show_second(f, second, who);
	free(who);
}

/* --- comparing and finishing, on the second entry's screen --- */

static void finish(struct form_screen *f)
{
	struct form_screen *first = f->second.first;
	struct err err = { 0 };
	struct review r;

	if (!form_went_well(f, review_finish(first->o, f->o, &r, &err), &err))
		return;
	first->second.hidden = false;
	app_close(f->base.app, &f->base);
	first->base.dirty = true;
	tell(first, &r);
}

static void compared_chosen(void *context, size_t chosen)
{
	struct form_screen *f = context;

	if (chosen)
		go_to_difference(f, chosen);
	else
		finish(f);
}

/* Only where they differ: who sees the first figure does not look at the paper again. */
static void compare(struct form_screen *f)
{
	struct review *found = &f->second.found;
	struct lines lines = { 0 };
	struct str title = { 0 };
	struct err err = { 0 };

	review_clear(found);
	if (!form_went_well(f, review_compare(f->second.first->o, f->o, found, &err), &err))
		return;
	add_result(found, &title);
	add_line(&lines, mem_dup(found->count ? _("Finish: these differences are kept") : _("Finish")));
	add_differences(f, NULL, &lines);
	offer(f, title.data, &lines, found->count > 0, compared_chosen);
	str_clear(&title);
}

static void give_up(void *context)
{
	struct form_screen *f = context;
	struct err err = { 0 };
	bool changed;

	opened_release(f->o);
	if (form_went_well(f, review_cancel(f->second.first->o, &err), &err)) {
		app_close(f->base.app, &f->base);
		return;
	}
	opened_hold(f->o, &changed, NULL);
	opened_tell(f->o);
}

static void leave_chosen(void *context, size_t chosen)
{
	struct form_screen *f = context;

	if (chosen == 0)
		form_close(f);
	else if (chosen == 1)
		compare(f);
	else
		confirm_open(f->base.app, _("Give the second entry up? Nothing that was typed into it is kept."),
			_("give up"), give_up, f);
}

bool form_review_leave(struct form_screen *f)
{
	const char *const lines[] = { _("Go on another time"), _("Compare with the first entry"),
		_("Give the second entry up") };

	if (f->second.first)
		choice_open(f->base.app, _("Second entry"), lines, 3, 0, leave_chosen, f);
	return f->second.first;
}

static void review(struct form_screen *f)
{
	if (f->second.first)
		compare(f);
	else
		begin_or_continue(f);
}

/* --- from the list --- */

static void close_hidden(void *context)
{
	struct form_screen *f = context;

	if (f->second.hidden && app_front(f->base.app) == &f->base)
		form_close(f);
}

void form_review_resume(struct form_screen *f)
{
	if (f->second.hidden)
		app_later(f->base.app, close_hidden, f);
}

void form_screen_review(struct app *app, int64_t id)
{
	struct form_screen *f;
	struct err err = { 0 };

	if (form_screen_open(app, id, NULL, &err) != STATUS_OK) {
		app_say_error(app, &err);
		err_clear(&err);
		return;
	}
	f = (struct form_screen *)app_front(app);
	f->second.hidden = true;
	/* What the first person left half-typed goes on being a draft. */
	if (f->editing)
		form_edit_command(f, COMMAND_CANCEL);
	f->draft_kept = false;
	begin_or_continue(f);
	app_later(app, close_hidden, f);
}

const struct form_command form_review_commands[] = {
	{ COMMAND_REVIEW, review }, { COMMAND_REVIEWS, reviews }, { COMMAND_NONE, NULL },
};

/* --- what a second entry is not --- */

bool form_review_refuses(struct form_screen *f, enum command_id id)
{
	static const enum command_id others[] = {
		COMMAND_INSERT_ROW, COMMAND_DELETE_ROW, COMMAND_ROW_UP, COMMAND_ROW_DOWN, COMMAND_NOTE,
		COMMAND_MOVE_FORM, COMMAND_CONFIRM, COMMAND_CONFIRM_AROUND, COMMAND_CARRY, COMMAND_EARLIER,
		COMMAND_DIFFERENCES, COMMAND_CHOOSE_EARLIER, COMMAND_TREND, COMMAND_PREVIEW, COMMAND_PRINT,
		COMMAND_SIGN, COMMAND_REOPEN, COMMAND_REVISIONS, COMMAND_REVIEWS,
	};

	for (size_t i = 0; opened_is_second(f->o) && i < sizeof others / sizeof *others; i++)
		if (others[i] == id) {
			app_say(f->base.app, ROLE_WARNING,
				_("Not in a second entry: type the figures; Ctrl+Q compares and finishes."));
			return true;
		}
	return false;
}

bool form_review_takes(const struct form_screen *f, const struct cell *cell)
{
	return !opened_is_second(f->o) || review_is_figure(cell);
}

void form_review_add_title(const struct form_screen *f, struct str *out)
{
	struct message message = { 0 };

	if (f->second.first)
		message_set(&message, _("[second entry: %1]  "), f->second.who, NULL);
	else if (f->o->lock == OPENED_FREE && !strcmp(f->o->stored.status, "reviewed"))
		message_set(&message, _("[reviewed]  "), NULL);
	else
		return;
	message_add_to(&message, NULL, out);
	message_clear(&message);
}
