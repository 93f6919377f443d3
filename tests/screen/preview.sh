# SPDX-License-Identifier: MIT
# The preview: the bytes of the print, page by page, and printing from it.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

mkdir "$scratch/bin"
cat >"$scratch/bin/lp" <<'TEXT'
#!/bin/sh
printf '%s\n' "$@" >"$LP_KEPT.words"
cat >"$LP_KEPT.bytes"
echo 'request id is office-7 (0 file(s))'
TEXT
chmod +x "$scratch/bin/lp"
LP_KEPT=$scratch/kept
export LP_KEPT
PATH=$scratch/bin:$PATH

id=$(ziping import "$top_srcdir/data/examples/pingliang-2023-01.json")
faulty=$(ziping import "$top_srcdir/data/examples/chaotian-2023-01.json")
ziping set "$faulty" 'indicators[1].weight=99' 'overview=𠮷'

# on SIZE ID TOKEN...: in the preview of that entry.
on()
{
	on_size=$1
	on_id=$2
	shift 2
	printf '%s\n' "open $on_id" 'key F7' "$@" | ziping --script - --size "$on_size" --dump -
}

screens()
{
	on 100x40 "$id" "$@"
}

golden 'the preview at 80x24' screen/preview-80x24.txt on 80x24 "$id"
golden 'at 120x40' screen/preview-120x40.txt on 120x40 "$id"
golden 'at 60x15, to the right' screen/preview-60x15.txt on 60x15 "$id" 'key Right' 'key Right' 'key Right' 'key Right'
golden 'the last page' screen/preview-last.txt on 120x40 "$id" 'key End' 'key PageDown'
golden 'a draft: the open points behind the table' screen/preview-draft.txt on 120x40 "$faulty" 'key End'

# --- pages ---

shows 'PageDown shows the rest of the page' 'page 1 of 2, lines 26 to 60' 'key PageDown'
shows 'and then the next one' 'page 2 of 2, lines 1 to 35' 'key PageDown' 'key PageDown'
shows 'Ctrl+PageDown the next page at once' 'page 2 of 2, lines 1 to 35' 'key Ctrl+PageDown'
shows 'beyond the last page there is nothing' 'page 2 of 2, lines 26 to 60' 'key End' 'key PageDown' 'key PageDown' 'key Down'
shows 'Up goes back to the end of the page before' 'page 1 of 2, lines 26 to 60' 'key End' 'key Up'
shows 'Home to the first page' 'page 1 of 2, lines 1 to 35' 'key End' 'key Home'

# Every line of the page as shown, one screen high enough for it, is the line that is printed.
ziping print "$id" -o - 2>/dev/null | sed 's/\f//' >"$scratch/printed"
on 88x66 "$id" 'screen' 'key Ctrl+PageDown' >"$scratch/screens"
sed -n -e '4,63p' -e '70,129p' "$scratch/screens" >"$scratch/shown"
check 'what is shown is what is printed' diff "$scratch/printed" "$scratch/shown"
ziping set "$id" remarks=改

# --- options ---

down=$(printf 'key Down\n%.0s' 1 2 3 4 5 6 7 8 9 10 11)
# chosen N: the tokens that choose option N.
chosen()
{
	echo 'key F9'
	echo "$down" | head -n "$1"
	echo 'key Enter'
}
golden 'the options' screen/preview-options.txt on 100x40 "$id" 'key F9'
shows 'A4 across' 'of 130 columns' "$(chosen 1)"
shows 'frames of ASCII' '^ *+--' "$(chosen 7)"
golden 'two columns a frame line' screen/preview-wide.txt on 120x40 "$id" "$(chosen 9)"
shows 'a blank form' 'blank form, nothing is frozen' "$(chosen 11)"
shows 'GB18030 holds everything' 'gb18030 holds everything' "$(chosen 3)"
golden 'GBK does not' screen/preview-losses.txt on 100x40 "$faulty" "$(chosen 4)" 'key F3'
shows 'an option is found by typing, small or large' 'gb18030 holds everything' "$(printf '%s\n' 'key F9' 'text gb1' 'key Enter')"
shows 'options are kept' 'A4 across' "$(chosen 1)" 'key Esc' 'key F7'

# --- printing ---

check 'looking freezes nothing' test "$(ziping list --json | grep -c '"revision": 0')" = 1
golden 'where to print' screen/preview-print.txt on 100x40 "$id" 'key Ctrl+P'
shows 'Esc prints nothing' 'made when it is printed' 'key Ctrl+P' 'key Esc'
shows 'Enter prints, and says the code' 'Revision 2, check code [0-9A-Z-]*: request id is office-7' 'key Ctrl+P' 'key Enter'
check 'lp has the pages' grep -q '第2稿 送签稿 .* 第 2 页 共 2 页' "$scratch/kept.bytes"
shows 'the preview shows the code from then on' 'revision 2, no error stands, [0-9A-Z]\{4\}-'
shows 'another queue' 'Revision 2' 'key Ctrl+P' 'key Down' 'key Enter' 'text dot-matrix' 'key Enter'
check 'it is named' grep -q -x dot-matrix "$scratch/kept.words"
shows 'and is offered from then on' 'Print on dot-matrix' 'key Ctrl+P' 'key Down' 'key Enter' 'text dot-matrix' 'key Enter' 'key Ctrl+P'
shows 'into a file' "Revision 2, check code .*: $scratch/f" 'key Ctrl+P' 'key Down' 'key Down' 'key Enter' 'key Home' 'key Ctrl+K' "text $scratch/f" 'key Enter'
check 'with the same bytes' cmp "$scratch/f" "$scratch/kept.bytes"
shows 'which is not replaced unasked' 'Replace it?' 'key Ctrl+P' 'key Down' 'key Down' 'key Enter' 'key Home' 'key Ctrl+K' "text $scratch/f" 'key Enter'
on 100x40 "$faulty" "$(chosen 4)" 'key Ctrl+P' 'key Enter' >"$scratch/out"
check 'what is lost is asked about' grep -q 'become' "$scratch/out"
# --- sides, copies, files that the other program writes ---

sides=$(printf 'key Down\n%.0s' 1 2 3)
on 100x40 "$id" 'key F9' 'key End' 'key Up' 'key Enter' 'key Ctrl+P' 'key End' 'key Enter' 'text 3' 'key Enter' \
	'key Enter' >"$scratch/out"
check 'copies are asked for, and printed' sh -c 'grep -q "request id" "$1" && grep -x -A 1 -e -n "$2" | grep -q -x 3' - \
	"$scratch/out" "$scratch/kept.words"
check 'on both sides' grep -q -x 'sides=two-sided-long-edge' "$scratch/kept.words"
shows 'no copies at all are none' 'whole number from 1 to 100' 'key Ctrl+P' 'key End' 'key Enter' 'text 0' 'key Enter'
if ziping --version | grep -qw pdf; then
	shows 'a PDF is written' "Revision 2, check code .*: $scratch/f.pdf" 'key Ctrl+P' "$sides" 'key Enter' \
		'key Home' 'key Ctrl+K' "text $scratch/f.pdf" 'key Enter'
	check 'and is one' sh -c 'head -c 5 "$1" | grep -q "%PDF-"' - "$scratch/f.pdf"
	shows 'where it cannot be, that is said' 'the file was not written: .*/none/f.pdf' 'key Ctrl+P' "$sides" 'key Enter' \
		'key Home' 'key Ctrl+K' "text $scratch/none/f.pdf" 'key Enter'
fi
if ziping --version | grep -qw xlsx; then
	before=$(ziping revisions "$id")
	shows 'a workbook is written' "Written: $scratch/f.xlsx" 'key Ctrl+P' 'text workbook' 'key Enter' \
		'key Home' 'key Ctrl+K' "text $scratch/f.xlsx" 'key Enter'
	check 'which freezes nothing' test "$(ziping revisions "$id")" = "$before"
fi
printf '%s\n' "open $id" 'key Ctrl+P' | ziping --script - --size 100x40 --dump - >"$scratch/out"
check 'Ctrl+P in the form asks at once' grep -q 'Print on the default queue' "$scratch/out"
printf '%s\n' 'key F7' | ziping --script - --size 100x40 --dump - >"$scratch/out"
check 'F7 in the list shows the selected entry' grep -q 'Print preview' "$scratch/out"

finish
