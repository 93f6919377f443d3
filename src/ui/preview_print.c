/* SPDX-License-Identifier: MIT */
/* The preview's options, and printing from it. */
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "out/file.h"
#include "out/printer.h"
#include "ui/popup.h"
#include "ui/preview_internal.h"

#define _(text) gettext(text)

enum { QUEUE_LIMIT = 127 };

/* --- options --- */

enum field { FIELD_PAPER, FIELD_ENCODING, FIELD_FRAME, FIELD_WIDTHS, FIELD_BLANK };

static const struct option {
	enum field field;
	int value;
	const char *name;            /* of an encoding */
	const char *label;           /* N_() msgid */
} options[] = {
	{ FIELD_PAPER, PAPER_A4, NULL, N_("paper: A4 upright") },
	{ FIELD_PAPER, PAPER_A4_LANDSCAPE, NULL, N_("paper: A4 across") },
	{ FIELD_ENCODING, 0, "utf-8", N_("encoding: UTF-8") },
	{ FIELD_ENCODING, 0, "gb18030", N_("encoding: GB18030, for Chinese line printers") },
	{ FIELD_ENCODING, 0, "gbk", N_("encoding: GBK") },
	{ FIELD_ENCODING, 0, "big5", N_("encoding: Big5") },
	{ FIELD_FRAME, FRAME_BOX, NULL, N_("frames: lines") },
	{ FIELD_FRAME, FRAME_ASCII, NULL, N_("frames: ASCII") },
	{ FIELD_WIDTHS, TEXT_NARROW, NULL, N_("characters such as ≥ and frame lines: one column") },
	{ FIELD_WIDTHS, TEXT_WIDE, NULL, N_("characters such as ≥ and frame lines: two columns") },
	{ FIELD_BLANK, false, NULL, N_("the entry") },
	{ FIELD_BLANK, true, NULL, N_("a blank form, for handwriting") },
};
enum { OPTIONS = sizeof options / sizeof *options };

static bool is_chosen(const struct page_choice *c, const struct option *o)
{
	switch (o->field) {
	case FIELD_PAPER:
		return (int)c->text.paper == o->value;
	case FIELD_ENCODING:
		return c->text.charset == charset_find(o->name);
	case FIELD_FRAME:
		return (int)c->text.frame == o->value;
	case FIELD_WIDTHS:
		return (int)c->text.ambiguous == o->value;
	default:
		return c->blank == o->value;
	}
}

static void choose_option(void *context, size_t chosen)
{
	struct preview *p = context;
	struct page_choice *c = app_pages(p->base.app);
	const struct option *o = &options[chosen];

	switch (o->field) {
	case FIELD_PAPER:
		c->text.paper = (enum paper)o->value;
		break;
	case FIELD_ENCODING:
		c->text.charset = charset_find(o->name);
		break;
	case FIELD_FRAME:
		c->text.frame = (enum frame)o->value;
		break;
	case FIELD_WIDTHS:
		c->text.ambiguous = (enum text_widths)o->value;
		break;
	default:
		c->blank = o->value;
	}
	preview_make(p);
}

void preview_choose(struct preview *p)
{
	const struct page_choice *choice = app_pages(p->base.app);
	struct str lines[OPTIONS] = { 0 };
	const char *texts[OPTIONS];

	for (size_t i = 0; i < OPTIONS; i++) {
		str_addf(&lines[i], "%s %s", is_chosen(choice, &options[i]) ? "*" : " ", _(options[i].label));
		texts[i] = lines[i].data;
	}
	choice_open(p->base.app, _("Options of the print"), texts, OPTIONS, 0, choose_option, p);
	for (size_t i = 0; i < OPTIONS; i++)
		str_clear(&lines[i]);
}

/* --- printing --- */

enum { TO_QUEUE, TO_OTHER_QUEUE, TO_FILE, DESTINATIONS };

static void add_title(const struct preview *p, const struct edition *e, struct str *out)
{
	struct summary summary;

	sheet_summarise(p->o->sheet, &summary);
	str_addf(out, "%s %d", *summary.project ? summary.project : *summary.unit ? summary.unit : p->o->form->name,
		entry_get_year(p->o->entry));
	if (e->revision.number)
		str_addf(out, " 第%d稿 %s", e->revision.number, e->revision.code);
	summary_clear(&summary);
}

static enum status write_file(const char *path, const struct str *bytes, struct err *err)
{
	struct file_writer *file;
	enum status status = file_writer_new(path, &file, err);

	if (status != STATUS_OK)
		return status;
	status = file_writer_add(file, str_text(bytes), bytes->len, err);
	if (status == STATUS_OK)
		return file_writer_finish(file, err);
	file_writer_abandon(file);
	return status;
}

static enum status send(struct preview *p, const struct edition *e, const struct str *bytes, struct str *said,
	struct err *err)
{
	const struct page_choice *choice = app_pages(p->base.app);
	struct print_job job = { .queue = choice->queue, .options = text_print_options(&choice->text) };
	struct str title = { 0 };
	enum status status;

	if (p->printed_to == TO_FILE) {
		str_add(said, p->file);
		return write_file(p->file, bytes, err);
	}
	add_title(p, e, &title);
	job.title = str_text(&title);
	status = printer_print(&job, str_text(bytes), bytes->len, said, err);
	str_clear(&title);
	return status;
}

static enum status make_bytes(struct preview *p, const struct edition *e, struct str *bytes, struct err *err)
{
	struct text_options o = app_pages(p->base.app)->text;
	struct text_writer *w;
	enum status status;

	o.replace = true;
	status = text_writer_new(&o, &w, err);
	if (status != STATUS_OK)
		return status;
	status = append_text(p->o, w, &e->furniture, bytes, err);
	text_writer_free(w);
	return status;
}

static void say_done(struct preview *p, const struct edition *e, const struct str *said)
{
	char number[16];

	snprintf(number, sizeof number, "%d", e->revision.number);
	if (e->revision.number)
		app_sayf(p->base.app, ROLE_MESSAGE, _("Revision %1, check code %2: %3"), number, e->revision.code,
			str_text(said), NULL);
	else
		app_sayf(p->base.app, ROLE_MESSAGE, _("Blank form: %1"), str_text(said), NULL);
}

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

/* Freezes and hands over. */
static void deliver(void *context)
{
	struct preview *p = context;
	struct edition e = { 0 };
	struct str bytes = { 0 }, said = { 0 };
	struct err err = { 0 };
	enum status status = STATUS_OK;

	if (app_pages(p->base.app)->blank)
		edition_blank(&e);
	else
		status = edition_freeze(p->o, translate, &e, &err);
	if (status == STATUS_OK)
		status = make_bytes(p, &e, &bytes, &err);
	if (status == STATUS_OK)
		status = send(p, &e, &bytes, &said, &err);
	preview_make(p);
	if (status == STATUS_OK)
		say_done(p, &e, &said);
	else
		app_say_error(p->base.app, &err);
	edition_clear(&e);
	str_clear(&bytes);
	str_clear(&said);
	err_clear(&err);
}

static void check_losses(void *context)
{
	struct preview *p = context;
	size_t lost = text_losses_total(&p->losses);
	struct str question = { 0 };

	if (!lost) {
		deliver(p);
		return;
	}
	str_addf(&question, _("%zu characters cannot be written in this encoding and become “?” (F3 lists them). "
		"Print all the same?"), lost);
	confirm_open(p->base.app, str_text(&question), _("print"), deliver, p);
	str_clear(&question);
}

static void queue_named(void *context, const char *text)
{
	struct preview *p = context;
	struct page_choice *choice = app_pages(p->base.app);

	free(choice->queue);
	choice->queue = mem_dup(text);
	check_losses(p);
}

static void file_named(void *context, const char *path)
{
	struct preview *p = context;

	free(p->file);
	p->file = mem_dup(path);
	if (access(p->file, F_OK) == 0)
		confirm_open(p->base.app, _("There is a file of that name. Replace it?"), _("replace"),
			check_losses, p);
	else
		check_losses(p);
}

static void destination_chosen(void *context, size_t chosen)
{
	struct preview *p = context;
	const struct page_choice *choice = app_pages(p->base.app);
	char name[48];

	p->printed_to = chosen;
	snprintf(name, sizeof name, "ziping-%lld.txt", (long long)p->o->id);
	if (chosen == TO_QUEUE)
		check_losses(p);
	else if (chosen == TO_OTHER_QUEUE)
		prompt_open(p->base.app, _("Print queue; empty: the default one"), choice->queue ? choice->queue : "",
			QUEUE_LIMIT, queue_named, p);
	else
		prompt_open_path(p->base.app, _("File to write"), p->file ? p->file : name, file_named, p);
}

void preview_print(struct preview *p)
{
	const struct page_choice *choice = app_pages(p->base.app);
	const char *lines[DESTINATIONS] = {
		[TO_OTHER_QUEUE] = _("Print on another queue"), [TO_FILE] = _("Write a file"),
	};
	struct str queue = { 0 };

	if (p->failure) {
		app_say(p->base.app, ROLE_ERROR, p->failure);
		return;
	}
	str_addf(&queue, "%s%s", _("Print on "), choice->queue && *choice->queue ? choice->queue : _("the default queue"));
	lines[TO_QUEUE] = queue.data;
	choice_open(p->base.app, _("Print"), lines, DESTINATIONS, TO_QUEUE, destination_chosen, p);
	str_clear(&queue);
}
