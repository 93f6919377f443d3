/* SPDX-License-Identifier: MIT */
/* compare: an entry beside last year's, or beside another. */
#include <libintl.h>
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "desk/earlier.h"
#include "form/compare.h"
#include "out/json.h"

#define _(text) gettext(text)

enum { COMPARE_ALL, COMPARE_CHOOSE, COMPARE_JSON };

const struct option_spec options_compare[] = {
	{ "all", 'a', NULL, N_("what is the same as well") },
	{ "choose", 0, "ID|none|auto", N_("remember this entry as last year's; none: there is none; auto: found by its name") },
	{ "json", 0, NULL, N_("as JSON, for scripts") },
	{ 0 }
};

/* Columns of the table: the label, then figures to the right. */
enum { LABEL_WIDTH = 40, FIGURE_WIDTH = 13, DIFFERENCE_WIDTH = 16, SHARE_WIDTH = 10, SIDE_WIDTH = 6 };

/* Of a difference in JSON: a rate has as many as its division gave. */
enum { DIFFERENCE_DECIMALS = 6 };

static const struct number_style percent = { NUMBER_PERCENT, 2, false, false, true };

struct both {
	const struct opened *now, *then;
	bool all;
	struct comparison comparison;
	struct trend trend;
	int row_now, row_then;       /* that was told last */
	int repeat;
};

static bool is_told(const struct both *b, const struct compared *item)
{
	return !item->same || (b->all && *item->after);
}

/* --- a table --- */

static void add_right(const char *text, int width, struct str *out)
{
	str_add_repeat(out, " ", width - text_width(TEXT_LOCALE, text, strlen(text)));
	str_add(out, text);
}

/* A label too long for its column stands on a line of its own. */
static void add_label(const char *label, struct str *out)
{
	int width = text_width(TEXT_LOCALE, label, strlen(label));

	str_add(out, label);
	if (width > LABEL_WIDTH) {
		str_add_char(out, '\n');
		width = 0;
	}
	str_add_repeat(out, " ", LABEL_WIDTH - width);
	str_add_char(out, ' ');
}

static void end_line(struct str *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		str_remove(out, out->len - 1, 1);
	str_add_char(out, '\n');
}

static void add_entry(const char *name, const struct opened *o, struct str *out)
{
	struct summary summary;

	sheet_summarise(o->sheet, &summary);
	text_add_cut(out, TEXT_LOCALE, name, SIDE_WIDTH, true);
	str_addf(out, "%d  %s %lld  %s  %s  %s", o->stored.year, _("entry"), (long long)o->id, o->form->name,
		summary.unit, summary.project);
	end_line(out);
	summary_clear(&summary);
}

static void add_head(const struct both *b, struct str *out)
{
	struct str then = { 0 }, now = { 0 };

	add_entry(_("then"), b->then, out);
	add_entry(_("now"), b->now, out);
	str_addf(&then, "%d", b->then->stored.year);
	str_addf(&now, "%d", b->now->stored.year);
	str_add_char(out, '\n');
	add_label(_("cell"), out);
	add_right(then.data, FIGURE_WIDTH, out);
	add_right(now.data, FIGURE_WIDTH, out);
	add_right(_("difference"), DIFFERENCE_WIDTH, out);
	add_right(_("percent"), SHARE_WIDTH, out);
	str_add_char(out, '\n');
	str_clear(&then);
	str_clear(&now);
}

static void add_number(const struct cell *cell, const struct compared *item, struct str *out)
{
	struct str difference = { 0 }, share = { 0 };
	bool points = cell->style.kind == NUMBER_PERCENT;

	if (item->has_difference && !item->same) {
		compare_add_difference(cell, item->difference, &difference);
		if (points)
			str_addf(&difference, " %s", _("points"));
	}
	if (item->has_share && !item->same && !points)
		compare_add_share(item->share, &share);
	add_right(item->before, FIGURE_WIDTH, out);
	add_right(item->after, FIGURE_WIDTH, out);
	if (difference.len)
		add_right(difference.data, DIFFERENCE_WIDTH, out);
	if (share.len)
		add_right(share.data, SHARE_WIDTH, out);
	str_clear(&difference);
	str_clear(&share);
}

static void add_words(const struct compared *item, struct str *out)
{
	struct str words = { 0 };

	/* Of a row that came or went nothing changed word by word. */
	if (item->same || item->then.cell < 0)
		str_add(&words, item->after);
	else if (item->now.cell < 0)
		str_add(&words, item->before);
	else
		compare_add_words(item->before, item->after, &words);
	for (const char *line = str_text(&words), *end; line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		str_add_len(out, line, end ? (size_t)(end - line) : strlen(line));
		if (end) {
			str_add_char(out, '\n');
			str_add_repeat(out, " ", LABEL_WIDTH + 1);
		}
	}
	str_clear(&words);
}

/* 绩效指标 第3行  and what names it, once for all its cells. */
static void add_row_head(struct both *b, const struct compared *item, struct ref at, const struct opened *o,
	struct str *out)
{
	int repeat = o->form->cells[at.cell].repeat, name = o->form->repeats[repeat].reading.name;

	if (b->repeat == repeat && b->row_now == item->now.row && b->row_then == item->then.row)
		return;
	b->repeat = repeat;
	b->row_now = item->now.row;
	b->row_then = item->then.row;
	if (!o->form->repeats[repeat].reading.present || name < 0)
		name = o->form->repeats[repeat].first;
	str_addf(out, "%s 第%d行", o->form->repeats[repeat].label, at.row + 1);
	str_addf(out, "  %s", entry_get(o->entry, (struct ref){ name, at.row }));
	if (item->then.row < 0)
		str_addf(out, "  %s", _("(new)"));
	else if (item->now.row < 0)
		str_addf(out, "  %s", _("(gone)"));
	str_add_char(out, '\n');
}

static void add_item(struct both *b, const struct compared *item, struct str *out)
{
	const struct opened *o = item->now.cell >= 0 ? b->now : b->then;
	struct ref at = item->now.cell >= 0 ? item->now : item->then;
	const struct cell *cell = &o->form->cells[at.cell];
	struct str label = { 0 };

	if (at.row >= 0) {
		add_row_head(b, item, at, o, out);
		str_addf(&label, "  %s", cell->label);
	} else {
		entry_add_label(o->entry, at, &label);
	}
	add_label(label.data, out);
	if (item->kind == COMPARED_NUMBER)
		add_number(cell, item, out);
	else
		add_words(item, out);
	end_line(out);
	str_clear(&label);
}

static void add_figure(bool has, struct decimal value, const struct number_style *style, struct str *out)
{
	struct str text = { 0 };

	if (has)
		number_show(value, style, &text);
	add_right(has ? text.data : "—", FIGURE_WIDTH, out);
	str_clear(&text);
}

static void add_trend(const struct trend *t, struct str *out)
{
	static const struct number_style score = { .decimals = -1 };

	if (t->count < 2)
		return;
	str_addf(out, "\n%s", _("year"));
	add_right(_("rate"), FIGURE_WIDTH, out);
	add_right(_("score"), FIGURE_WIDTH, out);
	str_add_char(out, '\n');
	for (size_t i = 0; i < t->count; i++) {
		const struct trend_point *p = &t->items[i];

		str_addf(out, "%4d", p->year);
		add_figure(p->has_rate, p->rate, &percent, out);
		add_figure(p->has_score, p->score, &score, out);
		str_add_char(out, '\n');
	}
}

static void add_text(struct both *b, struct str *out)
{
	b->repeat = -1;
	add_head(b, out);
	for (size_t i = 0; i < b->comparison.count; i++)
		if (is_told(b, &b->comparison.items[i]))
			add_item(b, &b->comparison.items[i], out);
	if (!b->comparison.changed)
		str_addf(out, "%s\n", _("No cell differs."));
	add_trend(&b->trend, out);
}

/* --- JSON --- */

static void add_name(const char *key, const struct form *form, struct ref at, struct str *out)
{
	struct str name = { 0 };

	str_addf(out, "\"%s\": ", key);
	if (at.cell >= 0) {
		ref_add_name(form, at, &name);
		json_add_text(name.data, out);
	} else {
		str_add(out, "null");
	}
	str_clear(&name);
}

static void add_decimal(const char *key, bool has, struct decimal value, struct str *out)
{
	str_addf(out, ", \"%s\": ", key);
	if (!has) {
		str_add(out, "null");
		return;
	}
	if (value.scale > DIFFERENCE_DECIMALS)
		decimal_round(value, DIFFERENCE_DECIMALS, &value);
	str_add_char(out, '"');
	decimal_add_to(decimal_trim(value), out);
	str_add_char(out, '"');
}

static void add_shown(const char *key, struct ref at, const char *text, struct str *out)
{
	str_addf(out, ", \"%s\": ", key);
	if (at.cell >= 0)
		json_add_text(text, out);
	else
		str_add(out, "null");
}

static void add_json_item(const struct both *b, const struct compared *item, struct str *out)
{
	str_add(out, "  {");
	add_name("cell", b->now->form, item->now, out);
	str_add(out, ", ");
	add_name("with_cell", b->then->form, item->then, out);
	str_addf(out, ", \"kind\": \"%s\", \"same\": %s", item->kind == COMPARED_NUMBER ? "number" : "text",
		item->same ? "true" : "false");
	add_shown("now", item->now, item->after, out);
	add_shown("then", item->then, item->before, out);
	add_decimal("difference", item->has_difference, item->difference, out);
	add_decimal("share", item->has_share, item->share, out);
	str_add_char(out, '}');
}

static void add_json_trend(const struct trend *t, struct str *out)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct trend_point *p = &t->items[i];

		str_addf(out, "%s  {\"year\": %d, \"entry\": %lld", i ? ",\n" : "", p->year, (long long)p->id);
		add_decimal("rate", p->has_rate, p->rate, out);
		add_decimal("score", p->has_score, p->score, out);
		str_add_char(out, '}');
	}
}

static void add_json(const struct both *b, struct str *out)
{
	bool any = false;

	str_addf(out, "{\"entry\": %lld, \"year\": %d, \"with\": %lld, \"with_year\": %d,\n \"items\": [",
		(long long)b->now->id, b->now->stored.year, (long long)b->then->id, b->then->stored.year);
	for (size_t i = 0; i < b->comparison.count; i++) {
		if (!b->all && b->comparison.items[i].same)
			continue;
		str_add(out, any ? ",\n" : "\n");
		add_json_item(b, &b->comparison.items[i], out);
		any = true;
	}
	str_add(out, any ? "\n ],\n \"trend\": [\n" : "],\n \"trend\": [\n");
	add_json_trend(&b->trend, out);
	str_add(out, "\n ]}\n");
}

/* --- the command --- */

static enum status print(const struct cli *cli, struct both *b, bool json, struct err *err)
{
	struct str out = { 0 };
	enum status status;

	if (json)
		add_json(b, &out);
	else
		add_text(b, &out);
	status = json ? cli_print_bytes(str_text(&out), out.len, err) : cli_print(cli, &out, err);
	str_clear(&out);
	return status;
}

static enum status compare(const struct cli *cli, const struct opened *o, int64_t id, const struct args *args,
	struct err *err)
{
	struct both b = { .now = o, .all = args->values[COMPARE_ALL] != NULL };
	struct opened *then = NULL;
	enum status status = desk_open_frozen(o->desk, id, &then, err);

	if (status == STATUS_OK)
		status = desk_read_trend(o, &b.trend, err);
	if (status == STATUS_OK) {
		b.then = then;
		compare_sheets(o->sheet, then->sheet, &b.comparison);
		status = print(cli, &b, args->values[COMPARE_JSON] != NULL, err);
	}
	comparison_clear(&b.comparison);
	trend_clear(&b.trend);
	opened_free(then);
	return status;
}

static enum status choose(const struct opened *o, const char *text, struct err *err)
{
	long long id = !strcmp(text, "none") ? 0 : -1;
	enum status status = STATUS_OK;

	if (id < 0 && strcmp(text, "auto"))
		status = cli_parse_id(text, &id, err);
	return status == STATUS_OK ? desk_choose_earlier(o, id, err) : status;
}

/* `none` chosen just now is no failure, and nothing to print. */
static enum status find(const struct opened *o, const struct args *args, int64_t *id, struct err *err)
{
	const char *chosen = args->values[COMPARE_CHOOSE];
	enum status status = STATUS_OK;
	long long other;

	if (args->count > 1) {
		status = cli_parse_id(args->rest[1], &other, err);
		*id = other;
		return status;
	}
	if (chosen)
		status = choose(o, chosen, err);
	if (status == STATUS_OK)
		status = desk_find_earlier(o, id, err);
	if (status != STATUS_OK || *id || (chosen && !strcmp(chosen, "none")))
		return status;
	return err_set(err, STATUS_INPUT, N_("no entry of an earlier year is the same thing as entry %1; name one: "
		"ziping compare %1 ID, or --choose ID to have it remembered"), args->rest[0], NULL);
}

enum status run_compare(struct cli *cli, const struct args *args, struct err *err)
{
	struct opened *o = NULL;
	struct desk *desk;
	long long number;
	int64_t id = 0;
	enum status status = cli_parse_id(args->rest[0], &number, err);

	if (status == STATUS_OK && args->count > 1 && args->values[COMPARE_CHOOSE])
		return err_set(err, STATUS_USAGE, N_("--choose names the other entry; leave out %1"), args->rest[1], NULL);
	if (status == STATUS_OK)
		status = cli_desk(cli, !args->values[COMPARE_CHOOSE], &desk, err);
	if (status == STATUS_OK)
		status = desk_open_entry(desk, number, &o, err);
	if (status == STATUS_OK)
		status = find(o, args, &id, err);
	if (status == STATUS_OK && id)
		status = compare(cli, o, id, args, err);
	opened_free(o);
	return status;
}
