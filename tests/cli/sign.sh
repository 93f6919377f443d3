#!/bin/sh
# SPDX-License-Identifier: MIT
# Signing, reopening, and the way back from a code on paper.

. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"
TZ=UTC-8
export TZ

id=$(ziping import "$examples/pingliang-2023-01.json")
is_code='[0-9A-HJKMNP-TV-Z]\{4\}-[0-9A-HJKMNP-TV-Z]\{4\}-[0-9A-HJKMNP-TV-Z]\{4\}-[0-9A-HJKMNP-TV-Z]$'

ziping set "$id" unit=
refused 'an error stands in the way' 3 '1 errors stand that no note explains, the first at 实施单位' \
	ziping sign "$id"
refused 'what is not signed is not reopened' 3 'is not signed' ziping reopen "$id" --reason x
ziping set "$id" unit=市委编办 funds.fiscal.executed=44
ziping sign "$id" --who 王主任 >"$scratch/signed"
check 'signing prints revision and code' grep -q "^$id: revision 1, check code $is_code" "$scratch/signed"
check 'and how many warnings are open' grep -q "^$id: warnings still open: 1$" "$scratch/signed"
code=$(sed -n 's/.*check code //p' "$scratch/signed")
check 'the entry is signed' json "it['status'] == 'signed' and it['revision'] == 1" <<EOF
$(ziping export "$id" --format json)
EOF

refused 'it is locked' 4 "entry $id is signed; reopen it with a reason" ziping set "$id" unit=x
refused 'and not signed twice' 3 'signed already' ziping sign "$id"
refused 'a reason is asked for' 2 '.--reason TEXT' ziping reopen "$id"
refused 'a real one' 3 'takes a reason' ziping reopen "$id" --reason ' '
ziping export "$id" --format json >"$scratch/signed.json"
ziping print "$id" -o "$scratch/signed.paper" >"$scratch/signed.told"

check 'reopening is silent' test -z "$(ziping reopen "$id" --reason 数字有误 2>&1)"
check 'and lets type again' ziping set "$id" unit=市审计局
ziping sign "$id" >"$scratch/again"
check 'the next revision' grep -q "^$id: revision 2, check code $is_code" "$scratch/again"
second=$(sed -n 's/.*check code //p' "$scratch/again")
check 'has another code' test "$code" != "$second"

# --- history ---

ziping history "$id" >"$scratch/history"
check 'history tells who signed' grep -q "  signed (王主任): revision 1, check code $code$" "$scratch/history"
check 'and why it was reopened' grep -q '  reopened (数字有误)$' "$scratch/history"
check 'in JSON with revision and code' json "[(l['kind'], l['revision'], l['code']) for l in it if 'code' in l] == \
[('freeze', 1, '$code'), ('sign', 1, '$code'), ('freeze', 2, '$second'), ('sign', 2, '$second')]" <<EOF
$(ziping history "$id" --json)
EOF
me=$(id -un)
prints 'revisions are listed' "1  $code  frozen 2024-03-01 16:00 $me  signed 2024-03-01 16:00 王主任
2  $second  frozen 2024-03-01 16:00 $me  signed 2024-03-01 16:00 $me" ziping revisions "$id"

# --- finding ---

prints 'a code is found' "entry $id, revision 1, check code $code
市级预算项目支出绩效自评表  2023  市委编办  机构编制专项工作经费
frozen 2024-03-01 16:00 $me
signed 2024-03-01 16:00 王主任
the entry has been changed since" ziping find-code "$code"
check 'typed in any way' test "$(ziping find-code "$(echo "$code" | tr -d - | tr 'A-Z01' 'a-zol')")" = \
	"$(ziping find-code "$code")"
check 'in groups' test "$(ziping find-code $(echo "$code" | tr - ' '))" = "$(ziping find-code "$code")"
check 'the last one is what the entry is' json "(it['entry'], it['revision'], it['since']) == ($id, 2, 'same')" <<EOF
$(ziping find-code "$second" --json)
EOF
exchanged=$(echo "$code" | sed 's/^\(.\)\(.\)/\2\1/')
check 'two exchanged characters are two' test "$exchanged" != "$code"
refused 'a code that was mistyped' 3 "the check code $exchanged is mistyped" ziping find-code "$exchanged"
refused 'none at all' 3 '“1234” is no check code' ziping find-code 1234
refused 'one of another store' 3 'no revision of this store' ziping find-code 0000-0000-0000-0
ziping show "$id" --revision 1 >"$scratch/first"
check 'the revision is shown as it was' grep -q 市委编办 "$scratch/first"
check 'with its code on the page' grep -q "第1稿 签字稿  校验码 $code" "$scratch/first"
refused 'there is no third one' 3 'no revision 3' ziping show "$id" --revision 3

# --- printing again ---

prints 'an old revision is printed under its own code' "$(cat "$scratch/signed.told")" \
	ziping print "$id" --revision 1 -o "$scratch/again"
check 'as it was printed when it was signed, byte by byte' cmp "$scratch/signed.paper" "$scratch/again"
check 'which says so' grep -q "^第1稿 签字稿  校验码 $code " "$scratch/again"
ziping print "$id" -o "$scratch/second.paper" >/dev/null
ziping print "$id" --revision 2 -o "$scratch/again" >/dev/null
check 'the last one too, with what it changed' cmp "$scratch/second.paper" "$scratch/again"
refused 'none is made by asking for it' 3 'no revision 3' ziping print "$id" --revision 3 -o "$scratch/none"
check 'nor a file' test ! -e "$scratch/none"
refused 'no number' 2 'whole number' ziping print "$id" --revision x -o "$scratch/none"
refused 'a blank form has no revision' 2 'no revision' ziping print "$id" --revision 1 --blank -o "$scratch/none"
ziping show "$id" --revision 1 >"$scratch/shown"
ziping export "$id" --revision 1 --format text >"$scratch/exported"
check 'export writes what show prints' cmp "$scratch/shown" "$scratch/exported"
check 'and its figures' json "it['values']['unit'] == '市委编办' and it['revision'] == 1" <<EOF
$(ziping export "$id" --revision 1 --format json)
EOF
refused 'not one that is not there' 3 'no revision 3' ziping export "$id" --revision 3 --format json
mkdir "$scratch/folder"
ziping export "$id" --revision 1 --format csv -o "$scratch/folder"
check 'into a folder as well' grep -q 市委编办 "$scratch/folder/$id-机构编制专项工作经费.csv"
if ziping --version | grep -qw pdf; then
	for command in print export; do
		ziping $command "$id" --revision 1 --format pdf -o "$scratch/old.pdf" >/dev/null
		pdftotext -raw "$scratch/old.pdf" - | tr -d ' ' >"$scratch/old.text"
		check "$command: PDF has its content" grep -q 市委编办 "$scratch/old.text"
		check "$command: and its code" grep -q "第1稿签字稿校验码$code" "$scratch/old.text"
	done
fi
check 'nothing was frozen' test "$(ziping revisions "$id" | wc -l)" = 2

# --- what was changed since ---

check 'the print names the signed revision before it' sh -c "$(quoted "$top_builddir/ziping" print "$id" -o -) |
	grep -A3 '与上一签字稿的差异' | grep -q '^第1稿，2024-03-01 16:00 王主任 签字$'"
ziping print "$id" -o - >"$scratch/printed" 2>/dev/null
check 'and why it was reopened' grep -q "^2024-03-01 16:00 $me 重新打开，原因：数字有误$" "$scratch/printed"
check 'and each change' grep -q '^实施单位：.*〔.*编办→.*审计局〕$' "$scratch/printed"
check 'what is signed has nothing open' test "$(grep -c 未了事项 "$scratch/printed")" = 0
ziping reopen "$id" --reason 再改
ziping set "$id" 'indicators[2].level3=另一指标' project=
ziping print "$id" -o - >"$scratch/printed" 2>/dev/null
check 'a row that went is one line' grep -q '^删去 绩效指标 第2行：产出指标，数量指标，指标2' "$scratch/printed"
check 'one that came as well' grep -q '^新增 绩效指标 第2行：产出指标，数量指标，另一指标，' "$scratch/printed"
check 'the difference is from the last signed one' grep -q '^第2稿，.*签字$' "$scratch/printed"
check 'a draft tells what is open' sh -c 'sed -n "/未了事项/,\$p" "$1" | grep -q "^必须改 项目名称 is empty"' - "$scratch/printed"
ziping note "$id" project required 项目已撤销
ziping print "$id" -o - >"$scratch/printed" 2>/dev/null
check 'and what was said' sh -c 'sed -n "/审核意见的说明/,\$p" "$1" | grep -q "^必须改 项目名称 is empty.*（说明：项目已撤销）"' - \
	"$scratch/printed"
ziping sign "$id" >/dev/null
fourth=$(ziping revisions "$id" | tail -n 1 | cut -d' ' -f 1)

# --- as the manual tells it ---

of_bytes()
{
	sha256sum | cut -c 1-16 | tr a-f A-F | basenc --base16 -d | basenc --base32hex | cut -c 1-12 |
		tr A-V ABCDEFGHJKMNPQRSTVWXYZ
}

canonical()
{
	jq -cSj 'del(.computed, .status) | walk(if type == "object" then with_entries(select(.value != "")) else . end)'
}

bare=$(echo "$code" | tr -d - | cut -c 1-12)
check 'the code can be computed from what it was computed over' \
	test "$(ziping find-code "$code" --canonical | of_bytes)" = "$bare"
check 'which can be made from an exchange file' \
	test "$(canonical <"$scratch/signed.json" | of_bytes)" = "$bare"
ziping find-code "$code" --canonical >"$scratch/canonical.json"
again=$(ziping import "$scratch/canonical.json")
check 'and is one' test "$(ziping get "$again" unit)" = 市委编办

# --- behind the program's back ---

check 'the store is sound' ziping check-store
python3 - "$ZIPING_STORE" "$id" <<'EOF'
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("update value set text = '市政府' where entry = ? and cell = 'unit'", (sys.argv[2],))
store.commit()
EOF
ziping check-store >"$scratch/checked" 2>"$scratch/said"
check 'a signed entry that was changed is noticed' test $? = 4
check 'by name' grep -q "^entry $id: it is signed as revision $fourth, and what it holds is something else" "$scratch/checked"
python3 - "$ZIPING_STORE" "$id" <<'EOF'
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("update revision set body = replace(body, '市委', '县委') where entry = ? and number = 1", (sys.argv[2],))
store.commit()
EOF
refused 'a revision that its code is not of is not printed' 4 "revision 1.*is not what its check code $code stands for" \
	ziping print "$id" --revision 1 -o -
finish
