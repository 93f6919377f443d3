/* SPDX-License-Identifier: MIT */
/* Names of places: funds.total.rate, indicators[3].target. */
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "form/entry.h"

enum { ROW_MAX = 999999 };

void ref_add_name(const struct form *form, struct ref at, struct str *out)
{
	const struct cell *cell = &form->cells[at.cell];

	if (cell->repeat >= 0)
		str_addf(out, "%s[%d].", form->repeats[cell->repeat].name, at.row + 1);
	str_add(out, cell->name);
}

static int find_column(const struct form *form, int repeat, const char *name)
{
	const struct repeat *r = &form->repeats[repeat];

	for (int i = r->first; i < r->first + r->count; i++)
		if (!strcmp(form->cells[i].name, name))
			return i;
	return -1;
}

/* "12]." gives 11 and moves *text behind it; -1: not a row number. */
static int read_row(const char **text)
{
	const char *p = *text;
	int row = 0;

	if (*p < '1' || *p > '9')
		return -1;
	for (; *p >= '0' && *p <= '9'; p++) {
		row = row * 10 + (*p - '0');
		if (row > ROW_MAX)
			return -1;
	}
	if (p[0] != ']' || p[1] != '.')
		return -1;
	*text = p + 2;
	return row - 1;
}

bool ref_parse(const struct form *form, const char *name, struct ref *at)
{
	const char *bracket = strchr(name, '[');
	int cell, repeat, row = -1;

	if (!bracket) {
		cell = form_find_cell(form, name, strlen(name));
		if (cell < 0 || form->cells[cell].repeat >= 0)
			return false;
	} else {
		repeat = form_find_repeat(form, name, (size_t)(bracket - name));
		bracket++;
		row = repeat < 0 ? -1 : read_row(&bracket);
		cell = row < 0 ? -1 : find_column(form, repeat, bracket);
		if (cell < 0)
			return false;
	}
	*at = (struct ref){ cell, row };
	return true;
}

void entry_add_name(const struct entry *e, struct ref at, struct str *out)
{
	ref_add_name(entry_get_form(e), at, out);
}

void entry_add_label(const struct entry *e, struct ref at, struct str *out)
{
	const struct form *form = entry_get_form(e);
	const struct cell *cell = &form->cells[at.cell];

	if (cell->repeat >= 0)
		str_addf(out, "%s 第%d行 ", form->repeats[cell->repeat].label, at.row + 1);
	else if (cell->group)
		str_addf(out, "%s ", cell->group);
	str_add(out, cell->label);
}

/* --- names that do not exist --- */

/* The name without "[…]", and the row that stood there, 0 where it cannot be read. */
static int drop_row(const char *name, struct str *out)
{
	const char *open = strchr(name, '['), *close = open ? strchr(open, ']') : NULL;
	int row;

	if (!close) {
		str_add(out, name);
		return 0;
	}
	str_add_len(out, name, (size_t)(open - name));
	str_add(out, close + 1);
	open++;
	row = read_row(&open);
	return row < 0 ? 0 : row;
}

/* Adds the nearest name that exists; nothing if none is near. */
static void add_nearest(const struct form *form, const char *name, struct str *out)
{
	struct str plain = { 0 }, candidate = { 0 };
	int row = drop_row(name, &plain), best = -1, best_distance = 2 + (int)plain.len / 4;

	for (int i = 0; i < form->cell_count; i++) {
		int d;

		str_reset(&candidate);
		form_add_cell_name(form, i, &candidate);
		d = near_distance(str_text(&plain), str_text(&candidate), best_distance);
		if (d < best_distance) {
			best = i;
			best_distance = d;
		}
	}
	if (best >= 0)
		ref_add_name(form, (struct ref){ best, row }, out);
	str_clear(&plain);
	str_clear(&candidate);
}

static enum status refuse_name(const struct form *form, const char *name, struct err *err)
{
	struct str nearest = { 0 };
	enum status status;

	add_nearest(form, name, &nearest);
	if (nearest.len)
		status = err_set(err, STATUS_INPUT,
			N_("the form %1 has no cell “%2”; did you mean %3?"),
			form->id, name, nearest.data, NULL);
	else
		status = err_set(err, STATUS_INPUT,
			N_("the form %1 has no cell “%2”; `ziping forms %1` lists them"),
			form->id, name, NULL);
	str_clear(&nearest);
	return status;
}

static enum status refuse_row(const struct repeat *r, const char *name, int rows, struct err *err)
{
	char count[16];

	snprintf(count, sizeof count, "%d", rows);
	return err_set(err, STATUS_INPUT, N_("there is no row for %1; %2 has %3 rows"), name,
		r->label, count, NULL);
}

enum status entry_parse_name(const struct entry *e, const char *name, bool beyond, struct ref *at,
	struct err *err)
{
	const struct form *form = entry_get_form(e);
	const struct repeat *r;
	struct ref found;
	int rows;

	if (!ref_parse(form, name, &found))
		return refuse_name(form, name, err);
	if (found.row >= 0) {
		r = &form->repeats[form->cells[found.cell].repeat];
		rows = entry_row_count(e, form->cells[found.cell].repeat);
		if (found.row >= rows && (!beyond || found.row >= r->max))
			return refuse_row(r, name, rows, err);
	}
	*at = found;
	return STATUS_OK;
}
