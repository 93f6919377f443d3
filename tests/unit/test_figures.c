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
	{ "年初预算安排99.97万元（其中基本支出30万元），支出合计57.12万元。", "" },
	{ "截至12月31日，实际支出57.116万元，占全年预算99.97万元的57%，在职干部职工9人。", "" },
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
	{ "共3项任务，年初预算安排98万元。", "年初预算安排98万元" },
	{ "上年结转5.36万元，全年执行58万元。", "全年执行58万元" },
	{ "核定编制9名，年末实际在职干部职工8人。", "在职干部职工8人" },
	{ "基本支出42万元，占支出总额的70.39%。", "基本支出42万元" },
	{ "综合以上，2023年度我单位整体支出绩效自评得分为 95 分，等级为“优”。", "自评得分为 95 分" },
	{ "导致预算执行率仅为58%。", "预算执行率仅为58%" },
	{ "市政维护费管理处年初预算98万元。", "年初预算98万元" },
	{ "达到预期目标，为确保质量，执行率达到了58%。", "执行率达到了58%" },
	/* other years, parts of a year, plans */
	{ "2022年年初预算98.97万元。", "" },
	{ "2022 年度预算执行率95%，自评得分98分。", "" },
	{ "上年执行率95%，自评得分98分。", "" },
	{ "2022年执行率90%，2023年执行率58%。", "执行率58%" },
	{ "上年执行率90%。今年执行率58%。", "执行率58%" },
	{ "较上年增加3.2万元，增长5.9%，执行率58%。", "执行率58%" },
	{ "与2022年相比，支出合计增加3万元，自评得分98分。", "自评得分98分" },
	{ "比2022年自评得分98分低2.3分，较上年年初预算98万元增加1.97万元。", "" },
	{ "上年结余3万元已收回，年初预算98万元。", "年初预算98万元" },
	{ "有关情况说明年初预算98万元。", "" },
	{ "其他情况。说明：年初预算98万元。", "年初预算98万元" },
	{ "完成95%以上年度目标，执行率58%。", "执行率58%" },
	{ "截至6月末，执行率44.83%；截至2023年9月30日执行率50%。", "" },
	{ "6月末执行率44%，1—9月执行率50%，2023年1-11月份，实际支出50万元。", "" },
	{ "一季度执行率18%，上半年执行率40%，全年执行率58%。", "执行率58%" },
	{ "截至12月31日，执行率58%。", "执行率58%" },
	{ "3月开工，9月完工，执行率58%。", "执行率58%" },
	{ "力争执行率达到95%。确保下一年执行率95%。目标执行率100%。", "" },
	{ "下一步，加快支付，执行率达到95%。平均执行率93%，累计实际支出300万元。", "" },
	/* about, asked for, or no figure at all */
	{ "执行率95%以上，执行率50%-60%，执行率超过50%，自评得分90分（含）以上为优。", "" },
	{ "执行率达到95%的，得10分；设定执行率95%的目标。", "" },
	{ "年初预算3个百分点，自评得分第3名，执行率3，年初预算98万余元。", "" },
	{ "自评得分：（1）数量50分；自评得分：1、数量50分；自评得分：1.数量50分。", "" },
	{ "年初预算、自评得分和执行率见附表。", "" },
	{ "年初预算1111111111222222222233333333334444444444为98万元。", "" },
	{ "", "" },
	/* something else */
	{ "绿化项目年初预算3万元，专项执行合理，年初预算4万元。", "" },
	{ "实施3个项目，年初预算12.5万元，实际支出15.09万元。", "" },
	{ "该项目用于设施维护，运行良好。年初预算5万元。", "" },
	{ "（二）项目情况。年初预算5万元。\n二、项目\n年初预算5万元。", "" },
	{ "（二）项目情况。年初预算5万元。\n年初预算5万元。", "年初预算5万元" },
	{ "政府采购预算18万元，实际支出18万元。", "" },
	{ "政府采购18万元，实际支出18万元。", "实际支出18万元" },
	{ "基本支出编制合理，年初预算40万元，实际支出40.2万元。基本支出40.2万元，实际支出58万元。", "实际支出58万元" },
	{ "年初预算99.97万元，其中：基本支出30万元；年初预算安排基本支出30万元。", "" },
	{ "上年结转年初预算3万元", "" },
	{ "其中办公费年初预算0.8万元，实际支出0.85万元，会议费预算1万元，全年执行0.6万元。", "" },
	{ "印制证书实际支出3万元，系统维护实际支出4万元，实际支出合计58万元。", "实际支出合计58万元" },
	{ "甲办公楼实有6人，乙办公楼实有3人，年初预算98万元，", "年初预算98万元" },
	{ "甲楼年初预算5万元，实际支出4万元，乙楼年初预算3万元，实际支出2万元，执行率80%。", "" },
	{ "会议费、培训费等支出合计0.3万元，工资福利实际支出30万元。", "" },
	{ "缴费人数增加，经费紧张，年初预算98万元。", "年初预算98万元" },
	{ "培训费0.3万元，年初预算98万元。", "年初预算98万元" },
	{ "产出自评得分49分，满意度自评得分10分，自评总分96分。", "自评总分96分" },
	{ "一、投入（10分），自评得分10分。第三方机构自评得分97分。", "" },
	{ "全区实有3,102人，各单位实有20人，全区运行良好，实有6人。", "实有6人" },
	{ "全区机关年初预算1268万元，实有1102人；行政在职5人。", "" },
	/* of rows */
	{ "公共照明年初预算7.5万元，公共照明二期年初预算5万元。", "" },
	{ "公共照明年初预算99.97万元。", "年初预算99.97万元" },
	{ "公共照明二期年初预算7.5万元。", "年初预算7.5万元" },
	{ "公共照明项目预算7.6万元。", "预算7.6万元" },
	{ "公共照明自评得分98分。", "" },
	{ "所属公共照明预算7.6万元，下属院所预算3万元。", "" },
	{ "年末在编在职人员6人。", "在职人员6人" },
	{ "提升公共照明水平，年初预算99.97万元。", "" },
	{ "1．公共照明项目。主要用于路灯维护，年初预算7.5万元。", "" },
	{ "1．公共照明项目。年初预算7.6万元。", "年初预算7.6万元" },
	{ "电子证的年初预算5万元，市政维护费管理处的年初预算98万元。", "年初预算98万元" },
	{ "聘用人员实有3人，下属事业单位实有20人，财政部门自评得分97分，其他收入年初预算3万元。", "" },
	{ "1．公共照明项目。\n年初预算7.5万元。\n年初预算7.5万元。", "年初预算7.5万元" },
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
	put(f, "rows[2].note", "与公共照明一并实施。年初预算5万元。其中公共照明年初预算7.5万元。");
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
		"说明: the text says “年初预算98.97万元”, the table 99.97万元 (年初预算); correct it, or say why");
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
	{ "words: 上年结转, is: last", "words: 上, is: last", 26, 13 },
	{ "words: 上年结转, is: last", "words: [], is: last", 26, 13 },
	{ "words: 上年结转, is: last", "is: last", 26, 5 },
	{ "is: last", "is: lost", 26, 23 },
	{ "is: last", "is: text", 26, 23 },
	{ "is: last", "is: rows.budget", 26, 23 },
	{ "rows: rows, of: name", "rows: rows", 31, 31 },
	{ "rows: rows, of: name", "rows: rows, of: nom", 31, 41 },
	{ "rows: rows, of: name", "rows: row, of: name", 31, 31 },
	{ "unit: 分, unless", "units: 分, unless", 29, 38 },
	{ "unit: 分, unless", "unit: {}, unless", 29, 44 },
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
