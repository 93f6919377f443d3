/* SPDX-License-Identifier: MIT */
#include "out/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "out/blank.h"

/* A4 at 12 characters and 6 lines an inch, with margins of a centimetre and more: what matrix
 * and laser printers do by themselves, and about 小五 to 五号 in a word processor.  Both width
 * policies share it: the paper does not grow with the characters. */
static const struct { int columns, lines; } papers[] = {
	[PAPER_A4] = { 88, 60 }, [PAPER_A4_LANDSCAPE] = { 130, 40 }
};

/* Lines around the table on each page; pages too low for these are refused. */
enum { LEAST_BODY = 8, HEAD_LINES = 2 };

struct text_writer {
	struct text_options options;
	struct charset_converter *converter;
	struct table table;
	struct layout layout;
	struct grid *grid;
	struct blank blank;          /* in place of the entry */
	struct str plain;            /* the entry's pages in UTF-8 */
	bool begun;                  /* a page went before */
	/* Of the entry being written: */
	const struct furniture *furniture;
	struct str head;             /* above each page but the first; its lines are the medium's */
	struct str foot;             /* what stands beside the page number; wrapped */
	struct text_lines foot_lines;
	bool foot_joined;            /* in one line with the page number */
	bool legend;                 /* somebody's value stands in place of a computed one */
	struct str signature;        /* lines to sign on */
	int signature_lines;
	struct str behind;           /* the pages behind the table, form feeds between them */
	int page, pages;
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
		.frame = w->options.frame, .figures = true
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
	str_clear(&w->head);
	str_clear(&w->foot);
	str_clear(&w->signature);
	str_clear(&w->behind);
	text_lines_clear(&w->foot_lines);
	blank_clear(&w->blank);
	free(w);
}

void text_writer_begin(struct text_writer *w)
{
	w->begun = false;
}

struct text_shape text_writer_shape(const struct text_writer *w)
{
	return (struct text_shape){
		.columns = w->options.columns, .lines = w->options.lines, .width = w->layout.width,
		.frame = w->options.frame
	};
}

const char *const *text_print_options(const struct text_options *o)
{
	static const char *const upright[] = { "media=A4", "cpi=12", "lpi=6", NULL };
	static const char *const across[] = { "media=A4", "cpi=12", "lpi=6", "landscape", NULL };

	return o->paper == PAPER_A4_LANDSCAPE ? across : upright;
}

/* --- the entry and what stands around it --- */

static int width_of(const struct text_writer *w, const char *s, size_t len)
{
	return text_width(w->options.ambiguous, s, len);
}

static bool has_override(const struct text_writer *w)
{
	for (int i = 0; i < w->table.cell_count; i++)
		if (w->layout.cells[i].shown == SHOWN_OVERRIDE)
			return true;
	return false;
}

/* The page number is set beside the rest where both fit, else below it. */
static void plan_foot(struct text_writer *w)
{
	static const char longest[] = "　　第 999 页 共 999 页";

	str_reset(&w->foot);
	furniture_add_foot(w->furniture, &w->foot);
	w->foot_lines.count = 0;
	w->foot_joined = true;
	if (!w->foot.len)
		return;
	text_wrap(w->options.ambiguous, w->foot.data, w->foot.len, w->layout.width, &w->foot_lines);
	w->foot_joined = w->foot_lines.count == 1 &&
		w->foot_lines.items[0].width + width_of(w, longest, sizeof longest - 1) <= w->layout.width;
}

/* A line for the legend or none, what is said, the page number. */
static int foot_height(const struct text_writer *w)
{
	return 2 + (w->foot_joined ? 0 : (int)w->foot_lines.count);
}

/* Bytes of the first line, which ends with one of the names rather than inside of it. */
static size_t first_of_head(const char *about, size_t fit)
{
	static const char gap[] = "　";
	const char *end = NULL;

	for (const char *s = about; (s = strstr(s, gap)) && s <= about + fit; s += sizeof gap - 1)
		end = s;
	return end ? (size_t)(end - about) : fit;
}

/* It repeats what stands in the table, so what cannot be written of it is told there. */
static void plan_head(struct text_writer *w)
{
	const char *about = w->furniture->about;
	size_t fit;

	str_reset(&w->head);
	w->layout.medium.head = 0;
	if (!about)
		return;
	fit = text_fit(w->options.ambiguous, about, strlen(about), w->layout.width, NULL);
	w->layout.medium.head = about[fit] ? HEAD_LINES : 1;
	if (about[fit]) {
		fit = first_of_head(about, fit);
		str_add_len(&w->head, about, fit);
		str_add_char(&w->head, '\n');
		about += fit;
		about += strncmp(about, "　", 3) ? 0 : 3;
	}
	text_add_cut(&w->head, w->options.ambiguous, about, w->layout.width, false);
	str_add_char(&w->head, '\n');
}

static void plan_signature(struct text_writer *w)
{
	str_reset(&w->signature);
	w->signature_lines = 0;
	if (w->furniture->signature && !furniture_has_signature(w->layout.form))
		w->signature_lines = furniture_add_signature(w->layout.form, w->layout.width, &w->signature);
	w->layout.medium.tail = w->signature_lines;
}

static void build(struct text_writer *w, const struct sheet *sheet, const struct furniture *furniture)
{
	static const struct furniture none = { 0 };

	w->furniture = furniture ? furniture : &none;
	blank_clear(&w->blank);
	if (w->furniture->blank) {
		blank_make(&w->blank, sheet);
		sheet = w->blank.sheet;
	}
	w->table.blank = w->layout.medium.blank = w->furniture->blank;
	w->layout.medium.signing = w->furniture->signature;
	table_build(&w->table, sheet);
	layout_build(&w->layout, &w->table);
	w->legend = has_override(w);
	plan_head(w);
	plan_foot(w);
	plan_signature(w);
}

/* --- the pages behind the table --- */

static void add_centred(struct text_writer *w, const char *s, size_t len, struct str *out)
{
	str_add_repeat(out, " ", (w->layout.width - width_of(w, s, len)) / 2);
	str_add_len(out, s, len);
}

/* A line behind the table; `line` counts those of the page. */
static void add_behind(struct text_writer *w, const char *s, size_t len, int *line)
{
	if (*line == w->options.lines - w->layout.medium.head - foot_height(w)) {
		str_add_char(&w->behind, '\f');
		w->pages++;
		*line = 0;
	}
	str_add_len(&w->behind, s, len);
	str_add_char(&w->behind, '\n');
	++*line;
}

static void plan_part(struct text_writer *w, const struct furniture_part *part)
{
	struct str title = { 0 }, shown = { 0 };
	struct text_lines wrapped = { 0 };
	int line = 0;

	w->pages++;
	add_centred(w, part->title, strlen(part->title), &title);
	add_behind(w, title.data, title.len, &line);
	add_behind(w, "", 0, &line);
	for (const char *const *text = part->lines; *text; text++) {
		str_reset(&shown);
		text_add_visible(&shown, *text, strlen(*text));
		text_wrap(w->options.ambiguous, str_text(&shown), shown.len, w->layout.width, &wrapped);
		for (size_t i = 0; i < wrapped.count; i++)
			add_behind(w, str_text(&shown) + wrapped.items[i].start, wrapped.items[i].len, &line);
	}
	str_clear(&title);
	str_clear(&shown);
	text_lines_clear(&wrapped);
}

static void plan_parts(struct text_writer *w)
{
	str_reset(&w->behind);
	for (size_t i = 0; i < w->furniture->part_count; i++) {
		if (i)
			str_add_char(&w->behind, '\f');
		plan_part(w, &w->furniture->parts[i]);
	}
}

/* --- pages --- */

static void end_line(struct text_writer *w)
{
	str_add(&w->plain, w->options.crlf ? "\r\n" : "\n");
}

static void add_line(struct text_writer *w, const char *s, size_t len)
{
	str_add_len(&w->plain, s, len);
	end_line(w);
}

/* Lines closed by line ends, up to a form feed or the end; returns where that is. */
static const char *add_lines(struct text_writer *w, const char *s, int *lines)
{
	for (; *s && *s != '\f'; s++, ++*lines) {
		size_t len = strcspn(s, "\n");

		add_line(w, s, len);
		s += len;
	}
	return s;
}

/* Returns how many lines it has now. */
static int begin_page(struct text_writer *w, bool first)
{
	int lines = 0;

	if (w->begun && w->options.form_feed == FORM_FEED_BETWEEN)
		str_add_char(&w->plain, '\f');
	w->begun = true;
	w->page++;
	if (!first)
		add_lines(w, str_text(&w->head), &lines);
	return lines;
}

static void add_bare_foot(struct text_writer *w, const char *number)
{
	struct str foot = { 0 };

	end_line(w);
	str_addf(&foot, "%s%s", number, w->legend ? "　" FURNITURE_LEGEND : "");
	add_centred(w, foot.data, foot.len, &w->plain);
	end_line(w);
	str_clear(&foot);
}

static void add_foot(struct text_writer *w)
{
	char number[64];
	int all = w->furniture->pages_all ? w->furniture->pages_all : w->pages;
	int len = snprintf(number, sizeof number, "第 %d 页 共 %d 页", w->page, all);

	if (!w->foot.len) {
		add_bare_foot(w, number);
		return;
	}
	add_line(w, FURNITURE_LEGEND, w->legend ? sizeof FURNITURE_LEGEND - 1 : 0);
	if (w->foot_joined) {
		int space = w->layout.width - w->foot_lines.items[0].width - width_of(w, number, (size_t)len);

		str_add(&w->plain, w->foot.data);
		str_add_repeat(&w->plain, " ", space);
		add_line(w, number, (size_t)len);
		return;
	}
	for (size_t i = 0; i < w->foot_lines.count; i++) {
		add_centred(w, w->foot.data + w->foot_lines.items[i].start, w->foot_lines.items[i].len, &w->plain);
		end_line(w);
	}
	add_centred(w, number, (size_t)len, &w->plain);
	end_line(w);
}

static void end_page(struct text_writer *w, int lines)
{
	for (; lines < w->options.lines - foot_height(w); lines++)
		end_line(w);
	add_foot(w);
	if (w->options.form_feed == FORM_FEED_END)
		str_add_char(&w->plain, '\f');
}

static void add_table_page(struct text_writer *w, const struct page *page, bool first, bool last)
{
	int painted = layout_paint_page(&w->layout, w->grid, page), lines = begin_page(w, first) + painted;

	for (int y = 0; y < painted; y++) {
		grid_add_row(w->grid, y, true, &w->plain);
		end_line(w);
	}
	if (last)
		add_lines(w, str_text(&w->signature), &lines);
	end_page(w, lines);
}

static void add_pages_behind(struct text_writer *w)
{
	const char *at = str_text(&w->behind);

	while (*at) {
		int lines = begin_page(w, false);

		at = add_lines(w, at, &lines);
		at += *at == '\f';
		end_page(w, lines);
	}
}

static enum status refuse_columns(const struct text_writer *w, struct err *err)
{
	char given[16], needed[16];
	int least = layout_least_columns(&w->layout);

	snprintf(given, sizeof given, "%d", w->options.columns);
	snprintf(needed, sizeof needed, "%d", least > w->layout.width ? least : w->layout.width);
	return err_set(err, STATUS_USAGE,
		N_("%1 columns are too few for the form %2; give at least %3 or use ASCII frames."),
		given, w->layout.form->id, needed, NULL);
}

static enum status check_size(const struct text_writer *w, struct err *err)
{
	int needed = w->layout.medium.head + foot_height(w) + LEAST_BODY + w->signature_lines;
	char number[16];

	if (w->layout.width > w->options.columns || !layout_figures_fit(&w->layout))
		return refuse_columns(w, err);
	if (w->options.lines >= needed)
		return STATUS_OK;
	snprintf(number, sizeof number, "%d", needed);
	return err_set(err, STATUS_USAGE, N_("A page of this print needs at least %1 lines; give more."), number, NULL);
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

/* Those of the table; the caller frees them. */
static struct page *plan_pages(struct text_writer *w, int *count)
{
	struct page *pages = layout_paginate(&w->layout, w->options.lines - foot_height(w), count);

	w->pages = *count;
	plan_parts(w);
	return pages;
}

static void make_pages(struct text_writer *w)
{
	int count;
	struct page *pages = plan_pages(w, &count);

	str_reset(&w->plain);
	w->page = w->furniture->pages_before;
	for (int i = 0; i < count; i++)
		add_table_page(w, &pages[i], !i, i + 1 == count);
	add_pages_behind(w);
	free(pages);
}

enum status text_writer_add(struct text_writer *w, const struct sheet *sheet,
	const struct furniture *furniture, struct str *out, struct err *err)
{
	bool begun = w->begun;
	enum status status;

	build(w, sheet, furniture);
	status = check_size(w, err);
	if (status != STATUS_OK)
		return status;
	make_pages(w);
	status = convert(w, out, err);
	if (status != STATUS_OK)
		w->begun = begun;
	return status;
}

int text_writer_count(struct text_writer *w, const struct sheet *sheet, const struct furniture *furniture)
{
	int count;

	build(w, sheet, furniture);
	if (check_size(w, NULL) != STATUS_OK)
		return 0;
	free(plan_pages(w, &count));
	return w->pages;
}

/* --- losses --- */

static void losses_add(struct text_losses *out, size_t since, struct ref at, const char *s,
	size_t len)
{
	struct text_loss loss = { .at = at, .times = 1 };

	memcpy(loss.grapheme, s, len < sizeof loss.grapheme ? len : 0);
	for (size_t i = since; i < out->count; i++)
		if (!strcmp(out->items[i].grapheme, loss.grapheme)) {
			out->items[i].times++;
			return;
		}
	out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof *out->items);
	out->items[out->count++] = loss;
}

static void losses_check(struct text_writer *w, struct ref at, size_t since, const char *s, size_t len,
	struct text_losses *out)
{
	const char *end = s + len, *next;

	if (charset_can_hold(w->converter, s, len))
		return;
	for (; s < end; s = next) {
		next = text_next(s, end);
		if (!charset_can_hold(w->converter, s, (size_t)(next - s)))
			losses_add(out, since, at, s, (size_t)(next - s));
	}
}

static void losses_check_cells(struct text_writer *w, bool labels, struct text_losses *out)
{
	size_t since = out->count;

	for (int i = 0; i < w->table.cell_count; i++) {
		const struct str *text = &w->layout.cells[i].text;

		if ((w->table.cells[i].at.cell < 0) != labels)
			continue;
		losses_check(w, w->table.cells[i].at, labels ? since : out->count, str_text(text), text->len, out);
	}
}

static void losses_check_furniture(struct text_writer *w, size_t since, struct text_losses *out)
{
	static const struct ref nowhere = { -1, -1 };
	static const char number[] = "第 页 共 页";
	const struct str *texts[] = { &w->foot, &w->signature, &w->behind };

	losses_check(w, nowhere, since, number, sizeof number - 1, out);
	if (w->legend)
		losses_check(w, nowhere, since, FURNITURE_LEGEND, sizeof FURNITURE_LEGEND - 1, out);
	plan_parts(w);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		losses_check(w, nowhere, since, str_text(texts[i]), texts[i]->len, out);
}

void text_writer_losses(struct text_writer *w, const struct sheet *sheet,
	const struct furniture *furniture, struct text_losses *out)
{
	size_t since;

	build(w, sheet, furniture);
	losses_check_cells(w, false, out);
	since = out->count;
	losses_check_cells(w, true, out);
	losses_check_furniture(w, since, out);
}

size_t text_losses_add_cell(const struct text_losses *losses, size_t first, struct str *out)
{
	size_t i = first;

	for (; i < losses->count && ref_equal(losses->items[i].at, losses->items[first].at); i++) {
		str_addf(out, "%s%s", i > first ? " " : "", losses->items[i].grapheme);
		if (losses->items[i].times > 1)
			str_addf(out, "×%d", losses->items[i].times);
	}
	return i;
}

size_t text_losses_total(const struct text_losses *losses)
{
	size_t total = 0;

	for (size_t i = 0; i < losses->count; i++)
		total += (size_t)losses->items[i].times;
	return total;
}
