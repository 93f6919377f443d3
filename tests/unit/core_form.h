/* SPDX-License-Identifier: MIT */
/* A form with everything that computing knows, in a few lines; and entries of it. */
#ifndef ZIPING_TESTS_CORE_FORM_H
#define ZIPING_TESTS_CORE_FORM_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/sheet.h"

static const char core_text[] =
	"form: core\n"
	"version: '1'\n"
	"name: 小表\n"
	"place: 平凉\n"
	"year: 2023\n"
	"columns: [1, 1, 1, 1, 1, 1, 1, 1]\n"
	"full-score: 100\n"
	"match: [project]\n"
	"summary: {project: project, budget: funds.total.budget, executed: funds.total.executed,\n"
	"  rate: funds.total.rate, score: total.score, weight: total.weight}\n"
	"groups: {funds.total: 总额, funds.a: 财政, funds.b: 其他}\n"
	"cells:\n"
	"  project: {label: 项目名称, required: true, max: 10}\n"
	"  note: {label: 说明, type: long}\n"
	"  funds.total.budget: {label: 预算数, type: money, calculate: 'sum(funds.*.budget)',\n"
	"    mismatch: funds-sum, tolerance: '0.01'}\n"
	"  funds.total.executed: {label: 执行数, type: money, calculate: 'sum(funds.{a,b}.executed)',\n"
	"    mismatch: funds-sum, tolerance: '0.01'}\n"
	"  funds.{a,b}.budget: {label: 预算数, type: money}\n"
	"  funds.{a,b}.executed: {label: 执行数, type: money}\n"
	"  funds.{total,a,b}.rate: {label: 执行率, type: percent, decimals: 0, calculate: .executed / .budget,\n"
	"    mismatch: rate-mismatch, rule: 执行率＝执行数÷预算数}\n"
	"  funds.total.weight: {label: 分值, type: weight}\n"
	"  funds.total.score: {label: 得分, type: score, decimals: 1, mismatch: score-mismatch,\n"
	"    calculate: 'min(.weight, .weight * .executed / .budget)'}\n"
	"  total.weight: {label: 分值, type: weight, calculate: 'sum(funds.total.weight, rows.weight)',\n"
	"    mismatch: total-mismatch}\n"
	"  total.score: {label: 得分, type: score, decimals: 1, calculate: 'sum(funds.total.score, rows.score)',\n"
	"    mismatch: total-mismatch}\n"
	"  zero.rate: {label: 控制率, type: percent, decimals: 2, pad: true, empty: 0.00%,\n"
	"    calculate: funds.b.executed / funds.b.budget}\n"
	"  word: {label: 结论, calculate: 'if(total.score >= 60, \"合格\", note)'}\n"
	"repeats:\n"
	"  rows:\n"
	"    label: 绩效指标\n"
	"    min: 0\n"
	"    max: 40\n"
	"    columns:\n"
	"      level1: {label: 一级指标, merge: true, required: true}\n"
	"      name: {label: 三级指标}\n"
	"      target: {label: 指标值, type: target}\n"
	"      actual: {label: 完成值, type: actual}\n"
	"      weight: {label: 分值, type: weight}\n"
	"      score: {label: 得分, type: score, decimals: 1, calculate: rule.score}\n"
	"      reason: {label: 原因, type: long}\n"
	"      share: {label: 占比, type: percent, decimals: 1, calculate: weight / total.weight}\n"
	"    reading: {target: target, actual: actual, level1: level1, name: name, weight: weight}\n"
	"    reason: reason\n"
	"tables:\n"
	"  standard: {产出指标: 50, 效益指标: 30, 效益指标甲: 40}\n"
	"checks:\n"
	"  - {id: weights-sum, when: computed(total.weight) <> 100, cell: total.weight, say: '合计 {computed total.weight}'}\n"
	"  - {id: level1-split, rows: rows, cell: weight,\n"
	"     when: 'first(level1) and sumif(weight, level1, level1) <> lookup(standard, level1)', say: '{level1}'}\n"
	"  - {id: over-budget, each: 'funds.{a,b}', cell: .executed, when: .executed > .budget, reason: note,\n"
	"     say: '{.executed} 超过 {.budget}'}\n"
	"  - {id: score-range, rows: rows, cell: score, when: score < 0 or score > weight, say: '{score}'}\n"
	"  - {id: missed-full, rows: rows, cell: score, when: not rule.met and score = weight, say: '{computed score}'}\n"
	"  - {id: missed-no-reason, rows: rows, cell: reason, when: score < weight and none(reason), say: '无原因'}\n"
	"  - {id: rule-differs, rows: rows, cell: score, severity: note, when: override(score) and not none(reason),\n"
	"     say: '{score} {computed score}'}\n"
	"  - {id: rule-differs, rows: rows, cell: score, when: override(score) and none(reason), say: '{score}'}\n"
	"  - {id: reason-yet-full, rows: rows, cell: score, when: 'score = weight and contains(reason, \"不再\")', say: 不再}\n"
	"  - {id: nothing-spent, cell: funds.total.executed, say: 没有支出,\n"
	"     when: funds.total.executed = 0 and sum(rows.score) = sum(rows.weight)}\n"
	"table:\n"
	"  - ['{project} | 4', '{note} | 4']\n"
	"  - ['{funds.a.budget} | 3', '{funds.a.executed} | 3', '{funds.a.rate} | 2']\n"
	"  - ['{funds.b.budget} | 3', '{funds.b.executed} | 3', '{funds.b.rate} | 2']\n"
	"  - ['{funds.total.budget} | 2', '{funds.total.executed} | 2', '{funds.total.rate} | 2', '{funds.total.weight}',\n"
	"     '{funds.total.score}']\n"
	"  - {repeat: rows, row: ['{level1}', '{name}', '{target}', '{actual}', '{weight}', '{score}', '{reason}',\n"
	"     '{share}']}\n"
	"  - ['{total.weight} | 2', '{total.score} | 2', '{zero.rate} | 2', '{word} | 2']\n";

static struct form *core_read(const char *text)
{
	struct form *form = NULL;
	struct err_list errors = { 0 };
	struct str said = { 0 };

	if (form_read("core", text, strlen(text), &form, &errors) != STATUS_OK) {
		for (size_t i = 0; i < errors.count; i++) {
			err_format(&errors.items[i], NULL, &said);
			fprintf(stderr, "%s\n", str_text(&said));
			str_reset(&said);
		}
		abort();
	}
	str_clear(&said);
	err_list_clear(&errors);
	return form;
}

static inline struct ref core_at(const struct form *form, const char *name)
{
	struct ref at;

	if (!ref_parse(form, name, &at)) {
		fprintf(stderr, "no cell %s\n", name);
		abort();
	}
	return at;
}

/* "name=text" pairs, closed by NULL; rows are made as they are needed. */
static inline void core_type(struct entry *e, const char *const *pairs)
{
	const struct form *form = entry_get_form(e);

	for (; *pairs; pairs++) {
		const char *sign = strchr(*pairs, '=');
		char name[64];
		struct ref at;

		snprintf(name, sizeof name, "%.*s", (int)(sign - *pairs), *pairs);
		at = core_at(form, name);
		while (at.row >= 0 && entry_row_count(e, form->cells[at.cell].repeat) <= at.row)
			entry_insert_row(e, form->cells[at.cell].repeat, at.row, 0);
		entry_set(e, at, sign + 1);
	}
}

/* Findings as "id@cell", "(id)@cell" when settled, "-id@cell" for notes, one after the other. */
static inline void core_add_findings(struct sheet *s, struct str *out)
{
	size_t count;
	const struct finding *f = sheet_findings(s, &count);

	for (size_t i = 0; i < count; i++) {
		str_addf(out, f[i].settled ? "%s(%s)@" : f[i].severity == SEVERITY_NOTE ? "%s-%s@" : "%s%s@",
			i ? " " : "", f[i].id);
		entry_add_name(sheet_get_entry(s), f[i].at, out);
	}
}

#endif
