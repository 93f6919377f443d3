/* SPDX-License-Identifier: MIT */
/* Undo, redo, and what words and lines took away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "field_script.h"

/* What words and lines took away is put in elsewhere; one after the other it is one piece. */
static void test_put_back(void **state)
{
	static const struct editing cases[] = {
		{ "^一二\n三四", "KKZV", "三四一二\n^" },
		{ "一二 三四^", "WWFV", "一二 三四^" },
		{ "一二\n三四^", "UUFV", "\n三四^一二" },
		{ "^一二 三", "DlKFV", "一二 ^三" },
		{ "^一", "V", "^一" },
		/* Nothing taken away leaves what there was; letters are not of it. */
		{ "^一二", "KKxV", "一二^" },
		{ "一二^", "WV|三|<V", "一二一二^" },
	};

	(void)state;
	CHECK(cases, 1000, 0, true);
}

static void test_undo(void **state)
{
	static const struct editing cases[] = {
		{ "一^", "z", "一^" },
		{ "一^", "|二||三|z", "一^" },
		{ "一^", "|二||三|zy", "一二三^" },
		{ "一^", "|二，||三|z", "一二，^" },
		{ "一^", "|二||三|hl|四|z", "一二三^" },
		{ "一二三^", "<<z", "一二三^" },
		{ "^一二三", "xxz", "一二^三" },
		{ "一二三^", "<|四|z", "一二^" },
		{ "一二三^", "<|四|zz", "一二三^" },
		{ "一二三^", "<|四|zzyy", "一二四^" },
		{ "一^", "|二|nz", "一二^" },
		{ "一二 三^", "Wz", "一二 三^" },
		{ "一二 三^", "WWz", "一二 ^" },
		{ "一二三^", "UVz", "^" },
		/* What is typed after taking back is what there is to make again. */
		{ "一^", "|二|z|三|y", "一三^" },
		{ "一^", "|二|z|三|zy", "一三^" },
	};

	(void)state;
	CHECK(cases, 1000, 0, true);
}

static unsigned below(uint64_t *seed, unsigned n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % n;
}

/* Back to the beginning and forth again, whatever was done. */
static void test_undo_everything(void **state)
{
	static const char script[] = "hlkjHLFZbw<xKUWDnVzy";
	static const char *const typed[] = { "一", "，", "e\u0301", "\u0302", "ab c", "二\n三" };
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct field f;
		char *last;

		start(&f, "一二三，四五。\nab cd^", 8, below(&seed, 2) ? 30 : 0, true);
		for (unsigned k = below(&seed, 40); k > 0; k--) {
			const char *text = typed[below(&seed, sizeof typed / sizeof *typed)];

			if (below(&seed, 2))
				field_insert(&f, text, strlen(text));
			else
				run_letter(&f, script[below(&seed, sizeof script - 1)]);
		}
		while (run_letter(&f, 'y'))
			;
		last = mem_dup(field_text(&f));
		while (run_letter(&f, 'z'))
			;
		assert_string_equal(field_text(&f), "一二三，四五。\nab cd");
		while (run_letter(&f, 'y'))
			;
		assert_string_equal(field_text(&f), last);
		free(last);
		field_clear(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_back),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_undo_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
