/* SPDX-License-Identifier: MIT */
#include "ui/keys.h"

#include <libintl.h>
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "base/text.h"

#define CTRL(letter) (PRESS_CTRL | (letter))
#define ALT(key) (PRESS_ALT | (key))
#define F(n) (PRESS_F1 + (n) - 1)

enum {
	CELLS = CONTEXT_FORM | CONTEXT_EDIT,
	TEXTS = CONTEXT_EDIT | CONTEXT_PROMPT,
	TABLES = CELLS | CONTEXT_READ,
	LINES = CONTEXT_LIST | CONTEXT_CHOICE | CONTEXT_COMPARE | CONTEXT_OVERVIEW,
	POPUPS = CONTEXT_PROMPT | CONTEXT_CHOICE | CONTEXT_VIEWER,
	SCREENS = CONTEXT_LIST | TABLES | CONTEXT_COMPARE | CONTEXT_PREVIEW | CONTEXT_OVERVIEW
};

/* In the order of the key line, the menu and the help. */
static const struct key_command commands[] = {
	/* --- choosing and asking --- */
	{ COMMAND_ACCEPT, "choose", CONTEXT_CHOICE, { PRESS_ENTER }, NULL, N_("Choose"),
		N_("takes the selected line") },
	{ COMMAND_ACCEPT, "answer", CONTEXT_PROMPT, { PRESS_ENTER }, NULL, N_("Accept"),
		N_("takes the text") },
	{ COMMAND_CANCEL, "close", POPUPS, { PRESS_ESC }, NULL, N_("Close"),
		N_("closes the window, nothing happens") },
	/* --- the overview --- */
	{ COMMAND_ACCEPT, "into", CONTEXT_OVERVIEW, { PRESS_ENTER }, N_("Overview"), N_("Into it"),
		N_("shows the units of the year, then the entries of the unit") },
	{ COMMAND_REMARKS, "remarks", CONTEXT_OVERVIEW, { F(3) }, N_("Overview"), N_("Remarks"),
		N_("tells what is not in the sums and what does not add up") },
	{ COMMAND_CANCEL, "out", CONTEXT_OVERVIEW, { PRESS_ESC, F(6) }, N_("Overview"), N_("Back"),
		N_("back to the years, then to the list") },
	/* --- the list --- */
	{ COMMAND_OPEN, "open", CONTEXT_LIST, { PRESS_ENTER }, N_("Entry"), N_("Open"),
		N_("opens the selected entry") },
	{ COMMAND_NEW, "new", CONTEXT_LIST, { CTRL('N') }, N_("Entry"), N_("New"),
		N_("makes a new entry: choose a form and a year") },
	{ COMMAND_HELP, "help", CONTEXT_ANY & ~CONTEXT_VIEWER, { F(1) }, N_("Program"), N_("Help"),
		N_("explains this place and lists the keys") },
	{ COMMAND_MENU, "menu", SCREENS, { F(10) }, NULL, N_("Menu"),
		N_("shows every command that can be given here") },
	{ COMMAND_COPY, "copy", CONTEXT_LIST, { CTRL('C') }, N_("Entry"), N_("Copy"),
		N_("copies the selected entry with everything in it") },
	{ COMMAND_DELETE_ENTRY, "delete", CONTEXT_LIST, { PRESS_DELETE, CTRL('D') }, N_("Entry"),
		N_("Delete"), N_("deletes the selected entry; Ctrl+Z brings it back") },
	{ COMMAND_UNDO, "undelete", CONTEXT_LIST, { CTRL('Z') }, N_("Entry"), N_("Bring back"),
		N_("brings back the entry deleted last") },
	{ COMMAND_DELETED, "deleted", CONTEXT_LIST, { 0 }, N_("Entry"), N_("Deleted entries"),
		N_("lists what was deleted, at any time; the one chosen is brought back") },
	{ COMMAND_SORT, "sort", CONTEXT_LIST, { CTRL('T') }, N_("List"), N_("Sort"),
		N_("chooses the column to sort by; the same once more turns the order round") },
	{ COMMAND_SORT_LEFT, "sort-left", CONTEXT_LIST, { PRESS_LEFT }, NULL, NULL,
		N_("sorts by the column to the left") },
	{ COMMAND_SORT_RIGHT, "sort-right", CONTEXT_LIST, { PRESS_RIGHT }, NULL, NULL,
		N_("sorts by the column to the right") },
	{ COMMAND_REVERSE, "reverse", CONTEXT_LIST, { CTRL('R') }, N_("List"), N_("Turn round"),
		N_("turns the order round") },
	{ COMMAND_BACKSPACE, "filter-back", CONTEXT_LIST | CONTEXT_CHOICE, { PRESS_BACKSPACE }, NULL, NULL,
		N_("takes the last character of the filter away") },
	{ COMMAND_KILL_START, "filter-empty", CONTEXT_LIST | CONTEXT_CHOICE, { CTRL('U') }, NULL, NULL,
		N_("takes the typed filter away") },
	{ COMMAND_CANCEL, "filter-clear", CONTEXT_LIST, { PRESS_ESC }, N_("List"), N_("Show all"),
		N_("shows all entries again; typing a text shows only those with it") },
	{ COMMAND_CHOOSE, "filter-status", CONTEXT_LIST, { F(9) }, N_("List"), N_("Status"),
		N_("shows drafts, reviewed or signed entries only") },
	{ COMMAND_OVERVIEW, "overview", CONTEXT_LIST, { F(6) }, N_("List"), N_("Overview"),
		N_("sums up budgets, spending and scores by year and unit") },
	{ COMMAND_IMPORT, "import", CONTEXT_LIST, { CTRL('O') }, N_("Entry"), N_("Import"),
		N_("reads entries from an exchange file") },
	{ COMMAND_EXAMPLE, "example", CONTEXT_LIST, { 0 }, N_("Entry"), N_("Published example"),
		N_("puts a published table into the list, to look at") },
	{ COMMAND_FIND_CODE, "find-code", CONTEXT_LIST, { CTRL('G') }, N_("Entry"), N_("Find by code"),
		N_("opens the revision that a check code on paper belongs to") },
	/* --- pages --- */
	{ COMMAND_PRINT, "print-pages", CONTEXT_PREVIEW, { CTRL('P') }, N_("Entry"), N_("Print"),
		N_("freezes a revision and prints it, or writes a file") },
	{ COMMAND_CHOOSE, "print-options", CONTEXT_PREVIEW, { F(9) }, N_("Entry"), N_("Options"),
		N_("paper, encoding, frames, widths; a blank form") },
	{ COMMAND_FINDINGS, "losses", CONTEXT_PREVIEW, { F(3) }, N_("Entry"), N_("Losses"),
		N_("lists what the encoding cannot hold") },
	{ COMMAND_PREVIEW, "preview-close", CONTEXT_PREVIEW, { F(7), PRESS_ESC }, N_("Entry"), N_("Back"),
		N_("closes the preview") },
	{ COMMAND_NEXT, "page-next", CONTEXT_PREVIEW, { CTRL(PRESS_PAGE_DOWN), PRESS_TAB }, NULL, NULL,
		N_("to the next page") },
	{ COMMAND_PREVIOUS, "page-previous", CONTEXT_PREVIEW, { CTRL(PRESS_PAGE_UP), PRESS_SHIFT | PRESS_TAB },
		NULL, NULL, N_("to the page before") },
	{ COMMAND_FIRST, "page-first", CONTEXT_PREVIEW, { PRESS_HOME }, NULL, NULL, N_("to the first page") },
	{ COMMAND_LAST, "page-last", CONTEXT_PREVIEW, { PRESS_END }, NULL, NULL, N_("to the last page") },
	{ COMMAND_LEFT, "scroll-left", CONTEXT_PREVIEW, { PRESS_LEFT }, NULL, NULL,
		N_("shows what is to the left") },
	{ COMMAND_RIGHT, "scroll-right", CONTEXT_PREVIEW, { PRESS_RIGHT }, NULL, NULL,
		N_("shows what is to the right") },
	/* --- the form --- */
	{ COMMAND_EDIT, "edit", CONTEXT_FORM, { F(2) }, N_("Cell"), N_("Edit"),
		N_("edits the cell's text; typing does so at once") },
	{ COMMAND_EARLIER, "this-year", CONTEXT_READ, { F(5), PRESS_ESC }, N_("Last year"), N_("This year"),
		N_("back to this year's table, to the same cell") },
	{ COMMAND_ACCEPT, "to-cell", CONTEXT_COMPARE, { PRESS_ENTER }, N_("Last year"), N_("To the cell"),
		N_("goes to this cell in the form") },
	{ COMMAND_SHOW_ALL, "show-all", CONTEXT_COMPARE, { F(5) }, N_("Last year"), N_("All or changed"),
		N_("shows every cell, or only what differs") },
	{ COMMAND_CANCEL, "back", CONTEXT_COMPARE, { PRESS_ESC }, N_("Last year"), N_("Back"),
		N_("back to the form") },
	{ COMMAND_ACCEPT, "accept", CELLS, { PRESS_ENTER }, NULL, NULL,
		N_("accepts the text and goes on to the next cell") },
	{ COMMAND_NEXT, "next", TABLES, { PRESS_TAB }, NULL, NULL, N_("to the next cell") },
	{ COMMAND_PREVIOUS, "previous", TABLES, { PRESS_SHIFT | PRESS_TAB }, NULL, NULL,
		N_("to the previous cell") },
	{ COMMAND_CANCEL, "give-back", CONTEXT_EDIT, { PRESS_ESC }, N_("Cell"), N_("Give back"),
		N_("gives back the text that was in the cell") },
	{ COMMAND_NEW_LINE, "new-line", CONTEXT_EDIT, { ALT(PRESS_ENTER) }, N_("Cell"),
		N_("New line"), N_("begins a new line inside a long text") },
	{ COMMAND_CLEAR, "clear", CONTEXT_FORM, { PRESS_DELETE }, N_("Cell"), N_("Empty"),
		N_("empties the cell") },
	{ COMMAND_BACKSPACE, "clear-last", CONTEXT_FORM, { PRESS_BACKSPACE }, NULL, NULL,
		N_("empties a short cell; of a long text deletes the last character") },
	{ COMMAND_FINDINGS, "findings", CELLS, { F(3) }, N_("Checks"), N_("Findings"),
		N_("shows the findings below the table, or hides them") },
	{ COMMAND_NEXT_FINDING, "next-finding", CELLS, { F(4) }, N_("Checks"), N_("Next finding"),
		N_("to the cell of the next finding") },
	{ COMMAND_EARLIER, "last-year", CELLS, { F(5) }, N_("Last year"), N_("Last year"),
		N_("shows last year's entry beside this one; on a narrow screen, in its place") },
	{ COMMAND_EXPLAIN, "explain", CELLS, { F(6) }, N_("Checks"), N_("Explain"),
		N_("tells where this number comes from") },
	{ COMMAND_CHOOSE, "choose-text", CELLS, { F(9) }, N_("Cell"), N_("Choose"),
		N_("offers the cell's choices, or how the rule is to read this row") },
	{ COMMAND_INSERT_ROW, "insert-row", CELLS, { CTRL('N'), PRESS_INSERT }, N_("Row"),
		N_("Insert row"), N_("inserts a row under this one") },
	{ COMMAND_DELETE_ROW, "delete-row", CELLS, { CTRL('D') }, N_("Row"), N_("Delete row"),
		N_("deletes this row; Ctrl+Z brings it back") },
	{ COMMAND_ROW_UP, "row-up", CELLS, { ALT(PRESS_UP) }, N_("Row"), N_("Row up"),
		N_("moves this row up") },
	{ COMMAND_ROW_DOWN, "row-down", CELLS, { ALT(PRESS_DOWN) }, N_("Row"), N_("Row down"),
		N_("moves this row down") },
	{ COMMAND_NOTE, "note", CELLS, { CTRL('R') }, N_("Checks"), N_("Note"),
		N_("says what settles this cell's warning or explains its error; an empty note takes it away") },
	{ COMMAND_HISTORY, "history", CELLS, { F(8) }, N_("Checks"), N_("History"),
		N_("tells who changed the cell and the entry, when") },
	{ COMMAND_CONFIRM, "confirm", CELLS, { CTRL('E') }, N_("Last year"), N_("Confirm"),
		N_("confirms what was carried forward into this cell, and goes to the next such cell") },
	{ COMMAND_CONFIRM_AROUND, "confirm-around", CELLS, { 0 }, N_("Last year"), N_("Confirm row or group"),
		N_("confirms every cell of this row, or of the group that the cell belongs to") },
	{ COMMAND_CARRY, "carry", CELLS, { 0 }, N_("Last year"), N_("Carry forward"),
		N_("takes over from an earlier entry what stands every year; each cell is then to be confirmed") },
	{ COMMAND_DIFFERENCES, "differences", CELLS, { PRESS_SHIFT | F(5) }, N_("Last year"),
		N_("Differences"), N_("lists what differs from last year") },
	{ COMMAND_TREND, "trend", CELLS, { 0 }, N_("Last year"), N_("Trend"),
		N_("draws rate and score of all years") },
	{ COMMAND_CHOOSE_EARLIER, "other-entry", CELLS, { 0 }, N_("Last year"), N_("Another entry"),
		N_("chooses which entry is last year's; the choice is remembered") },
	{ COMMAND_PREVIEW, "preview", CELLS | CONTEXT_LIST, { F(7) }, N_("Entry"), N_("Preview"),
		N_("shows the pages as they would be printed") },
	{ COMMAND_PRINT, "print", CELLS, { CTRL('P') }, N_("Entry"), N_("Print"),
		N_("freezes a revision and prints it, or writes a file") },
	{ COMMAND_SIGN, "sign", CELLS, { 0 }, N_("Entry"), N_("Sign"),
		N_("freezes a revision, signs it and locks the entry") },
	{ COMMAND_REOPEN, "reopen", CELLS, { 0 }, N_("Entry"), N_("Reopen"),
		N_("unlocks a signed entry, with a reason; what follows is its next revision") },
	{ COMMAND_REVISIONS, "revisions", CELLS, { 0 }, N_("Entry"), N_("Revisions"),
		N_("lists what was frozen, with check codes; the one chosen is opened to be read") },
	{ COMMAND_REVIEW, "review", CELLS | CONTEXT_LIST, { 0 }, N_("Entry"), N_("Second entry"),
		N_("another person types the figures again without seeing them; compares and finishes it") },
	{ COMMAND_REVIEWS, "reviews", CELLS, { 0 }, N_("Entry"), N_("Second entries"),
		N_("tells what second entries found, with both figures and both names") },
	{ COMMAND_UNDO, "undo", CELLS, { CTRL('Z') }, N_("Cell"), N_("Undo"),
		N_("takes the last change back") },
	{ COMMAND_REDO, "redo", CELLS, { CTRL('Y') }, N_("Cell"), N_("Redo"),
		N_("makes the change again that was taken back") },
	{ COMMAND_FIND, "find", CELLS, { CTRL('F') }, N_("Cell"), N_("Find"),
		N_("finds a text in the form") },
	{ COMMAND_FIND_NEXT, "find-next", CELLS, { CTRL('G') }, N_("Cell"), N_("Find next"),
		N_("finds the same text again") },
	{ COMMAND_MOVE_FORM, "move-form", CELLS, { 0 }, N_("Entry"), N_("Move to the new form"),
		N_("moves the entry to the newest version of its form, after saying what that changes") },
	/* --- a text --- */
	{ COMMAND_UNDO, "undo-typing", CONTEXT_PROMPT, { CTRL('Z') }, NULL, NULL,
		N_("takes the last change back") },
	{ COMMAND_REDO, "redo-typing", CONTEXT_PROMPT, { CTRL('Y') }, NULL, NULL,
		N_("makes the change again that was taken back") },
	{ COMMAND_BACKSPACE, "backspace", TEXTS, { PRESS_BACKSPACE }, NULL, NULL,
		N_("deletes the character before the caret") },
	{ COMMAND_DELETE, "delete-character", TEXTS, { PRESS_DELETE }, NULL, NULL,
		N_("deletes the character at the caret") },
	{ COMMAND_KILL, "kill", TEXTS, { CTRL('K') }, NULL, NULL,
		N_("deletes from the caret to the end of the line") },
	{ COMMAND_KILL_START, "kill-start", TEXTS, { CTRL('U') }, NULL, NULL,
		N_("deletes from the start of the line to the caret") },
	{ COMMAND_KILL_WORD, "kill-word", TEXTS, { CTRL('W'), ALT(PRESS_BACKSPACE) }, NULL, NULL,
		N_("deletes the word before the caret") },
	{ COMMAND_KILL_NEXT_WORD, "kill-next-word", TEXTS, { CTRL(PRESS_DELETE), ALT('D') }, NULL, NULL,
		N_("deletes the word at the caret") },
	{ COMMAND_PUT_BACK, "put-back", TEXTS, { CTRL('V') }, NULL, NULL,
		N_("puts in what such keys deleted last, also elsewhere") },
	{ COMMAND_WORD_LEFT, "word-left", TEXTS, { CTRL(PRESS_LEFT), ALT(PRESS_LEFT) }, NULL, NULL,
		N_("one word to the left") },
	{ COMMAND_WORD_RIGHT, "word-right", TEXTS, { CTRL(PRESS_RIGHT), ALT(PRESS_RIGHT) }, NULL,
		NULL, N_("one word to the right") },
	{ COMMAND_PARAGRAPH_UP, "paragraph-up", CONTEXT_EDIT, { CTRL(PRESS_UP) }, NULL, NULL,
		N_("to the start of the paragraph, then of the one before") },
	{ COMMAND_PARAGRAPH_DOWN, "paragraph-down", CONTEXT_EDIT, { CTRL(PRESS_DOWN) }, NULL, NULL,
		N_("to the next paragraph") },
	/* --- moving --- */
	{ COMMAND_UP, "up", CONTEXT_ANY, { PRESS_UP }, NULL, NULL, N_("up") },
	{ COMMAND_DOWN, "down", CONTEXT_ANY, { PRESS_DOWN }, NULL, NULL, N_("down") },
	{ COMMAND_LEFT, "left", TABLES | TEXTS, { PRESS_LEFT }, NULL, NULL, N_("left") },
	{ COMMAND_RIGHT, "right", TABLES | TEXTS, { PRESS_RIGHT }, NULL, NULL, N_("right") },
	{ COMMAND_PAGE_UP, "page-up", CONTEXT_ANY, { PRESS_PAGE_UP }, NULL, NULL,
		N_("one page up") },
	{ COMMAND_PAGE_DOWN, "page-down", CONTEXT_ANY, { PRESS_PAGE_DOWN }, NULL, NULL,
		N_("one page down") },
	{ COMMAND_HOME, "row-start", CONTEXT_FORM | CONTEXT_READ, { PRESS_HOME }, NULL, NULL,
		N_("to the first cell of the row") },
	{ COMMAND_END, "row-end", CONTEXT_FORM | CONTEXT_READ, { PRESS_END }, NULL, NULL,
		N_("to the last cell of the row") },
	{ COMMAND_HOME, "home", TEXTS, { PRESS_HOME, CTRL('A') }, NULL, NULL,
		N_("to the start of the line") },
	{ COMMAND_END, "end", CONTEXT_EDIT, { PRESS_END }, NULL, NULL,
		N_("to the end of the line") },
	/* In a cell Ctrl+E confirms. */
	{ COMMAND_END, "text-end", CONTEXT_PROMPT, { PRESS_END, CTRL('E') }, NULL, NULL,
		N_("to the end of the text") },
	{ COMMAND_FIRST, "first", TABLES | TEXTS, { CTRL(PRESS_HOME) }, NULL, NULL,
		N_("to the very start") },
	{ COMMAND_LAST, "last", TABLES | TEXTS, { CTRL(PRESS_END) }, NULL, NULL,
		N_("to the very end") },
	{ COMMAND_FIRST, "top", LINES | CONTEXT_VIEWER, { PRESS_HOME, CTRL(PRESS_HOME) }, NULL, NULL,
		N_("to the first line") },
	{ COMMAND_LAST, "bottom", LINES | CONTEXT_VIEWER, { PRESS_END, CTRL(PRESS_END) }, NULL, NULL,
		N_("to the last line") },
	/* --- the program --- */
	{ COMMAND_SAVE, "save", SCREENS, { CTRL('S') }, NULL, NULL,
		N_("nothing to do: everything accepted is stored already") },
	{ COMMAND_REDRAW, "redraw", CONTEXT_ANY, { CTRL('L') }, N_("Program"), N_("Paint again"),
		N_("paints the whole screen again") },
	{ COMMAND_MOUSE, "mouse", SCREENS, { 0 }, N_("Program"), N_("Mouse on or off"),
		N_("switches the mouse on or off") },
	{ COMMAND_LEAVE, "leave", CONTEXT_ANY, { CTRL('Q') }, N_("Program"), N_("Leave"),
		N_("leaves this screen; the last one, the program") },
};

const struct key_command *key_commands(size_t *count)
{
	*count = sizeof commands / sizeof *commands;
	return commands;
}

enum command_id key_find_command(key_press key, unsigned context)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		for (int k = 0; k < COMMAND_KEYS && commands[i].keys[k]; k++)
			if (commands[i].keys[k] == key && (commands[i].contexts & context))
				return commands[i].id;
	return COMMAND_NONE;
}

/* --- names --- */

static const struct { const char *name; key_press code; } names[] = {
	{ "Up", PRESS_UP }, { "Down", PRESS_DOWN }, { "Left", PRESS_LEFT }, { "Right", PRESS_RIGHT },
	{ "Home", PRESS_HOME }, { "End", PRESS_END }, { "PageUp", PRESS_PAGE_UP },
	{ "PageDown", PRESS_PAGE_DOWN }, { "Insert", PRESS_INSERT }, { "Delete", PRESS_DELETE },
	{ "Backspace", PRESS_BACKSPACE }, { "Tab", PRESS_TAB }, { "Enter", PRESS_ENTER },
	{ "Esc", PRESS_ESC },
	{ "F1", F(1) }, { "F2", F(2) }, { "F3", F(3) }, { "F4", F(4) }, { "F5", F(5) }, { "F6", F(6) },
	{ "F7", F(7) }, { "F8", F(8) }, { "F9", F(9) }, { "F10", F(10) }, { "F11", F(11) },
	{ "F12", F(12) },
};

static const struct { const char *name; key_press bit; } modifiers[] = {
	{ "Ctrl+", PRESS_CTRL }, { "Alt+", PRESS_ALT }, { "Shift+", PRESS_SHIFT },
};

static key_press parse_code(const char *name)
{
	unsigned char c = (unsigned char)*name;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(name, names[i].name))
			return names[i].code;
	if (c <= ' ' || c >= 0x7f || name[1])
		return PRESS_NONE;
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

bool key_parse(const char *name, key_press *out)
{
	key_press bits = 0, code;

	for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++) {
		size_t len = strlen(modifiers[i].name);

		if (!strncasecmp(name, modifiers[i].name, len)) {
			bits |= modifiers[i].bit;
			name += len;
		}
	}
	code = parse_code(name);
	/* A character by itself is text, not a key. */
	if (!code || (code < PRESS_UP && !(bits & (PRESS_CTRL | PRESS_ALT))))
		return false;
	*out = bits | code;
	return true;
}

void key_add_name(key_press key, struct str *out)
{
	key_press code = key & 0xfff;

	for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
		if (key & modifiers[i].bit)
			str_add(out, modifiers[i].name);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].code == code) {
			str_add(out, names[i].name);
			return;
		}
	str_add_char(out, (char)code);
}

/* --- help --- */

enum { KEYS_WIDTH = 24 };

static void add_keys(const struct key_command *c, struct str *out)
{
	for (int i = 0; i < COMMAND_KEYS && c->keys[i]; i++) {
		if (i)
			str_add(out, ", ");
		key_add_name(c->keys[i], out);
	}
	if (!c->keys[0])
		str_add(out, gettext("menu"));
}

void key_add_help(unsigned context, struct str *out)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const struct key_command *c = &commands[i];
		struct str keys = { 0 };

		if (!(c->contexts & context))
			continue;
		add_keys(c, &keys);
		text_add_cut(out, TEXT_LOCALE, str_text(&keys), KEYS_WIDTH, true);
		str_addf(out, "%s\n", gettext(c->help));
		str_clear(&keys);
	}
}
