/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_internal.h"

int64_t form_text_hash(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return (int64_t)hash;
}

static enum status find_form(struct store *s, const char *text, int64_t hash, int64_t *id,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select id from form where hash = ?1 and text = ?2", "it",
		hash, text);

	*id = sql_next(stmt) ? sql_int(stmt, 0) : 0;
	return sql_end(s, stmt, err);
}

static enum status add_form(struct store *s, const struct form *form, int64_t hash, int64_t *id,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"insert into form (form, version, title, hash, text, money) values (?1, ?2, ?3, ?4, ?5, ?6) "
		"returning id", "tttiti", form->id, form->version, form->name, hash, form->text,
		(int64_t)form_money(form));

	enum status status;

	if (sql_next(stmt))
		*id = sql_int(stmt, 0);
	status = sql_end(s, stmt, err);
	return status == STATUS_OK ? follow_keep_sources(s, *id, form, err) : status;
}

enum status store_keep_form(struct store *s, const struct form *form, int64_t *id, struct err *err)
{
	int64_t hash = form_text_hash(form->text);
	enum status status = find_form(s, form->text, hash, id, err);

	if (status != STATUS_OK || *id)
		return status;
	status = sql_begin(s, err);
	if (status != STATUS_OK)
		return status;
	/* Looked for again: another program may have added it before the lock was had. */
	status = find_form(s, form->text, hash, id, err);
	if (status == STATUS_OK && !*id)
		status = add_form(s, form, hash, id, err);
	return sql_finish(s, status, err);
}

enum status store_get_form(struct store *s, int64_t form_id, char **text, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select text from form where id = ?1", "i", form_id);
	enum status status;

	*text = sql_next(stmt) ? sql_dup(stmt, 0) : NULL;
	status = sql_end(s, stmt, err);
	return status == STATUS_OK && !*text ? sql_fail_damaged(s, err) : status;
}

/* form_money(text), of forms that earlier versions kept. */
static void answer_money(struct sqlite3_context *context, int count, struct sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct err_list errors = { 0 };
	struct form *form = NULL;

	(void)count;
	if (text && form_read("", text, strlen(text), &form, &errors) == STATUS_OK)
		sqlite3_result_int(context, (int)form_money(form));
	else
		sqlite3_result_int(context, MONEY_NONE);
	err_list_clear(&errors);
	form_free(form);
}

enum status forms_register(struct store *s, struct err *err)
{
	int code = sqlite3_create_function(s->db, "form_money", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, answer_money,
		NULL, NULL);

	return code == SQLITE_OK ? STATUS_OK : sql_fail(s->db, s->path, err);
}
