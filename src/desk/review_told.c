/* SPDX-License-Identifier: MIT */
/* What a second entry found, as people read it. */
#include <string.h>

#include "desk/review.h"
#include "form/compare.h"

struct ref review_find(const struct opened *o, const struct review_difference *d)
{
	struct ref at;
	int repeat;

	if (!ref_parse(o->form, d->place, &at))
		return (struct ref){ -1, -1 };
	repeat = o->form->cells[at.cell].repeat;
	if (repeat >= 0)
		at.row = entry_find_row(o->entry, repeat, d->uid);
	return repeat >= 0 && at.row < 0 ? (struct ref){ -1, -1 } : at;
}

/* A place that this version of the form does not have goes by its name. */
void review_add_label(const struct opened *o, const struct review_difference *d, struct str *out)
{
	struct ref at;

	if (ref_parse(o->form, d->place, &at))
		entry_add_label(o->entry, at, out);
	else
		str_add(out, d->place);
}

static bool read(const struct cell *cell, const char *text, struct decimal *out)
{
	struct str folded = { 0 };
	bool known;

	text_add_folded(&folded, text, strlen(text));
	known = number_read(str_text(&folded), cell->style.kind, out) == NUMBER_OK;
	str_clear(&folded);
	return known;
}

void review_add_difference(const struct opened *o, const struct review_difference *d, bool *points, struct str *out)
{
	struct decimal first, second, difference;
	const struct cell *cell;
	struct ref at;

	*points = false;
	if (!ref_parse(o->form, d->place, &at))
		return;
	cell = &o->form->cells[at.cell];
	if (!read(cell, d->first, &first) || !read(cell, d->second, &second)
			|| !decimal_sub(second, first, &difference))
		return;
	*points = cell->style.kind == NUMBER_PERCENT;
	compare_add_difference(cell, difference, out);
}

/* --- as lines --- */

static int width_of(const struct review_look *look, const char *text)
{
	return text_width(look->widths, text, strlen(text));
}

static const char *shown(const char *text)
{
	return *text ? text : "—";
}

static void add_padded(const struct review_look *look, const char *text, int columns, bool right, struct str *out)
{
	int gap = columns - width_of(look, text);

	str_add_repeat(out, " ", right ? gap : 0);
	str_add(out, text);
	str_add_repeat(out, " ", right ? 0 : gap);
}

static void add_told_difference(const struct opened *o, const struct review_difference *d,
	const struct review_look *look, struct str *out)
{
	bool points = false;
	size_t before = out->len;

	if (look->first)
		review_add_difference(o, d, &points, out);
	if (points && out->len > before && look->points)
		str_addf(out, " %s", look->points);
}

static bool fits(const struct review_look *look, const char *text)
{
	return width_of(look, text) <= look->figure;
}

static bool is_short(const struct review_difference *d, const struct review_look *look, const char *difference)
{
	return fits(look, d->second) && (!look->first || fits(look, d->first)) && fits(look, difference);
}

/* The narrowest label column that is worth one, and the widest one of figures. */
enum { LABEL_MIN = 16, FIGURE_MAX = 13 };

static void widen(struct review_look *look, const char *text, int figure_max)
{
	int width = width_of(look, text);

	if (width > look->figure && width <= figure_max)
		look->figure = width;
}

static void fit(const struct opened *o, const struct review_difference *d, int figure_max, struct review_look *look)
{
	const char *texts[] = { look->first ? d->first : "", d->second, "" };
	struct str label = { 0 }, difference = { 0 };

	review_add_label(o, d, &label);
	add_told_difference(o, d, look, &difference);
	texts[2] = str_text(&difference);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		widen(look, texts[i], figure_max);
	if (width_of(look, str_text(&label)) > look->label)
		look->label = width_of(look, str_text(&label));
	str_clear(&label);
	str_clear(&difference);
}

void review_add_head(const struct review_look *look, struct str *out)
{
	const char *titles[] = { look->first, look->second, look->first ? look->difference : NULL };

	text_add_cut(out, look->widths, look->cell, look->label, true);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct str title = { 0 };

		if (!titles[i])
			continue;
		text_add_cut(&title, look->widths, titles[i], look->figure, false);
		str_add_char(out, ' ');
		add_padded(look, str_text(&title), look->figure, true, out);
		str_clear(&title);
	}
}

void review_fit(const struct opened *o, const struct review *r, int columns, struct review_look *look)
{
	int figures = look->first ? 3 : 1, figure_max = (columns - LABEL_MIN) / figures - 1;

	figure_max = figure_max < FIGURE_MAX ? figure_max : FIGURE_MAX;
	look->label = look->figure = 0;
	if (look->first) {
		widen(look, look->first, figure_max);
		widen(look, look->difference, figure_max);
	}
	widen(look, look->second, figure_max);
	for (size_t i = 0; i < r->count; i++)
		fit(o, &r->items[i], figure_max, look);
	if (look->label > columns - figures * (look->figure + 1))
		look->label = columns - figures * (look->figure + 1);
}

/* On a line of its own. */
static void add_long(const struct review_look *look, const char *name, const char *text, struct str *out)
{
	int other = look->first ? width_of(look, name == look->first ? look->second : look->first) : 0;
	int own = look->first ? width_of(look, name) : 0;

	str_add(out, "\n  ");
	if (look->first)
		add_padded(look, name, (own > other ? own : other) + 2, false, out);
	for (text = shown(text); *text; text++)
		str_add_char(out, *text == '\n' ? ' ' : *text);
}

static void add_below(const struct review_difference *d, const struct review_look *look, const char *difference,
	struct str *out)
{
	if (look->first)
		add_long(look, look->first, d->first, out);
	add_long(look, look->second, d->second, out);
	if (*difference)
		str_addf(out, "  (%s)", difference);
}

static void add_beside(const struct review_difference *d, const struct review_look *look, const char *difference,
	struct str *out)
{
	const char *figures[] = { look->first ? shown(d->first) : NULL, shown(d->second), *difference ? difference : NULL };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (figures[i]) {
			str_add_char(out, ' ');
			add_padded(look, figures[i], look->figure, true, out);
		}
}

void review_add_lines(const struct opened *o, const struct review_difference *d, const struct review_look *look,
	struct str *out)
{
	struct str label = { 0 }, difference = { 0 };
	bool beside;

	review_add_label(o, d, &label);
	add_told_difference(o, d, look, &difference);
	beside = is_short(d, look, str_text(&difference));
	if (beside && width_of(look, str_text(&label)) > look->label) {
		str_addf(out, "%s\n", str_text(&label));
		str_reset(&label);
	}
	if (beside)
		add_padded(look, str_text(&label), look->label, false, out);
	else
		str_add(out, str_text(&label));
	(beside ? add_beside : add_below)(d, look, str_text(&difference), out);
	str_add_char(out, '\n');
	str_clear(&label);
	str_clear(&difference);
}
