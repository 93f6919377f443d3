/* SPDX-License-Identifier: MIT */
/* The columns of the list: what they show, how wide they are on a screen, how they sort. */
#ifndef ZIPING_UI_LIST_COLUMNS_H
#define ZIPING_UI_LIST_COLUMNS_H

#include "layout/grid.h"
#include "store/store.h"

enum { LIST_COLUMNS = 12 };

struct list_columns {
	int x[LIST_COLUMNS], width[LIST_COLUMNS];    /* width 0: no room for it */
};

void list_columns_fit(struct list_columns *c, int width);
const char *list_column_title(int column);           /* msgid */
enum store_order list_column_order(int column);
/* The order a person wants to see first: the latest, the most, but names from the start. */
bool list_column_descends(int column);
int list_column_of_order(enum store_order order);
int list_column_at(const struct list_columns *c, int x);     /* -1: none */

void list_columns_paint_head(const struct list_columns *c, struct grid *g, struct rect line,
	enum store_order order, const char *arrow);
void list_columns_paint_row(const struct list_columns *c, struct grid *g, struct rect line,
	const struct list_row *row, enum role role);

#endif
