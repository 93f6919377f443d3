/* SPDX-License-Identifier: MIT */
/* What each role looks like: one table, role × theme.  Everything that matters differs without
 * colours too. */
#ifndef ZIPING_UI_ROLES_H
#define ZIPING_UI_ROLES_H

#include "layout/grid.h"

enum theme { THEME_MONO, THEME_8, THEME_256, THEME_COUNT };

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8 };
enum { COLOUR_DEFAULT = -1 };

struct look {
	short ink, ground;           /* terminal's colour numbers or COLOUR_DEFAULT */
	unsigned bits;
};

struct look role_look(enum role role, enum theme theme);

#endif
