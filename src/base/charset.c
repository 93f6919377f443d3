/* SPDX-License-Identifier: MIT */
#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum { CHUNK = 4096 };

struct charset_converter {
	iconv_t handle;              /* NO_HANDLE: nothing to convert, UTF-8 */
};

#define NO_HANDLE ((iconv_t)-1)

static const struct charset charsets[] = {
	{"utf-8", "UTF-8"},
	{"gb18030", "GB18030"},
	{"gbk", "GBK"},
	{"big5", "BIG5"},
};

const struct charset *charset_find(const char *name)
{
	for (size_t i = 0; i < sizeof(charsets) / sizeof(*charsets); i++)
		if (strcasecmp(charsets[i].name, name) == 0)
			return &charsets[i];
	return NULL;
}

static bool charset_is_utf8(const char *name)
{
	return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

enum status charset_converter_new(const struct charset *to, struct charset_converter **out,
	struct err *err)
{
	iconv_t handle = NO_HANDLE;

	if (!charset_is_utf8(to->iconv_name)) {
		handle = iconv_open(to->iconv_name, "UTF-8");
		if (handle == NO_HANDLE)
			return err_set(err, STATUS_REFUSED,
				N_("This system cannot write the encoding %1; choose another."),
				to->name, NULL);
	}
	*out = mem_alloc(sizeof(**out));
	(*out)->handle = handle;
	return STATUS_OK;
}

void charset_converter_free(struct charset_converter *c)
{
	if (!c)
		return;
	if (c->handle != NO_HANDLE)
		iconv_close(c->handle);
	free(c);
}

/* Adds what can be converted of s, or drops it if out is NULL; returns how many bytes of s that
 * is. */
static size_t charset_convert(iconv_t handle, const char *s, size_t len, struct str *out)
{
	char chunk[CHUNK], *from = (char *)s;
	size_t left = len, result;
	bool flushing = false;

	iconv(handle, NULL, NULL, NULL, NULL);
	for (;;) {
		char *to = chunk;
		size_t room = sizeof(chunk);

		result = iconv(handle, flushing ? NULL : &from, &left, &to, &room);
		if (out)
			str_add_len(out, chunk, sizeof(chunk) - room);
		if (result == (size_t)-1 && errno == E2BIG)
			continue;
		if (result == (size_t)-1 || flushing)
			return len - left;
		flushing = true;
	}
}

/* Offset of the first of U+E0000 … U+E007F, or len: glibc drops these without a word. */
static size_t charset_find_tag(const char *s, size_t len)
{
	const char *p = s, *end = s + len;

	for (; p < end && (p = memchr(p, 0xf3, (size_t)(end - p))) != NULL; p++)
		if (end - p >= 4 && (unsigned char)p[1] == 0xa0 && (unsigned char)p[2] <= 0x81)
			return (size_t)(p - s);
	return len;
}

/* Adds s (or checks only, if out is NULL); false and nothing added if a character does not fit. */
static bool charset_add_exact(struct charset_converter *c, const char *s, size_t len,
	struct str *out)
{
	size_t mark = out ? out->len : 0;

	if (charset_find_tag(s, len) == len && charset_convert(c->handle, s, len, out) == len)
		return true;
	if (out)
		str_remove(out, mark, out->len - mark);
	return false;
}

bool charset_can_hold(struct charset_converter *c, const char *s, size_t len)
{
	return c->handle == NO_HANDLE || charset_add_exact(c, s, len, NULL);
}

size_t charset_add(struct charset_converter *c, enum text_widths widths, const char *s, size_t len,
	struct str *out)
{
	const char *end = s + len, *next;
	size_t replaced = 0;

	if (c->handle == NO_HANDLE) {
		str_add_len(out, s, len);
		return 0;
	}
	if (charset_add_exact(c, s, len, out))
		return 0;
	for (; s < end; s = next) {
		next = text_next(s, end);
		if (charset_add_exact(c, s, (size_t)(next - s), out))
			continue;
		str_add_repeat(out, "?", text_width(widths, s, (size_t)(next - s)));
		replaced++;
	}
	return replaced;
}

static enum status charset_refuse(struct err *err, const char *name, size_t offset)
{
	char at[24];

	snprintf(at, sizeof(at), "%zu", offset);
	return err_set(err, STATUS_INPUT,
		N_("Byte %1 is not valid %2; save the file as UTF-8 or GB18030 and try again."),
		at, name, NULL);
}

/* The name under which to decode: what is labelled GB2312 or GBK is GB18030 in truth. */
static const char *charset_decoder(const char *name)
{
	static const char *const subsets[] = {"GB2312", "EUC-CN", "GBK", "CP936"};

	for (size_t i = 0; i < sizeof(subsets) / sizeof(*subsets); i++)
		if (strcasecmp(name, subsets[i]) == 0)
			return "GB18030";
	return name;
}

enum status charset_to_utf8(const char *from, const char *s, size_t len, struct str *out,
	struct err *err)
{
	size_t mark = out->len, valid;
	iconv_t handle;

	if (charset_is_utf8(from)) {
		valid = text_check(s, len);
		if (valid < len)
			return charset_refuse(err, from, valid);
		str_add_len(out, s, len);
		return STATUS_OK;
	}
	handle = iconv_open("UTF-8", charset_decoder(from));
	if (handle == NO_HANDLE)
		return err_set(err, STATUS_REFUSED,
			N_("This system cannot read the encoding %1; save the file as UTF-8."),
			from, NULL);
	valid = charset_convert(handle, s, len, out);
	iconv_close(handle);
	if (valid == len)
		return STATUS_OK;
	str_remove(out, mark, out->len - mark);
	return charset_refuse(err, from, valid);
}
