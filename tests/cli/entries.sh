# SPDX-License-Identifier: MIT
# One entry and the list of them: new, set, get, explain, show, list.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# --- new ---

prints 'new prints its id' 1 ziping new pingliang-project --year 2023
prints 'and the next one' 2 ziping new ningxia-project
prints 'the year is last year' 2023 sh -c "'$top_builddir/ziping' list --json |
	sed -n 's/.*\"id\": 2, \"year\": \([0-9]*\).*/\1/p'"
prints 'new types at once' 3 ziping new chaotian-project 'project=甲' 'indicators[4].target=5' --year=2024
prints 'what it typed is there' '甲
5' ziping get 3 project 'indicators[4].target'
refused 'a form that is not there' 3 'did you mean pingliang-project?' ziping new pingliang
refused 'a form that is a path' 3 'there is no form' ziping new ../forms/pingliang-project
refused 'a year that is none' 2 '“abc” is not a whole number' ziping new pingliang-project --year abc
refused 'a year out of reach' 2 'from 1900 to 2999' ziping new pingliang-project -y 999
refused 'a cell that is not there' 3 'did you mean project?' ziping new pingliang-project 'projct=甲'
refused 'a text that is refused' 3 'control character U+001B' ziping new pingliang-project "$(printf 'project=a\033')"
refused 'no CELL=TEXT' 2 '“甲” is not CELL=TEXT' ziping new pingliang-project '甲'
check 'none of these made an entry' test "$(entry_count)" = 3

# --- set and get ---

none 'set prints nothing' ziping set 1 'project=专项' 'goals.actual=一
二' 'funds.fiscal.budget=４３' 'funds.fiscal.executed=245600元'
prints 'get prints one value a line, a line end as a backslash and n' '专项
一\n二
43
24.56
57%
5.7
' ziping get 1 project goals.actual funds.total.budget funds.total.executed funds.total.rate \
	funds.total.score funds.other.rate
ziping set 1 funds.fiscal.budget=0
prints 'what cannot be known is a dash' '—' ziping get 1 funds.fiscal.rate
prints 'an equals sign belongs to the text' 'a=b=' sh -c "'$top_builddir/ziping' set 1 unit=a=b= &&
	'$top_builddir/ziping' get 1 unit"
ziping set 1 unit=
prints 'an empty text empties' '' ziping get 1 unit
refused 'all of them or none' 3 'did you mean unit?' ziping set 1 'project=别的' 'units=甲' 'remarks=乙'
prints 'none it was' '专项
' ziping get 1 project remarks
refused 'a row far behind the last is a mistake' 3 'has 7 rows, so the next one is row 8' \
	ziping set 1 'indicators[9].target=≥4次'
refused 'all of it or nothing' 3 'row 9' ziping set 1 'indicators[8].target=x' 'indicators[99].target=≥4次'
none 'the row behind the last is added, and the next' ziping set 1 'indicators[8].level3=' 'indicators[9].target=≥4次'
prints 'with those before it' '≥4次
' ziping get 1 'indicators[9].target' 'indicators[8].target'
none 'a row is inserted' ziping insert-row 1 'indicators[9]'
prints 'what stood there is behind it' '
≥4次' ziping get 1 'indicators[9].target' 'indicators[10].target'
none 'a row is deleted' ziping delete-row 1 'indicators[9]'
prints 'what was behind it is there' '≥4次' ziping get 1 'indicators[9].target'
ziping history 1 --json >"$scratch/history"
check 'both are steps of the history' grep -q '"change": "delete-row"' "$scratch/history"
refused 'there is no such row to delete' 3 'has 9 rows' ziping delete-row 1 'indicators[10]'
refused 'nor to insert before' 3 'has 9 rows' ziping insert-row 1 'indicators[11]'
refused 'a cell is not a row' 3 'one is written like indicators' ziping delete-row 1 'indicators[1].target'
refused 'nor are other rows' 3 'is not a row' ziping delete-row 1 'projects[1]'
refused 'not beyond what the form allows' 3 'no row' ziping set 1 'indicators[201].target=x'
refused 'no such row to read' 3 'indicators\[10\]' ziping get 1 'indicators[10].target'
refused 'no row 0' 3 'indicators\[0\]' ziping get 1 'indicators[0].target'
refused 'a cell that is computed alone' 3 'is computed' ziping set 1 'indicators[1].undone=1'
refused 'no such choice' 3 'one of its choices' ziping set 1 'indicators[1].band=大概'
refused 'no such cell to read' 3 'did you mean project?' ziping get 1 project projec
refused 'no such entry' 3 'entry 99' ziping get 99 project
refused 'no id' 2 '“x” is not the id' ziping get x project
refused 'no id either' 2 '“-1” is not the id' ziping get -- -1 project
refused 'an id too large' 2 'is not the id' ziping get 99999999999999999999 project
refused 'nor with a blank' 2 'is not the id' ziping set ' 1' project=x
prints 'order does not matter: a rate before its figures' '57%' sh -c "
	id=\$('$top_builddir/ziping' new pingliang-project funds.total.rate=57% funds.total.budget=43 \
		funds.fiscal.budget=43 funds.fiscal.executed=24.56)
	'$top_builddir/ziping' set \$id funds.fiscal.executed=43 &&
	'$top_builddir/ziping' set \$id funds.fiscal.executed=24.56 &&
	'$top_builddir/ziping' get \$id funds.total.rate"

# --- explain and show ---

ziping import "$examples/pingliang-2023-01.json" >"$scratch/id"
id=$(cat "$scratch/id")
ziping explain "$id" funds.total.rate >"$scratch/out"
check 'explain gives the figures' grep -q '24.56' "$scratch/out"
check 'and the result' grep -q '57' "$scratch/out"
check 'in whole lines' test "$(tail -c 1 "$scratch/out" | od -An -c | tr -d ' ')" = '\n'
check 'a typed cell is explained as well' ziping explain "$id" project
refused 'explain knows its cells' 3 'has no cell' ziping explain "$id" nothing
ziping show "$id" >"$scratch/shown"
ziping export "$id" --format text >"$scratch/exported"
check 'show prints what export would' cmp "$scratch/shown" "$scratch/exported"
refused 'show of no entry' 3 'entry 99' ziping show 99

# --- list ---

keys="['id', 'year', 'form', 'unit', 'project', 'department', 'budget', 'executed', 'rate', 'score', 'grade', \
'status', 'revision', 'changed']"
ziping list --json >"$scratch/json"
check 'list --json has its keys, and no others' json "all(sorted(e) == sorted($keys) for e in it)" <"$scratch/json"
check 'numbers are numbers, texts are texts' json "all(type(e[k]) is (int if k in ('id', 'year', 'revision') else str)
	for e in it for k in e)" <"$scratch/json"
check 'the values are those shown' json "[(e['budget'], e['executed'], e['rate'], e['score'], e['grade'], e['changed'])
	for e in it if e['id'] == $id] == [('43', '24.56', '57%', '95.7', '优', '2024-03-01 16:00')]" <"$scratch/json"
check 'entries are in order of their ids' json '[e["id"] for e in it] == sorted(e["id"] for e in it)' <"$scratch/json"
by()
{
	ziping list --json "$@" | python3 -c 'import json, sys; print(*[e["id"] for e in json.load(sys.stdin)])'
}
prints 'by form' 2 by --form ningxia-project
prints 'by year' 3 by --year 2024
prints 'by words, each of them' "$id" by --search '机构编制 平凉市'
prints 'by a wildcard, which is none' '' by --search '专%经费'
prints 'by all of them' "$id" by --year 2023 --form pingliang-project --search 专项工作
refused 'by a year that is none' 2 'whole number' ziping list --year 23x
prints 'an empty list is an empty array' '[]' ziping list --json --form none
ziping list >"$scratch/table"
check 'the table has a head and a line for each' test "$(wc -l <"$scratch/table")" = "$(($(entry_count) + 1))"
check 'its columns are columns' python3 - "$scratch/table" <<'TEXT'
import sys, unicodedata
def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)
lines = open(sys.argv[1], encoding='utf-8').read().splitlines()
changed = width(lines[0]) - len('changed')
sys.exit(any(width(line) != changed + len('2024-03-01 16:00') for line in lines[1:]))
TEXT

finish
