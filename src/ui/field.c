/* SPDX-License-Identifier: MIT */
#include "ui/field.h"

#include <limits.h>
#include <string.h>

void field_init(struct field *f, enum text_widths widths, int limit, bool many_lines)
{
	*f = (struct field){ .widths = widths, .columns = INT_MAX, .limit = limit,
		.many_lines = many_lines, .goal = -1 };
}

void field_clear(struct field *f)
{
	str_clear(&f->text);
	str_clear(&f->around);
	str_clear(&f->whole);
	str_clear(&f->killed);
	strokes_clear(&f->strokes);
	text_lines_clear(&f->lines);
}

void field_renew(struct field *f, int limit, bool many_lines)
{
	enum text_widths widths = f->widths;
	struct str killed = f->killed;

	f->killed = (struct str){ 0 };
	field_clear(f);
	field_init(f, widths, limit, many_lines);
	f->killed = killed;
}

const char *field_text(const struct field *f)
{
	return str_text(&f->text);
}

static const char *text_end(const struct field *f)
{
	return field_text(f) + f->text.len;
}

static void touch(struct field *f)
{
	f->changed = true;
	f->wrapped = false;
}

static void move_to(struct field *f, size_t at)
{
	f->caret = at;
	f->goal = -1;
	f->behind = false;
}

void field_set(struct field *f, const char *text)
{
	str_reset(&f->text);
	str_add(&f->text, text);
	move_to(f, f->text.len);
	f->changed = false;
	f->wrapped = false;
	f->refused = 0;
	f->killing = false;
	strokes_clear(&f->strokes);
}

/* The grapheme boundary at or before `at`; or, if `after`, at or behind it. */
static size_t boundary(const struct field *f, size_t at, bool after)
{
	const char *start = field_text(f), *p, *next;

	if (at == 0 || at >= f->text.len)
		return at > f->text.len ? f->text.len : at;
	p = text_prev(start + at, start);
	next = text_next(p, text_end(f));
	if (next <= start + at)
		return at;
	return (size_t)((after ? next : p) - start);
}

void field_set_caret(struct field *f, size_t at)
{
	strokes_close(&f->strokes);
	move_to(f, boundary(f, at, false));
}

void field_resize(struct field *f, int columns)
{
	if (columns != f->columns)
		f->wrapped = false;
	f->columns = columns;
}

void field_indent(struct field *f, bool indented)
{
	f->indented = indented;
	f->wrapped = false;
}

void field_surround(struct field *f, const char *before, size_t before_len, const char *after, size_t after_len)
{
	if (f->before == before_len && f->around.len == before_len + after_len
			&& !memcmp(str_text(&f->around), before, before_len)
			&& !memcmp(str_text(&f->around) + before_len, after, after_len))
		return;
	str_reset(&f->around);
	str_add_len(&f->around, before, before_len);
	str_add_len(&f->around, after, after_len);
	f->before = before_len;
	f->wrapped = false;
}

/* --- lines --- */

static const struct text_lines *wrap(struct field *f)
{
	if (!f->wrapped) {
		str_reset(&f->whole);
		str_add_len(&f->whole, str_text(&f->around), f->before);
		str_add_len(&f->whole, field_text(f), f->text.len);
		str_add_len(&f->whole, str_text(&f->around) + f->before, f->around.len - f->before);
		(f->indented ? text_wrap_indented : text_wrap)(f->widths, str_text(&f->whole), f->whole.len,
			f->columns, &f->lines);
	}
	f->wrapped = true;
	return &f->lines;
}

/* The line with that place of the text. */
static int line_of(struct field *f, size_t at, bool behind)
{
	const struct text_lines *lines = wrap(f);
	size_t i = lines->count - 1;

	at += f->before;
	while (i > 0 && lines->items[i].start > at)
		i--;
	if (i > 0 && behind && lines->items[i].start == at)
		i--;
	return (int)i;
}

static int find_line(struct field *f)
{
	return line_of(f, f->caret, f->behind);
}

static int column_in(const struct field *f, const struct text_line *line)
{
	int width = line->indent + text_width(f->widths, str_text(&f->whole) + line->start,
		f->before + f->caret - line->start);

	return width > f->columns ? f->columns : width;
}

void field_caret(struct field *f, int *line, int *column)
{
	*line = find_line(f);
	*column = column_in(f, &f->lines.items[*line]);
}

/* To a place of the whole, or the nearest one in the text.  The end of a wrapped line is the start of the next one,
 * unless there is something between them. */
static void move_in_line(struct field *f, const struct text_line *line, size_t at)
{
	bool last = line == f->lines.items + f->lines.count - 1;
	size_t end = f->before + f->text.len, inside = at < f->before ? f->before : at > end ? end : at;

	move_to(f, inside - f->before);
	f->behind = !last && inside == line->next && inside > line->start;
}

static void point(struct field *f, int line, int column)
{
	const struct text_lines *lines = wrap(f);
	const struct text_line *l;

	line = line < 0 ? 0 : line;
	line = line < (int)lines->count ? line : (int)lines->count - 1;
	l = &lines->items[line];
	column -= l->indent;
	move_in_line(f, l, l->start + text_fit(f->widths, str_text(&f->whole) + l->start, l->len,
		column < 0 ? 0 : column, NULL));
}

void field_point(struct field *f, int line, int column)
{
	strokes_close(&f->strokes);
	point(f, line, column);
}

/* --- typing --- */

/* Adds what of s may stand in the text. */
static void add_clean(struct field *f, const char *s, size_t len, struct str *out)
{
	const char *end = s + len;

	while (s < end) {
		uint32_t c;
		int size = text_decode(s, end, &c);

		if (c == '\r' && s + 1 < end && s[1] == '\n') {
			s++;
			continue;
		}
		if ((c == '\n' || c == '\r') && f->many_lines) {
			str_add_char(out, '\n');
		} else if (c == '\n' || c == '\r' || c == '\t') {
			str_add_char(out, ' ');
			f->refused |= FIELD_LINES;
		} else if (text_is_forbidden(c)) {
			f->refused |= FIELD_CONTROL;
		} else {
			str_add_len(out, s, (size_t)size);
		}
		s += size;
	}
}

/* Takes graphemes away from the end of [start, end) until the text keeps its limit; returns the new
 * end.  One pass is enough but where what is left on both sides joins. */
static size_t keep_limit(struct field *f, size_t start, size_t end)
{
	size_t limit = (size_t)f->limit, count;

	/* No text has more graphemes than bytes. */
	if (!f->limit || f->text.len <= limit)
		return end;
	while (end > start && (count = text_graphemes(field_text(f), f->text.len)) > limit) {
		const char *from = field_text(f) + start, *cut = field_text(f) + end;
		size_t at;

		for (; count > limit && cut > from; count--)
			cut = text_prev(cut, from);
		at = (size_t)(cut - field_text(f));
		str_remove(&f->text, at, end - at);
		end = at;
		f->refused |= FIELD_FULL;
	}
	return end;
}

enum { PASTED = 60 };            /* bytes that nobody types at once */

/* What is taken back at once: a clause, a paste, a line end. */
static bool ends_step(const char *s, size_t len)
{
	static const char *const ends[] = { "，", "。", "；", "：", "！", "？", "\n" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t size = strlen(ends[i]);

		if (len >= size && !memcmp(s + len - size, ends[i], size))
			return true;
	}
	return len > PASTED;
}

static void note_typed(struct field *f, size_t start, size_t end)
{
	const char *s = field_text(f) + start;

	if (end - start > PASTED || *s == '\n')
		strokes_close(&f->strokes);
	strokes_add(&f->strokes, start, true, s, end - start);
	if (ends_step(s, end - start))
		strokes_close(&f->strokes);
}

bool field_insert(struct field *f, const char *s, size_t len)
{
	struct str clean = { 0 };
	size_t start = f->caret, end;

	f->refused = 0;
	f->killing = false;
	add_clean(f, s, len, &clean);
	str_insert(&f->text, start, str_text(&clean), clean.len);
	end = keep_limit(f, start, start + clean.len);
	str_clear(&clean);
	if (end == start)
		return false;
	note_typed(f, start, end);
	move_to(f, boundary(f, end, true));
	touch(f);
	return true;
}

/* --- commands --- */

static bool go_left(struct field *f)
{
	if (f->caret == 0)
		return false;
	move_to(f, (size_t)(text_prev(field_text(f) + f->caret, field_text(f)) - field_text(f)));
	return true;
}

static bool go_right(struct field *f)
{
	if (f->caret == f->text.len)
		return false;
	move_to(f, (size_t)(text_next(field_text(f) + f->caret, text_end(f)) - field_text(f)));
	return true;
}

static bool go_word_left(struct field *f)
{
	const char *s = field_text(f);

	if (f->caret == 0)
		return false;
	move_to(f, (size_t)(text_prev_word(s + f->caret, s, text_end(f)) - s));
	return true;
}

static bool go_word_right(struct field *f)
{
	const char *s = field_text(f);

	if (f->caret == f->text.len)
		return false;
	move_to(f, (size_t)(text_next_word(s + f->caret, text_end(f)) - s));
	return true;
}

static bool go_lines(struct field *f, int by)
{
	int line, column, goal;

	field_caret(f, &line, &column);
	goal = f->goal < 0 ? column : f->goal;
	if (line + by < line_of(f, 0, false) || line + by > line_of(f, f->text.len, false))
		return false;
	point(f, line + by, goal);
	f->goal = goal;
	return true;
}

static bool go_up(struct field *f)
{
	return go_lines(f, -1);
}

static bool go_down(struct field *f)
{
	return go_lines(f, 1);
}

static bool go_home(struct field *f)
{
	const struct text_line *line = &wrap(f)->items[find_line(f)];

	move_in_line(f, line, line->start);
	return true;
}

static bool go_end(struct field *f)
{
	int at = find_line(f);
	const struct text_line *line = &f->lines.items[at];

	move_in_line(f, line, line->start + line->len);
	return true;
}

/* The start of the paragraph with that place. */
static size_t paragraph(const struct field *f, size_t at)
{
	while (at > 0 && field_text(f)[at - 1] != '\n')
		at--;
	return at;
}

static bool go_paragraph_up(struct field *f)
{
	size_t start = paragraph(f, f->caret);

	if (f->caret == 0)
		return false;
	move_to(f, start < f->caret ? start : paragraph(f, start - 1));
	return true;
}

static bool go_paragraph_down(struct field *f)
{
	const char *s = field_text(f), *feed = memchr(s + f->caret, '\n', f->text.len - f->caret);

	if (f->caret == f->text.len)
		return false;
	move_to(f, feed ? (size_t)(feed + 1 - s) : f->text.len);
	return true;
}

static bool go_first(struct field *f)
{
	move_to(f, 0);
	return true;
}

static bool go_last(struct field *f)
{
	move_to(f, f->text.len);
	return true;
}

static void cut(struct field *f, size_t from, size_t to)
{
	if (to > from) {
		strokes_add(&f->strokes, from, false, field_text(f) + from, to - from);
		str_remove(&f->text, from, to - from);
		touch(f);
	}
	/* What is left on both sides may have become one grapheme. */
	move_to(f, boundary(f, from, true));
}

static bool backspace(struct field *f)
{
	size_t end = f->caret;

	if (go_left(f))
		cut(f, f->caret, end);
	return true;
}

static bool delete(struct field *f)
{
	size_t start = f->caret;

	if (go_right(f))
		cut(f, start, f->caret);
	return true;
}

/* Cuts what can be put back elsewhere; one after the other, all of it. */
static void cut_out(struct field *f, size_t from, size_t to)
{
	if (from == to)
		return;
	if (!f->killing)
		str_reset(&f->killed);
	str_insert(&f->killed, from < f->caret ? 0 : f->killed.len, field_text(f) + from, to - from);
	cut(f, from, to);
}

/* To the end of the paragraph; there, its line end. */
static bool kill(struct field *f)
{
	const char *from = field_text(f) + f->caret;
	const char *feed = memchr(from, '\n', f->text.len - f->caret);
	size_t end = feed ? (size_t)(feed - field_text(f)) : f->text.len;

	cut_out(f, f->caret, end == f->caret && feed ? end + 1 : end);
	return true;
}

/* Back to the start of the paragraph; there, the line end before it. */
static bool kill_start(struct field *f)
{
	size_t start = paragraph(f, f->caret);

	cut_out(f, start == f->caret && start > 0 ? start - 1 : start, f->caret);
	return true;
}

/* A line end beside the caret is a word of its own, any other ends one. */
static bool kill_word(struct field *f)
{
	const char *s = field_text(f), *caret = s + f->caret, *p = caret;
	const char *from = text_prev_word(caret, s, text_end(f));

	while (p > from && p[-1] != '\n')
		p--;
	p -= p == caret && p > from;
	cut_out(f, (size_t)(p - s), f->caret);
	return true;
}

static bool kill_next_word(struct field *f)
{
	const char *s = field_text(f), *caret = s + f->caret, *p = caret;
	const char *to = text_next_word(caret, text_end(f));

	while (p < to && *p != '\n')
		p++;
	p += p == caret && p < to;
	cut_out(f, f->caret, (size_t)(p - s));
	return true;
}

static bool put_back(struct field *f)
{
	if (f->killed.len) {
		strokes_close(&f->strokes);
		field_insert(f, f->killed.data, f->killed.len);
		strokes_close(&f->strokes);
	}
	return true;
}

static bool turned(struct field *f, bool (*turn)(struct strokes *, struct str *, size_t *))
{
	size_t caret;

	if (!turn(&f->strokes, &f->text, &caret))
		return false;
	touch(f);
	move_to(f, boundary(f, caret, true));
	return true;
}

static bool undo(struct field *f)
{
	return turned(f, strokes_undo);
}

static bool redo(struct field *f)
{
	return turned(f, strokes_redo);
}

static bool new_line(struct field *f)
{
	field_insert(f, "\n", 1);
	return true;
}

typedef bool command(struct field *f);

static command *const moves[COMMAND_COUNT] = {
	[COMMAND_LEFT] = go_left, [COMMAND_RIGHT] = go_right,
	[COMMAND_WORD_LEFT] = go_word_left, [COMMAND_WORD_RIGHT] = go_word_right,
	[COMMAND_UP] = go_up, [COMMAND_DOWN] = go_down,
	[COMMAND_PARAGRAPH_UP] = go_paragraph_up, [COMMAND_PARAGRAPH_DOWN] = go_paragraph_down,
	[COMMAND_HOME] = go_home, [COMMAND_END] = go_end,
	[COMMAND_FIRST] = go_first, [COMMAND_LAST] = go_last,
};

static command *const edits[COMMAND_COUNT] = {
	[COMMAND_BACKSPACE] = backspace, [COMMAND_DELETE] = delete,
	[COMMAND_PUT_BACK] = put_back, [COMMAND_NEW_LINE] = new_line,
	[COMMAND_UNDO] = undo, [COMMAND_REDO] = redo,
};

static command *const kills[COMMAND_COUNT] = {
	[COMMAND_KILL] = kill, [COMMAND_KILL_START] = kill_start,
	[COMMAND_KILL_WORD] = kill_word, [COMMAND_KILL_NEXT_WORD] = kill_next_word,
};

bool field_command(struct field *f, enum command_id id)
{
	f->refused = 0;
	if (kills[id]) {
		strokes_close(&f->strokes);
		kills[id](f);
		strokes_close(&f->strokes);
		f->killing = true;
		return true;
	}
	f->killing = false;
	if (moves[id])
		strokes_close(&f->strokes);
	return moves[id] ? moves[id](f) : edits[id] && edits[id](f);
}
