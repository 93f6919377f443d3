/* SPDX-License-Identifier: MIT */
/* A growing byte string, always NUL-terminated once something was added; `{0}` is empty. */
#ifndef ZIPING_BASE_STR_H
#define ZIPING_BASE_STR_H

#include <stddef.h>

struct str {
	char *data;     /* NULL while nothing was ever added; use str_text */
	size_t len;     /* bytes, without the NUL */
	size_t cap;
};

void str_clear(struct str *s);                        /* frees; s is empty again */
void str_reset(struct str *s);                        /* empties, keeps the memory */
void str_add(struct str *s, const char *text);
void str_add_len(struct str *s, const char *bytes, size_t len);
void str_add_char(struct str *s, char c);
void str_add_repeat(struct str *s, const char *text, int times);
void str_addf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_insert(struct str *s, size_t at, const char *bytes, size_t len);
void str_remove(struct str *s, size_t at, size_t len);
const char *str_text(const struct str *s);            /* borrowed, never NULL */
char *str_take(struct str *s);                        /* caller frees; s is empty again */

#endif
