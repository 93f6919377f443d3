/* SPDX-License-Identifier: MIT */
/* Values of a sheet and their recomputation. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/compose.h"
#include "form/sheet_internal.h"

/* --- places --- */

struct place *sheet_place(const struct sheet *s, struct ref at)
{
	const struct cell *cell;
	const struct block *b;

	if (at.cell < 0 || at.cell >= s->form->cell_count)
		return NULL;
	cell = &s->form->cells[at.cell];
	if (cell->repeat < 0)
		return &s->places[s->plan->position[at.cell]];
	b = &s->blocks[cell->repeat];
	if (at.row < 0 || at.row >= b->rows)
		return NULL;
	return &s->places[b->place + at.row * s->form->repeats[cell->repeat].count +
		s->plan->position[at.cell]];
}

static const struct value nothing = { .kind = VALUE_EMPTY };

const int *sheet_order(const struct sheet *s)
{
	return s->plan->order;
}

int sheet_rows(const struct sheet *s, int repeat)
{
	return s->blocks[repeat].rows;
}

const struct value *sheet_value(const struct sheet *s, struct ref at)
{
	const struct place *p = sheet_place(s, at);

	return p ? place_value(p) : &nothing;
}

const struct value *sheet_typed(const struct sheet *s, struct ref at)
{
	const struct place *p = sheet_place(s, at);

	return p ? &p->typed : &nothing;
}

const struct value *sheet_computed(const struct sheet *s, struct ref at)
{
	const struct place *p = sheet_place(s, at);

	return p ? &p->computed : &nothing;
}

bool place_is_known(const struct value *v)
{
	return v->kind != VALUE_EMPTY && v->kind != VALUE_UNKNOWN;
}

static struct target_outcome *outcome_at(const struct sheet *s, int repeat, int row)
{
	const struct block *b = &s->blocks[repeat];

	if (!s->form->repeats[repeat].reading.present || row < 0 || row >= b->rows)
		return NULL;
	return &s->outcomes[b->outcome + row];
}

const struct target_outcome *sheet_outcome(const struct sheet *s, int repeat, int row)
{
	return outcome_at(s, repeat, row);
}

static const char *column_text(const struct sheet *s, int column, int row)
{
	return column < 0 ? NULL : entry_get(s->entry, (struct ref){ column, row });
}

bool sheet_input(const struct sheet *s, int repeat, int row, struct target_input *out)
{
	const struct reading *r = &s->form->repeats[repeat].reading;
	const struct value *weight;

	if (!outcome_at(s, repeat, row))
		return false;
	weight = sheet_value(s, (struct ref){ r->weight, row });
	*out = (struct target_input){
		.relation = column_text(s, r->relation, row),
		.target = column_text(s, r->target, row),
		.unit = column_text(s, r->unit, row),
		.actual = column_text(s, r->actual, row),
		.level1 = column_text(s, r->level1, row),
		.level2 = column_text(s, r->level2, row),
		.name = column_text(s, r->name, row),
		.direction = column_text(s, r->direction, row),
		.band = column_text(s, r->band, row),
		.has_weight = weight->kind == VALUE_NUMBER,
		.year = entry_get_year(s->entry),
	};
	if (out->has_weight)
		out->weight = weight->number;
	return true;
}

/* --- what is to be done again --- */

static void mark_dirty(struct sheet *s, int task, int from, int to)
{
	struct range *r = &s->ranges[task];
	uint64_t bit = (uint64_t)1 << (task % 64);

	if (from >= to)
		return;
	if (!(s->dirty[task / 64] & bit))
		*r = (struct range){ from, to };
	s->dirty[task / 64] |= bit;
	r->low = from < r->low ? from : r->low;
	r->high = to > r->high ? to : r->high;
	for (int row = from; row < to; row++)
		s->states[s->state_start[task] + row] |= STATE_DIRTY;
}

/* What depends on a source, which changed in `row`. */
static void propagate(struct sheet *s, int source, int row)
{
	const struct plan *plan = s->plan;

	if (s->whole)
		return;
	for (int e = plan->edge_start[source]; e < plan->edge_start[source + 1]; e++) {
		const struct edge *edge = &plan->edges[e];
		int repeat = plan->tasks[edge->task].repeat;

		if (repeat < 0)
			mark_dirty(s, edge->task, 0, 1);
		else if (edge->all)
			mark_dirty(s, edge->task, 0, s->blocks[repeat].rows);
		else
			mark_dirty(s, edge->task, row, row + 1);
	}
}

void sheet_mark_changed(struct sheet *s, struct ref at, struct place *p)
{
	if (s->whole || p->changed)
		return;
	if (s->changed_given)
		s->changed_count = 0;
	s->changed_given = false;
	p->changed = true;
	s->changed = mem_grow(s->changed, &s->changed_cap, s->changed_count + 1,
		sizeof *s->changed);
	s->changed[s->changed_count++] = at;
}

const struct ref *sheet_take_changed(struct sheet *s, size_t *count, bool *all)
{
	if (s->changed_given)
		s->changed_count = 0;
	for (size_t i = 0; i < s->changed_count; i++)
		sheet_place(s, s->changed[i])->changed = false;
	s->changed_given = true;
	*count = s->all_changed ? 0 : s->changed_count;
	*all = s->all_changed;
	s->all_changed = false;
	return s->changed;
}

/* --- values --- */

/* Texts lie in the entry and may have been overwritten where they stand: never the same. */
static bool is_same(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind || a->kind == VALUE_TEXT)
		return false;
	if (a->kind == VALUE_NUMBER)
		return a->number.coef == b->number.coef && a->number.scale == b->number.scale;
	return a->kind == VALUE_TRUTH ? a->truth == b->truth : a->missing == b->missing;
}

static bool is_blank(const char *text)
{
	for (; *text; text++)
		if (!strncmp(text, "\u3000", 3))
			text += 2;
		else if (*text != ' ' && *text != '\t' && *text != '\n')
			return false;
	return true;
}

/* False: it should be a number and is none. */
static bool read_value(const struct cell *cell, const char *text, struct value *out)
{
	enum number_state state;

	*out = nothing;
	if (is_blank(text))
		return true;
	if (!cell_is_number(cell)) {
		out->kind = VALUE_TEXT;
		out->text = text;
		return true;
	}
	state = number_read(text, cell->style.kind, &out->number);
	if (state == NUMBER_OK)
		out->kind = VALUE_NUMBER;
	if (state == NUMBER_OK || state == NUMBER_EMPTY)
		return true;
	out->kind = VALUE_UNKNOWN;
	out->missing = 1;
	return false;
}

/* Reads what was typed; true if it is another value than before. */
static bool read_place(struct sheet *s, struct ref at, struct place *p)
{
	const char *text = entry_get(s->entry, at);
	struct value old = p->typed;
	bool had_text = p->has_text, good;

	good = read_value(&s->form->cells[at.cell], text, &p->typed);
	p->has_text = *text != '\0';
	sheet_check_text(s, at, p, text, !good);
	/* Texts with places show what was typed, not its value. */
	return s->composed || had_text != p->has_text || !is_same(&old, &p->typed);
}

static struct value compute(const struct sheet *s, const struct cell *cell, int row)
{
	struct value v = formula_evaluate(cell->calculate, s, row);
	int decimals = cell->style.decimals + (cell->style.kind == NUMBER_PERCENT ? 2 : 0);

	if (v.kind == VALUE_NUMBER && cell->round && cell->style.decimals >= 0 &&
		!decimal_round(v.number, decimals, &v.number)) {
		v.kind = VALUE_UNKNOWN;
		v.missing = 1;
	}
	return v;
}

static void calculate(struct sheet *s, int cell, int row)
{
	struct ref at = { cell, s->form->cells[cell].repeat < 0 ? -1 : row };
	struct place *p = sheet_place(s, at);
	const struct cell *c = &s->form->cells[cell];
	struct value v = { 0 };
	bool same;

	if (c->compose) {
		same = sheet_compose(s, at, p, &v);
	} else {
		v = compute(s, c, row);
		same = is_same(&v, &p->computed);
	}

	/* Unknown as before may show otherwise: nothing to compute from, or something. */
	if (!same || v.kind == VALUE_UNKNOWN)
		sheet_mark_changed(s, at, p);
	if (same)
		return;
	p->computed = v;
	sheet_check_computed(s, at, p);
	propagate(s, cell, row);
}

static bool is_same_outcome(const struct target_outcome *a, const struct target_outcome *b)
{
	return a->shape == b->shape && a->direction == b->direction && a->met == b->met &&
		a->facts == b->facts && a->has_ratio == b->has_ratio &&
		a->has_score == b->has_score && a->has_band == b->has_band &&
		(!a->has_ratio || !decimal_cmp(a->ratio, b->ratio)) &&
		(!a->has_score || !decimal_cmp(a->score, b->score)) &&
		(!a->has_band || !decimal_cmp(a->band_low, b->band_low)) &&
		(!a->has_band || !decimal_cmp(a->band_high, b->band_high));
}

static void read_target(struct sheet *s, int repeat, int row)
{
	struct target_outcome *o = outcome_at(s, repeat, row), old = *o;
	struct target_input input;

	sheet_input(s, repeat, row, &input);
	target_read(&input, o);
	/* Whether an empty row wants a score depends on its weight as well. */
	if (o->shape == TARGET_NONE || !is_same_outcome(o, &old))
		propagate(s, s->form->cell_count + repeat, row);
}

static void do_task(struct sheet *s, int task, int row)
{
	const struct task *t = &s->plan->tasks[task];
	unsigned char *state = &s->states[s->state_start[task] + row];

	*state &= (unsigned char)~STATE_DIRTY;
	if (t->kind == TASK_CALCULATE)
		calculate(s, t->index, row);
	else if (t->kind == TASK_OUTCOME)
		read_target(s, t->index, row);
	else if (t->kind == TASK_SCORED)
		sheet_check_scored(s, t->index, row);
	else if (t->kind == TASK_PROSE)
		sheet_check_prose(s);
	else
		sheet_check(s, t, state, row);
}

/* Tasks only ever make later ones dirty. */
static void do_dirty(struct sheet *s)
{
	for (int word = 0; word * 64 < s->plan->task_count; word++)
		while (s->dirty[word]) {
			int task = word * 64 + __builtin_ctzll(s->dirty[word]);
			struct range r = s->ranges[task];

			s->dirty[word] &= s->dirty[word] - 1;
			for (int row = r.low; row < r.high; row++)
				if (s->states[s->state_start[task] + row] & STATE_DIRTY)
					do_task(s, task, row);
		}
}

void sheet_touch(struct sheet *s, struct ref at)
{
	struct place *p = sheet_place(s, at);

	if (!p)
		return;
	sheet_mark_changed(s, at, p);
	if (read_place(s, at, p))
		propagate(s, at.cell, at.row);
	do_dirty(s);
}

/* --- everything --- */

static void grow(void **items, size_t *cap, size_t need, size_t size)
{
	if (need > *cap) {
		/* What was there is not wanted. */
		free(*items);
		*cap = need + need / 2;
		*items = mem_array(*cap, size);
	} else if (need) {
		memset(*items, 0, need * size);
	}
}

/* --- texts with places --- */

bool sheet_compose(struct sheet *s, struct ref at, const struct place *p, struct value *out)
{
	char **kept = &s->composed[p - s->places];
	int missing;

	str_reset(&s->scratch);
	missing = compose_add(s->form->cells[at.cell].compose, s, at.row, &s->scratch);
	if (*kept && p->computed.kind == VALUE_TEXT && missing == p->computed.missing
		&& !strcmp(*kept, str_text(&s->scratch))) {
		*out = p->computed;
		return true;
	}
	free(*kept);
	*kept = mem_dup(str_text(&s->scratch));
	*out = (struct value){ .kind = VALUE_TEXT, .text = *kept, .missing = missing };
	return false;
}

static void forget_texts(struct sheet *s)
{
	for (size_t i = 0; i < s->composed_count; i++)
		free(s->composed[i]);
	free(s->composed);
	s->composed = NULL;
	s->composed_count = 0;
}

/* Room for them; forms without pay nothing. */
static void arrange_texts(struct sheet *s)
{
	bool any = false;

	for (int i = 0; i < s->form->cell_count && !any; i++)
		any = s->form->cells[i].compose != NULL;
	forget_texts(s);
	if (!any)
		return;
	s->composed_count = s->place_count;
	s->composed = mem_array(s->place_count, sizeof *s->composed);
}

/* Finds out where everything lies for as many rows as there are now. */
static void arrange(struct sheet *s)
{
	const struct plan *plan = s->plan;
	size_t places = (size_t)plan->scalar_count, outcomes = 0, states = 0;

	for (int i = 0; i < s->form->repeat_count; i++) {
		int rows = entry_row_count(s->entry, i);

		s->blocks[i] = (struct block){ rows, (int)places, (int)outcomes };
		places += (size_t)rows * (size_t)s->form->repeats[i].count;
		outcomes += s->form->repeats[i].reading.present ? (size_t)rows : 0;
	}
	for (int i = 0; i < plan->task_count; i++) {
		int repeat = plan->tasks[i].repeat;

		s->state_start[i] = (int)states;
		states += repeat < 0 ? 1 : (size_t)s->blocks[repeat].rows;
	}
	s->place_count = places;
	grow((void **)&s->places, &s->place_cap, places, sizeof *s->places);
	grow((void **)&s->outcomes, &s->outcome_cap, outcomes, sizeof *s->outcomes);
	grow((void **)&s->states, &s->state_cap, states, sizeof *s->states);
	arrange_texts(s);
}

static void read_places(struct sheet *s)
{
	for (int i = 0; i < s->form->cell_count; i++) {
		int repeat = s->form->cells[i].repeat;
		struct ref at = { i, repeat < 0 ? -1 : 0 };

		for (; at.row < (repeat < 0 ? 0 : s->blocks[repeat].rows); at.row++)
			read_place(s, at, sheet_place(s, at));
	}
}

void sheet_recompute(struct sheet *s)
{
	s->whole = true;
	arrange(s);
	memset(s->dirty, 0, ((size_t)s->plan->task_count / 64 + 1) * sizeof *s->dirty);
	s->counts = (struct finding_counts){ 0 };
	s->findings_valid = false;
	read_places(s);
	for (int i = 0; i < s->plan->task_count; i++) {
		int repeat = s->plan->tasks[i].repeat;
		int rows = repeat < 0 ? 1 : s->blocks[repeat].rows;

		for (int row = 0; row < rows; row++)
			do_task(s, i, row);
	}
	s->whole = false;
	s->all_changed = true;
	s->changed_count = 0;
}

struct sheet *sheet_new(const struct entry *e)
{
	struct sheet *s = mem_alloc(sizeof *s);
	size_t tasks;

	s->form = entry_get_form(e);
	s->plan = plan_new(s->form);
	tasks = (size_t)s->plan->task_count;
	s->blocks = mem_array((size_t)s->form->repeat_count, sizeof *s->blocks);
	s->state_start = mem_array(tasks, sizeof *s->state_start);
	s->dirty = mem_array(tasks / 64 + 1, sizeof *s->dirty);
	s->ranges = mem_array(tasks, sizeof *s->ranges);
	sheet_reset(s, e);
	return s;
}

void sheet_reset(struct sheet *s, const struct entry *e)
{
	s->entry = e;
	sheet_forget_earlier(s);
	s->outside = NULL;
	sheet_recompute(s);
}

void sheet_free(struct sheet *s)
{
	if (!s)
		return;
	plan_free(s->plan);
	free(s->blocks);
	free(s->places);
	free(s->outcomes);
	free(s->states);
	free(s->state_start);
	free(s->dirty);
	free(s->ranges);
	free(s->changed);
	sheet_forget_earlier(s);
	free(s->said);
	free(s->findings);
	forget_texts(s);
	str_clear(&s->scratch);
	free(s);
}

void sheet_set_outside(struct sheet *s, const struct outside_values *all)
{
	s->outside = all;
	sheet_recompute(s);
}

const struct outside_values *sheet_outside(const struct sheet *s, int index)
{
	return s->outside ? &s->outside[index] : NULL;
}

const struct entry *sheet_get_entry(const struct sheet *s)
{
	return s->entry;
}

const struct form *sheet_get_form(const struct sheet *s)
{
	return s->form;
}
