#!/bin/sh
# SPDX-License-Identifier: MIT
# The reports of 平凉, 朝天 and 金昌: every figure in its place, alive, and compared with what is typed.

. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# has NAME TEXT ENTRY CELL: the text stands in the cell.
has()
{
	has_name=$1
	has_text=$2
	ziping get "$3" "$4" >"$scratch/said" 2>&1 && grep -q -F -e "$has_text" "$scratch/said"
	verdict "$has_name" $?
}

# found NAME ENTRY SEVERITY ID CELL: such a finding is open.
found()
{
	found_name=$1
	ziping check "$2" --json >"$scratch/said" 2>/dev/null
	json "any(f['severity'] == '$3' and f['id'] == '$4' and f['cell'] == '$5' for f in it)" <"$scratch/said" 2>/dev/null
	verdict "$found_name" $?
}

not_found()
{
	found_name=$1
	ziping check "$2" --json >"$scratch/said" 2>/dev/null
	json "not any(f['id'] == '$3' and f['cell'] == '$4' for f in it)" <"$scratch/said" 2>/dev/null
	verdict "$found_name" $?
}

# retyped NAME ENTRY CELL...: the form's own sentences, typed, agree with the tables.
retyped()
{
	retyped_name=$1
	retyped_entry=$2
	shift 2
	for cell; do
		ziping set "$retyped_entry" "$cell=如下：$(ziping get "$retyped_entry" "$cell")"
	done
	ziping check "$retyped_entry" >"$scratch/said" 2>/dev/null
	! grep prose-differs "$scratch/said"
	verdict "$retyped_name" $?
	for cell; do
		ziping set "$retyped_entry" "$cell="
	done
}

# --- 平凉 ---

table=$(ziping import "$examples/pingliang-2023-01.json")
report=$(ziping new pingliang-report --year 2023)
prints 'what it is about comes from the table' '机构编制专项工作经费
中共平凉市委机构编制委员会办公室' ziping get "$report" project unit
golden '平凉, drafted' text/pingliang-report.txt ziping export "$report" --format text
for number in 1 2 3 4 5 6 7; do
	ziping set "$report" "parts[$number].name=第$number项工作经费"
done
has 'seven projects of 43' '年初预算43万元，全年预算43万元，包括7个项目：' "$report" content
has 'executed, rate and what is left' '全年执行24.56万元，执行率57%，结余资金18.44万元。' "$report" funds
has 'fifteen indicators' '共设置15项指标。预算执行率得5.7分，产出指标得50分，效益指标得30分，满意度指标得10分。' "$report" indicators
has 'score and grade' '自评总分95.7分，评价等级为“优秀”。' "$report" result
check 'the list has the figures of the table' sh -c '"$1" list --json | grep "\"id\": $2," |
	grep "\"budget\": \"43\"" | grep "\"executed\": \"24.56\"" | grep "\"score\": \"95.7\""' - "$top_builddir/ziping" "$report"
found 'what is left has to be explained' "$report" error required disposal
ziping set "$report" disposal=结余资金18.34万元已上交财政。
found 'with the right figure' "$report" warning prose-differs disposal
ziping set "$report" disposal=结余资金18.44万元已上交财政。
not_found 'then nothing is said' "$report" prose-differs disposal
not_found 'of it' "$report" required disposal

ziping set "$report" 'funds=全年预算43万元，执行24.65万元，执行率57%，结余18.44万元。'
found 'figures turned round' "$report" warning prose-differs funds
check 'are named' sh -c '"$1" check "$2" | grep -q "does not contain 24.56 (市级预算项目支出绩效自评表（2023）年度资金总额全年执行数)"' - \
	"$top_builddir/ziping" "$report"
ziping set "$report" 'funds=全年预算43万元，执行24.56万元，执行率57%，结余18.44万元。'
not_found 'the right ones are not' "$report" prose-differs funds
ziping set "$report" funds= result=自评总分95.7分，评价等级为良。
found 'another grade' "$report" warning prose-differs result
ziping set "$report" result= 'problems=全年执行率75%。'
found 'a rate in free text' "$report" warning prose-differs problems
ziping set "$report" 'problems=全年执行率57%。'
not_found 'as the table prints it' "$report" prose-differs problems
ziping set "$report" 'problems=执行率57.12%。' 'experience=自评得分95分'
not_found 'or with more decimals' "$report" prose-differs problems
found 'a score in free text' "$report" warning prose-differs experience

ziping set "$report" 'problems=设置绩效指标16项。' 'experience=全年预算43万元，结余资金18.44万元，自评得分96分'
found 'a count in free text' "$report" warning prose-differs problems
found 'a score that is only near' "$report" warning prose-differs experience
ziping set "$report" problems= experience=
retyped 'what the form says of the figures agrees with them' "$report" content scope funds indicators result

ziping set "$table" funds.fiscal.executed=30
has 'figures follow the table' '全年执行30万元，执行率70%，结余资金13万元。' "$report" funds
found 'and what was typed is compared anew' "$report" warning prose-differs disposal
ziping set "$table" funds.fiscal.executed=24.56
ziping export "$report" --format text >"$scratch/text"
check 'the table is printed behind' sh -c 'sed "1,/五、绩效自评表/d" "$1" | grep -q "│.*指标1：机构编制工作专题会议次数\|│.*机构编制"' - "$scratch/text"
check 'on pages of its own' [ "$(tr -cd '\f' <"$scratch/text" | wc -c)" -ge 2 ]
second=$(ziping import "$examples/pingliang-2023-01.json")
ziping set "$second" project=会议经费 funds.fiscal.executed=43
other=$(ziping new pingliang-report --year 2023 project=会议经费)
has 'a project with another table' '执行率100%，结余资金0万元。' "$other" funds
prints 'is kept apart by its name' 会议经费 ziping get "$other" project

# --- 朝天, a project ---

unit=中共广元市朝天区委机构编制委员会办公室
code=51081223T000008999883-统一社会信用代码赋码颁证2023
first=$(ziping import "$examples/chaotian-2023-01.json")
for number in 03 11; do
	ziping import "$examples/chaotian-2023-$number.json" >"$scratch/id"
done
project=$(ziping new chaotian-project-report --year 2023 project=$code name=统一社会信用代码赋码颁证 arrived.total=7.00 \
	'payments[1].month=6月' 'payments[1].amount=1.99')
ziping set "$project" 'progress[1].paid=1.99' 'progress[2].paid=5.33' 'progress[3].paid=6.10'
golden '朝天, a project, drafted' text/chaotian-project-report.txt ziping export "$project" --format text
has 'budget' '年初预算7.00万元，调整后预算7.00万元。' "$project" approval
has 'what came' '实际到位7.00万元，资金到位率100.00%。' "$project" plan
has 'executed, and how it went on' '项目支出7.00万元，预算执行率100.00%，年末结余0.00万元。支付情况：6月支付1.99万元。执行进度：6月末28.43%、9月末76.14%、11月末87.14%。' \
	"$project" use
has 'indicators' '项目设置绩效指标10项：印制《机关群团统一社会信用代码证书》、' "$project" targets
prints 'each with target and actual' '＝800份
800份
10
高、中、低
高' ziping get "$project" 'results[1].target' 'results[1].actual' 'results[1].score' 'results[5].target' 'results[5].actual'
has 'score' 自评分为100分。 "$project" scored
has 'grade' 得100分，自评优。 "$project" conclusion
found 'payments that do not add up' "$project" error sum-mismatch paid
ziping set "$project" 'payments[1].amount=6.99'
found 'a cent is a note' "$project" note sum-mismatch paid
ziping set "$project" 'payments[1].amount=7.00' 'scored=自评分为98分。'
not_found 'the sum is right' "$project" sum-mismatch paid
found 'another score' "$project" warning prose-differs scored
ziping set "$project" scored= 'results[1].name=印制证书'
found 'an indicator that the table does not have' "$project" warning prose-differs 'results[1].name'

ziping set "$project" benefit=自评分为98分。 finance=到位资金7万元，执行率99%。
found 'a score in free text' "$project" warning prose-differs benefit
found 'and a rate' "$project" warning prose-differs finance
ziping set "$project" benefit= finance= 'results[1].name=印制《机关群团统一社会信用代码证书》'
retyped 'its own sentences agree' "$project" approval targets plan use completion scored conclusion

late=$(ziping new chaotian-project-report --year 2023)
prints 'of several projects none is taken' — ziping get "$late" score
ziping set "$late" project=$code
prints 'until it is named: then its rows come too' '100
≤3万元' ziping get "$late" score 'results[10].target'

# --- 朝天, the department ---

department=$(ziping new chaotian-department-report --year 2023 unit=$unit income.general.amount=262.63 \
	spending.personnel.amount=207.80 spending.public.amount=29.83 spending.project.amount=25 \
	spending.personnel.budget=207.80 spending.public.budget=29.83 spending.project.budget=25 \
	'progress[1].project=2.2' 'progress[2].project=6.83' 'progress[3].project=8.06' \
	'progress[1].rate=44.83%' 'progress[2].rate=76.15%' 'progress[3].rate=87.17%' \
	appraised.planned=13 score.base=96)
has 'by nature, with shares' \
	'基本支出237.63万元，占90.48%，其中：人员经费207.80万元、公用经费29.83万元；项目支出25万元，占9.52%。' "$department" nature_text
has 'progress' '部门预算执行进度：6月末44.83%、9月末76.15%、11月末87.17%。项目支出执行进度：6月末8.80%、9月末27.32%、11月末32.24%。' \
	"$department" management
has 'what the project tables add up to' '列预算19.68万元，执行19.68万元，执行率100.00%；设置绩效指标16项。' "$department" management
has 'coverage and scores' '开展自评3个，自评覆盖率23.08%。项目自评最低100分，最高100分，平均100分。' "$department" quality
has 'score' '自评基础得分96分，加分0分，自评总分96分，自评优。' "$department" conclusion
ziping set "$department" conclusion_note=自评总分98分。 problems=预算执行率95%。 people_note=其中行政编制20名。
found 'a score in free text' "$department" warning prose-differs conclusion_note
found 'and a rate' "$department" warning prose-differs problems
not_found 'a part of a figure is not the whole' "$department" prose-differs people_note
ziping set "$department" conclusion_note= problems= people_note=
retyped 'its own sentences agree' "$department" people income_text functions_text nature_text management quality conclusion
ziping set "$department" score.base=
has 'without a score there is no grade' '自评基础得分—分，加分0分，自评总分—分，自评—。' "$department" conclusion
ziping set "$department" score.base=96
found 'tables of projects are missing' "$department" error sum-mismatch spending.total.amount
ziping set "$department" spending.personnel.amount=0.05 spending.public.amount=12.64 spending.project.amount=7 \
	'functions[1].amount=19.69' 'functions[2].amount=0' 'functions[3].amount=0' 'functions[4].amount=0'
found 'off by a cent' "$department" note sum-mismatch spending.total.amount
not_found 'by function it fits' "$department" sum-mismatch byname.amount
has 'by function' '按功能分类：一般公共服务支出19.69万元（占100.00%）、' "$department" functions_text
ziping set "$first" funds.fiscal.executed=0.06 funds.total.executed=0.06
not_found 'and then right' "$department" sum-mismatch spending.total.amount
ziping set "$first" funds.fiscal.executed=0.05 funds.total.executed=0.05
ziping export "$department" --format text >"$scratch/text"
check 'all tables of projects stand behind' [ "$(grep -c '部门预算项目支出绩效自评表（2023年度）  ' "$scratch/text")" = 3 ]
next=$(ziping new chaotian-department-report --year 2024 unit=$unit income.general.amount=288.893)
has 'growth over last year’s report' '与2023年相比，增加26.26万元，增长10.00%。' "$next" income_text

# --- 金昌 ---

summary=$(ziping new jinchang-summary --year 2021 unit=编办 appraised.total=3 funds.basic.initial=187.94 \
	funds.project.initial=12 funds.total.adjusted=39.1 funds.total.carried=6.75 funds.basic.spent=235.37 \
	funds.project.spent=10.43 funds.total.spent=245.79 scheme.target.score=30 scheme.monitor.score=28 \
	scheme.review.score=30 scheme.use.score=10 'projects[1].name=电子编制证' 'projects[1].budget=5' 'projects[1].final=5')
ziping export "$summary" --format json |
	python3 -c 'import json, sys
it = json.load(sys.stdin)
it["rows"]["projects"] = [{"name": n, "budget": b, "arrived": b, "final": f} for n, b, f in
	(("电子编制证", "5", "5"), ("中文域名", "3", "3"), ("事业单位登记", "4", "2.43"))]
it["rows"]["marks"] = [{"name": n, "output": "60", "benefit": "30", "rest": "10"} for n in ("电子政务建设专项", "事业单位登记专项")]
json.dump(it, sys.stdout)' >"$scratch/summary.json"
summary=$(ziping import "$scratch/summary.json")
has 'sums' '年初预算199.94万元，其中：基本支出187.94万元，项目支出12万元；年中追加39.1万元，调整后预算239.04万元' "$summary" spending
has 'and rate' '全年支出245.79万元，其中：基本支出235.37万元，项目支出10.43万元。预算执行率100%，结余0万元。' "$summary" spending
found 'its cent' "$summary" note sum-mismatch funds.total.spent
has 'coverage' '自评项目3个，自评覆盖率100%。' "$summary" coverage
has 'the scheme' '自评98分，评价等级为“优”。其中：绩效管理30分，自评30分；运行监控30分，自评28分；' "$summary" conclusion
has 'projects' '项目支出绩效自评：电子政务建设专项100分、事业单位登记专项100分。' "$summary" conclusion
has 'a project by itself' '年初预算4万元，实际使用2.43万元，使用率60.75%，差额1.57万元。' "$summary" 'projects[3].compared'
found 'two points ask for a reason' "$summary" warning missed-no-reason scheme.monitor.reason
not_found 'the projects add up' "$summary" sum-mismatch funds.project.spent
ziping export "$summary" --format text | grep -o '[123]\.[电中事]..\|（[14]）[基实]' | tr '\n' ' ' >"$scratch/order"
check 'one project after the other' grep -q '1.电子编 （1）基 （4）实 2.中文域 （1）基 （4）实 3.事业单 （1）基 （4）实' "$scratch/order"

ziping set "$summary" achieved=自评得分99分。 goals=执行率95%。 purpose=电子编制证实际使用4万元。
found 'a score in free text' "$summary" warning prose-differs achieved
found 'a rate' "$summary" warning prose-differs goals
found 'a figure of a project' "$summary" warning prose-differs purpose
ziping set "$summary" achieved=电子政务建设专项自评得分99分。
found 'a score of a project' "$summary" warning prose-differs achieved
ziping set "$summary" achieved= goals= purpose=
retyped 'its own sentences agree' "$summary" coverage spending conclusion 'projects[1].arranged' 'projects[3].compared'

# --- a report in the formats of the office ---

long=$(python3 -c 'print("".join("第%d步，核对资料。" % i for i in range(300)))')
ziping set "$report" method="$long"
if ziping --version | grep -qw xlsx; then
	ziping export "$report" --format xlsx -o "$scratch/report.xlsx"
	check 'a text higher than a row can be takes several, headings are bold' python3 -c 'import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
sheet = book.read("xl/worksheets/sheet1.xml").decode()
styles = book.read("xl/styles.xml").decode()
texts = re.findall("<si><t[^>]*>([^<]*)", book.read("xl/sharedStrings.xml").decode())
bold = ["<b/>" in f for f in re.findall("<font>.*?</font>", styles)]
fonts = [int(n) for n in re.findall("<xf [^>]*fontId=\"([0-9]+)\"", styles.split("<cellXfs")[1])]
cells = {texts[int(v)]: (r, int(s)) for r, s, v in re.findall("<c r=\"([A-Z0-9]+)\" s=\"([0-9]+)\" t=\"s\"><v>([0-9]+)", sheet)}
heights = [float(h) for h in re.findall("<row [^>]*ht=\"([0-9.]+)", sheet)]
where, style = next(cells[t] for t in cells if "第299步" in t)
first, last = next(m for m in re.findall("<mergeCell ref=\"[A-Z]+([0-9]+):[A-Z]+([0-9]+)", sheet) if m[0] == where[1:])
sys.exit(not (max(heights) <= 409 and int(last) > int(first)
	and bold[fonts[cells["　　一、项目基本情况"][1]]] and not bold[fonts[style]]))' "$scratch/report.xlsx"
fi
if ziping --version | grep -qw pdf; then
	ziping export "$report" --format pdf -o "$scratch/report.pdf"
	check 'pages part a long text, and lose nothing of it' sh -c 'pdftotext -raw "$1" - | tr -d " \n\f" |
		sed "s/第[0-9]*页共[0-9]*页//g" | grep -qF "$2"' - "$scratch/report.pdf" "$long"
fi

# --- the forms themselves ---

for form in pingliang-report jinchang-summary chaotian-department-report chaotian-project-report; do
	check "$form has no error" ziping forms --check "$top_srcdir/data/forms/$form.yaml"
done
finish
