/* SPDX-License-Identifier: MIT */
/* Print preview: the very bytes of a print, decoded, page by page, on the columns they have on paper. */
#ifndef ZIPING_UI_PREVIEW_H
#define ZIPING_UI_PREVIEW_H

#include "ui/app.h"

/* Borrows the entry, whose screen lies below; `print`: asks at once where to print. */
void preview_open(struct app *app, struct opened *o, bool print);
/* Of an entry of the list. */
void preview_open_entry(struct app *app, int64_t id);

#endif
