/* SPDX-License-Identifier: MIT */
/* A file written whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.  Where that is
 * not possible (a device, a pipe, no right to the folder) it is written in place. */
#ifndef ZIPING_OUT_FILE_H
#define ZIPING_OUT_FILE_H

#include <stddef.h>

#include "base/err.h"

enum status file_write(const char *path, const char *bytes, size_t len, struct err *err);

#endif
