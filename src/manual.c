/* SPDX-License-Identifier: MIT */
/* Fills a manual page from the tables that the program itself works by: a line @commands@,
 * @findings@, @forms@, @keys@ or @options@ on standard input becomes its roff.  Run while
 * building, in the page's language; not installed. */
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cli/cli.h"
#include "form/finding.h"
#include "ui/keys.h"

/* A backslash, a leading dot and a hyphen mean something to roff. */
static void add_roff(struct str *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		str_add(out, "\\&");
	for (; *text; text++)
		if (*text == '\\')
			str_add(out, "\\e");
		else if (*text == '-')
			str_add(out, "\\-");
		else
			str_add_char(out, *text);
}

static void add_item(struct str *out, const char *name, const char *more, const char *help)
{
	str_add(out, ".TP\n.B ");
	add_roff(out, name);
	str_add(out, "\n");
	if (more && *more) {
		/* On the same line as the bold name. */
		out->len -= 1;
		str_add(out, " \\fR");
		add_roff(out, more);
		str_add(out, "\n");
	}
	add_roff(out, help);
	str_add(out, "\n");
}

static void add_options(const struct option_spec *spec, struct str *out)
{
	for (; spec->name; spec++) {
		struct str name = { 0 };

		if (spec->letter)
			str_addf(&name, "-%c, ", spec->letter);
		str_addf(&name, "--%s", spec->name);
		add_item(out, str_text(&name), spec->value, gettext(spec->help));
		str_clear(&name);
	}
}

static void add_global_options(struct str *out)
{
	add_options(cli_options(), out);
}

static void add_commands(struct str *out)
{
	size_t count;
	const struct command *commands = command_list(&count);

	for (size_t i = 0; i < count; i++) {
		add_item(out, commands[i].name, commands[i].arguments, gettext(commands[i].help));
		if (!commands[i].options->name)
			continue;
		str_add(out, ".RS\n");
		add_options(commands[i].options, out);
		str_add(out, ".RE\n");
	}
}

static void add_keys(struct str *out)
{
	size_t count;
	const struct key_command *commands = key_commands(&count);

	for (size_t i = 0; i < count; i++) {
		struct str names = { 0 };

		for (int k = 0; k < COMMAND_KEYS && commands[i].keys[k]; k++) {
			str_add(&names, k ? ", " : "");
			key_add_name(commands[i].keys[k], &names);
		}
		if (names.len)
			add_item(out, names.data, NULL, gettext(commands[i].help));
		str_clear(&names);
	}
}

static void add_findings(struct str *out)
{
	size_t count;
	const struct finding_kind *kinds = finding_list(&count);

	for (size_t i = 0; i < count; i++) {
		add_item(out, kinds[i].id, severity_words[kinds[i].severity],
			gettext(kinds[i].title));
		str_add(out, ".br\n");
		add_roff(out, gettext(kinds[i].settle));
		str_add(out, "\n");
	}
}

static void add_forms_folder(struct str *out)
{
	str_add(out, ".B ");
	add_roff(out, ZIPING_DATADIR "/forms");
	str_add(out, "\n");
}

static const struct part {
	const char *line;
	void (*add)(struct str *out);
} parts[] = {
	{ "@commands@\n", add_commands },
	{ "@options@\n", add_global_options },
	{ "@findings@\n", add_findings },
	{ "@forms@\n", add_forms_folder },
	{ "@keys@\n", add_keys },
};

static bool add_part(const char *line, struct str *out)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strcmp(parts[i].line, line)) {
			parts[i].add(out);
			return true;
		}
	return false;
}

int main(void)
{
	const char *folder = getenv("ZIPING_LOCALEDIR");
	struct str out = { 0 };
	char *line = NULL;
	size_t size = 0;

	setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("ziping", folder ? folder : LOCALEDIR);
	bind_textdomain_codeset("ziping", "UTF-8");
	textdomain("ziping");
	while (getline(&line, &size, stdin) >= 0)
		if (!add_part(line, &out))
			str_add(&out, line);
	free(line);
	fwrite(str_text(&out), 1, out.len, stdout);
	str_clear(&out);
	return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
