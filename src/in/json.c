/* SPDX-License-Identifier: MIT */
#include "in/json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999, TEXT_BYTES_MAX = FORM_TEXT_MAX * 16 };

/* Where the reader is, for messages: the JSON library keeps no positions behind its values. */
struct reader {
	const char *file;
	size_t entry;                /* from 0 */
	json_find_form *find;
	void *context;
	struct err *err;
};

static enum status refuse(const struct reader *r, const char *id, const char *what, const char *more)
{
	char number[24];
	enum status status;

	snprintf(number, sizeof number, "%zu", r->entry + 1);
	status = err_set(r->err, STATUS_INPUT, id, number, what, more, NULL);
	err_at(r->err, r->file, 0, 0);
	return status;
}

static const char *const known_keys[] = {
	"format", "version", "form", "year", "values", "rows",
	"computed", "id", "status", "revision",      /* written by export, ignored here */
};

static bool is_known(const char *key)
{
	for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++)
		if (!strcmp(key, known_keys[i]))
			return true;
	return false;
}

static enum status check_frame(const struct reader *r, json_t *object)
{
	const char *format = json_string_value(json_object_get(object, "format"));
	const json_t *version = json_object_get(object, "version");
	const char *key;
	json_t *value;

	if (!format || strcmp(format, "ziping-form"))
		return refuse(r, N_("entry %1: not an exchange file: \"format\" must be \"ziping-form\""),
			NULL, NULL);
	if (!json_is_integer(version) || json_integer_value(version) < 1)
		return refuse(r, N_("entry %1: \"version\" must be a number, 1"), NULL, NULL);
	if (json_integer_value(version) > 1)
		return refuse(r, N_("entry %1: written by a newer program; update this one"), NULL,
			NULL);
	json_object_foreach(object, key, value)
		if (!is_known(key))
			return refuse(r, N_("entry %1: unknown key \"%2\""), key, NULL);
	return STATUS_OK;
}

/* The text of a value, or NULL after having refused it. */
static const char *take_text(const struct reader *r, const char *name, const json_t *value)
{
	if (!json_is_string(value))
		refuse(r, N_("entry %1: \"%2\" must be a text in quotes"), name, NULL);
	else if (json_string_length(value) > TEXT_BYTES_MAX)
		refuse(r, N_("entry %1: the text of \"%2\" is too long"), name, NULL);
	else
		return json_string_value(value);
	return NULL;
}

static enum status read_values(const struct reader *r, json_t *values, struct entry *e)
{
	const struct form *form = entry_get_form(e);
	const char *key;
	json_t *value;

	json_object_foreach(values, key, value) {
		int cell = form_find_cell(form, key, strlen(key));
		const char *text;

		if (cell < 0 || form->cells[cell].repeat >= 0)
			return refuse(r, N_("entry %1: the form %3 has no cell \"%2\""), key, form->id);
		text = take_text(r, key, value);
		if (!text)
			return STATUS_INPUT;
		entry_set(e, (struct ref){ cell, -1 }, text);
	}
	return STATUS_OK;
}

static enum status read_row(const struct reader *r, json_t *row, struct entry *e, int repeat, int at)
{
	const struct form *form = entry_get_form(e);
	enum status status = STATUS_OK;
	struct str name = { 0 };
	const char *key;
	json_t *value;

	if (!json_is_object(row))
		return refuse(r, N_("entry %1: each row of \"%2\" must be an object"),
			form->repeats[repeat].name, NULL);
	json_object_foreach(row, key, value) {
		const char *text = NULL;
		int cell;

		str_reset(&name);
		str_addf(&name, "%s.%s", form->repeats[repeat].name, key);
		cell = form_find_cell(form, name.data, name.len);
		if (cell < 0)
			status = refuse(r, N_("entry %1: the form %3 has no cell \"%2\""), name.data,
				form->id);
		else if (!(text = take_text(r, name.data, value)))
			status = STATUS_INPUT;
		if (status != STATUS_OK)
			break;
		entry_set(e, (struct ref){ cell, at }, text);
	}
	str_clear(&name);
	return status;
}

static enum status read_repeat(const struct reader *r, const char *key, json_t *rows, struct entry *e)
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
		status = read_row(r, json_array_get(rows, i), e, repeat, (int)i);
	}
	return status;
}

static enum status read_rows(const struct reader *r, json_t *repeats, struct entry *e)
{
	const struct form *form = entry_get_form(e);
	enum status status = STATUS_OK;
	const char *key;
	json_t *rows;

	json_object_foreach(repeats, key, rows) {
		status = read_repeat(r, key, rows, e);
		if (status != STATUS_OK)
			return status;
	}
	for (int i = 0; i < form->repeat_count; i++)
		while (entry_row_count(e, i) < form->repeats[i].min)
			entry_insert_row(e, i, entry_row_count(e, i), 0);
	return status;
}

static enum status find_form(const struct reader *r, json_t *object, const struct form **form)
{
	const char *id = json_string_value(json_object_get(object, "form"));

	if (!id)
		return refuse(r, N_("entry %1: \"form\" must name a form"), NULL, NULL);
	*form = r->find(r->context, id);
	if (!*form)
		return refuse(r, N_("entry %1: there is no form \"%2\": `ziping forms` lists them"), id,
			NULL);
	return STATUS_OK;
}

static enum status read_entry(const struct reader *r, json_t *object, struct entry **out)
{
	json_t *year = json_object_get(object, "year");
	json_t *values = json_object_get(object, "values");
	json_t *rows = json_object_get(object, "rows");
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
		return refuse(r, N_("entry %1: \"year\" must be a number like 2023"), NULL, NULL);
	if ((values && !json_is_object(values)) || (rows && !json_is_object(rows)))
		return refuse(r, N_("entry %1: \"values\" and \"rows\" must be objects"), NULL, NULL);
	*out = entry_new(form, (int)json_integer_value(year));
	status = read_values(r, values, *out);
	return status == STATUS_OK ? read_rows(r, rows, *out) : status;
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
	size_t count = json_is_array(root) ? json_array_size(root) : 1;
	enum status status = STATUS_OK;

	if (count > JSON_ENTRIES_MAX)
		return refuse(r, N_("the file holds too many entries; split it"), NULL, NULL);
	out->items = mem_array(count + 1, sizeof(*out->items));
	out->cap = count + 1;
	for (; status == STATUS_OK && r->entry < count; r->entry++) {
		json_t *object = json_is_array(root) ? json_array_get(root, r->entry) : root;
		struct entry *e = NULL;

		status = read_entry(r, object, &e);
		if (e)
			out->items[out->count++] = e;
	}
	return status;
}


static bool too_deep(const char *text, size_t len)
{
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"') {
			for (i++; i < len && text[i] != '"'; i++)
				i += text[i] == '\\';
		} else if (text[i] == '{' || text[i] == '[') {
			if (++depth > JSON_DEPTH_MAX)
				return true;
		} else if (text[i] == '}' || text[i] == ']') {
			depth--;
		}
	}
	return false;
}

static enum status parse(const char *name, const char *text, size_t len, json_t **root,
	struct err *err)
{
	static const char mark[] = "\xEF\xBB\xBF";
	json_error_t error;
	enum status status;

	if (len >= 3 && !memcmp(text, mark, 3)) {
		text += 3;
		len -= 3;
	}
	if (len > JSON_BYTES_MAX || too_deep(text, len)) {
		status = err_set(err, STATUS_INPUT, N_("too large or too deeply nested to be an "
			"exchange file"), NULL);
		err_at(err, name, 0, 0);
		return status;
	}
	*root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (*root)
		return STATUS_OK;
	status = err_set(err, STATUS_INPUT, N_("not valid JSON: %1"), error.text, NULL);
	err_at(err, name, error.line, error.column);
	return status;
}

enum status json_read(const char *name, const char *text, size_t len, json_find_form *find,
	void *context, struct json_entries *out, struct err *err)
{
	struct reader r = { .file = name, .find = find, .context = context, .err = err };
	json_t *root = NULL;
	enum status status = parse(name, text, len, &root, err);

	*out = (struct json_entries){ 0 };
	if (status == STATUS_OK)
		status = read_all(&r, root, out);
	if (status != STATUS_OK)
		json_entries_clear(out);
	json_decref(root);
	return status;
}
