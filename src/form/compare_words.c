/* SPDX-License-Identifier: MIT */
/* What differs between two texts, word by word (Myers, An O(ND) Difference Algorithm, 1986). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/text_break.h"
#include "form/compare.h"

/* Words changed at most; beyond that everything between the common head and tail is told as changed. */
enum { CHANGED_MAX = 800 };

/* --- words --- */

struct word { size_t start, len; uint64_t hash; bool changed; };
struct words { const char *text; struct word *items; size_t count; };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits with the points and separators between them: one word. */
static size_t figure_length(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && (is_digit(s[i]) || (i && (s[i] == '.' || s[i] == ',') && i + 1 < len && is_digit(s[i + 1]))))
		i++;
	return i;
}

/* Where the word at `at` ends.  Signs that open and close are words of their own, wherever lines may break. */
static size_t find_end(const char *s, size_t len, const char *marks, size_t at)
{
	size_t figure = figure_length(s + at, len - at), end;

	if (figure)
		return at + figure;
	end = (size_t)(text_next(s + at, s + len) - s);
	if (marks[at] & (TEXT_OPENS | TEXT_CLOSES | TEXT_BLANK))
		return end;
	while (end < len && !marks[end] && !is_digit(s[end]))
		end = (size_t)(text_next(s + end, s + len) - s);
	return end;
}

static uint64_t hash_bytes(const char *s, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)s[i]) * 0x100000001b3;
	return hash;
}

static void split(const char *text, struct words *out)
{
	size_t len = strlen(text), cap = 0;
	char *marks = mem_array(len + 1, 1);

	*out = (struct words){ .text = text };
	if (len)
		text_find_breaks(text, len, marks);
	for (size_t at = 0; at < len; ) {
		size_t end = find_end(text, len, marks, at);

		out->items = mem_grow(out->items, &cap, out->count + 1, sizeof *out->items);
		out->items[out->count++] = (struct word){ at, end - at, hash_bytes(text + at, end - at), false };
		at = end;
	}
	free(marks);
}

/* --- what changed --- */

/* A part of both that is looked at. */
struct part {
	struct words *before, *after;
	int first;                   /* of both: the head is common */
	int gone, come;              /* how many words */
};

static bool same_word(const struct part *p, int i, int k)
{
	const struct word *a = &p->before->items[p->first + i], *b = &p->after->items[p->first + k];

	return a->hash == b->hash && a->len == b->len
		&& !memcmp(p->before->text + a->start, p->after->text + b->start, a->len);
}

static void mark_all(const struct part *p)
{
	for (int i = 0; i < p->gone; i++)
		p->before->items[p->first + i].changed = true;
	for (int i = 0; i < p->come; i++)
		p->after->items[p->first + i].changed = true;
}

/* reach[d] holds how far diagonals -d, -d + 2 … d come with d changes; it begins at d (d + 1) / 2. */
static int *level(int *reach, int d)
{
	return reach + (size_t)d * ((size_t)d + 1) / 2;
}

/* Whether the last change on the way to a diagonal was a word that came. */
static bool came(const int *previous, int d, int i)
{
	return i == 0 || (i < d && previous[i - 1] < previous[i]);
}

static int start_of(const int *previous, int d, int i)
{
	return came(previous, d, i) ? previous[i] : previous[i - 1] + 1;
}

/* How many changes it takes; -1: more than CHANGED_MAX. */
static int search(const struct part *p, int *reach)
{
	for (int d = 0; d <= CHANGED_MAX; d++) {
		int *here = level(reach, d);

		for (int i = 0; i <= d; i++) {
			int x = d ? start_of(level(reach, d - 1), d, i) : 0, y = x - (2 * i - d);

			while (x < p->gone && y < p->come && same_word(p, x, y)) {
				x++;
				y++;
			}
			here[i] = x;
			if (x >= p->gone && y >= p->come)
				return d;
		}
	}
	return -1;
}

static void mark_way(const struct part *p, int *reach, int d)
{
	for (int i = (p->gone - p->come + d) / 2; d > 0; d--) {
		const int *previous = level(reach, d - 1);
		int x = start_of(previous, d, i), y = x - (2 * i - d);

		if (came(previous, d, i)) {
			p->after->items[p->first + y - 1].changed = true;
		} else {
			p->before->items[p->first + x - 1].changed = true;
			i--;
		}
	}
}

static void compare(struct words *before, struct words *after)
{
	struct part p = { before, after, 0, (int)before->count, (int)after->count };
	int *reach, changes;

	while (p.gone && p.come && same_word(&p, 0, 0)) {
		p.first++;
		p.gone--;
		p.come--;
	}
	while (p.gone && p.come && same_word(&p, p.gone - 1, p.come - 1)) {
		p.gone--;
		p.come--;
	}
	if (!p.gone || !p.come || abs(p.gone - p.come) > CHANGED_MAX) {
		mark_all(&p);
		return;
	}
	reach = mem_array((size_t)(CHANGED_MAX + 1) * (CHANGED_MAX + 2) / 2, sizeof *reach);
	changes = search(&p, reach);
	if (changes < 0)
		mark_all(&p);
	else
		mark_way(&p, reach, changes);
	free(reach);
}

/* --- stretches --- */

/* What follows common words in both, until the next common ones. */
struct stretch { size_t before, gone, after, come; };

static bool next_stretch(const struct words *before, const struct words *after, struct stretch *s)
{
	size_t i = s->before + s->gone, k = s->after + s->come;

	while (i < before->count && k < after->count && !before->items[i].changed && !after->items[k].changed) {
		i++;
		k++;
	}
	*s = (struct stretch){ .before = i, .after = k };
	while (i < before->count && before->items[i].changed)
		i++;
	while (k < after->count && after->items[k].changed)
		k++;
	s->gone = i - s->before;
	s->come = k - s->after;
	return s->gone || s->come;
}

static size_t size_of(const struct stretch *s)
{
	return s->gone > s->come ? s->gone : s->come;
}

/* A word left alone between longer changes is chance, and hard to read: it is told as changed. */
static void drown_islands(struct words *before, struct words *after)
{
	struct stretch last = { 0 }, s = { 0 };

	for (bool first = true; next_stretch(before, after, &s); first = false) {
		size_t island = s.before - last.before - last.gone;

		if (!first && island == 1 && size_of(&last) > 1 && size_of(&s) > 1)
			before->items[s.before - 1].changed = after->items[s.after - 1].changed = true;
		last = s;
	}
}

static void find_changes(const char *text_before, const char *text_after, struct words *before, struct words *after)
{
	split(text_before, before);
	split(text_after, after);
	compare(before, after);
	drown_islands(before, after);
}

/* The bytes of `count` words. */
static struct changed_span span_of(const struct words *w, size_t first, size_t count)
{
	const struct word *last;

	if (!count)
		return (struct changed_span){ 0 };
	last = &w->items[first + count - 1];
	return (struct changed_span){ w->items[first].start, last->start + last->len - w->items[first].start };
}

static void add_span(struct changed_spans *out, struct changed_span span)
{
	if (!out || !span.len)
		return;
	out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof *out->items);
	out->items[out->count++] = span;
}

void compare_words(const char *before, const char *after, struct changed_spans *gone, struct changed_spans *come)
{
	struct words a, b;
	struct stretch s = { 0 };

	find_changes(before, after, &a, &b);
	while (next_stretch(&a, &b, &s)) {
		add_span(gone, span_of(&a, s.before, s.gone));
		add_span(come, span_of(&b, s.after, s.come));
	}
	free(a.items);
	free(b.items);
}

void compare_add_words(const char *before, const char *after, struct str *out)
{
	struct words a, b;
	struct stretch s = { 0 };
	size_t told = 0;             /* bytes of `after` */

	find_changes(before, after, &a, &b);
	while (next_stretch(&a, &b, &s)) {
		struct changed_span gone = span_of(&a, s.before, s.gone), come = span_of(&b, s.after, s.come);
		size_t at = s.after < b.count ? b.items[s.after].start : strlen(after);

		str_add_len(out, after + told, at - told);
		str_add(out, "〔");
		str_add_len(out, before + gone.start, gone.len);
		str_add(out, "→");
		str_add_len(out, after + come.start, come.len);
		str_add(out, "〕");
		told = at + come.len;
	}
	str_add(out, after + told);
	free(a.items);
	free(b.items);
}
