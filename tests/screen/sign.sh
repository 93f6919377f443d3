# SPDX-License-Identifier: MIT
# Signing, reopening, revisions and codes on the screen.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

id=$(ziping import "$top_srcdir/data/examples/pingliang-2023-01.json")

screens()
{
	on 120x30 "open $id" "$@"
}

status_is()
{
	ziping export "$id" --format json | grep -q "\"status\": \"$1\""
}

sign=$(menu Sign "open $id")
yes=$(printf '%s\n' 'key Down' 'key Enter')
reopen=$(menu Reopen "open $id")
revisions=$(menu Revisions "open $id")

shows 'no revision yet' 'No revision yet' "$revisions"
shows 'nothing to reopen' 'not signed, so there is nothing to reopen' "$reopen"
ziping set "$id" unit=
shows 'an error stands in the way' 'correct it, or explain it with Ctrl+R' "$sign"
shows 'and is gone to' '实施单位 is empty; fill it in' "$sign" 'key Left' 'key Right'
ziping set "$id" unit=市委编办 funds.fiscal.executed=44
golden 'signing asks' screen/sign-ask.txt on 80x24 "open $id" "$sign"
shows 'Esc signs nothing' 'stored' "$sign" 'key Esc'
check 'that is so' status_is draft
shows 'then the name' 'Name of who signs' "$sign" "$yes"
shows 'the login first' "$(id -un)" "$sign" "$yes"
shows 'then it is signed' 'Signed as revision 1, check code [0-9A-Z-]*\. The entry is locked' \
	"$sign" "$yes" 'key Ctrl+Home' 'key Ctrl+K' 'text 王主任' 'key Enter'
check 'in the store as well' status_is signed
code=$(ziping revisions "$id" | cut -d' ' -f3)
shows 'the title says so' '^ \[revision 1 signed, read-only'
shows 'a key that types is refused' 'signed; reopen it' 'text 5'
shows 'reopening asks why' 'Why is it reopened' "$reopen"
shows 'without a reason it does not' 'takes a reason' "$reopen" 'key Enter'
shows 'with one it does' 'What is printed or signed next is revision 2' "$reopen" 'text 数字有误' 'key Enter'
check 'it is a draft again' status_is draft
shows 'history tells all of it' 'reopened (数字有误)' 'key F8' 'key End'

ziping set "$id" unit=市审计局
shows 'revisions are listed' "revision 1  $code  2024-03-01 16:00  $(id -un)  signed 2024-03-01 16:00 王主任" "$revisions"
golden 'a revision is opened' screen/sign-revision.txt on 80x24 "open $id" "$revisions" 'key Enter'
shows 'to be read only' 'kept state of entry' "$revisions" 'key Enter' 'text 5'
shows 'nor signed' 'kept state of entry' "$revisions" 'key Enter' "$sign"

# --- by its code, from the list ---

# finds NAME PATTERN TEXT
finds()
{
	on 120x30 'key Ctrl+G' "text $3" 'key Enter' >"$scratch/said" 2>&1 && grep -q -e "$2" "$scratch/said"
	verdict "$1" $?
}

finds 'a code opens its revision' "^ \[revision 1, signed, check code $code, read-only" "$code"
finds 'with what stood there then' '市委编办' "$code"
finds 'typed in any way' "^ \[revision 1, signed, check code $code" "$(echo "$code" | tr -d - | tr A-Z a-z)"
finds 'a mistyped one is told' 'is mistyped' "$(echo "$code" | sed 's/^\(.\)\(.\)/\2\1/')"
finds 'no code at all as well' 'is no check code' 1234
finish
