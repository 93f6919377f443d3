/* SPDX-License-Identifier: MIT */
#include "form/typing.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "form/finding.h"

static enum status refuse(const struct entry *e, struct ref at, const char *id, const char *detail,
	struct err *err)
{
	struct str label = { 0 };
	enum status status;

	entry_add_label(e, at, &label);
	status = err_set(err, STATUS_INPUT, id, str_text(&label), detail, NULL);
	str_clear(&label);
	return status;
}

static enum status refuse_character(const struct entry *e, struct ref at, uint32_t c,
	struct err *err)
{
	char number[16];

	if (c == '\n')
		return refuse(e, at, N_("%1 has one line only; leave the line end out"), NULL, err);
	snprintf(number, sizeof number, "U+%04X", (unsigned)c);
	return refuse(e, at, N_("%1: the control character %2 cannot be printed; leave it out"),
		number, err);
}

static enum status check_characters(const struct entry *e, struct ref at, bool lines,
	const char *text, struct err *err)
{
	size_t len = strlen(text);
	const char *end = text + len;
	uint32_t c;

	if (text_check(text, len) != len)
		return refuse(e, at, N_("%1: the text is not valid UTF-8; type it again"), NULL,
			err);
	while (text < end) {
		text += text_decode(text, end, &c);
		if ((c == '\n' && !lines) || text_is_forbidden(c))
			return refuse_character(e, at, c, err);
	}
	return STATUS_OK;
}

static enum status check_length(const struct entry *e, struct ref at, const char *text,
	struct err *err)
{
	char limit[16];

	if (text_graphemes(text, strlen(text)) <= FORM_TEXT_MAX)
		return STATUS_OK;
	snprintf(limit, sizeof limit, "%d", FORM_TEXT_MAX);
	return refuse(e, at, N_("%1 takes at most %2 characters; shorten the text"), limit, err);
}

static bool is_choice(const struct cell *cell, const char *text)
{
	for (const char *const *c = cell->choices; c && *c; c++)
		if (!strcmp(*c, text))
			return true;
	return false;
}

enum status typing_check(const struct entry *e, struct ref at, const char *text, struct err *err)
{
	const struct cell *cell = &entry_get_form(e)->cells[at.cell];
	enum status status = check_characters(e, at, cell->type == CELL_LONG, text, err);

	if (status != STATUS_OK || !*text)
		return status;
	if (cell->readonly)
		return refuse(e, at, N_("%1 is computed and cannot be typed over"), NULL, err);
	if (cell->type == CELL_CHOICE && !is_choice(cell, text))
		return refuse(e, at, N_("%1 takes one of its choices only, not “%2”"), text, err);
	return check_length(e, at, text, err);
}

enum status typing_check_note(const struct entry *e, struct ref at, const char *finding,
	const char *text, struct err *err)
{
	enum status status;

	if (!finding_find(finding))
		return err_set(err, STATUS_INPUT, N_("there is no kind of finding “%1”"), finding,
			NULL);
	status = check_characters(e, at, true, text, err);
	return status == STATUS_OK ? check_length(e, at, text, err) : status;
}
