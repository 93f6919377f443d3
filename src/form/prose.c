/* SPDX-License-Identifier: MIT */
#include "form/prose.h"

#include <string.h>

#include "form/compose.h"
#include "form/figure.h"
#include "form/sheet.h"

/* A sentence is looked back over no farther than this; a row's name is at least two characters. */
enum { BACK_BYTES = 600, NAME_MIN = 6 };

/* --- words --- */

static const char *const sentence_ends[] = { "。", "！", "？", "；", ";", "\n", NULL };
static const char *const clause_ends[] = {
	"。", "！", "？", "；", ";", "\n", "，", ",", "、", "：", ":", NULL
};
/* What may stand between a word and its figure. */
static const char *const fillers[] = {
	"数", "额", "总", "为", "是", "共", "计", "合", "达", "到", "得", "有", "只", "仅", "金额", "资金", "人数",
	"人员", "单位", "：", ":", "＝", "=", "（", "）", "(", ")", "“", "”", " ", "　", NULL
};
static const char *const ends[] = {
	"，", "。", "；", "、", "：", "！", "？", "）", "”", "》", "　", " ", ",", ".", ";", ":", "!", "?", ")", "\n", NULL
};
/* Behind a figure: it is only about that. */
static const char *const about[] = {
	"以上", "以下", "以内", "左右", "上下", "余", "多", "-", "~", "～", "—", "－", "至", NULL
};
static const char *const other_years[] = {
	"上年", "去年", "前年", "上一年", "往年", "同期", "次年", "下年", "下一年", NULL
};
/* 95%以上年度目标 is of no 上年. */
static const char *const and_more[] = { "以", NULL };
static const char *const this_year[] = { "本年", "今年", "当年", NULL };
static const char *const plans[] = { "力争", "争取", "确保", "预计", "预期", "提高到", "提升到", "下一步", "今后", NULL };
/* Right before a word; elsewhere in a sentence they say nothing of the figure. */
static const char *const planned[] = { "目标", "计划", "要求", "平均", "应", NULL };
static const char *const parts_of_year[] = { "季度", "上半年", NULL };
static const char *const untils[] = { "截至", "截止", "至", NULL };
static const char *const month_ends[] = { "末", "底", NULL };
static const char month[] = "月";
/* 3个项目 is no other thing that is spoken of. */
static const char *const counted[] = { "个", "各", "项", "所有", "全部", NULL };

static const struct { const char *unit; int power; } moneys[] = {
	{ "亿元", 8 }, { "万元", 4 }, { "千元", 3 }, { "元", 0 }
};
enum { MONEYS = sizeof moneys / sizeof *moneys };

/* The end of the word of a list that stands here; NULL: none does. */
static const char *skip_word(const char *s, const char *const *list)
{
	for (; *list; list++)
		if (!strncmp(s, *list, strlen(*list)))
			return s + strlen(*list);
	return NULL;
}

static bool stands_before(const char *from, const char *s, const char *const *list)
{
	for (; *list; list++)
		if ((size_t)(s - from) >= strlen(*list) && !memcmp(s - strlen(*list), *list, strlen(*list)))
			return true;
	return false;
}

/* Where what ends with one of the marks began. */
static const char *back_to(const char *text, const char *s, const char *const *marks)
{
	const char *first = s - text > BACK_BYTES ? s - BACK_BYTES : text;

	while (s > first && !stands_before(text, s, marks))
		s--;
	return s;
}

/* The word stands here as a part of a longer one that names a figure: 上年 in 上年结转. */
static bool is_covered(const struct form *form, const char *text, const char *s, size_t len)
{
	for (int i = 0; i < form->figure_count; i++)
		for (const char *const *w = form->figures[i].words; *w; w++) {
			size_t whole = strlen(*w), most = whole > len ? whole - len : 0;

			for (size_t back = 0; whole > len && back <= most && back <= (size_t)(s - text); back++)
				if (!strncmp(s - back, *w, whole))
					return true;
		}
	return false;
}

/* --- who or what is spoken of --- */

struct search {
	const struct sheet *sheet;
	const struct form *form;
	struct ref at;
	const char *text;
};

/* A word that names a figure. */
struct mention {
	const struct form_figure *figure;
	const char *start, *end;
	const char *sentence, *clause;
};

/* 4 digits and 年; 0: no year stands here. */
static int read_year(const char *s)
{
	int year = 0;

	for (int i = 0; i < 4; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		year = year * 10 + (s[i] - '0');
	}
	return strncmp(s + 4, "年", 3) ? 0 : year;
}

/* The year that was named last before the word is another one. */
static bool is_of_other_year(const struct search *f, const struct mention *m)
{
	int own = entry_get_year(sheet_get_entry(f->sheet)), year;
	bool other = false;
	const char *end;

	for (const char *s = m->sentence; s < m->start; s++) {
		if ((year = read_year(s)) != 0)
			other = year != own;
		else if (skip_word(s, this_year))
			other = false;
		else if ((end = skip_word(s, other_years)) != NULL && end <= m->start &&
			!is_covered(f->form, f->text, s, (size_t)(end - s)) && !stands_before(f->text, s, and_more))
			other = true;
	}
	return other;
}

/* 截至6月30日, 6月末; all of a year ends with 12月. */
static bool is_of_part_of_year(const struct mention *m)
{
	bool part = false, until = false;

	for (const char *s = m->sentence; s < m->start; s++) {
		if (skip_word(s, parts_of_year))
			part = true;
		until = until || skip_word(s, untils);
		if (s - m->sentence < 2 || strncmp(s, month, strlen(month)) || s[-1] < '0' || s[-1] > '9')
			continue;
		if (s[-1] == '2' && s[-2] == '1')
			part = false;
		else
			part = part || until || skip_word(s + strlen(month), month_ends);
	}
	return part;
}

static bool is_planned(const struct mention *m)
{
	for (const char *s = m->sentence; s < m->start; s++)
		if (skip_word(s, plans))
			return true;
	return stands_before(m->sentence, m->start, planned);
}

/* The sentence said before that it is about something else. */
static bool is_of_other_thing(const struct search *f, const struct mention *m)
{
	const char *end;

	for (const char *s = m->sentence; s < m->start; s++)
		if ((end = skip_word(s, m->figure->unless)) != NULL && end <= m->start &&
			!is_covered(f->form, f->text, s, (size_t)(end - s)) &&
			!stands_before(f->text, s, counted))
			return true;
	return false;
}

/* 人员经费年初预算: what a second word names is a figure of the first. */
static bool is_of_other_figure(const struct search *f, const struct mention *m)
{
	const char *s = m->start, *end;

	while (s > m->clause && (s[-1] < '0' || s[-1] > '9'))
		s--;
	for (; s < m->start; s++)
		for (int i = 0; i < f->form->figure_count; i++)
			if (&f->form->figures[i] != m->figure &&
				(end = skip_word(s, f->form->figures[i].words)) != NULL && end <= m->start)
				return true;
	return false;
}

/* The end of the last name of a row before the word, and the row. */
static const char *find_row_of(const struct search *f, const struct mention *m, const struct form_figure *figure, int *row)
{
	const char *last = NULL;

	for (int i = 0; i < sheet_rows(f->sheet, figure->repeat); i++) {
		const struct value *v = sheet_value(f->sheet, (struct ref){ figure->of, i });
		size_t len = v->kind == VALUE_TEXT ? strlen(v->text) : 0;

		if (len < NAME_MIN)
			continue;
		for (const char *s = m->sentence; (size_t)(m->start - s) >= len; s++)
			if ((!last || s + len > last) && !memcmp(s, v->text, len)) {
				last = s + len;
				*row = i;
			}
	}
	return last;
}

/* The row that a mention speaks of; false: of none. */
static bool find_row(const struct search *f, const struct mention *m, int *repeat, int *row)
{
	const char *last = NULL;

	for (int i = 0; i < f->form->figure_count; i++) {
		const struct form_figure *figure = &f->form->figures[i];
		const char *end;
		int found = -1;

		if (figure->repeat < 0 || (i && figure->of == figure[-1].of))
			continue;
		end = find_row_of(f, m, figure, &found);
		if (end && (!last || end > last || (end == last && figure->repeat == m->figure->repeat))) {
			last = end;
			*repeat = figure->repeat;
			*row = found;
		}
	}
	return last != NULL;
}

/* The row whose figure is meant, -1 for one of the whole; false: another figure is. */
static bool find_subject(const struct search *f, const struct mention *m, int *row)
{
	int repeat = f->at.row < 0 ? -1 : f->form->cells[f->at.cell].repeat;

	*row = f->at.row;
	find_row(f, m, &repeat, row);
	return m->figure->repeat == repeat && !is_of_other_year(f, m) && !is_of_part_of_year(m) && !is_planned(m) &&
		!is_of_other_figure(f, m) && !is_of_other_thing(f, m);
}

/* --- what is said --- */

struct said {
	struct decimal number;
	const char *end;
	bool percent;
	int power;                   /* of ten: how much larger the unit is than the table's */
	bool money;
};

static int find_money(const char *s, size_t *len)
{
	for (int i = 0; i < MONEYS; i++) {
		*len = strlen(moneys[i].unit);
		if (!strncmp(s, moneys[i].unit, *len))
			return i;
	}
	return -1;
}

static bool read_money(const char *const *units, struct said *out)
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

static bool read_percent(const char *const *units, struct said *out)
{
	static const char *const signs[] = { "%", "％", NULL };
	const char *end = skip_word(out->end, signs);

	if (!end || !*units || !skip_word(*units, signs))
		return false;
	out->percent = true;
	out->end = end;
	return true;
}

static bool read_unit(const char *const *units, struct said *out)
{
	static const char *const percent[] = { "%", NULL };
	const char *end = skip_word(out->end, units);

	if (read_money(units, out) || read_percent(units, out))
		return true;
	if (end)
		out->end = end;
	return end || ((!*out->end || skip_word(out->end, ends)) && !(*units && skip_word(*units, percent)));
}

static bool read_said(const struct mention *m, struct said *out)
{
	const char *s = m->end, *next;

	while ((next = skip_word(s, fillers)) != NULL || (next = skip_word(s, m->figure->units)) != NULL)
		s = next;
	*out = (struct said){ .end = s };
	if (!figure_here(&out->end, &out->number))
		return false;
	while ((next = skip_word(out->end, (const char *const[]){ " ", "　", NULL })) != NULL)
		out->end = next;
	return read_unit(m->figure->units, out) && !skip_word(out->end, about);
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
static bool is_same(struct decimal number, const struct said *said)
{
	struct decimal rounded;

	number = decimal_abs(number);
	if (!shift(&number, said->power))
		return true;
	if (!decimal_cmp(number, said->number))
		return true;
	return (said->money || said->percent) && decimal_round(number, said->number.scale, &rounded) &&
		!decimal_cmp(rounded, said->number);
}

static bool agrees(const struct search *f, const struct mention *m, int row, const struct said *said)
{
	struct value v = formula_evaluate(m->figure->is, f->sheet, row);
	struct str shown = { 0 };
	struct decimal printed;
	const char *s;
	bool same;

	if (v.kind != VALUE_NUMBER)
		return true;
	if (said->percent && !decimal_mul(v.number, decimal_from_int(100), &v.number))
		return true;
	compose_add_value(m->figure->is, f->sheet, row, &shown);
	s = str_text(&shown);
	same = is_same(v.number, said) || (figure_next(&s, &printed) && is_same(printed, said));
	str_clear(&shown);
	return same;
}

/* --- the search --- */

static bool is_fault(const struct search *f, struct mention *m, struct prose_fault *out)
{
	struct said said;
	int row;

	if (is_covered(f->form, f->text, m->start, (size_t)(m->end - m->start)) || !read_said(m, &said))
		return false;
	m->sentence = back_to(f->text, m->start, sentence_ends);
	m->clause = back_to(f->text, m->start, clause_ends);
	if (!find_subject(f, m, &row) || agrees(f, m, row, &said))
		return false;
	*out = (struct prose_fault){ m->figure, m->figure->repeat < 0 ? -1 : row, (size_t)(m->start - f->text),
		(size_t)(said.end - m->start) };
	return true;
}

/* The first fault before `end` that is said with the word. */
static bool find_word(const struct search *f, const struct form_figure *figure, const char *word, const char *end,
	struct prose_fault *out)
{
	size_t len = strlen(word);

	for (const char *s = strstr(f->text, word); s && s < end; s = strstr(s + len, word)) {
		struct mention m = { .figure = figure, .start = s, .end = s + len };

		if (is_fault(f, &m, out))
			return true;
	}
	return false;
}

bool prose_find_fault(const struct sheet *sheet, struct ref at, const char *text, struct prose_fault *out)
{
	struct search f = { sheet, sheet_get_form(sheet), at, text };
	const char *end = text + strlen(text);
	bool found = false;

	for (int i = 0; i < f.form->figure_count; i++)
		for (const char *const *w = f.form->figures[i].words; *w; w++)
			if (find_word(&f, &f.form->figures[i], *w, end, out)) {
				found = true;
				end = text + out->start;
			}
	return found;
}
