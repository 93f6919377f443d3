/* SPDX-License-Identifier: MIT */
/* list, undelete: the entries, for people and for scripts. */
#include <libintl.h>
#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "cli/commands.h"
#include "desk/hold.h"
#include "desk/status.h"
#include "out/json.h"

enum { LIST_YEAR, LIST_FORM, LIST_STATUS, LIST_SEARCH, LIST_JSON, LIST_DELETED };

const struct option_spec options_list[] = {
	{ "year", 'y', "Y", N_("only this year") },
	{ "form", 'f', "FORM", N_("only this form") },
	{ "status", 0, "WORD", N_("only drafts (draft), reviewed or signed entries") },
	{ "search", 0, "TEXT", N_("only entries in which every word is found, anywhere in them") },
	{ "json", 0, NULL, N_("as JSON, for scripts") },
	{ "deleted", 0, NULL, N_("those that were deleted, instead of the others") },
	{ 0 }
};

struct column {
	const char *key;             /* in JSON */
	const char *title;           /* N_() msgid; NULL: not in the table */
	int width;
	/* numbers, decimal places under one another as far as forms allow */
	bool right;
	size_t offset;               /* of a char * in struct list_row */
};

#define TEXT_COLUMN(key, title, width) { #key, title, width, false, offsetof(struct list_row, key) }
#define NUMBER_COLUMN(key, title, width) { #key, title, width, true, offsetof(struct list_row, key) }

static const struct column columns[] = {
	TEXT_COLUMN(form, N_("form"), 20),
	TEXT_COLUMN(unit, N_("unit"), 24),
	TEXT_COLUMN(project, N_("project"), 30),
	TEXT_COLUMN(department, NULL, 0),
	NUMBER_COLUMN(budget, N_("budget"), 10),
	NUMBER_COLUMN(executed, N_("executed"), 10),
	NUMBER_COLUMN(rate, N_("rate"), 8),
	NUMBER_COLUMN(score, N_("score"), 6),
	TEXT_COLUMN(grade, N_("grade"), 4),
	TEXT_COLUMN(status, N_("status"), 8),
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static const char *text_of(const struct list_row *row, const struct column *column)
{
	const char *text = *(char *const *)((const char *)row + column->offset);

	return text ? text : "";
}

static void add_json_row(const struct list_row *row, struct str *out)
{
	str_addf(out, " {\"id\": %lld, \"year\": %d", (long long)row->id, row->year);
	for (int i = 0; i < COLUMN_COUNT; i++) {
		str_addf(out, ", \"%s\": ", columns[i].key);
		json_add_text(text_of(row, &columns[i]), out);
	}
	str_addf(out, ", \"revision\": %d, \"changed\": \"", row->revision);
	date_add_local(row->changed, out);
	str_add(out, "\"}");
}

static void add_json(const struct list_rows *rows, struct str *out)
{
	str_add_char(out, '[');
	for (size_t i = 0; i < rows->count; i++) {
		str_add(out, i ? ",\n" : "\n");
		add_json_row(&rows->items[i], out);
	}
	str_add(out, rows->count ? "\n]\n" : "]\n");
}

static void add_cell(const struct column *column, const char *text, struct str *out)
{
	int free = column->width - text_width(TEXT_LOCALE, text, strlen(text));
	int before = column->right && free > 0 ? free : 0;

	str_add_repeat(out, " ", before);
	text_add_cut(out, TEXT_LOCALE, text, column->width - before, true);
	str_add_char(out, ' ');
}

/* For people: what scripts get is a word of its own. */
static const char *shown_text(const struct list_row *row, const struct column *column)
{
	const char *text = text_of(row, column);

	return column->offset == offsetof(struct list_row, status) ? gettext(status_label_of(text)) : text;
}

static void add_row(const struct list_row *row, struct str *out)
{
	str_addf(out, "%5lld %4d ", (long long)row->id, row->year);
	for (int i = 0; i < COLUMN_COUNT; i++)
		if (columns[i].title)
			add_cell(&columns[i], shown_text(row, &columns[i]), out);
	date_add_local(row->changed, out);
	str_add_char(out, '\n');
}

static void add_table(const struct list_rows *rows, struct str *out)
{
	static const struct column id = { .width = 5, .right = true }, year = { .width = 4 };

	add_cell(&id, gettext("id"), out);
	add_cell(&year, gettext("year"), out);
	for (int i = 0; i < COLUMN_COUNT; i++)
		if (columns[i].title)
			add_cell(&columns[i], gettext(columns[i].title), out);
	str_addf(out, "%s\n", gettext("changed"));
	for (size_t i = 0; i < rows->count; i++)
		add_row(&rows->items[i], out);
}

static enum status print_list(const struct cli *cli, struct store *store,
	const struct list_query *query, bool json, struct err *err)
{
	struct list_rows rows = { 0 };
	struct str out = { 0 };
	enum status status = store_list(store, query, &rows, err);

	if (status == STATUS_OK) {
		(json ? add_json : add_table)(&rows, &out);
		status = json ? cli_print_bytes(str_text(&out), out.len, err)
			: cli_print(cli, &out, err);
	}
	list_rows_clear(&rows);
	str_clear(&out);
	return status;
}

static enum status read_status(const char *given, const char **out, struct err *err)
{
	int status = given ? status_find(given) : -1;

	if (given && status < 0)
		return err_set(err, STATUS_USAGE, N_("--status takes draft, reviewed or signed, not “%1”"), given, NULL);
	*out = given ? status_word(status) : NULL;
	return STATUS_OK;
}

enum status run_list(struct cli *cli, const struct args *args, struct err *err)
{
	struct list_query query = {
		.form = args->values[LIST_FORM], .search = args->values[LIST_SEARCH],
		.order = ORDER_ID, .deleted = args->values[LIST_DELETED] != NULL,
	};
	struct desk *desk;
	long long year = 0;
	enum status status = STATUS_OK;

	if (args->values[LIST_YEAR])
		status = args_number("--year", args->values[LIST_YEAR], 1900, 2999, &year, err);
	query.year = (int)year;
	if (status == STATUS_OK)
		status = read_status(args->values[LIST_STATUS], &query.status, err);
	if (status == STATUS_OK)
		status = cli_desk(cli, true, &desk, err);
	if (status != STATUS_OK)
		return status;
	return print_list(cli, desk_get_store(desk), &query, args->values[LIST_JSON] != NULL, err);
}

enum status run_undelete(struct cli *cli, const struct args *args, struct err *err)
{
	struct desk *desk;
	long long id;
	enum status status = cli_desk(cli, false, &desk, err);

	for (int i = 0; status == STATUS_OK && i < args->count; i++) {
		status = cli_parse_id(args->rest[i], &id, err);
		if (status == STATUS_OK)
			status = desk_restore_entry(desk, id, err);
	}
	return status;
}
