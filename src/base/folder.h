/* SPDX-License-Identifier: MIT */
/* The folder that a file lies in. */
#ifndef ZIPING_BASE_FOLDER_H
#define ZIPING_BASE_FOLDER_H

/* "." where the path names none; caller frees. */
char *folder_of(const char *path);
/* A new name is safe only once its folder is. */
void folder_sync(const char *path);

#endif
