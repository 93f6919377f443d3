/* SPDX-License-Identifier: MIT */
/* Texts edited by letters; the caret is '^'. */
#ifndef ZIPING_TESTS_FIELD_SCRIPT_H
#define ZIPING_TESTS_FIELD_SCRIPT_H

#include <string.h>

#include "ui/field.h"

/* Commands by letters, text between “|”: "hh" two to the left.  The caret of a text is written as '^'. */
static const struct { char letter; enum command_id id; } letters[] = {
	{ 'h', COMMAND_LEFT }, { 'l', COMMAND_RIGHT }, { 'k', COMMAND_UP }, { 'j', COMMAND_DOWN },
	{ 'H', COMMAND_HOME }, { 'L', COMMAND_END }, { 'F', COMMAND_FIRST }, { 'Z', COMMAND_LAST },
	{ 'b', COMMAND_WORD_LEFT }, { 'w', COMMAND_WORD_RIGHT }, { '<', COMMAND_BACKSPACE },
	{ 'x', COMMAND_DELETE }, { 'K', COMMAND_KILL }, { 'n', COMMAND_NEW_LINE },
	{ 'U', COMMAND_KILL_START }, { 'W', COMMAND_KILL_WORD }, { 'D', COMMAND_KILL_NEXT_WORD },
	{ 'V', COMMAND_PUT_BACK }, { '{', COMMAND_PARAGRAPH_UP }, { '}', COMMAND_PARAGRAPH_DOWN },
	{ 'z', COMMAND_UNDO }, { 'y', COMMAND_REDO },
};

static bool run_letter(struct field *f, char letter)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == letter)
			return field_command(f, letters[i].id);
	fail_msg("no command %c", letter);
	return false;
}

static void run(struct field *f, const char *script)
{
	while (*script) {
		const char *end = *script == '|' ? strchr(script + 1, '|') : NULL;

		if (end) {
			field_insert(f, script + 1, (size_t)(end - script - 1));
			script = end + 1;
		} else {
			run_letter(f, *script++);
		}
	}
}

static char *with_caret(const struct field *f)
{
	struct str out = { 0 };

	str_add_len(&out, field_text(f), f->caret);
	str_add_char(&out, '^');
	str_add(&out, field_text(f) + f->caret);
	return str_take(&out);
}

/* Puts the caret where '^' is. */
static void start(struct field *f, const char *text, int columns, int limit, bool many_lines)
{
	const char *caret = strchr(text, '^');
	struct str plain = { 0 };

	field_init(f, TEXT_NARROW, limit, many_lines);
	field_resize(f, columns);
	str_add_len(&plain, text, caret ? (size_t)(caret - text) : strlen(text));
	str_add(&plain, caret ? caret + 1 : "");
	field_set(f, str_text(&plain));
	if (caret)
		field_set_caret(f, (size_t)(caret - text));
	str_clear(&plain);
}

struct editing {
	const char *before, *script, *after;
};

static void check_editing(const struct editing *cases, size_t count, int columns, int limit, bool many_lines)
{
	for (size_t i = 0; i < count; i++) {
		struct field f;
		char *got;

		start(&f, cases[i].before, columns, limit, many_lines);
		run(&f, cases[i].script);
		got = with_caret(&f);
		if (strcmp(got, cases[i].after) != 0)
			fail_msg("“%s” and “%s” give “%s”, not “%s”", cases[i].before, cases[i].script,
				got, cases[i].after);
		free(got);
		field_clear(&f);
	}
}

#define CHECK(cases, columns, limit, many) \
	check_editing(cases, sizeof cases / sizeof *cases, columns, limit, many)

#endif
