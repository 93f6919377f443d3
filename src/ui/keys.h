/* SPDX-License-Identifier: MIT */
/* Keys and the one table of what they mean: it drives the screens, the key line, the menu, the help
 * and the manual's list.
 *
 * A key press is a number: a code and modifiers.  Its name is what people read and scripts write:
 * "Ctrl+S", "Alt+Up", "Shift+Tab", "F1", "PageDown".  Names are not translated. */
#ifndef ZIPING_UI_KEYS_H
#define ZIPING_UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

typedef int key_press;

/* Codes: printable ASCII (letters in upper case, with modifiers only) or one of these. */
enum {
	PRESS_NONE = 0,
	PRESS_UP = 0x100, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END, PRESS_PAGE_UP,
	PRESS_PAGE_DOWN, PRESS_INSERT, PRESS_DELETE, PRESS_BACKSPACE, PRESS_TAB, PRESS_ENTER, PRESS_ESC,
	PRESS_F1 = 0x200,            /* PRESS_F1 + 11 is F12 */
	PRESS_SHIFT = 0x1000, PRESS_ALT = 0x2000, PRESS_CTRL = 0x4000
};

bool key_parse(const char *name, key_press *out);     /* case ignored; false: no such key */
void key_add_name(key_press key, struct str *out);

enum command_id {
	COMMAND_NONE,
	/* everywhere */
	COMMAND_HELP, COMMAND_MENU, COMMAND_LEAVE, COMMAND_SAVE, COMMAND_REDRAW, COMMAND_MOUSE,
	/* moving: between cells, in a text, in a list */
	COMMAND_UP, COMMAND_DOWN, COMMAND_LEFT, COMMAND_RIGHT, COMMAND_NEXT, COMMAND_PREVIOUS,
	COMMAND_PAGE_UP, COMMAND_PAGE_DOWN, COMMAND_HOME, COMMAND_END, COMMAND_FIRST, COMMAND_LAST,
	COMMAND_WORD_LEFT, COMMAND_WORD_RIGHT, COMMAND_PARAGRAPH_UP, COMMAND_PARAGRAPH_DOWN,
	/* accepting and giving back */
	COMMAND_ACCEPT, COMMAND_CANCEL,
	/* a text */
	COMMAND_EDIT, COMMAND_BACKSPACE, COMMAND_DELETE, COMMAND_KILL, COMMAND_KILL_START,
	COMMAND_KILL_WORD, COMMAND_KILL_NEXT_WORD, COMMAND_PUT_BACK, COMMAND_NEW_LINE,
	/* the form */
	COMMAND_CLEAR, COMMAND_INSERT_ROW, COMMAND_DELETE_ROW, COMMAND_ROW_UP, COMMAND_ROW_DOWN,
	COMMAND_UNDO, COMMAND_REDO, COMMAND_FIND, COMMAND_FIND_NEXT, COMMAND_FINDINGS, COMMAND_NEXT_FINDING,
	COMMAND_MOVE_FORM, COMMAND_EXPLAIN, COMMAND_CHOOSE, COMMAND_NOTE, COMMAND_HISTORY,
	COMMAND_PREVIEW, COMMAND_PRINT, COMMAND_SIGN, COMMAND_REOPEN, COMMAND_REVISIONS,
	COMMAND_REVIEW, COMMAND_REVIEWS,
	COMMAND_CONFIRM, COMMAND_CONFIRM_AROUND, COMMAND_CARRY,
	COMMAND_EARLIER, COMMAND_DIFFERENCES, COMMAND_CHOOSE_EARLIER, COMMAND_TREND, COMMAND_SHOW_ALL,
	/* the list */
	COMMAND_OPEN, COMMAND_NEW, COMMAND_COPY, COMMAND_DELETE_ENTRY, COMMAND_SORT, COMMAND_SORT_LEFT,
	COMMAND_SORT_RIGHT, COMMAND_REVERSE, COMMAND_IMPORT, COMMAND_EXAMPLE,
	COMMAND_FIND_CODE, COMMAND_DELETED,
	COMMAND_OVERVIEW, COMMAND_REMARKS,
	COMMAND_COUNT
};

/* Where a command is valid; a screen says in which of these it is. */
enum context {
	CONTEXT_LIST = 1 << 0,       /* the entries */
	CONTEXT_FORM = 1 << 1,       /* the form, moving between cells */
	CONTEXT_EDIT = 1 << 2,       /* the form, a cell is being edited */
	CONTEXT_PROMPT = 1 << 3,     /* one line of text is asked for */
	CONTEXT_CHOICE = 1 << 4,     /* choosing from lines: menu, chooser, findings */
	CONTEXT_VIEWER = 1 << 5,     /* reading: help, explanation */
	CONTEXT_SMALL = 1 << 6,      /* the screen is too small for anything */
	CONTEXT_READ = 1 << 7,       /* a table that can only be read */
	CONTEXT_COMPARE = 1 << 8,    /* the differences from last year */
	CONTEXT_PREVIEW = 1 << 9,    /* the pages of a print */
	CONTEXT_OVERVIEW = 1 << 10,  /* years and units summed up */
	CONTEXT_ANY = (1 << 11) - 1
};

enum { COMMAND_KEYS = 3 };

/* One command may have several rows, for contexts in which its words differ. */
struct key_command {
	enum command_id id;
	const char *name;            /* for the manual and tests: "insert-row" */
	unsigned contexts;
	key_press keys[COMMAND_KEYS];
	const char *menu;            /* N_() msgid of its menu group; NULL: not in the menu */
	const char *label;           /* N_() msgid, a word or two: key line and menu; NULL: in neither */
	const char *help;            /* N_() msgid, a sentence */
};

const struct key_command *key_commands(size_t *count);
/* What the key means there. */
enum command_id key_find_command(key_press key, unsigned context);

/* Lines for the help screen: every command of the context with its keys; in the user's language. */
void key_add_help(unsigned context, struct str *out);

#endif
