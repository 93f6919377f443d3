# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For test scripts: TAP, golden files, and the real program in a terminal.
#
#     . "$top_srcdir/tests/lib.sh"
#     check 'a new store is empty' test "$(ziping list)" = ''
#     golden 'the published table' pingliang.txt ziping show 1
#     finish
#
# Each script has a folder of its own, $scratch, and its own store in it.

set -u
umask 077
: "${top_srcdir:?}" "${top_builddir:?}"
scratch=$(mktemp -d)
ZIPING_STORE=$scratch/ziping.db
ASAN_OPTIONS=exitcode=99:log_path=$scratch/sanitizer
UBSAN_OPTIONS=print_stacktrace=1:log_path=$scratch/sanitizer
# Fonts stay in the libraries' caches until the end, which is no leak of ours.
printf 'leak:%s\n' libfontconfig libcairo >"$scratch/caches"
LSAN_OPTIONS=suppressions=$scratch/caches:print_suppressions=0
export ZIPING_STORE ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS
cases=0
failures=0
terminal=
terminals=0
program=

clean_up()
{
	[ -n "$terminal" ] && tmux_ kill-server 2>/dev/null
	rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

ziping()
{
	"$top_builddir/ziping" "$@"
}

# --- results ---

# verdict NAME STATUS: what $scratch/said holds is shown when it failed.
verdict()
{
	cases=$((cases + 1))
	if [ "$2" = 0 ]; then
		echo "ok $cases - $1"
		return
	fi
	failures=$((failures + 1))
	echo "not ok $cases - $1"
	sed 's/^/# /' "$scratch/said"
}

# check NAME COMMAND...: passes if the command succeeds.
check()
{
	check_name=$1
	shift
	"$@" >"$scratch/said" 2>&1
	verdict "$check_name" $?
}

# check_status NAME STATUS COMMAND...: passes if the command exits with exactly that.
check_status()
{
	check_name=$1
	check_wanted=$2
	shift 2
	"$@" >"$scratch/said" 2>&1
	check_got=$?
	echo "exit status $check_got, not $check_wanted" >>"$scratch/said"
	[ "$check_got" = "$check_wanted" ]
	verdict "$check_name" $?
}

# none NAME COMMAND...: passes if the command succeeds and prints nothing: no offender.
none()
{
	check_name=$1
	shift
	"$@" >"$scratch/said" 2>&1 && [ ! -s "$scratch/said" ]
	verdict "$check_name" $?
}

# golden NAME FILE COMMAND...: standard output against tests/golden/FILE, byte by byte.
# UPDATE_GOLDEN=1 writes the file instead; read the difference before committing it.
golden()
{
	check_name=$1
	golden_file=$top_srcdir/tests/golden/$2
	shift 2
	if ! "$@" >"$scratch/out" 2>"$scratch/said"; then
		verdict "$check_name" 1
		return
	fi
	[ -n "${UPDATE_GOLDEN-}" ] && cp "$scratch/out" "$golden_file"
	diff -u "$golden_file" "$scratch/out" >>"$scratch/said" 2>&1
	verdict "$check_name" $?
}

skip()
{
	cases=$((cases + 1))
	echo "ok $cases - $1 # SKIP $2"
}

finish()
{
	: >"$scratch/said"
	for report in "$scratch"/sanitizer.*; do
		[ -f "$report" ] && cat "$report" >>"$scratch/said"
	done
	if [ -s "$scratch/said" ]; then
		verdict 'no sanitizer reports anything' 1
	fi
	echo "1..$cases"
	[ "$failures" = 0 ]
	exit
}

# --- a terminal ---
#
# tmux shows the screen; its output comes through a pipe as well, so that waiting for a screen
# wakes up when the program wrote something, and never guesses how long that takes.

# For the start of a script: leaves it, skipped, where the system has no pseudo terminals at all.
need_terminal()
{
	(exec 9<>/dev/ptmx) 2>/dev/null && return
	echo '1..0 # SKIP no pseudo terminals here (is devpts mounted?)'
	exit 0
}

tmux_()
{
	tmux -L "$terminal" -f /dev/null -u "$@"
}

# term_start COLSxROWS COMMAND...: the command in a terminal of that size.
# Its process id is in $program; `stty -g` before and after in $scratch/stty.before and .after.
term_start()
{
	[ -n "$terminal" ] && tmux_ kill-server 2>/dev/null
	terminals=$((terminals + 1))
	terminal=ziping-test-$$-$terminals
	term_size=$1
	shift
	rm -f "$scratch"/term.*
	mkfifo "$scratch/term.output" "$scratch/term.pid" "$scratch/term.over"
	# Open for both directions, so that neither side ever waits for the other to come.
	exec 3<>"$scratch/term.output" 4<>"$scratch/term.over"
	# A trap, not "ignored", which the program would inherit: this shell outlives a lost line.
	cat >"$scratch/term.inside" <<-'TEXT'
		cd "$(dirname "$0")" && shift || exit
		trap : HUP
		unset TMUX TMUX_PANE
		TERM=tmux-256color
		stty -g >stty.before
		sh -c 'echo $$ >term.pid; exec "$@"' program "$@"
		status=$?
		stty -g >stty.after
		echo $status >term.over
	TEXT
	tmux_ new-session -d -x "${term_size%x*}" -y "${term_size#*x}" \
		"tmux -L $terminal wait-for start; exec sh '$scratch/term.inside' -- $(quoted "$@")" \; \
		set-option -g remain-on-exit on \; \
		set-option -g status off \; \
		set-option -g escape-time 0 \; \
		set-option -g window-size manual \; \
		pipe-pane -O "exec cat >'$scratch/term.output'" \; \
		wait-for -S start || return
	read -r program <"$scratch/term.pid"
}

quoted()
{
	for word; do
		printf "'%s' " "$(printf '%s\n' "$word" | sed "s/'/'\\\\''/g")"
	done
}

# term_keys KEY...: keys by tmux's names: Enter Down F1 C-s M-Up BTab
term_keys()
{
	tmux_ send-keys "$@"
}

# term_type TEXT: as an input method gives it, in one burst.
term_type()
{
	tmux_ send-keys -l "$1"
}

# term_paste TEXT: bracketed, if the program asked for that; as terminals do, a line ends in a carriage return.
term_paste()
{
	printf '%s' "$1" | tmux_ load-buffer - && tmux_ paste-buffer -p -d
}

term_resize()
{
	tmux_ resize-window -x "${1%x*}" -y "${1#*x}"
}

term_screen()
{
	tmux_ capture-pane -p
}

# COLUMN,ROW from 0.
term_cursor()
{
	tmux_ display-message -p '#{cursor_x},#{cursor_y}'
}

# term_until [SECONDS] COMMAND...: until the command succeeds; tried again whenever the program wrote.
term_until()
{
	case $1 in
	[0-9]*) term_limit=$1 && shift ;;
	*) term_limit=20 ;;
	esac
	term_deadline=$(($(date +%s) + term_limit))
	until "$@"; do
		term_screen >/dev/null || return
		if [ "$(date +%s)" -ge "$term_deadline" ]; then
			echo "not within $term_limit seconds: $*"
			term_screen | sed '/^ *$/d'
			return 1
		fi
		timeout 1 dd bs=65536 count=1 <&3 >/dev/null 2>&1
	done
}

term_shows_()
{
	term_screen | grep -q -e "$1"
}

# term_shows PATTERN [SECONDS]: waits until a line of the screen matches.
term_shows()
{
	term_until "${2-20}" term_shows_ "$1"
}

term_hides_()
{
	! term_shows_ "$1"
}

term_hides()
{
	term_until "${2-20}" term_hides_ "$1"
}

# term_signal SIGNAL: to the program alone: HUP, TERM, KILL.
term_signal()
{
	kill -s "$1" "$program"
}

# term_over [STATUS]: waits for the end; with STATUS, the program must have left with it.
# A process killed by a signal leaves with 128 and the signal's number.
term_over()
{
	term_status=$(timeout 20 head -n 1 <&4)
	[ -n "$term_status" ] && [ "$term_status" = "${1-$term_status}" ] && return
	echo "exit status ${term_status:-none within 20 seconds}, not ${1-one}"
	[ -n "$terminal" ] && term_screen | sed '/^ *$/d'
	return 1
}

# The terminal's settings are what they were.
term_restored()
{
	diff "$scratch/stty.before" "$scratch/stty.after"
}

# The line is dropped: the terminal itself goes away under the program.
term_drop()
{
	tmux_ kill-server
	terminal=
}
