/* SPDX-License-Identifier: MIT */
/* export. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/office.h"
#include "cli/progress.h"
#include "cli/text_args.h"
#include "desk/append.h"
#include "desk/paper_parts.h"
#include "out/csv.h"
#include "out/document.h"
#include "out/file.h"
#include "out/json.h"
#include "out/text.h"

enum { EXPORT_ALL, EXPORT_YEAR, EXPORT_REVISION, EXPORT_FORMAT, EXPORT_OUTPUT, EXPORT_FONT, EXPORT_TEXT };

const struct option_spec options_export[] = {
	{ "all", 'a', NULL, N_("every entry of the store") },
	{ "year", 'y', "Y", N_("every entry of this year") },
	{ "revision", 0, "N", N_("that revision, as it was frozen") },
	{ "format", 'f', "NAME", N_("the kind of file: one of those that --version names") },
	{ "output", 'o', "FILE", N_("the file, instead of standard output; a folder: one file an entry") },
	{ "font", 0, "NAME", N_("of PDF: a font family, or several with commas") },
	TEXT_ARGS,
	{ 0 }
};

/* --- where it goes --- */

struct export {
	struct cli *cli;
	const struct args *args;
	const struct format *format;
	bool apart;                  /* one file an entry */
	struct progress progress;
	struct desk *desk;
	int64_t *ids;
	size_t count;
	struct revision revision;    /* that is written */
	struct furniture furniture;  /* of it */
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

/* An entry has nothing around it but the number of the page; a revision has its foot. */
static const struct furniture *around(const struct export *x)
{
	return x->revision.number ? &x->furniture : NULL;
}

static enum status add_text(struct export *x, struct opened *o, struct err *err)
{
	return append_text(o, x->writer, around(x), &x->out, err);
}

static bool is_array(const struct export *x)
{
	return !x->apart && (x->count != 1 || x->args->values[EXPORT_ALL] || x->args->values[EXPORT_YEAR]);
}

static enum status add_json(struct export *x, struct opened *o, struct err *err)
{
	struct json_extra extra = { o->id, o->stored.status, o->stored.revision };

	(void)err;
	if (is_array(x))
		str_add(&x->out, x->written ? ",\n" : "[\n");
	json_add_sheet(o->sheet, &extra, &x->out);
	if (!is_array(x))
		str_add_char(&x->out, '\n');
	return STATUS_OK;
}

static enum status end_json(struct export *x, struct err *err)
{
	(void)err;
	if (is_array(x))
		str_add(&x->out, x->written ? "\n]\n" : "[]\n");
	return STATUS_OK;
}

/* Tables one under the other, a blank row between them. */
static enum status add_csv(struct export *x, struct opened *o, struct err *err)
{
	(void)err;
	str_add(&x->out, x->apart || !x->written ? CSV_MARK : "\r\n");
	csv_add_sheet(o->sheet, &x->out);
	return STATUS_OK;
}

/* --- documents --- */

static bool is_together(const struct export *x)
{
	return x->count > 1 && !x->apart;
}

static enum status begin_document(struct export *x, const struct opened *o, struct err *err)
{
	struct document_options options = { .font = x->args->values[EXPORT_FONT], .moment = o->stored.changed,
		.many = is_together(x) };
	enum status status = text_args_read_paper(x->args, EXPORT_TEXT, &options.paper, err);

	if (status == STATUS_OK)
		x->document = x->class->new(&options);
	return status;
}

/* A workbook of several entries has a sheet of each; tables appended to a report would be in its sums twice. */
static enum status add_document(struct export *x, struct opened *o, struct err *err)
{
	struct summary summary;
	const char *name;
	enum status status = x->document ? STATUS_OK : begin_document(x, o, err);

	if (status != STATUS_OK)
		return status;
	sheet_summarise(o->sheet, &summary);
	name = *summary.project ? summary.project : *summary.unit ? summary.unit : o->form->name;
	status = is_together(x) && !x->class->count ? x->class->add(x->document, o->sheet, name, NULL, err)
		: append_document(o, x->class, x->document, name, around(x), err);
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
	x->losses += text_args_report_losses(x->cli, x->writer, o, around(x));
	return STATUS_OK;
}

typedef enum status each_entry(struct export *x, struct opened *o, struct err *err);

static enum status load(struct export *x, size_t i, struct opened **o, struct err *err)
{
	const char *given = x->args->values[EXPORT_REVISION];
	enum status status;

	if (!given)
		return *o ? opened_load(*o, x->ids[i], err) : desk_open_entry(x->desk, x->ids[i], o, err);
	opened_free(*o);
	*o = NULL;
	revision_clear(&x->revision);
	status = cli_open_revision(x->desk, x->ids[i], given, o, &x->revision, err);
	if (status == STATUS_OK)
		desk_paper_furniture(*o, &x->revision, &(struct paper_parts){ 0 }, &x->furniture);
	return status;
}

static enum status walk(struct export *x, each_entry *each, bool writes, struct err *err)
{
	struct opened *o = NULL;
	enum status status = STATUS_OK;

	for (size_t i = 0; status == STATUS_OK && i < x->count; i++) {
		status = load(x, i, &o, err);
		if (status == STATUS_OK)
			status = each(x, o, err);
		x->written += writes;
		if (status == STATUS_OK && x->out.len >= FLUSH_BYTES)
			status = flush(x, err);
		if (writes)
			progress_step(&x->progress, false);
	}
	opened_free(o);
	return status;
}

struct format {
	const char *name, *ending;
	bool text;                   /* takes the options of text */
	each_entry *each;
	/* The last of the file; NULL: nothing. */
	enum status (*end)(struct export *x, struct err *err);
};

static const struct format formats[] = {
	{ "text", "txt", true, add_text, NULL },
	{ "json", "json", false, add_json, end_json },
	{ "csv", "csv", false, add_csv, NULL },
};

static const struct format document_format = { NULL, NULL, false, add_document, end_document };

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

/* Takes what was added into the file, or throws the file away. */
static enum status close_output(struct export *x, enum status status, struct err *err)
{
	struct file_writer *file = x->file;

	if (status == STATUS_OK && x->format->end)
		status = x->format->end(x, err);
	if (status == STATUS_OK)
		status = flush(x, err);
	x->file = NULL;
	str_reset(&x->out);
	if (file && status == STATUS_OK)
		return file_writer_finish(file, err);
	if (file)
		file_writer_abandon(file);
	return status;
}

static enum status write_together(struct export *x, struct err *err)
{
	const char *path = x->args->values[EXPORT_OUTPUT];
	enum status status = path && strcmp(path, "-") ? file_writer_new(path, &x->file, err) : STATUS_OK;

	if (status == STATUS_OK)
		status = walk(x, x->format->each, true, err);
	progress_hide(&x->progress);
	return close_output(x, status, err);
}

/* --- one file an entry --- */

enum { NAME_CHARACTERS = 40 };

static bool is_folder(const char *path)
{
	struct stat found;

	return path && *path && (path[strlen(path) - 1] == '/'
		|| (!stat(path, &found) && S_ISDIR(found.st_mode)));
}

/* FOLDER/7-机构编制专项工作经费.pdf: the id keeps names apart. */
static void add_file_name(const struct export *x, const struct opened *o, struct str *out)
{
	struct summary s;
	const char *name, *end, *next;

	sheet_summarise(o->sheet, &s);
	name = *s.project ? s.project : *s.unit ? s.unit : o->form->name;
	str_addf(out, "%lld-", (long long)o->id);
	end = name + strlen(name);
	for (int i = 0; name < end && i < NAME_CHARACTERS; i++, name = next) {
		next = text_next(name, end);
		if (next - name > 1 || !strchr("/\\:*?\"<>| \t\n", *name))
			str_add_len(out, name, (size_t)(next - name));
	}
	str_addf(out, ".%s", x->class ? x->class->name : x->format->ending);
	summary_clear(&s);
}

static enum status write_one(struct export *x, size_t i, struct opened **o, struct err *err)
{
	const char *folder = x->args->values[EXPORT_OUTPUT];
	struct str path = { 0 }, name = { 0 };
	enum status status = load(x, i, o, err);

	if (status != STATUS_OK)
		return status;
	add_file_name(x, *o, &name);
	str_addf(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
		cli_path(x->cli, str_text(&name)));
	status = file_writer_new(str_text(&path), &x->file, err);
	if (x->writer)
		text_writer_begin(x->writer);
	if (status == STATUS_OK)
		status = close_output(x, x->format->each(x, *o, err), err);
	if (x->document)
		x->class->free(x->document);
	x->document = NULL;
	str_clear(&path);
	str_clear(&name);
	return status;
}

/* One that cannot be written does not stop the others; the worst status is the answer. */
static enum status write_apart(struct export *x, struct err *err)
{
	struct opened *o = NULL;
	enum status worst = STATUS_OK;

	for (size_t i = 0; i < x->count; i++) {
		enum status status = write_one(x, i, &o, err);

		worst = status > worst ? status : worst;
		if (status != STATUS_OK && x->count > 1) {
			progress_hide(&x->progress);
			cli_report(x->cli, err);
			err_clear(err);
		}
		progress_step(&x->progress, status != STATUS_OK);
	}
	progress_end(&x->progress);
	opened_free(o);
	return worst;
}

static enum status export_as(struct export *x, const struct text_options *options, struct err *err)
{
	enum status status = cli_collect_ids(x->cli, x->args, x->args->values[EXPORT_ALL] != NULL,
		x->args->values[EXPORT_YEAR],
		&x->desk, &x->ids, &x->count, err);

	if (status == STATUS_OK && x->format->text) {
		status = text_writer_new(options, &x->writer, err);
		if (status == STATUS_OK)
			status = check_losses(x, options, err);
	}
	x->progress = progress_begin(x->cli, x->count);
	if (status == STATUS_OK)
		status = x->apart ? write_apart(x, err) : write_together(x, err);
	text_writer_free(x->writer);
	if (x->document)
		x->class->free(x->document);
	str_clear(&x->out);
	revision_clear(&x->revision);
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
	struct export x = { .cli = cli, .args = args, .format = find_format(name),
		.apart = is_folder(args->values[EXPORT_OUTPUT]) };
	struct text_options options;
	enum status status = STATUS_OK;

	if (!x.format && name && office_has_format(name)) {
		x.class = office_find_class(cli, name);
		x.format = &document_format;
		if (!x.class)
			return office_become(cli, err);
	}
	if (!x.format)
		return refuse_format(name, err);
	if (x.format->text)
		status = text_args_read(args, EXPORT_TEXT, &options, err);
	return status == STATUS_OK ? export_as(&x, &options, err) : status;
}
