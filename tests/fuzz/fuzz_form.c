/* SPDX-License-Identifier: MIT */
/* A form file from a stranger: a form or errors with their places, never both, never anything else.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "form/form.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err_list errors = {0};
	struct form *form = NULL;
	struct str said = {0};

	if (form_read("form", (const char *)data, size, &form, &errors) == STATUS_OK) {
		require(form && !errors.count);
		check_form(form, data, size);
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
