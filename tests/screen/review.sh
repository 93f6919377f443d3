# SPDX-License-Identifier: MIT
# Second entries and deleted entries on the screen.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

id=$(ziping import "$top_srcdir/data/examples/pingliang-2023-01.json")

screens()
{
	on 100x30 "$@"
}

status_is()
{
	ziping export "$id" --format json | grep -q "\"status\": \"$1\""
}

# Every figure that is still to be typed, as the entry has it.
retype()
{
	ziping review "$id" >"$scratch/open"
	while IFS="$(printf '\t')" read -r cell label; do
		printf '%s\n' "$cell=$(ziping get "$id" "$cell")"
	done <"$scratch/open" | grep -v '=—*$' >"$scratch/figures"
	# shellcheck disable=SC2046
	ziping review "$id" $(cat "$scratch/figures")
}

open="open $id"
review=$(menu 'Second entry' "$open")
blind=$(menu 'Second entry')
told=$(menu 'Second entries' "$open")
name=$(printf '%s\n' 'key Ctrl+Home' 'key Ctrl+K' 'text 李四' 'key Enter')
give_up=$(printf '%s\n' 'key Ctrl+Q' 'key Down' 'key Down' 'key Enter' 'key Down' 'key Enter')

# --- beginning ---

shows 'none has been finished' 'No second entry has been finished yet' "$open" "$told"
shows 'the name is asked for' 'Name of who types the figures again' "$open" "$review"
shows 'the same name is warned of' 'typed under this name before' "$open" "$review" 'key Enter'
shows 'and is no second entry at once' '^ 市级预算项目支出绩效自评表' "$open" "$review" 'key Enter' 'key Enter'
shows 'but may be meant' "^ \\[second entry: $(id -un)\\]" "$open" "$review" 'key Enter' 'key Down' 'key Enter'
shows 'and is given up' '^ 市级预算项目支出绩效自评表' "$open" "$review" "$give_up"
hides 'from the list the first one is not seen' '43\|≥4次' "$blind"
shows 'nor after Esc' '^ ziping: budget' "$blind" 'key Esc'
golden 'a second entry has no figures' screen/review-begun.txt on 80x24 "$blind" "$name"

# --- typing ---

shows 'it goes on' '^ \[second entry: 李四\]' "$blind"
shows 'it begins with the first figure' '^当年财政拨款 年初预算数' "$blind"
shows 'a text is not typed into it' '^ 项目名称 is not typed again; Enter goes to the next figure' "$blind" 'goto project' 'text x'
shows 'nor taken out' '^ 项目名称 is not typed again' "$blind" 'goto project' 'key Delete'
shows 'Enter does go there' '^年度资金总额 分值' "$blind" 'goto project' 'key Enter'
shows 'nor a row inserted' 'Not in a second entry' "$blind" 'key Ctrl+N'
shows 'nor last year shown' 'Not in a second entry' "$blind" 'key F5'
shows 'nor is it printed' 'Not in a second entry' "$blind" 'key Ctrl+P'
shows 'Enter goes from figure to figure' '^当年财政拨款 全年执行数' "$blind" 'goto funds.fiscal.initial' \
	'text 43' 'key Enter' 'text 43' 'key Enter'
shows 'columns have headings' '│ cell  *李四 *│' "$blind" "$review"
shows 'what was typed is there' '─ 35 of 38 figures differ' "$blind" "$review"
shows 'leaving asks' 'Go on another time' "$blind" 'key Ctrl+Q'
shows 'and comes back to the list' '^ ziping: budget' "$blind" 'key Ctrl+Q' 'key Enter'
check 'the entry is none the wiser' status_is draft

# --- comparing and finishing ---

retype
golden 'where all agrees' screen/review-agrees.txt on 80x24 "$blind" "$review"
ziping review "$id" funds.fiscal.executed=24.65 'indicators[2].actual=28篇'
golden 'only what was typed here is shown' screen/review-compared.txt on 80x24 "$blind" "$review"
shows 'Enter goes there' '^当年财政拨款 全年执行数' "$blind" "$review" 'key Enter'
shows 'and Ctrl+Z works' '^ \[second entry' "$blind" 'key Ctrl+Z'
ziping review "$id" funds.fiscal.executed=24.65 'indicators[2].actual=28篇'
shows 'finished, both figures are told' "─ 2 of 38 figures differ: $(id -un), 李四 ─" "$blind" "$review" 'key Home' 'key Enter'
check 'it is no reviewed entry' status_is draft
shows 'second entries are listed' "1  2024-03-01 16:00  $(id -un), 李四  2 of 38 figures differ" "$open" "$told"
shows 'each with its differences' '全年执行数 *24.56 *24.65 *+0.09' "$open" "$told" 'key Enter'
shows 'under headings' "│ cell  *$(id -un) *李四 *difference *│" "$open" "$told" 'key Enter'
shows 'a heading cannot be chosen' '2 of 38 figures differ' "$open" "$told" 'key Enter' 'click 50,13'
shows 'Enter goes to the cell' '^绩效指标 第2行 实际完成值' "$open" "$told" 'key Enter' 'key Down' 'key Enter'
shows 'history tells it' 'second entry (李四): 2 of 38 figures differ' "$open" 'key F8' 'key End'

ziping set "$id" 'indicators[2].actual=全年共编写信息简报26篇，全部按时上报'
ziping review "$id" --who 李四 'indicators[2].actual=全年共编写信息简报28篇，全部按时上报' funds.fiscal.executed=1234567.89
on 80x24 "$blind" "$review" >"$scratch/screen"
check 'what is too long for its column stands below' sh -c "grep -A1 '绩效指标 第2行 实际完成值  *│' '$scratch/screen' |
	grep -q '│   全年共编写信息简报28篇，全部按时上报'"
shows 'Enter goes there from both lines' '^绩效指标 第2行 实际完成值' "$blind" "$review" 'key Down' 'key Down' 'key Enter'
on 60x15 "$blind" "$review" 'key Home' 'key Enter' >"$scratch/screen"
check 'columns are what fits, on a narrow screen as well' sh -c "grep -A1 '│ 当年财政拨款 全年执行数  *│' '$scratch/screen' |
	grep -q '│  *24.56  1234567.89 +1234543.33 │'"
check 'with the names before what is long' sh -c "grep -q \"│   李四  *全年共编写信息简报28篇，全部按时上报\" '$scratch/screen'"
shows 'whose lines lead to it too' '^绩效指标 第2行 实际完成值' "$open" "$told" 'key End' 'key Enter' 'key End' 'key Enter'
ziping set "$id" 'indicators[2].actual=26篇'

ziping set "$id" funds.fiscal.executed=24.65
shows 'again, with another name' '^ \[second entry: 王五\]' "$blind" "$(echo "$name" | sed s/李四/王五/)"
shows 'what was agreed on is there' '─ 2 of 38 figures differ' "$blind" "$review"
retype
shows 'then all agrees' 'all 38 figures agree' "$blind" "$review" 'key Enter'
check 'the entry is reviewed' status_is reviewed
shows 'the title says so' '^ \[reviewed\]' "$open"
ziping set "$id" unit=市审计局
check 'until it changes' status_is draft
ziping sign "$id" >/dev/null
shows 'what is signed has no second entry' 'is signed; reopen it' "$open" "$review"
shows 'nor from the list' 'is signed; reopen it' "$blind"

# --- deleted entries ---

deleted=$(menu 'Deleted entries')
shows 'what is signed is not deleted' 'is signed; reopen it' 'key Delete'
ziping reopen "$id" --reason x
shows 'none is deleted' 'No entry is deleted' "$deleted"
shows 'now one is' 'has been deleted' 'key Delete'
shows 'another time Ctrl+Z says where it is' 'the menu lists what was deleted before' 'key Ctrl+Z'
golden 'it is listed' screen/list-deleted.txt on 80x24 "$deleted"
shows 'and comes back' 'The entry is back' "$deleted" 'key Enter'
check 'to stay' test "$(ziping get "$id" unit)" = 市审计局
finish
