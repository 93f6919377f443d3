/* SPDX-License-Identifier: MIT */
#include "desk/revision_diff.h"

#include <stdlib.h>
#include <string.h>

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

struct differences {
	const struct opened *now, *then;
	int **rows;                  /* for each repeat of `now`: its rows' places in `then` */
	struct text_list *out;
	struct str row;              /* a row that came or went, as far as it was told; which one: */
	struct ref row_at;
	bool row_gone;
};

/* The row stands in one of the two only. */
static bool is_alone(const struct differences *d, const struct compared *c)
{
	const struct form *form = d->now->form;
	const char *name;
	int repeat;

	if (c->now.cell >= 0)
		return c->now.row >= 0 && d->rows[form->cells[c->now.cell].repeat][c->now.row] < 0;
	if (c->then.row < 0)
		return false;
	name = d->then->form->repeats[d->then->form->cells[c->then.cell].repeat].name;
	repeat = form_find_repeat(form, name, strlen(name));
	for (int row = 0; repeat >= 0 && row < sheet_rows(d->now->sheet, repeat); row++)
		if (d->rows[repeat][row] == c->then.row)
			return false;
	return true;
}

static void end_row(struct differences *d)
{
	if (d->row.len)
		text_list_add(d->out, str_take(&d->row));
}

/* 删去 绩效指标 第3行：产出指标，数量指标，… */
static void add_to_row(struct differences *d, const struct compared *c)
{
	bool gone = c->now.cell < 0;
	struct ref at = gone ? c->then : c->now;
	const struct form *form = gone ? d->then->form : d->now->form;
	int repeat = form->cells[at.cell].repeat;

	if (d->row.len && gone == d->row_gone && at.row == d->row_at.row
			&& repeat == form->cells[d->row_at.cell].repeat) {
		str_addf(&d->row, "，%s", gone ? c->before : c->after);
		return;
	}
	end_row(d);
	d->row_at = at;
	d->row_gone = gone;
	str_addf(&d->row, "%s %s 第%d行：%s", gone ? "删去" : "新增", form->repeats[repeat].label, at.row + 1,
		gone ? c->before : c->after);
}

static void add_change(struct differences *d, const struct compared *c)
{
	struct str line = { 0 };

	if (is_alone(d, c)) {
		add_to_row(d, c);
		return;
	}
	end_row(d);
	if (c->now.cell >= 0)
		entry_add_label(d->now->entry, c->now, &line);
	else
		entry_add_label(d->then->entry, c->then, &line);
	str_add(&line, "：");
	if (c->kind == COMPARED_TEXT && *c->before && *c->after)
		compare_add_words(c->before, c->after, &line);
	else
		str_addf(&line, "%s → %s", *c->before ? c->before : "（空）", *c->after ? c->after : "（空）");
	text_list_add(d->out, str_take(&line));
}

static void add_changes(const struct opened *now, const struct opened *then, struct text_list *out)
{
	struct differences d = { .now = now, .then = then, .out = out,
		.rows = mem_array((size_t)now->form->repeat_count + 1, sizeof *d.rows) };
	struct comparison c = { 0 };

	for (int i = 0; i < now->form->repeat_count; i++)
		d.rows[i] = compare_rows(now->sheet, then->sheet, i);
	compare_sheets(now->sheet, then->sheet, &c);
	if (!c.changed)
		text_list_add(out, mem_dup("内容相同。"));
	for (size_t i = 0; i < c.count; i++)
		if (!c.items[i].same)
			add_change(&d, &c.items[i]);
	end_row(&d);
	comparison_clear(&c);
	for (int i = 0; i < now->form->repeat_count; i++)
		free(d.rows[i]);
	free(d.rows);
}

static void add_head(const struct search *s, struct text_list *out)
{
	struct str line = { 0 };

	str_addf(&line, "第%d稿，", s->found);
	date_add_local(s->signed_at, &line);
	str_addf(&line, " %s 签字", s->signed_by ? s->signed_by : "");
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
