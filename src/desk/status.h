/* SPDX-License-Identifier: MIT */
/* How far an entry is: 草稿 draft, 已审 reviewed, 已签 signed. */
#ifndef ZIPING_DESK_STATUS_H
#define ZIPING_DESK_STATUS_H

enum { ENTRY_STATUSES = 3 };

/* In that order: as the store and files have it, and a msgid for people. */
const char *status_word(int index);
const char *status_label(int index);

/* The number of a word, or of its Chinese name as people type it; -1: none. */
int status_find(const char *text);
/* The msgid for a word; one that is not known stands for itself. */
const char *status_label_of(const char *word);

#endif
