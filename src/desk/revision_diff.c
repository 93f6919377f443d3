/* SPDX-License-Identifier: MIT */
#include "desk/revision_diff.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "form/compare.h"

void text_list_clear(struct text_list *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->items[i]);
	free(l->items);
	*l = (struct text_list){ 0 };
}

void text_list_add(struct text_list *l, char *text)
{
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof *l->items);
	l->items[l->count++] = text;
}

/* --- the signed one --- */

struct search { int before, found; int64_t step, signed_at; char *signed_by; };

static void take_signed(void *context, const struct revision *r)
{
	struct search *s = context;

	if (!r->signed_at || r->number >= s->before)
		return;
	free(s->signed_by);
	s->found = r->number;
	s->step = r->step;
	s->signed_at = r->signed_at;
	s->signed_by = mem_dup(r->signed_by);
}

/* --- the reason --- */

struct reasons { int64_t after, until; struct text_list *out; };   /* steps */

static void take_reason(void *context, const struct logged *l)
{
	struct reasons *r = context;
	struct str line = { 0 };

	if (l->kind != LOG_REOPEN || l->step <= r->after || l->step > r->until)
		return;
	date_add_local(l->at, &line);
	str_addf(&line, " %s 重新打开，原因：%s", l->who, l->why ? l->why : "");
	text_list_add(r->out, str_take(&line));
}

/* --- the lines --- */

static void add_change(const struct opened *now, const struct opened *then, const struct compared *c,
	struct text_list *out)
{
	struct str line = { 0 };

	if (c->now.cell >= 0)
		entry_add_label(now->entry, c->now, &line);
	else
		entry_add_label(then->entry, c->then, &line);
	str_add(&line, "：");
	if (c->kind == COMPARED_TEXT && *c->before && *c->after)
		compare_add_words(c->before, c->after, &line);
	else
		str_addf(&line, "%s → %s", *c->before ? c->before : "（空）", *c->after ? c->after : "（空）");
	text_list_add(out, str_take(&line));
}

static void add_changes(const struct opened *now, const struct opened *then, struct text_list *out)
{
	struct comparison c = { 0 };

	compare_sheets(now->sheet, then->sheet, &c);
	if (!c.changed)
		text_list_add(out, mem_dup("内容相同。"));
	for (size_t i = 0; i < c.count; i++)
		if (!c.items[i].same)
			add_change(now, then, &c.items[i], out);
	comparison_clear(&c);
}

static void add_head(const struct search *s, struct text_list *out)
{
	struct str line = { 0 };

	str_addf(&line, "第%d稿，", s->found);
	date_add_local(s->signed_at, &line);
	str_addf(&line, " %s签字", s->signed_by ? s->signed_by : "");
	text_list_add(out, str_take(&line));
}

enum status revision_differences(const struct opened *o, const struct revision *r, struct text_list *out,
	struct err *err)
{
	struct store *store = desk_get_store(o->desk);
	struct search search = { .before = r->number };
	struct reasons reasons = { .until = r->step ? r->step : INT64_MAX, .out = out };
	struct opened *then = NULL;
	enum status status = store_read_revisions(store, o->id, take_signed, &search, err);

	if (status == STATUS_OK && search.found) {
		status = desk_open_revision(o->desk, o->id, search.found, &then, err);
		add_head(&search, out);
		reasons.after = search.step;
	}
	if (status == STATUS_OK && then)
		status = store_read_log(store, o->id, take_reason, &reasons, err);
	if (status == STATUS_OK && then)
		add_changes(o, then, out);
	opened_free(then);
	free(search.signed_by);
	return status;
}
