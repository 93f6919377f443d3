# SPDX-License-Identifier: MIT
# The form, key by key, as screens without a terminal.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

# fresh NAME: a store with the published table as entry 1; without NAME, with a new one.
fresh()
{
	rm -f "$ZIPING_STORE"*
	if [ -n "${1-}" ]; then
		ziping import "$top_srcdir/data/examples/$1.json"
	else
		ziping new pingliang-project --year 2023
	fi >/dev/null
}

# does SIZE TOKEN...: entry 1 on the tokens, from its first cell; `screen` shows one more screen on the way.
does()
{
	does_size=$1
	shift
	on "$does_size" 'open 1' 'key Ctrl+Home' "$@"
}

# screens SIZE TOKEN...: the same on a copy, so that nothing of it lasts.
screens()
{
	cp "$ZIPING_STORE" "$scratch/copy.db"
	ZIPING_STORE=$scratch/copy.db does "$@"
	screens_status=$?
	rm -f "$scratch"/copy.db*
	return $screens_status
}

# cell NAME VALUE CELL
cell()
{
	check "$1" test "$(ziping get 1 "$3")" = "$2"
}

example()
{
	fresh pingliang-2023-01
}

# --- what is seen ---

example
for size in 120x40 160x50 80x24 62x18 60x15; do
	golden "the table at $size" "screen/form-$size.txt" screens $size
done
golden 'headings stay while rows scroll under them' screen/form-sticky.txt \
	screens 80x24 'goto indicators[12].level3'
golden 'leading columns stay where the table is wider than the screen' screen/form-frozen.txt \
	screens 62x18 'goto indicators[12].reason'
golden 'a cell at the other end at 60x15' screen/form-60x15-end.txt screens 60x15 'key Ctrl+End'
golden 'too small, and large enough again' screen/form-80x24.txt screens 59x14 'resize 80x24'

# --- typing ---

fresh
shows 'a short text is replaced' '│ 项目名称  │新名称' 80x24 'text 旧名称' 'key Enter' \
	'goto project' 'text 新' 'text 名称'
shows 'Esc gives back what was there' '│ 项目名称  │  *旧名称' 80x24 'text 旧名称' 'key Enter' \
	'goto project' 'text 新' 'key Esc'
fresh
shows 'F2 edits it' '│ 项目名称  │新旧名称' 80x24 'text 旧名称' 'key Enter' 'goto project' 'key F2' \
	'key Home' 'text 新'
example
golden 'a long text is edited at its end, wraps and lets its row grow' screen/form-long.txt \
	screens 80x24 'goto goals.actual' 'text 全年共召开专题会议4次，形成调研报告26篇（含重点课题8篇）。' \
	'key Alt+Enter' 'text 第二段'
shows 'and keeps what it had' '^│    │.*│2023年，市委编办在市委、市委编 │' 80x24 'goto goals.actual' 'text 。'
golden 'Down scrolls through a text higher than the screen' screen/form-high.txt \
	screens 60x15 'goto goals.actual' 'key Down'
shows 'and goes on behind its end' '^绩效指标 第1行' 60x15 'goto goals.actual' 'key Down' 'key Down'
golden 'the size changes while a text is being typed' screen/form-resized.txt \
	screens 120x40 'goto goals.actual' 'text 正在写' 'resize 62x18'

rates()
{
	screens 80x24 "$@" | sed -n 's/^│ *│ 当年财.*│ *\([^ │]*\) *│ *— *│$/\1/p' | tr '\n' ' '
}
fresh
ziping set 1 funds.fiscal.budget=43 >/dev/null
check 'each key computes anew' test "$(rates 'goto funds.fiscal.executed' 'text 2' screen 'text 4' screen \
	'text .' screen 'text 5' screen 'text 6')" = '5% 56% — 57% 57% '
# Of 43 both are 57%.
ziping set 1 funds.fiscal.budget=43.42 >/dev/null
check '24.5 and then 6 show two rates' test "$(rates 'goto funds.fiscal.executed' 'text 24.5' screen \
	'text 6')" = '56% 57% '
ziping set 1 funds.fiscal.budget=43 >/dev/null
check 'an unfinished number is unknown, not 0' test "$(rates 'goto funds.fiscal.executed' 'text 2' screen \
	'text .' screen 'text 5')" = '5% — 6% '
shows 'so is the total' '│ *—  *│ 10 │  —   │    —     │' 80x24 'goto funds.fiscal.executed' 'text 2.'
shows 'a finding follows the key' '“2.” is not a number' 80x24 'goto funds.fiscal.executed' 'text 2.'
shows 'what is stored in another way is said' '“２４．５６” was written as “24.56”' 80x24 \
	'goto funds.fiscal.executed' 'text ２４．５６' 'key Enter'
does 80x24 'goto funds.fiscal.executed' 'text ２４．５６' 'key Enter' >/dev/null
cell 'and stored so' 24.56 funds.fiscal.executed
shows 'what agrees with the rule stays computed' '57% agrees' 80x24 'goto funds.fiscal.rate' 'text 57%' \
	'key Enter'
does 80x24 'goto funds.fiscal.rate' 'text 60%' 'key Enter' >/dev/null
shows 'an override shows what is computed' '^当年财政拨款 执行率: typed 60%, computed 57%' 80x24 \
	'goto funds.fiscal.rate'
cell 'the override is kept' 60% funds.fiscal.rate
does 80x24 'goto funds.fiscal.rate' 'key Delete' >/dev/null
cell 'Delete gives the computed value back' 57% funds.fiscal.rate
shows 'there is nothing more to delete' 'is computed; F6 says how' 80x24 'goto funds.fiscal.rate' \
	'key Delete'
shows 'F2 on a computed number begins with it' '│    │57%5  │' 80x24 'goto funds.fiscal.rate' 'key F2' \
	'text 5'
shows 'F2 and Enter change nothing' '^ total score 5.7 .*stored$' 80x24 'goto funds.fiscal.rate' 'key F2' 'key Enter'
fresh
shows 'control characters are refused visibly' 'Control characters cannot be printed' 80x24 \
	"$(printf 'text a\001b')"
does 80x24 'text 甲' 'key Enter' 'text 乙' 'key Tab' 'text 丙' 'key Down' 'text 丁' 'key Esc' >/dev/null
cell 'Enter accepts and goes on' 甲 project
cell 'so does Tab' 乙 department
cell 'so does an arrow that leaves the text' 丙 unit
shows 'F2 and Enter are no change to undo' 'Nothing to undo' 80x24 'key F2' 'key Enter' 'key Ctrl+Z' 'key Ctrl+Z' \
	'key Ctrl+Z' 'key Ctrl+Z'
shows 'Ctrl+S says that nothing is to do' 'already stored' 80x24 'key Ctrl+S'
shows 'or that Enter does it' 'Enter accepts' 80x24 'text 丙' 'key Ctrl+S'

# --- the order of cells ---

fresh
shows 'Enter passes by what is computed' '^年度资金总额 分值' 80x24 'goto unit' 'key Enter'
shows 'and by rates' '^上年结转资金 年初预算数' 80x24 'goto funds.fiscal.executed' 'key Enter'
shows 'but stops at a score that the rule cannot tell' '^绩效指标 第1行 得分' 80x24 \
	'goto indicators[1].target' 'text 进一步提升' 'key Enter' 'text 说不清' 'key Enter' 'text 5' 'key Enter'
shows 'and not at one it can' '^绩效指标 第1行 偏差原因' 80x24 \
	'goto indicators[1].target' 'text ≥4次' 'key Enter' 'text 4次' 'key Enter' 'text 5' 'key Enter'
shows 'behind the last cell it stays' '^说明' 80x24 'key Ctrl+End' 'key Enter' 'key Enter'
shows 'Tab stops everywhere' '^年度资金总额 年初预算数' 80x24 'goto unit' 'key Tab'
shows 'Shift+Tab goes back' '^实施单位' 80x24 'goto unit' 'key Tab' 'key Shift+Tab'
shows 'Home goes to the first cell of the row' '^年度资金总额 年初预算数' 80x24 \
	'goto funds.total.rate' 'key Home'
shows 'End to the last' '^年度资金总额 得分' 80x24 'goto funds.total.rate' 'key End'
shows 'PageDown goes down a screen' '^年度总体目标 预期目标' 80x24 'key PageDown'
shows 'PageUp comes back' '^项目名称' 80x24 'key PageDown' 'key PageUp' 'key PageUp'

# --- rows ---

levels()
{
	ziping export 1 --format json | awk -F'"' '/"computed"/ { exit }
		$2 ~ /^level/ { printf "%s%s", $4, $2 == "level3" ? "\n" : "/" }'
}
says()
{
	check "$1" test "$(levels | sed -n "$2" | tr '\n' ' ')" = "$3"
}
fresh
levels >"$scratch/first"
ziping set 1 'indicators[1].level3=甲' 'indicators[2].level3=乙' >/dev/null
does 80x24 'goto indicators[1].level3' 'key Ctrl+N' 'text 丙' 'key Enter' >/dev/null
says 'a row inserted in a group belongs to it' 1,3p '产出指标/数量指标/甲 产出指标/数量指标/丙 产出指标/质量指标/乙 '
golden 'and the group cells grow' screen/form-grown.txt screens 80x24 'goto indicators[2].level3'
does 80x24 'goto indicators[2].target' 'key Alt+Up' >/dev/null
says 'a row moves in its group' 1,3p '产出指标/数量指标/丙 产出指标/数量指标/甲 产出指标/质量指标/乙 '
does 80x24 'goto indicators[2].target' 'key Alt+Down' >/dev/null
says 'at the border it goes over to the next' 1,3p '产出指标/数量指标/丙 产出指标/质量指标/甲 产出指标/质量指标/乙 '
does 80x24 'goto indicators[2].target' 'key Alt+Up' >/dev/null
says 'and back' 1,3p '产出指标/数量指标/丙 产出指标/数量指标/甲 产出指标/质量指标/乙 '
does 80x24 'goto indicators[3].level2' 'key Ctrl+N' 'text 新指标' 'key Enter' 'text 丁' 'key Enter' >/dev/null
says 'a row inserted in a group cell begins a group' 3,5p '产出指标/质量指标/乙 产出指标/新指标/丁 产出指标/时效指标/ '
shows 'a group is not deleted' 'stands for several rows' 80x24 'goto indicators[1].level2' 'key Ctrl+D'
shows 'nor moved' 'stands for several rows' 80x24 'goto indicators[1].level2' 'key Alt+Down'
shows 'a row is deleted, and that is said' 'Row deleted' 80x24 'goto indicators[4].level3' 'key Ctrl+D'
does 80x24 'goto indicators[4].level3' 'key Ctrl+D' >/dev/null
says 'it is gone' 3,4p '产出指标/质量指标/乙 产出指标/时效指标/ '
shows 'outside of rows there is none to insert' 'Stand in a row' 80x24 'key Ctrl+N'
undo()
{
	yes "key Ctrl+$1" | head -n 20 | { echo 'open 1' && cat; } | ziping --script - --size 80x24 --dump "$scratch/dump"
}
levels >"$scratch/changed"
undo Z
levels >"$scratch/after"
check 'undo takes each of them back, in another session too' diff "$scratch/first" "$scratch/after"
undo Y
levels >"$scratch/after"
check 'redo makes them again' diff "$scratch/changed" "$scratch/after"
fresh
shows 'undo goes back to where the change was made' '^绩效指标 第1行 年度指标值' 80x24 \
	'goto indicators[1].target' 'text ≥4次' 'key Enter' 'key Ctrl+Home' 'key Ctrl+Z'

# --- merged cells ---

example
does 80x24 'goto indicators[2].level2' 'text 新名称' 'key Enter' >/dev/null
says 'typing into a merged cell is typing into each of its rows' 1,4p \
	'产出指标/新名称/指标1：机构编制工作专题会议次数 产出指标/新名称/指标2：机构编制调研报告形成数 产出指标/新名称/指标3：市级机关事业单位电子编制证使用率 产出指标/质量指标/指标1：电子编制证推广使用率 '
does 80x24 'goto indicators[2].level2' 'text 质量指标' 'key Enter' >/dev/null
golden 'groups that become equal become one' screen/form-merged.txt screens 80x24 'goto indicators[1].level2'
does 80x24 'key Ctrl+Z' >/dev/null
golden 'undo parts them' screen/form-parted.txt screens 80x24 'goto indicators[1].level2'

# --- findings, explanation, help ---

fresh
golden 'F3 shows the findings below the table' screen/form-findings.txt \
	screens 80x24 'key F3' 'goto funds.fiscal.executed' 'text 2.'
shows 'the list follows each key' '^> \[must be changed\] 当年财政拨款 全年执行数: “2.”' 80x24 'key F3' \
	'goto funds.fiscal.executed' 'text 2.'
shows 'also when it settles' '^> \[must be changed\] 当年财政拨款 全年执行数: 已执行 2.5' 80x24 'key F3' \
	'goto funds.fiscal.executed' 'text 2.' 'text 5'
shows 'the text being typed is not touched' '│2x ' 80x24 'goto funds.fiscal.executed' 'text 2' 'key F3' 'text x'
shows 'F4 goes to the next' '^> \[must be changed\] 主管部门' 80x24 'key F3' 'key F4'
shows 'and says which it is' 'Finding 2 of 15' 80x24 'key F4'
shows 'after the last comes the first' 'Finding 1 of 15' 80x24 'goto total.weight' 'key F4'
check 'F3 closes the list' test "$(screens 80x24 'key F3' 'key F3')" = "$(screens 80x24)"
shows 'a click in the list jumps' '^> \[must be changed\] 实施单位' 80x24 'key F3' 'click 10,19'
shows 'F1 tells the rule and what settles it' 'total: correct the weights' 80x24 'goto total.weight' 'key F1'
golden 'the list at 60x15' screen/form-findings-60x15.txt screens 60x15 'key F3' 'key F4'
example
shows 'no findings' 'No findings. F3 closes the list' 80x24 'key F3'
shows 'F4 then says so' 'No open findings' 80x24 'key F4'
golden 'F6 explains' screen/form-explain.txt screens 80x24 'goto funds.total.score' 'key F6'
golden 'F1 helps' screen/form-help.txt screens 120x40 'goto indicators[2].target' 'key F1'
shows 'the errors come first' '^> \[must be changed\] 总分 分值' 80x24 'goto indicators[1].reason' \
	'text 原因' 'key Enter' 'goto indicators[2].actual' 'text 30篇' 'key Enter' 'goto indicators[1].weight' \
	'text 6' 'key Enter' 'key F3' 'key Ctrl+Home' 'key F4'

# --- choosing ---

example
golden 'F9 offers how the rule reads a row' screen/form-choose.txt screens 80x24 'goto indicators[2].target' 'key F9'
does 80x24 'goto indicators[2].target' 'key F9' 'key Home' 'key Down' 'key Enter' >/dev/null
cell 'what is chosen is stored' 反向 'indicators[2].direction'
does 80x24 'key Ctrl+Z' >/dev/null
cell 'and can be undone' '' 'indicators[2].direction'
shows 'a group has no such thing' 'stands for several rows' 80x24 'goto indicators[2].level2' 'key F9'
shows 'nor has an amount' 'nothing to choose' 80x24 'goto funds.fiscal.executed' 'key F9'
fresh chaotian-2023-01
shows 'a cell that takes choices only offers them' '\[x\] 指标性质  ＝' 80x24 'goto indicators[1].relation' 'key F2'
does 80x24 'goto indicators[1].relation' 'key F2' 'key Down' 'key Enter' >/dev/null
cell 'and takes the chosen one' ≥ 'indicators[1].relation'

# --- find ---

example
shows 'find' '^绩效指标 第2行 三级指标' 80x24 'key Ctrl+F' 'text 调研报告' 'key Enter'
shows 'find again' '^绩效指标 第14行 三级指标' 80x24 'key Ctrl+F' 'text 加强' 'key Enter' 'key Ctrl+G'
shows 'Ctrl+U empties what was typed there' '^绩效指标 第2行 三级指标' 80x24 'key Ctrl+F' 'text 没有的' 'key Ctrl+U' \
	'text 调研报告' 'key Enter'
shows 'and all keys of a text do what they do in a cell' '“乙丙丁” was not found' 80x24 'key Ctrl+F' 'text 甲丁戊 己庚' \
	'key Ctrl+W' 'key Backspace' 'key Backspace' 'key Ctrl+A' 'key Delete' 'text 乙丙' 'key Ctrl+E' 'key Enter'
shows 'nothing was looked for yet' 'Nothing was looked for yet' 80x24 'key Ctrl+G'
shows 'what is not there is said' '“没有的” was not found' 80x24 'key Ctrl+F' 'text 没有的' 'key Enter'

# --- blocks ---

fresh
golden 'a block is shown before it is pasted' screen/form-paste.txt \
	screens 80x24 'goto indicators[1].level3' 'paste 指标1\t≥4次\t4次\t5\n指标2\t≥22篇\t26篇\t5\n'
does 80x24 'goto indicators[6].level3' 'paste 指标1\t≥4次\t4次\t5\n指标2\t≥22篇\t26篇\t5\n"指标""3"\t≥1\t1\t5' \
	'key Enter' >/dev/null
cell 'Enter alone fills cells' '≥22篇' 'indicators[7].target'
cell 'and rows that were not there' '指标"3' 'indicators[8].level3'
cell 'computed cells follow' 5 'indicators[8].score'
shows 'one undo goes back to the place' '^绩效指标 第6行 三级指标' 80x24 'key Ctrl+Z'
does 80x24 'key Ctrl+Z' >/dev/null
check 'and takes all of it back' test "$(levels | wc -l)" = 7
shows 'a block larger than the table changes nothing' 'nothing was pasted' 80x24 'goto funds.other.executed' \
	'paste 1\t2\t3\t4\t5\t6' 'key Down' 'key Enter'
does 80x24 'goto funds.other.executed' 'paste 1\t2\t3\t4\t5\t6' 'key Down' 'key Enter' >/dev/null
cell 'indeed nothing' '' funds.other.executed
does 80x24 'goto funds.fiscal.initial' 'paste 1\t2\t3\n4\t5\t6\n' 'key Down' 'key Enter' >/dev/null
cell 'a block goes down the funds as well' 6 funds.carryover.executed
does 80x24 'goto goals.expected' 'paste 第一段\n第二段' 'key Enter' >/dev/null
cell 'lines pasted into a long text are one text' '第一段\n第二段' goals.expected

# --- the mouse ---

example
shows 'a click selects' '^年度资金总额 全年预算数' 80x24 'click 40,12'
does 80x24 'text 新' 'click 40,12' >/dev/null
cell 'a click accepts what is being typed' 新 project
shows 'a click on a label does nothing' '^项目名称' 80x24 'click 4,4'
shows 'a click into the selected cell edits there' '│0新 ' 80x24 'click 13,4' 'text 0'
finish
