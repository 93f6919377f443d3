/* SPDX-License-Identifier: MIT */
/* Locale, places, exit status; everything else is below. */
#define _GNU_SOURCE /* environ, POSIX_SPAWN_SETSID */
#include <fcntl.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "cli/cli.h"
#ifdef ZIPING_OFFICE
#include "out/document.h"
#endif
#include "ui/start.h"

static bool codeset_fits(void)
{
	static const char *const fitting[] = { "UTF-8", "GB18030" };
	const char *codeset = nl_langinfo(CODESET);

	for (size_t i = 0; i < sizeof fitting / sizeof *fitting; i++)
		if (!strcasecmp(codeset, fitting[i]))
			return true;
	return false;
}

/* The locale the user asked for, whether or not it is installed. */
static const char *asked_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "";
}

/* Chinese unless another language is asked for.  A locale that names no language (C, POSIX) asks
 * for none.  glibc translates nothing in the C locale, yet in C.UTF-8, which is always there, it
 * does when LANGUAGE says so: no Chinese locale need be generated. */
static void choose_language(void)
{
	const char *asked = asked_locale();
	const char *language = getenv("LANGUAGE");
	bool none = !*asked || !strncmp(asked, "C", 1) || !strncmp(asked, "POSIX", 5);

	if (language && *language)
		return;
	if (none || !strncmp(asked, "zh", 2))
		setenv("LANGUAGE", "zh_CN", 1);
}

/* What characters are and which messages are shown, nothing else: each further category is a file
 * to open at every start, and official figures have no locale. */
static bool set_locale(const char *name)
{
	return setlocale(LC_CTYPE, name) && setlocale(LC_MESSAGES, name) && codeset_fits();
}

static bool choose_locale(void)
{
	choose_language();
	return set_locale("") || set_locale("C.UTF-8");
}

static void bind_messages(void)
{
	const char *folder = getenv("ZIPING_LOCALEDIR");

	bindtextdomain("ziping", folder ? folder : LOCALEDIR);
	/* Inside the program all text is UTF-8; the doors convert. */
	bind_textdomain_codeset("ziping", "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8");    /* strerror */
	textdomain("ziping");
}

static const char *home(void)
{
	const char *value = getenv("HOME");
	const struct passwd *who;

	if (value && *value)
		return value;
	who = getpwuid(getuid());
	return who ? who->pw_dir : "/";
}

/* An XDG folder of the user's, with `tail` behind it. */
static void add_place(struct str *out, const char *variable, const char *fallback, const char *tail)
{
	const char *value = getenv(variable);

	if (value && *value == '/')
		str_addf(out, "%s/%s", value, tail);
	else
		str_addf(out, "%s/%s/%s", home(), fallback, tail);
}

static void add_data_place(struct str *out, const char *tail)
{
	const char *value = getenv("ZIPING_DATADIR");

	str_addf(out, "%s/%s", value && *value ? value : ZIPING_DATADIR, tail);
}

/* Today's backup is another program's work: however long it takes, nobody waits for it. */
struct daily_backup {
	struct desk *desk;
	const char *store;
	pid_t program;               /* 0: none was needed */
};

static void back_up(void *context)
{
	struct daily_backup *b = context;
	char *arguments[] = { "ziping", "--store", (char *)b->store, "backup", "--daily", NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;

	if (!store_backup_is_due(desk_get_store(b->desk)))
		return;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(&how,
		POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setsigmask(&how, &none);
	if (posix_spawn(&b->program, "/proc/self/exe", &files, &how, arguments, environ) != 0)
		b->program = 0;
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
}

/* One that is still at work goes on without us. */
static enum status ask_after_backup(const struct daily_backup *b, struct err *err)
{
	int status;

	if (!b->program || waitpid(b->program, &status, WNOHANG) != b->program
			|| (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_OK))
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED,
		N_("today's backup of %1 could not be made; `ziping backup --daily` says why"), b->store,
		NULL);
}

static enum status start_screen(struct cli *cli, const struct screen_start *start, struct err *err)
{
	struct ui_options options = {
		.example_folder = cli->example_folder,
		.entry = start->entry, .cell = start->cell,
		.script = start->script, .dump = start->dump,
		.columns = start->columns, .rows = start->rows,
		.no_mouse = start->no_mouse,
	};
	struct daily_backup backup = { .store = cli->store_path };
	enum status status = (start->entry ? cli_desk : cli_desk_new)(cli, true, &options.desk, err);

	if (status != STATUS_OK)
		return status;
	backup.desk = options.desk;
	options.shown = back_up;
	options.shown_context = &backup;
	status = ui_run(&options, err);
	return status == STATUS_OK ? ask_after_backup(&backup, err) : status;
}

static enum status run(int argc, char **argv)
{
	struct str store = { 0 }, own = { 0 }, forms = { 0 }, examples = { 0 };
	const char *given = getenv("ZIPING_STORE");
	struct cli cli = { .codeset = nl_langinfo(CODESET), .start_screen = start_screen };
	enum status status;

	add_place(&store, "XDG_DATA_HOME", ".local/share", "ziping/ziping.db");
	add_place(&own, "XDG_CONFIG_HOME", ".config", "ziping/forms");
	add_data_place(&forms, "forms");
	add_data_place(&examples, "examples");
	cli.store_path = given && *given ? given : store.data;
	cli.form_folders = (const char *const[]){ own.data, forms.data, NULL };
	cli.example_folder = examples.data;
#ifdef ZIPING_OFFICE
	cli.documents = document_classes;
#endif
	status = cli_run(&cli, argc, argv);
	cli_close(&cli);
	str_clear(&store);
	str_clear(&own);
	str_clear(&forms);
	str_clear(&examples);
	return status;
}

int main(int argc, char **argv)
{
	static const char no_locale[] =
		"ziping: no UTF-8 locale on this system: set LC_ALL=C.UTF-8\n";

	if (!choose_locale()) {
		(void)!write(STDERR_FILENO, no_locale, sizeof no_locale - 1);
		return STATUS_REFUSED;
	}
	bind_messages();
	return (int)run(argc, argv);
}
