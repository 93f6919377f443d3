/* SPDX-License-Identifier: MIT */
#include "desk/earlier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { TREND_MAX = 50, MATCH_MAX = 64 };

/* --- finding it --- */

/* The part of an entry that lists show a cell as; SUMMARY_ITEMS: none. */
static enum summary_item find_item(const struct form *form, int cell)
{
	enum summary_item item = 0;

	while (item < SUMMARY_ITEMS && form->summary[item] != cell)
		item++;
	return item;
}

static char *fold_shown(const struct opened *o, int cell)
{
	struct str shown = { 0 }, folded = { 0 };

	sheet_show(o->sheet, (struct ref){ cell, -1 }, &shown);
	text_add_folded(&folded, str_text(&shown), shown.len);
	str_clear(&shown);
	return folded.data ? str_take(&folded) : mem_dup("");
}

/* By the form's `match` cells.  An entry in which none of them is filled in is not about anything yet. */
static enum status find_same(const struct opened *o, int64_t *id, struct err *err)
{
	const struct form *form = o->form;
	int count = form->match_count < MATCH_MAX ? form->match_count : MATCH_MAX;
	struct same_cell cells[MATCH_MAX];
	char *texts[MATCH_MAX];
	bool filled = count == 0;
	enum status status = STATUS_OK;

	for (int i = 0; i < count; i++) {
		texts[i] = fold_shown(o, form->match[i]);
		cells[i] = (struct same_cell){ form->cells[form->match[i]].name, find_item(form, form->match[i]),
			texts[i] };
		filled |= *texts[i] != '\0';
	}
	if (filled)
		status = store_find_same(desk_get_store(o->desk),
			&(struct same_query){ form->id, o->stored.year, cells, count }, id, err);
	while (count)
		free(texts[--count]);
	return status;
}

enum status desk_find_earlier(const struct opened *o, int64_t *id, struct err *err)
{
	int64_t chosen;
	enum status status = store_get_earlier(desk_get_store(o->desk), o->id, &chosen, err);

	*id = 0;
	if (status != STATUS_OK)
		return status;
	if (chosen < 0)
		return find_same(o, id, err);
	*id = chosen;
	return STATUS_OK;
}

/* --- choosing it --- */

enum status desk_choose_earlier(const struct opened *o, int64_t id, struct err *err)
{
	struct store *store = desk_get_store(o->desk);
	struct stored other = { 0 };
	enum status status = STATUS_OK;
	char name[24];

	snprintf(name, sizeof name, "%lld", (long long)id);
	if (id == o->id)
		return err_set(err, STATUS_INPUT, N_("entry %1 cannot be the earlier year of itself; choose another"),
			name, NULL);
	if (id > 0)
		status = store_get_entry(store, id, &other, err);
	stored_clear(&other);
	return status == STATUS_OK ? store_set_earlier(store, o->id, id, err) : status;
}

enum status desk_list_earlier(const struct opened *o, int limit, struct list_rows *out, struct err *err)
{
	int cell = o->form->summary[SUMMARY_UNIT];
	char *unit = cell < 0 ? mem_dup("") : fold_shown(o, cell);
	struct before_query query = { o->id, o->stored.year, o->form->id, unit, limit };
	enum status status = store_list_before(desk_get_store(o->desk), &query, out, err);

	free(unit);
	return status;
}

enum status desk_open_frozen(struct desk *d, int64_t id, struct opened **out, struct err *err)
{
	enum status status = desk_open_entry(d, id, out, err);

	if (status == STATUS_OK)
		(*out)->lock = OPENED_FROZEN;
	return status;
}

/* --- all years --- */

void trend_clear(struct trend *t)
{
	free(t->items);
	*t = (struct trend){ 0 };
}

static void add_point(const struct opened *o, struct trend *t)
{
	struct trend_point point = { .year = o->stored.year, .id = o->id };
	struct summary summary;

	sheet_summarise(o->sheet, &summary);
	point.has_rate = number_read(summary.rate, NUMBER_PERCENT, &point.rate) == NUMBER_OK;
	point.has_score = number_read(summary.score, NUMBER_PLAIN, &point.score) == NUMBER_OK;
	summary_clear(&summary);
	t->items = mem_grow(t->items, &t->cap, t->count + 1, sizeof *t->items);
	t->items[t->count++] = point;
}

static bool has_point(const struct trend *t, int64_t id)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->items[i].id == id)
			return true;
	return false;
}

/* Choices may lead in a circle. */
static enum status add_earlier(const struct opened *o, struct opened **step, struct trend *t, struct err *err)
{
	int64_t id;
	enum status status = desk_find_earlier(o, &id, err);

	while (status == STATUS_OK && id && !has_point(t, id) && t->count < TREND_MAX) {
		status = *step ? opened_load(*step, id, err) : desk_open_frozen(o->desk, id, step, err);
		if (status != STATUS_OK)
			return status;
		add_point(*step, t);
		status = desk_find_earlier(*step, &id, err);
	}
	return status;
}

enum status desk_read_trend(const struct opened *o, struct trend *out, struct err *err)
{
	struct opened *step = NULL;
	enum status status;

	*out = (struct trend){ 0 };
	add_point(o, out);
	status = add_earlier(o, &step, out, err);
	opened_free(step);
	for (size_t i = 0; i < out->count / 2; i++) {
		struct trend_point point = out->items[i];

		out->items[i] = out->items[out->count - 1 - i];
		out->items[out->count - 1 - i] = point;
	}
	if (status != STATUS_OK)
		trend_clear(out);
	return status;
}
