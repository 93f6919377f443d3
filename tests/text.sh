#!/bin/sh
# SPDX-License-Identifier: MIT
# The printed text of every published table, byte by byte, and what the encodings do to it.

. "$top_srcdir/tests/lib.sh"

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
	[ "$name" = pingliang-2023-01 ] && pingliang=$id
	[ "$name" = ningxia-2023-01 ] && ningxia=$id
	[ "$name" = chaotian-2023-01 ] && chaotian=$id
done
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

# --- what cannot be ---

ziping export "$chaotian" --format text --columns 40 --ambiguous 2 >"$scratch/out" 2>"$scratch/refused"
check 'too few columns are refused' [ $? -eq 2 ]
check 'with how many are needed' grep -q '46' "$scratch/refused"
check 'nothing is printed then' [ ! -s "$scratch/out" ]

finish
