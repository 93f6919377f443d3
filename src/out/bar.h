/* SPDX-License-Identifier: MIT */
/* A bar as wide as its share of a whole. */
#ifndef ZIPING_OUT_BAR_H
#define ZIPING_OUT_BAR_H

#include "base/decimal.h"
#include "layout/grid.h"

/* Exactly `columns` columns; more than the whole fills all of them, a share below nothing none. */
void bar_add(struct decimal part, struct decimal whole, int columns, enum frame frame, enum text_widths widths,
	struct str *out);

#endif
