/* SPDX-License-Identifier: MIT */
#include "large_form.h"

static const char head[] =
	"# SPDX-License-Identifier: MIT\n"
	"form: " LARGE_FORM "\n"
	"version: \"1\"\n"
	"name: 大表\n"
	"year: 2023\n"
	"columns: [12, 8, 8, 6, 8, 12]\n"
	"summary: {project: project, score: total.score, weight: total.weight}\n"
	"cells:\n"
	"  project: {label: 项目名称}\n"
	"  total.weight: {label: 分值, type: weight, calculate: \"sum(indicators.weight)\"}\n"
	"  total.score: {label: 得分, type: score, calculate: \"sum(indicators.score)\"}\n";

static const char repeats[] =
	"repeats:\n"
	"  indicators:\n"
	"    label: 绩效指标\n"
	"    min: 1\n"
	"    max: 1000\n"
	"    columns:\n"
	"      level3: {label: 三级指标}\n"
	"      target: {label: 年度指标值, type: target}\n"
	"      actual: {label: 实际完成值, type: actual}\n"
	"      weight: {label: 分值, type: weight}\n"
	"      score: {label: 得分, type: score, calculate: \"rule.score\"}\n"
	"      reason: {label: 偏差原因, type: long}\n"
	"    reading: {target: target, actual: actual, name: level3, weight: weight}\n"
	"    reason: reason\n"
	"    start:\n";

static const char checks[] =
	"checks:\n"
	"  - {id: missed-full, rows: indicators, cell: score, when: \"not rule.met and score = weight\",\n"
	"     say: \"指标值 {target}，完成 {actual}\"}\n";

static const char table[] =
	"table:\n"
	"  - {line: 大表, title: true}\n"
	"  - [项目名称, \"{project} | 5\"]\n";

static const char end[] =
	"  - repeat: indicators\n"
	"    row: [\"{level3}\", \"{target}\", \"{actual}\", \"{weight}\", \"{score}\", \"{reason}\"]\n"
	"  - [总分 | 3, \"{total.weight}\", \"{total.score}\", \"\"]\n";

static void add_group(struct str *out, int n)
{
	str_addf(out, "  g%d.{budget,executed}: {label: 金额, type: money}\n", n);
	str_addf(out, "  g%d.rate: {label: 执行率, type: percent, decimals: 0,\n"
		"    calculate: \".executed / .budget\"}\n", n);
	str_addf(out, "  g%d.sum: {label: 累计, type: money, calculate: ", n);
	if (n == 1)
		str_add(out, "\".executed\"}\n");
	else
		str_addf(out, "\"sum(g%d.sum, .executed)\"}\n", n - 1);
}

static void add_check(struct str *out, int n)
{
	str_addf(out, "  - {id: over-budget, each: g%d, cell: .executed, when: \".executed > .budget\",\n"
		"     say: \"执行数 {.executed} 超过预算数 {.budget}\"}\n", n);
}

static void add_row(struct str *out, int n)
{
	str_addf(out, "  - [第%d组, \"{g%d.budget}\", \"{g%d.executed}\", \"{g%d.rate}\", \"{g%d.sum}\", "
		"\"\"]\n", n, n, n, n, n);
}

static void add_each(struct str *out, void (*add)(struct str *out, int n))
{
	for (int n = 1; n <= LARGE_GROUPS; n++)
		add(out, n);
}

void large_form_add(struct str *out)
{
	str_add(out, head);
	add_each(out, add_group);
	str_add(out, repeats);
	for (int n = 1; n <= LARGE_ROWS; n++)
		str_addf(out, "      - {level3: 指标%d, target: ≥%d次, actual: %d次, weight: \"5\"}\n", n,
			n, n + n % 3 - 1);
	str_add(out, checks);
	add_each(out, add_check);
	str_add(out, table);
	add_each(out, add_row);
	str_add(out, end);
}
