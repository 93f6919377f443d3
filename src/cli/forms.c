/* SPDX-License-Identifier: MIT */
/* forms. */
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

/* --- the cells of a form --- */

static const char *const type_titles[] = {
	[CELL_TEXT] = N_("short text"), [CELL_LONG] = N_("long text"), [CELL_NUMBER] = N_("number"),
	[CELL_MONEY] = N_("amount"), [CELL_PERCENT] = N_("percentage"), [CELL_SCORE] = N_("score"),
	[CELL_WEIGHT] = N_("weight"), [CELL_TARGET] = N_("target"), [CELL_ACTUAL] = N_("actual value"),
	[CELL_CHOICE] = N_("choice"), [CELL_DATE] = N_("date"),
};

/* Of a column: with N for the number of the row. */
static void add_name(const struct form *form, const struct cell *cell, struct str *out)
{
	if (cell->repeat >= 0)
		str_addf(out, "%s[N].", form->repeats[cell->repeat].name);
	str_add(out, cell->name);
}

static void add_columns(const char *name, int width, const char *kind, const char *how, struct str *out)
{
	text_add_cut(out, TEXT_LOCALE, name, width, true);
	str_add(out, "  ");
	text_add_cut(out, TEXT_LOCALE, kind, 12, true);
	str_add_char(out, ' ');
	text_add_cut(out, TEXT_LOCALE, how, 9, true);
	str_add(out, "  ");
}

static void add_form_cell(const struct form *form, const struct cell *cell, int width, struct str *out)
{
	const char *group = cell->repeat >= 0 ? form->repeats[cell->repeat].label : cell->group;
	const char *how = cell->calculate ? N_("computed") : cell->required ? N_("required") : NULL;
	struct str name = { 0 };

	add_name(form, cell, &name);
	add_columns(str_text(&name), width, gettext(type_titles[cell->type]), how ? gettext(how) : "", out);
	str_clear(&name);
	str_addf(out, "%s%s%s", group ? group : "", group ? " " : "", cell->label);
	if (!cell->shown)
		str_addf(out, "  %s", gettext("(not in the table)"));
	str_add_char(out, '\n');
}

static enum status list_cells(struct cli *cli, const char *id, struct err *err)
{
	const struct form *form;
	struct str out = { 0 }, name = { 0 };
	size_t width = 0;
	enum status status = library_get(cli_library(cli), id, &form, err);

	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < form->cell_count; i++) {
		str_reset(&name);
		add_name(form, &form->cells[i], &name);
		width = name.len > width ? name.len : width;
	}
	add_columns(gettext("cell"), (int)width, gettext("kind"), gettext("filled in"), &out);
	str_addf(&out, "%s\n", gettext("name"));
	for (int i = 0; i < form->cell_count; i++)
		add_form_cell(form, &form->cells[i], (int)width, &out);
	status = cli_print(cli, &out, err);
	str_clear(&name);
	str_clear(&out);
	return status;
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
	if (args->count)
		return list_cells(cli, args->rest[0], err);
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
