/* SPDX-License-Identifier: MIT */
#include "desk/move.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/desk_internal.h"
#include "form/finding.h"
#include "form/typing.h"

const struct form *desk_newer_form(const struct opened *o)
{
	const struct form *newer;

	if (library_get(desk_get_library(o->desk), o->form->id, &newer, NULL) != STATUS_OK)
		return NULL;
	return strcmp(newer->text, o->form->text) ? newer : NULL;
}

/* --- the step --- */

struct mover {
	struct step *step;
	struct entry *e;
	const struct form *old, *new;
	struct entry *fresh;         /* a new entry of the new form */
};

static bool has_place(const struct mover *m, struct ref at)
{
	int same = form_find_same_cell(m->old, at.cell, m->new);

	if (same < 0)
		return false;
	return typing_check(m->fresh, (struct ref){ same, at.row }, entry_get(m->e, at), NULL)
		== STATUS_OK;
}

static void drop_text(struct mover *m, struct ref at)
{
	if (entry_get(m->e, at)[0] && !has_place(m, at))
		step_set(m->step, m->e, at, NULL);
}

static void drop_notes(struct mover *m)
{
	size_t count;
	const struct note *notes = entry_notes(m->e, &count);

	for (size_t i = count; i-- > 0; )
		if (form_find_same_cell(m->old, notes[i].at.cell, m->new) < 0)
			step_set_note(m->step, m->e, notes[i].at, notes[i].finding, NULL);
}

static void drop_rows(struct mover *m, int repeat)
{
	const char *name = m->old->repeats[repeat].name;
	int same = form_find_repeat(m->new, name, strlen(name));
	int max = same < 0 ? 0 : m->new->repeats[same].max;

	for (int row = entry_row_count(m->e, repeat); row-- > max; )
		step_delete_row(m->step, m->e, repeat, row);
}

static void drop_all(struct mover *m)
{
	for (int i = 0; i < m->old->repeat_count; i++)
		drop_rows(m, i);
	drop_notes(m);
	for (int i = 0; i < m->old->cell_count; i++) {
		int repeat = m->old->cells[i].repeat;

		if (repeat < 0)
			drop_text(m, (struct ref){ i, -1 });
		for (int row = 0; repeat >= 0 && row < entry_row_count(m->e, repeat); row++)
			drop_text(m, (struct ref){ i, row });
	}
}

static bool is_new_repeat(const struct mover *m, int repeat)
{
	const char *name = m->new->repeats[repeat].name;

	return form_find_repeat(m->old, name, strlen(name)) < 0;
}

/* As many rows as a new entry has where the repeat is new, as many as it must have elsewhere. */
static void add_rows(struct mover *m, int repeat)
{
	int wanted = is_new_repeat(m, repeat) ? entry_row_count(m->fresh, repeat)
		: m->new->repeats[repeat].min;

	for (int row = entry_row_count(m->e, repeat); row < wanted; row++)
		step_insert_row(m->step, m->e, repeat, row);
}

static void add_texts(struct mover *m, int cell)
{
	const struct cell *c = &m->new->cells[cell];

	if (form_find_same_cell(m->new, cell, m->old) >= 0)
		return;
	if (c->repeat < 0)
		step_set(m->step, m->e, (struct ref){ cell, -1 }, c->initial);
	for (int row = 0; c->repeat >= 0 && row < entry_row_count(m->e, c->repeat); row++) {
		struct ref at = { cell, row };

		step_set(m->step, m->e, at, is_new_repeat(m, c->repeat) ? entry_get(m->fresh, at)
			: c->initial);
	}
}

/* Changes and entry alike. */
static void move(struct step *step, struct entry *e, const struct form *newer, int64_t old_id,
	int64_t new_id)
{
	struct mover m = { .step = step, .e = e, .old = entry_get_form(e), .new = newer };

	m.fresh = entry_new(newer, entry_get_year(e));
	entry_fill_initial(m.fresh);
	drop_all(&m);
	step_change_form(step, e, newer, old_id, new_id);
	for (int i = 0; i < newer->repeat_count; i++)
		add_rows(&m, i);
	for (int i = 0; i < newer->cell_count; i++)
		add_texts(&m, i);
	entry_free(m.fresh);
}

enum status desk_move_form(struct opened *o, const struct form *newer, struct err *err)
{
	struct step step = { .focus = { -1, -1 } };
	const struct form *kept;
	int64_t id;
	enum status status = opened_check_writable(o, err);

	if (status == STATUS_OK)
		status = store_keep_form(desk_get_store(o->desk), newer, &id, err);
	if (status == STATUS_OK)
		status = desk_find_form(o->desk, id, &kept, err);
	if (status != STATUS_OK || id == o->stored.form_id)
		return status;
	step.form_id = o->stored.form_id;
	move(&step, o->entry, kept, o->stored.form_id, id);
	opened_take_form(o, id);
	opened_accept(o, &step);
	return STATUS_OK;
}

/* --- what it does --- */

static void clear_items(struct move_items *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].cell);
		free(list->items[i].label);
		free(list->items[i].text);
	}
	free(list->items);
}

void form_move_clear(struct form_move *m)
{
	clear_items(&m->added);
	clear_items(&m->dropped);
	*m = (struct form_move){ 0 };
}

/* `name` and `label` are taken. */
static void add_item(struct move_items *list, char *name, char *label, const char *text, const char *finding)
{
	list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof *list->items);
	list->items[list->count++] = (struct move_item){ name, label, mem_dup(text), finding };
}

static char *label_of(const struct entry *e, struct ref at)
{
	struct str label = { 0 };

	entry_add_label(e, at, &label);
	return str_take(&label);
}

static char *name_of(const struct form *form, struct ref at)
{
	struct str name = { 0 };

	ref_add_name(form, at, &name);
	return str_take(&name);
}

/* A cell of one version alone: by its own name, which for a column is that of no row. */
static void add_cell(struct move_items *list, const struct form *form, int cell, const char *text)
{
	const struct cell *c = &form->cells[cell];
	const char *group = c->repeat >= 0 ? form->repeats[c->repeat].label : c->group;
	struct str name = { 0 }, label = { 0 };

	form_add_cell_name(form, cell, &name);
	str_addf(&label, "%s%s%s", group ? group : "", group ? " " : "", c->label);
	add_item(list, str_take(&name), str_take(&label), text, NULL);
}

static int count_texts(const struct entry *e)
{
	const struct form *form = entry_get_form(e);
	int count = 0;

	for (int i = 0; i < form->cell_count; i++) {
		int repeat = form->cells[i].repeat;

		count += repeat < 0 && entry_get(e, (struct ref){ i, -1 })[0];
		for (int row = 0; repeat >= 0 && row < entry_row_count(e, repeat); row++)
			count += entry_get(e, (struct ref){ i, row })[0] != '\0';
	}
	return count;
}

/* The changes before that of the form empty cells, take notes and rows away. */
static void list_dropped(const struct opened *o, const struct step *step, bool *listed,
	struct form_move *out)
{
	for (size_t i = 0; step->items[i].op != CHANGE_FORM; i++) {
		const struct change *c = &step->items[i];
		struct ref at = { c->cell, -1 };

		if (c->op == CHANGE_DELETE || (c->op == CHANGE_NOTE && finding_is_mark(c->finding)))
			continue;
		if (c->repeat >= 0)
			at.row = entry_find_row(o->entry, c->repeat, c->uid);
		add_item(&out->dropped, name_of(o->form, at), label_of(o->entry, at), c->old, c->finding);
		listed[c->cell] = true;
		out->kept -= c->op == CHANGE_SET;
	}
}

void desk_compare_form(const struct opened *o, const struct form *newer, struct form_move *out)
{
	struct entry *copy = entry_new(o->form, entry_get_year(o->entry));
	bool *listed = mem_array((size_t)o->form->cell_count, sizeof *listed);
	struct step step = { 0 };

	*out = (struct form_move){ .kept = count_texts(o->entry) };
	entry_copy(o->entry, copy);
	move(&step, copy, newer, 0, 0);
	list_dropped(o, &step, listed, out);
	for (int i = 0; i < o->form->cell_count; i++)
		if (!listed[i] && form_find_same_cell(o->form, i, newer) < 0)
			add_cell(&out->dropped, o->form, i, NULL);
	for (int i = 0; i < newer->cell_count; i++)
		if (form_find_same_cell(newer, i, o->form) < 0)
			add_cell(&out->added, newer, i, newer->cells[i].initial);
	step_clear(&step);
	entry_free(copy);
	free(listed);
}

/* A thing is one line, its text may have several. */
static void say_items(const struct move_items *list, const char *what, message_translate *translate,
	struct str *out)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct move_item *item = &list->items[i];

		str_addf(out, "%s%s%s (%s)", translate(what), translate(N_(": ")), item->label, item->cell);
		if (item->finding)
			str_addf(out, " (%s %s)", translate(N_("note")), item->finding);
		if (item->text)
			str_add(out, " = ");
		for (const char *p = item->text ? item->text : ""; *p; p++)
			str_add_len(out, *p == '\n' ? " " : p, 1);
		str_add_char(out, '\n');
	}
}

void form_move_say(const struct form_move *m, message_translate *translate, struct str *out)
{
	struct message kept = { 0 };
	char count[16];

	snprintf(count, sizeof count, "%d", m->kept);
	message_set(&kept, N_("texts that stay: %1"), count, NULL);
	message_add_to(&kept, translate, out);
	message_clear(&kept);
	str_add_char(out, '\n');
	say_items(&m->dropped, N_("dropped"), translate, out);
	say_items(&m->added, N_("new"), translate, out);
}
