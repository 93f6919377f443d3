/* SPDX-License-Identifier: MIT */
/* What the form screen tells: help on a cell, where a number comes from, a search. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/words.h"
#include "ui/form_internal.h"
#include "ui/form_screen.h"
#include "ui/popup.h"

#define _(text) gettext(text)

enum { SOUGHT_MAX = 100 };

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

static const char *const type_texts[] = {
	[CELL_TEXT] = N_("a short text"),
	[CELL_LONG] = N_("a long text; Alt+Enter begins a new line"),
	[CELL_NUMBER] = N_("a number"),
	[CELL_MONEY] = N_("an amount in 万元; 245600元 and 0.3亿元 are converted"),
	[CELL_PERCENT] = N_("a percentage"),
	[CELL_SCORE] = N_("a score"),
	[CELL_WEIGHT] = N_("a weight"),
	[CELL_TARGET] = N_("a target: ≥4次, 95%, ≤5万元, 12月底前, or words"),
	[CELL_ACTUAL] = N_("what was achieved, in the target's unit"),
	[CELL_CHOICE] = N_("one of the choices"),
	[CELL_DATE] = N_("a date"),
};

/* --- F1 --- */

static void add_findings_of_cell(const struct form_screen *f, struct str *out)
{
	size_t count;
	const struct finding *findings = sheet_findings(f->o->sheet, &count);

	for (size_t i = 0; i < count; i++)
		if (ref_equal(findings[i].at, f->pane.at)) {
			str_add_char(out, '\n');
			form_add_finding_details(f, &findings[i], out);
		}
}

void form_info_help(const struct form_screen *f, struct str *out)
{
	const struct cell *cell = form_selected_cell(f);

	entry_add_label(f->o->entry, f->pane.at, out);
	str_add(out, "  (");
	entry_add_name(f->o->entry, f->pane.at, out);
	str_addf(out, ")\n%s", _(type_texts[cell->type]));
	if (cell->required)
		str_addf(out, "%s%s", _("; "), _("must be filled in"));
	if (cell->calculate)
		str_addf(out, "%s%s", _("; "), _("computed"));
	str_add_char(out, '\n');
	if (cell->max)
		str_addf(out, _("at most %d characters\n"), cell->max);
	for (const char *const *c = cell->choices; c && *c; c++)
		str_addf(out, "%s%s", c == cell->choices ? "" : " / ", *c);
	if (cell->choices)
		str_add_char(out, '\n');
	if (cell->hint)
		str_addf(out, "%s\n", cell->hint);
	if (cell->rule)
		str_addf(out, "%s\n", cell->rule);
	add_findings_of_cell(f, out);
}

/* --- the line under the table --- */

static enum role role_of(enum severity severity)
{
	static const enum role roles[] = {
		[SEVERITY_ERROR] = ROLE_ERROR, [SEVERITY_WARNING] = ROLE_WARNING,
		[SEVERITY_NOTE] = ROLE_NOTE,
	};

	return roles[severity];
}

static void add_count(const struct form_screen *f, const struct cell *cell, struct str *out)
{
	const char *text = entry_get(f->o->entry, f->pane.at);

	if (f->editing && cell->max)
		str_addf(out, "  %zu/%d", text_graphemes(text, strlen(text)), cell->max);
}

int form_info_missing(const struct form_screen *f, struct ref at)
{
	return sheet_missing(f->o->sheet, at);
}

void form_info_line(const struct form_screen *f, struct str *out, enum role *role)
{
	const struct cell *cell = form_selected_cell(f);
	const struct finding *finding = sheet_finding_at(f->o->sheet, f->pane.at);
	int missing;

	if (finding && form_carry_add_line(f, finding, out)) {
		*role = ROLE_CARRIED;
		return;
	}
	/* The list of findings has more room for it. */
	if (finding && !f->panel.open) {
		sheet_say(f->o->sheet, finding, translate, out);
		add_count(f, cell, out);
		*role = role_of(finding->severity);
		return;
	}
	missing = cell->calculate ? form_info_missing(f, f->pane.at) : 0;
	entry_add_label(f->o->entry, f->pane.at, out);
	add_count(f, cell, out);
	str_add(out, "  ");
	if (sheet_is_override(f->o->sheet, f->pane.at)) {
		str_add(out, _("typed over; computed: "));
		sheet_show_computed(f->o->sheet, f->pane.at, out);
	} else if (cell->hint && !cell->calculate) {
		str_add(out, cell->hint);
	} else if (missing) {
		str_addf(out, _("%d missing"), missing);
		str_addf(out, "%s%s", _("; "), _("F6 says which"));
	} else if (cell->calculate) {
		str_add(out, _("computed; F6 says how"));
	}
}

/* --- F6 --- */

static void explain(struct form_screen *f)
{
	struct str title = { 0 }, text = { 0 };

	entry_add_label(f->o->entry, f->pane.at, &title);
	sheet_explain(f->o->sheet, f->pane.at, translate, &text);
	viewer_open(f->base.app, str_text(&title), str_text(&text));
	str_clear(&title);
	str_clear(&text);
}

/* --- Ctrl+F --- */

static bool has_line(const char *text, const char *line, size_t length)
{
	struct str folded = { 0 };
	bool found;

	words_add_folded(&folded, line, length);
	found = folded.len && strstr(text, folded.data);
	str_clear(&folded);
	return found;
}

/* Any line of what is sought. */
static bool has_any(const char *text, size_t len, const char *sought)
{
	struct str folded = { 0 };
	bool found = false;

	words_add_folded(&folded, text, len);
	while (*sought && !found) {
		size_t length = strcspn(sought, "\n");

		found = has_line(str_text(&folded), sought, length);
		sought += length + (sought[length] == '\n');
	}
	str_clear(&folded);
	return found;
}

static bool holds(const struct form_screen *f, int cell, const char *sought)
{
	struct str text = { 0 };
	bool found;

	if (f->pane.table.cells[cell].at.cell < 0)
		return false;
	table_text(&f->pane.table, cell, &text, NULL, NULL);
	found = has_any(str_text(&text), text.len, sought);
	str_clear(&text);
	return found;
}

/* In a text higher than the screen: the line behind which what is sought has been read. */
static void show_found(struct form_screen *f)
{
	const struct layout_cell *c = pane_selected(&f->pane);
	size_t from = 0, to = c->lines.count - 1;

	if (c->area.height <= f->pane.area.height)
		return;
	while (from < to) {
		size_t middle = (from + to) / 2;

		if (has_any(c->text.data, c->lines.items[middle].next, f->sought))
			to = middle;
		else
			from = middle + 1;
	}
	pane_follow(&f->pane, (int)to, 0);
}

static void find_next(struct form_screen *f)
{
	int count = f->pane.table.cell_count;

	if (!f->sought) {
		app_say(f->base.app, ROLE_WARNING, _("Nothing was looked for yet: Ctrl+F asks for a text."));
		return;
	}
	for (int i = 1; i <= count; i++) {
		int cell = (f->pane.cell + i) % count;

		if (!holds(f, cell, f->sought))
			continue;
		pane_select(&f->pane, cell);
		show_found(f);
		f->base.dirty = true;
		return;
	}
	app_sayf(f->base.app, ROLE_WARNING, _("“%1” was not found."), f->sought, NULL);
}

static void search(void *context, const char *text)
{
	struct form_screen *f = context;

	if (!*text)
		return;
	free(f->sought);
	f->sought = mem_dup(text);
	find_next(f);
}

/* Words of a filter stand a line each, and are asked for one by one. */
static void ask_search(struct form_screen *f)
{
	char *first = mem_dup_len(f->sought ? f->sought : "", strcspn(f->sought ? f->sought : "", "\n"));

	prompt_open_short(f->base.app, _("Find"), first, SOUGHT_MAX, search, f);
	free(first);
}

void form_screen_seek(struct screen *s, const char *words)
{
	struct form_screen *f = (struct form_screen *)s;
	struct str lines = { 0 };
	const char *word;
	size_t length;

	while ((word = words_next(&words, &length))) {
		if (lines.len)
			str_add_char(&lines, '\n');
		str_add_len(&lines, word, length);
	}
	free(f->sought);
	f->sought = lines.len ? str_take(&lines) : NULL;
}

const struct form_command form_info_commands[] = {
	{ COMMAND_EXPLAIN, explain }, { COMMAND_FIND, ask_search }, { COMMAND_FIND_NEXT, find_next },
	{ COMMAND_NONE, NULL },
};
