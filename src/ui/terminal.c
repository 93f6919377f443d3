/* SPDX-License-Identifier: MIT */
/* ncurses decides what has to be sent; it sends it into a file in memory, from where it goes to the terminal in one
 * piece (Debian's ncurses writes after every jump of the cursor, some sixty times for a whole screen).  Modes of
 * the line, input and signals are ours. */
#define _GNU_SOURCE	/* memfd_create, ppoll, wcwidth */
#include "ui/terminal.h"

#include <curses.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "base/mem.h"
#include "ui/input.h"
#include "ui/roles.h"

enum {
	READ_SIZE = 4096,
	PROBE_ROW = 2,               /* from 1; not 1, whose report looks like a key */
	RUN_GAP = 4                  /* equal cells between two runs that are cheaper sent than jumped over */
};

/* Signals that the loop looks at; flags[i] belongs to loop_signals[i]. */
static const int loop_signals[] = { SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT };
enum { FLAG_SIZE, FLAG_HUP, FLAG_TERM, FLAG_INT, FLAG_QUIT, FLAG_STOP, FLAG_CONTINUE, FLAGS };
static const int crash_signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };
enum { CRASHES = sizeof crash_signals / sizeof *crash_signals };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

static struct {
	bool open;
	SCREEN *screen;
	FILE *sink;
	int fd;                      /* of the sink */
	struct termios found;
	struct grid *shown;          /* what the terminal shows */
	attr_t looks[ROLE_COUNT];
	short pairs[ROLE_COUNT];
	struct input input;
	bool mouse;
	sigset_t waiting;            /* signals blocked while waiting: those of the caller */
	struct sigaction old_loop[FLAGS], old_crash[CRASHES];
	char leave[256];             /* gives the terminal back, for the crash handler */
	size_t leave_len;
	char alternate_stack[16384];
	cchar_t *run;                /* one row of cells */
	size_t run_cap;
} t;
static volatile sig_atomic_t flags[FLAGS];

/* --- sending --- */

static void send(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno == EAGAIN)
			poll(&(struct pollfd){ .fd = STDOUT_FILENO, .events = POLLOUT }, 1, -1);
		else if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

/* What ncurses has written goes out. */
static void drain(void)
{
	char bytes[1 << 16];
	off_t end, at = 0;
	ssize_t n;

	end = lseek(t.fd, 0, SEEK_CUR);
	while (at < end && (n = pread(t.fd, bytes, sizeof bytes, at)) > 0) {
		size_t size = (size_t)(n < end - at ? n : end - at);

		send(bytes, size);
		at += n;
	}
	lseek(t.fd, 0, SEEK_SET);
}

/* --- modes --- */

static void set_raw(void)
{
	struct termios raw = t.found;

	raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | IXOFF);
	raw.c_oflag &= ~(tcflag_t)OPOST;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDOUT_FILENO, TCSADRAIN, &raw);
}

static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s == (const char *)-1 || !s ? "" : s;
}

/* What ncurses does not know of goes behind what it has written so far.  Without terminfo's padding, which no
 * terminal of this century needs. */
static void emit(const char *bytes)
{
	(void)!write(t.fd, bytes, strlen(bytes));
}

static void enter_modes(void)
{
	emit(capability("smkx"));
	emit(paste_on);
	if (t.mouse)
		emit(mouse_on);
}

static void leave_modes(void)
{
	if (t.mouse)
		emit(mouse_off);
	emit(paste_off);
	emit(capability("rmkx"));
}

/* For a crash. */
static void prepare_leaving(void)
{
	const char *parts[] = { mouse_off, paste_off, capability("rmkx"), capability("sgr0"),
		capability("cnorm"), capability("rmcup"), "\r\n" };
	struct str all = { 0 };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		str_add(&all, parts[i]);
	t.leave_len = all.len < sizeof t.leave ? all.len : sizeof t.leave;
	memcpy(t.leave, str_text(&all), t.leave_len);
	str_clear(&all);
}

/* --- signals --- */

static void on_loop_signal(int number)
{
	for (int i = 0; i < FLAGS; i++)
		if (loop_signals[i] == number)
			flags[i] = 1;
}

/* Only what is allowed in a handler; the previous one goes on from here. */
static void on_crash(int number)
{
	int old_errno = errno;

	(void)!write(STDOUT_FILENO, t.leave, t.leave_len);
	tcsetattr(STDOUT_FILENO, TCSANOW, &t.found);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crash_signals[i], &t.old_crash[i], NULL);
	errno = old_errno;
	raise(number);
}

/* To be called before newterm, which catches some as well.  A SIGTSTP that is ignored then, ncurses leaves alone;
 * otherwise it ignores it itself, and catches it again, at every refresh. */
static void remember_signals(void)
{
	for (int i = 0; i < FLAGS; i++)
		sigaction(loop_signals[i], NULL, &t.old_loop[i]);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crash_signals[i], NULL, &t.old_crash[i]);
	sigaction(SIGTSTP, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
}

static void catch_signals(void)
{
	struct sigaction loop = { .sa_handler = on_loop_signal };
	struct sigaction crash = { .sa_handler = on_crash, .sa_flags = SA_ONSTACK };
	stack_t stack = { .ss_sp = t.alternate_stack, .ss_size = sizeof t.alternate_stack };
	sigset_t blocked;

	sigemptyset(&blocked);
	for (int i = 0; i < FLAGS; i++) {
		sigaction(loop_signals[i], &loop, NULL);
		sigaddset(&blocked, loop_signals[i]);
	}
	sigaltstack(&stack, NULL);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crash_signals[i], &crash, NULL);
	sigprocmask(SIG_BLOCK, &blocked, &t.waiting);
}

static void release_signals(void)
{
	for (int i = 0; i < FLAGS; i++)
		sigaction(loop_signals[i], &t.old_loop[i], NULL);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crash_signals[i], &t.old_crash[i], NULL);
	sigaltstack(&(stack_t){ .ss_flags = SS_DISABLE }, NULL);
	sigprocmask(SIG_SETMASK, &t.waiting, NULL);
}

/* --- opening and closing --- */

static void choose_looks(void)
{
	const char *no_color = getenv("NO_COLOR");
	enum theme theme = THEME_MONO;

	if (has_colors() && !(no_color && *no_color)) {
		start_color();
		use_default_colors();
		theme = COLORS >= 256 ? THEME_256 : COLORS >= 8 ? THEME_8 : THEME_MONO;
	}
	for (short role = 0; role < ROLE_COUNT; role++) {
		struct look look = role_look((enum role)role, theme);

		t.looks[role] = (look.bits & LOOK_BOLD ? A_BOLD : 0) | (look.bits & LOOK_DIM ? A_DIM : 0)
			| (look.bits & LOOK_UNDERLINE ? A_UNDERLINE : 0)
			| (look.bits & LOOK_REVERSE ? A_REVERSE : 0);
		t.pairs[role] = 0;
		if (look.ink < 0 && look.ground < 0)
			continue;
		t.pairs[role] = (short)(role + 1);
		init_pair((short)(role + 1), look.ink, look.ground);
	}
}

static void learn_keys(void)
{
	static const struct { const char *name; key_press key; } keys[] = {
		{ "kcuu1", PRESS_UP }, { "kcud1", PRESS_DOWN }, { "kcub1", PRESS_LEFT },
		{ "kcuf1", PRESS_RIGHT }, { "khome", PRESS_HOME }, { "kend", PRESS_END },
		{ "kpp", PRESS_PAGE_UP }, { "knp", PRESS_PAGE_DOWN }, { "kich1", PRESS_INSERT },
		{ "kdch1", PRESS_DELETE }, { "kcbt", PRESS_SHIFT | PRESS_TAB }, { "kent", PRESS_ENTER },
		{ "kbs", PRESS_BACKSPACE }, { "kf1", PRESS_F1 }, { "kf2", PRESS_F1 + 1 },
		{ "kf3", PRESS_F1 + 2 }, { "kf4", PRESS_F1 + 3 }, { "kf5", PRESS_F1 + 4 },
		{ "kf6", PRESS_F1 + 5 }, { "kf7", PRESS_F1 + 6 }, { "kf8", PRESS_F1 + 7 },
		{ "kf9", PRESS_F1 + 8 }, { "kf10", PRESS_F1 + 9 }, { "kf11", PRESS_F1 + 10 },
		{ "kf12", PRESS_F1 + 11 },
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		input_add_key(&t.input, capability(keys[i].name), keys[i].key);
}

/* Asks how wide an ambiguous character really is; the answer comes as input, whenever it comes.  The first screen
 * wipes the character away. */
static void ask_widths(void)
{
	wchar_t line[] = L"\u2500";
	char bytes[MB_LEN_MAX + 1] = "";

	if (strcmp(capability("u7"), "\033[6n") != 0 || wcstombs(bytes, line, sizeof bytes) == (size_t)-1)
		return;
	emit(tparm(capability("cup"), PROBE_ROW - 1, 0, 0, 0, 0, 0, 0, 0, 0));
	emit(bytes);
	emit("\033[6n");
	t.input.asked_row = PROBE_ROW;
}

void terminal_size(int *width, int *height)
{
	struct winsize size = { 0 };

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	*width = size.ws_col ? size.ws_col : 80;
	*height = size.ws_row ? size.ws_row : 24;
}

static void fit(void)
{
	int width, height;

	terminal_size(&width, &height);
	resizeterm(height, width);
	if (t.shown)
		grid_resize(t.shown, width, height);
	else
		t.shown = grid_new(width, height, TEXT_LOCALE);
	t.run = mem_grow(t.run, &t.run_cap, (size_t)width + 1, sizeof *t.run);
}

static enum status open_screen(struct err *err)
{
	t.fd = memfd_create("screen", MFD_CLOEXEC);
	t.sink = t.fd < 0 ? NULL : fdopen(t.fd, "w");
	t.screen = t.sink ? newterm(NULL, t.sink, stdin) : NULL;
	if (t.screen && *capability("cup"))
		return STATUS_OK;
	if (t.screen)
		delscreen(t.screen);
	if (t.sink)
		fclose(t.sink);
	return err_set(err, STATUS_REFUSED,
		N_("the terminal “%1” cannot show full screens; set TERM to what it is, "
		"for example xterm-256color"), getenv("TERM") ? getenv("TERM") : "", NULL);
}

enum status terminal_open(bool mouse, struct err *err)
{
	enum status status;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)
			|| tcgetattr(STDOUT_FILENO, &t.found) != 0)
		return err_set(err, STATUS_REFUSED, N_("the full-screen program needs a terminal; "
			"give a command instead (see --help)"), NULL);
	remember_signals();
	status = open_screen(err);
	if (status != STATUS_OK) {
		sigaction(SIGTSTP, &t.old_loop[FLAG_STOP], NULL);
		return status;
	}
	t.open = true;
	t.mouse = mouse;
	catch_signals();
	prepare_leaving();
	set_raw();
	typeahead(-1);
	choose_looks();
	learn_keys();
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	fit();
	refresh();
	ask_widths();
	enter_modes();
	atexit(terminal_close);
	return STATUS_OK;
}

static void give_back(void)
{
	leave_modes();
	curs_set(1);
	endwin();
	drain();
	tcsetattr(STDOUT_FILENO, TCSADRAIN, &t.found);
}

void terminal_close(void)
{
	if (!t.open)
		return;
	t.open = false;
	give_back();
	delscreen(t.screen);
	fclose(t.sink);
	release_signals();
	grid_free(t.shown);
	input_clear(&t.input);
	free(t.run);
}

/* --- showing --- */

static cchar_t cell_of(const char *s, int len, enum role role)
{
	wchar_t text[CCHARW_MAX + 1];
	const char *end = s + len;
	cchar_t cell;
	int n = 0;

	while (s < end && n < CCHARW_MAX) {
		uint32_t c;

		s += text_decode(s, end, &c);
		text[n++] = (wchar_t)c;
	}
	/* What the locale cannot measure would come out as a blank. */
	if (wcwidth(text[0]) < 0)
		text[0] = wcwidth(L'\u25a1') == 1 ? L'\u25a1' : L'?';
	text[n] = L'\0';
	setcchar(&cell, text, t.looks[role], t.pairs[role], NULL);
	return cell;
}

static bool cell_same(const struct grid *a, const struct grid *b, int x, int y)
{
	int alen, blen, awidth, bwidth;
	enum role arole, brole;
	const char *as = grid_get(a, x, y, &alen, &awidth, &arole);
	const char *bs = grid_get(b, x, y, &blen, &bwidth, &brole);

	return awidth == bwidth && arole == brole && alen == blen && !memcmp(as, bs, (size_t)alen);
}

static bool is_tail(const struct grid *g, int x, int y)
{
	int len, width;
	enum role role;

	grid_get(g, x, y, &len, &width, &role);
	return width == 0;
}

/* The next run of cells that differ, from x on; [*from, *to) begins and ends between glyphs of the old row and the
 * new one: overwriting half a glyph would shift the rest of the line.  False: there is none. */
static bool find_run(const struct grid *g, int y, int x, int *from, int *to)
{
	int end = grid_columns(g), same = 0;

	while (x < end && cell_same(g, t.shown, x, y))
		x++;
	if (x == end)
		return false;
	*from = *to = x;
	for (; x < end && same < RUN_GAP; x++) {
		same = cell_same(g, t.shown, x, y) ? same + 1 : 0;
		if (!same)
			*to = x + 1;
	}
	while (*from > 0 && (is_tail(g, *from, y) || is_tail(t.shown, *from, y)))
		--*from;
	while (*to < end && (is_tail(g, *to, y) || is_tail(t.shown, *to, y)))
		++*to;
	return true;
}

static void put_run(const struct grid *g, int y, int from, int to)
{
	int n = 0, len, width;
	enum role role;

	for (int x = from; x < to; x++) {
		const char *s = grid_get(g, x, y, &len, &width, &role);

		if (width)
			t.run[n++] = cell_of(s, len, role);
	}
	mvadd_wchnstr(y, from, t.run, n);
}

static void put_row(const struct grid *g, int y)
{
	int from, to = 0;

	if (grid_row_equal(g, t.shown, y))
		return;
	while (find_run(g, y, to, &from, &to))
		put_run(g, y, from, to);
	grid_set_row(t.shown, g, y);
}

static void show(void *context, struct grid *g, int x, int y, bool again)
{
	(void)context;
	if (again)
		clearok(stdscr, TRUE);
	for (int row = 0; row < grid_rows(g) && row < grid_rows(t.shown); row++)
		if (again || grid_row_dirty(g, row))
			put_row(g, row);
	grid_clean(g);
	if (x >= 0)
		move(y, x);
	curs_set(x >= 0);
	refresh();
	drain();
}

static void set_mouse(void *context, bool on)
{
	(void)context;
	t.mouse = on;
	emit(on ? mouse_on : mouse_off);
}

/* --- waiting --- */

static bool take_flag(int flag)
{
	bool set = flags[flag];

	flags[flag] = 0;
	return set;
}

/* Stops as if nobody had caught the signal, with the terminal as it was found. */
static void stop(void)
{
	struct sigaction by_default = { .sa_handler = SIG_DFL }, ours;
	sigset_t one, blocked;

	give_back();
	sigaction(SIGTSTP, &by_default, &ours);
	sigemptyset(&one);
	sigaddset(&one, SIGTSTP);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &one, &blocked);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	flags[FLAG_CONTINUE] = 1;
}

static bool take_signal(struct event *e)
{
	if (take_flag(FLAG_HUP) | take_flag(FLAG_TERM) | take_flag(FLAG_INT) | take_flag(FLAG_QUIT)) {
		e->kind = EVENT_HANGUP;
		return true;
	}
	if (take_flag(FLAG_STOP))
		stop();
	if (take_flag(FLAG_CONTINUE)) {
		set_raw();
		enter_modes();
		e->kind = EVENT_CONTINUE;
		return true;
	}
	if (take_flag(FLAG_SIZE)) {
		fit();
		terminal_size(&e->x, &e->y);
		e->kind = EVENT_RESIZE;
		return true;
	}
	return false;
}

/* False: the line is gone. */
static bool receive(void)
{
	char bytes[READ_SIZE];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

	if (n > 0)
		input_feed(&t.input, bytes, (size_t)n);
	return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

/* As ppoll. */
static int wait_for_input(int milliseconds)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	struct timespec limit = { milliseconds / 1000, milliseconds % 1000 * 1000000L };

	return ppoll(&input, 1, milliseconds < 0 ? NULL : &limit, &t.waiting);
}

static void next(void *context, int milliseconds, struct event *e)
{
	(void)context;
	while (!take_signal(e) && !input_take(&t.input, false, e)) {
		int patience = input_patience(&t.input);
		bool rest = patience >= 0 && (milliseconds < 0 || patience <= milliseconds);
		int ready = wait_for_input(rest ? patience : milliseconds);

		if (ready > 0 && !receive()) {
			e->kind = EVENT_HANGUP;
			return;
		}
		if (ready == 0 && (!rest || input_take(&t.input, true, e)))
			return;
	}
}

struct front terminal_front(void)
{
	return (struct front){ .show = show, .next = next, .set_mouse = set_mouse };
}
