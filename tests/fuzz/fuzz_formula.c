/* SPDX-License-Identifier: MIT */
/* A formula from a stranger: refused with its column, or worked out and said in words, for any of its types, in a row
 * and outside. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "../unit/core_form.h"
#include "base/text.h"

static void require(bool promise)
{
	if (!promise)
		abort();
}

static const char *const typed[] = {
	"project=甲", "funds.a.budget=43", "funds.a.executed=24.56", "funds.b.executed=12.",
	"rows[1].level1=产出指标", "rows[1].target=≥4次", "rows[1].actual=4次", "rows[1].weight=20",
	"rows[2].level1=效益指标", "rows[2].weight=99999999999999999999", "rows[2].score=3", "rows[2].reason=无", NULL,
};

/* The value is of the type asked for, or empty, or unknown and says of how much. */
static void check_value(struct value v, enum formula_type type)
{
	static const enum value_kind kinds[] = { VALUE_NUMBER, VALUE_TEXT, VALUE_TRUTH };

	if (v.kind == VALUE_UNKNOWN)
		require(v.missing >= 1);
	else
		require(v.kind == VALUE_EMPTY || v.kind == kinds[type]);
	if (v.kind == VALUE_TEXT)
		require(strlen(v.text) < 10000);
}

static void try_formula(const struct sheet *s, const char *text, enum formula_type type, int row)
{
	const struct form *form = sheet_get_form(s);
	struct formula *formula = NULL;
	struct err err = { 0 };
	struct str said = { 0 };

	if (formula_parse(form, row < 0 ? &form->cells[3] : NULL, NULL, row < 0 ? -1 : 0, text, type, &formula, &err) ==
		STATUS_OK) {
		check_value(formula_evaluate(formula, s, row), type);
		formula_describe(formula, s, row, FORMULA_IN_WORDS, NULL, &said);
		formula_describe(formula, s, row, FORMULA_IN_FIGURES, NULL, &said);
		formula_free(formula);
	} else {
		require(!formula && err.message.id && err.column >= 1 && err.column <= (int)strlen(text) + 1);
	}
	err_clear(&err);
	str_clear(&said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct form *form;
	static struct sheet *sheet;
	char *text;

	/* The reader of form files lets nothing else through. */
	if (text_check((const char *)data, size) != size)
		return 0;

	if (!form) {
		struct entry *e;

		form = core_read(core_text);
		e = entry_new(form, 2023);
		core_type(e, typed);
		sheet = sheet_new(e);
	}
	text = calloc(size + 1, 1);
	memcpy(text, data, size);
	for (int type = FORMULA_NUMBER; type <= FORMULA_TRUTH; type++) {
		try_formula(sheet, text, (enum formula_type)type, -1);
		try_formula(sheet, text, (enum formula_type)type, 1);
	}
	free(text);
	return 0;
}
