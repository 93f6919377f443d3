/* SPDX-License-Identifier: MIT */
/* The form on paper: F7 and Ctrl+P. */
#include "ui/form_internal.h"
#include "ui/preview.h"

static void preview(struct form_screen *f)
{
	preview_open(f->base.app, f->o, false);
}

static void print(struct form_screen *f)
{
	preview_open(f->base.app, f->o, true);
}

const struct form_command form_print_commands[] = {
	{ COMMAND_PREVIEW, preview }, { COMMAND_PRINT, print }, { COMMAND_NONE, NULL },
};
