/* SPDX-License-Identifier: MIT */
#include "desk/append.h"

#include "desk/draw.h"

struct appending {
	struct text_writer *writer;
	struct str *out;
	struct text_losses *losses;
	const struct document_class *class;
	struct document *document;
	struct furniture furniture;
	bool furnished;
};

typedef enum status each_table(struct appending *a, const struct opened *table, struct err *err);

static const struct furniture *furniture_of(const struct appending *a)
{
	return a->furnished ? &a->furniture : NULL;
}

static void take_furniture(struct appending *a, const struct furniture *furniture)
{
	if (!furniture)
		return;
	a->furnished = true;
	a->furniture = *furniture;
	a->furniture.signature = false;
	a->furniture.parts = NULL;
	a->furniture.part_count = 0;
}

static enum status walk_source(const struct opened *o, int source, struct appending *a, each_table *each,
	struct err *err)
{
	size_t count;
	const int64_t *ids = opened_sources(o, source, &count);
	struct opened *table = NULL;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		status = table ? opened_load(table, ids[i], err) : desk_open_entry(o->desk, ids[i], &table, err);
		if (status == STATUS_OK)
			status = each(a, table, err);
	}
	opened_free(table);
	return status;
}

static enum status walk(const struct opened *o, struct appending *a, each_table *each, struct err *err)
{
	enum status status = STATUS_OK;

	for (int i = 0; i < o->form->append_count && status == STATUS_OK && !a->furniture.blank; i++)
		status = walk_source(o, o->form->append[i], a, each, err);
	return status;
}

static enum status add_text(struct appending *a, const struct opened *table, struct err *err)
{
	return text_writer_add(a->writer, table->sheet, furniture_of(a), a->out, err);
}

enum status append_text(const struct opened *o, struct text_writer *w, const struct furniture *furniture,
	struct str *out, struct err *err)
{
	struct appending a = { .writer = w, .out = out };
	enum status status = text_writer_add(w, o->sheet, furniture, out, err);

	take_furniture(&a, furniture);
	return status == STATUS_OK ? walk(o, &a, add_text, err) : status;
}

/* Places are those of the entry itself. */
static enum status add_losses(struct appending *a, const struct opened *table, struct err *err)
{
	size_t before = a->losses->count;

	(void)err;
	text_writer_losses(a->writer, table->sheet, furniture_of(a), a->losses);
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

static enum status add_document(struct appending *a, const struct opened *table, struct err *err)
{
	return a->class->add(a->document, table->sheet, table->form->name, furniture_of(a), err);
}

enum status append_document(const struct opened *o, const struct document_class *class, struct document *document,
	const char *name, const struct furniture *furniture, struct err *err)
{
	struct appending a = { .class = class, .document = document };
	enum status status = class->add(document, o->sheet, name, furniture, err);

	take_furniture(&a, furniture);
	return status == STATUS_OK ? walk(o, &a, add_document, err) : status;
}
