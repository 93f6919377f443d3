/* SPDX-License-Identifier: MIT */
#include "form/compose.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/figure.h"
#include "form/formula_internal.h"
#include "form/outside.h"
#include "form/private.h"
#include "form/sheet.h"

enum { PARTS_MAX = 200 };

static const char unknown[] = "—", between[] = "、";

/* --- reading --- */

/* The brace that closes a place; those within quotes do not. */
static const char *find_close(const char *s)
{
	char quote = '\0';

	for (; *s && (quote || *s != '}'); s++)
		if (quote ? *s == quote : *s == '"' || *s == '\'')
			quote = quote ? '\0' : *s;
	return *s ? s : NULL;
}

static int characters(const char *from, const char *to)
{
	int count = 0;

	for (; from < to; from++)
		count += ((unsigned char)*from & 0xc0) != 0x80;
	return count;
}

static enum status refuse(struct err *err, const char *text, const char *at, const char *id)
{
	err_set(err, STATUS_INPUT, id, NULL);
	err_at(err, NULL, 0, characters(text, at) + 1);
	return STATUS_INPUT;
}

static enum status parse_place(const struct form *form, const struct cell *cell, const char *text, const char *open,
	const char *close, struct formula **out, struct err *err)
{
	char *place = mem_dup_len(open + 1, (size_t)(close - open - 1));
	enum status status = formula_parse(form, cell, NULL, cell->repeat, place, FORMULA_ANY, out, err);

	if (status != STATUS_OK)
		err_at(err, NULL, 0, err->column + characters(text, open) + 1);
	free(place);
	return status;
}

static enum status parse_parts(const struct form *form, const struct cell *cell, struct compose *c, struct err *err)
{
	const char *at = c->text, *open, *close;
	enum status status = STATUS_OK;

	for (; status == STATUS_OK && (open = strchr(at, '{')) != NULL; at = close + 1) {
		struct compose_part *part = &c->parts[c->count];

		close = find_close(open + 1);
		if (!close)
			return refuse(err, c->text, open, N_("a { without its }"));
		if (c->count == PARTS_MAX)
			return refuse(err, c->text, open, N_("a text has at most 200 places"));
		*part = (struct compose_part){ (size_t)(at - c->text), (size_t)(open - at), NULL };
		status = parse_place(form, cell, c->text, open, close, &part->value, err);
		c->count++;
	}
	c->parts[c->count++] = (struct compose_part){ (size_t)(at - c->text), strlen(at), NULL };
	return status;
}

static struct formula *join_uses(const struct form *form, const struct cell *cell, const struct compose *c)
{
	struct formula_use *uses = NULL;
	size_t count = 0, cap = 0, more;
	struct formula *f;

	for (int i = 0; i < c->count; i++) {
		const struct formula_use *own = c->parts[i].value ? formula_uses(c->parts[i].value, &more) : NULL;

		if (!own || !more)
			continue;
		uses = mem_grow(uses, &cap, count + more, sizeof *uses);
		memcpy(uses + count, own, more * sizeof *uses);
		count += more;
	}
	f = formula_for_text(form, cell, uses, count);
	free(uses);
	return f;
}

enum status compose_parse(const struct form *form, const struct cell *cell, const char *text, const struct compose **out,
	struct formula **formula, struct err *err)
{
	struct compose_part parts[PARTS_MAX + 1];
	struct compose made = { .text = text, .parts = parts }, *kept;
	enum status status = parse_parts(form, cell, &made, err);

	if (status != STATUS_OK) {
		compose_clear(&made);
		return status;
	}
	kept = arena_alloc(&form->private->arena, 1, sizeof *kept);
	*kept = made;
	kept->parts = arena_alloc(&form->private->arena, (size_t)made.count, sizeof *parts);
	memcpy(kept->parts, parts, (size_t)made.count * sizeof *parts);
	*out = kept;
	*formula = join_uses(form, cell, kept);
	return STATUS_OK;
}

void compose_clear(const struct compose *c)
{
	for (int i = 0; c && i < c->count; i++)
		formula_free(c->parts[i].value);
}

/* --- places --- */

/* The only node of a place that is a name alone. */
static const struct formula_node *name_of(const struct formula *f)
{
	return f->node_count == 1 ? f->nodes : NULL;
}

static int add_one(bool known, size_t before, struct str *out)
{
	if (known && out->len > before)
		return 0;
	str_remove(out, before, out->len - before);
	str_add(out, unknown);
	return 1;
}

static int add_cell(const struct sheet *sheet, struct ref at, struct str *out)
{
	size_t before = out->len;
	enum shown shown = sheet_show(sheet, at, out);

	if (sheet_value(sheet, at)->kind == VALUE_TEXT)
		return 0;
	return add_one(shown != SHOWN_UNKNOWN && sheet_value(sheet, at)->kind != VALUE_UNKNOWN, before, out);
}

static int add_set(const struct formula *f, const struct sheet *sheet, struct str *out)
{
	const struct formula_node *n = f->nodes;
	int missing = 0, terms = 0;

	for (int i = 0; i < n->b; i++) {
		const struct formula_use *use = &f->members[n->a + i];
		int rows = use->whole ? sheet_rows(sheet, use->repeat) : 1;

		for (int row = 0; row < rows; row++) {
			struct ref at = { use->cell, use->whole ? row : -1 };

			if (sheet_value(sheet, at)->kind == VALUE_EMPTY)
				continue;
			if (terms++)
				str_add(out, between);
			missing += add_cell(sheet, at, out);
		}
	}
	return terms ? missing : add_one(false, out->len, out);
}

static int add_outside(const struct sheet *sheet, int index, struct str *out)
{
	const struct outside_values *values = sheet_outside(sheet, index);
	int missing = 0, terms = 0;

	for (size_t i = 0; values && i < values->count; i++) {
		const struct outside_item *item = &values->items[i];
		size_t before;

		if (item->value.kind == VALUE_EMPTY)
			continue;
		if (terms++)
			str_add(out, between);
		before = out->len;
		str_add(out, item->shown);
		missing += add_one(item->value.kind != VALUE_UNKNOWN, before, out);
	}
	return terms ? missing : add_one(false, out->len, out);
}

static int add_result(const struct formula *f, const struct sheet *sheet, int row, struct str *out)
{
	static const struct number_style plain = { .decimals = -1 };
	struct value v = formula_evaluate(f, sheet, row);

	if (v.kind == VALUE_NUMBER)
		number_show(v.number, &plain, out);
	else if (v.kind == VALUE_TEXT)
		str_add(out, v.text);
	else
		return add_one(false, out->len, out);
	return 0;
}

int compose_add_value(const struct formula *f, const struct sheet *sheet, int row, struct str *out)
{
	const struct formula_node *name = name_of(f);

	if (name && name->op == OP_CELL)
		return add_cell(sheet, (struct ref){ name->a, f->form->cells[name->a].repeat < 0 ? -1 : row }, out);
	if (name && name->op == OP_SET)
		return add_set(f, sheet, out);
	if (name && (name->op == OP_OUTSIDE || name->op == OP_OUTSIDE_SET))
		return add_outside(sheet, name->a, out);
	return add_result(f, sheet, row, out);
}

int compose_add(const struct compose *c, const struct sheet *sheet, int row, struct str *out)
{
	int missing = 0;

	for (int i = 0; i < c->count; i++) {
		str_add_len(out, c->text + c->parts[i].start, c->parts[i].len);
		if (c->parts[i].value)
			missing += compose_add_value(c->parts[i].value, sheet, row, out);
	}
	return missing;
}

void compose_add_place(const struct compose *c, const struct sheet *sheet, int row, int part, struct str *out)
{
	compose_add_value(c->parts[part].value, sheet, row, out);
}

void compose_add_label(const struct compose *c, const struct sheet *sheet, int row, int part,
	message_translate *translate, struct str *out)
{
	formula_describe(c->parts[part].value, sheet, row, FORMULA_IN_WORDS, translate, out);
}

bool compose_is_year(const struct compose *c, int part)
{
	const struct formula_node *name = name_of(c->parts[part].value);

	return name && name->op == OP_YEAR;
}

/* --- what a typed text must say --- */

static bool is_grade(const struct formula *f)
{
	const struct formula_node *last = &f->nodes[f->node_count - 1];

	if (last->op == OP_CELL && f->form->cells[last->a].calculate)
		return is_grade(f->form->cells[last->a].calculate);
	return last->op == OP_CALL && last->a == CALL_GRADE;
}

/* As it is, or as it is printed: 7.1899 or 7.2, 100%. */
static bool has_figure(const char *text, struct decimal exact, const char *shown)
{
	struct decimal printed;

	if (figure_next(&shown, &printed) && figure_stands_in(text, printed))
		return true;
	return figure_stands_in(text, exact);
}

static bool has_items(const char *text, const struct sheet *sheet, int index)
{
	const struct outside_values *values = sheet_outside(sheet, index);

	for (size_t i = 0; values && i < values->count; i++)
		if (values->items[i].value.kind == VALUE_NUMBER
			&& !has_figure(text, values->items[i].value.number, values->items[i].shown))
			return false;
	return true;
}

static bool has_place(const struct formula *f, const struct sheet *sheet, int row, const char *text)
{
	const struct formula_node *name = name_of(f);
	struct str shown = { 0 };
	struct value v;
	bool has = true;

	if (name && name->op == OP_YEAR)
		return true;
	if (name && (name->op == OP_OUTSIDE || name->op == OP_OUTSIDE_SET))
		return has_items(text, sheet, name->a);
	if (name && name->op == OP_SET)
		return true;
	v = formula_evaluate(f, sheet, row);
	if (v.kind == VALUE_NUMBER) {
		compose_add_value(f, sheet, row, &shown);
		has = has_figure(text, v.number, str_text(&shown));
	} else if (v.kind == VALUE_TEXT && is_grade(f)) {
		has = strstr(text, v.text) != NULL;
	}
	str_clear(&shown);
	return has;
}

int compose_find_absent(const struct compose *c, const struct sheet *sheet, int row, const char *text)
{
	for (int i = 0; i < c->count; i++)
		if (c->parts[i].value && !has_place(c->parts[i].value, sheet, row, text))
			return i;
	return -1;
}
