/* SPDX-License-Identifier: MIT */
#include "desk/edition.h"

#include <string.h>

#include "base/date.h"

/* As wide as a code: what is previewed breaks as what is printed. */
static const char code_to_come[] = "打印时生成　　　";

static void dress(struct opened *o, struct edition *p)
{
	p->furniture = (struct furniture){
		.revision = p->revision.number, .code = p->revision.code ? p->revision.code : code_to_come,
		.is_signed = p->revision.signed_at != 0, .draft = opened_unexplained(o, NULL) > 0,
		.printed = date_now(), .signature = true
	};
}

/* The revision that freezing would find: none if there is none, the entry was reopened or changed. */
static enum status find_revision(struct opened *o, struct revision *out, struct err *err)
{
	enum status status;

	*out = (struct revision){ 0 };
	if (!o->stored.revision)
		return STATUS_OK;
	status = store_get_revision(desk_get_store(o->desk), o->id, o->stored.revision, out, err);
	if (status != STATUS_OK)
		return status;
	if ((out->signed_at && strcmp(o->stored.status, "signed")) || !revision_is_of(out, o->entry))
		revision_clear(out);
	return STATUS_OK;
}

enum status edition_preview(struct opened *o, struct edition *out, struct err *err)
{
	enum status status;

	*out = (struct edition){ 0 };
	status = find_revision(o, &out->revision, err);
	if (status != STATUS_OK)
		return status;
	if (!out->revision.code)
		out->revision.number = o->stored.revision + 1;
	dress(o, out);
	return STATUS_OK;
}

enum status edition_freeze(struct opened *o, struct edition *out, struct err *err)
{
	enum status status;

	*out = (struct edition){ 0 };
	status = opened_freeze(o, &out->revision, err);
	if (status == STATUS_OK)
		dress(o, out);
	return status;
}

void edition_blank(struct edition *out)
{
	*out = (struct edition){ .furniture = { .blank = true, .signature = true } };
}

void edition_clear(struct edition *p)
{
	revision_clear(&p->revision);
	*p = (struct edition){ 0 };
}
