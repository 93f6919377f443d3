/* SPDX-License-Identifier: MIT */
/* Targets and actuals: the table of shapes, every row of the published examples, and what must
 * always hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "form/target.h"
#include "target_cases.h"
#include "target_published.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct decimal num(const char *text)
{
	struct decimal d;

	assert_true(decimal_parse(text, strlen(text), &d));
	return d;
}

static struct target_input input_of(const struct target_case *c)
{
	struct target_input in = {
		.relation = c->relation, .target = c->target, .unit = c->unit, .actual = c->actual,
		.level1 = "产出指标", .level2 = c->level2 ? c->level2 : "数量指标", .name = c->name,
		.direction = c->chosen, .band = c->band, .year = 2023,
	};

	in.has_weight = !c->no_weight;
	in.weight = num(c->weight ? c->weight : "10");
	return in;
}

/* Same-named by value, so that 10.0 and 10 agree. */
static void assert_figure(bool has, struct decimal d, const char *expected)
{
	assert_int_equal(has, expected != NULL);
	if (has)
		assert_int_equal(decimal_cmp(d, num(expected)), 0);
}

static void assert_outcome(const struct target_case *c, const struct target_outcome *out)
{
	print_message("# %s: %s%s%s, actual %s\n", c->rule, c->relation ? c->relation : "",
		c->target ? c->target : "", c->unit ? c->unit : "", c->actual ? c->actual : "");
	assert_int_equal(out->shape, c->shape);
	assert_int_equal(out->direction, c->direction);
	assert_int_equal(out->met, c->met);
	assert_int_equal(out->facts, c->facts);
	assert_figure(out->has_score, out->score, c->score);
	if (c->ratio)
		assert_figure(out->has_ratio, out->ratio, c->ratio);
}

static void every_shape(void **state)
{
	(void)state;
	assert_true(COUNT(target_cases) >= 200);
	for (size_t i = 0; i < COUNT(target_cases); i++) {
		struct target_input in = input_of(&target_cases[i]);
		struct target_outcome out;

		target_read(&in, &out);
		assert_outcome(&target_cases[i], &out);
	}
}

static void every_published_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(target_published); i++) {
		struct target_input in = input_of(&target_published[i]);
		struct target_outcome out;

		target_read(&in, &out);
		assert_outcome(&target_published[i], &out);
	}
}

/* Scores that published forms got wrong, as the rules give them. */
static void published_faults_round_as_the_rules_say(void **state)
{
	static const struct { const char *target, *actual, *level2, *weight, *rounded; } cases[] = {
		{"461100元/项", "534253.73元/项", "成本指标", "4", "3.5"},
		{"平均每个培训班53600元", "平均95894.6元", "成本指标", "4", "2.2"},
		{"100%", "99.8%", "质量指标", "5", "5.0"},
		{"32000公里", "27522公里", "数量指标", "2", "1.7"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct target_input in = {.target = cases[i].target, .actual = cases[i].actual,
			.level2 = cases[i].level2, .has_weight = true,
			.weight = num(cases[i].weight)};
		struct target_outcome out;
		struct decimal rounded;

		target_read(&in, &out);
		assert_true(out.met == TRI_NO && out.has_score);
		assert_true(decimal_round(out.score, 1, &rounded));
		assert_int_equal(decimal_cmp(rounded, num(cases[i].rounded)), 0);
	}
}

static void bands(void **state)
{
	static const struct target_rules hubei = {.band_full = 80, .band_part = 50,
		.overshoot = 150};
	static const struct {
		const char *actual;
		const struct target_rules *rules;
		const char *low, *high;
	} cases[] = {
		{"达成预期指标", NULL, "6", "7.5"},
		{"部分达成并具有一定效果", NULL, "4.5", "6"},
		{"未达成且效果较差", NULL, "0", "4.5"},
		{"部分达成并具有一定效果", &hubei, "3.75", "6"},
		{"未达成且效果较差", &hubei, "0", "3.75"},
		{"看不出来", NULL, NULL, NULL},
	};
	struct target_outcome out;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct target_input in = {.target = "进一步提升", .actual = cases[i].actual,
			.has_weight = true, .weight = num("7.5"), .rules = cases[i].rules};

		target_read(&in, &out);
		assert_figure(out.has_band, out.band_low, cases[i].low);
		assert_figure(out.has_band, out.band_high, cases[i].high);
	}
}

static void overshoot_is_the_places_rule(void **state)
{
	static const struct target_rules late = {.band_full = 80, .band_part = 60,
		.overshoot = 200};
	struct target_input in = {.target = "≥10次", .actual = "19次", .rules = &late};
	struct target_outcome out;

	(void)state;
	target_read(&in, &out);
	assert_int_equal(out.facts, 0);
	in.actual = "20次";
	target_read(&in, &out);
	assert_int_equal(out.facts, FACT_OVERSHOOT);
}

static void long_texts_are_words(void **state)
{
	char target[4000], actual[4000];
	struct target_input in = {.target = target, .actual = actual, .has_weight = true,
		.weight = num("10")};
	struct target_outcome out;

	(void)state;
	memset(target, '5', sizeof(target) - 1);
	target[sizeof(target) - 1] = '\0';
	memcpy(actual, target, sizeof(actual));
	target_read(&in, &out);
	assert_int_equal(out.shape, TARGET_WORDS);
	assert_int_equal(out.facts, FACT_CONFIRM);
	actual[0] = '6';
	target_read(&in, &out);
	assert_int_equal(out.facts, FACT_PERSON);
	in.target = "≥5个";
	target_read(&in, &out);
	assert_int_equal(out.facts, FACT_PERSON);
}

/* A score is never above the weight or below 0, and only a met target or a share gives one. */
static void always(const struct target_input *in)
{
	struct target_outcome out;

	target_read(in, &out);
	if (out.has_score) {
		assert_true(in->has_weight);
		assert_true(decimal_sign(out.score) >= 0);
		assert_true(decimal_cmp(out.score, in->weight) <= 0);
		assert_true(out.met != TRI_UNKNOWN);
	}
	if (out.met == TRI_YES && out.has_score)
		assert_int_equal(decimal_cmp(out.score, in->weight), 0);
	if (out.has_band)
		assert_true(decimal_cmp(out.band_low, out.band_high) < 0);
	if (out.has_ratio)
		assert_int_equal(out.shape, TARGET_NUMBER);
}

static void any_target_against_any_actual(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(target_cases); i++) {
		struct target_input in = input_of(&target_cases[i]);

		for (size_t j = 0; j < COUNT(target_cases); j++) {
			in.actual = target_cases[j].actual;
			always(&in);
			in.actual = target_cases[j].target;
			always(&in);
		}
	}
}

/* --- explaining --- */

static void explain(const struct target_input *in, size_t cap, struct str *out)
{
	struct message said[16];
	size_t count;

	assert_true(cap <= COUNT(said));
	count = target_explain(in, said, cap);
	assert_true(count <= cap);
	str_reset(out);
	for (size_t i = 0; i < count; i++) {
		message_add_to(&said[i], NULL, out);
		str_add_char(out, '\n');
		message_clear(&said[i]);
	}
}

static void explained(void **state)
{
	static const struct { const char *target, *actual, *level2, *text; } cases[] = {
		{"≤5万元", "72890元", "成本指标",
			"Target: at most 5万元.\nActual: 72890元.\nConverted: 72890元 is 7.289万元.\n"
			"Achieved: 5 ÷ 7.289 = 0.685965….\n"
			"The target is missed: 10 × 5 ÷ 7.289 = 6.859651….\n"},
		{"8次", "4次", "数量指标",
			"Target: 8次, without an operator.\n"
			"More is better: assumed, because the target has no operator. You can change it.\n"
			"Actual: 4次.\nAchieved: 4 ÷ 8 = 0.5.\n"
			"The target is missed: 10 × 4 ÷ 8 = 5.\n"},
		{"40元/项", "30元/项", "成本指标",
			"Target: 40元/项, without an operator.\n"
			"Less is better: assumed, because it is a cost. You can change it.\n"
			"Actual: 30元/项.\nAchieved: 40 ÷ 30 = 1.333333….\n"
			"The target is met; the score stops at the weight: 10.\n"},
		{"12月底前", "按时完成", "时效指标",
			"Target: by 2023-12-31.\nActual: 按时完成.\n"
			"The target is met: full weight, 10.\n"},
		{"≥90%", "完成", "质量指标",
			"Target: at least 90%.\nThe actual value “完成” is not a number.\n"
			"The rules leave the score to you.\n"},
		{"/", "", "质量指标", "There is no target yet.\n"},
	};
	struct str s = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct target_input in = {.target = cases[i].target, .actual = cases[i].actual,
			.level2 = cases[i].level2, .year = 2023, .has_weight = true,
			.weight = num("10")};

		explain(&in, 16, &s);
		assert_string_equal(str_text(&s), cases[i].text);
	}
	str_clear(&s);
}

static void every_row_is_explained_within_the_cap(void **state)
{
	struct str all = {0}, some = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(target_cases); i++) {
		struct target_input in = input_of(&target_cases[i]);

		explain(&in, 16, &all);
		assert_true(all.len > 0);
		for (size_t cap = 0; cap < 4; cap++) {
			explain(&in, cap, &some);
			assert_int_equal(strncmp(str_text(&all), str_text(&some), some.len), 0);
		}
	}
	str_clear(&all);
	str_clear(&some);
}

/* --- normalising --- */

static void normalise(void **state)
{
	static const struct { const char *text, *normal; } cases[] = {
		{">=90%", "≥90%"}, {"<=5万元", "≤5万元"}, {"> = 90%", "≥90%"}, {"≧ ９０ ％", "≥90%"},
		{"⩽5", "≤5"}, {"＝800份", "=800份"}, {"＞98％", ">98%"}, {"１２月底前", "12月底前"},
		{" ≥4次 ", "≥4次"}, {"≤ 2023 年", "≤2023年"}, {"3％－10％", "3%-10%"},
		{"３－１０％", "3-10%"}, {"１．５万元", "1.5万元"}, {"２３４元／项", "234元／项"},
		{"１／２", "1/2"}, {"每年 3 次", "每年3次"},
		{"≥90%", NULL}, {"进一步提升", NULL}, {"按时 报送", NULL}, {"12 345元", NULL},
		{"高、中、低", NULL}, {"区内510元/人天，区外530元/人天", NULL}, {"—", NULL}, {"－－", NULL},
		{"／", NULL}, {"", NULL}, {"（含）以上", NULL}, {"A=B 好", NULL},
	};
	struct str out = {0}, again = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		print_message("# %s\n", cases[i].text);
		assert_int_equal(target_normalise(cases[i].text, &out), cases[i].normal != NULL);
		assert_string_equal(str_text(&out), cases[i].normal ? cases[i].normal : "");
		if (cases[i].normal)
			assert_false(target_normalise(cases[i].normal, &again));
	}
	str_clear(&out);
	str_clear(&again);
}

/* A target means the same before and after it was normalised. */
static void normal_targets_mean_the_same(void **state)
{
	struct str normal = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(target_cases); i++) {
		struct target_input in = input_of(&target_cases[i]);
		struct target_outcome out;

		if (!in.target || !target_normalise(in.target, &normal))
			continue;
		in.target = str_text(&normal);
		target_read(&in, &out);
		assert_outcome(&target_cases[i], &out);
	}
	str_clear(&normal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape),
		cmocka_unit_test(every_published_row),
		cmocka_unit_test(published_faults_round_as_the_rules_say),
		cmocka_unit_test(bands),
		cmocka_unit_test(overshoot_is_the_places_rule),
		cmocka_unit_test(long_texts_are_words),
		cmocka_unit_test(any_target_against_any_actual),
		cmocka_unit_test(explained),
		cmocka_unit_test(every_row_is_explained_within_the_cap),
		cmocka_unit_test(normalise),
		cmocka_unit_test(normal_targets_mean_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
