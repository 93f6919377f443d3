/* SPDX-License-Identifier: MIT */
#include "desk/verify.h"

#include <stdlib.h>

#include "desk/desk_internal.h"

struct verifier {
	struct desk *desk;
	store_report *report;
	void *context;
	struct store_health *health;
};

static void count(void *context, int64_t entry, const struct err *what)
{
	struct verifier *v = context;

	v->health->faults++;
	v->report(v->context, entry, what);
}

static enum status compare(struct verifier *v, int64_t id, const struct sheet *sheet, struct err *err)
{
	struct summary summary = { 0 };
	enum status status;

	sheet_summarise(sheet, &summary);
	status = store_check_summary(desk_get_store(v->desk), id, &summary, count, v, err);
	summary_clear(&summary);
	return status;
}

/* Lists show no second and no deleted entry; one that waits to be drawn again is not wrong (desk/follow.h). */
static enum status check_report(struct verifier *v, int64_t id, struct err *err)
{
	struct store *store = desk_get_store(v->desk);
	struct stored stored = { 0 };
	struct opened *o = NULL;
	enum status status = STATUS_OK;
	bool listed = id > 0 && !store_is_waiting(store) && store_get_entry(store, id, &stored, NULL) == STATUS_OK;

	stored_clear(&stored);
	if (listed)
		status = desk_open_entry(v->desk, id, &o, err);
	if (o)
		status = compare(v, id, o->sheet, err);
	opened_free(o);
	return status;
}

static enum status check_summary(struct verifier *v, int64_t id, const struct entry *e, struct err *err)
{
	struct sheet *sheet;
	enum status status;

	if (entry_get_form(e)->source_count)
		return check_report(v, id, err);
	sheet = sheet_new(e);
	status = compare(v, id, sheet, err);
	sheet_free(sheet);
	return status;
}

/* What is computed of a state that is wrong in itself (not `sound`) says nothing new. */
static enum status check_contents(struct verifier *v, int64_t id, bool sound, struct err *err)
{
	const struct form *form;
	struct stored stored;
	struct entry *e;
	enum status status = store_get_any_entry(desk_get_store(v->desk), id, &stored, err);

	if (status == STATUS_OK)
		status = desk_find_form(v->desk, stored.form_id, &form, err);
	if (status == STATUS_OK) {
		e = entry_new(form, stored.year);
		status = store_load_values(desk_get_store(v->desk), id, e, err);
		if (status == STATUS_OK && sound)
			status = check_summary(v, id, e, err);
		if (status == STATUS_OK)
			status = desk_check_revisions(v->desk, &stored, e, count, v, err);
		entry_free(e);
	}
	stored_clear(&stored);
	return status;
}

static void check_entry(struct verifier *v, int64_t id)
{
	struct store *store = desk_get_store(v->desk);
	size_t before = v->health->faults;
	struct err err = { 0 };
	enum status status = store_begin_read(store, &err);

	if (status == STATUS_OK) {
		status = store_check_entry(store, id, count, v, &err);
		if (status == STATUS_OK)
			status = check_contents(v, id, v->health->faults == before, &err);
		store_rollback(store);
	}
	if (status != STATUS_OK)
		count(v, id, &err);
	v->health->entries++;
	v->health->wrong += v->health->faults > before;
	err_clear(&err);
}

enum status desk_check_store(struct desk *d, store_report *report, void *context,
	struct store_health *out, struct err *err)
{
	struct verifier v = { d, report, context, out };
	struct store *store = desk_get_store(d);
	enum status status;
	int64_t *ids;
	size_t ids_count;

	*out = (struct store_health){ 0 };
	status = store_check_file(store, count, &v, err);
	if (status == STATUS_OK)
		status = store_all_ids(store, &ids, &ids_count, err);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ids_count; i++)
		check_entry(&v, ids[i]);
	free(ids);
	return STATUS_OK;
}
