/* SPDX-License-Identifier: MIT */
/* Reports: what their form files say, figures from outside, texts composed of them, typed texts held against them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/figure.h"
#include "form/sheet.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char report[] =
	"form: report\n"                                                      /* 1 */
	"version: \"1\"\n"
	"name: 报告\n"
	"year: 2023\n"
	"columns: [4, 4]\n"                                                   /* 5 */
	"summary: {unit: unit}\n"
	"sources:\n"
	"  table: {form: some-table, entry: which}\n"
	"  all: {form: [some-table, other-table], many: true, year: -1, by: [unit, project]}\n"
	"append: [table]\n"                                                   /* 10 */
	"cells:\n"
	"  unit: {label: 单位, calculate: \"table.unit\"}\n"
	"  which: {label: 编号, shown: false}\n"
	"  paid: {label: 支出, type: money, calculate: \"table.paid\", mismatch: sum-mismatch, tolerance: \"0.01\"}\n"
	"  sum: {label: 合计, type: money, shown: false, calculate: \"sum(all.paid)\"}\n" /* 15 */
	"  left: {label: 结余, type: money, shown: false, calculate: \"table.budget - paid\"}\n"
	"  number: {label: 个数, type: number, shown: false, calculate: \"count(all)\"}\n"
	"  grade: {label: 等级, shown: false, calculate: \"grade(table.score)\"}\n"
	"  overview: {label: 概况, type: long, compose: \"{year}年支出{paid}万元，结余{left}万元，共{number}项：{all.project}。\\n等级{grade}。\"}\n"
	"  free: {label: 说明, type: long}\n"                                  /* 20 */
	"repeats:\n"
	"  rows:\n"
	"    label: 项目\n"
	"    fill: {name: all.project}\n"
	"    columns:\n"                                                      /* 25 */
	"      name: {label: 名称}\n"
	"      paid: {label: 支出, type: money, calculate: \"pick(all.paid, all.project, name)\"}\n"
	"      text: {label: 文字, type: long, compose: \"{name}{paid}万元\"}\n"
	"checks:\n"
	"  - {id: sum-mismatch, cell: paid, when: \"abs(sum(all.paid) - table.paid) > 0.01\", say: \"合计 {sum}\"}\n" /* 30 */
	"  - {id: prose-differs, cell: free, when: \"contains(free, '分') and not states(free, table.score)\", say: 分数}\n"
	"table:\n"
	"  - {line: \"{unit}\", title: true}\n"
	"  - section: 一、概况\n"
	"  - prose: \"（一）{overview}\"\n"                                     /* 35 */
	"  - prose: \"{free}\"\n"
	"  - [支出, \"{paid}\"]\n"
	"  - repeat: rows\n"
	"    row: [\"{name}\", \"{paid}\"]\n"
	"  - repeat: rows\n"                                                  /* 40 */
	"    prose: \"{n}．{text}\"\n";

/* --- reading --- */

static struct form *read_report(void)
{
	struct err_list errors = { 0 };
	struct form *form;

	if (form_read("report.yaml", report, strlen(report), &form, &errors) != STATUS_OK)
		fail_msg("%d:%d: %s", errors.items[0].line, errors.items[0].column, errors.items[0].message.id);
	return form;
}

static int find_outside(const struct form *form, const char *source, const char *name)
{
	int count, wanted = form_find_source(form, source, strlen(source));
	const struct outside *outsides = form_outsides(form, &count);

	for (int i = 0; i < count; i++)
		if (outsides[i].source == wanted && !strcmp(outsides[i].name, name))
			return i;
	fail_msg("nothing names %s.%s", source, name);
	return -1;
}

static void what_a_report_says_is_read(void **state)
{
	struct form *form = read_report();
	const struct source *all = &form->sources[1];
	int count, at = find_outside(form, "table", "paid");
	const struct outside *outsides = form_outsides(form, &count);

	(void)state;
	assert_int_equal(form->source_count, 2);
	assert_string_equal(all->forms[1], "other-table");
	assert_null(all->forms[2]);
	assert_true(all->many);
	assert_int_equal(all->year, -1);
	assert_int_equal(all->by, 1u << SUMMARY_UNIT | 1u << SUMMARY_PROJECT);
	assert_int_equal(form->sources[0].by, 1u << SUMMARY_UNIT);
	assert_string_equal(form->cells[form->sources[0].chosen].name, "which");
	assert_int_equal(form->append_count, 1);
	assert_int_equal(outsides[at].line, 14);
	assert_int_equal(outsides[at].column, 46);
	assert_int_equal(form->repeats[0].fill[0], find_outside(form, "all", "project"));
	assert_int_equal(form->repeats[0].fill[1], -1);
	assert_true(form->rows[1].section && form->rows[1].prose && !form_row_framed(&form->rows[1]));
	assert_true(form->rows[6].kind == ROW_REPEAT && form_row_framed(&form->rows[5]) &&
		!form_row_framed(&form->rows[6]));
	form_free(form);
}

static const struct error_case { const char *find, *replace; int line, column; } cases[] = {
	{ "form: some-table, entry", "entry", 8, 10 },
	{ "form: some-table, entry", "form: Some, entry", 8, 17 },
	{ "form: some-table, entry", "form: [], entry", 8, 17 },
	{ "entry: which", "entry: whick", 8, 36 },
	{ "entry: which", "entry: rows.name", 8, 36 },
	{ "entry: which", "entri: which", 8, 29 },
	{ "year: -1", "year: 1", 9, 60 },
	{ "many: true", "many: yes", 9, 48 },
	{ "by: [unit, project]", "by: [unit, score]", 9, 75 },
	{ "  all: {", "  Alle: {", 9, 3 },
	{ "  all: {", "  table: {", 9, 3 },
	{ "  all: {", "  rows: {", 22, 3 },
	{ "append: [table]", "append: [tabel]", 10, 10 },
	{ "  which: {label", "  all.x: {label", 13, 3 },
	{ "\"table.unit\"", "\"tabel.unit\"", 12, 33 },
	{ "\"table.unit\"", "\"table.unit + 1\"", 12, 33 },
	{ "\"table.unit\"", "\"table.*.unit\"", 12, 33 },
	{ "\"table.unit\"", "\"sumif(all.paid, table.name, 'x')\"", 12, 33 },
	{ "\"table.unit\"", "\"first(all.paid)\"", 12, 39 },
	{ "grade(table.score)", "grade(table.score, 1)", 18, 48 },
	{ "pick(all.paid, all.project, name)", "pick(all.paid, table.project, name)", 27, 50 },
	{ "pick(all.paid, all.project, name)", "pick(paid, all.project, name)", 27, 50 },
	{ "compose: \"{name}{paid}", "compose: \"{name}{paid", 28, 53 },
	{ "compose: \"{name}{paid}", "compose: \"{name}{pay}", 28, 54 },
	{ "compose: \"{name}{paid}", "calculate: name, compose: \"{name}{paid}", 28, 63 },
	{ "text: {label: 文字, type: long", "text: {label: 文字, type: money", 28, 47 },
	{ "\"（一）{overview}\"", "\"{overview}{free}\"", 35, 23 },
	{ "section: 一、概况", "section: [一、概况]", 34, 14 },
	{ "    prose: \"{n}．{text}\"", "    line: \"{n}．{text}\"", 40, 5 },
	{ "fill: {name: all.project}", "fill: {nam: all.project}", 24, 12 },
	{ "fill: {name: all.project}", "fill: {name: unit}", 24, 18 },
	{ "compose: \"{name}{paid}", "compose: \"{text}{paid}", 28, 46 },
};

static bool has_error(const struct err_list *errors, int line, int column)
{
	for (size_t i = 0; i < errors->count; i++)
		if (errors->items[i].line == line && errors->items[i].column == column)
			return true;
	return false;
}

static void errors_say_where(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct error_case *c = &cases[i];
		const char *at = strstr(report, c->find);
		struct err_list errors = { 0 };
		struct str text = { 0 };
		struct form *form = NULL;

		assert_non_null(at);
		str_add_len(&text, report, (size_t)(at - report));
		str_add(&text, c->replace);
		str_add(&text, at + strlen(c->find));
		if (form_read("report.yaml", text.data, text.len, &form, &errors) == STATUS_OK)
			fail_msg("“%s” was taken", c->replace);
		if (!has_error(&errors, c->line, c->column))
			fail_msg("“%s”: %d:%d: %s", c->replace, errors.items[0].line, errors.items[0].column,
				errors.items[0].message.id);
		err_list_clear(&errors);
		str_clear(&text);
	}
}

/* --- the manual --- */

static char *contents(const char *name)
{
	const char *top = getenv("top_srcdir");
	struct str path = { 0 }, text = { 0 };
	char bytes[4096];
	size_t len;
	FILE *file;

	str_addf(&path, "%s/%s", top ? top : ".", name);
	file = fopen(path.data, "r");
	if (!file)
		fail_msg("%s is not there", path.data);
	while ((len = fread(bytes, 1, sizeof bytes, file)) > 0)
		str_add_len(&text, bytes, len);
	fclose(file);
	str_clear(&path);
	return str_take(&text);
}

/* Its report is this one, line by line from `sources` on. */
static void the_manual_shows_a_sound_report(void **state)
{
	static const char *const pages[] = { "man/ziping-form.5", "man/zh_CN/ziping-form.5" };
	char *yaml = contents("tests/forms/report.yaml");
	struct err_list errors = { 0 };
	struct str shown = { 0 };
	struct form *form;

	(void)state;
	assert_int_equal(form_read("report.yaml", yaml, strlen(yaml), &form, &errors), STATUS_OK);
	form_free(form);
	for (const char *s = strstr(yaml, "sources:"); *s; s++)
		str_addf(&shown, *s == '-' ? "\\-" : "%c", *s);
	for (size_t i = 0; i < COUNT(pages); i++) {
		char *page = contents(pages[i]);

		if (!strstr(page, shown.data))
			fail_msg("%s shows another one", pages[i]);
		free(page);
	}
	free(yaml);
	str_clear(&shown);
}

/* --- figures from outside --- */

struct fixture {
	struct form *form;
	struct entry *entry;
	struct sheet *sheet;
	struct outside_values *values;
	int count;
};

static void give(struct fixture *f, const char *source, const char *name, const char *shown, enum value_kind kind)
{
	struct outside_values *v = &f->values[find_outside(f->form, source, name)];
	struct value value = { .kind = kind };

	if (!v->label) {
		v->label = mem_dup(source);
	}
	if (kind == VALUE_NUMBER)
		assert_int_equal(number_read(shown, NUMBER_PLAIN, &value.number), NUMBER_OK);
	v->items = mem_grow(v->items, &v->cap, v->count + 1, sizeof *v->items);
	v->items[v->count] = (struct outside_item){ value, mem_dup(shown) };
	if (kind == VALUE_TEXT)
		v->items[v->count].value.text = v->items[v->count].shown;
	v->count++;
}

static void set(struct fixture *f, const char *name, const char *text)
{
	struct ref at;

	assert_int_equal(entry_parse_name(f->entry, name, false, &at, NULL), STATUS_OK);
	entry_set(f->entry, at, text);
	sheet_touch(f->sheet, at);
}

static void shows(const struct fixture *f, const char *name, const char *wanted)
{
	struct str text = { 0 };
	struct ref at;

	assert_int_equal(entry_parse_name(f->entry, name, false, &at, NULL), STATUS_OK);
	sheet_show(f->sheet, at, &text);
	assert_string_equal(str_text(&text), wanted);
	str_clear(&text);
}

static int missing(const struct fixture *f, const char *name)
{
	struct ref at;

	assert_int_equal(entry_parse_name(f->entry, name, false, &at, NULL), STATUS_OK);
	return sheet_missing(f->sheet, at);
}

static bool has_finding(struct fixture *f, const char *id, const char *name)
{
	size_t count;
	const struct finding *findings = sheet_findings(f->sheet, &count);
	struct ref at;

	assert_int_equal(entry_parse_name(f->entry, name, false, &at, NULL), STATUS_OK);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(findings[i].id, id) && ref_equal(findings[i].at, at))
			return true;
	return false;
}

static int set_up(void **state)
{
	struct fixture *f = mem_alloc(sizeof *f);

	f->form = read_report();
	form_outsides(f->form, &f->count);
	f->values = mem_array((size_t)f->count, sizeof *f->values);
	f->entry = entry_new(f->form, 2023);
	entry_insert_row(f->entry, 0, 0, 0);
	entry_insert_row(f->entry, 0, 1, 0);
	f->sheet = sheet_new(f->entry);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	sheet_free(f->sheet);
	entry_free(f->entry);
	for (int i = 0; i < f->count; i++) {
		for (size_t k = 0; k < f->values[i].count; k++)
			free(f->values[i].items[k].shown);
		free(f->values[i].items);
		free(f->values[i].label);
	}
	free(f->values);
	form_free(f->form);
	free(f);
	return 0;
}

static void fill(struct fixture *f)
{
	give(f, "table", "unit", "区编办", VALUE_TEXT);
	give(f, "table", "paid", "110.25", VALUE_NUMBER);
	give(f, "table", "budget", "120", VALUE_NUMBER);
	give(f, "table", "score", "99", VALUE_NUMBER);
	give(f, "all", "", "1", VALUE_NUMBER);
	give(f, "all", "", "1", VALUE_NUMBER);
	give(f, "all", "paid", "100", VALUE_NUMBER);
	give(f, "all", "paid", "10.25", VALUE_NUMBER);
	give(f, "all", "project", "机构改革", VALUE_TEXT);
	give(f, "all", "project", "域名", VALUE_TEXT);
	sheet_set_outside(f->sheet, f->values);
}

static void nothing_is_known_without_tables(void **state)
{
	struct fixture *f = *state;
	size_t count;

	shows(f, "unit", "—");
	shows(f, "sum", "—");
	shows(f, "number", "—");
	shows(f, "overview", "2023年支出—万元，结余—万元，共—项：—。\n等级—。");
	assert_int_equal(missing(f, "overview"), 5);
	sheet_findings(f->sheet, &count);
	assert_int_equal(count, 0);
}

static void figures_are_drawn(void **state)
{
	struct fixture *f = *state;

	fill(f);
	shows(f, "unit", "区编办");
	shows(f, "paid", "110.25");
	shows(f, "sum", "110.25");
	shows(f, "number", "2");
	shows(f, "overview", "2023年支出110.25万元，结余9.75万元，共2项：机构改革、域名。\n等级优。");
	assert_int_equal(missing(f, "overview"), 0);
	set(f, "rows[1].name", "域 名");
	shows(f, "rows[1].text", "域 名10.25万元");
	shows(f, "rows[2].text", "——万元");
	assert_int_equal(missing(f, "rows[2].text"), 2);
	assert_false(has_finding(f, "sum-mismatch", "paid"));
}

static void typed_figures_count(void **state)
{
	struct fixture *f = *state;

	fill(f);
	set(f, "paid", "110");
	shows(f, "overview", "2023年支出110万元，结余10万元，共2项：机构改革、域名。\n等级优。");
	assert_true(has_finding(f, "sum-mismatch", "paid"));
	set(f, "paid", "");
	f->values[find_outside(f->form, "all", "paid")].count = 1;
	sheet_set_outside(f->sheet, f->values);
	assert_true(has_finding(f, "sum-mismatch", "paid"));
	f->values[find_outside(f->form, "all", "paid")].count = 2;
}

static void typed_text_is_held_against_figures(void **state)
{
	struct fixture *f = *state;
	struct ref at = { form_find_cell(f->form, "overview", 8), -1 };
	struct str said = { 0 };
	size_t count;

	fill(f);
	set(f, "overview", "支出１１０.25万元，结余97,500元，2项：机构改革等，等级为优。");
	assert_false(has_finding(f, "prose-differs", "overview"));
	assert_false(sheet_is_override(f->sheet, at) && sheet_show(f->sheet, at, &said) == SHOWN_OVERRIDE);
	set(f, "overview", "支出110.52万元，结余9.75万元，2项，优。");
	assert_true(has_finding(f, "prose-differs", "overview"));
	str_reset(&said);
	sheet_say(f->sheet, sheet_findings(f->sheet, &count), NULL, &said);
	assert_non_null(strstr(said.data, "does not contain 110.25 (支出)"));
	entry_set_note(f->entry, at, "prose-differs", "四舍五入");
	sheet_touch_notes(f->sheet, at);
	assert_int_equal(sheet_finding_counts(f->sheet).warnings, 0);
	assert_int_equal(sheet_finding_counts(f->sheet).settled, 1);
	set(f, "overview", "支出110.25万元，结余9.75万元，2项，良。");
	entry_set_note(f->entry, at, "prose-differs", "");
	sheet_touch_notes(f->sheet, at);
	assert_int_equal(sheet_finding_counts(f->sheet).warnings, 1);
	set(f, "overview", "");
	shows(f, "overview", "2023年支出110.25万元，结余9.75万元，共2项：机构改革、域名。\n等级优。");
	assert_false(has_finding(f, "prose-differs", "overview"));
	set(f, "free", "自评98分");
	assert_true(has_finding(f, "prose-differs", "free"));
	set(f, "free", "自评99.0分");
	assert_false(has_finding(f, "prose-differs", "free"));
	str_clear(&said);
}

/* What a touch computes is what computing everything does. */
static void touching_is_computing(void **state)
{
	static const char *const texts[] = { "", "110.25", "7", "机构改革", "域名", "支出110.25" };
	static const char *const names[] = { "paid", "overview", "rows[1].name", "rows[2].name", "rows[1].text", "free" };
	struct fixture *f = *state;
	unsigned seed = 7;

	fill(f);
	for (int i = 0; i < 2000; i++) {
		struct sheet *fresh;
		struct ref at;

		seed = seed * 1103515245u + 12345;
		set(f, names[seed / 65536 % COUNT(names)], texts[seed / 4096 % COUNT(texts)]);
		fresh = sheet_new(f->entry);
		sheet_set_outside(fresh, f->values);
		for (size_t k = 0; k < COUNT(names); k++) {
			struct str a = { 0 }, b = { 0 };

			entry_parse_name(f->entry, names[k], false, &at, NULL);
			sheet_show(f->sheet, at, &a);
			sheet_show(fresh, at, &b);
			assert_string_equal(str_text(&a), str_text(&b));
			str_clear(&a);
			str_clear(&b);
		}
		assert_int_equal(sheet_finding_counts(f->sheet).warnings, sheet_finding_counts(fresh).warnings);
		assert_int_equal(sheet_finding_counts(f->sheet).errors, sheet_finding_counts(fresh).errors);
		sheet_free(fresh);
	}
}

static void explanations_say_from_where(void **state)
{
	struct fixture *f = *state;
	struct str text = { 0 };

	fill(f);
	sheet_explain(f->sheet, (struct ref){ form_find_cell(f->form, "left", 4), -1 }, NULL, &text);
	assert_non_null(strstr(text.data, "＝ 120 － 110.25\n"));
	assert_non_null(strstr(text.data, " ＝ table － "));
	assert_null(strstr(text.data, "Drawn from"));
	str_reset(&text);
	sheet_explain(f->sheet, (struct ref){ form_find_cell(f->form, "overview", 8), -1 }, NULL, &text);
	assert_non_null(strstr(text.data, "结余 ＝ 9.75\n"));
	assert_null(strstr(text.data, "2023 ＝"));
	message_set(&f->values[find_outside(f->form, "table", "paid")].why, N_("%1 is missing"), "自评表", NULL);
	str_reset(&text);
	sheet_explain(f->sheet, (struct ref){ form_find_cell(f->form, "paid", 4), -1 }, NULL, &text);
	assert_non_null(strstr(text.data, "自评表 is missing\n"));
	message_clear(&f->values[find_outside(f->form, "table", "paid")].why);
	str_clear(&text);
}

/* --- figures in text --- */

static void figures_are_found_however_written(void **state)
{
	static const struct { const char *text, *number; bool stands; } figures[] = {
		{ "执行110.25万元", "110.25", true },
		{ "执行１１０．２５万元", "110.25", true },
		{ "执行1102500元", "110.25", true },
		{ "执行1,102,500元", "110.25", true },
		{ "执行1102500", "110.25", false },
		{ "执行110.250万元", "110.25", true },
		{ "执行110.256万元", "110.25", false },
		{ "执行2110.25万元", "110.25", false },
		{ "第1,102页", "1102", true },
		{ "1,10", "110", false },
		{ "2023.12.31", "2023.12", true },
		{ "共3项。", "3", true },
		{ "共13项。", "3", false },
		{ "超支0.07万元", "-0.07", true },
		{ "", "0", false },
		{ "99999999999999999999999999999999999999999999", "9", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(figures); i++) {
		struct decimal number;

		assert_true(decimal_parse(figures[i].number, strlen(figures[i].number), &number));
		if (figure_stands_in(figures[i].text, number) != figures[i].stands)
			fail_msg("%s in %s", figures[i].number, figures[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_report_says_is_read),
		cmocka_unit_test(errors_say_where),
		cmocka_unit_test(the_manual_shows_a_sound_report),
		cmocka_unit_test_setup_teardown(nothing_is_known_without_tables, set_up, tear_down),
		cmocka_unit_test_setup_teardown(figures_are_drawn, set_up, tear_down),
		cmocka_unit_test_setup_teardown(typed_figures_count, set_up, tear_down),
		cmocka_unit_test_setup_teardown(typed_text_is_held_against_figures, set_up, tear_down),
		cmocka_unit_test_setup_teardown(touching_is_computing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(explanations_say_from_where, set_up, tear_down),
		cmocka_unit_test(figures_are_found_however_written),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
