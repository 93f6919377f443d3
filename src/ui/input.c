/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE	/* memmem */
#include "ui/input.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

enum {
	ESC = 0x1b,
	ESC_PATIENCE = 40,           /* Esc alone, or the start of a key */
	PASTE_PATIENCE = 2000,       /* the rest of a paste whose end got lost */
	SEQUENCE_MAX = 64,
	PARAMETERS = 4
};

void input_clear(struct input *in)
{
	str_clear(&in->raw);
	str_clear(&in->text);
}

void input_add_key(struct input *in, const char *bytes, key_press key)
{
	if (bytes && bytes[0] && bytes[1] && in->key_count < INPUT_KEYS_MAX)
		in->keys[in->key_count++] = (struct input_key){ bytes, key };
}

void input_feed(struct input *in, const char *bytes, size_t len)
{
	if (in->at == in->raw.len) {
		str_reset(&in->raw);
		in->at = 0;
	}
	str_add_len(&in->raw, bytes, len);
}

int input_patience(const struct input *in)
{
	if (in->pasting)
		return PASTE_PATIENCE;
	return in->at < in->raw.len ? ESC_PATIENCE : -1;
}

static const unsigned char *rest(const struct input *in, size_t *len)
{
	*len = in->raw.len - in->at;
	return (const unsigned char *)str_text(&in->raw) + in->at;
}

/* What a parser says: bytes used up; 0: more are needed. */
typedef size_t taken;

static void set_key(struct event *e, key_press key)
{
	e->kind = EVENT_KEY;
	e->key = key;
}

/* --- text --- */

/* One character of the locale's encoding, as UTF-8; its length in bytes, 0: incomplete, -1: none. */
static int take_character(const unsigned char *s, size_t len, struct str *out)
{
	mbstate_t state = { 0 };
	char utf8[4];
	wchar_t c;
	size_t used = mbrtowc(&c, (const char *)s, len, &state);

	if (used == (size_t)-2)
		return 0;
	if (used == (size_t)-1 || used == 0)
		return -1;
	str_add_len(out, utf8, (size_t)text_encode((uint32_t)c, utf8));
	return (int)used;
}

static bool is_text(unsigned char c)
{
	return c >= ' ' && c != 0x7f;
}

static taken take_text(struct input *in, const unsigned char *s, size_t len, bool over,
	struct event *e)
{
	size_t used = 0;

	str_reset(&in->text);
	while (used < len && is_text(s[used])) {
		int size = take_character(s + used, len - used, &in->text);

		if (size <= 0 && used)
			break;
		if (size == 0 && !over)
			return 0;
		if (size <= 0) {
			e->kind = EVENT_GARBLED;
			return 1;
		}
		used += (size_t)size;
	}
	e->kind = EVENT_TEXT;
	e->text = str_text(&in->text);
	e->len = in->text.len;
	return used;
}

/* --- pastes --- */

/* Terminals send the line ends of a paste as the Enter key would: carriage returns. */
static bool in_locale(const char *s, size_t len, struct str *out)
{
	bool whole = true;

	for (size_t i = 0; i < len; ) {
		unsigned char c = (unsigned char)s[i];
		int size = 1;

		if (c == '\r' && i + 1 < len && s[i + 1] == '\n')
			i++;
		if (c == '\r')
			str_add_char(out, '\n');
		else if (c < 0x80)
			str_add_char(out, s[i] ? s[i] : ' ');
		else
			size = take_character((const unsigned char *)s + i, len - i, out);
		whole &= size > 0;
		i += size > 0 ? (size_t)size : 1;
	}
	return whole;
}

static taken take_paste(struct input *in, const unsigned char *s, size_t len, bool over,
	struct event *e)
{
	static const char mark[] = "\033[201~";
	const unsigned char *end = memmem(s, len, mark, sizeof mark - 1);
	size_t size = end ? (size_t)(end - s) : len;

	if (!end && !over && len < INPUT_PASTE_MAX)
		return 0;
	in->pasting = !end && !over;
	str_reset(&in->text);
	in_locale((const char *)s, size, &in->text);
	e->kind = EVENT_PASTE;
	e->text = str_text(&in->text);
	e->len = in->text.len;
	return end ? size + sizeof mark - 1 : len;
}

/* --- sequences --- */

static const struct { char final; key_press key; } letters[] = {
	{ 'A', PRESS_UP }, { 'B', PRESS_DOWN }, { 'C', PRESS_RIGHT }, { 'D', PRESS_LEFT },
	{ 'F', PRESS_END }, { 'H', PRESS_HOME }, { 'M', PRESS_ENTER },
	{ 'P', PRESS_F1 }, { 'Q', PRESS_F1 + 1 }, { 'R', PRESS_F1 + 2 }, { 'S', PRESS_F1 + 3 },
	{ 'Z', PRESS_SHIFT | PRESS_TAB },
};

static key_press letter_key(unsigned char final)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].final == final)
			return letters[i].key;
	return PRESS_NONE;
}

static key_press number_key(int number)
{
	static const key_press keys[] = {
		[1] = PRESS_HOME, [2] = PRESS_INSERT, [3] = PRESS_DELETE, [4] = PRESS_END,
		[5] = PRESS_PAGE_UP, [6] = PRESS_PAGE_DOWN, [7] = PRESS_HOME, [8] = PRESS_END,
		[11] = PRESS_F1, [12] = PRESS_F1 + 1, [13] = PRESS_F1 + 2, [14] = PRESS_F1 + 3,
		[15] = PRESS_F1 + 4, [17] = PRESS_F1 + 5, [18] = PRESS_F1 + 6, [19] = PRESS_F1 + 7,
		[20] = PRESS_F1 + 8, [21] = PRESS_F1 + 9, [23] = PRESS_F1 + 10, [24] = PRESS_F1 + 11,
	};

	return number >= 0 && number < (int)(sizeof keys / sizeof *keys) ? keys[number] : PRESS_NONE;
}

/* The second parameter of a key: 1 and a sum of 1 Shift, 2 Alt, 4 Ctrl. */
static key_press modified(key_press key, int modifier)
{
	int bits = modifier > 1 ? modifier - 1 : 0;

	if (key == PRESS_NONE)
		return key;
	return key | (bits & 1 ? PRESS_SHIFT : 0) | (bits & 2 ? PRESS_ALT : 0)
		| (bits & 4 ? PRESS_CTRL : 0);
}

struct sequence {
	unsigned char private;       /* '<' of a mouse report, else 0 */
	unsigned char final;
	int parameters[PARAMETERS];
	int count;
};

/* ESC [ … final; `s` behind the '['. */
static taken parse_sequence(const unsigned char *s, size_t len, struct sequence *q)
{
	size_t i = 0;

	*q = (struct sequence){ 0 };
	if (i < len && s[i] >= '<' && s[i] <= '?')
		q->private = s[i++];
	/* The Linux console's F1 … F5 are ESC [ [ A … E. */
	if (i < len && s[i] == '[') {
		q->private = s[i++];
	}
	for (; i < len && i < SEQUENCE_MAX && s[i] >= ' ' && s[i] < '@'; i++) {
		int *p = &q->parameters[q->count];

		if (s[i] == ';' && q->count < PARAMETERS - 1)
			q->count++;
		else if (s[i] >= '0' && s[i] <= '9' && *p < 100000)
			*p = *p * 10 + s[i] - '0';
	}
	if (i == len)
		return 0;
	q->final = s[i];
	q->count++;
	return i + 1;
}

static void mouse_event(const struct sequence *q, struct event *e)
{
	int button = q->parameters[0];

	e->x = q->parameters[1] - 1;
	e->y = q->parameters[2] - 1;
	if (button == 64 || button == 65) {
		e->kind = EVENT_WHEEL;
		e->by = button == 64 ? -3 : 3;
	} else if (button == 0 && q->final == 'M') {
		e->kind = EVENT_CLICK;
	}
}

static void sequence_event(struct input *in, const struct sequence *q, struct event *e)
{
	const int *p = q->parameters;

	if (q->private == '<' && (q->final == 'M' || q->final == 'm')) {
		mouse_event(q, e);
	} else if (q->private == '[' && q->final >= 'A' && q->final <= 'E') {
		set_key(e, PRESS_F1 + q->final - 'A');
	} else if (q->private) {
		return;
	} else if (q->final == 'R' && in->asked_row && q->count == 2 && p[0] == in->asked_row) {
		e->kind = EVENT_WIDTHS;
		e->by = p[1] - 1;
		in->asked_row = 0;
	} else if (q->final == '~' && p[0] == 200) {
		in->pasting = true;
	} else if (q->final == '~') {
		set_key(e, modified(number_key(p[0]), p[1]));
	} else {
		set_key(e, modified(letter_key(q->final), p[1]));
	}
}

/* A key of the terminal's description; *part: one may have begun. */
static taken take_described(const struct input *in, const unsigned char *s, size_t len, bool *part,
	struct event *e)
{
	for (int i = 0; i < in->key_count; i++) {
		size_t size = strlen(in->keys[i].bytes);

		if (!memcmp(in->keys[i].bytes, s, size < len ? size : len)) {
			if (size <= len) {
				set_key(e, in->keys[i].key);
				return size;
			}
			*part = true;
		}
	}
	return 0;
}

/* ESC and a character: Alt.  Two ESC and the rest of a key: Alt and that key. */
static taken take_alt(struct input *in, const unsigned char *s, size_t len, bool over,
	struct event *e);

static taken take_escape(struct input *in, const unsigned char *s, size_t len, bool over,
	struct event *e)
{
	struct sequence q;
	bool part = false;
	taken used = take_described(in, s, len, &part, e);

	if (used)
		return used;
	if (len >= 2 && s[1] == '[') {
		used = parse_sequence(s + 2, len - 2, &q);
		if (used) {
			sequence_event(in, &q, e);
			return used + 2;
		}
		part = true;
	}
	if (len >= 3 && s[1] == 'O') {
		set_key(e, letter_key(s[2]));
		return 3;
	}
	if ((part || len == 1 || (len == 2 && s[1] == 'O')) && !over)
		return 0;
	return take_alt(in, s, len, over, e);
}

/* --- control characters --- */

static key_press control_key(unsigned char c)
{
	switch (c) {
	case '\t': return PRESS_TAB;
	case '\r':
	case '\n': return PRESS_ENTER;
	case '\b':
	case 0x7f: return PRESS_BACKSPACE;
	default: return PRESS_CTRL | (c + '@');
	}
}

static taken take_alt(struct input *in, const unsigned char *s, size_t len, bool over,
	struct event *e)
{
	unsigned char c = len > 1 ? s[1] : 0;

	if (len > 2 && c == ESC && (s[2] == '[' || s[2] == 'O')) {
		taken used = take_escape(in, s + 1, len - 1, over, e);

		e->key |= e->kind == EVENT_KEY && e->key ? PRESS_ALT : 0;
		return used ? used + 1 : 0;
	}
	if (len == 1 || c >= 0x80 || c == ESC) {
		set_key(e, PRESS_ESC);
		return 1;
	}
	set_key(e, PRESS_ALT | (!is_text(c) ? control_key(c) : c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
	return 2;
}

static taken take_one(struct input *in, bool over, struct event *e)
{
	size_t len;
	const unsigned char *s = rest(in, &len);

	if (in->pasting)
		return take_paste(in, s, len, over, e);
	if (*s == ESC)
		return take_escape(in, s, len, over, e);
	if (is_text(*s))
		return take_text(in, s, len, over, e);
	set_key(e, control_key(*s));
	return 1;
}

bool input_take(struct input *in, bool over, struct event *e)
{
	while (in->at < in->raw.len || (in->pasting && over)) {
		taken used;

		*e = (struct event){ .kind = EVENT_NONE };
		used = take_one(in, over, e);
		in->at += used;
		if (e->kind != EVENT_NONE && !(e->kind == EVENT_KEY && e->key == PRESS_NONE))
			return true;
		if (!used)
			return false;
	}
	return false;
}
