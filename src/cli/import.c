/* SPDX-License-Identifier: MIT */
/* import. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "cli/commands.h"
#include "cli/progress.h"

/* The files to read, in order. */
struct paths { char **items; size_t count, cap; };

static void add(struct paths *p, const char *folder, const char *name)
{
	struct str path = { 0 };

	str_addf(&path, "%s%s%s", folder, *folder && folder[strlen(folder) - 1] != '/' ? "/" : "", name);
	p->items = mem_grow(p->items, &p->cap, p->count + 1, sizeof *p->items);
	p->items[p->count++] = str_take(&path);
}

static int is_exchange_file(const struct dirent *found)
{
	size_t len = strlen(found->d_name);

	return found->d_name[0] != '.' && len > 5 && !strcmp(found->d_name + len - 5, ".json");
}

/* A folder stands for the exchange files in it. */
static enum status add_all(struct paths *p, const char *path, struct err *err)
{
	struct dirent **found;
	struct stat about;
	int count;

	if (!strcmp(path, "-") || stat(path, &about) || !S_ISDIR(about.st_mode)) {
		add(p, "", path);
		return STATUS_OK;
	}
	count = scandir(path, &found, is_exchange_file, alphasort);
	for (int i = 0; i < count; i++) {
		add(p, path, found[i]->d_name);
		free(found[i]);
	}
	if (count >= 0)
		free(found);
	return count > 0 ? STATUS_OK : err_set(err, STATUS_INPUT,
		N_("%1 has no exchange file (.json) that can be read"), path, NULL);
}

static enum status import_file(struct cli *cli, struct desk *desk, const char *path,
	struct err *err)
{
	struct str lines = { 0 };
	int64_t *ids;
	size_t count;
	enum status status = desk_import(desk, path, &ids, &count, err);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count; i++)
		str_addf(&lines, "%lld\n", (long long)ids[i]);
	status = cli_print(cli, &lines, err);
	str_clear(&lines);
	free(ids);
	return status;
}

/* A bad file is refused whole and does not stop the others; the worst status is the answer. */
static enum status import_all(struct cli *cli, struct desk *desk, const struct paths *p, struct err *err)
{
	struct progress progress = progress_begin(cli, p->count);
	enum status worst = STATUS_OK;

	for (size_t i = 0; i < p->count; i++) {
		enum status status = import_file(cli, desk, p->items[i], err);

		worst = status > worst ? status : worst;
		if (status != STATUS_OK && p->count > 1) {
			progress_hide(&progress);
			cli_report(cli, err);
			err_clear(err);
		}
		progress_step(&progress, status != STATUS_OK);
	}
	progress_end(&progress);
	return worst;
}

enum status run_import(struct cli *cli, const struct args *args, struct err *err)
{
	struct paths paths = { 0 };
	struct desk *desk;
	enum status status = cli_desk_new(cli, false, &desk, err);

	for (int i = 0; status == STATUS_OK && i < args->count; i++)
		status = add_all(&paths, args->rest[i], err);
	if (status == STATUS_OK)
		status = import_all(cli, desk, &paths, err);
	for (size_t i = 0; i < paths.count; i++)
		free(paths.items[i]);
	free(paths.items);
	return status;
}
