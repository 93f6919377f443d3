/* SPDX-License-Identifier: MIT */
/* check: the findings of entries, for people and for scripts. */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/commands.h"
#include "desk/same.h"
#include "cli/progress.h"
#include "form/finding.h"
#include "out/json.h"

enum { CHECK_ALL, CHECK_YEAR, CHECK_JSON };

const struct option_spec options_check[] = {
	{ "all", 'a', NULL, N_("every entry of the store") },
	{ "year", 'y', "Y", N_("every entry of this year") },
	{ "json", 0, NULL, N_("as JSON, for scripts") },
	{ 0 }
};

static const char *const severity_titles[] = {
	[SEVERITY_ERROR] = N_("error (must be changed)"),
	[SEVERITY_WARNING] = N_("warning (needs a reason)"),
	[SEVERITY_NOTE] = N_("note"),
};

struct report {
	const struct cli *cli;
	bool json;
	bool errors;                 /* one was seen */
	size_t written;
	struct str out;
};

static void add_text_or_null(const struct str *text, struct str *out)
{
	if (text->len)
		json_add_text(text->data, out);
	else
		str_add(out, "null");
}

static void add_json(struct report *r, const struct opened *o, const struct finding *f)
{
	struct str name = { 0 }, computed = { 0 }, say = { 0 };
	struct str typed = { 0 };
	const char *note = sheet_note(o->sheet, f);

	entry_add_name(o->entry, f->at, &name);
	str_add(&typed, entry_get(o->entry, f->at));
	if (o->form->cells[f->at.cell].calculate)
		sheet_show_computed(o->sheet, f->at, &computed);
	sheet_say(o->sheet, f, cli_translate, &say);
	str_addf(&r->out, "%s {\"entry\": %lld, \"id\": \"%s\", \"severity\": \"%s\", \"cell\": ",
		r->written ? ",\n" : "\n", (long long)o->id, f->id, severity_words[f->severity]);
	json_add_text(str_text(&name), &r->out);
	str_add(&r->out, ", \"typed\": ");
	add_text_or_null(&typed, &r->out);
	str_add(&r->out, ", \"computed\": ");
	add_text_or_null(&computed, &r->out);
	str_add(&r->out, ", \"say\": ");
	json_add_text(str_text(&say), &r->out);
	str_addf(&r->out, ", \"settled\": %s", f->settled ? "true" : "false");
	if (*note) {
		str_add(&r->out, ", \"note\": ");
		json_add_text(note, &r->out);
	}
	str_add_char(&r->out, '}');
	str_clear(&name);
	str_clear(&typed);
	str_clear(&computed);
	str_clear(&say);
}

/* A finding is one line, a note may have several.  A note explains an error, which stands all the same. */
static void add_note(struct report *r, bool settled, const char *note)
{
	size_t start;

	str_addf(&r->out, " (%s%s", settled ? gettext("settled") : gettext("explained"), *note ? gettext(": ") : "");
	start = r->out.len;
	str_addf(&r->out, "%s)", note);
	for (char *p = r->out.data + start; (p = strchr(p, '\n')); )
		*p = ' ';
}

static const char *title_of(const struct finding *f)
{
	return finding_is_mark(f->id) ? N_("warning (to be confirmed)") : severity_titles[f->severity];
}

static void add_line(struct report *r, const struct opened *o, const struct finding *f)
{
	str_addf(&r->out, "%lld: %s %s ", (long long)o->id, gettext(title_of(f)),
		f->id);
	entry_add_name(o->entry, f->at, &r->out);
	str_add(&r->out, gettext(": "));
	sheet_say(o->sheet, f, cli_translate, &r->out);
	if (f->settled || *sheet_note(o->sheet, f))
		add_note(r, f->settled, sheet_note(o->sheet, f));
	str_add_char(&r->out, '\n');
}

static void add_findings(struct report *r, struct opened *o)
{
	size_t count;
	const struct finding *findings = sheet_findings(o->sheet, &count);

	for (size_t i = 0; i < count; i++) {
		if (findings[i].severity == SEVERITY_ERROR && !findings[i].settled)
			r->errors = true;
		(r->json ? add_json : add_line)(r, o, &findings[i]);
		r->written++;
	}
}

static enum status check_ids(struct report *r, struct desk *desk, const int64_t *ids, size_t count,
	struct err *err)
{
	struct progress progress = progress_begin(r->cli, count);
	struct opened *o = NULL, *earlier = NULL;
	enum status worst = STATUS_OK;

	for (size_t i = 0; i < count; i++) {
		enum status status = o ? opened_load(o, ids[i], err)
			: desk_open_entry(desk, ids[i], &o, err);

		worst = status > worst ? status : worst;
		if (status == STATUS_OK) {
			opened_know_earlier(o, &earlier);
			add_findings(r, o);
		}
		if (status != STATUS_OK && count > 1) {
			progress_hide(&progress);
			cli_report(r->cli, err);
			err_clear(err);
		}
		progress_step(&progress, status != STATUS_OK);
	}
	progress_end(&progress);
	opened_free(o);
	opened_free(earlier);
	return worst;
}

/* Of a year; 0: all. */
static enum status list_ids(struct store *s, int year, int64_t **ids, size_t *count, struct err *err)
{
	const struct list_query query = { .year = year, .order = ORDER_ID };
	struct list_rows rows = { 0 };
	enum status status;

	if (!year)
		return store_ids(s, ids, count, err);
	status = store_list(s, &query, &rows, err);
	*count = rows.count;
	*ids = mem_array(rows.count + 1, sizeof **ids);
	for (size_t i = 0; i < rows.count; i++)
		(*ids)[i] = rows.items[i].id;
	list_rows_clear(&rows);
	return status;
}

enum status cli_collect_ids(struct cli *cli, const struct args *args, bool all, const char *year,
	struct desk **desk, int64_t **ids, size_t *count, struct err *err)
{
	enum status status = STATUS_OK;
	long long id, wanted = 0;

	if ((all || year) == (args->count > 0))
		return err_set(err, STATUS_USAGE, N_("give the ids of entries, or --all"), NULL);
	if (year)
		status = args_number("--year", year, 1900, 2999, &wanted, err);
	if (status == STATUS_OK)
		status = cli_desk(cli, true, desk, err);
	if (status != STATUS_OK)
		return status;
	if (all || year)
		return list_ids(desk_get_store(*desk), (int)wanted, ids, count, err);
	*ids = mem_array((size_t)args->count, sizeof(**ids));
	*count = (size_t)args->count;
	for (size_t i = 0; status == STATUS_OK && i < *count; i++) {
		status = cli_parse_id(args->rest[i], &id, err);
		(*ids)[i] = id;
	}
	if (status != STATUS_OK) {
		free(*ids);
		*ids = NULL;
	}
	return status;
}

enum status run_check(struct cli *cli, const struct args *args, struct err *err)
{
	struct report r = { .cli = cli, .json = args->values[CHECK_JSON] != NULL };
	enum status printed = STATUS_OK;
	struct desk *desk;
	int64_t *ids = NULL;
	size_t count;
	enum status status = cli_collect_ids(cli, args, args->values[CHECK_ALL] != NULL,
		args->values[CHECK_YEAR], &desk, &ids, &count, err);

	if (status != STATUS_OK)
		return status;
	if (r.json)
		str_add_char(&r.out, '[');
	status = check_ids(&r, desk, ids, count, err);
	if (r.json)
		str_add(&r.out, r.written ? "\n]\n" : "]\n");
	if (status == STATUS_OK || count > 1)
		printed = r.json ? cli_print_bytes(str_text(&r.out), r.out.len, err)
			: cli_print(cli, &r.out, err);
	status = printed > status ? printed : status;
	str_clear(&r.out);
	free(ids);
	return status == STATUS_OK && r.errors ? STATUS_FINDINGS : status;
}
