/* SPDX-License-Identifier: MIT */
/* import. */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/progress.h"
#include "desk/import.h"

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
static enum status import_all(struct cli *cli, struct desk *desk, const struct import_files *p, struct err *err)
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
	struct import_files paths = { 0 };
	struct desk *desk;
	enum status status = cli_desk_new(cli, false, &desk, err);

	for (int i = 0; status == STATUS_OK && i < args->count; i++)
		status = import_files_add(&paths, args->rest[i], err);
	if (status == STATUS_OK)
		status = import_all(cli, desk, &paths, err);
	import_files_clear(&paths);
	return status;
}
