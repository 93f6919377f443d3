/* SPDX-License-Identifier: MIT */
/* What differs between two texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/text.h"
#include "form/compare.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void test_words(void **state)
{
	static const struct { const char *before, *after, *expected; } cases[] = {
		{ "完成26篇，", "完成30篇，新增调研", "完成〔26→30〕篇，〔→新增调研〕" },
		{ "", "", "" }, { "相同的话。", "相同的话。", "相同的话。" },
		{ "", "新", "〔→新〕" }, { "旧", "", "〔旧→〕" },
		{ "执行率57.12%", "执行率57.5%", "执行率〔57.12→57.5〕%" },
		{ "1,200人", "1,300人", "〔1,200→1,300〕人" },
		{ "完成26篇，培训12次。", "完成30篇，培训15次。", "完成〔26→30〕篇，培训〔12→15〕次。" },
		{ "甲乙丙", "甲丙", "甲〔乙→〕丙" }, { "甲丙", "甲乙丙", "甲〔→乙〕丙" },
		{ "第一行\n第二行", "第一行\n第三行", "第一行\n第〔二→三〕行" },
		{ "use the old form", "use the new form", "use the 〔old→new〕 form" },
		/* One word in common amid many that are not is chance. */
		{ "加强组织领导的保障", "改进工作作风的能力", "〔加强组织领导的保障→改进工作作风的能力〕" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str out = { 0 };

		compare_add_words(cases[i].before, cases[i].after, &out);
		assert_string_equal(str_text(&out), cases[i].expected);
		str_clear(&out);
	}
}

static unsigned pick(uint64_t *seed, unsigned limit)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % limit;
}

static void add_random(uint64_t *seed, int words, struct str *out)
{
	static const char *const some[] = { "完成", "调研", "26", "3.5", "，", "。", "篇", "（", "）", "%", " ", "form",
		"\n", "é", "👨‍👩‍👧" };

	for (int i = 0; i < words; i++)
		str_add(out, some[pick(seed, COUNT(some))]);
}

/* Without the spans both texts are the same, and spans stand in order and apart. */
static void add_rest(const char *text, const struct changed_spans *spans, struct str *out)
{
	size_t at = 0;

	for (size_t i = 0; i < spans->count; i++) {
		assert_true(spans->items[i].len > 0);
		assert_true(spans->items[i].start >= at + (i > 0));
		str_add_len(out, text + at, spans->items[i].start - at);
		at = spans->items[i].start + spans->items[i].len;
	}
	assert_true(at <= strlen(text));
	str_add(out, text + at);
}

static void test_random_words(void **state)
{
	uint64_t seed = 20240301;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct str a = { 0 }, b = { 0 }, rest_a = { 0 }, rest_b = { 0 };
		struct changed_spans gone = { 0 }, come = { 0 };

		add_random(&seed, (int)pick(&seed, 12), &a);
		add_random(&seed, (int)pick(&seed, 12), &b);
		compare_words(str_text(&a), str_text(&b), &gone, &come);
		add_rest(str_text(&a), &gone, &rest_a);
		add_rest(str_text(&b), &come, &rest_b);
		assert_string_equal(str_text(&rest_a), str_text(&rest_b));
		assert_int_equal(gone.count + come.count == 0, !strcmp(str_text(&a), str_text(&b)));
		compare_words(str_text(&a), str_text(&b), NULL, NULL);
		free(gone.items);
		free(come.items);
		str_clear(&a);
		str_clear(&b);
		str_clear(&rest_a);
		str_clear(&rest_b);
	}
}

static void add_characters(uint64_t *seed, int count, struct str *out)
{
	for (int i = 0; i < count; i++) {
		char bytes[4];

		str_add_len(out, bytes, (size_t)text_encode(0x4e00 + pick(seed, 3000), bytes));
	}
}

/* Nothing in common is the worst there is; what is common at both ends is told in any case. */
static void test_long_texts(void **state)
{
	struct str a = { 0 }, b = { 0 };
	struct changed_spans gone = { 0 }, come = { 0 };
	uint64_t seed = 1;
	clock_t start, best = 0;

	(void)state;
	str_add(&a, "头");
	str_add(&b, "头");
	add_characters(&seed, 3998, &a);
	add_characters(&seed, 3998, &b);
	str_add(&a, "尾");
	str_add(&b, "尾");
	for (int i = 0; i < 5; i++) {
		gone.count = come.count = 0;
		start = clock();
		compare_words(a.data, b.data, &gone, &come);
		start = clock() - start;
		best = i && best < start ? best : start;
	}
	assert_int_equal(gone.count, 1);
	assert_int_equal(gone.items[0].start, strlen("头"));
	assert_int_equal(gone.items[0].len, a.len - strlen("头尾"));
	assert_int_equal(come.items[0].len, b.len - strlen("头尾"));
	/* Ten milliseconds, with room for sanitizers. */
	assert_true(best < CLOCKS_PER_SEC / 10);
	free(gone.items);
	free(come.items);
	str_clear(&a);
	str_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_random_words),
		cmocka_unit_test(test_long_texts),
	};

	return cmocka_run_group_tests_name("compare_words", tests, NULL, NULL);
}
