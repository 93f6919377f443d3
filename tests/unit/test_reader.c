/* SPDX-License-Identifier: MIT */
/* The form file: every kind of error at its place, and the forms that come with the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/sheet.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Every case below is this form with one text replaced; line numbers are those of this text. */
static const char small[] =
	"form: small\n"                                                       /* 1 */
	"version: \"1\"\n"
	"name: 小表\n"
	"year: 2023\n"
	"columns: [3, 5, 5, 5]\n"                                             /* 5 */
	"match: [unit]\n"
	"summary: {unit: unit}\n"
	"groups: {funds.total: 合计}\n"
	"cells:\n"
	"  unit: {label: 单位}\n"                                             /* 10 */
	"  funds.{a,b}.paid: {label: 支出, type: money}\n"
	"  funds.total.paid: {label: 合计, type: money, calculate: \"sum(funds.*.paid)\"}\n"
	"repeats:\n"
	"  rows:\n"
	"    label: 指标\n"                                                   /* 15 */
	"    max: 9\n"
	"    columns:\n"
	"      target: {label: 指标值, type: target}\n"
	"      actual: {label: 完成值, type: actual}\n"
	"      score: {label: 得分, type: score, calculate: \"rule.score\"}\n" /* 20 */
	"    reading: {target: target, actual: actual}\n"
	"    start:\n"
	"      - {target: ≥1次}\n"
	"tables:\n"
	"  standard: {产出: 50}\n"                                            /* 25 */
	"checks:\n"
	"  - {id: score-range, rows: rows, when: \"score < 0\", cell: score, say: \"得分 {score}\"}\n"
	"  - {id: over-budget, each: \"funds.{a,b}\", when: \".paid > 1\", cell: .paid, say: \"{.paid}\"}\n"
	"table:\n"
	"  - {line: 小表, title: true}\n"                                     /* 30 */
	"  - [单位, \"{unit} | 3\"]\n"
	"  - [合计 | 1 x 2, \"{funds.a.paid}\", \"{funds.b.paid}\", \"{funds.total.paid}\"]\n"
	"  - [甲, 乙, 丙]\n"
	"  - heading: [指标 | 1 x n+1, 指标值, 完成值, 得分]\n"
	"  - repeat: rows\n"                                                  /* 35 */
	"    row: [\"{target}\", \"{actual}\", \"{score}\"]\n"
	"  - signature: 年度 {year}\n";

static const struct error_case {
	const char *find, *replace;
	int line, column;
	const char *id;              /* the beginning of it */
} cases[] = {
	/* The head. */
	{ "form: small", "form: Small", 1, 7, "the id of a form" },
	{ "form: small", "from: small", 1, 1, "unknown key '%1'; did you mean '%2'?" },
	{ "version: \"1\"\n", "", 1, 1, "the key '%1' is missing" },
	{ "name: 小表\n", "nmae: 小表\n", 3, 1, "unknown key" },
	{ "\ncells:", "\ncell:", 9, 1, "unknown key '%1'; did you mean '%2'?" },
	{ "\nrepeats:", "\nrepeat:", 13, 1, "unknown key '%1'; did you mean '%2'?" },
	{ "\ntable:", "\ntabel:", 29, 1, "unknown key '%1'; did you mean '%2'?" },
	{ "match:", "mach:", 6, 1, "unknown key '%1'; did you mean '%2'?" },
	{ "match:", "nothing-alike:", 6, 1, "unknown key '%1'" },
	{ "year: 2023", "year: 二〇二三", 4, 7, "a whole number from %1 to %2" },
	{ "year: 2023", "year: 99", 4, 7, "a whole number from %1 to %2" },
	{ "year: 2023", "year: [2023]", 4, 7, "a whole number from %1 to %2" },
	{ "year: 2023", "year: 2023\nyear: 2024", 5, 1, "'%1' stands here twice" },
	{ "year: 2023", "year: 2023\nfull-score: viel", 5, 13, "a number is expected" },
	{ "year: 2023", "year: 2023\nfreeze: 4", 6, 10, "'freeze' must leave a column" },
	{ "[3, 5, 5, 5]", "[]", 5, 10, "a table has from %1 to %2 columns" },
	{ "[3, 5, 5, 5]", "[3, 5, 0, 5]", 5, 17, "a whole number from %1 to %2" },
	{ "[3, 5, 5, 5]", "4", 5, 10, "a list is expected" },
	{ "[3, 5, 5, 5]", "［3，5，5，5］", 5, 10, "full-width %1 here" },
	{ "match: [unit]", "match: [unit， score]", 6, 13, "full-width %1 here" },
	{ "match: [unit]", "match: [unid]", 6, 9, "there is no cell '%1'; did you mean '%2'?" },
	{ "{unit: unit}", "{unit: funds.total}", 7, 17, "there is no cell '%1'" },
	{ "{funds.total: 合计}", "{funds.total: [合计]}", 8, 23, "a single text is expected" },
	/* Cells. */
	{ "unit: {label: 单位}", "unit: {label 单位}", 10, 10, "a key without its colon" },
	{ "  unit: {label: 单位}", "\tunit: {label: 单位}", 10, 1, "no tab may stand here" },
	{ "unit: {label: 单位}", "unit: {label: 单\n\t位}", 11, 1, "no tab may stand here" },
	{ "unit: {label: 单位}", "unit: {lable: 单位}", 10, 10, "unknown key '%1'; did you mean '%2'?" },
	{ "unit: {label: 单位}", "unit: {}", 10, 9, "the key '%1' is missing" },
	{ "unit: {label: 单位}", "unit: {label: }", 10, 17, "a value is missing here" },
	{ "unit: {label: 单位}", "unit: 单位", 10, 9, "a map is expected" },
	{ "unit: {label: 单位}", "unit: {label: 单位, type: txet}", 10, 27, "'%1' is not known here; did you" },
	{ "unit: {label: 单位}", "unit: {label: 单位, type: colour}", 10, 27, "'%1' is not known here" },
	{ "unit: {label: 单位}", "unit: {label: 单位, required: yes}", 10, 31, "true or false" },
	{ "unit: {label: 单位}", "unit: {label: 单位, merge: true}", 10, 21, "unknown key '%1'" },
	{ "unit: {label: 单位}", "unit: {label: 单位, max: 4001}", 10, 26, "a whole number from %1 to %2" },
	{ "unit: {label: 单位}", "unit: {label: 单位, readonly: true}", 10, 9, "a cell that cannot be typed into" },
	{ "unit: {label: 单位}", "unit: {label: 单位, decimals: 2}", 10, 9, "'decimals', 'pad'" },
	{ "unit: {label: 单位}", "unit: {label: 单位, type: choice}", 10, 9, "'type: choice' and 'choices'" },
	{ "unit: {label: 单位}", "unit: {label: 单位, choices: [a]}", 10, 9, "'type: choice' and 'choices'" },
	{ "unit: {label: 单位}", "unit: {label: 单位, mismatch: funds-sum}", 10, 31, "only a computed cell" },
	{ "type: money, calc", "type: money, mismatch: fund-sum, calc", 12, 56, "there is no finding '%1'" },
	{ "type: money, calc", "type: money, tolerance: klein, calc", 12, 57, "a number is expected" },
	{ "unit: {label: 单位}", "unit: {label：单位}", 10, 15, "full-width %1 here" },
	{ "  unit: {label", "  Unit: {label", 10, 3, "'%1' is no name: a-z" },
	{ "  unit: {label", "  a..b: {label", 10, 3, "'%1' is no name: a-z" },
	{ "  unit: {label", "  year: {label", 10, 3, "'%1' has a meaning in formulas" },
	{ "  unit: {label", "  funds.a.paid: {label", 11, 3, "the cell '%1' is defined twice" },
	{ "funds.{a,b}.paid: {label", "funds.{a,a}.paid: {label", 11, 3, "the cell '%1' is defined twice" },
	{ "funds.{a,b}.paid: {label", "funds.{a,{b}}.paid: {label", 11, 3, "braces stand for several names" },
	/* Formulas. */
	{ "\"sum(funds.*.paid)\"", "\"sum(funds.*.paidd)\"", 12, 62, "" },
	{ "\"sum(funds.*.paid)\"", "\"sum(1) + 单位\"", 12, 67, "" },
	{ "\"sum(funds.*.paid)\"", "'sum(funds.*.paid) + nothing'", 12, 78, "" },
	{ "\"sum(funds.*.paid)\"", "sum(funds.*.paid) < 3", 12, 57, "" },
	{ "\"rule.score\"", "\"rule.scone\"", 20, 56, "" },
	{ "\"score < 0\"", "\"score < \"", 27, 50, "" },
	{ "\"sum(funds.*.paid)\"", "\"sum(.paid)\"", 12, 57, "this is computed from itself" },
	{ "\"rule.score\"", "\"score + rule.score\"", 20, 50, "this is computed from itself" },
	{ "type: actual}", "type: actual, calculate: \"if(score > 1, 'a', 'b')\"}", 19, 53, "this is computed from itself" },
	/* Repeats. */
	{ "  rows:\n", "  rows.x:\n", 14, 3, "'%1' is no name here" },
	{ "    label: 指标\n", "    lable: 指标\n", 15, 5, "unknown key '%1'; did you mean '%2'?" },
	{ "    max: 9\n", "    max: 9\n    min: 10\n", 15, 5, "'min' is more than 'max'" },
	{ "    max: 9\n", "    max: 2000\n", 16, 10, "a whole number from %1 to %2" },
	{ "score: {label: 得分", "target: {label: 得分", 20, 7, "the cell '%1' is defined twice" },
	{ "score: {label: 得分", "sc.ore: {label: 得分", 20, 7, "'%1' is no name here" },
	{ "{target: target, actual: actual}", "{target: target}", 21, 14, "the key '%1' is missing" },
	{ "{target: target, actual: actual}", "{target: target, actual: unit}", 21, 39, "there is no cell '%1'" },
	{ "    start:\n", "    reason: because\n    start:\n", 22, 13, "there is no cell '%1'" },
	{ "- {target: ≥1次}", "- {traget: ≥1次}", 23, 10, "there is no cell '%1'; did you mean '%2'?" },
	{ "- {target: ≥1次}", "- ≥1次", 23, 9, "a map is expected" },
	{ "- {target: ≥1次}", "- {target: a, target: b}", 23, 21, "'%1' stands here twice" },
	{ "    max: 9\n", "    max: 1\n    start: [{}, {}]\n", 23, 5, "'%1' stands here twice" },
	/* Tables. */
	{ "{产出: 50}", "{产出: 五十}", 25, 18, "a number is expected" },
	{ "{产出: 50}", "{产出: 50, 产出: 40}", 25, 22, "'%1' stands here twice" },
	{ "  standard: {产出: 50}\n", "  standard: {产出: 50}\n  standard: {}\n", 26, 3, "'%1' stands here twice" },
	/* Checks. */
	{ "id: score-range", "id: score-rage", 27, 10, "there is no finding '%1'" },
	{ "rows: rows,", "rows: row,", 27, 29, "there is no repeat '%1'" },
	{ "rows: rows,", "", 27, 49, "there is no cell '%1'" },
	{ "cell: score,", "cell: scores,", 27, 60, "there is no cell '%1'; did you mean '%2'?" },
	{ "cell: score,", "", 27, 5, "the key '%1' is missing" },
	{ "得分 {score}", "得分 {scone}", 27, 77, "there is no cell '%1'; did you mean '%2'?" },
	{ "得分 {score}", "得分 {score", 27, 76, "a { without its }" },
	{ "cell: score,", "cell: score, severity: fatal,", 27, 77, "'%1' is not known here" },
	{ "cell: .paid,", "cell: rows.score,", 28, 69, "'%1' is a column; the check needs 'rows'" },
	{ "each: \"funds.{a,b}\"", "each: \"funds.{a,b\"", 28, 29, "braces stand for several names" },
	{ "each: \"funds.{a,b}\"", "each: \"funds.{a,b}\", rows: rows", 28, 29, "a check has 'rows' or 'each'" },
	/* The table. */
	{ "[单位, \"{unit} | 3\"]", "[单位, \"{unit} | 2\"]", 31, 5, "table row %1: its boxes take %2 columns, %3 are free: %4 too few" },
	{ "[单位, \"{unit} | 3\"]", "[单位, \"{unit} | 5\"]", 31, 5, "table row %1: its boxes take %2 columns, %3 are free: %4 too many" },
	{ "[甲, 乙, 丙]", "[甲, 乙, 丙, 丁]", 33, 5, "table row %1: its boxes take %2 columns, %3 are free: %4 too many" },
	{ "[甲, 乙, 丙]", "[甲 | 1 x 2, 乙, 丙]", 34, 14, "table row %1: its boxes take %2 columns, %3 are free: %4 too many" },
	{ "| 1 x 2, ", "| 1 x 99, ", 32, 6, "this box reaches into the rows of a repeat" },
	{ "| 1 x n+1", "| 1 x 2", 34, 15, "this box reaches into the rows of a repeat" },
	{ "| 1 x n+1", "| 1 x n+2", 34, 15, "the repeat does not follow" },
	{ "  - repeat: rows\n", "  - [a, b, c, d]\n  - repeat: rows\n", 34, 15, "the repeat does not follow" },
	{ "[甲, 乙, 丙]", "[甲, 乙, 丙]\n  - [a, b | 2 x 2, c]\n  - [d | 2]", 35, 5, "a box of this row runs into" },
	{ "  - repeat: rows\n    row: [\"{target}\"", "  - repeat: rows\n    row: [\"{target} | 1 x 2\"", 36, 11,
		"only a box of an ordinary row" },
	{ "\"{unit} | 3\"", "\"{unit} | drei\"", 31, 10, "write a box as" },
	{ "\"{unit} | 3\"", "\"{unit} | 3 x\"", 31, 10, "write a box as" },
	{ "\"{unit} | 3\"", "\"{unit} | 3 lift\"", 31, 10, "write a box as" },
	{ "\"{unit} | 3\"", "\"{unit}{unit} | 3\"", 31, 17, "a box holds one cell" },
	{ "\"{unit} | 3\"", "\"单位{unid} | 3\"", 31, 14, "there is no cell '%1'; did you mean '%2'?" },
	{ "\"{unit} | 3\"", "\"{unit | 3\"", 31, 11, "a { without its }" },
	{ "\"{unit} | 3\"", "\"{n}{unit} | 3\"", 31, 12, "there is no cell '%1'" },
	{ "\"{unit} | 3\"", "无 | 3", 10, 3, "the cell '%1' stands nowhere in the table" },
	{ "[甲, 乙, 丙]", "[\"{unit}\", 乙, 丙]", 33, 7, "the cell '%1' stands in the table twice" },
	{ "[甲, 乙, 丙]", "[\"{rows.score}\", 乙, 丙]", 33, 7, "'%1' is a column" },
	{ "unit: {label: 单位}", "unit: {label: 单位, shown: false}", 31, 11, "'%1' has 'shown: false'" },
	{ "  - repeat: rows\n", "  - repeat: row\n", 35, 13, "there is no repeat '%1'" },
	{ "  - repeat: rows\n    row:", "  - repeat: rows\n    heading:", 35, 5, "a row of the table is a list" },
	{ "{line: 小表, title: true}", "{line: 小表, titel: true}", 30, 16, "unknown key '%1'; did you mean '%2'?" },
	{ "[甲, 乙, 丙]", "甲", 33, 5, "a list is expected" },
	/* YAML. */
	{ "name: 小表", "name：小表", 3, 5, "full-width %1 here" },
	{ "form: small", "form： small", 1, 5, "full-width %1 here" },
	{ "{label: 单位}", "{label: 单位， type: text}", 10, 19, "full-width %1 here" },
	{ "{label: 单位}", "｛label: 单位}", 10, 9, "full-width %1 here" },
	{ "name: 小表", "name: 小：表: 大", 3, 10, "a colon too many" },	/* this ： is text */
	{ "{label: 单位}", "{label: 单，位}}", 10, 21, "a key is expected" },
	{ "{label: 单位}", "{label：单位， type: text", 10, 15, "full-width" },
	{ "name: 小表", "name 小表", 3, 1, "a key without its colon" },
	{ "年度 {year}", "\"年度 {year}", 37, 16, "a quote that is never closed" },
	{ "name: 小表", "name: 小: 表", 3, 8, "a colon too many" },
	{ "name: 小表", "name: @小表", 3, 7, "no text can begin with this sign" },
	{ "name: 小表", "name: \"\\q\"", 3, 8, "an unknown sign after" },
	{ "[3, 5, 5, 5]", "[3, 5, 5, 5", 6, 6, "a comma or ] is missing" },
	{ "  unit: {label", "\tunit: {label", 10, 1, "" },
	{ "name: 小表", "name: &a 小表", 3, 7, "anchors" },
	{ "name: 小表", "name: *a", 3, 7, "aliases" },
	{ "name: 小表", "name: !!str 小表", 3, 7, "tags" },
	{ "name: 小表", "[name]: 小表", 3, 1, "a key must be a plain text" },
	{ "name: 小表", "--- name", 3, 1, "only one document" },
	{ "name: 小表", "name: 小\xE2\x80\xAE表", 3, 8, "the character %1 is not allowed" },
	{ "name: 小表", "name: \x01", 3, 7, "the character %1 is not allowed" },
	{ "name: 小表", "name: \xFF\xFF", 3, 7, "this is not UTF-8" },
	{ "[3, 5, 5, 5]", "[[[[[[[[[[[[[[[[[3]]]]]]]]]]]]]]]]]", 5, 25, "nested too deeply" },
};

static char *replace(const char *text, const char *find, const char *by)
{
	const char *at = strstr(text, find);
	struct str out = {0};

	assert_non_null(at);
	str_add_len(&out, text, (size_t)(at - text));
	str_add(&out, by);
	str_add(&out, at + strlen(find));
	return str_take(&out);
}

static enum status read_text(const char *text, struct form **form, struct err_list *errors)
{
	*form = NULL;
	return form_read("x.yaml", text, strlen(text), form, errors);
}

static void test_small(void **state)
{
	struct err_list errors = {0};
	struct form *form;

	(void)state;
	assert_int_equal(read_text(small, &form, &errors), STATUS_OK);
	assert_int_equal(errors.count, 0);
	assert_int_equal(form->cell_count, 7);
	assert_string_equal(form->cells[form_find_cell(form, "funds.b.paid", 12)].label, "支出");
	assert_string_equal(form->cells[3].group, "合计");
	assert_int_equal(form_find_cell(form, "rows.score", 10), 6);
	assert_int_equal(form_find_cell(form, "score", 5), -1);
	assert_int_equal(form->repeats[0].start_count, 1);
	assert_string_equal(form->repeats[0].start[0], "≥1次");
	assert_int_equal(form->repeats[0].reading.actual, 5);
	assert_int_equal(form->repeats[0].reading.unit, -1);
	assert_int_equal(form->check_count, 3);
	assert_string_equal(form->checks[2].prefix, "funds.b");
	assert_int_equal(form->rows[4].boxes[0].rows, BOX_WITH_REPEAT + 1);
	assert_string_equal(form->text, small);
	form_free(form);
}

static bool has_error(const struct err_list *errors, const struct error_case *c)
{
	for (size_t i = 0; i < errors->count; i++) {
		const struct err *e = &errors->items[i];

		if (e->line == c->line && e->column == c->column && !strncmp(e->message.id, c->id, strlen(c->id)))
			return !strcmp(e->file, "x.yaml");
	}
	return false;
}

static void test_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct error_case *c = &cases[i];
		char *text = replace(small, c->find, c->replace);
		struct err_list errors = {0};
		struct form *form;

		if (read_text(text, &form, &errors) == STATUS_OK)
			fail_msg("“%s” was taken", c->replace);
		assert_null(form);
		/* And little that only follows from it, nothing from a part by a wrong name. */
		assert_in_range(errors.count, 1, c->column == 1 && strstr(c->id, "did you mean") ? 1 : 6);
		if (!has_error(&errors, c))
			fail_msg("“%s”: %d:%d: %s", c->replace, errors.items[0].line, errors.items[0].column,
				errors.items[0].message.id);
		err_list_clear(&errors);
		free(text);
	}
}

/* Several errors of several passes come in the order of the file. */
static void test_several(void **state)
{
	static const struct error_case wrong[] = {
		{ "year: 2023", "year: x", 4, 7, "" },
		{ "unit: {label: 单位}", "unit: {label: 单位, tipe: text}", 10, 21, "" },
		{ "\"sum(funds.*.paid)\"", "\"sum(\"", 12, 62, "" },
		{ "id: score-range", "id: score", 27, 10, "" },
		{ "\"{unit} | 3\"", "\"{unit} | 2\"", 31, 5, "" },
	};
	char *text = mem_dup(small), *next;
	struct err_list errors = {0};
	struct form *form;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		next = replace(text, wrong[i].find, wrong[i].replace);
		free(text);
		text = next;
	}
	assert_int_equal(read_text(text, &form, &errors), STATUS_INPUT);
	assert_int_equal(errors.count, COUNT(wrong));
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_int_equal(errors.items[i].line, wrong[i].line);
		assert_int_equal(errors.items[i].column, wrong[i].column);
	}
	err_list_clear(&errors);
	free(text);
}

static void test_twenty(void **state)
{
	struct err_list errors = {0};
	struct str text = {0};
	struct form *form;

	(void)state;
	for (int i = 0; i < 60; i++)
		str_addf(&text, "wrong%d: 1\n", i);
	assert_int_equal(read_text(text.data, &form, &errors), STATUS_INPUT);
	assert_int_equal(errors.count, 20);
	assert_int_equal(errors.items[19].line, 20);
	err_list_clear(&errors);
	str_clear(&text);
}

/* What a cycle is made of stands in the message. */
static void test_cycle(void **state)
{
	char *text = replace(small, "{label: 支出, type: money}",
		"{label: 支出, type: money, calculate: \"funds.total.paid\"}");
	struct err_list errors = {0};
	struct str said = {0};
	struct form *form;

	(void)state;
	assert_int_equal(read_text(text, &form, &errors), STATUS_INPUT);
	err_format(&errors.items[0], NULL, &said);
	assert_string_equal(said.data, "x.yaml:11:57: this is computed from itself:"
		" funds.a.paid → funds.total.paid → funds.a.paid");
	str_clear(&said);
	err_list_clear(&errors);
	free(text);
}

static void test_bom_and_crlf(void **state)
{
	struct str text = {0};
	struct err_list errors = {0};
	struct form *form;

	(void)state;
	str_add(&text, "\xEF\xBB\xBF");
	for (const char *p = small; *p; p++)
		str_add_len(&text, *p == '\n' ? "\r\n" : p, *p == '\n' ? 2 : 1);
	assert_int_equal(read_text(text.data, &form, &errors), STATUS_OK);
	assert_string_equal(form->text, text.data);
	form_free(form);
	str_clear(&text);
}

static void refused(const char *text, size_t len, const char *id)
{
	struct err_list errors = {0};
	struct form *form = NULL;

	assert_int_equal(form_read("x.yaml", text, len, &form, &errors), STATUS_INPUT);
	assert_true(errors.count > 0);
	assert_memory_equal(errors.items[0].message.id, id, strlen(id));
	err_list_clear(&errors);
}

/* libyaml needs a minute for 200,000 open brackets, and would take any size. */
static void test_limits(void **state)
{
	struct str text = {0};

	(void)state;
	str_add_repeat(&text, "[", 200000);
	refused(text.data, text.len, "nested too deeply");
	str_reset(&text);
	str_add_repeat(&text, "- ", 100000);
	refused(text.data, text.len, "nested too deeply");
	str_reset(&text);
	str_add_repeat(&text, "{a: ", 50000);
	refused(text.data, text.len, "nested too deeply");
	str_add_repeat(&text, " ", 100000);
	refused(text.data, text.len, "the file is larger");
	refused("form: \xD0\xA1\xB1\xED\n", 11, "the file is in GB18030");
	refused("", 0, "the file is empty");
	refused("# nothing\n", 10, "the file is empty");
	refused("text", 4, "a map is expected");
	refused("a\0b: c", 6, "the character %1 is not allowed");
	str_clear(&text);
}

static void test_missing_file(void **state)
{
	struct err_list errors = {0};
	struct form *form = NULL;

	(void)state;
	assert_int_equal(form_read_file("no/such.yaml", &form, &errors), STATUS_INPUT);
	assert_int_equal(errors.count, 1);
	assert_string_equal(errors.items[0].file, "no/such.yaml");
	err_list_clear(&errors);
}

/* --- the forms that come with the program --- */

static char *path_of(const char *name)
{
	struct str path = {0};
	const char *top = getenv("top_srcdir");

	str_addf(&path, "%s/%s", top ? top : ".", name);
	return str_take(&path);
}

static struct form *load(const char *path)
{
	struct err_list errors = {0};
	struct form *form = NULL;
	struct str said = {0};

	if (form_read_file(path, &form, &errors) != STATUS_OK) {
		err_format(&errors.items[0], NULL, &said);
		fail_msg("%s", said.data);
	}
	return form;
}

static void test_forms(void **state)
{
	char *folder = path_of("data/forms");
	DIR *dir = opendir(folder);
	struct dirent *item;
	struct str path = {0};
	struct form *form;
	int count = 0;

	(void)state;
	assert_non_null(dir);
	while ((item = readdir(dir)) != NULL) {
		if (item->d_name[0] == '.')
			continue;
		str_reset(&path);
		str_addf(&path, "%s/%s", folder, item->d_name);
		form = load(path.data);
		assert_int_equal(strncmp(form->id, item->d_name, strlen(form->id)), 0);
		form_free(form);
		count++;
	}
	assert_true(count >= 5);
	closedir(dir);
	str_clear(&path);
	free(folder);
}

static char *contents(const char *name)
{
	char *path = path_of(name), block[4096];
	FILE *file = fopen(path, "rb");
	struct str out = {0};
	size_t len;

	assert_non_null(file);
	while ((len = fread(block, 1, sizeof(block), file)) > 0)
		str_add_len(&out, block, len);
	fclose(file);
	free(path);
	return str_take(&out);
}

/* The manual shows the tutorial's form as it is, in both languages. */
static void test_tutorial(void **state)
{
	static const char *const pages[] = { "man/ziping-form.5", "man/zh_CN/ziping-form.5" };
	static const char begins[] = ".\\\" tutorial begins\n", ends[] = ".\\\" tutorial ends\n";
	char *yaml = contents("tests/forms/tutorial.yaml"), *path = path_of("tests/forms/tutorial.yaml");

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		char *page = contents(pages[i]), *from = strstr(page, begins), *to = strstr(page, ends);
		struct str shown = {0};

		assert_non_null(from);
		assert_non_null(to);
		for (from += sizeof(begins) - 1; from < to; from++)
			if (*from != '\\')	/* "\-" is a minus that can be copied */
				str_add_char(&shown, *from);
		assert_string_equal(shown.data, yaml);
		str_clear(&shown);
		free(page);
	}
	form_free(load(path));
	free(path);
	free(yaml);
}

static void type(struct entry *e, const char *name, const char *text)
{
	struct ref at;

	assert_int_equal(entry_parse_name(e, name, false, &at, NULL), STATUS_OK);
	entry_set(e, at, text);
}

static void shows(const struct sheet *s, const char *name, const char *text)
{
	struct str out = {0};
	struct ref at;

	assert_int_equal(entry_parse_name(sheet_get_entry(s), name, false, &at, NULL), STATUS_OK);
	sheet_show(s, at, &out);
	assert_string_equal(str_text(&out), text);
	str_clear(&out);
}

/* What a reader of the tutorial has in the end works. */
static void test_tutorial_computes(void **state)
{
	char *path = path_of("tests/forms/tutorial.yaml");
	struct form *form = load(path);
	struct entry *e = entry_new(form, 2024);
	const struct finding *findings;
	struct sheet *s;
	size_t count;

	(void)state;
	entry_fill_initial(e);
	type(e, "project", "编制业务培训");
	type(e, "funds.fiscal.budget", "30");
	type(e, "funds.fiscal.paid", "24.56");
	type(e, "funds.other.budget", "13");
	type(e, "indicators[1].actual", "1期");
	type(e, "indicators[2].actual", "95%");
	s = sheet_new(e);
	shows(s, "funds.total.budget", "43");
	shows(s, "funds.total.rate", "57%");
	shows(s, "funds.total.score", "5.7");
	shows(s, "indicators[1].score", "25");
	shows(s, "indicators[2].score", "40");
	shows(s, "total.weight", "100");
	shows(s, "total.score", "70.7");
	sheet_findings(s, &count);
	assert_int_equal(count, 0);
	type(e, "indicators[1].score", "50");
	sheet_recompute(s);
	shows(s, "total.score", "95.7");
	findings = sheet_findings(s, &count);
	assert_int_equal(count, 1);
	assert_string_equal(findings[0].id, "missed-full");
	sheet_free(s);
	entry_free(e);
	form_free(form);
	free(path);
}

/* Every function of formulas is in the manual, in both languages. */
static void test_functions(void **state)
{
	static const char *const pages[] = { "man/ziping-form.5", "man/zh_CN/ziping-form.5" };
	size_t count;
	const struct formula_function *functions = formula_functions(&count);

	(void)state;
	assert_true(count > 10);
	for (size_t i = 0; i < COUNT(pages); i++) {
		char *page = contents(pages[i]);

		for (size_t k = 0; k < count; k++)
			if (!strstr(page, functions[k].signature))
				fail_msg("%s is missing in %s", functions[k].signature, pages[i]);
		free(page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_twenty),
		cmocka_unit_test(test_cycle),
		cmocka_unit_test(test_bom_and_crlf),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_tutorial),
		cmocka_unit_test(test_tutorial_computes),
		cmocka_unit_test(test_functions),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
