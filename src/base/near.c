/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

int near_distance(const char *a, const char *b, int limit)
{
	int row[LONGEST + 1], la = (int)strnlen(a, LONGEST + 1), lb = (int)strnlen(b, LONGEST + 1);

	if (la > LONGEST || lb > LONGEST || abs(la - lb) > limit)
		return limit + 1;
	for (int k = 0; k <= lb; k++)
		row[k] = k;
	for (int i = 1; i <= la; i++) {
		int corner = row[0];

		row[0] = i;
		for (int k = 1; k <= lb; k++) {
			int best = corner + (a[i - 1] != b[k - 1]);

			corner = row[k];
			best = best < row[k] + 1 ? best : row[k] + 1;
			row[k] = best < row[k - 1] + 1 ? best : row[k - 1] + 1;
		}
	}
	return row[lb] > limit ? limit + 1 : row[lb];
}
