/* SPDX-License-Identifier: MIT */
/* The form screen's rooms: form_screen.c (what the app asks), form_command.c (which room a command goes to),
 * form_write.c (writing, leaving), form_bars.c (what stands around the table), form_edit.c (typing), form_rows.c
 * (rows, undo), form_paste.c (blocks of cells), form_choose.c (choices), form_panel.c (findings), form_note.c (notes
 * on them), form_move.c (another version of the form), form_history.c (who changed what), form_sign.c (signing,
 * revisions), form_review.c (second entries), form_print.c (preview and print), form_hold.c (what may only be read),
 * form_earlier.c (last year), form_beside.c (its table beside this one), form_info.c (help, explanation, search). */
#ifndef ZIPING_UI_FORM_INTERNAL_H
#define ZIPING_UI_FORM_INTERNAL_H

#include "desk/meant.h"
#include "desk/review.h"
#include "desk/revision.h"
#include "ui/app.h"
#include "ui/carry_offer.h"
#include "ui/field.h"
#include "ui/pane.h"

/* The findings below the table, errors first. */
struct panel {
	bool open;
	struct rect area;            /* height 0: not open */
	size_t top;                  /* first line seen */
	struct ref followed;         /* the selected cell whose findings were scrolled to */
	size_t followed_lines;       /* that these took */
	struct panel_item *items;    /* in the order shown */
	size_t count, cap;
};

/* How old the draft may be, and how long a refused write waits. */
enum { FORM_TICK_MILLISECONDS = 1000 };

/* Which rows of last year's are those of this year's. */
struct same_rows {
	int *there;                  /* NULL: to be found */
	int count;
	uint64_t names;              /* of the texts that they were found by */
	bool stale;                  /* these may be others now */
};

/* Last year's entry, and its table beside this year's. */
struct beside {
	struct opened *o;            /* to be read only; NULL: none, or not looked for yet */
	struct same_rows *rows;      /* for each repeat */
	int repeats;
	int64_t *offered;            /* what can be chosen instead */
	enum command_id wanted;      /* goes on when one was chosen */
	bool open;                   /* beside this year's wherever there is room */
	struct rect area;            /* height 0: not shown */
	struct pane pane;
	struct ref followed;         /* the selected cell that is pointed out there */
	int followed_y;              /* and where this year's table was scrolled to */
	bool dirty;                  /* what is around the pane */
};

/* A blind second entry of what another screen, under this one, has open. */
struct second {
	struct form_screen *first;   /* NULL: this is none; but it may have had some */
	bool hidden;                 /* of the first: it is not to be seen by who types the second */
	char *who;
	struct review found;         /* what is offered to be gone to */
	size_t *lines;               /* the difference that each line offered is of */
};

struct form_screen {
	struct screen base;
	struct opened *o;
	struct pane pane;
	bool editing;
	struct field field;
	char *before;                /* the cell's text when editing began */
	char *given_up;              /* what Esc took away last, NULL: nothing, or it was brought back */
	struct ref given_up_at;
	bool draft_kept;             /* the store has a draft of this entry */
	bool refused;                /* the store could not be written last time */
	struct block *block;         /* waits for the answer whether to paste it */
	struct panel panel;
	struct beside beside;
	char *sought;                /* the text last searched for */
	struct finding noted;        /* that a note is being asked for */
	struct carry_offer offer;    /* of entries to carry forward */
	struct opened *source;       /* the one chosen; NULL: none */
	struct source_offer meant;   /* entries a report may draw from */
	struct second second;
	struct revision revision;    /* that lies open; code NULL: none, but the entry itself */
};

/* What a command does; a table is closed by COMMAND_NONE. */
struct form_command {
	enum command_id id;
	void (*run)(struct form_screen *f);
};

/* The entry changed: lay out, repaint, write. */
void form_changed(struct form_screen *f);
/* The same where nothing is to be written: what other entries say is another thing now (form_draw.c). */
void form_redrawn(struct form_screen *f);
/* Says what failed, and clears it; true if nothing did. */
bool form_went_well(struct form_screen *f, enum status status, struct err *err);
void form_draw_again(struct form_screen *f);
void form_draw_follow(struct form_screen *f);
/* The entry has another form: everything made from it anew. */
void form_reload(struct form_screen *f);
const struct cell *form_selected_cell(const struct form_screen *f);
/* Selects a place; false: it does not stand in the table. */
bool form_go_to_ref(struct form_screen *f, struct ref at);
/* Divides the screen anew between table and findings. */
void form_divide(struct form_screen *f);
/* True, with a message, if the selected cell stands for several rows; `say` tells what to do instead. */
bool form_is_group(struct form_screen *f, const char *say);
/* True if that went wrong: then it is said and the step emptied. */
bool form_refused(struct form_screen *f, struct step *step, enum status status, struct err *err);

/* --- form_command.c --- */

/* Accepts the text being typed first, unless the command leaves it alone; false: not mine. */
bool form_run_command(struct form_screen *f, enum command_id id);
void form_click(struct form_screen *f, const struct event *e);

/* --- form_write.c --- */

extern const struct form_command form_write_commands[];
/* After the next show, if there is anything to be written. */
void form_write_later(struct form_screen *f);
/* What waited a second: a refused write, the text being typed. */
void form_write_tick(struct form_screen *f);
/* Before a forced end. */
enum status form_write_all(struct form_screen *f, struct err *err);
/* Leaves the screen; for popups. */
void form_close(void *form_screen);

/* --- form_bars.c --- */

void form_bars_add_title(const struct form_screen *f, struct str *out);
void form_bars_add_status(const struct form_screen *f, struct str *left, struct str *right);
void form_bars_paint_line(struct form_screen *f, struct grid *g);

/* --- form_edit.c --- */

/* Opens the field with the cell's own text, or its choices. */
void form_edit_open(struct form_screen *f);
/* Text typed or pasted, whether a cell is being edited or not. */
void form_edit_text(struct form_screen *f, const char *text, size_t len);
/* Brings back what Esc took away from the selected cell; false: nothing. */
bool form_edit_again(struct form_screen *f);
/* An editing command; false: not mine. */
bool form_edit_command(struct form_screen *f, enum command_id id);
/* False: refused, with a message; editing goes on. */
bool form_edit_accept(struct form_screen *f);
void form_edit_clear(struct form_screen *f);
/* Empties a short cell; begins to type at the end of a long text, which loses its last character. */
void form_edit_backspace(struct form_screen *f);
void form_edit_point(struct form_screen *f, int x, int y);
/* Keeps the caret in sight after the table moved. */
void form_edit_follow(struct form_screen *f);
bool form_edit_caret(struct form_screen *f, int *x, int *y);
/* Writes what was accepted, without the text being typed. */
enum status form_edit_save(struct form_screen *f, struct err *err);
enum status form_edit_keep_draft(struct form_screen *f, struct err *err);
/* Offers back what a lost session left half-typed. */
void form_edit_take_draft(struct form_screen *f);

/* --- form_rows.c --- */

extern const struct form_command form_rows_commands[];

/* --- form_paste.c --- */

/* True if the text is a block of cells; then asks. */
bool form_paste_block(struct form_screen *f, const char *text, size_t len);
void form_block_free(struct block *b);

/* --- form_choose.c --- */

/* The choices of the selected cell, or those that its row remembers without showing them. */
void form_choose(struct form_screen *f);

/* --- form_source.c --- */

/* Makes the rows that the tables have, where there are none yet; false: nothing is to be taken from there. */
bool form_fill_rows(struct form_screen *f);
/* Offers the entries that the cell's source may mean; false: there is nothing to choose. */
bool form_choose_source(struct form_screen *f);

/* --- form_panel.c --- */

extern const struct form_command form_panel_commands[];
int form_panel_height(const struct form_screen *f, int rows);
void form_panel_paint(struct form_screen *f, struct grid *g);
/* A click or the wheel; false: elsewhere. */
bool form_panel_event(struct form_screen *f, const struct event *e);
void form_panel_clear(struct form_screen *f);
/* The sentence, what the finding means, its rule and what would settle it. */
void form_add_finding_details(const struct form_screen *f, const struct finding *finding, struct str *out);

/* --- form_note.c --- */

extern const struct form_command form_note_commands[];
/* Asks for the note on a warning. */
void note_open(struct form_screen *f, const struct finding *finding);

/* --- form_hold.c --- */

/* True, with a message, if the entry may only be read. */
bool form_is_locked(struct form_screen *f);
/* The same for a command that would change it; each such command stands in the table there. */
bool form_hold_refuses(struct form_screen *f, enum command_id id);
/* Says at first what a locked entry is. */
void form_hold_say(struct form_screen *f);
/* EVENT_TICK while another program has the entry: shows what changed, takes the entry if it can. */
void form_hold_ask(struct form_screen *f);
void form_hold_add_title(const struct form_screen *f, struct str *out);

/* --- form_earlier.c --- */

extern const struct form_command form_earlier_commands[];
/* Looks for last year's entry and lets the sheet know its texts; for app_later: it has to be read. */
void form_earlier_seek(void *form_screen);
/* Rows or the texts that name them may have changed. */
void form_earlier_forget_rows(struct form_screen *f);
/* The same place last year; cell -1: none. */
struct ref form_earlier_place(struct form_screen *f, struct ref at);
/* What the cell being typed into held; nothing if there is no last year. */
void form_earlier_add_line(struct form_screen *f, struct str *out);
void form_earlier_clear(struct form_screen *f);

/* --- form_beside.c --- */

/* Takes last year's half from the table's place, if it is open and there is room. */
bool form_beside_fits(const struct form_screen *f);
void form_beside_divide(struct form_screen *f, struct rect *table);
void form_beside_paint(struct form_screen *f, struct grid *g, bool all);
/* A click or the wheel; false: elsewhere. */
bool form_beside_event(struct form_screen *f, const struct event *e);

/* --- form_carry.c --- */

extern const struct form_command form_carry_commands[];
/* What is to be said of a mark; false: it is another finding. */
bool form_carry_add_line(const struct form_screen *f, const struct finding *finding, struct str *out);
/* How many cells are to be confirmed, if any. */
void form_carry_add_count(const struct form_screen *f, struct str *out);
void form_carry_clear(struct form_screen *f);
/* A text was accepted, by which last year's entry may be found. */
void form_carry_typed(struct form_screen *f);

/* --- form_history.c --- */

extern const struct form_command form_history_commands[];

/* --- form_print.c --- */

extern const struct form_command form_print_commands[];

/* --- form_sign.c --- */

extern const struct form_command form_sign_commands[];
void form_sign_add_title(const struct form_screen *f, struct str *out);

/* --- form_review.c --- */

extern const struct form_command form_review_commands[];
/* Asks what is to become of a second entry; false: it is none. */
bool form_review_leave(struct form_screen *f);
/* True, with a message, for what a second entry has no use for. */
bool form_review_refuses(struct form_screen *f, enum command_id id);
bool form_review_takes(const struct form_screen *f, const struct cell *cell);
void form_review_add_title(const struct form_screen *f, struct str *out);
/* A screen that is hidden goes when nothing stands in front of it any more. */
void form_review_resume(struct form_screen *f);
void form_review_clear(struct form_screen *f);

/* --- form_move.c --- */

extern const struct form_command form_move_commands[];
/* Says that the library has another version of the form, if it has; for app_later: it may have to be read. */
void form_move_say_newer(void *form_screen);

/* --- form_info.c --- */

extern const struct form_command form_info_commands[];
void form_info_help(const struct form_screen *f, struct str *out);
/* Operands without which a computed value cannot be known; 0: it is known, or it is not computed. */
int form_info_missing(const struct form_screen *f, struct ref at);
/* The line under the table: the cell, what is wrong with it or what belongs there. */
void form_info_line(const struct form_screen *f, struct str *out, enum role *role);

#endif
