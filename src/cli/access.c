/* SPDX-License-Identifier: MIT */
/* What commands share: the store, the forms, the standard streams. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/charset.h"
#include "cli/commands.h"

struct library *cli_library(struct cli *cli)
{
	if (!cli->library)
		cli->library = library_new(cli->form_folders);
	return cli->library;
}

enum status cli_desk(struct cli *cli, bool read_only, struct desk **out, struct err *err)
{
	struct store *store;
	enum status status;

	if (!cli->desk) {
		status = store_open(cli->store_path, read_only, &store, err);
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
	cli->desk = NULL;
	cli->library = NULL;
}

enum status cli_parse_id(const char *text, long long *out, struct err *err)
{
	return args_number("ID", text, 1, INT64_MAX, out, err);
}

enum status cli_open_entry(struct cli *cli, const char *id, struct opened **out, struct err *err)
{
	struct desk *desk;
	long long number;
	enum status status = cli_parse_id(id, &number, err);

	if (status == STATUS_OK)
		status = cli_desk(cli, false, &desk, err);
	return status == STATUS_OK ? desk_open_entry(desk, number, out, err) : status;
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

void cli_report(const struct cli *cli, const struct err *err)
{
	struct str line = { 0 };

	str_add(&line, "ziping: ");
	err_format(err, cli_translate, &line);
	for (char *p = line.data; (p = strchr(p, '\n')); )
		*p = ' ';
	str_add_char(&line, '\n');
	cli_print_error(cli, &line);
	str_clear(&line);
}
