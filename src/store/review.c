/* SPDX-License-Identifier: MIT */
#include "store/review.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/store_internal.h"

void review_clear(struct review *r)
{
	for (size_t i = 0; i < r->count; i++) {
		free(r->items[i].place);
		free(r->items[i].first);
		free(r->items[i].second);
	}
	free(r->items);
	free(r->first);
	free(r->second);
	*r = (struct review){ 0 };
}

struct review_difference *review_add(struct review *r)
{
	r->items = mem_grow(r->items, &r->cap, r->count + 1, sizeof *r->items);
	r->items[r->count] = (struct review_difference){ 0 };
	return &r->items[r->count++];
}

void review_copy(const struct review *from, struct review *to)
{
	*to = *from;
	to->first = mem_dup(from->first);
	to->second = mem_dup(from->second);
	to->items = NULL;
	to->count = to->cap = 0;
	for (size_t i = 0; i < from->count; i++) {
		const struct review_difference *d = &from->items[i];

		*review_add(to) = (struct review_difference){ mem_dup(d->place), d->uid, mem_dup(d->first),
			mem_dup(d->second) };
	}
}

/* --- the second entry --- */

enum status store_add_second(struct store *s, int64_t entry, const struct entry *e, const struct summary *summary,
	const char *who, struct err *err)
{
	int64_t id = store_second_id(entry);

	return entry_add(s, e, summary, who, &id, err);
}

enum status store_get_second(struct store *s, int64_t entry, char **who, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select coalesce(why, who) from step where entry = ?1 and id = 1", "i",
		store_second_id(entry));

	*who = sql_next(stmt) ? sql_dup(stmt, 0) : NULL;
	return sql_end(s, stmt, err);
}

static enum status drop(struct store *s, int64_t entry, struct err *err)
{
	/* What refers to the entry before the entry. */
	static const char *const tables[] = {
		"delete from change where entry = ?1", "delete from step where entry = ?1",
		"delete from value where entry = ?1", "delete from entry_row where entry = ?1",
		"delete from draft where entry = ?1", "delete from holder where entry = ?1",
		"delete from entry_text where entry = ?1", "delete from entry where id = ?1",
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sizeof tables / sizeof *tables && status == STATUS_OK; i++)
		status = sql_run(s, err, tables[i], "i", store_second_id(entry));
	return status;
}

enum status store_drop_second(struct store *s, int64_t entry, struct err *err)
{
	enum status status = sql_begin(s, err);

	return status == STATUS_OK ? sql_finish(s, drop(s, entry, err), err) : status;
}

/* --- finishing --- */

/* Its moment is that of its step. */
static enum status add_review(struct store *s, struct review *r, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "insert into review (entry, number, step, at, first, second, figures) "
		"select ?1, (select coalesce(max(number), 0) + 1 from review where entry = ?1), id, at, ?3, ?4, ?5 "
		"from step where entry = ?1 and id = ?2 returning number, at", "iitti", r->entry, r->step, r->first,
		r->second, (int64_t)r->figures);

	if (sql_next(stmt)) {
		r->number = (int)sql_int(stmt, 0);
		r->at = sql_int(stmt, 1);
	}
	return sql_end(s, stmt, err);
}

static enum status add_differences(struct store *s, const struct review *r, struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < r->count && status == STATUS_OK; i++)
		status = sql_run(s, err, "insert into review_difference (entry, review, number, place, uid, first, second) "
			"values (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "iiititt", r->entry, (int64_t)r->number, (int64_t)i,
			r->items[i].place, r->items[i].uid, r->items[i].first, r->items[i].second);
	return status;
}

static enum status finish(struct store *s, struct review *r, struct step *step, struct err *err)
{
	enum status status = log_write_step(s, r->entry, LOG_REVIEW, step, NULL, r->second, err);

	r->step = step->id;
	if (status == STATUS_OK)
		status = add_review(s, r, err);
	if (status == STATUS_OK)
		status = add_differences(s, r, err);
	if (status == STATUS_OK)
		status = sql_run(s, err, "update review set seal = " SEAL_REVIEW " where entry = ?1 and number = ?2", "ii",
			r->entry, (int64_t)r->number);
	if (status == STATUS_OK)
		status = sql_run(s, err, "update entry set status = ?2 where id = ?1", "it", r->entry,
			r->count ? "draft" : "reviewed");
	return status == STATUS_OK ? drop(s, r->entry, err) : status;
}

enum status store_finish_review(struct store *s, struct review *r, int64_t *step, struct err *err)
{
	struct step reviewing = { .focus = { 0, -1 }, .after = *step };
	enum status status = sql_begin(s, err);

	if (status == STATUS_OK)
		status = sql_finish(s, finish(s, r, &reviewing, err), err);
	if (status == STATUS_OK)
		*step = reviewing.id;
	return status;
}

/* --- reading --- */

static enum status read_differences(struct store *s, struct review *r, struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select place, uid, first, second from review_difference "
		"where entry = ?1 and review = ?2 order by number", "ii", r->entry, (int64_t)r->number);

	while (sql_next(stmt))
		*review_add(r) = (struct review_difference){ sql_dup(stmt, 0), sql_int(stmt, 1), sql_dup(stmt, 2),
			sql_dup(stmt, 3) };
	return sql_end(s, stmt, err);
}

enum status store_read_reviews(struct store *s, int64_t entry, store_tell_review *tell, void *context,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select number, step, at, first, second, figures from review "
		"where entry = ?1 order by number", "i", entry);
	enum status status = STATUS_OK, end;

	while (status == STATUS_OK && sql_next(stmt)) {
		struct review r = { .entry = entry, .number = (int)sql_int(stmt, 0), .step = sql_int(stmt, 1),
			.at = sql_int(stmt, 2), .first = sql_dup(stmt, 3), .second = sql_dup(stmt, 4),
			.figures = (int)sql_int(stmt, 5) };

		status = read_differences(s, &r, err);
		if (status == STATUS_OK)
			tell(context, &r);
		review_clear(&r);
	}
	end = sql_end(s, stmt, status == STATUS_OK ? err : NULL);
	return status == STATUS_OK ? end : status;
}
