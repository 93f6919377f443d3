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
#include "form/finding.h"

static int set_up(void **state)
{
	*state = core_read(core_text);
	return 0;
}

static int tear_down(void **state)
{
	form_free(*state);
	return 0;
}

enum { PAIRS_MAX = 12 };

static struct sheet *make(const struct form *form, const char *const *pairs)
{
	struct entry *e = entry_new(form, 2023);

	core_type(e, pairs);
	return sheet_new(e);
}

static void drop(struct sheet *s)
{
	struct entry *e = (struct entry *)sheet_get_entry(s);

	sheet_free(s);
	entry_free(e);
}

/* --- typed and computed --- */

struct shown_case {
	const char *typed[PAIRS_MAX];
	const char *cell;
	enum shown shown;
	const char *text;            /* what the cell shows */
	const char *computed;        /* and what it would show without being typed over */
};

static const struct shown_case shown[] = {
	/* computed */
	{ { "funds.a.budget=43", "funds.a.executed=24.56" }, "funds.a.rate", SHOWN_COMPUTED, "57%", "57%" },
	{ { "funds.a.budget=43", "funds.b.budget=1.5" }, "funds.total.budget", SHOWN_COMPUTED, "44.5", "44.5" },
	{ { "funds.a.budget=４３", "funds.b.budget=15000元" }, "funds.total.budget", SHOWN_COMPUTED, "44.5", "44.5" },
	{ { "funds.total.weight=10", "funds.a.budget=43", "funds.a.executed=24.56" }, "funds.total.score",
		SHOWN_COMPUTED, "5.7", "5.7" },
	/* a score is rounded itself: 0.25 + 0.25 is 0.3 + 0.3 */
	{ { "rows[1].target=≥100", "rows[1].actual=5", "rows[1].weight=5", "rows[2].target=≥100", "rows[2].actual=5",
		"rows[2].weight=5", "funds.total.score=0" }, "total.score", SHOWN_COMPUTED, "0.6", "0.6" },
	/* a rate is not: 24.56 / 43 of 43 are 24.56 */
	{ { "funds.a.budget=3", "funds.a.executed=2", "funds.total.weight=10" }, "funds.total.score", SHOWN_COMPUTED,
		"6.7", "6.7" },
	{ { "funds.total.weight=10", "funds.a.budget=43", "funds.a.executed=50" }, "funds.total.score",
		SHOWN_COMPUTED, "10", "10" },
	/* a text */
	{ { "total.score=60" }, "word", SHOWN_COMPUTED, "合格", "合格" },
	{ { "total.score=59.9", "note=差" }, "word", SHOWN_COMPUTED, "差", "差" },
	/* unknown is not 0 */
	{ { "funds.a.budget=43" }, "funds.a.rate", SHOWN_UNKNOWN, "—", "—" },
	{ { "funds.a.budget=0", "funds.a.executed=0" }, "funds.a.rate", SHOWN_UNKNOWN, "—", "—" },
	{ { "funds.a.budget=43", "funds.a.executed=2." }, "funds.a.rate", SHOWN_UNKNOWN, "—", "—" },
	{ { "funds.a.budget=43", "funds.a.executed=约2" }, "funds.a.rate", SHOWN_UNKNOWN, "—", "—" },
	{ { "funds.a.budget=43", "funds.b.budget=4x" }, "funds.total.budget", SHOWN_UNKNOWN, "—", "—" },
	{ { "funds.a.budget=43", "funds.a.executed=—" }, "funds.a.rate", SHOWN_UNKNOWN, "—", "—" },
	/* nothing to compute from */
	{ { NULL }, "funds.a.rate", SHOWN_NOTHING, "", "" },
	{ { NULL }, "funds.total.budget", SHOWN_NOTHING, "", "" },
	{ { "funds.b.budget=", "funds.b.executed=无" }, "funds.b.rate", SHOWN_NOTHING, "", "" },
	{ { NULL }, "zero.rate", SHOWN_NOTHING, "0.00%", "0.00%" },
	{ { "funds.b.budget=0.00", "funds.b.executed=0" }, "zero.rate", SHOWN_NOTHING, "0.00%", "0.00%" },
	{ { "funds.b.budget=0", "funds.b.executed=1" }, "zero.rate", SHOWN_UNKNOWN, "—", "—" },
	{ { "rows[1].level1=产出" }, "rows[1].score", SHOWN_NOTHING, "", "" },
	{ { "rows[1].target=0", "rows[1].actual=0" }, "rows[1].score", SHOWN_NOTHING, "", "" },
	{ { "rows[1].target=≥4次", "rows[1].weight=5" }, "rows[1].score", SHOWN_UNKNOWN, "—", "—" },
	/* typed */
	{ { "project=甲" }, "project", SHOWN_TYPED, "甲", "" },
	{ { "funds.a.budget=0043.0" }, "funds.a.budget", SHOWN_TYPED, "0043.0", "" },
	{ { "funds.a.rate=57%" }, "funds.a.rate", SHOWN_TYPED, "57%", "" },
	{ { "funds.a.rate=57%", "funds.a.budget=1" }, "funds.a.rate", SHOWN_TYPED, "57%", "—" },
	{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57%" }, "funds.a.rate", SHOWN_TYPED, "57%",
		"57%" },
	{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57.12%" }, "funds.a.rate", SHOWN_TYPED,
		"57.12%", "57%" },
	/* typed over */
	{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=58%" }, "funds.a.rate", SHOWN_OVERRIDE,
		"58%", "57%" },
	{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57.2%" }, "funds.a.rate", SHOWN_OVERRIDE,
		"57.2%", "57%" },
	{ { "funds.a.budget=43", "funds.total.budget=43.00" }, "funds.total.budget", SHOWN_TYPED, "43.00", "43" },
	{ { "funds.a.budget=43", "funds.total.budget=43.001" }, "funds.total.budget", SHOWN_OVERRIDE, "43.001", "43" },
	{ { "rows[1].target=≥100", "rows[1].actual=70", "rows[1].weight=5", "rows[1].score=4" }, "rows[1].score",
		SHOWN_OVERRIDE, "4", "3.5" },
	/* what is typed over counts further on; an unfinished one is unknown */
	{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.total.budget=100" }, "funds.total.rate",
		SHOWN_COMPUTED, "25%", "25%" },
	{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.total.budget=1." }, "funds.total.rate",
		SHOWN_UNKNOWN, "—", "—" },
};

static void check_shown(const struct form *form, const struct shown_case *c)
{
	struct sheet *s = make(form, c->typed);
	struct ref at = core_at(form, c->cell);
	struct str text = { 0 }, computed = { 0 };
	enum shown how = sheet_show(s, at, &text);

	sheet_show_computed(s, at, &computed);
	if (how != c->shown || strcmp(str_text(&text), c->text))
		print_message("%s: %s\n", c->typed[0] ? c->typed[0] : "", c->cell);
	assert_string_equal(str_text(&text), c->text);
	assert_string_equal(str_text(&computed), c->computed);
	assert_int_equal(how, c->shown);
	assert_int_equal(sheet_is_override(s, at), how == SHOWN_OVERRIDE);
	str_clear(&text);
	str_clear(&computed);
	drop(s);
}

static void cells_show_this(void **state)
{
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		check_shown(*state, &shown[i]);
}

struct agreement { const char *typed[PAIRS_MAX]; const char *cell; bool agrees; };

static void typed_text_may_agree(void **state)
{
	static const struct agreement cases[] = {
		{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57%" }, "funds.a.rate", true },
		{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57.1%" }, "funds.a.rate", true },
		{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57" }, "funds.a.rate", true },
		{ { "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=57.0%" }, "funds.a.rate", false },
		{ { "funds.a.budget=43", "funds.a.executed=24.56" }, "funds.a.rate", false },
		{ { "funds.a.rate=57%" }, "funds.a.rate", false },
		{ { "funds.a.budget=43", "funds.total.budget=43.0" }, "funds.total.budget", true },
		{ { "funds.a.budget=43.4", "funds.total.budget=43" }, "funds.total.budget", false },
		{ { "rows[1].target=≥100", "rows[1].actual=70", "rows[1].weight=5", "rows[1].score=4" }, "rows[1].score",
			false },
		{ { "rows[1].target=≥100", "rows[1].actual=70", "rows[1].weight=5", "rows[1].score=3.50" },
			"rows[1].score", true },
		{ { "total.score=60", "word=合格" }, "word", true },
		{ { "total.score=60", "word=好" }, "word", false },
		{ { "project=甲" }, "project", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sheet *s = make(*state, cases[i].typed);

		assert_int_equal(sheet_agrees(s, core_at(*state, cases[i].cell)), cases[i].agrees);
		drop(s);
	}
}

/* --- findings --- */

struct finding_case { const char *typed[PAIRS_MAX]; const char *findings; };

#define GOOD "project=甲", "total.weight=100"
#define ROW "rows[1].level1=其他", "rows[1].target=≥100", "rows[1].weight=5"

/* A total typed as 100 over unknown or empty parts stands without a finding; so most cases begin with it. */
static const struct finding_case findings[] = {
	{ { "project=甲" }, "" },
	{ { NULL }, "required@project" },
	{ { "project=　 " }, "required@project" },
	{ { "project=一二三四五六七八九十" }, "" },
	{ { "project=一二三四五六七八九十一" }, "text-too-long@project" },
	{ { GOOD, "funds.a.budget=4x", "funds.b.budget=1." }, "not-a-number@funds.a.budget not-a-number@funds.b.budget" },
	{ { GOOD, "funds.a.budget=—" }, "" },
	{ { "project=甲", "funds.total.weight=10" }, "weights-sum@total.weight" },
	/* the more specific of two */
	{ { "project=甲", "funds.total.weight=10", "total.weight=99" }, "weights-sum@total.weight" },
	{ { "project=甲", "funds.total.weight=100", "total.weight=99" }, "total-mismatch@total.weight" },
	/* the tolerance of money */
	{ { GOOD, "funds.a.budget=43", "funds.total.budget=43.01" }, "-funds-sum@funds.total.budget" },
	{ { GOOD, "funds.a.budget=43", "funds.total.budget=42.989" }, "funds-sum@funds.total.budget" },
	{ { GOOD, "funds.total.budget=42" }, "" },
	{ { GOOD, "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=58%" }, "rate-mismatch@funds.a.rate" },
	{ { GOOD, "funds.a.budget=43", "funds.a.executed=24.56", "funds.a.rate=—" }, "" },
	{ { GOOD, "funds.a.budget=43", "funds.a.rate=58%" }, "" },
	/* a reason settles a warning, not an error, and only if it says something */
	{ { GOOD, "funds.a.budget=1", "funds.a.executed=2" }, "over-budget@funds.a.executed" },
	{ { GOOD, "funds.a.budget=1", "funds.a.executed=2", "note=追加" }, "(over-budget)@funds.a.executed" },
	{ { GOOD, "funds.a.budget=1", "funds.a.executed=2", "note= 无。" }, "over-budget@funds.a.executed" },
	{ { GOOD, "funds.a.budget=1", "funds.a.executed=2", "funds.b.budget=1", "funds.b.executed=2" },
		"over-budget@funds.a.executed over-budget@funds.b.executed" },
	/* rows */
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=100" }, "" },
	{ { "project=甲", "funds.total.weight=95", ROW }, "required@rows[1].actual" },
	{ { "project=甲", "funds.total.weight=95", "rows[1].level1=其他", "rows[1].weight=5" },
		"required@rows[1].target required@rows[1].actual" },
	{ { "project=甲", "funds.total.weight=95", "rows[1].level1=其他", "rows[1].weight=5", "rows[1].target=/",
		"rows[1].actual=1" }, "required@rows[1].target" },
	{ { "project=甲", "funds.total.weight=100", "rows[1].level1=其他", "rows[1].weight=0" }, "" },
	{ { "project=甲", "funds.total.weight=95", "rows[1].target=≥100", "rows[1].weight=5", "rows[1].actual=100" },
		"required@rows[1].level1" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=100", "rows[1].score=6" },
		"score-range@rows[1].score" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].score=5" },
		"missed-full@rows[1].score" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].score=5", "rows[1].reason=因故" },
		"(missed-full)@rows[1].score" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70" }, "missed-no-reason@rows[1].reason" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].reason=因故" }, "" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].score=4", "rows[1].reason=因故" },
		"-rule-differs@rows[1].score" },
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].score=4" },
		"rule-differs@rows[1].score missed-no-reason@rows[1].reason" },
	/* the reason itself is in question: it settles nothing, and says more than the missed target */
	{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].score=5",
		"rows[1].reason=不再开展" }, "reason-yet-full@rows[1].score" },
	/* the standard split, at the first row of each */
	{ { "project=甲", "funds.total.weight=50", "rows[1].level1=产出指标（50分）", "rows[1].weight=20",
		"rows[1].target=好", "rows[1].actual=好", "rows[2].level1=产出指标（50分）", "rows[2].weight=30",
		"rows[2].target=好", "rows[2].actual=好" }, "" },
	{ { "project=甲", "funds.total.weight=60", "rows[1].level1=产出指标", "rows[1].weight=20",
		"rows[1].target=好", "rows[1].actual=好", "rows[2].level1=产出指标", "rows[2].weight=20",
		"rows[2].target=好", "rows[2].actual=好" }, "level1-split@rows[1].weight" },
	{ { "project=甲", "funds.a.budget=1", "funds.a.executed=0", "funds.total.weight=95", ROW, "rows[1].actual=100" },
		"nothing-spent@funds.total.executed" },
	/* in the order of the table, errors first within a cell */
	{ { "funds.total.weight=90", ROW, "rows[1].score=7", "funds.a.budget=1", "funds.a.executed=2" },
		"required@project over-budget@funds.a.executed required@rows[1].actual score-range@rows[1].score "
		"weights-sum@total.weight" },
};

static void tally(struct sheet *s, struct finding_counts *counts)
{
	size_t count;
	const struct finding *f = sheet_findings(s, &count);

	*counts = (struct finding_counts){ 0 };
	for (size_t i = 0; i < count; i++)
		++*(f[i].settled ? &counts->settled : f[i].severity == SEVERITY_ERROR ? &counts->errors :
			f[i].severity == SEVERITY_WARNING ? &counts->warnings : &counts->notes);
}

static void entries_have_these_findings(void **state)
{
	struct str out = { 0 };

	for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
		struct sheet *s = make(*state, findings[i].typed);
		struct finding_counts counted, counts = sheet_finding_counts(s);

		str_reset(&out);
		core_add_findings(s, &out);
		assert_string_equal(str_text(&out), findings[i].findings);
		tally(s, &counted);
		assert_memory_equal(&counts, &counted, sizeof counts);
		drop(s);
	}
	str_clear(&out);
}

static void the_worst_finding_marks_a_cell(void **state)
{
	static const char *const typed[] = { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70",
		"rows[1].score=5", "funds.a.budget=1", "funds.a.executed=2", "note=追加", NULL };
	struct sheet *s = make(*state, typed);
	const struct finding *f = sheet_finding_at(s, core_at(*state, "rows[1].score"));

	assert_non_null(f);
	assert_string_equal(f->id, "missed-full");
	assert_null(sheet_finding_at(s, core_at(*state, "rows[1].weight")));
	/* a settled one marks nothing */
	assert_null(sheet_finding_at(s, core_at(*state, "funds.a.executed")));
	assert_null(sheet_finding_at(s, core_at(*state, "rows[9].score")));
	drop(s);
}

static void findings_say_what_is_wrong(void **state)
{
	static const struct { const char *typed[PAIRS_MAX]; const char *say; } cases[] = {
		{ { GOOD, "funds.a.budget=1", "funds.a.executed=2.50" }, "2.50 超过 1" },
		{ { "project=甲", "funds.total.weight=95", ROW, "rows[1].actual=70", "rows[1].score=5" }, "3.5" },
		{ { "project=甲", "funds.total.weight=10" }, "合计 10" },
		{ { GOOD, "funds.a.budget=4x" }, "财政 预算数: “4x” is not a number; type a number" },
		{ { "total.weight=100" }, "项目名称 is empty; fill it in" },
		{ { "total.weight=100", "project=一二三四五六七八九十一" },
			"项目名称 has 11 characters, at most 10 are allowed; shorten it" },
		{ { GOOD, "funds.a.budget=43", "funds.total.budget=42" },
			"总额 预算数: typed 42, computed 43; correct it, or clear it to have it computed" },
		{ { GOOD, "funds.a.budget=43", "funds.total.budget=43.01" },
			"总额 预算数: typed 43.01, computed 43; the difference is within the tolerance" },
	};
	struct str out = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sheet *s = make(*state, cases[i].typed);
		size_t count;
		const struct finding *f = sheet_findings(s, &count);

		assert_int_equal(count, 1);
		str_reset(&out);
		sheet_say(s, f, NULL, &out);
		assert_string_equal(str_text(&out), cases[i].say);
		drop(s);
	}
	str_clear(&out);
}

static void the_catalogue_is_in_order(void **state)
{
	size_t count;
	const struct finding_kind *kinds = finding_list(&count);

	(void)state;
	assert_true(count <= FINDING_KINDS_MAX);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(finding_find(kinds[i].id), &kinds[i]);
		assert_true(kinds[i].title[0] && kinds[i].settle[0]);
		/* only later ones are hidden, and none that is not there */
		assert_int_equal(kinds[i].hides & ((2u << i) - 1), 0);
		assert_true(kinds[i].hides < 1ull << count);
	}
	assert_null(finding_find("no-such-thing"));
}

static void every_lasting_finding_is_there(void **state)
{
	static const char *const ids[] = {
		"required", "not-a-number", "weights-sum", "level1-split", "funds-sum", "rate-mismatch", "score-mismatch",
		"total-mismatch", "sum-mismatch", "budget-zero", "over-budget", "score-range", "unit-clash", "missed-full",
		"missed-no-reason", "met-reduced", "rule-differs", "strict-boundary", "overshoot", "copies-target",
		"reason-yet-full", "zero-yet-scored", "nothing-spent", "adjusted-no-reason", "low-rate-no-reason",
		"text-too-long", "same-as-last-year", "carried-unconfirmed", "prose-differs",
	};
	size_t count;

	(void)state;
	finding_list(&count);
	assert_int_equal(count, sizeof ids / sizeof *ids);
	for (size_t i = 0; i < count; i++)
		assert_non_null(finding_find(ids[i]));
}

/* --- explanation, summary --- */

static void numbers_are_explained(void **state)
{
	static const struct { const char *typed[PAIRS_MAX]; const char *cell, *explanation; } cases[] = {
		{ { "funds.a.budget=43", "funds.a.executed=24.56" }, "funds.a.rate",
			"执行率 ＝ 执行数 ÷ 预算数\n＝ 24.56 ÷ 43\n"
			"＝ 0.571162…, rounded half up to a whole percentage: 57%\nRule: 执行率＝执行数÷预算数\n" },
		{ { "funds.a.budget=4", "funds.a.executed=1", "funds.a.rate=30%" }, "funds.a.rate",
			"执行率 ＝ 执行数 ÷ 预算数\n＝ 1 ÷ 4\n＝ 25%\n"
			"Typed: 30%; computed: 25%. The typed value counts.\nRule: 执行率＝执行数÷预算数\n" },
		{ { "funds.a.budget=4" }, "funds.a.rate",
			"执行率 ＝ 执行数 ÷ 预算数\n＝ (missing) ÷ 4\n"
			"Not known yet; missing or not a number: 财政 执行数\nRule: 执行率＝执行数÷预算数\n" },
		{ { "funds.a.budget=0", "funds.a.executed=0" }, "funds.a.rate",
			"执行率 ＝ 执行数 ÷ 预算数\n＝ 0 ÷ 0\n"
			"It cannot be computed: a divisor is 0, or a number is too large.\nRule: 执行率＝执行数÷预算数\n" },
		{ { "funds.a.budget=4", "funds.b.budget=1." }, "funds.total.budget",
			"预算数 ＝ 财政预算数 ＋ 其他预算数\n＝ 4 ＋ (missing)\n"
			"Not known yet; missing or not a number: 其他 预算数\n" },
		{ { NULL }, "funds.total.budget",
			"预算数 ＝ 财政预算数 ＋ 其他预算数\n＝ (missing)\nThere is nothing to compute it from.\n" },
		{ { "project=甲" }, "project", "项目名称 was typed: 甲\n" },
		{ { NULL }, "project", "项目名称 is typed, not computed; nothing is typed yet.\n" },
	};
	struct str out = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sheet *s = make(*state, cases[i].typed);

		str_reset(&out);
		sheet_explain(s, core_at(*state, cases[i].cell), NULL, &out);
		assert_string_equal(str_text(&out), cases[i].explanation);
		drop(s);
	}
	str_clear(&out);
}

static void a_rule_is_explained_by_its_reading(void **state)
{
	static const char *const typed[] = { ROW, "rows[1].actual=70", NULL };
	struct sheet *s = make(*state, typed);
	struct str out = { 0 };
	int lines = 0;

	sheet_explain(s, core_at(*state, "rows[1].score"), NULL, &out);
	for (const char *p = str_text(&out); *p; p++)
		lines += *p == '\n';
	assert_memory_equal(str_text(&out), "得分 ＝ the rule's score\n", 28);
	/* the reading of target and actual takes at least two sentences, the value one */
	assert_true(lines >= 4);
	assert_non_null(strstr(str_text(&out), "\n＝ 3.5\n"));
	assert_non_null(strstr(str_text(&out), "70"));
	str_clear(&out);
	drop(s);
}

static void summaries_are_what_lists_show(void **state)
{
	static const struct { const char *score, *grade; } grades[] = {
		{ "total.score=90", "优" }, { "total.score=89.9", "良" }, { "total.score=80", "良" },
		{ "total.score=79.9", "中" }, { "total.score=60", "中" }, { "total.score=59.9", "差" },
		{ "total.score=x", "" },
	};

	for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
		const char *typed[] = { "project=甲", "funds.a.budget=43", "funds.a.executed=24.56", grades[i].score, NULL };
		struct sheet *s = make(*state, typed);
		struct summary summary;

		sheet_summarise(s, &summary);
		assert_string_equal(summary.project, "甲");
		assert_string_equal(summary.department, "");
		assert_string_equal(summary.budget, "43");
		assert_string_equal(summary.executed, "24.56");
		assert_string_equal(summary.rate, "57%");
		assert_string_equal(summary.score, grades[i].score + 12);
		assert_string_equal(summary.grade, grades[i].grade);
		summary_clear(&summary);
		drop(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_show_this),
		cmocka_unit_test(typed_text_may_agree),
		cmocka_unit_test(entries_have_these_findings),
		cmocka_unit_test(the_worst_finding_marks_a_cell),
		cmocka_unit_test(findings_say_what_is_wrong),
		cmocka_unit_test(the_catalogue_is_in_order),
		cmocka_unit_test(every_lasting_finding_is_there),
		cmocka_unit_test(numbers_are_explained),
		cmocka_unit_test(a_rule_is_explained_by_its_reading),
		cmocka_unit_test(summaries_are_what_lists_show),
	};

	return cmocka_run_group_tests_name("sheet", tests, set_up, tear_down);
}
