/* SPDX-License-Identifier: MIT */
/* review: another person types the figures again, without seeing them. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "cli/commands.h"
#include "desk/review.h"
#include "out/json.h"

#define _(text) gettext(text)

enum { REVIEW_WHO, REVIEW_SAME, REVIEW_COMPARE, REVIEW_FINISH, REVIEW_CANCEL, REVIEW_LIST, REVIEW_JSON };

const struct option_spec options_review[] = {
	{ "who", 0, "NAME", N_("who types the figures again, instead of the login name") },
	{ "same-person", 0, NULL, N_("although that is who typed them before") },
	{ "compare", 0, NULL, N_("print where the two differ, without the first figure; status 1 if they do") },
	{ "finish", 0, NULL, N_("keep and print what differs; status 1 if anything does") },
	{ "cancel", 0, NULL, N_("give the second entry up; nothing of it is kept") },
	{ "list", 0, NULL, N_("print the second entries that were finished") },
	{ "json", 0, NULL, N_("with --list or --finish: as JSON, for scripts") },
	{ 0 }
};

enum { LABEL_WIDTH = 40, FIGURE_WIDTH = 13 };

/* --- what differs --- */

static void add_text(const struct opened *o, const struct review *r, struct str *out)
{
	const struct review_look look = { .widths = TEXT_LOCALE, .label = LABEL_WIDTH, .figure = FIGURE_WIDTH,
		.first = r->first, .second = r->second, .points = _("points") };

	str_addf(out, "%d  ", r->number);
	date_add_local(r->at, out);
	str_addf(out, "  %s → %s  ", r->first, r->second);
	if (r->count)
		str_addf(out, _("%d of %d figures differ"), (int)r->count, r->figures);
	else
		str_addf(out, _("all %d figures agree"), r->figures);
	str_add_char(out, '\n');
	for (size_t i = 0; i < r->count; i++)
		review_add_lines(o, &r->items[i], &look, out);
}

static void add_member(const char *key, const char *text, struct str *out)
{
	str_addf(out, "\"%s\": ", key);
	json_add_text(text, out);
}

static void add_difference(const struct opened *o, const struct review_difference *d, struct str *out)
{
	struct str difference = { 0 };
	bool points;

	review_add_difference(o, d, &points, &difference);
	if (difference.len) {
		str_add(out, ", ");
		add_member("difference", difference.data, out);
	}
	str_clear(&difference);
}

static void add_json(const struct opened *o, const struct review *r, struct str *out)
{
	str_addf(out, " {\"review\": %d, \"at\": \"", r->number);
	date_add_local(r->at, out);
	str_add(out, "\", ");
	add_member("first", r->first, out);
	str_add(out, ", ");
	add_member("second", r->second, out);
	str_addf(out, ", \"figures\": %d, \"differences\": [", r->figures);
	for (size_t i = 0; i < r->count; i++) {
		const struct review_difference *d = &r->items[i];
		struct str label = { 0 };

		review_add_label(o, d, &label);
		str_add(out, i ? ",\n  {" : "\n  {");
		add_member("cell", d->place, out);
		str_add(out, ", ");
		add_member("label", str_text(&label), out);
		str_add(out, ", ");
		add_member("first", d->first, out);
		str_add(out, ", ");
		add_member("second", d->second, out);
		add_difference(o, d, out);
		str_add_char(out, '}');
		str_clear(&label);
	}
	str_add(out, "]}");
}

static enum status print(const struct cli *cli, struct str *out, bool json, enum status status, struct err *err)
{
	if (status != STATUS_OK)
		return status;
	return json ? cli_print_bytes(str_text(out), out->len, err) : cli_print(cli, out, err);
}

/* --- list --- */

struct lister {
	const struct opened *o;
	bool json, any;
	struct str out;
};

static void list_review(void *context, const struct review *r)
{
	struct lister *l = context;

	if (l->json)
		str_add(&l->out, l->any ? ",\n" : "[\n");
	(l->json ? add_json : add_text)(l->o, r, &l->out);
	l->any = true;
}

static enum status list(struct cli *cli, const struct args *args, struct err *err)
{
	struct lister l = { .json = args->values[REVIEW_JSON] != NULL };
	struct opened *o;
	enum status status = cli_open_entry(cli, args->rest[0], true, &o, err);

	if (status != STATUS_OK)
		return status;
	l.o = o;
	status = store_read_reviews(desk_get_store(o->desk), o->id, list_review, &l, err);
	if (l.json)
		str_add(&l.out, l.any ? "\n]\n" : "[]\n");
	status = print(cli, &l.out, l.json, status, err);
	str_clear(&l.out);
	opened_free(o);
	return status;
}

/* --- typing --- */

static enum status refuse_name(const struct args *args, const char *id, const char *name, struct err *err)
{
	return err_set(err, STATUS_INPUT, id, args->rest[0], name, NULL);
}

static enum status begin(struct opened *first, const struct args *args, struct opened **second, struct err *err)
{
	const char *who = args->values[REVIEW_WHO];
	char *name;
	enum status status = review_first_name(first, &name, err);

	if (!who)
		who = store_who(desk_get_store(first->desk));
	if (status == STATUS_OK && !strcmp(name, who) && !args->values[REVIEW_SAME])
		status = refuse_name(args, N_("the figures of entry %1 were typed by %2 before; name another person with "
			"--who, or give --same-person"), who, err);
	if (status == STATUS_OK)
		status = review_begin(first, who, second, err);
	free(name);
	return status;
}

static enum status go_on(struct opened *first, const struct args *args, const char *name, struct opened **second,
	struct err *err)
{
	const char *who = args->values[REVIEW_WHO];

	if (who && strcmp(who, name))
		return refuse_name(args, N_("the second entry of entry %1 was begun by %2; go on with it without --who, or "
			"give it up with --cancel"), name, err);
	return review_continue(first, second, err);
}

static enum status open_second(struct opened *first, const struct args *args, struct opened **second, struct err *err)
{
	bool begins = args->count > 1 || (!args->values[REVIEW_COMPARE] && !args->values[REVIEW_FINISH]);
	char *name;
	enum status status = review_second_name(first, &name, err);

	if (status == STATUS_OK)
		status = name || !begins ? go_on(first, args, name ? name : "", second, err)
			: begin(first, args, second, err);
	free(name);
	return status;
}

static void add_open(const struct opened *o, struct ref at, struct str *out)
{
	if (!review_is_open(o, at))
		return;
	entry_add_name(o->entry, at, out);
	str_add_char(out, '\t');
	entry_add_label(o->entry, at, out);
	str_add_char(out, '\n');
}

static void add_all_open(const struct opened *o, struct str *out)
{
	for (int i = 0; i < o->form->cell_count; i++) {
		int repeat = o->form->cells[i].repeat;

		if (repeat < 0)
			add_open(o, (struct ref){ i, -1 }, out);
		for (int row = 0; repeat >= 0 && row < entry_row_count(o->entry, repeat); row++)
			add_open(o, (struct ref){ i, row }, out);
	}
}

/* --- comparing --- */

static enum status compare(struct cli *cli, const struct opened *first, const struct opened *second, struct err *err)
{
	const struct review_look blind = { .widths = TEXT_LOCALE, .label = LABEL_WIDTH, .figure = FIGURE_WIDTH };
	struct str out = { 0 };
	struct review r;
	enum status status = review_compare(first, second, &r, err);

	for (size_t i = 0; status == STATUS_OK && i < r.count; i++)
		review_add_lines(first, &r.items[i], &blind, &out);
	status = print(cli, &out, false, status, err);
	if (status == STATUS_OK && r.count)
		status = STATUS_FINDINGS;
	review_clear(&r);
	str_clear(&out);
	return status;
}

static enum status finish(struct cli *cli, struct opened *first, struct opened *second, bool json, struct err *err)
{
	struct str out = { 0 };
	struct review r;
	enum status status = review_finish(first, second, &r, err);

	if (status == STATUS_OK)
		(json ? add_json : add_text)(first, &r, &out);
	if (json)
		str_add_char(&out, '\n');
	status = print(cli, &out, json, status, err);
	if (status == STATUS_OK && r.count)
		status = STATUS_FINDINGS;
	review_clear(&r);
	str_clear(&out);
	return status;
}

static enum status go(struct cli *cli, struct opened *first, const struct args *args, struct err *err)
{
	struct opened *second = NULL;
	struct str out = { 0 };
	enum status status = open_second(first, args, &second, err);

	if (status == STATUS_OK && args->count > 1)
		status = cli_type_all(second, args->rest + 1, args->count - 1, err);
	if (status == STATUS_OK && args->values[REVIEW_FINISH]) {
		status = finish(cli, first, second, args->values[REVIEW_JSON] != NULL, err);
	} else if (status == STATUS_OK && args->values[REVIEW_COMPARE]) {
		status = compare(cli, first, second, err);
	} else if (status == STATUS_OK && args->count == 1) {
		add_all_open(second, &out);
		status = cli_print(cli, &out, err);
	}
	str_clear(&out);
	opened_free(second);
	return status;
}

enum status run_review(struct cli *cli, const struct args *args, struct err *err)
{
	struct opened *first;
	enum status status;

	if (args->values[REVIEW_LIST])
		return list(cli, args, err);
	status = cli_open_entry(cli, args->rest[0], false, &first, err);
	if (status != STATUS_OK)
		return status;
	status = args->values[REVIEW_CANCEL] ? review_cancel(first, err) : go(cli, first, args, err);
	opened_free(first);
	return status;
}
