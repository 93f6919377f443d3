/* SPDX-License-Identifier: MIT */
/* A form small enough to know by heart: four cells, two repeats.  For tests that need places, not rules. */
#ifndef ZIPING_TESTS_SMALL_FORM_H
#define ZIPING_TESTS_SMALL_FORM_H

#include <stdlib.h>

#include "form/form.h"
#include "form/private.h"

enum small_cell {
	SMALL_PROJECT, SMALL_DEPARTMENT, SMALL_UNIT, SMALL_RATE,
	SMALL_LEVEL, SMALL_TARGET, SMALL_SCORE,
	SMALL_NAME, SMALL_BUDGET,
	SMALL_CELLS
};
enum small_repeat { SMALL_INDICATORS, SMALL_PROJECTS, SMALL_REPEATS };

static struct cell small_cells[SMALL_CELLS] = {
	{ .name = "project", .label = "项目名称", .repeat = -1, .index = 0 },
	{ .name = "department", .label = "主管部门", .repeat = -1, .index = 1, .initial = "市教育局" },
	{ .name = "unit", .label = "实施单位", .repeat = -1, .index = 2 },
	{ .name = "funds.total.rate", .label = "执行率", .group = "年度资金总额", .repeat = -1,
		.index = 3 },
	{ .name = "level", .label = "一级指标", .repeat = 0, .index = 4 },
	{ .name = "target", .label = "年度指标值", .repeat = 0, .index = 5 },
	{ .name = "score", .label = "得分", .repeat = 0, .index = 6, .initial = "0" },
	{ .name = "name", .label = "名称", .repeat = 1, .index = 7 },
	{ .name = "budget", .label = "预算数", .repeat = 1, .index = 8 },
};

static const char *const small_start[] = { "产出指标", NULL, NULL, "效益指标", "≥4次", "10" };

static struct repeat small_repeats[SMALL_REPEATS] = {
	{ .name = "indicators", .label = "绩效指标", .first = SMALL_LEVEL, .count = 3, .min = 1,
		.max = 40, .start_count = 2, .start = small_start, .reason = -1 },
	{ .name = "projects", .label = "项目支出", .first = SMALL_NAME, .count = 2, .min = 0,
		.max = 20, .reason = -1 },
};

static struct form_private small_private;

static struct form small_form = {
	.id = "small", .version = "2023", .name = "小表", .place = "平凉", .year = 2023,
	.cells = small_cells, .cell_count = SMALL_CELLS,
	.repeats = small_repeats, .repeat_count = SMALL_REPEATS,
	.text = "form: small\nversion: 2023\n",
	.private = &small_private,
};

/* Around a group of tests. */
static inline int small_form_begin(void **state)
{
	(void)state;
	for (int i = 0; i < SMALL_CELLS; i++)
		form_index_add(&small_form, i);
	return 0;
}

static inline int small_form_end(void **state)
{
	(void)state;
	free(small_private.slots);
	small_private = (struct form_private){ 0 };
	return 0;
}

#endif
