/* SPDX-License-Identifier: MIT */
/* What stands around the table: the title, the status and the line about the selected cell. */
#include <libintl.h>

#include "desk/carry.h"
#include "ui/form_internal.h"

#define _(text) gettext(text)

static void add_shown(const struct form_screen *f, enum summary_item item, struct str *out)
{
	int cell = f->o->form->summary[item];

	if (cell >= 0)
		sheet_show(f->o->sheet, (struct ref){ cell, -1 }, out);
}

void form_bars_add_title(const struct form_screen *f, struct str *out)
{
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

/* Whoever writes to a length sees how far it is. */
static void add_typing(const struct form_screen *f, struct str *out)
{
	const struct cell *cell = form_selected_cell(f);

	if (cell->max > 0 || pane_is_prose(&f->pane)) {
		str_addf(out, _("%d/%d chars"), (int)text_graphemes(field_text(&f->field), f->field.text.len),
			cell->max > 0 ? cell->max : FORM_TEXT_MAX);
		str_add(out, "  ");
	}
	str_add(out, _("typing"));
}

void form_bars_add_status(const struct form_screen *f, struct str *left, struct str *right)
{
	struct finding_counts counts = sheet_finding_counts(f->o->sheet);

	if (f->second.hidden)
		return;
	form_carry_add_count(f, left);
	add_scores(f, left);
	str_addf(left, _("errors %d  to explain %d  notes %d"), counts.errors,
		counts.warnings - (int)opened_count_carried(f->o), counts.notes);
	if (f->editing)
		add_typing(f, right);
	else if (f->o->lock != OPENED_FREE)
		str_add(right, _("read-only"));
	else
		str_add(right, opened_is_saved(f->o) ? _("stored") : _("NOT STORED"));
}

static void put_line(struct grid *g, struct rect line, int x, int width, const struct str *text, enum role role)
{
	struct str cut = { 0 };

	text_add_cut(&cut, grid_widths(g), str_text(text), width, false);
	grid_put(g, line, x, line.y, str_text(&cut), cut.len, role);
	str_clear(&cut);
}

/* What the cell held last year stands at the right end, in half of the line at most; a finding has more to say. */
void form_bars_paint_line(struct form_screen *f, struct grid *g)
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
