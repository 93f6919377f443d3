/* SPDX-License-Identifier: MIT */
#include "ui/roles.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, NONE = COLOUR_DEFAULT };

#define B LOOK_BOLD
#define D LOOK_DIM
#define U LOOK_UNDERLINE
#define R LOOK_REVERSE

/* Colours on the terminal's own ground are such as can be read on a dark and on a light one; the
 * others bring their ground along. */
static const struct look looks[ROLE_COUNT][THEME_COUNT] = {
	/*                         without colours     8 colours                    256 colours */
	[ROLE_PLAIN] =           { { NONE, NONE, 0 },     { NONE, NONE, 0 },          { NONE, NONE, 0 } },
	[ROLE_TITLE] =           { { NONE, NONE, B },     { NONE, NONE, B },          { NONE, NONE, B } },
	[ROLE_FRAME] =           { { NONE, NONE, 0 },     { NONE, NONE, 0 },          { 245, NONE, 0 } },
	[ROLE_LABEL] =           { { NONE, NONE, 0 },     { NONE, NONE, 0 },          { NONE, NONE, 0 } },
	[ROLE_TYPED] =           { { NONE, NONE, B },     { NONE, NONE, B },          { NONE, NONE, B } },
	[ROLE_COMPUTED] =        { { NONE, NONE, U },     { MAGENTA, NONE, U },       { 31, NONE, U } },
	[ROLE_UNKNOWN] =         { { NONE, NONE, U | D }, { MAGENTA, NONE, D },       { 245, NONE, U } },
	[ROLE_OVERRIDE] =        { { NONE, NONE, B | U }, { RED, NONE, B | U },       { 130, NONE, B | U } },
	[ROLE_ERROR] =           { { NONE, NONE, R | U }, { WHITE, RED, B },          { 231, 160, 0 } },
	[ROLE_WARNING] =         { { NONE, NONE, R | D }, { BLACK, YELLOW, 0 },       { 16, 220, 0 } },
	[ROLE_NOTE] =            { { NONE, NONE, U | B }, { NONE, NONE, U | B },      { 31, NONE, U | B } },
	[ROLE_SETTLED] =         { { NONE, NONE, D },     { NONE, NONE, D },          { 245, NONE, 0 } },
	[ROLE_CURSOR] =          { { NONE, NONE, R },     { BLACK, CYAN, 0 },         { 16, 117, 0 } },
	[ROLE_EDIT] =            { { NONE, NONE, R | B }, { BLACK, WHITE, 0 },        { 16, 230, 0 } },
	[ROLE_STATUS] =          { { NONE, NONE, R },     { WHITE, BLUE, 0 },         { 231, 24, 0 } },
	[ROLE_STATUS_STRONG] =   { { NONE, NONE, R | B }, { WHITE, BLUE, B },         { 231, 24, B } },
	[ROLE_MESSAGE] =         { { NONE, NONE, B },     { NONE, NONE, B },          { NONE, NONE, B } },
	[ROLE_KEY] =             { { NONE, NONE, R },     { NONE, NONE, R },          { 231, 240, 0 } },
	[ROLE_POPUP] =           { { NONE, NONE, 0 },     { WHITE, BLUE, 0 },         { 16, 254, 0 } },
	[ROLE_POPUP_TITLE] =     { { NONE, NONE, B },     { YELLOW, BLUE, B },        { 16, 254, B } },
	[ROLE_POPUP_SELECTED] =  { { NONE, NONE, R },     { BLACK, CYAN, 0 },         { 231, 24, 0 } },
	[ROLE_LIST_HEAD] =       { { NONE, NONE, B | U }, { NONE, NONE, B | U },      { NONE, NONE, B | U } },
	[ROLE_LIST_SELECTED] =   { { NONE, NONE, R },     { BLACK, CYAN, 0 },         { 16, 117, 0 } },
	[ROLE_DIM] =             { { NONE, NONE, D },     { NONE, NONE, D },          { 245, NONE, 0 } },
	[ROLE_CARRIED] =         { { NONE, NONE, D | U }, { CYAN, NONE, D | U },      { 94, NONE, U } },
	[ROLE_MARKED] =          { { NONE, NONE, B | U }, { BLACK, WHITE, U },        { 16, 252, U } },
};

struct look role_look(enum role role, enum theme theme)
{
	return looks[role][theme];
}
