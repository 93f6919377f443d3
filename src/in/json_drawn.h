/* SPDX-License-Identifier: MIT */
/* What a report had drawn when it was frozen, read from its canonical form. */
#ifndef ZIPING_IN_JSON_DRAWN_H
#define ZIPING_IN_JSON_DRAWN_H

#include <stddef.h>

/* Each value of a name ("table.funds.total.budget"), in order: as shown, "" for an empty one, and as a number or NULL;
 * shown NULL: the name had none.  Nothing is told of what is no such file. */
typedef void json_tell_drawn(void *context, const char *name, const char *shown, const char *number);
void json_read_drawn(const char *text, size_t len, json_tell_drawn *tell, void *context);

/* Each table that was printed behind it, and the step of its log. */
typedef void json_tell_appended(void *context, long long id, long long step);
void json_read_appended(const char *text, size_t len, json_tell_appended *tell, void *context);

#endif
