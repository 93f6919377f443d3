/* SPDX-License-Identifier: MIT */
/* What second entries found, in a history. */
#include <stdio.h>

#include "base/mem.h"
#include "desk/desk_internal.h"
#include "desk/history.h"
#include "store/review.h"

static void take(void *context, const struct review *r)
{
	struct history *h = context;

	for (size_t i = 0; i < h->count; i++) {
		struct history_line *l = &h->items[i];

		if (l->kind != LOG_REVIEW || l->step != r->step || l->review)
			continue;
		l->review = r->number;
		l->first = mem_dup(r->first);
		l->figures = r->figures;
		l->differences = (int)r->count;
	}
}

enum status history_take_reviews(struct desk *d, int64_t id, struct history *h, struct err *err)
{
	return store_read_reviews(desk_get_store(d), id, take, h, err);
}

void history_add_review(const struct history_line *l, message_translate *translate, struct str *out)
{
	struct message message = { 0 };
	char figures[16], differences[16];

	if (!l->review)
		return;
	snprintf(figures, sizeof figures, "%d", l->figures);
	snprintf(differences, sizeof differences, "%d", l->differences);
	message_set(&message, l->differences ? N_(": %2 of %1 figures differ from those of %3")
			: N_(": all %1 figures agree with those of %3"), figures, differences, l->first, NULL);
	message_add_to(&message, translate, out);
	message_clear(&message);
}
