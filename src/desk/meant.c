/* SPDX-License-Identifier: MIT */
#include "desk/meant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/draw_internal.h"
#include "form/compose.h"

enum { NESTED_MAX = 6 };

void source_offer_clear(struct source_offer *offer)
{
	list_rows_clear(&offer->rows);
	free(offer->fitting);
	*offer = (struct source_offer){ .source = -1 };
}

/* --- which source --- */

static bool draws(const struct form *form, int cell, int source, int nested);

static bool formula_draws(const struct form *form, const struct formula *f, int source, int nested)
{
	int count, outside, at = 0;
	const struct outside *outsides = form_outsides(form, &count);
	const struct formula_use *uses;
	size_t use_count;

	if (!f)
		return false;
	while ((outside = formula_next_outside(f, &at)) >= 0)
		if (outsides[outside].source == source)
			return true;
	uses = formula_uses(f, &use_count);
	for (size_t i = 0; i < use_count; i++)
		if (uses[i].cell >= 0 && draws(form, uses[i].cell, source, nested + 1))
			return true;
	return false;
}

/* By itself, or by what it is computed from. */
static bool draws(const struct form *form, int cell, int source, int nested)
{
	const struct compose *text = form->cells[cell].compose;

	if (nested > NESTED_MAX)
		return false;
	for (int i = 0; text && i < text->count; i++)
		if (formula_draws(form, text->parts[i].value, source, nested))
			return true;
	return formula_draws(form, form->cells[cell].calculate, source, nested);
}

static bool is_chosen(const struct opened *o, const struct source *s)
{
	return s->chosen >= 0 && *entry_get(o->entry, (struct ref){ s->chosen, -1 });
}

/* What the cell says of the entries of a source; SUMMARY_ITEMS: nothing. */
static enum summary_item item_of(const struct form *form, const struct source *s, int cell)
{
	enum summary_item item = 0;

	while (item < SUMMARY_ITEMS && (!(s->by & (1u << item)) || form_finding_cell(form, item) != cell))
		item++;
	return item;
}

static int find_source(const struct opened *o, int cell)
{
	const struct form *form = o->form;

	for (int i = 0; i < form->source_count; i++)
		if (form->sources[i].chosen == cell
				|| (!form->sources[i].year && item_of(form, &form->sources[i], cell) < SUMMARY_ITEMS))
			return i;
	for (int i = 0; i < form->source_count; i++)
		if (((o->drawn && o->drawn->found[i].why.id) || is_chosen(o, &form->sources[i]))
				&& draws(form, cell, i, 0))
			return i;
	return -1;
}

/* --- which entries --- */

static enum status read_rows(const struct opened *o, const struct source *s, struct list_rows *out, struct err *err)
{
	struct list_query query = { .year = o->stored.year + s->year, .order = ORDER_ID };
	enum status status = STATUS_OK;

	for (const char *const *form = s->forms; *form && status == STATUS_OK; form++) {
		query.form = *form;
		status = store_list(desk_get_store(o->desk), &query, out, err);
	}
	return status;
}

static void take_fitting(const struct opened *o, const struct source *s, struct source_offer *out)
{
	out->count = 0;
	for (size_t i = 0; i < out->rows.count; i++)
		if (out->rows.items[i].id != o->id && source_fits(o->entry, s, &out->rows.items[i]))
			out->fitting[out->count++] = i;
}

enum status opened_offer_source(const struct opened *o, int cell, struct source_offer *out, struct err *err)
{
	struct source s;
	enum summary_item asked;
	enum status status;

	*out = (struct source_offer){ .source = o->drawn ? find_source(o, cell) : -1, .cell = cell };
	if (out->source < 0)
		return STATUS_OK;
	s = o->form->sources[out->source];
	out->none = is_chosen(o, &s);
	status = read_rows(o, &s, &out->rows, err);
	out->fitting = mem_array(out->rows.count + 1, sizeof *out->fitting);
	/* What the cell says now is what is asked for. */
	asked = item_of(o->form, &s, cell);
	if (asked < SUMMARY_ITEMS)
		s.by &= ~(1u << asked);
	take_fitting(o, &s, out);
	s.by = 0;
	if (!out->count)
		take_fitting(o, &s, out);
	return status;
}

/* --- typing it --- */

static enum status type(struct opened *o, struct step *step, int cell, const char *text, struct err *err)
{
	return opened_type(o, step, (struct ref){ cell, -1 }, text, err);
}

static enum status type_items(struct opened *o, struct step *step, const struct source *s, enum summary_item asked,
	const struct list_row *row, struct err *err)
{
	const char *const texts[SUMMARY_ITEMS] = { [SUMMARY_PROJECT] = row->project,
		[SUMMARY_DEPARTMENT] = row->department, [SUMMARY_UNIT] = row->unit };
	enum status status = STATUS_OK;

	for (enum summary_item item = 0; item < SUMMARY_ITEMS && status == STATUS_OK; item++) {
		int cell = form_finding_cell(o->form, item);

		if ((s->by & (1u << item)) && cell >= 0 && texts[item] && *texts[item]
				&& (asked == SUMMARY_ITEMS || asked == item))
			status = type(o, step, cell, texts[item], err);
	}
	return status;
}

enum status opened_mean_source(struct opened *o, struct step *step, const struct source_offer *offer, size_t line,
	struct err *err)
{
	const struct source *s = &o->form->sources[offer->source];
	enum summary_item asked = item_of(o->form, s, offer->cell);
	char number[24];

	if (line >= offer->count)
		return type(o, step, s->chosen, "", err);
	if (s->chosen < 0 || asked < SUMMARY_ITEMS)
		return type_items(o, step, s, asked, &offer->rows.items[offer->fitting[line]], err);
	snprintf(number, sizeof number, "%lld", (long long)offer->rows.items[offer->fitting[line]].id);
	return type(o, step, s->chosen, number, err);
}
