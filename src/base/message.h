/* SPDX-License-Identifier: MIT */
/* A sentence for people, kept apart from its language.
 *
 * The core never displays and never translates: it keeps an English msgid with the places %1 … %6
 * and their texts.  The top floor passes a translator (gettext) and shows the result.
 * Write N_("…") around every msgid so that xgettext finds it. */
#ifndef ZIPING_BASE_MESSAGE_H
#define ZIPING_BASE_MESSAGE_H

#include <stdarg.h>

#include "base/str.h"

#define N_(msgid) msgid

enum { MESSAGE_ARGS = 6 };

struct message {
	const char *id;              /* static storage; NULL: no message */
	char *args[MESSAGE_ARGS];    /* owned */
};

typedef const char *message_translate(const char *msgid);

/* Arguments are `const char *`, closed by NULL; at most MESSAGE_ARGS. */
void message_set(struct message *m, const char *id, ...) __attribute__((sentinel));
void message_set_args(struct message *m, const char *id, va_list args);
void message_clear(struct message *m);
void message_copy(struct message *to, const struct message *from);

/* Adds the sentence; `translate` may be NULL (English).  `%%` is a percent sign. */
void message_add_to(const struct message *m, message_translate *translate, struct str *out);

#endif
