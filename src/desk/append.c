/* SPDX-License-Identifier: MIT */
#include "desk/append.h"

#include <stdlib.h>

#include "desk/draw.h"
#include "desk/revision.h"

struct appending {
	struct text_writer *writer;
	struct str *out;
	struct text_losses *losses;
	const struct document_class *class;
	struct document *document;
	struct furniture furniture;  /* of the tables behind */
	struct furniture last;       /* of the last of them: what stands behind the table stands behind all */
	int tables, added;
};

typedef enum status each_table(struct appending *a, const struct opened *table, struct err *err);

static void take_furniture(struct appending *a, const struct furniture *furniture)
{
	if (furniture)
		a->furniture = *furniture;
	a->furniture.signature = false;
	a->last = a->furniture;
	a->furniture.parts = NULL;
	a->furniture.part_count = 0;
}

/* What is signed, or a revision, has the tables as they were when it was frozen. */
static enum status open_table(const struct opened *o, const struct appended *item, struct opened **table,
	struct err *err)
{
	if (o->lock == OPENED_SIGNED || o->lock == OPENED_FROZEN)
		return desk_open_step(o->desk, item->id, item->step, table, err);
	return desk_open_entry(o->desk, item->id, table, err);
}

static enum status walk(const struct opened *o, struct appending *a, each_table *each, struct err *err)
{
	struct appended *items = NULL;
	size_t count = 0;
	enum status status = a->furniture.blank ? STATUS_OK : opened_appended(o, &items, &count, err);

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		struct opened *table = NULL;

		status = open_table(o, &items[i], &table, err);
		if (status == STATUS_OK && table)
			status = each(a, table, err);
		opened_free(table);
	}
	free(items);
	return status;
}

/* --- one document: its pages are numbered through --- */

static int count_pages(const struct appending *a, const struct opened *o, const struct furniture *furniture)
{
	if (a->writer)
		return text_writer_count(a->writer, o->sheet, furniture);
	return a->class->count ? a->class->count(a->document, o->sheet, furniture) : 0;
}

static enum status add_count(struct appending *a, const struct opened *table, struct err *err)
{
	(void)err;
	a->furniture.pages_all += count_pages(a, table, &a->furniture);
	a->tables++;
	return STATUS_OK;
}

static enum status add_one(struct appending *a, const struct opened *o, const char *name,
	const struct furniture *furniture, struct err *err)
{
	if (a->writer)
		return text_writer_add(a->writer, o->sheet, furniture, a->out, err);
	return a->class->add(a->document, o->sheet, name, furniture, err);
}

static enum status add_table(struct appending *a, const struct opened *table, struct err *err)
{
	int pages = count_pages(a, table, &a->furniture);
	bool last = ++a->added == a->tables;
	enum status status;

	a->last.pages_before = a->furniture.pages_before;
	a->last.pages_all = a->furniture.pages_all;
	status = add_one(a, table, table->form->name, last ? &a->last : &a->furniture, err);
	a->furniture.pages_before += pages;
	return status;
}

static enum status append(const struct opened *o, struct appending *a, const char *name,
	const struct furniture *furniture, struct err *err)
{
	struct furniture own = furniture ? *furniture : (struct furniture){ 0 };
	struct furniture alone = own;
	enum status status;

	if (!o->form->append_count)
		return add_one(a, o, name, furniture, err);
	take_furniture(a, furniture);
	alone.parts = NULL;
	alone.part_count = 0;
	a->furniture.pages_before = count_pages(a, o, &alone);
	a->furniture.pages_all = count_pages(a, o, &own);
	status = walk(o, a, add_count, err);
	if (a->tables)
		own = alone;
	own.pages_all = a->furniture.pages_all;
	if (status == STATUS_OK)
		status = add_one(a, o, name, &own, err);
	return status == STATUS_OK ? walk(o, a, add_table, err) : status;
}

enum status append_text(const struct opened *o, struct text_writer *w, const struct furniture *furniture,
	struct str *out, struct err *err)
{
	return append(o, &(struct appending){ .writer = w, .out = out }, NULL, furniture, err);
}

enum status append_document(const struct opened *o, const struct document_class *class, struct document *document,
	const char *name, const struct furniture *furniture, struct err *err)
{
	return append(o, &(struct appending){ .class = class, .document = document }, name, furniture, err);
}

/* --- what it loses --- */

/* Places are those of the entry itself. */
static enum status add_losses(struct appending *a, const struct opened *table, struct err *err)
{
	size_t before = a->losses->count;

	(void)err;
	text_writer_losses(a->writer, table->sheet, &a->furniture, a->losses);
	for (size_t i = before; i < a->losses->count; i++)
		a->losses->items[i].at = (struct ref){ -1, -1 };
	return STATUS_OK;
}

enum status append_losses(const struct opened *o, struct text_writer *w, const struct furniture *furniture,
	struct text_losses *out, struct err *err)
{
	struct appending a = { .writer = w, .losses = out };

	text_writer_losses(w, o->sheet, furniture, out);
	take_furniture(&a, furniture);
	return walk(o, &a, add_losses, err);
}
