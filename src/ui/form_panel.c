/* SPDX-License-Identifier: MIT */
/* The findings, docked below the table: the worst first, then by place.  The list follows every key; the findings of
 * the selected cell are spread out with their rule and what would settle them.  The keyboard stays with the table, so
 * that an input method is never in the way: F4 walks through the list, a click jumps. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/finding.h"
#include "ui/form_internal.h"

#define _(text) gettext(text)

enum { HEIGHT_MIN = 4, RANK_SETTLED = SEVERITY_NOTE + 1 };

struct panel_item {
	size_t index;                /* among the sheet's findings */
	int rank;                    /* of its cell: the worst that is wrong with it */
};

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

/* --- sentences --- */

static const char *const severity_texts[] = {
	[SEVERITY_ERROR] = N_("must be changed"),
	[SEVERITY_WARNING] = N_("needs a reason"),
	[SEVERITY_NOTE] = N_("note"),
};

/* Sentences of the program's own name the cell; those of the form file do not. */
static void add_sentence(const struct form_screen *f, const struct finding *finding, struct str *out)
{
	struct str label = { 0 }, say = { 0 };

	entry_add_label(f->o->entry, finding->at, &label);
	sheet_say(f->o->sheet, finding, translate, &say);
	if (strncmp(str_text(&say), str_text(&label), label.len))
		str_addf(out, "%s%s", str_text(&label), _(": "));
	str_add(out, str_text(&say));
	str_clear(&label);
	str_clear(&say);
}

static void add_finding(const struct form_screen *f, const struct finding *finding, struct str *out)
{
	bool explained = finding->severity == SEVERITY_ERROR && *sheet_note(f->o->sheet, finding);
	const char *what = finding_is_mark(finding->id) ? N_("to be confirmed") : finding->settled ? N_("settled")
		: explained ? N_("explained") : severity_texts[finding->severity];

	str_addf(out, "[%s] ", _(what));
	add_sentence(f, finding, out);
}

static void add_part(const char *title, const char *text, struct str *out)
{
	str_addf(out, "\n  %s%s%s", title, text ? _(": ") : "", text ? text : "");
}

void form_add_finding_details(const struct form_screen *f, const struct finding *finding, struct str *out)
{
	const struct finding_kind *kind = finding_find(finding->id);
	const struct cell *cell = &f->o->form->cells[finding->at.cell];
	const char *note = sheet_note(f->o->sheet, finding);
	const char *rule = finding->check && finding->check->rule ? finding->check->rule : cell->rule;

	add_finding(f, finding, out);
	if (kind)
		add_part(_(kind->title), *note || !kind->settle ? NULL : _(kind->settle), out);
	if (rule)
		add_part(_("rule"), rule, out);
	if (*note)
		add_part(_("note"), note, out);
	str_add_char(out, '\n');
}

/* --- order --- */

static int compare_items(const void *a, const void *b)
{
	const struct panel_item *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->index < y->index ? -1 : 1;
}

static int rank_of(const struct finding *f)
{
	return f->settled ? RANK_SETTLED : (int)f->severity;
}

/* Findings of one cell stay together. */
static const struct finding *sort_findings(struct form_screen *f)
{
	struct panel *p = &f->panel;
	const struct finding *all = sheet_findings(f->o->sheet, &p->count);

	p->items = mem_grow(p->items, &p->cap, p->count + 1, sizeof *p->items);
	for (size_t i = 0, next; i < p->count; i = next) {
		int rank = rank_of(&all[i]);

		for (next = i + 1; next < p->count && ref_equal(all[i].at, all[next].at); next++)
			rank = rank_of(&all[next]) < rank ? rank_of(&all[next]) : rank;
		for (size_t k = i; k < next; k++)
			p->items[k] = (struct panel_item){ k, rank };
	}
	qsort(p->items, p->count, sizeof *p->items, compare_items);
	return all;
}

/* The items [from, to) that are the selected cell's; from == to: none. */
static void find_own(const struct form_screen *f, const struct finding *all, size_t *from, size_t *to)
{
	const struct panel *p = &f->panel;

	for (*from = 0; *from < p->count; ++*from)
		if (ref_equal(all[p->items[*from].index].at, f->pane.at))
			break;
	for (*to = *from; *to < p->count; ++*to)
		if (!ref_equal(all[p->items[*to].index].at, f->pane.at))
			break;
}

/* --- F3, F4 --- */

static void toggle(struct form_screen *f)
{
	f->panel.open = !f->panel.open;
	f->panel.top = 0;
	f->panel.followed = (struct ref){ -1, -1 };
	form_divide(f);
}

static void say_position(struct form_screen *f, size_t at)
{
	char text[64];

	snprintf(text, sizeof text, _("Finding %d of %d."), (int)at + 1, (int)f->panel.count);
	app_say(f->base.app, ROLE_MESSAGE, text);
}

/* Behind those of this cell, from the top again after the last. */
static void next_finding(struct form_screen *f)
{
	const struct finding *all = sort_findings(f);
	size_t from, to, count = f->panel.count;

	find_own(f, all, &from, &to);
	for (size_t i = 0; i < count; i++) {
		size_t at = ((from < to ? to : 0) + i) % count;
		const struct finding *finding = &all[f->panel.items[at].index];

		if (finding->settled || !form_go_to_ref(f, finding->at))
			continue;
		say_position(f, at);
		return;
	}
	app_say(f->base.app, ROLE_MESSAGE, _("No open findings."));
}

const struct form_command form_panel_commands[] = {
	{ COMMAND_FINDINGS, toggle }, { COMMAND_NEXT_FINDING, next_finding }, { COMMAND_NONE, NULL },
};

/* --- lines: one for each finding, more for those of the selected cell --- */

struct spread {
	const struct finding *all;
	size_t from, to;             /* the items that are spread out */
	struct str text;
	struct text_lines lines;
	size_t count;                /* lines of all */
};

static void spread_init(struct form_screen *f, struct spread *s)
{
	struct panel *p = &f->panel;

	*s = (struct spread){ .all = sort_findings(f) };
	find_own(f, s->all, &s->from, &s->to);
	for (size_t i = s->from; i < s->to; i++) {
		str_add(&s->text, "> ");
		form_add_finding_details(f, &s->all[p->items[i].index], &s->text);
	}
	if (s->text.len)
		text_wrap(app_widths(f->base.app), s->text.data, s->text.len - 1, p->area.width, &s->lines);
	s->count = p->count - (s->to - s->from) + s->lines.count;
}

static void spread_clear(struct spread *s)
{
	str_clear(&s->text);
	text_lines_clear(&s->lines);
}

/* The item of a line. */
static size_t item_at(const struct spread *s, size_t line)
{
	if (line < s->from)
		return line;
	if (line < s->from + s->lines.count)
		return s->from;
	return line - s->lines.count + (s->to - s->from);
}

static size_t rows_of(const struct panel *p)
{
	return (size_t)(p->area.height - 1);
}

/* Brings the selected cell's findings into sight, once for each cell and text: then the wheel is free. */
static void follow(struct form_screen *f, const struct spread *s)
{
	struct panel *p = &f->panel;
	size_t rows = rows_of(p), end = s->from + s->lines.count;
	bool known = ref_equal(p->followed, f->pane.at) && p->followed_lines == s->lines.count;

	if (!known && s->from < s->to) {
		if (end > p->top + rows)
			p->top = end - rows;
		if (s->from < p->top)
			p->top = s->from;
	}
	p->followed = f->pane.at;
	p->followed_lines = s->lines.count;
	if (p->top + rows > s->count)
		p->top = s->count > rows ? s->count - rows : 0;
}

/* --- painting --- */

int form_panel_height(const struct form_screen *f, int rows)
{
	if (!f->panel.open)
		return 0;
	return rows / 3 > HEIGHT_MIN ? rows / 3 : HEIGHT_MIN;
}

static void paint_head(const struct form_screen *f, struct grid *g)
{
	struct rect line = f->panel.area;
	const char *text = f->panel.count ? _("Findings: F4 goes to the next, F3 closes the list")
		: _("No findings. F3 closes the list");

	line.height = 1;
	grid_fill(g, line, ROLE_LIST_HEAD);
	grid_put(g, line, line.x, line.y, text, strlen(text), ROLE_LIST_HEAD);
}

static void paint_item(const struct form_screen *f, struct grid *g, const struct finding *finding, int y)
{
	struct rect area = f->panel.area;
	struct str text = { 0 }, cut = { 0 };

	str_add(&text, "  ");
	add_finding(f, finding, &text);
	text_add_cut(&cut, grid_widths(g), str_text(&text), area.width, false);
	grid_put(g, area, area.x, y, cut.data, cut.len, finding->settled ? ROLE_SETTLED : ROLE_PLAIN);
	str_clear(&text);
	str_clear(&cut);
}

static void paint_own(const struct form_screen *f, struct grid *g, const struct spread *s, size_t line, int y)
{
	struct rect area = { f->panel.area.x, y, f->panel.area.width, 1 };
	const struct text_line *l = &s->lines.items[line];

	grid_fill(g, area, ROLE_LIST_SELECTED);
	grid_put(g, area, area.x, y, s->text.data + l->start, l->len, ROLE_LIST_SELECTED);
}

void form_panel_paint(struct form_screen *f, struct grid *g)
{
	struct panel *p = &f->panel;
	struct spread s;

	spread_init(f, &s);
	follow(f, &s);
	grid_fill(g, p->area, ROLE_PLAIN);
	paint_head(f, g);
	for (size_t i = 0; i < rows_of(p) && p->top + i < s.count; i++) {
		size_t line = p->top + i;
		int y = p->area.y + 1 + (int)i;

		if (line >= s.from && line < s.from + s.lines.count)
			paint_own(f, g, &s, line - s.from, y);
		else
			paint_item(f, g, &s.all[p->items[item_at(&s, line)].index], y);
	}
	spread_clear(&s);
}

/* --- the mouse --- */

static void click(struct form_screen *f, size_t line)
{
	struct spread s;

	if (f->editing && !form_edit_accept(f))
		return;
	spread_init(f, &s);
	if (line < s.count)
		form_go_to_ref(f, s.all[f->panel.items[item_at(&s, line)].index].at);
	spread_clear(&s);
}

bool form_panel_event(struct form_screen *f, const struct event *e)
{
	struct panel *p = &f->panel;
	int row = e->y - p->area.y - 1;

	if (!p->open || (e->kind != EVENT_CLICK && e->kind != EVENT_WHEEL) || row < -1
			|| row >= p->area.height - 1)
		return false;
	if (e->kind == EVENT_WHEEL)
		p->top = e->by < 0 && p->top < (size_t)-e->by ? 0 : p->top + (size_t)e->by;
	else if (row >= 0)
		click(f, p->top + (size_t)row);
	return true;
}

void form_panel_clear(struct form_screen *f)
{
	free(f->panel.items);
}
