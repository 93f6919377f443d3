/* SPDX-License-Identifier: MIT */
/* What stands around the table on paper: feet, lines to sign on, pages behind, blank forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "out/text.h"

static const char *const with_block[] = { "pingliang-project", "ningxia-project" };
static const char *const with_own[] = { "chaotian-project", "luosong-department", "luosong-basedata" };

static struct form *read_form(const char *name)
{
	struct err_list errors = { 0 };
	struct str path = { 0 };
	struct form *form;

	str_addf(&path, "%s/data/forms/%s.yaml", getenv("top_srcdir"), name);
	assert_int_equal(form_read_file(path.data, &form, &errors), STATUS_OK);
	str_clear(&path);
	return form;
}

static struct entry *new_entry(const struct form *form, int rows)
{
	struct entry *e = entry_new(form, 2023);

	entry_fill_initial(e);
	for (int r = 0; r < form->repeat_count; r++)
		while (entry_row_count(e, r) < rows)
			entry_insert_row(e, r, entry_row_count(e, r), 0);
	return e;
}

static struct text_writer *new_writer(int columns, int lines)
{
	struct text_options o;
	struct text_writer *w;

	text_options_init(&o);
	o.columns = columns;
	o.lines = lines;
	assert_int_equal(text_writer_new(&o, &w, NULL), STATUS_OK);
	return w;
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text++)
		n++;
	return n;
}

/* The page that a place of the text is on, from 0. */
static int page_of(const char *text, const char *place)
{
	int page = 0;

	for (; text < place; text++)
		page += *text == '\f';
	return page;
}

static const char *last_of(const char *text, const char *what)
{
	const char *last = NULL;

	for (; (text = strstr(text, what)); text++)
		last = text;
	return last;
}

/* --- feet --- */

static void test_feet(void **state)
{
	static const struct { struct furniture f; const char *foot; } cases[] = {
		{ { .revision = 0 }, "" },
		{ { .blank = true, .signature = true }, "" },
		{ { .revision = 2, .draft = true, .code = "7K3M-9QXT-2WPA-5" }, "第2稿 草稿  校验码 7K3M-9QXT-2WPA-5" },
		{ { .revision = 12, .is_signed = true }, "第12稿 签字稿" },
		{ { .revision = 1, .code = "X" }, "第1稿 送签稿  校验码 X" },
	};
	struct str foot = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str_reset(&foot);
		furniture_add_foot(&cases[i].f, &foot);
		assert_string_equal(str_text(&foot), cases[i].foot);
	}
	str_clear(&foot);
}

/* --- lines to sign on --- */

static void check_signature_lines(const struct form *form, int signers)
{
	struct str text = { 0 };

	for (int columns = 28; columns < 140; columns++) {
		int lines, seen = 0;

		str_reset(&text);
		lines = furniture_add_signature(form, columns, &text);
		assert_int_equal(text.data[0], '\n');
		for (const char *s = text.data; *s; s += strcspn(s, "\n") + 1, seen++)
			assert_true(text_width(TEXT_NARROW, s, strcspn(s, "\n")) <= columns);
		assert_int_equal(seen, lines);
		assert_int_equal(count(text.data, "负责人："), signers);
		assert_int_equal(count(text.data, "（盖章）"), 1);
		assert_true(count(text.data, "________") >= signers);
		assert_int_equal(text_width(TEXT_NARROW, text.data, text.len),
			text_width(TEXT_WIDE, text.data, text.len));
	}
	str_clear(&text);
}

/* Nobody is in charge of a department's project. */
static void test_signature_lines(void **state)
{
	struct form *project = read_form("pingliang-project"), *department = read_form("luosong-report");

	(void)state;
	check_signature_lines(project, 3);
	check_signature_lines(department, 2);
	form_free(project);
	form_free(department);
}

/* The block stands on the last page, which has a row of the table. */
static void expect_signed_page(const char *text, int lines)
{
	const char *block = strstr(text, "项目负责人：___"), *frame = last_of(text, "└");

	assert_non_null(block);
	assert_null(strstr(block + 1, "项目负责人：___"));
	assert_true(frame < block);
	assert_int_equal(page_of(text, frame), page_of(text, block));
	assert_int_equal(page_of(text, block), count(text, "\f"));
	assert_int_equal(count(text, "\n"), lines * (count(text, "\f") + 1));
	for (const char *s = frame; s > text && *s != '\f'; s--)
		if (*s == '\n' && !strncmp(s + 1, "│", strlen("│")))
			return;
	fail_msg("no row of the table stands above the lines to sign on");
}

static void test_signature_stays(void **state)
{
	struct furniture f = { .revision = 1, .code = "7K3M-9QXT-2WPA-5", .printed = 1, .signature = true };
	struct str text = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof with_block / sizeof *with_block; i++) {
		struct form *form = read_form(with_block[i]);

		for (int rows = 0; rows < 30; rows++) {
			struct entry *e = new_entry(form, rows);
			struct sheet *sheet = sheet_new(e);

			for (int lines = 20; lines < 75; lines++) {
				struct text_writer *w = new_writer(lines % 2 ? 88 : 66, lines);

				str_reset(&text);
				assert_int_equal(text_writer_add(w, sheet, &f, &text, NULL), STATUS_OK);
				expect_signed_page(text.data, lines);
				text_writer_free(w);
			}
			sheet_free(sheet);
			entry_free(e);
		}
		form_free(form);
	}
	str_clear(&text);
}

/* A report ends with them on the page of its last lines. */
static void test_report_signature(void **state)
{
	struct furniture f = { .revision = 1, .signature = true };
	struct form *form = read_form("luosong-report");
	struct entry *e = new_entry(form, 2);
	struct str text = { 0 };

	(void)state;
	for (int sentences = 0; sentences < 60; sentences++) {
		struct ref at = { form_find_cell(form, "use", 3), -1 };
		struct text_writer *w = new_writer(66, 30);
		struct sheet *sheet;
		const char *block, *page;

		str_reset(&text);
		for (int i = 0; i < sentences; i++)
			str_add(&text, "自评结果用于安排下一年度预算，并向社会公开。");
		entry_set(e, at, str_text(&text));
		sheet = sheet_new(e);
		str_reset(&text);
		assert_int_equal(text_writer_add(w, sheet, &f, &text, NULL), STATUS_OK);
		block = strstr(text.data, "单位负责人：___");
		assert_non_null(block);
		assert_null(strstr(text.data, "项目负责人"));
		page = last_of(text.data, "\f");
		assert_true(page && page < block);
		assert_int_not_equal(strspn(page + 1, " \n_") + (size_t)(page + 1 - text.data),
			strstr(page, "财务负责人") - text.data);
		sheet_free(sheet);
		text_writer_free(w);
	}
	str_clear(&text);
	entry_free(e);
	form_free(form);
}

static void test_own_lines(void **state)
{
	struct furniture f = { .signature = true };
	struct str text = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof with_own / sizeof *with_own; i++) {
		struct form *form = read_form(with_own[i]);
		struct entry *e = new_entry(form, 3);
		struct sheet *sheet = sheet_new(e);
		struct text_writer *w = new_writer(0, 0);

		assert_true(furniture_has_signature(form));
		str_reset(&text);
		assert_int_equal(text_writer_add(w, sheet, &f, &text, NULL), STATUS_OK);
		assert_null(strstr(text.data, "____"));
		text_writer_free(w);
		sheet_free(sheet);
		entry_free(e);
		form_free(form);
	}
	str_clear(&text);
}

/* --- pages behind the table --- */

static void test_parts(void **state)
{
	enum { MANY = 150 };
	const char *few[] = { "总分应为 100", "一段很长的话，一段很长的话，一段很长的话，一段很长的话，一段很长的话，一段很长的话。",
		"\x1b[2J", NULL };
	const char *many[MANY + 1] = { NULL };
	struct furniture_part parts[] = { { "未了事项", few }, { "差异", many } };
	struct furniture f = { .revision = 1, .code = "7K3M-9QXT-2WPA-5", .parts = parts, .part_count = 2 };
	struct form *form = read_form(with_block[0]);
	struct entry *e = new_entry(form, 2);
	struct sheet *sheet = sheet_new(e);
	struct text_writer *w = new_writer(66, 40);
	struct str text = { 0 };

	(void)state;
	for (int i = 0; i < MANY; i++)
		many[i] = "一行";
	assert_int_equal(text_writer_add(w, sheet, &f, &text, NULL), STATUS_OK);
	/* 152 lines with the title, 38 on a page beside a foot of two. */
	assert_int_equal(count(last_of(text.data, "└"), "\f"), 1 + 4);
	assert_int_equal(count(text.data, "\n"), 40 * (count(text.data, "\f") + 1));
	assert_int_equal(count(text.data, "页 共 "), count(text.data, "\f") + 1);
	assert_int_equal(count(text.data, "校验码 7K3M-9QXT-2WPA-5"), count(text.data, "\f") + 1);
	assert_int_equal(count(text.data, "一行\n"), MANY);
	assert_int_equal(page_of(text.data, strstr(text.data, "未了事项")) + 1,
		page_of(text.data, strstr(text.data, "  差异")));
	assert_true(last_of(text.data, "└") < strstr(text.data, "未了事项"));
	assert_null(strstr(text.data, "\x1b"));
	assert_non_null(strstr(text.data, "□[2J"));
	str_clear(&text);
	text_writer_free(w);
	sheet_free(sheet);
	entry_free(e);
	form_free(form);
}

/* --- blank forms --- */

static void test_blank(void **state)
{
	struct furniture f = { .blank = true };
	struct form *form = read_form(with_block[0]);
	struct entry *e = new_entry(form, 0);
	struct str text = { 0 };
	struct sheet *sheet;
	struct text_writer *w = new_writer(0, 0);
	struct ref project = { form_find_cell(form, "project", 7), -1 };

	(void)state;
	entry_set(e, project, "机构编制专项");
	sheet = sheet_new(e);
	assert_int_equal(text_writer_add(w, sheet, &f, &text, NULL), STATUS_OK);
	assert_null(strstr(text.data, "机构编制专项"));
	assert_non_null(strstr(text.data, "（2023年度）"));
	/* A short cell has two lines, so there is a row of the frame only every third line. */
	assert_non_null(strstr(text.data, "│ 项目名称  │"));
	assert_non_null(strstr(strstr(text.data, "│ 项目名称  │"), "│\n│           │"));
	/* The entry itself comes out as before. */
	text_writer_begin(w);
	str_reset(&text);
	assert_int_equal(text_writer_add(w, sheet, NULL, &text, NULL), STATUS_OK);
	assert_non_null(strstr(text.data, "机构编制专项"));
	str_clear(&text);
	text_writer_free(w);
	sheet_free(sheet);
	entry_free(e);
	form_free(form);
}

/* --- labels and units --- */

static void test_labels(void **state)
{
	static const int columns[] = { 0, 130, 240 };
	struct form *form = read_form("chaotian-project");
	struct entry *e = new_entry(form, 3);
	struct ref unit = { form_find_cell(form, "indicators.unit", strlen("indicators.unit")), 0 };
	struct sheet *sheet;

	(void)state;
	entry_set(e, unit, "份");
	sheet = sheet_new(e);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct text_writer *w = new_writer(columns[i], 0);
		struct str text = { 0 };

		assert_int_equal(text_writer_add(w, sheet, NULL, &text, NULL), STATUS_OK);
		/* No bracket is cut, and no unit stands like a name. */
		assert_int_equal(count(text.data, "（10分）"), 1);
		assert_int_equal(count(text.data, "（90分）"), 1);
		assert_int_equal(count(text.data, " 份 "), 1);
		str_clear(&text);
		text_writer_free(w);
	}
	sheet_free(sheet);
	entry_free(e);
	form_free(form);
}

/* --- several entries --- */

static void test_form_feeds(void **state)
{
	static const struct { enum form_feed form_feed; int feeds; } cases[] = {
		{ FORM_FEED_BETWEEN, 1 }, { FORM_FEED_NEVER, 0 }, { FORM_FEED_END, 2 }
	};
	struct form *form = read_form("luosong-department");
	struct entry *e = new_entry(form, 1);
	struct sheet *sheet = sheet_new(e);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text_options o;
		struct text_writer *w;
		struct str text = { 0 };

		text_options_init(&o);
		o.lines = 100;
		o.form_feed = cases[i].form_feed;
		o.crlf = true;
		assert_int_equal(text_writer_new(&o, &w, NULL), STATUS_OK);
		assert_int_equal(text_writer_add(w, sheet, NULL, &text, NULL), STATUS_OK);
		assert_int_equal(text_writer_add(w, sheet, NULL, &text, NULL), STATUS_OK);
		assert_int_equal(count(text.data, "\f"), cases[i].feeds);
		assert_int_equal(count(text.data, "\r\n"), 200);
		assert_int_equal(count(text.data, "\n"), 200);
		text_writer_free(w);
		str_clear(&text);
	}
	sheet_free(sheet);
	entry_free(e);
	form_free(form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_feet),
		cmocka_unit_test(test_signature_lines),
		cmocka_unit_test(test_signature_stays),
		cmocka_unit_test(test_report_signature),
		cmocka_unit_test(test_own_lines),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_form_feeds),
	};

	return cmocka_run_group_tests_name("paper", tests, NULL, NULL);
}
