/* SPDX-License-Identifier: MIT */
/* Rate and score of an entry and those before it, drawn. */
#ifndef ZIPING_UI_TREND_H
#define ZIPING_UI_TREND_H

#include "desk/earlier.h"
#include "layout/grid.h"

/* Are there two years with anything to draw? */
bool trend_is_worth(const struct trend *t);
/* A heading and a line a year, oldest first, of that many columns at most. */
void trend_add(const struct trend *t, const struct form *form, enum frame frame, enum text_widths widths,
	int columns, struct str *out);

#endif
