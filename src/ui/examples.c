/* SPDX-License-Identifier: MIT */
#include "ui/examples.h"

#include <dirent.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "ui/popup.h"

#define _(text) gettext(text)

enum { EXAMPLES_MAX = 64 };

static int is_example(const struct dirent *d)
{
	size_t len = strlen(d->d_name);

	return len > 5 && !strcmp(d->d_name + len - 5, ".json");
}

/* Sorted, so that the same number is the same file. */
static size_t list_files(const struct examples *e, struct dirent ***files)
{
	const char *folder = app_example_folder(e->app);
	int count = folder ? scandir(folder, files, is_example, alphasort) : -1;

	if (count < 0)
		*files = NULL;
	return count < 0 ? 0 : (size_t)count;
}

static void free_files(struct dirent **files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(files[i]);
	free(files);
}

static void chosen(void *context, size_t number)
{
	struct examples *e = context;
	struct dirent **files;
	size_t count = list_files(e, &files);
	struct str path = { 0 };

	if (number < count) {
		str_addf(&path, "%s/%s", app_example_folder(e->app), files[number]->d_name);
		e->done(e->context, path.data);
	}
	str_clear(&path);
	free_files(files, count);
}

void examples_choose(struct examples *e)
{
	const char *names[EXAMPLES_MAX];
	struct dirent **files;
	size_t count = list_files(e, &files);

	for (size_t i = 0; i < count && i < EXAMPLES_MAX; i++)
		names[i] = files[i]->d_name;
	if (count)
		choice_open(e->app, _("Published tables"), names, count < EXAMPLES_MAX ? count
			: EXAMPLES_MAX, 0, chosen, e);
	else
		app_say(e->app, ROLE_WARNING, _("The published tables are not installed."));
	free_files(files, count);
}
