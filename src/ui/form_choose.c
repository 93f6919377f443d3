/* SPDX-License-Identifier: MIT */
/* Choosing a text instead of typing it: for a cell that takes one of its choices only, and for what a row
 * remembers without showing it (which way a target is meant). */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { OPTIONS_MAX = 64 };

struct option {
	struct ref at;
	const char *text;            /* "": none */
};

static size_t add_options(const struct form_screen *f, struct ref at, struct option *out, size_t count)
{
	const char *const *choice = f->o->form->cells[at.cell].choices;

	for (; choice && *choice && count + 1 < OPTIONS_MAX; choice++)
		out[count++] = (struct option){ at, *choice };
	if (count < OPTIONS_MAX)
		out[count++] = (struct option){ at, "" };
	return count;
}

static size_t list_options(const struct form_screen *f, struct option out[OPTIONS_MAX])
{
	const struct form *form = f->o->form;
	const struct cell *cell = form_selected_cell(f);
	size_t count = 0;

	if (cell->type == CELL_CHOICE)
		return add_options(f, f->pane.at, out, 0);
	if (cell->repeat < 0)
		return 0;
	for (int c = form->repeats[cell->repeat].first, i = 0; i < form->repeats[cell->repeat].count; i++)
		if (form->cells[c + i].type == CELL_CHOICE && !form->cells[c + i].shown)
			count = add_options(f, (struct ref){ c + i, f->pane.at.row }, out, count);
	return count;
}

static bool is_chosen(const struct form_screen *f, const struct option *o)
{
	return !strcmp(entry_get(f->o->entry, o->at), o->text);
}

static const char *label_of(const struct form_screen *f, const struct option *o)
{
	return f->o->form->cells[o->at.cell].label;
}

/* Of the labels and the heading above them. */
static int widest(const struct form_screen *f, const struct option *options, size_t count)
{
	enum text_widths widths = app_widths(f->base.app);
	int width = text_width(widths, _("cell"), strlen(_("cell")));

	for (size_t i = 0; i < count; i++) {
		const char *label = label_of(f, &options[i]);

		if (text_width(widths, label, strlen(label)) > width)
			width = text_width(widths, label, strlen(label));
	}
	return width;
}

static char *make_line(const struct form_screen *f, const char *mark, const char *label, int width, const char *text)
{
	struct str line = { 0 };

	str_add(&line, mark);
	text_add_cut(&line, app_widths(f->base.app), label, width, true);
	str_addf(&line, "  %s", text);
	return str_take(&line);
}

static void chosen(void *context, size_t line)
{
	struct form_screen *f = context;
	struct option options[OPTIONS_MAX];
	struct step step = { .focus = f->pane.at };
	struct err err = { 0 };

	if (line >= list_options(f, options) || form_refused(f, &step,
			opened_type(f->o, &step, options[line].at, options[line].text, &err), &err))
		return;
	opened_accept(f->o, &step);
	form_changed(f);
}

static void add_title(const struct form_screen *f, struct str *out)
{
	struct ref at = f->pane.at;

	entry_add_label(f->o->entry, at, out);
	if (form_selected_cell(f)->type != CELL_CHOICE && form_selected_cell(f)->repeat >= 0)
		str_addf(out, ": %s", _("how the rule reads this row"));
}

void form_choose(struct form_screen *f)
{
	struct option options[OPTIONS_MAX];
	char *lines[OPTIONS_MAX], *head;
	size_t count = list_options(f, options), selected = 0;
	int width = widest(f, options, count);
	struct str title = { 0 };

	if (!count && (form_fill_rows(f) || form_choose_source(f)))
		return;
	if (!count) {
		app_say(f->base.app, ROLE_WARNING, _("There is nothing to choose here; type instead."));
		return;
	}
	if (form_is_group(f, _("This cell stands for several rows; stand in the row that is meant.")))
		return;
	for (size_t i = count; i-- > 0; ) {
		bool is = is_chosen(f, &options[i]);

		lines[i] = make_line(f, is ? "[x] " : "[ ] ", label_of(f, &options[i]), width,
			*options[i].text ? options[i].text : _("nothing chosen"));
		if (is)
			selected = i;
	}
	head = make_line(f, "    ", _("cell"), width, _("choice"));
	add_title(f, &title);
	choice_open_table(f->base.app, str_text(&title), head, (const char *const *)lines, count, selected, chosen, f);
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
	free(head);
	str_clear(&title);
}
