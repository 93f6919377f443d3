/* SPDX-License-Identifier: MIT */
/* Findings of a sheet: which checks fire is kept up to date; the list is made when asked for. */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/compose.h"
#include "form/prose.h"
#include "form/prose_words.h"
#include "form/sheet_internal.h"

/* --- typed against computed --- */

/* At the decimals typed; exactly where the cell has a tolerance, and for a score that people may
 * give themselves (no mismatch): 4 is 4.0, not the rule's 3.5 in short. */
static bool agrees(const struct cell *cell, const struct place *p)
{
	struct decimal rounded;

	if (p->typed.kind != p->computed.kind)
		return false;
	if (p->typed.kind == VALUE_TEXT)
		return !strcmp(p->typed.text, p->computed.text);
	if (p->typed.kind != VALUE_NUMBER)
		return false;
	if (!cell->has_tolerance && (!cell->round || cell->mismatch) &&
		decimal_round(p->computed.number, p->typed.number.scale, &rounded))
		return !decimal_cmp(p->typed.number, rounded);
	return !decimal_cmp(p->typed.number, p->computed.number);
}

static bool is_tolerated(const struct cell *cell, const struct place *p)
{
	struct decimal difference;

	return cell->has_tolerance &&
		decimal_sub(p->typed.number, p->computed.number, &difference) &&
		decimal_cmp(decimal_abs(difference), cell->tolerance) <= 0;
}

bool sheet_agrees(const struct sheet *s, struct ref at)
{
	const struct place *p = sheet_place(s, at);

	return p && p->has_text && agrees(&s->form->cells[at.cell], p) &&
		!form_finds_by(s->form, at.cell);
}

bool sheet_is_override(const struct sheet *s, struct ref at)
{
	const struct place *p = sheet_place(s, at);

	return p && p->has_text && place_is_known(&p->computed) &&
		!agrees(&s->form->cells[at.cell], p);
}

/* --- the findings of one place --- */

struct batch {
	const struct sheet *s;
	struct ref at;
	const struct finding_kind *kinds;
	struct finding items[FINDING_KINDS_MAX];
	unsigned char kind[FINDING_KINDS_MAX];
	int count;
	unsigned seen, hidden;       /* bits of kinds */
};

/* In order: by severity, then the more specific kind first. */
static void add(struct batch *b, int kind, struct finding f)
{
	int i;

	if (b->seen & (1u << kind))
		return;
	b->seen |= 1u << kind;
	b->hidden |= b->kinds[kind].hides;
	for (i = b->count++; i > 0; i--) {
		if (b->items[i - 1].severity < f.severity ||
			(b->items[i - 1].severity == f.severity && b->kind[i - 1] < kind))
			break;
		b->items[i] = b->items[i - 1];
		b->kind[i] = b->kind[i - 1];
	}
	b->items[i] = f;
	b->kind[i] = (unsigned char)kind;
}

/* Those whose checks stand at a place. */
static struct range rows_of(const struct sheet *s, const struct task *t, struct ref at)
{
	if (t->repeat < 0)
		return (struct range){ 0, 1 };
	if (at.row < 0)
		return (struct range){ 0, s->blocks[t->repeat].rows };
	return (struct range){ at.row, at.row + 1 };
}

static void add_check(struct batch *b, int task)
{
	const struct task *t = &b->s->plan->tasks[task];
	const struct check *c = &b->s->form->checks[t->index];
	const unsigned char *states = b->s->states + b->s->state_start[task];
	struct range rows = rows_of(b->s, t, b->at);

	for (int row = rows.low; row < rows.high; row++)
		if (states[row] & STATE_FIRES) {
			add(b, t->finding,
				(struct finding){ b->kinds[t->finding].id, c->severity, b->at,
					states[row] & STATE_SETTLED, c, t->repeat < 0 ? -1 : row });
			return;
		}
}

static void add_fault(struct batch *b, const char *id, bool note)
{
	const struct finding_kind *kind = finding_find(id);

	bool settled = kind && kind->settled == BY_NOTE && entry_get_note(b->s->entry, b->at, id)[0];

	if (kind)
		add(b, (int)(kind - b->kinds), (struct finding){ kind->id,
			note ? SEVERITY_NOTE : kind->severity, b->at, settled, NULL, b->at.row });
}

static void add_faults(struct batch *b, const struct place *p)
{
	const char *mismatch = b->s->form->cells[b->at.cell].mismatch;

	if (p->faults & FAULT_NOT_A_NUMBER)
		add_fault(b, "not-a-number", false);
	if (p->faults & (FAULT_REQUIRED | FAULT_UNFILLED))
		add_fault(b, "required", false);
	if (p->faults & FAULT_LONG)
		add_fault(b, "text-too-long", false);
	if (p->faults & (FAULT_MISMATCH | FAULT_TOLERATED))
		add_fault(b, mismatch, !(p->faults & FAULT_MISMATCH));
	if (p->faults & FAULT_CARRIED)
		add_fault(b, FINDING_CARRIED, false);
	if (p->faults & FAULT_SAID)
		add_fault(b, FINDING_SAID, false);
	if (p->faults & (FAULT_PROSE | FAULT_FIGURE))
		add_fault(b, FINDING_PROSE, false);
}

/* Takes out what a more specific one hides. */
static void drop_hidden(struct batch *b)
{
	int kept = 0;

	for (int i = 0; i < b->count; i++)
		if (!(b->hidden & (1u << b->kind[i])))
			b->items[kept++] = b->items[i];
	b->count = kept;
}

static void collect(struct batch *b, const struct sheet *s, struct ref at, const struct place *p)
{
	const struct plan *plan = s->plan;
	size_t count;

	b->s = s;
	b->at = at;
	b->kinds = finding_list(&count);
	b->count = 0;
	b->seen = b->hidden = 0;
	for (int i = plan->check_start[at.cell]; i < plan->check_start[at.cell + 1]; i++)
		add_check(b, plan->checks[i]);
	if (p->faults)
		add_faults(b, p);
	if (b->hidden)
		drop_hidden(b);
}

/* --- counts --- */

static void count_place(struct sheet *s, const struct place *p, int sign)
{
	s->counts.errors += sign * p->counts[SEVERITY_ERROR];
	s->counts.warnings += sign * p->counts[SEVERITY_WARNING];
	s->counts.notes += sign * p->counts[SEVERITY_NOTE];
	s->counts.settled += sign * p->counts[3];
}

/* Something began or ceased to be a finding at a place. */
static void update(struct sheet *s, struct ref at, struct place *p)
{
	struct batch b;

	collect(&b, s, at, p);
	count_place(s, p, -1);
	memset(p->counts, 0, sizeof p->counts);
	for (int i = 0; i < b.count; i++)
		p->counts[b.items[i].settled ? 3 : b.items[i].severity]++;
	count_place(s, p, 1);
	s->findings_valid = false;
	sheet_mark_changed(s, at, p);
}

struct finding_counts sheet_finding_counts(struct sheet *s)
{
	return s->counts;
}

/* --- faults --- */

static void set_faults(struct sheet *s, struct ref at, struct place *p, unsigned which,
	unsigned faults)
{
	unsigned now = (p->faults & ~which) | faults;

	if (now == p->faults)
		return;
	p->faults = (unsigned short)now;
	update(s, at, p);
}

static unsigned computed_faults(const struct sheet *s, struct ref at, const struct place *p)
{
	const struct cell *cell = &s->form->cells[at.cell];
	/* Blanks are nothing; a dash for an amount says that there is none. */
	bool filled = p->has_text && (p->typed.kind != VALUE_EMPTY || cell_is_number(cell));
	unsigned faults = 0;

	if (cell->required && !filled && p->computed.kind == VALUE_EMPTY)
		faults |= FAULT_REQUIRED;
	if (cell->mismatch && p->typed.kind == VALUE_NUMBER && p->computed.kind == VALUE_NUMBER &&
		!agrees(cell, p))
		faults |= is_tolerated(cell, p) ? FAULT_TOLERATED : FAULT_MISMATCH;
	if (cell->compose && p->typed.kind == VALUE_TEXT &&
		compose_find_absent(cell->compose, s, at.row, p->typed.text) >= 0)
		faults |= FAULT_PROSE;
	return faults;
}

void sheet_check_computed(struct sheet *s, struct ref at, struct place *p)
{
	set_faults(s, at, p, FAULT_REQUIRED | FAULT_MISMATCH | FAULT_TOLERATED | FAULT_PROSE,
		computed_faults(s, at, p));
}

static unsigned prose_faults(const struct sheet *s, struct ref at, const char *text)
{
	struct prose_fault fault;

	return s->form->figure_count && s->form->cells[at.cell].type == CELL_LONG && *text &&
		prose_find_fault(s, at, text, &fault) ? FAULT_FIGURE : 0;
}

void sheet_check_prose(struct sheet *s)
{
	struct prose_words words;
	struct prose_fault fault;

	prose_words_init(&words, s);
	for (int i = 0; i < s->form->cell_count; i++) {
		int repeat = s->form->cells[i].repeat;
		struct ref at = { i, repeat < 0 ? -1 : 0 };

		if (s->form->cells[i].type != CELL_LONG)
			continue;
		for (; at.row < (repeat < 0 ? 0 : s->blocks[repeat].rows); at.row++)
			set_faults(s, at, sheet_place(s, at), FAULT_FIGURE,
				prose_find_fault_by(&words, s, at, entry_get(s->entry, at), &fault) ? FAULT_FIGURE : 0);
	}
	prose_words_clear(&words);
}

/* Graphemes are counted only where bytes and characters leave it open. */
static bool is_long(const char *text, size_t max)
{
	size_t len = strlen(text), characters = 0;

	if (len <= max)
		return false;
	for (size_t i = 0; i < len; i++)
		characters += ((unsigned char)text[i] & 0xc0) != 0x80;
	return characters > max && text_graphemes(text, len) > max;
}

void sheet_check_text(struct sheet *s, struct ref at, struct place *p, const char *text, bool bad)
{
	const struct cell *cell = &s->form->cells[at.cell];
	unsigned faults = computed_faults(s, at, p);

	if (bad)
		faults |= FAULT_NOT_A_NUMBER;
	if (is_long(text, (size_t)(cell->max > 0 ? cell->max : FORM_TEXT_MAX)))
		faults |= FAULT_LONG;
	if (entry_get_note(s->entry, at, FINDING_CARRIED)[0])
		faults |= FAULT_CARRIED;
	if (sheet_is_said_again(s, at.cell, text))
		faults |= FAULT_SAID;
	/* Of the whole, figures are not there yet. */
	if (!s->whole)
		faults |= prose_faults(s, at, text);
	set_faults(s, at, p, ~(unsigned)FAULT_UNFILLED, faults);
}

void sheet_check_said(struct sheet *s, struct ref at)
{
	struct place *p = sheet_place(s, at);

	set_faults(s, at, p, FAULT_SAID,
		sheet_is_said_again(s, at.cell, entry_get(s->entry, at)) ? FAULT_SAID : 0);
}

static void check_filled(struct sheet *s, struct ref at, bool wanted, bool dashes)
{
	struct place *p = sheet_place(s, at);
	bool empty;

	if (!p)
		return;
	empty = p->typed.kind == VALUE_EMPTY ||
		(dashes && formula_says_nothing(entry_get(s->entry, at)));
	set_faults(s, at, p, FAULT_UNFILLED, wanted && empty ? FAULT_UNFILLED : 0);
}

void sheet_check_scored(struct sheet *s, int repeat, int row)
{
	const struct reading *r = &s->form->repeats[repeat].reading;
	const struct value *weight = sheet_value(s, (struct ref){ r->weight, row });
	bool scored = weight->kind == VALUE_NUMBER && decimal_sign(weight->number) > 0;

	check_filled(s, (struct ref){ r->target, row }, scored, true);
	check_filled(s, (struct ref){ r->actual, row }, scored, false);
}

/* --- checks of the form --- */

static bool has_reason(const struct sheet *s, const struct check *c, int row)
{
	struct ref at = { c->reason, -1 };

	if (c->reason < 0)
		return false;
	if (s->form->cells[c->reason].repeat >= 0)
		at.row = row;
	return !formula_says_nothing(entry_get(s->entry, at));
}

static bool is_settled(const struct sheet *s, const struct task *t, const struct check *c,
	struct ref at, int row)
{
	size_t count;
	const struct finding_kind *kind = &finding_list(&count)[t->finding];

	if (c->severity != SEVERITY_WARNING || kind->settled == BY_CONFIRMING)
		return false;
	return (kind->settled == BY_REASON && has_reason(s, c, row)) ||
		entry_get_note(s->entry, at, kind->id)[0];
}

void sheet_check(struct sheet *s, const struct task *t, unsigned char *state, int row)
{
	const struct check *c = &s->form->checks[t->index];
	struct value v = formula_evaluate(c->when, s, t->repeat < 0 ? -1 : row);
	struct ref at = { c->cell, s->form->cells[c->cell].repeat < 0 ? -1 : row };
	struct place *p = sheet_place(s, at);
	unsigned char now = 0;

	if (v.kind == VALUE_TRUTH && v.truth) {
		now = STATE_FIRES;
		if (is_settled(s, t, c, at, row))
			now |= STATE_SETTLED;
	}
	if (now == *state || !p)
		return;
	*state = now;
	update(s, at, p);
}

void sheet_touch_notes(struct sheet *s, struct ref at)
{
	const struct plan *plan = s->plan;
	struct place *p = sheet_place(s, at);

	if (!p)
		return;
	set_faults(s, at, p, FAULT_CARRIED,
		entry_get_note(s->entry, at, FINDING_CARRIED)[0] ? FAULT_CARRIED : 0);
	if (p->faults & FAULT_SAID)
		update(s, at, p);
	if (p->faults & (FAULT_PROSE | FAULT_FIGURE))
		update(s, at, p);
	for (int i = plan->check_start[at.cell]; i < plan->check_start[at.cell + 1]; i++) {
		int task = plan->checks[i];
		struct range rows = rows_of(s, &plan->tasks[task], at);

		for (int row = rows.low; row < rows.high; row++)
			sheet_check(s, &plan->tasks[task], &s->states[s->state_start[task] + row],
				row);
	}
}

const char *sheet_note(const struct sheet *s, const struct finding *f)
{
	return finding_is_mark(f->id) ? "" : entry_get_note(s->entry, f->at, f->id);
}

/* --- the list --- */

static bool has_findings(const struct place *p)
{
	return p->counts[0] | p->counts[1] | p->counts[2] | p->counts[3];
}

static void list_place(struct sheet *s, int cell, int row)
{
	struct ref at = { cell, row };
	const struct place *p = sheet_place(s, at);
	struct batch b;

	if (!p || !has_findings(p))
		return;
	collect(&b, s, at, p);
	s->findings = mem_grow(s->findings, &s->finding_cap, s->finding_count + (size_t)b.count,
		sizeof *s->findings);
	memcpy(s->findings + s->finding_count, b.items, (size_t)b.count * sizeof *b.items);
	s->finding_count += (size_t)b.count;
}

const struct finding *sheet_findings(struct sheet *s, size_t *count)
{
	const struct form *form = s->form;

	if (!s->findings_valid)
		s->finding_count = 0;
	for (int i = 0; i < form->cell_count && !s->findings_valid; ) {
		int repeat = form->cells[s->plan->order[i]].repeat;
		int columns = repeat < 0 ? 1 : form->repeats[repeat].count;

		for (int row = 0; row < (repeat < 0 ? 1 : s->blocks[repeat].rows); row++)
			for (int k = 0; k < columns; k++)
				list_place(s, s->plan->order[i + k], repeat < 0 ? -1 : row);
		i += columns;
	}
	s->findings_valid = true;
	*count = s->finding_count;
	return s->findings;
}

const struct finding *sheet_finding_at(struct sheet *s, struct ref at)
{
	const struct place *p = sheet_place(s, at);
	struct batch b;

	if (!p || !(p->counts[0] | p->counts[1] | p->counts[2]))
		return NULL;
	collect(&b, s, at, p);
	for (int i = 0; i < b.count; i++)
		if (!b.items[i].settled) {
			s->worst = b.items[i];
			return &s->worst;
		}
	return NULL;
}
