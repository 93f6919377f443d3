/* SPDX-License-Identifier: MIT */
/* A formula as tokens, and what is wrong with it. */
#include "form/formula_token.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void token_fail(struct tokens *t, const char *at, const char *id, const char *a, const char *b)
{
	int column = 1;

	if (t->failed)
		return;
	t->failed = true;
	for (const char *c = t->text; c < at; c++)
		column += ((unsigned char)c[1] & 0xc0) != 0x80;
	err_set(t->err, STATUS_INPUT, id, a, b, NULL);
	err_at(t->err, NULL, 0, column);
}

/* The error names what stands there. */
void token_refuse(struct tokens *t, const struct token *word, const char *id)
{
	char *text = mem_dup_len(word->start, word->len);

	token_fail(t, word->start, id, text, NULL);
	free(text);
}

static const struct {
	const char *wide, *plain;
} wide_signs[] = {
	{ "，", "," },
	{ "（", "(" },
	{ "）", ")" },
	{ "＋", "+" },
	{ "－", "-" },
	{ "×", "*" },
	{ "＊", "*" },
	{ "÷", "/" },
	{ "／", "/" },
	{ "＝", "=" },
	{ "≠", "<>" },
	{ "≥", ">=" },
	{ "≤", "<=" },
	{ "＞", ">" },
	{ "＜", "<" },
	{ "“", "\"" },
	{ "”", "\"" },
	{ "‘", "'" },
	{ "’", "'" },
	{ "．", "." },
	{ "。", "." },
	{ "｛", "{" },
	{ "｝", "}" },
};

static void refuse_character(struct tokens *t)
{
	uint32_t c;
	struct token sign = { TOKEN_SIGN, t->at, 0 };
	char *text;

	sign.len = (size_t)text_decode(t->at, t->at + strlen(t->at), &c);
	for (size_t i = 0; i < COUNT(wide_signs); i++) {
		if (strncmp(t->at, wide_signs[i].wide, strlen(wide_signs[i].wide)))
			continue;
		text = mem_dup_len(sign.start, sign.len);
		token_fail(t, t->at, N_("“%1” has no meaning in a formula; write %2"), text,
			wide_signs[i].plain);
		free(text);
		return;
	}
	token_refuse(t, &sign, N_("“%1” has no meaning in a formula"));
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters, digits and dots; * behind a dot; {a,b} with its commas. */
static const char *name_end(const char *s)
{
	bool braces = false;
	const char *start = s;

	for (;; s++) {
		if (*s == '{' || *s == '}') {
			if (braces == (*s == '{'))
				return s;
			braces = !braces;
		} else if (*s == ',' ? !braces : *s == '*' ? s == start || s[-1] != '.' :
			!is_letter(*s) && !is_digit(*s) && *s != '.') {
			return s;
		}
	}
}

static size_t number_length(const char *s)
{
	size_t len = strspn(s, "0123456789");

	if (s[len] == '.' && is_digit(s[len + 1]))
		len += 1 + strspn(s + len + 1, "0123456789");
	return len;
}

static void read_quoted(struct tokens *t)
{
	const char *close = strchr(t->at + 1, *t->at);

	if (!close) {
		token_fail(t, t->at, N_("the text has no closing %1"), *t->at == '"' ? "\"" : "'",
			NULL);
		return;
	}
	t->token = (struct token){ TOKEN_TEXT, t->at, (size_t)(close + 1 - t->at) };
}

static void read_sign(struct tokens *t)
{
	static const char *const signs[] = {
		"<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ",",
	};

	for (size_t i = 0; i < COUNT(signs); i++)
		if (!strncmp(t->at, signs[i], strlen(signs[i]))) {
			t->token = (struct token){ TOKEN_SIGN, t->at, strlen(signs[i]) };
			return;
		}
	refuse_character(t);
}

void token_next(struct tokens *t)
{
	if (t->failed)
		return;
	t->at += strspn(t->at, " \t\r\n");
	if (!*t->at)
		t->token = (struct token){ TOKEN_END, t->at, 0 };
	else if (is_digit(*t->at))
		t->token = (struct token){ TOKEN_NUMBER, t->at, number_length(t->at) };
	else if (is_letter(*t->at) || *t->at == '.' || *t->at == '{')
		t->token = (struct token){ TOKEN_NAME, t->at, (size_t)(name_end(t->at) - t->at) };
	else if (*t->at == '"' || *t->at == '\'')
		read_quoted(t);
	else
		read_sign(t);
	/* After an error nothing more is read. */
	if (t->failed)
		t->token = (struct token){ TOKEN_END, t->at, 0 };
	t->at = t->token.start + t->token.len;
}

bool token_is(const struct token *word, const char *text)
{
	return strlen(text) == word->len && !memcmp(word->start, text, word->len);
}

bool token_at(const struct tokens *t, const char *text)
{
	return (t->token.kind == TOKEN_SIGN || t->token.kind == TOKEN_NAME) &&
		token_is(&t->token, text);
}

bool token_take(struct tokens *t, const char *text)
{
	if (!token_at(t, text))
		return false;
	token_next(t);
	return true;
}

void token_expect(struct tokens *t, const char *text)
{
	if (!token_take(t, text))
		token_fail(t, t->token.start, N_("“%1” is missing here"), text, NULL);
}
