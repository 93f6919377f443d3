/* SPDX-License-Identifier: MIT */
/* A desk with the published forms, on a store in a scratch folder; the published tables imported. */
#ifndef ZIPING_TESTS_PUBLISHED_DESK_H
#define ZIPING_TESTS_PUBLISHED_DESK_H

#include "desk/import.h"
#include "scratch_folder.h"

static inline const char *published_folder(void)
{
	const char *folder = getenv("ZIPING_DATADIR");

	return folder ? folder : "data";
}

static inline struct desk *published_desk(struct scratch *scratch, bool read_only)
{
	struct str forms = { 0 };
	struct store *store;
	struct desk *desk;

	assert_int_equal(store_open(scratch_path(scratch, "store.db"), read_only, &store, NULL), STATUS_OK);
	str_addf(&forms, "%s/forms", published_folder());
	desk = desk_new(store, library_new((const char *const[]){ forms.data, NULL }));
	str_clear(&forms);
	return desk;
}

/* Gives the entry's id. */
static inline int64_t published_import(struct desk *desk, const char *name)
{
	struct str path = { 0 };
	int64_t *ids, id;
	size_t count;

	str_addf(&path, "%s/examples/%s.json", published_folder(), name);
	assert_int_equal(desk_import(desk, path.data, &ids, &count, NULL), STATUS_OK);
	assert_int_equal(count, 1);
	id = ids[0];
	free(ids);
	str_clear(&path);
	return id;
}

#endif
