/* SPDX-License-Identifier: MIT */
#include "ui/follow.h"

#include "desk/follow.h"

/* What is in front shows what reports draw now. */
void app_follow(void *context)
{
	struct app *app = context;
	struct screen *front = app_front(app);
	struct err err = { 0 };
	bool changed;

	if (desk_follow(app_desk(app), &changed, &err) != STATUS_OK)
		app_say_error(app, &err);
	else if (changed && front && front->class->resume)
		front->class->resume(front);
	err_clear(&err);
}
