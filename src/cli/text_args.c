/* SPDX-License-Identifier: MIT */
#include "cli/text_args.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "desk/append.h"

static const struct option_spec specs[] = { TEXT_ARGS };

/* A word among those an option takes. */
struct word {
	const char *word;
	int value;
};

static const struct word ambiguous_words[] = { { "1", TEXT_NARROW }, { "2", TEXT_WIDE }, { 0 } };
static const struct word frame_words[] = { { "box", FRAME_BOX }, { "ascii", FRAME_ASCII }, { 0 } };
static const struct word paper_words[] = {
	{ "a4", PAPER_A4 }, { "a4-landscape", PAPER_A4_LANDSCAPE }, { 0 }
};
static const struct word form_feed_words[] = {
	{ "yes", FORM_FEED_BETWEEN }, { "no", FORM_FEED_NEVER }, { "end", FORM_FEED_END }, { 0 }
};

static const struct { int option; const struct word *words; } word_options[] = {
	{ TEXT_ARG_AMBIGUOUS, ambiguous_words }, { TEXT_ARG_FRAME, frame_words },
	{ TEXT_ARG_PAPER, paper_words }, { TEXT_ARG_FORM_FEED, form_feed_words },
};

static enum status read_word(const struct args *args, int first, int option, const struct word *words, int *out,
	struct err *err)
{
	const char *given = args->values[first + option];

	if (!given)
		return STATUS_OK;
	for (; words->word; words++)
		if (!strcmp(words->word, given)) {
			*out = words->value;
			return STATUS_OK;
		}
	return err_set(err, STATUS_USAGE, N_("--%1 takes %2, not “%3”"), specs[option].name, specs[option].value,
		given, NULL);
}

static enum status read_count(const struct args *args, int first, int option, int min, int *out, struct err *err)
{
	const char *given = args->values[first + option];
	long long number = 0;
	enum status status = STATUS_OK;
	char name[32];

	snprintf(name, sizeof name, "--%s", specs[option].name);
	if (given)
		status = args_number(name, given, min, 1000, &number, err);
	*out = (int)number;
	return status;
}

enum status text_args_read_paper(const struct args *args, int first, enum paper *paper, struct err *err)
{
	int word = PAPER_A4;
	enum status status = read_word(args, first, TEXT_ARG_PAPER, paper_words, &word, err);

	*paper = (enum paper)word;
	return status;
}

static enum status read_encoding(const struct args *args, int first, struct text_options *o, struct err *err)
{
	const char *given = args->values[first + TEXT_ARG_ENCODING];

	if (given)
		o->charset = charset_find(given);
	return o->charset ? STATUS_OK : err_set(err, STATUS_USAGE,
		N_("--encoding takes utf-8, gb18030, gbk or big5, not “%1”"), given, NULL);
}

enum status text_args_read(const struct args *args, int first, struct text_options *o, struct err *err)
{
	int words[TEXT_ARG_COUNT] = { 0 };
	enum status status = STATUS_OK;

	text_options_init(o);
	words[TEXT_ARG_AMBIGUOUS] = (int)o->ambiguous;
	words[TEXT_ARG_FRAME] = (int)o->frame;
	words[TEXT_ARG_PAPER] = (int)o->paper;
	words[TEXT_ARG_FORM_FEED] = (int)o->form_feed;
	for (size_t i = 0; status == STATUS_OK && i < sizeof word_options / sizeof *word_options; i++)
		status = read_word(args, first, word_options[i].option, word_options[i].words,
			&words[word_options[i].option], err);
	if (status == STATUS_OK)
		status = read_count(args, first, TEXT_ARG_COLUMNS, 40, &o->columns, err);
	if (status == STATUS_OK)
		status = read_count(args, first, TEXT_ARG_LINES, TEXT_LINES_MIN, &o->lines, err);
	if (status != STATUS_OK)
		return status;
	o->ambiguous = (enum text_widths)words[TEXT_ARG_AMBIGUOUS];
	o->frame = (enum frame)words[TEXT_ARG_FRAME];
	o->paper = (enum paper)words[TEXT_ARG_PAPER];
	o->form_feed = (enum form_feed)words[TEXT_ARG_FORM_FEED];
	o->crlf = args->values[first + TEXT_ARG_CRLF] != NULL;
	o->replace = args->values[first + TEXT_ARG_REPLACE] != NULL;
	return read_encoding(args, first, o, err);
}

size_t text_args_report_losses(const struct cli *cli, struct text_writer *writer, const struct opened *o,
	const struct furniture *furniture)
{
	struct text_losses losses = { 0 };
	struct str lines = { 0 };
	size_t total, i = 0;

	append_losses(o, writer, furniture, &losses, NULL);
	while (i < losses.count) {
		str_addf(&lines, "%lld ", (long long)o->id);
		if (losses.items[i].at.cell < 0)
			str_add(&lines, gettext("labels of the form"));
		else
			ref_add_name(o->form, losses.items[i].at, &lines);
		str_add(&lines, gettext(": "));
		i = text_losses_add_cell(&losses, i, &lines);
		str_add_char(&lines, '\n');
	}
	if (losses.count)
		cli_print_error(cli, &lines);
	total = text_losses_total(&losses);
	free(losses.items);
	str_clear(&lines);
	return total;
}

enum status text_args_refuse_losses(const struct text_options *options, size_t losses, struct err *err)
{
	char number[24];

	if (!losses || options->replace)
		return STATUS_OK;
	snprintf(number, sizeof number, "%zu", losses);
	return err_set(err, STATUS_INPUT,
		N_("%1 characters cannot be written as %2 (listed above); "
			"nothing was written. Change them, or give --replace"),
		number, options->charset->name, NULL);
}
