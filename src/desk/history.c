/* SPDX-License-Identifier: MIT */
#include "desk/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/desk_internal.h"
#include "form/finding.h"

void history_clear(struct history *h)
{
	for (size_t i = 0; i < h->count; i++) {
		struct history_line *l = &h->items[i];
		char *const texts[] = { l->who, l->why, l->name, l->place, l->label, l->finding, l->old,
			l->new, l->code, l->first };

		for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
			free(texts[t]);
	}
	free(h->items);
	*h = (struct history){ 0 };
}

/* --- reading --- */

struct reader {
	struct desk *desk;
	const struct form *form;     /* the entry's */
	struct history *out;
};

static bool is_text(int op)
{
	return op == CHANGE_SET || op == CHANGE_NOTE;
}

/* The cell as rows were numbered then. */
static void name_cell(const struct form *form, int cell, int row, struct history_line *l)
{
	struct entry *any = entry_new(form, 0);
	struct str place = { 0 }, label = { 0 };

	ref_add_name(form, (struct ref){ cell, row }, &place);
	entry_add_label(any, (struct ref){ cell, row }, &label);
	l->place = str_take(&place);
	l->label = str_take(&label);
	entry_free(any);
}

static void name_row(const struct form *form, int repeat, int64_t row, struct history_line *l)
{
	struct str place = { 0 };

	str_addf(&place, "%s[%lld]", form->repeats[repeat].name, (long long)row + 1);
	l->place = str_take(&place);
	l->label = mem_dup(form->repeats[repeat].label);
}

/* False: this version of the form does not have it. */
static bool find_names(const struct form *form, int64_t row, struct history_line *l)
{
	size_t length = strlen(l->name);
	int cell = is_text(l->op) ? form_find_cell(form, l->name, length) : -1;
	int repeat = is_text(l->op) ? -1 : form_find_repeat(form, l->name, length);

	if (cell >= 0 && (form->cells[cell].repeat >= 0) == (row >= 0)) {
		name_cell(form, cell, (int)row, l);
		return true;
	}
	if (repeat >= 0 && l->op != CHANGE_FORM)
		name_row(form, repeat, row, l);
	return repeat >= 0 && l->op != CHANGE_FORM;
}

/* A cell that the entry no longer has is called what it was called then. */
static void add_names(const struct reader *r, const struct logged *logged, struct history_line *l)
{
	const struct form *then;

	if (find_names(r->form, logged->row, l))
		return;
	if (desk_find_form(r->desk, logged->form_id, &then, NULL) == STATUS_OK
			&& find_names(then, logged->row, l))
		return;
	l->place = mem_dup(l->name);
	l->label = mem_dup(l->name);
}

static void take(void *context, const struct logged *logged)
{
	struct reader *r = context;
	struct history *h = r->out;
	struct history_line l = { .step = logged->step, .at = logged->at, .kind = logged->kind,
		.who = mem_dup(logged->who), .why = mem_dup(logged->why), .op = logged->op,
		.uid = logged->uid, .finding = mem_dup(logged->finding), .old = mem_dup(logged->old),
		.new = mem_dup(logged->new), .name = mem_dup(logged->name) };

	if (l.op == CHANGE_DELETE || l.op == CHANGE_MOVE)
		l.from = logged->from + 1;
	if (l.op == CHANGE_INSERT || l.op == CHANGE_MOVE)
		l.to = logged->to + 1;
	if (l.name)
		add_names(r, logged, &l);
	h->items = mem_grow(h->items, &h->cap, h->count + 1, sizeof *h->items);
	h->items[h->count++] = l;
}

enum status desk_read_history(struct desk *d, int64_t id, struct history *out, struct err *err)
{
	struct reader r = { .desk = d, .out = out };
	struct stored stored;
	enum status status = store_get_any_entry(desk_get_store(d), id, &stored, err);

	if (status == STATUS_OK)
		status = desk_find_form(d, stored.form_id, &r.form, err);
	if (status == STATUS_OK)
		status = store_read_log(desk_get_store(d), id, take, &r, err);
	if (status == STATUS_OK)
		status = history_take_revisions(d, id, out, err);
	if (status == STATUS_OK)
		status = history_take_reviews(d, id, out, err);
	stored_clear(&stored);
	return status;
}

bool history_is_about(const struct history_line *line, const struct opened *o, struct ref at)
{
	int repeat = o->form->cells[at.cell].repeat;
	int64_t uid = repeat < 0 ? 0 : entry_row_uid(o->entry, repeat, at.row);
	struct str name = { 0 };
	bool same;

	if (!is_text(line->op) || line->uid != uid)
		return false;
	form_add_cell_name(o->form, at.cell, &name);
	same = !strcmp(str_text(&name), line->name);
	str_clear(&name);
	return same;
}

/* --- words --- */

struct word {
	const char *word;
	const char *title;           /* N_() msgid; NULL: goes without saying */
};

static const struct word kinds[] = {
	[STEP_DO] = { "do", NULL },
	[STEP_UNDO] = { "undo", N_("undone") },
	[STEP_REDO] = { "redo", N_("done again") },
	[LOG_NEW] = { "new", N_("new entry") },
	[LOG_DELETE] = { "delete", N_("entry deleted") },
	[LOG_RESTORE] = { "restore", N_("entry brought back") },
	[LOG_SIGN] = { "sign", N_("signed") },
	[LOG_REOPEN] = { "reopen", N_("reopened") },
	[LOG_REVIEW] = { "review", N_("second entry") },
	[HISTORY_FREEZE] = { "freeze", N_("frozen") },
};

/* %1 the label, %2 %3 texts or row numbers, %4 a finding. */
static const struct word ops[] = {
	[CHANGE_SET] = { "set", N_("%1: %2 → %3") },
	[CHANGE_INSERT] = { "insert-row", N_("%1: row %3 inserted") },
	[CHANGE_DELETE] = { "delete-row", N_("%1: row %2 deleted") },
	[CHANGE_MOVE] = { "move-row", N_("%1: row %2 moved to %3") },
	[CHANGE_NOTE] = { "note", N_("%1: note on %4: %2 → %3") },
	[CHANGE_FORM] = { "form", N_("moved to another version of the form %1") },
};

static const struct word *find_word(const struct word *words, size_t count, int number)
{
	static const struct word unknown = { "other", N_("a change that this version does not know") };

	return number >= 0 && (size_t)number < count ? &words[number] : &unknown;
}

static const struct word *kind_word(int kind)
{
	return find_word(kinds, sizeof kinds / sizeof *kinds, kind);
}

static const struct word *op_word(int op)
{
	return find_word(ops, sizeof ops / sizeof *ops, op);
}

const char *history_kind_word(int kind)
{
	return kind_word(kind)->word;
}

const char *history_op_word(int op)
{
	return op_word(op)->word;
}

/* --- telling --- */

static const char *say(message_translate *translate, const char *id)
{
	return translate ? translate(id) : id;
}

static void add_visible(const char *text, struct str *out)
{
	size_t start = out->len;

	text_add_visible(out, text, strlen(text));
	for (; start < out->len; start++)
		if (out->data[start] == '\n')
			out->data[start] = ' ';
}

/* What the program itself says is kept in English and told in the reader's language. */
static const char *why_text(const char *why, message_translate *translate)
{
	static const char *const own[] = { N_("import"), N_("copy") };

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (!strcmp(own[i], why))
			return say(translate, own[i]);
	return why;
}

/* "2024-03-01 16:00  wang  undone: ", the last only if it does not go without saying. */
static void add_head(const struct history_line *l, message_translate *translate, struct str *out)
{
	const struct word *kind = kind_word(l->kind);

	date_add_local(l->at, out);
	str_add(out, "  ");
	add_visible(l->who, out);
	str_add(out, "  ");
	if (kind->title)
		str_add(out, say(translate, kind->title));
	if (l->why) {
		str_add(out, kind->title ? " (" : "(");
		add_visible(why_text(l->why, translate), out);
		str_add(out, ")");
	}
}

static bool is_mark(const struct history_line *l)
{
	return l->op == CHANGE_NOTE && l->finding && finding_is_mark(l->finding);
}

static const char *title_of(const struct history_line *l)
{
	if (!is_mark(l))
		return op_word(l->op)->title;
	return l->new ? N_("%1: carried forward from %3, to be confirmed")
		: N_("%1: confirmed as carried forward from %2");
}

/* A mark that came or went with the text of the line before. */
static bool is_told_already(const struct history *h, size_t i)
{
	const struct history_line *l = &h->items[i], *before = l - 1;

	return i > 0 && is_mark(l) && before->op == CHANGE_SET && before->step == l->step && before->uid == l->uid
		&& !strcmp(before->name, l->name);
}

static void add_origin(const struct history *h, size_t i, message_translate *translate, struct str *out)
{
	struct message message = { 0 };

	if (i == h->count || !is_told_already(h, i) || !h->items[i].new)
		return;
	message_set(&message, N_(" (carried forward from %1, to be confirmed)"), h->items[i].new, NULL);
	message_add_to(&message, translate, out);
	message_clear(&message);
}

static void add_change(const struct history_line *l, message_translate *translate, struct str *out)
{
	const char *empty = say(translate, N_("(empty)"));
	struct message message = { 0 };
	struct str text = { 0 };
	char from[24], to[24];
	bool rows = l->from || l->to;

	snprintf(from, sizeof from, "%lld", (long long)l->from);
	snprintf(to, sizeof to, "%lld", (long long)l->to);
	message_set(&message, title_of(l), l->label, rows ? from : l->old ? l->old : empty,
		rows ? to : l->new ? l->new : empty, l->finding ? l->finding : "", NULL);
	message_add_to(&message, translate, &text);
	add_visible(str_text(&text), out);
	message_clear(&message);
	str_clear(&text);
}

static void add_line(const struct history *h, size_t i, message_translate *translate, struct str *out)
{
	const struct history_line *l = &h->items[i];

	if (is_told_already(h, i))
		return;
	add_head(l, translate, out);
	history_add_revision(l, translate, out);
	history_add_review(l, translate, out);
	if (l->op >= 0) {
		if (kind_word(l->kind)->title || l->why)
			str_add(out, translate(N_(": ")));
		add_change(l, translate, out);
		add_origin(h, i + 1, translate, out);
	}
	str_add_char(out, '\n');
}

bool history_add_cell(const struct history *h, const struct opened *o, struct ref at,
	message_translate *translate, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < h->count; i++)
		if (history_is_about(&h->items[i], o, at)) {
			add_line(h, i, translate, out);
			any = true;
		}
	return any;
}

/* Gives the number of lines that this one stands for. */
static size_t add_new_entry(const struct history *h, size_t first, message_translate *translate,
	struct str *out)
{
	struct message message = { 0 };
	char number[24];
	size_t i = first;
	int texts = 0;

	for (; i < h->count && h->items[i].step == h->items[first].step; i++)
		texts += h->items[i].op == CHANGE_SET;
	snprintf(number, sizeof number, "%d", texts);
	add_head(&h->items[first], translate, out);
	message_set(&message, N_(": %1 cells with a text"), number, NULL);
	message_add_to(&message, translate, out);
	message_clear(&message);
	str_add_char(out, '\n');
	return i - first;
}

void history_add_all(const struct history *h, message_translate *translate, struct str *out)
{
	for (size_t i = 0; i < h->count; ) {
		if (h->items[i].kind == LOG_NEW) {
			i += add_new_entry(h, i, translate, out);
		} else {
			add_line(h, i, translate, out);
			i++;
		}
	}
}
