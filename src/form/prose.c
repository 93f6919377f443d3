/* SPDX-License-Identifier: MIT */
#include "form/prose.h"

#include <string.h>

#include "form/prose_said.h"
#include "form/prose_words.h"
#include "form/sheet.h"

/* --- words that are no marks of their own --- */

/* What may stand right before a word that speaks of the whole: time, the unit itself, joints of a sentence. */
static const char *const whole[] = {
	"（", "(", "“", ".", "．", "年", "年度", "日", "末", "底", "终", "时", "次", "办", "是", "为", "了",
	"使", "致", "成", "生", "有", "且", "但", "而", "故", "则", "其", "其中", "及", "和", "与", "同", "比",
	"较", "对", "将", "经", "于", "在", "中", "由", "按", "从", "至", "占", "共", "总", "括", "含", "我局",
	"我委", "我院", "我校", "我馆", "我站", "我所", "我部", "我厅", "我队", "我中心", "本局", "本委",
	"本院", "本校", "本中心", "本机关", "本级", "部门", "单位", "整体", "整体支出", "项目", "项目支出",
	"项目资金", "项目经费", "公共预算", "部门预算", "财政", "拨款", "拨款收入", "绩效", "自评", "评价",
	"综合", "最终", "在职人员", "供养人员", "日常", "实际", "现有", "实有", "在编", "安排", "批复", "设置", "设立", NULL
};
static const char *const joints[] = { " ", "　", "的", NULL };
static const char *const no_costs[] = { "经", "缴", "交", "收", "免", "消", "浪", NULL };
static const char *const compared[] = { "较", "比", "与", "和", "同", NULL };
static const char *const carried[] = { "结转", "结余", "度结转", "度结余", NULL };
static const char *const and_more[] = { "以", NULL };              /* 95%以上年度目标 is of no 上年 */
static const char *const ranges[] = { "-", "—", "－", "–", "~", "～", "至", "到", NULL };
static const char *const month_ends[] = { "末", "底", NULL };
static const char *const this_one[] = { "该", NULL };
static const char *const parts_follow[] = { "，", "：", "（", ",", ":", "(", NULL };
static const char *const of_which[] = { "其中", NULL };

/* --- who or what is spoken of --- */

struct scan {
	const struct sheet *sheet;
	const struct form *form;
	struct ref at;
	const char *text;
	const struct prose_words *words;
	const char *clause;          /* where it begins */
	const char *covered;         /* where the last word that names a figure ends, or the last own name */
	const char *own;             /* where the last name of the unit or project itself ends */
	bool other_year, part, until, plan, foreign;
	bool compared, others;       /* of a clause */
	bool heading;                /* a sentence without commas that begins a paragraph, so far */
	const char *named;           /* where the last name of a row ends; NULL: none in this paragraph */
	struct { const char *end; int row; } rows[FORM_REPEATS_MAX];
	/* figures that are not meant, something else being spoken of: in this sentence, in this paragraph */
	unsigned __int128 topic, lasting;
	unsigned __int128 told;      /* of the foreign thing, in this sentence */
	bool listed;                 /* the same figure of several such things */
};

static void end_clause(struct scan *r, const char *end)
{
	r->clause = end;
	r->compared = r->others = false;
}

static void end_sentence(struct scan *r, const char *end)
{
	end_clause(r, end);
	r->other_year = r->part = r->until = r->plan = r->foreign = false;
	if (r->heading)
		r->lasting |= r->topic;
	r->topic = r->told = 0;
	r->listed = false;
	r->heading = false;
}

static void end_paragraph(struct scan *r, const char *end)
{
	bool heading = r->heading;

	end_sentence(r, end);
	r->heading = true;
	if (heading)
		return;
	r->named = NULL;
	r->lasting = 0;
}

/* 4 digits and 年; 0: no year stands here. */
static int read_year(const char *s)
{
	static const char *const years[] = { "年", NULL };
	int year = 0;

	for (int i = 0; i < 4; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		year = year * 10 + (s[i] - '0');
	}
	return prose_skip(prose_skip_blanks(s + 4), years) ? year : 0;
}

static void see_other_year(struct scan *r, const char *s)
{
	if (prose_ends_with(r->text, s, compared))
		r->compared = true;
	else
		r->other_year = true;
}

static void see_year(struct scan *r, const char *s)
{
	int year = read_year(s);

	if (year && year != entry_get_year(sheet_get_entry(r->sheet)))
		see_other_year(r, s);
	else if (year)
		r->other_year = r->compared = false;
}

/* 截至6月30日, 6月末, 1—9月; all of a year ends with 12月. */
static void see_month(struct scan *r, const char *s, const char *end)
{
	const char *first = s;

	while (first > r->text && first[-1] >= '0' && first[-1] <= '9')
		first--;
	if (s - first == 2 && !memcmp(first, "12", 2))
		r->part = false;
	else if (s > first)
		r->part = r->part || r->until || prose_skip(end, month_ends) || prose_ends_with(r->text, first, ranges);
}

/* 公用经费7.32万元 is told of itself; 公用经费预算10.14万元，实际支出 is not, nor 年初预算99万元，其中：. */
static void see_topic(struct scan *r, const struct prose_word *w, const char *s)
{
	static const char *const units[] = { "万元", NULL };
	struct prose_said said;

	if (prose_read_said(s + w->len, units, &said) && said.money &&
		!prose_skip(prose_skip_all(said.end, parts_follow), of_which))
		return;
	r->topic |= w->figures;
	if (prose_ends_with(r->text, s, this_one))
		r->lasting |= w->figures;
}

static void see_row(struct scan *r, const struct prose_word *w, const char *end)
{
	if (r->named && r->named > end)
		return;
	r->named = end;
	r->rows[w->repeat].end = end;
	r->rows[w->repeat].row = w->row;
	r->foreign = false;
}

/* What begins within a word that names a figure, or a name, is no word of its own: 上年 in 上年结转. */
static bool is_covered(const struct scan *r, const struct prose_word *w, const char *s,
	const struct prose_word *longest)
{
	return s < r->covered && !(longest && w->len >= longest->len);
}

static void see(struct scan *r, const struct prose_word *w, const char *s,
	const struct prose_word *longest)
{
	const char *end = s + w->len;

	switch (w->kind) {
	case PROSE_PARAGRAPH: end_paragraph(r, end); break;
	case PROSE_SENTENCE: end_sentence(r, end); break;
	case PROSE_COMMA: r->heading = false; end_clause(r, end); break;
	case PROSE_PAUSE: end_clause(r, end); break;
	case PROSE_THIS_YEAR: r->other_year = r->compared = false; break;
	case PROSE_OTHER_YEAR:
		if (!is_covered(r, w, s, longest) && !prose_ends_with(r->text, s, and_more) && !prose_skip(end, carried))
			see_other_year(r, s);
		break;
	case PROSE_PART: r->part = true; break;
	case PROSE_WHOLE: r->part = false; break;
	case PROSE_UNTIL: r->until = true; break;
	case PROSE_MONTH: see_month(r, s, end); break;
	case PROSE_PLAN: r->plan = true; break;
	case PROSE_OTHERS:
		r->others = r->others || !is_covered(r, w, s, longest);
		break;
	case PROSE_COST:
	case PROSE_UNLESS:
		if (!is_covered(r, w, s, longest) && !(w->kind == PROSE_COST && prose_ends_with(r->text, s, no_costs)))
			see_topic(r, w, s);
		break;
	case PROSE_ROW: see_row(r, w, end); break;
	case PROSE_OWN: r->own = end; break;
	case PROSE_FIGURE: break;
	}
}

/* --- whose figure it is --- */

/* 办公费年初预算: another name right before makes it that thing's figure. */
static bool is_foreign(const struct scan *r, const char *s)
{
	size_t len;

	while ((len = prose_ends_with(r->clause, s, joints)) > 0)
		s -= len;
	return r->others ||
		(s != r->clause && s != r->named && s != r->own && !prose_ends_with(r->clause, s, whole));
}

/* The row that a figure of rows is meant of; -1: none. */
static int find_row(const struct scan *r, const struct form_figure *figure)
{
	if (r->named)
		return r->rows[figure->repeat].end == r->named ? r->rows[figure->repeat].row : -1;
	return r->at.row >= 0 && r->form->cells[r->at.cell].repeat == figure->repeat ? r->at.row : -1;
}

/* In this clause. */
static bool is_row_named(const struct scan *r)
{
	return r->named && r->named > r->clause;
}

/* Whether the statement can be of this figure; *row is its row, -1 for one of the whole. */
static bool can_mean(const struct scan *r, int index, int *row)
{
	const struct form_figure *figure = &r->form->figures[index];

	*row = figure->repeat < 0 ? -1 : find_row(r, figure);
	if (figure->repeat >= 0)
		return *row >= 0;
	return r->at.row < 0 && !is_row_named(r) && !((r->topic | r->lasting) & prose_bit(index));
}

/* Where a row is named only earlier in the text of another one, either may be meant. */
static bool is_true(const struct scan *r, const struct form_figure *figure, int row, const struct prose_said *said)
{
	bool of_text = row >= 0 && r->at.row >= 0 && r->form->cells[r->at.cell].repeat == figure->repeat;

	return prose_agrees(r->sheet, figure, row, said) ||
		(of_text && !is_row_named(r) && prose_agrees(r->sheet, figure, r->at.row, said));
}

/* What a sentence says of a foreign thing it goes on saying of it, until it tells the same figure again; 行政编制6名、
 * 事业编制2名 is a list, and over. */
static bool is_of_other(struct scan *r, unsigned __int128 figures, const char *s)
{
	if (is_foreign(r, s)) {
		r->listed = r->foreign && r->told == figures;
		r->foreign = true;
		r->told = figures;
		return true;
	}
	if (!r->foreign || r->listed || (r->told & figures))
		return r->other_year || r->compared || r->part || r->plan;
	r->told |= figures;
	return true;
}

/* The word stands at s: true if what is said there is none of its figures. */
static bool judge(struct scan *r, const struct prose_word *w, const char *s, struct prose_fault *out)
{
	bool seen = false, fault = false;
	struct prose_said said;
	int row;

	for (int i = 0; i < r->form->figure_count; i++) {
		const struct form_figure *figure = &r->form->figures[i];

		if (!(w->figures & prose_bit(i)) || !prose_read_said(s + w->len, figure->units, &said))
			continue;
		r->heading = false;
		if (!seen && is_of_other(r, w->figures, s))
			return false;
		seen = true;
		if (!can_mean(r, i, &row))
			continue;
		if (is_true(r, figure, row, &said))
			return false;
		fault = true;
		*out = (struct prose_fault){ figure, row, (size_t)(s - r->text), (size_t)(said.end - s) };
	}
	return fault;
}

/* What begins at a place of the text; true: a statement that is not the table's figure. */
static bool step(struct scan *r, const char *s, struct prose_fault *out)
{
	const struct prose_word *first = prose_words_at(r->words, s, NULL), *w, *longest = NULL;

	for (w = first; w; w = prose_words_at(r->words, s, w)) {
		if (w->kind == PROSE_FIGURE && (!longest || w->len > longest->len) && s + w->len > r->covered)
			longest = w;
		if ((w->kind == PROSE_ROW || w->kind == PROSE_OWN) && s + w->len > r->covered)
			r->covered = s + w->len;
	}
	if (longest && s + longest->len > r->covered)
		r->covered = s + longest->len;
	for (w = first; w; w = prose_words_at(r->words, s, w))
		see(r, w, s, longest);
	return longest && judge(r, longest, s, out);
}

bool prose_find_fault_by(const struct prose_words *words, const struct sheet *sheet, struct ref at, const char *text,
	struct prose_fault *out)
{
	struct scan r = { .sheet = sheet, .form = sheet_get_form(sheet), .at = at, .text = text, .words = words,
		.clause = text, .covered = text, .heading = true };
	bool found = false;

	for (const char *s = text; *s && !found; s = prose_pass(s)) {
		if (*s >= '0' && *s <= '9' && (s == text || s[-1] < '0' || s[-1] > '9'))
			see_year(&r, s);
		if (prose_words_any(words, s))
			found = step(&r, s, out);
	}
	return found;
}

bool prose_find_fault(const struct sheet *sheet, struct ref at, const char *text, struct prose_fault *out)
{
	struct prose_words words;
	bool found;

	prose_words_init(&words, sheet);
	found = prose_find_fault_by(&words, sheet, at, text, out);
	prose_words_clear(&words);
	return found;
}
