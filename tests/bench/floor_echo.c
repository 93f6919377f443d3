/* SPDX-License-Identifier: MIT */
/* The floor of a key: an ordinary ncurses program that writes back what it reads. */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <wchar.h>

int main(void)
{
	wint_t c;
	int kind;

	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	mvaddstr(0, 0, "echo");
	move(1, 0);
	refresh();
	while ((kind = get_wch(&c)) != ERR) {
		/* A key that is no character is written as a sign. */
		wchar_t text[] = { kind == OK && c >= L' ' ? (wchar_t)c : L'0' + (wchar_t)(c % 10), L'\0' };

		if (getcurx(stdscr) > COLS - 3)
			move((getcury(stdscr) + 1) % LINES, 0);
		addwstr(text);
		refresh();
	}
	endwin();
	return 0;
}
