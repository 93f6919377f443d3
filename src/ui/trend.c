/* SPDX-License-Identifier: MIT */
#include "ui/trend.h"

#include <libintl.h>
#include <string.h>

#define _(text) gettext(text)

enum { BAR_MAX = 20, YEAR_WIDTH = 6, FIGURE_WIDTH = 8 };

/* What the lines are made of. */
struct drawing {
	const char *mark;
	int bar;                     /* columns of a whole one */
	enum text_widths widths;
};

/* A sign that is as wide as everybody thinks. */
static const char *ink(enum frame frame, enum text_widths widths)
{
	return frame == FRAME_BOX && text_char_width(widths, 0x2588) == 1 ? "█" : "#";
}

/* Only a whole one is as long as the bar; what goes beyond is cut. */
static int length(struct decimal part, struct decimal whole, int bar)
{
	struct decimal share, marks;

	if (!decimal_div(part, whole, &share) || !decimal_mul(share, decimal_from_int(bar), &marks)
			|| decimal_sign(marks) < 0)
		return 0;
	for (; marks.scale; marks.scale--)
		marks.coef /= 10;
	return marks.coef > bar ? bar : (int)marks.coef;
}

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
	add_right(known ? text.data : "-", widths, out);
	str_clear(&text);
}

static void add_bar(const struct drawing *d, int marks, struct str *out)
{
	str_add(out, " ");
	str_add_repeat(out, d->mark, marks);
	str_add_repeat(out, " ", d->bar - marks);
}

static void add_point(const struct trend_point *p, const struct form *form, const struct drawing *d,
	struct str *out)
{
	struct decimal percent = { 0 }, one = decimal_from_int(1);
	bool has_rate = p->has_rate && decimal_mul(p->rate, decimal_from_int(100), &percent)
		&& decimal_round(percent, 2, &percent);

	str_addf(out, "%-*d", YEAR_WIDTH, p->year);
	add_figure(has_rate, percent, "%", d->widths, out);
	add_bar(d, has_rate ? length(p->rate, one, d->bar) : 0, out);
	add_figure(p->has_score, p->score, "", d->widths, out);
	add_bar(d, p->has_score ? length(p->score, form->full_score, d->bar) : 0, out);
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
	struct drawing d = { ink(frame, widths), (columns - YEAR_WIDTH - 2 * (FIGURE_WIDTH + 1)) / 2, widths };

	d.bar = d.bar > BAR_MAX ? BAR_MAX : d.bar;
	text_add_cut(out, widths, _("year"), YEAR_WIDTH, true);
	add_right(_("rate"), widths, out);
	str_add_repeat(out, " ", d.bar + 1);
	add_right(_("score"), widths, out);
	str_add_char(out, '\n');
	for (size_t i = 0; i < t->count; i++)
		add_point(&t->items[i], form, &d, out);
}
