# SPDX-License-Identifier: MIT
# print: what is frozen, what reaches lp, what is refused before anything is frozen.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# --- a print system that keeps what it is given ---

mkdir "$scratch/bin"
cat >"$scratch/bin/lp" <<'TEXT'
#!/bin/sh
printf '%s\n' "$@" >"$LP_KEPT.words"
cat >"$LP_KEPT.bytes"
if [ -n "${LP_REFUSES-}" ]; then
	printf '%s\n' "$LP_REFUSES" >&2
	exit 1
fi
echo 'request id is office-7 (0 file(s))'
TEXT
chmod +x "$scratch/bin/lp"
LP_KEPT=$scratch/kept
export LP_KEPT
PATH=$scratch/bin:$PATH

revisions()
{
	ziping list --json | python3 -c 'import json, sys; print(*(e["revision"] for e in sorted(json.load(sys.stdin), key=lambda e: e["id"])))'
}

# The code in what print said, last line first.
code_of()
{
	sed -n 's/.*check code \([0-9A-Z-]*\).*/\1/p' "$1" | head -n 1
}

ziping import "$examples/pingliang-2023-01.json" "$examples/chaotian-2023-01.json" \
	"$examples/luosong-2023-01.json" >/dev/null

# --- printing ---

ziping print 1 >"$scratch/out" 2>"$scratch/said"
check 'print leaves with 0' test $? = 0
check 'it says the revision and its code' grep -q '^1: revision 1, check code [0-9A-Z-]*$' "$scratch/out"
check 'and what lp said' grep -q '^request id is office-7' "$scratch/out"
code=$(code_of "$scratch/out")
check 'the code stands on each page' test "$(grep -c "校验码 $code " "$scratch/kept.bytes")" = 2
check 'so do revision, time and page' grep -q '^第1稿 送签稿 .* 2024-03-01 16:00 打印  *第 2 页 共 2 页$' "$scratch/kept.bytes"
about=$(printf '2023年度 市级预算项目支出绩效自评表　%s\n机构编制专项工作经费' "$(ziping get 1 unit)")
check 'a page on its own says what it belongs to' test "$(sed -n "$(sed -n '/\f/=' "$scratch/kept.bytes" |
	head -n 1)"',+1p' "$scratch/kept.bytes" | tr -d '\f')" = "$about"
check 'no queue is named' sh -c "! grep -q -x -e -d '$scratch/kept.words'"
check 'the page is described' grep -q -x 'media=A4' "$scratch/kept.words"
check 'the title names project, year, revision and code' grep -q "^机构编制专项工作经费 2023 第1稿 $code$" "$scratch/kept.words"
ziping print 1 >"$scratch/out"
check 'the same content is the same revision' test "$(code_of "$scratch/out")" = "$code"
ziping print 1 --queue dot-matrix --copies 3 --sides two-long --lp-option raw --paper a4-landscape >/dev/null
for word in -d dot-matrix -n 3 sides=two-sided-long-edge raw landscape; do
	check "lp is given $word" grep -q -x -e "$word" "$scratch/kept.words"
done
ziping set 1 'project=$(touch pwned); -x “别的”'
ziping print 1 >/dev/null
check 'no shell reads the title' grep -q '^$(touch pwned); -x “别的” 2023 第2稿' "$scratch/kept.words"
check 'changed content is another revision' test "$(revisions)" = '2 0 0'
ziping print 1 2 3 >"$scratch/out"
check 'several entries are several jobs' test "$(grep -c '^request id' "$scratch/out")" = 3
check 'of which the last was given last' grep -q '第 1 页' "$scratch/kept.bytes"
check 'a form with lines to sign on keeps its own' grep -q '填表人：' "$scratch/kept.bytes"
check 'and gets no others' sh -c "! grep -q '单位负责人：___' '$scratch/kept.bytes'"

# --- into a file ---

ziping print 1 -o "$scratch/file" >"$scratch/out"
check 'a file holds the same bytes' sh -c "'$top_builddir/ziping' print 1 >/dev/null && cmp '$scratch/file' '$scratch/kept.bytes'"
ziping print 1 2 -o "$scratch/file" >"$scratch/out"
check 'one file holds several entries' test "$(wc -l <"$scratch/out")" = 2
check 'each page of them once' test "$(tr -cd '\f' <"$scratch/file" | wc -c)" = 3
ziping print 1 -o - >"$scratch/bytes" 2>"$scratch/told"
check 'on standard output there are the bytes alone' sh -c "'$top_builddir/ziping' print 1 >/dev/null && cmp '$scratch/bytes' '$scratch/kept.bytes'"
check 'the code is said on standard error' grep -q '^1: revision' "$scratch/told"

# --- line printers ---

ziping print 1 --crlf --feed end --encoding gb18030 --ambiguous 2 --lines 66 --columns 132 -o "$scratch/file" >/dev/null
check 'every line ends in CR LF' test "$(tr -cd '\n' <"$scratch/file" | wc -c)" = "$(tr -cd '\r' <"$scratch/file" | wc -c)"
check 'each page has all its lines' test "$(($(wc -l <"$scratch/file") % 66))" = 0
check 'and a form feed behind it' test "$(tr -cd '\f' <"$scratch/file" | wc -c)" = "$(($(wc -l <"$scratch/file") / 66))"
check 'it is GB18030' sh -c "iconv -f gb18030 -t utf-8 '$scratch/file' | grep -q '第1稿\|第2稿'"
ziping print 1 --feed no -o "$scratch/file" >/dev/null
check 'without form feeds there are none' test "$(tr -cd '\f' <"$scratch/file" | wc -c)" = 0
check 'and the lines are all there' test "$(wc -l <"$scratch/file")" = 120

# --- drafts and signed ones ---

ziping set 1 'indicators[1].weight=6'
ziping print 1 -o "$scratch/file" >/dev/null
check 'with an error it is a draft' grep -q '^第3稿 草稿 ' "$scratch/file"
check 'whose last page tells what is open' sh -c "grep -q '必须改 总分 分值' '$scratch/file'"
check 'and counts as a page' grep -q '第 3 页 共 3 页$' "$scratch/file"
ziping sign 2 >"$scratch/out"
ziping print 2 -o "$scratch/file" >"$scratch/said"
check 'a signed one says so' grep -q '^第1稿 签字稿 ' "$scratch/file"
check 'under the code it was signed with' grep -q "校验码 $(sed -n 's/.*\([0-9A-Z]\{4\}-[0-9A-Z]\{4\}-[0-9A-Z]\{4\}-[0-9A-Z]\).*/\1/p' "$scratch/out")" "$scratch/file"
ziping find-code "$code" >"$scratch/out"
check 'a code on paper leads back to its revision' grep -q '\b1\b.*\b1\b' "$scratch/out"

# --- blank ---

before=$(revisions)
ziping print 3 --blank -o "$scratch/file" >"$scratch/out"
check 'a blank form freezes nothing' test "$(revisions)" = "$before"
check 'has no code' sh -c "! grep -q '校验码' '$scratch/file'"
check 'and no value of the entry' sh -c "! grep -q -F '$(ziping get 3 unit)' '$scratch/file'"
check 'but its labels' grep -q '一级指标\|一级' "$scratch/file"
check 'a second page says of which form it is' grep -q '^.\?2023年度 部门整体支出绩效自评表$' "$scratch/file"

# --- refused before anything is frozen ---

ziping set 2 'project=x' 2>/dev/null
ziping new pingliang-project 'project=费用㐂' >/dev/null
before=$(revisions)
refused 'copies that are none' 2 'whole number' ziping print 4 --copies 0
refused 'no such sides' 2 'takes one|two-long|two-short' ziping print 4 --sides three
refused 'too few columns' 2 'columns' ziping print 4 2 --columns 40 --ambiguous 2
refused 'too few lines' 2 'at least [0-9]* lines' ziping print 4 --lines 11
refused 'no such entry' 3 'entry 99' ziping print 3 99
ziping print 4 --encoding gbk >"$scratch/out" 2>"$scratch/told"
check 'what the encoding cannot hold' test $? = 3
check 'is listed with its cell' grep -q -x '4 project: 㐂' "$scratch/told"
check 'none of these froze anything' test "$(revisions)" = "$before"
ziping print 4 --encoding gbk --replace >/dev/null 2>&1
check 'with --replace it is printed' sh -c "iconv -f gbk -t utf-8 '$scratch/kept.bytes' | grep -q '费用??'"

# --- no print system, or one that refuses ---

LP_REFUSES='lp: Error - No default destination.' refused 'what lp refuses' 4 'No default destination.*-o FILE' ziping print 3
mkdir "$scratch/none"
nothing_there()
{
	PATH=$scratch/none "$top_builddir/ziping" "$@"
}
refused 'no lp at all' 4 'no command lp.*-o FILE' nothing_there print 3
check 'a file can be written all the same' nothing_there print 3 -o "$scratch/file"
check 'nothing but the script ran' test ! -e pwned

finish
