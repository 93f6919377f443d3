/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700	/* wcwidth */
#include "ui/draw.h"

#include <limits.h>
#include <string.h>
#include <wchar.h>

enum { RUN_GAP = 4 };                /* equal cells between two runs that are cheaper sent than jumped over */

void draw_init(struct draw *d, int columns, int rows)
{
	*d = (struct draw){ .shown = grid_new(columns, rows, TEXT_LOCALE), .clear = "", .clear_line = "",
		.show_cursor = "", .hide_cursor = "", .x = -1, .look = -1 };
}

void draw_clear(struct draw *d)
{
	grid_free(d->shown);
	str_clear(&d->out);
}

void draw_resize(struct draw *d, int columns, int rows)
{
	grid_resize(d->shown, columns, rows);
	draw_forget(d);
}

void draw_forget(struct draw *d)
{
	d->x = d->look = -1;
	d->hidden = false;
}

void draw_add(struct draw *d, const char *control)
{
	const char *pad;

	while ((pad = strstr(control, "$<")) && strchr(pad, '>')) {
		str_add_len(&d->out, control, (size_t)(pad - control));
		control = strchr(pad, '>') + 1;
	}
	str_add(&d->out, control);
}

void draw_jump(struct draw *d, int x, int y)
{
	if (d->jump)
		d->jump(d, x, y);
	else
		str_addf(&d->out, "\033[%d;%dH", y + 1, x + 1);
	d->x = x;
	d->y = y;
}

/* --- cells --- */

/* In the locale's encoding. */
static void add_encoded(struct draw *d, const char *s, const char *end)
{
	mbstate_t state = { 0 };
	char bytes[MB_LEN_MAX];

	while (s < end) {
		uint32_t c;
		size_t len;

		s += text_decode(s, end, &c);
		len = wcrtomb(bytes, (wchar_t)c, &state);
		if (len == (size_t)-1)
			str_add_char(&d->out, '?');
		else
			str_add_len(&d->out, bytes, len);
	}
}

/* What the locale cannot measure is not sent: nobody knows what it would do. */
static const char *replacement(void)
{
	return wcwidth(0x25a1) == 1 ? "\u25a1" : "?";
}

/* Afterwards the cursor is where the grid says, or its place counts as unknown: after several
 * characters in one cell, and after those of which terminals disagree how wide they are. */
static void add_glyph(struct draw *d, const char *s, int len, int width)
{
	const char *end = s + len;
	uint32_t c;
	int first;

	if (len == 1) {
		str_add_char(&d->out, *s);
		d->x++;
		return;
	}
	first = text_decode(s, end, &c);
	if (wcwidth((wchar_t)c) < 0) {
		s = replacement();
		end = s + strlen(s);
	}
	if (d->utf8)
		str_add_len(&d->out, s, (size_t)(end - s));
	else
		add_encoded(d, s, end);
	d->x = first < len || (d->unsure && width == 1) ? -1 : d->x + width;
}

/* A blank can be written with any pen that leaves as little behind: most of a table is blanks. */
static bool may_keep_look(const struct draw *d, const char *s, enum role role)
{
	return *s == ' ' && d->look >= 0 && d->bare[d->look] && d->bare[role];
}

static void take_look(struct draw *d, enum role role)
{
	if (d->look == (int)role)
		return;
	str_add(&d->out, d->looks[role]);
	d->look = (int)role;
}

static bool is_blank(const struct grid *g, int x, int y)
{
	int len, width;
	enum role role;
	const char *s = grid_get(g, x, y, &len, &width, &role);

	return len == 1 && *s == ' ' && role == ROLE_PLAIN;
}

/* The next run of cells before `end` that differ, from *to on.  It needs no care for half glyphs: a
 * tail differs from everything but a tail, and what is sent are whole glyphs.  False: there is
 * none. */
static bool find_run(const struct draw *d, const struct grid *g, int y, int end, int *from, int *to)
{
	int x = *to, same = 0;

	while (x < end && grid_cell_equal(g, d->shown, x, y))
		x++;
	if (x >= end)
		return false;
	*from = *to = x;
	for (; x < end && same < RUN_GAP; x++) {
		same = grid_cell_equal(g, d->shown, x, y) ? same + 1 : 0;
		if (!same)
			*to = x + 1;
	}
	return true;
}

static void add_run(struct draw *d, const struct grid *g, int y, int from, int to)
{
	bool last_line = y == grid_rows(g) - 1;

	for (int x = from; x < to; x++) {
		int len, width;
		enum role role;
		const char *s = grid_get(g, x, y, &len, &width, &role);

		if (!width || (last_line && x + width == grid_columns(g) && !d->keeps_corner))
			continue;
		if (d->x != x || d->y != y)
			draw_jump(d, x, y);
		if (!may_keep_look(d, s, role))
			take_look(d, role);
		add_glyph(d, s, len, width);
	}
}

/* Where nothing but blanks follows. */
static int blank_tail(const struct grid *g, int y)
{
	int x = grid_columns(g);

	while (x > 0 && is_blank(g, x - 1, y))
		x--;
	return x;
}

static void add_row(struct draw *d, const struct grid *g, int y)
{
	int end = *d->clear_line ? blank_tail(g, y) : grid_columns(g);
	int from, to = 0;

	if (grid_row_equal(g, d->shown, y))
		return;
	while (find_run(d, g, y, end, &from, &to))
		add_run(d, g, y, from, to);
	if (blank_tail(d->shown, y) > end) {
		if (d->x != end || d->y != y)
			draw_jump(d, end, y);
		take_look(d, ROLE_PLAIN);
		draw_add(d, d->clear_line);
	}
	grid_set_row(d->shown, g, y);
}

static void add_caret(struct draw *d, int x, int y)
{
	bool hide = x < 0;

	if (!hide && (d->x != x || d->y != y))
		draw_jump(d, x, y);
	if (hide != d->hidden)
		draw_add(d, hide ? d->hide_cursor : d->show_cursor);
	d->hidden = hide;
}

void draw_show(struct draw *d, struct grid *g, int x, int y, bool again)
{
	if (again) {
		take_look(d, ROLE_PLAIN);
		draw_add(d, d->clear);
		d->x = -1;
		grid_fill(d->shown, (struct rect){ 0, 0, grid_columns(g), grid_rows(g) }, ROLE_PLAIN);
	}
	for (int row = 0; row < grid_rows(g) && row < grid_rows(d->shown); row++)
		if (again || grid_row_dirty(g, row))
			add_row(d, g, row);
	grid_clean(g);
	add_caret(d, x, y);
}
