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
	str_addf(&line, "%s ", finding_is_mark(f->id) ? "待核对" : severities[f->severity]);
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

/* Remarks ask for nothing, so they are never open. */
static bool is_open(const struct finding *f, const char *note)
{
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
	if (!r->signed_at)
		add_findings(o, true, translate, &lines);
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
