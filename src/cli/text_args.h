/* SPDX-License-Identifier: MIT */
/* The options of text pages, the same wherever a command writes them: TEXT_ARGS in the command's table, and what they
 * mean. */
#ifndef ZIPING_CLI_TEXT_ARGS_H
#define ZIPING_CLI_TEXT_ARGS_H

#include "cli/cli.h"
#include "out/text.h"

enum { TEXT_ARG_ENCODING, TEXT_ARG_AMBIGUOUS, TEXT_ARG_FRAME, TEXT_ARG_PAPER, TEXT_ARG_COLUMNS, TEXT_ARG_LINES,
	TEXT_ARG_FORM_FEED, TEXT_ARG_CRLF, TEXT_ARG_REPLACE, TEXT_ARG_COUNT };

#define TEXT_ARGS \
	{ "encoding", 0, "NAME", N_("of text: utf-8, gb18030, gbk, big5") }, \
	{ "ambiguous", 0, "1|2", N_("columns that characters such as ≥ and frame lines take") }, \
	{ "frame", 0, "box|ascii", N_("how frames are drawn") }, \
	{ "paper", 0, "a4|a4-landscape", N_("the page") }, \
	{ "columns", 0, "N", N_("columns of a page, instead of the paper's") }, \
	{ "lines", 0, "N", N_("lines of a page, instead of the paper's") }, \
	{ "feed", 0, "yes|no|end", N_("form feeds between pages (yes), none, or one behind each page (end)") }, \
	{ "crlf", 0, NULL, N_("end lines with CR LF") }, \
	{ "replace", 0, NULL, N_("write ? for what the encoding cannot hold") }

/* `first`: where TEXT_ARGS begin in the command's table. */
enum status text_args_read(const struct args *args, int first, struct text_options *o, struct err *err);
enum status text_args_read_paper(const struct args *args, int first, enum paper *paper, struct err *err);

/* To standard error, a line a cell: what the writer's encoding cannot hold; returns how many characters. */
size_t text_args_report_losses(const struct cli *cli, struct text_writer *writer, const struct opened *o,
	const struct furniture *furniture);
enum status text_args_refuse_losses(const struct text_options *options, size_t losses, struct err *err);

#endif
