# SPDX-License-Identifier: MIT
# Last year's table beside the one being typed, in a real terminal.
. "$top_srcdir/tests/lib.sh"

if ! command -v tmux >/dev/null; then
	echo '1..0 # SKIP tmux is not here'
	exit
fi
need_terminal
LANGUAGE=en
export LANGUAGE

ziping new pingliang-project --year 2022 project=机构编制专项工作经费 unit=编办 funds.fiscal.budget=40 \
	funds.fiscal.executed=23.12 goals.actual=上年完成四项。 >/dev/null
ziping new pingliang-project --year 2023 project=机构编制专项工作经费 unit=编办 >/dev/null

cursor_at()
{
	[ "$(term_cursor)" = "$1" ]
}

term_start 160x40 "$top_builddir/ziping" edit 2 goals.actual
check 'the form' term_shows 'F2 Edit'
term_type 全年完成
check 'typing tells what stood there' term_shows '年度总体目标 实际完成情况.*last year: 上年完成四项。$'
term_cursor >"$scratch/alone"
term_keys F5
check 'F5 while typing' term_shows ' 2023: typed here .* 2022: read-only'
check 'the text is still being typed' term_shows 'typing$'
check 'last year is beside it' term_shows '│全年完成 .*│ *上年完成四项。'
term_cursor >"$scratch/before"
term_type 五项
check 'Chinese typed with both open' term_shows '│全年完成五项 .*│ *上年完成四项。'
check 'the caret goes along' term_until cursor_at \
	"$(awk -F, '{ print $1 + 4 "," $2 }' "$scratch/before")"
term_keys BSpace
check 'a character back' term_shows '│全年完成五 .*│ *上年完成四项。'
term_resize 100x30
check 'narrower: this year alone' term_hides 'read-only'
check 'and the text being typed' term_shows '│全年完成五 '
term_resize 150x40
check 'wider: both again' term_shows '│全年完成五 .*│ *上年完成四项。'
term_type 项。
term_keys Enter
check 'accepted' term_shows 'stored$'
term_keys F5
check 'F5 closes it' term_hides 'read-only'
term_keys S-F5
check 'Shift+F5 lists what differs' term_shows '2023 and 2022 compared'
term_keys Escape
check 'Esc goes back' term_shows 'F2 Edit'
term_resize 80x24
check 'a small screen' term_shows ' F4 Next finding$'
term_keys F5
check 'narrow: last year in its place' term_shows '^ 2022: read-only'
term_type 错
check 'it can only be read' term_shows 'This is 2022, to be read only'
term_keys F5
check 'and back' term_shows '^ 市级预算项目支出绩效自评表  2023'
term_keys C-q
check 'it leaves' term_over 0
check 'the line is as it was' term_restored
check 'what was typed is stored' test "$(ziping get 2 goals.actual)" = '全年完成五项。'
check 'last year is as it was' test "$(ziping get 1 goals.actual)" = '上年完成四项。'
finish
