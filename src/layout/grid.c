/* SPDX-License-Identifier: MIT */
#include "layout/grid.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	INLINE_BYTES = 12,           /* longer graphemes (many combining marks) go to the pool */
	POOL_ROOM = 1 << 16          /* bytes in the pool before the ones overwritten are looked for */
};

/* Unused bytes are zero, so that rows without pooled graphemes compare as memory. */
struct grid_cell {
	char bytes[INLINE_BYTES];    /* or, if pooled: offset and length, 32 bits each */
	uint8_t len;                 /* 0: tail of the cell before, or pooled */
	uint8_t width;               /* 0: tail of the cell before */
	uint8_t role;
	uint8_t pooled;
};

struct grid {
	struct grid_cell *cells;
	bool *dirty;
	int columns, rows;
	size_t cell_cap, row_cap;
	enum text_widths widths;
	int han_width, box_width;    /* of the runs written without asking for each width */
	struct str pool;
	size_t pool_limit;
	struct str scratch;
};

static const struct grid_cell blank_cell = { .bytes = " ", .len = 1, .width = 1 };

/* --- cells --- */

static struct grid_cell *grid_row(const struct grid *g, int y)
{
	return g->cells + (size_t)y * (size_t)g->columns;
}

static void grid_blank(struct grid_cell *cell, uint8_t role)
{
	*cell = blank_cell;
	cell->role = role;
}

static const char *cell_bytes(const struct grid *g, const struct grid_cell *cell, size_t *len)
{
	uint32_t place[2];

	*len = cell->len;
	if (!cell->pooled)
		return cell->bytes;
	memcpy(place, cell->bytes, sizeof place);
	*len = place[1];
	return g->pool.data + place[0];
}

/* Keeps only the pooled graphemes that still stand in a cell. */
static void pool_compact(struct grid *g)
{
	struct str old = g->pool;
	size_t count = (size_t)g->columns * (size_t)g->rows;

	g->pool = (struct str){0};
	for (size_t i = 0; i < count; i++) {
		uint32_t place[2];

		if (!g->cells[i].pooled)
			continue;
		memcpy(place, g->cells[i].bytes, sizeof place);
		str_add_len(&g->pool, old.data + place[0], place[1]);
		place[0] = (uint32_t)(g->pool.len - place[1]);
		memcpy(g->cells[i].bytes, place, sizeof place);
	}
	str_clear(&old);
	g->pool_limit = g->pool.len * 2 + POOL_ROOM;
}

static void cell_set(struct grid *g, struct grid_cell *cell, const char *s, size_t len)
{
	memset(cell->bytes, 0, sizeof cell->bytes);
	cell->pooled = len > INLINE_BYTES;
	cell->len = cell->pooled ? 0 : (uint8_t)len;
	if (cell->pooled) {
		uint32_t place[2] = { (uint32_t)g->pool.len, (uint32_t)len };

		str_add_len(&g->pool, s, len);
		memcpy(cell->bytes, place, sizeof place);
	} else {
		memcpy(cell->bytes, s, len);
	}
}

/* Blanks the half glyphs that writing to [from, to) of a row leaves behind.  `tail`: the cell at `from` was
 * one. */
static void row_cut(const struct grid *g, struct grid_cell *row, int from, int to, bool tail)
{
	if (tail)
		grid_blank(&row[from - 1], row[from - 1].role);
	if (to < g->columns && row[to].width == 0)
		grid_blank(&row[to], row[to].role);
}

/* --- the grid --- */

struct grid *grid_new(int columns, int rows, enum text_widths widths)
{
	struct grid *g = mem_alloc(sizeof *g);

	g->widths = widths;
	g->han_width = text_char_width(widths, 0x4E00);
	g->box_width = text_char_width(widths, 0x2500);
	grid_resize(g, columns, rows);
	return g;
}

void grid_free(struct grid *g)
{
	if (!g)
		return;
	free(g->cells);
	free(g->dirty);
	str_clear(&g->pool);
	str_clear(&g->scratch);
	free(g);
}

void grid_resize(struct grid *g, int columns, int rows)
{
	g->columns = columns < 1 ? 1 : columns;
	g->rows = rows < 1 ? 1 : rows;
	g->cells = mem_grow(g->cells, &g->cell_cap, (size_t)g->columns * (size_t)g->rows,
		sizeof *g->cells);
	g->dirty = mem_grow(g->dirty, &g->row_cap, (size_t)g->rows, sizeof *g->dirty);
	g->pool_limit = POOL_ROOM;
	grid_fill(g, (struct rect){ 0, 0, g->columns, g->rows }, ROLE_PLAIN);
}

int grid_columns(const struct grid *g)
{
	return g->columns;
}

int grid_rows(const struct grid *g)
{
	return g->rows;
}

enum text_widths grid_widths(const struct grid *g)
{
	return g->widths;
}

/* The part of r inside the grid; false if there is none. */
static bool grid_clip(const struct grid *g, struct rect *r)
{
	int right = r->x + r->width, bottom = r->y + r->height;

	r->x = r->x < 0 ? 0 : r->x;
	r->y = r->y < 0 ? 0 : r->y;
	r->width = (right > g->columns ? g->columns : right) - r->x;
	r->height = (bottom > g->rows ? g->rows : bottom) - r->y;
	return r->width > 0 && r->height > 0;
}

void grid_fill(struct grid *g, struct rect r, enum role role)
{
	struct grid_cell blank = blank_cell;
	bool whole;

	if (!grid_clip(g, &r))
		return;
	whole = r.width == g->columns;
	blank.role = (uint8_t)role;
	for (int y = r.y; y < r.y + r.height; y++) {
		struct grid_cell *row = grid_row(g, y);

		if (!whole)
			row_cut(g, row, r.x, r.x + r.width, row[r.x].width == 0);
		for (int x = r.x; x < r.x + r.width; x++)
			row[x] = blank;
		g->dirty[y] = true;
	}
	if (whole && r.height == g->rows)
		str_reset(&g->pool);
}

void grid_tint(struct grid *g, struct rect r, enum role role)
{
	if (!grid_clip(g, &r))
		return;
	for (int y = r.y; y < r.y + r.height; y++) {
		struct grid_cell *row = grid_row(g, y);

		for (int x = r.x; x < r.x + r.width; x++)
			row[x].role = (uint8_t)role;
		g->dirty[y] = true;
	}
}

/* --- writing --- */

/* Where writing goes on: columns [left, right) of a row may be written. */
struct pen {
	struct grid *g;
	struct grid_cell *row;
	int x, left, right;
	uint8_t role;
};

/* True if a grapheme surely begins at s: no character in these runs joins the one before. */
static inline bool begins_grapheme(const unsigned char *s, const unsigned char *end)
{
	if (s >= end || (*s >= 0x20 && *s < 0x7F) || (*s >= 0xE4 && *s <= 0xE9))
		return true;
	if (end - s < 3)
		return false;
	return (s[0] == 0xE3 && s[1] == 0x80 && s[2] < 0xAA) || (s[0] == 0xEF && s[1] == 0xBC)
		|| (s[0] == 0xE2 && s[1] >= 0x88 && s[1] <= 0x97);
}

/* Width of the three-byte character at s if it is of a plain run: Chinese (U+4E00 …), its signs
 * (U+3000 …), full-width forms, box lines; else 0. */
static inline int plain_width(const struct grid *g, const unsigned char *s)
{
	if ((s[0] > 0xE4 && s[0] < 0xE9) || (s[0] == 0xE4 && s[1] >= 0xB8)
		|| (s[0] == 0xE9 && s[1] <= 0xBE))
		return g->han_width;
	if ((s[0] == 0xE3 && s[1] == 0x80 && s[2] < 0xAA)
		|| (s[0] == 0xEF && s[1] == 0xBC && s[2] > 0x80))
		return g->han_width;
	return s[0] == 0xE2 && (s[1] == 0x94 || s[1] == 0x95) ? g->box_width : 0;
}

/* A glyph of one or two columns: whole, or a blank in the half that is visible. */
static void pen_put(struct pen *pen, const char *s, size_t len, int width)
{
	int x = pen->x;
	struct grid_cell *cell;

	pen->x += width;
	if (x >= pen->right || x + width <= pen->left)
		return;
	if (x < pen->left || x + width > pen->right) {
		grid_blank(&pen->row[x < pen->left ? pen->left : x], pen->role);
		return;
	}
	cell = &pen->row[x];
	cell_set(pen->g, cell, s, len);
	cell->width = (uint8_t)width;
	cell->role = pen->role;
	if (width == 2)
		pen->row[x + 1] = (struct grid_cell){ .role = pen->role };
}

/* Marks without a base (zero columns) join the glyph before, if there is one. */
static void pen_join(struct pen *pen, const char *s, size_t len)
{
	struct str *scratch = &pen->g->scratch;
	struct grid_cell *cell;
	const char *bytes;
	size_t have;

	if (pen->x <= pen->left || pen->x > pen->right)
		return;
	cell = &pen->row[pen->x - 1];
	if (cell->width == 0)
		cell--;
	bytes = cell_bytes(pen->g, cell, &have);
	str_reset(scratch);
	str_add_len(scratch, bytes, have);
	str_add_len(scratch, s, len);
	cell_set(pen->g, cell, scratch->data, scratch->len);
}

/* A forbidden character: what is shown for it. */
static void pen_put_visible(struct pen *pen, const char *s, size_t len)
{
	struct str *shown = &pen->g->scratch;

	str_reset(shown);
	if (*s == '\n')
		str_add_char(shown, ' ');
	else
		text_add_visible(shown, s, len);
	pen_put(pen, shown->data, shown->len, text_width(pen->g->widths, shown->data, shown->len));
}

/* Anything but a plain run: one grapheme, or one character of a grapheme wider than two columns.  Returns its
 * end. */
static const char *pen_put_grapheme(struct pen *pen, const char *s, const char *end)
{
	uint32_t character;
	const char *first = s + text_decode(s, end, &character), *next = first;
	int width;

	if (character == '\n' || text_is_forbidden(character)) {
		pen_put_visible(pen, s, (size_t)(first - s));
		return first;
	}
	if (!begins_grapheme((const unsigned char *)first, (const unsigned char *)end))
		next = text_next(s, end);
	width = text_width(pen->g->widths, s, (size_t)(next - s));
	if (width > 2) {
		next = first;
		width = text_char_width(pen->g->widths, character);
	}
	if (width == 0)
		pen_join(pen, s, (size_t)(next - s));
	else
		pen_put(pen, s, (size_t)(next - s), width);
	return next;
}

/* The plain glyph of 1 or 3 bytes, wholly inside the clip: the path nearly all text takes. */
static inline void pen_put_plain(struct pen *pen, const char *s, size_t len, int width)
{
	struct grid_cell cell = { .len = (uint8_t)len, .width = (uint8_t)width, .role = pen->role };

	if (pen->x < pen->left || pen->x + width > pen->right) {
		pen_put(pen, s, len, width);
		return;
	}
	cell.bytes[0] = s[0];
	if (len == 3) {
		cell.bytes[1] = s[1];
		cell.bytes[2] = s[2];
	}
	pen->row[pen->x] = cell;
	if (width == 2)
		pen->row[pen->x + 1] = (struct grid_cell){ .role = pen->role };
	pen->x += width;
}

static void pen_write(struct pen *pen, const char *s, const char *end)
{
	while (s < end) {
		const unsigned char *u = (const unsigned char *)s, *stop = (const unsigned char *)end;
		int len = *u >= 0x20 && *u < 0x7F ? 1 : 3;
		int width = len == 1 ? 1 : stop - u >= 3 ? plain_width(pen->g, u) : 0;

		if (width && begins_grapheme(u + len, stop)) {
			pen_put_plain(pen, s, (size_t)len, width);
			s += len;
		} else {
			s = pen_put_grapheme(pen, s, end);
		}
	}
}

int grid_put(struct grid *g, struct rect clip, int x, int y, const char *s, size_t len, enum role role)
{
	struct pen pen = { .g = g, .x = x, .role = (uint8_t)role };
	int from, to;
	bool tail;

	if (!len)
		return 0;
	if (!grid_clip(g, &clip) || y < clip.y || y >= clip.y + clip.height
		|| x >= clip.x + clip.width)
		return text_width(g->widths, s, len);
	pen.left = clip.x;
	pen.right = clip.x + clip.width;
	pen.row = grid_row(g, y);
	from = x > pen.left ? x : pen.left;
	tail = pen.row[from].width == 0;
	pen_write(&pen, s, s + len);
	to = pen.x < pen.right ? pen.x : pen.right;
	if (to > from)
		row_cut(g, pen.row, from, to, tail);
	g->dirty[y] = true;
	if (g->pool.len > g->pool_limit)
		pool_compact(g);
	return pen.x - x;
}

void grid_put_down(struct grid *g, struct rect clip, int x, int y, int height, const char *glyph,
	enum role role)
{
	size_t len = strlen(glyph);
	int width = text_width(g->widths, glyph, len);

	if (!grid_clip(g, &clip) || x < clip.x || x + width > clip.x + clip.width) {
		for (int i = 0; i < height; i++)
			grid_put(g, clip, x, y + i, glyph, len, role);
		return;
	}
	for (int i = y < clip.y ? clip.y : y; i < y + height && i < clip.y + clip.height; i++) {
		struct pen pen = { g, grid_row(g, i), x, x, x + width, (uint8_t)role };

		row_cut(g, pen.row, x, x + width, pen.row[x].width == 0);
		pen_put(&pen, glyph, len, width);
		g->dirty[i] = true;
	}
}

/* --- reading --- */

const char *grid_get(const struct grid *g, int x, int y, int *len, int *width, enum role *role)
{
	const struct grid_cell *cell = grid_row(g, y) + x;
	size_t bytes;
	const char *s = cell_bytes(g, cell, &bytes);

	*len = (int)bytes;
	*width = cell->width;
	*role = (enum role)cell->role;
	return s;
}

void grid_add_row(const struct grid *g, int y, bool trim, struct str *out)
{
	const struct grid_cell *row = grid_row(g, y);
	int end = g->columns;
	char buffer[1024];
	size_t used = 0;

	while (trim && end > 0 && row[end - 1].len == 1 && row[end - 1].bytes[0] == ' ')
		end--;
	for (int x = 0; x < end; x++) {
		if (used > sizeof buffer - sizeof *row || row[x].pooled) {
			str_add_len(out, buffer, used);
			used = 0;
		}
		if (row[x].pooled) {
			size_t len;
			const char *s = cell_bytes(g, &row[x], &len);

			str_add_len(out, s, len);
			continue;
		}
		memcpy(buffer + used, row[x].bytes, INLINE_BYTES);
		used += row[x].len;
	}
	str_add_len(out, buffer, used);
}

bool grid_row_dirty(const struct grid *g, int y)
{
	return g->dirty[y];
}

void grid_clean(struct grid *g)
{
	memset(g->dirty, 0, (size_t)g->rows * sizeof *g->dirty);
}

static bool cell_equal(const struct grid *a, const struct grid *b, const struct grid_cell *p,
	const struct grid_cell *q)
{
	size_t plen, qlen;
	const char *ps = cell_bytes(a, p, &plen), *qs = cell_bytes(b, q, &qlen);

	return p->width == q->width && p->role == q->role && plen == qlen && !memcmp(ps, qs, plen);
}

bool grid_row_equal(const struct grid *a, const struct grid *b, int y)
{
	const struct grid_cell *p = grid_row(a, y), *q = grid_row(b, y);

	if (a->columns != b->columns)
		return false;
	if (!a->pool.len && !b->pool.len)
		return !memcmp(p, q, (size_t)a->columns * sizeof *p);
	for (int x = 0; x < a->columns; x++)
		if (!cell_equal(a, b, &p[x], &q[x]))
			return false;
	return true;
}

/* --- frames --- */

/* Index: left 1, right 2, up 4, down 8. */
static const char *const frame_glyphs[][16] = {
	[FRAME_BOX] = {
		" ", "─", "─", "─", "│", "┘", "└", "┴", "│", "┐", "┌", "┬", "│", "┤", "├", "┼"
	},
	[FRAME_ASCII] = {
		" ", "-", "-", "-", "|", "+", "+", "+", "|", "+", "+", "+", "|", "+", "+", "+"
	}
};

const char *grid_frame_glyph(enum frame frame, bool left, bool right, bool up, bool down)
{
	return frame_glyphs[frame][left | right << 1 | up << 2 | down << 3];
}

int grid_frame_width(enum frame frame, enum text_widths widths)
{
	return frame == FRAME_BOX ? text_char_width(widths, 0x2500) : 1;
}
