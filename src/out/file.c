/* SPDX-License-Identifier: MIT */
#include "out/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

struct file_writer {
	char *path;                  /* links resolved */
	char *temporary;             /* NULL: written in place */
	int fd;
};

static enum status refuse(const char *path, int error, struct err *err)
{
	return err_set(err, STATUS_REFUSED, N_("%1 cannot be written: %2; choose another place"), path,
		strerror(error), NULL);
}

static void release(struct file_writer *w)
{
	if (w->fd >= 0)
		close(w->fd);
	free(w->temporary);
	free(w->path);
	free(w);
}

/* The file a link points to is the one to replace, not the link. */
static char *resolve(const char *path)
{
	char *real = realpath(path, NULL);

	return real ? real : mem_dup(path);
}

static int open_temporary(struct file_writer *w, mode_t mode)
{
	struct str name = { 0 };

	str_addf(&name, "%s.XXXXXX", w->path);
	w->fd = mkstemp(name.data);
	w->temporary = str_take(&name);
	if (w->fd < 0)
		return errno;
	return fchmod(w->fd, mode) ? errno : 0;
}

static mode_t default_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static int open_file(struct file_writer *w)
{
	struct stat found;
	bool exists = !stat(w->path, &found);

	if (exists && S_ISDIR(found.st_mode))
		return EISDIR;
	if (!exists || S_ISREG(found.st_mode))
		return open_temporary(w, exists ? found.st_mode & 07777 : default_mode());
	w->fd = open(w->path, O_WRONLY | O_CLOEXEC);
	return w->fd < 0 ? errno : 0;
}

enum status file_writer_new(const char *path, struct file_writer **out, struct err *err)
{
	struct file_writer *w = mem_alloc(sizeof *w);
	enum status status;
	int error;

	w->fd = -1;
	w->path = resolve(path);
	error = open_file(w);
	if (!error) {
		*out = w;
		return STATUS_OK;
	}
	status = refuse(path, error, err);
	if (w->fd >= 0)
		unlink(w->temporary);
	release(w);
	return status;
}

enum status file_writer_add(struct file_writer *w, const char *bytes, size_t len, struct err *err)
{
	while (len) {
		ssize_t n = write(w->fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return refuse(w->path, errno, err);
		bytes += n;
		len -= (size_t)n;
	}
	return STATUS_OK;
}

/* Without this the rename itself may be lost with the power. */
static void sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? mem_dup_len(path, (size_t)(slash - path) + 1) : mem_dup(".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(folder);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static int put_in_place(struct file_writer *w)
{
	if (!w->temporary)
		return 0;
	if (fsync(w->fd) || rename(w->temporary, w->path)) {
		int error = errno;

		unlink(w->temporary);
		return error;
	}
	sync_folder(w->path);
	return 0;
}

enum status file_writer_finish(struct file_writer *w, struct err *err)
{
	int error = put_in_place(w);
	enum status status = error ? refuse(w->path, error, err) : STATUS_OK;

	release(w);
	return status;
}

void file_writer_abandon(struct file_writer *w)
{
	if (w->temporary)
		unlink(w->temporary);
	release(w);
}
