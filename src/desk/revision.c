/* SPDX-License-Identifier: MIT */
#include "desk/revision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/code.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/desk_internal.h"
#include "desk/draw.h"
#include "in/json.h"
#include "out/canonical.h"

bool revision_is_of(const struct revision *r, const struct entry *e)
{
	struct str body = { 0 };
	bool same;

	canonical_add(e, r->entry, r->number, &body);
	same = !strcmp(str_text(&body) + 1, r->body + 1 + drawn_length(r->body));
	str_clear(&body);
	return same;
}

static enum status add_body(const struct opened *o, int number, struct str *out, struct err *err)
{
	struct str drawn = { 0 };
	enum status status = opened_add_drawn(o, &drawn, err);

	canonical_add(o->entry, o->id, number, out);
	str_insert(out, 1, str_text(&drawn), drawn.len);
	str_clear(&drawn);
	return status;
}

bool revision_is_current(const struct revision *r, const struct opened *o)
{
	struct str body = { 0 };
	bool same = add_body(o, r->number, &body, NULL) == STATUS_OK && !strcmp(body.data, r->body);

	str_clear(&body);
	return same;
}

/* --- freezing --- */

/* What lies open must be what the store has, or the code would be of something that was never stored. */
static enum status check_current(struct opened *o, struct stored *now, struct err *err)
{
	struct store *s = desk_get_store(o->desk);
	enum status status = store_get_any_entry(s, o->id, now, err);

	if (status != STATUS_OK || now->step == o->stored.step)
		return status;
	return err_set(err, STATUS_REFUSED,
		N_("%1: this entry was changed by another program meanwhile; open it again"), store_path(s), NULL);
}

bool revision_stands(const struct revision *r, const struct opened *o, const char *status)
{
	return !(r->signed_at && strcmp(status, "signed")) && revision_is_current(r, o);
}

static enum status add_revision(struct opened *o, int number, struct revision *out, struct err *err)
{
	struct store *s = desk_get_store(o->desk);
	struct str body = { 0 };
	char code[CODE_SIZE];
	enum status status = add_body(o, number, &body, err);

	*out = (struct revision){ 0 };
	if (status != STATUS_OK) {
		str_clear(&body);
		return status;
	}
	code_make(str_text(&body), body.len, code);
	*out = (struct revision){ .entry = o->id, .form_id = o->stored.form_id, .number = number,
		.step = o->stored.step, .at = date_now(), .code = mem_dup(code), .who = mem_dup(store_who(s)),
		.body = str_take(&body) };
	return store_add_revision(s, out, err);
}

/* Within a transaction. */
static enum status freeze(struct opened *o, struct revision *out, struct err *err)
{
	struct store *s = desk_get_store(o->desk);
	struct stored now = { 0 };
	enum status status = check_current(o, &now, err);
	int number = now.revision;

	if (status == STATUS_OK && number)
		status = store_get_revision(s, o->id, number, out, err);
	if (status == STATUS_OK && !(number && revision_stands(out, o, now.status))) {
		revision_clear(out);
		status = add_revision(o, number + 1, out, err);
	}
	stored_clear(&now);
	return status;
}

static enum status begin(struct opened *o, struct revision *out, struct err *err)
{
	enum status status = opened_save(o, err);

	*out = (struct revision){ 0 };
	return status == STATUS_OK ? store_begin(desk_get_store(o->desk), err) : status;
}

static enum status finish(struct opened *o, enum status status, struct revision *out, struct err *err)
{
	if (status == STATUS_OK)
		status = store_commit(desk_get_store(o->desk), err);
	else
		store_rollback(desk_get_store(o->desk));
	if (status == STATUS_OK)
		o->stored.revision = out->number;
	else
		revision_clear(out);
	return status;
}

/* True if the state that lies open was frozen once, and nothing is to be done. */
static bool is_frozen(const struct opened *o, struct revision *out)
{
	if (o->lock != OPENED_FROZEN || !o->stored.revision
			|| store_get_revision(desk_get_store(o->desk), o->id, o->stored.revision, out, NULL)
				!= STATUS_OK)
		return false;
	if (revision_is_of(out, o->entry))
		return true;
	revision_clear(out);
	return false;
}

enum status opened_freeze(struct opened *o, struct revision *out, struct err *err)
{
	enum status status;

	if (is_frozen(o, out))
		return STATUS_OK;
	status = begin(o, out, err);
	if (status != STATUS_OK)
		return status;
	return finish(o, freeze(o, out, err), out, err);
}

/* --- signing --- */

static enum status refuse(const struct opened *o, const char *id, struct err *err)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)o->id);
	return err_set(err, STATUS_INPUT, id, number, NULL);
}

int opened_unexplained(const struct opened *o, const struct finding **first)
{
	size_t count;
	const struct finding *findings = sheet_findings(o->sheet, &count);
	int found = 0;

	for (size_t i = 0; i < count; i++)
		if (findings[i].severity == SEVERITY_ERROR && !*sheet_note(o->sheet, &findings[i])) {
			if (!found++ && first)
				*first = &findings[i];
		}
	return found;
}

static enum status check_findings(const struct opened *o, struct err *err)
{
	const struct finding *first;
	int count = opened_unexplained(o, &first);
	struct str label = { 0 };
	char id[24], number[16];

	if (!count)
		return STATUS_OK;
	snprintf(id, sizeof id, "%lld", (long long)o->id);
	snprintf(number, sizeof number, "%d", count);
	entry_add_label(o->entry, first->at, &label);
	err_set(err, STATUS_INPUT, N_("entry %1 cannot be signed: %2 errors stand that no note explains, the first "
		"at %3; correct or explain them"), id, number, str_text(&label), NULL);
	str_clear(&label);
	return STATUS_INPUT;
}

bool is_printable_line(const char *text)
{
	size_t len = strlen(text);
	const char *end = text + len;
	bool any = false;
	uint32_t c;

	if (text_check(text, len) != len || text_graphemes(text, len) > FORM_TEXT_MAX)
		return false;
	while (text < end) {
		text += text_decode(text, end, &c);
		if (c == '\n' || text_is_forbidden(c))
			return false;
		any |= c != ' ' && c != 0x3000;
	}
	return any;
}

static enum status check_signable(const struct opened *o, const char *who, struct err *err)
{
	enum status status;

	if (o->lock == OPENED_SIGNED)
		return refuse(o, N_("entry %1 is signed already; its check code stands in its history"), err);
	status = opened_check_writable(o, err);
	if (status == STATUS_OK && who && !is_printable_line(who))
		status = refuse(o, N_("entry %1: the name of who signs must be one line of text"), err);
	return status == STATUS_OK ? check_findings(o, err) : status;
}

static void set_status(struct opened *o, const char *status, enum opened_lock lock)
{
	free(o->stored.status);
	o->stored.status = mem_dup(status);
	o->lock = lock;
}

enum status opened_sign(struct opened *o, const char *who, struct revision *out, struct err *err)
{
	struct store *s = desk_get_store(o->desk);
	int64_t step;
	enum status status = check_signable(o, who, err);

	*out = (struct revision){ 0 };
	if (status == STATUS_OK)
		status = begin(o, out, err);
	if (status != STATUS_OK)
		return status;
	step = o->stored.step;
	status = freeze(o, out, err);
	if (status == STATUS_OK) {
		out->signed_by = mem_dup(who ? who : store_who(s));
		status = store_sign(s, out, &step, err);
	}
	status = finish(o, status, out, err);
	if (status != STATUS_OK)
		return status;
	o->stored.step = step;
	set_status(o, "signed", OPENED_SIGNED);
	opened_draw_kept(o);
	return STATUS_OK;
}

enum status opened_reopen(struct opened *o, const char *reason, struct err *err)
{
	enum status status = STATUS_OK;

	if (o->lock != OPENED_SIGNED && o->lock != OPENED_FREE)
		status = opened_check_writable(o, err);
	else if (o->lock == OPENED_FREE)
		status = refuse(o, N_("entry %1 is not signed, so there is nothing to reopen"), err);
	else if (!is_printable_line(reason))
		status = refuse(o, N_("entry %1: reopening takes a reason, one line of text"), err);
	if (status == STATUS_OK)
		status = store_reopen(desk_get_store(o->desk), o->id, reason, &o->stored.step, err);
	if (status != STATUS_OK)
		return status;
	set_status(o, "draft", OPENED_FREE);
	/* What cannot be read stays as it was signed. */
	opened_draw(o, NULL, NULL);
	return STATUS_OK;
}

/* --- finding again --- */

enum status desk_find_code(struct desk *d, const char *code, struct revision *out, struct err *err)
{
	char read[CODE_SIZE];

	*out = (struct revision){ 0 };
	switch (code_read(code, read)) {
	case CODE_NONE:
		return err_set(err, STATUS_INPUT,
			N_("“%1” is no check code; it has 13 letters and digits, like 7K3M-9QXT-2WPA-5"), code,
			NULL);
	case CODE_MISTYPED:
		return err_set(err, STATUS_INPUT,
			N_("the check code %1 is mistyped; compare it with the paper, character by character"),
			read, NULL);
	default:
		return store_find_code(desk_get_store(d), read, out, err);
	}
}

/* The version of the form that it was frozen in, whatever the library has by that name now. */
struct form_finder { struct desk *desk; int64_t form_id; };

static enum status find_form(void *context, const char *id, const struct form **out, struct err *err)
{
	const struct form_finder *f = context;

	(void)id;
	return desk_find_form(f->desk, f->form_id, out, err);
}

static enum status read_body(struct desk *d, const struct revision *r, struct entry **out, struct err *err)
{
	struct form_finder finder = { d, r->form_id };
	struct json_entries entries;
	enum status status = json_read(r->code, r->body, strlen(r->body), find_form, &finder, &entries, err);

	if (status == STATUS_OK && entries.count == 1) {
		*out = entries.items[0];
		entries.count = 0;
	} else if (status == STATUS_OK) {
		status = err_set(err, STATUS_REFUSED, N_("%1: damaged; `ziping check-store` says what is wrong"),
			store_path(desk_get_store(d)), NULL);
	}
	json_entries_clear(&entries);
	return status;
}

/* Takes the entry. */
static struct opened *open_frozen(struct desk *d, int64_t id, struct entry *e, int64_t step, int64_t at)
{
	struct opened *o = mem_alloc(sizeof *o);

	*o = (struct opened){ .desk = d, .lock = OPENED_FROZEN, .id = id, .form = entry_get_form(e), .entry = e,
		.sheet = sheet_new(e), .undo_loaded = true };
	o->stored = (struct stored){ .id = id, .changed = at, .step = step, .year = entry_get_year(e),
		.form = mem_dup(o->form->id) };
	return o;
}

enum status desk_open_revision(struct desk *d, int64_t entry, int number, struct opened **out,
	struct err *err)
{
	struct revision r = { 0 };
	struct entry *e = NULL;
	struct opened *o;
	enum status status = store_get_revision(desk_get_store(d), entry, number, &r, err);

	if (status == STATUS_OK)
		status = read_body(d, &r, &e, err);
	if (status == STATUS_OK) {
		*out = o = open_frozen(d, entry, e, r.step, r.at);
		o->stored.form_id = r.form_id;
		o->stored.revision = r.number;
		o->stored.status = mem_dup(r.signed_at ? "signed" : "draft");
		opened_take_drawn(o, r.body);
	}
	revision_clear(&r);
	return status;
}

enum status desk_open_step(struct desk *d, int64_t id, int64_t step, struct opened **out, struct err *err)
{
	struct entry *e = NULL;
	enum status status = store_replay(desk_get_store(d), id, 0, step, desk_find_form, d, &e, err);

	*out = NULL;
	if (status == STATUS_OK && e) {
		*out = open_frozen(d, id, e, step, 0);
		(*out)->stored.status = mem_dup("draft");
	} else {
		entry_free(e);
	}
	return status;
}
