/* SPDX-License-Identifier: MIT */
/* Where the store lies: its file, its folder, its file system. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/folder.h"
#include "store/store_internal.h"

static enum status refuse(const char *path, int number, struct err *err)
{
	return err_set(err, STATUS_REFUSED,
		N_("%1 cannot be made (%2); check the permissions of the folder, or choose another file "
		"with --store"), path, strerror(number), NULL);
}

static bool make_folders(char *folder)
{
	struct stat info;

	if (stat(folder, &info) == 0)
		return S_ISDIR(info.st_mode) || (errno = ENOTDIR, false);
	if (errno != ENOENT)
		return false;
	for (char *p = folder + 1;; p++)
		if (*p == '/' || !*p) {
			char end = *p;

			*p = '\0';
			if (mkdir(folder, 0700) < 0 && errno != EEXIST)
				return false;
			*p = end;
			if (!end)
				return true;
		}
}

enum status place_make(const char *path, struct err *err)
{
	char *folder = folder_of(path);
	bool made = make_folders(folder);
	int fd;

	if (!made) {
		enum status status = refuse(folder, errno, err);

		free(folder);
		return status;
	}
	free(folder);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? STATUS_OK : refuse(path, errno, err);
	close(fd);
	folder_sync(path);
	return STATUS_OK;
}

enum status place_check(const char *path, struct err *err)
{
	struct stat info;

	if (stat(path, &info) < 0)
		return err_set(err, STATUS_REFUSED, N_("%1 cannot be opened (%2); check the name of the "
			"store"), path, strerror(errno), NULL);
	if (!S_ISREG(info.st_mode))
		return err_set(err, STATUS_REFUSED, N_("%1 is not a file; choose another with --store"),
			path, NULL);
	return STATUS_OK;
}

bool place_is_fixed(const char *path)
{
	char *folder = folder_of(path);
	struct str log = { 0 };
	bool fixed;

	str_addf(&log, "%s-wal", path);
	fixed = access(folder, W_OK) < 0 && access(log.data, F_OK) < 0;
	str_clear(&log);
	free(folder);
	return fixed;
}

bool place_is_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Shared memory, which WAL needs, does not work between machines. */
bool place_type_is_network(unsigned long type)
{
	static const unsigned long types[] = {
		0x6969,                      /* NFS */
		0x517b, 0xff534d42, 0xfe534d42,  /* SMB, CIFS, SMB2 */
		0x65735546,                  /* FUSE: sshfs and other clients */
		0x01021997,                  /* 9P */
		0x5346414f, 0x73757245,      /* AFS, Coda */
		0x00c36400, 0x0bd00bd0,      /* Ceph, Lustre */
		0x786f4256,                  /* folders shared by VirtualBox */
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i] == (type & 0xffffffff))
			return true;
	return false;
}

bool place_is_network(const char *path)
{
	struct statfs info;

	return statfs(path, &info) == 0 && place_type_is_network((unsigned long)info.f_type);
}
