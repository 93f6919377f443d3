/* SPDX-License-Identifier: MIT */
/* What differs between two years, as lines of a screen; pure logic. */
#ifndef ZIPING_UI_DIFFERENCE_H
#define ZIPING_UI_DIFFERENCE_H

#include "form/compare.h"
#include "layout/grid.h"

/* "+1.44"; of a percentage "+1.3 points". */
void difference_add(const struct cell *cell, struct decimal difference, struct str *out);

enum difference_part { PART_LABEL, PART_THEN, PART_NOW, PART_DIFFERENCE, PART_SHARE, PART_COUNT };

struct difference_slice { size_t start, len; };

struct difference_line {
	size_t item;                 /* of the comparison */
	bool wide;                   /* the label goes over the whole line: of a row, or too long for its column */
	bool words;                  /* PART_THEN goes over all columns but the label's: a text with what changed */
	bool inside;                 /* it begins within changed words */
	struct difference_slice parts[PART_COUNT];   /* of `text` */
};

struct difference_lines {
	struct difference_line *items;
	size_t count, cap;
	struct str text;
	size_t shown;                /* items of the comparison that are told */
	int x[PART_COUNT], width[PART_COUNT];        /* the columns */
	int columns;
};

/* `all`: what is the same as well. */
void difference_lines_build(struct difference_lines *l, const struct comparison *c, const struct sheet *now,
	const struct sheet *then, bool all, enum text_widths widths, int columns);
void difference_lines_clear(struct difference_lines *l);

void difference_paint_head(const struct difference_lines *l, struct grid *g, struct rect line, int then, int now);
void difference_paint(const struct difference_lines *l, struct grid *g, struct rect line, size_t number,
	bool selected);

#endif
