/* SPDX-License-Identifier: MIT */
/* How near a mistyped word is to one that exists, for "did you mean". */
#ifndef ZIPING_BASE_NEAR_H
#define ZIPING_BASE_NEAR_H

/* How many bytes must be added, dropped, replaced or swapped with their neighbour; more than `limit` is given as
 * limit + 1, and so is the distance of words over 64 bytes. */
int near_distance(const char *a, const char *b, int limit);

#endif
