/* SPDX-License-Identifier: MIT */
#include "form/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	SHARE_DECIMALS = 4,          /* of a share itself: 0.2512 */
	PERCENT_DECIMALS = 1         /* of it as a percentage, and of points at least */
};

static const struct ref nowhere = { -1, -1 };

/* --- one place --- */

static bool is_number_cell(const struct cell *cell)
{
	return cell->type >= CELL_NUMBER && cell->type <= CELL_WEIGHT;
}

static bool is_typed(const struct sheet *s, struct ref at)
{
	return at.cell >= 0 && *entry_get(sheet_get_entry(s), at);
}

/* A figure, or the room for one with nothing in it. */
static bool is_figure(const struct sheet *s, struct ref at)
{
	const struct value *v;

	if (at.cell < 0)
		return true;
	v = sheet_value(s, at);
	if (v->kind == VALUE_NUMBER)
		return true;
	return is_number_cell(&sheet_get_form(s)->cells[at.cell])
		&& (v->kind == VALUE_EMPTY || !is_typed(s, at));
}

static bool is_known(const struct sheet *s, struct ref at)
{
	return is_typed(s, at) || (at.cell >= 0 && sheet_value(s, at)->kind == VALUE_NUMBER);
}

static char *show(const struct sheet *s, struct ref at)
{
	struct str text = { 0 };

	if (at.cell >= 0)
		sheet_show(s, at, &text);
	return text.data ? str_take(&text) : mem_dup("");
}

static void subtract(struct compared *item, const struct value *now, const struct value *then)
{
	struct decimal share;

	item->has_difference = decimal_sub(now->number, then->number, &item->difference);
	item->has_share = item->has_difference
		&& decimal_div(item->difference, decimal_abs(then->number), &share)
		&& decimal_round(share, SHARE_DECIMALS, &item->share);
}

static void compare_place(struct compared *item, const struct sheet *now, const struct sheet *then)
{
	const struct value *a = NULL, *b = NULL;

	item->kind = is_figure(now, item->now) && is_figure(then, item->then) ? COMPARED_NUMBER : COMPARED_TEXT;
	item->after = show(now, item->now);
	item->before = show(then, item->then);
	if (item->kind == COMPARED_NUMBER && item->now.cell >= 0 && item->then.cell >= 0) {
		a = sheet_value(now, item->now);
		b = sheet_value(then, item->then);
	}
	if (a && a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER) {
		item->same = !decimal_cmp(a->number, b->number);
		subtract(item, a, b);
	} else {
		/* Not known yet and nothing to know it from are both no figure. */
		item->same = !strcmp(item->after, item->before) || (item->kind == COMPARED_NUMBER
			&& !is_known(now, item->now) && !is_known(then, item->then));
	}
}

/* --- differences as people read them --- */

static void add_signed(struct decimal d, struct str *out)
{
	if (decimal_sign(d) > 0)
		str_add_char(out, '+');
	decimal_add_to(decimal_trim(d), out);
}

/* A figure too large for it stays as it is. */
static void add_hundredfold(struct decimal d, int decimals, struct str *out)
{
	decimal_mul(d, decimal_from_int(100), &d);
	decimal_round(d, decimals, &d);
	add_signed(d, out);
}

void compare_add_difference(const struct cell *cell, struct decimal difference, struct str *out)
{
	int decimals = cell->style.decimals;

	if (cell->style.kind == NUMBER_PERCENT) {
		add_hundredfold(difference, decimals < PERCENT_DECIMALS ? PERCENT_DECIMALS : decimals, out);
		return;
	}
	if (cell->round && decimals >= 0)
		decimal_round(difference, decimals, &difference);
	add_signed(difference, out);
}

void compare_add_share(struct decimal share, struct str *out)
{
	add_hundredfold(share, PERCENT_DECIMALS, out);
	str_add_char(out, '%');
}

/* --- both tables --- */

struct side {
	const struct sheet *sheet;
	const struct form *form;
	const int *order;
	int *cells, *repeats;        /* the other side's; -1: none */
	int *places;                 /* in the order: by cell, then by repeat */
};

struct comparing {
	struct side now, then;
	struct comparison *out;
};

static bool stands_there(const struct side *s, struct ref at)
{
	return at.cell >= 0 && (s->form->cells[at.cell].shown || is_typed(s->sheet, at));
}

static void add(struct comparing *c, struct ref now, struct ref then)
{
	struct comparison *out = c->out;
	struct compared *item;

	if (!stands_there(&c->now, now) && !stands_there(&c->then, then))
		return;
	out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof *out->items);
	item = &out->items[out->count++];
	*item = (struct compared){ .now = now, .then = then };
	compare_place(item, c->now.sheet, c->then.sheet);
	out->changed += !item->same;
}

/* How many places of the order belong together: the columns of a repeat. */
static int width_at(const struct side *s, int place)
{
	int repeat = s->form->cells[s->order[place]].repeat;

	return repeat < 0 ? 1 : s->form->repeats[repeat].count;
}

/* Columns from `place` on that are there only. */
static void add_gone_columns(struct comparing *c, int place, int end, int row)
{
	for (; place < end && c->then.cells[c->then.order[place]] < 0; place++)
		add(c, nowhere, (struct ref){ c->then.order[place], row });
}

static void add_gone_row(struct comparing *c, int repeat, int row)
{
	int first = c->then.places[c->then.form->cell_count + repeat];

	for (int i = 0; i < c->then.form->repeats[repeat].count; i++)
		add(c, nowhere, (struct ref){ c->then.order[first + i], row });
}

/* What stands from `place` on in `then` only. */
static void add_gone(struct comparing *c, int place)
{
	const struct side *s = &c->then;

	while (place < s->form->cell_count) {
		int cell = s->order[place], repeat = s->form->cells[cell].repeat;

		if ((repeat < 0 ? s->cells[cell] : s->repeats[repeat]) >= 0)
			return;
		if (repeat < 0)
			add(c, nowhere, (struct ref){ cell, -1 });
		for (int row = 0; repeat >= 0 && row < sheet_rows(s->sheet, repeat); row++)
			add_gone_row(c, repeat, row);
		place += width_at(s, place);
	}
}

static void add_row(struct comparing *c, int repeat, int row, int row_there)
{
	const struct side *now = &c->now, *then = &c->then;
	int first = now->places[now->form->cell_count + repeat], there = 0, end = 0;

	if (row_there >= 0) {
		there = then->places[then->form->cell_count + now->repeats[repeat]];
		end = there + then->form->repeats[now->repeats[repeat]].count;
	}
	add_gone_columns(c, there, end, row_there);
	for (int i = first; i < first + now->form->repeats[repeat].count; i++) {
		int same = row_there < 0 ? -1 : now->cells[now->order[i]];

		add(c, (struct ref){ now->order[i], row },
			same < 0 ? nowhere : (struct ref){ same, row_there });
		if (same >= 0)
			add_gone_columns(c, then->places[same] + 1, end, row_there);
	}
}

/* Rows from `row` on that no row of today is. */
static void add_gone_rows(struct comparing *c, int repeat, const bool *taken, int row)
{
	for (; row < sheet_rows(c->then.sheet, repeat) && !taken[row]; row++)
		add_gone_row(c, repeat, row);
}

static void add_repeat(struct comparing *c, int repeat)
{
	int there = c->now.repeats[repeat], count = sheet_rows(c->now.sheet, repeat);
	int *rows = compare_rows(c->now.sheet, c->then.sheet, repeat);
	bool *taken = mem_array(there < 0 ? 1 : (size_t)sheet_rows(c->then.sheet, there) + 1, sizeof *taken);

	for (int row = 0; row < count; row++)
		if (rows[row] >= 0)
			taken[rows[row]] = true;
	if (there >= 0)
		add_gone_rows(c, there, taken, 0);
	for (int row = 0; row < count; row++) {
		add_row(c, repeat, row, rows[row]);
		if (rows[row] >= 0)
			add_gone_rows(c, there, taken, rows[row] + 1);
	}
	free(taken);
	free(rows);
}

static void add_all(struct comparing *c)
{
	const struct side *now = &c->now, *then = &c->then;

	add_gone(c, 0);
	for (int i = 0; i < now->form->cell_count; i += width_at(now, i)) {
		int cell = now->order[i], repeat = now->form->cells[cell].repeat;
		int same = repeat < 0 ? now->cells[cell] : now->repeats[repeat], place;

		if (repeat < 0)
			add(c, (struct ref){ cell, -1 }, (struct ref){ same, -1 });
		else
			add_repeat(c, repeat);
		if (same < 0)
			continue;
		place = then->places[repeat < 0 ? same : then->form->cell_count + same];
		add_gone(c, place + width_at(then, place));
	}
}

/* --- the sides --- */

static void side_init(struct side *s, const struct sheet *sheet, const struct form *other)
{
	const struct form *form = sheet_get_form(sheet);
	size_t cells = (size_t)form->cell_count, repeats = (size_t)form->repeat_count;

	*s = (struct side){ .sheet = sheet, .form = form, .order = sheet_order(sheet),
		.cells = mem_array(cells + 1, sizeof(int)), .repeats = mem_array(repeats + 1, sizeof(int)),
		.places = mem_array(cells + repeats + 1, sizeof(int)) };
	for (int i = 0; i < form->cell_count; i++) {
		s->cells[i] = form == other ? i : form_find_same_cell(form, i, other);
		s->places[s->order[i]] = i;
	}
	for (int i = 0; i < form->repeat_count; i++)
		s->repeats[i] = form_find_repeat(other, form->repeats[i].name, strlen(form->repeats[i].name));
	for (int i = 0; i < form->cell_count; i += width_at(s, i))
		if (form->cells[s->order[i]].repeat >= 0)
			s->places[form->cell_count + form->cells[s->order[i]].repeat] = i;
}

static void side_clear(struct side *s)
{
	free(s->cells);
	free(s->repeats);
	free(s->places);
}

void compare_sheets(const struct sheet *now, const struct sheet *then, struct comparison *out)
{
	struct comparing c = { .out = out };

	*out = (struct comparison){ 0 };
	side_init(&c.now, now, sheet_get_form(then));
	side_init(&c.then, then, sheet_get_form(now));
	add_all(&c);
	side_clear(&c.now);
	side_clear(&c.then);
}

void comparison_clear(struct comparison *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->items[i].after);
		free(c->items[i].before);
	}
	free(c->items);
	*c = (struct comparison){ 0 };
}

struct ref compare_find(const struct sheet *now, const struct sheet *then, struct ref at)
{
	const struct form *form = sheet_get_form(now);
	struct ref there = { form_find_same_cell(form, at.cell, sheet_get_form(then)), -1 };
	int *rows;

	if (there.cell < 0 || at.row < 0)
		return there;
	rows = compare_rows(now, then, form->cells[at.cell].repeat);
	there.row = rows[at.row];
	free(rows);
	return there.row < 0 ? nowhere : there;
}
