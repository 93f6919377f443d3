/* SPDX-License-Identifier: MIT */
#include "desk/overview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/desk_internal.h"

const char *const overview_grades[OVERVIEW_GRADES] = { "优", "良", "中", "差" };

/* --- what is read --- */

struct figure { bool known; struct decimal number; };

struct item {
	int64_t id, form_id;
	const struct form *form;
	const char *unit;
	int year, grade, status;     /* grade, status -1: none */
	struct figure budget, executed, score;
};

struct gathered {
	struct item *items;
	size_t count, cap;
	char **units;                /* each once */
	size_t unit_count, unit_cap;
};

static struct figure read_figure(const char *text, enum number_kind kind)
{
	struct str folded = { 0 };
	struct figure f = { false, { 0, 0 } };

	text_add_folded(&folded, text, strlen(text));
	f.known = number_read(str_text(&folded), kind, &f.number) == NUMBER_OK;
	str_clear(&folded);
	return f;
}

static int find_grade(const char *text)
{
	for (int i = 0; i < OVERVIEW_GRADES; i++)
		if (!strcmp(text, overview_grades[i]))
			return i;
	return -1;
}

/* Entries of one unit come together. */
static const char *keep_unit(struct gathered *r, const char *unit)
{
	if (!r->unit_count || strcmp(r->units[r->unit_count - 1], unit)) {
		r->units = mem_grow(r->units, &r->unit_cap, r->unit_count + 1, sizeof *r->units);
		r->units[r->unit_count++] = mem_dup(unit);
	}
	return r->units[r->unit_count - 1];
}

static void take_figures(void *context, const struct figures *f)
{
	struct gathered *r = context;

	r->items = mem_grow(r->items, &r->cap, r->count + 1, sizeof *r->items);
	r->items[r->count++] = (struct item){
		.id = f->id, .form_id = f->form_id, .unit = keep_unit(r, f->unit), .year = f->year,
		.grade = find_grade(f->grade), .status = status_find(f->status),
		.budget = read_figure(f->budget, NUMBER_MONEY_WAN),
		.executed = read_figure(f->executed, NUMBER_MONEY_WAN),
		.score = read_figure(f->score, NUMBER_PLAIN),
	};
}

static void clear_gathered(struct gathered *r)
{
	for (size_t i = 0; i < r->unit_count; i++)
		free(r->units[i]);
	free(r->units);
	free(r->items);
}

/* --- sums --- */

/* A sum beyond 36 digits is none of this world; it stays as it was. */
static void add_to(struct decimal *sum, struct decimal number)
{
	decimal_add(*sum, number, sum);
}

static void add_product(struct decimal *sum, struct decimal a, struct decimal b)
{
	struct decimal product;

	if (decimal_mul(a, b, &product))
		add_to(sum, product);
}

static void add_score(struct overview_line *line, const struct item *item)
{
	line->with_score++;
	add_to(&line->scores, item->score.number);
	if (!item->budget.known)
		return;
	add_product(&line->weighted_scores, item->score.number, item->budget.number);
	add_to(&line->score_budget, item->budget.number);
}

static void add_item(struct overview_line *line, const struct item *item)
{
	line->count++;
	if (item->budget.known) {
		line->with_budget++;
		add_to(&line->budget, item->budget.number);
	}
	if (item->executed.known) {
		line->with_executed++;
		add_to(&line->executed, item->executed.number);
	}
	if (item->budget.known && item->executed.known) {
		add_to(&line->rate_budget, item->budget.number);
		add_to(&line->rate_executed, item->executed.number);
	}
	if (item->score.known)
		add_score(line, item);
	if (item->grade >= 0)
		line->grades[item->grade]++;
	if (item->status >= 0)
		line->statuses[item->status]++;
}

static void finish(struct overview_line *line)
{
	struct decimal count = decimal_from_int(line->count), scored = decimal_from_int(line->with_score);

	line->has_rate = decimal_div(line->rate_executed, line->rate_budget, &line->rate);
	line->has_mean = decimal_div(line->scores, scored, &line->mean);
	line->has_weighted = decimal_div(line->weighted_scores, line->score_budget, &line->weighted);
	line->has_coverage = decimal_div(scored, count, &line->coverage);
}

static struct overview_line *add_line(struct overview *o, const char *name, int year)
{
	o->lines = mem_grow(o->lines, &o->cap, o->count + 1, sizeof *o->lines);
	o->lines[o->count] = (struct overview_line){ .name = mem_dup(name), .year = year };
	return &o->lines[o->count++];
}

/* Units come one after the other; years and forms are few. */
static struct overview_line *find_line(struct overview *o, enum overview_by by, const struct item *item)
{
	const char *name = by == OVERVIEW_BY_FORM ? item->form->name : item->unit;
	char year[16];

	if (by == OVERVIEW_BY_YEAR) {
		snprintf(year, sizeof year, "%d", item->year);
		name = year;
	}
	for (size_t i = o->count; i > 0; i--)
		if (!strcmp(o->lines[i - 1].name, name))
			return &o->lines[i - 1];
		else if (by == OVERVIEW_BY_UNIT)
			break;
	return add_line(o, name, by == OVERVIEW_BY_YEAR ? item->year : 0);
}

/* --- departments and their projects --- */

/* The tables of one unit and year. */
struct group {
	struct desk *desk;
	const struct item *items;
	size_t count;
	struct overview_line projects;       /* its sums alone */
};

/* As for the sums inside a table; where the form says nothing, a hundredth of 万元, in which money is printed. */
static struct decimal tolerance(const struct form *form, int cell)
{
	static const struct decimal hundredth = { 1, 2 };

	return form->cells[cell].has_tolerance ? form->cells[cell].tolerance : hundredth;
}

enum compared { COMPARED_BUDGET, COMPARED_EXECUTED };

/* What differs, and what differs no more than rounding explains. */
static const char *const sentences[][2] = {
	[COMPARED_BUDGET] = {
		N_("%1 %2: the budgets of the projects add up to %3, the department's table has %4; %5 apart"),
		N_("%1 %2: the budgets of the projects add up to %3, the department's table has %4; %5 apart, "
			"perhaps by rounding"),
	},
	[COMPARED_EXECUTED] = {
		N_("%1 %2: the projects spent %3 together, the department's table has %4; %5 apart"),
		N_("%1 %2: the projects spent %3 together, the department's table has %4; %5 apart, "
			"perhaps by rounding"),
	},
};

static void say_apart(struct overview_remark *r, const struct item *department, enum compared what,
	const struct decimal *numbers)
{
	struct str texts[4] = { { 0 } };

	str_addf(&texts[0], "%d", department->year);
	for (int i = 0; i < 3; i++)
		decimal_add_to(decimal_trim(numbers[i]), &texts[i + 1]);
	message_set(&r->say, sentences[what][r->rounding], texts[0].data, department->unit, texts[1].data,
		texts[2].data, texts[3].data, NULL);
	for (int i = 0; i < 4; i++)
		str_clear(&texts[i]);
}

static void compare(struct overview *o, const struct item *department, enum compared what, struct decimal sum,
	struct decimal own, struct decimal allowed)
{
	struct overview_remark r = { .entry = department->id };
	struct decimal apart;

	if (!decimal_sub(sum, own, &apart) || !decimal_sign(apart))
		return;
	apart = decimal_abs(apart);
	r.rounding = decimal_cmp(apart, allowed) <= 0;
	say_apart(&r, department, what, (const struct decimal[]){ sum, own, apart });
	o->remarks = mem_grow(o->remarks, &o->remark_cap, o->remark_count + 1, sizeof *o->remarks);
	o->remarks[o->remark_count++] = r;
}

/* The form says which cell the projects add up to; lists do not show it. */
static enum status compare_projects(struct overview *o, const struct group *g, const struct item *department,
	struct err *err)
{
	struct ref at = { department->form->summary[SUMMARY_PROJECTS], -1 };
	struct opened *opened;
	const struct value *own;
	enum status status = desk_open_entry(g->desk, department->id, &opened, err);

	if (status != STATUS_OK)
		return status;
	own = sheet_value(opened->sheet, at);
	if (own->kind == VALUE_NUMBER)
		compare(o, department, COMPARED_EXECUTED, g->projects.executed, own->number,
			tolerance(department->form, at.cell));
	opened_free(opened);
	return STATUS_OK;
}

/* A sum with something unknown in it says nothing. */
static enum status hold_against(struct overview *o, const struct group *g, const struct item *department,
	struct err *err)
{
	const int *cells = department->form->summary;
	bool spent = g->projects.with_executed == g->projects.count;
	bool planned = g->projects.with_budget == g->projects.count;

	o->held++;
	if (cells[SUMMARY_PROJECTS] >= 0)
		return spent ? compare_projects(o, g, department, err) : STATUS_OK;
	if (planned && department->budget.known)
		compare(o, department, COMPARED_BUDGET, g->projects.budget, department->budget.number,
			tolerance(department->form, cells[SUMMARY_BUDGET]));
	if (spent && department->executed.known)
		compare(o, department, COMPARED_EXECUTED, g->projects.executed, department->executed.number,
			tolerance(department->form, cells[SUMMARY_EXECUTED]));
	return STATUS_OK;
}

static enum status take_group(struct overview *o, struct group *g, enum overview_by by, struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < g->count; i++)
		if (form_money(g->items[i].form) == MONEY_PROJECT)
			add_item(&g->projects, &g->items[i]);
	for (size_t i = 0; i < g->count && status == STATUS_OK; i++) {
		const struct item *item = &g->items[i];
		enum form_money money = form_money(item->form);

		if (money >= MONEY_DEPARTMENT && g->projects.count) {
			status = hold_against(o, g, item, err);
		} else if (money == MONEY_PROJECT || money == MONEY_DEPARTMENT) {
			add_item(find_line(o, by, item), item);
			add_item(&o->total, item);
		} else {
			o->others++;
		}
	}
	return status;
}

/* --- all of it --- */

static enum status find_forms(struct desk *d, struct gathered *r, struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < r->count && status == STATUS_OK; i++)
		status = desk_find_form(d, r->items[i].form_id, &r->items[i].form, err);
	return status;
}

static enum status take_groups(struct desk *d, const struct gathered *r, enum overview_by by, struct overview *o,
	struct err *err)
{
	enum status status = STATUS_OK;
	size_t end;

	for (size_t i = 0; i < r->count && status == STATUS_OK; i = end) {
		struct group g = { .desk = d, .items = &r->items[i] };

		for (end = i; end < r->count && r->items[end].unit == r->items[i].unit
				&& r->items[end].year == r->items[i].year; end++)
			continue;
		g.count = end - i;
		status = take_group(o, &g, by, err);
	}
	return status;
}

/* Years fall, names rise. */
static int compare_lines(const void *a, const void *b)
{
	const struct overview_line *one = a, *other = b;

	return one->year != other->year ? other->year - one->year : strcmp(one->name, other->name);
}

enum status overview_make(struct desk *d, const struct list_query *q, enum overview_by by, struct overview *o,
	struct err *err)
{
	struct gathered r = { 0 };
	enum status status;

	overview_clear(o);
	status = store_read_figures(desk_get_store(d), q, take_figures, &r, err);
	if (status == STATUS_OK)
		status = find_forms(d, &r, err);
	if (status == STATUS_OK)
		status = take_groups(d, &r, by, o, err);
	if (o->count)
		qsort(o->lines, o->count, sizeof *o->lines, compare_lines);
	for (size_t i = 0; i < o->count; i++)
		finish(&o->lines[i]);
	finish(&o->total);
	clear_gathered(&r);
	return status;
}

void overview_clear(struct overview *o)
{
	for (size_t i = 0; i < o->count; i++)
		free(o->lines[i].name);
	for (size_t i = 0; i < o->remark_count; i++)
		message_clear(&o->remarks[i].say);
	free(o->lines);
	free(o->remarks);
	*o = (struct overview){ 0 };
}
