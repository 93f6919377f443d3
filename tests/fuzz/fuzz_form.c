/* SPDX-License-Identifier: MIT */
/* A form file from a stranger: a form or errors with their places, never both, never anything else.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "form/sheet.h"

enum { MANY = 100 };

static void require(bool promise)
{
	if (!promise)
		abort();
}

static void check_row(const struct form *form, const struct form_row *row)
{
	for (int i = 0; i < row->count; i++) {
		const struct box *b = &row->boxes[i];

		require(b->before && b->after && b->columns > 0 && b->column >= 0);
		require(b->column + b->columns <= form->column_count);
		require(b->cell >= -1 && b->cell < form->cell_count);
	}
}

static void check_form(const struct form *form, const uint8_t *data, size_t size)
{
	struct str name = {0};

	require(!memcmp(form->text, data, size) && form->text[size] == '\0');
	for (int i = 0; i < form->cell_count; i++) {
		str_reset(&name);
		form_add_cell_name(form, i, &name);
		require(form_find_cell(form, name.data, name.len) == i);
	}
	for (int i = 0; i < form->row_count; i++)
		check_row(form, &form->rows[i]);
	str_clear(&name);
}

/* Whatever its sources hold, a form can be computed, shown and explained; not those that take long. */
static void compute(const struct form *form)
{
	static struct outside_item items[] = {
		{ { .kind = VALUE_NUMBER, .number = { 11025, 2 } }, "110.25" },
		{ { .kind = VALUE_TEXT, .text = "机构改革" }, "机构改革" }, { { .kind = VALUE_EMPTY }, "" },
		{ { .kind = VALUE_UNKNOWN, .missing = 1 }, "—" },
	};
	struct outside_values values[MANY] = { { .label = "表" } };
	struct entry *e = entry_new(form, 2023);
	struct sheet *sheet;
	struct str said = {0};
	int count;

	form_outsides(form, &count);
	entry_fill_initial(e);
	sheet = sheet_new(e);
	for (int i = 0; i < count; i++)
		values[i] = (struct outside_values){ "表", { .id = i % 5 == 4 ? "none" : NULL }, items + i % 4,
			(size_t)(i % 4 ? 1 + (i % 4 == 1) : 4), 0 };
	sheet_set_outside(sheet, values);
	for (int i = 0; i < form->cell_count; i++) {
		struct ref at = { i, form->cells[i].repeat < 0 ? -1 : 0 };

		if (at.row < 0 || sheet_rows(sheet, form->cells[i].repeat)) {
			sheet_show(sheet, at, &said);
			sheet_explain(sheet, at, NULL, &said);
		}
		str_reset(&said);
	}
	sheet_free(sheet);
	entry_free(e);
	str_clear(&said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err_list errors = {0};
	struct form *form = NULL;
	struct str said = {0};
	int count;

	if (form_read("form", (const char *)data, size, &form, &errors) == STATUS_OK) {
		require(form && !errors.count);
		check_form(form, data, size);
		form_outsides(form, &count);
		if (form->source_count && count <= MANY && form->cell_count <= MANY)
			compute(form);
		form_free(form);
	} else {
		require(!form && errors.count);
	}
	for (size_t i = 0; i < errors.count; i++) {
		require(errors.items[i].line > 0 && errors.items[i].column > 0);
		err_format(&errors.items[i], NULL, &said);
	}
	str_clear(&said);
	err_list_clear(&errors);
	return 0;
}
