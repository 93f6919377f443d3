/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

int near_distance(const char *a, const char *b, int limit)
{
	int rows[3][LONGEST + 1], la = (int)strnlen(a, LONGEST + 1), lb = (int)strnlen(b, LONGEST + 1);

	if (la > LONGEST || lb > LONGEST || abs(la - lb) > limit)
		return limit + 1;
	for (int k = 0; k <= lb; k++)
		rows[0][k] = k;
	for (int i = 1; i <= la; i++) {
		int *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		row[0] = i;
		for (int k = 1; k <= lb; k++) {
			row[k] = least(above[k - 1] + (a[i - 1] != b[k - 1]), least(above[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
	}
	return least(rows[la % 3][lb], limit + 1);
}
