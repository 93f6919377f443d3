/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "ui/draw.h"

enum { COLUMNS = 23, ROWS = 6 };

/* --- a small terminal --- */

struct cell { char bytes[64]; int width; char look; };

struct terminal {
	struct cell cells[ROWS][COLUMNS];
	int x, y;
	char look;
	bool hidden;
	bool wide;                   /* ambiguous characters take two columns */
	int jumps;
};

static void blank(struct cell *c)
{
	*c = (struct cell){ .bytes = " ", .width = 1, .look = 'a' };
}

static void wipe(struct terminal *t, int y, int from)
{
	for (int x = from; x < COLUMNS; x++)
		blank(&t->cells[y][x]);
}

/* What real terminals do with the other half of what is overwritten. */
static void break_glyph(struct terminal *t, int y, int x)
{
	if (x < COLUMNS && t->cells[y][x].width == 0)
		blank(&t->cells[y][x - 1]);
	if (x + 1 < COLUMNS && t->cells[y][x].width == 2)
		blank(&t->cells[y][x + 1]);
}

static void print(struct terminal *t, const char *s, int len, int width)
{
	struct cell *c = &t->cells[t->y][t->x];

	assert_true(t->x + width <= COLUMNS);
	for (int i = 0; i < width; i++)
		break_glyph(t, t->y, t->x + i);
	*c = (struct cell){ .width = width, .look = t->look };
	memcpy(c->bytes, s, (size_t)len);
	if (width == 2)
		c[1] = (struct cell){ .look = t->look };
	t->x += width;
}

static void join(struct terminal *t, const char *s, int len)
{
	struct cell *c = &t->cells[t->y][t->x - 1];

	if (c->width == 0)
		c--;
	if (strlen(c->bytes) + (size_t)len < sizeof c->bytes)
		strncat(c->bytes, s, (size_t)len);
}

static const char *control(struct terminal *t, const char *s)
{
	int used = 0, x, y;

	if (sscanf(s, "\033[%d;%dH%n", &y, &x, &used) == 2 && used) {
		assert_in_range(x, 1, COLUMNS);
		assert_in_range(y, 1, ROWS);
		t->x = x - 1;
		t->y = y - 1;
		t->jumps++;
		return s + used;
	}
	if (!strncmp(s, "\033C", 2)) {
		for (y = 0; y < ROWS; y++)
			wipe(t, y, 0);
		t->x = t->y = 0;
	} else if (!strncmp(s, "\033K", 2)) {
		break_glyph(t, t->y, t->x);
		wipe(t, t->y, t->x);
	} else if (!strncmp(s, "\033S", 2) || !strncmp(s, "\033H", 2))
		t->hidden = s[1] == 'H';
	else if (s[1] >= 'a' && s[1] <= 'z')
		t->look = s[1];
	else
		fail_msg("what is ESC %c?", s[1]);
	return s + 2;
}

static void feed(struct terminal *t, const struct str *bytes)
{
	const char *s = str_text(bytes), *end = s + bytes->len;

	while (s < end) {
		uint32_t c;
		int len, width;

		if (*s == '\033') {
			s = control(t, s);
			continue;
		}
		len = text_decode(s, end, &c);
		width = text_char_width(t->wide ? TEXT_WIDE : TEXT_LOCALE, c);
		if (width)
			print(t, s, len, width);
		else
			join(t, s, len);
		s += len;
	}
}

/* --- helpers --- */

static void prepare(struct draw *d, struct terminal *t)
{
	draw_init(d, COLUMNS, ROWS);
	d->clear = "\033C";
	d->clear_line = "\033K";
	d->show_cursor = "\033S";
	d->hide_cursor = "\033H";
	d->utf8 = d->keeps_corner = true;
	/* Roles that look the same in this terminal are still different settings. */
	for (int role = 0; role < ROLE_COUNT; role++)
		snprintf(d->looks[role], sizeof d->looks[role], "\033%c", 'a' + role);
	*t = (struct terminal){ .look = 'z' };
	/* Before the first screen, anything may stand there. */
	for (int y = 0; y < ROWS; y++)
		for (int x = 0; x < COLUMNS; x++)
			t->cells[y][x] = (struct cell){ .bytes = "#", .width = 1, .look = 'z' };
}

static void show(struct draw *d, struct terminal *t, struct grid *g, int x, int y, bool again)
{
	draw_show(d, g, x, y, again);
	feed(t, &d->out);
	str_reset(&d->out);
}

static void expect_same(const struct terminal *t, const struct grid *g)
{
	for (int y = 0; y < grid_rows(g); y++)
		for (int x = 0; x < grid_columns(g); x++) {
			const struct cell *c = &t->cells[y][x];
			int len, width;
			enum role role;
			const char *s = grid_get(g, x, y, &len, &width, &role);

			if (c->width != width || strlen(c->bytes) != (size_t)len
					|| memcmp(c->bytes, s, (size_t)len) || c->look != 'a' + (char)role)
				fail_msg("at %d,%d: “%s” (%d, %c), not “%.*s” (%d, %c)", x, y, c->bytes,
					c->width, c->look, len, s, width, 'a' + role);
		}
}

static const char *const pieces[] = { "a", "中", "文字末", " ", "     ", "e\u0301", "──", "≥90", "，", "xyz",
	"│", "钢材", "😀", "abc def", "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307" };

static void scribble(struct grid *g)
{
	struct rect all = { 0, 0, grid_columns(g), grid_rows(g) };

	for (int i = rand() % 12; i >= 0; i--) {
		const char *piece = pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];
		int x = rand() % (all.width + 4) - 2, y = rand() % all.height;
		enum role role = rand() % 3 ? ROLE_PLAIN : (enum role)(rand() % ROLE_COUNT);

		if (rand() % 6 == 0)
			grid_fill(g, (struct rect){ x, y, rand() % 20, rand() % 3 }, role);
		else
			grid_put(g, all, x, y, piece, strlen(piece), role);
	}
}

/* --- tests --- */

/* Whatever the grid was and is: the terminal shows it, with the caret where it belongs. */
static void test_random(void **state)
{
	struct grid *g = grid_new(COLUMNS, ROWS, TEXT_LOCALE);
	struct terminal t;
	struct draw d;

	(void)state;
	srand(4);
	prepare(&d, &t);
	show(&d, &t, g, 0, 0, true);
	expect_same(&t, g);
	for (int i = 0; i < 20000; i++) {
		int x = rand() % (COLUMNS + 1) - 1, y = rand() % ROWS;

		scribble(g);
		if (i % 1000 == 999)
			draw_forget(&d);
		show(&d, &t, g, x, y, rand() % 100 == 0);
		expect_same(&t, g);
		assert_int_equal(t.hidden, x < 0);
		if (x >= 0)
			assert_true(t.x == x && t.y == y);
	}
	draw_clear(&d);
	grid_free(g);
}

/* Nothing changed, nothing sent; one character changed, little sent. */
static void test_little(void **state)
{
	struct grid *g = grid_new(COLUMNS, ROWS, TEXT_LOCALE);
	struct rect all = { 0, 0, COLUMNS, ROWS };
	struct terminal t;
	struct draw d;

	(void)state;
	prepare(&d, &t);
	grid_put(g, all, 0, 2, "预算 12345", 12, ROLE_PLAIN);
	draw_show(&d, g, 3, 2, true);
	assert_string_equal(str_text(&d.out), "\033a\033C\033[3;1H预算 12345\033[3;4H");
	str_reset(&d.out);
	grid_put(g, all, 0, 2, "预算 12345", 12, ROLE_PLAIN);
	draw_show(&d, g, 3, 2, false);
	assert_int_equal(d.out.len, 0);
	grid_put(g, all, 7, 2, "9", 1, ROLE_PLAIN);
	draw_show(&d, g, 8, 2, false);
	assert_string_equal(str_text(&d.out), "\033[3;8H9");
	str_reset(&d.out);
	grid_fill(g, (struct rect){ 0, 2, COLUMNS, 1 }, ROLE_PLAIN);
	draw_show(&d, g, 0, 2, false);
	assert_string_equal(str_text(&d.out), "\033[3;1H\033K");
	str_reset(&d.out);
	/* Behind several characters in one cell the cursor is not trusted. */
	grid_put(g, all, 0, 0, "e\u0301x", 4, ROLE_PLAIN);
	draw_show(&d, g, 0, 2, false);
	assert_string_equal(str_text(&d.out), "\033[1;1He\u0301\033[1;2Hx\033[3;1H");
	draw_clear(&d);
	grid_free(g);
}

/* A terminal that shows ambiguous characters wider than the locale says: whatever it does to them, everything else
 * stands in its column. */
static void test_unsure(void **state)
{
	static const char line[] = "≥90—“中”│x";
	struct grid *g = grid_new(COLUMNS, ROWS, TEXT_LOCALE);
	struct rect all = { 0, 0, COLUMNS, ROWS };
	struct terminal t;
	struct draw d;

	(void)state;
	prepare(&d, &t);
	t.wide = true;
	d.unsure = true;
	grid_put(g, all, 0, 0, line, strlen(line), ROLE_PLAIN);
	show(&d, &t, g, 0, 0, true);
	assert_string_equal(t.cells[0][1].bytes, "9");
	assert_string_equal(t.cells[0][5].bytes, "中");
	assert_string_equal(t.cells[0][9].bytes, "x");
	draw_clear(&d);
	grid_free(g);
}

/* A terminal that scrolls when its last cell is written never gets it written. */
static void test_corner(void **state)
{
	struct grid *g = grid_new(COLUMNS, ROWS, TEXT_LOCALE);
	struct rect all = { 0, 0, COLUMNS, ROWS };
	struct terminal t;
	struct draw d;

	(void)state;
	prepare(&d, &t);
	d.keeps_corner = false;
	grid_put(g, all, COLUMNS - 2, ROWS - 1, "ab", 2, ROLE_PLAIN);
	grid_put(g, all, COLUMNS - 2, 0, "ab", 2, ROLE_PLAIN);
	show(&d, &t, g, 0, 0, true);
	assert_string_equal(t.cells[ROWS - 1][COLUMNS - 2].bytes, "a");
	assert_string_equal(t.cells[ROWS - 1][COLUMNS - 1].bytes, " ");
	assert_string_equal(t.cells[0][COLUMNS - 1].bytes, "b");
	draw_clear(&d);
	grid_free(g);
}

/* Unassigned characters never reach the terminal; padding neither. */
static void test_never_sent(void **state)
{
	struct grid *g = grid_new(COLUMNS, ROWS, TEXT_LOCALE);
	struct rect all = { 0, 0, COLUMNS, ROWS };
	struct terminal t;
	struct draw d;

	(void)state;
	prepare(&d, &t);
	d.clear = "\033C$<50/>";
	grid_put(g, all, 0, 0, "a\u0378b", 4, ROLE_PLAIN);
	show(&d, &t, g, 0, 0, true);
	assert_string_equal(t.cells[0][1].bytes, "□");
	assert_string_equal(t.cells[0][2].bytes, "b");
	draw_clear(&d);
	grid_free(g);
}

static void own_jump(struct draw *d, int x, int y)
{
	char bytes[32];

	snprintf(bytes, sizeof bytes, "\033[%d;%dH$<5>", y + 1, x + 1);
	draw_add(d, bytes);
}

static void test_other_jump(void **state)
{
	struct grid *g = grid_new(COLUMNS, ROWS, TEXT_LOCALE);
	struct terminal t;
	struct draw d;

	(void)state;
	prepare(&d, &t);
	d.jump = own_jump;
	show(&d, &t, g, 4, 5, true);
	assert_true(t.x == 4 && t.y == 5);
	draw_clear(&d);
	grid_free(g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_little),
		cmocka_unit_test(test_unsure),
		cmocka_unit_test(test_corner),
		cmocka_unit_test(test_never_sent),
		cmocka_unit_test(test_other_jump),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
