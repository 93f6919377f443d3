/* SPDX-License-Identifier: MIT */
/* All text of an entry, folded, so that people find what they typed however they typed it.
 *
 * A list asks several times for the same words: for a window, another window, a count, sums.  So the ids found are
 * kept, and SQL asks is_found(id). */
#define _GNU_SOURCE	/* memmem */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/words.h"
#include "store/store_internal.h"

/* --- folding --- */

static void answer(struct sqlite3_context *context, struct str *text)
{
	sqlite3_result_text(context, str_text(text), (int)text->len, SQLITE_TRANSIENT);
	str_clear(text);
}

static void fold(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct str folded = { 0 };

	(void)count;
	if (!text)
		return;
	text_add_folded(&folded, text, strlen(text));
	answer(context, &folded);
}

static void fold_lines(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	struct str folded = { 0 };

	for (int i = 0; i < count; i++) {
		const char *text = (const char *)sqlite3_value_text(values[i]);

		if (i)
			str_add_char(&folded, '\n');
		words_add_folded(&folded, text ? text : "", text ? strlen(text) : 0);
	}
	answer(context, &folded);
}

enum status search_write(struct store *s, int64_t entry, struct err *err)
{
	return sql_run(s, err, "insert or replace into entry_text (entry, text) values (?1, " SEARCH_TEXT("?1") ")",
		"i", entry);
}

enum status search_check(struct store *s, int64_t entry, store_report *report, void *context, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select (select text from entry_text where entry = ?1) is "
		SEARCH_TEXT("?1"), "i", entry);

	if (sql_next(stmt) && !sql_int(stmt, 0))
		verify_report(report, context, entry, N_("searching does not find it by what it holds"), "", "", "");
	return sql_end(s, stmt, err);
}

/* --- words --- */

enum { WORDS_MAX = 32 };

struct words {
	struct str texts[WORDS_MAX];
	int count;
};

/* More words than fit are searched for as one, rather than forgotten. */
static void split_words(const char *text, struct words *words)
{
	const char *word;
	size_t length;

	while ((word = words_next(&text, &length))) {
		if (words->count == WORDS_MAX - 1) {
			length = strlen(word);
			text = word + length;
		}
		words_add_folded(&words->texts[words->count++], word, length);
	}
}

static void clear_words(struct words *words)
{
	for (int i = 0; i < words->count; i++)
		str_clear(&words->texts[i]);
}

static bool has_all(const struct words *words, const char *text, size_t length)
{
	for (int i = 0; i < words->count; i++)
		if (!memmem(text, length, str_text(&words->texts[i]), words->texts[i].len))
			return false;
	return true;
}

/* --- finding --- */

static int compare_ids(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return one < other ? -1 : one > other;
}

static void is_found(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	const struct found *f = sqlite3_user_data(context);
	int64_t id = sqlite3_value_int64(values[0]);

	(void)count;
	sqlite3_result_int(context, f->count && bsearch(&id, f->ids, f->count, sizeof id, compare_ids));
}

void search_clear(struct found *f)
{
	free(f->words);
	free(f->ids);
	*f = (struct found){ 0 };
}

static enum status take_versions(struct store *s, int64_t *own, int64_t *others, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "pragma data_version", "");

	*own = sqlite3_total_changes64(s->db);
	*others = sql_next(stmt) ? sql_int(stmt, 0) : 0;
	return sql_end(s, stmt, err);
}

static enum status read_found(struct store *s, const struct words *words, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select entry, text from entry_text order by entry", "");
	struct found *f = &s->found;

	f->count = 0;
	while (sql_next(stmt)) {
		const char *text = sql_text(stmt, 1);

		if (!has_all(words, text, (size_t)sqlite3_column_bytes(stmt, 1)))
			continue;
		f->ids = mem_grow(f->ids, &f->cap, f->count + 1, sizeof *f->ids);
		f->ids[f->count++] = sql_int(stmt, 0);
	}
	return sql_end(s, stmt, err);
}

enum status search_find(struct store *s, const char *text, struct err *err)
{
	struct found *f = &s->found;
	struct words words = { .count = 0 };
	int64_t own, others;
	enum status status = take_versions(s, &own, &others, err);

	if (status != STATUS_OK)
		return status;
	if (f->words && !strcmp(f->words, text) && f->own == own && f->others == others)
		return STATUS_OK;
	split_words(text, &words);
	status = read_found(s, &words, err);
	clear_words(&words);
	free(f->words);
	*f = (struct found){ status == STATUS_OK ? mem_dup(text) : NULL, own, others, f->ids, f->count, f->cap };
	return status;
}

enum status search_register(struct store *s, struct err *err)
{
	static const struct {
		const char *name;
		int count;
		void (*run)(struct sqlite3_context *, int, struct sqlite3_value **);
		int flags;
	} functions[] = {
		{ "fold_search", 1, fold, SQLITE_DETERMINISTIC },
		{ "fold_lines", -1, fold_lines, SQLITE_DETERMINISTIC },
		{ "is_found", 1, is_found, 0 },
	};
	int code = SQLITE_OK;

	for (size_t i = 0; code == SQLITE_OK && i < sizeof functions / sizeof *functions; i++)
		code = sqlite3_create_function(s->db, functions[i].name, functions[i].count,
			SQLITE_UTF8 | SQLITE_DIRECTONLY | functions[i].flags, &s->found, functions[i].run, NULL,
			NULL);
	return code == SQLITE_OK ? STATUS_OK : sql_fail(s->db, s->path, err);
}
