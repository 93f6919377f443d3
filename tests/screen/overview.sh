# SPDX-License-Identifier: MIT
# The overview and the list by status, year and unit, as screens without a terminal.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

screen()
{
	printf '%s\n' "$2" | ziping --script - --size "$1" --dump -
}

check_screen()
{
	golden "$1" "screen/$2.txt" screen "$3" "$4"
}

for example in pingliang-2023-01 ningxia-2023-01 ningxia-2023-02 luosong-2023-01 chaotian-2023-01; do
	ziping import "$top_srcdir/data/examples/$example.json" >/dev/null
done
ziping new pingliang-project --year 2022 project=旧 funds.fiscal.budget=10 funds.fiscal.executed=4 >/dev/null
check_screen 'the sums of the years' overview-80x24 80x24 'key F6'
check_screen 'those of a year, by unit' overview-units-120x40 120x40 'key F6
key Enter'
check_screen 'a unit, in the list' overview-unit 80x24 'key F6
key Enter
key Down
key Enter'
check_screen 'and back to the list' overview-list 80x24 'key F6
key Enter
key Esc
key Esc'
ziping new luosong-department --year 2023 unit=中共广元市朝天区委机构编制委员会办公室 spending.project=0.06 >/dev/null
check_screen 'a department that its project does not add up to' overview-remarks 80x24 'key F6
key F3'
ziping sign 1 >/dev/null 2>&1
check_screen 'the signed ones only' list-signed 80x24 'key F9
key End
key Enter'
check_screen 'a text of the entry, and Ctrl+G finds it there' list-seek 80x24 'text 培训班
key Enter
key Ctrl+G'
check_screen 'Backspace takes the status away' list-all 80x24 'key F9
key End
key Enter
key Backspace'

# foot NAME FILTER LINE: the sums below the list.
foot()
{
	screen 80x24 "$2" | grep '^ Sum of' >"$scratch/said"
	test "$(cat "$scratch/said")" = " $3"
	verdict "$1" $?
}

foot 'the list counts each yuan once' 'key Home' 'Sum of 6 of 7   budget 424.15   executed 337.01   rate 79.46%'
ziping set 7 funds.total.budget=8 funds.total.executed=4 head=赵科长
foot 'a department beside its project does not count' 'text 朝天' \
	'Sum of 1 of 2   budget 0.05   executed 0.05   rate 100.00%'
foot 'nor does it change the sum' 'key Home' 'Sum of 6 of 7   budget 424.15   executed 337.01   rate 79.46%'
foot 'alone it does' 'text 赵科长' 'Sum of 1   budget 8.00   executed 4.00   rate 50.00%'
ziping new luosong-basedata --year 2023 preparer=钱会计 >/dev/null
foot 'nothing where nothing is to be summed up' 'text 钱会计' 'Sum of 0 of 1'
finish
