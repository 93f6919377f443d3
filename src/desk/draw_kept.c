/* SPDX-License-Identifier: MIT */
/* What a report had drawn when a revision of it was frozen, so that it says for ever what was signed. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/draw_internal.h"
#include "in/json_drawn.h"
#include "out/json.h"
#include "store/revision.h"

/* --- writing --- */

struct named { char *name; const struct outside_values *values; };

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static char *name_of(const struct form *form, const struct outside *outside)
{
	struct str name = { 0 };

	str_add(&name, form->sources[outside->source].name);
	if (*outside->name)
		str_addf(&name, ".%s", outside->name);
	return str_take(&name);
}

static void add_item(const struct outside_item *item, struct str *out)
{
	struct str number = { 0 };

	str_add_char(out, '[');
	if (item->value.kind != VALUE_EMPTY)
		json_add_text(item->shown, out);
	if (item->value.kind == VALUE_NUMBER) {
		decimal_add_to(item->value.number, &number);
		str_add_char(out, ',');
		json_add_text(number.data, out);
	}
	str_add_char(out, ']');
	str_clear(&number);
}

static void add_named(const struct named *n, struct str *out)
{
	json_add_text(n->name, out);
	str_add(out, ":[");
	for (size_t i = 0; i < n->values->count; i++) {
		if (i)
			str_add_char(out, ',');
		add_item(&n->values->items[i], out);
	}
	str_add_char(out, ']');
}

void opened_add_drawn(const struct opened *o, struct str *out)
{
	int count;
	const struct outside *outsides = form_outsides(o->form, &count);
	struct named *named;

	if (!o->drawn)
		return;
	named = mem_array((size_t)count + 1, sizeof *named);
	for (int i = 0; i < count; i++)
		named[i] = (struct named){ name_of(o->form, &outsides[i]), &o->drawn->values[i] };
	qsort(named, (size_t)count, sizeof *named, compare);
	str_add(out, "\"drawn\":{");
	for (int i = 0; i < count; i++) {
		if (i)
			str_add_char(out, ',');
		add_named(&named[i], out);
		free(named[i].name);
	}
	str_add(out, "},");
	free(named);
}

size_t drawn_length(const char *body)
{
	static const char begins[] = "{\"drawn\":{";
	const char *s = body + sizeof begins - 1;
	bool quoted = false;

	if (strncmp(body, begins, sizeof begins - 1))
		return 0;
	for (; *s && (quoted || *s != '}'); s++) {
		if (quoted && *s == '\\' && s[1])
			s++;
		else if (*s == '"')
			quoted = !quoted;
	}
	return strncmp(s, "},", 2) ? 0 : (size_t)(s + 2 - body) - 1;
}

/* --- reading --- */

struct taking {
	const struct opened *o;
	struct drawn *drawn;
	bool any;
};

static int find_outside(const struct form *form, const char *name)
{
	int count, source = form_find_source(form, name, strcspn(name, "."));
	const struct outside *outsides = form_outsides(form, &count);
	const char *rest = strchr(name, '.');

	for (int i = 0; i < count; i++)
		if (outsides[i].source == source && !strcmp(outsides[i].name, rest ? rest + 1 : ""))
			return i;
	return -1;
}

static void take(void *context, const char *name, const char *shown, const char *number)
{
	struct taking *t = context;
	int index = find_outside(t->o->form, name);
	struct value value = { .kind = VALUE_TEXT };

	if (index < 0)
		return;
	t->any = true;
	if (!shown) {
		message_set(&t->drawn->values[index].why, N_("There was none when this state was kept."), NULL);
		return;
	}
	if (number && decimal_parse(number, strlen(number), &value.number))
		value.kind = VALUE_NUMBER;
	else if (!*shown)
		value.kind = VALUE_EMPTY;
	else if (!strcmp(shown, "—"))
		value = (struct value){ .kind = VALUE_UNKNOWN, .missing = 1 };
	drawn_add_item(&t->drawn->values[index], &value, shown);
}

bool opened_take_drawn(struct opened *o, const char *body)
{
	struct taking t = { .o = o };

	if (!o->form->source_count)
		return false;
	t.drawn = drawn_new(o->form);
	json_read_drawn(body, strlen(body), take, &t);
	if (!t.any) {
		drawn_free(t.drawn);
		return false;
	}
	drawn_label(o, t.drawn);
	/* For what is printed behind: without it there is only less to print. */
	drawn_find(o, t.drawn, NULL);
	drawn_give(o, t.drawn);
	return true;
}

bool opened_draw_kept(struct opened *o)
{
	struct revision r = { 0 };
	bool taken;

	if (o->lock == OPENED_FROZEN && o->stored.revision && o->drawn)
		return true;
	if (o->lock != OPENED_SIGNED || !o->stored.revision
		|| store_get_revision(desk_get_store(o->desk), o->id, o->stored.revision, &r, NULL) != STATUS_OK)
		return false;
	taken = opened_take_drawn(o, r.body);
	revision_clear(&r);
	return taken;
}
