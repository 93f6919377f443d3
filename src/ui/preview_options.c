/* SPDX-License-Identifier: MIT */
/* The preview's options. */
#include <libintl.h>

#include "ui/popup.h"
#include "ui/preview_internal.h"

#define _(text) gettext(text)

enum field { FIELD_PAPER, FIELD_ENCODING, FIELD_FRAME, FIELD_WIDTHS, FIELD_BLANK, FIELD_SIDES };

static const struct option {
	enum field field;
	int value;
	const char *name;            /* of an encoding; for lp */
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
	{ FIELD_SIDES, 0, NULL, N_("sides: as the printer is set") },
	{ FIELD_SIDES, 0, "sides=one-sided", N_("sides: one") },
	{ FIELD_SIDES, 0, "sides=two-sided-long-edge", N_("sides: two, turned at the long edge") },
	{ FIELD_SIDES, 0, "sides=two-sided-short-edge", N_("sides: two, turned at the short edge") },
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
	case FIELD_SIDES:
		return c->sides == o->name;
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
	case FIELD_SIDES:
		c->sides = o->name;
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
