/* SPDX-License-Identifier: MIT */
/* Other encodings, at the edges only; the one owner of iconv.
 *
 * "GB2312" and "GBK" input is decoded as GB18030, a superset.  Output to GBK, GB18030
 * and Big5 is strict: a character that the target cannot hold is reported, not dropped. */
#ifndef ZIPING_BASE_CHARSET_H
#define ZIPING_BASE_CHARSET_H

#include "base/err.h"
#include "base/str.h"
#include "base/text.h"

/* The encodings offered to people; names as typed after --encoding, case ignored. */
struct charset {
	const char *name;            /* "utf-8" "gb18030" "gbk" "big5" */
	const char *iconv_name;
};

const struct charset *charset_find(const char *name); /* NULL: unknown */

struct charset_converter;

/* To `to` from UTF-8.  STATUS_REFUSED if the system does not have the encoding. */
enum status charset_converter_new(const struct charset *to, struct charset_converter **out,
	struct err *err);
void charset_converter_free(struct charset_converter *c);

bool charset_can_hold(struct charset_converter *c, const char *s, size_t len);

/* Adds s converted.  A grapheme that does not fit is written as as many `?` as it has columns under
 * `widths`, so that columns stay aligned; returns how many were replaced. */
size_t charset_add(struct charset_converter *c, enum text_widths widths, const char *s, size_t len,
	struct str *out);

/* From any encoding name that iconv knows (the locale's codeset, a file's) into UTF-8;
 * STATUS_INPUT with the byte offset (from 0) in the message if it is not valid, STATUS_REFUSED if
 * iconv does not know the name; out is then as before.  A byte order mark is kept. */
enum status charset_to_utf8(const char *from, const char *s, size_t len, struct str *out,
	struct err *err);

#endif
