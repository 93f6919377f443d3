/* SPDX-License-Identifier: MIT */
/* The form as printed, to be filled in. */
#ifndef ZIPING_UI_FORM_SCREEN_H
#define ZIPING_UI_FORM_SCREEN_H

#include "ui/app.h"

/* Opens an entry in front of everything; `cell` NULL: where the clerk stood. */
enum status form_screen_open(struct app *app, int64_t id, const char *cell, struct err *err);

#endif
