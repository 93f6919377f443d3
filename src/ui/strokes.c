/* SPDX-License-Identifier: MIT */
#include "ui/strokes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { STEPS_MAX = 1000 };

static void forget_from(struct strokes *c, size_t from)
{
	while (c->count > from)
		str_clear(&c->items[--c->count].text);
}

void strokes_clear(struct strokes *c)
{
	forget_from(c, 0);
	free(c->items);
	*c = (struct strokes){ 0 };
}

void strokes_close(struct strokes *c)
{
	c->closed = true;
}

/* True if the last step takes it in: typed behind it; taken out before or behind it. */
static bool joins(struct stroke *last, size_t at, bool typed, const char *s, size_t len)
{
	if (last->typed != typed)
		return false;
	if (typed ? at == last->at + last->text.len : at == last->at) {
		str_add_len(&last->text, s, len);
		return true;
	}
	if (typed || at + len != last->at)
		return false;
	str_insert(&last->text, 0, s, len);
	last->at = at;
	return true;
}

void strokes_add(struct strokes *c, size_t at, bool typed, const char *s, size_t len)
{
	struct stroke new = { .at = at, .typed = typed };

	if (c->count == c->done && c->count && !c->closed && joins(&c->items[c->count - 1], at, typed, s, len))
		return;
	forget_from(c, c->done);
	if (c->count == STEPS_MAX) {
		str_clear(&c->items[0].text);
		memmove(c->items, c->items + 1, --c->count * sizeof *c->items);
	}
	c->items = mem_grow(c->items, &c->cap, c->count + 1, sizeof *c->items);
	str_add_len(&new.text, s, len);
	c->items[c->count++] = new;
	c->done = c->count;
	c->closed = false;
}

static void put(const struct stroke *stroke, bool in, struct str *text, size_t *caret)
{
	if (in)
		str_insert(text, stroke->at, str_text(&stroke->text), stroke->text.len);
	else
		str_remove(text, stroke->at, stroke->text.len);
	*caret = stroke->at + (in ? stroke->text.len : 0);
}

bool strokes_undo(struct strokes *c, struct str *text, size_t *caret)
{
	if (!c->done)
		return false;
	c->done--;
	put(&c->items[c->done], !c->items[c->done].typed, text, caret);
	c->closed = true;
	return true;
}

bool strokes_redo(struct strokes *c, struct str *text, size_t *caret)
{
	if (c->done == c->count)
		return false;
	put(&c->items[c->done], c->items[c->done].typed, text, caret);
	c->done++;
	c->closed = true;
	return true;
}
