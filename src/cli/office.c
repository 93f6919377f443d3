/* SPDX-License-Identifier: MIT */
#include "cli/office.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "out/document.h"

const struct document_class *office_find_class(const struct cli *cli, const char *name)
{
	for (size_t i = 0; cli->documents && cli->documents[i]; i++)
		if (!strcmp(cli->documents[i]->name, name))
			return cli->documents[i];
	return NULL;
}

enum status office_become(const struct cli *cli, struct err *err)
{
	char *path = office_path();

	execv(path, cli->argv);
	err_set(err, STATUS_REFUSED, N_("%1 cannot be started: %2; install the whole package"), path,
		strerror(errno), NULL);
	free(path);
	return STATUS_REFUSED;
}
