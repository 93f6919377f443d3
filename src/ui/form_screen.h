/* SPDX-License-Identifier: MIT */
/* The form as printed, to be filled in. */
#ifndef ZIPING_UI_FORM_SCREEN_H
#define ZIPING_UI_FORM_SCREEN_H

#include "desk/revision.h"
#include "ui/app.h"

/* Opens an entry in front of everything; `cell` NULL: where the clerk stood. */
enum status form_screen_open(struct app *app, int64_t id, const char *cell, struct err *err);
/* The same of a revision, to be read only. */
enum status form_screen_open_revision(struct app *app, int64_t entry, int number, struct err *err);
/* Goes to the entry's second entry (desk/review.h), in front of a screen that does not show the first one; says what
 * went wrong. */
void form_screen_review(struct app *app, int64_t id);
/* The same of what is open already; takes both.  `r` is empty unless a revision lies open. */
void form_screen_push(struct app *app, struct opened *o, struct revision *r, struct ref at);
/* What Ctrl+G finds in the entry just opened: a place with any of the words.  The screen is one of those above. */
void form_screen_seek(struct screen *s, const char *words);

#endif
