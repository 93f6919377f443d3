/* SPDX-License-Identifier: MIT */
/* Two sheets held side by side: this year's and another's, or two revisions of one entry.
 *
 * Cells are the same by their names (form_find_same_cell), so two versions of a form, or two forms, can be compared.
 * Rows are the same when the texts that name them are (一级, 二级, 三级指标; the name of a project): positions and uids
 * say nothing between two years.  What stands in one only is told as such. */
#ifndef ZIPING_FORM_COMPARE_H
#define ZIPING_FORM_COMPARE_H

#include "form/sheet.h"

enum compared_kind { COMPARED_TEXT, COMPARED_NUMBER };

struct compared {
	struct ref now, then;        /* cell -1: not there */
	enum compared_kind kind;
	bool same;                   /* nothing there and nothing here is the same as well */
	char *after, *before;        /* as shown, `now` and `then`; never NULL */
	/* Numbers, both known: now - then; and that as a share of `then` (0.25: a quarter more), unless it was 0. */
	bool has_difference, has_share;
	struct decimal difference, share;
};

struct comparison {
	struct compared *items;      /* in the order of `now`'s table; what is gone behind its neighbours */
	size_t count, cap;
	size_t changed;
};

void compare_sheets(const struct sheet *now, const struct sheet *then, struct comparison *out);
void comparison_clear(struct comparison *c);

/* +5.44; of percentages the points between them (57% and 60.5%: +3.5), which the caller says. */
void compare_add_difference(const struct cell *cell, struct decimal difference, struct str *out);
void compare_add_share(struct decimal share, struct str *out);       /* +22.1% */

/* The row of `then` that is that row of `now`; -1: none.  The array has a number for each row of `now`; caller frees. */
int *compare_rows(const struct sheet *now, const struct sheet *then, int repeat);
/* The place of `then` that is the same as `at` of `now`; cell -1: none. */
struct ref compare_find(const struct sheet *now, const struct sheet *then, struct ref at);

/* A stretch of a text that the other one does not have. */
struct changed_span { size_t start, len; };
struct changed_spans { struct changed_span *items; size_t count, cap; };

/* What words differ, by Chinese words (UAX #14 opportunities) and whole numbers; long texts stay quick (bounded
 * work).  Either list may be NULL. */
void compare_words(const char *before, const char *after, struct changed_spans *gone, struct changed_spans *come);
/* One text that shows both, without colours: 完成〔26→30〕篇，〔→新增调研〕. */
void compare_add_words(const char *before, const char *after, struct str *out);

#endif
