/* SPDX-License-Identifier: MIT */
/* Dates as limits and as days on which something was done: periods, from first to last day. */
#include "form/target_internal.h"

#include <string.h>

static bool read_int(struct span *s, int digits, int *out)
{
	struct span rest = *s;

	*out = 0;
	while (rest.at < rest.end && text_is_digit(*rest.at) && digits-- > 0)
		*out = *out * 10 + (*rest.at++ - '0');
	if (rest.at == s->at || (rest.at < rest.end && text_is_digit(*rest.at)))
		return false;
	*s = rest;
	return true;
}

static bool set_period(struct period *p, struct date first, struct date last)
{
	p->first = first;
	p->last = last;
	return date_valid(first) && date_valid(last);
}

static bool set_months(struct period *p, int year, int first, int last)
{
	if (first < 1 || last > 12 || first > last)
		return false;
	return set_period(p, (struct date){year, first, 1},
		(struct date){year, last, date_days_in_month(year, last)});
}

static bool set_day(struct period *p, int year, int month, int day)
{
	struct date d = {year, month, day};

	return set_period(p, d, d);
}

/* Behind 12月: a day, a third of the month, its end. */
static bool read_in_month(struct span *s, int year, int month, struct period *p)
{
	static const char *const ends[] = {"底", "末", "份", NULL};
	static const char *const vague[] = {"初", "中", NULL};
	int day;

	if (span_skip(s, "上旬"))
		return set_period(p, (struct date){year, month, 1}, (struct date){year, month, 10});
	if (span_skip(s, "中旬"))
		return set_period(p, (struct date){year, month, 11},
			(struct date){year, month, 20});
	if (span_skip(s, "下旬"))
		return set_period(p, (struct date){year, month, 21},
			(struct date){year, month, date_days_in_month(year, month)});
	if (s->at < s->end && text_is_digit(*s->at)) {
		if (!read_int(s, 2, &day) || (!span_skip(s, "日") && !span_skip(s, "号")))
			return false;
		return set_day(p, year, month, day);
	}
	while (span_skip_any(s, ends))
		;
	return !span_starts_any(*s, vague) && set_months(p, year, month, month);
}

static const struct { const char *name; int first, last; } seasons[] = {
	{"上半年", 1, 6}, {"下半年", 7, 12}, {"第一季度", 1, 3}, {"第二季度", 4, 6},
	{"第三季度", 7, 9}, {"第四季度", 10, 12}, {"一季度", 1, 3}, {"二季度", 4, 6},
	{"三季度", 7, 9}, {"四季度", 10, 12}, {"第1季度", 1, 3}, {"第2季度", 4, 6},
	{"第3季度", 7, 9}, {"第4季度", 10, 12}, {"1季度", 1, 3}, {"2季度", 4, 6},
	{"3季度", 7, 9}, {"4季度", 10, 12}, {"年底", 1, 12}, {"年末", 1, 12}, {"年终", 1, 12},
	{"年内", 1, 12}, {"年度内", 1, 12},
};

static bool read_season(struct span *s, int year, struct period *p)
{
	for (size_t i = 0; i < sizeof(seasons) / sizeof(*seasons); i++)
		if (*seasons[i].name == *s->at && span_skip(s, seasons[i].name))
			return set_months(p, year, seasons[i].first, seasons[i].last);
	return false;
}

/* Behind the figures of a year: 2023年…, 2023-12-31, 2023.12.31, 2023/12. */
static bool read_in_year(struct span *s, int year, struct period *p)
{
	static const char *const signs[] = {"-", "/", ".", NULL};
	size_t sign = span_starts_any(*s, signs);
	const char *mark = s->at;
	int month, day;

	if (sign > 0) {
		s->at += sign;
		if (!read_int(s, 2, &month))
			return false;
		if (s->at < s->end && *s->at == *mark) {
			s->at++;
			return read_int(s, 2, &day) && (span_skip(s, "日") || true) &&
				set_day(p, year, month, day);
		}
		/* 2023.12 may as well be an amount. */
		return *mark != '.' && set_months(p, year, month, month);
	}
	if (read_season(s, year, p))
		return true;
	if (!span_skip(s, "年"))
		return false;
	span_skip(s, "度");
	if (s->at < s->end && read_season(s, year, p))
		return true;
	if (s->at == s->end || !text_is_digit(*s->at)) {
		static const char *const ends[] = {"底", "末", "内", NULL};

		span_skip_any(s, ends);
		return set_months(p, year, 1, 12);
	}
	return read_int(s, 2, &month) && span_skip(s, "月") && read_in_month(s, year, month, p);
}

static const char *const range_signs[] = {"-", "–", "—", "~", "至", "到", NULL};

static bool is_year(int n)
{
	return n >= 1900 && n < 2200;
}

/* 2023年12月, 12月31日, 1-12月, 第四季度. */
static bool read_date(struct span *s, int year, struct period *p)
{
	struct span rest;
	int n, last;

	if (s->at < s->end && read_season(s, year, p))
		return true;
	rest = *s;
	if (!read_int(&rest, 4, &n))
		return false;
	if (is_year(n)) {
		*s = rest;
		return read_in_year(s, n, p);
	}
	if (span_skip(&rest, "月")) {
		*s = rest;
		return n >= 1 && n <= 12 && read_in_month(s, year, n, p);
	}
	if (!span_skip_any(&rest, range_signs) || !read_int(&rest, 2, &last) ||
	    !span_skip(&rest, "月"))
		return false;
	*s = rest;
	return set_months(p, year, n, last);
}

/* Where the date starts: at a figure, or at a word like 年底. */
static const char *find_start(struct span s)
{
	for (; s.at < s.end; s.at += text_char_len(s.at)) {
		if (text_is_digit(*s.at))
			return s.at;
		for (size_t i = 0; i < sizeof(seasons) / sizeof(*seasons); i++)
			if (*seasons[i].name == *s.at && span_starts(s, seasons[i].name))
				return s.at;
	}
	return NULL;
}

static bool skip_symbol(struct span *s, enum sign *sign)
{
	static const struct { const char *name; enum sign sign; } symbols[] = {
		{"≤", SIGN_AT_MOST}, {"<=", SIGN_AT_MOST}, {"<", SIGN_LESS}, {"=", SIGN_EQUAL},
		{"≥", SIGN_AT_LEAST}, {">=", SIGN_AT_LEAST}, {">", SIGN_MORE},
	};

	*sign = SIGN_NONE;
	for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++) {
		if (span_skip(s, symbols[i].name)) {
			*sign = symbols[i].sign;
			break;
		}
	}
	return *sign != SIGN_AT_LEAST && *sign != SIGN_MORE;
}

/* Each month, next year: not one day that the program could know. */
static bool before_is_clear(struct span s)
{
	static const char *const unclear[] = {
		"每", "各", "次年", "翌", "明年", "下", "上", "去年", "往年", "年", "月", "日", "周",
		"后", "晚于", "?", "□", "\ufffd", "%", "≥", ">", "=", NULL,
	};
	static const char *const later[] = {"不晚于", "不迟于", "不得晚于", "不得迟于", "最晚于", NULL};

	for (size_t i = 0; later[i]; i++)
		if (span_ends(s, later[i]))
			s.end -= strlen(later[i]);
	return !span_has_any(s, unclear) && !words_hedge(s);
}

static bool after_is_clear(struct span s, bool spelled)
{
	static const char *const unclear[] = {
		"后", "起", "开始", "启动", "?", "□", "\ufffd", "%", "≥", "≤", ">", "<", "=", "、", ",",
		";", NULL,
	};
	/* 年底 without a figure is a date only where it limits something. */
	static const char *const limits[] = {
		"前", "之前", "以前", "内", "完成", "全面完成", "全部完成", "结束", NULL,
	};

	if (span_has_digit(s) || span_has_any(s, unclear) || words_hedge(s))
		return false;
	return !spelled || s.at == s.end || span_starts_any(s, limits) > 0;
}

bool period_read(struct span s, int year, struct period *out)
{
	struct span date = s, rest;
	struct period second;
	bool spelled;

	if (!skip_symbol(&s, &out->sign))
		return false;
	date.at = find_start(s);
	if (!date.at || !before_is_clear((struct span){s.at, date.at}))
		return false;
	spelled = !text_is_digit(*date.at);
	if (!read_date(&date, year, out))
		return false;
	rest = date;
	if (span_skip_any(&rest, range_signs) && rest.at < rest.end &&
	    read_date(&rest, out->first.year, &second)) {
		if (date_cmp(second.last, out->first) < 0)
			return false;
		out->last = second.last;
		date = rest;
	}
	return after_is_clear(date, spelled);
}
