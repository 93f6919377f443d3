/* SPDX-License-Identifier: MIT */
/* What a person says to a finding: Ctrl+R. */
#include <libintl.h>
#include <string.h>

#include "form/finding.h"
#include "ui/form_internal.h"
#include "ui/popup.h"

#define _(text) gettext(text)

static void store(void *context, const char *text)
{
	struct form_screen *f = context;
	struct step step = { .focus = f->pane.at };
	struct err err = { 0 };

	if (form_refused(f, &step, opened_note(f->o, &step, f->noted.id, f->noted.at, text, &err), &err))
		return;
	opened_accept(f->o, &step);
	form_changed(f);
}

void note_open(struct form_screen *f, const struct finding *finding)
{
	const struct finding_kind *kind = finding_find(finding->id);
	struct str title = { 0 };

	f->noted = *finding;
	str_addf(&title, "%s: %s", _("Note on the finding"), kind ? _(kind->title) : finding->id);
	prompt_open(f->base.app, str_text(&title), sheet_note(f->o->sheet, finding), FORM_TEXT_MAX, store, f);
	str_clear(&title);
}

/* What a note would do most for: an open warning, an error to explain, one that has a note to change, any warning. */
static int rank_of(const struct form_screen *f, const struct finding *finding)
{
	bool noted = *sheet_note(f->o->sheet, finding) != '\0';

	if (finding->severity == SEVERITY_NOTE || finding_is_mark(finding->id))
		return 0;
	if (noted)
		return 2;
	if (finding->severity == SEVERITY_ERROR)
		return 3;
	return finding->settled ? 1 : 4;
}

static const struct finding *find_notable(const struct form_screen *f)
{
	size_t count;
	const struct finding *all = sheet_findings(f->o->sheet, &count), *found = NULL;
	int best = 0;

	for (size_t i = 0; i < count; i++) {
		int rank = ref_equal(all[i].at, f->pane.at) ? rank_of(f, &all[i]) : 0;

		if (rank <= best)
			continue;
		found = &all[i];
		best = rank;
	}
	return found;
}

static void note(struct form_screen *f)
{
	const struct finding *finding = find_notable(f);

	if (finding)
		note_open(f, finding);
	else
		app_say(f->base.app, ROLE_WARNING,
			_("This cell has nothing that a note could settle or explain; F4 goes to the next finding."));
}

const struct form_command form_note_commands[] = {
	{ COMMAND_NOTE, note }, { COMMAND_NONE, NULL },
};
