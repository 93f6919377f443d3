/* SPDX-License-Identifier: MIT */
/* Which earlier entry is carried forward: the latest year first. */
#ifndef ZIPING_UI_CARRY_OFFER_H
#define ZIPING_UI_CARRY_OFFER_H

#include "ui/app.h"

struct carry_offer {
	const struct form *form;
	int year;                    /* only earlier ones */
	const char *project;         /* the first entry of it is selected; or NULL */
	const char *none;            /* a line above them, for none of them; or NULL */
	int64_t *ids;                /* by line; 0: that line; freed by carry_offer_clear */
};

/* False: there are none, nothing is asked. */
bool carry_offer_open(struct app *app, struct carry_offer *offer, void (*done)(void *context, size_t line),
	void *context);
void carry_offer_clear(struct carry_offer *offer);

#endif
