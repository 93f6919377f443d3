/* SPDX-License-Identifier: MIT */
/* Reading a target (指标值) and an actual (完成值), and the rule's score for them.
 *
 * Sources: 财预〔2020〕10号 (scoring), 财预〔2021〕101号 (kinds of indicators), and the shapes found in
 * published forms (tests/unit/target_cases.h has them all).  Reading works on a folded copy and
 * never changes what was typed.  Damaged text is never guessed at: the outcome then is "the
 * person decides".  Numbers inside an indicator's name are never parsed; its words only hint at
 * the direction. */
#ifndef ZIPING_FORM_TARGET_H
#define ZIPING_FORM_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/message.h"

/* What a place may set otherwise, in percent. */
struct target_rules {
	int band_full, band_part;    /* 达成 from 80, 部分达成 from 60 (older forms: 50) */
	int overshoot;               /* of a forward target, 130 */
};

/* What a row says.  Any text may be NULL or "".  All borrowed. */
struct target_input {
	const char *relation;        /* 指标性质 ("＝" "≥" "定性" …) where the form has the column */
	const char *target;          /* 指标值, operator and unit inside unless the form splits them */
	const char *unit;            /* 度量单位 where the form has the column */
	const char *actual;
	const char *level1, *level2, *name;
	const char *direction;       /* the clerk's choice: "正向" "反向" or nothing */
	const char *band;            /* the clerk's choice: "达成" "部分达成" "未达成" or nothing */
	bool has_weight;
	struct decimal weight;
	int year;                    /* the entry's year: dates without one mean it */
	const struct target_rules *rules;   /* NULL: 财预〔2020〕10号 */
};

enum target_shape {
	TARGET_NONE,                 /* empty */
	TARGET_PLACEHOLDER,          /* 0 / — 无 without weight: not an indicator */
	/* at least, at most, equal, bare number, unit price, duration */
	TARGET_NUMBER,
	TARGET_ZERO,                 /* only 0 is met */
	TARGET_RANGE,
	TARGET_COMPOUND,             /* 区内510元/人天,区外530元/人天 */
	TARGET_DATE,
	TARGET_SCALE,                /* 高、中、低 */
	TARGET_WORDS                 /* 进一步提升 */
};

enum target_direction {
	DIRECTION_NONE,
	DIRECTION_FORWARD,           /* more is better */
	DIRECTION_REVERSE,           /* less is better */
	DIRECTION_EQUAL
};

enum tri { TRI_UNKNOWN = -1, TRI_NO = 0, TRI_YES = 1 };

/* Facts about the pair; the form file's checks ask for them by these names (`rule.clash`). */
enum target_fact {
	FACT_ASSUMED = 1 << 0,       /* the direction was assumed, not written */
	/* reverse by name or qualitative: suggested, the clerk confirms */
	FACT_CONFIRM = 1 << 1,
	FACT_CLASH = 1 << 2,         /* units cannot be compared */
	FACT_BOUNDARY = 1 << 3,      /* the actual equals a strict limit */
	FACT_OVERSHOOT = 1 << 4,     /* 130 % of a forward target or more */
	/* the actual only repeats the target, operator and all; not equal words, not a plain number
	 * equal to a plain number's value */
	FACT_COPIES = 1 << 5,
	FACT_WORDS_FOR_NUMBER = 1 << 6, /* words where a number was expected */
	/* the actual is 0 where 0 is not what was aimed at (forward), or a cost of 0 */
	FACT_NOTHING = 1 << 7,
	FACT_BOUND = 1 << 8,         /* the actual carries an operator */
	FACT_CONVERTED = 1 << 9,     /* units were converted, or the target's unit was taken over */
	FACT_PERSON = 1 << 10,       /* the rules leave the score to the person */
	FACT_ABOVE_EQUAL = 1 << 11   /* over an "equal" target: full, with a warning */
};

struct target_outcome {
	enum target_shape shape;
	enum target_direction direction;
	enum tri met;
	unsigned facts;              /* enum target_fact */
	bool has_ratio;
	/* achieved share, before the cap: actual/target or target/actual */
	struct decimal ratio;
	bool has_score;
	struct decimal score;        /* exact, 0 … weight; the form rounds it */
	/* qualitative: the score must lie in low … high (of the weight's points) */
	bool has_band;
	struct decimal band_low, band_high;
};

/* Never fails, allocates nothing that outlives the call. */
void target_read(const struct target_input *input, struct target_outcome *out);

/* How it was understood, sentence by sentence (F6): target, actual, direction and why,
 * conversion, ratio, cap.  Adds at most `cap` messages to the caller's array (each to be cleared
 * by the caller); returns how many. */
size_t target_explain(const struct target_input *input, struct message *out, size_t cap);

/* What the clerk sees normalised in a target or actual cell on accepting it: `>=` becomes ≥,
 * full-width digits and signs become plain, blanks around them go; everything else stays.  True
 * if *out differs from text. */
struct str;
bool target_normalise(const char *text, struct str *out);

#endif
