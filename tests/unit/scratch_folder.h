/* SPDX-License-Identifier: MIT */
/* A folder of its own for a test that writes files; gone afterwards with everything in it. */
#ifndef ZIPING_TESTS_SCRATCH_FOLDER_H
#define ZIPING_TESTS_SCRATCH_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

struct scratch {
	char folder[64];
	char path[2][512];           /* the last two that scratch_path gave */
	int next;
};

static inline const char *scratch_path(struct scratch *s, const char *name)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s", s->folder, name);
	s->next = !s->next;
	return strcpy(s->path[s->next], path);
}

static inline int scratch_make(void **state)
{
	static struct scratch s;

	s = (struct scratch){ .folder = "scratch-test-XXXXXX" };
	*state = &s;
	return mkdtemp(s.folder) ? 0 : -1;
}

static inline int scratch_drop(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
	(void)info;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline int scratch_remove(void **state)
{
	return nftw(((struct scratch *)*state)->folder, scratch_drop, 8, FTW_DEPTH | FTW_PHYS);
}

static inline void scratch_write(struct scratch *s, const char *name, const char *text)
{
	FILE *file = fopen(scratch_path(s, name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

/* The file's bytes are these; NULL: there is no such file. */
static inline void scratch_holds(struct scratch *s, const char *name, const char *text)
{
	FILE *file = fopen(scratch_path(s, name), "rb");
	char bytes[4096];
	size_t len;

	assert_true(!file == !text);
	if (!file)
		return;
	len = fread(bytes, 1, sizeof bytes - 1, file);
	bytes[len] = '\0';
	fclose(file);
	assert_string_equal(bytes, text);
}

#endif
