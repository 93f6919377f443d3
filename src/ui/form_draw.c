/* SPDX-License-Identifier: MIT */
/* Figures that a report draws from other entries follow them: when the screen is in front again, and when another
 * program has written to the store. */
#include "desk/draw.h"
#include "ui/form_internal.h"

void form_draw_again(struct form_screen *f)
{
	bool changed;

	if (f->o->lock == OPENED_FROZEN || opened_draw(f->o, &changed, NULL) != STATUS_OK || !changed)
		return;
	form_redrawn(f);
}

void form_draw_follow(struct form_screen *f)
{
	if (f->o->form->source_count && store_changed_outside(desk_get_store(f->o->desk)))
		form_draw_again(f);
}
