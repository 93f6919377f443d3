# SPDX-License-Identifier: MIT
# list --search and --status: words anywhere in an entry, as people type them.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

for name in "$examples"/*.json; do
	ziping import "$name" >/dev/null
done

ids()
{
	ziping list --json "$@" | sed -n 's/.*"id": \([0-9]*\),.*/\1/p' | tr '\n' ' '
}

# finds NAME IDS ARGUMENT...: list with these arguments shows exactly these entries.
finds()
{
	finds_name=$1
	finds_ids=$2
	shift 2
	check "$finds_name" test "$(ids "$@")" = "$finds_ids"
}

finds 'a word of two characters, in a target' '3 ' --search 定性
finds 'in a goal' '6 ' --search 培训班
finds 'every word, wherever it stands' '4 ' --search '登记 赋码'
finds 'a figure that was typed' '1 5 ' --search 0.06
finds 'with full-width digits' '2 ' --search １２．６３
finds 'a figure that was computed' '8 ' --search 95.7
finds 'capitals or not' '3 ' --search t0000
finds 'with the other filters' '' --search 定性 --year 2022
finds 'nothing' '' --search 车辆
ziping set 8 'indicators[2].reason=租用Ａ型车辆' >/dev/null
finds 'what was just typed' '8 ' --search 车辆
finds 'to its letters' '8 ' --search 'a型'
ziping note 2 funds.total.reason adjusted-no-reason 见附件七
finds 'what was noted on a finding' '2 ' --search 附件七
ziping set 8 'indicators[2].reason=' >/dev/null
finds 'what was taken out is not found' '' --search 车辆
ziping sign 1 >/dev/null
finds 'the signed ones' '1 ' --status signed
finds 'in Chinese as well' '1 ' --status 已签
finds 'the drafts' '2 3 4 5 6 7 8 ' --status draft
check 'the status stands in the list' sh -c '"$0" list | grep -q "signed"' "$top_builddir/ziping"
refused 'no such status' 2 '--status takes draft, reviewed or signed, not “x”' ziping list --status x
check 'nothing is wrong with the store' ziping check-store
finish
