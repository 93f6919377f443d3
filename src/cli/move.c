/* SPDX-License-Identifier: MIT */
/* move-form: an entry to the library's version of its form. */
#include "cli/commands.h"
#include "desk/move.h"

enum { MOVE_DRY_RUN };

const struct option_spec options_move_form[] = {
	{ "dry-run", 'n', NULL, N_("only say what stays, what is dropped and what is new") },
	{ 0 }
};

static enum status move(struct cli *cli, struct opened *o, const struct form *newer, bool dry_run,
	struct err *err)
{
	struct form_move move;
	struct str out = { 0 };
	enum status status = STATUS_OK;

	desk_compare_form(o, newer, &move);
	form_move_say(&move, cli_translate, &out);
	form_move_clear(&move);
	if (!dry_run)
		status = desk_move_form(o, newer, err);
	if (status == STATUS_OK)
		status = opened_save(o, err);
	if (status == STATUS_OK)
		status = cli_print(cli, &out, err);
	str_clear(&out);
	return status;
}

static enum status say_same(struct cli *cli, struct err *err)
{
	struct str out = { 0 };
	enum status status;

	str_addf(&out, "%s\n", cli_translate(N_("The entry has this version of the form already.")));
	status = cli_print(cli, &out, err);
	str_clear(&out);
	return status;
}

enum status run_move_form(struct cli *cli, const struct args *args, struct err *err)
{
	const struct form *newer;
	struct opened *o;
	bool dry_run = args->values[MOVE_DRY_RUN] != NULL;
	enum status status = cli_open_entry(cli, args->rest[0], dry_run, &o, err);

	if (status != STATUS_OK)
		return status;
	status = library_get(cli_library(cli), o->form->id, &newer, err);
	if (status == STATUS_OK)
		status = desk_newer_form(o) ? move(cli, o, newer, dry_run, err) : say_same(cli, err);
	opened_free(o);
	return status;
}
