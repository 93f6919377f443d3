# SPDX-License-Identifier: MIT
# An earlier entry carried forward and confirmed, on the screen.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"
ZIPING_NOW=2025-03-01T08:00:00Z
columns=80

# screens TOKEN...: the screens of a run, the last of which is what `shows` and `golden` look at.
screens()
{
	on "${columns}x${rows-24}" "$@"
}

carried()
{
	ziping check "$1" | grep -c carried-unconfirmed
}

ziping import "$top_srcdir/data/examples/pingliang-2023-01.json" >/dev/null
form='key Ctrl+N
key End
key Up
key Enter
key Enter'

golden 'earlier entries are offered' screen/carry-offer.txt screens "$form"
shows 'Esc goes back to the year' 'which form' "$form" 'key Esc'
check 'nothing is made' [ "$(ziping list --json | grep -c '"id"')" = 1 ]
shows 'an empty form is the first choice' 'errors 15' "$form" 'key Enter'
check 'and has no marks' [ "$(carried 2)" = 0 ]
columns=120 rows=40
golden 'a new entry with what stands every year' screen/carry-new.txt screens "$form" 'key Down' 'key Enter'
columns=80 rows=24
all=$(carried 3)
check 'each cell is marked once' [ "$all" -gt 40 ]
check 'the year is the one asked for' [ "$(ziping list --year 2024 --json | grep -c '"id"')" = 2 ]
golden 'Ctrl+E goes to the next, over what is confirmed' screen/carry-next.txt screens 'open 3' 'goto project' 'key Ctrl+E' 'key Ctrl+E' 'key Ctrl+E' 'key Ctrl+E'
check 'four are confirmed' [ "$(carried 3)" = $((all - 4)) ]
golden 'marks among the findings' screen/carry-findings.txt screens 'open 3' 'goto indicators[1].target' 'key F3'

shows 'the same text accepted is confirmed' "to confirm $((all - 5))" 'open 3' 'goto indicators[1].target' 'key F2' 'key Enter'
shows 'Esc leaves it as it was' "to confirm $((all - 5))" 'open 3' 'goto indicators[1].weight' 'key F2' 'key Esc'
shows 'another text is confirmed' "to confirm $((all - 6))" 'open 3' 'goto indicators[1].weight' 'text 7' 'key Enter'
shows 'so is none' "to confirm $((all - 7))" 'open 3' 'goto indicators[2].weight' 'key Delete'
shows 'undo brings the mark back' "to confirm $((all - 6))" 'open 3' 'key Ctrl+Z'
shows 'a note is not asked for' 'nothing that a note could settle or explain' 'open 3' 'goto indicators[2].target' 'key Ctrl+R'

around=$(menu 'Confirm row or group' 'open 2')
shows 'a row is confirmed at once' "to confirm $((all - 9))" 'open 3' 'goto indicators[2].target' "$around"
shows 'undone, it is not' "to confirm $((all - 6))" 'open 3' 'key Ctrl+Z'

ziping confirm 3 --all
shows 'in the end nothing is left' 'Nothing here is to be confirmed' 'open 3' 'goto project' 'key Ctrl+E'

carry=$(menu 'Carry forward' 'open 2')
golden 'what may be carried' screen/carry-what.txt screens 'open 2' "$carry" 'key Enter'
shows 'a part is carried' 'to confirm 1 ' 'open 2' "$carry" 'key Enter' 'key Down' 'key Enter'
check 'that one' [ "$(ziping get 2 project unit | tr '\n' ' ')" = '机构编制专项工作经费  ' ]
shows 'then the rest' "to confirm $all" 'open 2' "$carry" 'key Enter' 'key Enter'
shows 'and nothing twice' 'Nothing was carried forward' 'open 2' "$carry" 'key Enter' 'key Enter'
columns=120 rows=40
ziping new pingliang-project --year 2024 >/dev/null
golden 'one undo leaves the empty form' screen/carry-undone.txt screens 'open 2' 'key Ctrl+Z' 'key Ctrl+Z'
columns=80 rows=24
shows 'the first year has nobody to take from' 'no entry of this form for an earlier year' 'open 1' "$carry"

# The line under the table says what is wrong with the cell.
ziping set 3 goals.actual="$(ziping get 1 goals.actual)"
shows 'what last year says too is told' '实际完成情况 says word for word' 'open 3' 'goto goals.actual'
shows 'as it is typed, once the project has a last year' 'says word for word' 'open 4' 'goto project' \
	"text $(ziping get 1 project)" 'key Enter' 'goto unit' "text $(ziping get 1 unit)" 'key Enter' \
	'goto goals.actual' "text $(ziping get 1 goals.actual)" 'key Left'
shows 'a note settles it' '实际完成情况  对照' 'open 3' 'goto goals.actual' 'key Ctrl+R' 'text 年年如此' 'key Enter'

finish
