/* SPDX-License-Identifier: MIT */
#include "out/csv.h"

#include <string.h>

#include "layout/table.h"

/* Spreadsheets of Chinese offices take full-width signs for formulas too; one alone (指标性质 ＝) is none. */
static bool begins_formula(const char *text)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (!strncmp(text, wide[i], strlen(wide[i])))
			return text[strlen(wide[i])] != '\0';
	return *text && strchr("=+-@\t\r", *text);
}

/* -3.5, +7, -1,234.00, -5.00% */
static bool is_number(const char *text)
{
	size_t digits = *text == '+' || *text == '-' ? strspn(text + 1, "0123456789.,") : 0;

	return digits && !text[1 + digits + (text[1 + digits] == '%')];
}

static bool is_formula(const char *text)
{
	return begins_formula(text) && !is_number(text);
}

void csv_add_field(const char *text, struct str *out)
{
	bool formula = is_formula(text), quoted = formula || strpbrk(text, ",\"\r\n\t");

	if (quoted)
		str_add_char(out, '"');
	if (formula)
		str_add_char(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			str_add_char(out, '"');
		str_add_char(out, *text);
	}
	if (quoted)
		str_add_char(out, '"');
}

static void add_row(const struct table *t, int row, struct str *out)
{
	struct str text = { 0 };

	for (int column = 0; column < t->columns; column++) {
		int cell = table_owner(t, row, column);

		if (column)
			str_add_char(out, ',');
		if (cell < 0 || t->cells[cell].row != row || t->cells[cell].column != column)
			continue;
		str_reset(&text);
		table_text(t, cell, &text, NULL, NULL);
		csv_add_field(str_text(&text), out);
	}
	str_add(out, "\r\n");
	str_clear(&text);
}

void csv_add_sheet(const struct sheet *sheet, struct str *out)
{
	struct table t = { 0 };

	table_build(&t, sheet);
	for (int row = 0; row < t.row_count; row++)
		add_row(&t, row, out);
	table_clear(&t);
}
