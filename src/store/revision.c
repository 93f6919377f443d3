/* SPDX-License-Identifier: MIT */
#include "store/revision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_internal.h"

#define COLUMNS "entry, number, form_id, step, at, signed_at, code, who, signed_by, body"

void revision_clear(struct revision *r)
{
	free(r->code);
	free(r->who);
	free(r->signed_by);
	free(r->body);
	*r = (struct revision){ 0 };
}

static void read_revision(struct sqlite3_stmt *stmt, struct revision *out)
{
	*out = (struct revision){ .entry = sql_int(stmt, 0), .number = (int)sql_int(stmt, 1),
		.form_id = sql_int(stmt, 2), .step = sql_int(stmt, 3), .at = sql_int(stmt, 4),
		.signed_at = sql_int(stmt, 5), .code = sql_dup(stmt, 6), .who = sql_dup(stmt, 7),
		.signed_by = sql_dup(stmt, 8), .body = sql_dup(stmt, 9) };
}

/* Takes the statement; `none` is what to say if it gives nothing. */
static enum status get_revision(struct store *s, struct sqlite3_stmt *stmt, const char *none, const char *a,
	const char *b, struct revision *out, struct err *err)
{
	bool found = sql_next(stmt);
	enum status status;

	*out = (struct revision){ 0 };
	if (found)
		read_revision(stmt, out);
	status = sql_end(s, stmt, err);
	if (status == STATUS_OK && !found)
		return err_set(err, STATUS_INPUT, none, a, b, NULL);
	if (status != STATUS_OK)
		revision_clear(out);
	return status;
}

enum status store_get_revision(struct store *s, int64_t entry, int number, struct revision *out,
	struct err *err)
{
	char id[24], wanted[16];

	snprintf(id, sizeof id, "%lld", (long long)entry);
	snprintf(wanted, sizeof wanted, "%d", number);
	return get_revision(s, sql_start(s, "select " COLUMNS " from revision where entry = ?1 and ?2 in (0, number) "
		"order by number desc limit 1", "ii", entry, (int64_t)number),
		number ? N_("entry %1 has no revision %2; `ziping revisions %1` lists those it has")
			: N_("entry %1 has no revision yet; printing or signing it makes one"),
		id, wanted, out, err);
}

enum status store_find_code(struct store *s, const char *code, struct revision *out, struct err *err)
{
	return get_revision(s, sql_start(s, "select " COLUMNS " from revision where code = ?1", "t", code),
		N_("no revision of this store has the check code %1; it may have been printed from another store"),
		code, "", out, err);
}

enum status store_add_revision(struct store *s, const struct revision *r, struct err *err)
{
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	status = sql_run(s, err, "insert into revision (" COLUMNS ", seal) "
		"select *, " SEAL_REVISION " from (select ?1 entry, ?2 number, ?3, ?4, ?5 at, ?6, ?7 code, ?8 who, ?9, ?10)",
		"iiiiiitttt", r->entry, (int64_t)r->number,
		r->form_id, r->step, r->at, r->signed_at, r->code, r->who, r->signed_by, r->body);
	if (status == STATUS_OK)
		status = sql_run(s, err, "update entry set revision = ?2 where id = ?1", "ii", r->entry,
			(int64_t)r->number);
	return sql_finish(s, status, err);
}

/* The moment of a step, which the revision has as well, says which of them was signed by it. */
static enum status mark_signed(struct store *s, struct revision *r, int64_t step, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "update revision set signed_by = ?3, "
		"signed_at = (select at from step where entry = ?1 and id = ?4) "
		"where entry = ?1 and number = ?2 returning signed_at", "iiti", r->entry, (int64_t)r->number,
		r->signed_by, step);

	if (sql_next(stmt))
		r->signed_at = sql_int(stmt, 0);
	return sql_end(s, stmt, err);
}

enum status store_sign(struct store *s, struct revision *r, int64_t *step, struct err *err)
{
	struct step signing = { .focus = { 0, -1 }, .after = *step };
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	status = log_write_step(s, r->entry, LOG_SIGN, &signing, NULL,
		strcmp(r->signed_by, store_who(s)) ? r->signed_by : NULL, err);
	if (status == STATUS_OK)
		status = mark_signed(s, r, signing.id, err);
	if (status == STATUS_OK)
		status = sql_run(s, err, "update entry set status = 'signed' where id = ?1", "i", r->entry);
	status = sql_finish(s, status, err);
	if (status == STATUS_OK)
		*step = signing.id;
	return status;
}

enum status store_reopen(struct store *s, int64_t entry, const char *reason, int64_t *step, struct err *err)
{
	struct step opening = { .focus = { 0, -1 }, .after = *step };
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	/* A signed entry takes no step; of one that was not signed the next line takes none: its step is another. */
	status = sql_run(s, err, "update entry set status = 'draft' where id = ?1 and status = 'signed'", "i", entry);
	if (status == STATUS_OK)
		status = log_write_step(s, entry, LOG_REOPEN, &opening, NULL, reason, err);
	status = sql_finish(s, status, err);
	if (status == STATUS_OK)
		*step = opening.id;
	return status;
}

enum status store_read_revisions(struct store *s, int64_t entry, store_tell_revision *tell, void *context,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select " COLUMNS " from revision where entry = ?1 order by number",
		"i", entry);

	while (sql_next(stmt)) {
		struct revision r;

		read_revision(stmt, &r);
		tell(context, &r);
		revision_clear(&r);
	}
	return sql_end(s, stmt, err);
}

/* --- what the log leads to --- */

static enum status replay_step(struct store *s, int64_t entry, struct step *step, int year,
	store_find_form *find, void *context, struct entry **out, struct err *err)
{
	const struct form *form;
	enum status status = find(context, step->form_id, &form, err);

	if (status == STATUS_OK)
		status = log_read_step(s, entry, find, context, step, err);
	if (status != STATUS_OK)
		return status;
	if (!*out)
		*out = entry_new(form, year);
	/* Names of a step were looked up in its own form: of another one they would be other cells. */
	if (entry_get_form(*out) != form)
		return sql_fail_damaged(s, err);
	step_apply(step, *out);
	return STATUS_OK;
}

enum status store_last_step(struct store *s, int64_t entry, int64_t *step, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select coalesce(max(id), 0) from step where entry = ?1", "i", entry);

	*step = sql_next(stmt) ? sql_int(stmt, 0) : 0;
	return sql_end(s, stmt, err);
}

enum status store_replay(struct store *s, int64_t entry, int64_t after, int64_t step, store_find_form *find,
	void *context, struct entry **out, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select step.id, step.form_id, year from step "
		"join entry on entry.id = step.entry where entry = ?1 and step.id > ?2 and step.id <= ?3 "
		"order by step.id", "iii", entry, after, step);
	enum status status = STATUS_OK, end;

	while (status == STATUS_OK && sql_next(stmt)) {
		struct step one = { .id = sql_int(stmt, 0), .form_id = sql_int(stmt, 1) };

		status = replay_step(s, entry, &one, (int)sql_int(stmt, 2), find, context, out, err);
		step_clear(&one);
	}
	end = sql_end(s, stmt, status == STATUS_OK ? err : NULL);
	return status == STATUS_OK ? end : status;
}
