/* SPDX-License-Identifier: MIT */
/* Where the columns of a form stand in a medium; a part of the layout. */
#ifndef ZIPING_LAYOUT_LAYOUT_COLUMNS_H
#define ZIPING_LAYOUT_LAYOUT_COLUMNS_H

#include "layout/layout.h"

/* Fills column_count + 1 places: x of each vertical line. Wider than the medium only if that has
 * not even two columns for each of the form's.  `figures` (may be NULL): least widths, as columns_measure has them. */
void columns_place(const struct form *form, const struct medium *medium, const int *figures, int *column_x);
/* Columns of a medium in which there is room for them. */
int columns_least(const struct form *form, const struct medium *medium, const int *figures);

/* True of a cell that is a figure and nothing else. */
bool columns_is_figure(const struct layout *l, int cell);
/* What it takes, without blanks behind it. */
int columns_of_figure(const struct layout *l, int cell);
/* What each of the form's columns needs for the figures, of which the texts are there already. */
void columns_measure(const struct layout *l, int *figures);

#endif
