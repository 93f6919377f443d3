/* SPDX-License-Identifier: MIT */
/* Every line of a frame ends in the same column, whatever the cells hold; measured without the program's own
 * widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "out/text.h"

enum { ENTRIES = 10000, COLUMNS_MAX = 200 };

/* Columns of what the generator and the form may use; anything else fails the test. */
static const struct { uint32_t first, last; int narrow, wide; } widths[] = {
	{ 0x20, 0x7E, 1, 1 },
	{ 0xA7, 0xA7, 1, 2 },        /* § */
	{ 0xB0, 0xB1, 1, 2 },        /* ° ± */
	{ 0xB7, 0xB7, 1, 2 }, { 0xD7, 0xD7, 1, 2 }, { 0xE9, 0xE9, 1, 2 }, { 0xF7, 0xF7, 1, 2 },
	{ 0x300, 0x36F, 0, 0 },      /* combining */
	{ 0x3B1, 0x3C9, 1, 2 }, { 0x410, 0x44F, 1, 2 },
	{ 0x200D, 0x200D, 0, 0 },
	{ 0x2014, 0x201D, 1, 2 }, { 0x2026, 0x2026, 1, 2 }, { 0x2030, 0x2030, 1, 2 },
	{ 0x2103, 0x2103, 1, 2 }, { 0x2192, 0x2192, 1, 2 }, { 0x221A, 0x221A, 1, 2 },
	{ 0x2264, 0x2265, 1, 2 }, { 0x2460, 0x2473, 1, 2 }, { 0x2500, 0x257F, 1, 2 },
	{ 0x25A0, 0x25A1, 1, 2 }, { 0x2605, 0x2606, 1, 2 },
	{ 0x3000, 0x3029, 2, 2 }, { 0x33A1, 0x33A1, 2, 2 }, { 0x3400, 0x4DBF, 2, 2 }, { 0x4E00, 0x9FFF, 2, 2 },
	{ 0xAC00, 0xD7A3, 2, 2 }, { 0xFE0F, 0xFE0F, 0, 0 }, { 0xFF01, 0xFF60, 2, 2 },
	{ 0x1F600, 0x1F64F, 2, 2 }, { 0x20000, 0x2FFFF, 2, 2 }, { 0xE0100, 0xE01EF, 0, 0 },
};

static const char *const pieces[] = {
	"中", "编制", "，", "。", "（", "）", "《", "》", "“", "”", "、", "：", "％", "１２", "　", "≥", "≤", "—", "——",
	"…", "①", "⑳", "°", "℃", "‰", "±", "×", "÷", "·", "√", "→", "★", "□", "α", "Ж", "é", "§",
	"a", "Word", "24.56", "100%", " ", "  ", "\n", "e\u0301", "中\u0301\u0302\u0303\u0304\u0305\u0306", "葛\U000E0100",
	"㐂", "𠀀", "𪚥", "😀", "😀\uFE0F", "㎡", "각", "\x1b[31m", "\x7F", "\u202E", "\u2066", "\uFEFF", "\t", "\u0301"
};
static const char *const box_pieces[] = { "─", "│", "┼", "|", "+", "-" };

static int measure(const char *s, size_t len, bool wide)
{
	const char *end = s + len;
	int sum = 0;

	while (s < end) {
		uint32_t c;
		size_t i = 0;

		s += text_decode(s, end, &c);
		while (i < sizeof widths / sizeof *widths && (c < widths[i].first || c > widths[i].last))
			i++;
		if (i == sizeof widths / sizeof *widths)
			fail_msg("U+%04X is in no table of this test", (unsigned)c);
		sum += wide ? widths[i].wide : widths[i].narrow;
	}
	return sum;
}

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static void random_text(uint64_t *seed, bool boxes, struct str *out)
{
	uint32_t most = next_random(seed) % 20 ? 8 : 80;

	str_reset(out);
	for (uint32_t n = next_random(seed) % most; n; n--)
		if (boxes && next_random(seed) % 6 == 0)
			str_add(out, box_pieces[next_random(seed) % (sizeof box_pieces / sizeof *box_pieces)]);
		else
			str_add(out, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
}

/* Cells printed outside the frame get no frame glyphs: their lines could not be told from the frame's. */
static bool is_outside(const struct form *form, int cell)
{
	for (int r = 0; r < form->row_count; r++)
		for (int b = 0; form->rows[r].kind == ROW_LINE && b < form->rows[r].count; b++)
			if (form->rows[r].boxes[b].cell == cell)
				return true;
	return false;
}

static struct entry *random_entry(const struct form *form, uint64_t *seed, bool boxes)
{
	struct entry *e = entry_new(form, 2023);
	struct str text = {0};

	for (int r = 0; r < form->repeat_count; r++)
		for (uint32_t n = next_random(seed) % 12; n; n--)
			entry_insert_row(e, r, entry_row_count(e, r), 0);
	for (int c = 0; c < form->cell_count; c++) {
		int repeat = form->cells[c].repeat, rows = repeat < 0 ? 0 : entry_row_count(e, repeat);

		for (int row = repeat < 0 ? -1 : 0; row < rows; row++) {
			if (next_random(seed) % 3 == 0)
				continue;
			random_text(seed, boxes && !is_outside(form, c), &text);
			entry_set(e, (struct ref){ c, row }, str_text(&text));
		}
	}
	str_clear(&text);
	return e;
}

/* --- what a line looks like --- */

struct line {
	int width;
	bool up[COLUMNS_MAX], down[COLUMNS_MAX];     /* frame glyphs that go up, go down, by column */
};

static void look(const char *s, size_t len, bool wide, struct line *line)
{
	static const char box[] = "│┘└┴┐┌┬┤├┼", ups[] = "│┘└┴┤├┼", downs[] = "│┐┌┬┤├┼";
	const char *end = s + len;
	int x = 0;

	*line = (struct line){ .width = measure(s, len, wide) };
	while (s < end) {
		uint32_t c;
		char glyph[4] = {0};
		int n = text_decode(s, end, &c);

		memcpy(glyph, s, n < 4 ? (size_t)n : 3);
		if (n == 3 && strstr(box, glyph)) {
			assert_in_range(x, 0, COLUMNS_MAX - 1);
			line->up[x] = strstr(ups, glyph) != NULL;
			line->down[x] = strstr(downs, glyph) != NULL;
		}
		x += measure(s, (size_t)n, wide);
		s += n;
	}
}

static bool in_frame(const char *s, enum frame frame)
{
	return frame == FRAME_ASCII ? *s == '|' || *s == '+' : !strncmp(s, "│", 3) || !strncmp(s, "├", 3)
		|| !strncmp(s, "┌", 3) || !strncmp(s, "└", 3);
}

static bool closes_frame(const char *s, size_t len, enum frame frame)
{
	if (frame == FRAME_ASCII)
		return s[len - 1] == '|' || s[len - 1] == '+';
	return len >= 3 && (!strncmp(s + len - 3, "│", 3) || !strncmp(s + len - 3, "┤", 3)
		|| !strncmp(s + len - 3, "┐", 3) || !strncmp(s + len - 3, "┘", 3));
}

/* Lines of a frame end in one column with a closing glyph, no line is wider than the paper; with `joined`, what
 * goes down goes up in the next line. */
static void check_text(const struct str *text, const struct text_options *o, bool joined)
{
	const char *s = text->data, *end = s + text->len;
	bool wide = o->ambiguous == TEXT_WIDE;
	struct line line, before = {0};
	int width = 0;

	while (s < end) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		bool framed;

		s += *s == '\f';
		look(s, (size_t)(stop - s), wide, &line);
		framed = in_frame(s, o->frame);
		assert_true(line.width <= o->columns);
		if (framed) {
			width = width ? width : line.width;
			assert_int_equal(line.width, width);
			assert_true(closes_frame(s, (size_t)(stop - s), o->frame));
		}
		for (int x = 0; joined && x < COLUMNS_MAX; x++)
			assert_int_equal(before.down[x], line.up[x]);
		before = line;
		s = stop + 1;
	}
	assert_true(width > 0);
}

static void test_frames(void **state)
{
	static const char *const names[] = {
		"pingliang-project", "chaotian-project", "luosong-department", "luosong-basedata"
	};
	static const struct { enum text_widths widths; enum frame frame; enum paper paper; } jobs[] = {
		{ TEXT_NARROW, FRAME_BOX, PAPER_A4 }, { TEXT_WIDE, FRAME_BOX, PAPER_A4 },
		{ TEXT_NARROW, FRAME_ASCII, PAPER_A4_LANDSCAPE }, { TEXT_WIDE, FRAME_ASCII, PAPER_A4 }
	};
	enum { FORMS = sizeof names / sizeof *names, JOBS = sizeof jobs / sizeof *jobs };
	struct form *forms[FORMS];
	struct text_writer *writers[JOBS];
	struct text_options options[JOBS];
	struct str out = {0};
	uint64_t seed = 20230630;

	(void)state;
	for (int i = 0; i < FORMS; i++) {
		struct str path = {0};
		struct err_list errors = {0};

		str_addf(&path, "%s/data/forms/%s.yaml", getenv("top_srcdir"), names[i]);
		assert_int_equal(form_read_file(path.data, &forms[i], &errors), STATUS_OK);
		str_clear(&path);
	}
	for (int i = 0; i < JOBS; i++) {
		text_options_init(&options[i]);
		options[i].ambiguous = jobs[i].widths;
		options[i].frame = jobs[i].frame;
		options[i].paper = jobs[i].paper;
		options[i].columns = jobs[i].paper == PAPER_A4 ? 88 : 130;
		assert_int_equal(text_writer_new(&options[i], &writers[i], NULL), STATUS_OK);
	}
	for (int i = 0; i < ENTRIES; i++) {
		bool boxes = i % 4 == 3;
		struct entry *e = random_entry(forms[i % 5 % FORMS], &seed, boxes);
		struct sheet *sheet = sheet_new(e);

		for (int policy = 0; policy < 2; policy++) {
			int job = policy + (i % 2) * 2;

			str_reset(&out);
			assert_int_equal(text_writer_add(writers[job], sheet, NULL, &out, NULL), STATUS_OK);
			check_text(&out, &options[job], !boxes && options[job].frame == FRAME_BOX);
		}
		sheet_free(sheet);
		entry_free(e);
	}
	for (int i = 0; i < JOBS; i++)
		text_writer_free(writers[i]);
	for (int i = 0; i < FORMS; i++)
		form_free(forms[i]);
	str_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_frames) };

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
