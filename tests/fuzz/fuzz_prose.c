/* SPDX-License-Identifier: MIT */
/* A text in which somebody may name figures: what is said to be wrong lies in it, begins with a word and has a figure. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "../unit/figures_form.h"
#include "base/text.h"
#include "form/figure.h"
#include "form/prose.h"
#include "form/sheet.h"

static void require(bool promise)
{
	if (!promise)
		abort();
}

static struct ref find(const struct form *form, const char *name)
{
	struct ref at;

	require(ref_parse(form, name, &at));
	return at;
}

static struct sheet *make_sheet(void)
{
	struct err_list errors = { 0 };
	struct form *form = NULL;
	struct entry *e;

	require(form_read("prose.yaml", figures_text, strlen(figures_text), &form, &errors) == STATUS_OK);
	e = entry_new(form, 2023);
	entry_insert_row(e, 0, 0, 0);
	entry_insert_row(e, 0, 0, 0);
	for (int i = 0; i < FIGURES_TYPED; i++)
		entry_set(e, find(form, figures_typed[i][0]), figures_typed[i][1]);
	return sheet_new(e);
}

static bool begins_with_word(const struct form_figure *figure, const char *s)
{
	for (const char *const *w = figure->words; *w; w++)
		if (!strncmp(s, *w, strlen(*w)))
			return true;
	return false;
}

static void look(const struct sheet *sheet, const char *cell, const char *text)
{
	struct prose_fault fault;
	struct decimal number;
	char *said;
	const char *s;

	if (!prose_find_fault(sheet, find(sheet_get_form(sheet), cell), text, &fault))
		return;
	require(fault.start + fault.len <= strlen(text));
	require(begins_with_word(fault.figure, text + fault.start));
	require((fault.row < 0) == (fault.figure->repeat < 0));
	s = said = strndup(text + fault.start, fault.len);
	require(figure_next(&s, &number));
	free(said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sheet *sheet;
	char *text;

	/* Typed text is always good. */
	if (text_check((const char *)data, size) != size)
		return 0;
	if (!sheet)
		sheet = make_sheet();
	text = calloc(size + 1, 1);
	memcpy(text, data, size);
	look(sheet, "text", text);
	look(sheet, "rows[2].note", text);
	free(text);
	return 0;
}
