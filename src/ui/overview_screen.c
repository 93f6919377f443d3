/* SPDX-License-Identifier: MIT */
#include "ui/overview_screen.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/overview_table.h"
#include "out/bar.h"
#include "ui/popup.h"
#include "ui/scroll.h"

#define _(text) gettext(text)

/* Above the lines a heading, below them their sum and a remark. */
enum { HEAD = 1, FOOT = 2, GAP = 1, NAME_MIN = 14 };

enum { COLUMN_NAME, COLUMN_COUNT, COLUMN_BUDGET, COLUMN_EXECUTED, COLUMN_RATE, COLUMN_RATE_BAR, COLUMN_SCORE,
	COLUMN_SCORE_BAR, COLUMN_COVERAGE, COLUMN_GRADES, COLUMN_STATUSES, COLUMNS };

struct overview_screen {
	struct screen base;
	struct list_query query;     /* texts owned; year 0: the years are shown */
	int wanted;                  /* the year that was asked for; 0: all */
	struct overview overview;
	struct str notes;
	struct scroll scroll;
	int width[COLUMNS];          /* 0: no room for it */
	void (*chosen)(void *context, int year, const char *unit);
	void *context;
};

static struct overview_screen *self(struct screen *s)
{
	return (struct overview_screen *)s;
}

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

static void free_screen(struct screen *s)
{
	struct overview_screen *v = self(s);

	overview_clear(&v->overview);
	str_clear(&v->notes);
	free((char *)v->query.search);
	free((char *)v->query.unit);
	free(v);
}

static enum overview_by by(const struct overview_screen *v)
{
	return v->query.year ? OVERVIEW_BY_UNIT : OVERVIEW_BY_YEAR;
}

static void load(struct overview_screen *v)
{
	struct err err = { 0 };

	str_reset(&v->notes);
	if (overview_make(app_desk(v->base.app), &v->query, by(v), &v->overview, &err) == STATUS_OK)
		overview_add_notes(&v->overview, translate, &v->notes);
	else
		app_say_error(v->base.app, &err);
	err_clear(&err);
	scroll_fit(&v->scroll, v->overview.count, v->scroll.height);
	v->base.dirty = true;
}

/* --- columns --- */

/* `keep`: the lowest go first where there is not room for all. */
static const struct column {
	const char *title;
	int width, keep;
	bool right;
} columns[COLUMNS] = {
	[COLUMN_NAME] = { N_("unit"), 0, 9, false },
	[COLUMN_COUNT] = { N_("tables"), 6, 9, true },
	[COLUMN_BUDGET] = { N_("budget"), 11, 9, true },
	[COLUMN_EXECUTED] = { N_("executed"), 11, 8, true },
	[COLUMN_RATE] = { N_("rate"), 8, 9, true },
	[COLUMN_RATE_BAR] = { "", 10, 6, false },
	[COLUMN_SCORE] = { N_("score"), 6, 7, true },
	[COLUMN_SCORE_BAR] = { "", 10, 3, false },
	[COLUMN_COVERAGE] = { N_("scored"), 8, 5, true },
	[COLUMN_GRADES] = { "优/良/中/差", 12, 4, false },
	[COLUMN_STATUSES] = { N_("draft/reviewed/signed"), 22, 2, false },
};

static int room(int width, int keep)
{
	for (int i = 0; i < COLUMNS; i++)
		if (i != COLUMN_NAME && columns[i].keep >= keep)
			width -= columns[i].width + GAP;
	return width;
}

static void resize(struct screen *s)
{
	struct overview_screen *v = self(s);
	int keep = 0;

	while (keep < 9 && room(s->area.width - 2 * GAP, keep) < NAME_MIN)
		keep++;
	for (int i = 0; i < COLUMNS; i++)
		v->width[i] = columns[i].keep < keep ? 0 : columns[i].width;
	v->width[COLUMN_NAME] = room(s->area.width - 2 * GAP, keep);
	scroll_fit(&v->scroll, v->scroll.count, (size_t)(s->area.height - HEAD - FOOT));
	s->dirty = true;
}

static void add_counts(const int *counts, int count, struct str *out)
{
	for (int i = 0; i < count; i++)
		str_addf(out, "%s%d", i ? "/" : "", counts[i]);
}

static void add_bar(const struct overview_screen *v, bool known, struct decimal part, int whole, struct str *out)
{
	if (known)
		bar_add(part, decimal_from_int(whole), columns[COLUMN_RATE_BAR].width, app_frame(v->base.app),
			app_widths(v->base.app), out);
}

/* Weighted by budget where budgets are known. */
static struct decimal score_of(const struct overview_line *l)
{
	return l->has_weighted ? l->weighted : l->mean;
}

static void add_figure(const struct overview_screen *v, const struct overview_line *l, int column, struct str *out)
{
	if (column == COLUMN_COUNT)
		str_addf(out, "%d", l->count);
	else if (column == COLUMN_BUDGET && l->with_budget)
		overview_add_money(l->budget, out);
	else if (column == COLUMN_EXECUTED && l->with_executed)
		overview_add_money(l->executed, out);
	else if (column == COLUMN_RATE)
		overview_add_percent(l->has_rate, l->rate, out);
	else if (column == COLUMN_RATE_BAR)
		add_bar(v, l->has_rate, l->rate, 1, out);
	else if (column == COLUMN_SCORE)
		overview_add_score(l->has_mean, score_of(l), out);
	else if (column == COLUMN_SCORE_BAR)
		add_bar(v, l->has_mean, score_of(l), 100, out);
	else if (column == COLUMN_COVERAGE)
		overview_add_percent(l->has_coverage, l->coverage, out);
	else if (column == COLUMN_GRADES)
		add_counts(l->grades, OVERVIEW_GRADES, out);
	else if (column == COLUMN_STATUSES)
		add_counts(l->statuses, ENTRY_STATUSES, out);
}

/* --- painting --- */

/* One column further right every time. */
static void put(const struct overview_screen *v, struct grid *g, struct rect line, int *x, int column,
	const char *text, enum role role)
{
	struct str cut = { 0 };
	int at = *x;

	if (!v->width[column])
		return;
	text_add_cut(&cut, grid_widths(g), text, v->width[column], false);
	if (columns[column].right)
		at += v->width[column] - text_width(grid_widths(g), str_text(&cut), cut.len);
	grid_put(g, line, at, line.y, str_text(&cut), cut.len, role);
	*x += v->width[column] + GAP;
	str_clear(&cut);
}

static void paint_line(const struct overview_screen *v, struct grid *g, struct rect line, const char *name,
	const struct overview_line *l, enum role role)
{
	struct str text = { 0 };
	int x = line.x + GAP;

	grid_fill(g, line, role);
	put(v, g, line, &x, COLUMN_NAME, name, role);
	for (int i = COLUMN_NAME + 1; i < COLUMNS; i++) {
		str_reset(&text);
		add_figure(v, l, i, &text);
		put(v, g, line, &x, i, str_text(&text), role);
	}
	str_clear(&text);
}

static void paint_head(const struct overview_screen *v, struct grid *g, struct rect line)
{
	int x = line.x + GAP;

	grid_fill(g, line, ROLE_LIST_HEAD);
	for (int i = 0; i < COLUMNS; i++) {
		const char *title = i == COLUMN_NAME && !v->query.year ? N_("year") : columns[i].title;

		put(v, g, line, &x, i, *title ? _(title) : "", ROLE_LIST_HEAD);
	}
}

/* The first remark; F3 shows all of them. */
static void paint_remark(const struct overview_screen *v, struct grid *g, struct rect line)
{
	const char *end = strchr(str_text(&v->notes), '\n');
	struct str first = { 0 }, cut = { 0 };

	grid_fill(g, line, ROLE_DIM);
	if (!end)
		return;
	str_add_len(&first, v->notes.data, (size_t)(end - v->notes.data));
	text_add_cut(&cut, grid_widths(g), first.data, line.width - 2 * GAP, false);
	grid_put(g, line, line.x + GAP, line.y, cut.data, cut.len, v->overview.remark_count ? ROLE_WARNING : ROLE_DIM);
	str_clear(&first);
	str_clear(&cut);
}

static const char *name_of(const struct overview_line *l)
{
	return *l->name ? l->name : _("no unit");
}

static void paint(struct screen *s, struct grid *g, bool all)
{
	struct overview_screen *v = self(s);
	struct rect line = { s->area.x, s->area.y, s->area.width, 1 };

	(void)all;
	grid_fill(g, s->area, ROLE_PLAIN);
	paint_head(v, g, line);
	for (size_t i = 0; i < v->scroll.height && v->scroll.top + i < v->overview.count; i++) {
		const struct overview_line *l = &v->overview.lines[v->scroll.top + i];

		line.y++;
		paint_line(v, g, line, name_of(l), l,
			v->scroll.top + i == v->scroll.selected ? ROLE_LIST_SELECTED : ROLE_PLAIN);
	}
	line.y = s->area.y + s->area.height - FOOT;
	paint_line(v, g, line, _("sum"), &v->overview.total, ROLE_LIST_HEAD);
	line.y++;
	paint_remark(v, g, line);
}

/* --- events --- */

static const struct overview_line *selected(const struct overview_screen *v)
{
	return v->scroll.selected < v->overview.count ? &v->overview.lines[v->scroll.selected] : NULL;
}

static void go_into(struct overview_screen *v)
{
	const struct overview_line *l = selected(v);

	if (!l)
		return;
	if (v->query.year) {
		app_close(v->base.app, &v->base);
		v->chosen(v->context, v->query.year, l->name);
		return;
	}
	v->query.year = l->year;
	scroll_select(&v->scroll, 0);
	load(v);
}

static void go_back(struct overview_screen *v)
{
	int year = v->query.year;

	if (!year || year == v->wanted) {
		app_close(v->base.app, &v->base);
		return;
	}
	v->query.year = 0;
	load(v);
	for (size_t i = 0; i < v->overview.count; i++)
		if (v->overview.lines[i].year == year)
			scroll_select(&v->scroll, i);
}

static void show_remarks(struct overview_screen *v)
{
	viewer_open(v->base.app, _("Remarks"),
		v->notes.len ? v->notes.data : _("Everything is in the sums, and they add up."));
}

static bool command(struct overview_screen *v, enum command_id id)
{
	if (id == COMMAND_ACCEPT)
		go_into(v);
	else if (id == COMMAND_CANCEL)
		go_back(v);
	else if (id == COMMAND_REMARKS)
		show_remarks(v);
	else
		return scroll_command(&v->scroll, id);
	return true;
}

static void click(struct overview_screen *v, const struct event *e)
{
	int line = e->y - v->base.area.y - HEAD;
	size_t number = v->scroll.top + (size_t)(line > 0 ? line : 0);

	if (line < 0 || line >= (int)v->scroll.height || number >= v->overview.count)
		return;
	if (number == v->scroll.selected)
		go_into(v);
	else
		scroll_select(&v->scroll, number);
}

static bool handle_event(struct screen *s, const struct event *e)
{
	struct overview_screen *v = self(s);

	s->dirty = true;
	if (e->kind == EVENT_KEY)
		return command(v, e->command);
	if (e->kind == EVENT_CLICK)
		click(v, e);
	else if (e->kind == EVENT_WHEEL)
		scroll_by(&v->scroll, e->by);
	return true;
}

static unsigned context(const struct screen *s)
{
	(void)s;
	return CONTEXT_OVERVIEW;
}

static void title(const struct screen *s, struct str *out)
{
	const struct list_query *q = &((const struct overview_screen *)s)->query;

	str_add(out, _("Overview (万元)"));
	if (q->year)
		str_addf(out, "  %d", q->year);
	if (q->unit)
		str_addf(out, "  %s", q->unit);
	if (q->status)
		str_addf(out, "  %s", _(status_label_of(q->status)));
	if (q->search)
		str_addf(out, "  %s", q->search);
}

static void status(const struct screen *s, struct str *left, struct str *right)
{
	const struct overview_screen *v = (const struct overview_screen *)s;

	str_addf(left, _("%zu of %zu"), v->overview.count ? v->scroll.selected + 1 : 0, v->overview.count);
	if (v->overview.remark_count)
		str_addf(right, "%s %zu", _("does not add up:"), v->overview.remark_count);
}

void overview_screen_open(struct app *app, const struct list_query *q,
	void (*chosen)(void *context, int year, const char *unit), void *context_)
{
	static const struct screen_class class = {
		.free = free_screen, .resize = resize, .paint = paint, .event = handle_event, .context = context,
		.title = title, .status = status,
	};
	struct overview_screen *v = mem_alloc(sizeof *v);

	v->base = screen_init(app, &class);
	v->query = (struct list_query){ .year = q->year, .form = q->form, .search = mem_dup(q->search),
		.status = q->status, .unit = mem_dup(q->unit) };
	v->wanted = q->year;
	v->chosen = chosen;
	v->context = context_;
	v->scroll.height = 1;
	load(v);
	app_push(app, &v->base);
}
