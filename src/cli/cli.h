/* SPDX-License-Identifier: MIT */
/* The command line: one table of commands, which also makes --help and is compared with the
 * manual.
 *
 * Results go to standard output in the locale's encoding, errors to standard error as one line:
 * what, where, what to do.  Exit statuses are those of enum status. */
#ifndef ZIPING_CLI_CLI_H
#define ZIPING_CLI_CLI_H

#include <stddef.h>

#include "base/err.h"
#include "cli/args.h"
#include "desk/desk.h"

/* What the full-screen program is started with. */
struct screen_start {
	long long entry;             /* 0: the list */
	const char *cell;            /* NULL: where the clerk stood */
	const char *script, *dump;   /* files, "-" for the standard streams; NULL: a terminal */
	int columns, rows;           /* with a script */
	bool no_mouse;
};

struct document_class;

struct cli {
	const char *store_path;
	const char *const *form_folders;     /* NULL-closed */
	const char *example_folder;
	const char *codeset;                 /* of the locale: "UTF-8", "GB18030" */
	/* Starts the full-screen program (floor 6's other half, which this one may not include). */
	enum status (*start_screen)(struct cli *cli, const struct screen_start *start,
		struct err *err);
	struct screen_start start;           /* from the options before the command */
	/* Large kinds of files that this program can write (out/document.h); NULL: none. */
	const struct document_class *const *documents;
	char **argv;                         /* as given; by cli_run */
	struct library *library;             /* made by cli_library */
	struct desk *desk;                   /* made by cli_desk */
	char **paths;                        /* made by cli_path */
	size_t path_count, path_cap;
};

/* Runs what argv asks for; `argv[0]` is the program's name.  Reports errors itself. */
enum status cli_run(struct cli *cli, int argc, char **argv);

/* Opened when first needed: `forms` and `--help` touch no store. */
struct library *cli_library(struct cli *cli);
/* `reads`: a store that may not be written will do. */
enum status cli_desk(struct cli *cli, bool reads, struct desk **out, struct err *err);
/* The same, but a store that is not there is made. */
enum status cli_desk_new(struct cli *cli, bool reads, struct desk **out, struct err *err);
void cli_close(struct cli *cli);

struct command {
	const char *name;
	const char *arguments;       /* "ID CELL=TEXT …" */
	const char *help;            /* N_() msgid */
	const struct option_spec *options;
	int min, max;                /* arguments that are no options; max -1: any number */
	enum status (*run)(struct cli *cli, const struct args *args, struct err *err);
};

const struct command *command_list(size_t *count);
const struct option_spec *cli_options(void);          /* those before the command */

#endif
