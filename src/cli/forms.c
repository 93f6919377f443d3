/* SPDX-License-Identifier: MIT */
/* forms. */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "cli/commands.h"

enum { FORMS_CHECK };

const struct option_spec options_forms[] = {
	{ "check", 'c', "FILE", N_("test a form file; errors as FILE:LINE:COL: message") },
	{ 0 }
};

static void report_all(const struct cli *cli, const struct err_list *errors)
{
	for (size_t i = 0; i < errors->count; i++)
		cli_report(cli, &errors->items[i]);
}

static enum status print_sound(const struct cli *cli, const char *path, const struct form *form,
	struct err *err)
{
	char cells[16], checks[16];
	struct err said = { 0 };
	struct str line = { 0 };
	enum status status;

	snprintf(cells, sizeof cells, "%d", form->cell_count);
	snprintf(checks, sizeof checks, "%d", form->check_count);
	err_set(&said, STATUS_OK, N_("%1: %2 %3, %4 cells, %5 checks: no errors"), path, form->id,
		form->version, cells, checks, NULL);
	cli_add_sentence(cli, &said, &line);
	str_add_char(&line, '\n');
	status = cli_print(cli, &line, err);
	err_clear(&said);
	str_clear(&line);
	return status;
}

static enum status check_file(struct cli *cli, const char *path, struct err *err)
{
	struct err_list errors = { 0 };
	struct form *form = NULL;
	enum status status = form_read_file(path, &form, &errors);

	if (status == STATUS_OK && !library_check_sources(cli_library(cli), form, path, &errors))
		status = STATUS_INPUT;
	if (status == STATUS_OK)
		status = print_sound(cli, path, form, err);
	else
		cli_report_all(cli, &errors);
	form_free(form);
	err_list_clear(&errors);
	return status;
}

static void add_form(const struct form *form, struct str *out)
{
	text_add_cut(out, TEXT_LOCALE, form->id, 28, true);
	str_addf(out, " %4d ", form->year);
	text_add_cut(out, TEXT_LOCALE, form->place, 12, true);
	str_addf(out, " %s\n", form->name);
}

enum status run_forms(struct cli *cli, const struct args *args, struct err *err)
{
	struct err_list errors = { 0 };
	struct str out = { 0 };
	const struct form **forms;
	enum status status;
	size_t count;

	if (args->values[FORMS_CHECK])
		return check_file(cli, args->values[FORMS_CHECK], err);
	forms = library_list(cli_library(cli), &count, &errors);
	for (size_t i = 0; i < count; i++)
		add_form(forms[i], &out);
	report_all(cli, &errors);
	status = cli_print(cli, &out, err);
	if (status == STATUS_OK && errors.count)
		status = STATUS_INPUT;
	err_list_clear(&errors);
	str_clear(&out);
	free(forms);
	return status;
}
