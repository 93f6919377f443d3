/* SPDX-License-Identifier: MIT */
#include "out/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FOOT_LINES = 2 };             /* a blank one and the page number */

/* A4 at 12 characters and 6 lines an inch, with margins of a centimetre and more: what matrix
 * and laser printers do by themselves, and about 小五 to 五号 in a word processor.  Both width
 * policies share it: the paper does not grow with the characters. */
static const struct { int columns, lines; } papers[] = {
	[PAPER_A4] = { 88, 60 }, [PAPER_A4_LANDSCAPE] = { 130, 40 }
};

struct text_writer {
	struct text_options options;
	struct charset_converter *converter;
	struct table table;
	struct layout layout;
	struct grid *grid;
	struct str plain;            /* the entry's pages in UTF-8 */
};

void text_options_init(struct text_options *o)
{
	*o = (struct text_options){
		.ambiguous = TEXT_NARROW, .frame = FRAME_BOX, .paper = PAPER_A4,
		.charset = charset_find("utf-8")
	};
}

enum status text_writer_new(const struct text_options *o, struct text_writer **out, struct err *err)
{
	static const char corners[] = "─│┌┐└┘├┤┬┴┼";
	struct text_writer *w;
	enum status status;
	int lines = o->lines ? o->lines : papers[o->paper].lines;

	if (lines < TEXT_LINES_MIN)
		return err_set(err, STATUS_USAGE, N_("A page needs at least 10 lines; give more."),
			NULL);
	w = mem_alloc(sizeof *w);
	status = charset_converter_new(o->charset, &w->converter, err);
	if (status != STATUS_OK) {
		free(w);
		return status;
	}
	w->options = *o;
	w->options.columns = o->columns ? o->columns : papers[o->paper].columns;
	w->options.lines = lines;
	if (!charset_can_hold(w->converter, corners, sizeof corners - 1))
		w->options.frame = FRAME_ASCII;
	layout_init(&w->layout, (struct medium){
		.columns = w->options.columns, .lines = lines, .widths = o->ambiguous,
		.frame = w->options.frame
	});
	w->grid = grid_new(w->options.columns, lines, o->ambiguous);
	*out = w;
	return STATUS_OK;
}

void text_writer_free(struct text_writer *w)
{
	if (!w)
		return;
	charset_converter_free(w->converter);
	layout_clear(&w->layout);
	table_clear(&w->table);
	grid_free(w->grid);
	str_clear(&w->plain);
	free(w);
}

/* On each foot of an entry in which somebody's value stands in place of a computed one. */
static const char legend[] = "　" TABLE_OVERRIDE_MARK " 由填报人确定，与按规则计算的不同";

/* --- losses --- */

static void losses_add(struct text_losses *out, size_t since, struct ref at, const char *s,
	size_t len)
{
	struct text_loss loss = { .at = at };

	memcpy(loss.grapheme, s, len < sizeof loss.grapheme ? len : 0);
	for (size_t i = since; i < out->count; i++)
		if (!strcmp(out->items[i].grapheme, loss.grapheme))
			return;
	out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof *out->items);
	out->items[out->count++] = loss;
}

static void losses_check(struct text_writer *w, struct ref at, const char *s, size_t len,
	struct text_losses *out)
{
	const char *end = s + len, *next;
	size_t since = out->count;

	if (charset_can_hold(w->converter, s, len))
		return;
	for (; s < end; s = next) {
		next = text_next(s, end);
		if (!charset_can_hold(w->converter, s, (size_t)(next - s)))
			losses_add(out, since, at, s, (size_t)(next - s));
	}
}

void text_writer_losses(struct text_writer *w, const struct sheet *sheet, struct text_losses *out)
{
	static const char foot[] = "第 页 共 由填报人确定，与按规则计算的不同";
	struct str text = {0}, shown = {0};

	table_build(&w->table, sheet);
	for (int i = 0; i < w->table.cell_count; i++) {
		str_reset(&text);
		str_reset(&shown);
		table_text(&w->table, i, &text, NULL, NULL);
		text_add_visible(&shown, str_text(&text), text.len);
		losses_check(w, w->table.cells[i].at, str_text(&shown), shown.len, out);
	}
	losses_check(w, (struct ref){ -1, -1 }, foot, sizeof foot - 1, out);
	str_clear(&text);
	str_clear(&shown);
}

/* --- pages --- */

static bool has_override(const struct text_writer *w)
{
	for (int i = 0; i < w->table.cell_count; i++)
		if (w->layout.cells[i].shown == SHOWN_OVERRIDE)
			return true;
	return false;
}

static void add_foot(struct text_writer *w, int page, int pages)
{
	char foot[128];
	int len = snprintf(foot, sizeof foot, "第 %d 页 共 %d 页%s", page, pages,
		has_override(w) ? legend : "");
	int width = text_width(w->options.ambiguous, foot, (size_t)len);

	str_add_repeat(&w->plain, " ", (w->layout.width - width) / 2);
	str_add_len(&w->plain, foot, (size_t)len);
	str_add_char(&w->plain, '\n');
}

static void add_page(struct text_writer *w, const struct page *page)
{
	int lines = layout_paint_page(&w->layout, w->grid, page);

	for (int y = 0; y < lines; y++) {
		grid_add_row(w->grid, y, true, &w->plain);
		str_add_char(&w->plain, '\n');
	}
	str_add_repeat(&w->plain, "\n", w->options.lines - 1 - lines);
}

static enum status refuse_columns(const struct text_writer *w, struct err *err)
{
	char given[16], needed[16];

	snprintf(given, sizeof given, "%d", w->options.columns);
	snprintf(needed, sizeof needed, "%d", w->layout.width);
	return err_set(err, STATUS_USAGE,
		N_("%1 columns are too few for the form %2; give at least %3 or use ASCII frames."),
		given, w->layout.form->id, needed, NULL);
}

static enum status convert(struct text_writer *w, struct str *out, struct err *err)
{
	size_t mark = out->len;
	size_t replaced = charset_add(w->converter, w->options.ambiguous, w->plain.data,
		w->plain.len, out);

	if (!replaced || w->options.replace)
		return STATUS_OK;
	str_remove(out, mark, out->len - mark);
	return err_set(err, STATUS_INPUT,
		N_("The entry has characters that %1 cannot hold; choose utf-8 or gb18030, "
			"or let them be replaced."),
		w->options.charset->name, NULL);
}

enum status text_writer_add(struct text_writer *w, const struct sheet *sheet, struct str *out,
	struct err *err)
{
	struct page *pages;
	int count;

	table_build(&w->table, sheet);
	layout_build(&w->layout, &w->table);
	if (w->layout.width > w->options.columns)
		return refuse_columns(w, err);
	pages = layout_paginate(&w->layout, w->options.lines - FOOT_LINES, &count);
	str_reset(&w->plain);
	for (int i = 0; i < count; i++) {
		if (i)
			str_add_char(&w->plain, '\f');
		add_page(w, &pages[i]);
		add_foot(w, i + 1, count);
	}
	free(pages);
	return convert(w, out, err);
}
