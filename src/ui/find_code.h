/* SPDX-License-Identifier: MIT */
/* From a check code on paper to exactly what was printed: Ctrl+G in the list. */
#ifndef ZIPING_UI_FIND_CODE_H
#define ZIPING_UI_FIND_CODE_H

#include "ui/app.h"

/* Asks for the code and opens its revision, to be read only. */
void find_code_open(struct app *app);

#endif
