/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* O_TMPFILE */
#include "out/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/mem.h"
#include "base/str.h"

enum { LINKS_MAX = 40 };

struct file_writer {
	char *path;                  /* links resolved */
	char *temporary;             /* NULL: written in place, or: */
	bool unnamed;                /* the system drops it with the program, however that ends */
	int fd;
};

static enum status refuse(const char *path, int error, struct err *err)
{
	return err_set(err, STATUS_REFUSED, N_("%1 cannot be written: %2; choose another place"),
		path, strerror(error), NULL);
}

static void release(struct file_writer *w)
{
	if (w->fd >= 0)
		close(w->fd);
	free(w->temporary);
	free(w->path);
	free(w);
}

/* With its slash; "" for the current one. */
static void add_folder(const char *path, struct str *out)
{
	const char *slash = strrchr(path, '/');

	if (slash)
		str_add_len(out, path, (size_t)(slash - path) + 1);
}

/* Where a symbolic link points; NULL: it is none. */
static char *follow(const char *path)
{
	char target[PATH_MAX];
	struct str next = { 0 };
	ssize_t len = readlink(path, target, sizeof target);

	if (len <= 0 || len == sizeof target)
		return NULL;
	if (target[0] != '/')
		add_folder(path, &next);
	str_add_len(&next, target, (size_t)len);
	return str_take(&next);
}

/* The file a link points to is the one to replace, not the link; it need not be there yet. */
static char *resolve(const char *path)
{
	char *at = mem_dup(path), *next;

	for (int i = 0; i < LINKS_MAX && (next = follow(at)); i++) {
		free(at);
		at = next;
	}
	return at;
}

static bool open_unnamed(struct file_writer *w)
{
	struct str folder = { 0 };

	if (access("/proc/self/fd", X_OK))
		return false;        /* it could not be given a name */
	add_folder(w->path, &folder);
	w->fd = open(folder.len ? folder.data : ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	w->unnamed = w->fd >= 0;
	str_clear(&folder);
	return w->unnamed;
}

static void add_temporary_name(const struct file_writer *w, struct str *out)
{
	add_folder(w->path, out);
	str_add(out, ".ziping.XXXXXX");
}

/* The mode is a wish: file systems of other worlds do not know it, and 0600 does no harm. */
static int open_temporary(struct file_writer *w, mode_t mode)
{
	struct str name = { 0 };

	if (open_unnamed(w)) {
		(void)!fchmod(w->fd, mode);
		return 0;
	}
	add_temporary_name(w, &name);
	w->fd = mkstemp(name.data);
	if (w->fd < 0) {
		int error = errno;

		str_clear(&name);
		return error;
	}
	w->temporary = str_take(&name);
	(void)!fchmod(w->fd, mode);
	return 0;
}

static mode_t default_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static int open_file(struct file_writer *w, const char *path)
{
	struct stat found = { .st_mode = S_IFREG | default_mode() };

	if (stat(path, &found) && errno != ENOENT)
		return errno;
	if (S_ISDIR(found.st_mode))
		return EISDIR;
	if (S_ISREG(found.st_mode)) {
		w->path = resolve(path);
		return open_temporary(w, found.st_mode & 07777);
	}
	w->path = mem_dup(path);
	w->fd = open(path, O_WRONLY | O_CLOEXEC);
	return w->fd < 0 ? errno : 0;
}

enum status file_writer_new(const char *path, struct file_writer **out, struct err *err)
{
	struct file_writer *w = mem_alloc(sizeof *w);
	enum status status;
	int error;

	w->fd = -1;
	error = open_file(w, path);
	if (!error) {
		*out = w;
		return STATUS_OK;
	}
	status = refuse(path, error, err);
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

/* A name can only be given where there is none, so an older file is replaced in a second step. */
static int give_name(struct file_writer *w)
{
	struct str name = { 0 };
	char from[64];
	int fd;

	snprintf(from, sizeof from, "/proc/self/fd/%d", w->fd);
	add_temporary_name(w, &name);
	fd = mkstemp(name.data);
	if (fd < 0) {
		int error = errno;

		str_clear(&name);
		return error;
	}
	close(fd);
	unlink(name.data);
	if (linkat(AT_FDCWD, from, AT_FDCWD, name.data, AT_SYMLINK_FOLLOW)) {
		int error = errno;

		str_clear(&name);
		return error;
	}
	w->temporary = str_take(&name);
	return 0;
}

static int put_in_place(struct file_writer *w)
{
	int error = 0;

	if (!w->temporary && !w->unnamed)
		return 0;
	if (fsync(w->fd))
		error = errno;
	if (!error && w->unnamed)
		error = give_name(w);
	if (!error && rename(w->temporary, w->path))
		error = errno;
	if (error && w->temporary)
		unlink(w->temporary);
	if (!error)
		folder_sync(w->path);
	return error;
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
