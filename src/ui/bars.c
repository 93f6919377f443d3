/* SPDX-License-Identifier: MIT */
#include "ui/bars.h"

#include <libintl.h>
#include <string.h>

void bars_clear(struct bars *b)
{
	str_clear(&b->title);
	str_clear(&b->left);
	str_clear(&b->right);
	str_clear(&b->message);
	for (int i = 0; i < 3; i++)
		str_clear(&b->scratch[i]);
}

void bars_say(struct bars *b, enum role role, const char *text)
{
	str_reset(&b->message);
	str_add(&b->message, text);
	b->role = role;
	b->message_dirty = true;
}

static struct rect line_at(const struct grid *g, int y)
{
	return (struct rect){ 0, y, grid_columns(g), 1 };
}

/* `right` keeps its room; `left` is cut. */
static void paint_line(struct grid *g, int y, const char *left, const char *right, enum role role)
{
	struct rect line = line_at(g, y);
	int width = right ? text_width(grid_widths(g), right, strlen(right)) : 0;
	struct str cut = { 0 };

	grid_fill(g, line, role);
	if (width) {
		grid_put(g, line, line.width - width - 1, y, right, strlen(right), role);
		width += 2;
	}
	text_add_cut(&cut, grid_widths(g), left, line.width - width - 2, false);
	grid_put(g, line, 1, y, str_text(&cut), cut.len, role);
	str_clear(&cut);
}

/* True if the text differs from the painted one, which becomes it. */
static bool take(struct str *painted, struct str *now)
{
	struct str old = *painted;

	if (old.len == now->len && !memcmp(str_text(&old), str_text(now), old.len))
		return false;
	*painted = *now;
	*now = old;
	return true;
}

static bool paint_title(struct bars *b, struct grid *g, const struct screen *s, bool all)
{
	struct str *now = &b->scratch[0];

	str_reset(now);
	if (s->class->title)
		s->class->title(s, now);
	if (!take(&b->title, now) && !all)
		return false;
	paint_line(g, 0, str_text(&b->title), NULL, ROLE_STATUS_STRONG);
	return true;
}

static bool paint_status(struct bars *b, struct grid *g, const struct screen *s, bool all)
{
	struct str *left = &b->scratch[1], *right = &b->scratch[2];
	bool changed;

	str_reset(left);
	str_reset(right);
	if (s->class->status)
		s->class->status(s, left, right);
	changed = take(&b->left, left);
	changed |= take(&b->right, right);
	if (!changed && !all)
		return false;
	paint_line(g, grid_rows(g) - 2, str_text(&b->left), str_text(&b->right), ROLE_STATUS);
	return true;
}

/* One key and its label; returns where the next begins, or 0 if there is no room. */
static int paint_key(struct grid *g, int x, int y, const struct key_command *c)
{
	struct rect line = line_at(g, y);
	const char *label = gettext(c->label);
	struct str key = { 0 };
	int width;

	key_add_name(c->keys[0], &key);
	width = (int)key.len + 1 + text_width(grid_widths(g), label, strlen(label));
	if (x + width >= line.width) {
		str_clear(&key);
		return 0;
	}
	grid_put(g, line, x, y, key.data, key.len, ROLE_KEY);
	grid_put(g, line, x + (int)key.len + 1, y, label, strlen(label), ROLE_PLAIN);
	str_clear(&key);
	return x + width + 2;
}

static void paint_keys(struct grid *g, int y, unsigned context)
{
	size_t count;
	const struct key_command *commands = key_commands(&count);
	int x = 1;

	grid_fill(g, line_at(g, y), ROLE_PLAIN);
	for (size_t i = 0; i < count && x; i++)
		if ((commands[i].contexts & context) && commands[i].label && commands[i].keys[0])
			x = paint_key(g, x, y, &commands[i]);
}

static bool paint_message(struct bars *b, struct grid *g, unsigned context, bool all)
{
	int y = grid_rows(g) - 1;

	if (!all && !b->message_dirty && (b->message.len || context == b->context))
		return false;
	b->message_dirty = false;
	b->context = context;
	if (b->message.len)
		paint_line(g, y, b->message.data, NULL, b->role);
	else
		paint_keys(g, y, context);
	return true;
}

bool bars_paint(struct bars *b, struct grid *g, const struct screen *full, unsigned context,
	bool all)
{
	bool painted = paint_title(b, g, full, all);

	painted |= paint_status(b, g, full, all);
	painted |= paint_message(b, g, context, all);
	return painted;
}
