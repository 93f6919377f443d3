/* SPDX-License-Identifier: MIT */
/* Values from other entries, as a sheet gets them (sheet_set_outside).
 *
 * By index in form_outsides(): an item for each entry of the source, or for each row where it is a column; names of one
 * source and repeat have their items in the same order. */
#ifndef ZIPING_FORM_OUTSIDE_H
#define ZIPING_FORM_OUTSIDE_H

#include "form/formula.h"

struct outside_item {
	struct value value;          /* a text is that of `shown` */
	char *shown;                 /* as its own table shows it */
};

struct outside_values {
	char *label;                 /* 部门整体支出绩效自评表（2023）年度资金总额全年执行数 */
	struct message why;          /* why there is nothing; no id: there is */
	struct outside_item *items;
	size_t count, cap;
};

#endif
