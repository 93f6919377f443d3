/* SPDX-License-Identifier: MIT */
/* Are revisions what was frozen, and is a signed entry still what was signed? */
#include <stdio.h>
#include <string.h>

#include "base/code.h"
#include "desk/desk_internal.h"
#include "desk/revision.h"

struct revision_check {
	struct desk *desk;
	int64_t id;
	store_report *report;
	void *context;
	struct entry *then;          /* what the log leads to, as far as it was followed: */
	int64_t step;
	int last;                    /* number */
	const struct entry *now;
	bool holds;                  /* what is signed was found, and is what the entry holds now */
	struct err *err;
	enum status status;
};

static void report(const struct revision_check *c, int number, const char *id, const char *what)
{
	struct err fault = { 0 };
	char text[16];

	snprintf(text, sizeof text, "%d", number);
	err_set(&fault, STATUS_REFUSED, id, text, what, NULL);
	c->report(c->context, c->id, &fault);
	err_clear(&fault);
}

static void check_code(const struct revision_check *c, const struct revision *r)
{
	char code[CODE_SIZE];

	code_make(r->body, strlen(r->body), code);
	if (strcmp(code, r->code) != 0)
		report(c, r->number, N_("revision %1: its check code %2 is not that of its content"), r->code);
}

static void check_log(struct revision_check *c, const struct revision *r)
{
	const struct form *form;

	if (r->step >= c->step)
		c->status = store_replay(desk_get_store(c->desk), c->id, c->step, r->step, desk_find_form, c->desk,
			&c->then, c->err);
	if (c->status == STATUS_OK)
		c->status = desk_find_form(c->desk, r->form_id, &form, c->err);
	if (c->status != STATUS_OK)
		return;
	if (r->step < c->step || !c->then || entry_get_form(c->then) != form || !revision_is_of(r, c->then))
		report(c, r->number, N_("revision %1 (%2): its content is not what its log leads to"), r->code);
	c->step = r->step > c->step ? r->step : c->step;
}

static void check_revision(void *context, const struct revision *r)
{
	struct revision_check *c = context;

	if (r->number != c->last + 1)
		report(c, c->last + 1, N_("revision %1 is missing"), "");
	c->last = r->number;
	check_code(c, r);
	c->holds = r->signed_at && revision_is_of(r, c->now);
	if (c->status == STATUS_OK)
		check_log(c, r);
}

enum status desk_check_revisions(struct desk *d, const struct stored *stored, const struct entry *now,
	store_report *tell, void *context, struct err *err)
{
	struct revision_check c = { .desk = d, .id = stored->id, .report = tell, .context = context,
		.now = now, .err = err };
	enum status status = store_read_revisions(desk_get_store(d), stored->id, check_revision, &c, err);

	if (status == STATUS_OK && !strcmp(stored->status, "signed") && !c.holds)
		report(&c, stored->revision, N_("it is signed as revision %1, and what it holds is something else"), "");
	entry_free(c.then);
	return status == STATUS_OK ? c.status : status;
}
