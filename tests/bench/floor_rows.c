/* SPDX-License-Identifier: MIT */
/* usage: floor_rows STORE BYTES
 *
 * The floor of an export: reads the rows of every entry (what was typed, the rows, the entry; the form's text aside)
 * and writes BYTES bytes in all. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *db;

static void fail(void)
{
	fprintf(stderr, "floor_rows: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *statement;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail();
	return statement;
}

/* Touches every column of every row. */
static size_t read_rows(sqlite3_stmt *statement, sqlite3_int64 id)
{
	size_t bytes = 0;

	sqlite3_bind_int64(statement, 1, id);
	while (sqlite3_step(statement) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			if (sqlite3_column_type(statement, i) == SQLITE_TEXT && sqlite3_column_text(statement, i))
				bytes += (size_t)sqlite3_column_bytes(statement, i);
			else
				bytes += (size_t)sqlite3_column_int64(statement, i) & 1;
	sqlite3_reset(statement);
	return bytes;
}

static sqlite3_int64 count_entries(void)
{
	sqlite3_stmt *count = prepare("select count(*) from entry where deleted = 0");
	sqlite3_int64 n;

	if (sqlite3_step(count) != SQLITE_ROW)
		fail();
	n = sqlite3_column_int64(count, 0);
	sqlite3_finalize(count);
	return n;
}

int main(int argc, char **argv)
{
	static const char *const reads[] = {
		"select * from entry where id = ?",
		"select repeat, uid from entry_row where entry = ? order by repeat, pos",
		"select uid, cell, text from value where entry = ?",
	};
	enum { READS = sizeof reads / sizeof *reads };
	sqlite3_stmt *ids, *statements[READS];
	size_t share, bytes = 0;
	char *text;

	if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		fail();
	share = (size_t)(atoll(argv[2]) / count_entries());
	text = malloc(share + 1);
	if (!text)
		fail();
	memset(text, 'x', share);
	ids = prepare("select id from entry where deleted = 0 order by id");
	for (int i = 0; i < READS; i++)
		statements[i] = prepare(reads[i]);
	while (sqlite3_step(ids) == SQLITE_ROW) {
		for (int i = 0; i < READS; i++)
			bytes += read_rows(statements[i], sqlite3_column_int64(ids, 0));
		fwrite(text, 1, share, stdout);
	}
	return bytes ? 0 : 1;
}
