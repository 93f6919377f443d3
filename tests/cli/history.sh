# SPDX-License-Identifier: MIT
# Who changed which cell when, for people and for scripts.
. "$top_srcdir/tests/lib.sh"
LANGUAGE=en
export LANGUAGE ZIPING_NOW

# at TIME COMMAND...: at that time of the first of March, UTC.
at()
{
	ZIPING_NOW=2024-03-01T$1:00Z
	shift
	ziping "$@"
}

# json EXPRESSION COMMAND...: a Python expression about `it`, what the command prints.
json()
{
	json_wanted=$1
	shift
	"$@" >"$scratch/json" && python3 -c 'import json, sys
it = json.load(open(sys.argv[2], encoding="utf-8"))
sys.exit(0 if eval(sys.argv[1]) else "not so: %s: %s" % (sys.argv[1], it))' "$json_wanted" "$scratch/json"
}

# said NAME PATTERN COMMAND...: a line of the output matches.
said()
{
	said_name=$1
	said_pattern=$2
	shift 2
	"$@" >"$scratch/said" 2>&1 && grep -q -e "$said_pattern" "$scratch/said"
	verdict "$said_name" $?
}

keys()
{
	{ echo "open $id" && printf '%s\n' "$@"; } | at "$now" --script - --size 120x40 --dump -
}

me=$(id -un)
id=$(at 08:00 new pingliang-project --year 2023)
at 08:01 set "$id" project=道路养护 funds.fiscal.budget=10
at 08:02 set "$id" funds.fiscal.budget=12
now=08:03
keys 'goto project' 'key Ctrl+Z' 'key Ctrl+Z' 'key Ctrl+Y' 'goto indicators[1].level3' \
	'key Ctrl+N' 'key Alt+Up' 'key Ctrl+D' 'goto indicators[2].level3' 'text 养护里程' 'key Enter' >"$scratch/screen"

whole="ziping history $id"
# shellcheck disable=SC2086
said 'a new entry is one line' "^2024-03-01 16:00  $me  new entry: [0-9]* cells with a text\$" $whole
# shellcheck disable=SC2086
said 'what was typed, from nothing' "^2024-03-01 16:01  $me  项目名称: (empty) → 道路养护\$" $whole
# shellcheck disable=SC2086
said 'an undone step says so' "^2024-03-01 16:03  $me  undone: .*: 12 → 10\$" $whole
# shellcheck disable=SC2086
said 'and one done again' "^2024-03-01 16:03  $me  done again: 项目名称: (empty) → 道路养护\$" $whole
for row in 'row 2 inserted' 'row 2 moved to 1' 'row 1 deleted'; do
	# shellcheck disable=SC2086
	said "$row" "^2024-03-01 16:03  $me  绩效指标: $row\$" $whole
done
check 'oldest first' sh -c "$(quoted "$top_builddir/ziping" history "$id") | cut -c 1-16 | sort -c"

cell=funds.fiscal.budget
ziping history "$id" $cell >"$scratch/cell"
check 'a cell has its own changes only' test "$(wc -l <"$scratch/cell")" = 5
check 'the last of them last' test "$(tail -n 1 "$scratch/cell" | sed 's/.*: //')" = '(empty) → 10'
check 'a cell that never had a text has no history' test -z "$(ziping history "$id" remarks)"

ziping set "$id" 'indicators[3].level3=另一行'
check 'a row keeps its history when others come before it' json \
	"[l['to'] for l in it][-1] == '另一行' and len({l['row'] for l in it}) == 1" \
	ziping history "$id" 'indicators[3].level3' --json
check 'JSON has every change' json "[l['kind'] for l in it].count('new') > 20" ziping history "$id" --json
check 'with its keys' json "all(list(l) == ['step', 'at', 'who', 'kind', 'why', 'change', 'cell', 'row', \
'finding', 'from', 'to'] for l in it)" ziping history "$id" --json
check 'texts from and to' json "[(l['at'], l['kind'], l['from'], l['to']) for l in it] == [\
('2024-03-01 16:01', 'do', None, '10'), ('2024-03-01 16:02', 'do', '10', '12'), \
('2024-03-01 16:03', 'undo', '12', '10'), ('2024-03-01 16:03', 'undo', '10', None), \
('2024-03-01 16:03', 'redo', None, '10')]" \
	ziping history "$id" $cell --json
check 'rows by number' json "[(l['change'], l['cell'], l['from'], l['to']) for l in it if 'row' in (l['change'] or '')\
 and l['kind'] == 'do'] == [('insert-row', 'indicators[2]', None, 2), ('move-row', 'indicators[2]', 2, 1), \
('delete-row', 'indicators[1]', 1, None)]" ziping history "$id" --json

at 08:04 set "$id" $cell=10 funds.fiscal.executed=12
at 08:05 note "$id" funds.fiscal.executed over-budget 年中追加
said 'notes as well' "note on over-budget: (empty) → 年中追加\$" ziping history "$id" funds.fiscal.executed
imported=$(at 08:06 import "$top_srcdir/data/examples/pingliang-2023-01.json")
said 'an import says so' "^2024-03-01 16:06  $me  new entry (import): " ziping history "$imported"

printf '%s\n' 'key End' 'key Delete' 'key Enter' | at 08:07 --script - --dump "$scratch/screen"
deleted=$([ -n "$(ziping list | grep "^ *$id ")" ] && echo "$imported" || echo "$id")
said 'a deleted entry still tells who deleted it' "^2024-03-01 16:07  $me  entry deleted\$" \
	ziping history "$deleted"
check_status 'but has no cells to ask about' 3 ziping history "$deleted" project
check_status 'no such entry' 3 ziping history 99
check_status 'no such cell' 3 ziping history "$id" nowhere
check_status 'the entry is needed' 2 ziping history

id=$(ziping new pingliang-project --year 2023 project=道路养护)
now=08:08
keys 'goto project' 'text 桥梁维修' 'key Enter' 'goto project' 'key F8' >"$scratch/said" 2>&1
grep -q '项目名称: 道路养护 → 桥梁维修' "$scratch/said"
verdict 'F8 shows the cell, with what was typed just now' $?
grep -q 'The whole entry' "$scratch/said" && grep -q 'new entry: ' "$scratch/said"
verdict 'and the whole entry' $?
keys 'goto remarks' 'key F8' >"$scratch/said" 2>&1
grep -q 'new entry: ' "$scratch/said" && ! grep -q 'The whole entry' "$scratch/said"
verdict 'a cell without changes: the entry alone' $?

finish
