/* SPDX-License-Identifier: MIT */
/* An exchange file from a stranger: entries whose texts could have been typed and that come back as they are
 * when written and read again; or one error with its place. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "form/typing.h"
#include "in/json.h"
#include "in/library.h"
#include "out/json.h"

static void require(bool promise)
{
	if (!promise)
		abort();
}

static struct library *open_library(void)
{
	const char *data = getenv("ZIPING_DATADIR"), *top = getenv("top_srcdir");
	struct str forms = { 0 };
	struct library *library;
	const struct form *form;

	if (data)
		str_addf(&forms, "%s/forms", data);
	else
		str_addf(&forms, "%s/data/forms", top ? top : ".");
	library = library_new((const char *const[]){ forms.data, NULL });
	str_clear(&forms);
	require(library_get(library, "pingliang-project", &form, NULL) == STATUS_OK);
	return library;
}

static enum status find_form(void *context, const char *id, const struct form **out, struct err *err)
{
	return library_get(context, id, out, err);
}

static void check_text(const struct entry *e, struct ref at)
{
	require(typing_check(e, at, entry_get(e, at), NULL) == STATUS_OK);
}

static void check_entry(const struct entry *e)
{
	const struct form *form = entry_get_form(e);

	for (int i = 0; i < form->repeat_count; i++) {
		require(entry_row_count(e, i) >= form->repeats[i].min);
		require(entry_row_count(e, i) <= form->repeats[i].max);
	}
	for (int i = 0; i < form->cell_count; i++) {
		int repeat = form->cells[i].repeat;

		if (repeat < 0)
			check_text(e, (struct ref){ i, -1 });
		else
			for (int row = 0; row < entry_row_count(e, repeat); row++)
				check_text(e, (struct ref){ i, row });
	}
}

static void write_entry(const struct entry *e, struct str *out)
{
	struct sheet *sheet = sheet_new(e);
	size_t count;

	sheet_findings(sheet, &count);
	json_add_sheet(sheet, NULL, out);
	sheet_free(sheet);
}

static void check_round(struct library *library, const struct entry *e)
{
	struct json_entries again;
	struct str first = { 0 }, second = { 0 };

	write_entry(e, &first);
	require(json_read("again", first.data, first.len, find_form, library, &again, NULL) == STATUS_OK);
	require(again.count == 1);
	write_entry(again.items[0], &second);
	require(!strcmp(first.data, second.data));
	json_entries_clear(&again);
	str_clear(&first);
	str_clear(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct library *library;
	struct json_entries entries;
	struct err err = { 0 };
	struct str said = { 0 };

	if (!library)
		library = open_library();
	if (json_read("file", (const char *)data, size, find_form, library, &entries, &err) == STATUS_OK) {
		require(!err.message.id);
		for (size_t i = 0; i < entries.count; i++) {
			check_entry(entries.items[i]);
			check_round(library, entries.items[i]);
		}
		json_entries_clear(&entries);
	} else {
		require(err.message.id && err.file && !entries.items && !entries.count);
		err_format(&err, NULL, &said);
		require(said.len > 0);
	}
	err_clear(&err);
	str_clear(&said);
	return 0;
}
