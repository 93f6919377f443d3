/* SPDX-License-Identifier: MIT */
#include "form/finding.h"

#include <string.h>

enum kind {
	NOT_A_NUMBER, REQUIRED, TEXT_TOO_LONG, BUDGET_ZERO, WEIGHTS_SUM, FUNDS_SUM, SCORE_RANGE,
	UNIT_CLASH, ZERO_YET_SCORED, REASON_YET_FULL, STRICT_BOUNDARY, MISSED_FULL, MET_REDUCED,
	MISSED_NO_REASON, RULE_DIFFERS, COPIES_TARGET, OVERSHOOT, LEVEL1_SPLIT, RATE_MISMATCH,
	SCORE_MISMATCH, TOTAL_MISMATCH, SUM_MISMATCH, OVER_BUDGET, NOTHING_SPENT,
	ADJUSTED_NO_REASON, LOW_RATE_NO_REASON, CARRIED_UNCONFIRMED, SAME_AS_LAST_YEAR,
	PROSE_DIFFERS, KINDS
};

_Static_assert((int)KINDS <= (int)FINDING_KINDS_MAX, "a set of findings is an unsigned");

#define BIT(kind) (1u << (kind))
/* What a rule's score is compared for, from one of these to the last. */
#define RULES_FROM(kind) (BIT(RULE_DIFFERS + 1) - BIT(kind))

static const struct finding_kind kinds[KINDS] = {
	[NOT_A_NUMBER] = { "not-a-number", SEVERITY_ERROR,
		N_("not a number"),
		N_("type a number; units and signs may stand beside it"),
		BIT(REQUIRED) | BIT(UNIT_CLASH) | BIT(SCORE_RANGE), BY_REASON },
	[REQUIRED] = { "required", SEVERITY_ERROR,
		N_("nothing is typed"),
		N_("fill in the cell"),
		0, BY_REASON },
	[TEXT_TOO_LONG] = { "text-too-long", SEVERITY_ERROR,
		N_("the text is too long"),
		N_("shorten the text to the form's limit"),
		0, BY_REASON },
	[BUDGET_ZERO] = { "budget-zero", SEVERITY_ERROR,
		N_("money was spent without a budget"),
		N_("fill in the budget, or correct what was spent"),
		BIT(OVER_BUDGET), BY_REASON },
	[WEIGHTS_SUM] = { "weights-sum", SEVERITY_ERROR,
		N_("the weights do not add up to the form's total"),
		N_("correct the weights"),
		BIT(LEVEL1_SPLIT) | BIT(TOTAL_MISMATCH) | BIT(SUM_MISMATCH), BY_REASON },
	[FUNDS_SUM] = { "funds-sum", SEVERITY_ERROR,
		N_("a total of funds differs from the sum of its parts"),
		N_("correct the total or its parts, or clear the total to have it computed"),
		BIT(TOTAL_MISMATCH) | BIT(SUM_MISMATCH), BY_REASON },
	[SCORE_RANGE] = { "score-range", SEVERITY_ERROR,
		N_("the score is below 0 or above its weight"),
		N_("correct the score"),
		RULES_FROM(ZERO_YET_SCORED) | BIT(SCORE_MISMATCH), BY_REASON },
	[UNIT_CLASH] = { "unit-clash", SEVERITY_WARNING,
		N_("the units of target and actual cannot be compared"),
		N_("write both in the same unit, or give a reason"),
		RULES_FROM(STRICT_BOUNDARY) | BIT(COPIES_TARGET) | BIT(OVERSHOOT), BY_REASON },
	[ZERO_YET_SCORED] = { "zero-yet-scored", SEVERITY_WARNING,
		N_("nothing was done, yet there is a score"),
		N_("correct the score, or give a reason"),
		RULES_FROM(REASON_YET_FULL), BY_REASON },
	[REASON_YET_FULL] = { "reason-yet-full", SEVERITY_WARNING,
		N_("the reason says that it was not done, yet the score is full"),
		N_("correct the actual value, the score or the reason"),
		RULES_FROM(STRICT_BOUNDARY), BY_NOTE },
	[STRICT_BOUNDARY] = { "strict-boundary", SEVERITY_WARNING,
		N_("the actual equals a limit that excludes it"),
		N_("check target and actual, or give a reason"),
		RULES_FROM(MISSED_FULL), BY_REASON },
	[MISSED_FULL] = { "missed-full", SEVERITY_WARNING,
		N_("the target is missed, yet the score is full"),
		N_("correct the score, or give a reason"),
		RULES_FROM(MET_REDUCED), BY_REASON },
	[MET_REDUCED] = { "met-reduced", SEVERITY_WARNING,
		N_("the target is met, yet the score is reduced"),
		N_("correct the score, or give a reason"),
		RULES_FROM(MISSED_NO_REASON), BY_REASON },
	[MISSED_NO_REASON] = { "missed-no-reason", SEVERITY_WARNING,
		N_("the score is reduced without a reason"),
		N_("give a reason"),
		RULES_FROM(RULE_DIFFERS), BY_REASON },
	[RULE_DIFFERS] = { "rule-differs", SEVERITY_WARNING,
		N_("the score differs from the rule's"),
		N_("correct the score, or give a reason"),
		BIT(SCORE_MISMATCH), BY_REASON },
	[COPIES_TARGET] = { "copies-target", SEVERITY_NOTE,
		N_("the actual only repeats the target"),
		N_("write the value that was measured"),
		BIT(OVERSHOOT), BY_REASON },
	[OVERSHOOT] = { "overshoot", SEVERITY_WARNING,
		N_("the target was passed by 30 percent or more"),
		N_("check target and actual, or give a reason"),
		0, BY_REASON },
	[LEVEL1_SPLIT] = { "level1-split", SEVERITY_WARNING,
		N_("the weights of a first-level indicator differ from the standard"),
		N_("correct the weights, or give a reason"),
		0, BY_REASON },
	[RATE_MISMATCH] = { "rate-mismatch", SEVERITY_ERROR,
		N_("the rate differs from the computed one"),
		N_("correct it or the amounts, or clear it to have it computed"),
		0, BY_REASON },
	[SCORE_MISMATCH] = { "score-mismatch", SEVERITY_ERROR,
		N_("the score differs from the computed one"),
		N_("correct it or the amounts, or clear it to have it computed"),
		0, BY_REASON },
	[TOTAL_MISMATCH] = { "total-mismatch", SEVERITY_ERROR,
		N_("the total differs from the computed one"),
		N_("correct it or its parts, or clear it to have it computed"),
		BIT(SUM_MISMATCH), BY_REASON },
	[SUM_MISMATCH] = { "sum-mismatch", SEVERITY_ERROR,
		N_("the sum differs from the computed one"),
		N_("correct it or its parts, or clear it to have it computed"),
		0, BY_REASON },
	[OVER_BUDGET] = { "over-budget", SEVERITY_WARNING,
		N_("more was spent than budgeted"),
		N_("check the amounts, or give a reason"),
		0, BY_REASON },
	[NOTHING_SPENT] = { "nothing-spent", SEVERITY_WARNING,
		N_("nothing was spent, yet the indicators have full scores"),
		N_("check the amounts and scores, or give a reason"),
		BIT(LOW_RATE_NO_REASON), BY_REASON },
	[ADJUSTED_NO_REASON] = { "adjusted-no-reason", SEVERITY_WARNING,
		N_("the budget was changed in the year without a reason"),
		N_("give a reason"),
		0, BY_REASON },
	[LOW_RATE_NO_REASON] = { "low-rate-no-reason", SEVERITY_WARNING,
		N_("the execution rate is low without a reason"),
		N_("give a reason"),
		0, BY_REASON },
	[CARRIED_UNCONFIRMED] = { FINDING_CARRIED, SEVERITY_WARNING,
		N_("brought forward from last year and not yet confirmed"),
		N_("confirm or change it"),
		BIT(SAME_AS_LAST_YEAR), BY_CONFIRMING },
	[SAME_AS_LAST_YEAR] = { FINDING_SAID, SEVERITY_WARNING,
		N_("the same text as last year"),
		N_("write what was done this year"),
		0, BY_NOTE },
	[PROSE_DIFFERS] = { FINDING_PROSE, SEVERITY_WARNING,
		N_("a figure in the text is not that of the table"),
		N_("correct the text or the table, or say why; a text that the form composed comes back when it is cleared"),
		0, BY_NOTE },
};

const char *const severity_words[] = {
	[SEVERITY_ERROR] = "error",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_NOTE] = "note",
	NULL
};

const struct finding_kind *finding_find(const char *id)
{
	for (int i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].id, id))
			return &kinds[i];
	return NULL;
}

bool finding_is_mark(const char *id)
{
	return !strcmp(id, FINDING_CARRIED);
}

const struct finding_kind *finding_list(size_t *count)
{
	*count = KINDS;
	return kinds;
}
