/* SPDX-License-Identifier: MIT */
#include "desk/follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/desk_internal.h"
#include "desk/draw_internal.h"

/* Reports that were drawn again, in one round: whatever they draw from is read as it is now. */
struct follower {
	struct desk *desk;
	struct list_rows written;
	int64_t *done;
	size_t count, cap;
	bool changed;
};

static bool is_done(const struct follower *f, int64_t id)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->done[i] == id)
			return true;
	return false;
}

static enum status draw_report(struct follower *f, int64_t id, struct err *err)
{
	struct summary summary = { 0 };
	struct opened *o;
	enum status status;

	if (is_done(f, id))
		return STATUS_OK;
	status = desk_open_entry(f->desk, id, &o, err);
	if (status != STATUS_OK)
		return status;
	sheet_summarise(o->sheet, &summary);
	status = store_write_summary(desk_get_store(f->desk), id, &summary, err);
	summary_clear(&summary);
	opened_free(o);
	f->done = mem_grow(f->done, &f->cap, f->count + 1, sizeof *f->done);
	f->done[f->count++] = id;
	f->changed = true;
	return status;
}

/* --- the reports that may draw from what was written --- */

static bool names(const struct source *s, const char *form)
{
	const char *const *id = s->forms;

	while (*id && strcmp(*id, form) != 0)
		id++;
	return *id != NULL;
}

/* Of the form and year of row `like`: does any fit? */
static bool fits(const struct follower *f, const struct entry *e, const struct source *s, size_t like)
{
	const struct list_row *rows = f->written.items;

	for (size_t i = like; i < f->written.count; i++)
		if (rows[i].year == rows[like].year && !strcmp(rows[i].form, rows[like].form)
				&& source_fits(e, s, &rows[i]))
			return true;
	return false;
}

static enum status look_at(struct follower *f, int64_t id, const struct form *form, const struct source *s,
	size_t like, struct err *err)
{
	struct entry *e;
	enum status status;
	bool drawn;

	if (is_done(f, id))
		return STATUS_OK;
	e = entry_new(form, f->written.items[like].year - s->year);
	status = store_load_values(desk_get_store(f->desk), id, e, err);
	drawn = status == STATUS_OK && fits(f, e, s, like);
	entry_free(e);
	return drawn ? draw_report(f, id, err) : status;
}

static enum status follow_source(struct follower *f, int64_t form_id, const struct form *form, const struct source *s,
	size_t like, struct err *err)
{
	int64_t *ids;
	size_t count;
	enum status status = store_ids_of_form(desk_get_store(f->desk), form_id,
		f->written.items[like].year - s->year, &ids, &count, err);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = look_at(f, ids[i], form, s, like, err);
	free(ids);
	return status;
}

static enum status follow_form(struct follower *f, int64_t form_id, size_t like, struct err *err)
{
	const struct form *form;
	enum status status = desk_find_form(f->desk, form_id, &form, err);

	for (int i = 0; status == STATUS_OK && i < form->source_count; i++)
		if (names(&form->sources[i], f->written.items[like].form))
			status = follow_source(f, form_id, form, &form->sources[i], like, err);
	return status;
}

static bool is_first_of_its_kind(const struct list_rows *rows, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (rows->items[i].year == rows->items[row].year && !strcmp(rows->items[i].form, rows->items[row].form))
			return false;
	return true;
}

static enum status follow_rows(struct follower *f, struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < f->written.count && status == STATUS_OK; i++) {
		int64_t *forms = NULL;
		size_t count = 0;

		if (is_first_of_its_kind(&f->written, i))
			status = store_forms_drawing(desk_get_store(f->desk), f->written.items[i].form, &forms, &count, err);
		for (size_t k = 0; k < count && status == STATUS_OK; k++)
			status = follow_form(f, forms[k], i, err);
		free(forms);
	}
	return status;
}

static enum status draw_written(struct follower *f, struct err *err)
{
	int64_t *ids;
	size_t count;
	enum status status = store_written_reports(desk_get_store(f->desk), &ids, &count, err);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = draw_report(f, ids[i], err);
	free(ids);
	return status;
}

/* What was drawn again is what other reports draw from, as far as reports draw from reports. */
static enum status follow(struct follower *f, struct err *err)
{
	enum status status = draw_written(f, err);

	for (int round = 0; round <= DRAW_DEPTH_MAX && status == STATUS_OK; round++) {
		list_rows_clear(&f->written);
		status = store_take_written(desk_get_store(f->desk), &f->written, err);
		if (!f->written.count)
			break;
		if (status == STATUS_OK && round < DRAW_DEPTH_MAX)
			status = follow_rows(f, err);
		f->count = 0;
	}
	list_rows_clear(&f->written);
	free(f->done);
	return status;
}

enum status desk_follow(struct desk *d, bool *changed, struct err *err)
{
	struct follower f = { .desk = d };
	struct store *s = desk_get_store(d);
	enum status status;

	if (changed)
		*changed = false;
	if (store_is_read_only(s) || !store_is_waiting(s))
		return STATUS_OK;
	status = store_begin(s, err);
	if (status != STATUS_OK)
		return status;
	status = follow(&f, err);
	if (status == STATUS_OK)
		status = store_commit(s, err);
	else
		store_rollback(s);
	if (changed)
		*changed = f.changed;
	return status;
}
