/* SPDX-License-Identifier: MIT */
/* Targets in words: scales, degrees, what counts as done. */
#include "form/target_internal.h"

#include <string.h>

enum { STEM_SIZE = 256 };

/* --- scales --- */

static const char *const grades[] = {
	"优秀", "优良", "优", "良好", "良", "中等", "中", "一般", "合格", "不合格", "及格", "不及格", "较差", "差",
	"较高", "高", "较低", "低", "很好", "较好", "好", "坏", "强", "较强", "弱", "较弱", "大", "小",
	"非常满意", "很满意", "较满意", "满意", "基本满意", "不满意", "显著", "明显", "不明显", NULL,
};

static const char *const item_signs[] = {"、", "/", ",", ";", NULL};

/* Takes the next item off *s: up to a sign, or one character of 优良中低差. */
static struct span take_item(struct span *s, bool spelled)
{
	struct span item = {s->at, s->at};

	if (!spelled) {
		item.end = s->at += text_char_len(s->at);
		return item;
	}
	while (s->at < s->end && !span_starts_any(*s, item_signs))
		s->at += text_char_len(s->at);
	item.end = s->at;
	span_skip_any(s, item_signs);
	return item;
}

bool words_are_scale(struct span s, bool qualitative)
{
	enum { ITEM_MAX = 18, ITEMS_MIN = 2, RUN_MIN = 3 };
	bool spelled = span_has_any(s, item_signs);
	int items = 0;

	if (span_has_digit(s))
		return false;
	while (s.at < s.end) {
		struct span item = take_item(&s, spelled);
		bool word = span_len(item) > 0 && span_len(item) <= ITEM_MAX;

		if (!span_is_any(item, grades) && !(qualitative && spelled && word))
			return false;
		items++;
	}
	return items >= (spelled ? ITEMS_MIN : RUN_MIN);
}

struct span words_first_item(struct span scale)
{
	return take_item(&scale, span_has_any(scale, item_signs));
}

/* Three items are the three bands; of more only the ends are certain. */
enum band words_place_on_scale(struct span scale, struct span actual, bool *found)
{
	bool spelled = span_has_any(scale, item_signs);
	int items = 0, place = -1;

	while (scale.at < scale.end) {
		struct span item = take_item(&scale, spelled);

		if (span_equal(item, actual) && place < 0)
			place = items;
		items++;
	}
	*found = place >= 0;
	if (place == 0)
		return BAND_FULL;
	if (place > 0 && place == items - 1)
		return BAND_MISSED;
	return place > 0 && items == 3 ? BAND_PART : BAND_NONE;
}

/* --- bands --- */

enum band words_band_of(struct span s)
{
	static const struct { const char *name; enum band band; bool whole; } names[] = {
		{"部分达成", BAND_PART, false}, {"未达成", BAND_MISSED, false},
		{"达成预期", BAND_FULL, false}, {"达成年度", BAND_FULL, false},
		{"达成指标", BAND_FULL, false}, {"全部达成", BAND_FULL, false},
		{"已达成", BAND_FULL, true}, {"达成", BAND_FULL, true},
		{"部分实现", BAND_PART, false}, {"全部或基本达成", BAND_FULL, false},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].whole ? span_is(s, names[i].name) : span_starts(s, names[i].name))
			return names[i].band;
	return BAND_NONE;
}

/* --- done --- */

static const char *const timely_words[] = {
	"按时", "及时", "按期", "如期", "准时", "提前", "按规定时间", "规定时间内", NULL,
};

bool words_say_done(struct span s)
{
	static const char *const done[] = {"完成", "办结", "完工", "竣工", "已报送", NULL};

	return s.at < s.end && !span_has_digit(s) && !words_hedge(s) &&
		(span_has_any(s, timely_words) || span_has_any(s, done));
}

/* --- degrees --- */

enum ladder { LADDER_DEGREE = 1, LADDER_TIME, LADDER_GRADE };

struct degree { const char *word; enum ladder ladder; int rank; };

/* How strong a word makes what it stands with; a longer one before a part of it. */
static const struct degree degrees[] = {
	{"有所", LADDER_DEGREE, 1}, {"略有", LADDER_DEGREE, 1},
	{"逐步", LADDER_DEGREE, 2}, {"逐渐", LADDER_DEGREE, 2},
	{"稳步", LADDER_DEGREE, 3}, {"不断", LADDER_DEGREE, 3}, {"持续", LADDER_DEGREE, 3},
	{"进一步", LADDER_DEGREE, 3}, {"切实", LADDER_DEGREE, 3},
	{"有效", LADDER_DEGREE, 4}, {"明显", LADDER_DEGREE, 4},
	{"显著", LADDER_DEGREE, 5}, {"大幅度", LADDER_DEGREE, 5}, {"大幅", LADDER_DEGREE, 5},
	{"极大", LADDER_DEGREE, 5},
	{"中长期", LADDER_TIME, 3}, {"短期", LADDER_TIME, 1}, {"中期", LADDER_TIME, 2},
	{"长期", LADDER_TIME, 4}, {"长效", LADDER_TIME, 4}, {"永久", LADDER_TIME, 5},
};

/* Ratings are whole answers. */
static const struct degree ratings[] = {
	{"优秀", LADDER_GRADE, 6}, {"优", LADDER_GRADE, 6}, {"很好", LADDER_GRADE, 6},
	{"好", LADDER_GRADE, 5}, {"高", LADDER_GRADE, 5}, {"良好", LADDER_GRADE, 4},
	{"良", LADDER_GRADE, 4}, {"较好", LADDER_GRADE, 4}, {"较高", LADDER_GRADE, 4},
	{"中", LADDER_GRADE, 3}, {"一般", LADDER_GRADE, 3}, {"合格", LADDER_GRADE, 3},
	{"低", LADDER_GRADE, 2}, {"较差", LADDER_GRADE, 2}, {"差", LADDER_GRADE, 1},
};

/* Words that say a change for the better. */
static const char *const betters[] = {"提升", "提高", "增强", "加强", "改善", "增进", NULL};

struct stem {
	char text[STEM_SIZE];        /* without the word of degree */
	size_t len;
	const struct degree *degree; /* NULL: none */
};

static void stem_add(struct stem *stem, struct span s)
{
	memcpy(stem->text + stem->len, s.at, span_len(s));
	stem->len += span_len(s);
}

static const struct degree *degree_at(struct span s)
{
	for (size_t i = 0; i < sizeof(degrees) / sizeof(*degrees); i++)
		if (*degrees[i].word == *s.at && span_starts(s, degrees[i].word))
			return &degrees[i];
	return NULL;
}

static bool stem_find_rating(struct span s, struct stem *out)
{
	for (size_t i = 0; i < sizeof(ratings) / sizeof(*ratings); i++) {
		if (span_is(s, ratings[i].word)) {
			out->degree = &ratings[i];
			return true;
		}
	}
	return false;
}

/* 服务水平|进一步|提升. */
static bool stem_of(struct span s, struct stem *out)
{
	out->len = 0;
	out->degree = NULL;
	if (span_len(s) > STEM_SIZE)
		return false;
	if (stem_find_rating(s, out))
		return true;
	for (struct span rest = s; rest.at < rest.end; rest.at += text_char_len(rest.at)) {
		out->degree = degree_at(rest);
		if (!out->degree)
			continue;
		stem_add(out, (struct span){s.at, rest.at});
		s.at = rest.at + strlen(out->degree->word);
		break;
	}
	stem_add(out, s);
	return true;
}

static bool stem_same(const struct stem *a, const struct stem *b)
{
	struct span left = {a->text, a->text + a->len}, right = {b->text, b->text + b->len};

	return span_equal(left, right) ||
		(span_is_any(left, betters) && span_is_any(right, betters));
}

/* 已全部到位 says 到位. */
static struct span words_core(struct span s)
{
	static const char *const before[] = {"已经", "均已", "已", "均", "全部", NULL};
	static const char *const after[] = {"。", "了", "!", NULL};

	while (span_skip_any(&s, before))
		;
	for (size_t i = 0; after[i]; i++)
		if (span_ends(s, after[i]))
			s.end -= strlen(after[i]);
	return s;
}

/* A word without degree is as strong as 逐步. */
static bool degree_reached(const struct degree *aim, const struct degree *done)
{
	enum { PLAIN_RANK = 2 };

	if (!aim)
		return !done || (done->ladder == LADDER_DEGREE && done->rank >= PLAIN_RANK);
	return done && done->ladder == aim->ladder && done->rank >= aim->rank;
}

static bool words_stronger(struct span target, struct span actual)
{
	struct stem aim, done;

	return stem_of(target, &aim) && stem_of(actual, &done) &&
		degree_reached(aim.degree, done.degree) && stem_same(&aim, &done);
}

bool words_as_strong(struct span target, struct span actual)
{
	enum { TELLING = 12 };       /* four characters: short words stand in their own opposites */
	static const char *const completion[] = {"完成", NULL};
	struct span aim = words_core(target), done = words_core(actual);

	if (span_len(aim) == 0 || span_len(done) == 0)
		return false;
	if (span_equal(aim, done) || words_stronger(aim, done))
		return true;
	if (words_hedge(done))
		return false;
	if (span_len(aim) >= TELLING && span_len(done) > span_len(aim)) {
		for (struct span s = done; span_len(s) >= span_len(aim); s.at++)
			if (memcmp(s.at, aim.at, span_len(aim)) == 0)
				return true;
	}
	return words_say_done(actual) && !words_hedge(aim) &&
		(span_has_any(aim, timely_words) || span_has_any(aim, completion));
}

/* --- names --- */

/* Shares and counts of what should not be.  无故障率 is another thing. */
bool name_hints_reverse(struct span name)
{
	static const char *const bad[] = {
		"故障率", "投诉率", "投诉次数", "投诉数", "结转结余率", "结余率", "结转率", "变动率", "失误率",
		"差错率", "出错率", "错误率", "误差率", "偏差率", "事故率", "事故发生率", "事故次数", "事故数",
		"违规率", "违约率", "违纪率", "流失率", "损耗率", "死亡率", "发病率", "逾期率", "延误率",
		"退货率", "返工率", "缺陷率", "不合格率", "空置率", "闲置率", "超支率", "失败率", "中断次数",
		"调整率", "调整次数", "响应时间", "等待时间", "办理时限", NULL,
	};
	static const char *const not_bad[] = {"无", "零", "非", NULL};

	for (; name.at < name.end; name.at += text_char_len(name.at)) {
		if (span_skip_any(&name, not_bad)) {
			while (span_skip_any(&name, bad))
				;
			if (name.at == name.end)
				return false;
		}
		if (span_starts_any(name, bad))
			return true;
	}
	return false;
}
