# SPDX-License-Identifier: MIT
# The real program in a real terminal: start and end, signals, sizes, typing Chinese.
. "$top_srcdir/tests/lib.sh"

if ! command -v tmux >/dev/null; then
	echo '1..0 # SKIP tmux is not here'
	exit
fi
LANGUAGE=en
export LANGUAGE
for example in pingliang-2023-01 ningxia-2023-01; do
	ziping import "$top_srcdir/data/examples/$example.json" >/dev/null
done

start()
{
	term_start "$1" "$top_builddir/ziping"
	check "the list is shown at $1" term_shows ' of 2'
}

start 80x24
term_keys C-q
check 'Ctrl+Q leaves' term_over 0
check 'the line is as it was' term_restored

for signal in HUP TERM INT; do
	start 80x24
	term_signal "$signal"
	check "SIG$signal ends it" term_over 0
	check "the line is as it was after SIG$signal" term_restored
done

# Sanitizers would report what is sent here on purpose.
plain_options=$ASAN_OPTIONS
ASAN_OPTIONS=$ASAN_OPTIONS:handle_segv=0
for signal in SEGV:139 ABRT:134; do
	start 80x24
	term_signal "${signal%:*}"
	check "SIG${signal%:*} is passed on" term_over "${signal#*:}"
	check "the line is as it was after SIG${signal%:*}" term_restored
done
ASAN_OPTIONS=$plain_options

cursor_at()
{
	[ "$(term_cursor)" = "$1" ]
}

start 80x24
term_type 平凉
check 'a phrase filters' term_shows '1 of 1'
check 'the caret is behind the text' term_until cursor_at 13,1
term_keys BSpace
check 'Backspace takes a character' term_shows 'Filter: 平$'
term_keys Escape
check 'Esc shows all' term_hides 'Filter: 平'
term_paste '宁夏'
check 'a paste filters' term_shows 'Filter: 宁夏'
term_resize 120x40
check 'larger' term_shows 'executed'
term_resize 50x10
check 'too small is said' term_shows 'too small'
term_resize 80x24
check 'and large enough again' term_shows 'Filter: 宁夏'
term_keys Escape
check 'Esc by itself' term_shows ' of 2'
term_keys Down F10
check 'keys in one burst' term_shows 'Bring back'
term_keys Escape
check 'a popup goes without a trace' term_hides 'Bring back'
term_keys C-t End Enter
check 'another one too' term_hides 'Sort by'
escape=$(printf '\033')
term_type "${escape}[<0;5;5M${escape}[<0;5;5m"
check 'a click selects' term_shows '2 of 2'
term_type "${escape}[<64;5;5M"
check 'the wheel goes up' term_shows '1 of 2'
term_keys C-q
check 'it leaves' term_over 0
check 'the line is as it was' term_restored

colours()
{
	tmux_ capture-pane -p -e | grep -qE "$escape\[([0-9;]*;)?[34][0-8]"
}

colourless()
{
	! colours
}

marked()
{
	tmux_ capture-pane -p -e | grep -q "$escape\\[0;7m.* 2023 "
}

start 80x24
check 'in colours' colours
term_keys C-q
check 'left' term_over 0
NO_COLOR=1
export NO_COLOR
start 80x24
check 'without colours if NO_COLOR asks for that' colourless
check 'the selected line is marked all the same' marked
term_keys C-q
check 'left' term_over 0
unset NO_COLOR

start 80x24
term_type 平凉
check 'typed' term_shows '1 of 1'
term_signal KILL
check 'killed' term_over 137
start 80x24
check 'nothing is missing' term_shows '机构编制专项工作'
term_drop
check 'a dropped line ends it' term_over 0

# A shell with job control, which alone can stop something.
term_start 80x24 env PS1='prompt> ' ENV= sh -i
term_type "sh -c 'echo \$\$ >$scratch/stopped; exec $top_builddir/ziping'"
term_keys Enter
check 'started by a shell' term_shows ' of 2'
read -r stopped <"$scratch/stopped"
stty_of()
{
	stty -F "$(tmux_ display-message -p '#{pane_tty}')" -a | grep -o '[-]*icanon'
}
check 'raw while it runs' test "$(stty_of)" = -icanon
kill -s TSTP "$stopped"
check 'SIGTSTP gives the terminal back' term_hides ' of 2'
check 'cooked while it is stopped' term_until sh -c \
	"stty -F '$(tmux_ display-message -p '#{pane_tty}')' -a | grep -q ' icanon'"
term_type fg
term_keys Enter
check 'it comes back' term_shows ' of 2'
check 'raw again' test "$(stty_of)" = -icanon
term_keys C-q
check 'and leaves' term_hides ' of 2'
term_type exit
term_keys Enter
check 'the shell is the last' term_over 0
finish
