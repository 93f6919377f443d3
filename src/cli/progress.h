/* SPDX-License-Identifier: MIT */
/* How far a long command has come: count, rate, time left; on a terminal only, and only once it takes long. */
#ifndef ZIPING_CLI_PROGRESS_H
#define ZIPING_CLI_PROGRESS_H

#include "cli/cli.h"

struct progress {
	const struct cli *cli;
	size_t total, done, failed;
	int64_t begun, shown;        /* moments; shown 0: nothing stands there */
	bool terminal;
};

struct progress progress_begin(const struct cli *cli, size_t total);
/* One more is done; a failed one has been reported by the caller, after: */
void progress_step(struct progress *p, bool failed);
/* Takes the line away, so that another can be written. */
void progress_hide(struct progress *p);
/* Says how many failed, if any did. */
void progress_end(struct progress *p);

#endif
