# SPDX-License-Identifier: MIT
# Last year's entry: beside this year's, in its place, what differs, the trend, while typing.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

# two_years EXAMPLE CELL=TEXT...: entry 1 is the published table of 2023; entry 2 the same of 2022 with these texts.
two_years()
{
	rm -f "$ZIPING_STORE"*
	example=$top_srcdir/data/examples/$1.json
	shift
	sed 's/^ "year": 2023/ "year": 2022/' "$example" >"$scratch/2022.json"
	ziping import "$example" "$scratch/2022.json" >/dev/null && ziping set 2 "$@" >/dev/null ||
		verdict "two years of $example" 1
}

# on SIZE TOKEN...: entry 1 on a copy of the store, so that nothing of it lasts.
on()
{
	on_size=$1
	shift
	cp "$ZIPING_STORE" "$scratch/copy.db"
	printf '%s\n' 'open 1' "$@" |
		ZIPING_STORE=$scratch/copy.db ziping --script - --size "$on_size" --dump -
	on_status=$?
	rm -f "$scratch"/copy.db*
	return $on_status
}

# stays SIZE TOKEN...: the same, and it lasts.
stays()
{
	on_size=$1
	shift
	printf '%s\n' 'open 1' "$@" | ziping --script - --size "$on_size" --dump -
}

# Of a command.
screens()
{
	"$@"
}

# on_menu SIZE LABEL: entry 1 and that.
on_menu()
{
	on "$1" "$(menu "$2")"
}

# views NAME CELL: the four views of the two years.
views()
{
	golden "$1 side by side" "screen/last-year-$1-160x50.txt" on 160x50 "goto $2" 'key F5'
	golden "$1 toggled" "screen/last-year-$1-80x24.txt" on 80x24 "goto $2" 'key F5'
	golden "$1 differences" "screen/differences-$1-80x24.txt" on 80x24 'key Shift+F5'
	golden "$1 differences, large" "screen/differences-$1-160x50.txt" on 160x50 'key Shift+F5'
}

# --- each form ---

two_years ningxia-2023-01 funds.fiscal.budget=120 funds.fiscal.executed=90.5 'indicators[1].actual=580本' \
	goals.actual=完成上年任务。
views ningxia 'indicators[1].actual'

two_years chaotian-2023-01 funds.fiscal.budget=0.06 funds.fiscal.executed=0.06 overview=该项目为人员类项目。
views chaotian funds.fiscal.executed

two_years luosong-2023-01 goals.actual=全年召开会议10次。 spending.basic=90 'indicators[2].weight=6'
views luosong 'indicators[2].weight'

two_years luosong-2023-basedata staff.actual=6 sangong.reception.budget=0.5 'projects[1].name=机构改革工作'
views basedata staff.actual

# A row of last year's has gone, one is new; the project is called otherwise.
two_years pingliang-2023-01 project=机构编制工作经费 funds.fiscal.budget=40 funds.fiscal.executed=23.12 \
	'indicators[1].actual=3次' 'goals.actual=2022年，市委编办在市委、市委编委的坚强领导下，各项工作取得新成效。' \
	'indicators[16].level1=满意度指标' 'indicators[16].level2=服务对象满意度指标' \
	'indicators[16].level3=指标3：上级满意度' 'indicators[16].target=≥90%' 'indicators[16].actual=95%' \
	'indicators[15].weight=8' 'indicators[16].weight=2'
ziping set 1 'indicators[16].level1=满意度指标' 'indicators[16].level2=服务对象满意度指标' \
	'indicators[16].level3=指标3：来访群众满意度' 'indicators[16].target=≥95%' 'indicators[16].actual=96%' \
	'indicators[15].weight=8' 'indicators[16].weight=2' >/dev/null

# --- which entry it is ---

golden 'a renamed project: which entry is it?' screen/last-year-choose.txt on 80x24 'goto project' 'key F5'
hides 'nothing is told of it while typing' 'last year:' \
	on 80x24 'goto funds.fiscal.executed' 'text 2'
stays 80x24 'key F5' 'key Enter' >/dev/null
shows 'chosen once, it is remembered' '^ 2022: read-only .*机构编制工作经费' on 80x24 'key F5'
shows 'another can be chosen from the menu' "Which entry is last year's" \
	on_menu 80x24 'Another entry'
views pingliang 'indicators[1].actual'

# --- side by side ---

golden 'at 120 columns' screen/last-year-120x40.txt on 120x40 'goto indicators[1].actual' 'key F5'
golden 'scrolled by whole columns' screen/last-year-135x40.txt on 135x40 'key F5' 'goto indicators[3].reason'
shows 'a wide cell beside its label' '^│ 项目名称  │.*  │ 项目名称  │' on 120x40 'goto project' 'key F5'
golden 'typing goes on beside it' screen/last-year-typing.txt \
	on 160x50 'goto goals.actual' 'key F5' 'text 全年召开专题会议4次。' 'key Alt+Enter' 'text 第二段'
golden 'with the findings below' screen/last-year-findings.txt \
	on 160x50 'goto funds.fiscal.executed' 'key F5' 'text 50' 'key F3'
shows 'F5 while typing leaves the text alone' 'typing *$' on 160x50 'goto project' 'text 新名' 'key F5'
shows 'F5 again closes it' '^ *市级预算项目支出绩效自评表$' on 160x50 'key Ctrl+Home' 'key F5' 'key F5'
shows 'a new row is not in it' '2022: read-only .*this cell is not in it' \
	on 160x50 'goto indicators[16].actual' 'key F5'
shows 'a click there says why not' "last year's and can only be read" on 160x50 'key F5' 'click 120,20'
shows 'narrower it waits' '^ 市级预算' on 160x50 'key F5' 'resize 100x30'
hides 'and takes no room' 'read-only' on 160x50 'key F5' 'resize 100x30'
shows 'wider it is there again' ' 2023: typed here .* 2022: read-only' \
	on 160x50 'key F5' 'resize 100x30' 'resize 140x30'
shows 'undo, with it open' ' 2022: read-only' on 160x50 'key F5' 'goto project' 'text 新' 'key Enter' 'key Ctrl+Z'

# --- in its place ---

shows 'typing there is refused' 'This is 2022, to be read only; F5 goes back to 2023' \
	on 80x24 'goto project' 'key F5' 'text 错'
shows 'nothing was typed' '│ 项目名称  │ *机构编制专项工作经费' on 80x24 'goto project' 'key F5' 'text 错' 'key F5'
shows 'Esc goes back too' '^ 市级预算项目支出绩效自评表  2023' on 80x24 'key F5' 'key Esc'
shows 'to the cell that it stood at' '^绩效指标 第2行 年度指标值' \
	on 80x24 'goto indicators[1].target' 'key F5' 'key Down' 'key F5'
shows 'a text being typed goes on' '│新经费' on 80x24 'goto project' 'text 新' 'key F5' 'key Down' 'key F5' 'text 经费'

# --- while typing ---

shows 'a number, with what has changed' 'last year: 23.12, +1.38, +6%$' \
	on 80x24 'goto funds.fiscal.executed' 'text 24.5'
shows 'each key counts' 'last year: 23.12, +0.88, +3.8%$' on 80x24 'goto funds.fiscal.executed' 'text 24'
shows 'unfinished it has no difference' 'last year: 23.12$' on 80x24 'goto funds.fiscal.executed' 'text 24.'
shows 'a text' 'last year: 3次$' on 80x24 'goto indicators[1].actual' 'text 4'
shows 'nothing was there' 'last year: nothing$' on 80x24 'goto funds.other.budget' 'text 4'
shows 'a new row' "not in last year's\$" on 80x24 'goto indicators[16].actual' 'text 4'
shows 'a row that was moved keeps its own' 'last year: 3次$' \
	on 80x24 'goto indicators[1].actual' 'key Alt+Down' 'text 4'
golden 'a long text takes half of the line' screen/last-year-line.txt on 80x24 'goto goals.actual' 'text 。'

# --- what differs ---

golden 'every cell' screen/differences-all.txt on 80x24 'key Shift+F5' 'key F5' 'key PageDown'
shows 'Enter goes to the cell' '^当年财政拨款 全年执行数' \
	on 160x50 'key Shift+F5' 'key Down' 'key Down' 'key Down' 'key Down' 'key Down' 'key Down' 'key Enter'
shows 'what has gone has no cell here' 'in the earlier entry only' on 80x24 'key Shift+F5' 'key End' 'key Up' 'key Up' \
	'key Up' 'key Up' 'key Up' 'key Up' 'key Up' 'key Up' 'key Up' 'key Enter'
shows 'Esc goes back' '^ 市级预算项目支出绩效自评表  2023' on 80x24 'key Shift+F5' 'key Esc'
ziping new pingliang-project --year 2024 project=机构编制专项工作经费 >/dev/null
cp "$top_srcdir/data/examples/pingliang-2023-01.json" "$scratch/2021.json"
sed -i 's/^ "year": 2023/ "year": 2021/; s/机构编制专项工作经费/机构编制工作经费/; s/"24.56"/"43"/' "$scratch/2021.json"
ziping import "$scratch/2021.json" >/dev/null
golden 'the trend of all years' screen/last-year-trend.txt on_menu 80x24 Trend
golden 'it heads what differs' screen/differences-trend.txt on 160x50 'key Shift+F5'

# --- two columns for a frame line ---

if localedef -i zh_CN -f GB18030 "$scratch/zh_CN.GB18030" 2>"$scratch/said"; then
	wide()
	{
		LOCPATH=$scratch LC_ALL=zh_CN.GB18030 on "$@"
	}
	golden 'side by side in GB18030' screen/last-year-gb18030.txt wide 160x50 'goto funds.fiscal.executed' 'key F5'
	golden 'differences in GB18030' screen/differences-gb18030.txt wide 80x24 'key Shift+F5'
else
	skip 'GB18030' 'localedef cannot make zh_CN.GB18030 (package locales)'
fi
finish
