/* SPDX-License-Identifier: MIT */
/* Second entries in the store (desk/review.h). */
#ifndef ZIPING_STORE_REVIEW_H
#define ZIPING_STORE_REVIEW_H

#include "store/store.h"

struct review_difference {
	char *place;                 /* "indicators[3].score", as rows were numbered then */
	int64_t uid;                 /* of the row; 0: none */
	char *first, *second;        /* as shown */
};

/* A second entry that was finished. */
struct review {
	int64_t entry;
	int number;                  /* from 1 */
	int64_t step, at;            /* of the entry's log */
	char *first, *second;        /* who typed the figures */
	int figures;                 /* that were compared */
	struct review_difference *items;
	size_t count, cap;
};
void review_clear(struct review *r);
struct review_difference *review_add(struct review *r);
void review_copy(const struct review *from, struct review *to);   /* which is empty */

/* The second entry of an entry, which has one at most; store_get_entry, store_load_values and all that is done to an
 * entry lying open take its id, lists never give it. */
static inline int64_t store_second_id(int64_t entry)
{
	return -entry;
}

enum status store_add_second(struct store *s, int64_t entry, const struct entry *e, const struct summary *summary,
	const char *who, struct err *err);
/* Who began it; caller frees.  NULL: there is none. */
enum status store_get_second(struct store *s, int64_t entry, char **who, struct err *err);
/* Nothing is left of it. */
enum status store_drop_second(struct store *s, int64_t entry, struct err *err);

/* Keeps what was found, as a step of the entry's log, in the place of the second entry; sets number, step and at.
 * Without a difference the entry is reviewed, with one it is not.  *step is the entry's last one, before and after.
 * STATUS_REFUSED: the entry was changed meanwhile, or is signed. */
enum status store_finish_review(struct store *s, struct review *r, int64_t *step, struct err *err);

/* Oldest first; what is told is borrowed. */
typedef void store_tell_review(void *context, const struct review *r);
enum status store_read_reviews(struct store *s, int64_t entry, store_tell_review *tell, void *context,
	struct err *err);

#endif
