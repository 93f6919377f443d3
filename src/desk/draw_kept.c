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

static void add_drawn(const struct opened *o, struct str *out)
{
	int count;
	const struct outside *outsides = form_outsides(o->form, &count);
	struct named *named = mem_array((size_t)count + 1, sizeof *named);

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

static enum status add_appended(const struct opened *o, struct str *out, struct err *err)
{
	struct appended *items;
	size_t count;
	enum status status = opened_appended(o, &items, &count, err);

	for (size_t i = 0; i < count; i++)
		str_addf(out, "%s[%lld,%lld]", i ? "," : "\"appended\":[", (long long)items[i].id,
			(long long)items[i].step);
	if (count)
		str_add(out, "],");
	free(items);
	return status;
}

enum status opened_add_drawn(const struct opened *o, struct str *out, struct err *err)
{
	enum status status;

	if (!o->drawn)
		return STATUS_OK;
	status = add_appended(o, out, err);
	add_drawn(o, out);
	return status;
}

/* Behind the value of a member that begins here, and its comma; where it begins: there is no such member. */
static const char *skip_member(const char *s, const char *begin, char close)
{
	const char *at = s + strlen(begin);
	bool quoted = false;
	int depth = 1;

	if (strncmp(s, begin, strlen(begin)))
		return s;
	for (; *at && depth; at++) {
		if (quoted && *at == '\\' && at[1])
			at++;
		else if (*at == '"')
			quoted = !quoted;
		else if (!quoted && (*at == '[' || *at == '{'))
			depth++;
		else if (!quoted && (*at == ']' || *at == '}'))
			depth--;
	}
	return at[0] == ',' && at[-1] == close ? at + 1 : s;
}

size_t drawn_length(const char *body)
{
	const char *s = skip_member(body + 1, "\"appended\":[", ']');

	return (size_t)(skip_member(s, "\"drawn\":{", '}') - body) - 1;
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

static void take_appended(void *context, long long id, long long step)
{
	struct drawn *d = ((struct taking *)context)->drawn;

	d->appended = mem_grow(d->appended, &d->appended_cap, d->appended_count + 1, sizeof *d->appended);
	d->appended[d->appended_count++] = (struct appended){ id, step };
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
	t.drawn->kept = true;
	json_read_appended(body, strlen(body), take_appended, &t);
	drawn_label(o, t.drawn);
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

/* --- what is printed behind --- */

static enum status add_tables(const struct opened *o, int source, struct appended **items, size_t *count, size_t *cap,
	struct err *err)
{
	size_t found;
	const int64_t *ids = opened_sources(o, source, &found);
	enum status status = STATUS_OK;

	*items = mem_grow(*items, cap, *count + found, sizeof **items);
	for (size_t i = 0; i < found && status == STATUS_OK; i++) {
		struct appended *item = &(*items)[(*count)++];

		item->id = ids[i];
		status = store_last_step(desk_get_store(o->desk), ids[i], &item->step, err);
	}
	return status;
}

enum status opened_appended(const struct opened *o, struct appended **out, size_t *count, struct err *err)
{
	enum status status = STATUS_OK;
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	if (o->drawn && o->drawn->kept && o->drawn->appended_count) {
		*count = o->drawn->appended_count;
		*out = mem_array(*count, sizeof **out);
		memcpy(*out, o->drawn->appended, *count * sizeof **out);
	}
	for (int i = 0; o->drawn && !o->drawn->kept && i < o->form->append_count && status == STATUS_OK; i++)
		status = add_tables(o, o->form->append[i], out, count, &cap, err);
	return status;
}
