/* SPDX-License-Identifier: MIT */
/* print: a revision on paper, or in a file.
 *
 * Nothing is frozen before it is sure that everything asked for can be written. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/office.h"
#include "cli/text_args.h"
#include "desk/append.h"
#include "desk/edition.h"
#include "out/document.h"
#include "out/file.h"
#include "out/printer.h"

enum { PRINT_QUEUE, PRINT_COPIES, PRINT_SIDES, PRINT_OPTION, PRINT_OUTPUT, PRINT_BLANK, PRINT_REVISION, PRINT_FORMAT, PRINT_FONT,
	PRINT_TEXT };

const struct option_spec options_print[] = {
	{ "queue", 'q', "NAME", N_("the print queue, instead of the default one") },
	{ "copies", 'n', "N", N_("how many copies") },
	{ "sides", 0, "one|two-long|two-short", N_("one side of the paper or two, turned at which edge") },
	{ "lp-option", 0, "NAME=VALUE", N_("given to lp as it is, like raw or tray=2") },
	{ "output", 'o', "FILE", N_("write a file instead of printing; -: standard output") },
	{ "blank", 0, NULL, N_("the form for handwriting: no values, nothing is frozen") },
	{ "revision", 0, "N", N_("that revision, as it was frozen") },
	{ "format", 'f', "text|pdf", N_("what is sent or written: lines of text, or PDF") },
	{ "font", 0, "NAME", N_("of PDF: a font family, or several with commas") },
	TEXT_ARGS,
	{ 0 }
};

static const struct { const char *word, *option; } sides[] = {
	{ "one", "sides=one-sided" }, { "two-long", "sides=two-sided-long-edge" },
	{ "two-short", "sides=two-sided-short-edge" },
};

enum { LP_OPTIONS_MAX = 8 };

struct print {
	struct cli *cli;
	const struct args *args;
	struct desk *desk;
	int64_t *ids;
	size_t count;
	struct text_options text;
	struct text_writer *writer;
	const struct document_class *class;  /* NULL: text */
	struct document *document;
	struct print_job job;
	const char *lp_options[LP_OPTIONS_MAX];
	struct str bytes;
	bool begun;                  /* the file has a first entry */
	struct str told;             /* what was printed, a line each */
	size_t losses;
};

static enum status read_sides(const char *given, const char **option, struct err *err)
{
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		if (!strcmp(sides[i].word, given)) {
			*option = sides[i].option;
			return STATUS_OK;
		}
	return err_set(err, STATUS_USAGE, N_("--%1 takes %2, not “%3”"), options_print[PRINT_SIDES].name,
		options_print[PRINT_SIDES].value, given, NULL);
}

static enum status read_job(struct print *p, struct err *err)
{
	const char *const *values = p->args->values;
	const char **option = p->lp_options;
	enum status status = STATUS_OK;
	long long copies = 1;

	for (const char *const *own = text_print_options(&p->text); !p->class && *own; own++)
		*option++ = *own;
	if (values[PRINT_COPIES])
		status = args_number("--copies", values[PRINT_COPIES], 1, PRINT_COPIES_MAX, &copies, err);
	if (status == STATUS_OK && values[PRINT_SIDES])
		status = read_sides(values[PRINT_SIDES], option++, err);
	if (values[PRINT_OPTION])
		*option++ = values[PRINT_OPTION];
	p->job.queue = values[PRINT_QUEUE];
	p->job.copies = (int)copies;
	p->job.options = p->lp_options;
	return status;
}

static enum status make_edition(const struct print *p, struct opened *o, bool freeze, struct edition *out,
	struct err *err)
{
	if (p->args->values[PRINT_REVISION])
		return edition_reprint(o, cli_translate, out, err);
	if (!p->args->values[PRINT_BLANK])
		return freeze ? edition_freeze(o, cli_translate, out, err)
			: edition_preview(o, cli_translate, out, err);
	edition_blank(o, out);
	return STATUS_OK;
}

typedef enum status each_entry(struct print *p, struct opened *o, struct err *err);

static enum status load(struct print *p, int64_t id, struct opened **o, struct err *err)
{
	const char *given = p->args->values[PRINT_REVISION];
	struct revision r;
	enum status status;

	if (!given)
		return *o ? opened_load(*o, id, err) : desk_open_entry(p->desk, id, o, err);
	opened_free(*o);
	*o = NULL;
	status = cli_open_revision(p->desk, id, given, o, &r, err);
	revision_clear(&r);
	return status;
}

static enum status walk(struct print *p, each_entry *each, struct err *err)
{
	struct opened *o = NULL;
	enum status status = STATUS_OK;

	for (size_t i = 0; status == STATUS_OK && i < p->count; i++) {
		status = load(p, p->ids[i], &o, err);
		if (status == STATUS_OK)
			status = each(p, o, err);
	}
	opened_free(o);
	return status;
}

/* --- text or PDF --- */

static void begin(struct print *p, const struct opened *o)
{
	const struct document_options options = { .paper = p->text.paper, .font = p->args->values[PRINT_FONT],
		.moment = o->stored.changed };

	str_reset(&p->bytes);
	if (!p->class) {
		text_writer_begin(p->writer);
		return;
	}
	if (p->document)
		p->class->free(p->document);
	p->document = p->class->new(&options);
}

static void add_name(const struct opened *o, struct str *out)
{
	struct summary summary;

	sheet_summarise(o->sheet, &summary);
	str_add(out, *summary.project ? summary.project : *summary.unit ? summary.unit : o->form->name);
	summary_clear(&summary);
}

static enum status add(struct print *p, const struct opened *o, const struct edition *edition, struct err *err)
{
	struct str name = { 0 };
	enum status status;

	if (!p->class)
		return append_text(o, p->writer, &edition->furniture, &p->bytes, err);
	add_name(o, &name);
	status = append_document(o, p->class, p->document, str_text(&name), &edition->furniture, err);
	str_clear(&name);
	return status;
}

static enum status end(struct print *p, struct err *err)
{
	return p->document ? p->class->finish(p->document, &p->bytes, err) : STATUS_OK;
}

/* Does it fit, and can the encoding or the fonts show it? */
static enum status try_one(struct print *p, struct opened *o, struct err *err)
{
	struct edition edition;
	size_t losses = 0;
	enum status status = make_edition(p, o, false, &edition, err);

	if (status != STATUS_OK)
		return status;
	begin(p, o);
	if (!p->class)
		losses = text_args_report_losses(p->cli, p->writer, o, &edition.furniture);
	p->losses += losses;
	if (!losses || p->text.replace)
		status = add(p, o, &edition, err);
	edition_clear(&edition);
	return status;
}

static void tell(struct print *p, const struct opened *o, const struct edition *edition, const struct str *said)
{
	if (p->args->values[PRINT_BLANK])
		str_addf(&p->told, gettext("%lld: blank form"), (long long)o->id);
	else
		str_addf(&p->told, gettext("%lld: revision %d, check code %s"), (long long)o->id,
			edition->revision.number, edition->revision.code);
	if (said && said->len)
		str_addf(&p->told, "\n%s", said->data);
	str_add_char(&p->told, '\n');
}

static enum status add_one(struct print *p, struct opened *o, struct err *err)
{
	struct edition edition;
	enum status status = make_edition(p, o, true, &edition, err);

	if (status != STATUS_OK)
		return status;
	if (!p->begun)
		begin(p, o);
	p->begun = true;
	status = add(p, o, &edition, err);
	if (status == STATUS_OK)
		tell(p, o, &edition, NULL);
	edition_clear(&edition);
	return status;
}

static void add_title(const struct opened *o, const struct edition *edition, struct str *out)
{
	add_name(o, out);
	str_addf(out, " %d", entry_get_year(o->entry));
	if (edition->revision.number)
		str_addf(out, " 第%d稿 %s", edition->revision.number, edition->revision.code);
}

static enum status print_one(struct print *p, struct opened *o, struct err *err)
{
	struct edition edition;
	struct str title = { 0 }, said = { 0 };
	enum status status = make_edition(p, o, true, &edition, err);

	if (status != STATUS_OK)
		return status;
	begin(p, o);
	status = add(p, o, &edition, err);
	if (status == STATUS_OK)
		status = end(p, err);
	if (status == STATUS_OK) {
		add_title(o, &edition, &title);
		p->job.title = str_text(&title);
		status = printer_print(&p->job, str_text(&p->bytes), p->bytes.len, &said, err);
	}
	if (status == STATUS_OK)
		tell(p, o, &edition, &said);
	str_clear(&title);
	str_clear(&said);
	edition_clear(&edition);
	return status;
}

static enum status write_file(struct print *p, const char *path, struct err *err)
{
	struct file_writer *file;
	enum status status = file_writer_new(path, &file, err);

	if (status != STATUS_OK)
		return status;
	status = walk(p, add_one, err);
	if (status == STATUS_OK)
		status = end(p, err);
	if (status == STATUS_OK)
		status = file_writer_add(file, str_text(&p->bytes), p->bytes.len, err);
	if (status == STATUS_OK)
		return file_writer_finish(file, err);
	file_writer_abandon(file);
	return status;
}

/* What was done is told even if a later one failed; beside a file on standard output, on standard error. */
static enum status deliver(struct print *p, struct err *err)
{
	const char *path = p->args->values[PRINT_OUTPUT];
	bool to_standard = path && !strcmp(path, "-");
	enum status status, told = STATUS_OK;

	if (!path) {
		status = walk(p, print_one, err);
	} else if (to_standard) {
		status = walk(p, add_one, err);
		if (status == STATUS_OK)
			status = end(p, err);
		if (status == STATUS_OK)
			status = cli_print_bytes(str_text(&p->bytes), p->bytes.len, err);
	} else {
		status = write_file(p, path, err);
	}
	if (to_standard)
		cli_print_error(p->cli, &p->told);
	else if (!path || status == STATUS_OK)
		told = cli_print(p->cli, &p->told, status == STATUS_OK ? err : NULL);
	return status == STATUS_OK ? told : status;
}

static enum status prepare(struct print *p, struct err *err)
{
	enum status status = text_args_read(p->args, PRINT_TEXT, &p->text, err);

	if (status == STATUS_OK)
		status = read_job(p, err);
	if (status == STATUS_OK)
		status = text_writer_new(&p->text, &p->writer, err);
	if (status == STATUS_OK)
		status = cli_collect_ids(p->cli, p->args, false, NULL, &p->desk, &p->ids, &p->count, err);
	if (status == STATUS_OK)
		status = walk(p, try_one, err);
	return status == STATUS_OK ? text_args_refuse_losses(&p->text, p->losses, err) : status;
}

static enum status refuse_format(const char *given, struct err *err)
{
	return err_set(err, STATUS_USAGE, N_("--%1 takes %2, not “%3”"), options_print[PRINT_FORMAT].name,
		office_has_format("pdf") ? options_print[PRINT_FORMAT].value : "text", given, NULL);
}

enum status run_print(struct cli *cli, const struct args *args, struct err *err)
{
	struct print p = { .cli = cli, .args = args };
	const char *format = args->values[PRINT_FORMAT];
	enum status status = STATUS_OK;

	if (args->values[PRINT_BLANK] && args->values[PRINT_REVISION])
		return err_set(err, STATUS_USAGE, N_("a blank form has no revision; give --blank or --revision"), NULL);
	if (format && strcmp(format, "text")) {
		if (strcmp(format, "pdf") || !office_has_format(format))
			return refuse_format(format, err);
		p.class = office_find_class(cli, format);
		if (!p.class)
			return office_become(cli, err);
	}
	status = prepare(&p, err);

	if (status == STATUS_OK)
		status = deliver(&p, err);
	if (p.document)
		p.class->free(p.document);
	text_writer_free(p.writer);
	str_clear(&p.bytes);
	str_clear(&p.told);
	free(p.ids);
	return status;
}
