/* SPDX-License-Identifier: MIT */
/* What a sheet shows: cells, sentences of findings, summaries. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "form/compose.h"
#include "form/prose.h"
#include "form/sheet_internal.h"

/* --- cells --- */

/* Nothing typed, or, where the form prints nothing as a figure (0.00%), nothing but zeros. */
static bool is_void(const struct value *v, bool zeros)
{
	return v->kind == VALUE_EMPTY ||
		(zeros && v->kind == VALUE_NUMBER && decimal_sign(v->number) == 0);
}

static bool is_void_rule(const struct sheet *s, int repeat, int row)
{
	struct target_input input;

	return sheet_input(s, repeat, row, &input) && !input.has_weight &&
		formula_says_nothing(input.target) && formula_says_nothing(input.actual);
}

static bool is_void_use(const struct sheet *s, const struct formula_use *use, int row, bool zeros)
{
	struct ref at = { use->cell, use->repeat < 0 ? -1 : row };

	if (use->cell < 0)
		return is_void_rule(s, use->repeat, row);
	if (!use->whole)
		return is_void(sheet_value(s, at), zeros);
	for (at.row = 0; at.row < s->blocks[use->repeat].rows; at.row++)
		if (!is_void(sheet_value(s, at), zeros))
			return false;
	return true;
}

static bool has_no_source(const struct sheet *s, const struct cell *cell, int row)
{
	size_t count;
	const struct formula_use *uses = formula_uses(cell->calculate, &count);
	struct decimal figure;
	bool zeros = cell->empty &&
		number_read(cell->empty, cell->style.kind, &figure) == NUMBER_OK;

	for (size_t i = 0; i < count; i++)
		if (!is_void_use(s, &uses[i], row, zeros))
			return false;
	return formula_next_outside(cell->calculate, &(int){ 0 }) < 0;
}

int sheet_missing(const struct sheet *s, struct ref at)
{
	const struct value *v = sheet_value(s, at);

	if (v->kind == VALUE_UNKNOWN)
		return v->missing;
	/* A typed text lacks nothing. */
	return v->kind == VALUE_TEXT && s->form->cells[at.cell].compose ? v->missing : 0;
}

enum shown sheet_show_computed(const struct sheet *s, struct ref at, struct str *out)
{
	const struct cell *cell = &s->form->cells[at.cell];
	const struct value *v = sheet_computed(s, at);

	if (v->kind == VALUE_NUMBER) {
		number_show(v->number, &cell->style, out);
		return SHOWN_COMPUTED;
	}
	if (v->kind == VALUE_TEXT) {
		str_add(out, v->text);
		return SHOWN_COMPUTED;
	}
	if (v->kind == VALUE_UNKNOWN && !has_no_source(s, cell, at.row)) {
		str_add(out, "—");
		return SHOWN_UNKNOWN;
	}
	if (cell->calculate && cell->empty)
		str_add(out, cell->empty);
	return SHOWN_NOTHING;
}

enum shown sheet_show(const struct sheet *s, struct ref at, struct str *out)
{
	const char *text = entry_get(s->entry, at);

	if (*text) {
		str_add(out, text);
		/* Own words are no exception to a rule. */
		if (s->form->cells[at.cell].compose)
			return SHOWN_TYPED;
		return sheet_is_override(s, at) ? SHOWN_OVERRIDE : SHOWN_TYPED;
	}
	return sheet_show_computed(s, at, out);
}

/* --- sentences --- */

enum { SAID_COLUMNS = 60 };

/* {name} or {computed name}; nothing for a name that is none, which the reader of form files
 * refuses. */
static void say_place(const struct sheet *s, const struct finding *f, const char *name, size_t len,
	struct str *out)
{
	static const char computed[] = "computed ";
	bool alone = len > sizeof computed && !memcmp(name, computed, sizeof computed - 1);
	size_t skip = alone ? sizeof computed - 1 : 0;
	const struct check *c = f->check;
	struct ref at = { -1, -1 };
	struct str text = { 0 };

	at.cell = formula_find(s->form, &s->form->cells[c->cell], c->prefix, c->repeat, name + skip,
		len - skip);
	if (at.cell < 0)
		return;
	if (s->form->cells[at.cell].repeat >= 0)
		at.row = f->row;
	(alone ? sheet_show_computed : sheet_show)(s, at, &text);
	text_add_cut(out, TEXT_WIDE, str_text(&text), SAID_COLUMNS, false);
	str_clear(&text);
}

static void say_check(const struct sheet *s, const struct finding *f, struct str *out)
{
	const char *say = f->check->say, *open, *close;

	while ((open = strchr(say, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		str_add_len(out, say, (size_t)(open - say));
		say_place(s, f, open + 1, (size_t)(close - open - 1), out);
		say = close + 1;
	}
	str_add(out, say);
}

/* As its table prints it, and what it is counted in where that is not said there. */
static void add_figure(const struct sheet *s, const struct prose_fault *fault, struct str *out)
{
	const char *unit = fault->figure->units[0];

	compose_add_value(fault->figure->is, s, fault->row, out);
	if (unit && (out->len < strlen(unit) || strcmp(out->data + out->len - strlen(unit), unit) != 0))
		str_add(out, unit);
}

/* A figure of its places that the text lacks, or one that it says otherwise; false: neither. */
static bool find_prose(const struct sheet *s, const struct finding *f, message_translate *translate, struct str *said,
	struct str *figure, struct str *source)
{
	const struct compose *c = s->form->cells[f->at.cell].compose;
	const char *text = entry_get(s->entry, f->at);
	int part = c ? compose_find_absent(c, s, f->at.row, text) : -1;
	struct prose_fault fault;

	if (prose_find_fault(s, f->at, text, &fault)) {
		str_add_len(said, text + fault.start, fault.len);
		add_figure(s, &fault, figure);
		formula_describe(fault.figure->is, s, fault.row, FORMULA_IN_WORDS, translate, source);
	} else if (part >= 0) {
		compose_add_place(c, s, f->at.row, part, figure);
		compose_add_label(c, s, f->at.row, part, translate, source);
	} else {
		return false;
	}
	return true;
}

static void say_prose(const struct sheet *s, const struct finding *f, message_translate *translate, struct str *out)
{
	struct str label = { 0 }, said = { 0 }, figure = { 0 }, source = { 0 };
	struct message m = { 0 };

	if (find_prose(s, f, translate, &said, &figure, &source)) {
		entry_add_label(s->entry, f->at, &label);
		message_set(&m, said.len ? N_("%1: the text says “%4”, the table %2 (%3); correct it, or say why")
			: N_("%1: the text does not contain %2 (%3); correct it, or say why"), str_text(&label),
			str_text(&figure), str_text(&source), str_text(&said), NULL);
		message_add_to(&m, translate, out);
	}
	message_clear(&m);
	str_clear(&label);
	str_clear(&said);
	str_clear(&figure);
	str_clear(&source);
}

static const struct { const char *id, *say; } built_in[] = {
	{ "not-a-number", N_("%1: “%2” is not a number; type a number") },
	{ "required", N_("%1 is empty; fill it in") },
	{ "text-too-long", N_("%1 has %4 characters, at most %5 are allowed; shorten it") },
	{ FINDING_SAID, N_("%1 says word for word what it said last year; write what was done this year, or note why it "
		"is the same") },
	{ FINDING_CARRIED, N_("%1 was brought forward from %6 and nobody has confirmed it; confirm or change it") },
};

static const char *built_in_say(const struct finding *f)
{
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		if (!strcmp(built_in[i].id, f->id))
			return built_in[i].say;
	if (f->severity == SEVERITY_NOTE)
		return N_("%1: typed %2, computed %3; the difference is within the tolerance");
	return N_("%1: typed %2, computed %3; correct it, or clear it to have it computed");
}

void sheet_say(const struct sheet *s, const struct finding *f, message_translate *translate,
	struct str *out)
{
	const struct cell *cell = &s->form->cells[f->at.cell];
	const char *typed = entry_get(s->entry, f->at);
	struct str label = { 0 }, text = { 0 }, computed = { 0 }, length = { 0 }, limit = { 0 };
	struct message m = { 0 };

	if (f->check || !strcmp(f->id, FINDING_PROSE)) {
		(f->check ? say_check(s, f, out) : say_prose(s, f, translate, out));
		return;
	}
	entry_add_label(s->entry, f->at, &label);
	text_add_cut(&text, TEXT_WIDE, typed, SAID_COLUMNS, false);
	sheet_show_computed(s, f->at, &computed);
	str_addf(&length, "%zu", text_graphemes(typed, strlen(typed)));
	str_addf(&limit, "%d", cell->max > 0 ? cell->max : FORM_TEXT_MAX);
	message_set(&m, built_in_say(f), str_text(&label), str_text(&text), str_text(&computed),
		str_text(&length), str_text(&limit), entry_get_note(s->entry, f->at, FINDING_CARRIED), NULL);
	message_add_to(&m, translate, out);
	message_clear(&m);
	str_clear(&label);
	str_clear(&text);
	str_clear(&computed);
	str_clear(&length);
	str_clear(&limit);
}

/* --- summaries --- */

static char *summary_text(const struct sheet *s, enum summary_item item)
{
	struct str text = { 0 };

	if (s->form->summary[item] >= 0)
		sheet_show(s, (struct ref){ s->form->summary[item], -1 }, &text);
	str_add(&text, "");
	return str_take(&text);
}

/* 财预〔2020〕10号: of 100 points 优 from 90, 良 from 80, 中 from 60. */
const char *form_find_grade(const struct form *form, struct decimal score)
{
	static const struct { int share; const char *name; } grades[] = {
		{ 90, "优" }, { 80, "良" }, { 60, "中" },
	};
	struct decimal points, limit;

	if (decimal_sign(form->full_score) <= 0 || !decimal_mul(score, decimal_from_int(100), &points))
		return "";
	for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
		if (decimal_mul(form->full_score, decimal_from_int(grades[i].share), &limit) &&
			decimal_cmp(points, limit) >= 0)
			return grades[i].name;
	return "差";
}

static const char *grade(const struct sheet *s)
{
	int cell = s->form->summary[SUMMARY_SCORE];
	const struct value *score = sheet_value(s, (struct ref){ cell, -1 });

	return cell < 0 || score->kind != VALUE_NUMBER ? "" : form_find_grade(s->form, score->number);
}

void sheet_summarise(const struct sheet *s, struct summary *out)
{
	*out = (struct summary){
		.project = summary_text(s, SUMMARY_PROJECT),
		.department = summary_text(s, SUMMARY_DEPARTMENT),
		.unit = summary_text(s, SUMMARY_UNIT),
		.budget = summary_text(s, SUMMARY_BUDGET),
		.executed = summary_text(s, SUMMARY_EXECUTED),
		.rate = summary_text(s, SUMMARY_RATE),
		.score = summary_text(s, SUMMARY_SCORE),
		.grade = grade(s),
	};
}

void summary_clear(struct summary *s)
{
	free(s->project);
	free(s->department);
	free(s->unit);
	free(s->budget);
	free(s->executed);
	free(s->rate);
	free(s->score);
	*s = (struct summary){ 0 };
}
