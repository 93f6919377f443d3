/* SPDX-License-Identifier: MIT */
/* The form screen's rooms: form_screen.c (what the app asks), form_edit.c (typing), form_rows.c (rows, undo, paste),
 * form_info.c (help, findings, explanation, search). */
#ifndef ZIPING_UI_FORM_INTERNAL_H
#define ZIPING_UI_FORM_INTERNAL_H

#include "ui/app.h"
#include "ui/field.h"
#include "ui/pane.h"

struct form_screen {
	struct screen base;
	struct opened *o;
	struct pane pane;
	bool editing;
	struct field field;
	char *before;                /* the cell's text when editing began */
	bool draft_kept;             /* the store has a draft of this entry */
	bool paste_waits;            /* `block` waits for the answer */
	struct block *block;
	char *sought;                /* the text last searched for */
};

/* What a command does; a table is closed by COMMAND_NONE. */
struct form_command {
	enum command_id id;
	void (*run)(struct form_screen *f);
};

/* The entry changed: lay out, repaint, write. */
void form_changed(struct form_screen *f);
void form_write_later(struct form_screen *f);
const struct cell *form_selected_cell(const struct form_screen *f);
/* Moves to the next cell that is typed into, in reading order. */
void form_go_on(struct form_screen *f);

/* --- form_edit.c --- */

void form_edit_begin(struct form_screen *f, const char *text);
/* Opens the field with the cell's own text. */
void form_edit_open(struct form_screen *f);
/* Text typed or pasted, whether a cell is being edited or not. */
void form_edit_text(struct form_screen *f, const char *text, size_t len);
/* An editing command; false: not mine. */
bool form_edit_command(struct form_screen *f, enum command_id id);
/* False: refused, with a message; editing goes on. */
bool form_edit_accept(struct form_screen *f);
void form_edit_cancel(struct form_screen *f);
void form_edit_clear(struct form_screen *f);
void form_edit_point(struct form_screen *f, int x, int y);
bool form_edit_caret(struct form_screen *f, int *x, int *y);
void form_edit_keep_draft(struct form_screen *f);
/* Offers back what a lost session left half-typed. */
void form_edit_take_draft(struct form_screen *f);

/* --- form_rows.c --- */

extern const struct form_command form_rows_commands[];
/* True if the text is a block of cells; then asks. */
bool form_paste_block(struct form_screen *f, const char *text, size_t len);
void form_block_free(struct block *b);

/* --- form_info.c --- */

extern const struct form_command form_info_commands[];
void form_info_help(const struct form_screen *f, struct str *out);
/* The line under the table: the cell, what is wrong with it or what belongs there. */
void form_info_line(const struct form_screen *f, struct str *out, enum role *role);

#endif
