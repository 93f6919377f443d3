/* SPDX-License-Identifier: MIT */
#include "form/entry.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/note.h"

/* Texts live in blocks of 16 … 1024 bytes cut from chunks; a block given back waits in the list of its
 * size.  So a text stays where it is until its own cell changes, and 150 texts cost two or three
 * allocations. */
enum { BLOCK_MIN = 16, BLOCK_SIZES = 7, CHUNK_BYTES = 8192 };

struct chunk {
	struct chunk *next;
	size_t used;
	_Alignas(16) char bytes[CHUNK_BYTES];
};

struct block { struct block *next; };

struct pool {
	struct chunk *chunks;        /* all */
	struct chunk *current;       /* the one being cut; those after it are untouched */
	struct block *free[BLOCK_SIZES];
};

struct text {
	char *data;                  /* NULL: nothing */
	size_t cap;                  /* over the largest block: on the heap */
};

struct rows {
	int64_t *uids;
	struct text *texts;          /* row by row */
	int count, cap;
	int columns;
};

struct entry {
	const struct form *form;
	int year;
	int64_t last_uid;
	struct text *cells;          /* by index in form->cells; those of columns stay empty */
	struct rows *repeats;
	struct notes notes;
	struct pool pool;
	int heap_texts;
};

bool ref_equal(struct ref a, struct ref b)
{
	return a.cell == b.cell && a.row == b.row;
}

/* --- texts --- */

static int block_size_index(size_t need)
{
	int i = 0;

	while (i < BLOCK_SIZES && (size_t)BLOCK_MIN << i < need)
		i++;
	return i;
}

static char *pool_cut(struct pool *p, size_t size)
{
	struct chunk *c = p->current;
	char *block;

	if (!c || CHUNK_BYTES - c->used < size) {
		struct chunk *next = c ? c->next : p->chunks;

		if (!next) {
			next = mem_resize(NULL, 1, sizeof *next);
			next->next = NULL;
			*(c ? &c->next : &p->chunks) = next;
		}
		next->used = 0;
		p->current = c = next;
	}
	block = c->bytes + c->used;
	c->used += size;
	return block;
}

static void text_take(struct entry *e, struct text *t, size_t need)
{
	int i = block_size_index(need);
	struct block *free_block;

	if (i == BLOCK_SIZES) {
		t->data = mem_resize(NULL, need, 1);
		t->cap = need;
		e->heap_texts++;
		return;
	}
	t->cap = (size_t)BLOCK_MIN << i;
	free_block = e->pool.free[i];
	if (free_block) {
		e->pool.free[i] = free_block->next;
		t->data = (char *)free_block;
	} else {
		t->data = pool_cut(&e->pool, t->cap);
	}
}

static void text_release(struct entry *e, struct text *t)
{
	int i;

	if (!t->data)
		return;
	i = block_size_index(t->cap);
	if (i == BLOCK_SIZES) {
		free(t->data);
		e->heap_texts--;
	} else {
		struct block *block = (struct block *)t->data;

		block->next = e->pool.free[i];
		e->pool.free[i] = block;
	}
	*t = (struct text){ 0 };
}

/* `text` may be a text of this entry, even this one. */
static void text_put(struct entry *e, struct text *t, const char *text)
{
	size_t need = strlen(text) + 1;
	struct text old = *t;

	if (need <= old.cap && block_size_index(need) == block_size_index(old.cap)) {
		memmove(t->data, text, need);
		return;
	}
	text_take(e, t, need);
	memcpy(t->data, text, need);
	text_release(e, &old);
}

static void free_heap_texts(struct entry *e, struct text *texts, int count)
{
	for (int i = 0; i < count && e->heap_texts; i++)
		if (block_size_index(texts[i].cap) == BLOCK_SIZES)
			text_release(e, &texts[i]);
}

static void free_all_heap_texts(struct entry *e)
{
	free_heap_texts(e, e->cells, e->form->cell_count);
	for (int i = 0; i < e->form->repeat_count; i++)
		free_heap_texts(e, e->repeats[i].texts, e->repeats[i].count * e->repeats[i].columns);
}

/* --- life --- */

struct entry *entry_new(const struct form *form, int year)
{
	struct entry *e = mem_alloc(sizeof *e);

	e->form = form;
	e->year = year;
	e->cells = mem_array((size_t)form->cell_count, sizeof *e->cells);
	e->repeats = mem_array((size_t)form->repeat_count, sizeof *e->repeats);
	for (int i = 0; i < form->repeat_count; i++)
		e->repeats[i].columns = form->repeats[i].count;
	return e;
}

void entry_free(struct entry *e)
{
	if (!e)
		return;
	free_all_heap_texts(e);
	notes_clear(&e->notes);
	for (struct chunk *c = e->pool.chunks, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	for (int i = 0; i < e->form->repeat_count; i++) {
		free(e->repeats[i].uids);
		free(e->repeats[i].texts);
	}
	free(e->repeats);
	free(e->cells);
	free(e);
}

void entry_reset(struct entry *e, int year)
{
	free_all_heap_texts(e);
	notes_reset(&e->notes);
	memset(e->cells, 0, (size_t)e->form->cell_count * sizeof *e->cells);
	for (int i = 0; i < e->form->repeat_count; i++)
		e->repeats[i].count = 0;
	memset(e->pool.free, 0, sizeof e->pool.free);
	e->pool.current = NULL;
	e->last_uid = 0;
	e->year = year;
}

const struct form *entry_get_form(const struct entry *e)
{
	return e->form;
}

int entry_get_year(const struct entry *e)
{
	return e->year;
}

/* --- cells --- */

/* NULL: no such place. */
static struct text *find_text(const struct entry *e, struct ref at)
{
	const struct cell *cell;
	struct rows *rows;

	if (at.cell < 0 || at.cell >= e->form->cell_count)
		return NULL;
	cell = &e->form->cells[at.cell];
	if (cell->repeat < 0)
		return &e->cells[at.cell];
	rows = &e->repeats[cell->repeat];
	if (at.row < 0 || at.row >= rows->count)
		return NULL;
	return &rows->texts[at.row * rows->columns + at.cell - e->form->repeats[cell->repeat].first];
}

const char *entry_get(const struct entry *e, struct ref at)
{
	const struct text *t = find_text(e, at);

	return t && t->data ? t->data : "";
}

void entry_set(struct entry *e, struct ref at, const char *text)
{
	struct text *t = find_text(e, at);

	if (!t)
		return;
	if (text && text[0])
		text_put(e, t, text);
	else
		text_release(e, t);
}

/* --- notes --- */

const char *entry_get_note(const struct entry *e, struct ref at, const char *finding)
{
	return notes_get(&e->notes, at, finding);
}

void entry_set_note(struct entry *e, struct ref at, const char *finding, const char *text)
{
	int repeat;

	if (!find_text(e, at))
		return;
	repeat = e->form->cells[at.cell].repeat;
	notes_set(&e->notes, at, repeat < 0 ? 0 : entry_row_uid(e, repeat, at.row), finding, text);
}

const struct note *entry_notes(const struct entry *e, size_t *count)
{
	*count = e->notes.count;
	return e->notes.items;
}

/* --- rows --- */

int entry_row_count(const struct entry *e, int repeat)
{
	return e->repeats[repeat].count;
}

int64_t entry_row_uid(const struct entry *e, int repeat, int row)
{
	return e->repeats[repeat].uids[row];
}

int entry_find_row(const struct entry *e, int repeat, int64_t uid)
{
	const struct rows *rows = &e->repeats[repeat];

	for (int i = 0; i < rows->count; i++)
		if (rows->uids[i] == uid)
			return i;
	return -1;
}

static int clamp(int value, int max)
{
	return value < 0 ? 0 : value > max ? max : value;
}

static void rows_reserve(struct rows *rows)
{
	if (rows->count < rows->cap)
		return;
	rows->cap = rows->cap ? rows->cap * 2 : 32;
	rows->uids = mem_resize(rows->uids, (size_t)rows->cap, sizeof *rows->uids);
	rows->texts = mem_resize(rows->texts, (size_t)rows->cap * (size_t)rows->columns,
		sizeof *rows->texts);
}

/* Moves `count` rows from one position to another. */
static void rows_shift(struct rows *rows, int to, int from, int count)
{
	size_t width = (size_t)rows->columns * sizeof *rows->texts;

	memmove(rows->uids + to, rows->uids + from, (size_t)count * sizeof *rows->uids);
	memmove(rows->texts + to * rows->columns, rows->texts + from * rows->columns,
		(size_t)count * width);
}

int64_t entry_insert_row(struct entry *e, int repeat, int at, int64_t uid)
{
	struct rows *rows = &e->repeats[repeat];

	at = clamp(at, rows->count);
	rows_reserve(rows);
	rows_shift(rows, at + 1, at, rows->count - at);
	rows->count++;
	if (uid == 0)
		uid = e->last_uid + 1;
	entry_reserve_uids(e, uid);
	rows->uids[at] = uid;
	memset(rows->texts + at * rows->columns, 0, (size_t)rows->columns * sizeof *rows->texts);
	notes_follow_rows(&e->notes, e, repeat);
	return uid;
}

void entry_reserve_uids(struct entry *e, int64_t uid)
{
	if (uid > e->last_uid)
		e->last_uid = uid;
}

int64_t entry_last_uid(const struct entry *e)
{
	return e->last_uid;
}

void entry_delete_row(struct entry *e, int repeat, int at)
{
	struct rows *rows = &e->repeats[repeat];

	if (at < 0 || at >= rows->count)
		return;
	for (int i = 0; i < rows->columns; i++)
		text_release(e, &rows->texts[at * rows->columns + i]);
	rows->count--;
	rows_shift(rows, at, at + 1, rows->count - at);
	notes_follow_rows(&e->notes, e, repeat);
}

static void swap_rows(struct rows *rows, int a, int b)
{
	int64_t uid = rows->uids[a];

	rows->uids[a] = rows->uids[b];
	rows->uids[b] = uid;
	for (int i = 0; i < rows->columns; i++) {
		struct text *x = &rows->texts[a * rows->columns + i];
		struct text *y = &rows->texts[b * rows->columns + i];
		struct text t = *x;

		*x = *y;
		*y = t;
	}
}

void entry_move_row(struct entry *e, int repeat, int from, int to)
{
	struct rows *rows = &e->repeats[repeat];

	if (from < 0 || from >= rows->count)
		return;
	to = clamp(to, rows->count - 1);
	for (; from < to; from++)
		swap_rows(rows, from, from + 1);
	for (; from > to; from--)
		swap_rows(rows, from, from - 1);
	notes_follow_rows(&e->notes, e, repeat);
}

/* --- another form --- */

void entry_change_form(struct entry *e, const struct form *form)
{
	struct entry *other = entry_new(form, e->year), before = *e;

	entry_copy(e, other);
	*e = *other;
	*other = before;
	entry_free(other);
}

/* --- a new entry --- */

static void fill_repeat(struct entry *e, int index)
{
	const struct repeat *r = &e->form->repeats[index];

	for (int row = 0; row < r->start_count; row++) {
		entry_insert_row(e, index, row, 0);
		for (int i = 0; i < r->count; i++) {
			const char *text = r->start ? r->start[row * r->count + i] : NULL;

			if (!text)
				text = e->form->cells[r->first + i].initial;
			entry_set(e, (struct ref){ r->first + i, row }, text);
		}
	}
}

void entry_fill_initial(struct entry *e)
{
	const struct form *form = e->form;

	for (int i = 0; i < form->cell_count; i++)
		if (form->cells[i].repeat < 0 && form->cells[i].initial)
			entry_set(e, (struct ref){ i, -1 }, form->cells[i].initial);
	for (int i = 0; i < form->repeat_count; i++)
		fill_repeat(e, i);
}
