/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/charset.h"

static struct charset_converter *converter(const char *name)
{
	struct charset_converter *c = NULL;

	assert_int_equal(charset_converter_new(charset_find(name), &c, NULL), STATUS_OK);
	return c;
}

static void finds_names(void **state)
{
	static const char *const names[] = {"utf-8", "gb18030", "gbk", "big5"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_string_equal(charset_find(names[i])->name, names[i]);
	assert_string_equal(charset_find("GB18030")->name, "gb18030");
	assert_null(charset_find("latin1"));
	assert_null(charset_find(""));
}

static void refuses_unknown_encodings(void **state)
{
	static const struct charset none = {"none", "NO-SUCH-ENCODING"};
	struct charset_converter *c = NULL;
	struct err err = {0};
	struct str out = {0};

	(void)state;
	assert_int_equal(charset_converter_new(&none, &c, &err), STATUS_REFUSED);
	assert_null(c);
	assert_string_equal(err.message.args[0], "none");
	err_clear(&err);
	assert_int_equal(charset_to_utf8("NO-SUCH-ENCODING", "a", 1, &out, &err), STATUS_REFUSED);
	assert_int_equal(out.len, 0);
	err_clear(&err);
	str_clear(&out);
}

static void holds_what_the_target_has(void **state)
{
	static const struct { const char *text; bool gbk, big5; } cases[] = {
		{"绩效自评", true, false}, {"績效", true, true}, {"≥95％", true, false},
		{"≧95％", true, true},
		{"—·…“”①", true, false}, {"€", true, true}, {"㎡", true, true}, {"¥", false, false},
		{"𬱖", false, false}, {"−", false, false}, {"e\xcc\x81", false, false},
		{"plain", true, true}, {"", true, true}, {"\xf3\xa0\x81\x81", false, false},
	};
	struct charset_converter *utf8 = converter("utf-8"), *gb18030 = converter("gb18030");
	struct charset_converter *gbk = converter("gbk"), *big5 = converter("big5");

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = cases[i].text;
		size_t len = strlen(text);

		assert_true(charset_can_hold(utf8, text, len));
		if ((unsigned char)text[0] != 0xf3)
			assert_true(charset_can_hold(gb18030, text, len));
		if (charset_can_hold(gbk, text, len) != cases[i].gbk)
			fail_msg("gbk: %s", text);
		if (charset_can_hold(big5, text, len) != cases[i].big5)
			fail_msg("big5: %s", text);
	}
	charset_converter_free(utf8);
	charset_converter_free(gb18030);
	charset_converter_free(gbk);
	charset_converter_free(big5);
	charset_converter_free(NULL);
}

static void replaces_whole_graphemes(void **state)
{
	static const struct { const char *text, *expected; size_t replaced; } cases[] = {
		{"abc", "abc", 0},
		{"中", "\xd6\xd0", 0},
		{"a𬱖b", "a??b", 1},
		{"¥5", "??5", 1},
		{"xe\xcc\x81y", "x?y", 1},                  /* the e is gone with its accent */
		{"𬱖𬱖中¥", "????\xd6\xd0??", 3},
		{"a\xf3\xa0\x81\x81" "b", "?b", 1},         /* a tag belongs to the a before it */
	};
	struct charset_converter *gbk = converter("gbk");
	struct str out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t len = strlen(cases[i].text);

		str_reset(&out);
		str_add(&out, "|");
		assert_int_equal(charset_add(gbk, TEXT_WIDE, cases[i].text, len, &out),
			cases[i].replaced);
		assert_string_equal(str_text(&out) + 1, cases[i].expected);
		/* In GBK a byte is a column. */
		if ((unsigned char)cases[i].expected[0] != 0xd6)
			assert_int_equal(out.len - 1, text_width(TEXT_WIDE, cases[i].text, len));
	}
	str_clear(&out);
	charset_converter_free(gbk);
}

static void converts_long_texts_there_and_back(void **state)
{
	static const char *const names[] = {"utf-8", "gb18030"};
	struct str text = {0};

	(void)state;
	str_add(&text, "x");
	str_add_repeat(&text, "绩效自评𬱖a€≥", 3000);
	for (size_t i = 0; i < 2; i++) {
		struct charset_converter *c = converter(names[i]);
		struct str out = {0}, back = {0};

		assert_int_equal(charset_add(c, TEXT_WIDE, text.data, text.len, &out), 0);
		assert_int_equal(charset_to_utf8(names[i], out.data, out.len, &back, NULL), 0);
		assert_int_equal(back.len, text.len);
		assert_memory_equal(back.data, text.data, text.len);
		str_clear(&out);
		str_clear(&back);
		charset_converter_free(c);
	}
	str_clear(&text);
}

static void reads_strictly(void **state)
{
	static const struct { const char *from, *bytes, *expected, *offset; } cases[] = {
		{"UTF-8", "中a", "中a", NULL},
		{"utf8", "a\xff", NULL, "1"},
		{"UTF-8", "ab\xe4\xb8", NULL, "2"},
		{"UTF-8", "\xed\xa0\x80", NULL, "0"},
		{"GB2312", "\xa1\xaa\xa1\xa4", "—·", NULL},
		{"gbk", "\xa1\xaa\xa1\xa4\x81\x30\x84\x36", "—·¥", NULL},
		{"GB18030", "\xd6\xd0\xd6", NULL, "2"},
		{"GB18030", "\xd6\xd0\x80", NULL, "2"},
		{"BIG5", "\xa4\xa4", "中", NULL},
		{"ANSI_X3.4-1968", "ok", "ok", NULL},
		{"ANSI_X3.4-1968", "o\xd6", NULL, "1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str out = {0};
		struct err err = {0};
		enum status status;

		str_add(&out, "|");
		status = charset_to_utf8(cases[i].from, cases[i].bytes, strlen(cases[i].bytes),
			&out, &err);
		assert_int_equal(status, cases[i].expected ? STATUS_OK : STATUS_INPUT);
		assert_string_equal(str_text(&out) + 1, cases[i].expected ? cases[i].expected : "");
		if (cases[i].offset)
			assert_string_equal(err.message.args[0], cases[i].offset);
		err_clear(&err);
		str_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_names),
		cmocka_unit_test(refuses_unknown_encodings),
		cmocka_unit_test(holds_what_the_target_has),
		cmocka_unit_test(replaces_whole_graphemes),
		cmocka_unit_test(converts_long_texts_there_and_back),
		cmocka_unit_test(reads_strictly),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
