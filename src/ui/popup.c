/* SPDX-License-Identifier: MIT */
#include "ui/popup.h"

#include <libintl.h>
#include <string.h>

#define _(text) gettext(text)

/* --- place and frame --- */

struct rect popup_place(int columns, int rows, int width, int height)
{
	struct rect r;

	r.width = width < columns - 2 ? width : columns - 2;
	r.height = height < rows - 2 ? height : rows - 2;
	/* A frame whose lines take two columns ends in its last one. */
	r.width &= ~1;
	r.x = (columns - r.width) / 2;
	r.y = (rows - r.height) / 2;
	return r;
}

/* One line of the frame, from its left corner to its right one. */
static void put_rule(struct grid *g, enum frame frame, struct rect r, int y, bool up, bool down)
{
	const char *left = grid_frame_glyph(frame, false, true, up, down);
	const char *right = grid_frame_glyph(frame, true, false, up, down);
	const char *line = grid_frame_glyph(frame, true, true, false, false);
	int width = grid_frame_width(frame, grid_widths(g));

	grid_put(g, r, r.x, y, left, strlen(left), ROLE_POPUP);
	for (int x = r.x + width; x < r.x + r.width - width; x += width)
		grid_put(g, r, x, y, line, strlen(line), ROLE_POPUP);
	grid_put(g, r, r.x + r.width - width, y, right, strlen(right), ROLE_POPUP);
}

struct rect popup_frame(struct screen *s, struct grid *g, const char *title)
{
	enum frame frame = app_frame(s->app);
	struct rect r = s->area;
	int width = grid_frame_width(frame, grid_widths(g));
	const char *side = grid_frame_glyph(frame, false, false, true, true);
	struct str cut = { 0 };

	grid_fill(g, r, ROLE_POPUP);
	put_rule(g, frame, r, r.y, false, true);
	put_rule(g, frame, r, r.y + r.height - 1, true, false);
	grid_put_down(g, r, r.x, r.y + 1, r.height - 2, side, ROLE_POPUP);
	grid_put_down(g, r, r.x + r.width - width, r.y + 1, r.height - 2, side, ROLE_POPUP);
	if (*title) {
		str_add_char(&cut, ' ');
		text_add_cut(&cut, grid_widths(g), title, r.width - 2 * width - 6, false);
		str_add_char(&cut, ' ');
		grid_put(g, r, r.x + 2 * width, r.y, cut.data, cut.len, ROLE_POPUP_TITLE);
	}
	str_clear(&cut);
	return (struct rect){ r.x + width + 1, r.y + 1, r.width - 2 * width - 2, r.height - 2 };
}

/* --- filter --- */

enum { FILTER_BYTES_MAX = 100 };

bool popup_type_filter(struct str *filter, const struct event *e)
{
	size_t last;

	if (e->kind == EVENT_TEXT || e->kind == EVENT_PASTE) {
		if (filter->len + e->len > FILTER_BYTES_MAX)
			return false;
		text_add_visible(filter, e->text, e->len);
		return true;
	}
	if (e->kind != EVENT_KEY || !filter->len)
		return false;
	if (e->command == COMMAND_KILL_START) {
		str_reset(filter);
		return true;
	}
	if (e->command != COMMAND_BACKSPACE)
		return false;
	last = (size_t)(text_prev(filter->data + filter->len, filter->data) - filter->data);
	str_remove(filter, last, filter->len - last);
	return true;
}

/* GB18030 is found by gb. */
static void add_plain(const char *text, struct str *out)
{
	text_add_folded(out, text, strlen(text));
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] = (char)(out->data[i] - 'A' + 'a');
}

bool popup_keeps(const struct str *filter, const char *line)
{
	struct str sought = { 0 }, text = { 0 };
	bool keeps;

	add_plain(str_text(filter), &sought);
	add_plain(line, &text);
	keeps = strstr(str_text(&text), str_text(&sought)) != NULL;
	str_clear(&sought);
	str_clear(&text);
	return keeps;
}

void popup_add_title(const char *title, const struct str *filter, struct str *out)
{
	str_addf(out, "%s%s%s", title, filter->len ? "  " : "", str_text(filter));
}

/* --- help --- */

void help_open(struct app *app)
{
	struct screen *s = app_front(app);
	struct str text = { 0 };

	if (s->class->help) {
		s->class->help(s, &text);
		str_add(&text, "\n\n");
	}
	str_addf(&text, "%s\n", _("Keys"));
	key_add_help(s->class->context(s), &text);
	viewer_open(app, _("Help"), str_text(&text));
	str_clear(&text);
}

/* --- menu --- */

enum { MENU_MAX = 64, GROUP_WIDTH = 12, LABEL_WIDTH = 22 };

/* The rows of the menu in their order: groups as they first appear in the table. */
static size_t list_menu(unsigned context, const struct key_command *out[MENU_MAX])
{
	size_t count, found = 0;
	const struct key_command *all = key_commands(&count);

	for (size_t i = 0; i < count; i++) {
		size_t at = found;

		if (!(all[i].contexts & context) || !all[i].menu || found == MENU_MAX)
			continue;
		for (size_t j = 0; j < found; j++)
			if (!strcmp(out[j]->menu, all[i].menu))
				at = j + 1;
		memmove(out + at + 1, out + at, (found - at) * sizeof *out);
		out[at] = &all[i];
		found++;
	}
	return found;
}

static void run_menu(void *context, size_t chosen)
{
	const struct key_command *rows[MENU_MAX + 1];
	struct app *app = context;
	struct screen *s = app_front(app);

	list_menu(s->class->context(s), rows);
	app_command(app, rows[chosen]->id);
}

static void add_menu_line(const struct key_command *c, bool first, enum text_widths widths,
	struct str *out)
{
	text_add_cut(out, widths, first ? _(c->menu) : "", GROUP_WIDTH, true);
	text_add_cut(out, widths, _(c->label), LABEL_WIDTH, true);
	if (c->keys[0])
		key_add_name(c->keys[0], out);
}

void menu_open(struct app *app)
{
	const struct key_command *rows[MENU_MAX + 1];
	const char *lines[MENU_MAX];
	struct str text[MENU_MAX] = { { 0 } };
	struct screen *s = app_front(app);
	size_t count = list_menu(s->class->context(s), rows);

	for (size_t i = 0; i < count; i++) {
		bool first = i == 0 || strcmp(rows[i]->menu, rows[i - 1]->menu) != 0;

		add_menu_line(rows[i], first, app_widths(app), &text[i]);
		lines[i] = str_text(&text[i]);
	}
	choice_open(app, _("Menu"), lines, count, 0, run_menu, app);
	for (size_t i = 0; i < count; i++)
		str_clear(&text[i]);
}
