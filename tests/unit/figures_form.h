/* SPDX-License-Identifier: MIT */
/* A form whose texts name figures, and an entry of it. */
#ifndef ZIPING_TESTS_FIGURES_FORM_H
#define ZIPING_TESTS_FIGURES_FORM_H

static const char figures_text[] =
	"form: prose\nversion: \"1\"\nname: 报告\nyear: 2023\ncolumns: [1, 1]\nsummary: {unit: unit}\n" /* 1 … 6 */
	"cells:\n"
	"  budget: {label: 年初预算, type: money}\n"
	"  last: {label: 上年结转, type: money}\n"
	"  executed: {label: 全年执行数, type: money}\n"
	"  rate: {label: 执行率, type: percent, decimals: 0, calculate: executed / budget}\n"
	"  score: {label: 自评得分, type: score}\n"
	"  staff: {label: 实有人数, type: number}\n"
	"  basic: {label: 基本支出, type: money}\n"
	"  unit: {label: 单位}\n"
	"  text: {label: 说明, type: long}\n"
	"repeats:\n"
	"  rows:\n"
	"    label: 项目\n"
	"    columns:\n"
	"      name: {label: 名称}\n"
	"      budget: {label: 预算, type: money}\n"
	"      note: {label: 文字, type: long}\n"
	"figures:\n"
	"  - {words: [年初预算, 全年预算], is: budget, unit: 万元, unless: [项目, 专项, 基本支出]}\n"
	"  - {words: 上年结转, is: last, unit: 万元}\n"
	"  - {words: [全年执行, 支出合计, 实际支出], is: executed, unit: 万元, unless: [项目, 采购, 基本支出]}\n"
	"  - {words: [执行率, 预算执行率], is: rate, unit: \"%\"}\n"
	"  - {words: [自评得分, 自评总分], is: score, unit: 分, unless: 分）}\n"
	"  - {words: [实有, 在职], is: staff, unit: [人, 名]}\n"
	"  - {words: [年初预算, 预算], rows: rows, of: name, is: budget, unit: 万元}\n" /* 31 */
	"  - {words: 基本支出, is: basic, unit: 万元, unless: [预算, 年初预算]}\n"
	"table:\n"
	"  - [\"{budget}\", \"{last}\"]\n"
	"  - [\"{executed}\", \"{rate}\"]\n"
	"  - [\"{score}\", \"{staff}\"]\n"
	"  - [\"{basic}\", \"{unit}\"]\n"
	"  - prose: \"{text}\"\n"
	"  - repeat: rows\n"
	"    row: [\"{name}\", \"{budget}\"]\n"
	"  - repeat: rows\n"
	"    prose: \"{note}\"\n";

static const char *const figures_typed[][2] = {
	{ "budget", "99.97" }, { "last", "5.36" }, { "executed", "57.116" }, { "score", "95.7" }, { "staff", "9" },
	{ "basic", "40.2" }, { "unit", "市政维护费管理处" },
	{ "rows[1].name", "公共照明" }, { "rows[1].budget", "7.5" },
	{ "rows[2].name", "公共照明二期" }, { "rows[2].budget", "5" },
};
enum { FIGURES_TYPED = sizeof figures_typed / sizeof *figures_typed };

#endif
