# SPDX-License-Identifier: MIT
# An entry beside last year's, for people and for scripts.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# is EXPRESSION COMMAND...: a Python expression about `it`, the JSON that the command prints.
is()
{
	is_wanted=$1
	shift
	"$@" | json "$is_wanted"
}

# item CELL: in such an expression, the item of that cell.
item()
{
	printf '[i for i in it["items"] if i["cell"] == "%s"][0]' "$1"
}

# The year after one: the published entry again, with a year of its own.
next_year()
{
	next_id=$(sed 's/"year": 2023/"year": 2024/' "$examples/$1.json" >"$scratch/next.json" &&
		ziping import "$scratch/next.json")
	echo "$next_id"
}

old=$(ziping import "$examples/pingliang-2023-01.json")
refused 'nothing to compare with' 3 "entry $old; name one: ziping compare $old ID" ziping compare "$old"
new=$(next_year pingliang-2023-01)
check 'two years that are the same' is 'it["items"] == [] and it["entry"] == '"$new"' and it["with"] == '"$old" \
	ziping compare "$new" --json
ziping compare "$new" >"$scratch/out"
check 'say so' grep -qx 'No cell differs.' "$scratch/out"

ziping set "$new" funds.total.executed= funds.fiscal.executed=30.70 'indicators[2].actual=30篇' \
	'indicators[1].level3=指标2：机构编制工作专题会议次数' 'goals.actual=2024年，各项工作实现新突破。'
ziping compare "$new" >"$scratch/out"
check 'the years stand above their columns' grep -q '^cell  *2023  *2024  *difference  *percent$' "$scratch/out"
check 'both entries are named' grep -q "^then *2023  entry $old  市级预算项目支出绩效自评表  .*  机构编制专项工作经费\$" \
	"$scratch/out"
check 'a number: last year, this year, difference, percent' \
	grep -q '^当年财政拨款 全年执行数  *24.56  *30.70  *+6.14  *+25%$' "$scratch/out"
check 'a rate: the points between them' \
	grep -q '^年度资金总额 执行率  *57%  *71%  *+14.3 points$' "$scratch/out"
check 'what names a row stands above its cells' grep -q '^绩效指标 第2行  指标2：机构编制调研报告形成数$' "$scratch/out"
check 'a text: its changed words' grep -q '^  实际完成值  *〔26→30〕篇$' "$scratch/out"
check 'what is the same is left out' test "$(grep -c '项目名称' "$scratch/out")" = 0
ziping compare "$new" --all >"$scratch/all"
check 'unless all is asked for' grep -q '^项目名称  *机构编制专项工作经费$' "$scratch/all"
check 'rate and score of both years' \
	test "$(tail -n 2 "$scratch/out" | tr -s ' ')" = "$(printf '2023 57%% 95.7\n2024 71%% 97.1')"

check 'numbers in JSON' is "$(item funds.fiscal.executed)"' == {"cell": "funds.fiscal.executed",
	"with_cell": "funds.fiscal.executed", "kind": "number", "same": False, "now": "30.70", "then": "24.56",
	"difference": "6.14", "share": "0.25"}' ziping compare "$new" --json
check 'texts in JSON' is "$(item 'indicators[2].actual')"'["kind"] == "text"' ziping compare "$new" --json
check 'all in JSON' is "$(item project)"'["same"] and len(it["items"]) > 100' ziping compare "$new" --all --json
check 'the years in JSON' is 'it["trend"] == [
	{"year": 2023, "entry": '"$old"', "rate": "0.57", "score": "95.7"},
	{"year": 2024, "entry": '"$new"', "rate": "0.71", "score": "97.1"}]' ziping compare "$new" --json
check 'the other way round' is "$(item funds.total.executed)"'["difference"] == "-6.14"' \
	ziping compare "$old" "$new" --json

# Rows are found by what they are called, wherever they stand.
keys='goto indicators[1].level3
key Alt+Down
goto indicators[5].level3
key Ctrl+D'
{ echo "open $new" && echo "$keys"; } | ziping --script - --size 120x40 --dump /dev/null
check 'a row that moved is the same row' is "$(item 'indicators[1].actual')"'["with_cell"] == "indicators[2].actual"' \
	ziping compare "$new" --json
check 'a row that is gone' is '[i["then"] for i in it["items"] if i["cell"] is None
	and i["with_cell"] == "indicators[5].level3"] == ["指标2：编印机构编制材料覆盖率"]' ziping compare "$new" --json
ziping compare "$new" >"$scratch/out"
check 'is said to be gone' grep -q '第5行  指标2：编印机构编制材料覆盖率  (gone)$' "$scratch/out"
ziping compare "$old" "$new" >"$scratch/out"
check 'or new' grep -q '第5行  指标2：编印机构编制材料覆盖率  (new)$' "$scratch/out"

# --- which entry ---

ziping set "$new" project='机构编制 专项工作经费（２０２４）'
refused 'a renamed project is not found' 3 "entry $new" ziping compare "$new"
check 'its earlier entry is chosen once' is "it['with'] == $old" ziping compare "$new" --choose "$old" --json
check 'and remembered' is "it['with'] == $old" ziping compare "$new" --json
check 'that there is none can be said' test "$(ziping compare "$new" --choose none)" = ''
refused 'and is remembered as well' 3 "entry $new" ziping compare "$new"
ziping set "$new" project='机构编制 专项工作经费'
check 'back to the name, however it is written' is "it['with'] == $old" ziping compare "$new" --choose auto --json
refused 'not itself' 3 'choose another' ziping compare "$new" --choose "$new"
refused 'not one that is not there' 3 'no entry 99' ziping compare "$new" --choose 99
refused 'not both' 2 "leave out $old" ziping compare "$new" "$old" --choose "$old"
refused 'an id is a number' 2 'not the id of an entry' ziping compare "$new" --choose last

# --- each form ---

for form in ningxia-2023-01 chaotian-2023-01 luosong-2023-01 luosong-2023-basedata; do
	old=$(ziping import "$examples/$form.json")
	new=$(next_year "$form")
	check "$form: found, and the same" is "it['with'] == $old and not it['items']" ziping compare "$new" --json
done
new=$(ziping new luosong-department --year 2025)
refused 'a new entry without a unit is nobody'"'"'s' 3 "entry $new" ziping compare "$new"

finish
