/* SPDX-License-Identifier: MIT */
/* The exchange file, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "in/json.h"
#include "in/json_place.h"
#include "in/library.h"
#include "out/json.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEAD "{\"format\": \"ziping-form\", \"version\": 1, \"form\": \"pingliang-project\", \"year\": 2023"

static struct library *library;

static void add_data_path(const char *tail, struct str *out)
{
	const char *folder = getenv("ZIPING_DATADIR");

	str_addf(out, "%s/%s", folder ? folder : "data", tail);
}

static int open_library(void **state)
{
	struct str path = { 0 };

	(void)state;
	add_data_path("forms", &path);
	library = library_new((const char *const[]){ path.data, NULL });
	str_clear(&path);
	return 0;
}

static int close_library(void **state)
{
	(void)state;
	library_free(library);
	return 0;
}

static enum status find_form(void *context, const char *id, const struct form **out, struct err *err)
{
	return library_get(context, id, out, err);
}

static enum status read_text(const char *text, size_t len, struct json_entries *out, struct err *err)
{
	return json_read("file.json", text, len, find_form, library, out, err);
}

static void read_good(const char *text, struct json_entries *out)
{
	struct err err = { 0 };
	struct str said = { 0 };

	if (read_text(text, strlen(text), out, &err) != STATUS_OK) {
		err_format(&err, NULL, &said);
		fail_msg("%s", str_text(&said));
	}
}

static void assert_said(const char *text, size_t len, const char *place, const char *part)
{
	struct json_entries entries;
	struct err err = { 0 };
	struct str said = { 0 };

	assert_int_equal(read_text(text, len, &entries, &err), STATUS_INPUT);
	assert_null(entries.items);
	assert_int_equal(entries.count, 0);
	err_format(&err, NULL, &said);
	if (strncmp(str_text(&said), place, strlen(place)) || !strstr(str_text(&said), part))
		fail_msg("“%s” is not “%s … %s” for %.200s", str_text(&said), place, part, text);
	str_clear(&said);
	err_clear(&err);
	assert_int_equal(read_text(text, len, &entries, NULL), STATUS_INPUT);
}

static void assert_refused(const char *text, const char *place, const char *part)
{
	assert_said(text, strlen(text), place, part);
}

/* --- refusals --- */

struct refusal { const char *text, *place, *part; };

static void what_is_no_json_is_refused(void **state)
{
	static const struct refusal cases[] = {
		{ "", "file.json:1:", "ends in the middle" },
		{ "\xEF\xBB\xBF", "file.json:1:", "ends in the middle" },
		{ "{\n \"format\": \"ziping-form\",\n", "file.json:", "ends in the middle" },
		{ "{\n \"format\": \"ziping-", "file.json:2:", "ends in the middle" },
		{ "{\n \"format\" \"ziping-form\"\n}", "file.json:2:", "quotes, commas and brackets" },
		{ "{\n \"year\": 2023,\n}", "file.json:3:", "quotes, commas and brackets" },
		{ HEAD "} {}", "file.json:1:", "quotes, commas and brackets" },
		{ "{\n \"year\": 2023,\n \"year\": 2023\n}", "file.json:3:", "stands there twice" },
		{ "{\n \"form\": \"\xBB\xFA\xB9\xB9\"\n}", "file.json:2:", "save the file as UTF-8" },
		{ "{\"a\": \"\xED\xA0\x80\"}", "file.json:1:", "save the file as UTF-8" },
		{ "{\"a\": \"\\u0000\"}", "file.json:1:", "a NUL character" },
		{ "{\"\\u0000\": \"\"}", "file.json:1:", "a NUL character" },
		{ "{\"a\": \"\\ud800\"}", "file.json:1:", "quotes, commas and brackets" },
		{ "{\"year\": 99999999999999999999999}", "file.json:1:", "quotes, commas and brackets" },
		{ "\xFF\xFE{\0}\0", "file.json:1:", "UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_refused(cases[i].text, cases[i].place, cases[i].part);
	assert_said("{\"a\": \"x\0y\"}", 12, "file.json:1:", "quotes, commas and brackets");
}

static void what_is_no_exchange_file_is_refused(void **state)
{
	static const struct refusal cases[] = {
		{ "\"text\"", "file.json:1:", "quotes, commas and brackets" },
		{ "[\n 7]", "file.json:2:2: ", "entry 1: not an object" },
		{ "{}", "file.json:1:1: ", "\"format\" must be" },
		{ "{\n \"format\": \"excel\"}", "file.json:2:2: ", "\"format\" must be" },
		{ "{\n \"format\": 1}", "file.json:2:2: ", "\"format\" must be" },
		{ "{\"format\": \"ziping-form\"}", "file.json:1:1: ", "\"version\" must be" },
		{ "{\"format\": \"ziping-form\", \"version\": \"1\"}", "file.json:1:27: ", "\"version\" must be" },
		{ "{\"format\": \"ziping-form\", \"version\": 0}", "file.json:1:27: ", "\"version\" must be" },
		{ "{\"format\": \"ziping-form\", \"version\": 1.0}", "file.json:1:27: ", "\"version\" must be" },
		{ "{\"format\": \"ziping-form\", \"version\": 2}", "file.json:1:27: ", "newer program" },
		{ HEAD ",\n  \"note\": 1}", "file.json:2:3: ", "unknown key \"note\"" },
		{ "{\"format\": \"ziping-form\", \"version\": 1, \"year\": 2023}", "file.json:1:1: ",
			"must name a form" },
		{ "{\"format\": \"ziping-form\", \"version\": 1,\n\"form\": [], \"year\": 2023}", "file.json:2:1: ",
			"must name a form" },
		{ "{\"format\": \"ziping-form\", \"version\": 1,\n\"form\": \"pingliang\", \"year\": 2023}",
			"file.json:2:1: ", "did you mean pingliang-project?" },
		{ "{\"format\": \"ziping-form\", \"version\": 1,\n\"form\": \"../forms/x\", \"year\": 2023}",
			"file.json:2:1: ", "there is no form" },
		{ "{\"format\": \"ziping-form\", \"version\": 1, \"form\": \"pingliang-project\",\n \"year\": \"2023\"}",
			"file.json:2:2: ", "\"year\" must be" },
		{ "{\"format\": \"ziping-form\", \"version\": 1, \"form\": \"pingliang-project\",\n \"year\": 1899}",
			"file.json:2:2: ", "\"year\" must be" },
		{ "{\"format\": \"ziping-form\", \"version\": 1, \"form\": \"pingliang-project\",\n \"year\": 3000}",
			"file.json:2:2: ", "\"year\" must be" },
		{ HEAD ",\n \"values\": []}", "file.json:2:2: ", "\"values\" must be an object" },
		{ HEAD ",\n \"rows\": null}", "file.json:2:2: ", "\"rows\" must be an object" },
		{ "[" HEAD "},\n " HEAD ",\n \"x\": {}}]", "file.json:3:2: ", "entry 2: unknown key \"x\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_refused(cases[i].text, cases[i].place, cases[i].part);
}

static void a_place_that_the_form_lacks_is_refused(void **state)
{
	static const struct refusal cases[] = {
		{ HEAD ", \"values\": {\"unit\": \"甲\",\n  \"projekt\": \"乙\"}}", "file.json:2:3: ",
			"did you mean project?" },
		{ HEAD ", \"values\": {\n\"完全没有的名字\": \"乙\"}}", "file.json:2:1: ", "has no cell" },
		{ HEAD ", \"values\": {\n\"\": \"乙\"}}", "file.json:2:1: ", "has no cell" },
		{ HEAD ", \"values\": {\n\"indicators.target\": \"乙\"}}", "file.json:2:1: ", "has no cell" },
		{ HEAD ", \"values\": {\n\"indicators[1].target\": \"乙\"}}", "file.json:2:1: ", "no row" },
		{ HEAD ", \"values\": {\n\"project\": 7}}", "file.json:2:1: ", "must be a text in quotes" },
		{ HEAD ", \"values\": {\n\"project\": null}}", "file.json:2:1: ", "must be a text in quotes" },
		{ HEAD ", \"values\": {\n\"project\": {\"a\": \"b\"}}}", "file.json:2:1: ", "must be a text in quotes" },
		{ HEAD ", \"rows\": {\n\"projects\": []}}", "file.json:2:1: ", "has no rows \"projects\"" },
		{ HEAD ", \"rows\": {\n\"indicators\": {}}}", "file.json:2:1: ", "must be an array" },
		{ HEAD ", \"rows\": {\"indicators\": [{},\n []]}}", "file.json:2:2: ", "must be an object" },
		{ HEAD ", \"rows\": {\"indicators\": [{}, {\"target\": \"≥4次\"},\n {\"level1\": \"甲\", \"aim\": \"乙\"}]}}",
			"file.json:2:18: ", "has no cell “indicators[3].aim”" },
		{ HEAD ", \"rows\": {\"indicators\": [\n{\"weight\": 5}]}}", "file.json:2:2: ",
			"\"indicators[1].weight\" must be a text" },
		{ HEAD ", \"rows\": {\"indicators\": [\n{\"x].target\": \"5\"}]}}", "file.json:2:2: ", "has no cell" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_refused(cases[i].text, cases[i].place, cases[i].part);
}

/* The rules of typing are those of an imported text. */
static void a_text_that_cannot_be_typed_is_refused(void **state)
{
	static const struct refusal cases[] = {
		{ HEAD ", \"values\": {\n\"project\": \"甲\\u001b[2J\"}}", "file.json:2:1: ", "项目名称: the control character U+001B" },
		{ HEAD ", \"values\": {\n\"project\": \"甲\\n乙\"}}", "file.json:2:1: ", "项目名称 has one line only" },
		{ HEAD ", \"values\": {\n\"goals.actual\": \"甲\\r\\n乙\"}}", "file.json:2:1: ", "U+000D" },
		{ HEAD ", \"values\": {\n\"project\": \"甲\xE2\x80\xAE乙\"}}", "file.json:2:1: ", "U+202E" },
		{ HEAD ", \"rows\": {\"indicators\": [{},\n{\"target\": \"\\t\"}]}}", "file.json:2:2: ",
			"the control character U+0009" },
		{ HEAD ", \"rows\": {\"indicators\": [\n{\"direction\": \"斜向\"}]}}", "file.json:2:2: ", "one of its choices" },
		{ HEAD ", \"rows\": {\"indicators\": [\n{\"undone\": \"1\"}]}}", "file.json:2:2: ", "is computed" },
	};
	struct str text = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_refused(cases[i].text, cases[i].place, cases[i].part);
	str_add(&text, HEAD ", \"values\": {\n \"goals.actual\": \"");
	str_add_repeat(&text, "长", FORM_TEXT_MAX + 1);
	str_add(&text, "\"}}");
	assert_refused(text.data, "file.json:2:2: ", "takes at most 4000 characters");
	str_clear(&text);
}

/* A place behind many others, with brackets and quotes in the texts before it. */
static void places_are_counted_in_characters(void **state)
{
	static const char text[] =
		"\xEF\xBB\xBF" HEAD ",\r\n"
		"\t\"values\": {\"unit\": \"甲]}\\\"{,[\", \"project\": \"\", \"goals.actual\": \"一\\\\\", \"aim\": \"\"}}";

	(void)state;
	assert_refused(text, "file.json:2:71: ", "has no cell “aim”");
}

static void a_place_is_found_as_far_as_it_goes(void **state)
{
	static const char text[] = "{\"a\": [1, {\"b\": -2.5e3, \"c\": true},\n [[], {}], \"d\"],\n \"e\": null}";
	static const struct { struct json_step path[4]; int steps, line, column; } cases[] = {
		{ { { 0 } }, 0, 1, 1 },
		{ { { "a", 0 } }, 1, 1, 2 },
		{ { { "a", 0 }, { NULL, 0 } }, 2, 1, 8 },
		{ { { "a", 0 }, { NULL, 1 }, { "c", 0 } }, 3, 1, 25 },
		{ { { "a", 0 }, { NULL, 2 }, { NULL, 1 } }, 3, 2, 7 },
		{ { { "a", 0 }, { NULL, 3 } }, 2, 2, 12 },
		{ { { "e", 0 } }, 1, 3, 2 },
		{ { { "none", 0 } }, 1, 1, 1 },
		{ { { "a", 0 }, { NULL, 9 } }, 2, 1, 2 },
		{ { { "e", 0 }, { "in", 0 } }, 2, 3, 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int line, column;

		json_place(text, sizeof text - 1, cases[i].path, cases[i].steps, &line, &column);
		if (line != cases[i].line || column != cases[i].column)
			fail_msg("case %zu: %d:%d", i, line, column);
	}
	/* Cut anywhere, it goes no further than it may. */
	for (size_t len = 0; len < sizeof text; len++) {
		char *cut = mem_dup_len(text, len);
		int line, column;

		json_place(cut, len, cases[3].path, 3, &line, &column);
		json_place(cut, len, cases[6].path, 1, &line, &column);
		assert_true(line >= 1 && line <= 3 && column >= 1);
		free(cut);
	}
}

/* --- caps --- */

static void too_much_is_refused(void **state)
{
	struct str text = { 0 };

	(void)state;
	str_add_repeat(&text, "[", 1000000);
	assert_refused(text.data, "file.json: ", "too large or too deeply nested");
	str_reset(&text);
	str_add(&text, "[");
	str_add_repeat(&text, "0,", JSON_VALUES_MAX + 1);
	str_add(&text, "0]");
	assert_refused(text.data, "file.json: ", "too large or too deeply nested");
	str_reset(&text);
	str_add(&text, "[");
	str_add_repeat(&text, "0,", JSON_ENTRIES_MAX);
	str_add(&text, "0]");
	assert_refused(text.data, "file.json:1:1: ", "too many entries");
	str_reset(&text);
	str_add(&text, HEAD ", \"rows\": {\n\"indicators\": [{}");
	str_add_repeat(&text, ", {}", 200);
	str_add(&text, "]}}");
	assert_refused(text.data, "file.json:2:1: ", "too many rows");
	str_reset(&text);
	str_add_repeat(&text, " ", JSON_BYTES_MAX + 1);
	assert_said(text.data, text.len, "file.json: ", "too large");
	str_clear(&text);
}

/* --- what is read --- */

static const char *get(const struct entry *e, const char *name)
{
	struct ref at;

	assert_int_equal(entry_parse_name(e, name, false, &at, NULL), STATUS_OK);
	return entry_get(e, at);
}

static void texts_are_read_byte_for_byte(void **state)
{
	struct json_entries entries;

	(void)state;
	read_good("\xEF\xBB\xBF[" HEAD ", \"id\": 7, \"status\": [], \"revision\": {}, \"computed\": {\"x\": 1},\n"
		"\"values\": {\"project\": \" 甲 \", \"goals.actual\": \"一\\n二\\u4e09\\ud840\\udc00\\\"\\\\\\/\","
		" \"funds.total.executed\": \"２４．５６ 万元\", \"unit\": \"\"}},\n" HEAD "}]", &entries);
	assert_int_equal(entries.count, 2);
	assert_string_equal(get(entries.items[0], "project"), " 甲 ");
	assert_string_equal(get(entries.items[0], "goals.actual"), "一\n二三𠀀\"\\/");
	assert_string_equal(get(entries.items[0], "funds.total.executed"), "２４．５６ 万元");
	assert_string_equal(get(entries.items[0], "unit"), "");
	assert_int_equal(entry_get_year(entries.items[0]), 2023);
	assert_int_equal(entry_row_count(entries.items[1], 0), 1);
	assert_string_equal(get(entries.items[1], "funds.total.weight"), "");
	json_entries_clear(&entries);
	read_good("[]", &entries);
	assert_int_equal(entries.count, 0);
	json_entries_clear(&entries);
}

/* --- round trips --- */

static const char *const examples[] = {
	"pingliang-2023-01", "ningxia-2023-01", "ningxia-2023-02", "chaotian-2023-01", "chaotian-2023-03",
	"chaotian-2023-11", "luosong-2023-01", "luosong-2023-basedata",
};

static char *read_example(const char *name)
{
	struct str tail = { 0 }, path = { 0 }, text = { 0 };
	char buffer[4096];
	FILE *file;
	size_t len;

	str_addf(&tail, "examples/%s.json", name);
	add_data_path(tail.data, &path);
	file = fopen(path.data, "rb");
	assert_non_null(file);
	while ((len = fread(buffer, 1, sizeof buffer, file)))
		str_add_len(&text, buffer, len);
	fclose(file);
	str_clear(&tail);
	str_clear(&path);
	return str_take(&text);
}

static void write_entry(const struct entry *e, const struct json_extra *extra, struct str *out)
{
	struct sheet *sheet = sheet_new(e);

	json_add_sheet(sheet, extra, out);
	sheet_free(sheet);
}

/* Every member of `a` is the same in `b`. */
static void assert_within(json_t *a, json_t *b)
{
	const char *key;
	json_t *value;
	size_t i;

	if (json_is_array(a)) {
		assert_int_equal(json_array_size(a), json_array_size(b));
		json_array_foreach(a, i, value)
			assert_within(value, json_array_get(b, i));
	} else if (json_is_object(a)) {
		json_object_foreach(a, key, value) {
			/* An empty text in a computed column is none. */
			if (!strcmp(key, "computed") || (json_is_string(value) && !json_string_length(value)))
				continue;
			assert_within(value, json_object_get(b, key));
		}
	} else {
		assert_true(json_equal(a, b));
	}
}

static void the_published_tables_come_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		char *text = read_example(examples[i]);
		struct json_entries entries, again;
		struct str first = { 0 }, second = { 0 };
		json_t *published, *written;

		read_good(text, &entries);
		assert_int_equal(entries.count, 1);
		write_entry(entries.items[0], NULL, &first);
		published = json_loads(text, 0, NULL);
		written = json_loads(first.data, 0, NULL);
		assert_within(published, written);
		json_object_del(written, "computed");
		assert_within(written, published);
		read_good(first.data, &again);
		write_entry(again.items[0], NULL, &second);
		assert_string_equal(first.data, second.data);
		json_decref(published);
		json_decref(written);
		str_clear(&first);
		str_clear(&second);
		json_entries_clear(&entries);
		json_entries_clear(&again);
		free(text);
	}
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines without the commas behind them, in the order of the alphabet. */
static size_t split_lines(char *text, char **lines, size_t max)
{
	size_t count = 0;

	for (char *line = strtok(text, "\n"); line && count < max; line = strtok(NULL, "\n")) {
		size_t len = strlen(line);

		if (len && line[len - 1] == ',')
			line[len - 1] = '\0';
		lines[count++] = line;
	}
	qsort(lines, count, sizeof *lines, compare_lines);
	return count;
}

/* Written as the examples are, so that a difference of two files shows what changed.  The order is the form's. */
static void the_layout_of_the_file_is_that_of_the_examples(void **state)
{
	char *text = read_example("pingliang-2023-01"), *end, *ours[400], *theirs[400];
	struct json_entries entries;
	struct str written = { 0 };
	size_t count;

	(void)state;
	read_good(text, &entries);
	write_entry(entries.items[0], NULL, &written);
	end = strstr(written.data, ",\n \"computed\"");
	assert_non_null(end);
	strcpy(end, "\n}");
	count = split_lines(written.data, ours, COUNT(ours));
	assert_in_range(count, 100, COUNT(ours) - 1);
	assert_int_equal(split_lines(text, theirs, COUNT(theirs)), count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(ours[i], theirs[i]);
	json_entries_clear(&entries);
	str_clear(&written);
	free(text);
}

static void computed_values_stand_beside_what_was_typed(void **state)
{
	struct json_entries entries;
	struct str written = { 0 };
	struct json_extra extra = { 42, "draft", 3 };
	json_t *root, *computed;

	(void)state;
	read_good(HEAD ", \"values\": {\"funds.fiscal.budget\": \"43\", \"funds.fiscal.executed\": \"24.56\","
		" \"funds.total.weight\": \"10\", \"funds.fiscal.rate\": \"60%\"}}", &entries);
	write_entry(entries.items[0], &extra, &written);
	root = json_loads(written.data, JSON_REJECT_DUPLICATES, NULL);
	assert_int_equal(json_integer_value(json_object_get(root, "id")), 42);
	assert_int_equal(json_integer_value(json_object_get(root, "revision")), 3);
	assert_string_equal(json_string_value(json_object_get(root, "status")), "draft");
	computed = json_object_get(json_object_get(root, "computed"), "values");
	assert_string_equal(json_string_value(json_object_get(computed, "funds.fiscal.rate")), "57%");
	assert_string_equal(json_string_value(json_object_get(computed, "funds.total.score")), "5.7");
	assert_null(json_object_get(computed, "funds.other.rate"));
	assert_null(json_object_get(computed, "project"));
	assert_string_equal(json_string_value(json_object_get(json_object_get(root, "values"),
		"funds.fiscal.rate")), "60%");
	json_decref(root);
	json_entries_clear(&entries);
	str_clear(&written);
}

static void any_text_is_quoted(void **state)
{
	static const char all[] =
		"\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"
		"\x1a\x1b\x1c\x1d\x1e\x1f !\"#/\\~\x7f©≥中𠀀";
	struct str out = { 0 };
	json_t *value;

	(void)state;
	json_add_text(all, &out);
	for (size_t i = 0; i < out.len; i++)
		assert_true((unsigned char)out.data[i] >= ' ' && out.data[i] != 127);
	value = json_loads(out.data, JSON_DECODE_ANY, NULL);
	assert_string_equal(json_string_value(value), all);
	json_decref(value);
	str_reset(&out);
	json_add_text("", &out);
	assert_string_equal(out.data, "\"\"");
	str_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_json_is_refused),
		cmocka_unit_test(what_is_no_exchange_file_is_refused),
		cmocka_unit_test(a_place_that_the_form_lacks_is_refused),
		cmocka_unit_test(a_text_that_cannot_be_typed_is_refused),
		cmocka_unit_test(places_are_counted_in_characters),
		cmocka_unit_test(a_place_is_found_as_far_as_it_goes),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(texts_are_read_byte_for_byte),
		cmocka_unit_test(the_published_tables_come_back),
		cmocka_unit_test(the_layout_of_the_file_is_that_of_the_examples),
		cmocka_unit_test(computed_values_stand_beside_what_was_typed),
		cmocka_unit_test(any_text_is_quoted),
	};

	return cmocka_run_group_tests_name("json", tests, open_library, close_library);
}
