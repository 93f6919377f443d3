/* SPDX-License-Identifier: MIT */
/* Main of a fuzz target without libFuzzer: goes once over the corpus that has the program's name, one case a
 * file, and says so as TAP. */
#include "fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_visible(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

/* The copy has exactly the size of the file, so that a sanitizer sees a read behind its end. */
static bool replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	long size;
	bool whole;

	if (!f)
		return false;
	if (fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0) {
		fclose(f);
		return false;
	}
	rewind(f);
	data = malloc(size ? (size_t)size : 1);
	whole = data && fread(data, 1, (size_t)size, f) == (size_t)size;
	fclose(f);
	if (whole)
		LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
	return whole;
}

int main(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const char *top = getenv("top_srcdir");
	struct dirent **items;
	char path[4096];
	int count, failed = 0;

	if (!slash || !top)
		return 2;
	snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s", top, slash + 1);
	count = scandir(path, &items, is_visible, alphasort);
	if (count <= 0) {
		printf("Bail out! no corpus in %s\n", path);
		return 2;
	}
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		bool done;

		snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s/%s", top, slash + 1,
			items[i]->d_name);
		done = replay(path);
		printf("%sok %d - %s\n", done ? "" : "not ", i + 1, items[i]->d_name);
		fflush(stdout);
		failed += !done;
		free(items[i]);
	}
	free(items);
	return failed != 0;
}
