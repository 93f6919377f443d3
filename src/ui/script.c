/* SPDX-License-Identifier: MIT */
#include "ui/script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

struct script {
	struct app *app;
	FILE *keys, *dump;
	const char *name;
	char *line;
	size_t line_cap;
	int number;
	struct str text;             /* of the event given last */
	enum status status;
	struct err err;
};

/* --- tokens --- */

static enum status bad(struct script *s, const char *argument, const char *wanted)
{
	return err_set(&s->err, STATUS_INPUT, N_("“%1” cannot be read; wanted: %2"), argument, wanted,
		NULL);
}

static enum status do_open(struct script *s, const char *argument, struct event *e)
{
	char *end;
	long long id;

	(void)e;
	errno = 0;
	id = strtoll(argument, &end, 10);
	if (errno || end == argument || *end)
		return bad(s, argument, "open ID");
	return app_open_entry(s->app, id, NULL, &s->err);
}

static enum status do_goto(struct script *s, const char *argument, struct event *e)
{
	(void)e;
	return app_go(s->app, argument, &s->err);
}

static void give_text(struct script *s, enum event_kind kind, struct event *e)
{
	e->kind = kind;
	e->text = str_text(&s->text);
	e->len = s->text.len;
}

static enum status do_text(struct script *s, const char *argument, struct event *e)
{
	str_reset(&s->text);
	str_add(&s->text, argument);
	if (s->text.len)
		give_text(s, EVENT_TEXT, e);
	return STATUS_OK;
}

static enum status do_paste(struct script *s, const char *argument, struct event *e)
{
	static const char from[] = "tn\\", to[] = "\t\n\\";

	str_reset(&s->text);
	for (const char *p = argument; *p; p++) {
		const char *found = p[0] == '\\' && p[1] ? strchr(from, p[1]) : NULL;

		str_add_char(&s->text, found ? to[found - from] : *p);
		p += found != NULL;
	}
	give_text(s, EVENT_PASTE, e);
	return STATUS_OK;
}

static enum status do_key(struct script *s, const char *argument, struct event *e)
{
	if (!key_parse(argument, &e->key))
		return bad(s, argument, "key F1, key Ctrl+S, key Alt+Up, key Enter");
	e->kind = EVENT_KEY;
	return STATUS_OK;
}

static bool parse_pair(const char *text, char between, int *a, int *b)
{
	char sign, tail;

	return sscanf(text, "%5d%c%5d%c", a, &sign, b, &tail) == 3 && sign == between;
}

static enum status do_click(struct script *s, const char *argument, struct event *e)
{
	if (!parse_pair(argument, ',', &e->x, &e->y))
		return bad(s, argument, "click COL,ROW");
	e->kind = EVENT_CLICK;
	return STATUS_OK;
}

static enum status do_resize(struct script *s, const char *argument, struct event *e)
{
	if (!parse_pair(argument, 'x', &e->x, &e->y) || e->x < 1 || e->y < 1 || e->x > 1000
			|| e->y > 1000)
		return bad(s, argument, "resize COLSxROWS");
	e->kind = EVENT_RESIZE;
	return STATUS_OK;
}

static void write_screen(struct script *s)
{
	struct str dump = { 0 };

	app_add_dump(s->app, &dump);
	fwrite(str_text(&dump), 1, dump.len, s->dump);
	/* Who feeds the script may wait for it. */
	fflush(s->dump);
	str_clear(&dump);
}

static enum status do_screen(struct script *s, const char *argument, struct event *e)
{
	(void)e;
	if (*argument)
		return bad(s, argument, "screen");
	write_screen(s);
	return STATUS_OK;
}

static const struct token {
	const char *word;
	enum status (*run)(struct script *s, const char *argument, struct event *e);
} tokens[] = {
	{ "open", do_open }, { "goto", do_goto }, { "text", do_text }, { "key", do_key },
	{ "click", do_click }, { "paste", do_paste }, { "resize", do_resize }, { "screen", do_screen },
};

static enum status run_line(struct script *s, struct event *e)
{
	char *argument = strchr(s->line, ' ');
	size_t len = argument ? (size_t)(argument - s->line) : strlen(s->line);

	argument = argument ? argument + 1 : s->line + len;
	if (text_check(s->line, strlen(s->line)) != strlen(s->line))
		return err_set(&s->err, STATUS_INPUT, N_("the script is not valid UTF-8"), NULL);
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (strlen(tokens[i].word) == len && !memcmp(tokens[i].word, s->line, len))
			return tokens[i].run(s, argument, e);
	return bad(s, s->line, "open, goto, text, key, click, paste, resize, screen");
}

/* --- the front --- */

static bool read_line(struct script *s)
{
	ssize_t len = getline(&s->line, &s->line_cap, s->keys);

	if (len < 0)
		return false;
	if (len && s->line[len - 1] == '\n')
		s->line[--len] = '\0';
	if (len && s->line[len - 1] == '\r')
		s->line[--len] = '\0';
	s->number++;
	return true;
}

static void next(void *context, int milliseconds, struct event *e)
{
	struct script *s = context;

	(void)milliseconds;
	if (s->status != STATUS_OK || !read_line(s)) {
		e->kind = EVENT_HANGUP;
		return;
	}
	if (!s->line[0] || s->line[0] == '#')
		return;
	s->status = run_line(s, e);
	if (s->status != STATUS_OK)
		err_at(&s->err, s->name, s->number, 0);
}

static void show(void *context, struct grid *g, int x, int y, bool again)
{
	(void)context;
	(void)x;
	(void)y;
	(void)again;
	grid_clean(g);
}

struct front script_front(struct script *s)
{
	return (struct front){ .show = show, .next = next, .context = s, .scripted = true };
}

/* --- files --- */

static bool is_standard(const char *name)
{
	return !strcmp(name, "-");
}

static enum status refuse(const char *name, const char *id, struct err *err)
{
	return err_set(err, STATUS_REFUSED, id, name, strerror(errno), NULL);
}

enum status script_open(const char *keys, const char *dump, struct script **out, struct err *err)
{
	struct script *s = mem_alloc(sizeof *s);
	enum status status = STATUS_OK;

	s->name = is_standard(keys) ? "-" : keys;
	s->keys = is_standard(keys) ? stdin : fopen(keys, "r");
	if (!s->keys)
		status = refuse(keys, N_("%1: the script cannot be read: %2"), err);
	if (s->keys)
		s->dump = is_standard(dump) ? stdout : fopen(dump, "w");
	if (s->keys && !s->dump)
		status = refuse(dump, N_("%1: the screen cannot be written: %2"), err);
	if (status != STATUS_OK) {
		script_free(s);
		return status;
	}
	*out = s;
	return STATUS_OK;
}

void script_bind(struct script *s, struct app *app)
{
	s->app = app;
}

enum status script_finish(struct script *s, struct err *err)
{
	if (s->status != STATUS_OK) {
		if (err) {
			err_clear(err);
			*err = s->err;
			s->err = (struct err){ 0 };
		}
		return s->status;
	}
	write_screen(s);
	if (fflush(s->dump) != 0 || ferror(s->dump))
		return refuse("--dump", N_("%1: the screen cannot be written: %2"), err);
	return STATUS_OK;
}

void script_free(struct script *s)
{
	if (!s)
		return;
	if (s->keys && s->keys != stdin)
		fclose(s->keys);
	if (s->dump && s->dump != stdout)
		fclose(s->dump);
	free(s->line);
	str_clear(&s->text);
	err_clear(&s->err);
	free(s);
}
