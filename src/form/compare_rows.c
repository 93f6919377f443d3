/* SPDX-License-Identifier: MIT */
/* Which row of one year is which of another: by the texts that name them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/compare.h"

enum {
	NAME_MAX = 64,               /* characters that are looked at for being nearly the same */
	NEAR_TENTHS = 6,             /* of the longer name must be in both, in that order */
	PAIRS_MAX = 100000           /* rows × rows that are held against each other */
};

/* --- names without their numbers --- */

static size_t skip_one_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (!strncmp(s, *words, strlen(*words)))
			return strlen(*words);
	return 0;
}

static size_t skip_digits(const char *s)
{
	static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", NULL };
	size_t len = strspn(s, "0123456789"), more;

	if (len)
		return len;
	while ((more = skip_one_of(s + len, digits)))
		len += more;
	return len;
}

/* ① … ⑳ */
static size_t skip_circled(const char *s)
{
	return !strncmp(s, "\xe2\x91", 2) && (unsigned char)s[2] >= 0xa0 && (unsigned char)s[2] <= 0xb3 ? 3 : 0;
}

/* 1、 1. (1) 一: ①, not the 1 of 1.5 or of 3个. */
static size_t skip_number(const char *s)
{
	static const char *const marks[] = { "、", ".", ":", ")", NULL };
	size_t open = *s == '(', digits = skip_digits(s + open), mark;

	if (!digits)
		return open ? 0 : skip_circled(s);
	s += open + digits;
	mark = open ? *s == ')' : skip_one_of(s, marks);
	if (!mark || (*s == '.' && s[1] >= '0' && s[1] <= '9'))
		return 0;
	return open + digits + mark;
}

/* 其中: 指标1: 指标: */
static size_t skip_word(const char *s)
{
	static const char *const marks[] = { ":", "、", ".", NULL };
	size_t len, digits, mark;

	if (!strncmp(s, "其中:", strlen("其中:")))
		return strlen("其中:");
	if (strncmp(s, "指标", strlen("指标")))
		return 0;
	len = strlen("指标");
	digits = skip_digits(s + len);
	mark = skip_one_of(s + len + digits, marks);
	return mark || (s[len] >= '0' && s[len] <= '9') ? len + digits + mark : 0;
}

static const char *skip_numbering(const char *s)
{
	size_t len;

	while ((len = skip_word(s)) || (len = skip_number(s)))
		s += len;
	return s;
}

/* Nothing, 无, 0: a row that is there because the form wants one. */
static bool names_nothing(const char *name)
{
	struct decimal number;
	enum number_state state = number_read(name, NUMBER_PLAIN, &number);

	return state == NUMBER_EMPTY || (state == NUMBER_OK && !decimal_sign(number));
}

/* --- rows --- */

struct named {
	char *group, *name;          /* name "": nothing */
	uint64_t group_hash, name_hash;
	int other;                   /* the same row on the other side; -1: not found */
	int length;                  /* of the name, at most NAME_MAX */
	uint32_t characters[NAME_MAX];
};

struct named_rows { struct named *items; int count; };

static uint64_t hash_text(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
	return hash;
}

/* The column that tells rows apart; -1: none. */
static int find_name_column(const struct form *form, const struct repeat *r)
{
	int found = -1;

	if (r->reading.present && r->reading.name >= 0)
		return r->reading.name;
	for (int i = r->first; i < r->first + r->count; i++) {
		const struct cell *cell = &form->cells[i];

		if (cell->type > CELL_LONG || cell->merge)
			continue;
		if (cell->carry)
			return i;
		if (found < 0)
			found = i;
	}
	return found;
}

static void decode_name(struct named *n)
{
	const char *s = n->name, *end = s + strlen(s);

	while (s < end && n->length < NAME_MAX)
		s += text_decode(s, end, &n->characters[n->length++]);
}

/* `columns` are of another form perhaps. */
static void name_row(const struct sheet *s, const int *groups, int group_count, int name, int row,
	struct named *out)
{
	struct str group = { 0 }, folded = { 0 };
	const char *text;

	for (int i = 0; i < group_count; i++) {
		text = groups[i] < 0 ? "" : entry_get(sheet_get_entry(s), (struct ref){ groups[i], row });
		text_add_folded(&group, text, strlen(text));
		str_add_char(&group, '\n');
	}
	text = name < 0 ? "" : entry_get(sheet_get_entry(s), (struct ref){ name, row });
	text_add_folded(&folded, text, strlen(text));
	text = skip_numbering(str_text(&folded));
	*out = (struct named){ .group = mem_dup(str_text(&group)), .name = mem_dup(names_nothing(text) ? "" : text),
		.other = -1 };
	out->group_hash = hash_text(out->group);
	out->name_hash = hash_text(out->name);
	decode_name(out);
	str_clear(&group);
	str_clear(&folded);
}

/* The names of this sheet's rows by the columns of `form`, which may be another. */
static struct named_rows name_rows(const struct sheet *s, const struct form *form, int repeat)
{
	const struct repeat *r = &form->repeats[repeat];
	int own = form_find_repeat(sheet_get_form(s), r->name, strlen(r->name)), name = find_name_column(form, r);
	int *groups = mem_array((size_t)r->count + 1, sizeof *groups), group_count = 0;
	struct named_rows rows = { .count = own < 0 ? 0 : sheet_rows(s, own) };

	for (int i = r->first; i < r->first + r->count; i++)
		if (form->cells[i].merge)
			groups[group_count++] = form_find_same_cell(form, i, sheet_get_form(s));
	if (name >= 0)
		name = form_find_same_cell(form, name, sheet_get_form(s));
	rows.items = mem_array((size_t)rows.count + 1, sizeof *rows.items);
	for (int row = 0; row < rows.count; row++)
		name_row(s, groups, group_count, name, row, &rows.items[row]);
	free(groups);
	return rows;
}

static void named_rows_clear(struct named_rows *rows)
{
	for (int i = 0; i < rows->count; i++) {
		free(rows->items[i].group);
		free(rows->items[i].name);
	}
	free(rows->items);
}

/* --- the same name --- */

static bool same_group(const struct named *a, const struct named *b)
{
	return a->group_hash == b->group_hash && !strcmp(a->group, b->group);
}

static bool same_name(const struct named *a, const struct named *b)
{
	return a->name_hash == b->name_hash && !strcmp(a->name, b->name);
}

/* Rows that are called the same: the first is the first. */
static void match_same(struct named_rows *now, struct named_rows *then, bool any_group)
{
	for (int i = 0; i < now->count; i++) {
		struct named *a = &now->items[i];

		if (a->other >= 0 || (any_group && !*a->name))
			continue;
		for (int k = 0; k < then->count && a->other < 0; k++) {
			struct named *b = &then->items[k];

			if (b->other >= 0 || !same_name(a, b) || !(any_group || same_group(a, b)))
				continue;
			a->other = k;
			b->other = i;
		}
	}
}

/* --- nearly the same name --- */

enum { SLOTS = 256 };

/* Where each character stands in a name, as bits. */
struct positions { uint32_t characters[SLOTS]; uint64_t bits[SLOTS]; };

static unsigned find_slot(const struct positions *p, uint32_t character)
{
	unsigned slot = (character * 2654435761u) >> 24;

	while (p->bits[slot] && p->characters[slot] != character)
		slot = (slot + 1) % SLOTS;
	return slot;
}

static void note_positions(const struct named *n, struct positions *p)
{
	memset(p->bits, 0, sizeof p->bits);
	for (int i = 0; i < n->length; i++) {
		unsigned slot = find_slot(p, n->characters[i]);

		p->characters[slot] = n->characters[i];
		p->bits[slot] |= (uint64_t)1 << i;
	}
}

/* The longest common subsequence, a row of its table at once (Hyyrö 2004). */
static int count_common(const struct positions *p, int length, const struct named *b)
{
	uint64_t open = ~(uint64_t)0, all = length < 64 ? ((uint64_t)1 << length) - 1 : ~(uint64_t)0;

	for (int i = 0; i < b->length; i++) {
		uint64_t hit = open & p->bits[find_slot(p, b->characters[i])];

		open = (open + hit) | (open - hit);
	}
	return __builtin_popcountll(~open & all);
}

struct pair { int now, then, thousandths; };

/* Two that are equal here are (i, k) and (k, i), so the other way round the same are found. */
static int order_pairs(const void *a_, const void *b_)
{
	const struct pair *a = a_, *b = b_;

	if (a->thousandths != b->thousandths)
		return a->thousandths < b->thousandths ? 1 : -1;
	if (abs(a->now - a->then) != abs(b->now - b->then))
		return abs(a->now - a->then) - abs(b->now - b->then);
	return a->now + a->then - b->now - b->then;
}

static bool is_open(const struct named *n)
{
	return n->other < 0 && n->length;
}

struct pairs { struct pair *items; size_t count, cap; };

static void pair_with(struct pairs *pairs, const struct named_rows *now, const struct named_rows *then, int i,
	struct positions *p)
{
	const struct named *a = &now->items[i];

	note_positions(a, p);
	for (int k = 0; k < then->count; k++) {
		const struct named *b = &then->items[k];
		int longer = a->length > b->length ? a->length : b->length;
		int common;

		if (!is_open(b) || !same_group(a, b))
			continue;
		common = count_common(p, a->length, b);
		if (common * 10 < longer * NEAR_TENTHS)
			continue;
		pairs->items = mem_grow(pairs->items, &pairs->cap, pairs->count + 1, sizeof *pairs->items);
		pairs->items[pairs->count++] = (struct pair){ i, k, common * 1000 / longer };
	}
}

/* The nearest pairs first. */
static void match_near(struct named_rows *now, struct named_rows *then)
{
	struct positions p;
	struct pairs pairs = { 0 };

	if ((long long)now->count * then->count > PAIRS_MAX)
		return;
	for (int i = 0; i < now->count; i++)
		if (is_open(&now->items[i]))
			pair_with(&pairs, now, then, i, &p);
	if (pairs.count)
		qsort(pairs.items, pairs.count, sizeof *pairs.items, order_pairs);
	for (size_t i = 0; i < pairs.count; i++) {
		struct named *a = &now->items[pairs.items[i].now], *b = &then->items[pairs.items[i].then];

		if (a->other >= 0 || b->other >= 0)
			continue;
		a->other = pairs.items[i].then;
		b->other = pairs.items[i].now;
	}
	free(pairs.items);
}

int *compare_rows(const struct sheet *now, const struct sheet *then, int repeat)
{
	const struct form *form = sheet_get_form(now);
	struct named_rows here = name_rows(now, form, repeat), there = name_rows(then, form, repeat);
	int *rows = mem_array((size_t)here.count + 1, sizeof *rows);

	match_same(&here, &there, false);
	match_near(&here, &there);
	match_same(&here, &there, true);
	for (int i = 0; i < here.count; i++)
		rows[i] = here.items[i].other;
	named_rows_clear(&here);
	named_rows_clear(&there);
	return rows;
}
