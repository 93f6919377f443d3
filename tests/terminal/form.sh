# SPDX-License-Identifier: MIT
# The form in a real terminal: Chinese typed and pasted, the caret, sizes, lost lines and what they leave behind.
. "$top_srcdir/tests/lib.sh"

if ! command -v tmux >/dev/null; then
	echo '1..0 # SKIP tmux is not here'
	exit
fi
need_terminal
LANGUAGE=en
# Signals sent here are no finds of a sanitizer.
ASAN_OPTIONS=$ASAN_OPTIONS:handle_segv=0:handle_abort=0
export LANGUAGE ASAN_OPTIONS

# start SIZE CELL [FORM]: entry 1, alone in a new store.
start()
{
	rm -f "$ZIPING_STORE"*
	ziping new "${3-pingliang-project}" --year 2023 >/dev/null
	term_start "$1" "$top_builddir/ziping" edit 1 "$2"
	term_shows 'F2 Edit' >/dev/null
}

# again SIZE: the same store, as it was left.
again()
{
	term_start "$1" "$top_builddir/ziping" edit 1
}

cursor_at()
{
	[ "$(term_cursor)" = "$1" ]
}

# An entry that the program was started for is all there is to leave.
leave()
{
	term_keys C-q
}

caret()
{
	check "$1" term_until cursor_at "$2"
}

cell()
{
	check "$1" test "$(ziping get 1 "$3")" = "$2"
}

# --- typing, and where the caret stands ---

start 80x24 project
caret 'the caret stands where typing begins' 13,4
term_type 机构编制专项工作经费
check 'a phrase from an input method, in one burst' term_shows '项目名称  │机构编制专项工作经费 '
caret 'the caret is behind ten double columns' 33,4
term_keys Left Left
caret 'two characters back' 29,4
term_type 12
caret 'two single columns on' 31,4
term_keys BSpace BSpace End
caret 'to the end' 33,4
term_keys Enter
check 'accepted' term_shows '│ *机构编制专项工作经费 *│$'
caret 'the caret is in the next cell' 13,6
term_type 中共平凉市委机构编
caret 'in a narrow cell' 31,6
term_type 委员会
caret 'at the end of its line' 37,6
term_type 办
check 'the row grows' term_shows '^│ *│办 *│ *│ *│$'
caret 'the character that did not fit begins a line' 15,7
term_keys Escape
check 'Esc gives the row back' term_shows '主管部门  │ *│    实施'
term_keys C-End
check 'the last cell' term_shows '^说明  '
term_type ：见附件
caret 'a label before the text counts' 13,19
term_keys Home
caret 'the text begins behind it' 5,19
leave
check 'left' term_over 0
check 'the line is as it was' term_restored

start 80x24 goals.expected
term_paste '做好机构编制实名制管理系统日常维护、全市事业单位法人登记管理、市直机关事业单位网上名称管理等工作。
第二段'
check 'a bracketed paste, with its line end' term_shows '^│[^│]*│第二段 '
check 'wrapped' term_shows '│做好机构编制实名制管理系统日常维护、全市 │'
term_cursor >"$scratch/at"
term_type 完
check 'the caret is behind what was pasted' term_until sh -c "test \"\$(tmux -L $terminal display-message -p \
	'#{cursor_x},#{cursor_y}')\" = \"\$(awk -F, '{ print \$1 + 2 \",\" \$2 }' '$scratch/at')\""
term_resize 120x40
check 'larger while typing' term_shows '│做好机构编制实名制管理系统日常维护、全市事业单位法人登记管理、 │'
term_type 了
check 'typing goes on' term_shows '第二段完了'
term_resize 50x10
check 'too small is said' term_shows 'too small'
term_resize 62x18
check 'and nothing is lost' term_shows '第二段完了'
term_type 。
term_keys Enter
check 'accepted' term_shows 'stored'
leave
check 'it leaves' term_over 0
check 'the line is as it was' term_restored
cell 'all of it is stored' '做好机构编制实名制管理系统日常维护、全市事业单位法人登记管理、市直机关事业单位网上名称管理等工作。\n第二段完了。' \
	goals.expected

start 120x40 'indicators[1].level3'
term_paste '"指标1
第二行"	≥4次
指标2'
check 'a block: a line end inside of a cell is part of it' term_shows 'Paste 2 rows of 2 cells'
term_keys Down Enter
check 'pasted' term_shows '│指标2 '
leave
check 'it leaves' term_over 0
cell 'the line end in the cell' '指标1 第二行' 'indicators[1].level3'

start 120x40 'indicators[1].target'
term_paste '≥4次
≥22篇'
check 'one column is a block as well' term_shows 'Paste 2 rows of 1 cells'
term_keys Down Enter
leave
check 'it leaves' term_over 0
cell 'the second line is the second row' '≥22篇' 'indicators[2].target'

start 80x24 funds.fiscal.budget
term_type 43
term_keys Enter
term_type 24.5
check 'a rate while typing' term_shows '│ —  │ 57%  │'
term_type .
check 'unknown while unfinished' term_shows '│ —  │  —   │'
term_keys BSpace
term_type 6
check 'known again' term_shows '│ —  │ 57%  │'
leave
check 'leaving accepts' term_over 0
cell 'and stores' 24.56 funds.fiscal.executed

# --- nothing happens while nobody types ---

# The text stands in the store's files, as a draft or for good.
stored()
{
	cat "$ZIPING_STORE" "$ZIPING_STORE"-wal 2>/dev/null | grep -q -a -e "$1"
}

until_stored()
{
	until_limit=$(($(date +%s) + ${2-20}))
	until stored "$1"; do
		[ "$(date +%s)" -lt "$until_limit" ] || return
	done
}

wakes()
{
	grep ctxt_switches "/proc/$program/status"
}

start 80x24 project
term_type 半截话
check 'typed' term_shows '半截话'
timeout 1 cat <&3 >/dev/null
check 'a draft is stored within some two seconds' until_stored 半截话 2
wakes >"$scratch/wakes.before"
timeout 2 dd bs=1 count=1 <&3 2>/dev/null | wc -c >"$scratch/written"
wakes >"$scratch/wakes.after"
check 'nothing is written while idle' grep -q '^0$' "$scratch/written"
check 'and the program does not wake up' diff "$scratch/wakes.before" "$scratch/wakes.after"
term_keys Escape
check 'Esc gives back what was there' term_hides 半截话
leave
check 'it leaves' term_over 0
again 80x24
check 'what was given back is not offered again' term_shows 'F2 Edit'
leave
term_over 0 >/dev/null

# --- lost lines ---

# lost NAME STATUS COMMAND...: one text accepted, another half typed; then the command.
lost()
{
	lost_name=$1
	lost_status=$2
	shift 2
	start 80x24 project
	term_type 完整的名称
	term_keys Enter
	term_type 半截单
	check "$lost_name: typing" term_shows '半截单'
	"$@"
	check "$lost_name: over" term_over "$lost_status"
	[ "$lost_status" = 137 ] || check "$lost_name: the line is as it was" term_restored
	cell "$lost_name: nothing accepted is missing" 完整的名称 project
	cell "$lost_name: nothing half typed is taken for accepted" '' department
	again 80x24
	check "$lost_name: the half-typed text is offered back" term_shows '│半截单 '
	check "$lost_name: and that is said" term_shows 'being typed when the program ended'
	caret "$lost_name: at its place" 19,6
	term_type 位
	term_keys Enter
	check "$lost_name: it can be typed on" term_shows '│ *半截单位 *│ *实施'
	leave
	check "$lost_name: left" term_over 0
	cell "$lost_name: and is stored" 半截单位 department
	again 80x24
	check "$lost_name: only once" term_shows 'F2 Edit'
	term_keys C-z
	check "$lost_name: the undo list is still there" term_shows '主管部门  │ *│ *实施'
	leave
	term_over 0 >/dev/null
}

kill_when_drafted()
{
	until_stored 半截单 2
	term_signal KILL
}

lost SIGHUP 0 term_signal HUP
lost SIGTERM 0 term_signal TERM
lost 'kill -9' 137 kill_when_drafted

start 80x24 project
term_type 没了线
check 'typing' term_shows '没了线'
term_drop
check 'a dropped line leaves the draft' until_stored 没了线
again 80x24
check 'which is offered back' term_shows '│没了线 '
term_keys Escape
check 'Esc drops it' term_shows '项目名称  │ *│$'
leave
term_over 0 >/dev/null

# --- every way out ---

for signal in SEGV:139 ABRT:134; do
	start 80x24 project
	term_type 崩溃
	check 'typing' term_shows 崩溃
	term_signal "${signal%:*}"
	check "SIG${signal%:*} is passed on" term_over "${signal#*:}"
	check "the line is as it was after SIG${signal%:*}" term_restored
done

# --- other terminals ---

colours()
{
	tmux_ capture-pane -p -e | tr -d '\033' | grep -E '\[([0-9]+;)*[34][0-8][;m]'
}

for with in NO_COLOR=1 TERM=vt100 TERM=linux; do
	rm -f "$ZIPING_STORE"*
	ziping new pingliang-project --year 2023 >/dev/null
	term_start 80x24 env "$with" "$top_builddir/ziping" edit 1 project
	check "$with: the table" term_shows '^│ 项目名称  │ '
	term_type 专项
	check "$with: typing" term_shows '│专项 '
	caret "$with: the caret" 17,4
	if [ "$with" = TERM=linux ]; then
		check "$with: colours" test -n "$(colours)"
	else
		check "$with: no colours" test -z "$(colours)"
	fi
	leave
	check "$with: left" term_over 0
	check "$with: the line is as it was" term_restored
done

# --- a GB18030 locale, in which signs like ≥ and frame lines are two columns wide, but not in this terminal ---

# Between the program, which speaks GB18030, and the terminal, which speaks UTF-8.
cat >"$scratch/relay.py" <<-'PYTHON'
	import codecs, os, pty, sys
	shown = codecs.getincrementaldecoder("gb18030")()
	typed = codecs.getincrementaldecoder("utf-8")()

	def to_terminal(fd):
	    data = os.read(fd, 4096)
	    return shown.decode(data).encode("utf-8") or b"\0" if data else data

	def to_program(fd):
	    return typed.decode(os.read(fd, 4096)).encode("gb18030")

	sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], to_terminal, to_program)))
PYTHON
if command -v python3 >/dev/null && localedef -i zh_CN -f GB18030 "$scratch/zh_CN.GB18030" 2>"$scratch/said"; then
	rm -f "$ZIPING_STORE"*
	ziping new pingliang-project --year 2023 >/dev/null
	term_start 80x24 python3 "$scratch/relay.py" sh -c 'stty cols 80 rows 24
		LOCPATH=$1 LC_ALL=zh_CN.GB18030 exec "$2" edit 1 project' sh "$scratch" "$top_builddir/ziping"
	check 'GB18030: ASCII frames where the widths disagree' term_shows '^| 项目名称 *| *|$'
	term_type 专项12
	check 'GB18030: typing' term_shows '|专项12 '
	caret 'GB18030: the caret' 19,4
	leave
	check 'GB18030: left' term_over 0
	cell 'GB18030: stored' 专项12 project
else
	skip 'a GB18030 locale' 'python3 is not here, or localedef cannot make the locale'
fi

# --- running text ---

start 80x24 background luosong-report
caret 'the caret stands behind the indent of a paragraph' 4,4
term_type 机构编制
caret 'and goes on from there' 12,4
term_keys M-Enter
caret 'the next paragraph has one too' 4,5
term_type 内设机构
term_keys Up
caret 'up by a line of the screen' 12,4
term_keys Home
caret 'its start is behind the indent' 4,4
term_keys C-Delete
check 'a clause deleted' term_hides '机构编制$'
term_keys C-z
check 'and taken back' term_shows '    机构编制$'
leave
check 'left' term_over 0
cell 'no blanks are stored' '机构编制\n内设机构' background

# --- the mouse ---

start 80x24 project
tmux_ send-keys -l "$(printf '\033[<0;41;13M\033[<0;41;13m')"
check 'a click selects' term_shows '^年度资金总额 全年预算数'
tmux_ send-keys -l "$(printf '\033[<65;41;13M\033[<65;41;13M\033[<65;41;13M')"
check 'the wheel scrolls' term_hides '项目名称'
leave
check 'left' term_over 0
finish
