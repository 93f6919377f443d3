/* SPDX-License-Identifier: MIT */
/* backup, restore, check-store: the store as a whole. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/text.h"
#include "cli/commands.h"
#include "desk/verify.h"

enum { BACKUP_DAILY, BACKUP_FORCE };

const struct option_spec options_backup[] = {
	{ "daily", 0, NULL, N_("today's copy in the folder “backups” beside the store, unless there "
		"is one; the last seven are kept") },
	{ "force", 'f', NULL, N_("replace a file of that name") },
	{ 0 }
};

/* Names are the file system's bytes, sentences UTF-8. */
static void add_name(const struct cli *cli, const char *path, struct str *out)
{
	if (charset_to_utf8(cli->codeset, path, strlen(path), out, NULL) != STATUS_OK) {
		str_reset(out);
		text_add_visible(out, path, strlen(path));
	}
}

static enum status print_message(const struct cli *cli, struct message *message, struct err *err)
{
	struct str line = { 0 };
	enum status status;

	message_add_to(message, cli_translate, &line);
	str_add_char(&line, '\n');
	status = cli_print(cli, &line, err);
	message_clear(message);
	str_clear(&line);
	return status;
}

static enum status say_written(const struct cli *cli, struct store *store, const char *path, struct err *err)
{
	struct message message = { 0 };
	struct str name = { 0 };
	char number[24];
	int64_t entries;
	enum status status = store_count(store, &(struct list_query){ 0 }, &entries, err);

	if (status != STATUS_OK)
		return status;
	add_name(cli, path, &name);
	snprintf(number, sizeof number, "%lld", (long long)entries);
	message_set(&message, N_("%1: a verified copy of the store, %2 entries"), str_text(&name), number, NULL);
	str_clear(&name);
	return print_message(cli, &message, err);
}

static enum status back_up(const struct cli *cli, struct store *store, const char *path, bool force, struct err *err)
{
	enum status status;

	if (!force && access(path, F_OK) == 0)
		return err_set(err, STATUS_REFUSED, N_("%1 is there already; give another name, or --force to replace it"),
			path, NULL);
	status = store_backup(store, path, err);
	return status == STATUS_OK ? say_written(cli, store, path, err) : status;
}

enum status run_backup(struct cli *cli, const struct args *args, struct err *err)
{
	bool daily = args->values[BACKUP_DAILY] != NULL;
	struct desk *desk;
	enum status status;

	if (daily == (args->count > 0))
		return err_set(err, STATUS_USAGE, N_("give a file for the backup, or --daily"), NULL);
	status = cli_desk(cli, true, &desk, err);
	if (status != STATUS_OK)
		return status;
	return daily ? store_backup_daily(desk_get_store(desk), err)
		: back_up(cli, desk_get_store(desk), args->rest[0], args->values[BACKUP_FORCE], err);
}

/* --- restore --- */

static enum status say_restored(const struct cli *cli, const char *kept, struct err *err)
{
	struct message message = { 0 };
	struct str name = { 0 };

	if (kept) {
		add_name(cli, kept, &name);
		message_set(&message,
			N_("The backup is the store now. What was there before is kept as %1"),
			str_text(&name), NULL);
	} else {
		message_set(&message, N_("The backup is the store now. There was none before."), NULL);
	}
	str_clear(&name);
	return print_message(cli, &message, err);
}

enum status run_restore(struct cli *cli, const struct args *args, struct err *err)
{
	char *kept = NULL;
	enum status status = store_restore(cli->store_path, args->rest[0], &kept, err);

	if (status == STATUS_OK)
		status = say_restored(cli, kept, err);
	free(kept);
	return status;
}

/* --- check-store --- */

static void add_fault(void *context, int64_t entry, const struct err *what)
{
	struct str *out = context;
	size_t start = out->len;

	if (entry < 0)
		str_addf(out, gettext("the second entry of entry %lld"), (long long)-entry);
	else if (entry)
		str_addf(out, gettext("entry %lld"), (long long)entry);
	else
		str_add(out, gettext("the store"));
	str_add(out, gettext(": "));
	err_format(what, cli_translate, out);
	for (; start < out->len; start++)
		if (out->data[start] == '\n')
			out->data[start] = ' ';
	str_add_char(out, '\n');
}

static void add_number(struct message *message, const char *id, size_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", number);
	message_set(message, id, text, NULL);
}

static enum status answer(const struct store_health *health, struct str *out, struct err *err)
{
	struct message message = { 0 };
	char wrong[24], entries[24];

	if (health->faults) {
		snprintf(wrong, sizeof wrong, "%zu", health->wrong);
		snprintf(entries, sizeof entries, "%zu", health->entries);
		return err_set(err, STATUS_REFUSED,
			N_("the store is not what this program wrote: %1 of %2 entries are wrong; "
			"`ziping restore` puts a backup in its place"), wrong, entries, NULL);
	}
	add_number(&message, N_("Checked: the file, the references, and %1 entries with their forms, "
		"logs, texts, rows, sums and revisions. Nothing is wrong."), health->entries);
	message_add_to(&message, cli_translate, out);
	str_add_char(out, '\n');
	message_clear(&message);
	return STATUS_OK;
}

static void add_place(struct desk *desk, struct str *out)
{
	if (store_is_on_network(desk_get_store(desk)))
		str_addf(out, "%s\n", gettext("The store is on a network file system: slower, and only as "
			"safe as the locks of its server."));
}

enum status run_check_store(struct cli *cli, const struct args *args, struct err *err)
{
	struct store_health health;
	struct str out = { 0 };
	struct desk *desk;
	enum status status = cli_desk(cli, true, &desk, err), printed;

	(void)args;
	if (status == STATUS_OK)
		status = desk_check_store(desk, add_fault, &out, &health, err);
	if (status == STATUS_OK)
		add_place(desk, &out);
	if (status == STATUS_OK)
		status = answer(&health, &out, err);
	printed = cli_print(cli, &out, status == STATUS_OK ? err : NULL);
	str_clear(&out);
	return status == STATUS_OK ? printed : status;
}
