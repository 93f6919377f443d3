/* SPDX-License-Identifier: MIT */
#include "out/bar.h"

/* A sign that is as wide as everybody thinks. */
static const char *ink(enum frame frame, enum text_widths widths)
{
	return frame == FRAME_BOX && text_char_width(widths, 0x2588) == 1 ? "█" : "#";
}

/* Only a whole one is as long as the bar. */
static int length(struct decimal part, struct decimal whole, int columns)
{
	struct decimal marks;

	if (!decimal_mul(part, decimal_from_int(columns), &marks) || !decimal_div(marks, whole, &marks)
			|| decimal_sign(marks) < 0)
		return 0;
	for (; marks.scale; marks.scale--)
		marks.coef /= 10;
	return marks.coef > columns ? columns : (int)marks.coef;
}

void bar_add(struct decimal part, struct decimal whole, int columns, enum frame frame, enum text_widths widths,
	struct str *out)
{
	int marks = length(part, whole, columns);

	str_add_repeat(out, ink(frame, widths), marks);
	str_add_repeat(out, " ", columns - marks);
}
