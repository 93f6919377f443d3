/* SPDX-License-Identifier: MIT */
/* usage: engine EXAMPLE FORM-FILE
 *
 * The engine without screen and disk: what one edit costs, and how that grows with the form. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/figures_form.h"
#include "base/mem.h"
#include "form/sheet.h"
#include "in/json.h"
#include "large_form.h"
#include "layout/layout.h"
#include "samples.h"

enum { EDITS = 3000, EDITS_LARGE = 300, PUBLISHED_ROWS = 15, PROSE_SENTENCES = 55 };

static void fail(const char *what, const char *which)
{
	fprintf(stderr, "engine: %s %s\n", what, which);
	exit(1);
}

/* What a screen holds of an entry. */
struct open_entry {
	struct entry *entry;
	struct sheet *sheet;
	struct table table;
	struct layout layout;
};

static void open_entry(struct open_entry *o, struct entry *e)
{
	const struct medium medium = { .columns = 120, .widths = TEXT_NARROW, .frame = FRAME_BOX };

	*o = (struct open_entry){ .entry = e, .sheet = sheet_new(e) };
	table_build(&o->table, o->sheet);
	layout_init(&o->layout, medium);
	layout_build(&o->layout, &o->table);
}

static void close_entry(struct open_entry *o)
{
	layout_clear(&o->layout);
	table_clear(&o->table);
	sheet_free(o->sheet);
}

/* --- one edit --- */

struct edit_times { struct samples touch, check, layout; };

static void edit_once(struct open_entry *o, struct ref at, const char *text, struct edit_times *times)
{
	const struct ref *changed;
	double begun, touched, checked;
	size_t count;
	bool all;

	entry_set(o->entry, at, text);
	begun = clock_us();
	sheet_touch(o->sheet, at);
	touched = clock_us();
	sheet_finding_counts(o->sheet);
	changed = sheet_take_changed(o->sheet, &count, &all);
	checked = clock_us();
	layout_update(&o->layout, changed, count);
	samples_add(&times->touch, touched - begun);
	samples_add(&times->check, checked - begun);
	samples_add(&times->layout, clock_us() - begun);
}

static struct edit_times edit_often(struct open_entry *o, const char *cell, int edits)
{
	static const char *const texts[] = { "2", "24", "24.", "24.5", "24.56", "4", "4.5", "20" };
	struct edit_times times = { 0 };
	struct ref at;

	if (entry_parse_name(o->entry, cell, false, &at, NULL) != STATUS_OK)
		fail("no such cell:", cell);
	for (int i = 0; i < edits; i++)
		edit_once(o, at, texts[(size_t)i % (sizeof texts / sizeof *texts)], &times);
	return times;
}

static void clear_times(struct edit_times *times)
{
	samples_clear(&times->touch);
	samples_clear(&times->check);
	samples_clear(&times->layout);
}

static void report_edit(struct entry *e, const char *cell, const char *rows, double goal)
{
	struct open_entry o;
	struct edit_times times;
	char name[120];

	open_entry(&o, e);
	times = edit_often(&o, cell, EDITS);
	snprintf(name, sizeof name, "  %s: recomputed%s", cell, rows);
	report_limit(name, &times.touch, goal);
	snprintf(name, sizeof name, "  %s: and findings%s", cell, rows);
	report_limit(name, &times.check, goal);
	clear_times(&times);
	close_entry(&o);
}

/* --- the published form, growing --- */

static const char *read_all(const char *path, size_t *len)
{
	FILE *file = fopen(path, "r");
	struct str text = { 0 };
	char bytes[1 << 14];
	size_t n;

	if (!file)
		fail("cannot read", path);
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		str_add_len(&text, bytes, n);
	fclose(file);
	*len = text.len;
	return str_take(&text);
}

static enum status the_form(void *context, const char *id, const struct form **out, struct err *err)
{
	(void)id;
	(void)err;
	*out = context;
	return STATUS_OK;
}

/* The published rows over and over. */
static void grow(struct entry *e, int rows)
{
	const struct form *form = entry_get_form(e);
	const struct repeat *repeat = &form->repeats[0];

	for (int row = entry_row_count(e, 0); row < rows; row++) {
		entry_insert_row(e, 0, row, 0);
		for (int cell = repeat->first; cell < repeat->first + repeat->count; cell++)
			entry_set(e, (struct ref){ cell, row },
				entry_get(e, (struct ref){ cell, row % PUBLISHED_ROWS }));
	}
}

static void bench_published(const char *example, const char *form_file)
{
	static const char *const cells[] = { "funds.fiscal.executed", "indicators[1].actual",
		"indicators[1].weight", "project" };
	static const int rows[] = { 60, 200 };
	struct json_entries list = { 0 };
	struct form *form;
	size_t len;
	const char *text = read_all(example, &len);

	if (form_read_file(form_file, &form, NULL) != STATUS_OK
			|| json_read(example, text, len, the_form, form, &list, NULL) != STATUS_OK)
		fail("cannot read", example);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		report_edit(list.items[0], cells[i], "", 20);
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
		char said[40];

		grow(list.items[0], rows[r]);
		snprintf(said, sizeof said, ", %d rows", rows[r]);
		report_edit(list.items[0], "funds.fiscal.executed", said, 0);
		report_edit(list.items[0], "indicators[1].actual", said, 0);
		report_edit(list.items[0], "project", said, 0);
	}
	json_entries_clear(&list);
	form_free(form);
	free((void *)text);
}

/* --- the large form --- */

static void fill_large(struct entry *e)
{
	entry_fill_initial(e);
	for (int n = 1; n <= LARGE_GROUPS; n++) {
		char name[40];
		struct ref at;

		snprintf(name, sizeof name, "g%d.budget", n);
		if (ref_parse(entry_get_form(e), name, &at))
			entry_set(e, at, "30");
		snprintf(name, sizeof name, "g%d.executed", n);
		if (ref_parse(entry_get_form(e), name, &at))
			entry_set(e, at, "20.5");
	}
}

static void bench_large(void)
{
	static const char *const cells[] = { "g1.executed", "g125.executed", "indicators[100].actual" };
	struct err_list errors = { 0 };
	struct str text = { 0 }, said = { 0 };
	struct form *form;
	struct entry *e;
	struct open_entry o;

	large_form_add(&text);
	if (form_read(LARGE_FORM, text.data, text.len, &form, &errors) != STATUS_OK) {
		err_format(&errors.items[0], NULL, &said);
		fail("the form does not read:", str_text(&said));
	}
	e = entry_new(form, 2023);
	fill_large(e);
	open_entry(&o, e);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct edit_times times = edit_often(&o, cells[i], EDITS_LARGE);
		char name[120];

		snprintf(name, sizeof name, "  500 cells, 200 rows: %s", cells[i]);
		report_limit(name, &times.layout, 10000);
		clear_times(&times);
	}
	close_entry(&o);
	entry_free(e);
	form_free(form);
	str_clear(&text);
}

/* --- a long text that names figures --- */

static void type_behind(struct entry *e, struct ref at, struct str *text)
{
	struct sheet *sheet = sheet_new(e);
	struct samples times = { 0 };

	for (int i = 0; i < EDITS; i++) {
		double begun;

		str_add(text, "。");
		entry_set(e, at, str_text(text));
		begun = clock_us();
		sheet_touch(sheet, at);
		sheet_finding_counts(sheet);
		samples_add(&times, clock_us() - begun);
		str_remove(text, text->len - strlen("。"), strlen("。"));
	}
	report_limit("  4,000 characters that name figures: a key", &times, 100);
	samples_clear(&times);
	sheet_free(sheet);
}

static void bench_prose(void)
{
	struct err_list errors = { 0 };
	struct str text = { 0 };
	struct form *form;
	struct entry *e;
	struct ref at;

	if (form_read("figures", figures_text, strlen(figures_text), &form, &errors) != STATUS_OK)
		fail("the form does not read:", "figures");
	e = entry_new(form, 2023);
	for (int i = 0; i < FIGURES_TYPED; i++)
		if (ref_parse(form, figures_typed[i][0], &at) && at.row < 0)
			entry_set(e, at, figures_typed[i][1]);
	for (int i = 0; i < PROSE_SENTENCES; i++)
		str_add(&text, "2023年年初预算99.97万元，较上年增加3.2万元，实际支出57.12万元，其中基本支出40.2万元，预算执行率57%，自评得分95.7分。");
	if (!ref_parse(form, "text", &at))
		fail("no such cell:", "text");
	type_behind(e, at, &text);
	str_clear(&text);
	entry_free(e);
	form_free(form);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		fail("usage:", "engine EXAMPLE FORM-FILE");
	report_times("One edit in the engine");
	bench_published(argv[1], argv[2]);
	bench_large();
	bench_prose();
	return 0;
}
