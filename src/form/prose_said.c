/* SPDX-License-Identifier: MIT */
#include "form/prose_said.h"

#include <string.h>

#include "form/compose.h"
#include "form/figure.h"
#include "form/prose_words.h"

/* What may stand between a word and its figure. */
static const char *const fillers[] = {
	"为", "数", "是", "共", "计", "合", "达", "到", "得", "有", "只", "仅", "了", "额", "总", "金额",
	"资金", "支出", "人数", "人员", "干部", "职工", "单位", "安排", "批复", "：", ":", "＝", "=", "（",
	"）", "(", ")", "“", "”", " ", "　", NULL
};
static const char *const ends[] = { "，", "。", "；", ";", "！", "？", "”", "\n", NULL };
/* Behind a figure: it is only about that, or one that things are measured by. */
static const char *const about[] = {
	"以上", "以下", "以内", "左右", "上下", "余", "多", "-", "~", "～", "—", "－", "至", "（含", "(含",
	"的，", "的得", "的扣", "的为", "的目标", "的要求", "的标准", "的单位", "的部门", "的项目", NULL
};

static const struct { const char *unit; int power; } moneys[] = {
	{ "亿元", 8 }, { "万元", 4 }, { "千元", 3 }, { "元", 0 }
};
enum { MONEYS = sizeof moneys / sizeof *moneys };

static int find_money(const char *s, size_t *len)
{
	for (int i = 0; i < MONEYS; i++) {
		*len = strlen(moneys[i].unit);
		if (!strncmp(s, moneys[i].unit, *len))
			return i;
	}
	return -1;
}

static bool read_money(const char *const *units, struct prose_said *out)
{
	size_t len;
	int own = *units ? find_money(*units, &len) : -1, written;

	if (own < 0)
		return false;
	written = find_money(out->end, &len);
	if (written < 0)
		return false;
	out->money = true;
	out->power = moneys[written].power - moneys[own].power;
	out->end += len;
	return true;
}

static bool read_unit(const char *const *units, struct prose_said *out)
{
	static const char *const percent[] = { "%", "％", NULL };
	const char *end = prose_skip(out->end, units);

	if (read_money(units, out))
		return true;
	if (*units && prose_skip(*units, percent)) {
		end = prose_skip(out->end, percent);
		out->percent = end != NULL;
	} else if (!end && (!*out->end || prose_skip(out->end, ends))) {
		end = out->end;
	}
	if (end)
		out->end = end;
	return end != NULL;
}

bool prose_read_said(const char *s, const char *const *units, struct prose_said *out)
{
	*out = (struct prose_said){ .end = s };
	while (!figure_here(&out->end, &out->number)) {
		const char *next = prose_skip(s, fillers);

		if (out->end != s || (!next && (next = prose_skip(s, units)) == NULL))
			return false;
		out->end = s = next;
	}
	out->end = prose_skip_blanks(out->end);
	return read_unit(units, out) && (prose_skip(out->end, ends) || !prose_skip(out->end, about));
}

/* --- whether it is so --- */

static bool shift(struct decimal *d, int power)
{
	long long factor = 1;

	for (int i = power < 0 ? -power : power; i > 0; i--)
		factor *= 10;
	return power < 0 ? decimal_mul(*d, decimal_from_int(factor), d) : decimal_div(*d, decimal_from_int(factor), d);
}

/* A number of the table in the unit of the text. */
static bool is_same(struct decimal number, const struct prose_said *said)
{
	struct decimal rounded;

	number = decimal_abs(number);
	if (said->power && !shift(&number, said->power))
		return true;
	if (!decimal_cmp(number, said->number))
		return true;
	return (said->money || said->percent) && decimal_round(number, said->number.scale, &rounded) &&
		!decimal_cmp(rounded, said->number);
}

bool prose_agrees(const struct sheet *sheet, const struct form_figure *figure, int row, const struct prose_said *said)
{
	struct value v = formula_evaluate(figure->is, sheet, row);
	struct str shown = { 0 };
	struct decimal printed;
	const char *s;
	bool same;

	if (v.kind != VALUE_NUMBER)
		return true;
	if (said->percent && !decimal_mul(v.number, decimal_from_int(100), &v.number))
		return true;
	if (is_same(v.number, said))
		return true;
	compose_add_value(figure->is, sheet, row, &shown);
	s = str_text(&shown);
	same = figure_next(&s, &printed) && is_same(printed, said);
	str_clear(&shown);
	return same;
}
