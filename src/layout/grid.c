/* SPDX-License-Identifier: MIT */
#include "layout/grid.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	INLINE_BYTES = 12,           /* longer graphemes (many combining marks) go to the pool */
	CHUNK = 128,                 /* cells gathered into one addition to a string */
	/* bytes in the pool before the ones overwritten are looked for */
	POOL_ROOM = 1 << 16
};

/* Sixteen bytes, written as whole words: a cell put together byte by byte and then copied costs
 * ten times as much.  Unused bytes are zero, so that rows without pooled graphemes compare as
 * memory. */
struct grid_cell {
	uint32_t text[3];            /* the grapheme's bytes; if pooled: offset and length */
	uint32_t tag;                /* see below */
};

/* Of a tag: length in bytes (0: pooled, or a tail), columns (0: tail of the cell before), role. */
static inline uint32_t tag_make(size_t len, int width, enum role role)
{
	return (uint32_t)len | (uint32_t)width << 8 | (uint32_t)role << 16;
}

static inline int tag_len(uint32_t tag)
{
	return (int)(tag & 0xFF);
}

static inline int tag_width(uint32_t tag)
{
	return (int)(tag >> 8 & 0xFF);
}

static inline enum role tag_role(uint32_t tag)
{
	return (enum role)(tag >> 16 & 0xFF);
}

static inline bool tag_pooled(uint32_t tag)
{
	return tag_width(tag) && !tag_len(tag);
}

/* Up to three bytes as the first word of a cell, in memory order. */
static inline uint32_t word_make(const unsigned char *s, size_t len)
{
	uint32_t word = len == 1 ? s[0] : (uint32_t)(s[0] | s[1] << 8 | s[2] << 16);

	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap32(word) : word;
}

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

/* --- cells --- */

static struct grid_cell *grid_row(const struct grid *g, int y)
{
	return g->cells + (size_t)y * (size_t)g->columns;
}

static void cell_blank(struct grid_cell *cell, enum role role)
{
	*cell = (struct grid_cell){ { word_make((const unsigned char *)" ", 1) },
		tag_make(1, 1, role) };
}

/* Blanks what is left of a glyph cut in half. */
static void cell_drop(struct grid_cell *cell)
{
	cell_blank(cell, tag_role(cell->tag));
}

static bool cell_is_tail(const struct grid_cell *cell)
{
	return tag_width(cell->tag) == 0;
}

static const char *cell_bytes(const struct grid *g, const struct grid_cell *cell, size_t *len)
{
	bool pooled = tag_pooled(cell->tag);

	*len = pooled ? cell->text[1] : (size_t)tag_len(cell->tag);
	return pooled ? g->pool.data + cell->text[0] : (const char *)cell->text;
}

/* Keeps only the pooled graphemes that still stand in a cell. */
static void pool_compact(struct grid *g)
{
	struct str old = g->pool;
	size_t count = (size_t)g->columns * (size_t)g->rows;

	g->pool = (struct str){0};
	for (size_t i = 0; i < count; i++) {
		struct grid_cell *cell = &g->cells[i];

		if (!tag_pooled(cell->tag))
			continue;
		str_add_len(&g->pool, old.data + cell->text[0], cell->text[1]);
		cell->text[0] = (uint32_t)(g->pool.len - cell->text[1]);
	}
	str_clear(&old);
	g->pool_limit = g->pool.len * 2 + POOL_ROOM;
}

static void cell_set(struct grid *g, struct grid_cell *cell, const char *s, size_t len, int width,
	enum role role)
{
	memset(cell->text, 0, sizeof cell->text);
	if (len > INLINE_BYTES) {
		cell->text[0] = (uint32_t)g->pool.len;
		cell->text[1] = (uint32_t)len;
		str_add_len(&g->pool, s, len);
	} else {
		memcpy(cell->text, s, len);
	}
	cell->tag = tag_make(len > INLINE_BYTES ? 0 : len, width, role);
}

/* Blanks the half glyphs that writing to [from, to) of a row leaves behind.  `tail`: the cell at
 * `from` was one. */
static void row_cut(const struct grid *g, struct grid_cell *row, int from, int to, bool tail)
{
	if (tail)
		cell_drop(&row[from - 1]);
	if (to < g->columns && cell_is_tail(&row[to]))
		cell_drop(&row[to]);
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
	bool whole;

	if (!grid_clip(g, &r))
		return;
	whole = r.width == g->columns;
	for (int y = r.y; y < r.y + r.height; y++) {
		struct grid_cell *row = grid_row(g, y);

		if (!whole)
			row_cut(g, row, r.x, r.x + r.width, cell_is_tail(&row[r.x]));
		for (int x = r.x; x < r.x + r.width; x++)
			cell_blank(&row[x], role);
		g->dirty[y] = true;
	}
	if (whole && r.height == g->rows)
		str_reset(&g->pool);
}

/* --- writing --- */

/* Where writing goes on: columns [left, right) of a row may be written. */
struct pen {
	struct grid *g;
	struct grid_cell *row;
	int x, left, right;
	enum role role;
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

	pen->x += width;
	if (x >= pen->right || x + width <= pen->left)
		return;
	if (x < pen->left || x + width > pen->right) {
		cell_blank(&pen->row[x < pen->left ? pen->left : x], pen->role);
		return;
	}
	cell_set(pen->g, &pen->row[x], s, len, width, pen->role);
	if (width == 2)
		pen->row[x + 1] = (struct grid_cell){ .tag = tag_make(0, 0, pen->role) };
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
	if (cell_is_tail(cell))
		cell--;
	bytes = cell_bytes(pen->g, cell, &have);
	str_reset(scratch);
	str_add_len(scratch, bytes, have);
	str_add_len(scratch, s, len);
	cell_set(pen->g, cell, scratch->data, scratch->len, tag_width(cell->tag),
		tag_role(cell->tag));
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

/* Anything but a plain run: one grapheme, or one character of a grapheme wider than two columns.
 * Returns its end. */
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
	struct grid_cell *cell = &pen->row[pen->x];

	if (pen->x < pen->left || pen->x + width > pen->right) {
		pen_put(pen, s, len, width);
		return;
	}
	*cell = (struct grid_cell){
		{ word_make((const unsigned char *)s, len) }, tag_make(len, width, pen->role)
	};
	if (width == 2)
		cell[1] = (struct grid_cell){ .tag = tag_make(0, 0, pen->role) };
	pen->x += width;
}

static void pen_write(struct pen *pen, const char *s, const char *end)
{
	while (s < end) {
		const unsigned char *u = (const unsigned char *)s,
			*stop = (const unsigned char *)end;
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

int grid_put(struct grid *g, struct rect clip, int x, int y, const char *s, size_t len,
	enum role role)
{
	struct pen pen = { .g = g, .x = x, .role = role };
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
	tail = cell_is_tail(&pen.row[from]);
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
		struct pen pen = { g, grid_row(g, i), x, x, x + width, role };

		row_cut(g, pen.row, x, x + width, cell_is_tail(&pen.row[x]));
		pen_put(&pen, glyph, len, width);
		g->dirty[i] = true;
	}
}

void grid_copy_row(struct grid *g, struct rect clip, int from, int to)
{
	struct grid_cell *source, *row;
	int end;

	if (!grid_clip(g, &clip) || from < clip.y || from >= clip.y + clip.height || to < clip.y
		|| to >= clip.y + clip.height || from == to)
		return;
	end = clip.x + clip.width;
	source = grid_row(g, from);
	row = grid_row(g, to);
	row_cut(g, row, clip.x, end, cell_is_tail(&row[clip.x]));
	memcpy(row + clip.x, source + clip.x, (size_t)clip.width * sizeof *row);
	if (cell_is_tail(&row[clip.x]))
		cell_drop(&row[clip.x]);
	if (tag_width(row[end - 1].tag) == 2)
		cell_drop(&row[end - 1]);
	g->dirty[to] = true;
}

/* --- reading --- */

const char *grid_get(const struct grid *g, int x, int y, int *len, int *width, enum role *role)
{
	const struct grid_cell *cell = grid_row(g, y) + x;
	size_t bytes;
	const char *s = cell_bytes(g, cell, &bytes);

	*len = (int)bytes;
	*width = tag_width(cell->tag);
	*role = tag_role(cell->tag);
	return s;
}

static void add_pooled(const struct grid *g, const struct grid_cell *row, int end, struct str *out)
{
	for (int x = 0; x < end; x++) {
		size_t len;
		const char *s = cell_bytes(g, &row[x], &len);

		str_add_len(out, s, len);
	}
}

void grid_add_row(const struct grid *g, int y, bool trim, struct str *out)
{
	const struct grid_cell *row = grid_row(g, y);
	int end = g->columns;
	char buffer[CHUNK * INLINE_BYTES];

	while (trim && end > 0 && tag_len(row[end - 1].tag) == 1 &&
		*(const char *)row[end - 1].text == ' ')
		end--;
	if (g->pool.len) {
		add_pooled(g, row, end, out);
		return;
	}
	for (int x = 0; x < end;) {
		int stop = end - x > CHUNK ? x + CHUNK : end;
		size_t used = 0;

		for (; x < stop; x++) {
			memcpy(buffer + used, row[x].text, INLINE_BYTES);
			used += (size_t)tag_len(row[x].tag);
		}
		str_add_len(out, buffer, used);
	}
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
	if (p->tag != q->tag)
		return false;
	if (!tag_pooled(p->tag))
		return !memcmp(p->text, q->text, sizeof p->text);
	return p->text[1] == q->text[1]
		&& !memcmp(a->pool.data + p->text[0], b->pool.data + q->text[0], p->text[1]);
}

bool grid_cell_equal(const struct grid *a, const struct grid *b, int x, int y)
{
	return cell_equal(a, b, grid_row(a, y) + x, grid_row(b, y) + x);
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

void grid_set_row(struct grid *to, const struct grid *from, int y)
{
	const struct grid_cell *source = grid_row(from, y);
	struct grid_cell *row = grid_row(to, y);

	memcpy(row, source, (size_t)to->columns * sizeof *row);
	for (int x = 0; from->pool.len && x < to->columns; x++) {
		uint32_t tag = source[x].tag;
		size_t len;
		const char *s = cell_bytes(from, &source[x], &len);

		if (tag_pooled(tag))
			cell_set(to, &row[x], s, len, tag_width(tag), tag_role(tag));
	}
	to->dirty[y] = true;
	if (to->pool.len > to->pool_limit)
		pool_compact(to);
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
