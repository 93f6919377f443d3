/* SPDX-License-Identifier: MIT */
/* What stands on paper around the table: the same on text, PDF and preview.
 *
 * Head: the form's title lines are the form's own; pages after the first say what they belong to.  Foot of each page: 第N稿 · 草稿 or 签字稿 · check code · print time
 * on the left, 第 n 页 共 m 页 on the right (or centred under them where that does not fit).  Without a revision the
 * foot is the page number alone, as `show` and `export` print. */
#ifndef ZIPING_OUT_FURNITURE_H
#define ZIPING_OUT_FURNITURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "form/form.h"
#include "layout/table.h"

/* On each foot of an entry in which somebody's value stands in place of a computed one. */
#define FURNITURE_LEGEND TABLE_OVERRIDE_MARK " 由填报人确定，与按规则计算的不同"

struct furniture {
	const char *about;           /* year, form, unit, project: above each page but the first; NULL: not said */
	int revision;                /* 0: none */
	bool is_signed, draft;       /* draft: an error stands; neither: 送签稿 */
	const char *code;            /* "7K3M-9QXT-2WPA-5"; NULL: none */
	int64_t printed;             /* moment; 0: not said, as for same bytes each time */
	bool blank;                  /* for handwriting: labels and standing text, no values */
	/* To be signed: lines for it under the table of a form that has none of its own, together with its last rows,
	 * and room in the form's own. */
	bool signature;
	/* Pages behind the table, each a heading and lines that wrap; NULL-closed texts, in Chinese. */
	const struct furniture_part { const char *title; const char *const *lines; } *parts;
	size_t part_count;
	/* Of a document of several tables: how many pages go before these, and how many there are; 0: these alone. */
	int pages_before, pages_all;
};

/* Adds the lines to sign on, each closed by a line end and none wider than `columns`, the first one empty; returns
 * how many they are.  All of it has the same width in every policy.  Who is in charge of a project signs for one only. */
int furniture_add_signature(const struct form *form, int columns, struct str *out);
/* True if the form has lines of its own to sign on. */
bool furniture_has_signature(const struct form *form);

/* 第2稿 草稿  校验码 7K3M-9QXT-2WPA-5  2024-03-15 10:20 打印; "" if there is nothing to say. */
void furniture_add_foot(const struct furniture *f, struct str *out);

#endif
