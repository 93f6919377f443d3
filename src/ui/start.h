/* SPDX-License-Identifier: MIT */
/* Where the full-screen program begins. */
#ifndef ZIPING_UI_START_H
#define ZIPING_UI_START_H

#include "desk/desk.h"

struct ui_options {
	struct desk *desk;
	const char *example_folder;  /* the published tables, offered on an empty store */
	long long entry;             /* 0: the list; leaving it ends the program */
	const char *cell;            /* NULL: where the clerk stood */
	const char *script, *dump;   /* files, "-" for the standard streams; NULL: a terminal */
	int columns, rows;           /* of the screen, with a script */
	bool no_mouse;
	void (*shown)(void *context);        /* the first screen was; NULL: nothing; not with a script */
	void *shown_context;
};

/* Runs until the user leaves.  Errors of a script: STATUS_INPUT with its line. */
enum status ui_run(const struct ui_options *options, struct err *err);

#endif
