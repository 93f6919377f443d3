/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdlib.h>
#include <time.h>

enum { MS = 1000, DAY_SECONDS = 86400 };

static bool date_is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
	static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && date_is_leap(year) ? 29 : days[month - 1];
}

bool date_valid(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.day >= 1 &&
		d.day <= date_days_in_month(d.year, d.month);
}

int date_cmp(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Days since 1970-01-01; the year counts from March, so that February's end is the year's. */
static int64_t date_days(struct date d)
{
	int64_t year = d.month > 2 ? d.year : d.year - 1;
	int64_t day = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;

	return year * 365 + year / 4 - year / 100 + year / 400 + day - 719468;
}

/* Two or four digits at *p and the separator behind them. */
static int date_read(const char **p, int digits, char separator)
{
	int n = 0;

	for (; digits > 0; digits--, ++*p) {
		if (**p < '0' || **p > '9')
			return -1;
		n = n * 10 + (**p - '0');
	}
	return *(*p)++ == separator ? n : -1;
}

/* YYYY-MM-DDTHH:MM:SSZ, nothing else. */
static bool date_parse_moment(const char *text, int64_t *moment)
{
	static const char separators[] = "--T::Z";
	int part[6];

	for (int i = 0; i < 6; i++)
		if ((part[i] = date_read(&text, i == 0 ? 4 : 2, separators[i])) < 0)
			return false;
	if (*text || !date_valid((struct date){part[0], part[1], part[2]}))
		return false;
	if (part[3] > 23 || part[4] > 59 || part[5] > 59)
		return false;
	*moment = date_days((struct date){part[0], part[1], part[2]}) * DAY_SECONDS;
	*moment = (*moment + part[3] * 3600 + part[4] * 60 + part[5]) * MS;
	return true;
}

int64_t date_now(void)
{
	const char *set = getenv("ZIPING_NOW");
	struct timespec now;
	int64_t moment;

	if (set && date_parse_moment(set, &moment))
		return moment;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * MS + now.tv_nsec / (1000 * 1000);
}

static struct tm date_local(int64_t moment)
{
	time_t seconds = (time_t)(moment / MS - (moment % MS < 0));
	struct tm tm = {.tm_mday = 1};

	localtime_r(&seconds, &tm);
	return tm;
}

struct date date_today(void)
{
	struct tm tm = date_local(date_now());

	return (struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}

void date_add_local(int64_t moment, struct str *out)
{
	struct tm tm = date_local(moment);

	str_addf(out, "%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
		tm.tm_hour, tm.tm_min);
}
