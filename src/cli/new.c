/* SPDX-License-Identifier: MIT */
/* new, confirm: an entry, made from an earlier one perhaps. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "desk/carry.h"
#include "desk/draw.h"

enum { NEW_YEAR, NEW_FROM, NEW_ONLY };

const struct option_spec options_new[] = {
	{ "year", 'y', "Y", N_("the year assessed; if left out last year, with --from the year after that entry's") },
	{ "from", 'f', "ID", N_("carry this entry's structure, targets, weights and standing text forward, to be confirmed") },
	{ "only", 0, "NAMES", N_("carry only these cells, groups or rows, with commas between them") },
	{ 0 }
};

struct new_entry {
	struct desk *desk;
	const struct form *form;
	int year;
	struct carry carry;          /* from NULL: from nothing */
};

/* --- what is carried --- */

/* The names in `text`, which is cut up. */
static const char **split(char *text, size_t *count)
{
	const char **items = mem_array(strlen(text) + 1, sizeof *items);

	*count = 0;
	for (char *name = strtok(text, ","); name; name = strtok(NULL, ","))
		items[(*count)++] = name;
	return items;
}

static enum status open_source(struct new_entry *n, const struct args *args, struct opened **from, struct err *err)
{
	enum status status;
	long long id;

	if (!args->values[NEW_FROM])
		return args->values[NEW_ONLY] ? err_set(err, STATUS_USAGE, N_("--only needs --from"), NULL) : STATUS_OK;
	status = cli_parse_id(args->values[NEW_FROM], &id, err);
	if (status == STATUS_OK)
		status = desk_open_entry(n->desk, id, from, err);
	if (status != STATUS_OK)
		return status;
	n->carry.from = *from;
	if (!args->values[NEW_YEAR])
		n->year = entry_get_year((*from)->entry) + 1;
	return STATUS_OK;
}

/* --- the entry --- */

/* What was typed may tell which entries the report is drawn from. */
static enum status fill(struct opened *o, struct err *err)
{
	struct step step = { .focus = { -1, -1 } };

	opened_fill(o, &step);
	opened_accept(o, &step);
	return opened_save(o, err);
}

static enum status add(const struct new_entry *n, const struct args *args, int64_t *id, struct err *err)
{
	struct opened *o;
	enum status status = n->carry.from ? desk_carry_new(n->desk, n->form, n->year, &n->carry, id, err)
		: desk_add_empty(n->desk, n->form, n->year, id, err);

	if (status != STATUS_OK || args->count < 2)
		return status;
	status = desk_open_entry(n->desk, *id, &o, err);
	if (status != STATUS_OK)
		return status;
	status = cli_type_all(o, args->rest + 1, args->count - 1, err);
	if (status == STATUS_OK)
		status = fill(o, err);
	opened_free(o);
	return status;
}

/* All of it or nothing. */
static enum status add_whole(const struct new_entry *n, const struct args *args, int64_t *id, struct err *err)
{
	struct store *store = desk_get_store(n->desk);
	enum status status = store_begin(store, err);

	if (status != STATUS_OK)
		return status;
	status = add(n, args, id, err);
	if (status == STATUS_OK)
		return store_commit(store, err);
	store_rollback(store);
	return status;
}

static enum status add_with_source(struct new_entry *n, const struct args *args, int64_t *id, struct err *err)
{
	char *only = mem_dup(args->values[NEW_ONLY]);
	const char **items = only ? split(only, &n->carry.count) : NULL;
	struct opened *from = NULL;
	enum status status = open_source(n, args, &from, err);

	n->carry.items = items;
	if (status == STATUS_OK)
		status = add_whole(n, args, id, err);
	opened_free(from);
	free(items);
	free(only);
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
	struct new_entry n = { 0 };
	enum status status = STATUS_OK;
	int64_t id;

	if (given)
		status = args_number("--year", given, 1900, 2999, &year, err);
	if (status == STATUS_OK)
		status = library_get(cli_library(cli), args->rest[0], &n.form, err);
	if (status == STATUS_OK)
		status = cli_desk_new(cli, false, &n.desk, err);
	n.year = (int)year;
	if (status == STATUS_OK)
		status = add_with_source(&n, args, &id, err);
	return status == STATUS_OK ? print_id(cli, id, err) : status;
}

/* --- confirm --- */

enum { CONFIRM_ALL };

const struct option_spec options_confirm[] = {
	{ "all", 'a', NULL, N_("every cell that was carried forward") },
	{ 0 }
};

static enum status confirm_cell(struct opened *o, struct step *step, const char *name, struct err *err)
{
	struct ref at;
	enum status status = entry_parse_name(o->entry, name, false, &at, err);

	if (status == STATUS_OK && !opened_confirm(o, step, at))
		status = err_set(err, STATUS_INPUT, N_("%1 has nothing to confirm: it was not carried forward, or is "
			"confirmed or changed already"), name, NULL);
	return status;
}

static enum status confirm(struct opened *o, const struct args *args, struct err *err)
{
	enum status status = opened_check_writable(o, err);
	struct step step = { .focus = { -1, -1 } };

	if (args->values[CONFIRM_ALL])
		opened_confirm_all(o, &step);
	for (int i = 1; status == STATUS_OK && i < args->count; i++)
		status = confirm_cell(o, &step, args->rest[i], err);
	if (status == STATUS_OK)
		opened_accept(o, &step);
	step_clear(&step);
	return status == STATUS_OK ? opened_save(o, err) : status;
}

enum status run_confirm(struct cli *cli, const struct args *args, struct err *err)
{
	struct opened *o;
	enum status status;

	if ((args->values[CONFIRM_ALL] != NULL) == (args->count > 1))
		return err_set(err, STATUS_USAGE, N_("give the cells to confirm, or --all"), NULL);
	status = cli_open_entry(cli, args->rest[0], false, &o, err);
	if (status != STATUS_OK)
		return status;
	status = confirm(o, args, err);
	opened_free(o);
	return status;
}
