# SPDX-License-Identifier: MIT
# A report on the screen: running text, figures of other tables, own words.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"
columns=80 rows=24

screens()
{
	on "${columns}x$rows" "$@"
}

ziping import "$top_srcdir/data/examples/luosong-2023-01.json" >/dev/null
ziping new luosong-report --year 2023 >/dev/null

golden 'a report without one of its tables' screen/report-missing.txt screens 'open 2' 'goto basic'
shows 'which says what is missing' '2 missing; F6 says which' 'open 2' 'goto basic'
shows 'and F6 which table' '部门整体支出绩效评价基础数据表（2023） is missing' 'open 2' 'goto basic' 'key F6'
ziping import "$top_srcdir/data/examples/luosong-2023-basedata.json" >/dev/null
golden 'with both' screen/report-80x24.txt screens 'open 2' 'goto basic'
columns=120 rows=40
golden 'the whole width' screen/report-120x40.txt screens 'open 2' 'goto background'
columns=80 rows=24

shows 'F2 starts from the composed text' '公用经费7.32万元。其他' 'open 2' 'goto basic' 'key F2' 'text 其他' 'key Enter'
check 'which is kept' [ "$(ziping get 2 basic | grep -c '7.32万元。其他')" = 1 ]
shows 'and said to be typed over' 'stored' 'open 2' 'goto basic' 'key Delete'
check 'Delete gives the composed text back' [ "$(ziping get 2 basic | grep -c '7.32万元。$')" = 1 ]
shows 'typing goes on behind it' '公用经费7.32万元。再' 'open 2' 'goto basic' 'text 再'
golden 'paragraphs are typed with Alt+Enter' screen/report-typing.txt screens 'open 2' 'goto background' \
	'text 机构编制管理机关。' 'key Alt+Enter' 'text 编制八名。' 
ziping set 2 'background=机构编制管理机关。
编制八名。'
golden 'and stand with two blanks each' screen/report-typed.txt screens 'open 2' 'goto staff'
# The text of the table's first lines, however its indents are made.
looks()
{
	screens "$@" | sed '$d' | sed '$d' | sed '$d' | sed 's/　/  /g'
}
ziping set 2 "problems=$(awk 'BEGIN { for (i = 1; i <= 4; i++) printf "%d.制度不健全（含执行）。", i }')
第二段"
check 'running text looks the same while it is typed' test "$(looks 'open 2' 'goto problems')" = \
	"$(looks 'open 2' 'goto problems' 'key F2')"
ziping set 2 problems=
ziping set 2 'basic=公用经费7.23万元'
golden 'a wrong figure in own words' screen/report-differs.txt screens 'open 2' 'goto basic' 'key F3'

# --- which entry is meant ---

shows 'nothing is asked where all is clear' 'nothing to choose here' 'open 2' 'goto basic' 'key F9'
twin=$(ziping import "$top_srcdir/data/examples/luosong-2023-basedata.json")
columns=120
golden 'of several tables F9 offers each' screen/report-meant.txt screens 'open 2' 'goto basic' 'key F9'
shows 'a cell that draws from none of them has nothing to choose' 'nothing to choose here' 'open 2' 'goto use' 'key F9'
screens 'open 2' 'goto basic' 'key F9' 'key Down' 'key Enter' >/dev/null
check 'the number is typed for the person' [ "$(ziping get 2 base_entry)" = "$twin" ]
screens 'open 2' 'goto basic' 'key Delete' 'key F9' 'key End' 'key Enter' >/dev/null
check 'or taken away again' [ -z "$(ziping get 2 base_entry)" ]
project=$(ziping import "$top_srcdir"/data/examples/chaotian-2023-*.json | head -1)
wanted=$(ziping get "$project" project)
about=$(ziping new chaotian-project-report --year 2023)
screens "open $about" 'goto project' 'key F9' 'key Home' 'key Enter' >/dev/null
check 'a long name with its code need not be typed' [ "$(ziping get "$about" project)" = "$wanted" ]
ziping set "$about" project=
screens "open $about" 'goto approval' 'key F9' 'key Home' 'key Enter' >/dev/null
check 'nor where its figures belong' [ "$(ziping get "$about" project)" = "$wanted" ]
shows 'then it is clear' 'nothing to choose here' "open $about" 'goto approval' 'key F9'
columns=80

# --- writing ---

ziping set 2 problems=
# tries NAME PATTERN TOKEN...: on a copy of the store, where no draft is left.
tries()
{
	tries_name=$1
	tries_pattern=$2
	shift 2
	cp "$ZIPING_STORE" "$scratch/copy.db"
	ZIPING_STORE=$scratch/copy.db screens 'open 2' 'goto problems' "$@" >"$scratch/said" 2>&1 &&
		grep -q -e "$tries_pattern" "$scratch/said"
	verdict "$tries_name" $?
	rm -f "$scratch"/copy.db*
}
writes()
{
	writes_name=$1
	writes_pattern=$2
	shift 2
	tries "$writes_name" "$writes_pattern" 'text 制度不健全，' 'text 人员不足。' "$@"
}
writes 'Ctrl+Z takes a clause back, not the text' '^    制度不健全，$' 'key Ctrl+Z'
writes 'Ctrl+Y makes it again' '^    制度不健全，人员不足。$' 'key Ctrl+Z' 'key Ctrl+Z' 'key Ctrl+Y' 'key Ctrl+Y'
writes 'when there is nothing more it stays being typed' 'Nothing to do again' 'key Ctrl+Y'
writes 'behind the first step the cell is given back' '〔写明资金使用' 'key Ctrl+Z' 'key Ctrl+Z' 'key Ctrl+Z'
writes 'and nothing is said to be had again' '^ F1 Help.*F2 Edit' 'key Ctrl+Z' 'key Ctrl+Z' 'key Ctrl+Z'
writes 'Esc says how to have the text once more' 'Given back; Ctrl+Y puts in again' 'key Esc'
writes 'and it comes' '^    制度不健全，人员不足。再' 'key Esc' 'key Ctrl+Y' 'text 再'
writes 'to its own cell only' 'Nothing to do again' 'key Esc' 'key Down' 'key Ctrl+Y'
tries 'what agrees with the tables stays drawn from them' '一般公共预算支出情况 agrees' 'goto spending' 'text 再' \
	'key Backspace' 'key Enter'
writes 'a part is moved to another cell' '^    人员不足。$' 'key Ctrl+W' 'key Ctrl+W' 'key Down' 'key F2' 'key Ctrl+V'
# --- tables that came later ---

early=$(ZIPING_STORE=$scratch/early.db ziping new luosong-report --year 2023)
ZIPING_STORE=$scratch/early.db ziping import "$top_srcdir/data/examples/luosong-2023-01.json" \
	"$top_srcdir/data/examples/luosong-2023-basedata.json" >/dev/null
ZIPING_STORE=$scratch/early.db shows 'F9 makes the rows that they have' 'rows were taken from the tables' \
	"open $early" 'goto projects[1].name' 'key F9'
check 'all of them' [ "$(ZIPING_STORE=$scratch/early.db ziping get "$early" 'projects[3].name')" = 疫情防控经费 ]
ZIPING_STORE=$scratch/early.db shows 'and once' 'nothing to choose here' "open $early" 'goto projects[1].name' 'key F9'

# --- a text higher than the screen ---

ziping set 2 "problems=$(awk 'BEGIN { for (i = 1; i <= 90; i++) printf "第%d项问题是制度不健全。", i }')"
shows 'PageDown goes through it' '第60项' 'open 2' 'goto problems' 'key PageDown' 'key PageDown'
shows 'and up again' '第2项' 'open 2' 'goto problems' 'key PageDown' 'key PageUp'
shows 'and on behind it' '^自评结果拟应用和公开情况 is empty' 'open 2' 'goto problems' 'key PageDown' 'key PageDown' 'key PageDown' 'key PageDown'
shows 'so it does while typing' '第28项' 'open 2' 'goto problems' 'key F2' 'key PageUp'
shows 'the text is kept' typing 'open 2' 'goto problems' 'key F2' 'key PageUp' 'key PageUp' 'key PageDown'

ziping set 2 "problems=$(awk 'BEGIN { for (i = 1; i <= 150; i++) printf "第%d项问题是制度不健全。", i }')"
tries 'its heading is seen with its first line' '七、存在的问题及原因分析' 'key F2' 'key Ctrl+Home'
tries 'how much was written' '1991/4000 chars  typing' 'key F2' 'key Backspace'
tries 'what was found is shown' '第80项' 'key Ctrl+F' 'text 第80项' 'key Enter'
tries 'F2 edits it at its end' '第150项问题是制度不健全。甲$' 'key F2' 'text 甲'
tries 'or where it is being read' '^甲' 'key PageDown' 'key F2' 'text 甲'
tries 'Backspace takes the last character, not the text' '第150项问题是制度不健全$' 'key Backspace'
tries 'Delete all of it' '〔写明资金使用' 'key Delete'

finish
