/* SPDX-License-Identifier: MIT */
/* Where in a JSON text something stands.
 *
 * The JSON library keeps no places behind its values.  This walks the text, which the library
 * has read and found well-formed, once more; only a fault needs it. */
#ifndef ZIPING_IN_JSON_PLACE_H
#define ZIPING_IN_JSON_PLACE_H

#include <stddef.h>

struct json_step {
	const char *key;             /* a member of an object; NULL: */
	size_t index;                /* an item of an array, from 0 */
};

/* Line and column (from 1, in characters) of the place `path` leads to, or as far as it can be
 * followed: a member's is that of its key. */
void json_place(const char *text, size_t len, const struct json_step *path, int steps, int *line,
	int *column);

#endif
