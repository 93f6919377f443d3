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

static enum status check_sheet(struct verifier *v, int64_t id, struct entry *e, struct err *err)
{
	struct store *store = desk_get_store(v->desk);
	enum status status = store_load_values(store, id, e, err);
	struct summary summary = { 0 };
	struct sheet *sheet;

	if (status != STATUS_OK)
		return status;
	sheet = sheet_new(e);
	sheet_summarise(sheet, &summary);
	status = store_check_summary(store, id, &summary, count, v, err);
	summary_clear(&summary);
	sheet_free(sheet);
	return status;
}

static enum status check_summary(struct verifier *v, int64_t id, struct err *err)
{
	const struct form *form;
	struct stored stored;
	struct entry *e;
	enum status status = store_get_any_entry(desk_get_store(v->desk), id, &stored, err);

	if (status == STATUS_OK)
		status = desk_find_form(v->desk, stored.form_id, &form, err);
	if (status == STATUS_OK) {
		e = entry_new(form, stored.year);
		status = check_sheet(v, id, e, err);
		entry_free(e);
	}
	stored_clear(&stored);
	return status;
}

/* What is computed of a state that is wrong in itself says nothing new. */
static void check_entry(struct verifier *v, int64_t id)
{
	struct store *store = desk_get_store(v->desk);
	size_t before = v->health->faults;
	struct err err = { 0 };
	enum status status = store_begin_read(store, &err);

	if (status == STATUS_OK) {
		status = store_check_entry(store, id, count, v, &err);
		if (status == STATUS_OK && v->health->faults == before)
			status = check_summary(v, id, &err);
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
