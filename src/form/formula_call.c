/* SPDX-License-Identifier: MIT */
/* The functions and the rule's fields: their names, types and meanings. */
#include "form/formula_internal.h"

#include "form/target.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct formula_function functions[] = {
	[CALL_SUM] = { "sum", "sum(number, …) number",
		N_("The sum; empty ones are left out, with an unknown one the sum is unknown.") },
	[CALL_COUNT] = { "count", "count(any, …) number", N_("How many are not empty.") },
	[CALL_MIN] = { "min", "min(number, …) number",
		N_("The smallest; empty ones are left out.") },
	[CALL_MAX] = { "max", "max(number, …) number",
		N_("The largest; empty ones are left out.") },
	[CALL_ABS] = { "abs", "abs(number) number", N_("The number without its sign.") },
	[CALL_ROUND] = { "round", "round(number, decimals) number",
		N_("Rounded half up, away from zero, to so many decimals.") },
	[CALL_IF] = { "if", "if(truth, any, any) any",
		N_("The second if the first is true, the third if it is false.") },
	[CALL_BLANK] = { "blank", "blank(any) truth", N_("Nothing is typed or computed.") },
	[CALL_NONE] = { "none", "none(any) truth",
		N_("Nothing, or a text that says nothing: 无 / —") },
	[CALL_SURE] = { "sure", "sure(truth) truth",
		N_("True if known to be true; unknown is false.") },
	[CALL_TYPED] = { "typed", "typed(cell) any",
		N_("What was typed into a cell, empty if nothing.") },
	[CALL_COMPUTED] = { "computed", "computed(cell) any",
		N_("The computed value, also where another one was typed over it.") },
	[CALL_OVERRIDE] = { "override", "override(cell) truth",
		N_("A value was typed that differs from the computed one.") },
	[CALL_LOOKUP] = { "lookup", "lookup(table, text) number",
		N_("The table's number for the longest key that the text begins with.") },
	[CALL_SUMIF] = { "sumif", "sumif(column, column, text) number",
		N_("The sum of the first column over the rows whose second column begins with the "
			"text.") },
	[CALL_FIRST] = { "first", "first(column) truth",
		N_("The row is the first of a run of rows with the same text in the column.") },
	[CALL_CONTAINS] = { "contains", "contains(text, part) truth",
		N_("The part stands in the text; nothing stands in an empty one.") },
	[CALL_SAME] = { "same", "same(text, text) truth",
		N_("The same text but for blanks and full-width signs; empty texts are the same "
			"as none.") },
	[CALL_STEPS] = { "steps", "steps(number, limit, value, …, else) number",
		N_("The value beside the first limit that is reached, the last one if none is.") },
	[CALL_LENGTH] = { "length", "length(text) number",
		N_("How many characters the text has.") },
	[CALL_PICK] = { "pick", "pick(column, column, text) any",
		N_("The first column's value in the first row whose second column is the text.") },
	[CALL_GRADE] = { "grade", "grade(number) text",
		N_("优, 良, 中 or 差: 90, 80, 60 percent of the form's full score or more, or less.") },
	[CALL_STATES] = { "states", "states(text, number) truth",
		N_("The number stands in the text, in whatever way it is written.") },
};

static const struct call_types types[] = {
	[CALL_SUM] = { "|N+", 'n' }, [CALL_COUNT] = { "|A+", 'n' }, [CALL_MIN] = { "|N+", 'n' },
	[CALL_MAX] = { "|N+", 'n' }, [CALL_ABS] = { "n", 'n' }, [CALL_ROUND] = { "nn", 'n' },
	[CALL_IF] = { "bss", 's' }, [CALL_BLANK] = { "a", 'b' }, [CALL_NONE] = { "a", 'b' },
	[CALL_SURE] = { "b", 'b' }, [CALL_TYPED] = { "c", 'c' }, [CALL_COMPUTED] = { "c", 'c' },
	[CALL_OVERRIDE] = { "c", 'b' }, [CALL_LOOKUP] = { "Tt", 'n' },
	[CALL_SUMIF] = { "DDt", 'n' },
	[CALL_FIRST] = { "C", 'b' }, [CALL_CONTAINS] = { "tt", 'b' }, [CALL_SAME] = { "tt", 'b' },
	[CALL_STEPS] = { "nn|nn+", 'n' }, [CALL_LENGTH] = { "t", 'n' },
	[CALL_PICK] = { "DDt", 'D' }, [CALL_GRADE] = { "n", 't' }, [CALL_STATES] = { "tn", 'b' },
};

static const char *const words[CALL_COUNT_OF] = {
	[CALL_COUNT] = N_("the number of filled ones of %1"),
	[CALL_MIN] = N_("the smallest of %1"),
	[CALL_MAX] = N_("the largest of %1"),
	[CALL_ABS] = N_("%1 without its sign"),
	[CALL_ROUND] = N_("%1 rounded to %2 decimals"),
	[CALL_IF] = N_("%2 if %1, else %3"),
	[CALL_BLANK] = N_("%1 is empty"),
	[CALL_NONE] = N_("%1 says nothing"),
	[CALL_SURE] = N_("certainly %1"),
	[CALL_TYPED] = N_("the typed %1"),
	[CALL_COMPUTED] = N_("the computed %1"),
	[CALL_OVERRIDE] = N_("%1 differs from what is computed"),
	[CALL_LOOKUP] = N_("the standard for %2"),
	[CALL_SUMIF] = N_("the sum of %1 where %2 is %3"),
	[CALL_FIRST] = N_("%1 begins here"),
	[CALL_CONTAINS] = N_("%1 contains %2"),
	[CALL_SAME] = N_("%1 is the same as %2"),
	[CALL_STEPS] = N_("the step that %1 reaches"),
	[CALL_LENGTH] = N_("the number of characters of %1"),
	[CALL_PICK] = N_("%1 where %2 is %3"),
	[CALL_GRADE] = N_("the grade of %1"),
	[CALL_STATES] = N_("%1 contains the figure %2"),
};

const struct formula_function *formula_functions(size_t *count)
{
	*count = COUNT(functions);
	return functions;
}

const struct call_types *formula_call_types(int call)
{
	return &types[call];
}

const char *formula_call_words(int call)
{
	return words[call];
}

static const struct rule_name rule_names[] = {
	{ "score", RULE_SCORE, 0, N_("the rule's score") },
	{ "ratio", RULE_RATIO, 0, N_("the share achieved") },
	{ "band_low", RULE_BAND_LOW, 0, N_("the band's lower end") },
	{ "band_high", RULE_BAND_HIGH, 0, N_("the band's upper end") },
	{ "met", RULE_MET, 0, N_("the target is met") },
	{ "has_band", RULE_HAS_BAND, 0, N_("the score has a band") },
	{ "placeholder", RULE_PLACEHOLDER, 0, N_("the row is no indicator") },
	{ "assumed", RULE_FACT, FACT_ASSUMED, N_("the direction is assumed") },
	{ "confirm", RULE_FACT, FACT_CONFIRM, N_("the reading is to be confirmed") },
	{ "clash", RULE_FACT, FACT_CLASH, N_("the units cannot be compared") },
	{ "boundary", RULE_FACT, FACT_BOUNDARY, N_("the actual equals a strict limit") },
	{ "overshoot", RULE_FACT, FACT_OVERSHOOT,
		N_("the target was passed by 30 percent or more") },
	{ "copies", RULE_FACT, FACT_COPIES, N_("the actual only repeats the target") },
	{ "words", RULE_FACT, FACT_WORDS_FOR_NUMBER, N_("words where a number is expected") },
	{ "nothing", RULE_FACT, FACT_NOTHING, N_("nothing was achieved") },
	{ "bound", RULE_FACT, FACT_BOUND, N_("the actual is a bound") },
	{ "converted", RULE_FACT, FACT_CONVERTED, N_("units were converted") },
	{ "person", RULE_FACT, FACT_PERSON, N_("the person decides") },
	{ "above_equal", RULE_FACT, FACT_ABOVE_EQUAL, N_("over an exact target") },
};

const struct rule_name *formula_rule_name(int index)
{
	return index >= 0 && (size_t)index < COUNT(rule_names) ? &rule_names[index] : NULL;
}
