/* SPDX-License-Identifier: MIT */
/* The commands (one file per group), and what they share. */
#ifndef ZIPING_CLI_COMMANDS_H
#define ZIPING_CLI_COMMANDS_H

#include "cli/args.h"
#include "cli/cli.h"
#include "desk/revision.h"

typedef enum status command_run(struct cli *cli, const struct args *args, struct err *err);

command_run run_forms, run_new, run_confirm, run_edit, run_list, run_overview, run_show, run_set, run_insert_row, run_delete_row, run_note,
	run_move_form, run_get, run_explain, run_check, run_compare, run_export, run_print, run_import, run_history, run_backup,
	run_restore, run_check_store, run_sign, run_reopen, run_revisions, run_find_code, run_review,
	run_undelete;

/* Their options; the enums beside the definitions name the places. */
extern const struct option_spec options_none[], options_forms[], options_new[], options_confirm[], options_list[],
	options_overview[], options_show[], options_sign[], options_reopen[], options_find_code[], options_review[],
	options_check[], options_compare[], options_move_form[], options_export[], options_print[], options_history[], options_backup[];

/* Writes to standard output in the locale's encoding; what it cannot hold becomes `?`. */
enum status cli_print(const struct cli *cli, const struct str *text, struct err *err);
/* As it is: files' bytes, JSON. */
enum status cli_print_bytes(const char *bytes, size_t len, struct err *err);
/* To standard error, in the locale's encoding, nothing dangerous in it. */
void cli_print_error(const struct cli *cli, const struct str *text);
/* The sentence with its place, in the user's language, paths readable. */
void cli_add_sentence(const struct cli *cli, const struct err *err, struct str *out);
/* One line to standard error. */
void cli_report(const struct cli *cli, const struct err *err);
/* FILE:LINE:COL: message and nothing before it, so that editors can jump there. */
void cli_report_all(const struct cli *cli, const struct err_list *errors);
/* An argument, which is UTF-8 like all texts, as the file system has it; lives as long as `cli`. */
const char *cli_path(struct cli *cli, const char *text);

/* Unless it `reads`, nobody else may have the entry open for writing. */
enum status cli_open_entry(struct cli *cli, const char *id, bool reads, struct opened **out,
	struct err *err);
/* --revision N of an entry, as it was frozen; *r (to be cleared in any case) is it.  STATUS_REFUSED: its content is not
 * what its check code stands for. */
enum status cli_open_revision(struct desk *d, int64_t id, const char *given, struct opened **out, struct revision *r,
	struct err *err);
/* CELL=TEXT arguments, all of them in one step, or none; stored. */
enum status cli_type_all(struct opened *o, char **arguments, int count, struct err *err);
enum status cli_parse_id(const char *text, long long *out, struct err *err);
/* The ids given, or all of the store's, or of a year (NULL: not asked for); the array is the caller's. */
enum status cli_collect_ids(struct cli *cli, const struct args *args, bool all, const char *year,
	struct desk **desk, int64_t **ids, size_t *count, struct err *err);
/* What export can write, as this program was built: "text json pdf". */
void cli_add_formats(struct str *out);
const char *cli_translate(const char *msgid);

#endif
