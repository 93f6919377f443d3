/* SPDX-License-Identifier: MIT */
#include "ui/preview.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/popup.h"
#include "ui/preview_internal.h"

#define _(text) gettext(text)

enum { HEAD = 2, SIDE_STEP = 8 };

static struct preview *self(struct screen *s)
{
	return (struct preview *)s;
}

static const struct preview *self_const(const struct screen *s)
{
	return (const struct preview *)s;
}

static const struct page_choice *choice_of(const struct preview *p)
{
	return app_pages(p->base.app);
}

static const char *translate(const char *msgid)
{
	return gettext(msgid);
}

/* --- making the pages --- */

static void forget(struct preview *p)
{
	edition_clear(&p->edition);
	free(p->losses.items);
	p->losses = (struct text_losses){ 0 };
	free(p->failure);
	p->failure = NULL;
	str_reset(&p->text);
	p->lines.count = 0;
}

static void add_line(struct preview *p, size_t start, size_t len)
{
	p->lines.items = mem_grow(p->lines.items, &p->lines.cap, p->lines.count + 1, sizeof *p->lines.items);
	p->lines.items[p->lines.count++] = (struct text_line){ .start = start, .len = len };
}

static void divide(struct preview *p)
{
	const char *start = str_text(&p->text), *at = start, *end;

	for (; (end = strchr(at, '\n')); at = end + 1) {
		at += *at == '\f';
		add_line(p, (size_t)(at - start), (size_t)(end - at));
	}
}

static enum status render(struct preview *p, struct text_writer *w, struct err *err)
{
	const struct page_choice *choice = choice_of(p);
	struct str bytes = { 0 };
	enum status status = STATUS_OK;

	if (choice->blank)
		edition_blank(p->o, &p->edition);
	else
		status = edition_preview(p->o, translate, &p->edition, err);
	if (status != STATUS_OK)
		return status;
	status = append_losses(p->o, w, &p->edition.furniture, &p->losses, err);
	if (status == STATUS_OK)
		status = append_text(p->o, w, &p->edition.furniture, &bytes, err);
	p->shape = text_writer_shape(w);
	if (status == STATUS_OK)
		status = charset_to_utf8(choice->text.charset->iconv_name, str_text(&bytes), bytes.len, &p->text,
			err);
	str_clear(&bytes);
	return status;
}

void preview_make(struct preview *p)
{
	struct text_options options = choice_of(p)->text;
	struct text_writer *w = NULL;
	struct str sentence = { 0 };
	struct err err = { 0 };
	enum status status;

	forget(p);
	options.replace = true;
	status = text_writer_new(&options, &w, &err);
	if (status == STATUS_OK)
		status = render(p, w, &err);
	if (status == STATUS_OK) {
		divide(p);
	} else {
		err_format(&err, translate, &sentence);
		p->failure = str_take(&sentence);
	}
	text_writer_free(w);
	err_clear(&err);
	p->page = p->top = 0;
	p->base.dirty = true;
}

/* --- moving --- */

static int page_count(const struct preview *p)
{
	return p->shape.lines && !p->failure ? (int)p->lines.count / p->shape.lines : 0;
}

static int window_height(const struct preview *p)
{
	return p->base.area.height - HEAD;
}

static int last_top(const struct preview *p)
{
	int rest = p->shape.lines - window_height(p);

	return rest > 0 ? rest : 0;
}

static void go_to(struct preview *p, int page, int top)
{
	if (page < 0 || page >= page_count(p))
		return;
	p->page = page;
	p->top = top < 0 ? 0 : top > last_top(p) ? last_top(p) : top;
}

/* Beyond a page's end the next one begins. */
static void scroll(struct preview *p, int lines)
{
	if (lines > 0 && p->top == last_top(p))
		go_to(p, p->page + 1, 0);
	else if (lines < 0 && p->top == 0)
		go_to(p, p->page - 1, last_top(p));
	else
		go_to(p, p->page, p->top + lines);
}

static void scroll_side(struct preview *p, int columns)
{
	int most = p->shape.columns - p->base.area.width;

	p->left += columns;
	p->left = p->left > most ? most : p->left;
	p->left = p->left < 0 ? 0 : p->left;
}

static void move_up(struct preview *p) { scroll(p, -1); }
static void move_down(struct preview *p) { scroll(p, 1); }
static void screen_up(struct preview *p) { scroll(p, 1 - window_height(p)); }
static void screen_down(struct preview *p) { scroll(p, window_height(p) - 1); }
static void move_left(struct preview *p) { scroll_side(p, -SIDE_STEP); }
static void move_right(struct preview *p) { scroll_side(p, SIDE_STEP); }
static void next_page(struct preview *p) { go_to(p, p->page + 1, 0); }
static void previous_page(struct preview *p) { go_to(p, p->page - 1, 0); }
static void first_page(struct preview *p) { go_to(p, 0, 0); }
static void last_page(struct preview *p) { go_to(p, page_count(p) - 1, 0); }

/* --- what the encoding cannot hold --- */

static void show_losses(struct preview *p)
{
	struct str text = { 0 };
	size_t i = 0;

	if (!p->losses.count) {
		app_say(p->base.app, ROLE_MESSAGE, _("The encoding can hold everything."));
		return;
	}
	while (i < p->losses.count) {
		if (p->losses.items[i].at.cell < 0)
			str_add(&text, _("labels of the form"));
		else if (p->edition.furniture.blank)
			str_add(&text, p->o->form->cells[p->losses.items[i].at.cell].label);
		else
			entry_add_label(p->o->entry, p->losses.items[i].at, &text);
		str_add(&text, _(": "));
		i = text_losses_add_cell(&p->losses, i, &text);
		str_add_char(&text, '\n');
	}
	viewer_open(p->base.app, _("What the encoding cannot hold"), str_text(&text));
	str_clear(&text);
}

/* --- what is said above the page --- */

static void add_state(const struct preview *p, struct str *out)
{
	const struct furniture *f = &p->edition.furniture;
	int errors = f->blank ? 0 : opened_unexplained(p->o, NULL);

	if (f->blank) {
		str_add(out, _("blank form, nothing is frozen"));
		return;
	}
	str_addf(out, _("revision %d"), f->revision);
	str_addf(out, "%s%s", _(", "), f->is_signed ? _("signed") : f->draft ? _("draft") : _("no error stands"));
	if (errors)
		str_addf(out, _(" (errors: %d)"), errors);
	str_addf(out, "%s%s", _(", "), p->edition.revision.code ? p->edition.revision.code
		: _("the check code is made when it is printed"));
}

/* What is wrong comes first: the line may be cut. */
static void add_fit(const struct preview *p, struct str *out)
{
	const char *encoding = choice_of(p)->text.charset->name;
	size_t lost = text_losses_total(&p->losses);

	if (p->failure) {
		str_add(out, p->failure);
		return;
	}
	if (lost) {
		str_addf(out, _("%s cannot hold %zu characters (F3)"), encoding, lost);
		str_add(out, _("; "));
	}
	str_addf(out, _("%d pages; the table takes %d of %d columns"), page_count(p), p->shape.width,
		p->shape.columns);
	if (!lost) {
		str_add(out, _("; "));
		str_addf(out, _("%s holds everything"), encoding);
	}
}

static void paint_head_line(struct preview *p, struct grid *g, int y, const struct str *text, enum role role)
{
	struct rect line = { p->base.area.x, p->base.area.y + y, p->base.area.width, 1 };
	struct str cut = { 0 };

	grid_fill(g, line, role);
	text_add_cut(&cut, grid_widths(g), str_text(text), line.width - 2, false);
	grid_put(g, line, line.x + 1, line.y, str_text(&cut), cut.len, role);
	str_clear(&cut);
}

static void paint_head(struct preview *p, struct grid *g)
{
	struct str state = { 0 }, fit = { 0 };

	add_state(p, &state);
	add_fit(p, &fit);
	paint_head_line(p, g, 0, &state, ROLE_LIST_HEAD);
	paint_head_line(p, g, 1, &fit, p->failure ? ROLE_ERROR : p->losses.count ? ROLE_WARNING : ROLE_LIST_HEAD);
	str_clear(&state);
	str_clear(&fit);
}

/* --- the page --- */

/* A terminal that gives a frame glyph another width than the paper: narrower ones are filled up, wider ones become
 * ASCII. */
static const struct { const char *glyph, *ascii; bool goes_on; } frame_glyphs[] = {
	{ "─", "-", true }, { "│", "|", false }, { "┌", "+", true }, { "┐", "+", false }, { "└", "+", true },
	{ "┘", "+", false }, { "├", "+", true }, { "┤", "+", false }, { "┬", "+", true }, { "┴", "+", true },
	{ "┼", "+", true },
};

static int find_frame_glyph(const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof frame_glyphs / sizeof *frame_glyphs; i++)
		if (strlen(frame_glyphs[i].glyph) == len && !memcmp(frame_glyphs[i].glyph, s, len))
			return (int)i;
	return -1;
}

struct pen {
	struct grid *g;
	struct rect clip;
	int x, y;                    /* of the line's first column; x may be left of the clip */
	int column, seen;            /* on paper, and on the screen */
};

static void put_glyph(struct pen *pen, enum text_widths paper, const char *s, size_t len)
{
	int wide = text_width(paper, s, len), seen = text_width(grid_widths(pen->g), s, len);
	int frame = wide != seen ? find_frame_glyph(s, len) : -1;
	int at = pen->seen > pen->column ? pen->seen : pen->column;

	if (frame >= 0 && seen > wide) {
		s = frame_glyphs[frame].ascii;
		len = 1;
		seen = 1;
	}
	grid_put(pen->g, pen->clip, pen->x + at, pen->y, s, len, ROLE_PLAIN);
	if (frame >= 0 && seen < wide && frame_glyphs[frame].goes_on)
		grid_put(pen->g, pen->clip, pen->x + at + seen, pen->y, "─", strlen("─"), ROLE_PLAIN);
	pen->column += wide;
	pen->seen = at + seen;
}

static void paint_line(struct preview *p, struct pen pen, const struct text_line *line)
{
	enum text_widths paper = choice_of(p)->text.ambiguous;
	const char *s = p->text.data + line->start, *end = s + line->len, *next;

	if (text_char_width(paper, 0x2500) == text_char_width(grid_widths(pen.g), 0x2500)) {
		grid_put(pen.g, pen.clip, pen.x, pen.y, s, line->len, ROLE_PLAIN);
		return;
	}
	for (; s < end; s = next) {
		next = text_next(s, end);
		put_glyph(&pen, paper, s, (size_t)(next - s));
	}
}

static void paint(struct screen *s, struct grid *g, bool all)
{
	struct preview *p = self(s);
	struct rect body = { s->area.x, s->area.y + HEAD, s->area.width, window_height(p) };
	int spare = body.width - p->shape.columns;
	struct pen pen = { .g = g, .clip = body, .x = body.x - p->left + (spare > 0 ? spare / 2 : 0), .y = body.y };

	(void)all;
	paint_head(p, g);
	grid_fill(g, body, ROLE_PLAIN);
	for (int y = 0; y < body.height && p->top + y < p->shape.lines && page_count(p); y++, pen.y++)
		paint_line(p, pen, &p->lines.items[p->page * p->shape.lines + p->top + y]);
}

/* --- what the app asks --- */

static void resize(struct screen *s)
{
	struct preview *p = self(s);

	go_to(p, p->page, p->top);
	scroll_side(p, 0);
}

static void close_preview(struct preview *p)
{
	app_close(p->base.app, &p->base);
}

static const struct { enum command_id id; void (*run)(struct preview *p); } commands[] = {
	{ COMMAND_UP, move_up }, { COMMAND_DOWN, move_down }, { COMMAND_PAGE_UP, screen_up },
	{ COMMAND_PAGE_DOWN, screen_down }, { COMMAND_LEFT, move_left }, { COMMAND_RIGHT, move_right },
	{ COMMAND_NEXT, next_page }, { COMMAND_PREVIOUS, previous_page }, { COMMAND_FIRST, first_page },
	{ COMMAND_LAST, last_page }, { COMMAND_FINDINGS, show_losses }, { COMMAND_CHOOSE, preview_choose },
	{ COMMAND_PRINT, preview_print }, { COMMAND_PREVIEW, close_preview },
};

static bool handle_event(struct screen *s, const struct event *e)
{
	struct preview *p = self(s);

	s->dirty = true;
	if (e->kind == EVENT_WHEEL)
		scroll(p, e->by);
	if (e->kind != EVENT_KEY)
		return true;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (commands[i].id == e->command) {
			commands[i].run(p);
			return true;
		}
	return false;
}

static unsigned context(const struct screen *s)
{
	(void)s;
	return CONTEXT_PREVIEW;
}

static void title(const struct screen *s, struct str *out)
{
	const struct preview *p = self_const(s);
	struct summary summary;

	sheet_summarise(p->o->sheet, &summary);
	str_addf(out, "%s  %s  %d  %s", _("Print preview"), p->o->form->name, entry_get_year(p->o->entry),
		*summary.project ? summary.project : summary.unit);
	summary_clear(&summary);
}

static void status(const struct screen *s, struct str *left, struct str *right)
{
	const struct preview *p = self_const(s);
	int end = p->top + window_height(p);

	if (page_count(p))
		str_addf(left, _("page %d of %d, lines %d to %d"), p->page + 1, page_count(p), p->top + 1,
			end < p->shape.lines ? end : p->shape.lines);
	str_addf(right, "%s%s%s", choice_of(p)->text.paper == PAPER_A4 ? _("A4 upright") : _("A4 across"),
		_(", "), p->shape.frame == FRAME_BOX ? _("frames of lines") : _("frames of ASCII"));
}

static void free_screen(struct screen *s)
{
	struct preview *p = self(s);

	forget(p);
	str_clear(&p->text);
	text_lines_clear(&p->lines);
	free(p->file);
	if (p->owned)
		opened_free(p->o);
	free(p);
}

static struct preview *open_on(struct app *app, struct opened *o, bool owned)
{
	static const struct screen_class class = {
		.free = free_screen, .resize = resize, .paint = paint, .event = handle_event,
		.context = context, .title = title, .status = status,
	};
	struct preview *p = mem_alloc(sizeof *p);

	p->base = screen_init(app, &class);
	p->o = o;
	p->owned = owned;
	preview_make(p);
	app_push(app, &p->base);
	return p;
}

void preview_open(struct app *app, struct opened *o, bool print)
{
	struct preview *p = open_on(app, o, false);

	if (print)
		preview_print(p);
}

void preview_open_entry(struct app *app, int64_t id)
{
	struct opened *o = NULL;
	struct err err = { 0 };

	if (desk_open_entry(app_desk(app), id, &o, &err) == STATUS_OK)
		open_on(app, o, true);
	else
		app_say_error(app, &err);
	err_clear(&err);
}
