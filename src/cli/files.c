/* SPDX-License-Identifier: MIT */
/* export, import. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/office.h"
#include "cli/text_args.h"
#include "out/document.h"
#include "out/file.h"
#include "out/json.h"
#include "out/text.h"

enum { EXPORT_ALL, EXPORT_FORMAT, EXPORT_OUTPUT, EXPORT_FONT, EXPORT_TEXT };

const struct option_spec options_export[] = {
	{ "all", 'a', NULL, N_("every entry of the store") },
	{ "format", 'f', "NAME", N_("the kind of file: one of those that --version names") },
	{ "output", 'o', "FILE", N_("the file, instead of standard output") },
	{ "font", 0, "NAME", N_("of PDF: a font family, or several with commas") },
	TEXT_ARGS,
	{ 0 }
};

/* --- where it goes --- */

struct export {
	struct cli *cli;
	const struct args *args;
	struct desk *desk;
	int64_t *ids;
	size_t count;
	struct text_writer *writer;
	const struct document_class *class;
	struct document *document;
	struct file_writer *file;    /* NULL: standard output */
	struct str out;
	size_t losses;
	size_t written;
};

enum { FLUSH_BYTES = 1 << 18 };

static enum status flush(struct export *x, struct err *err)
{
	enum status status = x->file ? file_writer_add(x->file, str_text(&x->out), x->out.len, err)
		: cli_print_bytes(str_text(&x->out), x->out.len, err);

	str_reset(&x->out);
	return status;
}

/* --- each format: what is done to every entry --- */

static enum status add_text(struct export *x, struct opened *o, struct err *err)
{
	return text_writer_add(x->writer, o->sheet, NULL, &x->out, err);
}

static enum status add_json(struct export *x, struct opened *o, struct err *err)
{
	struct json_extra extra = { o->id, o->stored.status, o->stored.revision };

	(void)err;
	if (x->count != 1 || x->args->values[EXPORT_ALL])
		str_add(&x->out, x->written ? ",\n" : "[\n");
	json_add_sheet(o->sheet, &extra, &x->out);
	if (x->count == 1 && !x->args->values[EXPORT_ALL])
		str_add_char(&x->out, '\n');
	return STATUS_OK;
}

static enum status end_json(struct export *x, struct err *err)
{
	(void)err;
	if (x->count != 1 || x->args->values[EXPORT_ALL])
		str_add(&x->out, x->written ? "\n]\n" : "[]\n");
	return STATUS_OK;
}

/* --- documents --- */

static enum status begin_document(struct export *x, const struct opened *o, struct err *err)
{
	struct document_options options = { .font = x->args->values[EXPORT_FONT], .moment = o->stored.changed,
		.many = x->count > 1 };
	enum status status = text_args_read_paper(x->args, EXPORT_TEXT, &options.paper, err);

	if (status == STATUS_OK)
		x->document = x->class->new(&options);
	return status;
}

static enum status add_document(struct export *x, struct opened *o, struct err *err)
{
	struct summary summary;
	enum status status = x->document ? STATUS_OK : begin_document(x, o, err);

	if (status != STATUS_OK)
		return status;
	sheet_summarise(o->sheet, &summary);
	status = x->class->add(x->document, o->sheet,
		*summary.project ? summary.project : *summary.unit ? summary.unit : o->form->name, NULL, err);
	summary_clear(&summary);
	return status;
}

static enum status end_document(struct export *x, struct err *err)
{
	if (!x->document)
		return err_set(err, STATUS_INPUT, N_("there is no entry, so there is nothing to write"), NULL);
	return x->class->finish(x->document, &x->out, err);
}

static enum status report_losses(struct export *x, struct opened *o, struct err *err)
{
	(void)err;
	x->losses += text_args_report_losses(x->cli, x->writer, o, NULL);
	return STATUS_OK;
}

typedef enum status each_entry(struct export *x, struct opened *o, struct err *err);

static enum status walk(struct export *x, each_entry *each, bool writes, struct err *err)
{
	struct opened *o = NULL;
	enum status status = STATUS_OK;

	for (size_t i = 0; status == STATUS_OK && i < x->count; i++) {
		status = o ? opened_load(o, x->ids[i], err)
			: desk_open_entry(x->desk, x->ids[i], &o, err);
		if (status == STATUS_OK)
			status = each(x, o, err);
		x->written += writes;
		if (status == STATUS_OK && x->out.len >= FLUSH_BYTES)
			status = flush(x, err);
	}
	opened_free(o);
	return status;
}

struct format {
	const char *name;
	bool text;                   /* takes the options of text */
	each_entry *each;
	/* The last of the file; NULL: nothing. */
	enum status (*end)(struct export *x, struct err *err);
};

static const struct format formats[] = {
	{ "text", true, add_text, NULL },
	{ "json", false, add_json, end_json },
};

static const struct format document_format = { NULL, false, add_document, end_document };

void cli_add_formats(struct str *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		str_addf(out, "%s%s", i ? " " : "", formats[i].name);
	office_add_formats(out);
}

static const struct format *find_format(const char *name)
{
	for (size_t i = 0; name && i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	return NULL;
}

static enum status check_losses(struct export *x, const struct text_options *options,
	struct err *err)
{
	enum status status;

	if (options->charset == charset_find("utf-8"))
		return STATUS_OK;
	status = walk(x, report_losses, false, err);
	return status == STATUS_OK ? text_args_refuse_losses(options, x->losses, err) : status;
}

static enum status open_output(struct export *x, struct err *err)
{
	const char *path = x->args->values[EXPORT_OUTPUT];

	return path && strcmp(path, "-") ? file_writer_new(path, &x->file, err) : STATUS_OK;
}

static enum status write_entries(struct export *x, const struct format *format, struct err *err)
{
	enum status status = open_output(x, err);

	if (status == STATUS_OK)
		status = walk(x, format->each, true, err);
	if (status == STATUS_OK && format->end)
		status = format->end(x, err);
	if (status == STATUS_OK)
		status = flush(x, err);
	if (x->file && status == STATUS_OK)
		return file_writer_finish(x->file, err);
	if (x->file)
		file_writer_abandon(x->file);
	return status;
}

static enum status export_as(struct export *x, const struct format *format,
	const struct text_options *options, struct err *err)
{
	enum status status = cli_collect_ids(x->cli, x->args, x->args->values[EXPORT_ALL] != NULL,
		&x->desk, &x->ids, &x->count, err);

	if (status == STATUS_OK && format->text) {
		status = text_writer_new(options, &x->writer, err);
		if (status == STATUS_OK)
			status = check_losses(x, options, err);
	}
	if (status == STATUS_OK)
		status = write_entries(x, format, err);
	text_writer_free(x->writer);
	if (x->document)
		x->class->free(x->document);
	str_clear(&x->out);
	free(x->ids);
	return status;
}

static enum status refuse_format(const char *name, struct err *err)
{
	struct str known = { 0 };

	cli_add_formats(&known);
	err_set(err, STATUS_USAGE, name ? N_("this program cannot write %2; --format takes one of: %1")
			: N_("export needs --format and one of: %1"), str_text(&known), name, NULL);
	str_clear(&known);
	return STATUS_USAGE;
}

enum status run_export(struct cli *cli, const struct args *args, struct err *err)
{
	const char *name = args->values[EXPORT_FORMAT];
	const struct format *format = find_format(name);
	struct export x = { .cli = cli, .args = args };
	struct text_options options;
	enum status status = STATUS_OK;

	if (!format && name && office_has_format(name)) {
		x.class = office_find_class(cli, name);
		format = &document_format;
		if (!x.class)
			return office_become(cli, err);
	}
	if (!format)
		return refuse_format(name, err);
	if (format->text)
		status = text_args_read(args, EXPORT_TEXT, &options, err);
	return status == STATUS_OK ? export_as(&x, format, &options, err) : status;
}

/* --- import --- */

static enum status import_file(struct cli *cli, struct desk *desk, const char *path,
	struct err *err)
{
	struct str lines = { 0 };
	int64_t *ids;
	size_t count;
	enum status status = desk_import(desk, path, &ids, &count, err);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count; i++)
		str_addf(&lines, "%lld\n", (long long)ids[i]);
	status = cli_print(cli, &lines, err);
	str_clear(&lines);
	free(ids);
	return status;
}

/* A bad file is refused whole and does not stop the others; the worst status is the answer. */
enum status run_import(struct cli *cli, const struct args *args, struct err *err)
{
	enum status worst = STATUS_OK;
	struct desk *desk;
	enum status status = cli_desk(cli, false, &desk, err);

	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < args->count; i++) {
		status = import_file(cli, desk, args->rest[i], err);
		if (status > worst)
			worst = status;
		if (status != STATUS_OK && i + 1 < args->count) {
			cli_report(cli, err);
			err_clear(err);
		}
	}
	return worst;
}
