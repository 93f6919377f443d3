/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "ui/input.h"

/* Events as text: “abc” Ctrl+S paste“…” click3,4 wheel-3@0,0 width2 garbled */
static void describe(const struct event *e, struct str *out)
{
	if (out->len)
		str_add_char(out, ' ');
	switch (e->kind) {
	case EVENT_PASTE:
		str_add(out, "paste");
		/* fall through */
	case EVENT_TEXT:
		str_add(out, "“");
		str_add_len(out, e->text, e->len);
		str_add(out, "”");
		break;
	case EVENT_KEY: key_add_name(e->key, out); break;
	case EVENT_CLICK: str_addf(out, "click%d,%d", e->x, e->y); break;
	case EVENT_WHEEL: str_addf(out, "wheel%d@%d,%d", e->by, e->x, e->y); break;
	case EVENT_WIDTHS: str_addf(out, "width%d", e->by); break;
	case EVENT_GARBLED: str_add(out, "garbled"); break;
	default: str_addf(out, "?%d", e->kind);
	}
}

static void take_all(struct input *in, bool over, struct str *out)
{
	struct event e;

	while (input_take(in, over, &e))
		describe(&e, out);
}

static const struct { const char *bytes, *events; } cases[] = {
	{ "a", "“a”" },
	{ "24.56", "“24.56”" },
	{ "中文", "“中文”" },
	{ "a\r", "“a” Enter" },
	{ "\t\n\r", "Tab Enter Enter" },
	{ "\177\b", "Backspace Backspace" },
	{ "\023\021\032", "Ctrl+S Ctrl+Q Ctrl+Z" },
	{ "\033", "Esc" },
	{ "\033[A\033[B\033[C\033[D", "Up Down Right Left" },
	{ "\033OA\033OB\033OH\033OF", "Up Down Home End" },
	{ "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4" },
	{ "\033[15~\033[17~\033[21~\033[24~", "F5 F6 F10 F12" },
	{ "\033[11~\033[[A\033[[E", "F1 F1 F5" },
	{ "\033[1~\033[4~\033[7~\033[8~\033[2~\033[3~\033[5~\033[6~",
		"Home End Home End Insert Delete PageUp PageDown" },
	{ "\033[Z", "Shift+Tab" },
	{ "\033[1;3A\033[1;3B\033[1;3D", "Alt+Up Alt+Down Alt+Left" },
	{ "\033[1;5D\033[1;5C\033[1;5H\033[1;5F", "Ctrl+Left Ctrl+Right Ctrl+Home Ctrl+End" },
	{ "\033[1;6A\033[3;5~", "Ctrl+Shift+Up Ctrl+Delete" },
	{ "\033\033[A\033\033OB", "Alt+Up Alt+Down" },
	{ "\033\r\033x\033X\033=", "Alt+Enter Alt+X Alt+X Alt+=" },
	{ "\033\177", "Alt+Backspace" },
	{ "\033\033", "Esc Esc" },
	{ "\033中", "Esc “中”" },
	{ "\033[200~a\tb\r\n中\033[201~x", "paste“a\tb\n中” “x”" },
	{ "\033[200~\"a\rb\"\rc\r\r\nd\r\033[201~", "paste“\"a\nb\"\nc\n\nd\n”" },
	{ "\033[200~\033[A\033[201~", "paste“\033[A”" },
	{ "\033[200~\033[201~", "paste“”" },
	{ "\033[<0;4;5M\033[<0;4;5m", "click3,4" },
	{ "\033[<64;1;1M\033[<65;200;50M", "wheel-3@0,0 wheel3@199,49" },
	{ "\033[<2;4;5M\033[<32;1;1M", "" },
	{ "\033[?62;c\033[99~\033[1;2Xa", "“a”" },
	{ "a\377b", "“a” garbled “b”" },
	{ "\344\270", "garbled garbled" },
	{ "\302\205", "“\302\205”" },
	{ "\033[kX", "“X”" },
	{ "\033kX", "F11 “X”" },
};

static void prepare(struct input *in)
{
	*in = (struct input){ 0 };
	input_add_key(in, "\033k", PRESS_F1 + 10);
	input_add_key(in, "\177", PRESS_DELETE);
	input_add_key(in, "", PRESS_UP);
	input_add_key(in, NULL, PRESS_UP);
}

static void test_at_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct input in;
		struct str got = { 0 };

		prepare(&in);
		input_feed(&in, cases[i].bytes, strlen(cases[i].bytes));
		take_all(&in, false, &got);
		take_all(&in, true, &got);
		assert_string_equal(str_text(&got), cases[i].events);
		assert_int_equal(input_patience(&in), -1);
		str_clear(&got);
		input_clear(&in);
	}
}

/* Text apart, which then comes piece by piece, bytes that come one by one are the same keys. */
static void test_one_by_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *bytes = cases[i].bytes;
		struct input in;
		struct str got = { 0 };

		/* An Esc followed by Esc is told apart by time. */
		if (strchr(bytes, '2') == bytes || strstr(bytes, "\033\033") || strstr(bytes, "中文"))
			continue;
		prepare(&in);
		for (; *bytes; bytes++) {
			input_feed(&in, bytes, 1);
			take_all(&in, false, &got);
		}
		take_all(&in, true, &got);
		assert_string_equal(str_text(&got), cases[i].events);
		str_clear(&got);
		input_clear(&in);
	}
}

static void test_patience(void **state)
{
	struct input in = { 0 };
	struct event e;

	(void)state;
	assert_int_equal(input_patience(&in), -1);
	input_feed(&in, "\033", 1);
	assert_false(input_take(&in, false, &e));
	assert_in_range(input_patience(&in), 10, 60);
	input_feed(&in, "[A", 2);
	assert_true(input_take(&in, false, &e));
	assert_int_equal(e.key, PRESS_UP);
	assert_int_equal(input_patience(&in), -1);
	input_feed(&in, "\033[200~abc", 9);
	assert_false(input_take(&in, false, &e));
	assert_true(input_patience(&in) > 500);
	assert_true(input_take(&in, true, &e));
	assert_int_equal(e.kind, EVENT_PASTE);
	assert_int_equal(e.len, 3);
	assert_int_equal(input_patience(&in), -1);
	input_clear(&in);
}

/* The report of a cursor is one only when it was asked for, and for the row asked about. */
static void test_report(void **state)
{
	struct input in = { .asked_row = 2 };
	struct str got = { 0 };

	(void)state;
	input_feed(&in, "\033[1;2R\033[2;3R\033[2;3R", 18);
	take_all(&in, true, &got);
	assert_string_equal(str_text(&got), "Shift+F3 width2 Alt+F3");
	str_clear(&got);
	input_clear(&in);
}

static void test_gb18030(void **state)
{
	struct input in = { 0 };
	struct str got = { 0 };

	(void)state;
	/* 中 is D6D0, U+3402 is 8139EE39, € is 80 in GBK and nothing here. */
	if (!setlocale(LC_ALL, "zh_CN.GB18030")) {
		print_message("# no zh_CN.GB18030 here\n");
		return;
	}
	input_feed(&in, "a\xd6\xd0\x81\x39\xee\x39" "b\xff\xd6", 9);
	take_all(&in, false, &got);
	take_all(&in, true, &got);
	setlocale(LC_ALL, "C.UTF-8");
	assert_string_equal(str_text(&got), "“a中㐂b” garbled garbled");
	str_clear(&got);
	input_clear(&in);
}

/* Any bytes, in any pieces: every text is valid UTF-8, and in the end nothing is left. */
static void test_random(void **state)
{
	static const char alphabet[] = "\033\033[[O;<~200201MmARZ15\xe4\xb8\xad\xff \r\tk";

	(void)state;
	srand(18030);
	for (int i = 0; i < 20000; i++) {
		struct input in;
		struct event e;

		prepare(&in);
		for (int n = rand() % 30; n > 0; n--) {
			input_feed(&in, &alphabet[(size_t)rand() % (sizeof alphabet - 1)], 1);
			while (rand() % 3 == 0 && input_take(&in, rand() % 4 == 0, &e))
				if (e.text)
					assert_int_equal(text_check(e.text, e.len), e.len);
		}
		while (input_take(&in, true, &e))
			assert_int_not_equal(e.kind, EVENT_NONE);
		assert_int_equal(input_patience(&in), -1);
		input_clear(&in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_one_by_one),
		cmocka_unit_test(test_patience),
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_gb18030),
		cmocka_unit_test(test_random),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
