/* SPDX-License-Identifier: MIT */
/* Where the columns of a form stand in a medium; a part of the layout. */
#ifndef ZIPING_LAYOUT_LAYOUT_COLUMNS_H
#define ZIPING_LAYOUT_LAYOUT_COLUMNS_H

#include "layout/layout.h"

/* Fills column_count + 1 places: x of each vertical line. Wider than the medium only if that has
 * not even two columns for each of the form's. */
void columns_place(const struct form *form, const struct medium *medium, int *column_x);

#endif
