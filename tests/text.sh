#!/bin/sh
# SPDX-License-Identifier: MIT
# The printed text of every published table, byte by byte, and what the encodings do to it.

. "$top_srcdir/tests/lib.sh"
ZIPING_NOW=2024-03-01T08:00:00Z
LANGUAGE=en
export ZIPING_NOW LANGUAGE

# --- the published tables: both width policies, A4 upright and across ---

for example in "$top_srcdir"/data/examples/*.json; do
	name=$(basename "$example" .json)
	id=$(ziping import "$example")
	for ambiguous in 1 2; do
		for paper in a4 a4-landscape; do
			golden "$name, ambiguous $ambiguous, $paper" "text/$name.$ambiguous.$paper.txt" \
				ziping export "$id" --format text --ambiguous $ambiguous --paper $paper
		done
	done
	golden "$name, printed" "print/$name.txt" ziping print "$id" -o -
	signed=$(ziping import "$example")
	ziping sign "$signed" >/dev/null
	golden "$name, signed" "print/$name.signed.txt" ziping print "$signed" -o -
	[ "$name" = pingliang-2023-01 ] && pingliang=$id
	[ "$name" = ningxia-2023-01 ] && ningxia=$id
	[ "$name" = chaotian-2023-01 ] && chaotian=$id
done
for form in pingliang ningxia chaotian; do
	eval "id=\$$form"
	golden "$form, for handwriting" "print/$form.blank.txt" ziping print "$id" --blank -o -
done
golden 'a page more, for the last row and the lines to sign on together' print/pingliang.short.txt \
	ziping print "$pingliang" --lines 94 -o -
golden 'ASCII frames' text/pingliang-2023-01.ascii.txt \
	ziping export "$pingliang" --format text --frame ascii
golden 'a narrow strip of short pages' text/pingliang-2023-01.strip.txt \
	ziping export "$pingliang" --format text --columns 60 --lines 24

# --- same entry, same options, same bytes ---

ziping export "$pingliang" --format text >"$scratch/one"
ziping export "$pingliang" --format text -o "$scratch/two"
check 'a file holds the bytes of standard output' cmp "$scratch/one" "$scratch/two"
LC_ALL=C ziping export "$pingliang" --format text >"$scratch/two"
check 'the locale does not matter' cmp "$scratch/one" "$scratch/two"
ziping export --all --format text >"$scratch/all"
ziping export "$pingliang" "$ningxia" --format text >"$scratch/two"
pages=$(tr -cd '\f' <"$scratch/two" | wc -c)
check 'a form feed between pages and between entries' [ "$pages" -eq 3 ]
check 'no line ends in a blank' [ -z "$(grep -n ' $' "$scratch/all")" ]

# --- encodings ---

for encoding in gb18030 gbk; do
	ziping export "$pingliang" --format text --encoding $encoding --ambiguous 2 >"$scratch/coded"
	iconv -f $encoding -t utf-8 "$scratch/coded" >"$scratch/back"
	ziping export "$pingliang" --format text --ambiguous 2 >"$scratch/one"
	check "$encoding holds the whole table" cmp "$scratch/one" "$scratch/back"
done

ziping set "$pingliang" 'project=机构㐂編€专项' 'indicators[2].reason=𠀀' >/dev/null
ziping export "$pingliang" --format text --encoding gbk -o "$scratch/lossy" 2>"$scratch/losses"
check 'what GBK cannot hold is refused' [ $? -eq 3 ]
check 'nothing is written then' [ ! -e "$scratch/lossy" ]
check 'the project and its character are named' grep -q '^'"$pingliang"' project: 㐂$' "$scratch/losses"
check 'the row and its character are named' grep -q 'indicators\[2\].reason: 𠀀$' "$scratch/losses"
check 'nothing else is' [ "$(grep -c '^'"$pingliang"' ' "$scratch/losses")" -eq 2 ]
ziping export "$pingliang" --format text --encoding gbk --replace --ambiguous 2 | iconv -f gbk -t utf-8 >"$scratch/back"
ziping export "$pingliang" --format text --ambiguous 2 | sed 's/[㐂𠀀]/??/g' >"$scratch/one"
check 'each is replaced by as many ? as it has columns' cmp "$scratch/one" "$scratch/back"
check 'GB18030 holds them all' ziping export "$pingliang" --format text --encoding gb18030

# --- characters that encodings do not share ---

printf 'project=面积㎡ 金额€ 日元¥ 差额−1 𠮷 ①②\n' >"$scratch/shared"
ziping set "$ningxia" "$(cat "$scratch/shared")"
# listed ENCODING: what is said of the project, and how many lines are said.
listed()
{
	ziping export "$ningxia" --format text --encoding "$1" --ambiguous 2 -o "$scratch/lossy" 2>"$scratch/losses"
	echo $? >"$scratch/status"
	sed -n "s/^$ningxia project: //p" "$scratch/losses"
}
check 'GB18030 loses none of them' test -z "$(listed gb18030)"
check 'GBK three' test "$(listed gbk)" = '¥ − 𠮷'
check 'with nothing written' test "$(cat "$scratch/status")" = 3
check 'Big5 those, circled figures and what is simplified' test "$(listed big5)" = '积 额×2 ¥ − 𠮷 ① ②'
check 'a line for each cell and one for the labels' test "$(grep -c labels "$scratch/losses")" = 1
for encoding in gb18030 gbk big5; do
	ziping export "$ningxia" --format text --encoding $encoding --ambiguous 2 --replace -o "$scratch/lossy" 2>/dev/null
	iconv -f $encoding -t utf-8 "$scratch/lossy" >"$scratch/back"
	check "$encoding: every line of the frame ends in the same column" python3 -c 'import sys, unicodedata
ends = {sum(2 if unicodedata.east_asian_width(c) in "WFA" or c in "¥−" else 1 for c in line)
	for line in open(sys.argv[1], encoding="utf-8").read().replace("\f", "").split("\n") if line[:1] in tuple("┌├│└+|")}
sys.exit(0 if len(ends) == 1 else f"columns {ends}")' "$scratch/back"
done

# --- what cannot be ---

ziping export "$chaotian" --format text --columns 40 --ambiguous 2 >"$scratch/out" 2>"$scratch/refused"
check 'too few columns are refused' [ $? -eq 2 ]
needed=$(sed -n 's/.*at least \([0-9]*\) or.*/\1/p' "$scratch/refused")
check 'with how many are needed' ziping export "$chaotian" --format text --columns "$needed" --ambiguous 2
# A figure cut in two reads as two.
big=$(ziping import "$top_srcdir/data/examples/chaotian-2023-01.json")
ziping set "$big" funds.fiscal.initial=1234567.89 funds.fiscal.budget=1234567.89 funds.fiscal.executed=123456.78 \
	>/dev/null
ziping export "$big" --format text >"$scratch/out"
check 'a large amount stands on one line' [ "$(grep -c '1234567\.89.*1234567\.89.*123456\.78' "$scratch/out")" -eq 2 ]
# Of a row that goes over several pages each cell begins on the first.
ziping set "$big" "goals.actual=$(printf '工作情况，%.0s' $(seq 700))" goals.expected=第一页就看得到 >/dev/null
ziping export "$big" --format text | sed '/\f/,$d' >"$scratch/first"
check 'a short text beside a very long one begins where it does' grep -q 第一页就看得到 "$scratch/first"
ziping export "$big" --format text --columns 60 2>"$scratch/refused" >"$scratch/out"
check 'or the paper is too narrow' [ $? -eq 2 ]
check 'nothing is printed then' [ ! -s "$scratch/out" ]

finish
