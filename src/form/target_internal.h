/* SPDX-License-Identifier: MIT */
/* What the files of target.h share: a folded text read into quantities, dates or words.
 * Nothing here allocates; spans point into the folded text of their reading. */
#ifndef ZIPING_FORM_TARGET_INTERNAL_H
#define ZIPING_FORM_TARGET_INTERNAL_H

#include "base/date.h"
#include "form/target.h"

enum {
	FOLDED_SIZE = 1024,          /* a longer text than about half of it is words */
	PARTS_MAX = 4,               /* of a compound; more are words */
	PER_MAX = 3                  /* 元/人/天/次 */
};

/* --- text (target_text.c) --- */

struct span { const char *at, *end; };

struct span span_of(const char *text);
size_t span_len(struct span s);
bool span_is(struct span s, const char *text);
bool span_equal(struct span a, struct span b);
bool span_starts(struct span s, const char *text);
bool span_ends(struct span s, const char *text);
bool span_has_digit(struct span s);

/* Lists are NULL-closed; a longer word stands before its own beginning. */
bool span_has_any(struct span s, const char *const *words);
bool span_is_any(struct span s, const char *const *words);
size_t span_starts_any(struct span s, const char *const *words);  /* bytes of the word, 0: none */
bool span_skip(struct span *s, const char *text);            /* skips it if s starts with it */
bool span_skip_any(struct span *s, const char *const *words);

bool text_is_digit(char c);
size_t text_char_len(const char *s);

/* Words that say the thing is not, not quite or not yet so: 未, 基本, 约, 逾期 … */
bool words_hedge(struct span s);

/* --- units (target_unit.c) --- */

enum dimension { DIMENSION_NONE, DIMENSION_COUNT, DIMENSION_SHARE, DIMENSION_MONEY, DIMENSION_TIME,
	DIMENSION_MONTHS, DIMENSION_LENGTH, DIMENSION_AREA, DIMENSION_MASS };

struct unit_name {
	const char *name;
	enum dimension dimension;
	long long factor;            /* how many of the dimension's smallest unit */
	const char *same;            /* another name of the same unit, or NULL */
};

struct unit {
	struct span text;            /* as written */
	const struct unit_name *known;   /* NULL: none, or a word of its own */
	struct span word;            /* behind a known unit (篇|调研报告), or an unknown one */
	long long factor;            /* known->factor with 万, 亿 in front; 1 without a unit */
	struct span per[PER_MAX];    /* 元/人天: 人, 天; sorted */
	int per_count;
};

enum unit_match { UNIT_SAME, UNIT_CONVERTED, UNIT_TAKEN, UNIT_CLASH };

/* Reads the unit at the start of *s and skips it: all of *s up to a range's sign or an end that
 * means an operator (以上).  False if that cannot be a unit. */
bool unit_read(struct span *s, struct unit *out);
bool unit_is_missing(const struct unit *u);
/* Whether quantities in these units can be compared; a missing unit takes the other one's. */
enum unit_match unit_compare(const struct unit *a, const struct unit *b);
bool unit_to_base(struct decimal value, const struct unit *u, struct decimal *out);

/* --- quantities (target_quantity.c) --- */

enum sign { SIGN_NONE, SIGN_EQUAL, SIGN_AT_LEAST, SIGN_MORE, SIGN_AT_MOST, SIGN_LESS };

struct quantity {
	struct span text, label;     /* all of it; the words in front: 区内 */
	enum sign sign;
	bool range;                  /* low … high */
	int trend;                   /* 下降5% -1, 增长5% 1 */
	struct decimal low, high;    /* low is the figure itself where it is no range */
	struct unit unit;
};

bool quantity_read(struct span s, struct quantity *out);
/* Splits at ， 、 ； outside brackets and thousands; PARTS_MAX + 1 if there are more. */
int parts_split(struct span s, struct span parts[PARTS_MAX]);

/* --- dates (target_date.c) --- */

struct period {
	struct date first, last;
	enum sign sign;              /* as a symbol: ≤2023年 */
};

bool period_read(struct span s, int year, struct period *out);

/* --- a whole text (target_read.c) --- */

struct reading {
	char folded[FOLDED_SIZE];
	struct span text;
	enum target_shape shape;
	bool broken;                 /* signs or figures that could not be read: never guessed at */
	bool too_long;               /* and not folded */
	struct quantity parts[PARTS_MAX];
	int count;
	struct period period;
};

/* What the texts of a row say together: relation and unit stand in columns of their own in some
 * forms. */
void reading_of_target(const struct target_input *input, struct reading *out);
void reading_of_actual(const struct target_input *input, const struct reading *target,
	struct reading *out);

/* --- words (target_words.c) --- */

enum band { BAND_NONE, BAND_FULL, BAND_PART, BAND_MISSED };

bool words_are_scale(struct span s, bool qualitative);
struct span words_first_item(struct span scale);
enum band words_band_of(struct span s);              /* 达成预期指标, 部分达成… */
enum band words_place_on_scale(struct span scale, struct span actual, bool *found);
bool words_say_done(struct span s);                  /* 按时完成: for dates */
bool words_as_strong(struct span target, struct span actual);
bool name_hints_reverse(struct span name);

/* --- the row as a whole --- */

enum direction_why { WHY_WRITTEN, WHY_CHOSEN, WHY_COST, WHY_PLAIN, WHY_NAME, WHY_DURATION,
	WHY_DECLINE };

/* A quantity of the target with its counterpart, in the same unit. */
struct pair {
	enum direction_why why;
	enum target_direction direction;
	enum unit_match units;
	enum tri met;
	bool measured;               /* the actual is one figure: */
	struct decimal a, b;         /*   target (low) and actual */
	unsigned facts;
};

struct analysis {
	struct reading target, actual;
	struct pair pairs[PARTS_MAX];   /* target.count of them */
	enum band band;
	struct target_outcome out;
};

/* target.c */
void target_analyse(const struct target_input *input, struct analysis *out);
const struct target_rules *target_rules_of(const struct target_input *input);
void target_score_full(const struct target_input *input, struct target_outcome *out);
/* target_score.c */
void target_weigh_quantities(const struct target_input *input, struct analysis *a);

#endif
