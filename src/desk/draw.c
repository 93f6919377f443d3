/* SPDX-License-Identifier: MIT */
#include "desk/draw_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/desk_internal.h"

enum { NAMED_MAX = 8 };

/* --- memory --- */

static void values_clear(struct outside_values *v)
{
	for (size_t i = 0; i < v->count; i++)
		free(v->items[i].shown);
	free(v->items);
	free(v->label);
	message_clear(&v->why);
}

void drawn_free(struct drawn *d)
{
	if (!d)
		return;
	for (int i = 0; i < d->count; i++)
		values_clear(&d->values[i]);
	for (int i = 0; i < d->form->source_count; i++) {
		free(d->found[i].ids);
		free(d->found[i].unit);
		message_clear(&d->found[i].why);
	}
	free(d->appended);
	free(d->values);
	free(d->found);
	free(d);
}

struct drawn *drawn_new(const struct form *form)
{
	struct drawn *d = mem_alloc(sizeof *d);

	d->form = form;
	form_outsides(form, &d->count);
	d->found = mem_array((size_t)form->source_count, sizeof *d->found);
	d->values = mem_array((size_t)d->count, sizeof *d->values);
	return d;
}

void opened_forget_drawn(struct opened *o)
{
	drawn_free(o->drawn);
	o->drawn = NULL;
}

static bool same_item(const struct outside_item *a, const struct outside_item *b)
{
	return a->value.kind == b->value.kind && !strcmp(a->shown, b->shown)
		&& (a->value.kind != VALUE_NUMBER || !decimal_cmp(a->value.number, b->value.number));
}

static bool same_message(const struct message *a, const struct message *b)
{
	if (a->id != b->id)
		return false;
	for (int i = 0; i < MESSAGE_ARGS; i++)
		if (!a->args[i] != !b->args[i] || (a->args[i] && strcmp(a->args[i], b->args[i])))
			return false;
	return true;
}

static bool same_drawn(const struct drawn *a, const struct drawn *b)
{
	for (int i = 0; i < b->count; i++) {
		const struct outside_values *x = &a->values[i], *y = &b->values[i];

		if (x->count != y->count || strcmp(x->label, y->label) || !same_message(&x->why, &y->why))
			return false;
		for (size_t k = 0; k < x->count; k++)
			if (!same_item(&x->items[k], &y->items[k]))
				return false;
	}
	return true;
}

/* The values stay where the sheet has them; what they are of may be others. */
static void swap_origin(struct drawn *a, struct drawn *b)
{
	struct drawn a_was = *a;

	*a = *b;
	a->values = a_was.values;
	a_was.values = b->values;
	*b = a_was;
}

bool drawn_give(struct opened *o, struct drawn *d)
{
	if (o->drawn && o->drawn->form == o->form && same_drawn(o->drawn, d)) {
		swap_origin(o->drawn, d);
		drawn_free(d);
		return false;
	}
	sheet_set_outside(o->sheet, d->values);
	opened_forget_drawn(o);
	o->drawn = d;
	return true;
}

/* --- finding the entries --- */

static void add_folded(const char *text, struct str *out)
{
	str_reset(out);
	text_add_folded(out, text, strlen(text));
}

static const char *text_of(const struct list_row *row, enum summary_item item)
{
	return item == SUMMARY_UNIT ? row->unit : item == SUMMARY_PROJECT ? row->project : row->department;
}

static const char *own_text(const struct entry *e, enum summary_item item)
{
	int cell = form_finding_cell(entry_get_form(e), item);

	return cell < 0 ? "" : entry_get(e, (struct ref){ cell, -1 });
}

bool source_fits(const struct entry *e, const struct source *s, const struct list_row *row)
{
	struct str mine = { 0 }, its = { 0 };
	bool same = true;

	for (enum summary_item item = 0; item < SUMMARY_ITEMS && same; item++) {
		if (!(s->by & (1u << item)))
			continue;
		add_folded(own_text(e, item), &mine);
		add_folded(text_of(row, item), &its);
		same = !mine.len || !its.len || !strcmp(mine.data, its.data);
	}
	str_clear(&mine);
	str_clear(&its);
	return same;
}

/* The number that the person named, 0: none. */
static int64_t chosen_of(const struct opened *o, const struct source *s)
{
	struct str folded = { 0 };
	long long id = 0;

	if (s->chosen >= 0)
		add_folded(entry_get(o->entry, (struct ref){ s->chosen, -1 }), &folded);
	if (folded.len)
		id = strtoll(folded.data, NULL, 10);
	str_clear(&folded);
	return id;
}

static void add_found(struct found *f, const struct list_row *row)
{
	struct str unit = { 0 };

	f->ids = mem_grow(f->ids, &f->cap, f->count + 1, sizeof *f->ids);
	f->ids[f->count++] = row->id;
	add_folded(row->unit, &unit);
	if (!f->unit)
		f->unit = mem_dup(str_text(&unit));
	f->mixed = f->mixed || strcmp(f->unit, str_text(&unit)) != 0;
	str_clear(&unit);
}

static enum status find_of_form(const struct opened *o, const struct source *s, const char *form, struct found *f,
	struct err *err)
{
	struct list_query query = { .year = o->stored.year + s->year, .form = form, .order = ORDER_ID };
	struct list_rows rows = { 0 };
	enum status status = store_list(desk_get_store(o->desk), &query, &rows, err);
	int64_t chosen = chosen_of(o, s);

	for (size_t i = 0; i < rows.count; i++)
		if (rows.items[i].id != o->id
			&& (chosen ? rows.items[i].id == chosen : source_fits(o->entry, s, &rows.items[i])))
			add_found(f, &rows.items[i]);
	list_rows_clear(&rows);
	return status;
}

static const char *form_name(const struct opened *o, const char *id)
{
	const struct form *form;

	return library_get(desk_get_library(o->desk), id, &form, NULL) == STATUS_OK ? form->name : id;
}

/* 部门整体支出绩效自评表（2023） */
static void add_table(const struct opened *o, const struct source *s, const char *form, struct str *out)
{
	str_addf(out, "%s（%d）", form_name(o, form), o->stored.year + s->year);
}

static void say_missing(const struct opened *o, const struct source *s, struct found *f)
{
	struct str table = { 0 };

	for (const char *const *form = s->forms; *form; form++) {
		str_add(&table, form > s->forms ? "、" : "");
		add_table(o, s, *form, &table);
	}
	message_set(&f->why, N_("%1 is missing: make it for the same unit"), str_text(&table), NULL);
	str_clear(&table);
}

static void say_ambiguous(const struct opened *o, const struct source *s, struct found *f)
{
	struct str table = { 0 }, ids = { 0 };
	const char *where = s->chosen < 0 ? "" : o->form->cells[s->chosen].name;

	add_table(o, s, s->forms[0], &table);
	for (size_t i = 0; i < f->count && i < NAMED_MAX; i++)
		str_addf(&ids, "%s%lld", i ? "、" : "", (long long)f->ids[i]);
	str_add(&ids, f->count > NAMED_MAX ? "…" : "");
	message_set(&f->why, *where ? N_("several entries fit %1: %2; type the number of one into %3") :
		N_("several entries fit %1: %2; fill in what tells them apart"), str_text(&table), str_text(&ids), where,
		NULL);
	str_clear(&table);
	str_clear(&ids);
}

/* Entries of several units are summed up only where the form does not ask for the same unit. */
static bool is_of_any_unit(const struct opened *o, const struct source *s, const struct found *f)
{
	return f->mixed && (s->by & (1u << SUMMARY_UNIT)) && !*own_text(o->entry, SUMMARY_UNIT);
}

static enum status find(const struct opened *o, const struct source *s, struct found *f, struct err *err)
{
	enum status status = STATUS_OK;

	for (const char *const *form = s->forms; *form && status == STATUS_OK; form++)
		status = find_of_form(o, s, *form, f, err);
	if (status == STATUS_OK && !f->count)
		say_missing(o, s, f);
	else if (status == STATUS_OK && f->count > 1 && (!s->many || is_of_any_unit(o, s, f)))
		say_ambiguous(o, s, f);
	return status;
}

/* --- reading them --- */

void drawn_add_item(struct outside_values *v, const struct value *value, const char *shown)
{
	struct outside_item *item;

	v->items = mem_grow(v->items, &v->cap, v->count + 1, sizeof *v->items);
	item = &v->items[v->count++];
	*item = (struct outside_item){ *value, mem_dup(shown) };
	if (item->value.kind == VALUE_TEXT)
		item->value.text = item->shown;
}

static void add_count(struct outside_values *v, int number)
{
	struct value value = { .kind = VALUE_NUMBER, .number = decimal_from_int(number) };
	char shown[16];

	snprintf(shown, sizeof shown, "%d", number);
	drawn_add_item(v, &value, shown);
}

static void add_place(const struct opened *from, struct ref at, struct outside_values *v)
{
	struct str shown = { 0 };

	sheet_show(from->sheet, at, &shown);
	drawn_add_item(v, sheet_value(from->sheet, at), str_text(&shown));
	str_clear(&shown);
}

/* What one entry has of a name; columns it does not have are empty in each of its rows, so that those of the same rows
 * stay beside each other. */
static void add_values(const struct opened *from, const char *name, struct outside_values *v)
{
	static const struct value nothing = { .kind = VALUE_EMPTY };
	const struct form *form = from->form;
	int cell = form_find_cell(form, name, strlen(name));
	int repeat = cell < 0 ? form_find_repeat(form, name, strcspn(name, ".")) : form->cells[cell].repeat;
	int rows = repeat < 0 ? 0 : sheet_rows(from->sheet, repeat);

	if (!*name)
		add_count(v, 1);
	else if (cell >= 0 && repeat < 0)
		add_place(from, (struct ref){ cell, -1 }, v);
	else if (repeat < 0)
		drawn_add_item(v, &nothing, "");
	for (int row = 0; row < rows; row++) {
		if (cell >= 0)
			add_place(from, (struct ref){ cell, row }, v);
		else if (strchr(name, '.'))
			drawn_add_item(v, &nothing, "");
		else
			add_count(v, row + 1);
	}
}

/* What an outside's name is called in a form; false: it has none such. */
static bool add_name(const struct form *form, const char *name, struct str *out)
{
	int cell = form_find_cell(form, name, strlen(name));
	int repeat = cell < 0 ? form_find_repeat(form, name, strlen(name)) : form->cells[cell].repeat;

	if (repeat >= 0)
		str_add(out, form->repeats[repeat].label);
	else if (cell >= 0 && form->cells[cell].group)
		str_add(out, form->cells[cell].group);
	if (cell >= 0)
		str_add(out, form->cells[cell].label);
	return cell >= 0 || repeat >= 0;
}

/* 部门整体支出绩效自评表（2023）年度资金总额全年执行数 */
static void make_label(const struct opened *o, const struct outside *outside, struct outside_values *v)
{
	const struct source *s = &o->form->sources[outside->source];
	struct str label = { 0 }, name = { 0 };
	const struct form *form;
	const char *const *id;

	for (id = s->forms; *id; id++)
		if (library_get(desk_get_library(o->desk), *id, &form, NULL) == STATUS_OK &&
			add_name(form, outside->name, &name))
			break;
	add_table(o, s, *id ? *id : s->forms[0], &label);
	str_add(&label, *id ? str_text(&name) : outside->name);
	v->label = str_take(&label);
	str_clear(&name);
}

void drawn_label(const struct opened *o, struct drawn *d)
{
	int count;
	const struct outside *outsides = form_outsides(o->form, &count);

	for (int i = 0; i < count; i++)
		make_label(o, &outsides[i], &d->values[i]);
}

static enum status read_source(const struct opened *o, int source, struct drawn *d, struct err *err)
{
	int count;
	const struct outside *outsides = form_outsides(o->form, &count);
	const struct found *f = &d->found[source];
	struct opened *from = NULL;
	enum status status = STATUS_OK;

	for (size_t i = 0; !f->why.id && i < f->count && status == STATUS_OK; i++) {
		status = from ? opened_load(from, f->ids[i], err) : desk_open_entry(o->desk, f->ids[i], &from, err);
		for (int k = 0; k < count && status == STATUS_OK; k++)
			if (outsides[k].source == source)
				add_values(from, outsides[k].name, &d->values[k]);
	}
	opened_free(from);
	return status;
}

enum status drawn_find(const struct opened *o, struct drawn *d, struct err *err)
{
	enum status status = STATUS_OK;

	for (int s = 0; s < o->form->source_count && status == STATUS_OK; s++)
		status = find(o, &o->form->sources[s], &d->found[s], err);
	return status;
}

static enum status draw(const struct opened *o, struct drawn *d, struct err *err)
{
	const struct outside *outsides = form_outsides(o->form, &d->count);
	enum status status = drawn_find(o, d, err);

	for (int s = 0; s < o->form->source_count && status == STATUS_OK; s++)
		status = read_source(o, s, d, err);
	for (int i = 0; i < d->count; i++)
		message_copy(&d->values[i].why, &d->found[outsides[i].source].why);
	drawn_label(o, d);
	return status;
}

enum status opened_draw(struct opened *o, bool *changed, struct err *err)
{
	struct drawn *d;
	enum status status;

	if (changed)
		*changed = false;
	if (!o->form->source_count || opened_draw_kept(o) || !desk_enter(o->desk, DRAW_DEPTH_MAX))
		return STATUS_OK;
	d = drawn_new(o->form);
	status = draw(o, d, err);
	desk_leave(o->desk);
	if (status != STATUS_OK)
		drawn_free(d);
	else if (drawn_give(o, d) && changed)
		*changed = true;
	return status;
}

/* --- what was found --- */

const int64_t *opened_sources(const struct opened *o, int source, size_t *count)
{
	const struct found *f = o->drawn ? &o->drawn->found[source] : NULL;

	*count = f && !f->why.id ? f->count : 0;
	return f ? f->ids : NULL;
}

bool opened_finds_by(const struct opened *o, struct ref at)
{
	return form_finds_by(o->form, at.cell);
}

static bool is_filled(const struct opened *o, int repeat)
{
	const struct repeat *r = &o->form->repeats[repeat];

	for (int c = 0; c < r->count; c++)
		for (int row = 0; r->fill[c] >= 0 && row < entry_row_count(o->entry, repeat); row++)
			if (*entry_get(o->entry, (struct ref){ r->first + c, row }))
				return true;
	return false;
}

static void fill_repeat(struct opened *o, struct step *step, int repeat)
{
	const struct repeat *r = &o->form->repeats[repeat];

	if (!r->fill || !o->drawn || is_filled(o, repeat))
		return;
	for (int c = 0; c < r->count; c++) {
		const struct outside_values *v = r->fill[c] < 0 ? NULL : &o->drawn->values[r->fill[c]];
		int rows = v && !v->why.id ? (int)v->count : 0;

		for (int row = 0; row < rows && row < r->max; row++) {
			struct ref at = { r->first + c, row };

			if (row >= entry_row_count(o->entry, repeat))
				step_insert_row(step, o->entry, repeat, row);
			step_set(step, o->entry, at, v->items[row].shown);
		}
	}
}

void opened_fill(struct opened *o, struct step *step)
{
	size_t before = step->count;

	for (int i = 0; i < o->form->repeat_count; i++)
		fill_repeat(o, step, i);
	if (step->count > before)
		sheet_recompute(o->sheet);
}

static enum status fill_new(struct desk *d, int64_t id, struct err *err)
{
	struct step step = { .focus = { -1, -1 } };
	struct opened *o;
	enum status status = desk_open_entry(d, id, &o, err);

	if (status != STATUS_OK)
		return status;
	opened_fill(o, &step);
	opened_accept(o, &step);
	status = opened_save(o, err);
	opened_free(o);
	return status;
}

enum status desk_add_empty(struct desk *d, const struct form *form, int year, int64_t *id, struct err *err)
{
	struct entry *e = entry_new(form, year);
	enum status status;

	entry_fill_initial(e);
	status = desk_add(d, e, NULL, id, err);
	entry_free(e);
	return status == STATUS_OK && form->source_count ? fill_new(d, *id, err) : status;
}
