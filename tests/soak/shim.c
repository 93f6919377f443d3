/* SPDX-License-Identifier: MIT */
/* Preloaded into the program: makes one call that writes below a folder fail, and those that follow if that is asked for.
 *
 *     FAULT_FOLDER   whose files are meant
 *     FAULT_AT       the number of the first call that fails, from 1
 *     FAULT_CALLS    how many fail, 0: all from then on
 *     FAULT_REST     how many succeed then, until the same again; 0: all
 *     FAULT_KIND     full (ENOSPC), error (EIO), short (half is written, then ENOSPC), kill (half is written, then
 *                    nothing more: the program is gone)
 *     FAULT_LOG      gets a line when the first one was reached */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { NONE, FULL, ERROR, SHORT, KILL };

static struct {
	enum kind kind;
	const char *folder, *log;
	long at, calls, rest, count;
} plan;

__attribute__((constructor)) static void read_plan(void)
{
	static const char *const kinds[] = { "none", "full", "error", "short", "kill" };
	const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT"), *calls = getenv("FAULT_CALLS");
	const char *rest = getenv("FAULT_REST");

	plan.folder = getenv("FAULT_FOLDER");
	plan.log = getenv("FAULT_LOG");
	plan.at = at ? atol(at) : 0;
	plan.calls = calls ? atol(calls) : 1;
	plan.rest = rest ? atol(rest) : 0;
	for (int i = 0; kind && plan.folder && i <= KILL; i++)
		if (!strcmp(kind, kinds[i]))
			plan.kind = (enum kind)i;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void note(const char *call, const char *path)
{
	char line[PATH_MAX + 64];
	int len = snprintf(line, sizeof line, "%ld %s %s\n", plan.count, call, path);
	int fd = plan.log ? REAL(open)(plan.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

	if (fd < 0)
		return;
	(void)!REAL(write)(fd, line, (size_t)len);
	close(fd);
}

static int is_spared(void)
{
	long since = plan.count - plan.at;

	if (since < 0 || !plan.calls)
		return since < 0;
	return (plan.rest ? since % (plan.calls + plan.rest) : since) >= plan.calls;
}

/* What is to happen to this call. */
static enum kind meet(const char *call, const char *path)
{
	size_t len = plan.folder ? strlen(plan.folder) : 0;

	if (!plan.kind || strncmp(path, plan.folder, len) || path[len] != '/')
		return NONE;
	plan.count++;
	if (plan.count == plan.at)
		note(call, path);
	if (is_spared())
		return NONE;
	return plan.kind == SHORT && plan.count > plan.at ? FULL : plan.kind;
}

static enum kind meet_file(const char *call, int fd)
{
	char name[32], path[PATH_MAX];
	ssize_t len;

	if (!plan.kind)
		return NONE;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	len = readlink(name, path, sizeof path - 1);
	path[len < 0 ? 0 : len] = '\0';
	return meet(call, path);
}

/* 0: the call goes on; -1 with errno. */
static int refuse(enum kind kind)
{
	if (kind == KILL)
		raise(SIGKILL);
	if (kind == NONE || kind == SHORT)
		return 0;
	errno = kind == FULL ? ENOSPC : EIO;
	return -1;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	enum kind kind = meet_file("write", fd);
	ssize_t n;

	if (kind == FULL || kind == ERROR)
		return refuse(kind);
	n = REAL(write)(fd, bytes, kind ? (len + 1) / 2 : len);
	return refuse(kind) ? -1 : n;
}

static ssize_t put(int fd, const void *bytes, size_t len, off_t at)
{
	enum kind kind = meet_file("pwrite", fd);
	ssize_t n;

	if (kind == FULL || kind == ERROR)
		return refuse(kind);
	n = REAL(pwrite)(fd, bytes, kind ? (len + 1) / 2 : len, at);
	return refuse(kind) ? -1 : n;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return put(fd, bytes, len, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	return put(fd, bytes, len, (off_t)at);
}

int fsync(int fd)
{
	return refuse(meet_file("fsync", fd)) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
	return refuse(meet_file("fdatasync", fd)) ? -1 : REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t len)
{
	return refuse(meet_file("ftruncate", fd)) ? -1 : REAL(ftruncate)(fd, len);
}

int ftruncate64(int fd, off64_t len)
{
	return refuse(meet_file("ftruncate", fd)) ? -1 : REAL(ftruncate)(fd, (off_t)len);
}

int rename(const char *from, const char *to)
{
	return refuse(meet("rename", to)) ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to)
{
	return refuse(meet("link", to)) ? -1 : REAL(link)(from, to);
}

int linkat(int folder, const char *from, int other, const char *to, int flags)
{
	return refuse(meet("linkat", to)) ? -1 : REAL(linkat)(folder, from, other, to, flags);
}

/* Taking a name away needs no space. */
int unlink(const char *path)
{
	enum kind kind = meet("unlink", path);

	return refuse(kind == FULL ? NONE : kind) ? -1 : REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode)
{
	return refuse(meet("mkdir", path)) ? -1 : REAL(mkdir)(path, mode);
}

int mkstemp(char *name)
{
	return refuse(meet("mkstemp", name)) ? -1 : REAL(mkstemp)(name);
}

/* Only what is there already may be opened on a full disk. */
static int open_file(const char *path, int flags, va_list args)
{
	int makes = flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY));
	mode_t mode = makes ? va_arg(args, mode_t) : 0;

	if (makes && ((flags & O_TMPFILE) == O_TMPFILE || access(path, F_OK))
			&& refuse(meet("open", path)))
		return -1;
	return REAL(open)(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
	va_list args;
	int fd;

	va_start(args, flags);
	fd = open_file(path, flags, args);
	va_end(args);
	return fd;
}

int open64(const char *path, int flags, ...)
{
	va_list args;
	int fd;

	va_start(args, flags);
	fd = open_file(path, flags | O_LARGEFILE, args);
	va_end(args);
	return fd;
}
