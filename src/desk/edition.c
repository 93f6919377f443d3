/* SPDX-License-Identifier: MIT */
#include "desk/edition.h"

#include "base/date.h"

/* As wide as a code: what is previewed breaks as what is printed. */
static const char code_to_come[] = "打印时生成　　　";

static enum status dress(struct opened *o, message_translate *translate, struct edition *e, struct err *err)
{
	enum status status = desk_paper_parts(o, &e->revision, translate, &e->parts, err);

	if (status != STATUS_OK)
		return status;
	e->furniture = (struct furniture){ .printed = date_now(), .signature = true };
	desk_paper_furniture(o, &e->revision, &e->parts, &e->furniture);
	if (!e->furniture.code)
		e->furniture.code = code_to_come;
	return STATUS_OK;
}

/* The revision that freezing would find. */
static enum status find_revision(struct opened *o, struct revision *out, struct err *err)
{
	enum status status;

	*out = (struct revision){ 0 };
	if (!o->stored.revision)
		return STATUS_OK;
	status = store_get_revision(desk_get_store(o->desk), o->id, o->stored.revision, out, err);
	if (status != STATUS_OK)
		return status;
	if (!revision_stands(out, o, o->stored.status))
		revision_clear(out);
	return STATUS_OK;
}

enum status edition_preview(struct opened *o, message_translate *translate, struct edition *out, struct err *err)
{
	enum status status;

	*out = (struct edition){ 0 };
	status = find_revision(o, &out->revision, err);
	if (!out->revision.code)
		out->revision.number = o->stored.revision + 1;
	if (status == STATUS_OK)
		status = dress(o, translate, out, err);
	if (status != STATUS_OK)
		edition_clear(out);
	return status;
}

enum status edition_freeze(struct opened *o, message_translate *translate, struct edition *out, struct err *err)
{
	enum status status;

	*out = (struct edition){ 0 };
	status = opened_freeze(o, &out->revision, err);
	if (status == STATUS_OK)
		status = dress(o, translate, out, err);
	if (status != STATUS_OK)
		edition_clear(out);
	return status;
}

enum status edition_reprint(struct opened *o, message_translate *translate, struct edition *out, struct err *err)
{
	enum status status;

	*out = (struct edition){ 0 };
	status = store_get_revision(desk_get_store(o->desk), o->id, o->stored.revision, &out->revision, err);
	if (status == STATUS_OK)
		status = dress(o, translate, out, err);
	if (status != STATUS_OK)
		edition_clear(out);
	return status;
}

void edition_blank(const struct opened *o, struct edition *out)
{
	struct str about = { 0 };

	str_addf(&about, "%d年度 %s", entry_get_year(o->entry), o->form->name);
	*out = (struct edition){ .furniture = { .blank = true, .signature = true } };
	out->furniture.about = out->parts.about = str_take(&about);
}

void edition_clear(struct edition *p)
{
	paper_parts_clear(&p->parts);
	revision_clear(&p->revision);
	*p = (struct edition){ 0 };
}
