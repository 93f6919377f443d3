/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/keys.h"

static void test_names(void **state)
{
	static const struct { const char *name; key_press key; } cases[] = {
		{ "Ctrl+S", PRESS_CTRL | 'S' }, { "Alt+Up", PRESS_ALT | PRESS_UP },
		{ "Shift+Tab", PRESS_SHIFT | PRESS_TAB }, { "F1", PRESS_F1 }, { "F12", PRESS_F1 + 11 },
		{ "Enter", PRESS_ENTER }, { "PageDown", PRESS_PAGE_DOWN }, { "Esc", PRESS_ESC },
		{ "Ctrl+Home", PRESS_CTRL | PRESS_HOME }, { "Alt+Enter", PRESS_ALT | PRESS_ENTER },
		{ "Ctrl+Alt+Shift+Left", PRESS_CTRL | PRESS_ALT | PRESS_SHIFT | PRESS_LEFT },
		{ "Alt+=", PRESS_ALT | '=' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str name = { 0 };
		key_press key;

		assert_true(key_parse(cases[i].name, &key));
		assert_int_equal(key, cases[i].key);
		key_add_name(key, &name);
		assert_string_equal(str_text(&name), cases[i].name);
		str_clear(&name);
	}
}

static void test_other_spellings(void **state)
{
	static const char *const bad[] = { "", "a", "A", "Ctrl+", "Ctrl+SS", "F13", "F0", "Shift+a", "中",
		"Ctrl+中", "Upp", " " };
	key_press key;

	(void)state;
	assert_true(key_parse("ctrl+s", &key));
	assert_int_equal(key, PRESS_CTRL | 'S');
	assert_true(key_parse("pagedown", &key));
	assert_int_equal(key, PRESS_PAGE_DOWN);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(key_parse(bad[i], &key));
}

static void test_meanings(void **state)
{
	static const struct { const char *key; unsigned context; enum command_id id; } cases[] = {
		{ "Ctrl+N", CONTEXT_LIST, COMMAND_NEW }, { "Ctrl+N", CONTEXT_FORM, COMMAND_INSERT_ROW },
		{ "Ctrl+D", CONTEXT_EDIT, COMMAND_DELETE_ROW }, { "Esc", CONTEXT_EDIT, COMMAND_CANCEL },
		{ "Esc", CONTEXT_FORM, COMMAND_NONE }, { "Enter", CONTEXT_LIST, COMMAND_OPEN },
		{ "Up", CONTEXT_EDIT, COMMAND_UP }, { "Left", CONTEXT_LIST, COMMAND_SORT_LEFT },
		{ "Left", CONTEXT_FORM, COMMAND_LEFT }, { "Delete", CONTEXT_FORM, COMMAND_CLEAR },
		{ "Delete", CONTEXT_EDIT, COMMAND_DELETE }, { "F1", CONTEXT_PROMPT, COMMAND_HELP },
		{ "F1", CONTEXT_VIEWER, COMMAND_NONE },
		{ "Ctrl+Q", CONTEXT_SMALL, COMMAND_LEAVE }, { "F3", CONTEXT_LIST, COMMAND_NONE },
		{ "Ctrl+Left", CONTEXT_EDIT, COMMAND_WORD_LEFT },
		{ "Alt+Left", CONTEXT_EDIT, COMMAND_WORD_LEFT },
		{ "Ctrl+U", CONTEXT_PROMPT, COMMAND_KILL_START }, { "Ctrl+U", CONTEXT_LIST, COMMAND_KILL_START },
		{ "Ctrl+A", CONTEXT_PROMPT, COMMAND_HOME }, { "Ctrl+E", CONTEXT_PROMPT, COMMAND_END },
		{ "Ctrl+E", CONTEXT_EDIT, COMMAND_CONFIRM },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		key_press key;

		assert_true(key_parse(cases[i].key, &key));
		assert_int_equal(key_find_command(key, cases[i].context), cases[i].id);
	}
}

/* Keys that people learn by heart: they stay. */
static void test_lasting_keys(void **state)
{
	static const struct { const char *key; enum command_id id; } cases[] = {
		{ "F1", COMMAND_HELP }, { "F10", COMMAND_MENU }, { "F2", COMMAND_EDIT },
		{ "F3", COMMAND_FINDINGS }, { "F4", COMMAND_NEXT_FINDING }, { "F6", COMMAND_EXPLAIN },
		{ "Ctrl+N", COMMAND_INSERT_ROW }, { "Ctrl+D", COMMAND_DELETE_ROW },
		{ "Alt+Up", COMMAND_ROW_UP }, { "Alt+Down", COMMAND_ROW_DOWN }, { "Ctrl+Z", COMMAND_UNDO },
		{ "Ctrl+Y", COMMAND_REDO }, { "Ctrl+F", COMMAND_FIND }, { "Ctrl+S", COMMAND_SAVE },
		{ "Ctrl+Q", COMMAND_LEAVE }, { "Tab", COMMAND_NEXT }, { "Shift+Tab", COMMAND_PREVIOUS },
		{ "Enter", COMMAND_ACCEPT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		key_press key;

		assert_true(key_parse(cases[i].key, &key));
		assert_int_equal(key_find_command(key, CONTEXT_FORM), cases[i].id);
	}
}

/* A text is a text: what edits one in a cell does so wherever a line is asked for. */
static void test_texts(void **state)
{
	size_t count;
	const struct key_command *c = key_commands(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		bool text = c[i].id >= COMMAND_BACKSPACE && c[i].id < COMMAND_NEW_LINE;

		text |= c[i].id >= COMMAND_HOME && c[i].id <= COMMAND_WORD_RIGHT;
		text |= c[i].id == COMMAND_LEFT || c[i].id == COMMAND_RIGHT || c[i].id == COMMAND_UNDO
			|| c[i].id == COMMAND_REDO;
		for (int k = 0; text && (c[i].contexts & CONTEXT_EDIT) && k < COMMAND_KEYS && c[i].keys[k]; k++)
			assert_int_equal(key_find_command(c[i].keys[k], CONTEXT_PROMPT), c[i].id);
	}
}

/* No key means two things in one place, every command can be given and is explained, and no function key stands
 * alone. */
static void test_table(void **state)
{
	size_t count;
	const struct key_command *c = key_commands(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_true(c[i].keys[0] || c[i].menu);
		assert_non_null(c[i].help);
		assert_true(!c[i].menu || c[i].label);
		assert_true(c[i].id > COMMAND_NONE && c[i].id < COMMAND_COUNT);
		if (c[i].keys[0] >= PRESS_F1 && c[i].keys[0] < PRESS_SHIFT)
			assert_true(c[i].menu || c[i].keys[1] || c[i].id == COMMAND_MENU);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(c[i].name, c[j].name);
			for (int k = 0; k < COMMAND_KEYS && c[i].keys[k]; k++)
				for (int m = 0; m < COMMAND_KEYS && c[j].keys[m]; m++)
					assert_false((c[i].contexts & c[j].contexts)
						&& c[i].keys[k] == c[j].keys[m]);
		}
	}
}

static void test_help(void **state)
{
	struct str out = { 0 };

	(void)state;
	key_add_help(CONTEXT_LIST, &out);
	assert_non_null(strstr(str_text(&out), "Ctrl+N "));
	assert_non_null(strstr(str_text(&out), "Delete, Ctrl+D "));
	assert_null(strstr(str_text(&out), "F8"));
	str_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_other_spellings),
		cmocka_unit_test(test_meanings),
		cmocka_unit_test(test_lasting_keys),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_help),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
