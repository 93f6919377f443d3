/* SPDX-License-Identifier: MIT */
/* What commands share: the store, the forms, the standard streams. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/code.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/commands.h"
#include "desk/hold.h"

struct library *cli_library(struct cli *cli)
{
	if (!cli->library)
		cli->library = library_new(cli->form_folders);
	return cli->library;
}

/* What may be written is opened for writing in any case: an older store may have to be migrated. */
static bool must_not_write(const char *path)
{
	return access(path, F_OK) == 0 && (access(path, W_OK) < 0 || store_is_fixed(path));
}

/* A mistyped name is not to become an empty store.  What else hinders access, opening tells. */
static enum status check_there(const char *path, struct err *err)
{
	if (access(path, F_OK) == 0 || errno != ENOENT)
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED, N_("there is no store %1; `ziping` or `ziping import` makes it, "
		"--store names another"), path, NULL);
}

enum status cli_desk(struct cli *cli, bool reads, struct desk **out, struct err *err)
{
	enum status status = cli->desk ? STATUS_OK : check_there(cli->store_path, err);

	return status == STATUS_OK ? cli_desk_new(cli, reads, out, err) : status;
}

enum status cli_desk_new(struct cli *cli, bool reads, struct desk **out, struct err *err)
{
	struct store *store;
	enum status status;

	if (!cli->desk) {
		status = store_open(cli->store_path, reads && must_not_write(cli->store_path),
			&store, err);
		if (status != STATUS_OK)
			return status;
		cli->desk = desk_new(store, cli_library(cli));
	}
	*out = cli->desk;
	return STATUS_OK;
}

void cli_close(struct cli *cli)
{
	if (cli->desk)
		desk_free(cli->desk);
	else
		library_free(cli->library);
	for (size_t i = 0; i < cli->path_count; i++)
		free(cli->paths[i]);
	free(cli->paths);
	cli->desk = NULL;
	cli->library = NULL;
}

enum status cli_parse_id(const char *text, long long *out, struct err *err)
{
	if (args_read_number(text, out) && *out > 0)
		return STATUS_OK;
	return err_set(err, STATUS_USAGE,
		N_("“%1” is not the id of an entry; `ziping list` shows them"), text, NULL);
}

enum status cli_open_entry(struct cli *cli, const char *id, bool reads, struct opened **out,
	struct err *err)
{
	struct desk *desk;
	long long number;
	enum status status = cli_parse_id(id, &number, err);

	if (status == STATUS_OK)
		status = cli_desk(cli, reads, &desk, err);
	if (status == STATUS_OK)
		status = desk_open_entry(desk, number, out, err);
	if (status != STATUS_OK || reads)
		return status;
	status = opened_take(*out, err);
	if (status != STATUS_OK)
		opened_free(*out);
	return status;
}

static enum status check_code(const struct revision *r, struct err *err)
{
	char code[CODE_SIZE], id[24], number[16];

	code_make(r->body, strlen(r->body), code);
	if (!strcmp(code, r->code))
		return STATUS_OK;
	snprintf(id, sizeof id, "%lld", (long long)r->entry);
	snprintf(number, sizeof number, "%d", r->number);
	return err_set(err, STATUS_REFUSED, N_("revision %2 of entry %1 is not what its check code %3 stands for; "
		"`ziping check-store` says more"), id, number, r->code, NULL);
}

enum status cli_open_revision(struct desk *d, int64_t id, const char *given, struct opened **out, struct revision *r,
	struct err *err)
{
	long long number;
	enum status status = args_number("--revision", given, 1, INT_MAX, &number, err);

	*r = (struct revision){ 0 };
	if (status == STATUS_OK)
		status = store_get_revision(desk_get_store(d), id, (int)number, r, err);
	if (status == STATUS_OK)
		status = check_code(r, err);
	return status == STATUS_OK ? desk_open_revision(d, id, (int)number, out, err) : status;
}

enum status cli_print_bytes(const char *bytes, size_t len, struct err *err)
{
	if (fwrite(bytes, 1, len, stdout) == len && !fflush(stdout))
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED, N_("standard output: %1"), strerror(errno), NULL);
}

static bool is_utf8(const struct cli *cli)
{
	return !strcasecmp(cli->codeset, "UTF-8");
}

/* In the locale's encoding; characters it has not become `?`. */
static void convert(const struct cli *cli, const struct str *text, struct str *out)
{
	struct charset here = { cli->codeset, cli->codeset };
	struct charset_converter *converter;

	if (charset_converter_new(&here, &converter, NULL) != STATUS_OK) {
		str_add_len(out, str_text(text), text->len);
		return;
	}
	charset_add(converter, TEXT_LOCALE, str_text(text), text->len, out);
	charset_converter_free(converter);
}

enum status cli_print(const struct cli *cli, const struct str *text, struct err *err)
{
	struct str converted = { 0 };
	enum status status;

	if (is_utf8(cli))
		return cli_print_bytes(str_text(text), text->len, err);
	convert(cli, text, &converted);
	status = cli_print_bytes(str_text(&converted), converted.len, err);
	str_clear(&converted);
	return status;
}

void cli_print_error(const struct cli *cli, const struct str *text)
{
	struct str visible = { 0 }, converted = { 0 };

	text_add_visible(&visible, str_text(text), text->len);
	convert(cli, &visible, &converted);
	fwrite(str_text(&converted), 1, converted.len, stderr);
	str_clear(&visible);
	str_clear(&converted);
}

/* Paths are the file system's bytes, which in a GB18030 locale are no UTF-8. */
static void make_readable(const struct cli *cli, char **text)
{
	struct str readable = { 0 };

	if (!*text || text_check(*text, strlen(*text)) == strlen(*text))
		return;
	if (charset_to_utf8(cli->codeset, *text, strlen(*text), &readable, NULL) != STATUS_OK)
		return;
	free(*text);
	*text = str_take(&readable);
}

void cli_add_sentence(const struct cli *cli, const struct err *err, struct str *out)
{
	struct err copy = { .line = err->line, .column = err->column, .file = mem_dup(err->file) };

	message_copy(&copy.message, &err->message);
	make_readable(cli, &copy.file);
	for (int i = 0; i < MESSAGE_ARGS; i++)
		make_readable(cli, &copy.message.args[i]);
	err_format(&copy, cli_translate, out);
	err_clear(&copy);
}

void cli_report(const struct cli *cli, const struct err *err)
{
	struct str line = { 0 };

	str_add(&line, "ziping: ");
	cli_add_sentence(cli, err, &line);
	for (char *p = line.data; (p = strchr(p, '\n')); )
		*p = ' ';
	str_add_char(&line, '\n');
	cli_print_error(cli, &line);
	str_clear(&line);
}

void cli_report_all(const struct cli *cli, const struct err_list *errors)
{
	struct str lines = { 0 };

	for (size_t i = 0; i < errors->count; i++) {
		cli_add_sentence(cli, &errors->items[i], &lines);
		str_add_char(&lines, '\n');
	}
	cli_print_error(cli, &lines);
	str_clear(&lines);
}

const char *cli_path(struct cli *cli, const char *text)
{
	struct str all = { 0 }, path = { 0 };

	if (is_utf8(cli))
		return text;
	str_add(&all, text);
	convert(cli, &all, &path);
	str_clear(&all);
	cli->paths = mem_grow(cli->paths, &cli->path_cap, cli->path_count + 1, sizeof *cli->paths);
	cli->paths[cli->path_count++] = str_take(&path);
	return cli->paths[cli->path_count - 1];
}
