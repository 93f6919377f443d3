/* SPDX-License-Identifier: MIT */
/* overview. */
#include <libintl.h>
#include <string.h>

#include "base/date.h"
#include "cli/commands.h"
#include "cli/office.h"
#include "desk/overview_table.h"
#include "out/document.h"
#include "out/file.h"

enum { OVERVIEW_YEAR, OVERVIEW_UNIT, OVERVIEW_FORM, OVERVIEW_BY, OVERVIEW_FORMAT, OVERVIEW_OUTPUT, OVERVIEW_COLUMNS,
	OVERVIEW_FRAME, OVERVIEW_AMBIGUOUS };

const struct option_spec options_overview[] = {
	{ "year", 'y', "Y", N_("only this year") },
	{ "unit", 'u', "TEXT", N_("only units with this in their name") },
	{ "form", 0, "FORM", N_("only this form") },
	{ "by", 0, "year|unit|form", N_("what each line sums up; by unit where a year is given, else by year") },
	{ "format", 'f', "text|csv|json|xlsx|pdf", N_("the kind of file; text if nothing is said") },
	{ "output", 'o', "FILE", N_("the file, instead of standard output") },
	{ "columns", 0, "N", N_("columns of a line of text; 130 if nothing is said") },
	{ "frame", 0, "box|ascii", N_("how frames are drawn") },
	{ "ambiguous", 0, "1|2", N_("columns that characters such as ≥ and frame lines take") },
	{ 0 }
};

static const char *const by_words[] = { "year", "unit", "form", NULL };
static const char *const frame_words[] = { "box", "ascii", NULL };
static const char *const width_words[] = { "1", "2", NULL };
static const char *const format_words[] = { "text", "csv", "json", NULL };

/* *out is left alone if nothing is given. */
static enum status read_word(const struct args *args, int option, const char *const *words, int *out, struct err *err)
{
	const char *given = args->values[option];

	for (int i = 0; given && words[i]; i++)
		if (!strcmp(words[i], given)) {
			*out = i;
			return STATUS_OK;
		}
	return !given ? STATUS_OK : err_set(err, STATUS_USAGE, N_("--%1 takes %2, not “%3”"),
		options_overview[option].name, options_overview[option].value, given, NULL);
}

struct wanted {
	struct list_query query;
	const struct document_class *class;  /* NULL: one of format_words */
	int by, format;
	struct sum_paper paper;
};

static enum status read_numbers(const struct args *args, struct wanted *w, struct err *err)
{
	long long year = 0, columns = 130;
	enum status status = STATUS_OK;

	if (args->values[OVERVIEW_YEAR])
		status = args_number("--year", args->values[OVERVIEW_YEAR], 1900, 2999, &year, err);
	if (status == STATUS_OK && args->values[OVERVIEW_COLUMNS])
		status = args_number("--columns", args->values[OVERVIEW_COLUMNS], 40, 1000, &columns, err);
	w->query.year = (int)year;
	w->paper.columns = (int)columns;
	w->by = year ? OVERVIEW_BY_UNIT : OVERVIEW_BY_YEAR;
	return status;
}

static enum status read_wanted(const struct args *args, struct wanted *w, struct err *err)
{
	int frame = 0, widths = 0;
	enum status status = read_numbers(args, w, err);

	w->query.unit_part = args->values[OVERVIEW_UNIT];
	w->query.form = args->values[OVERVIEW_FORM];
	if (status == STATUS_OK)
		status = read_word(args, OVERVIEW_BY, by_words, &w->by, err);
	if (status == STATUS_OK && !w->class)
		status = read_word(args, OVERVIEW_FORMAT, format_words, &w->format, err);
	if (status == STATUS_OK)
		status = read_word(args, OVERVIEW_FRAME, frame_words, &frame, err);
	if (status == STATUS_OK)
		status = read_word(args, OVERVIEW_AMBIGUOUS, width_words, &widths, err);
	w->paper.frame = frame ? FRAME_ASCII : FRAME_BOX;
	w->paper.widths = widths ? TEXT_WIDE : TEXT_NARROW;
	return status;
}

static enum status add_text(const struct sumtable *t, const struct wanted *w, struct str *out, struct err *err)
{
	return sumtable_add_text(t, &w->paper, out, err);
}

static enum status add_csv(const struct sumtable *t, const struct wanted *w, struct str *out, struct err *err)
{
	(void)w, (void)err;
	sumtable_add_csv(t, out);
	return STATUS_OK;
}

static enum status add_json(const struct sumtable *t, const struct wanted *w, struct str *out, struct err *err)
{
	(void)w, (void)err;
	sumtable_add_json(t, out);
	return STATUS_OK;
}

static enum status add_document(const struct sumtable *t, const struct wanted *w, struct str *out, struct err *err)
{
	const struct document_options options = { .paper = PAPER_A4_LANDSCAPE, .moment = date_now() };
	struct document *document = w->class->new(&options);
	enum status status = w->class->add_table(document, t, err);

	if (status == STATUS_OK)
		status = w->class->finish(document, out, err);
	w->class->free(document);
	return status;
}

static enum status write_out(const struct cli *cli, const char *path, bool text, const struct str *bytes,
	struct err *err)
{
	struct file_writer *file;
	enum status status;

	if (!path || !strcmp(path, "-"))
		return text ? cli_print(cli, bytes, err) : cli_print_bytes(str_text(bytes), bytes->len, err);
	status = file_writer_new(path, &file, err);
	if (status != STATUS_OK)
		return status;
	status = file_writer_add(file, str_text(bytes), bytes->len, err);
	if (status == STATUS_OK)
		return file_writer_finish(file, err);
	file_writer_abandon(file);
	return status;
}

enum status run_overview(struct cli *cli, const struct args *args, struct err *err)
{
	/* By format, as format_words. */
	static enum status (*const writers[])(const struct sumtable *, const struct wanted *, struct str *,
		struct err *) = { add_text, add_csv, add_json };
	const char *format = args->values[OVERVIEW_FORMAT];
	struct wanted w = { .format = 0 };
	struct overview overview = { 0 };
	struct sumtable table = { 0 };
	struct str out = { 0 };
	struct desk *desk;
	enum status status;

	if (format && office_has_format(format)) {
		w.class = office_find_class(cli, format);
		if (!w.class)
			return office_become(cli, err);
	}
	status = read_wanted(args, &w, err);
	if (status == STATUS_OK)
		status = cli_desk(cli, true, &desk, err);
	if (status == STATUS_OK)
		status = overview_make(desk, &w.query, (enum overview_by)w.by, &overview, err);
	if (status == STATUS_OK) {
		overview_tabulate(&overview, (enum overview_by)w.by, cli_translate, &table);
		status = (w.class ? add_document : writers[w.format])(&table, &w, &out, err);
	}
	if (status == STATUS_OK)
		status = write_out(cli, args->values[OVERVIEW_OUTPUT], !w.format && !w.class, &out, err);
	overview_clear(&overview);
	sumtable_clear(&table);
	str_clear(&out);
	return status;
}
