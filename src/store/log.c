/* SPDX-License-Identifier: MIT */
/* Steps: the log, the state it leads to, and the undo list it tells. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "form/finding.h"
#include "store/store_internal.h"

/* --- the state --- */

static enum status set_value(struct store *s, int64_t entry, const struct change *c,
	const char *cell, struct err *err)
{
	const char *finding = c->op == CHANGE_NOTE ? c->finding : "";

	if (!c->new)
		return sql_run(s, err, "delete from value "
			"where entry = ?1 and uid = ?2 and cell = ?3 and finding = ?4", "iitt", entry,
			c->uid, cell, finding);
	return sql_run(s, err, "insert or replace into value (entry, uid, cell, finding, text) "
		"values (?1, ?2, ?3, ?4, ?5)", "iittt", entry, c->uid, cell, finding, c->new);
}

static enum status insert_row(struct store *s, int64_t entry, const char *repeat, int64_t uid,
	int64_t to, struct err *err)
{
	enum status status = sql_run(s, err, "update entry_row set pos = pos + 1 "
		"where entry = ?1 and repeat = ?2 and pos >= ?3", "iti", entry, repeat, to);

	if (status != STATUS_OK)
		return status;
	return sql_run(s, err,
		"insert into entry_row (entry, repeat, uid, pos) values (?1, ?2, ?3, ?4)", "itii", entry,
		repeat, uid, to);
}

static enum status delete_row(struct store *s, int64_t entry, const char *repeat, int64_t uid,
	struct err *err)
{
	/* From where it stands, which another program may have changed. */
	enum status status = sql_run(s, err, "update entry_row set pos = pos - 1 "
		"where entry = ?1 and repeat = ?2 and pos > (select pos from entry_row "
		"where entry = ?1 and repeat = ?2 and uid = ?3)", "iti", entry, repeat, uid);

	if (status == STATUS_OK)
		status = sql_run(s, err, "delete from value where entry = ?1 and uid = ?2", "ii", entry,
			uid);
	if (status != STATUS_OK)
		return status;
	return sql_run(s, err, "delete from entry_row where entry = ?1 and repeat = ?2 and uid = ?3",
		"iti", entry, repeat, uid);
}

static enum status move_row(struct store *s, int64_t entry, const char *repeat, int64_t uid,
	int64_t to, struct err *err)
{
	enum status status = sql_run(s, err,
		"with moved (pos) as materialized (select pos from entry_row "
		"where entry = ?1 and repeat = ?2 and uid = ?3) "
		"update entry_row set pos = entry_row.pos + case when moved.pos < ?4 then -1 else 1 end "
		"from moved where entry = ?1 and repeat = ?2 and uid <> ?3 and entry_row.pos "
		"between min(moved.pos, ?4) and max(moved.pos, ?4)", "itii", entry, repeat, uid, to);

	if (status != STATUS_OK)
		return status;
	return sql_run(s, err,
		"update entry_row set pos = ?4 where entry = ?1 and repeat = ?2 and uid = ?3", "itii",
		entry, repeat, uid, to);
}

static enum status change_form(struct store *s, int64_t entry, int64_t form_id, struct err *err)
{
	return sql_run(s, err, "update entry set form_id = ?2 where id = ?1", "ii", entry, form_id);
}

static enum status apply(struct store *s, int64_t entry, const struct change *c, const char *name,
	struct err *err)
{
	switch (c->op) {
	case CHANGE_SET:
	case CHANGE_NOTE:
		return set_value(s, entry, c, name, err);
	case CHANGE_INSERT:
		return insert_row(s, entry, name, c->uid, c->to, err);
	case CHANGE_DELETE:
		return delete_row(s, entry, name, c->uid, err);
	case CHANGE_FORM:
		return change_form(s, entry, c->to, err);
	default:
		return move_row(s, entry, name, c->uid, c->to, err);
	}
}

/* --- the log --- */

/* Of a cell; the others are of a repeat. */
static bool is_text(enum change_op op)
{
	return op == CHANGE_SET || op == CHANGE_NOTE;
}

/* Takes the entry's next step number; the step's id is 0 if there is no such entry with that
 * form and that last step: two writers must not build on different states.  Nothing is written into a signed one;
 * what was reviewed and is changed is a draft again. */
static enum status take_number(struct store *s, int64_t entry, int kind, int64_t at, int64_t last_uid,
	const char *focus, struct step *step, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"update entry set step = step + 1, changed = ?2, uids = max(uids, ?3), "
		"focus = coalesce(?4, focus), "
		"status = case when ?7 and status = 'reviewed' then 'draft' else status end "
		"where id = ?1 and ?5 in (0, form_id) and ?6 in (0, step) and status <> 'signed' "
		"returning step, form_id",
		"iiitiii", entry, at, last_uid, focus, step->form_id, step->after,
		(int64_t)(kind <= STEP_REDO));

	step->id = 0;
	if (sql_next(stmt)) {
		step->id = sql_int(stmt, 0);
		step->form_id = sql_int(stmt, 1);
	}
	return sql_end(s, stmt, err);
}

static bool is_signed(struct store *s, int64_t entry)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select 1 from entry where id = ?1 and status = 'signed'", "i",
		entry);
	bool found = sql_next(stmt);

	sql_end(s, stmt, NULL);
	return found;
}

static enum status refuse_step(struct store *s, int64_t entry, const struct step *step, struct err *err)
{
	if (is_signed(s, entry))
		return entry_is_signed(entry, err);
	if (!step->form_id && !step->after)
		return no_such_entry(entry, err);
	return err_set(err, STATUS_REFUSED,
		N_("%1: this entry was changed by another program meanwhile; open it again"), s->path, NULL);
}

static enum status write_head(struct store *s, int64_t entry, int kind, struct step *step,
	const char *focus, const char *why, struct err *err)
{
	int64_t at = date_now(), last_uid = 0;
	enum status status;

	for (size_t i = 0; i < step->count; i++)
		if (step->items[i].uid > last_uid)
			last_uid = step->items[i].uid;
	status = take_number(s, entry, kind, at, last_uid, focus, step, err);
	if (status != STATUS_OK)
		return status;
	if (!step->id)
		return refuse_step(s, entry, step, err);
	return sql_run(s, err, "insert into step (entry, id, form_id, kind, at, who, why, focus) "
		"values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", "iiiiittt", entry, step->id, step->form_id,
		(int64_t)kind, at, store_who(s), why, focus);
}

static enum status write_change(struct store *s, int64_t entry, int64_t step, int64_t number,
	const struct change *c, const char *name, struct err *err)
{
	int64_t from = c->from, to = c->to;
	bool text = is_text(c->op);

	return sql_run(s, err, "insert into change "
		"(entry, step, number, op, name, uid, from_pos, to_pos, old, new, finding) "
		"values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", "iiiitippttt", entry, step,
		number, (int64_t)c->op, name, c->uid, text ? NULL : &from, text ? NULL : &to, c->old,
		c->new, c->finding);
}

static void add_name(const struct form *form, const struct change *c, struct str *out)
{
	str_reset(out);
	if (c->op == CHANGE_FORM)
		str_add(out, form->id);
	else if (is_text(c->op))
		form_add_cell_name(form, c->cell, out);
	else
		str_add(out, form->repeats[c->repeat].name);
}

enum status log_write_step(struct store *s, int64_t entry, int kind, struct step *step,
	const struct form *form, const char *why, struct err *err)
{
	struct str name = { 0 };
	enum status status;

	if (kind <= STEP_REDO && step->focus.cell >= 0 && step->focus.cell < form->cell_count)
		ref_add_name(form, step->focus, &name);
	status = write_head(s, entry, kind, step, name.data, why, err);
	for (size_t i = 0; i < step->count && status == STATUS_OK; i++) {
		const struct change *c = &step->items[i];

		add_name(form, c, &name);
		status = write_change(s, entry, step->id, (int64_t)i, c, str_text(&name), err);
		if (status == STATUS_OK)
			status = apply(s, entry, c, str_text(&name), err);
		if (c->op == CHANGE_FORM)
			form = c->new_form;
	}
	str_clear(&name);
	if (status == STATUS_OK)
		status = sql_run(s, err, "update step set seal = " SEAL_STEP " where entry = ?1 and id = ?2", "ii", entry,
			step->id);
	return status == STATUS_OK ? follow_note(s, entry, kind == LOG_NEW, err) : status;
}

/* The draft of another cell is not the step's to drop. */
static enum status drop_draft(struct store *s, int64_t entry, const struct step *step, const struct form *form,
	struct err *err)
{
	struct str name = { 0 };
	enum status status;

	if (step->kind > STEP_REDO || step->focus.cell < 0 || step->focus.cell >= form->cell_count)
		return STATUS_OK;
	ref_add_name(form, step->focus, &name);
	status = sql_run(s, err, "delete from draft where entry = ?1 and cell = ?2", "it", entry, name.data);
	str_clear(&name);
	return status;
}

enum status store_write_step(struct store *s, int64_t entry, struct step *step,
	const struct form *form, const struct summary *summary, const char *why, struct err *err)
{
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	status = log_write_step(s, entry, (int)step->kind, step, form, why, err);
	if (status == STATUS_OK && summary)
		status = summary_write(s, entry, summary, err);
	if (status == STATUS_OK)
		status = search_write(s, entry, err);
	if (status == STATUS_OK)
		status = drop_draft(s, entry, step, form, err);
	return sql_finish(s, status, err);
}

static enum status write_steps(struct store *s, int64_t entry, struct step *steps, size_t count,
	store_find_form *find, void *context, const struct summary *summary, struct err *err)
{
	const struct form *form;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		if (i)
			steps[i].after = steps[i - 1].id;
		status = find(context, steps[i].form_id, &form, err);
		if (status == STATUS_OK)
			status = store_write_step(s, entry, &steps[i], form, summary, NULL, err);
	}
	return status;
}

enum status store_write_steps(struct store *s, int64_t entry, struct step *steps, size_t count,
	store_find_form *find, void *context, const struct summary *summary, struct err *err)
{
	bool batch = s->batch;
	enum status status = sql_begin(s, err);

	if (status != STATUS_OK)
		return status;
	sql_begin_part(s);
	status = write_steps(s, entry, steps, count, find, context, summary, err);
	s->batch = batch;
	return sql_finish(s, status, err);
}

/* --- reading it again --- */

/* False: it names what the form does not have. */
static bool read_change(struct sqlite3_stmt *stmt, const struct form *form, struct change *c)
{
	const char *name = sql_text(stmt, 1);
	const struct finding_kind *kind = NULL;
	size_t length = strlen(name);

	*c = (struct change){ .op = (enum change_op)sql_int(stmt, 0), .cell = -1,
		.uid = sql_int(stmt, 2), .from = (int)sql_int(stmt, 3), .to = (int)sql_int(stmt, 4) };
	if (c->op > CHANGE_FORM)
		return false;
	c->old = sql_dup(stmt, 5);
	c->new = sql_dup(stmt, 6);
	c->repeat = -1;
	if (c->op == CHANGE_FORM)
		return true;
	if (c->op == CHANGE_NOTE)
		kind = finding_find(sql_text(stmt, 7));
	if (is_text(c->op))
		c->cell = form_find_cell(form, name, length);
	c->repeat = c->cell >= 0 ? form->cells[c->cell].repeat : form_find_repeat(form, name, length);
	if (c->cell < 0 && (is_text(c->op) || c->repeat < 0))
		return false;
	if (c->op == CHANGE_NOTE && !kind)
		return false;
	c->finding = kind ? kind->id : NULL;
	return true;
}

/* A form the log names. */
static enum status take_form(struct change *c, store_find_form *find, void *context,
	const struct form **form, struct err *err)
{
	enum status status;

	if (c->op != CHANGE_FORM)
		return STATUS_OK;
	c->old_form = *form;
	status = find(context, c->to, &c->new_form, err);
	*form = c->new_form;
	return status;
}

enum status log_read_step(struct store *s, int64_t entry, store_find_form *find, void *context,
	struct step *out, struct err *err)
{
	const struct form *form;
	enum status status = find(context, out->form_id, &form, err), end;
	struct sqlite3_stmt *stmt = sql_start(s, "select op, name, uid, from_pos, to_pos, old, new, finding "
		"from change where entry = ?1 and step = ?2 order by number", "ii", entry, out->id);

	while (status == STATUS_OK && sql_next(stmt)) {
		struct change *c;

		out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof *out->items);
		c = &out->items[out->count++];
		status = read_change(stmt, form, c) ? take_form(c, find, context, &form, err)
			: sql_fail_damaged(s, err);
	}
	end = sql_end(s, stmt, status == STATUS_OK ? err : NULL);
	return status == STATUS_OK ? end : status;
}

/* The head of a step that may still be undone or done again. */
struct head { int64_t id, form_id; char *focus; };
struct heads { struct head *items; size_t count, cap; };

static void push(struct heads *heads, struct head head)
{
	heads->items = mem_grow(heads->items, &heads->cap, heads->count + 1, sizeof *heads->items);
	heads->items[heads->count++] = head;
}

static void pop_to(struct heads *from, struct heads *to)
{
	if (from->count)
		push(to, from->items[--from->count]);
}

static void clear(struct heads *heads)
{
	for (size_t i = 0; i < heads->count; i++)
		free(heads->items[i].focus);
	heads->count = 0;
}

static void replay(struct sqlite3_stmt *stmt, struct heads *done, struct heads *undone)
{

	switch (sql_int(stmt, 1)) {
	case STEP_DO:
		clear(undone);
		push(done, (struct head){ sql_int(stmt, 0), sql_int(stmt, 3), sql_dup(stmt, 2) });
		break;
	case STEP_UNDO:
		pop_to(done, undone);
		break;
	case STEP_REDO:
		pop_to(undone, done);
		break;
	default:
		break;
	}
}

static enum status read_heads(struct store *s, int64_t entry, struct heads *done,
	struct heads *undone, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s,
		"select id, kind, focus, form_id from step where entry = ?1 order by id", "i", entry);

	while (sql_next(stmt))
		replay(stmt, done, undone);
	return sql_end(s, stmt, err);
}

/* Where the lists of undo are read from. */
struct undo_reader {
	struct store *store;
	int64_t entry;
	store_find_form *find;
	void *context;
	struct err *err;
};

static enum status read_step(const struct undo_reader *r, const struct head *head, struct step *step)
{
	const struct form *form;
	enum status status = r->find(r->context, head->form_id, &form, r->err);

	*step = (struct step){ .id = head->id, .form_id = head->form_id, .focus = { 0, -1 } };
	if (status != STATUS_OK)
		return status;
	if (head->focus)
		ref_parse(form, head->focus, &step->focus);
	return log_read_step(r->store, r->entry, r->find, r->context, step, r->err);
}

static enum status read_steps(const struct undo_reader *r, const struct heads *heads,
	struct step **out, size_t *count, size_t *cap)
{
	size_t first = heads->count > UNDO_MAX ? heads->count - UNDO_MAX : 0;
	enum status status = STATUS_OK;

	for (size_t i = first; i < heads->count && status == STATUS_OK; i++) {
		*out = mem_grow(*out, cap, *count + 1, sizeof **out);
		status = read_step(r, &heads->items[i], &(*out)[(*count)++]);
	}
	return status;
}

enum status store_load_undo(struct store *s, int64_t entry, store_find_form *find, void *context,
	struct undo *out, struct err *err)
{
	const struct undo_reader r = { s, entry, find, context, err };
	struct heads done = { 0 }, undone = { 0 };
	enum status status = sql_begin_read(s, err);

	if (status != STATUS_OK)
		return status;
	status = read_heads(s, entry, &done, &undone, err);
	if (status == STATUS_OK)
		status = read_steps(&r, &done, &out->done, &out->done_count, &out->done_cap);
	if (status == STATUS_OK)
		status = read_steps(&r, &undone, &out->undone, &out->undone_count, &out->undone_cap);
	sql_finish_read(s);
	clear(&done);
	clear(&undone);
	free(done.items);
	free(undone.items);
	if (status != STATUS_OK)
		undo_clear(out);
	return status;
}
