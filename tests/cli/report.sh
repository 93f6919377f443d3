#!/bin/sh
# SPDX-License-Identifier: MIT
# A report drawn from the tables of the same unit and year.

. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# --- the published tables of 芦淞 ---

table=$(ziping import "$examples/luosong-2023-01.json")
base=$(ziping import "$examples/luosong-2023-basedata.json")
report=$(ziping new luosong-report --year 2023)
prints 'a row for each project of the table' '机构改革
统一社会信用代码和域名管理
疫情防控经费' ziping get "$report" 'projects[1].name' 'projects[2].name' 'projects[3].name'
ziping set "$report" 'projects[1].carried=5.36' 'projects[1].adjusted=0' 'projects[2].carried=1.8' \
	'projects[2].adjusted=0' 'projects[3].carried=0' 'projects[3].adjusted=0'
prints 'balances' '0.07
4.5
0' ziping get "$report" 'projects[1].balance' 'projects[2].balance' 'projects[3].balance'
prints 'figures as their tables print them' \
	'项目支出15.09万元，是为完成专项工作任务发生的支出，其中：机构改革12.79万元、统一社会信用代码和域名管理2.30万元、疫情防控经费0万元。' \
	ziping get "$report" project
prints 'a difference of two tables' 87.84 ziping get "$report" personnel
golden 'the report, its tables behind it' text/luosong-report.txt ziping export "$report" --format text
check 'show prints the same' sh -c '"$1" show "$2" | cmp - "$3"' - "$top_builddir/ziping" "$report" \
	"$top_srcdir/tests/golden/text/luosong-report.txt"

check 'a report and its tables are one document' sh -c \
	'[ "$(grep -o "第 . 页 共 . 页" "$1" | tr -d " \n")" = 第1页共6页第2页共6页第3页共6页第4页共6页第5页共6页第6页共6页 ]' - \
	"$top_srcdir/tests/golden/text/luosong-report.txt"

# --- where figures come from ---

ziping explain "$report" basic >"$scratch/why"
check 'each figure of a text is explained' grep -q '人员经费 ＝ 87.84' "$scratch/why"
check 'with the table it stands in' \
	grep -q '部门整体支出绩效评价基础数据表（2023）公用经费本年决算数 ＝ 7.32' "$scratch/why"

# --- what is typed instead ---

differs()
{
	ziping check "$report" | grep -c prose-differs
}

ziping set "$report" 'basic=基本支出95.16万元，人员经费878400元，公用经费7.23万元。'
check 'a figure that is not the table’s' [ "$(differs)" = 1 ]
check 'is named with its table' \
	sh -c '"$1" check "$2" | grep -q "the text says “公用经费7.23万元”, the table 7.32万元 (部门整体支出绩效评价基础数据表（2023）公用经费本年决算数)"' - \
	"$top_builddir/ziping" "$report"
ziping note "$report" basic prose-differs 四舍五入
check 'a note settles it' sh -c '"$1" check "$2" --json | grep prose-differs | grep -q "\"settled\": true"' - \
	"$top_builddir/ziping" "$report"
ziping set "$report" 'basic=基本支出95.16万元，人员经费87.84万元，公用经费７.３２万元。'
check 'full-width digits are the same figure' [ "$(differs)" = 0 ]
check 'own words have no mark' [ "$(ziping show "$report" | sed -n '/公用经费７/p' | grep -c '[*]')" = 0 ]
ziping set "$report" basic=
check 'cleared, it is composed again' sh -c '"$1" get "$2" basic | grep -q 公用经费7.32万元' - \
	"$top_builddir/ziping" "$report"
ziping set "$report" use=自评得分98分。
check 'a score that is not the table’s' [ "$(differs)" = 1 ]
ziping set "$report" use=自评得分99分。 'projects[2].final=2.31'
check 'a cent is a note' sh -c '"$1" check "$2" | grep -q "note sum-mismatch projects\[2\].final"' - \
	"$top_builddir/ziping" "$report"
ziping set "$report" 'projects[2].final=2.4'
check 'more is an error' sh -c '"$1" check "$2" | grep -q "error .*sum-mismatch projects\[2\].final"' - \
	"$top_builddir/ziping" "$report"
check 'and the sum is not that of the table' sh -c '"$1" check "$2" | grep -q "sum-mismatch project:"' - \
	"$top_builddir/ziping" "$report"
ziping set "$report" 'projects[2].final='

# --- figures named in one's own words ---

ziping set "$report" background=年初预算98.97万元，自评得分98分，实有6人。 problems=执行率95%。 measures=2024年力争执行率达到95%。 \
	basic="$(ziping get "$report" basic)年初预算98.97万元。"
ziping check "$report" >"$scratch/why"
check 'in a free section, each in its turn' grep -q 'background: .*the text says “年初预算98.97万元”, the table 99.97万元 ' "$scratch/why"
check 'a rate' grep -q 'problems: .*the text says “执行率95%”, the table 100% ' "$scratch/why"
check 'in a paragraph that was composed' grep -q 'basic: .*the text says “年初预算98.97万元”, the table 99.97万元 ' "$scratch/why"
check 'plans are no figures' sh -c '! grep -q measures: "$1"' - "$scratch/why"
ziping set "$report" background=年初预算99.97万元，自评得分98分，实有6人。 problems=机构改革年初预算7.5万元，实际支出12.78万元。 basic=
ziping check "$report" >"$scratch/why"
check 'then the score' grep -q 'background: .*“自评得分98分”, the table 99分 ' "$scratch/why"
check 'a project by its name' grep -q 'problems: .*“实际支出12.78万元”, the table 12.79万元 ' "$scratch/why"
ziping set "$report" background=年初预算约99.97万元，2022年自评得分98分。 problems=机构改革实际支出12.79万元。
check 'what is right, or another year’s, is not' [ "$(differs)" = 0 ]
for paragraph in staff spending basic project overall 'projects[1].text' 'projects[2].text'; do
	ziping set "$report" "$paragraph=如下：$(ziping get "$report" "$paragraph")"
done
check 'the form’s own sentences agree when they are typed' [ "$(differs)" = 0 ]
for paragraph in staff spending basic project overall 'projects[1].text' 'projects[2].text'; do
	ziping set "$report" "$paragraph="
done

# --- figures follow their tables ---

ziping set "$table" spending.basic=95.17
prints 'at once' 87.85 ziping get "$report" personnel
ziping set "$table" spending.basic=95.16
twin=$(ziping import "$examples/luosong-2023-basedata.json")
prints 'of two tables neither is taken' — ziping get "$report" personnel
ziping explain "$report" personnel >"$scratch/why"
check 'which is said' grep -q "several entries fit 部门整体支出绩效评价基础数据表（2023）: $base、$twin; type the number of one into base_entry" "$scratch/why"
ziping set "$report" base_entry="$twin"
prints 'until one is named' 87.84 ziping get "$report" personnel
other=$(ziping new luosong-report --year 2022)
prints 'another year has none' '2022年年初预算数—万元，全年收入—万元，支出—万元，其中：基本支出—万元，项目支出—万元。' \
	ziping get "$other" spending
ziping explain "$other" executed >"$scratch/why"
check 'which is said too' grep -q '部门整体支出绩效自评表（2022） is missing' "$scratch/why"
ziping set "$report" unit=另一单位
prints 'nor has another unit' — ziping get "$report" executed
ziping set "$report" unit=
prints 'empty, it is the only one' 110.25 ziping get "$report" executed

# --- what was signed stays ---

ziping set "$report" background=机构。 problems=无。 measures=无。 use=公开。 'projects[2].final='
check_status 'it can be signed' 0 ziping sign "$report"
ziping print "$report" -o "$scratch/signed" >/dev/null
# numbered FILE: its pages are numbered through, from the first to the last.
numbered()
{
	grep -o '第 [0-9]* 页 共 [0-9]* 页' "$1" >"$scratch/numbers"
	pages=$(wc -l <"$scratch/numbers")
	seq "$pages" | sed "s/.*/第 & 页 共 $pages 页/" | cmp - "$scratch/numbers"
}
check 'its tables are printed behind it, the pages numbered through' numbered "$scratch/signed"
check 'all of them' sh -c 'tail -n +61 "$1" | grep -q "附件3" && ! grep -q 未了事项 "$1"' - "$scratch/signed"
check 'with room to sign it' grep -q '^财务负责人：___*  单位负责人：___*（盖章）$' "$scratch/signed"
ZIPING_NOW=2024-03-01T09:00:00Z ziping set "$table" spending.basic=95.18
ziping print "$report" -o "$scratch/again" >/dev/null
check 'as they were' cmp "$scratch/signed" "$scratch/again"
fits=$(ziping import "$examples/luosong-2023-01.json")
ziping print "$report" -o "$scratch/again" >/dev/null
check 'and no other that fits now' cmp "$scratch/signed" "$scratch/again"
ziping set "$fits" unit=将删除
printf 'text 将删除\nkey Delete\n' | ziping --script - --dump /dev/null
prints 'figures stay as they were signed' 87.84 ziping get "$report" personnel
check 'on paper too' sh -c '"$1" show "$2" | grep -q 公用经费7.32' - "$top_builddir/ziping" "$report"
check_status 'the store is sound with it' 0 ziping check-store
ziping print "$report" -o "$scratch/first" >"$scratch/code.1"
check_status 'it is reopened' 0 ziping reopen "$report" --reason 表格有改动
prints 'then they follow again' 87.86 ziping get "$report" personnel
ziping print "$report" --revision 1 -o "$scratch/again" >/dev/null
check 'the signed one is printed as it was' cmp "$scratch/signed" "$scratch/again"
ziping print "$report" -o "$scratch/second" >"$scratch/code.2"
check 'other figures are another revision' grep -q 'revision 2' "$scratch/code.2"
ziping set "$table" spending.basic=95.16
ziping print "$report" -o "$scratch/third" >"$scratch/code.3"
check 'also where only a table has changed' grep -q 'revision 3' "$scratch/code.3"
ziping print "$report" -o "$scratch/again" >"$scratch/code"
check 'not where nothing has' grep -q 'revision 3' "$scratch/code"
ziping set "$table" goals.expected=没有写进报告的一句话。
ziping print "$report" -o "$scratch/again" >"$scratch/code"
check 'a table’s other texts are on the paper, so they count' grep -q 'revision 4' "$scratch/code"
ziping print "$report" --revision 3 -o "$scratch/again" >"$scratch/code"
check 'and the one before is printed without them' cmp "$scratch/third" "$scratch/again"
check 'each page has its number' numbered "$scratch/third"
check 'and its foot' [ "$(grep -c '^第3稿 .*校验码 .*页$' "$scratch/third")" = "$pages" ]
check 'what was changed stands behind all of it' sh -c 'sed "1,/附件3/d" "$1" | grep -q 与上一签字稿的差异' - "$scratch/third"
if ziping --version | grep -qw pdf; then
	ziping print "$report" --format pdf -o "$scratch/printed.pdf" >/dev/null
	pdftotext -raw "$scratch/printed.pdf" - | tr -d ' ' >"$scratch/printed.text"
	pages=$(grep -o '第[0-9]*页共[0-9]*页' "$scratch/printed.text" | tail -1)
	pages=${pages##*共}
	check 'in a PDF as well' [ "$(grep -c "第[0-9]*页共$pages" "$scratch/printed.text")" = "${pages%页}" ]
	check 'with the same foot' [ "$(grep -c '^第4稿.*校验码' "$scratch/printed.text")" = "${pages%页}" ]
fi
code=$(sed 's/.*check code //' "$scratch/code.2")
ziping find-code "$code" >"$scratch/found"
check 'its code finds it' grep -q "$report" "$scratch/found"
check_status 'the store is sound' 0 ziping check-store

# --- files ---

ziping export "$report" --format json >"$scratch/report.json"
check 'an exchange file has the composed text beside what was typed' \
	grep -q '"overall": "2023年全年预算数110.25万元' "$scratch/report.json"
check_status 'and comes back' 0 ziping import "$scratch/report.json"

# --- form files ---

check_status 'its form is sound' 0 ziping forms --check "$top_srcdir/data/forms/luosong-report.yaml"
sed 's/table.funds.total.initial/table.funds.total.inital/; s/form: luosong-basedata/form: luosong-base/' \
	"$top_srcdir/data/forms/luosong-report.yaml" >"$scratch/bad.yaml"
ziping forms --check "$scratch/bad.yaml" >"$scratch/errors" 2>&1
check 'names are looked up in the sources' \
	grep -q "bad.yaml:[0-9]*:[0-9]*: no form of the source 'table' has a cell 'funds.total.inital'" "$scratch/errors"
check 'and their forms' grep -q "there is no form 'luosong-base' for the source 'base'" "$scratch/errors"

finish
