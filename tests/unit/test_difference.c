/* SPDX-License-Identifier: MIT */
/* Two years of 平凉's table as lines of differences, at all widths; and the trend. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "form/form.h"
#include "ui/difference.h"
#include "ui/trend.h"

enum { NARROWEST = 60, WIDEST = 180 };

struct fixture {
	struct form *form;
	struct entry *entry[2];      /* this year's, last year's */
	struct sheet *sheet[2];
	struct comparison c;
	struct difference_lines lines;
};

static const struct { const char *cell, *now, *then; } texts[] = {
	{ "project", "机构编制专项工作经费", "机构编制工作经费" },
	{ "funds.fiscal.budget", "43", "40" },
	{ "funds.fiscal.executed", "24.56", "23.12" },
	{ "goals.actual", "2023年，完成了年初确定的30项任务，各项工作取得新成效，为全市经济社会高质量发展提供了坚强保障。",
		"2022年，完成了年初确定的26项任务，各项工作有新进展，为全市发展提供了坚强有力的体制机制保障，没有遗留问题。" },
	{ "indicators[1].level3", "指标1：专题会议次数", "指标1：专题会议次数" },
	{ "indicators[1].actual", "4次", "3次" },
	{ "indicators[2].level3", "指标2：新的", "指标2：电子编制证使用率" },
};

static void fill(struct fixture *f, int year)
{
	struct entry *e = f->entry[year] = entry_new(f->form, 2023 - year);

	entry_fill_initial(e);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct ref at;

		assert_int_equal(entry_parse_name(e, texts[i].cell, false, &at, NULL), STATUS_OK);
		entry_set(e, at, year ? texts[i].then : texts[i].now);
	}
	f->sheet[year] = sheet_new(e);
}

static int enter(void **state)
{
	static struct fixture fixture;
	struct fixture *f = *state = &fixture;
	const char *folder = getenv("ZIPING_DATADIR");
	struct err_list errors = { 0 };
	struct str path = { 0 };
	enum status status;

	*f = (struct fixture){ 0 };
	str_addf(&path, "%s/forms/pingliang-project.yaml", folder ? folder : "data");
	status = form_read_file(path.data, &f->form, &errors);
	str_clear(&path);
	if (status != STATUS_OK)
		return -1;
	fill(f, 0);
	fill(f, 1);
	compare_sheets(f->sheet[0], f->sheet[1], &f->c);
	return 0;
}

static int leave(void **state)
{
	struct fixture *f = *state;

	difference_lines_clear(&f->lines);
	comparison_clear(&f->c);
	for (int i = 0; i < 2; i++) {
		sheet_free(f->sheet[i]);
		entry_free(f->entry[i]);
	}
	form_free(f->form);
	return 0;
}

static struct decimal number(const char *text)
{
	struct decimal d;

	assert_true(decimal_parse(text, strlen(text), &d));
	return d;
}

static void test_figures(void **state)
{
	static const struct { enum cell_type type; int decimals; const char *difference, *want; } cases[] = {
		{ CELL_MONEY, -1, "1.44", "+1.44" }, { CELL_MONEY, -1, "-3.00", "-3" },
		{ CELL_NUMBER, -1, "0", "0" }, { CELL_PERCENT, 0, "0.013", "+1.3 points" },
		{ CELL_PERCENT, 2, "-0.00525", "-0.53 points" }, { CELL_PERCENT, -1, "0.5", "+50 points" },
		{ CELL_SCORE, 1, "-0.14", "-0.1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cell cell = { .type = cases[i].type, .round = cases[i].type == CELL_SCORE,
			.style = { .kind = cases[i].type == CELL_PERCENT ? NUMBER_PERCENT : NUMBER_PLAIN,
				.decimals = cases[i].decimals } };
		struct str text = { 0 };

		difference_add(&cell, number(cases[i].difference), &text);
		assert_string_equal(text.data, cases[i].want);
		str_clear(&text);
	}
}

/* --- lines --- */

static void build(struct fixture *f, bool all, enum text_widths widths, int columns)
{
	difference_lines_build(&f->lines, &f->c, f->sheet[0], f->sheet[1], all, widths, columns);
}

static void add_part(const struct fixture *f, const struct difference_line *line, enum difference_part part,
	struct str *out)
{
	str_add_len(out, f->lines.text.data + line->parts[part].start, line->parts[part].len);
}

static void drop_blanks(struct str *s)
{
	for (size_t i = 0; i < s->len; )
		if (s->data[i] == ' ')
			str_remove(s, i, 1);
		else
			i++;
}

/* Wrapped at any width, a text of two years is all there. */
static void test_words(void **state)
{
	struct fixture *f = *state;
	struct str want = { 0 };

	compare_add_words(texts[3].then, texts[3].now, &want);
	for (int columns = NARROWEST; columns <= WIDEST; columns++) {
		struct str got = { 0 };

		build(f, false, columns % 2 ? TEXT_WIDE : TEXT_NARROW, columns);
		for (size_t i = 0; i < f->lines.count; i++)
			if (!strcmp(f->c.items[f->lines.items[i].item].after, texts[3].now))
				add_part(f, &f->lines.items[i], PART_THEN, &got);
		drop_blanks(&got);
		assert_string_equal(got.data, want.data);
		str_clear(&got);
	}
	str_clear(&want);
}

/* Nothing is painted over anything else, and nothing leaves the screen. */
static void test_widths(void **state)
{
	struct fixture *f = *state;

	for (int columns = NARROWEST; columns <= WIDEST; columns++) {
		enum text_widths widths = columns % 2 ? TEXT_WIDE : TEXT_NARROW;

		build(f, true, widths, columns);
		assert_true(f->lines.width[PART_LABEL] >= 12);
		assert_true(f->lines.x[PART_SHARE] + f->lines.width[PART_SHARE] < columns);
		for (size_t i = 0; i < f->lines.count; i++) {
			const struct difference_line *line = &f->lines.items[i];
			struct str label = { 0 }, words = { 0 };

			add_part(f, line, PART_LABEL, &label);
			add_part(f, line, PART_THEN, &words);
			if (!line->wide)
				assert_in_range(text_width(widths, str_text(&label), label.len), 0,
					f->lines.width[PART_LABEL]);
			if (line->words)
				assert_in_range(text_width(widths, str_text(&words), words.len), 0,
					columns - f->lines.x[PART_THEN] - 1);
			str_clear(&label);
			str_clear(&words);
		}
	}
}

/* Words that changed look different on each of their lines, those between do not. */
static void test_marks(void **state)
{
	struct fixture *f = *state;
	struct grid *g = grid_new(NARROWEST, 1, TEXT_NARROW);
	struct rect line = { 0, 0, NARROWEST, 1 };
	bool inside = false;
	int marked = 0;

	build(f, false, TEXT_NARROW, NARROWEST);
	for (size_t i = 0; i < f->lines.count; i++) {
		if (!f->lines.items[i].words || strcmp(f->c.items[f->lines.items[i].item].after, texts[3].now))
			continue;
		difference_paint(&f->lines, g, line, i, false);
		for (int x = f->lines.x[PART_THEN], len, width; x < NARROWEST - 1; x++) {
			enum role role;
			const char *glyph = grid_get(g, x, 0, &len, &width, &role);

			if (!width || *glyph == ' ')
				continue;
			inside = inside || (len == 3 && !memcmp(glyph, "〔", 3));
			assert_int_equal(role, inside ? ROLE_MARKED : ROLE_PLAIN);
			marked += inside;
			inside = inside && (len != 3 || memcmp(glyph, "〕", 3));
		}
	}
	assert_true(marked > 10);
	grid_free(g);
}

/* --- the trend --- */

static void test_trend(void **state)
{
	struct fixture *f = *state;
	struct trend_point points[] = {
		{ .year = 2021, .has_rate = true, .rate = number("0.57"), .has_score = true, .score = number("95.7") },
		{ .year = 2022 },
		{ .year = 2023, .has_rate = true, .rate = number("1.1627"), .has_score = true, .score = number("100") },
	};
	struct trend t = { points, 3, 3 };
	struct str text = { 0 };

	trend_add(&t, f->form, FRAME_ASCII, TEXT_NARROW, 80, &text);
	assert_string_equal(text.data,
		"year      rate                        score\n"
		"2021       57% ###########             95.7 ###################\n"
		"2022         —                            —\n"
		"2023   116.27% ####################     100 ####################\n");
	str_reset(&text);
	trend_add(&t, f->form, FRAME_BOX, TEXT_NARROW, 80, &text);
	assert_non_null(strstr(text.data, "57% ███████████  "));
	str_reset(&text);
	trend_add(&t, f->form, FRAME_BOX, TEXT_WIDE, 80, &text);
	assert_non_null(strstr(text.data, "57% ###########  "));
	assert_non_null(strstr(text.data, "\n2022        —                           —\n"));
	str_reset(&text);
	trend_add(&t, f->form, FRAME_ASCII, TEXT_NARROW, 44, &text);
	assert_non_null(strstr(text.data, "\n2023   116.27% ##########     100 ##########\n"));
	assert_true(trend_is_worth(&t));
	t.count = 2;
	assert_false(trend_is_worth(&t));
	str_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test_setup_teardown(test_words, enter, leave),
		cmocka_unit_test_setup_teardown(test_widths, enter, leave),
		cmocka_unit_test_setup_teardown(test_marks, enter, leave),
		cmocka_unit_test_setup_teardown(test_trend, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
