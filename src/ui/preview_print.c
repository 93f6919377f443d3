/* SPDX-License-Identifier: MIT */
/* Printing from the preview, and writing files. */
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "out/file.h"
#include "out/office.h"
#include "out/printer.h"
#include "out/program.h"
#include "ui/popup.h"
#include "ui/preview_internal.h"

#define _(text) gettext(text)

enum { QUEUE_LIMIT = 127, COPIES_LIMIT = 3, LP_WORDS_MAX = 8 };

/* Where it goes; and what is said before. */
enum { TO_QUEUE, TO_OTHER_QUEUE, TO_FILE, TO_PDF, TO_XLSX, TO_COPIES, DESTINATIONS };

static const struct destination {
	const char *label;           /* N_() msgid */
	const char *ending;          /* of the file; NULL: none */
	const char *format;          /* that the office program writes; NULL: lines of text */
} destinations[DESTINATIONS] = {
	[TO_QUEUE] = { N_("Print on "), NULL, NULL },
	[TO_OTHER_QUEUE] = { N_("Print on another queue"), NULL, NULL },
	[TO_FILE] = { N_("Write a file"), "txt", NULL },
	[TO_PDF] = { N_("Write a PDF file"), "pdf", "pdf" },
	[TO_XLSX] = { N_("Write a workbook"), "xlsx", "xlsx" },
	[TO_COPIES] = { N_("Copies: %d"), NULL, NULL },
};

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

/* --- what the other program writes --- */

static void add_office_words(const struct preview *p, const struct edition *e, struct program *office)
{
	const struct page_choice *choice = app_pages(p->base.app);
	bool book = p->printed_to == TO_XLSX;
	char id[24], revision[16];

	snprintf(id, sizeof id, "%lld", (long long)p->o->id);
	snprintf(revision, sizeof revision, "%d", e->revision.number);
	program_add_option(office, "--store", store_path(desk_get_store(p->o->desk)));
	program_add_option(office, book ? "export" : "print", id);
	if (e->furniture.blank)
		program_add(office, "--blank");
	else if (!book)
		program_add_option(office, "--revision", revision);
	program_add_option(office, "--format", destinations[p->printed_to].format);
	program_add_option(office, "--paper", choice->text.paper == PAPER_A4_LANDSCAPE ? "a4-landscape" : "a4");
	program_add_option(office, "--output", p->file);
}

/* What it said names itself first, and the entry. */
static enum status refuse_office(const struct program *office, struct err *err)
{
	static const char own[] = "ziping: ";
	const char *said = str_text(&office->said);

	said += strncmp(said, own, sizeof own - 1) ? 0 : sizeof own - 1;
	return err_set(err, STATUS_REFUSED, N_("the file was not written: %1"), *said ? said : "ziping-office", NULL);
}

static enum status run_office(struct preview *p, const struct edition *e, struct str *said, struct err *err)
{
	struct program office = { 0 };
	char *path = office_path();
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC), error;
	enum status status = STATUS_OK;

	program_add(&office, path);
	add_office_words(p, e, &office);
	error = program_run(&office, nothing);
	if (error)
		status = err_set(err, STATUS_REFUSED, N_("%1 cannot be started: %2; install the whole package"), path,
			strerror(error), NULL);
	else if (office.left)
		status = refuse_office(&office, err);
	else
		str_add(said, p->file);
	program_clear(&office);
	close(nothing);
	free(path);
	return status;
}

static enum status send(struct preview *p, const struct edition *e, const struct str *bytes, struct str *said,
	struct err *err)
{
	const struct page_choice *choice = app_pages(p->base.app);
	const char *words[LP_WORDS_MAX + 1] = { NULL }, **word = words;
	struct print_job job = { .queue = choice->queue, .copies = choice->copies, .options = words };
	struct str title = { 0 };
	enum status status;

	if (p->printed_to == TO_FILE) {
		str_add(said, p->file);
		return write_file(p->file, bytes, err);
	}
	if (destinations[p->printed_to].format)
		return run_office(p, e, said, err);
	for (const char *const *own = text_print_options(&choice->text); *own && word + 1 < words + LP_WORDS_MAX; own++)
		*word++ = *own;
	*word = choice->sides;
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

	/* The other program makes its own. */
	if (destinations[p->printed_to].format)
		return STATUS_OK;
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
		app_sayf(p->base.app, ROLE_MESSAGE, e->furniture.blank ? _("Blank form: %1") : _("Written: %1"),
			str_text(said), NULL);
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

	/* A workbook is the entry as it stands. */
	if (app_pages(p->base.app)->blank && p->printed_to != TO_XLSX)
		edition_blank(p->o, &e);
	else if (p->printed_to != TO_XLSX)
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

	if (!lost || destinations[p->printed_to].format) {
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

static void copies_given(void *context, const char *text)
{
	struct preview *p = context;
	char *end;
	long copies = strtol(text, &end, 10);

	if (*end || copies < 1 || copies > PRINT_COPIES_MAX) {
		app_say(p->base.app, ROLE_ERROR, _("Copies are a whole number from 1 to 100."));
		return;
	}
	app_pages(p->base.app)->copies = (int)copies;
	preview_print(p);
}

static void ask_file(struct preview *p)
{
	const char *ending = destinations[p->printed_to].ending, *before = p->file ? strrchr(p->file, '.') : NULL;
	char name[48];

	snprintf(name, sizeof name, "ziping-%lld.%s", (long long)p->o->id, ending);
	prompt_open_path(p->base.app, _("File to write"), before && !strcmp(before + 1, ending) ? p->file : name,
		file_named, p);
}

/* Numbers of what the menu offers, in its order. */
static size_t list_destinations(int *offered)
{
	size_t count = 0;

	for (int i = 0; i < DESTINATIONS; i++)
		if (!destinations[i].format || office_has_format(destinations[i].format))
			offered[count++] = i;
	return count;
}

static void ask_copies(struct preview *p)
{
	char copies[16];

	snprintf(copies, sizeof copies, "%d", app_pages(p->base.app)->copies ? app_pages(p->base.app)->copies : 1);
	prompt_open_short(p->base.app, _("How many copies"), copies, COPIES_LIMIT, copies_given, p);
}

static void destination_chosen(void *context, size_t chosen)
{
	struct preview *p = context;
	const struct page_choice *choice = app_pages(p->base.app);
	int offered[DESTINATIONS];

	list_destinations(offered);
	if (offered[chosen] == TO_COPIES) {
		ask_copies(p);
		return;
	}
	p->printed_to = offered[chosen];
	if (p->printed_to == TO_QUEUE)
		check_losses(p);
	else if (p->printed_to == TO_OTHER_QUEUE)
		prompt_open(p->base.app, _("Print queue; empty: the default one"), choice->queue ? choice->queue : "",
			QUEUE_LIMIT, queue_named, p);
	else
		ask_file(p);
}

static void add_label(const struct preview *p, int destination, struct str *out)
{
	const struct page_choice *choice = app_pages(p->base.app);
	const char *label = _(destinations[destination].label);

	if (destination == TO_QUEUE)
		str_addf(out, "%s%s", label, choice->queue && *choice->queue ? choice->queue : _("the default queue"));
	else if (destination == TO_COPIES)
		str_addf(out, label, choice->copies ? choice->copies : 1);
	else
		str_add(out, label);
}

void preview_print(struct preview *p)
{
	struct str lines[DESTINATIONS] = { 0 };
	const char *texts[DESTINATIONS];
	int offered[DESTINATIONS];
	size_t count = list_destinations(offered);

	if (p->failure) {
		app_say(p->base.app, ROLE_ERROR, p->failure);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		add_label(p, offered[i], &lines[i]);
		texts[i] = str_text(&lines[i]);
	}
	choice_open(p->base.app, _("Print"), texts, count, 0, destination_chosen, p);
	for (size_t i = 0; i < count; i++)
		str_clear(&lines[i]);
}
