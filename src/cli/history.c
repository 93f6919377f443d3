/* SPDX-License-Identifier: MIT */
/* history: who changed which cell when, from, to, why. */
#include "base/date.h"
#include "cli/commands.h"
#include "desk/history.h"
#include "out/json.h"

enum { HISTORY_JSON };

const struct option_spec options_history[] = {
	{ "json", 0, NULL, N_("as JSON, for scripts") },
	{ 0 }
};

static void add_text(const char *key, const char *text, struct str *out)
{
	str_addf(out, ", \"%s\": ", key);
	if (text)
		json_add_text(text, out);
	else
		str_add(out, "null");
}

static void add_row(const char *key, int64_t row, struct str *out)
{
	str_addf(out, ", \"%s\": ", key);
	if (row)
		str_addf(out, "%lld", (long long)row);
	else
		str_add(out, "null");
}

/* From and to are texts of a cell, numbers of a row. */
static void add_json_line(const struct history_line *l, struct str *out)
{
	bool rows = l->from || l->to;

	str_addf(out, " {\"step\": %lld, \"at\": \"", (long long)l->step);
	date_add_local(l->at, out);
	str_add_char(out, '"');
	add_text("who", l->who, out);
	add_text("kind", history_kind_word(l->kind), out);
	add_text("why", l->why, out);
	add_text("change", l->op < 0 ? NULL : history_op_word(l->op), out);
	add_text("cell", l->place, out);
	add_row("row", l->uid, out);
	add_text("finding", l->finding, out);
	if (rows) {
		add_row("from", l->from, out);
		add_row("to", l->to, out);
	} else {
		add_text("from", l->old, out);
		add_text("to", l->new, out);
	}
	if (l->revision) {
		add_row("revision", l->revision, out);
		add_text("code", l->code, out);
	}
	if (l->review) {
		add_row("review", l->review, out);
		add_text("first", l->first, out);
		str_addf(out, ", \"figures\": %d, \"differences\": %d", l->figures, l->differences);
	}
	str_add_char(out, '}');
}

/* `o` NULL: everything. */
static void add_json(const struct history *h, const struct opened *o, struct ref at,
	struct str *out)
{
	bool any = false;

	str_add_char(out, '[');
	for (size_t i = 0; i < h->count; i++) {
		if (o && !history_is_about(&h->items[i], o, at))
			continue;
		str_add(out, any ? ",\n" : "\n");
		add_json_line(&h->items[i], out);
		any = true;
	}
	str_add(out, any ? "\n]\n" : "]\n");
}

static enum status print(const struct cli *cli, const struct history *h, const struct opened *o,
	struct ref at, bool json, struct err *err)
{
	struct str out = { 0 };
	enum status status;

	if (json)
		add_json(h, o, at, &out);
	else if (o)
		history_add_cell(h, o, at, cli_translate, &out);
	else
		history_add_all(h, cli_translate, &out);
	status = json ? cli_print_bytes(str_text(&out), out.len, err) : cli_print(cli, &out, err);
	str_clear(&out);
	return status;
}

enum status run_history(struct cli *cli, const struct args *args, struct err *err)
{
	struct history history = { 0 };
	struct opened *o = NULL;
	struct ref at = { -1, -1 };
	struct desk *desk;
	long long id;
	enum status status = cli_parse_id(args->rest[0], &id, err);

	if (status == STATUS_OK)
		status = cli_desk(cli, true, &desk, err);
	/* Only a cell asks for an entry that is not deleted. */
	if (status == STATUS_OK && args->count > 1)
		status = desk_open_entry(desk, id, &o, err);
	if (status == STATUS_OK && o)
		status = entry_parse_name(o->entry, args->rest[1], false, &at, err);
	if (status == STATUS_OK)
		status = desk_read_history(desk, id, &history, err);
	if (status == STATUS_OK)
		status = print(cli, &history, o, at, args->values[HISTORY_JSON] != NULL, err);
	history_clear(&history);
	opened_free(o);
	return status;
}
