/* SPDX-License-Identifier: MIT */
#include "form/plan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "form/finding.h"

/* --- tasks --- */

static void add_task(struct plan *p, enum task_kind kind, int index, int repeat)
{
	p->tasks[p->task_count++] = (struct task){ kind, index, repeat, -1 };
}

/* A check of no row cannot stand in one. */
static bool is_placed(const struct form *form, const struct check *c)
{
	int repeat = form->cells[c->cell].repeat;

	return c->when && (repeat < 0 || repeat == c->repeat);
}

static void add_check(struct plan *p, int check)
{
	const struct check *c = &p->form->checks[check];
	const struct finding_kind *kind = finding_find(c->id);
	size_t count;

	if (!kind || !is_placed(p->form, c))
		return;
	add_task(p, TASK_CHECK, check, c->repeat);
	p->tasks[p->task_count - 1].finding = (int)(kind - finding_list(&count));
}

static void add_tasks(struct plan *p)
{
	const struct form *form = p->form;
	int most = form->cell_count + 2 * form->repeat_count + form->check_count + 1;

	p->tasks = mem_array((size_t)most, sizeof *p->tasks);
	for (int i = 0; i < form->cell_count; i++)
		if (form->cells[i].calculate)
			add_task(p, TASK_CALCULATE, i, form->cells[i].repeat);
	for (int i = 0; i < form->repeat_count; i++)
		if (form->repeats[i].reading.present) {
			add_task(p, TASK_OUTCOME, i, i);
			add_task(p, TASK_SCORED, i, i);
		}
	for (int i = 0; i < form->check_count; i++)
		add_check(p, i);
	if (form->figure_count)
		add_task(p, TASK_PROSE, 0, -1);
}

/* --- edges --- */

struct sources;
typedef void add_edge(struct sources *s, int source, struct edge edge);

/* Calls `add` for each source of a task. */
struct sources {
	struct plan *p;
	int *next;                   /* by source: counted, then where the next edge goes */
	add_edge *add;
};

static void walk_formula(struct sources *s, int task, const struct formula *f)
{
	size_t count;
	const struct formula_use *uses = formula_uses(f, &count);

	for (size_t i = 0; i < count; i++) {
		int outcome = s->p->form->cell_count + uses[i].repeat;

		s->add(s, uses[i].cell >= 0 ? uses[i].cell : outcome,
			(struct edge){ task, uses[i].whole || uses[i].repeat < 0 });
	}
}

static void walk_reading(struct sources *s, int task, const struct reading *r)
{
	const int columns[] = {
		r->relation, r->target, r->unit, r->actual, r->level1, r->level2, r->name,
		r->weight, r->direction, r->band,
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i] >= 0)
			s->add(s, columns[i], (struct edge){ task, false });
}

static void walk_figures(struct sources *s, int task)
{
	static const enum summary_item names[] = { SUMMARY_UNIT, SUMMARY_PROJECT };
	const struct form *form = s->p->form;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (form->summary[names[i]] >= 0)
			s->add(s, form->summary[names[i]], (struct edge){ task, false });
	for (int i = 0; i < form->figure_count; i++) {
		walk_formula(s, task, form->figures[i].is);
		if (form->figures[i].of >= 0)
			s->add(s, form->figures[i].of, (struct edge){ task, true });
	}
}

static void walk_task(struct sources *s, int task)
{
	const struct form *form = s->p->form;
	const struct task *t = &s->p->tasks[task];

	if (t->kind == TASK_CALCULATE) {
		walk_formula(s, task, form->cells[t->index].calculate);
	} else if (t->kind == TASK_CHECK) {
		int reason = form->checks[t->index].reason;

		walk_formula(s, task, form->checks[t->index].when);
		if (reason >= 0)
			s->add(s, reason, (struct edge){ task, form->cells[reason].repeat < 0 });
	} else if (t->kind == TASK_PROSE) {
		walk_figures(s, task);
	} else {
		walk_reading(s, task, &form->repeats[t->index].reading);
	}
}

static void walk_all(struct plan *p, int *next, add_edge *add)
{
	struct sources s = { p, next, add };

	for (int i = 0; i < p->task_count; i++)
		walk_task(&s, i);
}

static void count_edge(struct sources *s, int source, struct edge edge)
{
	(void)edge;
	s->next[source]++;
}

static void put_edge(struct sources *s, int source, struct edge edge)
{
	s->p->edges[s->next[source]++] = edge;
}

/* Counted items of each group → where each group starts; starts[count] is the end. */
static int *make_starts(const int *counts, int count)
{
	int *starts = mem_array((size_t)count + 1, sizeof *starts);

	for (int i = 0; i < count; i++)
		starts[i + 1] = starts[i] + counts[i];
	return starts;
}

static void add_edges(struct plan *p)
{
	int sources = p->form->cell_count + p->form->repeat_count;
	int *next = mem_array((size_t)sources, sizeof *next);

	walk_all(p, next, count_edge);
	p->edge_start = make_starts(next, sources);
	p->edges = mem_array((size_t)p->edge_start[sources], sizeof *p->edges);
	for (int i = 0; i < sources; i++)
		next[i] = p->edge_start[i];
	walk_all(p, next, put_edge);
	free(next);
}

/* --- order --- */

/* The source that a task gives, -1: none. */
static int source_of(const struct plan *p, const struct task *t)
{
	if (t->kind == TASK_CALCULATE)
		return t->index;
	return t->kind == TASK_OUTCOME ? p->form->cell_count + t->index : -1;
}

static void count_waiting(const struct plan *p, int *waiting)
{
	for (int i = 0; i < p->task_count; i++) {
		int source = source_of(p, &p->tasks[i]);

		if (source >= 0)
			for (int e = p->edge_start[source]; e < p->edge_start[source + 1]; e++)
				waiting[p->edges[e].task]++;
	}
}

/* Tasks that wait for no other one come first; those they free after them.  In a cycle, which the
 * reader of form files refuses, the rest follows as it stands. */
static void find_order(const struct plan *p, int *waiting, int *order)
{
	int count = 0;

	for (int i = 0; i < p->task_count; i++)
		if (!waiting[i])
			order[count++] = i;
	for (int done = 0; done < count; done++) {
		int source = source_of(p, &p->tasks[order[done]]);

		if (source >= 0)
			for (int e = p->edge_start[source]; e < p->edge_start[source + 1]; e++)
				if (--waiting[p->edges[e].task] == 0)
					order[count++] = p->edges[e].task;
	}
	for (int i = 0; i < p->task_count; i++)
		if (waiting[i] > 0)
			order[count++] = i;
}

static void sort_tasks(struct plan *p)
{
	size_t count = (size_t)p->task_count;
	int *waiting = mem_array(count, sizeof *waiting), *order = mem_array(count, sizeof *order);
	struct task *sorted = mem_array(count, sizeof *sorted);
	int sources = p->form->cell_count + p->form->repeat_count;

	count_waiting(p, waiting);
	find_order(p, waiting, order);
	for (int i = 0; i < p->task_count; i++) {
		sorted[i] = p->tasks[order[i]];
		waiting[order[i]] = i;
	}
	for (int e = 0; e < p->edge_start[sources]; e++)
		p->edges[e].task = waiting[p->edges[e].task];
	free(p->tasks);
	p->tasks = sorted;
	free(order);
	free(waiting);
}

/* --- places --- */

static void place_cells(struct plan *p)
{
	const struct form *form = p->form;

	p->position = mem_array((size_t)form->cell_count, sizeof *p->position);
	for (int i = 0; i < form->cell_count; i++) {
		int repeat = form->cells[i].repeat;

		p->position[i] = repeat < 0 ? p->scalar_count++ : i - form->repeats[repeat].first;
	}
}

/* Checks by the cell they stand at: by severity, then as in the form file. */
static void place_checks(struct plan *p)
{
	const struct check *checks = p->form->checks;
	int *next = mem_array((size_t)p->form->cell_count, sizeof *next);

	for (int i = 0; i < p->task_count; i++)
		if (p->tasks[i].kind == TASK_CHECK)
			next[checks[p->tasks[i].index].cell]++;
	p->check_start = make_starts(next, p->form->cell_count);
	p->checks = mem_array((size_t)p->check_start[p->form->cell_count], sizeof *p->checks);
	for (int i = 0; i < p->form->cell_count; i++)
		next[i] = p->check_start[i];
	for (int severity = SEVERITY_ERROR; severity <= SEVERITY_NOTE; severity++)
		for (int i = 0; i < p->task_count; i++) {
			const struct task *t = &p->tasks[i];

			if (t->kind == TASK_CHECK && (int)checks[t->index].severity == severity)
				p->checks[next[checks[t->index].cell]++] = i;
		}
	free(next);
}

struct ordering { struct plan *p; bool *seen; int count; };

static void order_cell(struct ordering *o, int cell)
{
	if (o->seen[cell])
		return;
	o->seen[cell] = true;
	o->p->order[o->count++] = cell;
}

/* All columns of a repeat where its row stands: those of the row's boxes first. */
static void order_row(struct ordering *o, const struct form_row *row)
{
	const struct form *form = o->p->form;
	int repeat = row->kind == ROW_REPEAT ? row->repeat : -1;

	for (int i = 0; i < row->count; i++) {
		int cell = row->boxes[i].cell;

		if (cell >= 0 && form->cells[cell].repeat == repeat)
			order_cell(o, cell);
	}
	for (int i = 0; repeat >= 0 && i < form->repeats[repeat].count; i++)
		order_cell(o, form->repeats[repeat].first + i);
}

static void order_cells(struct plan *p)
{
	const struct form *form = p->form;
	size_t count = (size_t)form->cell_count;
	struct ordering o = { p, mem_array(count, sizeof *o.seen), 0 };

	p->order = mem_array(count, sizeof *p->order);
	for (int i = 0; i < form->row_count; i++)
		order_row(&o, &form->rows[i]);
	for (int i = 0; i < form->cell_count; i++)
		order_cell(&o, i);
	free(o.seen);
}

struct plan *plan_new(const struct form *form)
{
	struct plan *p = mem_alloc(sizeof *p);

	p->form = form;
	add_tasks(p);
	add_edges(p);
	sort_tasks(p);
	place_cells(p);
	place_checks(p);
	order_cells(p);
	return p;
}

void plan_free(struct plan *p)
{
	if (!p)
		return;
	free(p->tasks);
	free(p->edge_start);
	free(p->edges);
	free(p->check_start);
	free(p->checks);
	free(p->position);
	free(p->order);
	free(p);
}
