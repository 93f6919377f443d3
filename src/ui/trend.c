/* SPDX-License-Identifier: MIT */
#include "ui/trend.h"

#include <libintl.h>
#include <string.h>

#include "out/bar.h"

#define _(text) gettext(text)

enum { BAR_MAX = 20, YEAR_WIDTH = 6, FIGURE_WIDTH = 8 };

/* What the lines are made of. */
struct drawing {
	enum frame frame;
	enum text_widths widths;
	int bar;                     /* columns of a whole one */
};

static void add_right(const char *text, enum text_widths widths, struct str *out)
{
	int width = text_width(widths, text, strlen(text));

	str_add_repeat(out, " ", FIGURE_WIDTH - width);
	str_add(out, text);
}

static void add_figure(bool known, struct decimal figure, const char *unit, enum text_widths widths,
	struct str *out)
{
	struct str text = { 0 };

	if (known) {
		decimal_add_to(decimal_trim(figure), &text);
		str_add(&text, unit);
	}
	add_right(known ? text.data : "—", widths, out);
	str_clear(&text);
}

static void add_bar(const struct drawing *d, bool known, struct decimal part, struct decimal whole, struct str *out)
{
	str_add_char(out, ' ');
	bar_add(known ? part : decimal_from_int(0), whole, d->bar, d->frame, d->widths, out);
}

static void add_point(const struct trend_point *p, const struct form *form, const struct drawing *d,
	struct str *out)
{
	struct decimal percent = { 0 }, one = decimal_from_int(1);
	bool has_rate = p->has_rate && decimal_mul(p->rate, decimal_from_int(100), &percent)
		&& decimal_round(percent, 2, &percent);

	str_addf(out, "%-*d", YEAR_WIDTH, p->year);
	add_figure(has_rate, percent, "%", d->widths, out);
	add_bar(d, has_rate, p->rate, one, out);
	add_figure(p->has_score, p->score, "", d->widths, out);
	add_bar(d, p->has_score, p->score, form->full_score, out);
	while (out->len && out->data[out->len - 1] == ' ')
		str_remove(out, out->len - 1, 1);
	str_add_char(out, '\n');
}

bool trend_is_worth(const struct trend *t)
{
	int known = 0;

	for (size_t i = 0; i < t->count; i++)
		known += t->items[i].has_rate || t->items[i].has_score;
	return known > 1;
}

void trend_add(const struct trend *t, const struct form *form, enum frame frame, enum text_widths widths,
	int columns, struct str *out)
{
	struct drawing d = { frame, widths, (columns - YEAR_WIDTH - 2 * (FIGURE_WIDTH + 1)) / 2 };

	d.bar = d.bar > BAR_MAX ? BAR_MAX : d.bar;
	text_add_cut(out, widths, _("year"), YEAR_WIDTH, true);
	add_right(_("rate"), widths, out);
	str_add_repeat(out, " ", d.bar + 1);
	add_right(_("score"), widths, out);
	str_add_char(out, '\n');
	for (size_t i = 0; i < t->count; i++)
		add_point(&t->items[i], form, &d, out);
}
