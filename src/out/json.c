/* SPDX-License-Identifier: MIT */
#include "out/json.h"

#include <string.h>

/* "\u001f" and its like; NULL: the byte stands for itself. */
static const char *escape(unsigned char c, char buffer[8])
{
	static const char hex[] = "0123456789abcdef";
	static const char *const named[128] = {
		['"'] = "\\\"", ['\\'] = "\\\\", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t",
		['\b'] = "\\b", ['\f'] = "\\f",
	};

	if (c < 128 && named[c])
		return named[c];
	if (c >= ' ' && c != 127)
		return NULL;
	memcpy(buffer, "\\u0000", 7);
	buffer[4] = hex[c >> 4];
	buffer[5] = hex[c & 15];
	return buffer;
}

void json_add_text(const char *s, struct str *out)
{
	char buffer[8];
	const char *from = s;

	str_add_char(out, '"');
	for (; *s; s++) {
		const char *instead = escape((unsigned char)*s, buffer);

		if (!instead)
			continue;
		str_add_len(out, from, (size_t)(s - from));
		str_add(out, instead);
		from = s + 1;
	}
	str_add_len(out, from, (size_t)(s - from));
	str_add_char(out, '"');
}

/* Which half of a sheet is being written: "values" and "rows", or both under "computed". */
enum half { HALF_TYPED, HALF_COMPUTED };

struct writer {
	const struct sheet *sheet;
	const struct form *form;
	const struct entry *entry;
	enum half half;
	int indent;
	bool first;                  /* in the object or array being written */
	struct str *out;
	struct str text;             /* scratch */
};

static void begin_line(struct writer *w)
{
	str_add(w->out, w->first ? "\n" : ",\n");
	str_add_repeat(w->out, " ", w->indent);
	w->first = false;
}

static void open_group(struct writer *w, const char *name, char bracket)
{
	begin_line(w);
	if (name) {
		json_add_text(name, w->out);
		str_add(w->out, ": ");
	}
	str_add_char(w->out, bracket);
	w->indent++;
	w->first = true;
}

static void close_group(struct writer *w, char bracket)
{
	w->indent--;
	if (!w->first) {
		str_add_char(w->out, '\n');
		str_add_repeat(w->out, " ", w->indent);
	}
	str_add_char(w->out, bracket);
	w->first = false;
}

static void add_pair(struct writer *w, const char *name, const char *text)
{
	begin_line(w);
	json_add_text(name, w->out);
	str_add(w->out, ": ");
	json_add_text(text, w->out);
}

/* The text to write for a place, NULL: leave the key out. */
static const char *text_at(struct writer *w, struct ref at)
{
	const struct cell *cell = &w->form->cells[at.cell];
	const char *typed = entry_get(w->entry, at);
	const struct value *value;

	if (w->half == HALF_TYPED) {
		bool column = at.row >= 0 && !cell->calculate && cell->shown;

		return *typed || column ? typed : NULL;
	}
	if (!cell->calculate)
		return NULL;
	value = sheet_computed(w->sheet, at);
	if (value->kind != VALUE_NUMBER && value->kind != VALUE_TEXT)
		return NULL;
	str_reset(&w->text);
	sheet_show_computed(w->sheet, at, &w->text);
	return str_text(&w->text);
}

static void add_values(struct writer *w)
{
	open_group(w, "values", '{');
	for (int i = 0; i < w->form->cell_count; i++) {
		const char *text = w->form->cells[i].repeat < 0
			? text_at(w, (struct ref){ i, -1 }) : NULL;

		if (text)
			add_pair(w, w->form->cells[i].name, text);
	}
	close_group(w, '}');
}

static void add_row(struct writer *w, const struct repeat *r, int row)
{
	open_group(w, NULL, '{');
	for (int i = r->first; i < r->first + r->count; i++) {
		const char *text = text_at(w, (struct ref){ i, row });

		if (text)
			add_pair(w, w->form->cells[i].name, text);
	}
	close_group(w, '}');
}

static void add_rows(struct writer *w)
{
	open_group(w, "rows", '{');
	for (int i = 0; i < w->form->repeat_count; i++) {
		const struct repeat *r = &w->form->repeats[i];

		open_group(w, r->name, '[');
		for (int row = 0; row < entry_row_count(w->entry, i); row++)
			add_row(w, r, row);
		close_group(w, ']');
	}
	close_group(w, '}');
}

static void add_notes(struct writer *w)
{
	size_t count;
	const struct note *notes = entry_notes(w->entry, &count);

	if (!count)
		return;
	open_group(w, "notes", '[');
	for (size_t i = 0; i < count; i++) {
		open_group(w, NULL, '{');
		add_pair(w, "id", notes[i].finding);
		str_reset(&w->text);
		entry_add_name(w->entry, notes[i].at, &w->text);
		add_pair(w, "cell", str_text(&w->text));
		add_pair(w, "say", notes[i].text);
		close_group(w, '}');
	}
	close_group(w, ']');
}

static void add_number(struct writer *w, const char *name, long long number)
{
	begin_line(w);
	json_add_text(name, w->out);
	str_addf(w->out, ": %lld", number);
}

static void add_head(struct writer *w, const struct json_extra *extra)
{
	add_pair(w, "format", "ziping-form");
	add_number(w, "version", 1);
	add_pair(w, "form", w->form->id);
	add_number(w, "year", entry_get_year(w->entry));
	if (!extra)
		return;
	add_pair(w, "form_version", w->form->version);
	if (extra->id)
		add_number(w, "id", extra->id);
	if (extra->status)
		add_pair(w, "status", extra->status);
	if (extra->revision)
		add_number(w, "revision", extra->revision);
}

void json_add_sheet(const struct sheet *sheet, const struct json_extra *extra, struct str *out)
{
	struct writer w = {
		.sheet = sheet, .form = sheet_get_form(sheet), .entry = sheet_get_entry(sheet),
		.out = out, .indent = 1, .first = true,
	};

	str_add_char(out, '{');
	add_head(&w, extra);
	add_values(&w);
	add_rows(&w);
	add_notes(&w);
	w.half = HALF_COMPUTED;
	open_group(&w, "computed", '{');
	add_values(&w);
	add_rows(&w);
	close_group(&w, '}');
	close_group(&w, '}');
	str_clear(&w.text);
}
