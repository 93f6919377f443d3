/* SPDX-License-Identifier: MIT */
/* Choosing the form of a new entry, by name, place and a small picture of it; then its year. */
#ifndef ZIPING_UI_NEW_ENTRY_H
#define ZIPING_UI_NEW_ENTRY_H

#include "ui/app.h"

/* Makes the entry and opens it. */
void new_entry_open(struct app *app);

#endif
