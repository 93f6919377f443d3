/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/charset.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "desk/follow.h"

#define PROGRAM "ziping"

const struct option_spec options_none[] = { { 0 } };

static const struct command commands[] = {
	{ "forms", "[FORM]", N_("list the forms, or the cells of one, or test a form file"), options_forms, 0, 1,
		run_forms },
	{ "new", "FORM [CELL=TEXT …]", N_("make a new entry and print its id"), options_new, 1, -1,
		run_new },
	{ "confirm", "ID CELL … | ID --all", N_("confirm what new --from carried forward"), options_confirm, 1, -1,
		run_confirm },
	{ "edit", "ID [CELL]", N_("open the full-screen program on this entry"), options_none, 1, 2,
		run_edit },
	{ "list", "", N_("list the entries"), options_list, 0, 0, run_list },
	{ "overview", "", N_("sum up budgets, spending and scores by year, unit or form"), options_overview, 0, 0,
		run_overview },
	{ "show", "ID", N_("print the entry as text, as export would"), options_show, 1, 1,
		run_show },
	{ "set", "ID CELL=TEXT …", N_("type into cells: all of them or none"), options_none, 2, -1,
		run_set },
	{ "insert-row", "ID ROW", N_("insert a row before this one, such as indicators[3]"), options_none, 2, 2,
		run_insert_row },
	{ "delete-row", "ID ROW", N_("delete a row, such as indicators[3]; history keeps what stood there"),
		options_none, 2, 2, run_delete_row },
	{ "note", "ID CELL FINDING TEXT",
		N_("say what settles a warning or explains an error; an empty TEXT takes it away"), options_none, 4, 4,
		run_note },
	{ "move-form", "ID", N_("move the entry to the newest version of its form"),
		options_move_form, 1, 1, run_move_form },
	{ "get", "ID CELL …", N_("print cells, computed ones as shown, one a line"), options_none,
		2, -1, run_get },
	{ "explain", "ID CELL", N_("say where this number comes from"), options_none, 2, 2,
		run_explain },
	{ "check", "ID … | --all", N_("print the findings; status 1 if any is an error"),
		options_check, 0, -1, run_check },
	{ "compare", "ID [ID2]", N_("tell what differs from last year's entry, or from another"),
		options_compare, 1, 2, run_compare },
	{ "export", "ID … | --all", N_("write entries as text, PDF, workbooks, CSV or exchange files"),
		options_export, 0, -1, run_export },
	{ "print", "ID …", N_("freeze a revision and print it, or write the file"), options_print, 1, -1,
		run_print },
	{ "sign", "ID", N_("freeze a revision, sign it and lock the entry; prints its check code"), options_sign, 1, 1,
		run_sign },
	{ "reopen", "ID", N_("unlock a signed entry; what follows is its next revision"), options_reopen, 1, 1,
		run_reopen },
	{ "revisions", "ID", N_("list the entry's revisions with their check codes"), options_none, 1, 1,
		run_revisions },
	{ "find-code", "CODE", N_("tell which entry and revision a check code on paper belongs to"),
		options_find_code, 1, -1, run_find_code },
	{ "review", "ID [CELL=TEXT …]",
		N_("second entry: another person types the figures again, without seeing them"), options_review, 1, -1,
		run_review },
	{ "undelete", "ID …", N_("bring deleted entries back; list --deleted shows them"), options_none, 1, -1,
		run_undelete },
	{ "import", "FILE …", N_("read entries from exchange files and print their ids"),
		options_none, 1, -1, run_import },
	{ "history", "ID [CELL]", N_("tell who changed which cell when, from what to what, oldest first"),
		options_history, 1, 2, run_history },
	{ "backup", "FILE | --daily", N_("write a verified copy of the store"), options_backup, 0, 1,
		run_backup },
	{ "restore", "FILE", N_("put a backup in the place of the store; what it replaces is kept"),
		options_none, 1, 1, run_restore },
	{ "check-store", "", N_("look for damage and for changes made behind the program's back; status 4 if "
		"anything is wrong"), options_none, 0, 0, run_check_store },
};

const struct command *command_list(size_t *count)
{
	*count = sizeof commands / sizeof *commands;
	return commands;
}

enum { OPTION_STORE, OPTION_SCRIPT, OPTION_SIZE, OPTION_DUMP, OPTION_NO_MOUSE, OPTION_VERSION,
	OPTION_HELP };

static const struct option_spec options[] = {
	{ "store", 's', "FILE", N_("the store, instead of the usual one") },
	{ "script", 0, "FILE", N_("read keys from a script instead of the terminal") },
	{ "size", 0, "COLSxROWS", N_("the size of the screen, with --script") },
	{ "dump", 0, "FILE", N_("where a script's screens are written") },
	{ "no-mouse", 0, NULL, N_("leave the mouse to the terminal") },
	{ "version", 'V', NULL, N_("print the version") },
	{ "help", 'h', NULL, N_("print this help") },
	{ 0 }
};

const struct option_spec *cli_options(void)
{
	return options;
}

const char *cli_translate(const char *msgid)
{
	return gettext(msgid);
}

static enum status print_help(const struct cli *cli, struct err *err)
{
	struct str text = { 0 };
	enum status status;

	str_addf(&text, "%s\n\n", gettext("usage: ziping [OPTION …] [COMMAND …]"));
	str_addf(&text, "%s\n\n", gettext("Fills in official budget performance self-assessment "
		"tables. Without a command: the full-screen program."));
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		str_addf(&text, "  %s%s%s\n      %s\n", commands[i].name,
			*commands[i].arguments ? " " : "", commands[i].arguments,
			gettext(commands[i].help));
	str_addf(&text, "\n%s\n", gettext("Options:"));
	args_add_help(options, &text);
	str_addf(&text, "\n%s\n", gettext("COMMAND --help explains a command's options."));
	status = cli_print(cli, &text, err);
	str_clear(&text);
	return status;
}

static enum status print_version(const struct cli *cli, struct err *err)
{
	struct str text = { 0 };
	enum status status;

	str_addf(&text, "%s %s\n%s ", PROGRAM, PACKAGE_VERSION, gettext("Export formats:"));
	cli_add_formats(&text);
	str_add_char(&text, '\n');
	status = cli_print(cli, &text, err);
	str_clear(&text);
	return status;
}

static enum status say_usage(const struct command *command, struct err *err)
{
	struct str form = { 0 };

	str_add(&form, command->name);
	if (command->options->name)
		str_addf(&form, " %s", gettext("[OPTION …]"));
	if (*command->arguments)
		str_addf(&form, " %s", command->arguments);
	err_set(err, STATUS_USAGE, N_("usage: ziping %1"), form.data, NULL);
	str_clear(&form);
	return STATUS_USAGE;
}

static enum status print_command_help(const struct cli *cli, const struct command *command,
	struct err *err)
{
	struct err usage = { 0 };
	struct str text = { 0 };
	enum status status;

	say_usage(command, &usage);
	err_format(&usage, cli_translate, &text);
	str_addf(&text, "\n\n%s\n", gettext(command->help));
	if (command->options->name) {
		str_addf(&text, "\n%s\n", gettext("Options:"));
		args_add_help(command->options, &text);
	}
	status = cli_print(cli, &text, err);
	err_clear(&usage);
	str_clear(&text);
	return status;
}

static enum status read_size(const char *text, struct screen_start *start, struct err *err)
{
	char rest;

	start->columns = 80;
	start->rows = 24;
	if (!text)
		return STATUS_OK;
	if (sscanf(text, "%5dx%5d%c", &start->columns, &start->rows, &rest) == 2
			&& start->columns > 0 && start->columns <= 1000
			&& start->rows > 0 && start->rows <= 1000)
		return STATUS_OK;
	return err_set(err, STATUS_USAGE, N_("--size takes columns and rows, like 80x24, not “%1”"),
		text, NULL);
}

enum status run_edit(struct cli *cli, const struct args *args, struct err *err)
{
	enum status status = cli_parse_id(args->rest[0], &cli->start.entry, err);

	cli->start.cell = args->count > 1 ? args->rest[1] : NULL;
	return status == STATUS_OK ? cli->start_screen(cli, &cli->start, err) : status;
}

static bool asks_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help"))
			return true;
	return false;
}

/* Inside everything is UTF-8, but files have the names they have. */
static void take_paths(struct cli *cli, const struct option_spec *specs, bool rest,
	struct args *args)
{
	for (int i = 0; specs[i].name; i++)
		if (args->values[i] && specs[i].value && !strcmp(specs[i].value, "FILE"))
			args->values[i] = cli_path(cli, args->values[i]);
	for (int i = 0; rest && i < args->count; i++)
		args->rest[i] = (char *)cli_path(cli, args->rest[i]);
}

static enum status run_command(struct cli *cli, int argc, char **argv, struct err *err)
{
	const struct command *command = commands,
		*end = commands + sizeof commands / sizeof *commands;
	struct args args;
	enum status status;

	while (command < end && strcmp(command->name, argv[0]))
		command++;
	if (command == end)
		return err_set(err, STATUS_USAGE, N_("there is no command “%1”; see ziping --help"),
			argv[0], NULL);
	if (asks_help(argc, argv))
		return print_command_help(cli, command, err);
	status = args_read(command->options, argc, argv, &args, err);
	if (status != STATUS_OK)
		return status;
	if (args.count < command->min || (command->max >= 0 && args.count > command->max))
		return say_usage(command, err);
	take_paths(cli, command->options, !strncmp(command->arguments, "FILE", 4), &args);
	status = command->run(cli, &args, err);
	/* What failed is told; that lists are behind is no failure of the command: the next one is asked again. */
	if (cli->desk)
		desk_follow(cli->desk, NULL, NULL);
	return status;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct args args;
	enum status status = args_read_leading(options, argc, argv, &args, err);

	if (status != STATUS_OK)
		return status;
	if (args.values[OPTION_HELP])
		return print_help(cli, err);
	if (args.values[OPTION_VERSION])
		return print_version(cli, err);
	take_paths(cli, options, false, &args);
	if (args.values[OPTION_STORE])
		cli->store_path = args.values[OPTION_STORE];
	cli->start.script = args.values[OPTION_SCRIPT];
	cli->start.dump = args.values[OPTION_DUMP];
	cli->start.no_mouse = args.values[OPTION_NO_MOUSE] != NULL;
	status = read_size(args.values[OPTION_SIZE], &cli->start, err);
	if (status != STATUS_OK)
		return status;
	return args.count ? run_command(cli, args.count, args.rest, err)
		: cli->start_screen(cli, &cli->start, err);
}

/* Arguments come in the locale's encoding; inside everything is UTF-8. */
static enum status convert_arguments(const struct cli *cli, int argc, char **argv, char **out,
	struct err *err)
{
	for (int i = 0; i < argc; i++) {
		struct str text = { 0 };
		enum status status = charset_to_utf8(cli->codeset, argv[i], strlen(argv[i]), &text,
			err);

		if (status != STATUS_OK) {
			str_clear(&text);
			return status;
		}
		out[i] = str_take(&text);
	}
	return STATUS_OK;
}

enum status cli_run(struct cli *cli, int argc, char **argv)
{
	char **arguments = mem_array((size_t)argc + 1, sizeof *arguments);
	struct err err = { 0 };
	enum status status = convert_arguments(cli, argc, argv, arguments, &err);

	cli->argv = argv;
	if (status == STATUS_OK) {
		/* getopt reorders its array, so the texts to free are kept apart. */
		char **shuffled = mem_array((size_t)argc + 1, sizeof *shuffled);

		memcpy(shuffled, arguments, (size_t)argc * sizeof *shuffled);
		status = run(cli, argc, shuffled, &err);
		free(shuffled);
	}
	if (err.message.id)
		cli_report(cli, &err);
	for (int i = 0; i < argc; i++)
		free(arguments[i]);
	free(arguments);
	err_clear(&err);
	return status;
}
