/* SPDX-License-Identifier: MIT */
/* The entries of the store, one a line: the screen that everything starts from. */
#ifndef ZIPING_UI_LIST_SCREEN_H
#define ZIPING_UI_LIST_SCREEN_H

#include "ui/app.h"

void list_screen_open(struct app *app);

#endif
