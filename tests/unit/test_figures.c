/* SPDX-License-Identifier: MIT */
/* Figures that running text names, held against those of the tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "form/finding.h"
#include "form/prose.h"
#include "form/sheet.h"
#include "figures_form.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct fixture { struct form *form; struct entry *entry; struct sheet *sheet; };

static struct ref find(const struct form *form, const char *name)
{
	struct ref at;

	if (!ref_parse(form, name, &at))
		fail_msg("there is no cell %s", name);
	return at;
}

static void put(struct fixture *f, const char *name, const char *value)
{
	struct ref at = find(f->form, name);

	entry_set(f->entry, at, value);
	sheet_touch(f->sheet, at);
}

static int set_up(void **state)
{
	static struct fixture f;
	struct err_list errors = { 0 };

	assert_int_equal(form_read("prose.yaml", figures_text, strlen(figures_text), &f.form, &errors), STATUS_OK);
	f.entry = entry_new(f.form, 2023);
	entry_insert_row(f.entry, 0, 0, 0);
	entry_insert_row(f.entry, 0, 0, 0);
	f.sheet = sheet_new(f.entry);
	for (size_t i = 0; i < FIGURES_TYPED; i++)
		put(&f, figures_typed[i][0], figures_typed[i][1]);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	sheet_free(f->sheet);
	entry_free(f->entry);
	form_free(f->form);
	return 0;
}

/* A text, and the statement in it that is wrong; "": none. */
static const struct { const char *text, *fault; } cases[] = {
	/* as the table has it */
	{ "2023年年初预算99.97万元，上年结转5.36万元，全年执行57.116万元。", "" },
	{ "年初预算数为99.97万元，执行率达到57%，自评得分95.7分，实有9人。", "" },
	{ "年初预算９９．９７万元，年初预算（万元）：99.97，年初预算99.970万元。", "" },
	{ "年初预算999700元，年初预算0.009997亿元，年初预算999,700元。", "" },
	{ "年初预算100万元，年初预算100.0万元，执行率57.1％，执行率57.13%。", "" },
	{ "自评得分：95.70", "" },
	/* another figure */
	{ "年初预算98.97万元。", "年初预算98.97万元" },
	{ "我单位年初预算数为98.97万元。", "年初预算数为98.97万元" },
	{ "全年执行57.116万元，自评得分98分。", "自评得分98分" },
	{ "自评得分96分", "自评得分96分" },
	{ "自评得分96", "自评得分96" },
	{ "自评总分共计 98 分，实有6人", "自评总分共计 98 分" },
	{ "年初预算999699元", "年初预算999699元" },
	{ "预算执行率为95%。", "预算执行率为95%" },
	{ "执行率仅５６％。", "执行率仅５６％" },
	{ "上年结转5.37万元", "上年结转5.37万元" },
	{ "实有在职人员6人，在职9名", "在职人员6人" },
	{ "2022年执行率90%，2023年执行率58%。", "执行率58%" },
	{ "上年执行率90%。今年执行率58%。", "执行率58%" },
	{ "截至12月31日，执行率58%。", "执行率58%" },
	{ "3月开工，9月完工，执行率58%。", "执行率58%" },
	{ "共3个项目，年初预算98万元。", "年初预算98万元" },
	{ "上年结转5.36万元，全年执行58万元。", "全年执行58万元" },
	/* not the table's figure */
	{ "2022年年初预算98.97万元。", "" },
	{ "上年执行率95%，自评得分98分。", "" },
	{ "截至6月末，执行率44.83%；截至2023年9月30日执行率50%。", "" },
	{ "力争执行率达到95%。确保下一年执行率95%。目标执行率100%。", "" },
	{ "执行率95%以上，执行率50%-60%，执行率超过50%。", "" },
	{ "绿化项目年初预算3万元，专项执行合理，预算4万元。", "" },
	{ "上年结转年初预算3万元", "" },
	{ "年初预算3个百分点，自评得分第3名，执行率3。", "" },
	{ "年初预算、自评得分和执行率见附表。", "" },
	{ "", "" },
	/* of rows */
	{ "公共照明年初预算7.5万元，公共照明二期年初预算5万元。", "" },
	{ "公共照明年初预算99.97万元。", "年初预算99.97万元" },
	{ "公共照明二期年初预算7.5万元。", "年初预算7.5万元" },
	{ "公共照明自评得分98分。", "" },
};

static void statements_are_held_against_the_table(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct prose_fault fault = { 0 };
		bool found = prose_find_fault(f->sheet, find(f->form, "text"), cases[i].text, &fault);
		size_t len = strlen(cases[i].fault);

		if (found != (len > 0) || fault.len != len ||
			memcmp(cases[i].text + fault.start, cases[i].fault, len) != 0)
			fail_msg("“%s”: “%.*s” instead of “%s”", cases[i].text, (int)fault.len,
				cases[i].text + fault.start, cases[i].fault);
	}
}

static bool has_fault(struct fixture *f, const char *cell)
{
	struct ref at = find(f->form, cell);
	size_t count;
	const struct finding *items = sheet_findings(f->sheet, &count);

	for (size_t i = 0; i < count; i++)
		if (items[i].at.cell == at.cell && items[i].at.row == at.row && !items[i].settled)
			return !strcmp(items[i].id, FINDING_PROSE);
	return false;
}

static void a_row_speaks_of_itself(void **state)
{
	struct fixture *f = *state;

	put(f, "rows[2].note", "年初预算5万元。");
	assert_false(has_fault(f, "rows[2].note"));
	put(f, "rows[2].note", "年初预算99.97万元，自评得分98分。");
	assert_true(has_fault(f, "rows[2].note"));
	put(f, "rows[2].note", "其中公共照明年初预算7.5万元。");
	assert_false(has_fault(f, "rows[2].note"));
}

static void findings_follow_text_and_table(void **state)
{
	struct fixture *f = *state;
	struct str said = { 0 };
	size_t count;

	put(f, "text", "年初预算98.97万元");
	assert_true(has_fault(f, "text"));
	sheet_say(f->sheet, &sheet_findings(f->sheet, &count)[0], NULL, &said);
	assert_string_equal(str_text(&said),
		"说明: the text says “年初预算98.97万元”, the table 99.97 (年初预算); correct it, or say why");
	str_clear(&said);
	put(f, "budget", "98.97");
	assert_false(has_fault(f, "text"));
	put(f, "budget", "99.97");
	assert_true(has_fault(f, "text"));
	entry_set_note(f->entry, find(f->form, "text"), FINDING_PROSE, "按批复数");
	sheet_touch_notes(f->sheet, find(f->form, "text"));
	assert_false(has_fault(f, "text"));
	entry_set_note(f->entry, find(f->form, "text"), FINDING_PROSE, "");
	sheet_touch_notes(f->sheet, find(f->form, "text"));
	put(f, "text", "公共照明年初预算5万元");
	assert_true(has_fault(f, "text"));
	put(f, "rows[1].name", "路灯");
	put(f, "rows[2].name", "公共照明");
	assert_false(has_fault(f, "text"));
	sheet_recompute(f->sheet);
	assert_false(has_fault(f, "text"));
	put(f, "budget", "");
	put(f, "text", "年初预算98.97万元");
	assert_false(has_fault(f, "text"));
}

/* --- the form file --- */

static const struct { const char *find, *replace; int line, column; } wrong[] = {
	{ "words: 上年结转, is: last", "words: 上, is: last", 23, 13 },
	{ "words: 上年结转, is: last", "words: [], is: last", 23, 13 },
	{ "words: 上年结转, is: last", "is: last", 23, 5 },
	{ "is: last", "is: lost", 23, 23 },
	{ "is: last", "is: text", 23, 23 },
	{ "is: last", "is: rows.budget", 23, 23 },
	{ "rows: rows, of: name", "rows: rows", 28, 31 },
	{ "rows: rows, of: name", "rows: rows, of: nom", 28, 41 },
	{ "rows: rows, of: name", "rows: row, of: name", 28, 31 },
	{ "unit: 分", "units: 分", 26, 38 },
	{ "unit: 分", "unit: {}", 26, 44 },
};

static void what_is_wrong_in_a_form_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const char *at = strstr(figures_text, wrong[i].find);
		struct err_list errors = { 0 };
		struct str changed = { 0 };
		struct form *form = NULL;

		assert_non_null(at);
		str_add_len(&changed, figures_text, (size_t)(at - figures_text));
		str_add(&changed, wrong[i].replace);
		str_add(&changed, at + strlen(wrong[i].find));
		if (form_read("prose.yaml", str_text(&changed), changed.len, &form, &errors) == STATUS_OK)
			fail_msg("“%s” is accepted", wrong[i].replace);
		if (errors.items[0].line != wrong[i].line || errors.items[0].column != wrong[i].column)
			fail_msg("“%s”: %d:%d %s", wrong[i].replace, errors.items[0].line, errors.items[0].column,
				errors.items[0].message.id);
		err_list_clear(&errors);
		str_clear(&changed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(statements_are_held_against_the_table, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_row_speaks_of_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(findings_follow_text_and_table, set_up, tear_down),
		cmocka_unit_test(what_is_wrong_in_a_form_is_named),
	};

	return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
