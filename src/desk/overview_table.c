/* SPDX-License-Identifier: MIT */
#include "desk/overview_table.h"

#include <string.h>

/* What is printed is Chinese, like the tables themselves; `key` is for scripts. */
static const struct sum_column columns[] = {
	{ "name", "", SUM_TEXT, false },
	{ "count", "项目数", SUM_NUMBER, true },
	{ "budget", "全年预算数", SUM_NUMBER, true },
	{ "executed", "全年执行数", SUM_NUMBER, true },
	{ "rate", "执行率", SUM_NUMBER, false },
	{ NULL, "执行率", SUM_BAR, false },
	{ "weighted_score", "加权得分", SUM_NUMBER, false },
	{ "mean_score", "平均得分", SUM_NUMBER, false },
	{ NULL, "得分", SUM_BAR, false },
	{ "coverage", "覆盖率", SUM_NUMBER, false },
	{ "excellent", "优", SUM_NUMBER, true },
	{ "good", "良", SUM_NUMBER, true },
	{ "fair", "中", SUM_NUMBER, true },
	{ "poor", "差", SUM_NUMBER, true },
	{ "draft", "草稿", SUM_NUMBER, true },
	{ "reviewed", "已审", SUM_NUMBER, true },
	{ "signed", "已签", SUM_NUMBER, true },
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* The same, by what is summed. */
static const char *const first_titles[] = { "年度", "单位", "表样" };

/* At least two decimals, so that points stand under one another; more where there are more. */
void overview_add_money(struct decimal money, struct str *out)
{
	money = decimal_trim(money);
	if (money.scale < 2)
		decimal_round(money, 2, &money);
	decimal_add_to(money, out);
}

void overview_add_percent(bool known, struct decimal share, struct str *out)
{
	struct decimal percent;

	if (!known || !decimal_mul(share, decimal_from_int(100), &percent) || !decimal_round(percent, 2, &percent))
		return;
	decimal_add_to(percent, out);
	str_add_char(out, '%');
}

void overview_add_score(bool known, struct decimal score, struct str *out)
{
	if (known && decimal_round(score, 2, &score))
		decimal_add_to(score, out);
}

static void add(struct sumtable *t, struct str *text)
{
	sumtable_add(t, str_text(text));
	str_reset(text);
}

static void add_count(struct sumtable *t, int count, struct str *text)
{
	str_addf(text, "%d", count);
	add(t, text);
}

/* A share of one, rounded well below what a bar shows. */
static void add_share(struct sumtable *t, bool known, struct decimal part, int whole, struct str *text)
{
	if (known && decimal_div(part, decimal_from_int(whole), &part) && decimal_round(part, 4, &part))
		decimal_add_to(part, text);
	add(t, text);
}

static void add_sum(struct sumtable *t, int known, struct decimal sum, struct str *text)
{
	if (known)
		overview_add_money(sum, text);
	add(t, text);
}

static void add_line(struct sumtable *t, const char *name, const struct overview_line *l)
{
	struct str text = { 0 };

	sumtable_add(t, name);
	add_count(t, l->count, &text);
	add_sum(t, l->with_budget, l->budget, &text);
	add_sum(t, l->with_executed, l->executed, &text);
	overview_add_percent(l->has_rate, l->rate, &text);
	add(t, &text);
	add_share(t, l->has_rate, l->rate, 1, &text);
	overview_add_score(l->has_weighted, l->weighted, &text);
	add(t, &text);
	overview_add_score(l->has_mean, l->mean, &text);
	add(t, &text);
	add_share(t, l->has_mean, l->has_weighted ? l->weighted : l->mean, 100, &text);
	overview_add_percent(l->has_coverage, l->coverage, &text);
	add(t, &text);
	for (int i = 0; i < OVERVIEW_GRADES; i++)
		add_count(t, l->grades[i], &text);
	for (int i = 0; i < ENTRY_STATUSES; i++)
		add_count(t, l->statuses[i], &text);
	str_clear(&text);
}

/* --- notes --- */

/* `money`: what is in a sum all the same; NULL: there is no such sum. */
static void add_note(int count, const char *const *ids, const struct decimal *money, message_translate *translate,
	struct str *out)
{
	bool has_money = money && decimal_sign(*money);
	struct message m = { 0 };
	struct str number = { 0 }, sum = { 0 };

	if (!count)
		return;
	str_addf(&number, "%d", count);
	if (has_money)
		overview_add_money(*money, &sum);
	message_set(&m, ids[has_money], number.data, str_text(&sum), NULL);
	message_add_to(&m, translate, out);
	str_add_char(out, '\n');
	message_clear(&m);
	str_clear(&number);
	str_clear(&sum);
}

static const char *const no_budget[] = {
	N_("Without a budget, so not in its sum, the rate and the weighted score: %1."),
	N_("Without a budget, so not in its sum, the rate and the weighted score: %1; what they spent, %2, is in the sum."),
};
static const char *const no_executed[] = {
	N_("Without what was spent, so not in its sum and the rate: %1."),
	N_("Without what was spent, so not in its sum and the rate: %1; their budgets, %2, are in the sum."),
};
static const char *const no_score[] = { N_("Without a score, so not in the scores: %1.") };
static const char *const held[] = {
	N_("Tables of whole departments, held against their projects and not added to them: %1."),
};
static const char *const others[] = { N_("Left out, being reports or forms without a score: %1.") };

void overview_add_notes(const struct overview *o, message_translate *translate, struct str *out)
{
	const struct overview_line *t = &o->total;
	struct decimal spent = { 0 }, planned = { 0 };

	for (size_t i = 0; i < o->remark_count; i++) {
		message_add_to(&o->remarks[i].say, translate, out);
		str_add_char(out, '\n');
	}
	decimal_sub(t->executed, t->rate_executed, &spent);
	decimal_sub(t->budget, t->rate_budget, &planned);
	add_note(t->count - t->with_budget, no_budget, &spent, translate, out);
	add_note(t->count - t->with_executed, no_executed, &planned, translate, out);
	add_note(t->count - t->with_score, no_score, NULL, translate, out);
	add_note(o->held, held, NULL, translate, out);
	add_note(o->others, others, NULL, translate, out);
}

void overview_tabulate(const struct overview *o, enum overview_by by, message_translate *translate,
	struct sumtable *t)
{
	struct str notes = { 0 };

	sumtable_begin(t, "绩效自评汇总表（金额单位：万元）", columns, COLUMNS);
	t->first_title = first_titles[by];
	for (size_t i = 0; i < o->count; i++)
		add_line(t, *o->lines[i].name ? o->lines[i].name : "（未填）", &o->lines[i]);
	add_line(t, "合计", &o->total);
	t->summed = true;
	overview_add_notes(o, translate, &notes);
	for (char *line = notes.data, *end; line && (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		sumtable_note(t, line);
	}
	str_clear(&notes);
}
