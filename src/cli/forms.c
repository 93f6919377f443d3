/* SPDX-License-Identifier: MIT */
/* forms, backup. */
#include <libintl.h>
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

static enum status check_file(const struct cli *cli, const char *path, struct err *err)
{
	struct err_list errors = { 0 };
	struct form *form;
	struct str out = { 0 };
	enum status status = form_read_file(path, &form, &errors);

	if (status == STATUS_OK) {
		str_addf(&out, gettext("%s: %s %s, %d cells, %d checks: no errors"), path, form->id,
			form->version, form->cell_count, form->check_count);
		str_add_char(&out, '\n');
		status = cli_print(cli, &out, err);
		form_free(form);
	} else {
		cli_report_all(cli, &errors);
	}
	err_list_clear(&errors);
	str_clear(&out);
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

enum status run_backup(struct cli *cli, const struct args *args, struct err *err)
{
	struct desk *desk;
	enum status status = cli_desk(cli, true, &desk, err);

	if (status == STATUS_OK)
		status = store_backup(desk_get_store(desk), args->rest[0], err);
	return status;
}
