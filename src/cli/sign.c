/* SPDX-License-Identifier: MIT */
/* sign, reopen, revisions, find-code: what was frozen, and by whom. */
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cli/commands.h"
#include "desk/revision.h"
#include "out/json.h"

enum { SIGN_WHO };

const struct option_spec options_sign[] = {
	{ "who", 0, "NAME", N_("who signs, instead of the login name") },
	{ 0 }
};

enum { REOPEN_REASON };

const struct option_spec options_reopen[] = {
	{ "reason", 0, "TEXT", N_("why it is reopened; kept in the history") },
	{ 0 }
};

enum { FIND_JSON, FIND_CANONICAL };

const struct option_spec options_find_code[] = {
	{ "json", 0, NULL, N_("as JSON, for scripts") },
	{ "canonical", 0, NULL, N_("what the code was computed over: an exchange file, without a line end") },
	{ 0 }
};

static enum status say_signed(struct cli *cli, const struct opened *o, const struct revision *r, struct err *err)
{
	int warnings = sheet_finding_counts(o->sheet).warnings;
	struct str out = { 0 };
	enum status status;

	str_addf(&out, gettext("%lld: revision %d, check code %s"), (long long)o->id, r->number, r->code);
	str_add_char(&out, '\n');
	if (warnings) {
		str_addf(&out, gettext("%lld: warnings still open: %d"), (long long)o->id, warnings);
		str_add_char(&out, '\n');
	}
	status = cli_print(cli, &out, err);
	str_clear(&out);
	return status;
}

enum status run_sign(struct cli *cli, const struct args *args, struct err *err)
{
	struct revision r = { 0 };
	struct opened *o;
	enum status status = cli_open_entry(cli, args->rest[0], false, &o, err);

	if (status != STATUS_OK)
		return status;
	status = opened_sign(o, args->values[SIGN_WHO], &r, err);
	if (status == STATUS_OK)
		status = say_signed(cli, o, &r, err);
	revision_clear(&r);
	opened_free(o);
	return status;
}

enum status run_reopen(struct cli *cli, const struct args *args, struct err *err)
{
	struct opened *o;
	enum status status;

	if (!args->values[REOPEN_REASON])
		return err_set(err, STATUS_USAGE, N_("reopening takes a reason: --reason TEXT"), NULL);
	status = cli_open_entry(cli, args->rest[0], false, &o, err);
	if (status != STATUS_OK)
		return status;
	status = opened_reopen(o, args->values[REOPEN_REASON], err);
	opened_free(o);
	return status;
}

/* --- revisions --- */

static void add_moment(const char *what, int64_t at, const char *who, struct str *out)
{
	str_add(out, what);
	str_add_char(out, ' ');
	date_add_local(at, out);
	str_addf(out, " %s", who ? who : "");
}

static void add_revision(void *context, const struct revision *r)
{
	struct str *out = context;

	str_addf(out, "%d  %s  ", r->number, r->code);
	add_moment(gettext("frozen"), r->at, r->who, out);
	if (r->signed_at) {
		str_add(out, "  ");
		add_moment(gettext("signed"), r->signed_at, r->signed_by, out);
	}
	str_add_char(out, '\n');
}

enum status run_revisions(struct cli *cli, const struct args *args, struct err *err)
{
	struct str out = { 0 };
	struct opened *o;
	enum status status = cli_open_entry(cli, args->rest[0], true, &o, err);

	if (status != STATUS_OK)
		return status;
	status = store_read_revisions(desk_get_store(o->desk), o->id, add_revision, &out, err);
	if (status == STATUS_OK)
		status = cli_print(cli, &out, err);
	str_clear(&out);
	opened_free(o);
	return status;
}

/* --- find-code --- */

enum since { SINCE_SAME, SINCE_CHANGED, SINCE_DELETED };

static const struct { const char *title, *word; } sinces[] = {
	[SINCE_SAME] = { N_("the entry has not been changed since"), "same" },
	[SINCE_CHANGED] = { N_("the entry has been changed since"), "changed" },
	[SINCE_DELETED] = { N_("the entry has been deleted since"), "deleted" },
};

static enum since find_since(struct desk *desk, const struct revision *r)
{
	enum since since = SINCE_DELETED;
	struct opened *o;

	if (desk_open_entry(desk, r->entry, &o, NULL) != STATUS_OK)
		return since;
	since = revision_is_current(r, o) ? SINCE_SAME : SINCE_CHANGED;
	opened_free(o);
	return since;
}

static void add_found(const struct opened *then, const struct revision *r, enum since since, struct str *out)
{
	struct summary summary;

	sheet_summarise(then->sheet, &summary);
	str_addf(out, gettext("entry %lld, revision %d, check code %s"), (long long)r->entry, r->number, r->code);
	str_addf(out, "\n%s  %d", then->form->name, entry_get_year(then->entry));
	if (*summary.unit)
		str_addf(out, "  %s", summary.unit);
	if (*summary.project)
		str_addf(out, "  %s", summary.project);
	str_add_char(out, '\n');
	add_moment(gettext("frozen"), r->at, r->who, out);
	str_add_char(out, '\n');
	if (r->signed_at)
		add_moment(gettext("signed"), r->signed_at, r->signed_by, out);
	else
		str_add(out, gettext("not signed"));
	str_addf(out, "\n%s\n", gettext(sinces[since].title));
	summary_clear(&summary);
}

static void add_text(const char *key, const char *text, struct str *out)
{
	str_addf(out, ", \"%s\": ", key);
	if (text)
		json_add_text(text, out);
	else
		str_add(out, "null");
}

static void add_time(const char *key, int64_t at, struct str *out)
{
	struct str text = { 0 };

	if (at)
		date_add_local(at, &text);
	add_text(key, at ? str_text(&text) : NULL, out);
	str_clear(&text);
}

static void add_json(const struct opened *then, const struct revision *r, enum since since, struct str *out)
{
	struct summary summary;

	sheet_summarise(then->sheet, &summary);
	str_addf(out, "{\"entry\": %lld, \"revision\": %d", (long long)r->entry, r->number);
	add_text("code", r->code, out);
	add_text("form", then->form->id, out);
	str_addf(out, ", \"year\": %d", entry_get_year(then->entry));
	add_text("unit", summary.unit, out);
	add_text("project", summary.project, out);
	add_time("frozen", r->at, out);
	add_text("who", r->who, out);
	add_time("signed", r->signed_at, out);
	add_text("signed_by", r->signed_by, out);
	add_text("since", sinces[since].word, out);
	str_add(out, "}\n");
	summary_clear(&summary);
}

static enum status tell_found(struct cli *cli, struct desk *desk, const struct revision *r, bool json,
	struct err *err)
{
	struct str out = { 0 };
	struct opened *then;
	enum status status = desk_open_revision(desk, r->entry, r->number, &then, err);

	if (status != STATUS_OK)
		return status;
	(json ? add_json : add_found)(then, r, find_since(desk, r), &out);
	status = json ? cli_print_bytes(str_text(&out), out.len, err) : cli_print(cli, &out, err);
	str_clear(&out);
	opened_free(then);
	return status;
}

enum status run_find_code(struct cli *cli, const struct args *args, struct err *err)
{
	struct revision r = { 0 };
	struct str typed = { 0 };
	struct desk *desk;
	enum status status = cli_desk(cli, true, &desk, err);

	/* Blanks between the groups make several arguments of one code. */
	for (int i = 0; i < args->count; i++)
		str_add(&typed, args->rest[i]);
	if (status == STATUS_OK)
		status = desk_find_code(desk, str_text(&typed), &r, err);
	if (status == STATUS_OK && args->values[FIND_CANONICAL])
		status = cli_print_bytes(r.body, strlen(r.body), err);
	else if (status == STATUS_OK)
		status = tell_found(cli, desk, &r, args->values[FIND_JSON] != NULL, err);
	str_clear(&typed);
	revision_clear(&r);
	return status;
}
