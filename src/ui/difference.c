/* SPDX-License-Identifier: MIT */
#include "ui/difference.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define _(text) gettext(text)

/* The marks of compare_add_words around what changed. */
#define OPEN "〔"
#define CLOSE "〕"

enum {
	MARGIN = 1, GAP = 1, INDENT = 2, NARROW = 80, LABEL_MAX = 44
};

void difference_add(const struct cell *cell, struct decimal difference, struct str *out)
{
	struct str number = { 0 };

	compare_add_difference(cell, difference, &number);
	str_addf(out, cell->style.kind == NUMBER_PERCENT ? _("%s points") : "%s", number.data);
	str_clear(&number);
}

/* --- building --- */

/* A row: of this year's where it stands there, else of the other. */
struct row_key { const struct sheet *sheet; int repeat, row; };

struct building {
	struct difference_lines *l;
	const struct comparison *c;
	const struct sheet *now, *then;
	enum text_widths widths;
	struct row_key row;                  /* that was told last */
	bool lone;                           /* it stands in one year only */
	struct text_lines wrapped;
	struct str part;
};

static void place_columns(struct difference_lines *l, int columns)
{
	static const int wide[PART_COUNT] = { 0, 13, 13, 14, 10 }, narrow[PART_COUNT] = { 0, 10, 10, 12, 8 };
	const int *widths = columns < NARROW ? narrow : wide;
	int label = columns - 2 * MARGIN, x = MARGIN;

	for (int i = PART_THEN; i < PART_COUNT; i++)
		label -= widths[i] + GAP;
	label = label > LABEL_MAX ? LABEL_MAX : label;
	for (int i = 0; i < PART_COUNT; i++) {
		l->x[i] = x;
		l->width[i] = i ? widths[i] : label;
		x += l->width[i] + GAP;
	}
	l->columns = columns;
}

static int words_width(const struct difference_lines *l)
{
	return l->columns - MARGIN - l->x[PART_THEN];
}

static struct difference_line *add_line(struct building *b, size_t item)
{
	struct difference_lines *l = b->l;

	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof *l->items);
	l->items[l->count] = (struct difference_line){ .item = item };
	return &l->items[l->count++];
}

static struct difference_slice add_text(struct building *b, const char *text, size_t len)
{
	struct difference_slice slice = { b->l->text.len, len };

	str_add_len(&b->l->text, text, len);
	return slice;
}

/* What stands in one year only is named by that year. */
static const struct sheet *sheet_of(const struct building *b, const struct compared *item, struct ref *at)
{
	*at = item->now.cell >= 0 ? item->now : item->then;
	return item->now.cell >= 0 ? b->now : b->then;
}

/* The column that names a row. */
static int name_column(const struct form *form, int repeat)
{
	const struct repeat *r = &form->repeats[repeat];

	if (r->reading.present && r->reading.name >= 0)
		return r->reading.name;
	for (int c = r->first; c < r->first + r->count; c++)
		if (form->cells[c].shown && !form->cells[c].merge && form->cells[c].type <= CELL_LONG)
			return c;
	return r->first;
}

/* A column that this year's form has no more stands behind one that it has. */
static bool goes_on(const struct building *b, size_t number)
{
	const struct compared *item = &b->c->items[number], *before = item - 1;
	const struct form *form = sheet_get_form(b->then);

	return number > 0 && item->now.cell < 0 && item->then.row >= 0 && before->then.cell >= 0
		&& before->then.row == item->then.row
		&& form->cells[before->then.cell].repeat == form->cells[item->then.cell].repeat;
}

static struct row_key row_of(const struct building *b, size_t number)
{
	const struct sheet *sheet;
	struct ref at;

	while (goes_on(b, number))
		number--;
	sheet = sheet_of(b, &b->c->items[number], &at);

	return (struct row_key){ sheet, sheet_get_form(sheet)->cells[at.cell].repeat, at.row };
}

static bool is_same_row(struct row_key a, struct row_key b)
{
	return a.sheet == b.sheet && a.repeat == b.repeat && a.row == b.row;
}

/* None of its cells has a counterpart. */
static bool is_lone(const struct building *b, size_t number)
{
	struct row_key row = row_of(b, number);

	while (number > 0 && is_same_row(row, row_of(b, number - 1)))
		number--;
	for (; number < b->c->count && is_same_row(row, row_of(b, number)); number++)
		if (b->c->items[number].now.cell >= 0 && b->c->items[number].then.cell >= 0)
			return false;
	return true;
}

/* A row is named once, above its cells. */
static void tell_row(struct building *b, size_t number)
{
	struct row_key row = row_of(b, number);
	const struct form *form = sheet_get_form(row.sheet);
	struct str *text = &b->part;

	if (is_same_row(row, b->row))
		return;
	b->row = row;
	b->lone = row.repeat >= 0 && is_lone(b, number);
	if (row.repeat < 0)
		return;
	str_reset(text);
	if (b->lone)
		str_addf(text, "%s ", row.sheet == b->now ? _("[new]") : _("[gone]"));
	str_addf(text, "%s 第%d行 ", form->repeats[row.repeat].label, row.row + 1);
	str_add(text, entry_get(sheet_get_entry(row.sheet),
		(struct ref){ name_column(form, row.repeat), row.row }));
	*add_line(b, number) = (struct difference_line){ .item = number, .wide = true,
		.parts = { add_text(b, text->data, text->len) } };
}

/* In a row the cell's own name is enough. */
static void add_label(struct building *b, const struct compared *item)
{
	struct ref at;
	const struct sheet *sheet = sheet_of(b, item, &at);

	str_reset(&b->part);
	if (at.row < 0)
		entry_add_label(sheet_get_entry(sheet), at, &b->part);
	else
		str_addf(&b->part, "%*s%s", INDENT, "", sheet_get_form(sheet)->cells[at.cell].label);
}

/* The line that takes the label, or the one below a label too long for its column. */
static struct difference_line *begin_item(struct building *b, size_t number)
{
	struct difference_line *line = add_line(b, number);

	add_label(b, &b->c->items[number]);
	line->parts[PART_LABEL] = add_text(b, b->part.data, b->part.len);
	if (text_width(b->widths, b->part.data, b->part.len) <= b->l->width[PART_LABEL])
		return line;
	line->wide = true;
	return add_line(b, number);
}

static void tell_number(struct building *b, size_t number)
{
	const struct compared *item = &b->c->items[number];
	struct difference_line *line = begin_item(b, number);
	struct ref at;
	const struct cell *cell = &sheet_get_form(sheet_of(b, item, &at))->cells[item->now.cell >= 0
		? item->now.cell : item->then.cell];

	line->parts[PART_THEN] = add_text(b, item->before, strlen(item->before));
	line->parts[PART_NOW] = add_text(b, item->after, strlen(item->after));
	str_reset(&b->part);
	if (item->same)
		str_add_char(&b->part, '=');
	else if (item->has_difference)
		difference_add(cell, item->difference, &b->part);
	line->parts[PART_DIFFERENCE] = add_text(b, str_text(&b->part), b->part.len);
	str_reset(&b->part);
	if (item->has_share && !item->same && cell->type != CELL_PERCENT)
		compare_add_share(item->share, &b->part);
	line->parts[PART_SHARE] = add_text(b, str_text(&b->part), b->part.len);
}

static const char *find(const char *text, const char *end, const char *mark)
{
	size_t len = strlen(mark);

	for (; text + len <= end; text++)
		if (!memcmp(text, mark, len))
			return text;
	return NULL;
}

/* Whether what follows is within changed words. */
static bool ends_inside(const char *text, size_t len, bool inside)
{
	const char *end = text + len, *mark;

	while ((mark = find(text, end, inside ? CLOSE : OPEN))) {
		inside = !inside;
		text = mark + 1;
	}
	return inside;
}

static void tell_text(struct building *b, size_t number)
{
	const struct compared *item = &b->c->items[number];
	struct difference_line *line = begin_item(b, number);
	struct str text = { 0 };
	bool inside = false;

	if (item->same)
		str_addf(&text, "%s %s", _("[same]"), item->after);
	else if (b->lone)
		str_add(&text, item->now.cell >= 0 ? item->after : item->before);
	else
		compare_add_words(item->before, item->after, &text);
	text_wrap(b->widths, str_text(&text), text.len, words_width(b->l), &b->wrapped);
	for (size_t i = 0; i < b->wrapped.count; i++) {
		const struct text_line *piece = &b->wrapped.items[i];

		line->words = true;
		line->inside = inside;
		line->parts[PART_THEN] = add_text(b, text.data + piece->start, piece->len);
		inside = !item->same && !b->lone && ends_inside(text.data + piece->start, piece->len, inside);
		if (i + 1 < b->wrapped.count)
			line = add_line(b, number);
	}
	str_clear(&text);
}

/* Nothing there and nothing here is nothing to tell. */
static bool is_told(const struct compared *item, bool all)
{
	return !item->same || (all && (*item->after || *item->before));
}

void difference_lines_build(struct difference_lines *l, const struct comparison *c, const struct sheet *now,
	const struct sheet *then, bool all, enum text_widths widths, int columns)
{
	struct building b = { .l = l, .c = c, .now = now, .then = then, .widths = widths };

	l->count = l->shown = 0;
	str_reset(&l->text);
	place_columns(l, columns);
	for (size_t i = 0; i < c->count; i++) {
		if (!is_told(&c->items[i], all))
			continue;
		l->shown++;
		tell_row(&b, i);
		if (c->items[i].kind == COMPARED_NUMBER)
			tell_number(&b, i);
		else
			tell_text(&b, i);
	}
	text_lines_clear(&b.wrapped);
	str_clear(&b.part);
}

void difference_lines_clear(struct difference_lines *l)
{
	free(l->items);
	str_clear(&l->text);
	*l = (struct difference_lines){ 0 };
}

/* --- painting --- */

static void put(const struct difference_lines *l, struct grid *g, struct rect line, int part, const char *text,
	size_t len, enum role role)
{
	int x = line.x + l->x[part], width = text_width(grid_widths(g), text, len);
	struct str cut = { 0 };

	if (!len)
		return;
	str_add_len(&cut, text, len);
	if (width > l->width[part]) {
		struct str whole = cut;

		cut = (struct str){ 0 };
		text_add_cut(&cut, grid_widths(g), whole.data, l->width[part], false);
		width = text_width(grid_widths(g), cut.data, cut.len);
		str_clear(&whole);
	}
	if (part != PART_LABEL)
		x += l->width[part] - width;
	grid_put(g, line, x, line.y, cut.data, cut.len, role);
	str_clear(&cut);
}

void difference_paint_head(const struct difference_lines *l, struct grid *g, struct rect line, int then, int now)
{
	struct str years[2] = { { 0 }, { 0 } };
	const char *titles[PART_COUNT];

	str_addf(&years[0], "%d", then);
	str_addf(&years[1], "%d", now);
	titles[PART_LABEL] = _("cell");
	titles[PART_THEN] = years[0].data;
	titles[PART_NOW] = years[1].data;
	titles[PART_DIFFERENCE] = _("difference");
	titles[PART_SHARE] = _("percent");
	grid_fill(g, line, ROLE_LIST_HEAD);
	for (int i = 0; i < PART_COUNT; i++)
		put(l, g, line, i, titles[i], strlen(titles[i]), ROLE_LIST_HEAD);
	str_clear(&years[0]);
	str_clear(&years[1]);
}

/* What changed is marked by signs, and looks different too. */
static void paint_words(const struct difference_lines *l, struct grid *g, struct rect line,
	const struct difference_line *d, enum role role)
{
	const char *text = l->text.data + d->parts[PART_THEN].start, *end = text + d->parts[PART_THEN].len;
	bool inside = d->inside;
	int x = line.x + l->x[PART_THEN];

	while (text < end) {
		const char *mark = inside ? CLOSE : OPEN;
		const char *found = find(text, end, mark);
		const char *stop = found ? found + (inside ? strlen(mark) : 0) : end;

		if (stop > text)
			x += grid_put(g, line, x, line.y, text, (size_t)(stop - text),
				inside && role == ROLE_PLAIN ? ROLE_MARKED : role);
		inside = found ? !inside : inside;
		text = stop;
	}
}

void difference_paint(const struct difference_lines *l, struct grid *g, struct rect line, size_t number,
	bool selected)
{
	const struct difference_line *d = &l->items[number];
	const struct difference_slice *label = &d->parts[PART_LABEL];
	enum role role = selected ? ROLE_LIST_SELECTED : ROLE_PLAIN;
	struct str cut = { 0 };

	grid_fill(g, line, role);
	if (d->wide) {
		str_add_len(&cut, l->text.data + label->start, label->len);
		grid_put(g, line, line.x + MARGIN, line.y, cut.data, cut.len, selected ? role : ROLE_TITLE);
		str_clear(&cut);
		return;
	}
	put(l, g, line, PART_LABEL, l->text.data + label->start, label->len, role);
	if (d->words)
		paint_words(l, g, line, d, role);
	for (int i = PART_THEN; !d->words && i < PART_COUNT; i++)
		put(l, g, line, i, l->text.data + d->parts[i].start, d->parts[i].len, role);
}
