/* SPDX-License-Identifier: MIT */
#include "out/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "out/program.h"

static enum status refuse(const char *reason, struct err *err)
{
	return err_set(err, STATUS_REFUSED,
		N_("nothing was printed: %1; look at the queue with lpstat, or write a file (-o FILE)"), reason, NULL);
}

static void make_command(const struct print_job *job, struct program *p)
{
	char copies[16];

	program_add(p, "lp");
	if (job->queue && *job->queue)
		program_add_option(p, "-d", job->queue);
	if (job->copies > 1) {
		snprintf(copies, sizeof copies, "%d", job->copies);
		program_add_option(p, "-n", copies);
	}
	for (const char *const *option = job->options; option && *option; option++)
		program_add_option(p, "-o", *option);
	program_add_option(p, "-t", job->title);
	program_add(p, "-");
}

/* A file without a name, so that neither side ever waits for the other. */
static int hold_bytes(const char *bytes, size_t len)
{
	FILE *file = tmpfile();
	int fd = -1;

	if (!file)
		return -1;
	if (fwrite(bytes, 1, len, file) == len && !fflush(file) && !fseek(file, 0, SEEK_SET))
		fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
	fclose(file);
	return fd;
}

static enum status judge(const struct program *p, int error, struct err *err)
{
	if (error == ENOENT)
		return err_set(err, STATUS_REFUSED,
			N_("nothing was printed: this system has no command lp; install cups-client, or write a "
				"file (-o FILE)"), NULL);
	if (error)
		return refuse(strerror(error), err);
	if (p->left == 0)
		return STATUS_OK;
	return refuse(!p->in_time ? "lp: no answer" : p->said.len ? p->said.data : "lp failed", err);
}

enum status printer_print(const struct print_job *job, const char *bytes, size_t len, struct str *said,
	struct err *err)
{
	struct program lp = { 0 };
	enum status status;
	int in = hold_bytes(bytes, len);

	if (in < 0)
		return refuse(strerror(errno), err);
	make_command(job, &lp);
	status = judge(&lp, program_run(&lp, in), err);
	str_add_len(said, str_text(&lp.said), lp.said.len);
	program_clear(&lp);
	close(in);
	return status;
}
