/* SPDX-License-Identifier: MIT */
/* Exchange files come in. */
#ifndef ZIPING_DESK_IMPORT_H
#define ZIPING_DESK_IMPORT_H

#include "desk/desk.h"

/* Reads an exchange file ("-": standard input) and stores its entries, all or none; their ids
 * are the caller's array. */
enum status desk_import(struct desk *d, const char *path, int64_t **ids, size_t *count,
	struct err *err);

/* The files that paths stand for, in order: a folder for the exchange files (.json) in it, by name. */
struct import_files { char **items; size_t count, cap; };
/* STATUS_INPUT: a folder without any. */
enum status import_files_add(struct import_files *f, const char *path, struct err *err);
void import_files_clear(struct import_files *f);

#endif
