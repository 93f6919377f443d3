/* SPDX-License-Identifier: MIT */
#include "desk/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/desk_internal.h"
#include "desk/hold.h"
#include "form/compare.h"
#include "store/revision.h"

bool review_is_figure(const struct cell *cell)
{
	return cell->shown && cell->type >= CELL_NUMBER && cell->type <= CELL_ACTUAL;
}

static bool has_digit(const char *text)
{
	struct str folded = { 0 };
	bool found;

	text_add_folded(&folded, text, strlen(text));
	found = strpbrk(str_text(&folded), "0123456789") != NULL;
	str_clear(&folded);
	return found;
}

/* 进一步提升: there is no number to type again. */
static bool is_words(const struct cell *cell, const char *text)
{
	struct target_outcome outcome;

	if (cell->type != CELL_TARGET && cell->type != CELL_ACTUAL)
		return false;
	target_read(&(struct target_input){ .target = text }, &outcome);
	return (outcome.shape == TARGET_WORDS || outcome.shape == TARGET_SCALE) && !has_digit(text);
}

bool review_is_open(const struct opened *o, struct ref at)
{
	const struct cell *cell = &o->form->cells[at.cell];

	return review_is_figure(cell) && !*entry_get(o->entry, at)
		&& (!cell->calculate || (at.row >= 0 && !cell->readonly && sheet_computed(o->sheet, at)->kind == VALUE_UNKNOWN));
}

bool opened_is_second(const struct opened *o)
{
	return o->id < 0;
}

static enum status refuse(const struct opened *first, enum status status, const char *id, struct err *err)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)first->id);
	return err_set(err, status, id, number, NULL);
}

/* --- who --- */

struct name { const struct form *form; char *who; };

static void take_name(void *context, const struct logged *l)
{
	struct name *n = context;
	int cell = l->op == CHANGE_SET ? form_find_cell(n->form, l->name, strlen(l->name)) : -1;

	if (cell < 0 || !review_is_figure(&n->form->cells[cell]))
		return;
	free(n->who);
	n->who = mem_dup(l->who);
}

enum status review_first_name(const struct opened *first, char **who, struct err *err)
{
	struct name n = { first->form, mem_dup("") };
	enum status status = store_read_log(desk_get_store(first->desk), first->id, take_name, &n, err);

	*who = n.who;
	return status;
}

enum status review_second_name(const struct opened *first, char **who, struct err *err)
{
	return store_get_second(desk_get_store(first->desk), first->id, who, err);
}

/* --- beginning --- */

/* What both have agreed on: the last finished second entry, and the first one as it was then. */
struct agreed {
	const struct opened *first;
	struct review last;          /* number 0: none */
	struct entry *then;
};

static void take_last(void *context, const struct review *r)
{
	struct agreed *a = context;

	review_clear(&a->last);
	review_copy(r, &a->last);
}

static enum status read_agreed(struct agreed *a, struct err *err)
{
	struct store *s = desk_get_store(a->first->desk);
	enum status status = store_read_reviews(s, a->first->id, take_last, a, err);

	if (status != STATUS_OK || !a->last.number)
		return status;
	return store_replay(s, a->first->id, 0, a->last.step, desk_find_form, a->first->desk, &a->then, err);
}

static void clear_agreed(struct agreed *a)
{
	review_clear(&a->last);
	entry_free(a->then);
}

static struct ref same_place(const struct entry *from, struct ref at, const struct entry *to)
{
	int repeat = entry_get_form(from)->cells[at.cell].repeat;

	if (repeat >= 0)
		at.row = entry_find_row(to, repeat, entry_row_uid(from, repeat, at.row));
	return repeat >= 0 && at.row < 0 ? (struct ref){ -1, -1 } : at;
}

static bool is_agreed(const struct agreed *a, struct ref at)
{
	const struct entry *now = a->first->entry;
	struct ref then;

	if (!a->then || entry_get_form(a->then) != entry_get_form(now))
		return false;
	then = same_place(now, at, a->then);
	for (size_t i = 0; i < a->last.count; i++)
		if (ref_equal(review_find(a->first, &a->last.items[i]), at))
			return false;
	return then.cell >= 0 && !strcmp(entry_get(a->then, then), entry_get(now, at));
}

static void forget_figure(const struct agreed *a, struct entry *e, struct ref at)
{
	const struct cell *cell = &entry_get_form(e)->cells[at.cell];

	if (!is_words(cell, entry_get(e, at)) && !is_agreed(a, at))
		entry_set(e, at, cell->initial);
}

/* Notes tell of figures as well. */
static struct entry *copy_without_figures(const struct agreed *a)
{
	const struct form *form = a->first->form;
	struct entry *e = entry_new(form, entry_get_year(a->first->entry));
	size_t count;
	const struct note *notes;

	entry_copy(a->first->entry, e);
	while ((notes = entry_notes(e, &count)), count)
		entry_set_note(e, notes[count - 1].at, notes[count - 1].finding, NULL);
	for (int i = 0; i < form->cell_count; i++) {
		int repeat = form->cells[i].repeat, rows = repeat < 0 ? 1 : entry_row_count(e, repeat);

		for (int row = 0; review_is_figure(&form->cells[i]) && row < rows; row++)
			forget_figure(a, e, (struct ref){ i, repeat < 0 ? -1 : row });
	}
	return e;
}

static enum status check_beginning(const struct opened *first, const char *who, struct err *err)
{
	enum status status = opened_check_writable(first, err);
	char *other = NULL;

	if (status == STATUS_OK && !is_printable_line(who))
		status = refuse(first, STATUS_INPUT, N_("entry %1: the name of who types the figures again must be one "
			"line of text"), err);
	if (status == STATUS_OK)
		status = review_second_name(first, &other, err);
	if (status == STATUS_OK && other)
		status = refuse(first, STATUS_INPUT, N_("entry %1 has a second entry that is not finished; go on with "
			"it, finish it or give it up"), err);
	free(other);
	return status;
}

static enum status add_second(const struct opened *first, const char *who, struct err *err)
{
	struct agreed agreed = { .first = first };
	struct summary summary = { 0 };
	struct sheet *sheet;
	struct entry *e;
	enum status status = read_agreed(&agreed, err);

	if (status == STATUS_OK) {
		e = copy_without_figures(&agreed);
		sheet = sheet_new(e);
		sheet_summarise(sheet, &summary);
		status = store_add_second(desk_get_store(first->desk), first->id, e, &summary, who, err);
		summary_clear(&summary);
		sheet_free(sheet);
		entry_free(e);
	}
	clear_agreed(&agreed);
	return status;
}

static enum status open_second(struct opened *first, struct opened **second, struct err *err)
{
	enum status status = desk_open_entry(first->desk, store_second_id(first->id), second, err);

	if (status != STATUS_OK)
		return status;
	status = opened_take(*second, err);
	if (status != STATUS_OK) {
		opened_free(*second);
		*second = NULL;
	}
	return status;
}

enum status review_begin(struct opened *first, const char *who, struct opened **second, struct err *err)
{
	enum status status = check_beginning(first, who, err);

	if (status == STATUS_OK)
		status = opened_save(first, err);
	if (status == STATUS_OK)
		status = add_second(first, who, err);
	return status == STATUS_OK ? open_second(first, second, err) : status;
}

static enum status check_there(const struct opened *first, struct err *err)
{
	char *who;
	enum status status = review_second_name(first, &who, err);

	if (status == STATUS_OK && !who)
		status = refuse(first, STATUS_INPUT, N_("entry %1 has no second entry that could be gone on with"), err);
	free(who);
	return status;
}

enum status review_continue(struct opened *first, struct opened **second, struct err *err)
{
	enum status status = opened_check_writable(first, err);

	if (status == STATUS_OK)
		status = check_there(first, err);
	return status == STATUS_OK ? open_second(first, second, err) : status;
}

enum status review_cancel(struct opened *first, struct err *err)
{
	struct opened *second = NULL;
	enum status status = check_there(first, err);

	if (status == STATUS_OK)
		status = open_second(first, &second, err);
	if (status == STATUS_OK)
		status = store_drop_second(desk_get_store(first->desk), first->id, err);
	opened_free(second);
	return status;
}

/* --- comparing --- */

struct comparer {
	const struct opened *first, *second;
	struct review *out;
};

static bool is_typed(const struct opened *o, struct ref at)
{
	return at.cell >= 0 && *entry_get(o->entry, at);
}

static char *show(const struct opened *o, struct ref at)
{
	struct str text = { 0 };

	if (at.cell >= 0)
		sheet_show(o->sheet, at, &text);
	return text.data ? str_take(&text) : mem_dup("");
}

/* However they are written: ４次 is 4次, 24.50 is 24.5. */
static bool is_same_text(const char *a, const char *b)
{
	struct str x = { 0 }, y = { 0 };
	bool same;

	text_add_folded(&x, a, strlen(a));
	text_add_folded(&y, b, strlen(b));
	same = !strcmp(str_text(&x), str_text(&y));
	str_clear(&x);
	str_clear(&y);
	return same;
}

static bool is_same(const struct comparer *c, struct ref at, struct ref there, const char *a, const char *b)
{
	const struct value *x = sheet_value(c->first->sheet, at), *y;

	if (there.cell < 0)
		return false;
	y = sheet_value(c->second->sheet, there);
	if (x->kind == VALUE_NUMBER && y->kind == VALUE_NUMBER)
		return !decimal_cmp(x->number, y->number);
	return is_same_text(a, b);
}

/* What neither typed was computed, and is as right as what it is computed from. */
static void compare_figure(struct comparer *c, struct ref at)
{
	struct ref there = same_place(c->first->entry, at, c->second->entry);
	int repeat = c->first->form->cells[at.cell].repeat;
	struct review_difference d = { 0 };
	struct str place = { 0 };
	bool same;

	if (!is_typed(c->first, at) && !is_typed(c->second, there))
		return;
	d.first = show(c->first, at);
	d.second = show(c->second, there);
	same = is_same(c, at, there, d.first, d.second);
	c->out->figures += !same || !is_words(&c->first->form->cells[at.cell], d.first);
	if (same) {
		free(d.first);
		free(d.second);
		return;
	}
	entry_add_name(c->first->entry, at, &place);
	d.place = str_take(&place);
	d.uid = repeat < 0 ? 0 : entry_row_uid(c->first->entry, repeat, at.row);
	*review_add(c->out) = d;
}

/* Columns of a row together, in the order of the table. */
static void compare_all(struct comparer *c)
{
	const struct form *form = c->first->form;
	const int *order = sheet_order(c->first->sheet);

	for (int i = 0, columns; i < form->cell_count; i += columns) {
		int repeat = form->cells[order[i]].repeat, rows = repeat < 0 ? 1 : entry_row_count(c->first->entry, repeat);

		columns = repeat < 0 ? 1 : form->repeats[repeat].count;
		for (int n = 0; n < rows * columns; n++) {
			struct ref at = { order[i + n % columns], repeat < 0 ? -1 : n / columns };

			if (review_is_figure(&form->cells[at.cell]))
				compare_figure(c, at);
		}
	}
}

enum status review_compare(const struct opened *first, const struct opened *second, struct review *out,
	struct err *err)
{
	struct comparer c = { first, second, out };
	enum status status;

	*out = (struct review){ .entry = first->id };
	if (first->form != second->form)
		return refuse(first, STATUS_REFUSED, N_("entry %1 was moved to another version of its form meanwhile; give "
			"the second entry up and begin again"), err);
	status = review_first_name(first, &out->first, err);
	if (status == STATUS_OK)
		status = review_second_name(first, &out->second, err);
	if (status == STATUS_OK && !out->second)
		status = check_there(first, err);
	if (status == STATUS_OK)
		compare_all(&c);
	else
		review_clear(out);
	return status;
}

static void set_status(struct opened *o, const char *status)
{
	free(o->stored.status);
	o->stored.status = mem_dup(status);
}

enum status review_finish(struct opened *first, struct opened *second, struct review *out, struct err *err)
{
	enum status status = opened_check_writable(first, err);

	*out = (struct review){ 0 };
	if (status == STATUS_OK)
		status = opened_save(first, err);
	if (status == STATUS_OK)
		status = opened_save(second, err);
	if (status == STATUS_OK)
		status = review_compare(first, second, out, err);
	if (status == STATUS_OK)
		status = store_finish_review(desk_get_store(first->desk), out, &first->stored.step, err);
	if (status == STATUS_OK)
		set_status(first, out->count ? "draft" : "reviewed");
	else
		review_clear(out);
	return status;
}
