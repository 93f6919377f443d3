/* SPDX-License-Identifier: MIT */
/* Script mode (SCRIPTS in the manual): the program on keys from a file, its screens as text.
 *
 * The same app and screens as in a terminal; only the front is another. */
#ifndef ZIPING_UI_SCRIPT_H
#define ZIPING_UI_SCRIPT_H

#include "ui/app.h"

struct script;

/* Files, "-" for the standard streams.  STATUS_INPUT or STATUS_REFUSED if one cannot be opened. */
enum status script_open(const char *keys, const char *dump, struct script **out, struct err *err);
struct front script_front(struct script *s);
/* What the front's tokens are for; before app_run. */
void script_bind(struct script *s, struct app *app);
/* Writes the final screen.  STATUS_INPUT with the line of the token that could not be done. */
enum status script_finish(struct script *s, struct err *err);
void script_free(struct script *s);

#endif
