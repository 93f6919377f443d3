/* SPDX-License-Identifier: MIT */
/* set, note, get, show, explain: one entry. */
#include <libintl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/commands.h"
#include "desk/append.h"
#include "desk/same.h"
#include "desk/revision.h"
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
	long long id, number;
	enum status status;

	if (!given)
		return cli_open_entry(cli, args->rest[0], true, o, err);
	status = args_number("--revision", given, 1, INT_MAX, &number, err);
	if (status == STATUS_OK)
		status = cli_parse_id(args->rest[0], &id, err);
	if (status == STATUS_OK)
		status = cli_desk(cli, true, &desk, err);
	if (status == STATUS_OK)
		status = desk_open_revision(desk, id, (int)number, o, err);
	if (status != STATUS_OK)
		return status;
	status = store_get_revision(desk_get_store(desk), id, (int)number, r, err);
	if (status != STATUS_OK)
		opened_free(*o);
	return status;
}

enum status run_show(struct cli *cli, const struct args *args, struct err *err)
{
	struct text_options options;
	struct text_writer *writer;
	struct revision r = { 0 };
	struct furniture furniture;
	struct str out = { 0 };
	struct opened *o;
	enum status status = open_shown(cli, args, &o, &r, err);

	if (status != STATUS_OK)
		return status;
	furniture = (struct furniture){ .revision = r.number, .code = r.code, .is_signed = r.signed_at != 0,
		.draft = opened_unexplained(o, NULL) > 0 };
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
