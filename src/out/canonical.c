/* SPDX-License-Identifier: MIT */
#include "out/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "out/json.h"

struct member { const char *name, *text; };

/* Names are ASCII, where the order of bytes is that of UTF-16. */
static int compare(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

static void add_pair(const char *name, const char *text, struct str *out)
{
	json_add_text(name, out);
	str_add_char(out, ':');
	json_add_text(text, out);
}

/* Cells from `first`, those of a row or those outside repeats (row -1). */
static void add_texts(const struct entry *e, int first, int count, int row, struct str *out)
{
	const struct form *form = entry_get_form(e);
	struct member *members = mem_array((size_t)count + 1, sizeof *members);
	size_t found = 0;

	for (int i = first; i < first + count; i++)
		if (row >= 0 || form->cells[i].repeat < 0) {
			const char *text = entry_get(e, (struct ref){ i, row });

			if (*text)
				members[found++] = (struct member){ form->cells[i].name, text };
		}
	qsort(members, found, sizeof *members, compare);
	str_add_char(out, '{');
	for (size_t i = 0; i < found; i++) {
		if (i)
			str_add_char(out, ',');
		add_pair(members[i].name, members[i].text, out);
	}
	str_add_char(out, '}');
	free(members);
}

static void add_repeat(const struct entry *e, int repeat, struct str *out)
{
	const struct repeat *r = &entry_get_form(e)->repeats[repeat];

	json_add_text(r->name, out);
	str_add(out, ":[");
	for (int row = 0; row < entry_row_count(e, repeat); row++) {
		if (row)
			str_add_char(out, ',');
		add_texts(e, r->first, r->count, row, out);
	}
	str_add_char(out, ']');
}

/* The few repeats by name: each time the next one. */
static void add_rows(const struct entry *e, struct str *out)
{
	const struct form *form = entry_get_form(e);
	const char *last = "";

	str_add(out, ",\"rows\":{");
	for (int done = 0; done < form->repeat_count; done++) {
		int next = -1;

		for (int i = 0; i < form->repeat_count; i++)
			if (strcmp(form->repeats[i].name, last) > 0 && (next < 0
					|| strcmp(form->repeats[i].name, form->repeats[next].name) < 0))
				next = i;
		if (done)
			str_add_char(out, ',');
		add_repeat(e, next, out);
		last = form->repeats[next].name;
	}
	str_add_char(out, '}');
}

static void add_notes(const struct entry *e, struct str *out)
{
	struct str name = { 0 };
	size_t count;
	const struct note *notes = entry_notes(e, &count);

	if (!count)
		return;
	str_add(out, ",\"notes\":[");
	for (size_t i = 0; i < count; i++) {
		str_reset(&name);
		entry_add_name(e, notes[i].at, &name);
		str_add(out, i ? ",{" : "{");
		add_pair("cell", str_text(&name), out);
		str_add_char(out, ',');
		add_pair("id", notes[i].finding, out);
		str_add_char(out, ',');
		add_pair("say", notes[i].text, out);
		str_add_char(out, '}');
	}
	str_add_char(out, ']');
	str_clear(&name);
}

void canonical_add(const struct entry *e, int64_t id, int revision, struct str *out)
{
	const struct form *form = entry_get_form(e);

	str_add_char(out, '{');
	add_pair("form", form->id, out);
	str_add_char(out, ',');
	add_pair("form_version", form->version, out);
	str_addf(out, ",\"format\":\"ziping-form\",\"id\":%lld", (long long)id);
	add_notes(e, out);
	str_addf(out, ",\"revision\":%d", revision);
	add_rows(e, out);
	str_add(out, ",\"values\":");
	add_texts(e, 0, form->cell_count, -1, out);
	str_addf(out, ",\"version\":1,\"year\":%d}", entry_get_year(e));
}
