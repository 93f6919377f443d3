/* SPDX-License-Identifier: MIT */
/* All text of an entry, folded, so that people find what they typed however they typed it. */
#include <sqlite3.h>
#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "store/store_internal.h"

static void fold(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct str folded = { 0 };

	(void)count;
	if (!text)
		return;
	text_add_folded(&folded, text, strlen(text));
	sqlite3_result_text(context, str_text(&folded), (int)folded.len, SQLITE_TRANSIENT);
	str_clear(&folded);
}

enum status search_register(struct store *s, struct err *err)
{
	int code = sqlite3_create_function(s->db, "fold_search", 1,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, fold, NULL, NULL);

	return code == SQLITE_OK ? STATUS_OK : sql_fail(s->db, s->path, err);
}
