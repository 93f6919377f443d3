/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text_break.h"

enum { SHORT_TEXT = 1024 };	/* bytes whose marks fit on the stack */

/* One walk over a text: lines are filled greedily, one grapheme after the other. */
struct text_wrapper {
	enum text_widths widths;
	const char *s;
	const char *marks;           /* enum text_mark, for each grapheme */
	int columns;
	struct text_lines *out;
};

static void text_lines_add(struct text_lines *out, struct text_line line)
{
	if (out->count == out->cap)
		out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof(*out->items));
	out->items[out->count++] = line;
}

static bool text_has_mark(const struct text_wrapper *w, const char *s, enum text_mark mark)
{
	return w->marks[s - w->s] & (int)mark;
}

/* s without the blanks before it. */
static const char *text_skip_blanks_back(const struct text_wrapper *w, const char *s,
	const char *start)
{
	while (s > start) {
		const char *prev = text_prev(s, start);

		if (!text_has_mark(w, prev, TEXT_BLANK))
			break;
		s = prev;
	}
	return s;
}

/* Whether [start, s) and [s, …) may be lines, if nobody else objects. */
static bool text_is_clean_cut(const struct text_wrapper *w, const char *s, const char *start)
{
	const char *solid;

	if (text_has_mark(w, s, TEXT_CLOSES) || text_has_mark(w, s, TEXT_BLANK))
		return false;
	solid = text_skip_blanks_back(w, s, start);
	return solid == start || !text_has_mark(w, text_prev(solid, start), TEXT_OPENS);
}

/* A better place than `at` to cut [start, at …) where nothing allows a break. */
static size_t text_find_cut(const struct text_wrapper *w, size_t start, size_t at)
{
	const char *from = w->s + start, *p;

	for (p = w->s + at; p > from; p = text_prev(p, from))
		if (text_is_clean_cut(w, p, from))
			return (size_t)(p - w->s);
	return at;
}

static struct text_line text_cut_line(const struct text_wrapper *w, size_t start, size_t next)
{
	size_t end = (size_t)(text_skip_blanks_back(w, w->s + next, w->s + start) - w->s);

	return (struct text_line){start, end - start, next,
		text_width(w->widths, w->s + start, end - start), 0};
}

/* Fills one line of the paragraph [start, end); blanks never make it too wide. */
static struct text_line text_fill_line(const struct text_wrapper *w, size_t start, size_t end)
{
	const char *p = w->s + start, *stop = w->s + end, *fit = p;
	int width = 0, fit_width = 0;
	size_t last_break = 0;

	while (p < stop) {
		const char *next = text_next(p, stop);
		size_t at = (size_t)(p - w->s);
		int more = text_width(w->widths, p, (size_t)(next - p));

		if (at > start && text_has_mark(w, p, TEXT_BREAK))
			last_break = at;
		if (at > start && !text_has_mark(w, p, TEXT_BLANK) && width + more > w->columns)
			return text_cut_line(w, start, last_break ? last_break :
				text_find_cut(w, start, at));
		width += more;
		if (width <= w->columns || at == start) {
			fit = next;
			fit_width = width;
		}
		p = next;
	}
	return (struct text_line){start, (size_t)(fit - w->s) - start, end, fit_width, 0};
}

static void text_wrap_paragraph(const struct text_wrapper *w, size_t start, size_t end)
{
	do {
		struct text_line line = text_fill_line(w, start, end);

		text_lines_add(w->out, line);
		start = line.next;
	} while (start < end);
}

static void text_wrap_paragraphs(const struct text_wrapper *w, size_t len)
{
	size_t start = 0;

	for (;;) {
		const char *feed = memchr(w->s + start, '\n', len - start);
		size_t end = feed ? (size_t)(feed - w->s) : len;

		text_wrap_paragraph(w, start, end);
		if (!feed)
			return;
		start = end + 1;
		w->out->items[w->out->count - 1].next = start;
	}
}

void text_wrap(enum text_widths widths, const char *s, size_t len, int columns,
	struct text_lines *out)
{
	char few[SHORT_TEXT], *many = NULL;
	struct text_wrapper w = {widths, s, few, columns > 1 ? columns : 1, out};
	int width = 0;

	out->count = 0;
	if (len == 0 || (!memchr(s, '\n', len) &&
	    text_fit(widths, s, len, w.columns, &width) == len)) {
		text_lines_add(out, (struct text_line){0, len, len, width, 0});
		return;
	}
	if (len > sizeof(few))
		w.marks = many = mem_array(len, 1);
	text_find_breaks(s, len, many ? many : few);
	text_wrap_paragraphs(&w, len);
	free(many);
}

/* --- indents --- */

static const char blank[] = "　";

enum { INDENT_BYTES = sizeof TEXT_INDENT - 1, INDENT_COLUMNS = 4 };

bool text_takes_indent(const char *paragraph, const char *end)
{
	size_t len = (size_t)(end - paragraph);

	return !len || (*paragraph != ' ' && (len < sizeof blank - 1 || memcmp(paragraph, blank, sizeof blank - 1)));
}

static void text_add_indented(const char *s, size_t len, struct str *out)
{
	const char *end = s + len, *feed;

	for (;; s = feed + 1) {
		if (text_takes_indent(s, end))
			str_add(out, TEXT_INDENT);
		feed = memchr(s, '\n', (size_t)(end - s));
		str_add_len(out, s, (size_t)((feed ? feed + 1 : end) - s));
		if (!feed)
			return;
	}
}

/* A place of the text with indents in the text without: `taken` bytes of them stand before `from`, and one there. */
static size_t text_place(size_t at, size_t from, size_t taken)
{
	size_t inside = at <= from ? 0 : at - from < INDENT_BYTES ? at - from : INDENT_BYTES;

	return at - inside - taken;
}

static void text_take_indent(struct text_line *line, size_t from, size_t taken)
{
	size_t start = text_place(line->start, from, taken);
	size_t len = text_place(line->start + line->len, from, taken) - start;

	line->indent = (int)((line->len - len) * INDENT_COLUMNS / INDENT_BYTES);
	line->width -= line->indent;
	line->next = text_place(line->next, from, taken);
	line->start = start;
	line->len = len;
}

void text_wrap_indented(enum text_widths widths, const char *s, size_t len, int columns,
	struct text_lines *out)
{
	struct str copy = { 0 };
	const size_t none = SIZE_MAX;
	size_t from = none, taken = 0;

	if (columns <= INDENT_COLUMNS) {
		text_wrap(widths, s, len, columns, out);
		return;
	}
	text_add_indented(s, len, &copy);
	text_wrap(widths, str_text(&copy), copy.len, columns, out);
	for (size_t i = 0; i < out->count; i++) {
		struct text_line *line = &out->items[i];

		if (i == 0 || copy.data[line->start - 1] == '\n') {
			taken += from == none ? 0 : INDENT_BYTES;
			from = text_takes_indent(s + line->start - taken, s + len) ? line->start : none;
		}
		text_take_indent(line, from, taken);
	}
	str_clear(&copy);
}

void text_lines_clear(struct text_lines *lines)
{
	free(lines->items);
	*lines = (struct text_lines){0};
}
