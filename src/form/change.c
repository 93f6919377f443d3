/* SPDX-License-Identifier: MIT */
#include "form/change.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/finding.h"

void step_clear(struct step *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->items[i].old);
		free(s->items[i].new);
	}
	free(s->items);
	*s = (struct step){ 0 };
}

static struct change *add_change(struct step *s, enum change_op op, int repeat, int64_t uid)
{
	struct change *c;

	s->items = mem_grow(s->items, &s->cap, s->count + 1, sizeof *s->items);
	c = &s->items[s->count++];
	*c = (struct change){ .op = op, .cell = -1, .repeat = repeat, .uid = uid };
	return c;
}

static char *dup_text(const char *text)
{
	return text && text[0] ? mem_dup(text) : NULL;
}

/* Of a text at a place; NULL if it is no other one. */
static struct change *add_text_change(struct step *s, enum change_op op, const struct entry *e,
	struct ref at, const char *old, const char *text)
{
	int repeat = entry_get_form(e)->cells[at.cell].repeat;
	struct change *c;

	if (!strcmp(old, text ? text : ""))
		return NULL;
	c = add_change(s, op, repeat, repeat < 0 ? 0 : entry_row_uid(e, repeat, at.row));
	c->cell = at.cell;
	c->old = dup_text(old);
	c->new = dup_text(text);
	return c;
}

void step_set_note(struct step *s, struct entry *e, struct ref at, const char *finding, const char *text)
{
	const struct finding_kind *kind = finding_find(finding);
	struct change *c = kind ? add_text_change(s, CHANGE_NOTE, e, at,
		entry_get_note(e, at, finding), text) : NULL;

	if (!c)
		return;
	c->finding = kind->id;
	entry_set_note(e, at, finding, text);
}

void step_set(struct step *s, struct entry *e, struct ref at, const char *text)
{
	if (!add_text_change(s, CHANGE_SET, e, at, entry_get(e, at), text))
		return;
	entry_set(e, at, text);
	step_set_note(s, e, at, FINDING_CARRIED, NULL);
}

static void take_notes_away(struct step *s, struct entry *e, int repeat, int row)
{
	size_t count;
	const struct note *notes = entry_notes(e, &count);

	for (size_t i = count; i-- > 0; )
		if (notes[i].at.row == row && entry_get_form(e)->cells[notes[i].at.cell].repeat == repeat)
			step_set_note(s, e, notes[i].at, notes[i].finding, NULL);
}

int64_t step_insert_row(struct step *s, struct entry *e, int repeat, int at)
{
	int64_t uid = entry_insert_row(e, repeat, at, 0);

	add_change(s, CHANGE_INSERT, repeat, uid)->to = entry_find_row(e, repeat, uid);
	return uid;
}

void step_delete_row(struct step *s, struct entry *e, int repeat, int at)
{
	const struct repeat *r = &entry_get_form(e)->repeats[repeat];

	for (int i = 0; i < r->count; i++)
		step_set(s, e, (struct ref){ r->first + i, at }, NULL);
	take_notes_away(s, e, repeat, at);
	add_change(s, CHANGE_DELETE, repeat, entry_row_uid(e, repeat, at))->from = at;
	entry_delete_row(e, repeat, at);
}

void step_move_row(struct step *s, struct entry *e, int repeat, int from, int to)
{
	int64_t uid = entry_row_uid(e, repeat, from);
	struct change *c;

	entry_move_row(e, repeat, from, to);
	to = entry_find_row(e, repeat, uid);
	if (to == from)
		return;
	c = add_change(s, CHANGE_MOVE, repeat, uid);
	c->from = from;
	c->to = to;
}

void step_change_form(struct step *s, struct entry *e, const struct form *form, int64_t old_id,
	int64_t new_id)
{
	struct change *c = add_change(s, CHANGE_FORM, -1, 0);

	c->from = (int)old_id;
	c->to = (int)new_id;
	c->old_form = entry_get_form(e);
	c->new_form = form;
	entry_change_form(e, form);
}

void step_invert(const struct step *s, struct step *out)
{
	static const enum change_op opposite[] = {
		[CHANGE_SET] = CHANGE_SET,
		[CHANGE_INSERT] = CHANGE_DELETE,
		[CHANGE_DELETE] = CHANGE_INSERT,
		[CHANGE_MOVE] = CHANGE_MOVE,
		[CHANGE_NOTE] = CHANGE_NOTE,
		[CHANGE_FORM] = CHANGE_FORM,
	};

	out->focus = s->focus;
	for (size_t i = s->count; i-- > 0;) {
		const struct change *c = &s->items[i];
		struct change *o = add_change(out, opposite[c->op], c->repeat, c->uid);

		o->cell = c->cell;
		o->finding = c->finding;
		o->old_form = c->new_form;
		o->new_form = c->old_form;
		o->from = c->to;
		o->to = c->from;
		o->old = mem_dup(c->new);
		o->new = mem_dup(c->old);
	}
}

static void copy_step(const struct step *s, struct step *out)
{
	out->focus = s->focus;
	for (size_t i = 0; i < s->count; i++) {
		struct change *o = add_change(out, s->items[i].op, -1, 0);

		*o = s->items[i];
		o->old = mem_dup(o->old);
		o->new = mem_dup(o->new);
	}
}

/* A row that is gone is passed over: another program may have deleted it. */
static void apply_change(const struct change *c, struct entry *e)
{
	int row = -1;

	if (c->op == CHANGE_INSERT) {
		entry_insert_row(e, c->repeat, c->to, c->uid);
		return;
	}
	if (c->op == CHANGE_FORM) {
		entry_change_form(e, c->new_form);
		return;
	}
	if (c->repeat >= 0) {
		row = entry_find_row(e, c->repeat, c->uid);
		if (row < 0)
			return;
	}
	if (c->op == CHANGE_SET)
		entry_set(e, (struct ref){ c->cell, row }, c->new);
	else if (c->op == CHANGE_NOTE)
		entry_set_note(e, (struct ref){ c->cell, row }, c->finding, c->new);
	else if (c->op == CHANGE_DELETE)
		entry_delete_row(e, c->repeat, row);
	else
		entry_move_row(e, c->repeat, row, c->to);
}

void step_apply(const struct step *s, struct entry *e)
{
	for (size_t i = 0; i < s->count; i++)
		apply_change(&s->items[i], e);
}

/* --- undo --- */

static void clear_steps(struct step *steps, size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		step_clear(&steps[i]);
	*count = 0;
}

void undo_clear(struct undo *u)
{
	clear_steps(u->done, &u->done_count);
	clear_steps(u->undone, &u->undone_count);
	free(u->done);
	free(u->undone);
	*u = (struct undo){ 0 };
}

static void push_step(struct step **steps, size_t *count, size_t *cap, struct step s)
{
	*steps = mem_grow(*steps, cap, *count + 1, sizeof **steps);
	(*steps)[(*count)++] = s;
}

void undo_add(struct undo *u, struct step *s)
{
	clear_steps(u->undone, &u->undone_count);
	if (u->done_count == UNDO_MAX) {
		step_clear(&u->done[0]);
		u->done_count--;
		memmove(u->done, u->done + 1, u->done_count * sizeof *u->done);
	}
	push_step(&u->done, &u->done_count, &u->done_cap, *s);
	*s = (struct step){ 0 };
}

const struct step *undo_back(struct undo *u, struct step *scratch)
{
	const struct step *last;

	if (!u->done_count)
		return NULL;
	last = &u->done[--u->done_count];
	step_clear(scratch);
	step_invert(last, scratch);
	scratch->kind = STEP_UNDO;
	push_step(&u->undone, &u->undone_count, &u->undone_cap, *last);
	return scratch;
}

const struct step *undo_forth(struct undo *u, struct step *scratch)
{
	const struct step *last;

	if (!u->undone_count)
		return NULL;
	last = &u->undone[--u->undone_count];
	step_clear(scratch);
	copy_step(last, scratch);
	scratch->kind = STEP_REDO;
	push_step(&u->done, &u->done_count, &u->done_cap, *last);
	return scratch;
}
