/* SPDX-License-Identifier: MIT */
/* Memory, strings, messages and errors: what everything else is written with. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/str.h"

static void grows_and_zeroes(void **state)
{
	size_t cap = 0;
	int *numbers = NULL;
	char *zero = mem_array(100, 7), *copy;

	(void)state;
	for (int i = 0; i < 700; i++)
		assert_int_equal(zero[i], 0);
	free(zero);
	for (int i = 0; i < 1000; i++) {
		numbers = mem_grow(numbers, &cap, (size_t)i + 1, sizeof(*numbers));
		assert_true(cap > (size_t)i);
		numbers[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	free(numbers);
	assert_null(mem_dup(NULL));
	copy = mem_dup_len("abcdef", 3);
	assert_string_equal(copy, "abc");
	free(copy);
	free(mem_alloc(0));
}

/* Sizes that no machine has are refused, not wrapped to small ones. */
static void asks_for(size_t count, size_t size)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		setrlimit(RLIMIT_CORE, &(struct rlimit){0});
		mem_array(count, size);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void exhaustion_ends_the_program(void **state)
{
	(void)state;
	asks_for(SIZE_MAX / 2, 3);
	asks_for((size_t)1 << 63, 2);
}

static void builds_strings(void **state)
{
	struct str s = {0};
	char *taken;

	(void)state;
	assert_string_equal(str_text(&s), "");
	str_remove(&s, 0, 0);
	str_add_len(&s, NULL, 0);
	assert_string_equal(s.data, "");
	str_add(&s, "ab");
	str_add_char(&s, 'c');
	str_add_repeat(&s, "-=", 3);
	str_add_repeat(&s, "x", -1);
	assert_string_equal(str_text(&s), "abc-=-=-=");
	str_insert(&s, 3, "中", 3);
	str_insert(&s, s.len, "!", 1);
	str_insert(&s, 0, ">", 1);
	assert_string_equal(str_text(&s), ">abc中-=-=-=!");
	str_remove(&s, 4, 3);
	str_remove(&s, s.len - 1, 1);
	assert_string_equal(str_text(&s), ">abc-=-=-=");
	str_reset(&s);
	assert_string_equal(str_text(&s), "");
	str_addf(&s, "%d%s", 7, "元");
	taken = str_take(&s);
	assert_string_equal(taken, "7元");
	assert_null(s.data);
	free(taken);
	taken = str_take(&s);
	assert_string_equal(taken, "");
	free(taken);
}

static void formats_of_every_length(void **state)
{
	struct str s = {0}, expected = {0};

	(void)state;
	for (int i = 0; i < 300; i++) {
		str_addf(&s, "%*d", i, i);
		for (int n = i > 99 ? 3 : i > 9 ? 2 : 1; n < i; n++)
			str_add_char(&expected, ' ');
		if (i > 99)
			str_add_char(&expected, (char)('0' + i / 100));
		if (i > 9)
			str_add_char(&expected, (char)('0' + i / 10 % 10));
		str_add_char(&expected, (char)('0' + i % 10));
		assert_string_equal(str_text(&s), str_text(&expected));
		assert_int_equal(s.len, strlen(s.data));
	}
	str_clear(&s);
	str_clear(&expected);
}

static const char *shout(const char *id)
{
	return strcmp(id, "%1 of %2") == 0 ? "%2 里的 %1" : id;
}

static void assert_message(const struct message *m, message_translate *translate,
	const char *expected)
{
	struct str s = {0};

	message_add_to(m, translate, &s);
	assert_string_equal(str_text(&s), expected);
	str_clear(&s);
}

static void fills_places(void **state)
{
	struct message m = {0}, copy = {0};

	(void)state;
	assert_message(&m, shout, "");
	message_set(&m, "%1 of %2", "a", "b", NULL);
	assert_message(&m, NULL, "a of b");
	assert_message(&m, shout, "b 里的 a");
	message_copy(&copy, &m);
	message_set(&m, "%2 %1", m.args[0], m.args[1], NULL);
	assert_message(&m, NULL, "b a");
	message_copy(&copy, &copy);
	assert_message(&copy, NULL, "a of b");
	message_set(&m, "100%% %1 %3 %x %", "%1", NULL);
	assert_message(&m, NULL, "100% %1 %3 %x %");
	message_set(&m, "%6%5%4%3%2%1", "1", "2", "3", "4", "5", "6", "7", NULL);
	assert_message(&m, NULL, "654321");
	message_clear(&m);
	assert_message(&m, NULL, "");
	message_clear(&copy);
}

static void tells_the_place(void **state)
{
	static const struct {
		const char *file;
		int line, column;
		const char *expected;
	} cases[] = {
		{NULL, 0, 0, "no x"}, {"a.yaml", 0, 0, "a.yaml: no x"},
		{"a.yaml", 3, 0, "a.yaml:3: no x"}, {"a.yaml", 3, 7, "a.yaml:3:7: no x"},
		{NULL, 3, 7, "3:7: no x"}, {"a.yaml", 0, 7, "a.yaml: no x"},
	};
	struct err e = {0};

	(void)state;
	assert_int_equal(err_set(NULL, STATUS_INPUT, "no %1", "x", NULL), STATUS_INPUT);
	err_at(NULL, "f", 1, 1);
	err_clear(NULL);
	assert_int_equal(err_set(&e, STATUS_REFUSED, "no %1", "x", NULL), STATUS_REFUSED);
	assert_int_equal(e.status, STATUS_REFUSED);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str s = {0};

		err_at(&e, cases[i].file, cases[i].line, cases[i].column);
		err_at(&e, e.file, e.line, e.column);
		err_format(&e, NULL, &s);
		assert_string_equal(str_text(&s), cases[i].expected);
		str_clear(&s);
	}
	err_clear(&e);
	assert_null(e.message.id);
}

static void lists_stop_at_their_limit(void **state)
{
	static const size_t limits[] = {0, 1, 33};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct err_list list = {.limit = limits[i]};
		size_t expected = limits[i] ? limits[i] : 20, count = 0;
		struct err *e;

		while ((e = err_list_add(&list)) != NULL && ++count)
			err_set(e, STATUS_INPUT, "no %1", "x", NULL);
		assert_int_equal(count, expected);
		assert_int_equal(list.count, expected);
		err_list_clear(&list);
		assert_int_equal(list.count, 0);
		assert_int_equal(list.limit, limits[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_and_zeroes),
		cmocka_unit_test(exhaustion_ends_the_program),
		cmocka_unit_test(builds_strings),
		cmocka_unit_test(formats_of_every_length),
		cmocka_unit_test(fills_places),
		cmocka_unit_test(tells_the_place),
		cmocka_unit_test(lists_stop_at_their_limit),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
