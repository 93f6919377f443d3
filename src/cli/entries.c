/* SPDX-License-Identifier: MIT */
/* set, insert-row, delete-row, note, get, show, explain: one entry. */
#include <libintl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/commands.h"
#include "desk/append.h"
#include "desk/same.h"
#include "desk/paper_parts.h"
#include "out/text.h"

/* --- CELL=TEXT --- */

/* The row behind the last one is made; a number far behind it is a mistake. */
static enum status extend_to(struct opened *o, struct step *step, const char *name, struct ref at, struct err *err)
{
	int repeat = o->form->cells[at.cell].repeat, rows = entry_row_count(o->entry, repeat);
	char have[16], next[16];

	if (at.row <= rows)
		return opened_extend(o, step, repeat, at.row + 1, err);
	snprintf(have, sizeof have, "%d", rows);
	snprintf(next, sizeof next, "%d", rows + 1);
	return err_set(err, STATUS_INPUT, N_("%1: %2 has %3 rows, so the next one is row %4"), name,
		o->form->repeats[repeat].label, have, next, NULL);
}

static enum status type_one(struct opened *o, struct step *step, const char *argument,
	struct err *err)
{
	const char *equals = strchr(argument, '=');
	struct ref at = { -1, -1 };
	enum status status;
	char *name;

	if (!equals)
		return err_set(err, STATUS_USAGE, N_("“%1” is not CELL=TEXT"), argument, NULL);
	name = mem_dup_len(argument, (size_t)(equals - argument));
	status = entry_parse_name(o->entry, name, true, &at, err);
	if (status == STATUS_OK && at.row >= 0)
		status = extend_to(o, step, name, at, err);
	free(name);
	return status == STATUS_OK ? opened_type(o, step, at, equals + 1, err) : status;
}

enum status cli_type_all(struct opened *o, char **arguments, int count, struct err *err)
{
	struct step step = { 0 };
	enum status status = STATUS_OK;

	for (int i = 0; status == STATUS_OK && i < count; i++)
		status = type_one(o, &step, arguments[i], err);
	if (status != STATUS_OK) {
		step_clear(&step);
		return status;
	}
	opened_accept(o, &step);
	return opened_save(o, err);
}

enum status run_set(struct cli *cli, const struct args *args, struct err *err)
{
	struct opened *o;
	enum status status = cli_open_entry(cli, args->rest[0], false, &o, err);

	if (status != STATUS_OK)
		return status;
	status = cli_type_all(o, args->rest + 1, args->count - 1, err);
	opened_free(o);
	return status;
}

/* --- rows --- */

/* "indicators[3]"; one of `more` rows than there are. */
static enum status parse_row(const struct opened *o, const char *text, int more, int *repeat, int *row,
	struct err *err)
{
	const char *bracket = strchr(text, '[');
	char count[16];
	int used = 0, rows;

	*repeat = bracket ? form_find_repeat(o->form, text, (size_t)(bracket - text)) : -1;
	if (*repeat < 0 || sscanf(bracket, "[%6d]%n", row, &used) != 1 || !used || bracket[used])
		return err_set(err, STATUS_INPUT, N_("“%1” is not a row of the form %2; one is written like indicators[3]"),
			text, o->form->id, NULL);
	rows = entry_row_count(o->entry, *repeat);
	if (--*row >= 0 && *row < rows + more)
		return STATUS_OK;
	snprintf(count, sizeof count, "%d", rows);
	return err_set(err, STATUS_INPUT, N_("there is no row for %1; %2 has %3 rows"), text,
		o->form->repeats[*repeat].label, count, NULL);
}

static enum status change_row(struct cli *cli, const struct args *args, int more,
	enum status (*change)(struct opened *, struct step *, int, int, struct err *), struct err *err)
{
	struct step step = { 0 };
	struct opened *o;
	int repeat, row;
	enum status status = cli_open_entry(cli, args->rest[0], false, &o, err);

	if (status != STATUS_OK)
		return status;
	status = parse_row(o, args->rest[1], more, &repeat, &row, err);
	if (status == STATUS_OK)
		status = change(o, &step, repeat, row, err);
	if (status == STATUS_OK) {
		step.focus = (struct ref){ o->form->repeats[repeat].first, row };
		opened_accept(o, &step);
		status = opened_save(o, err);
	}
	step_clear(&step);
	opened_free(o);
	return status;
}

enum status run_insert_row(struct cli *cli, const struct args *args, struct err *err)
{
	return change_row(cli, args, 1, opened_insert_row, err);
}

enum status run_delete_row(struct cli *cli, const struct args *args, struct err *err)
{
	return change_row(cli, args, 0, opened_delete_row, err);
}

enum status run_note(struct cli *cli, const struct args *args, struct err *err)
{
	struct step step = { 0 };
	struct opened *o, *earlier = NULL;
	struct ref at;
	enum status status = cli_open_entry(cli, args->rest[0], false, &o, err);

	if (status != STATUS_OK)
		return status;
	status = entry_parse_name(o->entry, args->rest[1], false, &at, err);
	opened_know_earlier(o, &earlier);
	if (status == STATUS_OK)
		status = opened_note(o, &step, args->rest[2], at, args->rest[3], err);
	if (status == STATUS_OK) {
		step.focus = at;
		opened_accept(o, &step);
		status = opened_save(o, err);
	}
	step_clear(&step);
	opened_free(earlier);
	opened_free(o);
	return status;
}

/* --- get, explain, show --- */

/* One value a line, so a line end inside a text is written \n. */
static void add_value_line(const struct opened *o, struct ref at, struct str *out)
{
	struct str text = { 0 };

	sheet_show(o->sheet, at, &text);
	for (const char *p = str_text(&text); *p; p++)
		if (*p == '\n')
			str_add(out, "\\n");
		else
			str_add_char(out, *p);
	str_add_char(out, '\n');
	str_clear(&text);
}

enum status run_get(struct cli *cli, const struct args *args, struct err *err)
{
	struct str out = { 0 };
	struct opened *o;
	enum status status = cli_open_entry(cli, args->rest[0], true, &o, err);

	if (status != STATUS_OK)
		return status;
	for (int i = 1; status == STATUS_OK && i < args->count; i++) {
		struct ref at;

		status = entry_parse_name(o->entry, args->rest[i], false, &at, err);
		if (status == STATUS_OK)
			add_value_line(o, at, &out);
	}
	if (status == STATUS_OK)
		status = cli_print(cli, &out, err);
	str_clear(&out);
	opened_free(o);
	return status;
}

enum status run_explain(struct cli *cli, const struct args *args, struct err *err)
{
	struct str out = { 0 };
	struct opened *o;
	struct ref at;
	enum status status = cli_open_entry(cli, args->rest[0], true, &o, err);

	if (status != STATUS_OK)
		return status;
	status = entry_parse_name(o->entry, args->rest[1], false, &at, err);
	if (status == STATUS_OK) {
		sheet_explain(o->sheet, at, cli_translate, &out);
		if (out.len && out.data[out.len - 1] != '\n')
			str_add_char(&out, '\n');
		status = cli_print(cli, &out, err);
	}
	str_clear(&out);
	opened_free(o);
	return status;
}

enum { SHOW_REVISION };

const struct option_spec options_show[] = {
	{ "revision", 0, "N", N_("that revision, as it was frozen") },
	{ 0 }
};

/* The entry, or a revision of it with what it has on paper around it. */
static enum status open_shown(struct cli *cli, const struct args *args, struct opened **o, struct revision *r,
	struct err *err)
{
	const char *given = args->values[SHOW_REVISION];
	struct desk *desk;
	long long id;
	enum status status;

	if (!given)
		return cli_open_entry(cli, args->rest[0], true, o, err);
	status = cli_parse_id(args->rest[0], &id, err);
	if (status == STATUS_OK)
		status = cli_desk(cli, true, &desk, err);
	return status == STATUS_OK ? cli_open_revision(desk, id, given, o, r, err) : status;
}

enum status run_show(struct cli *cli, const struct args *args, struct err *err)
{
	struct text_options options;
	struct text_writer *writer;
	struct revision r = { 0 };
	struct furniture furniture = { 0 };
	struct str out = { 0 };
	struct opened *o;
	enum status status = open_shown(cli, args, &o, &r, err);

	if (status != STATUS_OK) {
		revision_clear(&r);
		return status;
	}
	desk_paper_furniture(o, &r, &(struct paper_parts){ 0 }, &furniture);
	text_options_init(&options);
	/* A terminal in a GB18030 locale gives frame lines two columns. */
	options.ambiguous = text_char_width(TEXT_LOCALE, 0x2500) == 2 ? TEXT_WIDE : TEXT_NARROW;
	status = text_writer_new(&options, &writer, err);
	if (status == STATUS_OK) {
		status = append_text(o, writer, r.number ? &furniture : NULL, &out, err);
		text_writer_free(writer);
	}
	if (status == STATUS_OK)
		status = cli_print(cli, &out, err);
	str_clear(&out);
	revision_clear(&r);
	opened_free(o);
	return status;
}
