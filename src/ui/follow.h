/* SPDX-License-Identifier: MIT */
/* In a pause, and at the end: reports are brought up to what was written (desk/follow.h). */
#ifndef ZIPING_UI_FOLLOW_H
#define ZIPING_UI_FOLLOW_H

#include "ui/app.h"

void app_follow(void *app);

#endif
