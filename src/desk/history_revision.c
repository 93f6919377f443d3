/* SPDX-License-Identifier: MIT */
/* Revisions between the steps of a history. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "desk/desk_internal.h"
#include "desk/history.h"
#include "store/revision.h"

/* The sentence of a revision that was made: behind the steps it froze. */
static void insert(struct history *h, const struct revision *r)
{
	struct history_line line = { .step = r->step, .at = r->at, .kind = HISTORY_FREEZE, .op = -1,
		.who = mem_dup(r->who), .revision = r->number, .code = mem_dup(r->code) };
	size_t at = h->count;

	while (at && h->items[at - 1].step > r->step)
		at--;
	h->items = mem_grow(h->items, &h->cap, h->count + 1, sizeof *h->items);
	memmove(h->items + at + 1, h->items + at, (h->count - at) * sizeof *h->items);
	h->items[at] = line;
	h->count++;
}

static void name_signing(struct history *h, const struct revision *r)
{
	for (size_t i = 0; r->signed_at && i < h->count; i++) {
		struct history_line *l = &h->items[i];

		if (l->kind == LOG_SIGN && l->at == r->signed_at && l->step > r->step && !l->revision) {
			l->revision = r->number;
			l->code = mem_dup(r->code);
			return;
		}
	}
}

static void take(void *context, const struct revision *r)
{
	insert(context, r);
	name_signing(context, r);
}

enum status history_take_revisions(struct desk *d, int64_t id, struct history *h, struct err *err)
{
	return store_read_revisions(desk_get_store(d), id, take, h, err);
}

void history_add_revision(const struct history_line *l, message_translate *translate, struct str *out)
{
	struct message message = { 0 };
	char number[16];

	if (!l->revision)
		return;
	snprintf(number, sizeof number, "%d", l->revision);
	message_set(&message, N_(": revision %1, check code %2"), number, l->code, NULL);
	message_add_to(&message, translate, out);
	message_clear(&message);
}
