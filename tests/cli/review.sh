#!/bin/sh
# SPDX-License-Identifier: MIT
# Second entries, and entries that were deleted.

. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"
TZ=UTC-8
export TZ

id=$(ziping import "$examples/pingliang-2023-01.json")
me=$(id -un)

# Types every figure that is still open, as the entry has it.
retype()
{
	ziping review "$id" >"$scratch/open"
	while IFS="$(printf '\t')" read -r cell label; do
		printf '%s\n' "$cell=$(ziping get "$id" "$cell")"
	done <"$scratch/open" | grep -v '=—*$' >"$scratch/figures"
	# shellcheck disable=SC2046
	ziping review "$id" $(cat "$scratch/figures")
}

# --- beginning ---

refused 'there is nothing to compare yet' 3 'no second entry' ziping review "$id" --compare
refused 'nor to finish' 3 'no second entry' ziping review "$id" --finish
refused 'nor to give up' 3 'no second entry' ziping review "$id" --cancel
refused 'the same name is no other person' 3 "were typed by $me before" ziping review "$id"
refused 'a name is a line' 3 'one line of text' ziping review "$id" --who ' '
ziping review "$id" --same-person >"$scratch/open"
check 'unless it is meant' grep -q '^funds.fiscal.executed	当年财政拨款 全年执行数$' "$scratch/open"
check 'words are no figures' test "$(grep -c 'indicators\[11\].actual' "$scratch/open")" = 0
check 'it is given up' ziping review "$id" --cancel
ziping review "$id" --who 李四 >"$scratch/open"
check 'the open figures are printed' test "$(wc -l <"$scratch/open")" -gt 30

# --- hidden ---

check 'it is not listed' test "$(entry_count)" = 1
check 'nor exported' json "isinstance(it, dict) or len(it) == 1" <<END
$(ziping export --all --format json)
END
check 'nor checked' sh -c "$(quoted "$top_builddir/ziping" check --all --json) | grep -vq '\"entry\": -'"
check 'nor found' test "$(ziping list --search 机构编制 | wc -l)" = 2
prints 'check-store looks at it' "Checked: the file, the references, and 2 entries with their forms, logs, texts, rows, sums and \
revisions. Nothing is wrong." ziping check-store
refused 'its number is none' 2 'is not the id of an entry' ziping get -- -1 unit
ziping import "$examples/ningxia-2023-01.json" >"$scratch/ids"
prints 'the next entry has the next number' 2 cat "$scratch/ids"

# --- typing ---

refused 'texts are not typed' 3 'only figures are typed' ziping review "$id" unit=x
refused 'all or nothing' 3 'only figures are typed' ziping review "$id" funds.fiscal.budget=1 unit=x
refused 'rows are not added' 3 'only figures are typed' ziping review "$id" 'indicators[16].weight=1'
refused 'another person does not go on' 3 'was begun by 李四' ziping review "$id" --who 王五 funds.fiscal.budget=43
check 'typing is silent' test -z "$(ziping review "$id" --who 李四 funds.fiscal.budget=43 2>&1)"
ziping review "$id" >"$scratch/rest"
check 'what was typed is open no more' test "$(diff "$scratch/open" "$scratch/rest" | grep -c '^[<>]')" = 1
retype
check_status 'where all agrees comparing says nothing' 0 ziping review "$id" --compare
ziping review "$id" funds.fiscal.executed=24.65 'indicators[2].actual=28篇'
ziping review "$id" --compare >"$scratch/compared"
check_status 'differences are found' 1 ziping review "$id" --compare
check 'with what was typed the second time' grep -q '^当年财政拨款 全年执行数  *24\.65$' "$scratch/compared"
check 'and nothing else' test "$(wc -l <"$scratch/compared") $(grep -c 24.56 "$scratch/compared")" = '2 0'

# --- finishing ---

ziping review "$id" --finish >"$scratch/finished"
check 'finishing with differences is status 1' test $? = 1
cat >"$scratch/wanted" <<END
1  2024-03-01 16:00  $me → 李四  2 of 38 figures differ
当年财政拨款 全年执行数                          24.56         24.65         +0.09
绩效指标 第2行 实际完成值                         26篇          28篇
END
check 'both figures are told' diff "$scratch/wanted" "$scratch/finished"
check 'and kept' sh -c "$(quoted "$top_builddir/ziping" review "$id" --list) | diff '$scratch/wanted' -"
check 'for scripts too' json "[(r['review'], r['first'], r['second'], r['figures'], [(d['cell'], d['first'], d['second'], \
d.get('difference')) for d in r['differences']]) for r in it] == [(1, '$me', '李四', 38, \
[('funds.fiscal.executed', '24.56', '24.65', '+0.09'), ('indicators[2].actual', '26篇', '28篇', None)])]" <<END
$(ziping review "$id" --list --json)
END
check 'history tells it' json "[(l['kind'], l['why'], l['first'], l['figures'], l['differences']) for l in it if 'review' in l] \
== [('review', '李四', '$me', 38, 2)]" <<END
$(ziping history "$id" --json)
END
check 'the second entry is gone' grep -q ' 2 entries ' <<END
$(ziping check-store)
END
status_of()
{
	ziping list --json | python3 -c 'import json, sys
print([e["status"] for e in json.load(sys.stdin) if e["id"] == int(sys.argv[1])][0])' "$id"
}
prints 'the entry is not reviewed' draft status_of

ziping set "$id" funds.fiscal.executed=24.65
ziping review "$id" --who 李四 >"$scratch/open"
prints 'what was agreed on need not be typed again' 'funds.fiscal.executed
indicators[2].actual
indicators[2].score' sh -c "cut -f 1 <'$scratch/open' | grep -v 'carryover\\|other'"
ziping review "$id" funds.fiscal.executed=24.65 'indicators[2].actual=26篇'
prints 'now all agrees' "2  2024-03-01 16:00  $me → 李四  all 38 figures agree" ziping review "$id" --finish
prints 'the entry is reviewed' reviewed status_of
check 'the store is sound' ziping check-store
ziping note "$id" funds.total.rate x '' 2>/dev/null
ziping set "$id" unit=市审计局
prints 'until it changes' draft status_of
ziping sign "$id" >/dev/null
refused 'what is signed has no second entry' 4 'is signed; reopen it' ziping review "$id" --who 李四
check 'those it had are listed' ziping review "$id" --list
prints 'an entry without any has an empty list' '[]' ziping review 2 --list --json

ziping review 2 --who 李四 >/dev/null
python3 -c 'import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("update value set text = ? where entry = -2 and cell = ?", ("x", "unit"))
store.commit()' "$ZIPING_STORE"
ziping check-store >"$scratch/checked" 2>/dev/null
check 'what was changed in one is noticed' grep -q '^the second entry of entry 2: .*unit' "$scratch/checked"
ziping review 2 --cancel
check 'and goes with it' ziping check-store

# --- deleted entries ---

screen()
{
	printf '%s\n' "$@" | ziping --script - --size 80x24 --dump "$scratch/screen"
}

screen 'key Down' 'key Delete'
check 'a signed entry is not deleted' grep -q 'is signed; reopen it' "$scratch/screen"
screen 'key Delete' 'key Delete'
check 'another is' test "$(entry_count)" = 1
check 'and listed apart' json "[(e['id'], e['form']) for e in it] == [(2, 'ningxia-project')]" <<END
$(ziping list --deleted --json)
END
refused 'it is not there' 3 'no entry 2' ziping get 2 unit
check 'it comes back' ziping undelete 2
check 'as it was' test -n "$(ziping get 2 unit)"
refused 'once' 3 'no entry 2' ziping undelete 2
prints 'none is deleted now' '[]' ziping list --deleted --json

# --- long figures ---

id=$(ziping import "$examples/pingliang-2023-01.json")
ziping set "$id" 'indicators[2].actual=全年共编写信息简报26篇，全部按时上报'
ziping review "$id" --who 李四 >/dev/null
retype
ziping review "$id" 'indicators[2].actual=全年共编写信息简报28篇，全部按时上报' funds.fiscal.executed=12345678901.5
ziping review "$id" --compare >"$scratch/compared"
check 'what is too long for its column stands below its label' diff - "$scratch/compared" <<END
当年财政拨款 全年执行数                  12345678901.5
绩效指标 第2行 实际完成值
  全年共编写信息简报28篇，全部按时上报
END
ziping review "$id" --finish | sed 1d >"$scratch/finished"
check 'with the names' diff - "$scratch/finished" <<END
当年财政拨款 全年执行数
  $me  24.56
  李四  12345678901.5  (+12345678876.94)
绩效指标 第2行 实际完成值
  $me  全年共编写信息简报26篇，全部按时上报
  李四  全年共编写信息简报28篇，全部按时上报
END
finish
