#!/bin/sh
# SPDX-License-Identifier: MIT
# PDF and XLSX of every published table.  What this program was not built with is not tested.

. "$top_srcdir/tests/lib.sh"

has()
{
	ziping --version | grep -qw "$1"
}

pdf_page()
{
	pdfinfo "$1" | sed -n "s/^$2: *//p"
}

# Every text of a cell, wherever lines are broken.
pdf_has()
{
	pdftotext -raw "$1" - | tr -d ' \n\f' | grep -qF "$(printf %s "$2" | tr -d ' \n')"
}

embedded()
{
	[ "$(pdffonts "$1" | tail -n +3 | wc -l)" -gt 0 ] &&
		! pdffonts "$1" | tail -n +3 | grep -v ' yes yes yes '
}

test_pdf()
{
	for example in "$top_srcdir"/data/examples/*.json; do
		name=$(basename "$example" .json)
		id=$(ziping import "$example")
		check "$name as PDF" ziping export "$id" --format pdf -o "$scratch/$name.pdf"
		ziping export "$id" --format pdf >"$scratch/again"
		check 'the same bytes each time' cmp "$scratch/$name.pdf" "$scratch/again"
		check 'A4 upright' [ "$(pdf_page "$scratch/$name.pdf" 'Page size')" = '595.28 x 841.89 pts (A4)' ]
		check 'fonts are embedded, as subsets' embedded "$scratch/$name.pdf"
		ziping export "$id" --format json >"$scratch/entry"
		python3 - "$scratch/entry" >"$scratch/texts" <<-'PYTHON'
			import json, sys
			entry = json.load(open(sys.argv[1]))
			for text in entry["values"].values():
			    print(text.replace("\n", " "))
			for row in sum(entry["rows"].values(), []):
			    for text in row.values():
			        print(text.replace("\n", " "))
		PYTHON
		while IFS= read -r text; do
			pdf_has "$scratch/$name.pdf" "$text" || echo "$text"
		done <"$scratch/texts" >"$scratch/missing"
		check 'every text that was typed stands in it' [ ! -s "$scratch/missing" ]
	done
	ziping export "$id" --format pdf --paper a4-landscape -o "$scratch/across.pdf"
	check 'a table a little too long is set smaller, on one page' \
		[ "$(pdf_page "$scratch/pingliang-2023-01.pdf" Pages)" -eq 1 ]
	check 'A4 across' [ "$(pdf_page "$scratch/across.pdf" 'Page size')" = '841.89 x 595.28 pts (A4)' ]
	ziping export --all --format pdf -o "$scratch/all.pdf"
	check 'all of them in one file' \
		[ "$(pdf_page "$scratch/all.pdf" Pages)" -ge "$(ziping list --json | grep -c '"id"')" ]
	test_pdf_print
	ziping overview --format pdf -o "$scratch/overview.pdf"
	check 'the overview on one page across' [ "$(pdf_page "$scratch/overview.pdf" Pages)" -eq 1 ]
	check 'with its sums' pdf_has "$scratch/overview.pdf" "$(ziping overview --format json |
		python3 -c 'import json, sys; print(json.load(sys.stdin)["total"]["budget"])')"
	ziping set "$id" 'remarks=𐎀' >/dev/null
	ziping print "$id" --format pdf -o "$scratch/glyph.pdf" 2>"$scratch/refused"
	check 'nor is it printed' [ $? -eq 3 ]
	check 'and nothing was frozen' [ "$(ziping revisions "$id" | wc -l)" -eq 2 ]
	ziping export "$id" --format pdf -o "$scratch/glyph.pdf" 2>"$scratch/refused"
	check 'a character that no font has is refused' [ $? -eq 3 ]
	check 'with its cell' grep -q '说明.*𐎀' "$scratch/refused"
	check 'and there is no file' [ ! -e "$scratch/glyph.pdf" ]
	ziping set "$id" remarks= funds.fiscal.executed=50 >/dev/null
	ziping note "$id" funds.fiscal.executed over-budget 补助𐎀 >/dev/null
	ziping print "$id" --format pdf -o "$scratch/glyph.pdf" 2>"$scratch/refused"
	check 'nor is one in what was said to a finding' [ $? -eq 3 ]
	check 'which is named too' grep -q '𐎀' "$scratch/refused"
	ziping export "$id" --format pdf --font 没有的字体 -o "$scratch/glyph.pdf" 2>"$scratch/refused"
	check 'a font that is not here is refused' [ $? -eq 3 ]
	check 'with its name' grep -q 没有的字体 "$scratch/refused"
	check 'one of several is enough' ziping export "$id" --format pdf -o "$scratch/glyph.pdf" \
		--font "没有的字体, $(fc-match -f '%{family[0]}' :lang=zh)"
}

# Long names, several pages of rows, several of remarks: each foot knows how many pages there are.
test_pdf_overview()
{
	export ZIPING_STORE="$scratch/overview.db"
	python3 - >"$scratch/many.json" <<-'PYTHON'
		import json
		entries = []
		for i in range(60):
		    unit = "某某省某某市某某县机构编制委员会办公室第%d直属事业单位综合服务中心" % i
		    entries.append({"form": "pingliang-project", "values": {"project": "项目", "unit": unit,
		        "funds.fiscal.budget": "10", "funds.fiscal.executed": "10" if i else "7"}})
		    entries.append({"form": "luosong-department", "values": {"unit": unit, "spending.project": "8"}})
		print(json.dumps([dict(e, format="ziping-form", version=1, year=2023) for e in entries]))
	PYTHON
	ziping import "$scratch/many.json" >/dev/null
	ziping overview --year 2023 --by unit --format pdf -o "$scratch/overview.pdf"
	pages=$(pdf_page "$scratch/overview.pdf" Pages)
	check 'an overview of several pages' [ "$pages" -gt 4 ]
	check 'of which the last knows that it is the last' \
		pdf_has "$scratch/overview.pdf" "第 $pages 页 共 $pages 页"
	check 'figures are set as wide as their neighbours' sh -c 'pdftotext -bbox "$1" - | python3 -c "
import re, sys
ems = {}
for left, right, text in re.findall(\"xMin=.([0-9.]+).*?xMax=.([0-9.]+).*>([0-9.]+%)<\", sys.stdin.read()):
    ems[text] = (float(right) - float(left)) / len(text)
sys.exit(max(ems.values()) > 1.05 * min(ems.values()) or len(ems) < 2)"' - "$scratch/overview.pdf"
}

# Signed, reopened, changed, printed: the code on every page, the differences behind.
test_pdf_print()
{
	ziping sign "$id" >/dev/null
	ziping reopen "$id" --reason 数字有误 >/dev/null
	ziping set "$id" funds.fiscal.executed=25 >/dev/null
	check 'a revision as PDF' ziping print "$id" --format pdf -o "$scratch/print.pdf"
	check 'its title is the project' [ "$(pdf_page "$scratch/print.pdf" Title)" = "$(ziping get "$id" project)" ]
	code=$(ziping revisions "$id" | sed -n 's/^2  \([-0-9A-Z]*\).*/\1/p')
	pages=$(pdf_page "$scratch/print.pdf" Pages)
	for word in "$code" "$(ziping get "$id" unit)" 2023年度 市级预算项目支出绩效自评表; do
		marked=0
		for page in $(seq "$pages"); do
			pdftotext -raw -f "$page" -l "$page" "$scratch/print.pdf" - | tr -d '\n' | grep -qF "$word" &&
				marked=$((marked + 1))
		done
		check "$word stands on every page" [ "$marked" -eq "$pages" ]
	done
	check 'what stands behind a table set smaller is not' [ "$(pdftotext -bbox -f 2 "$scratch/print.pdf" - |
		sed -n 's/.*xMin="\([0-9]*\).*>第1次<.*/\1/p;s/.*xMin="\([0-9]*\).*>2023年度<.*/\1/p' | sort -u)" = 40 ]
	check 'with what was changed and why' pdf_has "$scratch/print.pdf" '24.56→25'
	check 'and lines to sign on' pdf_has "$scratch/print.pdf" '项目负责人：___'
	ziping print "$id" --format pdf --blank -o "$scratch/blank.pdf" >/dev/null
	check 'a blank form shows no value' sh -c '! pdftotext "$1" - | grep -qF 24.56' - "$scratch/blank.pdf"
	check 'but its labels' pdf_has "$scratch/blank.pdf" 偏差原因分析及改进措施
	own=$(ziping import "$top_srcdir/data/examples/chaotian-2023-01.json")
	ziping print "$own" --format pdf -o "$scratch/own.pdf" >/dev/null
	check 'room to sign in, in the form'\''s own lines' [ "$(points_below "$scratch/own.pdf" 改进措施 项目负责人：)" -ge 25 ]
}

# A figure cut in two reads as two, and one without room is #### in a spreadsheet.
big=funds.fiscal.initial=1234567.89\ funds.fiscal.budget=1234567.89\ funds.fiscal.executed=123456.78
test_figures_pdf()
{
	own=$(ziping import "$top_srcdir/data/examples/chaotian-2023-01.json")
	# shellcheck disable=SC2086
	ziping set "$own" $big >/dev/null
	ziping export "$own" --format pdf -o "$scratch/big.pdf"
	check 'a large amount stands on one line' \
		[ "$(pdftotext -bbox "$scratch/big.pdf" - | grep -c '>123456.78<')" -eq 2 ]
}

test_figures_xlsx()
{
	own=$(ziping import "$top_srcdir/data/examples/chaotian-2023-01.json")
	# shellcheck disable=SC2086
	ziping set "$own" $big >/dev/null
	ziping export "$own" --format xlsx -o "$scratch/big.xlsx"
	check 'there is room for a large amount' python3 -c '
import re, sys, zipfile
sheet = zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml").decode()
sys.exit(float(re.search("<col min=.7. [^>]*width=.([0-9.]+)", sheet).group(1)) < 10)' "$scratch/big.xlsx"
}

# points_below FILE A B: how far the last text B stands below the last text A, in whole points.
points_below()
{
	pdftotext -bbox "$1" - | python3 -c '
import re, sys
at = {}
for top, text in re.findall("yMin=.([0-9.]+).*>(.*)</word>", sys.stdin.read()):
    at[text] = float(top)
print(int(at[sys.argv[2]] - at[sys.argv[1]]))' "$2" "$3"
}

test_xlsx()
{
	export ZIPING_STORE="$scratch/xlsx.db"
	for example in "$top_srcdir"/data/examples/*.json; do
		name=$(basename "$example" .json)
		id=$(ziping import "$example")
		ziping export "$id" --format xlsx -o "$scratch/book.xlsx"
		golden "$name as XLSX" "office/$name.xlsx.txt" \
			python3 "$top_srcdir/tests/office/xlsx.py" "$scratch/book.xlsx"
	done
	ziping overview --year 2023 --format xlsx -o "$scratch/overview.xlsx"
	golden 'the overview as a workbook' office/overview.xlsx.txt \
		python3 "$top_srcdir/tests/office/xlsx.py" "$scratch/overview.xlsx"
	ZIPING_NOW=2024-03-01T08:00:00Z ziping set "$id" 'project==1+1' goals.actual=@x 'remarks=+3' >/dev/null
	ziping export "$id" --format xlsx -o "$scratch/book.xlsx"
	python3 "$top_srcdir/tests/office/xlsx.py" "$scratch/book.xlsx" >"$scratch/dump"
	check 'a text stays text whatever it begins with' grep -q '“=1+1”$' "$scratch/dump"
	ziping set "$id" "goals.expected=$(python3 -c 'print(("a" + "\u0301" * 9) * 3900)')" >/dev/null
	ziping export "$id" --format xlsx -o "$scratch/none.xlsx" 2>"$scratch/refused"
	check 'what no cell of a workbook holds is refused, with its cell' grep -q '预期目标.*32767' "$scratch/refused"
	ziping set "$id" goals.expected=x funds.other.initial=12345678901234567.89 >/dev/null
	ziping export "$id" --format xlsx -o "$scratch/book.xlsx"
	check 'more digits than a spreadsheet keeps stay as text' sh -c \
		'python3 "$1" "$2" | grep -c "“12345678901234567.89”$" | grep -qx 1' - \
		"$top_srcdir/tests/office/xlsx.py" "$scratch/book.xlsx"
	ziping export "$id" --format xlsx >"$scratch/again"
	check 'the same bytes each time' cmp "$scratch/book.xlsx" "$scratch/again"
	ziping export --all --format xlsx -o "$scratch/all.xlsx"
	golden 'all of them in one workbook' office/all.xlsx.txt sh -c \
		'python3 "$1" "$2" | sed "/^# [^汇]/,\$d"' - "$top_srcdir/tests/office/xlsx.py" "$scratch/all.xlsx"
	test_xlsx_sums
}

# A report repeats its tables' figures, a whole department's table those of its projects: nothing is summed twice.
test_xlsx_sums()
{
	unit=$(ziping get "$id" unit)
	ziping new pingliang-report --year 2023 unit="$unit" project="$(ziping get "$id" project)" >/dev/null
	ziping new luosong-department --year 2023 unit="$unit" funds.total.budget=1000 funds.total.executed=1 >/dev/null
	ziping export --all --format xlsx -o "$scratch/all.xlsx"
	python3 "$top_srcdir/tests/office/xlsx.py" "$scratch/all.xlsx" >"$scratch/dump"
	check 'the sum is that of the overview' grep -q "^F[0-9]* $(ziping overview --format json |
		python3 -c 'import json, sys; print(float(json.load(sys.stdin)["total"]["budget"]))') =SUMIF" "$scratch/dump"
	ziping set "$id" unit=某某省某某市某某县机构编制委员会办公室直属事业单位综合服务中心 >/dev/null
	ziping overview --by unit --year 2023 --format xlsx -o "$scratch/overview.xlsx"
	check 'a row of the overview is as high as its text' python3 -c '
import re, sys, zipfile
sheet = zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml").decode()
sys.exit(not re.search("<row [^>]*ht=.31. ", sheet))' "$scratch/overview.xlsx"
	check 'a sheet for each entry, and one in front' \
		[ "$(grep -c '^# ' "$scratch/dump")" -eq $(($(ziping list --json | grep -c '"id"') + 1)) ]
}

if has pdf; then
	test_pdf
	test_figures_pdf
	test_pdf_overview
fi
if has xlsx; then
	test_xlsx
	test_figures_xlsx
fi
ziping new pingliang-project >/dev/null
check_status 'an unknown format is refused' 2 ziping export 1 --format odt
finish
