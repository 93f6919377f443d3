/* SPDX-License-Identifier: MIT */
/* new, set, get, show, explain, list: one entry, or the list of them. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "out/text.h"

/* --- CELL=TEXT --- */

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
	free(name);
	if (status == STATUS_OK && at.row >= 0)
		status = opened_extend(o, step, o->form->cells[at.cell].repeat, at.row + 1, err);
	return status == STATUS_OK ? opened_type(o, step, at, equals + 1, err) : status;
}

/* All of them in one step, or none. */
static enum status type_all(struct opened *o, char **arguments, int count, struct err *err)
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
	status = type_all(o, args->rest + 1, args->count - 1, err);
	opened_free(o);
	return status;
}

enum status run_note(struct cli *cli, const struct args *args, struct err *err)
{
	struct step step = { 0 };
	struct opened *o;
	struct ref at;
	enum status status = cli_open_entry(cli, args->rest[0], false, &o, err);

	if (status != STATUS_OK)
		return status;
	status = entry_parse_name(o->entry, args->rest[1], false, &at, err);
	if (status == STATUS_OK)
		status = opened_note(o, &step, args->rest[2], at, args->rest[3], err);
	if (status == STATUS_OK) {
		step.focus = at;
		opened_accept(o, &step);
		status = opened_save(o, err);
	}
	step_clear(&step);
	opened_free(o);
	return status;
}

enum { NEW_YEAR };

const struct option_spec options_new[] = {
	{ "year", 'y', "Y", N_("the year assessed; last year if left out") },
	{ 0 }
};

static enum status add_new(struct desk *desk, const struct form *form, int year,
	const struct args *args, int64_t *id, struct err *err)
{
	struct entry *e = entry_new(form, year);
	struct opened *o;
	enum status status;

	entry_fill_initial(e);
	status = desk_add(desk, e, NULL, id, err);
	entry_free(e);
	if (status != STATUS_OK || args->count < 2)
		return status;
	status = desk_open_entry(desk, *id, &o, err);
	if (status != STATUS_OK)
		return status;
	status = type_all(o, args->rest + 1, args->count - 1, err);
	opened_free(o);
	return status;
}

static enum status print_id(const struct cli *cli, int64_t id, struct err *err)
{
	struct str line = { 0 };
	enum status status;

	str_addf(&line, "%lld\n", (long long)id);
	status = cli_print(cli, &line, err);
	str_clear(&line);
	return status;
}

enum status run_new(struct cli *cli, const struct args *args, struct err *err)
{
	const char *given = args->values[NEW_YEAR];
	long long year = date_today().year - 1;
	const struct form *form;
	struct desk *desk;
	enum status status = STATUS_OK;
	int64_t id;

	if (given)
		status = args_number("--year", given, 1900, 2999, &year, err);
	if (status == STATUS_OK)
		status = library_get(cli_library(cli), args->rest[0], &form, err);
	if (status == STATUS_OK)
		status = cli_desk(cli, false, &desk, err);
	if (status == STATUS_OK)
		status = store_begin(desk_get_store(desk), err);
	if (status != STATUS_OK)
		return status;
	status = add_new(desk, form, (int)year, args, &id, err);
	if (status == STATUS_OK)
		status = store_commit(desk_get_store(desk), err);
	else
		store_rollback(desk_get_store(desk));
	return status == STATUS_OK ? print_id(cli, id, err) : status;
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

enum status run_show(struct cli *cli, const struct args *args, struct err *err)
{
	struct text_options options;
	struct text_writer *writer;
	struct str out = { 0 };
	struct opened *o;
	enum status status = cli_open_entry(cli, args->rest[0], true, &o, err);

	if (status != STATUS_OK)
		return status;
	text_options_init(&options);
	/* A terminal in a GB18030 locale gives frame lines two columns. */
	options.ambiguous = text_char_width(TEXT_LOCALE, 0x2500) == 2 ? TEXT_WIDE : TEXT_NARROW;
	status = text_writer_new(&options, &writer, err);
	if (status == STATUS_OK) {
		status = text_writer_add(writer, o->sheet, NULL, &out, err);
		text_writer_free(writer);
	}
	if (status == STATUS_OK)
		status = cli_print(cli, &out, err);
	str_clear(&out);
	opened_free(o);
	return status;
}
