/* SPDX-License-Identifier: MIT */
/* The terminal as ncurses' terminfo describes it; draw.h says what to send.  ncurses' windows are
 * not used: they would be a second grid beside ours, in which overwriting half a wide character
 * shifts the rest of its line, and each of their cursor jumps is a write of its own. */
#define _GNU_SOURCE	/* ppoll, wcwidth */
#include "ui/terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "ui/draw.h"
#include "ui/input.h"
#include "ui/roles.h"

/* Last: they define words like “lines” and “columns”. */
#include <curses.h>
#include <term.h>

enum {
	READ_SIZE = 4096,
	PROBE_ROW = 2                /* from 1; not 1, whose report looks like a key */
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
	struct termios found;
	struct draw draw;
	struct input input;
	bool mouse;
	sigset_t waiting;            /* signals blocked while waiting: those of the caller */
	struct sigaction old_loop[FLAGS], old_crash[CRASHES];
	char leave[256];             /* gives the terminal back, from a crash as well */
	size_t leave_len;
	char alternate_stack[16384];
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

static void flush(void)
{
	send(str_text(&t.draw.out), t.draw.out.len);
	str_reset(&t.draw.out);
}

static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s == (const char *)-1 || !s ? "" : s;
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

static void add_modes(void)
{
	draw_add(&t.draw, capability("smcup"));
	draw_add(&t.draw, capability("smkx"));
	draw_add(&t.draw, paste_on);
	if (t.mouse)
		draw_add(&t.draw, mouse_on);
	draw_forget(&t.draw);
}

static void prepare_leaving(void)
{
	static const char *const names[] = { "rmkx", "sgr0", "cnorm", "rmcup" };

	draw_add(&t.draw, mouse_off);
	draw_add(&t.draw, paste_off);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		draw_add(&t.draw, capability(names[i]));
	t.leave_len = t.draw.out.len < sizeof t.leave ? t.draw.out.len : 0;
	memcpy(t.leave, t.draw.out.data, t.leave_len);
	str_reset(&t.draw.out);
}

/* Only what is allowed in a signal handler. */
static void give_back(int when)
{
	send(t.leave, t.leave_len);
	tcsetattr(STDOUT_FILENO, when, &t.found);
}

/* --- signals --- */

static void on_loop_signal(int number)
{
	for (int i = 0; i < FLAGS; i++)
		if (loop_signals[i] == number)
			flags[i] = 1;
}

/* The previous handler goes on from here. */
static void on_crash(int number)
{
	int old_errno = errno;

	give_back(TCSANOW);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crash_signals[i], &t.old_crash[i], NULL);
	errno = old_errno;
	raise(number);
}

static void catch_signals(void)
{
	struct sigaction loop = { .sa_handler = on_loop_signal };
	struct sigaction crash = { .sa_handler = on_crash, .sa_flags = SA_ONSTACK };
	stack_t stack = { .ss_sp = t.alternate_stack, .ss_size = sizeof t.alternate_stack };
	sigset_t blocked;

	sigemptyset(&blocked);
	for (int i = 0; i < FLAGS; i++) {
		sigaction(loop_signals[i], &loop, &t.old_loop[i]);
		sigaddset(&blocked, loop_signals[i]);
	}
	sigaltstack(&stack, NULL);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crash_signals[i], &crash, &t.old_crash[i]);
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

static void add_look(enum role role, enum theme theme)
{
	static const struct { unsigned bit; const char *name; } bits[] = {
		{ LOOK_BOLD, "bold" }, { LOOK_DIM, "dim" }, { LOOK_UNDERLINE, "smul" }, { LOOK_REVERSE, "rev" },
	};
	struct look look = role_look(role, theme);

	draw_add(&t.draw, capability("sgr0"));
	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
		if (look.bits & bits[i].bit)
			draw_add(&t.draw, capability(bits[i].name));
	if (look.ink >= 0)
		draw_add(&t.draw, tiparm(capability("setaf"), look.ink));
	if (look.ground >= 0)
		draw_add(&t.draw, tiparm(capability("setab"), look.ground));
}

static bool is_bare(struct look look)
{
	return look.ground < 0 && !(look.bits & (LOOK_UNDERLINE | LOOK_REVERSE));
}

static void choose_looks(void)
{
	const char *no_color = getenv("NO_COLOR");
	int colours = tigetnum("colors");
	enum theme theme = colours >= 256 ? THEME_256 : colours >= 8 ? THEME_8 : THEME_MONO;

	if ((no_color && *no_color) || !*capability("setaf") || !*capability("setab"))
		theme = THEME_MONO;
	for (int role = 0; role < ROLE_COUNT; role++) {
		add_look((enum role)role, theme);
		if (t.draw.out.len < DRAW_LOOK_SIZE)
			memcpy(t.draw.looks[role], str_text(&t.draw.out), t.draw.out.len);
		str_reset(&t.draw.out);
		t.draw.bare[role] = is_bare(role_look((enum role)role, theme));
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

static void jump(struct draw *d, int x, int y)
{
	draw_add(d, tiparm(capability("cup"), y, x));
}

/* Asks how wide an ambiguous character really is; the answer comes as input, whenever it comes.
 * The first screen wipes the character away. */
static void ask_widths(void)
{
	wchar_t line[] = L"\u2500";
	char bytes[MB_LEN_MAX + 1] = "";

	if (strcmp(capability("u7"), "\033[6n") != 0 || wcstombs(bytes, line, sizeof bytes) == (size_t)-1)
		return;
	draw_jump(&t.draw, 0, PROBE_ROW - 1);
	str_add(&t.draw.out, bytes);
	str_add(&t.draw.out, "\033[6n");
	t.input.asked_row = PROBE_ROW;
	draw_forget(&t.draw);
}

void terminal_size(int *width, int *height)
{
	struct winsize size = { 0 };
	int usual_width = tigetnum("cols"), usual_height = tigetnum("lines");

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	*width = size.ws_col ? size.ws_col : usual_width > 0 ? usual_width : 80;
	*height = size.ws_row ? size.ws_row : usual_height > 0 ? usual_height : 24;
}

static void learn_terminal(void)
{
	int width, height;

	terminal_size(&width, &height);
	draw_init(&t.draw, width, height);
	t.draw.jump = strcmp(capability("cup"), "\033[%i%p1%d;%p2%dH") ? jump : NULL;
	t.draw.clear = capability("clear");
	t.draw.clear_line = capability("el");
	t.draw.show_cursor = capability("cnorm");
	t.draw.hide_cursor = capability("civis");
	t.draw.keeps_corner = !tigetflag("am") || tigetflag("xenl");
	t.draw.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	choose_looks();
	learn_keys();
	prepare_leaving();
}

static enum status describe(struct err *err)
{
	const char *name = getenv("TERM");
	int answer;

	if (setupterm(NULL, STDOUT_FILENO, &answer) == OK && *capability("cup") && *capability("clear"))
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED,
		N_("the terminal “%1” cannot show full screens; set TERM to what it is, "
		"for example xterm-256color"), name ? name : "", NULL);
}

enum status terminal_open(bool mouse, struct err *err)
{
	enum status status;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)
			|| tcgetattr(STDOUT_FILENO, &t.found) != 0)
		return err_set(err, STATUS_REFUSED, N_("the full-screen program needs a terminal; "
			"give a command instead (see --help)"), NULL);
	status = describe(err);
	if (status != STATUS_OK)
		return status;
	t.open = true;
	t.mouse = mouse;
	/* First, so that no change of size is missed from here on. */
	catch_signals();
	learn_terminal();
	set_raw();
	add_modes();
	ask_widths();
	atexit(terminal_close);
	return STATUS_OK;
}

void terminal_close(void)
{
	if (!t.open)
		return;
	t.open = false;
	give_back(TCSADRAIN);
	release_signals();
	draw_clear(&t.draw);
	input_clear(&t.input);
	del_curterm(cur_term);
}

/* --- showing --- */

static void show(void *context, struct grid *g, int x, int y, bool again)
{
	(void)context;
	draw_show(&t.draw, g, x, y, again);
	flush();
}

static void set_mouse(void *context, bool on)
{
	(void)context;
	t.mouse = on;
	draw_add(&t.draw, on ? mouse_on : mouse_off);
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

	give_back(TCSADRAIN);
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
	if (take_flag(FLAG_HUP) || take_flag(FLAG_TERM) || take_flag(FLAG_INT) || take_flag(FLAG_QUIT)) {
		e->kind = EVENT_HANGUP;
		return true;
	}
	if (take_flag(FLAG_STOP))
		stop();
	if (take_flag(FLAG_CONTINUE)) {
		set_raw();
		add_modes();
		e->kind = EVENT_CONTINUE;
		return true;
	}
	if (take_flag(FLAG_SIZE)) {
		terminal_size(&e->x, &e->y);
		draw_resize(&t.draw, e->x, e->y);
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

static bool take_input(bool over, struct event *e)
{
	if (!input_take(&t.input, over, e))
		return false;
	if (e->kind == EVENT_WIDTHS)
		t.draw.unsure = e->by != wcwidth(0x2500);
	return true;
}

static void next(void *context, int milliseconds, struct event *e)
{
	(void)context;
	while (!take_signal(e) && !take_input(false, e)) {
		int patience = input_patience(&t.input);
		bool rest = patience >= 0 && (milliseconds < 0 || patience <= milliseconds);
		int ready = wait_for_input(rest ? patience : milliseconds);

		if (ready > 0 && !receive()) {
			e->kind = EVENT_HANGUP;
			return;
		}
		if (ready == 0 && (!rest || take_input(true, e)))
			return;
	}
}

struct front terminal_front(void)
{
	return (struct front){ .show = show, .next = next, .set_mouse = set_mouse };
}
