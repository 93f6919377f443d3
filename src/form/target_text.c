/* SPDX-License-Identifier: MIT */
#include "form/target_internal.h"

#include <string.h>

struct span span_of(const char *text)
{
	return (struct span){text, text + strlen(text)};
}

size_t span_len(struct span s)
{
	return (size_t)(s.end - s.at);
}

bool span_equal(struct span a, struct span b)
{
	return span_len(a) == span_len(b) && memcmp(a.at, b.at, span_len(a)) == 0;
}

bool span_is(struct span s, const char *text)
{
	return span_equal(s, span_of(text));
}

bool span_starts(struct span s, const char *text)
{
	while (*text && s.at < s.end && *s.at == *text) {
		s.at++;
		text++;
	}
	return !*text;
}

bool span_ends(struct span s, const char *text)
{
	size_t len = strlen(text);

	return span_len(s) >= len && memcmp(s.end - len, text, len) == 0;
}

bool span_has_digit(struct span s)
{
	for (; s.at < s.end; s.at++)
		if (text_is_digit(*s.at))
			return true;
	return false;
}

bool span_has_any(struct span s, const char *const *words)
{
	for (; s.at < s.end; s.at += text_char_len(s.at))
		if (span_starts_any(s, words))
			return true;
	return false;
}

bool span_is_any(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (span_is(s, *words))
			return true;
	return false;
}

size_t span_starts_any(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (**words == *s.at && span_starts(s, *words))
			return strlen(*words);
	return 0;
}

bool span_skip(struct span *s, const char *text)
{
	if (!span_starts(*s, text))
		return false;
	s->at += strlen(text);
	return true;
}

bool span_skip_any(struct span *s, const char *const *words)
{
	size_t len = s->at < s->end ? span_starts_any(*s, words) : 0;

	s->at += len;
	return len > 0;
}

bool text_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t text_char_len(const char *s)
{
	unsigned char lead = (unsigned char)*s;

	return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

bool words_hedge(struct span s)
{
	static const char *const hedges[] = {
		"未", "没", "尚", "不", "无", "非", "待", "拟", "将", "正在", "进行中", "推进", "部分",
		"基本", "大概", "大约", "约", "左右", "预计", "计划", "争取", "暂", "逾期", "延期",
		"延迟", "延后", "推迟", "超期", "滞后", "较少", "仅", "还差", "取消", "停止", NULL,
	};

	return span_has_any(s, hedges);
}
