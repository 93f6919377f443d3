/* SPDX-License-Identifier: MIT */
/* A file written whole or not at all: a temporary file beside it, fsync, rename, fsync of the
 * folder.
 *
 * A symbolic link is followed, an existing file's mode is kept.  What is no plain file (a
 * device, a pipe) cannot be replaced and is written in place. */
#ifndef ZIPING_OUT_FILE_H
#define ZIPING_OUT_FILE_H

#include <stddef.h>

#include "base/err.h"

struct file_writer;

/* STATUS_REFUSED with the path and what to do. */
enum status file_writer_new(const char *path, struct file_writer **out, struct err *err);
enum status file_writer_add(struct file_writer *w, const char *bytes, size_t len, struct err *err);
/* Frees the writer in any case; on failure the old file, if any, is untouched. */
enum status file_writer_finish(struct file_writer *w, struct err *err);
void file_writer_abandon(struct file_writer *w);

#endif
