/* SPDX-License-Identifier: MIT */
#include "desk/hold.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

void holder_add_since(const struct holder *h, struct str *out)
{
	enum { DAY = 10 };           /* "2024-03-01" and a blank before the time */
	struct str since = { 0 }, now = { 0 };

	date_add_local(h->since, &since);
	date_add_local(date_now(), &now);
	str_add(out, str_text(&since) + (strncmp(str_text(&since), str_text(&now), DAY) ? 0 : DAY + 1));
	str_clear(&since);
	str_clear(&now);
}

enum status holder_refuse(const struct holder *h, int64_t id, struct err *err)
{
	struct str since = { 0 };
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)id);
	if (!h->who)
		return err_set(err, STATUS_REFUSED,
			N_("entry %1 is open in another program; try again when it is closed"), number,
			NULL);
	holder_add_since(h, &since);
	err_set(err, STATUS_REFUSED,
		N_("entry %1 is open by %2 on host %3 since %4; try again when it is closed"), number,
		h->who, h->host, str_text(&since), NULL);
	str_clear(&since);
	return STATUS_REFUSED;
}

enum status opened_refresh(struct opened *o, bool *changed, struct err *err)
{
	enum opened_lock lock = o->lock;
	struct stored now = { 0 };
	enum status status = store_get_entry(desk_get_store(o->desk), o->id, &now, err);

	*changed = status == STATUS_OK && (now.step != o->stored.step
		|| now.revision != o->stored.revision || strcmp(now.status, o->stored.status) != 0);
	stored_clear(&now);
	if (!*changed)
		return status;
	status = opened_load(o, o->id, err);
	if (lock == OPENED_HELD)
		o->lock = lock;
	return status;
}

enum status opened_hold(struct opened *o, bool *changed, struct err *err)
{
	struct store *s = desk_get_store(o->desk);
	bool was_held = o->lock == OPENED_HELD;

	*changed = false;
	if (o->hold || o->lock == OPENED_FROZEN || o->lock == OPENED_UNWRITABLE)
		return STATUS_OK;
	if (store_is_read_only(s)) {
		o->lock = OPENED_UNWRITABLE;
		return STATUS_OK;
	}
	o->hold = store_hold(s, o->id, &o->holder);
	if (!o->hold) {
		o->lock = OPENED_HELD;
		return STATUS_OK;
	}
	if (!was_held)
		return opened_refresh(o, changed, err);
	*changed = true;
	return opened_load(o, o->id, err);
}

enum status opened_take(struct opened *o, struct err *err)
{
	bool changed;
	enum status status = opened_hold(o, &changed, err);

	if (status == STATUS_OK && (o->lock == OPENED_HELD || o->lock == OPENED_UNWRITABLE))
		status = opened_check_writable(o, err);
	opened_tell(o);
	return status;
}

void opened_tell(struct opened *o)
{
	store_tell_hold(desk_get_store(o->desk), o->hold);
}

void opened_release(struct opened *o)
{
	store_release(desk_get_store(o->desk), o->hold);
	holder_clear(&o->holder);
	o->hold = NULL;
}

static enum status with_hold(struct desk *d, int64_t id,
	enum status (*run)(struct store *, int64_t, struct err *), struct err *err)
{
	struct holder holder = { 0 };
	struct hold *hold = store_hold(desk_get_store(d), id, &holder);
	enum status status = hold ? run(desk_get_store(d), id, err) : holder_refuse(&holder, id, err);

	store_release(desk_get_store(d), hold);
	holder_clear(&holder);
	return status;
}

enum status desk_delete_entry(struct desk *d, int64_t id, struct err *err)
{
	return with_hold(d, id, store_delete_entry, err);
}

enum status desk_restore_entry(struct desk *d, int64_t id, struct err *err)
{
	return with_hold(d, id, store_restore_entry, err);
}
