/* SPDX-License-Identifier: MIT */
/* The log as people read it, and the rows it leads to. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/store_internal.h"

/* --- rows: what log.c does to entry_row --- */

void log_rows_clear(struct log_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->items[i].repeat);
	free(rows->items);
	*rows = (struct log_rows){ 0 };
}

static struct log_row *find_row(const struct log_rows *rows, const char *repeat, int64_t uid)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].uid == uid && (!repeat || !strcmp(rows->items[i].repeat, repeat)))
			return &rows->items[i];
	return NULL;
}

int64_t log_rows_find(const struct log_rows *rows, int64_t uid)
{
	const struct log_row *row = find_row(rows, NULL, uid);

	return row ? row->pos : -1;
}

/* Those from `first` to `last` of a repeat. */
static void shift(struct log_rows *rows, const char *repeat, int64_t first, int64_t last, int by)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct log_row *row = &rows->items[i];

		if (row->pos >= first && row->pos <= last && !strcmp(row->repeat, repeat))
			row->pos += by;
	}
}

static void insert(struct log_rows *rows, const char *repeat, int64_t uid, int64_t pos)
{
	shift(rows, repeat, pos, INT64_MAX, 1);
	rows->items = mem_grow(rows->items, &rows->cap, rows->count + 1, sizeof *rows->items);
	rows->items[rows->count++] = (struct log_row){ mem_dup(repeat), uid, pos };
}

static void drop(struct log_rows *rows, const char *repeat, struct log_row *row)
{
	int64_t pos = row->pos;

	free(row->repeat);
	*row = rows->items[--rows->count];
	shift(rows, repeat, pos + 1, INT64_MAX, -1);
}

static void move(struct log_rows *rows, const char *repeat, struct log_row *row, int64_t to)
{
	int64_t from = row->pos;

	if (from < to)
		shift(rows, repeat, from, to, -1);
	else
		shift(rows, repeat, to, from, 1);
	row->pos = to;
}

void log_rows_apply(struct log_rows *rows, int op, const char *repeat, int64_t uid, int64_t to)
{
	struct log_row *row = find_row(rows, repeat, uid);

	/* Positions of a store edited by hand may be anything, sums of them must be numbers. */
	to = to < 0 ? 0 : to > INT32_MAX ? INT32_MAX : to;
	if (op == CHANGE_INSERT && !row)
		insert(rows, repeat, uid, to);
	else if (op == CHANGE_DELETE && row)
		drop(rows, repeat, row);
	else if (op == CHANGE_MOVE && row)
		move(rows, repeat, row, to);
}

/* --- the log --- */

/* Valid UTF-8, whatever another program wrote. */
static const char *sound(struct sqlite3_stmt *stmt, int column, char **copy)
{
	*copy = sql_dup(stmt, column);
	return *copy;
}

static void tell_row(struct sqlite3_stmt *stmt, struct log_rows *rows, store_tell *tell,
	void *context)
{
	char *texts[6];
	struct logged l = { .step = sql_int(stmt, 0), .kind = (int)sql_int(stmt, 1),
		.at = sql_int(stmt, 2), .who = sound(stmt, 3, &texts[0]),
		.why = sound(stmt, 4, &texts[1]), .name = sound(stmt, 6, &texts[2]), .op = -1,
		.form_id = sql_int(stmt, 13) };

	l.old = sound(stmt, 10, &texts[3]);
	l.new = sound(stmt, 11, &texts[4]);
	l.finding = sound(stmt, 12, &texts[5]);
	if (l.name) {
		l.op = (int)sql_int(stmt, 5);
		l.uid = sql_int(stmt, 7);
		l.from = sql_int(stmt, 8);
		l.to = sql_int(stmt, 9);
		l.row = l.op == CHANGE_INSERT ? l.to : log_rows_find(rows, l.uid);
		log_rows_apply(rows, l.op, l.name, l.uid, l.to);
	}
	tell(context, &l);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
}

enum status store_read_log(struct store *s, int64_t entry, store_tell *tell, void *context,
	struct err *err)
{
	struct sqlite3_stmt *stmt = sql_start(s, "select step.id, kind, at, who, why, op, name, uid, "
		"from_pos, to_pos, old, new, finding, form_id from step left join change "
		"on change.entry = step.entry and change.step = step.id "
		"where step.entry = ?1 order by step.id, number", "i", entry);
	struct log_rows rows = { 0 };
	bool any = false;
	enum status status;

	while (sql_next(stmt)) {
		tell_row(stmt, &rows, tell, context);
		any = true;
	}
	log_rows_clear(&rows);
	status = sql_end(s, stmt, err);
	return status == STATUS_OK && !any ? no_such_entry(entry, err) : status;
}
