#!/bin/sh
# SPDX-License-Identifier: MIT
# An earlier entry carried forward, and confirmed.

. "$top_srcdir/tests/lib.sh"
LANGUAGE=en
export LANGUAGE

old=$(ziping new pingliang-project --year 2023 project=校园安全 unit=编办 department=编办 \
	goals.expected=两项 goals.actual=全部完成 funds.fiscal.executed=12 \
	'indicators[1].level3=检查次数' 'indicators[1].target=≥4次' 'indicators[1].actual=5次' \
	'indicators[1].weight=20' 'indicators[1].reason=无')

carried()
{
	ziping check "$1" | grep -c carried-unconfirmed
}

new=$(ziping new pingliang-project --from "$old")
check 'the year after it' [ "$(ziping list --year 2024 --json | grep -c "\"id\": $new,")" = 1 ]
check 'what stands every year is there' \
	[ "$(ziping get "$new" project 'indicators[1].target' | tr '\n' ' ')" = '校园安全 ≥4次 ' ]
check 'results are not' [ "$(ziping get "$new" goals.actual 'indicators[1].actual' 'indicators[1].reason' \
	funds.fiscal.executed | tr -d '\n')" = '' ]
check 'each is a finding' [ "$(carried "$new")" = 7 ]
ziping check "$new" --json >"$scratch/found"
check 'in JSON too, open and without a note' sh -c 'grep carried-unconfirmed "$1" | grep "\"unit\"" |
	grep -q "\"typed\": \"编办\".*from 2023.*\"settled\": false}"' - "$scratch/found"
ziping history "$new" unit >"$scratch/history"
check 'history says from where' grep -q '实施单位: (empty) → 编办 (carried forward from 2023, to be confirmed)' "$scratch/history"

ziping export "$new" --format json >"$scratch/new.json"
copy=$(ziping import "$scratch/new.json")
check 'exchange files keep the marks' [ "$(carried "$copy")" = 7 ]

# unconfirmed ID: as a draft tells it.
unconfirmed()
{
	ziping print "$1" -o - --columns 250 2>/dev/null | grep '^待核对'
}

unconfirmed "$copy" >"$scratch/told"
check 'a draft tells them together' diff - "$scratch/told" <<'END'
待核对（沿用2023年）：项目名称、主管部门、实施单位、年度总体目标 预期目标
待核对（沿用2023年）绩效指标：三级指标（第1行）、年度指标值（第1行）、分值（第1行）
END
long=$(ziping new pingliang-project --from "$(ziping import "$top_srcdir/data/examples/pingliang-2023-01.json")")
ziping confirm "$long" 'indicators[5].weight' 'indicators[9].weight' 'indicators[1].level3' department
unconfirmed "$long" >"$scratch/told"
check 'rows that follow one another as well' diff - "$scratch/told" <<'END'
待核对（沿用2023年）：项目名称、实施单位、年度总体目标 预期目标
待核对（沿用2023年）绩效指标：一级指标（第11、15行）、二级指标（第4、7、9、11、13、15行）、三级指标（第2–15行）、年度指标值（第1–15行）、分值（第1–4、6–8、10–15行）
END

check_status 'a cell is confirmed' 0 ziping confirm "$new" unit 'indicators[1].weight'
check 'two are' [ "$(carried "$new")" = 5 ]
check_status 'not twice' 3 ziping confirm "$new" unit
check_status 'all or none' 3 ziping confirm "$new" project unit
check 'so five are left' [ "$(carried "$new")" = 5 ]
check_status 'typing confirms, the same text too' 0 ziping set "$new" project=校园安全 goals.expected=三项
check 'three are left' [ "$(carried "$new")" = 3 ]
check_status 'a note does not' 3 ziping note "$new" department carried-unconfirmed 属实
check_status 'cells or --all' 2 ziping confirm "$new"
check_status 'not both' 2 ziping confirm "$new" department --all
check_status 'all at once' 0 ziping confirm "$new" --all
check 'none is left' [ "$(carried "$new")" = 0 ]
check_status 'nothing left to confirm is no error' 0 ziping confirm "$new" --all

part=$(ziping new pingliang-project --from "$old" --only goals,unit,indicators.weight --year 2030 unit=新单位)
check 'a part is carried, and what is typed counts' \
	[ "$(ziping get "$part" unit project goals.expected 'indicators[1].weight' 'indicators[1].level3' |
		tr '\n' ' ')" = '新单位  两项 20  ' ]
check 'and needs no confirmation' [ "$(carried "$part")" = 2 ]
other=$(ziping new luosong-department --from "$old")
check 'into another form goes what it has by the same name' \
	[ "$(ziping get "$other" unit 'indicators[1].target' | tr '\n' ' ')" = '编办 ≥4次 ' ]

again=$(ziping new pingliang-project --from "$old" goals.actual=按计划全部完成了各项任务 'indicators[1].reason=无')
said()
{
	ziping check "$again" | grep -c same-as-last-year
}
check 'another text is none of last year' [ "$(said)" = 0 ]
ziping set "$old" goals.actual=按计划全部完成了各项任务
check 'the same one is found' [ "$(said)" = 1 ]
check_status 'a note settles it' 0 ziping note "$again" goals.actual same-as-last-year 任务年年相同
check 'then it is settled' [ "$(ziping check "$again" | grep -c 'same-as-last-year.*任务年年相同)$')" = 1 ]

before=$(ziping list --json | grep -c '"id"')
check_status 'no such entry' 3 ziping new pingliang-project --from 99
check_status 'no such name' 3 ziping new pingliang-project --from "$old" --only goals.actual
check_status 'an unknown cell' 3 ziping new pingliang-project --from "$old" nowhere=1
check_status '--only needs --from' 2 ziping new pingliang-project --only goals
check 'then nothing is made' [ "$(ziping list --json | grep -c '"id"')" = "$before" ]
check_status 'the store is what was written' 0 ziping check-store

finish
