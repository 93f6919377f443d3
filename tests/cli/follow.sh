# SPDX-License-Identifier: MIT
# What lists show of a report follows the tables it draws from.

. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# listed ID: its unit, budget, executed.
listed()
{
	ziping list --json | python3 -c 'import json, sys
for line in json.load(sys.stdin):
	if line["id"] == int(sys.argv[1]):
		print(line["unit"], line["budget"], line["executed"])' "$1"
}

steps()
{
	ziping history "$1" | wc -l
}

# delete KEY: of entries changed at one moment the list has the last one first.
delete()
{
	printf 'key %s\n' "$1" Delete | ziping --script - --size 80x24 --dump /dev/null
}

table=$(ziping import "$examples/luosong-2023-01.json")
report=$(ziping new luosong-report --year 2023)
later=$(ziping new luosong-report --year 2022)
before=$(steps "$report")
prints 'drawn at once' '中共株洲市芦淞区委机构编制委员会办公室 110.25 110.25' listed "$report"
prints 'another year has nothing' '— — —' listed "$later"
ziping set "$table" spending.basic=95.17 funds.total.executed=100.5
prints 'when the table is written' '中共株洲市芦淞区委机构编制委员会办公室 110.25 100.5' listed "$report"
check 'searches find it by the new figure' [ "$(ziping list --search 100.5 | grep -c 2023)" -ge 2 ]
ziping set "$table" unit=另一单位
prints 'the unit as well' '另一单位 110.25 100.5' listed "$report"
ziping set "$report" unit=甲单位
prints 'a typed unit has no such table' '甲单位 — —' listed "$report"
ziping set "$table" unit=甲单位
prints 'until there is one' '甲单位 110.25 100.5' listed "$report"
ziping set "$table" unit=乙单位
prints 'and when it is gone' '甲单位 — —' listed "$report"
ziping set "$report" unit=
delete End
prints 'a deleted table gives nothing' '— — —' listed "$report"
ziping undelete "$table"
prints 'brought back it does' '乙单位 110.25 100.5' listed "$report"
ziping import "$examples/luosong-2023-01.json" >/dev/null
prints 'neither of two' '— — —' listed "$report"
delete Home
check 'nobody typed anything into the report' [ "$(steps "$report")" = $((before + 2)) ]
ziping export "$report" --format json -o "$scratch/report.json"
copy=$(ziping import "$scratch/report.json")
prints 'an imported report draws at once' '乙单位 110.25 100.5' listed "$copy"
check_status 'what lists show is what is drawn' 0 ziping check-store

# --- behind the program's back ---

edit()
{
	python3 -c 'import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as store:
	store.executescript(sys.argv[2])' "$ZIPING_STORE" "$1"
}

edit "update entry set executed = '7' where id = $report"
check_status 'a list that is behind is noticed' 4 ziping check-store
edit "insert into written select id, 1, '', '', '' from entry where id = $table"
check_status 'unless a program ended before it could draw again' 0 ziping check-store
prints 'which the next one does' '乙单位 110.25 100.5' listed "$report"
check_status 'then all is well' 0 ziping check-store

# --- a report of reports: last year's figures ---

old=$(ziping new chaotian-department-report --year 2022)
new=$(ziping new chaotian-department-report --year 2023)
ziping set "$old" unit=大滩镇 income.general.amount=100
ziping set "$new" unit=大滩镇 income.general.amount=110
prints 'one of another year is followed' 10.00% ziping get "$new" income.general.growth
check_status 'round and round' 0 ziping check-store

# --- on the screen ---

printf '%s\n' "open $table" 'goto funds.total.executed' 'text 99.5' 'key Enter' 'key Ctrl+Q' |
	ziping --script - --size 120x40 --dump - >"$scratch/list"
check 'the list below shows it at once' [ "$(grep -c '99\.5' "$scratch/list")" -ge 3 ]
finish
