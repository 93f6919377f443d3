/* SPDX-License-Identifier: MIT */
#include "desk/paper_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/revision_diff.h"
#include "form/finding.h"

void paper_parts_clear(struct paper_parts *p)
{
	for (size_t i = 0; i < p->count; i++) {
		for (const char *const *line = p->items[i].lines; *line; line++)
			free((char *)*line);
		free((void *)p->items[i].lines);
	}
	free(p->items);
	free(p->about);
	*p = (struct paper_parts){ 0 };
}

/* Takes the lines, unless there is none. */
static void add_part(struct paper_parts *p, const char *title, struct text_list *lines)
{
	if (!lines->count)
		return;
	text_list_add(lines, NULL);
	p->items = mem_grow(p->items, &p->cap, p->count + 1, sizeof *p->items);
	p->items[p->count++] = (struct furniture_part){ title, (const char *const *)lines->items };
	*lines = (struct text_list){ 0 };
}

static const char *const severities[] = {
	[SEVERITY_ERROR] = "必须改", [SEVERITY_WARNING] = "须说明", [SEVERITY_NOTE] = "提示",
};

/* 必须改 产出指标 第3行 得分：…（说明：…） */
static void add_finding(const struct opened *o, const struct finding *f, const char *note,
	message_translate *translate, struct text_list *lines)
{
	struct str line = { 0 }, label = { 0 }, sentence = { 0 };

	entry_add_label(o->entry, f->at, &label);
	sheet_say(o->sheet, f, translate, &sentence);
	str_addf(&line, "%s ", severities[f->severity]);
	/* Some sentences begin with the cell themselves. */
	if (strncmp(str_text(&sentence), str_text(&label), label.len))
		str_addf(&line, "%s：", str_text(&label));
	str_add(&line, str_text(&sentence));
	str_clear(&label);
	str_clear(&sentence);
	if (*note)
		str_addf(&line, "（说明：%s）", note);
	text_list_add(lines, str_take(&line));
}

/* Remarks ask for nothing, so they are never open; marks are told together. */
static bool is_open(const struct finding *f, const char *note)
{
	if (finding_is_mark(f->id))
		return false;
	return f->severity == SEVERITY_ERROR ? !*note : f->severity == SEVERITY_WARNING && !f->settled;
}

static void add_findings(const struct opened *o, bool open, message_translate *translate,
	struct text_list *lines)
{
	size_t count;
	const struct finding *findings = sheet_findings(o->sheet, &count);

	for (size_t i = 0; i < count; i++) {
		const char *note = sheet_note(o->sheet, &findings[i]);

		if (open ? is_open(&findings[i], note) : *note != '\0')
			add_finding(o, &findings[i], note, translate, lines);
	}
}

/* --- cells carried forward that nobody has confirmed: a line for all cells, one for each repeat --- */

struct mark { const char *year; int repeat; struct ref at; };
struct marks { struct mark *items; size_t count, cap; };

static int compare_marks(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	int years = strcmp(y->year, x->year);

	if (years)
		return years;
	if (x->repeat != y->repeat)
		return x->repeat - y->repeat;
	return x->at.cell != y->at.cell ? x->at.cell - y->at.cell : x->at.row - y->at.row;
}

static void find_marks(const struct opened *o, struct marks *m)
{
	size_t count;
	const struct finding *findings = sheet_findings(o->sheet, &count);

	for (size_t i = 0; i < count; i++) {
		struct ref at = findings[i].at;

		if (!finding_is_mark(findings[i].id))
			continue;
		m->items = mem_grow(m->items, &m->cap, m->count + 1, sizeof *m->items);
		m->items[m->count++] = (struct mark){ entry_get_note(o->entry, at, FINDING_CARRIED),
			o->form->cells[at.cell].repeat, at };
	}
	if (m->count)
		qsort(m->items, m->count, sizeof *m->items, compare_marks);
}

static bool is_row_after(const struct mark *m, const struct mark *before)
{
	return m->at.cell == before->at.cell && m->at.row == before->at.row + 1;
}

/* From 三级指标（第2–15行） to the next column; gives how many marks that are. */
static size_t add_column(const struct opened *o, const struct mark *m, size_t count, struct str *out)
{
	size_t i = 0, end;

	str_addf(out, "%s（第", o->form->cells[m->at.cell].label);
	for (; i < count && m[i].at.cell == m->at.cell; i = end) {
		for (end = i + 1; end < count && is_row_after(&m[end], &m[end - 1]); end++)
			continue;
		str_addf(out, i ? "、%d" : "%d", m[i].at.row + 1);
		if (end > i + 1)
			str_addf(out, end > i + 2 ? "–%d" : "、%d", m[end - 1].at.row + 1);
	}
	str_add(out, "行）");
	return i;
}

static size_t add_marked(const struct opened *o, const struct mark *m, size_t count, struct str *out)
{
	if (m->repeat >= 0)
		return add_column(o, m, count, out);
	entry_add_label(o->entry, m->at, out);
	return 1;
}

static bool is_told_with(const struct mark *m, const struct mark *first)
{
	return m->repeat == first->repeat && !strcmp(m->year, first->year);
}

static void add_marks(const struct opened *o, struct text_list *lines)
{
	struct marks marks = { 0 };

	find_marks(o, &marks);
	for (size_t i = 0, end; i < marks.count; ) {
		const struct mark *first = &marks.items[i];
		struct str line = { 0 };

		for (end = i + 1; end < marks.count && is_told_with(&marks.items[end], first); end++)
			continue;
		str_addf(&line, "待核对（沿用%s年）%s：", first->year,
			first->repeat < 0 ? "" : o->form->repeats[first->repeat].label);
		while (i < end) {
			str_add(&line, &marks.items[i] > first ? "、" : "");
			i += add_marked(o, &marks.items[i], end - i, &line);
		}
		text_list_add(lines, str_take(&line));
	}
	free(marks.items);
}

/* 2023年度 市级预算项目支出绩效自评表　UNIT　PROJECT */
static char *make_about(const struct opened *o)
{
	struct str about = { 0 };
	struct summary s;

	sheet_summarise(o->sheet, &s);
	str_addf(&about, "%d年度 %s", entry_get_year(o->entry), o->form->name);
	if (*s.unit)
		str_addf(&about, "　%s", s.unit);
	if (*s.project)
		str_addf(&about, "　%s", s.project);
	summary_clear(&s);
	return str_take(&about);
}

enum status desk_paper_parts(const struct opened *o, const struct revision *r, message_translate *translate,
	struct paper_parts *out, struct err *err)
{
	struct text_list lines = { 0 };
	enum status status = revision_differences(o, r, &lines, err);

	*out = (struct paper_parts){ 0 };
	if (status != STATUS_OK) {
		text_list_clear(&lines);
		return status;
	}
	out->about = make_about(o);
	add_part(out, "与上一签字稿的差异", &lines);
	if (!r->signed_at) {
		add_findings(o, true, translate, &lines);
		add_marks(o, &lines);
	}
	add_part(out, "未了事项", &lines);
	add_findings(o, false, translate, &lines);
	add_part(out, "审核意见的说明", &lines);
	return STATUS_OK;
}

void desk_paper_furniture(const struct opened *o, const struct revision *r, const struct paper_parts *parts,
	struct furniture *out)
{
	out->about = parts->about;
	out->revision = r->number;
	out->is_signed = r->signed_at != 0;
	out->draft = !out->is_signed && opened_unexplained(o, NULL) > 0;
	out->code = r->code;
	out->parts = parts->items;
	out->part_count = parts->count;
}
