/* SPDX-License-Identifier: MIT */
/* Two sheets held side by side: places and rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "base/text.h"
#include "form/compare.h"
#include "core_form.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FUNDS \
	"cells:\n" \
	"  project: {label: 项目名称}\n" \
	"  budget: {label: 预算数, type: money}\n" \
	"  spent: {label: 执行数, type: money}\n" \
	"  rate: {label: 执行率, type: percent, decimals: 2, calculate: spent / budget}\n" \
	"  way: {label: 方向, type: choice, choices: [正向, 反向], shown: false}\n"
#define TABLE "table:\n  - ['项目', '{project}', '{budget}', '{spent}', '{rate} | 3']\n"
#define HEAD(version) \
	"form: pair\nversion: '" version "'\nname: 对照表\nplace: 平凉\nyear: 2023\n" \
	"columns: [1, 1, 1, 1, 1, 1, 1]\n"
#define ROWS(more) \
	"repeats:\n" \
	"  rows:\n" \
	"    label: 绩效指标\n" \
	"    min: 0\n" \
	"    max: 400\n" \
	"    columns:\n" \
	"      level1: {label: 一级指标, merge: true}\n" \
	"      level2: {label: 二级指标, merge: true}\n" \
	"      name: {label: 三级指标}\n" \
	"      target: {label: 指标值, type: target}\n" \
	"      actual: {label: 完成值, type: actual}\n" \
	"      weight: {label: 分值, type: weight}\n" \
	more \
	"    reading: {target: target, actual: actual, level1: level1, level2: level2, name: name, weight: weight}\n"

static const char pair_text[] = HEAD("1") FUNDS
	ROWS("      reason: {label: 原因, type: long}\n")
	"  items:\n"
	"    label: 项目支出\n"
	"    min: 0\n"
	"    max: 100\n"
	"    columns:\n"
	"      number: {label: 编号, type: number}\n"
	"      name: {label: 项目名称, carry: true}\n"
	"      final: {label: 决算数, type: money}\n"
	TABLE
	"  - repeat: rows\n"
	"    row: ['{level1}', '{level2}', '{name}', '{target}', '{actual}', '{weight}', '{reason}']\n"
	"  - repeat: items\n"
	"    row: ['{number}', '{name} | 3', '{final} | 3']\n";

/* A later version: `budget` became `plan`, rows lost their reason, the other rows are gone. */
static const char later_text[] = HEAD("2")
	"cells:\n"
	"  project: {label: 项目名称}\n"
	"  plan: {label: 计划数, type: money}\n"
	"  spent: {label: 执行数, type: money}\n"
	"  rate: {label: 执行率, type: percent, decimals: 2, calculate: spent / plan}\n"
	ROWS("")
	"table:\n  - ['项目', '{project}', '{plan}', '{spent}', '{rate} | 3']\n"
	"  - repeat: rows\n"
	"    row: ['{level1}', '{level2}', '{name}', '{target}', '{actual}', '{weight} | 2']\n";

struct forms { struct form *pair, *later; };

static int read_forms(void **state)
{
	static struct forms forms;

	forms = (struct forms){ core_read(pair_text), core_read(later_text) };
	*state = &forms;
	return 0;
}

static int drop_forms(void **state)
{
	struct forms *forms = *state;

	form_free(forms->pair);
	form_free(forms->later);
	return 0;
}

/* An entry and its sheet from lines "place=text", rows made where they are named first. */
struct made { struct entry *entry; struct sheet *sheet; };

static struct made make(const struct form *form, const char *const *lines)
{
	struct made m = { .entry = entry_new(form, 2023) };

	core_type(m.entry, lines);
	m.sheet = sheet_new(m.entry);
	return m;
}

static void drop(struct made *m)
{
	sheet_free(m->sheet);
	entry_free(m->entry);
}

#define LINES(...) ((const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })

/* --- places --- */

/* What differs, as "place: before > after", a number's difference and share behind it. */
static void tell(const struct made *now, const struct made *then, struct str *out)
{
	struct comparison c;
	size_t changed = 0;

	compare_sheets(now->sheet, then->sheet, &c);
	for (size_t i = 0; i < c.count; i++) {
		const struct compared *item = &c.items[i];

		changed += !item->same;
		if (item->same)
			continue;
		if (item->now.cell >= 0)
			ref_add_name(sheet_get_form(now->sheet), item->now, out);
		else
			str_add_char(out, '-');
		if (item->then.cell < 0 || item->now.cell < 0 || item->then.row != item->now.row) {
			str_add_char(out, '/');
			if (item->then.cell >= 0)
				ref_add_name(sheet_get_form(then->sheet), item->then, out);
			else
				str_add_char(out, '-');
		}
		str_addf(out, "%s %s > %s", item->kind == COMPARED_NUMBER ? "#" : ":", item->before, item->after);
		if (item->has_difference) {
			str_add_char(out, ' ');
			decimal_add_to(decimal_trim(item->difference), out);
		}
		if (item->has_share) {
			str_add_char(out, ' ');
			decimal_add_to(item->share, out);
		}
		str_add_char(out, '\n');
	}
	assert_int_equal(c.changed, changed);
	comparison_clear(&c);
}

static void assert_told(const struct form *form_now, const char *const *now, const struct form *form_then,
	const char *const *then, const char *expected)
{
	struct made a = make(form_now, now), b = make(form_then, then);
	struct str out = { 0 };

	tell(&a, &b, &out);
	assert_string_equal(str_text(&out), expected);
	str_clear(&out);
	drop(&a);
	drop(&b);
}

static void test_numbers(void **state)
{
	static const struct { const char *now, *then, *expected; } cases[] = {
		{ "spent=30", "spent=24", "spent# 24 > 30 6 0.2500\n" },
		{ "spent=30.00", "spent=30", "" },
		{ "spent=１２", "spent=12", "" },
		{ "spent=3", "spent=0", "spent# 0 > 3 3\n" },
		{ "spent=1", "spent=-4", "spent# -4 > 1 5 1.2500\n" },
		{ "spent=2", "spent=3", "spent# 3 > 2 -1 -0.3333\n" },
		{ "spent=3", "spent=", "spent#  > 3\n" },
		{ "spent=—", "spent=", "spent#  > —\n" },
		{ "spent=3", "spent=三", "spent: 三 > 3\n" },
		{ "rate=57%", "rate=57.12%", "rate# 57.12% > 57% -0.0012 -0.0021\n" },
		{ "rate=57%", "rate=57.0％", "" },
	};
	struct forms *forms = *state;

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_told(forms->pair, LINES(cases[i].now), forms->pair, LINES(cases[i].then), cases[i].expected);
}

static void test_computed(void **state)
{
	struct forms *forms = *state;

	assert_told(forms->pair, LINES("budget=40", "spent=30"), forms->pair, LINES("budget=40", "spent=20"),
		"spent# 20 > 30 10 0.5000\nrate# 50% > 75% 0.25 0.5000\n");
	/* What cannot be known has no difference. */
	assert_told(forms->pair, LINES("budget=40", "spent=30"), forms->pair, LINES("spent=30"),
		"budget#  > 40\nrate# — > 75%\n");
	/* The value counts, not what is printed of it. */
	assert_told(forms->pair, LINES("budget=30000", "spent=10000"), forms->pair, LINES("budget=30000", "spent=10001"),
		"spent# 10001 > 10000 -1 -0.0001\nrate# 33.34% > 33.33% -0.000033333333333333 -0.0001\n");
}

static void test_texts(void **state)
{
	struct forms *forms = *state;

	assert_told(forms->pair, LINES("project=甲"), forms->pair, LINES("project=乙"), "project: 乙 > 甲\n");
	assert_told(forms->pair, LINES("project=甲"), forms->pair, LINES(), "project:  > 甲\n");
	assert_told(forms->pair, LINES("way=正向"), forms->pair, LINES("way=反向"), "way: 反向 > 正向\n");
}

static size_t count_items(const struct form *form, const char *const *lines)
{
	struct made a = make(form, lines);
	struct comparison c;
	size_t count;

	compare_sheets(a.sheet, a.sheet, &c);
	count = c.count;
	assert_int_equal(c.changed, 0);
	comparison_clear(&c);
	drop(&a);
	return count;
}

/* A remembered choice is told of only where somebody made it. */
static void test_hidden(void **state)
{
	struct forms *forms = *state;

	assert_int_equal(count_items(forms->pair, LINES("spent=1")), 4);
	assert_int_equal(count_items(forms->pair, LINES("spent=1", "way=正向")), 5);
	assert_int_equal(count_items(forms->pair, LINES("rows[2].name=甲", "items[1].name=乙")), 4 + 2 * 7 + 3);
}

/* In the order of the table; what is gone stands behind its neighbours. */
static void test_other_version(void **state)
{
	struct forms *forms = *state;
	const char *const *now = LINES("project=甲", "plan=40", "spent=20", "rows[1].name=培训人数");
	const char *const *then = LINES("project=甲", "budget=40", "spent=10", "rows[1].name=培训人数",
		"rows[1].reason=疫情", "rows[2].name=印发简报", "items[1].name=会议", "items[1].final=3");

	assert_told(forms->later, now, forms->pair, then,
		"-/budget# 40 > \nplan/-#  > 40\nspent# 10 > 20 10 1.0000\nrate# 25% > 50% 0.25 1.0000\n"
		"-/rows[1].reason: 疫情 > \n-/rows[2].name: 印发简报 > \n"
		"-/items[1].name: 会议 > \n-/items[1].final# 3 > \n");
	assert_told(forms->pair, then, forms->later, now,
		"-/plan# 40 > \nbudget/-#  > 40\nspent# 20 > 10 -10 -0.5000\nrate# 50% > 25% -0.25 -0.5000\n"
		"rows[1].reason/-:  > 疫情\nrows[2].name/-:  > 印发简报\n"
		"items[1].name/-:  > 会议\nitems[1].final/-#  > 3\n");
}

static void test_difference_in_words(void **state)
{
	static const struct { const char *cell, *difference, *expected; } cases[] = {
		{ "spent", "5.440", "+5.44" }, { "spent", "-5.44", "-5.44" }, { "spent", "0.00", "0" },
		{ "rate", "0.0012", "+0.12" }, { "rate", "-0.126511627906", "-12.65" }, { "rate", "0.03", "+3" },
	};
	struct forms *forms = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct form *form = forms->pair;
		struct decimal d;
		struct str out = { 0 };

		assert_true(decimal_parse(cases[i].difference, strlen(cases[i].difference), &d));
		compare_add_difference(&form->cells[form_find_cell(form, cases[i].cell, strlen(cases[i].cell))], d,
			&out);
		assert_string_equal(str_text(&out), cases[i].expected);
		str_reset(&out);
		compare_add_share(d, &out);
		assert_int_equal(out.data[out.len - 1], '%');
		str_clear(&out);
	}
}

/* --- rows --- */

/* "0 - 1": of each row now the one then. */
static void assert_rows(const struct form *form, const char *repeat, const char *const *now,
	const char *const *then, const char *expected)
{
	struct made a = make(form, now), b = make(form, then);
	int number = form_find_repeat(form, repeat, strlen(repeat));
	int *rows = compare_rows(a.sheet, b.sheet, number), *back = compare_rows(b.sheet, a.sheet, number);
	struct str out = { 0 };

	for (int i = 0; i < sheet_rows(a.sheet, number); i++) {
		str_add(&out, i ? " " : "");
		if (rows[i] < 0)
			str_add_char(&out, '-');
		else
			str_addf(&out, "%d", rows[i] + 1);
		if (rows[i] >= 0)
			assert_int_equal(back[rows[i]], i);
	}
	assert_string_equal(str_text(&out), expected);
	str_clear(&out);
	free(rows);
	free(back);
	drop(&a);
	drop(&b);
}

static void test_rows(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;

	/* Moved, one new, one gone. */
	assert_rows(form, "rows", LINES("rows[1].name=甲乙丙", "rows[2].name=丁戊己", "rows[3].name=庚辛壬"),
		LINES("rows[1].name=子丑寅", "rows[2].name=庚辛壬", "rows[3].name=甲乙丙"), "3 - 2");
	/* Numbers and signs in front say nothing, nor do widths and blanks. */
	assert_rows(form, "rows", LINES("rows[1].name=指标1：会议次数", "rows[2].name=2、报告数", "rows[3].name=其中：甲",
			"rows[4].name=（3）人数", "rows[5].name=④乙类", "rows[6].name=一、丙类"),
		LINES("rows[1].name=甲", "rows[2].name=指标 3: 会议次数", "rows[3].name=报告数", "rows[4].name=1.乙类",
			"rows[5].name=人 数", "rows[6].name=指标二：丙类"), "2 3 1 5 4 6");
	/* But what belongs to the name does. */
	assert_rows(form, "rows", LINES("rows[1].name=1.5米管道"), LINES("rows[1].name=2.5米管道", "rows[2].name=5米管道",
			"rows[3].name=1.5米管道"), "3");
	/* The same name twice: the first is the first. */
	assert_rows(form, "rows", LINES("rows[1].name=次数", "rows[2].name=次数"),
		LINES("rows[1].name=人数", "rows[2].name=次数", "rows[3].name=次数"), "2 3");
}

static void test_groups(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;

	/* A name stands in its group first, then anywhere. */
	assert_rows(form, "rows", LINES("rows[1].level1=产出指标", "rows[1].name=群众满意度"),
		LINES("rows[1].level1=效益指标", "rows[1].name=群众满意度", "rows[2].level1=产出指标",
			"rows[2].name=群众满意度"), "2");
	assert_rows(form, "rows", LINES("rows[1].level2=成本指标", "rows[1].name=印刷费"),
		LINES("rows[1].level2=经济成本指标", "rows[1].name=印刷费"), "1");
	/* Nearly the same is looked for in the group only. */
	assert_rows(form, "rows", LINES("rows[1].level1=产出指标", "rows[1].name=干部培训人数"),
		LINES("rows[1].level1=效益指标", "rows[1].name=干部培训人次"), "-");
}

static void test_near_rows(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;

	assert_rows(form, "rows", LINES("rows[1].name=编印机构编制材料覆盖率", "rows[2].name=编印材料覆盖率"),
		LINES("rows[1].name=编印机构编制材料的覆盖率"), "1 -");
	/* Six of ten characters are enough, five are not. */
	assert_rows(form, "rows", LINES("rows[1].name=甲乙丙丁戊己七八九十"), LINES("rows[1].name=甲乙丙丁戊己子丑寅卯"), "1");
	assert_rows(form, "rows", LINES("rows[1].name=甲乙丙丁戊七八九十百"), LINES("rows[1].name=甲乙丙丁戊子丑寅卯辰"), "-");
	/* The nearest first, wherever it stands. */
	assert_rows(form, "rows", LINES("rows[1].name=甲乙丙丁", "rows[2].name=甲乙丙丁戊"),
		LINES("rows[1].name=甲乙丙丁戊己", "rows[2].name=甲乙丙丁子"), "2 1");
}

static void test_nameless_rows(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;

	assert_rows(form, "rows", LINES("rows[1].level1=成本指标", "rows[1].name=无", "rows[2].level1=产出指标",
			"rows[2].name=0"),
		LINES("rows[1].level1=产出指标", "rows[1].name=指标1：", "rows[2].level1=效益指标", "rows[2].name=无"), "- 1");
	assert_rows(form, "rows", LINES("rows[1].name=无", "rows[2].name=次数"), LINES("rows[1].name=次数"), "- 1");
}

/* Without a reading the text that is carried, not the number before it. */
static void test_plain_rows(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;

	assert_rows(form, "items", LINES("items[1].number=1", "items[1].name=会议", "items[2].number=2", "items[2].name=培训"),
		LINES("items[1].number=1", "items[1].name=培训", "items[2].number=2", "items[2].name=会议"), "2 1");
}

static void test_find(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;
	struct made a = make(form, LINES("rows[1].name=甲", "rows[2].name=乙")), b = make(form, LINES("rows[1].name=乙"));
	struct ref at, found;

	assert_true(ref_parse(form, "rows[2].actual", &at));
	found = compare_find(a.sheet, b.sheet, at);
	assert_int_equal(found.cell, at.cell);
	assert_int_equal(found.row, 0);
	assert_true(ref_parse(form, "rows[1].actual", &at));
	assert_int_equal(compare_find(a.sheet, b.sheet, at).cell, -1);
	assert_true(ref_parse(form, "spent", &at));
	assert_true(ref_equal(compare_find(a.sheet, b.sheet, at), at));
	drop(&a);
	drop(&b);
}

/* --- properties --- */

static unsigned pick(uint64_t *seed, unsigned limit)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % limit;
}

static void add_characters(uint64_t *seed, int count, struct str *out)
{
	for (int i = 0; i < count; i++) {
		char bytes[4];

		str_add_len(out, bytes, (size_t)text_encode(0x4e00 + pick(seed, 3000), bytes));
	}
}

static void random_lines(uint64_t *seed, struct entry *e)
{
	static const char *const names[] = { "", "无", "次数", "指标1：次数", "培训人数", "培训人次", "干部培训人数" };
	static const char *const groups[] = { "产出指标", "效益指标", "" };
	static const char *const values[] = { "", "12", "≥4次", "26篇", "一般", "—" };
	int rows = (int)pick(seed, 6), first = entry_get_form(e)->repeats[0].first;

	for (int cell = 0; cell < first && cell < 5; cell++)
		if (cell != 3)
			entry_set(e, (struct ref){ cell, -1 }, cell == 4 ? "" : values[pick(seed, COUNT(values))]);
	for (int row = 0; row < rows; row++) {
		entry_insert_row(e, 0, row, 0);
		entry_set(e, (struct ref){ first, row }, groups[pick(seed, COUNT(groups))]);
		entry_set(e, (struct ref){ first + 2, row }, names[pick(seed, COUNT(names))]);
		for (int i = 3; i < 7; i++)
			entry_set(e, (struct ref){ first + i, row }, values[pick(seed, COUNT(values))]);
	}
}

static const struct compared *find_swapped(const struct comparison *c, const struct compared *item)
{
	for (size_t i = 0; i < c->count; i++)
		if (ref_equal(c->items[i].now, item->then) && ref_equal(c->items[i].then, item->now))
			return &c->items[i];
	return NULL;
}

static void assert_swapped(const struct compared *item, const struct compared *other)
{
	assert_non_null(other);
	assert_int_equal(other->kind, item->kind);
	assert_int_equal(other->same, item->same);
	assert_string_equal(other->after, item->before);
	assert_string_equal(other->before, item->after);
	assert_int_equal(other->has_difference, item->has_difference);
	if (item->has_difference)
		assert_int_equal(decimal_cmp(decimal_neg(other->difference), item->difference), 0);
}

static void test_swapping_swaps(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;
	uint64_t seed = 7;

	for (int round = 0; round < 400; round++) {
		struct made a = make(form, LINES()), b = make(form, LINES());
		struct comparison there, back, self;

		random_lines(&seed, a.entry);
		random_lines(&seed, b.entry);
		sheet_recompute(a.sheet);
		sheet_recompute(b.sheet);
		compare_sheets(a.sheet, b.sheet, &there);
		compare_sheets(b.sheet, a.sheet, &back);
		compare_sheets(a.sheet, a.sheet, &self);
		assert_int_equal(self.changed, 0);
		assert_int_equal(there.count, back.count);
		assert_int_equal(there.changed, back.changed);
		for (size_t i = 0; i < there.count; i++)
			assert_swapped(&there.items[i], find_swapped(&back, &there.items[i]));
		comparison_clear(&there);
		comparison_clear(&back);
		comparison_clear(&self);
		drop(&a);
		drop(&b);
	}
}

/* 200 rows against 200 that are all nearly the same. */
static void test_many_rows(void **state)
{
	const struct form *form = ((struct forms *)*state)->pair;
	struct made sides[2] = { make(form, LINES()), make(form, LINES()) };
	uint64_t seed = 3;
	clock_t start;
	int *rows, found = 0;

	for (int side = 0; side < 2; side++) {
		for (int row = 0; row < 200; row++) {
			struct str name = { 0 };

			str_add(&name, "全市机关事业单位机构编制实名制管理系统维护更新覆盖情况及其他有关工作");
			add_characters(&seed, 12, &name);
			entry_insert_row(sides[side].entry, 0, row, 0);
			entry_set(sides[side].entry, (struct ref){ form->repeats[0].first + 2, row }, name.data);
			str_clear(&name);
		}
		sheet_recompute(sides[side].sheet);
	}
	start = clock();
	rows = compare_rows(sides[0].sheet, sides[1].sheet, 0);
	assert_true(clock() - start < CLOCKS_PER_SEC / 4);
	for (int row = 0; row < 200; row++)
		found += rows[row] >= 0;
	assert_int_equal(found, 200);
	free(rows);
	drop(&sides[0]);
	drop(&sides[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_computed),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_other_version),
		cmocka_unit_test(test_difference_in_words),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_near_rows),
		cmocka_unit_test(test_nameless_rows),
		cmocka_unit_test(test_plain_rows),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_swapping_swaps),
		cmocka_unit_test(test_many_rows),
	};

	return cmocka_run_group_tests_name("compare", tests, read_forms, drop_forms);
}
