/* SPDX-License-Identifier: MIT */
#include "form/prose_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/sheet.h"

enum { NAME_MIN = 6 };               /* a name is at least two characters */

static const struct { enum prose_kind kind; const char *text; } common[] = {
	{ PROSE_PARAGRAPH, "\n" },
	{ PROSE_SENTENCE, "。" }, { PROSE_SENTENCE, "；" }, { PROSE_SENTENCE, ";" }, { PROSE_SENTENCE, "！" },
	{ PROSE_SENTENCE, "？" },
	{ PROSE_COMMA, "，" }, { PROSE_COMMA, "," }, { PROSE_COMMA, "：" }, { PROSE_COMMA, ":" }, { PROSE_PAUSE, "、" },
	{ PROSE_OTHER_YEAR, "上年" }, { PROSE_OTHER_YEAR, "上一年" }, { PROSE_OTHER_YEAR, "去年" },
	{ PROSE_OTHER_YEAR, "以前年" }, { PROSE_OTHER_YEAR, "往年" }, { PROSE_OTHER_YEAR, "同期" },
	{ PROSE_OTHER_YEAR, "下年" }, { PROSE_OTHER_YEAR, "下一年" },
	{ PROSE_THIS_YEAR, "本年" }, { PROSE_THIS_YEAR, "今年" }, { PROSE_THIS_YEAR, "当年" },
	{ PROSE_PART, "季度" }, { PROSE_PART, "上半年" }, { PROSE_PART, "下半年" },
	{ PROSE_WHOLE, "全年" }, { PROSE_WHOLE, "年末" }, { PROSE_WHOLE, "年底" }, { PROSE_WHOLE, "年终" },
	{ PROSE_UNTIL, "截至" }, { PROSE_UNTIL, "截止" }, { PROSE_UNTIL, "至" }, { PROSE_MONTH, "月" },
	{ PROSE_PLAN, "力争" }, { PROSE_PLAN, "争取" }, { PROSE_PLAN, "今后" }, { PROSE_PLAN, "下一步" },
	{ PROSE_COST, "费" },
	{ PROSE_OTHERS, "全区" }, { PROSE_OTHERS, "全县" }, { PROSE_OTHERS, "全市" }, { PROSE_OTHERS, "全州" },
	{ PROSE_OTHERS, "全省" }, { PROSE_OTHERS, "各" }, { PROSE_OTHERS, "所属" }, { PROSE_OTHERS, "下属" },
	{ PROSE_OTHERS, "直属" }, { PROSE_OTHERS, "二级" }, { PROSE_OTHERS, "事业单位" }, { PROSE_OTHERS, "主管部门" },
	{ PROSE_OTHERS, "财政部门" },
};

/* --- lists --- */

static const char *skip_one(const char *s, const char *word)
{
	while (*word)
		if (*s++ != *word++)
			return NULL;
	return s;
}

const char *prose_skip(const char *s, const char *const *list)
{
	const char *end = NULL;

	while (*list && !end)
		end = skip_one(s, *list++);
	return end;
}

const char *prose_skip_all(const char *s, const char *const *list)
{
	const char *end;

	while ((end = prose_skip(s, list)) != NULL)
		s = end;
	return s;
}

const char *prose_skip_blanks(const char *s)
{
	static const char *const blanks[] = { " ", "　", NULL };

	return prose_skip_all(s, blanks);
}

size_t prose_ends_with(const char *text, const char *s, const char *const *list)
{
	for (; *list; list++) {
		size_t len = strlen(*list);

		if ((size_t)(s - text) >= len && skip_one(s - len, *list))
			return len;
	}
	return 0;
}

/* --- the index --- */

static const struct prose_word *match(const struct prose_words *w, const char *s, int i)
{
	unsigned second = i >= 0 ? prose_code(prose_pass(s)) : 0;

	for (; i >= 0; i = w->items[i].next)
		if ((w->items[i].second == second || !w->items[i].second) && skip_one(s, w->items[i].text))
			return &w->items[i];
	return NULL;
}

const struct prose_word *prose_words_at(const struct prose_words *w, const char *s, const struct prose_word *last)
{
	return match(w, s, last ? last->next : w->heads[prose_code(s) % PROSE_HEADS]);
}

/* What is the same word for several figures is one. */
static bool join(struct prose_words *w, const struct prose_word *word)
{
	for (int i = w->heads[prose_code(word->text) % PROSE_HEADS]; i >= 0; i = w->items[i].next)
		if (w->items[i].kind == word->kind && !strcmp(w->items[i].text, word->text)) {
			w->items[i].figures |= word->figures;
			return true;
		}
	return false;
}

static void add(struct prose_words *w, struct prose_word word)
{
	int *head = &w->heads[prose_code(word.text) % PROSE_HEADS];

	if ((word.kind == PROSE_FIGURE || word.kind == PROSE_UNLESS) && join(w, &word))
		return;
	word.len = strlen(word.text);
	word.second = prose_code(prose_pass(word.text));
	word.next = *head;
	*head = (int)w->count;
	w->items = mem_grow(w->items, &w->cap, w->count + 1, sizeof *w->items);
	w->items[w->count++] = word;
}

static void add_list(struct prose_words *w, enum prose_kind kind, int figure, const char *const *list)
{
	for (; *list; list++)
		add(w, (struct prose_word){ .text = *list, .kind = kind, .figures = prose_bit(figure) });
}

static void add_name(struct prose_words *w, const struct sheet *sheet, struct ref at, enum prose_kind kind)
{
	const struct value *v = sheet_value(sheet, at);

	if (v->kind == VALUE_TEXT && strlen(v->text) >= NAME_MIN)
		add(w, (struct prose_word){ .text = v->text, .kind = kind, .row = at.row,
			.repeat = sheet_get_form(sheet)->cells[at.cell].repeat });
}

static void add_own(struct prose_words *w, const struct sheet *sheet)
{
	static const enum summary_item names[] = { SUMMARY_UNIT, SUMMARY_PROJECT };
	const int *summary = sheet_get_form(sheet)->summary;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (summary[names[i]] >= 0)
			add_name(w, sheet, (struct ref){ summary[names[i]], -1 }, PROSE_OWN);
}

/* Figures of the same rows follow each other, and the names are needed once. */
static void add_rows(struct prose_words *w, const struct sheet *sheet, int index)
{
	const struct form_figure *figure = &sheet_get_form(sheet)->figures[index];

	if (figure->repeat < 0 || (index && figure->of == figure[-1].of))
		return;
	for (int row = 0; row < sheet_rows(sheet, figure->repeat); row++)
		add_name(w, sheet, (struct ref){ figure->of, row }, PROSE_ROW);
}

void prose_words_init(struct prose_words *w, const struct sheet *sheet)
{
	const struct form *form = sheet_get_form(sheet);

	w->items = NULL;
	w->count = w->cap = 0;
	memset(w->heads, -1, sizeof w->heads);
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		add(w, (struct prose_word){ .text = common[i].text, .kind = common[i].kind,
			.figures = common[i].kind == PROSE_COST ? ~(unsigned __int128)0 : 0 });
	add_own(w, sheet);
	for (int i = 0; i < form->figure_count; i++) {
		add_list(w, PROSE_FIGURE, i, form->figures[i].words);
		add_list(w, PROSE_UNLESS, i, form->figures[i].unless);
		add_rows(w, sheet, i);
	}
}

void prose_words_clear(struct prose_words *w)
{
	free(w->items);
}
