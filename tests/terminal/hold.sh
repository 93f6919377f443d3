# SPDX-License-Identifier: MIT
# Two screens and one entry: the second reads, is told who writes, sees what is stored, and goes on when it is free.
. "$top_srcdir/tests/lib.sh"

if ! command -v tmux >/dev/null; then
	echo '1..0 # SKIP tmux is not here'
	exit
fi
need_terminal
LANGUAGE=en
export LANGUAGE

ziping new pingliang-project --year 2023 project=甲 >/dev/null
ziping new pingliang-project --year 2023 project=丙 >/dev/null
who="$(id -un) on host $(uname -n) since"

# The first program's terminal is another one, with keys of its own.
first()
{
	tmux -L "ziping-test-$$-first" -f /dev/null -u "$@"
}

first_keys()
{
	first send-keys "$@"
}

first_shows_()
{
	first capture-pane -p | grep -q -e "$1"
}

# The terminal that wakes us is the other one: waiting may end without having read anything.
until_true()
{
	term_until "$@" || "$@"
}

first_shows()
{
	until_true first_shows_ "$1"
}

draft_is_kept()
{
	python3 -c 'import sqlite3, sys
sys.exit(not sqlite3.connect(sys.argv[1]).execute("select count(*) from draft").fetchone()[0])' "$ZIPING_STORE"
}

# What is shown is written a moment later.
has_project()
{
	test "$(ziping get 1 project)" = "$1"
}

# first_start COMMAND...: its process id is in $scratch/first.pid.
first_start()
{
	first new-session -d -x 100 -y 24 "unset TMUX; TERM=tmux-256color; echo \$\$ >'$scratch/first.pid'; exec $(quoted "$@")"
}
trap 'first kill-server 2>/dev/null; clean_up' EXIT

term_start 100x24 "$top_builddir/ziping"
term_shows '甲' >/dev/null
first_start "$top_builddir/ziping" edit 1
check 'the first has it' first_shows '项目名称.*甲'

term_keys Down Up
term_keys End Delete
check 'the list refuses to delete it' term_shows "entry 1 is open by $who"
term_keys Enter
check 'the second reads' term_shows '^ \[read-only: .* since .*\]  市级预算项目支出绩效自评表'
check 'and says who writes' term_shows "entry 1 is open by $who"
for keys in x F2 C-n C-d M-Up C-z C-y C-r Delete; do
	term_keys F4
	term_hides "is open by $who" >/dev/null
	term_keys "$keys"
	check "$keys says it again" term_shows "entry 1 is open by $who"
done
term_paste '一	二'
check 'a paste as well' term_shows "entry 1 is open by $who"
term_keys F3
check 'the findings can be read' term_shows 'F3 closes the list'
term_keys F3 F6
check 'so can an explanation' term_shows 'Esc Close'
term_keys Escape
term_hides 'Esc Close' >/dev/null
term_keys F8
check 'and the history' term_shows 'History'
term_keys Escape
term_hides 'Esc Close' >/dev/null
term_keys C-Home

first_keys C-Home
first_keys -l 乙
first_keys Enter
check 'what the first stores is seen' term_shows '项目名称 .*乙'
first_keys C-q
check 'free: that is said' term_shows 'free now'
check 'the title says nothing any more' term_shows '^ 市级预算项目支出绩效自评表'
term_keys C-Home
term_type 丁
term_keys Enter
check 'the second types' term_shows '项目名称 .*丁'
check 'and it is stored' until_true has_project 丁

# A program that is killed while typing leaves its draft to the next one.
term_keys C-q
term_shows 'F1 Help.*Copy' >/dev/null
first_start "$top_builddir/ziping" edit 1
first_shows '项目名称.*丁'
term_keys Enter
term_shows 'read-only' >/dev/null
first_keys C-Home
first_keys -l 戊
first_shows 'typing'
check 'a draft is kept' until_true draft_is_kept
kill -9 "$(cat "$scratch/first.pid")"
check 'the one that waited gets the text' term_shows '│ *戊'
term_keys Enter
check 'and accepts it' term_shows 'stored'

# An entry deleted by a command is not in the list any more at the next key.
term_keys C-q
term_shows 'F1 Help.*Copy' >/dev/null
ziping set 2 project=己
term_keys Down
check 'the list follows others' term_shows '己'
term_keys C-q
check 'left' term_over 0
finish
