/* SPDX-License-Identifier: MIT */
#include "desk/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/agree.h"
#include "desk/desk_internal.h"
#include "desk/draw.h"
#include "desk/hold.h"

/* A version of a form that some entry was made with. */
struct kept {
	int64_t id;
	struct form *form;
};

struct desk {
	struct store *store;
	struct library *library;
	struct kept *kept;
	size_t count, cap;
	int depth;                   /* of entries that are drawn from */
};

bool desk_enter(struct desk *d, int most)
{
	if (d->depth == most)
		return false;
	d->depth++;
	return true;
}

void desk_leave(struct desk *d)
{
	d->depth--;
}

struct desk *desk_new(struct store *store, struct library *library)
{
	struct desk *d = mem_alloc(sizeof *d);

	d->store = store;
	d->library = library;
	return d;
}

void desk_free(struct desk *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->count; i++)
		form_free(d->kept[i].form);
	free(d->kept);
	library_free(d->library);
	store_close(d->store);
	free(d);
}

struct store *desk_get_store(struct desk *d)
{
	return d->store;
}

struct library *desk_get_library(struct desk *d)
{
	return d->library;
}

/* The kept text can only be broken if the store was edited by hand, so one error is enough. */
static enum status read_kept(const char *name, const char *text, struct form **out,
	struct err *err)
{
	struct err_list errors = { 0 };
	enum status status = form_read(name, text, strlen(text), out, &errors);

	if (status != STATUS_OK && errors.count && err) {
		err_clear(err);
		*err = errors.items[0];
		errors.items[0] = (struct err){ 0 };
	}
	err_list_clear(&errors);
	return status == STATUS_OK ? STATUS_OK : STATUS_REFUSED;
}

/* `name` is for messages. */
static enum status get_form(struct desk *d, int64_t form_id, const char *name,
	const struct form **out, struct err *err)
{
	struct kept kept = { .id = form_id };
	enum status status;
	char *text;

	for (size_t i = 0; i < d->count; i++)
		if (d->kept[i].id == form_id) {
			*out = d->kept[i].form;
			return STATUS_OK;
		}
	status = store_get_form(d->store, form_id, &text, err);
	if (status != STATUS_OK)
		return status;
	status = read_kept(name, text, &kept.form, err);
	free(text);
	if (status != STATUS_OK)
		return status;
	d->kept = mem_grow(d->kept, &d->cap, d->count + 1, sizeof *d->kept);
	d->kept[d->count++] = kept;
	*out = kept.form;
	return STATUS_OK;
}

enum status desk_find_form(void *desk, int64_t form_id, const struct form **out, struct err *err)
{
	char name[32];

	snprintf(name, sizeof name, "form %lld", (long long)form_id);
	return get_form(desk, form_id, name, out, err);
}

void opened_take_form(struct opened *o, int64_t form_id)
{
	sheet_free(o->sheet);
	o->form = entry_get_form(o->entry);
	o->stored.form_id = form_id;
	o->sheet = sheet_new(o->entry);
	opened_forget_drawn(o);
	opened_draw(o, NULL, NULL);
}

enum status desk_add(struct desk *d, struct entry *e, const char *why, int64_t *id, struct err *err)
{
	struct sheet *sheet = sheet_new(e);
	struct summary summary = { 0 };
	struct step unused = { 0 };
	enum status status;

	drop_agreeing(&unused, e, sheet);
	step_clear(&unused);
	sheet_summarise(sheet, &summary);
	status = store_add_entry(d->store, e, &summary, why, id, err);
	summary_clear(&summary);
	sheet_free(sheet);
	return status;
}

static enum status load(struct opened *o, int64_t id, struct err *err)
{
	const struct form *form = NULL;
	enum status status = store_get_entry(o->desk->store, id, &o->stored, err);

	if (status == STATUS_OK)
		status = get_form(o->desk, o->stored.form_id, o->stored.form, &form, err);
	if (status != STATUS_OK)
		return status;
	o->id = id;
	o->lock = strcmp(o->stored.status, "signed") ? OPENED_FREE : OPENED_SIGNED;
	if (o->entry && form == o->form) {
		entry_reset(o->entry, o->stored.year);
	} else {
		sheet_free(o->sheet);
		entry_free(o->entry);
		o->sheet = NULL;
		o->form = form;
		o->entry = entry_new(form, o->stored.year);
	}
	status = store_load_values(o->desk->store, id, o->entry, err);
	if (status != STATUS_OK)
		return status;
	if (o->sheet)
		sheet_reset(o->sheet, o->entry);
	else
		o->sheet = sheet_new(o->entry);
	opened_forget_drawn(o);
	return opened_draw(o, NULL, err);
}

enum status desk_open_entry(struct desk *d, int64_t id, struct opened **out, struct err *err)
{
	struct opened *o = mem_alloc(sizeof *o);
	enum status status;

	o->desk = d;
	status = load(o, id, err);
	if (status != STATUS_OK) {
		opened_free(o);
		return status;
	}
	*out = o;
	return STATUS_OK;
}

enum status desk_copy(struct desk *d, int64_t id, int64_t *copy, struct err *err)
{
	struct opened *o = NULL;
	enum status status = desk_open_entry(d, id, &o, err);

	if (status == STATUS_OK)
		status = desk_add(d, o->entry, "copy", copy, err);
	opened_free(o);
	return status;
}

static void forget_steps(struct opened *o)
{
	for (size_t i = 0; i < o->unsaved_count; i++)
		step_clear(&o->unsaved[i]);
	o->unsaved_count = 0;
	undo_clear(&o->undo);
	o->undo_loaded = false;
	stored_clear(&o->stored);
}

void opened_free(struct opened *o)
{
	if (!o)
		return;
	opened_release(o);
	forget_steps(o);
	free(o->unsaved);
	sheet_free(o->sheet);
	opened_forget_drawn(o);
	entry_free(o->entry);
	free(o);
}

enum status opened_load(struct opened *o, int64_t id, struct err *err)
{
	if (id != o->id)
		opened_release(o);
	forget_steps(o);
	return load(o, id, err);
}
