/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core_form.h"

struct fixture {
	struct form *form;
	struct entry *entry;
	struct sheet *sheet;
};

/* What the table's formulas are worked out on. */
static const char *const typed[] = {
	"project=机构编制专项", "note=因故 不再开展", "funds.a.budget=43", "funds.a.executed=24.56", "funds.b.budget=",
	"funds.b.executed=12.", "funds.total.weight=10", "funds.total.executed=24.56",
	"rows[1].level1=产出指标（50分）", "rows[1].target=≥4次", "rows[1].actual=4次", "rows[1].weight=20",
	"rows[2].level1=产出指标（50分）", "rows[2].target=≥100%", "rows[2].actual=95%", "rows[2].weight=30",
	"rows[2].score=30", "rows[2].reason=无",
	"rows[3].level1=效益指标", "rows[3].target=0", "rows[3].actual=0",
	NULL,
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	f->form = core_read(core_text);
	f->entry = entry_new(f->form, 2023);
	core_type(f->entry, typed);
	f->sheet = sheet_new(f->entry);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	sheet_free(f->sheet);
	entry_free(f->entry);
	form_free(f->form);
	free(f);
	return 0;
}

/* A value as text: 1.50, 'text', true, empty, unknown 2. */
static void add_value(struct value v, struct str *out)
{
	if (v.kind == VALUE_NUMBER)
		decimal_add_to(v.number, out);
	else if (v.kind == VALUE_TEXT)
		str_addf(out, "'%s'", v.text);
	else if (v.kind == VALUE_TRUTH)
		str_add(out, v.truth ? "true" : "false");
	else if (v.kind == VALUE_EMPTY)
		str_add(out, "empty");
	else
		str_addf(out, "unknown %d", v.missing);
}

struct formula_case {
	const char *text;
	enum formula_type type;
	int row;                     /* of rows; -1: outside, and .x belongs to funds.a */
	const char *value;
};

static void check_value(const struct fixture *f, const struct formula_case *c)
{
	const struct cell *cell = &f->form->cells[form_find_cell(f->form, "funds.a.rate", 12)];
	struct formula *formula = NULL;
	struct err err = { 0 };
	struct str out = { 0 };

	if (formula_parse(f->form, c->row < 0 ? cell : NULL, NULL, c->row < 0 ? -1 : 0, c->text, c->type, &formula,
		&err) == STATUS_OK)
		add_value(formula_evaluate(formula, f->sheet, c->row), &out);
	else
		message_add_to(&err.message, NULL, &out);
	if (strcmp(str_text(&out), c->value))
		print_message("%s\n", c->text);
	assert_string_equal(str_text(&out), c->value);
	formula_free(formula);
	err_clear(&err);
	str_clear(&out);
}

#define N FORMULA_NUMBER
#define T FORMULA_TEXT
#define B FORMULA_TRUTH

static const struct formula_case values[] = {
	/* arithmetic */
	{ "1 + 2 * 3", N, -1, "7" }, { "(1 + 2) * 3", N, -1, "9" }, { "10 - 4 - 3", N, -1, "3" },
	{ "2 * 7 / 4", N, -1, "3.5" }, { "7 / 2 / 2", N, -1, "1.75" }, { "-2 * -3", N, -1, "6" },
	{ "- - 2", N, -1, "2" }, { "1 - -1", N, -1, "2" }, { "0.10 + 0.2", N, -1, "0.30" },
	{ "1 / 3", N, -1, "0.333333333333333333" }, { "10 * 24.56 / 43", N, -1, "5.711627906976744186" },
	{ "1 / 0", N, -1, "unknown 1" }, { "0 / 0", N, -1, "unknown 1" },
	{ "99999999999999999999 * 99999999999999999999", N, -1, "unknown 1" },
	/* comparison and truth */
	{ "1 < 2", B, -1, "true" }, { "2 <= 2", B, -1, "true" }, { "2 < 2", B, -1, "false" },
	{ "2 >= 3", B, -1, "false" }, { "3 > 2", B, -1, "true" }, { "1.0 = 1", B, -1, "true" },
	{ "1 <> 1.00", B, -1, "false" }, { "'a' = \"a\"", B, -1, "true" }, { "'a' <> 'b'", B, -1, "true" },
	{ "(1 = 1) = (2 = 2)", B, -1, "true" }, { "not 1 = 2", B, -1, "true" },
	{ "not not 1 = 1", B, -1, "true" },
	{ "1 = 1 or 1 = 2 and 1 = 2", B, -1, "true" }, { "(1 = 1 or 1 = 2) and 1 = 2", B, -1, "false" },
	{ "1 + 1 = 2 and 2 * 2 > 3", B, -1, "true" },
	/* three values */
	{ "1 / 0 = 1", B, -1, "unknown 1" }, { "not 1 / 0 = 1", B, -1, "unknown 1" },
	{ "1 / 0 = 1 and 1 = 2", B, -1, "false" }, { "1 = 2 and 1 / 0 = 1", B, -1, "false" },
	{ "1 / 0 = 1 and 1 = 1", B, -1, "unknown 1" }, { "1 = 1 and 1 / 0 = 1", B, -1, "unknown 1" },
	{ "1 / 0 = 1 or 1 = 1", B, -1, "true" }, { "1 = 1 or 1 / 0 = 1", B, -1, "true" },
	{ "1 / 0 = 1 or 1 = 2", B, -1, "unknown 1" }, { "1 = 2 or 1 / 0 = 1", B, -1, "unknown 1" },
	{ "sure(1 / 0 = 1)", B, -1, "false" }, { "sure(1 = 1)", B, -1, "true" },
	/* cells */
	{ "funds.a.budget", N, -1, "43" }, { ".executed", N, -1, "24.56" }, { ".executed / .budget", N, -1,
		"0.571162790697674418" },
	{ "funds.b.budget", N, -1, "empty" }, { "funds.b.budget + 1", N, -1, "unknown 1" },
	{ "funds.b.executed", N, -1, "unknown 1" }, { "funds.b.executed / funds.b.budget", N, -1, "unknown 2" },
	{ "project", T, -1, "'机构编制专项'" }, { "project = '机构编制专项'", B, -1, "true" },
	{ "year", N, -1, "2023" }, { "last_year", N, -1, "2022" },
	/* many */
	{ "sum(1, 2, 3)", N, -1, "6" }, { "sum(funds.*.budget)", N, -1, "86" },
	{ "sum(funds.{a,b}.budget, 1)", N, -1, "44" }, { "sum(funds.b.budget)", N, -1, "empty" },
	{ "sum(funds.{a,b}.executed)", N, -1, "unknown 1" }, { "sum(.budget, 1 / 0, funds.b.executed)", N, -1,
		"unknown 2" },
	{ "count(funds.{a,b}.budget)", N, -1, "1" }, { "count(funds.{a,b}.executed)", N, -1, "2" },
	{ "count(rows.level1)", N, -1, "3" }, { "sum(rows.weight)", N, -1, "50" },
	{ "sum(rows.score)", N, -1, "50.0" }, { "min(3, 1, 2)", N, -1, "1" }, { "max(3, 1, 2)", N, -1, "3" },
	{ "min(funds.b.budget, 5)", N, -1, "5" }, { "max(rows.weight)", N, -1, "30" },
	{ "min(rows.{weight,score})", N, -1, "20" },
	/* one */
	{ "abs(-1.5)", N, -1, "1.5" }, { "round(2.345, 2)", N, -1, "2.35" }, { "round(-2.5, 0)", N, -1, "-3" },
	{ "round(1, 99)", N, -1, "unknown 1" }, { "round(1, 0.5)", N, -1, "unknown 1" },
	{ "if(1 = 1, 'a', 'b')", T, -1, "'a'" }, { "if(1 = 2, 1, 2)", N, -1, "2" },
	{ "if(1 / 0 = 1, 1, 2)", N, -1, "unknown 1" }, { "if(1 = 1, funds.b.budget, 1)", N, -1, "empty" },
	{ "blank(funds.b.budget)", B, -1, "true" }, { "blank(funds.b.executed)", B, -1, "false" },
	{ "blank(project)", B, -1, "false" },
	{ "steps(0.79, 1, 100, 0.8, 70, 0.5, 50, 0)", N, -1, "50" }, { "steps(0.8, 1, 100, 0.8, 70, 0)", N, -1, "70" },
	{ "steps(0.1, 1, 100, 0)", N, -1, "0" }, { "steps(1 / 0, 1, 100, 0)", N, -1, "unknown 1" },
	{ "length(project)", N, -1, "6" }, { "length('')", N, -1, "0" },
	/* typed and computed */
	{ "typed(funds.total.executed)", N, -1, "24.56" }, { "computed(funds.total.executed)", N, -1, "unknown 1" },
	{ "typed(funds.total.budget)", N, -1, "empty" }, { "computed(funds.total.budget)", N, -1, "43" },
	{ "override(funds.total.executed)", B, -1, "false" }, { "override(score)", B, 1, "true" },
	{ "computed(score)", N, 1, "28.5" }, { "score", N, 1, "30" }, { "score", N, 0, "20.0" },
	{ "score", N, 2, "empty" },
	/* texts */
	{ "contains(note, '不再')", B, -1, "true" }, { "contains(note, '完成')", B, -1, "false" },
	{ "contains(reason, '无')", B, 0, "false" }, { "same(note, '因故不再开展')", B, -1, "true" },
	{ "same('≥９０％', '≥90%')", B, -1, "true" }, { "same('a', 'ab')", B, -1, "false" },
	{ "same(reason, reason)", B, 0, "false" }, { "none(reason)", B, 1, "true" }, { "none(reason)", B, 0, "true" },
	{ "none(note)", B, -1, "false" }, { "none(' —— ')", B, -1, "true" },
	/* rows */
	{ "weight", N, 1, "30" }, { "rows.weight = 1 or 1 = 1", B, 0,
		"this stands for many cells; put it into sum(…) or the like" },
	{ "first(level1)", B, 0, "true" }, { "first(level1)", B, 1, "false" }, { "first(level1)", B, 2, "true" },
	{ "sumif(weight, level1, level1)", N, 0, "50" }, { "sumif(weight, level1, '产出')", N, 2, "50" },
	{ "sumif(weight, level1, '其他')", N, 2, "0" }, { "sumif(weight, level1, reason)", N, 0, "unknown 1" },
	{ "sumif(rows.weight, rows.level1, '效益')", N, -1, "0" },
	{ "lookup(standard, level1)", N, 0, "50" }, { "lookup(standard, '效 益指标甲乙')", N, -1, "40" },
	{ "lookup(standard, '其他')", N, -1, "unknown 1" },
	{ "rule.met", B, 0, "true" }, { "rule.met", B, 1, "false" }, { "rule.ratio * 100", N, 1, "95.00" },
	{ "rule.placeholder", B, 2, "true" }, { "rule.score", N, 2, "empty" }, { "rule.has_band", B, 0, "false" },
	{ "rule.assumed", B, 0, "false" },
};

static void formulas_have_these_values(void **state)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		check_value(*state, &values[i]);
}

struct error_case {
	const char *text;
	enum formula_type type;
	int column;
	const char *says;
};

static const struct error_case errors[] = {
	{ "", N, 1, "a value is missing here" },
	{ "1 +", N, 4, "a value is missing here" },
	{ "1 2", N, 3, "“2” is not expected here" },
	{ "(1", N, 3, "“)” is missing here" },
	{ "1 = 1", N, 1, "a number is expected here" },
	{ "project", N, 1, "a number is expected here" },
	{ "1", T, 1, "a text is expected here" },
	{ "1", B, 1, "a condition is expected here, such as a comparison" },
	{ "1 + 'a'", N, 5, "a number is expected here" },
	{ "1 = 'a'", B, 5, "a number is expected here" },
	{ "'a' < 'b'", B, 1, "a number is expected here" },
	{ "1 < 2 < 3", B, 1, "a number is expected here" },
	{ "1 and 2", B, 1, "a condition is expected here, such as a comparison" },
	{ "not 1", B, 5, "a condition is expected here, such as a comparison" },
	{ "'中文' = 1", B, 8, "a text is expected here" },
	{ "funds.c.budget", N, 1, "there is no cell “funds.c.budget”" },
	{ "1 + .nothing", N, 5, "there is no cell “.nothing”" },
	{ "sum(funds.*.nothing)", N, 5, "there is no cell “funds.*.nothing”" },
	{ "sum(funds.{a,c}.budget)", N, 5, "there is no cell “funds.{a,c}.budget”" },
	{ "weight", N, 1, "there is no cell “weight”" },
	{ "sum(funds.*.budget) + funds.*.budget", N, 23,
		"this stands for many cells; put it into sum(…) or the like" },
	{ "rows.weight", N, 1, "this stands for many cells; put it into sum(…) or the like" },
	{ "abs(rows.weight)", N, 5, "this stands for many cells; put it into sum(…) or the like" },
	{ "sum(rows.level1)", N, 5, "a number is expected here" },
	{ "sum()", N, 1, "sum() takes other operands; see ziping-form(5)" },
	{ "abs(1, 2)", N, 1, "abs() takes other operands; see ziping-form(5)" },
	{ "round(1)", N, 1, "round() takes other operands; see ziping-form(5)" },
	{ "steps(1, 2, 3)", N, 1, "steps() takes other operands; see ziping-form(5)" },
	{ "steps(1, 2, 3, 4, 5)", N, 1, "steps() takes other operands; see ziping-form(5)" },
	{ "if(1 = 1, 1, 'a')", N, 14, "a number is expected here" },
	{ "if(1, 1, 2)", N, 4, "a condition is expected here, such as a comparison" },
	{ "average(1)", N, 1, "there is no function “average”" },
	{ "abs 1", N, 1, "there is no cell “abs”" },
	{ "lookup(nothing, 'a')", N, 8, "there is no table “nothing”" },
	{ "typed(1)", N, 7, "the name of a cell is expected here" },
	{ "first(project)", B, 7, "a column is expected here" },
	{ "first(rows.level1)", B, 1, "first() needs a column of the rows it stands in" },
	{ "sumif(rows.level1, rows.weight, 'a')", N, 1, "sumif() adds up a column of numbers by one of texts" },
	{ "rule.score", N, 1, "there is no rule here; it belongs to rows with a target and an actual" },
	{ "'open", T, 1, "the text has no closing '" },
	{ "1，2", N, 2, "“，” has no meaning in a formula; write ," },
	{ "sum（1)", N, 4, "“（” has no meaning in a formula; write (" },
	{ "1 × 2", N, 3, "“×” has no meaning in a formula; write *" },
	{ "“a”", T, 1, "““” has no meaning in a formula; write \"" },
	{ "1 ? 2", N, 3, "“?” has no meaning in a formula" },
	{ "金额", N, 1, "“金” has no meaning in a formula" },
	{ "1234567890123456789012345678901234567", N, 1,
		"“1234567890123456789012345678901234567” has too many digits" },
};

static void check_error(const struct form *form, const char *text, enum formula_type type, int column,
	const char *says)
{
	const struct cell *cell = &form->cells[form_find_cell(form, "funds.a.rate", 12)];
	struct formula *formula = NULL;
	struct err err = { 0 };
	struct str out = { 0 };

	assert_int_equal(formula_parse(form, cell, NULL, -1, text, type, &formula, &err), STATUS_INPUT);
	assert_null(formula);
	message_add_to(&err.message, NULL, &out);
	if (strcmp(str_text(&out), says) || err.column != column)
		print_message("%.60s\n", text);
	assert_string_equal(str_text(&out), says);
	assert_int_equal(err.column, column);
	err_clear(&err);
	str_clear(&out);
}

static void errors_say_what_and_where(void **state)
{
	const struct fixture *f = *state;

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		check_error(f->form, errors[i].text, errors[i].type, errors[i].column, errors[i].says);
}

/* `times` × `part`, then `end`. */
static char *repeated(const char *part, int times, const char *end)
{
	struct str text = { 0 };

	str_add_repeat(&text, part, times);
	str_add(&text, end);
	return str_take(&text);
}

static void size_and_depth_are_bounded(void **state)
{
	static const struct { const char *part; int good, bad; const char *end; int column; const char *says; } limits[] = {
		{ "(", 0, 40, "1", 33, "the formula is nested too deeply" },
		{ "-", 31, 40, "1", 33, "the formula is nested too deeply" },
		{ "abs(", 0, 40, "1", 129, "the formula is nested too deeply" },
		{ "1+", 400, 600, "1", 1002, "the formula is too complicated" },
		{ " ", 3000, 4000, "1", 1, "the formula is too long" },
	};
	const struct fixture *f = *state;

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		char *good = repeated(limits[i].part, limits[i].good, limits[i].end);
		char *bad = repeated(limits[i].part, limits[i].bad, limits[i].end);
		struct formula *formula = NULL;

		assert_int_equal(formula_parse(f->form, NULL, NULL, -1, good, N, &formula, NULL), STATUS_OK);
		formula_evaluate(formula, f->sheet, -1);
		formula_free(formula);
		check_error(f->form, bad, N, limits[i].column, limits[i].says);
		free(good);
		free(bad);
	}
}

static void operands_that_wait_are_bounded(void **state)
{
	const struct fixture *f = *state;
	struct formula *formula = NULL;
	char *list = repeated("1,", 38, "1)"), *text = malloc(strlen(list) + 5);

	sprintf(text, "sum(%s", list);
	assert_int_equal(formula_parse(f->form, NULL, NULL, -1, text, N, &formula, NULL), STATUS_OK);
	formula_free(formula);
	free(text);
	free(list);
	list = repeated("1,", 60, "1)");
	text = malloc(strlen(list) + 5);
	sprintf(text, "sum(%s", list);
	assert_int_equal(formula_parse(f->form, NULL, NULL, -1, text, N, &formula, NULL), STATUS_INPUT);
	free(text);
	free(list);
}

static void uses_are_listed_once(void **state)
{
	const struct fixture *f = *state;
	struct formula *formula = NULL;
	const struct formula_use *uses;
	size_t count;

	assert_int_equal(formula_parse(f->form, NULL, NULL, 0, "weight + weight + sum(rows.weight, rows.weight) + rule.score "
		"+ sum(funds.*.budget, funds.a.budget)", N, &formula, NULL), STATUS_OK);
	uses = formula_uses(formula, &count);
	assert_int_equal(count, 6);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(uses[i].cell == uses[j].cell && uses[i].whole == uses[j].whole);
	formula_free(formula);
}

struct saying_case { const char *text; int row; const char *words, *figures; };

static const struct saying_case sayings[] = {
	{ ".executed / .budget", -1, "执行数 ÷ 预算数", "24.56 ÷ 43" },
	{ "(.executed + 1) * 2 - -3", -1, "（执行数 ＋ 1） × 2 － －3", "（24.56 ＋ 1） × 2 － －3" },
	{ "10 - (4 - 3)", -1, "10 － （4 － 3）", "10 － （4 － 3）" },
	{ "sum(funds.{a,b}.executed) * 2", -1, "（执行数 ＋ 其他执行数） × 2", "（24.56 ＋ (missing)） × 2" },
	{ "min(.budget, 5)", -1, "the smallest of 预算数、5", "the smallest of 43、5" },
	{ "sum(1, rows.weight)", -1, "1 ＋ 分值 of all rows of 绩效指标", "1 ＋ 20 ＋ 30" },
	{ "if(funds.a.rate >= 0.5 and not blank(project), 1, 2)", -1,
		"1 if （执行率 ≥ 0.5 and not 项目名称 is empty）, else 2",
		"1 if （≈57.1163% ≥ 0.5 and not “机构编制专项” is empty）, else 2" },
	{ "rule.score", 1, "the rule's score", "28.5" },
	{ "if(rule.met, weight, score)", 0, "分值 if the target is met, else 得分", "20 if the target is met, else 20" },
};

static void formulas_are_said_in_words_and_figures(void **state)
{
	const struct fixture *f = *state;
	const struct cell *cell = &f->form->cells[form_find_cell(f->form, "funds.a.rate", 12)];
	struct str out = { 0 };

	for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
		const struct saying_case *c = &sayings[i];
		struct formula *formula = NULL;

		assert_int_equal(formula_parse(f->form, c->row < 0 ? cell : NULL, NULL, c->row < 0 ? -1 : 0, c->text, N,
			&formula, NULL), STATUS_OK);
		str_reset(&out);
		formula_describe(formula, f->sheet, c->row, FORMULA_IN_WORDS, NULL, &out);
		assert_string_equal(str_text(&out), c->words);
		str_reset(&out);
		formula_describe(formula, f->sheet, c->row, FORMULA_IN_FIGURES, NULL, &out);
		assert_string_equal(str_text(&out), c->figures);
		formula_free(formula);
	}
	str_clear(&out);
}

static void every_function_has_its_texts(void **state)
{
	size_t count;
	const struct formula_function *functions = formula_functions(&count);

	(void)state;
	assert_true(count >= 20);
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(functions[i].name);

		assert_true(len > 0 && strlen(functions[i].help) > 10);
		assert_memory_equal(functions[i].signature, functions[i].name, len);
		assert_int_equal(functions[i].signature[len], '(');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formulas_have_these_values),
		cmocka_unit_test(errors_say_what_and_where),
		cmocka_unit_test(size_and_depth_are_bounded),
		cmocka_unit_test(operands_that_wait_are_bounded),
		cmocka_unit_test(uses_are_listed_once),
		cmocka_unit_test(formulas_are_said_in_words_and_figures),
		cmocka_unit_test(every_function_has_its_texts),
	};

	return cmocka_run_group_tests_name("formula", tests, set_up, tear_down);
}
