/* SPDX-License-Identifier: MIT */
#include "in/json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/typing.h"
#include "in/json_place.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999, NOTES_MAX = 10000 };

/* Where the reader is, for messages. */
struct reader {
	const char *file, *text;
	size_t len;
	bool many;                   /* an array of entries */
	size_t entry;                /* from 0 */
	struct json_step path[6];
	int depth;
	json_find_form *find;
	void *context;
	struct err *err;
};

static void enter(struct reader *r, const char *key, size_t index)
{
	r->path[r->depth++] = (struct json_step){ key, index };
}

static void leave(struct reader *r)
{
	r->depth--;
}

/* The sentence that was set, with the place where the reader is. */
static enum status refused_here(const struct reader *r)
{
	int line, column;

	json_place(r->text, r->len, r->path, r->depth, &line, &column);
	err_at(r->err, r->file, line, column);
	return STATUS_INPUT;
}

static enum status refuse(const struct reader *r, const char *id, const char *what,
	const char *more)
{
	char number[24];

	snprintf(number, sizeof number, "%zu", r->entry + 1);
	err_set(r->err, STATUS_INPUT, id, number, what ? what : "", more, NULL);
	return refused_here(r);
}

static enum status refuse_at(struct reader *r, const char *key, const char *id)
{
	enum status status;

	enter(r, key, 0);
	status = refuse(r, id, key, NULL);
	leave(r);
	return status;
}

static const char *const known_keys[] = {
	"format", "version", "form", "year", "values", "rows", "notes",
	"appended", "computed", "drawn", "id", "status", "revision", "form_version",  /* written by export, ignored here */
};

static bool is_known(const char *key)
{
	for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++)
		if (!strcmp(key, known_keys[i]))
			return true;
	return false;
}

static enum status check_frame(struct reader *r, json_t *object)
{
	const char *format = json_string_value(json_object_get(object, "format"));
	const json_t *version = json_object_get(object, "version");
	const char *key;
	json_t *value;

	if (!format || strcmp(format, "ziping-form"))
		return refuse_at(r, "format",
			N_("entry %1: not an exchange file: \"format\" must be \"ziping-form\""));
	if (!json_is_integer(version) || json_integer_value(version) < 1)
		return refuse_at(r, "version", N_("entry %1: \"version\" must be a number, 1"));
	if (json_integer_value(version) > 1)
		return refuse_at(r, "version",
			N_("entry %1: written by a newer program; update this one"));
	json_object_foreach(object, key, value)
		if (!is_known(key))
			return refuse_at(r, key, N_("entry %1: unknown key \"%2\""));
	return STATUS_OK;
}

/* `name` is the place in the entry, `row` whether it must be one of a row. */
static enum status read_text(struct reader *r, const char *name, bool row, const json_t *value,
	struct entry *e)
{
	const char *text = json_string_value(value);
	struct ref at = { -1, -1 };
	enum status status = entry_parse_name(e, name, false, &at, r->err);

	if (status != STATUS_OK)
		return refused_here(r);
	if ((at.row >= 0) != row)
		return refuse(r, N_("entry %1: \"%2\" belongs under \"rows\""), name, NULL);
	if (!text)
		return refuse(r, N_("entry %1: \"%2\" must be a text in quotes"), name, NULL);
	status = typing_check(e, at, text, r->err);
	if (status != STATUS_OK)
		return refused_here(r);
	entry_set(e, at, text);
	return STATUS_OK;
}

static enum status read_values(struct reader *r, json_t *values, struct entry *e)
{
	enum status status = STATUS_OK;
	const char *key;
	json_t *value;

	enter(r, "values", 0);
	json_object_foreach(values, key, value) {
		enter(r, key, 0);
		status = read_text(r, key, false, value, e);
		leave(r);
		if (status != STATUS_OK)
			break;
	}
	leave(r);
	return status;
}

static enum status read_row(struct reader *r, json_t *row, struct entry *e, int repeat, size_t at)
{
	const char *rows = entry_get_form(e)->repeats[repeat].name;
	enum status status = STATUS_OK;
	struct str name = { 0 };
	const char *key;
	json_t *value;

	if (!json_is_object(row))
		return refuse(r, N_("entry %1: each row of \"%2\" must be an object"), rows, NULL);
	json_object_foreach(row, key, value) {
		str_reset(&name);
		str_addf(&name, "%s[%zu].%s", rows, at + 1, key);
		enter(r, key, 0);
		status = read_text(r, name.data, true, value, e);
		leave(r);
		if (status != STATUS_OK)
			break;
	}
	str_clear(&name);
	return status;
}

static enum status read_repeat(struct reader *r, const char *key, json_t *rows, struct entry *e)
{
	const struct form *form = entry_get_form(e);
	int repeat = form_find_repeat(form, key, strlen(key));
	enum status status = STATUS_OK;

	if (repeat < 0)
		return refuse(r, N_("entry %1: the form %3 has no rows \"%2\""), key, form->id);
	if (!json_is_array(rows))
		return refuse(r, N_("entry %1: \"%2\" must be an array of rows"), key, NULL);
	if (json_array_size(rows) > (size_t)form->repeats[repeat].max)
		return refuse(r, N_("entry %1: too many rows in \"%2\""), key, NULL);
	for (size_t i = 0; status == STATUS_OK && i < json_array_size(rows); i++) {
		entry_insert_row(e, repeat, (int)i, 0);
		enter(r, NULL, i);
		status = read_row(r, json_array_get(rows, i), e, repeat, i);
		leave(r);
	}
	return status;
}

static enum status read_rows(struct reader *r, json_t *repeats, struct entry *e)
{
	const struct form *form = entry_get_form(e);
	enum status status = STATUS_OK;
	const char *key;
	json_t *rows;

	enter(r, "rows", 0);
	json_object_foreach(repeats, key, rows) {
		enter(r, key, 0);
		status = read_repeat(r, key, rows, e);
		leave(r);
		if (status != STATUS_OK)
			break;
	}
	leave(r);
	for (int i = 0; i < form->repeat_count; i++)
		while (entry_row_count(e, i) < form->repeats[i].min)
			entry_insert_row(e, i, entry_row_count(e, i), 0);
	return status;
}

/* --- notes --- */

enum { NOTE_ID, NOTE_CELL, NOTE_SAY, NOTE_KEYS };

static const char *const note_keys[] = { "id", "cell", "say" };

/* All three and nothing else. */
static enum status read_note_texts(struct reader *r, const json_t *note,
	const char *texts[NOTE_KEYS])
{
	if (!json_is_object(note) || json_object_size(note) != NOTE_KEYS)
		return refuse(r, N_("entry %1: a note has \"id\", \"cell\" and \"say\""), NULL,
			NULL);
	for (int i = 0; i < NOTE_KEYS; i++) {
		texts[i] = json_string_value(json_object_get(note, note_keys[i]));
		if (!texts[i] || !*texts[i])
			return refuse(r, N_("entry %1: a note has \"id\", \"cell\" and \"say\""),
				NULL, NULL);
	}
	return STATUS_OK;
}

static enum status read_note(struct reader *r, const json_t *note, struct entry *e)
{
	const char *texts[NOTE_KEYS];
	struct ref at;
	enum status status = read_note_texts(r, note, texts);

	if (status != STATUS_OK)
		return status;
	status = entry_parse_name(e, texts[NOTE_CELL], false, &at, r->err);
	if (status == STATUS_OK)
		status = typing_check_note(e, at, texts[NOTE_ID], texts[NOTE_SAY], r->err);
	if (status != STATUS_OK)
		return refused_here(r);
	if (*entry_get_note(e, at, texts[NOTE_ID]))
		return refuse(r, N_("entry %1: \"%2\" has two notes on the same finding; keep one"),
			texts[NOTE_CELL], NULL);
	entry_set_note(e, at, texts[NOTE_ID], texts[NOTE_SAY]);
	return STATUS_OK;
}

static enum status read_notes(struct reader *r, json_t *notes, struct entry *e)
{
	enum status status = STATUS_OK;

	enter(r, "notes", 0);
	if (json_array_size(notes) > NOTES_MAX)
		status = refuse(r, N_("entry %1: too many rows in \"%2\""), "notes", NULL);
	for (size_t i = 0; status == STATUS_OK && i < json_array_size(notes); i++) {
		enter(r, NULL, i);
		status = read_note(r, json_array_get(notes, i), e);
		leave(r);
	}
	leave(r);
	return status;
}

/* A form that is there but broken says so itself. */
static enum status find_form(struct reader *r, json_t *object, const struct form **form)
{
	const char *id = json_string_value(json_object_get(object, "form"));
	enum status status;

	if (!id)
		return refuse_at(r, "form", N_("entry %1: \"form\" must name a form"));
	status = r->find(r->context, id, form, r->err);
	if (status == STATUS_OK || (r->err && r->err->file))
		return status;
	enter(r, "form", 0);
	refused_here(r);
	leave(r);
	return status;
}

static enum status read_entry(struct reader *r, json_t *object, struct entry **out)
{
	json_t *year = json_object_get(object, "year");
	json_t *values = json_object_get(object, "values");
	json_t *rows = json_object_get(object, "rows");
	json_t *notes = json_object_get(object, "notes");
	const struct form *form;
	enum status status;

	if (!json_is_object(object))
		return refuse(r, N_("entry %1: not an object"), NULL, NULL);
	status = check_frame(r, object);
	if (status == STATUS_OK)
		status = find_form(r, object, &form);
	if (status != STATUS_OK)
		return status;
	if (!json_is_integer(year) || json_integer_value(year) < YEAR_MIN
			|| json_integer_value(year) > YEAR_MAX)
		return refuse_at(r, "year", N_("entry %1: \"year\" must be a number like 2023"));
	if (values && !json_is_object(values))
		return refuse_at(r, "values", N_("entry %1: \"%2\" must be an object"));
	if (rows && !json_is_object(rows))
		return refuse_at(r, "rows", N_("entry %1: \"%2\" must be an object"));
	if (notes && !json_is_array(notes))
		return refuse_at(r, "notes", N_("entry %1: \"%2\" must be an array"));
	*out = entry_new(form, (int)json_integer_value(year));
	status = read_values(r, values, *out);
	if (status == STATUS_OK)
		status = read_rows(r, rows, *out);
	return status == STATUS_OK ? read_notes(r, notes, *out) : status;
}

void json_entries_clear(struct json_entries *list)
{
	for (size_t i = 0; i < list->count; i++)
		entry_free(list->items[i]);
	free(list->items);
	*list = (struct json_entries){ 0 };
}

static enum status read_all(struct reader *r, json_t *root, struct json_entries *out)
{
	size_t count = r->many ? json_array_size(root) : 1;
	enum status status = STATUS_OK;

	if (count > JSON_ENTRIES_MAX)
		return refuse(r, N_("the file holds too many entries; split it"), NULL, NULL);
	out->items = mem_array(count + 1, sizeof(*out->items));
	out->cap = count + 1;
	for (; status == STATUS_OK && r->entry < count; r->entry++) {
		struct entry *e = NULL;

		if (r->many)
			enter(r, NULL, r->entry);
		status = read_entry(r, r->many ? json_array_get(root, r->entry) : root, &e);
		if (r->many)
			leave(r);
		if (e)
			out->items[out->count++] = e;
	}
	return status;
}

/* What the JSON library would need too much memory for. */
static bool is_too_much(const char *text, size_t len)
{
	int depth = 0, values = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"') {
			for (i++; i < len && text[i] != '"'; i++)
				i += text[i] == '\\';
		} else if (text[i] == '{' || text[i] == '[') {
			if (++depth > JSON_DEPTH_MAX)
				return true;
		} else if (text[i] == '}' || text[i] == ']') {
			depth--;
		} else if (text[i] == ',' && ++values > JSON_VALUES_MAX) {
			return true;
		}
	}
	return len > JSON_BYTES_MAX;
}

/* The library's own words are English and quote the file. */
static const char *fault_of(const json_error_t *error)
{
	static const struct { enum json_error_code code; const char *id; } faults[] = {
		{ json_error_premature_end_of_input,
			N_("the file ends in the middle; export it again") },
		{ json_error_invalid_utf8, N_("not valid UTF-8; save the file as UTF-8") },
		{ json_error_duplicate_key, N_("the same key stands there twice; keep one") },
		{ json_error_null_character, N_("a NUL character cannot be typed; leave it out") },
		{ json_error_null_byte_in_key,
			N_("a NUL character cannot be typed; leave it out") },
	};

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (json_error_code(error) == faults[i].code)
			return faults[i].id;
	return N_("not valid JSON; check the quotes, commas and brackets there");
}

static enum status parse(struct reader *r, json_t **root)
{
	static const char mark[] = "\xEF\xBB\xBF";
	json_error_t error;

	if (r->len >= 3 && !memcmp(r->text, mark, 3)) {
		r->text += 3;
		r->len -= 3;
	}
	if (is_too_much(r->text, r->len)) {
		err_set(r->err, STATUS_INPUT, N_("too large or too deeply nested to be an exchange file; "
			"divide a large array among several files"), NULL);
		err_at(r->err, r->file, 0, 0);
		return STATUS_INPUT;
	}
	*root = json_loadb(r->text, r->len, JSON_REJECT_DUPLICATES, &error);
	if (*root) {
		r->many = json_is_array(*root);
		return STATUS_OK;
	}
	err_set(r->err, STATUS_INPUT, fault_of(&error), NULL);
	err_at(r->err, r->file, error.line, error.column);
	return STATUS_INPUT;
}

enum status json_read(const char *name, const char *text, size_t len, json_find_form *find,
	void *context, struct json_entries *out, struct err *err)
{
	struct reader r = {
		.file = name, .text = text, .len = len, .find = find, .context = context, .err = err
	};
	json_t *root = NULL;
	enum status status = parse(&r, &root);

	*out = (struct json_entries){ 0 };
	if (status == STATUS_OK)
		status = read_all(&r, root, out);
	if (status != STATUS_OK)
		json_entries_clear(out);
	json_decref(root);
	return status;
}
